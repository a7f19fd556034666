//! The page as a whole: its state, the browser's services that feed it, and its parts in their places.

mod framed;
mod links;
mod own;
mod sights;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser::{address, clock, fetch, input, keep, look, sight, visibility};
use crate::document::Shared;
use crate::embedded::{self, Embedded};
use crate::events::{KINDS, Message, meaning};
use crate::html::{part, tag};
use crate::page::{embed, page};
use crate::parts;
use crate::parts::head::{Head, theme};
use crate::parts::keys::Keys;
use crate::parts::notices::Notices;
use crate::presses::{Press, changed, press};
use crate::sharing;
use crate::state::{Action, State, Wishes};
use crate::words::WORDS;
use crate::zoom::Zoom;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::time::Instant;

/// The page.
#[derive(Debug)]
pub struct App {
    state: State,
    /// Ticks while the clock runs.
    ticks: Option<clock::Ticks>,
    /// What the address was last written for, or is still to be.
    followed: Standing,
    /// Whether a model is still to come.
    is_coming: bool,
    /// The write of the address that is still to come.
    pending: Option<clock::Delay>,
    /// The hook of what is pointed at, and for an action the delay after which its outcome is shown.
    pointed: (Option<(&'static str, String)>, Option<clock::Delay>),
    /// What gets the focus once it is drawn.
    focus: Option<String>,
    /// Whether there is something new to be brought into sight.
    is_new: bool,
    /// How many hundredths of its own size the diagram had when it was drawn last.
    percent: i32,
    /// What is to be brought into sight where it is not.
    reveal: &'static [&'static str],
    /// What is said once the model has come that is shown instead of the one that was asked for.
    waiting: Vec<String>,
    /// The model's file that is asked for.
    request: Option<fetch::Request>,
    /// The link that named a model which the site does not have.
    missed: Option<String>,
    /// What is done for models of the reader's own.
    own: own::Service,
    /// Hears the page around this one, once there is something that it can talk about.
    heard: Option<sight::Watch>,
    _watches: ([Option<sight::Watch>; 7], [Option<sight::Watch>; 8]),
}

/// What the address is written for.
type Standing = Option<(Shared, Instant)>;

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let watches = [
            address::on_change(teller(context, || Message::Follow)),
            address::on_leave(leaver(context)),
            sight::on_change("resize", teller(context, || Message::Look)),
            sight::on_change("afterprint", teller(context, || Message::Look)),
            sight::on_change("beforeprint", teller(context, || Message::Do(Action::Look(sight::PAPER)))),
            sight::on_change("later", teller(context, || Message::Do(Action::Complete))),
            visibility::on_hidden(teller(context, || Message::Do(Action::Hide))),
        ];
        let link = context.link().clone();
        let events = input::listen(KINDS, move |event| {
            if let Some(message) = meaning(&event) {
                link.send_message(message);
            }
        });
        let asked = embedded::asked(&address::query());
        let theme = asked.map_or_else(|| theme(&keep::get(THEME).unwrap_or_default()), |(theme, _)| theme);
        look::set_theme(theme);
        let single_keys = keep::get(SINGLE_KEYS).is_none();
        let wishes =
            Wishes { theme, single_keys, lists_keys: false, whole: false, wide: sight::is_wide(), zoom: Zoom::Fit };
        let mut state = State::new(wishes);
        // About how much will be seen of the diagram, for what is drawn before that shows.
        state.apply(Action::Look(sight::look((0, 0))));
        state.embedded = asked.map(|(_, waits)| Embedded { waits, ..Embedded::default() });
        let mut app = Self {
            state,
            ticks: None,
            followed: None,
            is_coming: true,
            pending: None,
            pointed: (None, None),
            focus: None,
            is_new: false,
            percent: 100,
            reveal: &[],
            waiting: Vec::new(),
            request: None,
            missed: None,
            own: own::Service::default(),
            heard: None,
            _watches: (watches, events),
        };
        // What is there already is shown at once.
        Component::update(&mut app, context, Message::Follow);
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        if let Message::Press("data-dropped", _) = &message {
            // The button that was pressed goes away.
            self.focus = Some(sight::SCROLLER.to_owned());
        }
        let action = match message {
            Message::Do(action) => Some(action),
            Message::Follow => {
                if let Some(embedded) = &mut self.state.embedded {
                    embedded.given = address::fragment();
                }
                self.open(context)
            }
            Message::Heard(kind, value) => self.hear(context, &kind, value),
            Message::Come(id, file) => self.come(context, &id, file),
            Message::Write => self.write(),
            Message::Look => {
                let mut seen = sight::look(self.state.newest());
                if self.is_new && !self.state.is_away {
                    // It is about to be scrolled there.
                    seen.below = 0;
                }
                Some(Action::Look(seen))
            }
            Message::Press(hook, value) => match press(&self.state, hook, &value) {
                Some(Press::Do(action)) => Some(action),
                Some(Press::Wait) => Some(Action::Wait(input::text("[data-wait]"), true)),
                Some(Press::Open(link)) => {
                    let _written = self.write();
                    address::push(&link);
                    self.open(context)
                }
                Some(Press::Return) => self.return_to_given(context),
                Some(Press::Leave) => self.leave_own(context),
                Some(Press::Share(deed)) => {
                    let link = context.link().clone();
                    sharing::carry_out(&self.state, deed, move |change| {
                        link.send_message(Message::Do(Action::Share(change)));
                    })
                }
                None => None,
            },
            Message::Read => self.read(),
            Message::Walk(number) => {
                let last = self.state.session.as_ref().map_or(1, |session| session.shared.read().run.count());
                let number = EventNumber(number.0.min(last).max(1));
                self.focus = Some(["[data-transcript] [data-event=\"", &number.0.to_string(), "\"]"].concat());
                Some(Action::Select(Some(number)))
            }
            Message::Point(hook) => self.point(context, hook),
            Message::Changed("data-own", ..) => self.choose(context),
            Message::Changed(hook, id, value) => changed(&self.state, hook, &id, value),
            Message::Given(given) => self.give(context, *given),
        };
        let Some(action) = action else { return false };
        let is_look = matches!(action, Action::Look(_));
        let (before, seen, was_away) = (self.standing(), self.state.seen, self.state.is_away);
        self.is_new |= matches!(action, Action::Newest);
        match action {
            Action::Select(Some(_)) => self.reveal = SELECTED,
            Action::Open(..) => self.reveal = OPENED,
            Action::Complete => self.reveal = COMPLETE,
            _ => {}
        }
        let leads_on = action.leads_on();
        if matches!(action, Action::Complete) {
            self.await_own(context);
        }
        let (is_opened, is_wish) = (matches!(action, Action::Open(..)), matches!(action, Action::Wish(_)));
        self.state.apply(action);
        if is_look && !was_away && !self.state.is_away && seen == self.state.seen {
            // The same rows are in sight, and where the reader is not away, nothing else depends on where they look.
            return false;
        }
        let standing = self.standing();
        // Time that passes in quiet moves nothing into sight.
        self.is_new |= (seen.width, seen.height) != (self.state.seen.width, self.state.seen.height)
            || standing.as_ref().map(|it| &it.0) != before.as_ref().map(|it| &it.0);
        if leads_on {
            sight::read_on();
        }
        if is_opened {
            // As soon as it is drawn: Yew may let the browser show that before it says so.
            let (newest, sides) = (self.state.newest(), self.newest_sides());
            spawn_local(async move { sight::scroll_to(newest, sides) });
            self.arrive(standing);
        } else {
            self.serve(context, standing);
        }
        if is_wish {
            // It may leave the diagram less room.
            self.is_new = true;
            self.keep();
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let state = &self.state;
        let Wishes { theme, single_keys, lists_keys, .. } = state.wishes;
        let mut main = tag("main").when(!single_keys, "data-no-single-keys", "");
        if let Some(session) = &state.session {
            main = if state.embedded.is_some() { embed(state, session, main) } else { page(state, session, main) };
        } else if self.is_coming {
            main = main.add(tag("p").class("loading").fixed("data-loading", "").words(WORDS.loading));
        } else if state.embedded.is_none() {
            main = main.html(parts::own::opener(state));
        }
        // What is there from the beginning is not read out: the first words come when everything else has.
        let words = if state.is_complete || state.said.times > 1 { &*state.said.words } else { "" };
        let said = tag("p").key(u64::from(state.said.times)).text(words);
        let said = tag("div").class("unseen").fixed("aria-live", "polite").add(said);
        let (app, notices) = (tag("div").class("app"), part(Notices(state.notices.clone())));
        let mistakes = parts::own::mistakes(state);
        if state.embedded.is_some() {
            return app.fixed("data-embed", "").html(notices).html(mistakes).add(main).add(said).done();
        }
        let own = state.own().map(|own| own.file.clone());
        app.html(part(Head { model: state.model(), own, theme }))
            .html(notices)
            .html(mistakes)
            .add(main)
            .html(part(Keys { open: lists_keys, on: single_keys }))
            .add(said)
            .html(sharing::dialogue(state))
            .html(parts::own::over(state))
            .done()
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        if let Some(selector) = self.focus.take() {
            sight::focus(&selector);
        }
        if self.state.share.is_some() || self.state.wishes.lists_keys {
            sharing::show();
        }
        let before = std::mem::replace(&mut self.percent, self.state.percent());
        if before != self.percent && self.state.is_away {
            sight::stay(before, self.percent);
        }
        for selector in std::mem::take(&mut self.reveal) {
            sight::reveal(selector);
            if *selector == SELECTED[0] {
                self.show_selected();
            }
        }
        if std::mem::take(&mut self.is_new) {
            if !self.state.is_away {
                sight::scroll_to(self.state.newest(), self.newest_sides());
            }
            context.link().send_message(Message::Look);
        }
        if self.state.embedded.is_some() && self.state.session.is_some() {
            self.reserve(context);
        }
    }
}

