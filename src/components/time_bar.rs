//! The clock and everything that moves it: a component of its own, so that a tick draws nothing else.

use std::rc::Rc;

use lifeline_core::model::TimerId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind, EventNumber};
use lifeline_core::simulation::world::DueKind;
use lifeline_core::time::{Instant, Millis};
use yew::prelude::*;

use super::icon_button::IconButton;
use super::select::{onchoose, option};
use super::timeline::Timeline;
use super::wait::Wait;
use crate::state::action::{PageAction, RunAction, TimeAction};
use crate::state::document::SharedDocument;
use crate::state::session::{Clock, Jump, Speed};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`TimeBar`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The time at its cursor.
    pub now: Instant,
    /// Whether time passes.
    pub clock: Clock,
    /// How fast.
    pub speed: Speed,
    /// What stands in the field for the amount to wait.
    pub wait: Rc<str>,
    /// Whether it leads to the list of keys.
    #[prop_or_default]
    pub shows_help: bool,
    /// The reader changes the run.
    pub onrun: Callback<RunAction>,
    /// The reader moves the cursor or the clock.
    pub ontime: Callback<TimeAction>,
    /// The reader types an amount to wait, or asks for the list of keys.
    pub onpage: Callback<PageAction>,
}

/// The timeline in a row of its own, and below it the clock and its controls: each has its place, whatever is said in it.
#[component]
pub fn TimeBar(props: &Props) -> Html {
    let run = &props.shared.read().run;
    let is_running = props.clock.is_running();
    let is_begun = run.now() > Instant::ZERO || run.cursor() > 0;
    let (play, play_icon) = if is_running {
        (WORDS.pause, PAUSE)
    } else if run.is_at_end() && run.world().due().is_none() && !run.is_empty() {
        (WORDS.replay, REPLAY)
    } else {
        (WORDS.play, PLAY)
    };
    let skip = skip(run);
    let skip_words = skip.clone().unwrap_or_else(|| WORDS.skip_nothing.to_owned());
    let change = |action: RunAction| props.onrun.reform(move |_| action.clone());
    let time = |action: TimeAction| props.ontime.reform(move |_| action);
    html! {
        <section class="time-bar" aria-label={WORDS.time}>
            <Timeline shared={props.shared.clone()} now={props.now} ontime={&props.ontime} />
            <div class="controls">
                <span class="time" data-clock={props.now.as_millis().to_string()}>{ props.now.to_string() }</span>
                <IconButton
                    control="reset"
                    words={WORDS.start_over}
                    icon={RESET}
                    is_possible={!run.is_empty()}
                    onclick={change(RunAction::Reset)}
                />
                <IconButton
                    control="back"
                    words={WORDS.back}
                    icon={BACK}
                    is_possible={is_begun}
                    onclick={time(TimeAction::Go(Jump::Back))}
                />
                <IconButton control="play" words={play} icon={play_icon} onclick={time(TimeAction::PlayOrPause)} />
                <IconButton
                    control="forward"
                    words={WORDS.forward}
                    icon={FORWARD}
                    is_possible={!run.is_at_end()}
                    onclick={time(TimeAction::Go(Jump::Forward))}
                />
                <button
                    type="button"
                    class="skip"
                    data-control="next"
                    title={skip_words.clone()}
                    aria-disabled={skip.is_none().then_some("true")}
                    onclick={change(RunAction::Next)}
                >
                    { skip_words }
                </button>
                <Wait text={props.wait.clone()} onrun={&props.onrun} onpage={&props.onpage} />
                { speed(props) }
                <span class="space" />
                <IconButton
                    control="undo"
                    words={WORDS.undo}
                    icon={UNDO}
                    is_possible={run.can_undo()}
                    onclick={change(RunAction::Undo)}
                />
                <IconButton
                    control="redo"
                    words={WORDS.redo}
                    icon={REDO}
                    is_possible={run.can_redo()}
                    onclick={change(RunAction::Redo)}
                />
                if props.shows_help {
                    <button
                        type="button"
                        class="help"
                        data-control="keys"
                        aria-haspopup="dialog"
                        aria-label={WORDS.keys}
                        title={WORDS.keys}
                        onclick={props.onpage.reform(|_| PageAction::ShowKeys)}
                    >
                        { "?" }
                    </button>
                }
            </div>
        </section>
    }
}

fn speed(props: &Props) -> Html {
    let onchange = onchoose(Speed::ALL.map(|(speed, _)| TimeAction::SetSpeed(speed)), &props.ontime);
    let options =
        Speed::ALL.into_iter().map(|(speed, number)| option(number, format!("{number}×"), speed == props.speed));
    html! {
        <select data-control="speed" aria-label={WORDS.speed} title={WORDS.speed} {onchange}>{ for options }</select>
    }
}

/// What skipping does, with how much time it skips; nothing where nothing is due.
fn skip(run: &Run) -> Option<String> {
    let model = run.model();
    let timer = |timer: TimerId| fill(WORDS.the_timer, &[("timer", &model[timer].label.in_language(WORDS.code))]);
    let (at, what) = if run.is_at_end() {
        let due = run.world().due()?;
        let what = match due.kind {
            DueKind::Expiry(_, id) => timer(id),
            DueKind::Arrival(_) => Narrator::english(model).due(run.trace(), due),
        };
        (due.at, what)
    } else {
        let next = run.trace().get(EventNumber(run.count() + 1));
        let what = match next.map(|event| (&event.kind, event.cause)) {
            Some((_, Cause::Action(action))) => format!("“{}”", model[action].label.in_language(WORDS.code)),
            Some((EventKind::TimerExpired { timer: id, .. }, _)) => timer(*id),
            Some(_) => WORDS.next_row.to_owned(),
            None => WORDS.the_end.to_owned(),
        };
        (run.moments().get(run.cursor() + 1).map_or(run.end(), |moment| moment.at), what)
    };
    Some(match at.since(run.now()) {
        Millis::ZERO => fill(WORDS.skip_now, &[("what", &what)]),
        length => fill(WORDS.skip, &[("time", &length), ("what", &what)]),
    })
}

// Icons of 16 by 16, drawn as filled paths.
const RESET: &str = "M3 3h2v10H3zM13 3v10L6 8z";
const BACK: &str = "M11 3v10L4 8z";
const PLAY: &str = "M4 2l10 6-10 6z";
const PAUSE: &str = "M3 2h4v12H3zM9 2h4v12H9z";
const FORWARD: &str = "M5 3v10l7-5z";
const REPLAY: &str = "M8 3V0L3.5 4 8 8V5a4 4 0 1 1-4 4H2a6 6 0 1 0 6-6z";
const UNDO: &str = "M6 2v3h3.5a4.5 4.5 0 0 1 0 9H5v-2h4.5a2.5 2.5 0 0 0 0-5H6v3L1.5 6z";
const REDO: &str = "M10 2v3H6.5a4.5 4.5 0 0 0 0 9H11v-2H6.5a2.5 2.5 0 0 1 0-5H10v3l4.5-4z";
