//! The diagram on the page: the scene's items that are in sight as SVG, heads that stay, and the newest row kept in sight.

use lifeline_core::diagram::{Anchor, Item, Scene, Shape, View, body, heads, stagger};
use lifeline_core::model::{ActionId, ClauseId};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventNumber};
use lifeline_core::time::Instant;
use yew::prelude::*;

use super::notices::button;
use crate::browser::sight::Sight;
use crate::document::{Document, Shared};
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;
use crate::zoom::{Zoom, drawn, shown};

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
    /// The statement that is looked at: the rows that show it are marked.
    pub marked: Option<ClauseId>,
    /// What is said on the empty canvas.
    pub hint: Option<AttrValue>,
    /// What is in sight, in steps, so that not every pixel of scrolling draws anew.
    pub seen: Sight,
    /// Whether the reader has scrolled away from the newest row.
    pub is_away: bool,
    /// How many events there were before those that appear one after another.
    pub fresh: Option<usize>,
    /// How large it is.
    pub zoom: Zoom,
}

impl Part for Diagram {
    fn view(&self) -> Tag {
        let (top, below, percent) = self.draw();
        let scroller = tag("div")
            .class("scroller")
            .fixed("tabindex", "0")
            .fixed("role", "region")
            .fixed("aria-label", WORDS.diagram)
            .add(svg("heads", &top, percent, |_| false))
            .add(svg("body", &below, percent, |number| self.marks(number)));
        let hint = self.hint.as_ref().map(|hint| tag("p").class("hint").text(hint));
        let newest = self.is_away.then(|| button("newest", WORDS.to_newest).class("newest"));
        // Where the focus is seen: the heads would cover an outline of the scroller's own.
        let ring = tag("div").class("ring");
        tag("div").class("stage").add(scroller).add(ring).maybe(hint).maybe(newest).add(self.sizes())
    }
}

impl Diagram {
    /// Whether the row shows the statement that is looked at.
    fn marks(&self, number: EventNumber) -> bool {
        let Some(statement) = self.marked else { return false };
        let run = &self.shared.read().run;
        run.trace().get(number).is_some_and(|event| event.clauses(run.model()).contains(&statement))
    }

    /// What makes it larger and smaller.
    fn sizes(&self) -> Tag {
        let sized = |control, sign, words| button(control, sign).fixed("aria-label", words).fixed("title", words);
        let fit = (self.zoom != Zoom::Fit).then(|| sized("fit", "⤢", WORDS.fit));
        let sizes = tag("div").class("sizes").add(sized("larger", "+", WORDS.larger));
        sizes.add(sized("smaller", "−", WORDS.smaller)).maybe(fit)
    }

    /// The heads, and the part of the body that is in sight; and how many hundredths of their size they have.
    fn draw(&self) -> (Scene, Scene, i32) {
        let seen = self.seen;
        let document = &mut *self.shared.draw();
        document.lay_out(seen.width);
        let Document { run, layout: Some((_, layout)), .. } = document else { return Default::default() };
        let model = run.model();
        let percent = self.zoom.percent(layout.width(), seen.width);
        let (seen_top, seen_height) = (drawn(seen.top, percent), drawn(seen.height, percent));
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
        let mut below = body(layout, &view, seen_top..seen_top + seen_height);
        if below.height <= seen_top {
            // It has become shorter than it was scrolled, and the browser will show its end.
            below = body(layout, &view, below.height - seen_height..below.height);
        }
        if let Some(fresh) = self.fresh {
            stagger(&mut below, layout, fresh);
        }
        (heads(layout, model, &states), below, percent)
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

fn svg(class: &'static str, scene: &Scene, percent: i32, marks: impl Fn(EventNumber) -> bool) -> Tag {
    let scaled = if percent == 100 { String::new() } else { ["scale(", &percent.to_string(), "e-2)"].concat() };
    let moved = [&scaled, "translate(0 ", &scene.origin.to_string(), ")"].concat();
    let items = tag("g").set("transform", &moved).all(scene.items.iter().map(|it| {
        let is_marked = it.row.is_some_and(|row| marks(EventNumber(row.event)));
        item(it).when(is_marked, "data-marked", "")
    }));
    let (width, height) = (shown(scene.width, percent), shown(scene.height, percent));
    tag("svg").class(class).number("width", width).number("height", height).add(items)
}

fn item(item: &Item) -> Tag {
    let mut group = tag("g").key(item.key).set("class", &item.classes());
    group = group.when(item.place > 0, "data-new", PLACES[usize::from(item.place) % PLACES.len()]);
    let row = item.row.as_ref();
    group = group.optional("data-event", row.map(|row| row.event.to_string()));
    group = group.when(row.is_some(), "data-kind", row.map_or("", |row| row.kind));
    group = group.optional("data-at", row.map(|row| row.at.to_string()));
    group = group.optional("data-arrives", row.and_then(|row| row.arrives).map(|arrives| arrives.to_string()));
    let state = item.state.as_ref();
    group = group.optional("data-state", state.map(|state| state.participant.to_string()));
    group = group.optional("data-value", state.map(|state| state.state.to_string()));
    group.all(item.shapes.iter().map(shape))
}

fn shape(shape: &Shape) -> Tag {
    match shape {
        Shape::Line { class, x1, y1, x2, y2 } => {
            tag("line").class(class).number("x1", *x1).number("y1", *y1).number("x2", *x2).number("y2", *y2)
        }
        Shape::Path { class, d } => tag("path").class(class).set("d", d),
        Shape::Rect { class, x, y, width, height, radius } => {
            let rect = tag("rect").class(class).number("x", *x).number("y", *y);
            let rounded = (*radius > 0).then(|| radius.to_string());
            rect.number("width", *width).number("height", *height).optional("rx", rounded)
        }
        Shape::Circle { class, x, y, r } => {
            tag("circle").class(class).number("cx", *x).number("cy", *y).number("r", *r)
        }
        Shape::Text { class, x, y, anchor, size, leading, lines, protocol } => {
            let text = tag("text").when(*protocol, "translate", "no").class(class).number("x", *x).number("y", *y);
            let text = text.number("font-size", *size).when(*anchor != Anchor::Start, "text-anchor", anchor.name());
            match &lines[..] {
                [line] => text.text(line),
                lines => text.all(lines.iter().zip(0..).map(|(line, place)| {
                    tag("tspan").number("x", anchor.place(*x, line, *size)).number("y", y + place * leading).text(line)
                })),
            }
        }
    }
}

/// The places of what appears one after another, as the styles know them.
const PLACES: [&str; 10] = ["", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
