//! The file on the reader's disk that the draft came from: what it holds, and what becomes of changes on either side.

use std::rc::Rc;

use lifeline_core::narration::fill;

use super::State;
use super::custom_model::{File, named, stem, text};
use super::drafts::{BYTE_ORDER_MARK, with_line_feeds};
use crate::words::WORDS;

/// Tells a file from all others that were opened in this window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FileNumber(pub usize);

/// Why a file could not be read or written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileError {
    /// The reader, or the browser, does not allow it.
    Refused,
    /// It is not there any more.
    Gone,
    /// Whatever else was in the way.
    Failed,
}

/// A file that is open for as long as its draft is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DiskFile {
    pub number: FileNumber,
    pub name: Rc<str>,
    /// What it held when it was read or written last, as the field has it.
    pub text: Rc<str>,
    /// What it holds now, where the draft has changed as well: the reader chooses.
    pub other: Option<Rc<str>>,
    /// What was in the way last, in words.
    pub trouble: Option<String>,
    /// Whether it begins with a byte order mark, and whether its lines end with a carriage return, too: the field can hold neither.
    has_mark: bool,
    has_returns: bool,
}

impl DiskFile {
    fn new(number: FileNumber, name: &str, text: &str) -> Self {
        Self {
            number,
            name: name.into(),
            text: with_line_feeds(text).into(),
            other: None,
            trouble: None,
            has_mark: text.starts_with(BYTE_ORDER_MARK),
            has_returns: text.contains("\r\n"),
        }
    }

    /// A text of the field as the file shall hold it.
    pub fn written(&self, text: &str) -> String {
        let lines = if self.has_returns { text.replace('\n', "\r\n") } else { text.to_owned() };
        if self.has_mark { format!("{BYTE_ORDER_MARK}{lines}") } else { lines }
    }
}

impl State {
    /// A file is opened as a new draft.
    pub(super) fn open_disk_file(&mut self, number: FileNumber, file: &File) {
        match text(file) {
            Ok(text) => {
                self.write_new(stem(&file.name), &text);
                if let Some(writing) = &mut self.writing {
                    writing.file = Some(DiskFile::new(number, &file.name, &text));
                }
            }
            Err(why) => self.refuse(why),
        }
    }

    /// The file has changed on the disk: the field follows, where nothing was typed since.
    pub(super) fn follow_disk_file(&mut self, number: FileNumber, changed: &File) {
        let Some(writing) = &mut self.writing else { return };
        let Some(file) = writing.file.as_mut().filter(|file| file.number == number) else { return };
        let read = match text(changed) {
            Ok(text) => DiskFile::new(number, &changed.name, &text),
            Err(why) => return file.trouble = Some(why),
        };
        let is_typed = writing.draft.text != file.text;
        if !is_typed || read.text == writing.draft.text {
            *file = read;
            self.take_disk_text();
        } else {
            *file = DiskFile { other: Some(read.text), text: Rc::clone(&file.text), ..read };
            let words = fill(WORDS.file_both, &[("file", &named(&changed.name))]);
            self.announce(&words);
        }
    }

    /// The reader has chosen between the file's text and the draft's.
    pub(super) fn settle_disk_file(&mut self, takes_file: bool) {
        let Some(file) = self.writing.as_mut().and_then(|writing| writing.file.as_mut()) else { return };
        if let Some(other) = file.other.take() {
            file.text = other;
            if takes_file {
                self.take_disk_text();
            }
        }
    }

    /// The file holds this text of the draft now.
    pub(super) fn saved_disk_file(&mut self, number: FileNumber, text: Rc<str>) {
        let Some(file) = self.disk_file(number) else { return };
        (file.text, file.other, file.trouble) = (text, None, None);
        let words = fill(WORDS.file_saved, &[("file", &named(&file.name))]);
        self.announce(&words);
    }

    /// The file could not be read or written.
    pub(super) fn fail_disk_file(&mut self, number: FileNumber, error: FileError) {
        let Some(file) = self.disk_file(number) else { return };
        let words = match error {
            FileError::Refused => WORDS.file_refused,
            FileError::Gone => WORDS.file_gone,
            FileError::Failed => WORDS.file_failed,
        };
        let words = fill(words, &[("file", &named(&file.name))]);
        file.trouble = Some(words.clone());
        self.announce(&words);
    }

    fn disk_file(&mut self, number: FileNumber) -> Option<&mut DiskFile> {
        self.writing.as_mut()?.file.as_mut().filter(|file| file.number == number)
    }

    fn take_disk_text(&mut self) {
        let Some(writing) = &mut self.writing else { return };
        if let Some(file) = writing.file.as_ref().filter(|file| file.text != writing.draft.text) {
            writing.draft.text = Rc::clone(&file.text);
            writing.edits += 1;
        }
    }
}
