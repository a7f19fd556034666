//! The diagram on the page: the scene's items that are in sight as SVG, heads that stay, and the newest row kept in sight.

use lifeline_core::diagram::{Anchor, Item, Layout, Scene, Shape, Size, View, body, heads};
use lifeline_core::model::ActionId;
use lifeline_core::run::Run;
use lifeline_core::time::Instant;
use lifeline_core::trace::{Event, EventNumber};
use lifeline_core::words;
use yew::prelude::*;
use yew::virtual_dom::AttributeOrProperty::{self, Attribute, Static};

use super::notices::button;
use crate::browser::sight::Sight;
use crate::document::{Document, Shared};
use crate::html::{Part, Tag, element, owned, said, tag};
use crate::words::WORDS;

/// The diagram.
#[derive(PartialEq)]
pub struct Diagram {
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
    /// What is in sight, in steps, so that not every pixel of scrolling draws anew.
    pub seen: Sight,
    /// Whether the reader has scrolled away from the newest row.
    pub is_away: bool,
}

impl Part for Diagram {
    fn view(&self) -> Tag {
        let (top, below) = self.draw();
        let scroller = tag("div")
            .class("scroller")
            .fixed("tabindex", "0")
            .fixed("role", "region")
            .fixed("aria-label", WORDS.diagram)
            .html(svg("heads", &top))
            .html(svg("body", &below));
        let hint = self.hint.as_ref().map(|hint| tag("p").class("hint").text(hint));
        let newest = self.is_away.then(|| button("newest", WORDS.to_newest).class("newest"));
        tag("div").class("stage").add(scroller).maybe(hint).maybe(newest)
    }
}

impl Diagram {
    /// The heads, and the part of the body that is in sight.
    fn draw(&self) -> (Scene, Scene) {
        let document = &mut *self.shared.draw();
        let Document { run, layout, .. } = document;
        let (model, seen) = (run.model(), self.seen);
        if layout.as_ref().is_none_or(|(width, _)| *width != seen.width) {
            let roomy = Layout::new(model, &words::ENGLISH, Size::Roomy);
            let fits = seen.width == 0 || roomy.width() <= seen.width;
            *layout = Some((seen.width, if fits { roomy } else { Layout::new(model, &words::ENGLISH, Size::Compact) }));
        }
        let Some((_, layout)) = layout else { return Default::default() };
        layout.append(model, run.trace());
        let ghosts = self.ghosts(run);
        let view = View {
            model,
            trace: run.trace(),
            events: run.shown().len(),
            now: run.now(),
            shows_now: run.count() > 0 || run.now() > Instant::ZERO,
            ghosts: &ghosts,
            selected: self.selected,
            hits: true,
        };
        let states: Vec<_> = model.participants().map(|(id, _)| run.world().state(id)).collect();
        (heads(layout, model, &states), body(layout, &view, seen.top..seen.top + seen.height))
    }

    /// What has not happened: what the action pointed at would do; on an empty canvas, what the first that can be done would; or what is due.
    fn ghosts(&self, run: &Run) -> Vec<Event> {
        let is_empty = run.trace().count() == 0 && run.world().due().is_none();
        let first =
            || run.offers().into_iter().find(|offer| is_empty && offer.refused.is_none()).map(|offer| offer.action);
        match self.preview.or_else(first) {
            Some(action) => run.preview(action).unwrap_or_default(),
            None => run.due(),
        }
    }
}

fn svg(class: &'static str, scene: &Scene) -> Html {
    let size = [Some(Static(class)), size(scene.width), size(scene.height)];
    let moved =
        [(scene.origin != 0).then(|| Attribute(owned(&["translate(0 ", &scene.origin.to_string(), ")"].concat())))];
    let items = scene.items.iter().map(item).collect();
    element("svg", &SVG, Box::new(size), None, element("g", &G, Box::new(moved), None, items))
}

fn item(item: &Item) -> Html {
    let mut values: [Option<AttributeOrProperty>; 7] = Default::default();
    values[0] = Some(Attribute(owned(&item.classes())));
    if let Some(row) = &item.row {
        values[1] = size(row.event);
        values[2] = Some(Static(row.kind));
        values[3] = size(row.at);
        values[4] = row.arrives.and_then(size);
    }
    if let Some(state) = &item.state {
        values[5] = Some(Attribute(owned(&state.participant)));
        values[6] = Some(Attribute(owned(&state.state)));
    }
    element("g", &ITEM, Box::new(values), Some(item.key), item.shapes.iter().map(shape).collect())
}

fn shape(shape: &Shape) -> Html {
    match shape {
        Shape::Line { class, x1, y1, x2, y2 } => {
            let values = [Some(Static(class)), size(*x1), size(*y1), size(*x2), size(*y2)];
            element("line", &LINE, Box::new(values), None, Html::default())
        }
        Shape::Path { class, d } => {
            element("path", &PATH, Box::new([Some(Static(class)), Some(Attribute(owned(d)))]), None, Html::default())
        }
        Shape::Rect { class, x, y, width, height, radius } => {
            let radius = if *radius > 0 { size(*radius) } else { None };
            let values = [Some(Static(*class)), size(*x), size(*y), size(*width), size(*height), radius];
            element("rect", &RECT, Box::new(values), None, Html::default())
        }
        Shape::Circle { class, x, y, r } => {
            let values = [Some(Static(*class)), size(*x), size(*y), size(*r)];
            element("circle", &CIRCLE, Box::new(values), None, Html::default())
        }
        Shape::Text { class, x, y, anchor, size: font, leading, lines, protocol } => {
            let anchor = (*anchor != Anchor::Start).then(|| Static(anchor.name()));
            let protocol = protocol.then_some(Static("no"));
            let values = [protocol, Some(Static(class)), size(*x), size(*y), size(*font), anchor];
            let line = |(line, place): (&String, i32)| {
                element("tspan", &TSPAN, Box::new([size(*x), size(y + place * leading)]), None, said(line))
            };
            let content = match &lines[..] {
                [line] => said(line),
                lines => lines.iter().zip(0..).map(line).collect(),
            };
            element("text", &TEXT, Box::new(values), None, content)
        }
    }
}

fn size(number: impl ToString) -> Option<AttributeOrProperty> {
    Some(Attribute(owned(&number.to_string())))
}

static SVG: [&str; 3] = ["class", "width", "height"];
static G: [&str; 1] = ["transform"];
static ITEM: [&str; 7] = ["class", "data-event", "data-kind", "data-at", "data-arrives", "data-state", "data-value"];
static LINE: [&str; 5] = ["class", "x1", "y1", "x2", "y2"];
static PATH: [&str; 2] = ["class", "d"];
static RECT: [&str; 6] = ["class", "x", "y", "width", "height", "rx"];
static CIRCLE: [&str; 4] = ["class", "cx", "cy", "r"];
static TEXT: [&str; 6] = ["translate", "class", "x", "y", "font-size", "text-anchor"];
static TSPAN: [&str; 2] = ["x", "y"];
