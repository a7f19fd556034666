//! The diagram: the items that are in sight as SVG, heads that stay, and buttons for its size.

use lifeline_core::diagram::{Item, Scene, View, body, heads, stagger};
use lifeline_core::model::{ActionId, ClauseId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventNumber};
use lifeline_core::time::Instant;
use yew::prelude::*;

use super::changing::changing;
use super::diagram_item::DiagramItem;
use crate::state::action::ViewAction;
use crate::state::document::{Document, SharedDocument};
use crate::state::session::Changed;
use crate::state::viewport::Viewport;
use crate::state::zoom::{Zoom, drawn, shown};
use crate::words::WORDS;

/// Properties of [`Diagram`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The time at its cursor.
    pub now: Instant,
    /// The action whose outcome is shown in advance.
    pub preview: Option<ActionId>,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// The clause that is pointed at: the rows that show it are marked.
    pub marked: Option<ClauseId>,
    /// The rows that a changed setting has changed: they flash once.
    pub changed: Changed,
    /// Whether what is recorded after the cursor is shown, too.
    pub shows_rest: bool,
    /// What is said on the empty canvas.
    pub hint: Option<AttrValue>,
    /// What is drawn, in steps, so that not every pixel of scrolling draws anew.
    pub viewport: Viewport,
    /// Whether the reader has scrolled away from the newest row.
    pub is_away: bool,
    /// How many events there were before those that appear one after another.
    pub fresh: Option<usize>,
    /// How large it is.
    pub zoom: Zoom,
    /// Receives the element that scrolls.
    pub scroller: NodeRef,
    /// The reader selects a row, points at one, zooms, or returns to the newest row.
    pub onview: Callback<ViewAction>,
    /// It was scrolled.
    pub onscroll: Callback<()>,
}

/// The diagram of a run.
#[component]
pub fn Diagram(props: &Props) -> Html {
    let (heads, body, percent) = scenes(props);
    html! {
        <div class="stage">
            <div
                class="scroller"
                tabindex="0"
                role="region"
                aria-label={WORDS.diagram}
                ref={props.scroller.clone()}
                onscroll={props.onscroll.reform(|_| ())}
            >
                { svg(props, "heads", heads, percent) }
                { svg(props, "body", body, percent) }
            </div>
            // Where the focus is seen: the heads would cover an outline of the scroller's own.
            <div class="ring" />
            if let Some(hint) = &props.hint {
                <p class="hint">{ changing(hint) }</p>
            }
            if props.is_away {
                <button
                    type="button"
                    class="newest"
                    data-control="newest"
                    onclick={props.onview.reform(|_| ViewAction::ToNewest)}
                >
                    { WORDS.to_newest }
                </button>
            }
        </div>
    }
}

/// The heads, the part of the body that is drawn, and how many hundredths of their size they have.
fn scenes(props: &Props) -> (Scene, Scene, i32) {
    let document = &mut *props.shared.draw();
    document.lay_out(props.viewport.width);
    let Document { run, layout: Some((_, layout)), .. } = document else { return Default::default() };
    let model = run.model();
    let percent = props.zoom.percent(layout.width(), props.viewport.width);
    let (top, height) = (drawn(props.viewport.top, percent), drawn(props.viewport.height, percent));
    let is_past = !run.is_at_end() && props.preview.is_none();
    // In the past, nothing foretells another future than the recorded one.
    let ghosts = if is_past { Vec::new() } else { ghosts(run, props.preview) };
    let rest = (is_past && props.shows_rest).then(|| run.end());
    let view = View {
        model,
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: run.count() > 0 || run.now() > Instant::ZERO || rest.is_some(),
        rest,
        ghosts: &ghosts,
        selected: props.selected,
        hits: true,
    };
    let mut below = body(layout, &view, top..top + height);
    if below.height <= top {
        // It has become shorter than it was scrolled, and the browser will show its end.
        below = body(layout, &view, below.height - height..below.height);
    }
    if let Some(fresh) = props.fresh {
        stagger(&mut below, layout, fresh);
    }
    let states: Vec<_> = model.participants().map(|(id, _)| run.state(id)).collect();
    (heads(layout, model, &states), below, percent)
}

/// What has not happened: what is due, or what the previewed action would do.
/// On an empty canvas the first possible action is previewed.
fn ghosts(run: &Run, preview: Option<ActionId>) -> Vec<Event> {
    let is_empty = run.trace().count() == 0 && run.world().due().is_none();
    let first = || run.offers().into_iter().find(|offer| is_empty && offer.refused.is_none()).map(|offer| offer.action);
    match preview.or_else(first) {
        Some(action) => run.preview(action).unwrap_or_default(),
        None => run.due(),
    }
}

fn svg(props: &Props, class: &'static str, scene: Scene, percent: i32) -> Html {
    let scale = if percent == 100 { String::new() } else { format!("scale({percent}e-2)") };
    let violations = props.shared.violations();
    let run = &props.shared.read().run;
    let shows = |row: u32, clause: ClauseId| {
        run.trace().get(EventNumber(row)).is_some_and(|event| event.clauses(run.model()).contains(&clause))
    };
    let item = |item: Item| {
        let (key, row) = (item.key, item.row);
        let is_marked = row.zip(props.marked).is_some_and(|(row, clause)| shows(row.event, clause));
        let flash = row.and_then(|row| props.changed.flash(row.event));
        let is_violation = row.is_some_and(|row| violations.contains(&row.event));
        html! { <DiagramItem {key} {item} {is_marked} {is_violation} {flash} onview={&props.onview} /> }
    };
    html! {
        <svg
            {class}
            width={shown(scene.width, percent).to_string()}
            height={shown(scene.height, percent).to_string()}
        >
            <g transform={format!("{scale}translate(0 {})", scene.origin)}>
                { for scene.items.into_iter().map(item) }
            </g>
        </svg>
    }
}
