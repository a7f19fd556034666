//! Models that are not the site's: from a file or a link to what is open then, or to words that say what is wrong with it.

use std::rc::Rc;

use lifeline_core::link::{Migration, Opened, Uncarried, carry, quoted, write_whole};
use lifeline_core::load::load;
use lifeline_core::model::limits;
use lifeline_core::model::{Model, Problem, Problems};
use lifeline_core::narration::fill;

use super::State;
use super::document::SharedModel;
use super::drafts::DraftId;
use super::embed::ToHost;
use super::kept::{KeptModel, UNDO_BYTES};
use super::loading::{Loading, play};
use super::notices::Notice;
use super::outcome::{FocusTarget, Outcome};
use super::session::Session;
use crate::words::WORDS;

/// What there is of the reader's own models.
#[derive(Clone, Debug, Default)]
pub struct CustomModels {
    /// The model that came from a file: in this window, its id means it and no other.
    pub model: Option<Rc<CustomModel>>,
    /// What is wrong with the file that was handed over last.
    pub mistakes: Option<Rc<Mistakes>>,
    /// What is said of the file that was read last, until the reader goes on; empty where none was.
    pub taken: Rc<str>,
    /// Whether files are held over the page.
    pub is_dragged_over: bool,
}

/// A model from a file of the reader's own, from the host page, or from a link.
#[derive(Clone, Debug)]
pub struct CustomModel {
    pub model: SharedModel,
    /// Its text.
    pub text: Rc<str>,
    /// The file's name; empty where the host page has handed it over, or a link has.
    pub file: Rc<str>,
    /// What stands for its id in links that carry it; none where it is too large for that.
    pub carried: Option<Rc<str>>,
    /// Where it comes from.
    pub origin: Origin,
    /// What is odd in the file, but no mistake.
    pub warnings: Rc<[Problem]>,
    /// The run as it was before the file was read again, and the link of what was played of it, so that what did not play can come back.
    former: Option<(Migration, String)>,
}

/// Where a model comes from that is not the site's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// From a file, or from the host page.
    File,
    /// It came with the link.
    Link,
    /// It is written here.
    Draft(DraftId),
}

impl PartialEq for CustomModel {
    fn eq(&self, other: &Self) -> bool {
        self.model == other.model && self.file == other.file
    }
}

/// What is wrong with a file.
#[derive(PartialEq, Eq, Debug)]
pub struct Mistakes {
    /// The file's name; empty where the host page has handed it over.
    pub file: Rc<str>,
    /// The file's text.
    pub text: Rc<str>,
    /// Each mistake.
    pub problems: Problems,
}

/// A file that the reader has handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes, or how many it has where they were not read, or nothing where it can't be read.
    pub content: Content,
}

/// What is in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// These bytes.
    Bytes(Rc<[u8]>),
    /// More bytes than a model can have.
    TooLarge,
    /// The browser can't read it.
    Unreadable,
}

impl State {
    /// The reader's own model, where that is what is open.
    pub fn custom(&self) -> Option<&CustomModel> {
        let open = self.model()?;
        self.custom.model.as_deref().filter(|custom| custom.model == open)
    }

    /// Whether what is open was handed over as a text, by the reader or by the host page: its links only name it.
    pub fn is_handed_over(&self) -> bool {
        self.custom().is_some_and(|custom| custom.origin == Origin::File)
    }

    /// The reader has handed over files: one of them can be a model.
    pub(super) fn take_files(&mut self, files: Vec<File>) {
        self.custom.is_dragged_over = false;
        match &files[..] {
            [] => {}
            [file] => match text(file) {
                // Whoever writes goes on with it there.
                Ok(text) if self.writing.is_some() => {
                    self.write_new(stem(&file.name), &text);
                }
                Ok(text) => {
                    self.read_custom(&file.name, &text);
                    // A file that was mended looks like the one before.
                    let taken = self.custom().filter(|_| self.custom.mistakes.is_none()).map(is_read);
                    self.custom.taken = taken.unwrap_or_default().into();
                }
                Err(why) => self.refuse(why),
            },
            _ => self.refuse(WORDS.own_one_file.to_owned()),
        }
    }

