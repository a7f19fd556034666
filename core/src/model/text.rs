//! Texts for people, in one language or in several, and the characters that none of them may have.

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

/// Whether a character can't be seen, or changes how others are seen; none may stand in a text.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
