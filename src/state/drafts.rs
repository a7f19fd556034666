//! The reader's drafts: texts with names that this browser keeps, whether they are models yet or not.

use std::ops::Deref;
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

/// The drafts as far as they are known here, the one written last first. While the window is open, no id that
/// was ever among them is given again: what was deleted can be had back, and may still play.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    listed: Rc<[Draft]>,
    last: u32,
}

impl Draft {
    /// The name of its file.
    pub fn file(&self) -> String {
        format!("{}.lifeline", self.name)
    }
}

impl Drafts {
    /// They are these from now on.
    pub(super) fn list(&mut self, drafts: impl IntoIterator<Item = Draft>) {
        self.listed = drafts.into_iter().collect();
        self.last = self.listed.iter().map(|draft| draft.id.0).fold(self.last, u32::max);
    }

    /// A draft is the one written last.
    pub(super) fn put_first(&mut self, draft: Draft) {
        let others = self.without(draft.id);
        self.list(std::iter::once(draft).chain(others));
    }

    /// A draft is no longer among them.
    pub(super) fn delete(&mut self, id: DraftId) {
        self.list(self.without(id));
    }

    /// A new draft beside them.
    pub(super) fn begin(&mut self, name: &str, text: &str) -> Draft {
        self.last += 1;
        let id = DraftId(self.last);
        Draft { id, name: self.free_name(id, name), text: with_line_feeds(text).into() }
    }

    /// The draft with this id.
    pub fn get(&self, id: DraftId) -> Option<&Draft> {
        self.iter().find(|draft| draft.id == id)
    }

    /// A name for a draft that no other has: this one, or this one with a number.
    pub(super) fn free_name(&self, id: DraftId, name: &str) -> Rc<str> {
        let name = match name.trim() {
            "" => WORDS.write_unnamed,
            name => &name[..name.floor_char_boundary(NAME)],
        };
        let is_free = |name: &str| self.iter().all(|draft| &*draft.name != name || draft.id == id);
        let numbered = (2..).map(|number: u32| fill(WORDS.write_numbered, &[("name", &name), ("number", &number)]));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| is_free(name)).unwrap_or_default().into()
    }

    fn without(&self, id: DraftId) -> Vec<Draft> {
        self.iter().filter(|draft| draft.id != id).cloned().collect()
    }
}

impl Deref for Drafts {
    type Target = [Draft];

    fn deref(&self) -> &[Draft] {
        &self.listed
    }
}

/// The text as a field holds it: a carriage return would be gone from there.
pub(super) fn with_line_feeds(text: &str) -> String {
    text.trim_start_matches(BYTE_ORDER_MARK).replace("\r\n", "\n").replace('\r', "\n")
}

/// Bytes of a name.
const NAME: usize = 60;
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';
