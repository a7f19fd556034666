//! From a link to a run that is open: the steps of loading a model, read from top to bottom.
//!
//! A link names a model. It is played at once where the page has that model; else the model is asked for, and what comes of that
//! opens the link, or says why it can't, with something usable in its stead.

use std::rc::Rc;

use lifeline_core::link::{self, Opened, Problem, Unknown, quoted};
use lifeline_core::load::load;
use lifeline_core::model::{Model, limits};
use lifeline_core::narration::fill;

use super::State;
use super::action::{Missing, OpenAction};
use super::custom_model::{CustomModel, Origin, named};
use super::document::SharedModel;
use super::drafts::{Draft, DraftId};
use super::embed::{EmbedRequest, ToHost};
use super::gallery::{GALLERY, GROUPS};
use super::kept::{KeptModel, KeptRun};
use super::notices::Notice;
use super::outcome::{FocusTarget, Outcome};
use super::session::Session;
use super::viewport::Viewport;
use crate::words::WORDS;

/// The model of a page that is opened without naming one.
pub const DEFAULT: &str = "registration";

/// How far loading has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loading {
    /// The host page will hand a model over.
    AwaitingHost,
    /// The host page has handed a model over; the link that it sends along comes right after it.
    Handed(Rc<str>),
    /// A model of the site was asked for.
    Requested(Request),
    /// Nothing is on its way: something is open, or the notices say why nothing is.
    Done,
}

/// A request for a model of the site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// Which request of this page it is: the answer to an earlier one is dropped.
    pub number: u32,
    /// The model's id.
    pub id: String,
    /// The link to open with it.
    link: String,
    /// What is said once it is open, because the link asked for something else.
    notices: Vec<Notice>,
    /// A model of the reader's own with this id, for where the site has none.
    kept: Option<KeptModel>,
}

/// How the reader has come to the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Arrival {
    /// By a link, or by its address.
    #[default]
    Fresh,
    /// By loading it again.
    Reloaded,
    /// By going back or forward in the browser's history.
    Returned,
}

/// What the browser knows when the page is opened.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The link in the address.
    pub link: String,
    /// What the address asks for, in a frame that shows a figure.
    pub embed: Option<EmbedRequest>,
    /// Whether the address asks for the run to be presented.
    pub presents: bool,
    /// Whether the page is in a frame.
    pub is_framed: bool,
    /// Whether the reader wants nothing to move.
    pub reduces_motion: bool,
    /// How the reader has come.
    pub arrival: Arrival,
    /// The run that the window keeps.
    pub kept_run: Option<KeptRun>,
    /// The model of the reader's own that the window keeps.
    pub kept_model: Option<KeptModel>,
    /// The reader's drafts, where they matter at once.
    pub drafts: Vec<Draft>,
    /// The draft that is open in this window.
    pub writes: Option<DraftId>,
    /// How much can be seen of the page.
    pub viewport: Viewport,
}

/// Some servers answer everything, and give their start page for a model that they don't have.
fn there(text: Rc<str>) -> Result<Rc<str>, Missing> {
    if text.trim_start().starts_with('<') { Err(Missing::NotThere) } else { Ok(text) }
}

impl State {
    /// Opens the first link.
    pub(super) fn arrive(&mut self, link: String) {
        if let Some(embed) = &mut self.embed {
            embed.given.clone_from(&link);
        }
        if self.loading == Loading::AwaitingHost {
            self.outcomes.push(Outcome::Tell(ToHost::Ready(String::new())));
        } else {
            self.open_link(&link);
        }
    }

