//! The page as a whole: its state, the browser's services that feed it, and its parts in their places.

use lifeline_core::link;
use yew::prelude::*;

use crate::browser::{address, clock, fetch, input, keep, look, sight, visibility};
use crate::document::Shared;
use crate::events::{KINDS, Message, meaning};
use crate::html::{part, tag};
use crate::opening;
use crate::page::page;
use crate::parts::head::{Head, THEMES};
use crate::parts::keys::Keys;
use crate::parts::notices::Notices;
use crate::presses::{Press, action, press};
use crate::session::{Place, Speed};
use crate::state::{Action, State, Wishes};
use crate::words::WORDS;
use lifeline_core::time::Instant;

/// The page.
#[derive(Debug)]
pub struct App {
    state: State,
    /// Ticks while the clock runs.
    ticks: Option<clock::Ticks>,
    /// What the address was last written for, or is still to be.
    followed: Option<(Shared, Instant)>,
    /// The write of the address that is still to come.
    pending: Option<clock::Delay>,
    /// The action that is pointed at, and the delay after which its outcome is shown.
    pointed: Option<String>,
    preview: Option<clock::Delay>,
    /// What gets the focus once it is drawn.
    focus: Option<String>,
    /// What is said once the model has come that is shown instead of the one that was asked for.
    waiting: Vec<String>,
    /// The model's file that is asked for.
    request: Option<fetch::Request>,
    _watches: ([Option<sight::Watch>; 3], [Option<sight::Watch>; 6]),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let tell = |message: fn() -> Message| {
            let link = context.link().clone();
            move || link.send_message(message())
        };
        let watches = [
            address::on_change(tell(|| Message::Follow)),
            address::on_leave(tell(|| Message::Write)),
            visibility::on_hidden(tell(|| Message::Do(Action::Hide))),
        ];
        let link = context.link().clone();
        let events = input::listen(KINDS, move |event| {
            if let Some(message) = meaning(&event) {
                link.send_message(message);
            }
        });
        let theme = keep::get(THEME).and_then(|kept| theme(&kept)).unwrap_or_default();
        look::set_theme(theme);
        let single_keys = keep::get(SINGLE_KEYS).is_none();
        let wishes = Wishes { theme, single_keys, lists_keys: false, whole: false, wide: sight::is_wide() };
        context.link().send_message(Message::Follow);
        Self {
            state: State::new(wishes),
            ticks: None,
            followed: None,
            pending: None,
            pointed: None,
            preview: None,
            focus: None,
            waiting: Vec::new(),
            request: None,
            _watches: (watches, events),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Do(action) => self.state.apply(action),
            Message::Opened(opened, notices) => {
                self.pending = None;
                self.state.apply(Action::Open(opened, notices));
                self.followed = self.standing();
                let title = self.state.session.as_ref().map(|session| session.shared.model());
                if let Some(model) = title {
                    look::set_title(model.title().in_language(WORDS.code));
                }
            }
            Message::Follow => {
                self.pending = None;
                self.open(context);
                return false;
            }
            Message::Come(id, file) => {
                return self.come(context, &id, file);
            }
            Message::Write => {
                self.write();
                return false;
            }
            Message::Press(hook, value) => match press(&self.state, hook, &value) {
                Some(Press::Do(action)) => self.state.apply(action),
                Some(Press::Wait) => self.state.apply(Action::Wait(input::text("[data-wait]"), true)),
                Some(Press::Open(scenario)) => {
                    self.write();
                    if let Some(session) = &self.state.session {
                        let model = session.shared.model();
                        address::push(&[model.id(), "/", &model[scenario].id].concat());
                    }
                    self.open(context);
                    return false;
                }
                None => return false,
            },
            Message::Digit(place) => {
                let model = self.state.session.as_ref().map(|session| session.shared.model());
                let found = model.and_then(|model| model.actions().nth(place).map(|(id, _)| id));
                match found {
                    Some(action) => self.state.apply(Action::Act(action)),
                    None => return false,
                }
            }
            Message::Walk(number) => {
                self.state.apply(Action::Select(Some(number)));
                self.focus = Some(["[data-transcript] [data-event=\"", &number.0.to_string(), "\"]"].concat());
            }
            Message::Point(id) => return self.point(context, id),
            Message::Changed(hook, id, value) => self.change(hook, &id, value),
        }
        self.serve(context);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let state = &self.state;
        let Wishes { theme, single_keys, lists_keys, .. } = state.wishes;
        let model = state.session.as_ref().map(|session| session.shared.model());
        let mut main = tag("main").when(!single_keys, "data-no-single-keys", "");
        if let Some(session) = &state.session {
            main = page(state, session, main);
        }
        let said = tag("p").key(state.said.times).text(&state.said.words);
        tag("div")
            .class("app")
            .html(part(Head { model, theme }))
            .html(part(Notices(state.notices.clone())))
            .add(main)
            .html(part(Keys { open: lists_keys, on: single_keys }))
            .add(tag("div").class("unseen").fixed("aria-live", "polite").add(said))
            .done()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(selector) = self.focus.take() {
            sight::focus(&selector);
        }
    }
}

