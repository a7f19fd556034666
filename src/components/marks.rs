//! The line of the timeline: how far the run is shown, what stands out along it, and where timers run.

use yew::prelude::*;

use crate::state::document::SharedDocument;
use crate::state::marks::Place;

/// Properties of [`Marks`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The place of the cursor.
    pub cursor: u32,
    /// The last place.
    pub last: u32,
    /// The run and the last place as they were a little earlier: what stands out moves with every event, and need not follow at once.
    pub delayed: (SharedDocument, u32),
}

/// The line. The range over it says the same to those who listen.
#[component]
pub fn Marks(Props { cursor, last, delayed }: &Props) -> Html {
    let (shared, delayed_last) = delayed.clone();
    html! {
        <svg class="marks" aria-hidden="true">
            <line class="whole" x1="0%" x2="100%" y1={LINE} y2={LINE} />
            { line("shown", 0, *cursor, *last, LINE) }
            <Places {shared} last={delayed_last} />
        </svg>
    }
}

/// Properties of [`Places`].
#[derive(Properties, PartialEq)]
struct PlacesProps {
    shared: SharedDocument,
    last: u32,
}

/// What stands out along the line, and where timers run.
#[component]
fn Places(PlacesProps { shared, last }: &PlacesProps) -> Html {
    let document = &mut *shared.draw();
    document.marks.follow(&document.run);
    let marks = &document.marks;
    html! {
        <>
            for (from, to) in marks.timed() {
                { line("timed", from, to.unwrap_or(*last), *last, TIMED) }
            }
            // By their keys, what is marked already is not drawn anew when the run goes on.
            <g>
                for place in marks.places() {
                    { mark(place, *last) }
                }
            </g>
            <g>
                for (event, label) in marks.labels(*last) {
                    <text key={event} x={along(event, *last)} y={LABEL}>{ label }</text>
                }
            </g>
        </>
    }
}

fn line(class: &'static str, from: u32, to: u32, last: u32, y: &'static str) -> Html {
    html! { <line {class} x1={along(from, last)} x2={along(to, last)} y1={y} y2={y} /> }
}

fn mark(place: &Place, last: u32) -> Html {
    let event = place.event();
    html! {
        <svg key={event} x={along(event, last)} y={LINE} data-mark={event.to_string()}>
            for kind in place.kinds() {
                <path class={kind.id} d={kind.path} />
            }
        </svg>
    }
}

/// How far along the line a place is.
fn along(place: u32, last: u32) -> String {
    format!("{:.1}%", f64::from(place) * 100.0 / f64::from(last.max(1)))
}

/// The height of the line, in px.
const LINE: &str = "24";
/// The height at which running timers are drawn, in px.
const TIMED: &str = "34";
/// The baseline of the labels, in px.
const LABEL: &str = "12";
