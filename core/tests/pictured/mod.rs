//! Draws runs for tests, and finds things in what was drawn.
#![allow(dead_code, missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ops::Range;

use lifeline_core::diagram::svg::{About, picture};
use lifeline_core::diagram::{Anchor, Item, Layout, Scene, Shape, Size, View, body, heads, width};
use lifeline_core::narration::{ENGLISH, Narrator};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::Event;

/// All of a body.
pub const WHOLE: Range<i32> = 0..1_000_000_000;

pub fn laid_out(run: &Run, size: Size) -> Layout {
    let mut layout = Layout::new(run.model(), &ENGLISH, size);
    layout.append(run.model(), run.trace());
    layout
}

/// What a page shows of a run: up to its cursor, with what is due as ghosts.
pub fn view<'a>(run: &'a Run, ghosts: &'a [Event]) -> View<'a> {
    View {
        model: run.model(),
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: !ghosts.is_empty(),
        rest: None,
        ghosts,
        selected: None,
        hits: false,
    }
}

pub fn drawn(run: &Run, size: Size) -> Scene {
    body(&laid_out(run, size), &view(run, &run.due()), WHOLE)
}

pub fn svg(run: &Run, size: Size, title: &str) -> String {
    let layout = laid_out(run, size);
    let model = run.model();
    let states: Vec<_> = model.participants().map(|(id, _)| run.world().state(id)).collect();
    let assumed = Narrator::english(model).assumed(run.settings(), run.world().rests_on());
    let about = About { title, description: "What happened, in words.", assumed: &assumed, marks: "" };
    picture(&layout, &view(run, &run.due()), &states, &about)
}

pub fn head(run: &Run, size: Size) -> Scene {
    let states: Vec<_> = run.model().participants().map(|(id, _)| run.world().state(id)).collect();
    heads(&laid_out(run, size), run.model(), &states)
}

/// The item of an event.
#[track_caller]
pub fn row(scene: &Scene, event: u32) -> &Item {
    scene.items.iter().find(|item| item.row.is_some_and(|row| row.event == event)).expect("a row of this event")
}

/// The lines of a class, as `(x1, y1, x2, y2)`.
pub fn lines(items: &[Item], wanted: &str) -> Vec<(i32, i32, i32, i32)> {
    let shapes = items.iter().flat_map(|item| &item.shapes);
    let found = shapes.filter_map(|shape| match shape {
        Shape::Line { class, x1, y1, x2, y2 } if *class == wanted => Some((*x1, *y1, *x2, *y2)),
        _ => None,
    });
    found.collect()
}

/// The rectangles of a class, as `(x, y, width, height)`.
pub fn rects(items: &[Item], wanted: &str) -> Vec<(i32, i32, i32, i32)> {
    let shapes = items.iter().flat_map(|item| &item.shapes);
    let found = shapes.filter_map(|shape| match shape {
        Shape::Rect { class, x, y, width, height, .. } if *class == wanted => Some((*x, *y, *width, *height)),
        _ => None,
    });
    found.collect()
}

/// The circles, as `(x, y)`.
pub fn circles(items: &[Item], wanted: &str) -> Vec<(i32, i32)> {
    let shapes = items.iter().flat_map(|item| &item.shapes);
    let found = shapes.filter_map(|shape| match shape {
        Shape::Circle { class, x, y, .. } if *class == wanted => Some((*x, *y)),
        _ => None,
    });
    found.collect()
}

/// How many paths of a class there are.
pub fn paths(items: &[Item], wanted: &str) -> usize {
    let shapes = items.iter().flat_map(|item| &item.shapes);
    shapes.filter(|shape| matches!(shape, Shape::Path { class, .. } if *class == wanted)).count()
}

/// All texts, each in one line.
pub fn texts(items: &[Item]) -> Vec<String> {
    let shapes = items.iter().flat_map(|item| &item.shapes);
    let found = shapes.filter_map(|shape| match shape {
        Shape::Text { lines, .. } => Some(lines.concat()),
        _ => None,
    });
    found.collect()
}

/// A line of text and the room it takes: left, top, right, bottom.
pub type Label = (String, [i32; 4]);

/// Every line of every text, with the room it takes.
pub fn labels(scene: &Scene) -> Vec<Label> {
    let mut found = Vec::new();
    for shape in scene.items.iter().flat_map(|item| &item.shapes) {
        let Shape::Text { class, x, y, anchor, size, leading, lines, protocol } = shape else { continue };
        for (line, place) in lines.iter().zip(0..) {
            let seen = line.trim_end();
            let wide = match (*protocol, *class) {
                (true, _) => seen.chars().count() as i32 * 61 * size / 100,
                (false, "strong" | "accent") => width(seen, *size) * 9 / 8,
                (false, _) => width(seen, *size),
            };
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - wide / 2,
                Anchor::End => x - wide,
            };
            let baseline = y + place * leading;
            found.push((seen.to_owned(), [left, baseline - size * 3 / 4, left + wide, baseline + 3]));
        }
    }
    found
}

/// Asserts that a picture is one document with a view box of its own size, in which nothing acts, is fetched or can't be seen.
#[cfg(not(target_arch = "wasm32"))]
#[track_caller]
pub fn inert(drawn: &str) {
    let document = roxmltree::Document::parse(drawn).unwrap();
    let root = document.root_element();
    let (width, height) = (root.attribute("width").unwrap(), root.attribute("height").unwrap());
    assert_eq!(root.attribute("viewBox").unwrap(), format!("0 0 {width} {height}"));
    for node in document.descendants() {
        let known = ["svg", "title", "desc", "style", "g", "line", "path", "rect", "circle", "text", "tspan"];
        assert!(!node.is_element() || known.contains(&node.tag_name().name()), "{node:?}");
        assert!(!node.is_comment() && !node.is_pi(), "{node:?}");
        assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on") && attribute.name() != "href"));
    }
    let unseen = |letter: char| {
        letter != '\n' && (letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}'))
    };
    assert!(!drawn.contains(unseen), "something that can't be seen is in {drawn}");
}
