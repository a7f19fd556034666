//! What arrows, marks and colours of the diagram mean: each drawn as in the diagram, with its words.

use yew::prelude::*;

use crate::words::WORDS;

/// The legend.
#[component]
pub fn Legend() -> Html {
    let entries = [
        (
            WORDS.legend_message,
            html! { <><path class="arrow" d="M2 8h36" /><path class="tip" d="M38 4l8 4-8 4z" /></> },
        ),
        (
            WORDS.legend_answer,
            html! { <><path class="arrow" d="M2 8h44" /><path class="tip-open" fill="none" d="M38 4l8 4-8 4" /></> },
        ),
        (
            WORDS.legend_refusal,
            html! { <><path class="refusal" d="M2 8h44" /><path class="refusal-tip-open" fill="none" d="M38 4l8 4-8 4" /></> },
        ),
        (
            WORDS.legend_connection,
            html! { <><path class="wire" d="M2 8h44" /><path class="wire-tip" fill="none" d="M38 4l8 4-8 4" /></> },
        ),
        (
            WORDS.legend_lost,
            html! { <><path class="arrow" d="M2 4l36 6" /><circle class="dot" cx="42" cy="11" r="4" /></> },
        ),
        (WORDS.legend_timer, html! { <path class="glass" d="M19 2h10l-10 12h10z" /> }),
        (WORDS.legend_ghost, html! { <g class="ghost"><path class="arrow" d="M2 8h44" /></g> }),
        (WORDS.legend_stated, Html::default()),
        (WORDS.legend_inferred, html! { <circle class="inferred" cx="24" cy="8" r="3" /> }),
        (WORDS.legend_assumed, html! { <path class="assumed" d="M20 8l4-4 4 4-4 4z" /> }),
        (WORDS.legend_ours, html! { <circle class="own" cx="24" cy="8" r="3" /> }),
    ];
    html! {
        <dl class="legend stage">
            for (words, drawing) in entries {
                <dt><svg viewBox="0 0 48 16" width="48" height="16" aria-hidden="true">{ drawing }</svg></dt>
                <dd>{ words }</dd>
            }
        </dl>
    }
}