    pub(super) fn open(&mut self, action: OpenAction) {
        match action {
            OpenAction::Link(link) => {
                if let Some(embed) = &mut self.embed {
                    embed.given.clone_from(&link);
                }
                self.open_link(&link);
            }
            OpenAction::Scenario(scenario) => {
                let Some(model) = self.model() else { return };
                let named = self.custom().map_or(model.id(), CustomModel::named_in_links);
                let link = format!("{named}/{}", model[scenario].id);
                self.push(&link);
                self.open_link(&link);
            }
            OpenAction::Fetched(number, file) => self.fetched(number, file),
            OpenAction::Gallery => self.gallery = Some(Rc::default()),
            OpenAction::GalleryModel(id, text) => {
                if let Some(gallery) = &mut self.gallery {
                    Rc::make_mut(gallery).take(id, text);
                }
            }
            OpenAction::Files(files) => self.take_files(files),
            OpenAction::LeaveCustom => {
                self.close_draft();
                self.push("");
                self.keep_model(None);
                self.custom.model = None;
                (self.session, self.notices) = (None, Rc::default());
                self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
                self.open_link("");
            }
            OpenAction::HostLink(link) => {
                let Some(embed) = &mut self.embed else { return };
                // Of a longer one nothing is read, and the address need not hold all of it.
                let link = &link[..link.ceil_char_boundary(link::LONGEST + 1)];
                embed.given = link.to_owned();
                self.outcomes.push(Outcome::Replace(link.to_owned()));
                self.open_link(link);
            }
            OpenAction::HostModel(text) if text.len() > limits::FILE_BYTES => self.refuse_host_model(),
            OpenAction::HostModel(text) => self.loading = Loading::Handed(text),
            OpenAction::ReadHanded => {
                if let Loading::Handed(text) = std::mem::replace(&mut self.loading, Loading::Done) {
                    self.read_custom("", &text);
                }
            }
            OpenAction::ReturnToFigure => {
                let Some(embed) = &mut self.embed else { return };
                embed.returns = true;
                let link = embed.given.clone();
                self.outcomes.push(Outcome::Replace(link.clone()));
                // The button that was pressed goes away.
                self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
                self.open_link(&link);
            }
        }
    }

    /// Opens a link; a model that the page doesn't have is asked for first.
    pub(super) fn open_link(&mut self, link: &str) {
        if matches!(self.loading, Loading::AwaitingHost | Loading::Handed(_)) {
            return;
        }
        (self.loading, self.missed) = (Loading::Done, None);
        self.address = link.to_owned();
        if let Some(session) = &mut self.session {
            // Where it stays open, because the link opens nothing, the address is the link's all the same.
            session.touched = false;
        }
        let link = match (&self.embed, &self.custom.model) {
            (Some(embed), Some(custom)) if custom.origin == Origin::File => embed.link(custom.model.id()),
            _ => link.to_owned(),
        };
        let id = model_of(&link);
        if let Some(model) = self.found(&id) {
            return self.show(play(&model.0, &link), Vec::new());
        }
        if id == GALLERY && self.embed.is_none() {
            self.gallery = Some(Rc::default());
            if self.session.is_none() {
                self.request(DEFAULT.to_owned(), link, Vec::new(), None);
            }
            return;
        }
        if let Some(text) = link::carried(&id) {
            return self.open_carried(&id, text, &link);
        }
        let kept = self.kept_model.clone().filter(|kept| kept.id == id && !self.is_guest());
        match kept {
            // The reader comes back to it.
            Some(kept) if self.arrival != Arrival::Fresh => self.open_kept(&kept),
            // The reader has come by a link: a model of the site goes before it.
            kept => self.request(id, link, Vec::new(), kept),
        }
    }

    fn request(&mut self, id: String, link: String, notices: Vec<Notice>, kept: Option<KeptModel>) {
        self.requests += 1;
        let request = Request { number: self.requests, id, link, notices, kept };
        if file_of(&request.id).is_some() {
            self.loading = Loading::Requested(request);
        } else {
            self.missing(request, Missing::NotThere);
        }
    }

    /// The request was answered. What can't be opened is said.
    fn fetched(&mut self, number: u32, file: Result<Rc<str>, Missing>) {
        let Loading::Requested(request) = &self.loading else { return };
        if request.number != number {
            return;
        }
        let request = request.clone();
        self.loading = Loading::Done;
        match file.and_then(there).map(|text| load(&text)) {
            Ok(Ok(model)) => {
                if request.kept.is_some() {
                    self.keep_model(None);
                }
                let is_arrival = request.link.is_empty() && self.session.is_none() && !self.is_guest();
                // The link's own model, or the one in its stead.
                let link = if model_of(&request.link) == request.id { &request.link } else { "" };
                if let Some(recalled) = self.recall(&model, link) {
                    return self.show(recalled, request.notices);
                }
                match model.arrival().filter(|_| is_arrival) {
                    Some(scenario) => {
                        let link = format!("{}/{}", model.id(), model[scenario].id);
                        self.show(play(&model, &link), request.notices);
                        self.show_run();
                    }
                    None => self.show(play(&model, link), request.notices),
                }
            }
            Ok(Err(_)) => {
                let said = fill(WORDS.other_version, &[("model", &quoted(&request.id))]);
                self.open_default(request, said);
            }
            Err(missing) => self.missing(request, missing),
        }
    }

