//! The page draws the diagram as pictures do: the same shapes, in the same order, with the same words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use lifeline_core::diagram::svg::{About, picture};
use lifeline_core::diagram::{Layout, PALETTE, Size, View, painted};
use lifeline_core::link::{address, open};
use lifeline_core::load::load;
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::time::Instant;
use roxmltree::{Document, Node};
use yew::prelude::*;

use super::diagram::{Diagram, Props};
use crate::state::document::SharedDocument;
use crate::state::viewport::Viewport;
use crate::state::zoom::Zoom;

/// Runs that together have every kind of mark: whole, on their way, with what is due or lost, and in the past.
const RUNS: [(&str, &str); 9] = [
    (REGISTRATION, "registration"),
    (REGISTRATION, "registration/too-late"),
    (REGISTRATION, "registration/retry"),
    (REGISTRATION, "registration?run=connect.register-invalid.4s.end"),
    (REGISTRATION, "registration?latency=1s&run=connect.register-invalid.1500ms.end"),
    (REGISTRATION, "registration?timer-starts=each-error&at=9&run=connect.send-other.4s.send-other.3s.register.end"),
    (DHCP, "dhcp/expiry"),
    (DHCP, "dhcp?latency=1s&run=join.2s.end"),
    (OAUTH, "oauth-device/slow-down"),
];

#[test]
fn the_page_and_a_picture_show_the_same_shapes() {
    for (source, link) in RUNS {
        let model = load(source).unwrap();
        for selected in [None, Some(EventNumber(3))] {
            let run = open(&model, &address(link)).run;
            assert!(run.unplayed().is_none(), "{link}");
            let drawn = drawn_as_picture(&run, selected);
            let shown = shown_on_page(run, selected);
            for place in 0..drawn.len().max(shown.len()) {
                assert_eq!(shown.get(place), drawn.get(place), "{link}, item {place}: on the page, and in the picture");
            }
        }
    }
}

/// What stands for an item: its classes and hooks, and its shapes with all that is said about each.
type Drawn = Vec<String>;

fn drawn_as_picture(run: &Run, selected: Option<EventNumber>) -> Vec<Drawn> {
    let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
    layout.append(run.model(), run.trace());
    let empty = run.count() == 0 && run.now() == Instant::ZERO;
    let first = run.offers().into_iter().find(|offer| empty && offer.refused.is_none());
    let ghosts = first.map_or_else(|| run.due(), |offer| run.preview(offer.action).unwrap());
    // Within the recorded run, nothing is foretold.
    let ghosts = if run.is_at_end() { ghosts } else { Vec::new() };
    let view = View {
        model: run.model(),
        trace: run.trace(),
        events: run.shown().len(),
        now: run.now(),
        shows_now: !empty,
        rest: None,
        ghosts: &ghosts,
        selected,
        hits: false,
    };
    let states: Vec<_> = run.model().participants().map(|(id, _)| run.state(id)).collect();
    let about = About { title: "", description: "", assumed: "", marks: "" };
    let text = picture(&layout, &view, &states, &about);
    let document = Document::parse(&text).unwrap();
    let scenes: Vec<_> = document
        .root_element()
        .children()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "g")))
        .collect();
    let [body, heads] = scenes[..] else { panic!("a picture has a body and heads") };
    [items(heads), items(body)].concat()
}

fn shown_on_page(run: Run, selected: Option<EventNumber>) -> Vec<Drawn> {
    let now = run.now();
    let props = Props {
        shows_rest: false,
        changed: Default::default(),
        shared: SharedDocument::new(run),
        now,
        preview: None,
        selected,
        marked: None,
        hint: None,
        viewport: Viewport { height: 1_000_000, ..Viewport::default() },
        is_away: false,
        fresh: None,
        zoom: Zoom::Fit,
        scroller: NodeRef::default(),
        onview: Callback::noop(),
        onscroll: Callback::noop(),
    };
    let text = written(props);
    let document = Document::parse(&text).unwrap();
    let scenes = document.descendants().filter(|node| node.has_tag_name("svg"));
    scenes.flat_map(|svg| items(svg.first_element_child().unwrap())).collect()
}

fn items(scene: Node<'_, '_>) -> Vec<Drawn> {
    scene.children().filter(Node::is_element).map(item).collect()
}

fn item(group: Node<'_, '_>) -> Drawn {
    let classes: Vec<&str> = group.attribute("class").unwrap_or_default().split(' ').collect();
    let mut drawn = vec![said(group, &["class", "data-at", "data-arrives", "data-state", "data-value"], &[])];
    // What is pointed at is nothing to be seen.
    let shapes = group.children().filter(|node| node.is_element() && node.attribute("class") != Some("hit"));
    let elements = shapes.flat_map(|shape| shape.descendants()).filter(Node::is_element);
    drawn.extend(elements.map(|node| said(node, &["class", "font-family"], &paint(node, &classes))));
    drawn
}

/// What a picture paints a shape with, of which the page gives only the class.
fn paint(node: Node<'_, '_>, item: &[&str]) -> Vec<String> {
    let Some(class) = node.attribute("class") else { return Vec::new() };
    let painted = painted(class, item);
    let is_filled = painted.iter().any(|(property, _)| *property == "fill");
    let unfilled = (node.has_tag_name("path") && !is_filled).then_some(("fill", "none"));
    let value = |value: &str| {
        let colour = PALETTE.iter().find(|colour| colour.name == value);
        colour.map_or_else(|| value.replace("px", ""), |colour| colour.light.to_owned())
    };
    painted.iter().copied().chain(unfilled).map(|(property, it)| format!(" {property}={:?}", value(it))).collect()
}

/// An element in one line: its name, its attributes in the order of their names, and its own text.
fn said(node: Node<'_, '_>, but: &[&str], more: &[String]) -> String {
    let attributes = node.attributes().filter(|attribute| !but.contains(&attribute.name()));
    let written = attributes.map(|attribute| format!(" {}={:?}", attribute.name(), attribute.value()));
    let mut attributes: Vec<String> = written.chain(more.iter().cloned()).collect();
    attributes.sort();
    let text = node.children().filter(Node::is_text).filter_map(|text| text.text()).collect::<String>();
    format!("{}{} {text:?}", node.tag_name().name(), attributes.concat())
}

/// What the browser would be given.
fn written(diagram: Props) -> String {
    let renderer = yew::LocalServerRenderer::<Diagram>::with_props(diagram).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(tokio::task::LocalSet::new().run_until(renderer.render()))
}

const REGISTRATION: &str = include_str!("../../models/registration.lifeline");
const DHCP: &str = include_str!("../../core/tests/models/dhcp.lifeline");
const OAUTH: &str = include_str!("../../core/tests/models/oauth-device.lifeline");