    /// The host page hands over what is too large to be a model.
    pub(super) fn refuse_host_model(&mut self) {
        self.await_host_again();
        self.refuse(too_large(""));
    }

    /// What was handed over is no model: a frame that shows nothing yet waits for another.
    fn await_host_again(&mut self) {
        let is_waiting = self.embed.is_some() && self.session.is_none();
        self.loading = if is_waiting { Loading::AwaitingHost } else { Loading::Done };
    }

    /// Opens the text of a model, or says what is wrong with it.
    pub(super) fn read_custom(&mut self, file: &str, text: &str) {
        match load(text) {
            Ok(model) => {
                if !self.is_guest() {
                    let kept = KeptModel { id: model.id().to_owned(), file: file.to_owned(), text: text.to_owned() };
                    self.keep_model(Some(kept));
                }
                let carried = carry(text).ok().map(Rc::from);
                let (origin, file) = self.origin_of(text, (Origin::File, file));
                self.show_custom(CustomModel::new(model, text.into(), &file, carried, origin));
            }
            Err(problems) => {
                self.await_host_again();
                self.tell_mistakes(file, text, problems);
            }
        }
    }

    /// Opens the model that a link carries in the place of an id, or says what is wrong with it.
    pub(super) fn open_carried(&mut self, carried: &str, text: Result<String, Uncarried>, link: &str) {
        let text = match text {
            Ok(text) => text,
            Err(why) => return self.open_instead(link, vec![Notice::link(why.to_string())]),
        };
        match load(&text) {
            Ok(model) => {
                let opened = self.recall(&model, link).unwrap_or_else(|| play(&model, link));
                let (origin, file) = self.origin_of(&text, (Origin::Link, ""));
                self.take_custom(CustomModel::new(model, text.into(), &file, Some(carried.into()), origin));
                let notices = if origin == Origin::Link { vec![Notice::FromLink] } else { Vec::new() };
                self.show(opened, notices);
            }
            Err(problems) => {
                self.open_instead(link, Vec::new());
                self.tell_mistakes("", &text, problems);
            }
        }
    }

    /// A text that comes from the window's memory or from the address can be a draft of this browser.
    fn origin_of(&self, text: &str, (origin, file): (Origin, &str)) -> (Origin, String) {
        let kept = self.kept_model.as_ref().filter(|kept| kept.text == text);
        let open = self.writing.as_ref().filter(|_| kept.is_some()).map(|writing| &writing.draft);
        let draft = open.or_else(|| self.drafts.iter().find(|draft| &*draft.text == text));
        draft.map_or((origin, file.to_owned()), |draft| (Origin::Draft(draft.id), draft.file()))
    }

    /// Whether what is open is this draft, as it was when it was last a model.
    pub fn plays(&self, draft: DraftId) -> bool {
        self.custom().is_some_and(|custom| custom.origin == Origin::Draft(draft))
    }

    fn tell_mistakes(&mut self, file: &str, text: &str, problems: Problems) {
        let mistakes = Mistakes { file: file.into(), text: text.into(), problems };
        let words = spoken(&mistakes);
        self.outcomes.push(match &self.embed {
            Some(_) => Outcome::Tell(ToHost::Error(words.clone())),
            None => Outcome::Focus(FocusTarget::Mistakes),
        });
        self.announce(&words);
        self.custom.mistakes = Some(Rc::new(mistakes));
    }

    /// A model is the reader's own from now on.
    pub(super) fn take_custom(&mut self, custom: CustomModel) {
        self.announce(&is_read(&custom));
        (self.custom.mistakes, self.share, self.lists_keys) = (None, None, false);
        self.custom.model = Some(Rc::new(custom));
    }

    /// A file is no model at all.
    pub(super) fn refuse(&mut self, why: String) {
        if self.embed.is_some() {
            self.outcomes.push(Outcome::Tell(ToHost::Error(why.clone())));
        }
        self.custom.mistakes = None;
        self.announce(&why);
        self.notices = [Notice::link(why)].into();
    }
}

impl CustomModel {
    /// A model with its text, the name of its file, and what stands for it in links.
    pub(super) fn new(model: Rc<Model>, text: Rc<str>, file: &str, carried: Option<Rc<str>>, origin: Origin) -> Self {
        let warnings = model.oddities().into();
        Self { model: SharedModel(model), text, file: file.into(), carried, origin, warnings, former: None }
    }

