//! The page's state: pure. It changes by typed actions only, and knows neither a browser nor a component.

pub mod action;
pub mod clock;
pub mod custom_model;
pub mod disk_file;
pub mod document;
pub mod drafts;
pub mod duration;
pub mod editing;
pub mod embed;
pub mod exercised;
pub mod find;
pub mod forms;
pub mod gallery;
pub mod highlight;
pub mod kept;
pub mod keys;
pub mod loading;
pub mod marks;
mod news;
pub mod notices;
pub mod outcome;
pub mod panels;
pub mod paper;
pub mod playing;
pub mod preferences;
pub mod sentences;
pub mod session;
pub mod share;
#[cfg(test)]
mod tests;
pub mod viewport;
pub mod writing;
pub mod zoom;

use std::rc::Rc;

use lifeline_core::model::{ClauseId, SettingId};
use lifeline_core::simulation::trace::EventNumber;
use yew::Reducible;

use crate::words::WORDS;
use action::{Action, PageAction, TimeAction, ViewAction};
use custom_model::CustomModels;
use document::SharedModel;
use drafts::Drafts;
use embed::Embed;
use gallery::Gallery;
use kept::{KeptModel, KeptRun};
use loading::{Arrival, Loading, Surroundings};
use notices::{Announcement, Notice};
use outcome::{FocusTarget, Outcome, Outcomes};
use panels::{Panel, Sheet};
use preferences::Preferences;
use session::Session;
use share::Share;
use viewport::Viewport;
use writing::Writing;
use zoom::Zoom;

/// The page.
#[derive(Clone, Debug)]
pub struct State {
    /// What is open; nothing before the first model has come.
    pub session: Option<Session>,
    /// How many times something was opened.
    pub openings: u32,
    /// How far loading a model has come.
    pub loading: Loading,
    /// The models of the reader's own.
    pub custom: CustomModels,
    /// What is said at the top.
    pub notices: Rc<[Notice]>,
    /// What is said to those who listen.
    pub announcement: Announcement,
    /// What stands in the field for the amount to wait.
    pub wait: Rc<str>,
    /// What stands in the field of a setting, where it is no value of it.
    pub typed: Option<(SettingId, Rc<str>)>,
    /// What is said of the later things that an input in the past has dropped, until the reader goes on; empty where none were.
    pub dropped: Rc<str>,
    /// How the reader wants the page.
    pub preferences: Preferences,
    /// Whether the dialogue with the list of keys is open.
    pub lists_keys: bool,
    /// The reader's drafts.
    pub drafts: Drafts,
    /// The draft that is open.
    pub writing: Option<Writing>,
    /// The gallery, while it is open.
    pub gallery: Option<Rc<Gallery>>,
    /// The share dialogue, while it is open.
    pub share: Option<Share>,
    /// The panel that is shown.
    pub panel: Panel,
    /// How much room the panels have on a narrow page.
    pub sheet: Sheet,
    /// The setting that is open.
    pub open_setting: Option<SettingId>,
    /// The sentence that the reader is at, where that is not the newest.
    pub reading: Option<EventNumber>,
    /// Whether what was looked for last is nowhere in the run.
    pub finds_nothing: bool,
    /// How large the diagram is.
    pub zoom: Zoom,
    /// Whether the run is presented: the diagram and the timeline alone.
    pub presents: bool,
    /// What of the diagram is drawn: what is in sight, and some more.
    pub drawn: Viewport,
    /// Whether the reader has scrolled away from the newest row.
    pub is_away: bool,
    /// How many times the reader asked for the newest row.
    pub returns_to_newest: u32,
    /// What is kept of a page in a frame.
    pub embed: Option<Embed>,
    /// What the browser is asked to do.
    pub outcomes: Outcomes,
    /// The link that the address was given last; it follows the run once the reader goes on.
    address: String,
    is_framed: bool,
    /// Whether the reader wants nothing to move.
    reduces_motion: bool,
    arrival: Arrival,
    kept_run: Option<KeptRun>,
    kept_model: Option<KeptModel>,
    /// The link that named a model which the site does not have.
    missed: Option<String>,
    requests: u32,
    /// How many actions have changed it.
    version: u32,
}

