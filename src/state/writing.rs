//! Writing a model where it plays: the draft that is open, what is wrong with it, and the run, which follows its last good text.

use std::rc::Rc;

use lifeline_core::language::read;
use lifeline_core::link::with_carried;
use lifeline_core::model::{Problem, Problems};
use lifeline_core::narration::fill;
use lifeline_page::worker::Playable;

use super::State;
use super::action::WriteAction;
use super::clock::{Clock, Mode};
use super::custom_model::{CustomModel, Origin};
use super::disk_file::DiskFile;
use super::drafts::Draft;
use super::kept::KeptModel;
use super::loading::play;
use super::outcome::{FocusTarget, Outcome};
use crate::words::WORDS;

/// What a new draft begins with.
pub const TEMPLATE: &str = include_str!("template.lifeline");

/// The language in short: what is needed most.
pub const CRIB: &str = include_str!("crib.lifeline");

/// A draft that is open.
#[derive(Clone, Debug)]
pub struct Writing {
    /// It, as it was typed last.
    pub draft: Draft,
    /// It, as the browser keeps it, as far as this window knows.
    kept: Draft,
    /// How many times another text was put into its field.
    pub openings: u32,
    /// How many times its text has changed: what was read of an earlier one is dropped.
    pub edits: u32,
    /// What came of reading it last.
    pub reading: Option<Rc<Reading>>,
    /// Whether the run could not be played to its end under the last good text.
    pub is_cut: bool,
    /// Whether the browser had no room for it.
    pub is_unkept: bool,
    /// The draft that was deleted last, for as long as it can be had back.
    pub deleted: Option<Draft>,
    /// The file on the reader's disk that it came from, where the page can follow it.
    pub file: Option<DiskFile>,
}

/// What came of reading a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The text.
    pub text: Rc<str>,
    /// What there is to know about it, or what is wrong.
    pub outcome: Result<Playable, Problems>,
}

impl Reading {
    /// The mistakes, in the order of the text.
    pub fn mistakes(&self) -> &[Problem] {
        self.outcome.as_ref().map_or_else(Problems::listed, |_| &[])
    }

    /// What is odd, but no mistake.
    pub fn warnings(&self) -> &[Problem] {
        self.outcome.as_ref().map_or(&[], |playable| &playable.warnings)
    }
}

impl Writing {
    /// A draft is opened.
    pub(super) fn new(draft: Draft) -> Self {
        Self {
            kept: draft.clone(),
            draft,
            openings: 0,
            edits: 0,
            reading: None,
            is_cut: false,
            is_unkept: false,
            deleted: None,
            file: None,
        }
    }

    /// What was read, where the text is still as it was then.
    pub fn current(&self) -> Option<&Rc<Reading>> {
        self.reading.as_ref().filter(|reading| reading.text == self.draft.text)
    }
}

