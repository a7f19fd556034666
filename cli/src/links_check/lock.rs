//! The lock file: what came of each link when it was last agreed to, in the order of the links.

use std::collections::BTreeMap;
use std::fmt;

use lifeline_core::link::{self, Address};

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
                events = Some(lock.0.entry(key_of(line)).or_default());
            }
        }
        lock
    }

    /// Keeps what came of a link.
    pub fn keep(&mut self, link: &Address, came: Vec<String>) {
        self.0.insert(key(link), came);
    }

    /// How many links it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Says where what came of a link differs from what is kept; nothing where it does not.
    pub fn differs(&self, link: &Address, came: &[String]) -> Option<String> {
        let Some(kept) = self.0.get(&key(link)) else {
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

/// A link as it is kept: repaired, so that it is the same however a document has it.
fn key(link: &Address) -> String {
    format!("#{link}")
}

/// The same of a line; in former files links stand as documents had them.
fn key_of(line: &str) -> String {
    let path =
        line.split('?').next().unwrap_or_default().trim_end_matches(|letter: char| letter.is_ascii_punctuation());
    let names_file = path.contains('.');
    if names_file { line.to_owned() } else { key(&link::address(line)) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_former_files_are_those_of_documents_now() {
        let former = "# What came.\n\n#registration/not-valid.\n  1\n\n#registration?timeout=1m&amp;run=end\n  2\n\n#./my own.lifeline?run=end\n  3\n";
        let kept: Vec<_> = Lock::read(former).0.into_iter().collect();
        let expected = [
            ("#./my own.lifeline?run=end", "3"),
            ("#registration/not-valid", "1"),
            ("#registration?timeout=1m&run=end", "2"),
        ];
        assert_eq!(kept, expected.map(|(link, event)| (link.to_owned(), vec![event.to_owned()])));
    }
}