    /// There is no such model of the site: perhaps the window keeps one.
    fn missing(&mut self, mut request: Request, missing: Missing) {
        let words = match missing {
            Missing::NotThere => WORDS.no_such_model,
            Missing::NotReached => WORDS.not_reached,
        };
        let said = fill(words, &[("model", &quoted(&request.id))]);
        if missing == Missing::NotThere && self.embed.is_none() {
            if let Some(kept) = request.kept.take() {
                return self.open_kept(&kept);
            }
            self.missed = Some(request.link.clone());
            let word = Unknown::among(&request.id, GROUPS.iter().flat_map(|group| group.models).copied());
            request.notices.push(Notice::Link(said.into(), word.remedy(&request.link)));
            return self.open_default(request, WORDS.own_if_yours.to_owned());
        }
        self.open_default(request, said);
    }

    /// Says what is wrong; where nothing is open, the default model is shown instead.
    fn open_default(&mut self, request: Request, said: String) {
        let mut notices = request.notices;
        notices.push(Notice::link(said));
        if self.session.is_some() {
            notices.push(Notice::link(WORDS.stays));
        } else if request.id != DEFAULT && self.embed.is_none() {
            notices.push(Notice::link(WORDS.instead));
            return self.request(DEFAULT.to_owned(), request.link, notices, None);
        }
        self.say_about_link(notices);
    }

    /// Where nothing is open, opens the default model in the stead of what a link carries, with what is wrong with that.
    pub(super) fn open_instead(&mut self, link: &str, mut notices: Vec<Notice>) {
        if self.session.is_none() && self.embed.is_none() {
            notices.push(Notice::link(WORDS.instead));
            self.request(DEFAULT.to_owned(), link.to_owned(), notices, None);
        } else {
            self.say_about_link(notices);
        }
    }

    /// Opens the model that the window keeps; where it is none any more, the default model is shown with what is wrong.
    fn open_kept(&mut self, kept: &KeptModel) {
        self.read_custom(&kept.file, &kept.text);
        if self.session.is_none() {
            self.request(DEFAULT.to_owned(), self.address.clone(), self.notices.to_vec(), None);
        }
    }

    /// The run that the page had before it was loaded again, with what could be undone.
    pub(super) fn recall(&mut self, model: &Rc<Model>, link: &str) -> Option<Opened> {
        let is_first = self.session.is_none() && self.embed.is_none() && self.arrival == Arrival::Reloaded;
        let kept = self.kept_run.take().filter(|kept| is_first && kept.was_at(link))?;
        if kept.link != link {
            self.outcomes.push(Outcome::Replace(kept.link.clone()));
        }
        let mut opened = play(model, &kept.link);
        link::read_undo_history(&mut opened.run, &kept.undo_history);
        Some(opened)
    }

    /// Puts what was opened in the place of what was open, and says so.
    pub(super) fn show(&mut self, opened: Opened, mut notices: Vec<Notice>) {
        let scenario = opened.scenario.map(|scenario| &opened.run.model()[scenario]);
        let about = scenario.map(|scenario| {
            let (label, about) = (scenario.label.in_language(WORDS.code), scenario.about.in_language(WORDS.code));
            format!("{label}. {about} ")
        });
        let model = opened.run.model();
        let notice = |problem: &Problem| Notice::Link(problem.sentence(model).into(), problem.remedy(&self.address));
        notices.extend(opened.problems.iter().map(notice));
        let is_first = self.session.is_none();
        self.place(opened);
        // A draft that is not what plays any more is closed, but not by loading the page again.
        if !is_first && self.writing.as_ref().is_some_and(|writing| !self.plays(writing.draft.id)) {
            self.close_draft();
        }
        self.announce_about_link(about.unwrap_or_default(), notices);
    }

    /// Puts what was opened in the place of what was open.
    pub(super) fn place(&mut self, opened: Opened) {
        self.typed = None;
        self.loading = Loading::Done;
        let model = SharedModel(Rc::clone(opened.run.model()));
        let custom = self.custom.model.as_ref().filter(|custom| custom.origin != Origin::File && custom.model == model);
        let carried = custom.and_then(|custom| custom.carried.clone());
        let session = Session { carried, ..Session::open(self.session.take(), opened) };
        if let Some(embed) = &mut self.embed {
            embed.opened = session.link();
            // With nothing to look at, there is only playing.
            (embed.told_width, embed.is_entered) = (0, session.shared.read().run.is_empty());
            if std::mem::take(&mut embed.returns) {
                self.outcomes.push(Outcome::Tell(ToHost::Change(embed.opened.clone())));
            }
        }
        self.session = Some(session);
        self.open_setting = None;
        self.openings += 1;
        if self.presents {
            self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
        }
        (self.is_away, self.drawn.top) = (false, if self.is_figure() { 0 } else { self.newest_place() });
        // Where a sentence is selected, that one is brought into sight.
        if self.session.as_ref().is_some_and(|session| session.selected.is_none()) {
            self.outcomes.push(Outcome::ScrollToNewestSentence);
        }
    }

