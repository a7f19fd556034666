//! The reader's drafts: texts with names that this browser keeps, whether they are models yet or not.

use std::rc::Rc;

use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Tells a draft from all others of this browser.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DraftId(pub u32);

/// A text that the reader writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    pub id: DraftId,
    pub name: Rc<str>,
    /// Its text, with line ends as the field has them.
    pub text: Rc<str>,
}

impl Draft {
    /// A new draft beside these.
    pub fn new(beside: &[Self], name: &str, text: &str) -> Self {
        let last = beside.iter().map(|draft| draft.id.0).max().unwrap_or_default();
        Self { id: DraftId(last + 1), name: free_name(beside, name), text: with_line_feeds(text).into() }
    }

    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.lifeline", self.name)
    }
}

/// A name that none of these has: this one, or this one with a number.
pub fn free_name(beside: &[Draft], name: &str) -> Rc<str> {
    let name = match name.trim() {
        "" => WORDS.write_unnamed,
        name => &name[..name.floor_char_boundary(NAME)],
    };
    let is_free = |name: &str| beside.iter().all(|draft| &*draft.name != name);
    let numbered = (2..).map(|number: u32| fill(WORDS.write_numbered, &[("name", &name), ("number", &number)]));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default().into()
}

/// The text as a field holds it: a carriage return would be gone from there.
pub(super) fn with_line_feeds(text: &str) -> String {
    text.trim_start_matches(BYTE_ORDER_MARK).replace("\r\n", "\n").replace('\r', "\n")
}

/// Bytes of a name.
const NAME: usize = 60;
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';