impl State {
    pub(super) fn write(&mut self, action: WriteAction) {
        match action {
            WriteAction::Open(drafts) => {
                self.drafts.list(drafts);
                let draft = self.draft_to_open();
                self.open_draft(draft);
            }
            WriteAction::Close => self.close_draft(),
            WriteAction::New => self.write_new(WORDS.write_unnamed, TEMPLATE),
            WriteAction::Change(drafts, name, text) => {
                self.drafts.list(drafts);
                self.gallery = None;
                self.write_new(&name, &text);
            }
            WriteAction::Choose(id) => {
                if let Some(draft) = self.drafts.get(id).cloned() {
                    self.open_draft(draft);
                }
            }
            WriteAction::Rename(name) => {
                let Some(writing) = &mut self.writing else { return };
                writing.draft.name = self.drafts.free_name(writing.draft.id, &name);
                self.keep_draft();
            }
            WriteAction::Delete => {
                let Some(Writing { draft: deleted, openings, .. }) = self.writing.take() else { return };
                self.drafts.delete(deleted.id);
                self.outcomes.push(Outcome::DeleteDraft(deleted.id));
                match self.drafts.first().cloned() {
                    Some(next) => self.open_draft(next),
                    None => self.write_new(WORDS.write_unnamed, TEMPLATE),
                }
                if let Some(writing) = &mut self.writing {
                    (writing.deleted, writing.openings) = (Some(deleted), openings + 1);
                }
            }
            WriteAction::Restore => {
                let Some(draft) = self.writing.as_mut().and_then(|writing| writing.deleted.take()) else { return };
                // Another window may have given its id to a new one.
                match self.drafts.get(draft.id) {
                    Some(_) => self.write_new(&draft.name, &draft.text),
                    None => self.open_draft(draft),
                }
            }
            WriteAction::Type(text) => {
                if let Some(writing) = &mut self.writing {
                    writing.draft.text = text;
                    writing.edits += 1;
                }
            }
            WriteAction::Kept(draft, is_kept) => {
                if let Some(writing) = self.writing.as_mut().filter(|writing| writing.draft.id == draft.id) {
                    writing.is_unkept = !is_kept;
                    if is_kept {
                        writing.kept = draft;
                    }
                }
            }
            WriteAction::Read(reading) => self.take_reading(reading),
            WriteAction::KeptElsewhere(drafts) => self.take_drafts(drafts),
            WriteAction::OpenFile(number, file) => self.open_disk_file(number, &file),
            WriteAction::FileChanged(number, file) => self.follow_disk_file(number, &file),
            WriteAction::Saved(number, text) => self.saved_disk_file(number, text),
            WriteAction::FileFailed(number, error) => self.fail_disk_file(number, error),
            WriteAction::TakeFile => self.settle_disk_file(true),
            WriteAction::KeepDraft => self.settle_disk_file(false),
        }
    }

    /// The draft that is played, a draft of the reader's own model that is open, the one that was written last, or a new one.
    fn draft_to_open(&mut self) -> Draft {
        let Some(custom) = self.custom() else {
            let first = self.drafts.first().cloned();
            return first.unwrap_or_else(|| self.drafts.begin(WORDS.write_unnamed, TEMPLATE));
        };
        let draft = match custom.origin {
            Origin::Draft(id) => self.drafts.get(id).cloned(),
            Origin::File | Origin::Link => None,
        };
        let (title, text) = (custom.model.title().in_language(WORDS.code).to_owned(), Rc::clone(&custom.text));
        draft.unwrap_or_else(|| self.drafts.begin(&title, &text))
    }

    pub(super) fn write_new(&mut self, name: &str, text: &str) {
        let draft = self.drafts.begin(name, text);
        self.open_draft(draft);
    }

    fn open_draft(&mut self, draft: Draft) {
        self.keep_draft();
        let openings = self.writing.as_ref().map_or(0, |writing| writing.openings + 1);
        self.custom.mistakes = None;
        self.writing = Some(Writing { openings, ..Writing::new(draft) });
        self.keep_draft();
        self.outcomes.push(Outcome::Focus(FocusTarget::Source));
    }

    /// Has the browser keep the draft that is open as it is now.
    fn keep_draft(&mut self) {
        let Some(Writing { draft, .. }) = &self.writing else { return };
        self.drafts.put_first(draft.clone());
        self.outcomes.push(Outcome::KeepDraft(draft.clone()));
        self.outcomes.push(Outcome::KeepWriting(Some(draft.id)));
    }

    pub(super) fn close_draft(&mut self) {
        if self.writing.is_some() {
            self.keep_draft();
            self.outcomes.push(Outcome::KeepWriting(None));
            self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
            self.writing = None;
        }
    }

    /// Another window of this browser has changed the drafts; what is open follows where it was changed there. The browser's text is
    /// older than what is typed here, so that it differs from that says nothing.
    fn take_drafts(&mut self, drafts: Vec<Draft>) {
        self.drafts.list(drafts);
        let Some(writing) = &mut self.writing else { return };
        let Some(there) = self.drafts.get(writing.draft.id).cloned() else { return };
        if there.name != writing.kept.name {
            writing.draft.name = Rc::clone(&there.name);
        }
        if there.text != writing.kept.text {
            writing.draft.text = Rc::clone(&there.text);
            writing.edits += 1;
        }
        writing.kept = there;
    }

