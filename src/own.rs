//! Models of the reader's own: from the bytes of a file to what is open then, or to words that say what is wrong with it; pure.

use std::rc::Rc;

use lifeline_core::link::{Migration, Opened, quoted, write_whole};
use lifeline_core::load::load;
use lifeline_core::model::{Problem, Problems, limits};

use crate::document::SharedModel;
use crate::opening;
use crate::session::Session;
use crate::state::{Notice, State};
use crate::words::{WORDS, fill};

/// What there is of the reader's own.
#[derive(Debug, Default)]
pub struct Owned {
    /// The model that came from a file: in this window, its id means it and no other.
    pub model: Option<Rc<Own>>,
    /// What is wrong with the file that was handed over last.
    pub mistakes: Option<Rc<Mistakes>>,
    /// Whether the reader holds files over the page.
    pub is_over: bool,
}

/// A model from a file of the reader's own.
#[derive(Clone, Debug)]
pub struct Own {
    /// The model.
    pub model: SharedModel,
    /// The file's name; empty where the page around this one has handed it over.
    pub file: Rc<str>,
    /// What is odd in the file, but no mistake.
    pub warnings: Rc<[Problem]>,
    /// The run as it was before the file was read again, and the link of what it was played as, so that what did not play can come back.
    former: Option<(Migration, String)>,
}

/// What is wrong with a file.
#[derive(PartialEq, Eq, Debug)]
pub struct Mistakes {
    /// The file's name; empty where the page around this one has handed it over.
    pub file: Rc<str>,
    /// Each mistake.
    pub problems: Problems,
}

/// What becomes of the reader's own.
#[derive(Debug)]
pub enum Change {
    /// Files are held over the page, or no longer.
    Over(bool),
    /// A file is no model: why, in words.
    Refuse(String),
    /// A file has mistakes.
    Mistake(Rc<Mistakes>),
    /// The reader has seen the mistakes.
    Mended,
    /// A model is the reader's own from now on.
    Take(Rc<Own>),
    /// It is no longer; nothing is open then.
    Close,
}

/// A model that is about to be opened, and what of it.
#[derive(Debug)]
pub struct Opening {
    /// The model.
    pub own: Own,
    /// The run.
    pub opened: Opened,
    /// What there is to say about the change of the file.
    pub notices: Vec<String>,
    /// Whether nothing of it was open or asked for before.
    pub is_new: bool,
}

/// What is kept of the reader's own model while the window is open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The model's id.
    pub id: Rc<str>,
    /// The file's name.
    pub file: Rc<str>,
    /// The file's text.
    pub text: Rc<str>,
}

impl State {
    /// The model with this id that the page has already: the reader's own before any other.
    pub fn found(&self, id: &str) -> Option<SharedModel> {
        let own = self.owned.model.as_ref().map(|own| own.model.clone());
        own.into_iter().chain(self.model()).find(|model| model.id() == id)
    }

    /// The reader's own model, where that is what is open.
    pub fn own(&self) -> Option<&Own> {
        let open = self.model()?;
        self.owned.model.as_deref().filter(|own| own.model == open)
    }

    /// Changes what there is of the reader's own.
    #[inline(never)]
    pub fn change_own(&mut self, change: Change) {
        self.owned.is_over = matches!(change, Change::Over(true));
        match change {
            Change::Over(_) => {}
            Change::Mended => self.owned.mistakes = None,
            Change::Refuse(why) => {
                self.owned.mistakes = None;
                self.say(&why);
                self.notices = [Notice::Link(why.into())].into();
            }
            Change::Mistake(mistakes) => {
                self.say(&told(&mistakes));
                self.owned.mistakes = Some(mistakes);
            }
            Change::Take(own) => {
                self.say(&fill(WORDS.own_is_read, &[&named(&own.file), own.model.title().in_language(WORDS.code)]));
                (self.owned.mistakes, self.share, self.wishes.lists_keys) = (None, None, false);
                self.owned.model = Some(own);
            }
            Change::Close => (self.owned.model, self.session, self.notices) = (None, None, Rc::default()),
        }
    }
}

/// The text in a file, by its bytes.
///
/// # Errors
/// Says that it is none.
#[inline(never)]
pub fn text(file: &str, content: Option<Vec<u8>>) -> Result<String, String> {
    let content = content.ok_or_else(|| fill(WORDS.own_unreadable, &[&named(file)]))?;
    // No text has this character, and what else has it is no model.
    let text = String::from_utf8(content).ok().filter(|text| !text.contains('\0'));
    text.ok_or_else(|| fill(WORDS.own_no_text, &[&named(file)]))
}

