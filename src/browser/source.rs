//! The field that holds a model's text: what is selected in it, what is in sight of it, and changes that its own undo takes back.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlDocument, HtmlTextAreaElement};
use yew::NodeRef;

use super::scroll::{Resizes, on_resize};
use super::window;
use crate::state::editing::Edit;

/// Lines of the field that are in sight.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sight {
    /// The first of them, counted from 0.
    pub first: usize,
    /// How many they are.
    pub count: usize,
    /// How high a line is, in px.
    pub height: f64,
}

/// What is selected.
pub fn selection(field: &NodeRef) -> (u32, u32) {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else { return (0, 0) };
    let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    (place(field.selection_start()), place(field.selection_end()))
}

/// Puts another text into the field. It is not compared with what stands there, which takes long for a long text.
pub fn set(field: &NodeRef, text: &str) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        field.set_value(text);
        let _refused = field.set_selection_range(0, 0);
    }
}

/// Gives the field the focus, with the caret at its beginning.
pub fn begin(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlTextAreaElement>() {
        let _refused = field.set_selection_range(0, 0);
        let _refused = field.focus();
    }
}

/// Changes the text as if it had been typed.
pub fn apply(field: &NodeRef, edit: &Edit) {
    let Some(field) = field.cast::<HtmlTextAreaElement>() else { return };
    let (start, end) = edit.range;
    // Where there is no such field any more, there is nothing to be changed.
    let _refused = field.focus();
    let _refused = field.set_selection_range(start, end);
    let document = window().and_then(|window| window.document()?.dyn_into::<HtmlDocument>().ok());
    // The one way that leaves a field its own undo.
    let is_typed = document.is_some_and(|document| {
        let command = if edit.text.is_empty() { "delete" } else { "insertText" };
        document.exec_command_with_show_ui_and_value(command, false, &edit.text).unwrap_or(false)
    });
    if !is_typed {
        let _refused = field.set_range_text_with_start_and_end(&edit.text, start, end);
        let input = EventInit::new();
        input.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &input) {
            let _cancelled = field.dispatch_event(&event);
        }
    }
    let (from, to) = edit.select;
    let _refused = field.set_selection_range(from, to);
}

/// Which lines are in sight of what scrolls the field.
pub fn in_sight(scroller: &NodeRef, field: &NodeRef) -> Option<Sight> {
    let (scroller, field) = (scroller.cast::<Element>()?, field.cast::<HtmlTextAreaElement>()?);
    let height = line_height(&field)?;
    let lines = |length: i32| (f64::from(length) / height) as usize;
    Some(Sight { first: lines(scroller.scroll_top()), count: lines(scroller.client_height()) + 1, height })
}

/// Puts the caret at a place in a line, counted from 0, and has it in sight.
pub fn go_to(scroller: &NodeRef, field: &NodeRef, place: u32, line: usize) {
    let (Some(scroller), Some(field)) = (scroller.cast::<Element>(), field.cast::<HtmlTextAreaElement>()) else {
        return;
    };
    let _refused = field.focus();
    let _refused = field.set_selection_range(place, place);
    let top = line_height(&field).unwrap_or_default() * line as f64;
    let (seen, height) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    if top < seen || top > seen + height * 0.8 {
        scroller.set_scroll_top((top - height / 3.0) as i32);
        scroller.set_scroll_left(0);
    }
}

/// Keeps the line with the caret in sight, until it is dropped, where what says what is wrong takes room from the field.
pub fn on_less_room(scroller: &NodeRef, field: &NodeRef) -> Option<Resizes> {
    let (view, text) = (scroller.cast::<Element>()?, field.cast::<HtmlTextAreaElement>()?);
    let before = Cell::new(view.client_height());
    let field = field.clone();
    on_resize(scroller, move || {
        let room = view.client_height();
        let before = f64::from(before.replace(room));
        let caret =
            text.value().encode_utf16().take(selection(&field).1 as usize).filter(|unit| *unit == BREAK).count();
        let line = line_height(&text).unwrap_or_default();
        let below = line * (caret as f64 + 1.5) - f64::from(view.scroll_top());
        if below > f64::from(room) && below - line <= before {
            view.set_scroll_top(view.scroll_top() + (below - f64::from(room)).ceil() as i32);
        }
    })
}

fn line_height(field: &HtmlTextAreaElement) -> Option<f64> {
    let style = window()?.get_computed_style(field).ok()??;
    let height = style.get_property_value("line-height").ok()?.strip_suffix("px")?.parse().ok()?;
    (height > 0.0).then_some(height)
}

/// A line's end, as the field counts.
const BREAK: u16 = b'\n' as u16;