    /// A text was read: if it is still what stands in the field, its mistakes are shown, or it is played.
    fn take_reading(&mut self, reading: Rc<Reading>) {
        let Some(writing) = self.writing.as_mut().filter(|writing| writing.draft.text == reading.text) else { return };
        writing.reading = Some(Rc::clone(&reading));
        let (id, file) = (writing.draft.id, writing.draft.file());
        let is_played = |custom: &CustomModel| custom.origin == Origin::Draft(id) && custom.text == reading.text;
        if let Ok(playable) = &reading.outcome
            && !self.custom().is_some_and(is_played)
            // What takes long, playing the scenarios, was done beside the page.
            && let Ok(model) = read(&reading.text)
        {
            let carried = playable.carried.as_deref().ok().map(Rc::from);
            self.keep_model(Some(KeptModel {
                id: model.id().to_owned(),
                file: file.clone(),
                text: reading.text.to_string(),
            }));
            let (model, warnings) = (Rc::new(model), playable.warnings.as_slice());
            let custom = CustomModel::new(model, Rc::clone(&reading.text), &file, carried, Origin::Draft(id));
            self.play_draft(custom.with_warnings(warnings));
        }
    }

    /// Plays a draft's last good text in the place of the one before, with the run as far as it still plays.
    fn play_draft(&mut self, custom: CustomModel) {
        let model = Rc::clone(&custom.model.0);
        let before = self.custom().cloned();
        let is_same = before.as_ref().is_some_and(|before| before.origin == custom.origin);
        let session = self.session.clone().filter(|session| is_same || session.shared.model().id() == model.id());
        let address = |link: &str| with_carried(link, custom.carried.as_deref());
        let opened = match session {
            Some(session) => {
                if !is_same {
                    self.push(&address(&session.link()));
                }
                let (custom, opened) = custom.carry_over(&session, before.as_ref());
                self.custom.model = Some(Rc::new(custom));
                opened
            }
            None => {
                let scenario = model.arrival().map(|id| &model[id].id);
                let link = scenario.map_or_else(|| model.id().to_owned(), |id| format!("{}/{id}", model.id()));
                self.push(&address(&link));
                self.custom.model = Some(Rc::new(custom));
                play(&model, &link)
            }
        };
        if let Some(writing) = &mut self.writing {
            writing.is_cut = !opened.problems.is_empty();
        }
        let clock = self.session.as_ref().map(|session| session.clock);
        let seen = (self.is_away, self.drawn.top);
        self.place(opened);
        if is_same && seen.0 {
            (self.is_away, self.drawn.top) = seen;
        }
        if let Some(session) = &mut self.session {
            // The address follows what is written.
            session.touched = true;
            if let Some(Clock::Running { hold, mode: Mode::Play }) = clock.filter(|_| is_same) {
                session.clock = Clock::Running { hold, mode: Mode::Play };
            }
        }
    }
}

/// What stands below the field: whether the text is a model, and what becomes of the run.
pub fn standing(writing: &Writing, plays: bool) -> String {
    let Some(reading) = &writing.reading else { return String::new() };
    let mut said = match (&reading.outcome, plays) {
        (Ok(_), _) if writing.is_cut => WORDS.write_cut.to_owned(),
        (Ok(_), _) => WORDS.write_plays.to_owned(),
        (Err(problems), plays) => {
            let count = problems.listed().len() + problems.more();
            let words = match (count, plays) {
                (1, true) => WORDS.write_mistake,
                (1, false) => WORDS.write_mistake_only,
                (_, true) => WORDS.write_mistakes,
                (_, false) => WORDS.write_mistakes_only,
            };
            fill(words, &[("count", &count)])
        }
    };
    if writing.is_unkept {
        said.push(' ');
        said.push_str(WORDS.write_unkept);
    }
    if let Ok(Playable { carried: Err(too_large), .. }) = &reading.outcome {
        said.push(' ');
        said.push_str(&fill(WORDS.write_too_large, &[("kilobytes", &too_large.bytes.div_ceil(1024))]));
    }
    said
}