impl App {
    /// Opens the link in the address; a model that isn't open yet is asked for first.
    fn open(&mut self, context: &Context<Self>) {
        self.request = None;
        let fragment = address::fragment();
        let id = opening::model_of(&fragment);
        let model = self.state.session.as_ref().map(|session| session.shared.model());
        match model.filter(|model| model.id() == id) {
            Some(model) => {
                let opened = opening::run(&model.0, &fragment);
                context.link().send_message(Message::Opened(Some(Box::new(opened)), Vec::new()));
            }
            None => self.ask(context, id.to_owned()),
        }
    }

    fn ask(&mut self, context: &Context<Self>, id: String) {
        let link = context.link().clone();
        let file = opening::file_of(&id).ok_or(fetch::Missing::NotThere);
        let asked = id.clone();
        let tell = move |file| link.send_message(Message::Come(asked, file));
        match file.and_then(|path| fetch::text(&path, tell)) {
            Ok(request) => self.request = Some(request),
            Err(missing) => context.link().send_message(Message::Come(id, Err(missing))),
        }
    }

    /// A model's file has come. What can't be opened is said, and something usable is shown.
    fn come(&mut self, context: &Context<Self>, id: &str, file: Result<String, fetch::Missing>) -> bool {
        let fragment = address::fragment();
        let named = opening::model_of(&fragment);
        let (opened, mut notices) = match opening::model(id, file) {
            // The link's own model, or the one in its stead.
            Ok(model) => (Some(opening::run(&model, if named == id { &fragment } else { "" })), Vec::new()),
            Err(said) => (None, said),
        };
        let waiting = std::mem::take(&mut self.waiting);
        if opened.is_none() && self.state.session.is_some() {
            notices.push(WORDS.stays.to_owned());
        } else if opened.is_none() && id != opening::DEFAULT {
            notices.push(WORDS.instead.to_owned());
            self.waiting = notices;
            self.ask(context, opening::DEFAULT.to_owned());
            return false;
        }
        let notices = [waiting, notices].concat();
        context.link().send_message(Message::Opened(opened.map(Box::new), notices));
        false
    }

    /// Lets the address follow now, where it is still to.
    fn write(&mut self) {
        if self.pending.take().is_some()
            && let Some(session) = &self.state.session
        {
            address::replace(&link::write(&session.shared.read().run, session.scenario));
        }
    }

    /// Starts and stops what the state needs of the browser.
    fn serve(&mut self, context: &Context<Self>) {
        let runs = self.state.session.as_ref().is_some_and(|session| session.clock.is_running());
        if runs != self.ticks.is_some() {
            let link = context.link().clone();
            let tell = move |elapsed| link.send_message(Message::Do(Action::Tick(elapsed)));
            self.ticks = runs.then(|| clock::Ticks::every_tenth(tell));
        }
        let touched = self.state.session.as_ref().is_some_and(|session| session.touched);
        let standing = self.standing();
        if touched && standing != self.followed && self.pending.is_none() {
            let link = context.link().clone();
            self.followed = standing;
            self.pending = Some(clock::after(BETWEEN_WRITES, move || link.send_message(Message::Write)));
        }
    }

    /// What the address is written for.
    fn standing(&self) -> Option<(Shared, Instant)> {
        self.state.session.as_ref().map(|session| (session.shared.clone(), session.now))
    }

    /// Shows what an action would do, once the reader has pointed at it for a while.
    fn point(&mut self, context: &Context<Self>, id: Option<String>) -> bool {
        if id == self.pointed {
            return false;
        }
        let action = id.as_deref().and_then(|id| action(&self.state, id));
        self.preview = action.map(|action| {
            let link = context.link().clone();
            clock::after(LONG_ENOUGH, move || link.send_message(Message::Do(Action::Preview(Some(action)))))
        });
        self.pointed = id;
        if action.is_none() {
            self.state.apply(Action::Preview(None));
        }
        action.is_none()
    }

    /// Takes what was typed or chosen in a field.
    fn change(&mut self, hook: &str, id: &str, value: String) {
        let wishes = self.state.wishes;
        let action = match hook {
            "data-setting" => {
                let model = self.state.session.as_ref().map(|session| session.shared.model());
                let found =
                    model.and_then(|model| model.settings().find(|(_, it)| &*it.id == id).map(|(found, _)| found));
                found.map(|setting| Action::Set(setting, value))
            }
            "data-wait" => Some(Action::Wait(value, false)),
            "data-timeline" => value.parse().ok().map(|moment| Action::Go(Place::Moment(moment))),
            "data-theme-choice" => theme(&value).map(|theme| {
                keep::set(THEME, theme);
                look::set_theme(theme);
                Action::Wish(Wishes { theme, ..wishes })
            }),
            _ => Speed::ALL.into_iter().find(|(_, word)| *word == value).map(|(speed, _)| Action::Speed(speed)),
        };
        if let Some(action) = action {
            self.state.apply(action);
        }
    }
}

fn theme(name: &str) -> Option<&'static str> {
    THEMES.into_iter().map(|(theme, _)| theme).find(|theme| *theme == name)
}

/// Milliseconds between two writes of the address: browsers refuse more than a hundred in half a minute.
const BETWEEN_WRITES: u32 = 500;
/// Milliseconds: a pointer that only passes by shows nothing.
const LONG_ENOUGH: u32 = 300;
/// What the theme is kept under.
const THEME: &str = "lifeline-theme";
/// What is kept where single keys are off.
const SINGLE_KEYS: &str = "lifeline-single-keys";