/// Whether a file can be a model at all.
///
/// # Errors
/// Says that it is too large.
#[inline(never)]
pub fn size(file: &str, bytes: usize) -> Result<(), String> {
    let most = (limits::FILE_BYTES / 1024).to_string();
    if bytes > limits::FILE_BYTES { Err(fill(WORDS.own_too_large, &[&named(file), &most])) } else { Ok(()) }
}

/// Reads a file.
///
/// # Errors
/// Gives back what is wrong with the file; or nothing, where it could not be read at all.
#[inline(never)]
pub fn model(file: &str, text: &str) -> Result<Own, Option<Problems>> {
    let model = load(text).map_err(Some)?;
    let warnings = model.warnings().into();
    Ok(Own { model: SharedModel(model), file: file.into(), warnings, former: None })
}

/// Opens a model of the reader's own: with the run that was open under its id, with the run that the address names, or with an empty one.
#[inline(never)]
pub fn open(state: &State, mut own: Own, fragment: &str) -> Opening {
    let model = &own.model.0;
    let before = state.session.as_ref().filter(|session| session.shared.model().id() == model.id());
    if let Some(session) = before {
        let former = former(state, session);
        let opened = former.play(model);
        own.former = Some((former, write_whole(&opened.run)));
        let mut notices = Vec::new();
        if !opened.notices().is_empty() {
            notices.push(fill(WORDS.own_no_longer, &[&named(&own.file)]));
        }
        return Opening { own, opened, notices, is_new: false };
    }
    let is_named = opening::model_of(fragment) == model.id();
    let opened = opening::run(model, if is_named { fragment } else { "" });
    Opening { own, opened, notices: Vec::new(), is_new: !is_named }
}

/// The run that is open; where it is still what was played when the file was read before, as it was then.
fn former(state: &State, session: &Session) -> Migration {
    let run = &session.shared.read().run;
    match state.own().and_then(|own| own.former.clone()) {
        Some((former, played)) if write_whole(run) == played => former,
        _ => Migration::of(run, session.scenario, session.selected, opening::KEPT),
    }
}

/// What is wrong with a file in some sentences, for who listens, and for the page around this one.
#[inline(never)]
pub fn told(mistakes: &Mistakes) -> String {
    let (mut told, problems) = (headline(mistakes), &mistakes.problems);
    for problem in problems.listed().iter().take(TOLD) {
        told.extend([" ", &place(problem), ": ", &problem.found, "."]);
        if let Some(nearest) = &problem.nearest {
            told.extend([" ", &*fill(WORDS.did_you_mean, &[nearest])]);
        }
    }
    let rest = problems.listed().len().saturating_sub(TOLD) + problems.more();
    if rest > 0 {
        told.extend([" ", &*fill(WORDS.own_more, &[&rest.to_string()])]);
    }
    told
}

/// How many mistakes a file has.
pub fn headline(Mistakes { file, problems }: &Mistakes) -> String {
    match problems.listed().len() + problems.more() {
        1 => fill(WORDS.own_mistake, &[&named(file)]),
        count => fill(WORDS.own_mistakes, &[&named(file), &count.to_string()]),
    }
}

/// Where a problem is.
pub fn place(problem: &Problem) -> String {
    fill(WORDS.line_column, &[&problem.place.line.to_string(), &problem.place.column.to_string()])
}

/// A file by its name, or what stands for it where it has none here.
pub fn named(file: &str) -> String {
    if file.is_empty() { WORDS.the_model.to_owned() } else { quoted(file) }
}

/// What is kept of a model, as text.
#[inline(never)]
pub fn kept(id: &str, file: &str, text: &str) -> String {
    // A name with a line break in it would be taken for more than the name.
    [id, "\n", &file.replace(['\n', '\r'], " "), "\n", text].concat()
}

/// What was kept of a model.
#[inline(never)]
pub fn recalled(kept: &str) -> Option<Kept> {
    let (id, rest) = kept.split_once('\n')?;
    let (file, text) = rest.split_once('\n')?;
    (!id.is_empty()).then(|| Kept { id: id.into(), file: file.into(), text: text.into() })
}

/// Mistakes that are told in sentences.
const TOLD: usize = 3;
