//! Texts for people, in one language or in several.

/// A text for people, in the model's own language first and perhaps in others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text {
    /// The text in the model's own language.
    pub plain: Box<str>,
    /// The same in other languages: a language code of two letters, and the text.
    pub others: Vec<(Box<str>, Box<str>)>,
}

impl Text {
    /// The text in `language`, or in the model's own where it has none.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        self.others.iter().find(|(code, _)| &**code == language).map_or(&self.plain, |(_, text)| text)
    }
}