    /// It with what was found odd in its file elsewhere.
    pub(super) fn with_warnings(self, warnings: &[Problem]) -> Self {
        Self { warnings: warnings.into(), ..self }
    }

    /// What stands for it in links: itself, or its id where there is a file of it.
    pub fn named_in_links(&self) -> &str {
        self.carried.as_deref().filter(|_| self.origin != Origin::File).unwrap_or_else(|| self.model.id())
    }

    /// Whether there is no file of it that could be put anywhere.
    pub fn has_no_file(&self) -> bool {
        self.file.is_empty() || self.origin != Origin::File
    }

    /// Plays the run that was open under the model's id as far as it still plays; of a run that the former version cut short, all of it.
    pub(super) fn carry_over(mut self, before: &Session, former: Option<&Self>) -> (Self, Opened) {
        let run = &before.shared.read().run;
        let former = match former.and_then(|former| former.former.clone()) {
            Some((former, played)) if write_whole(run) == played => former,
            _ => Migration::of(run, before.scenario, before.selected, UNDO_BYTES),
        };
        let opened = former.play(&self.model.0);
        self.former = Some((former, write_whole(&opened.run)));
        (self, opened)
    }
}

/// Says that a model is open.
fn is_read(custom: &CustomModel) -> String {
    let title = custom.model.title().in_language(WORDS.code);
    fill(WORDS.own_is_read, &[("file", &named(&custom.file)), ("title", &title)])
}

/// The name of a file without what all models' files end with.
pub fn stem(file: &str) -> &str {
    file.strip_suffix(".lifeline").unwrap_or(file)
}

/// The text in a file.
///
/// # Errors
/// Says that it is none, or too large to be a model.
pub(super) fn text(file: &File) -> Result<String, String> {
    let name = named(&file.name);
    match &file.content {
        Content::TooLarge => Err(too_large(&file.name)),
        Content::Unreadable => Err(fill(WORDS.own_unreadable, &[("file", &name)])),
        // No text has the character U+0000, and what else has it is no model.
        Content::Bytes(bytes) => match str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Ok(text.to_owned()),
            _ => Err(fill(WORDS.own_no_text, &[("file", &name)])),
        },
    }
}

fn too_large(file: &str) -> String {
    fill(WORDS.own_too_large, &[("file", &named(file)), ("kilobytes", &(limits::FILE_BYTES / 1024).to_string())])
}

/// What is wrong with a file in some sentences, for who listens, and for the host page.
pub fn spoken(mistakes: &Mistakes) -> String {
    let problems = &mistakes.problems;
    let mut spoken = headline(mistakes);
    for problem in problems.listed().iter().take(SPOKEN) {
        spoken.push_str(&format!(" {}: {}.", place(problem), problem.found));
        if let Some(nearest) = problem.replacement.as_ref().map(|replacement| &replacement.text) {
            spoken.push(' ');
            spoken.push_str(&fill(WORDS.did_you_mean, &[("name", &nearest)]));
        }
    }
    let rest = problems.listed().len().saturating_sub(SPOKEN) + problems.more();
    if rest > 0 {
        spoken.push(' ');
        spoken.push_str(&fill(WORDS.own_more, &[("count", &rest)]));
    }
    spoken
}

/// How many mistakes a file has.
pub fn headline(Mistakes { file, problems, .. }: &Mistakes) -> String {
    match problems.listed().len() + problems.more() {
        1 => fill(WORDS.own_mistake, &[("file", &named(file))]),
        count => fill(WORDS.own_mistakes, &[("file", &named(file)), ("count", &count)]),
    }
}

/// Where a problem is.
pub fn place(problem: &Problem) -> String {
    let (line, column) = (problem.place.line.to_string(), problem.place.column.to_string());
    fill(WORDS.line_column, &[("line", &line), ("column", &column)])
}

/// A file by its name, or what stands for it where it has none here.
pub fn named(file: &str) -> String {
    if file.is_empty() { WORDS.the_model.to_owned() } else { quoted(file) }
}

/// Mistakes that are told in sentences.
const SPOKEN: usize = 3;
