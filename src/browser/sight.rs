//! What is in sight: how far something is scrolled, how large it is, and where the focus is.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window;
use crate::zoom::{drawn, shown};

/// The part of the diagram that can be seen, in px.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sight {
    /// How far it is scrolled.
    pub top: i32,
    /// How much of it can be seen.
    pub height: i32,
    /// How wide it is.
    pub width: i32,
    /// How much further down it has to be scrolled for its newest row.
    pub below: i32,
}

/// What can be seen of the diagram, whose newest row ends at this height below heads of that height.
pub fn look(newest: (i32, i32)) -> Sight {
    find(SCROLLER).map_or_else(Sight::default, |element| {
        let (top, height) = (element.scroll_top(), element.client_height());
        Sight { top, height, width: element.client_width(), below: target(&element, newest) - top }
    })
}

/// Scrolls the diagram to its newest row.
pub fn scroll_to(newest: (i32, i32)) {
    if let Some(element) = find(SCROLLER) {
        element.set_scroll_top(target(&element, newest));
    }
}

/// What is at the beginning of what can be seen of the diagram stays there when its size changes, in hundredths.
pub fn stay(before: i32, after: i32) {
    if let Some(element) = find(SCROLLER) {
        element.set_scroll_top(shown(drawn(element.scroll_top(), before), after));
        element.set_scroll_left(shown(drawn(element.scroll_left(), before), after));
    }
}

/// How far to scroll: to the end, where the newest row is still well in sight then; what has not happened yet is less than what has.
fn target(element: &Element, (bottom, heads): (i32, i32)) -> i32 {
    let height = element.client_height();
    (bottom - (height - heads) * 5 / 8).min(element.scroll_height() - height).max(0)
}

/// Puts the focus on the first element that the selector finds.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What can't take the focus leaves it where it is.
        let _refused = element.focus();
    }
}

/// The first element that the selector finds.
pub fn find(selector: &str) -> Option<Element> {
    window()?.document()?.query_selector(selector).ok()?
}

/// Something that is watched for as long as this is kept.
pub type Watch = EventListener;

/// Whether the window has room for three columns.
pub fn is_wide() -> bool {
    window().is_some_and(|window| matches!(window.match_media(WIDE), Ok(Some(media)) if media.matches()))
}

/// Calls back when the window has another size, or is about to be printed.
pub fn on_change(kind: &'static str, tell: impl Fn() + 'static) -> Option<Watch> {
    window().map(|window| EventListener::new(&window, kind, move |_| tell()))
}

/// What is seen of the diagram on paper: about a thousand rows.
pub const PAPER: Sight = Sight { top: 0, height: 50_000, width: 0, below: 0 };
/// What of the page scrolls the diagram.
pub const SCROLLER: &str = ".scroller";
/// From this width on the styles show three columns.
const WIDE: &str = "(width >= 68rem)";
