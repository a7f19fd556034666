//! The page inside another one: what its address asks for, what the page around it can say, and what it was given to show; pure.

/// What is kept of a page that is shown inside another one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Embedded {
    /// The link that it was given.
    pub given: String,
    /// The same link as it was understood; none before something is open.
    pub opened: String,
    /// For how wide a diagram the page around it was told how much room the run takes; 0 where it is still to be told.
    pub reserved: i32,
    /// Whether the reader is on the way back to what was given.
    pub returns: bool,
    /// Whether the page around it has still to hand over the model.
    pub waits: bool,
}

impl Embedded {
    /// The link that it was given; one that names no model is for the one that was handed over, which has this id.
    #[inline(never)]
    pub fn link(&self, own: &str) -> String {
        let is_unnamed = self.given.is_empty() || self.given.starts_with(['/', '?']);
        [if is_unnamed { own } else { "" }, &self.given].concat()
    }
}

/// Something that the page around this one says.
#[derive(PartialEq, Eq, Debug)]
pub enum Said {
    /// This link is to be shown.
    Open(String),
    /// This theme is to be used.
    Theme(&'static str),
    /// This is the text of a model, which is to be shown.
    Model(String),
}

/// What the address asks for with its part between `?` and `#`: the theme of a page to be shown inside another one, and whether that
/// one will hand over the model; nothing where it asks for the whole page.
pub fn asked(query: &str) -> Option<(&'static str, bool)> {
    value(query, "embed")?;
    Some((value(query, "theme").and_then(theme).unwrap_or_default(), value(query, "own").is_some()))
}

#[inline(never)]
fn value<'q>(query: &'q str, key: &str) -> Option<&'q str> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// What a message means; nothing where it means nothing.
#[inline(never)]
pub fn understood(kind: &str, value: String) -> Option<Said> {
    match kind {
        "open" => Some(Said::Open(value)),
        "theme" => theme(&value).map(Said::Theme),
        "model" => Some(Said::Model(value)),
        _ => None,
    }
}

/// How much room the diagram gets, in px: for all of the run, and for some steps more where it has hardly any.
#[inline(never)]
pub fn room(whole: i32) -> i32 {
    whole.max(LEAST)
}

/// A theme by the name that other pages know it by; `auto` follows what the reader's system prefers.
fn theme(name: &str) -> Option<&'static str> {
    Some(match name {
        "auto" => "",
        "light" => "light",
        "dark" => "dark",
        _ => return None,
    })
}

/// In px: heads, and room to play some steps.
const LEAST: i32 = 320;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_asks_for_it_before_the_fragment() {
        assert_eq!(asked(""), None);
        assert_eq!(asked("?theme=dark"), None, "the whole page has a switch of its own");
        for query in
            ["?embed", "?embed=", "?embed=1", "?x&embed", "?embed&theme=auto", "?embed&theme=neon", "?embed&x=own"]
        {
            assert_eq!(asked(query), Some(("", false)), "{query}");
        }
        assert_eq!(asked("?embed&theme=dark"), Some(("dark", false)));
        assert_eq!(asked("?theme=light&embed&own"), Some(("light", true)));
        assert_eq!(asked("?own=&embed"), Some(("", true)));
        assert_eq!(asked("?embedded"), None);
        assert_eq!(asked("?own"), None, "the whole page waits for nobody");
    }

    #[test]
    fn what_the_page_around_says_is_one_of_a_few_things() {
        let said = |kind, value: &str| understood(kind, value.to_owned());
        assert_eq!(said("open", "registration?run=end"), Some(Said::Open("registration?run=end".to_owned())));
        assert_eq!(said("theme", "dark"), Some(Said::Theme("dark")));
        assert_eq!(said("theme", "auto"), Some(Said::Theme("")));
        assert_eq!(said("model", "model x"), Some(Said::Model("model x".to_owned())));
        for (kind, value) in [("theme", "neon"), ("theme", ""), ("Open", "x"), ("", ""), ("change", "registration")] {
            assert_eq!(said(kind, value), None, "{kind} {value}");
        }
    }

    #[test]
    fn a_run_that_has_just_begun_has_room_to_go_on() {
        assert_eq!((room(0), room(700)), (LEAST, 700));
    }
}
