//! The lock file: what came of each link when it was last agreed to, in the order of the links.

use std::collections::BTreeMap;
use std::fmt;

/// For each link, the events of its run.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lock(BTreeMap<String, Vec<String>>);

impl Lock {
    /// Reads what was written; lines that were changed by hand are taken as they are.
    pub fn read(text: &str) -> Self {
        let mut lock = Self::default();
        let mut events: Option<&mut Vec<String>> = None;
        for line in text.lines() {
            if let Some(event) = line.strip_prefix(INDENT) {
                if let Some(events) = &mut events {
                    events.push(event.to_owned());
                }
            } else if line.starts_with('#') && !line.starts_with("# ") {
                events = Some(lock.0.entry(line.to_owned()).or_default());
            }
        }
        lock
    }

    /// Keeps what came of a link.
    pub fn keep(&mut self, link: &str, came: Vec<String>) {
        self.0.insert(link.to_owned(), came);
    }

    /// How many links it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says where what came of a link differs from what is kept; nothing where it does not.
    pub fn differs(&self, link: &str, came: &[String]) -> Option<String> {
        let Some(kept) = self.0.get(link) else {
            return Some("what comes of it is not kept yet; `--update` keeps it".to_owned());
        };
        let place = (0..kept.len().max(came.len())).find(|place| kept.get(*place) != came.get(*place))?;
        let told =
            |events: &[String]| events.get(place).map_or("nothing more".to_owned(), |event| format!("`{event}`"));
        Some(format!("the outcome has changed: it was {}, and is {}", told(kept), told(came)))
    }

    /// How many of the links that were kept then have another outcome now.
    pub fn changed_since(&self, then: &Self) -> usize {
        self.0.iter().filter(|(link, came)| then.0.get(*link).is_some_and(|kept| kept != *came)).count()
    }

    /// The links that another one does not have.
    pub fn without(&self, other: &Self) -> impl Iterator<Item = &str> {
        self.0.keys().filter(|link| !other.0.contains_key(*link)).map(String::as_str)
    }
}

/// The file.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (link, events) in &self.0 {
            writeln!(f, "\n{link}")?;
            for event in events {
                writeln!(f, "{INDENT}{event}")?;
            }
        }
        Ok(())
    }
}

const HEAD: &str = "\
# What came of each link: its events, with their times in milliseconds. Written by `lifeline links check --lock FILE --update`.
";
const INDENT: &str = "  ";
