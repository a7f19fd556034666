//! What stands out in the run, marked along the timeline: each mark with its own shape and its words.

use yew::prelude::*;

use crate::state::action::TimeAction;
use crate::state::document::SharedDocument;
use crate::state::marks::{Count, Place};
use crate::state::session::Jump;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Marks`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// A mark was pressed.
    pub ontime: Callback<TimeAction>,
}

/// The marks of a timeline. The range beside them says the same to those who listen.
#[component]
pub fn Marks(props: &Props) -> Html {
    let document = &mut *props.shared.draw();
    document.marks.follow(&document.run);
    let last = document.run.moments().len() - 1;
    html! {
        <svg class="marks" aria-hidden="true">
            { for document.marks.places().iter().map(|place| mark(props, place, last)) }
        </svg>
    }
}

fn mark(props: &Props, place: &Place, last: usize) -> Html {
    let moment = place.moment;
    let permille = moment * 1000 / last.max(1);
    let titles: Vec<String> = place.kinds().map(|(kind, count)| title(kind.words, count)).collect();
    html! {
        <svg
            x={format!("{}.{}%", permille / 10, permille % 10)}
            data-moment={moment.to_string()}
            onclick={props.ontime.reform(move |_| TimeAction::Go(Jump::Moment(moment)))}
        >
            <title>{ titles.join("\n") }</title>
            for (kind, _) in place.kinds() {
                <path class={kind.id} d={kind.path} />
            }
        </svg>
    }
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
