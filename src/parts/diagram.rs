//! The diagram on the page: the scene's items that are in sight as SVG, heads that stay, and the newest row kept in sight.

use lifeline_core::diagram::{Anchor, Item, Layout, Scene, Shape, Size, View, body, heads};
use lifeline_core::model::ActionId;
use lifeline_core::time::Instant;
use lifeline_core::trace::{Event, EventNumber};
use lifeline_core::words;
use yew::prelude::*;

use super::Send;
use crate::browser::input;
use crate::browser::sight::{self, Sight};
use crate::document::{Document, Shared};
use crate::state::Action;
use crate::words::WORDS;

/// What the diagram shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: Shared,
    /// The time at its cursor.
    pub now: Instant,
    /// The action whose outcome is shown in advance.
    pub preview: Option<ActionId>,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// What is said on the empty canvas.
    pub hint: Option<AttrValue>,
    /// What the reader does.
    pub on: Send,
}

/// The diagram.
#[component]
pub fn Diagram(props: &Props) -> Html {
    let scroller = use_node_ref();
    let seen = use_state_eq(Sight::default);
    // Whether the reader has scrolled away from the newest row.
    let away = use_state_eq(|| false);
    let look = {
        let (scroller, seen) = (scroller.clone(), seen.setter());
        move || {
            let sight = sight::of(&scroller);
            // In steps, so that not every pixel of scrolling draws anew.
            seen.set(Sight { top: sight.top / STEP * STEP, height: sight.height + STEP, below: 0, ..sight });
            sight
        }
    };
    use_effect_with((), {
        let look = look.clone();
        move |()| {
            let _now = look();
            let listener = sight::on_resize(move || {
                let _now = look();
            });
            move || drop(listener)
        }
    });
    let to_newest = {
        let (scroller, look) = (scroller.clone(), look.clone());
        move || {
            sight::scroll_to_end(&scroller);
            let _now = look();
        }
    };
    use_effect_with((props.shared.clone(), seen.width), {
        let (to_newest, away) = (to_newest.clone(), *away);
        move |_| {
            if !away {
                to_newest();
            }
        }
    });
    let onscroll = {
        let away = away.setter();
        Callback::from(move |_| away.set(look().below > NEAR))
    };
    let onclick = props.on.reform(|event: MouseEvent| {
        Action::Select(input::attribute(&event, "data-event").and_then(|number| number.parse().ok()).map(EventNumber))
    });
    let onnewest = {
        let away = away.setter();
        Callback::from(move |_| {
            away.set(false);
            to_newest();
        })
    };
    let (top, below) = draw(props, *seen);
    html! {
        <div class="stage">
            <div class="scroller" ref={scroller} tabindex="0" role="region" aria-label={WORDS.diagram} {onscroll} {onclick}>
                { svg("heads", &top) }
                { svg("body", &below) }
            </div>
            if let Some(hint) = &props.hint {
                <p class="hint">{ hint }</p>
            }
            if *away {
                <button type="button" class="newest" onclick={onnewest}>{ WORDS.to_newest }</button>
            }
        </div>
    }
}

/// The heads, and the part of the body that is in sight.
fn draw(props: &Props, seen: Sight) -> (Scene, Scene) {
    let document = &mut *props.shared.draw();
    let Document { run, layout, .. } = document;
    let model = run.model();
    let fits = |size| Layout::new(model, &words::ENGLISH, size).width() <= seen.width;
    let size = if seen.width == 0 || fits(Size::Roomy) { Size::Roomy } else { Size::Compact };
    if layout.as_ref().is_none_or(|(drawn, _)| *drawn != size) {
        *layout = Some((size, Layout::new(model, &words::ENGLISH, size)));
    }
    let Some((_, layout)) = layout else { return Default::default() };
    layout.append(model, run.trace());
    let ghosts = ghosts(props, run);
    let view = View {
        model,
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: run.count() > 0 || run.now() > Instant::ZERO,
        ghosts: &ghosts,
        selected: props.selected,
        hits: true,
    };
    let states: Vec<_> = model.participants().map(|(id, _)| run.world().state(id)).collect();
    (heads(layout, model, &states), body(layout, &view, seen.top..seen.top + seen.height))
}

/// What has not happened: what the action pointed at would do, or on an empty canvas the first that can be done, or what is due.
fn ghosts(props: &Props, run: &lifeline_core::run::Run) -> Vec<Event> {
    let first = || {
        let is_empty = run.trace().count() == 0 && run.world().due().is_none();
        run.offers().into_iter().find(|offer| is_empty && offer.refused.is_none()).map(|offer| offer.action)
    };
    match props.preview.or_else(first) {
        Some(action) => run.preview(action).unwrap_or_default(),
        None => run.due(),
    }
}

fn svg(class: &'static str, scene: &Scene) -> Html {
    let Scene { width, height, origin, items } = scene;
    html! {
        <svg {class} width={width.to_string()} height={height.to_string()}>
            <g transform={(*origin != 0).then(|| ["translate(0,", &origin.to_string(), ")"].concat())}>
                { for items.iter().map(item) }
            </g>
        </svg>
    }
}

fn item(item: &Item) -> Html {
    let row = item.row.as_ref();
    let state = item.state.as_ref();
    html! {
        <g key={item.key} class={item.classes()} data-event={row.map(|row| row.event.to_string())} data-kind={row.map(|row| row.kind)}
            data-at={row.map(|row| row.at.to_string())} data-arrives={row.and_then(|row| row.arrives).map(|at| at.to_string())}
            data-state={state.map(|state| state.participant.to_string())} data-value={state.map(|state| state.state.to_string())}>
            { for item.shapes.iter().map(shape) }
        </g>
    }
}

fn shape(shape: &Shape) -> Html {
    match shape {
        Shape::Line { class, x1, y1, x2, y2 } => html! {
            <line class={*class} x1={x1.to_string()} y1={y1.to_string()} x2={x2.to_string()} y2={y2.to_string()} />
        },
        Shape::Path { class, d } => html! { <path class={*class} d={d.clone()} /> },
        Shape::Rect { class, x, y, width, height, radius } => html! {
            <rect class={*class} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()}
                rx={(*radius > 0).then(|| radius.to_string())} />
        },
        Shape::Circle { class, x, y, r } => html! {
            <circle class={*class} cx={x.to_string()} cy={y.to_string()} r={r.to_string()} />
        },
        Shape::Text { class, x, y, anchor, size, leading, lines, protocol } => html! {
            <text class={*class} x={x.to_string()} y={y.to_string()} font-size={size.to_string()}
                text-anchor={(*anchor != Anchor::Start).then(|| anchor.name())} translate={protocol.then_some("no")}>
                if let [line] = &lines[..] {
                    { line }
                } else {
                    { for lines.iter().zip(0..).map(|(line, place)| html! {
                        <tspan x={x.to_string()} y={(y + place * leading).to_string()}>{ line }</tspan>
                    }) }
                }
            </text>
        },
    }
}

/// In px: how far one scrolls before more is drawn.
const STEP: i32 = 128;
/// In px: how far from the end still counts as there.
const NEAR: i32 = 24;
