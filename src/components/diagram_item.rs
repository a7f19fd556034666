//! An item of the diagram as SVG: drawn again only where it has changed.

use lifeline_core::diagram::{Anchor, Item, Shape};
use lifeline_core::simulation::trace::EventNumber;
use yew::prelude::*;

use crate::state::action::ViewAction;
use crate::state::session::Hover;

/// Properties of [`DiagramItem`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The item.
    pub item: Item,
    /// Whether it is a row that shows the clause which is pointed at.
    pub is_marked: bool,
    /// Whether a property is violated as of it.
    pub is_violation: bool,
    /// Whether a changed setting has changed it, with one of two words that take turns, so that it flashes each time.
    pub flash: Option<&'static str>,
    /// The reader selects the row, or points at it.
    pub onview: Callback<ViewAction>,
}

/// A row, a band, a lifeline, a head.
#[component]
pub fn DiagramItem(Props { item, is_marked, is_violation, flash, onview }: &Props) -> Html {
    let row = item.row.as_ref();
    let state = item.state.as_ref();
    let number = row.map(|row| EventNumber(row.event));
    // What has not happened at the cursor is no row of the run as it is seen; but it can be selected, and gone to.
    let row = row.filter(|_| !item.upcoming);
    // Only what is recorded can be selected.
    let view = |action: ViewAction| number.map(|_| onview.reform(move |_: PointerEvent| action));
    html! {
        <g
            class={item.classes()}
            data-new={(item.place > 0).then(|| item.place.to_string())}
            data-flies={(item.place > 0).then(|| flight(&item.shapes)).flatten()}
            data-changed={*flash}
            data-event={row.map(|row| row.event.to_string())}
            data-kind={row.map(|row| row.kind)}
            data-at={row.map(|row| row.at.to_string())}
            data-arrives={row.and_then(|row| row.arrives).map(|arrives| arrives.to_string())}
            data-state={state.map(|state| state.participant.to_string())}
            data-value={state.map(|state| state.state.to_string())}
            data-marked={is_marked.then_some("")}
            data-violation={is_violation.then_some("")}
            onclick={number.map(|number| onview.reform(move |_| ViewAction::Inspect(number)))}
            onpointerenter={view(ViewAction::Hover(number.map(Hover::Row)))}
            onpointerleave={view(ViewAction::Hover(None))}
        >
            { for item.shapes.iter().map(shape) }
        </g>
    }
}

/// Where to something flies that appears; nothing where it stands still.
fn flight(shapes: &[Shape]) -> Option<&'static str> {
    shapes.iter().find_map(|shape| match shape {
        Shape::Line { class: "arrow" | "refusal" | "wire", x1, x2, .. } => Some(if x1 < x2 { "right" } else { "left" }),
        _ => None,
    })
}

fn shape(shape: &Shape) -> Html {
    match shape {
        Shape::Line { class, x1, y1, x2, y2 } => html! {
            <line
                class={*class}
                x1={x1.to_string()}
                y1={y1.to_string()}
                x2={x2.to_string()}
                y2={y2.to_string()}
            />
        },
        Shape::Path { class, d, title: "" } => html! { <path class={*class} d={d.clone()} /> },
        Shape::Path { class, d, title } => {
            html! { <path class={*class} d={d.clone()}><title>{ *title }</title></path> }
        }
        Shape::Rect { class, x, y, width, height, radius } => html! {
            <rect
                class={*class}
                x={x.to_string()}
                y={y.to_string()}
                width={width.to_string()}
                height={height.to_string()}
                rx={(*radius > 0).then(|| radius.to_string())}
            />
        },
        Shape::Circle { class, x, y, r } => html! {
            <circle class={*class} cx={x.to_string()} cy={y.to_string()} r={r.to_string()} />
        },
        Shape::Text { class, x, y, anchor, size, leading, lines, protocol } => {
            let line = |(line, position): (&String, i32)| {
                html! {
                    <tspan x={anchor.place(*x, line, *size).to_string()} y={(y + position * leading).to_string()}>
                        { line }
                    </tspan>
                }
            };
            let text = match &lines[..] {
                [line] => html! { line },
                lines => lines.iter().zip(0..).map(line).collect(),
            };
            html! {
                <text
                    class={*class}
                    translate={protocol.then_some("no")}
                    x={x.to_string()}
                    y={y.to_string()}
                    font-size={size.to_string()}
                    text-anchor={(*anchor != Anchor::Start).then(|| anchor.name())}
                >
                    { text }
                </text>
            }
        }
    }
}
