//! The page in a frame: what its address asks for, what it and its host say to each other, what it was given to show.

use serde::{Deserialize, Serialize};

use super::preferences::Theme;

/// What is kept of a page in a frame.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Embed {
    /// The link that it was given.
    pub given: String,
    /// The same link as it was understood; empty before something is open.
    pub opened: String,
    /// The width, in px, for which the host was told the diagram's height; 0 where it is still to be told.
    pub told_width: i32,
    /// Whether the reader is on the way back to what was given.
    pub returns: bool,
    /// Whether the reader plays: until then it is a figure, seen from its top.
    pub is_entered: bool,
    /// The host page's colours.
    pub colours: Colours,
}

impl Embed {
    /// The link that it was given; one that names no model is for the one that was handed over, which has this id.
    pub fn link(&self, custom: &str) -> String {
        let is_unnamed = self.given.is_empty() || self.given.starts_with(['/', '?']);
        format!("{}{}", if is_unnamed { custom } else { "" }, self.given)
    }
}

/// What the address of a frame asks for between `?` and `#`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EmbedRequest {
    pub theme: Theme,
    /// Whether the host page will hand the model over.
    pub awaits_model: bool,
}

impl EmbedRequest {
    /// Reads the address's query; nothing where it asks for the whole page.
    pub fn read(query: &str) -> Option<Self> {
        value(query, "embed")?;
        let theme = value(query, "theme").and_then(Theme::named).unwrap_or_default();
        Some(Self { theme, awaits_model: value(query, "own").is_some() })
    }
}

/// Whether the address's query asks for the run to be presented.
pub fn presents(query: &str) -> bool {
    value(query, "present").is_some()
}

/// What a query says of a key.
fn value<'a>(query: &'a str, key: &str) -> Option<&'a str> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(name, _)| *name == key).map(|(_, value)| value)
}

/// What the host page says.
#[derive(PartialEq, Eq, Debug, Deserialize)]
#[serde(tag = "lifeline", content = "value", rename_all = "lowercase")]
pub enum FromHost {
    /// This link is to be shown.
    Open(String),
    /// This theme is to be used.
    Theme(Theme),
    /// This is the text of a model, which is to be shown.
    Model(String),
    /// These colours are to be used in the place of the theme's own.
    Colours(Colours),
}

/// Colours of the host page, as it writes them in its styles; the theme's own where there is none.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Colours {
    /// Behind the diagram.
    pub ground: Option<String>,
    /// Of text and arrows.
    pub ink: Option<String>,
    /// Of what can be pressed, and of connections.
    pub accent: Option<String>,
}

impl Colours {
    /// The variables of the styles that stand for them, with their values.
    pub fn variables(&self) -> [(&'static str, Option<&str>); 3] {
        [("--ground", self.ground.as_deref()), ("--ink", self.ink.as_deref()), ("--accent", self.accent.as_deref())]
    }
}

/// What the host page is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "lifeline", content = "value", rename_all = "lowercase")]
pub enum ToHost {
    /// The frame waits for a model; the value is empty.
    Ready(String),
    /// The run has this link now.
    Change(String),
    /// Something is wrong, in words.
    Error(String),
    /// The whole run takes a frame of this height, in px.
    Height(i32),
}

/// The least height of a diagram in a frame, in px: heads, and room to play some steps.
pub const LEAST_HEIGHT: i32 = 320;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_asks_for_it_before_the_fragment() {
        let read = |query| EmbedRequest::read(query).map(|request| (request.theme, request.awaits_model));
        assert_eq!(read(""), None);
        assert_eq!(read("?theme=dark"), None, "the whole page has a switch of its own");
        for query in
            ["?embed", "?embed=", "?embed=1", "?x&embed", "?embed&theme=auto", "?embed&theme=neon", "?embed&x=own"]
        {
            assert_eq!(read(query), Some((Theme::System, false)), "{query}");
        }
        assert_eq!(read("?embed&theme=dark"), Some((Theme::Dark, false)));
        assert_eq!(read("?theme=light&embed&own"), Some((Theme::Light, true)));
        assert_eq!(read("?own=&embed"), Some((Theme::System, true)));
        assert_eq!(read("?embedded"), None);
        assert_eq!(read("?own"), None, "the whole page waits for nobody");
    }

    #[test]
    fn what_the_host_says_is_one_of_a_few_things() {
        let said = |json: &str| serde_json::from_str::<FromHost>(json).ok();
        assert_eq!(
            said(r#"{"lifeline":"open","value":"registration?run=end"}"#),
            Some(FromHost::Open("registration?run=end".to_owned()))
        );
        assert_eq!(said(r#"{"value":"dark","lifeline":"theme","more":1}"#), Some(FromHost::Theme(Theme::Dark)));
        assert_eq!(said(r#"{"lifeline":"theme","value":"auto"}"#), Some(FromHost::Theme(Theme::System)));
        assert_eq!(said(r#"{"lifeline":"model","value":"model x"}"#), Some(FromHost::Model("model x".to_owned())));
        let ground = Colours { ground: Some("#1e1e2e".to_owned()), ..Colours::default() };
        assert_eq!(said(r##"{"lifeline":"colours","value":{"ground":"#1e1e2e"}}"##), Some(FromHost::Colours(ground)));
        for other in [
            r#"{"lifeline":"theme","value":"neon"}"#,
            r#"{"lifeline":"open","value":1}"#,
            r#"{"lifeline":"Open","value":"x"}"#,
            r#"{"lifeline":"change","value":"registration"}"#,
            r#"{"value":"x"}"#,
            "1",
            "[]",
        ] {
            assert_eq!(said(other), None, "{other}");
        }
    }

    #[test]
    fn the_host_is_told_in_the_same_form() {
        let json = serde_json::to_string(&ToHost::Height(320)).ok();
        assert_eq!(json.as_deref(), Some(r#"{"lifeline":"height","value":320}"#));
    }
}