/// A state is equal only to itself: whatever changes it makes it another version.
impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        self.version == other.version
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Self { version: self.version + 1, ..(*self).clone() };
        if next.apply(action) { Rc::new(next) } else { self }
    }
}

impl State {
    /// The page as it is opened.
    pub fn new(surroundings: Surroundings, preferences: Preferences) -> Self {
        let preferences = preferences.within(surroundings.embed);
        let Surroundings {
            link,
            embed,
            presents,
            is_framed,
            reduces_motion,
            arrival,
            kept_run,
            kept_model,
            drafts,
            writes,
            viewport,
        } = surroundings;
        let draft = drafts.iter().find(|draft| Some(draft.id) == writes && arrival != Arrival::Fresh).cloned();
        let awaits_host = embed.is_some_and(|embed| embed.awaits_model);
        let mut state = Self {
            session: None,
            openings: 0,
            loading: if awaits_host { Loading::AwaitingHost } else { Loading::Done },
            custom: CustomModels::default(),
            notices: Rc::default(),
            announcement: Announcement::default(),
            wait: WORDS.wait_example.into(),
            typed: None,
            dropped: Rc::default(),
            preferences,
            lists_keys: false,
            drafts: Drafts::default(),
            writing: draft.map(Writing::new),
            gallery: None,
            share: None,
            panel: Panel::default(),
            sheet: Sheet::default(),
            open_setting: None,
            reading: None,
            finds_nothing: false,
            zoom: if presents { Zoom::Fill } else { Zoom::Fit },
            presents: presents && embed.is_none(),
            drawn: Viewport::default(),
            is_away: false,
            returns_to_newest: 0,
            embed: embed.map(|_| Embed::default()),
            outcomes: Outcomes::default(),
            address: String::new(),
            is_framed,
            reduces_motion,
            arrival,
            kept_run,
            kept_model,
            missed: None,
            requests: 0,
            version: 0,
        };
        state.drafts.list(drafts);
        state.scroll(viewport);
        state.arrive(link);
        state
    }

    /// The model that is open.
    pub fn model(&self) -> Option<SharedModel> {
        self.session.as_ref().map(|session| session.shared.model())
    }

    /// Whether the page is a figure in another one, which nobody plays with yet.
    pub fn is_figure(&self) -> bool {
        self.embed.as_ref().is_some_and(|embed| !embed.is_entered)
    }

    /// The reader plays with a figure from now on.
    fn enter(&mut self) {
        if let Some(embed) = &mut self.embed {
            embed.is_entered = true;
        }
    }

    /// Lets something happen. Says whether anything may look different then.
    pub fn apply(&mut self, action: Action) -> bool {
        if matches!(&action, Action::Run(_) | Action::Time(TimeAction::Go(_) | TimeAction::PlayOrPause)) {
            self.enter();
        }
        match action {
            Action::Run(action) => self.change_run(action),
            Action::Time(action) => self.move_in_time(action),
            Action::View(action) => return self.look(action),
            Action::Open(action) => self.open(action),
            Action::Page(action) => self.change_page(action),
            Action::Share(action) => self.change_share(action),
            Action::Write(action) => self.write(action),
        }
        true
    }

