//! The line of the timeline: how far the run is shown, what stands out along it, and where timers run.

use lifeline_core::narration::fill;
use yew::prelude::*;

use crate::state::document::SharedDocument;
use crate::state::marks::{Count, Place};
use crate::words::WORDS;

/// Properties of [`Marks`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The place of the cursor.
    pub cursor: u32,
    /// The last place.
    pub last: u32,
}

/// The line. The range over it says the same to those who listen.
#[component]
pub fn Marks(Props { shared, cursor, last }: &Props) -> Html {
    let document = &mut *shared.draw();
    document.marks.follow(&document.run);
    let marks = &document.marks;
    let line = |class: &'static str, from: u32, to: u32, y: &'static str| {
        html! { <line {class} x1={along(from, *last)} x2={along(to, *last)} y1={y} y2={y} /> }
    };
    html! {
        <svg class="marks" aria-hidden="true">
            <line class="whole" x1="0%" x2="100%" y1={LINE} y2={LINE} />
            { line("shown", 0, *cursor, LINE) }
            for (from, to) in marks.timed() {
                { line("timed", from, to.unwrap_or(*last), TIMED) }
            }
            for place in marks.places() {
                { mark(place, *last) }
            }
            for (event, label) in marks.labels(*last) {
                <text x={along(event, *last)} y={LABEL}>{ label }</text>
            }
        </svg>
    }
}

fn mark(place: &Place, last: u32) -> Html {
    let titles: Vec<String> = place.kinds().map(|(kind, count)| title(kind.words, count)).collect();
    html! {
        <svg x={along(place.event(), last)} y={LINE} data-mark={place.event().to_string()}>
            <title>{ titles.join("\n") }</title>
            for (kind, _) in place.kinds() {
                <path class={kind.id} d={kind.path} />
            }
        </svg>
    }
}

/// How far along the line a place is.
fn along(place: u32, last: u32) -> String {
    format!("{:.1}%", f64::from(place) * 100.0 / f64::from(last.max(1)))
}

/// What it is, how often and when.
fn title(what: &str, count: Count) -> String {
    let (first, last) = (count.first.to_string(), count.last.to_string());
    let times = count.times.to_string();
    let when = match count.times {
        1 => first,
        _ if first == last => fill(WORDS.times_at, &[("count", &times), ("time", &first)]),
        _ => fill(WORDS.times_between, &[("count", &times), ("first", &first), ("last", &last)]),
    };
    format!("{what}: {when}")
}

/// The height of the line, in px.
const LINE: &str = "24";
/// The height at which running timers are drawn, in px.
const TIMED: &str = "34";
/// The baseline of the labels, in px.
const LABEL: &str = "12";