    fn say_about_link(&mut self, notices: Vec<Notice>) {
        self.announce_about_link(String::new(), notices);
    }

    fn announce_about_link(&mut self, mut said: String, notices: Vec<Notice>) {
        let wrong = told(notices.iter().filter(|notice| **notice != Notice::FromLink));
        if self.embed.is_some() && !wrong.is_empty() {
            self.outcomes.push(Outcome::Tell(ToHost::Error(wrong)));
        }
        said.push_str(&told(notices.iter()));
        self.notices = notices.into();
        self.announce(&said);
    }

    /// Goes to a link as a new step in the history; what is left keeps its own address.
    pub(super) fn push(&mut self, link: &str) {
        let left = self.session.as_ref().filter(|session| session.touched).map(Session::link);
        self.outcomes.push(Outcome::Push { left, link: link.to_owned() });
        self.address = link.to_owned();
    }

    /// The link in the address: of the run, once the reader has gone on with it.
    fn address(&self) -> String {
        let followed = self.session.as_ref().filter(|session| session.touched).map(Session::link);
        followed.unwrap_or_else(|| self.address.clone())
    }

    /// Has the window keep a model, or none.
    pub(super) fn keep_model(&mut self, model: Option<KeptModel>) {
        self.kept_model.clone_from(&model);
        self.outcomes.push(Outcome::KeepModel(model));
    }

    /// Whether the page is a guest in another one, whose window keeps nothing for it.
    pub fn is_guest(&self) -> bool {
        self.is_framed || self.embed.is_some()
    }

    /// The model that links name so and that the page has already: the reader's own before any other.
    pub fn found(&self, named: &str) -> Option<SharedModel> {
        let custom = self.custom.model.as_deref();
        if let Some(custom) = custom.filter(|custom| custom.named_in_links() == named) {
            return Some(custom.model.clone());
        }
        self.model().filter(|model| model.id() == named && self.custom().is_none())
    }

    /// Opens a model of the reader's own: with the run that was open under its id, with the run that the address or a missed link names,
    /// or with an empty one.
    pub(super) fn show_custom(&mut self, custom: CustomModel) {
        let model = Rc::clone(&custom.model.0);
        if self.embed.is_some() {
            self.loading = Loading::Done;
            // What is shown there is for the host page to say.
            self.take_custom(custom);
            return self.open_link("");
        }
        let is_same = |link: &str| model_of(link) == model.id();
        let address = self.address();
        let missed = self.missed.take().filter(|link| is_same(link));
        let before = self.session.clone().filter(|session| session.shared.model().id() == model.id());
        if let Some(before) = before {
            let (custom, opened) = custom.carry_over(&before, self.custom());
            let no_longer = || Notice::link(fill(WORDS.own_no_longer, &[("file", &named(&custom.file))]));
            let notices = (!opened.problems.is_empty()).then(no_longer).into_iter().collect();
            self.take_custom(custom);
            return self.show(opened, notices);
        }
        let link = missed.unwrap_or_else(|| address.clone());
        let opened = if is_same(&link) {
            if link != address {
                self.push(&link);
            }
            self.recall(&model, &link).unwrap_or_else(|| play(&model, &link))
        } else {
            self.push(model.id());
            self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
            play(&model, "")
        };
        self.take_custom(custom);
        self.show(opened, Vec::new());
    }
}

/// The id of the model that a link names.
pub fn model_of(link: &str) -> String {
    let named = link::address(link).model;
    if named.is_empty() { DEFAULT.to_owned() } else { named }
}

/// Where a model's file is, beside the page; nothing for what can be no model's id.
pub fn file_of(id: &str) -> Option<String> {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let is_id = !id.is_empty() && id.len() <= limits::NAME && id.chars().all(fits);
    is_id.then(|| format!("models/{id}.lifeline"))
}

/// Plays a link to a run of this model.
pub fn play(model: &Rc<Model>, link: &str) -> Opened {
    link::open(model, &link::address(link))
}

/// What they say, one after the other.
fn told<'n>(notices: impl Iterator<Item = &'n Notice>) -> String {
    notices.map(Notice::text).collect::<Vec<_>>().join(" ")
}
