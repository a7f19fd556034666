//! The page as a whole: its state, the hooks that join it to the browser, and the page or the frame that shows it.

use yew::prelude::*;

use crate::browser;
use crate::components::frame::Frame;
use crate::components::page::Page;
use crate::hooks::{
    Targets, use_address, use_clock, use_file_drop, use_host, use_loading, use_outcomes, use_preferences, use_viewport,
};
use crate::state::State;

<<<<<<< HEAD
/// The page, or the frame in another page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::surroundings(), browser::storage::preferences()));
    let targets = use_memo((), |()| Targets::default());
    let page = use_node_ref();
    use_preferences(&state);
    use_loading(&state);
    use_outcomes(&state, &targets);
    use_address(&state);
    use_clock(&state);
    use_file_drop(&state);
    let onscroll = use_viewport(&state, &targets.scroller);
    use_host(&state, &page, &targets.scroller);

    let announcement = &state.announcement;
    let said = html! {
        <div class="unseen" aria-live="polite"><p key={announcement.times}>{ &*announcement.words }</p></div>
    };
    let targets = (*targets).clone();
    if state.embed.is_some() {
        html! {
            <div class="app" data-embed="" ref={page}>
                <Frame {state} {targets} {onscroll} />
                { said }
            </div>
=======
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
    _watches: ([Option<sight::Watch>; 6], [Option<sight::Watch>; 8]),
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
            visibility::on_hidden(teller(context, || Message::Do(Action::Hide))),
        ];
        context.link().send_message(Message::Do(Action::Complete));
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
>>>>>>> xtask
        }
    } else {
        html! {
            <div class="app" ref={page}>
                <Page {state} {targets} {onscroll} />
                { said }
            </div>
        }
    }
}