impl App {
    /// Starts and stops what the state needs of the browser.
    fn serve(&mut self, context: &Context<Self>, standing: Standing) {
        let session = self.state.session.as_ref();
        let runs = session.is_some_and(|session| session.clock.is_running());
        if runs != self.ticks.is_some() {
            let link = context.link().clone();
            let tell = move |elapsed| link.send_message(Message::Do(Action::Tick(elapsed)));
            self.ticks = runs.then(|| clock::Ticks::every_tenth(tell));
        }
        // Writing links is in the app's later part.
        let follows = self.state.is_complete && self.pending.is_none();
        if follows && session.is_some_and(|session| session.touched) && standing != self.followed {
            self.followed = standing;
            self.pending = Some(clock::after(BETWEEN_WRITES, teller(context, || Message::Write)));
        }
    }

    /// Does as the reader wishes, and keeps it.
    #[inline(never)]
    fn keep(&self) {
        let Wishes { theme, single_keys, .. } = self.state.wishes;
        look::set_theme(theme);
        if self.state.embedded.is_some() {
            // That is the other page's wish, and not the reader's.
            return;
        }
        keep::set(THEME, theme);
        keep::set(SINGLE_KEYS, if single_keys { "" } else { "off" });
    }

    fn standing(&self) -> Standing {
        self.state.session.as_ref().map(|session| (session.shared.clone(), session.now))
    }
}

/// Sends a message whenever it is called.
fn teller(context: &Context<App>, message: fn() -> Message) -> impl Fn() + use<> {
    let link = context.link().clone();
    move || link.send_message(message())
}

/// Leaves the page at once: of a page that is gone, no message is read any more.
fn leaver(context: &Context<App>) -> impl Fn() + use<> {
    let link = context.link().clone();
    move || {
        if let Some(app) = link.get_component() {
            app.leave();
        }
    }
}

/// Milliseconds between two writes of the address: browsers refuse more than a hundred in half a minute.
const BETWEEN_WRITES: u32 = 500;
/// What is brought into sight when a row is selected: its sentence, and a statement that it shows.
const SELECTED: &[&str] = &["[data-transcript] [aria-current]", ".reference [data-marked]"];
/// What is brought into sight when a link was opened: the figure that it names.
const OPENED: &[&str] = &[".figures [aria-current]"];
/// The same once the later part has come, and with it sentences, statements and their room.
const COMPLETE: &[&str] = &[SELECTED[0], SELECTED[1], OPENED[0]];
/// What the theme is kept under.
const THEME: &str = "lifeline-theme";
/// What is kept where single keys are off.
const SINGLE_KEYS: &str = "lifeline-single-keys";