    fn look(&mut self, action: ViewAction) -> bool {
        match action {
            ViewAction::Scroll(viewport) => return self.scroll(viewport),
            ViewAction::ToNewest => {
                self.is_away = false;
                self.returns_to_newest += 1;
            }
            ViewAction::ReadTo(number) => self.reading = Some(number),
            ViewAction::Zoom(zoom) => self.zoom = zoom,
            ViewAction::ShowPanel(panel) => self.show_panel(panel),
            ViewAction::SetSheet(sheet) => self.sheet = sheet,
            ViewAction::OpenSetting(setting) => self.open_setting = setting,
            ViewAction::Inspect(number) => {
                self.select(Some(number));
                self.show_panel(Panel::Inspect);
            }
            ViewAction::Select(selected) => self.select(selected),
            ViewAction::SelectNextOf(clause) => {
                if let Some(number) = self.next_showing(clause) {
                    self.select(Some(number));
                }
            }
            ViewAction::Preview(preview) => {
                let Some(session) = self.session.as_mut().filter(|it| it.preview != preview) else { return false };
                session.preview = preview;
            }
            ViewAction::Hover(hover) => {
                let Some(session) = self.session.as_mut().filter(|it| it.hover != hover) else { return false };
                session.hover = hover;
            }
        }
        true
    }

    /// Shows a panel; on a narrow page it rises.
    fn show_panel(&mut self, panel: Panel) {
        self.panel = panel;
        if self.sheet == Sheet::Bar {
            self.sheet = Sheet::Half;
        }
    }

    fn select(&mut self, selected: Option<EventNumber>) {
        if let Some(session) = &mut self.session {
            session.selected = selected;
            session.take_over();
            self.reading = selected.or(self.reading);
        }
    }

    /// The next row after the selected one that shows the clause; after the last, the first again.
    fn next_showing(&self, clause: ClauseId) -> Option<EventNumber> {
        let session = self.session.as_ref()?;
        let run = &session.shared.read().run;
        let after = session.selected.map_or(0, |number| number.0.min(run.count()));
        let shows = |number: &EventNumber| {
            run.trace().get(*number).is_some_and(|event| event.clauses(run.model()).contains(&clause))
        };
        (after + 1..=run.count()).chain(1..=after).map(EventNumber).find(shows)
    }

    fn change_page(&mut self, action: PageAction) {
        match action {
            PageAction::DismissNotices => self.notices = Rc::default(),
            PageAction::DismissToast => {
                self.go_past_toast();
                // The button that was pressed goes away.
                self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
            }
            PageAction::DismissMistakes => self.custom.mistakes = None,
            PageAction::TypeWait(text) => {
                if let Err(why) = duration::read(&text, duration::WAIT) {
                    self.announce(&why);
                }
                self.wait = text.into();
            }
            PageAction::DragOver(is_over) => self.custom.is_dragged_over = is_over,
            PageAction::SetTheme(theme) => self.preferences.theme = theme,
            PageAction::SetColours(colours) => {
                if let Some(embed) = &mut self.embed {
                    embed.colours = colours;
                }
            }
            PageAction::SkipToDiagram => self.outcomes.push(Outcome::Focus(FocusTarget::Diagram)),
            PageAction::Present(presents) => {
                self.presents = presents;
                self.zoom = if presents { Zoom::Fill } else { Zoom::Fit };
                self.outcomes.push(Outcome::Focus(FocusTarget::Diagram));
            }
            PageAction::Enter if self.is_figure() => {
                self.enter();
                // What is looked at stays in its place.
                self.is_away = true;
            }
            PageAction::Enter => {}
            PageAction::ShowFind => {
                self.preferences.folds_panels = false;
                self.show_panel(Panel::Log);
                self.outcomes.push(Outcome::Focus(FocusTarget::Find));
            }
            PageAction::Find(words, direction) => self.find(&words, direction),
            PageAction::Fold(column) => self.preferences.fold(column),
            PageAction::SetSingleKeys(is_on) => self.preferences.single_keys = is_on,
            PageAction::ShowKeys => self.lists_keys = true,
            PageAction::CloseDialogue => (self.share, self.lists_keys, self.gallery) = (None, false, None),
            PageAction::HeightTold(width) => {
                if let Some(embed) = &mut self.embed {
                    embed.told_width = width;
                }
            }
        }
    }
}
