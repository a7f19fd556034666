//! What is in sight: how far something is scrolled, how large it is, and where the focus is.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window;
use crate::zoom::{drawn, place_for, shown};

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

/// What can be seen of the diagram, whose newest row ends at this height below heads of that height; of the page, where there is none.
pub fn look(newest: (i32, i32)) -> Sight {
    find(SCROLLER).or_else(|| find(":root")).map_or_else(Sight::default, |element| {
        let (top, height) = (element.scroll_top(), element.client_height());
        Sight { top, height, width: element.client_width(), below: target(&element, newest) - top }
    })
}

/// Scrolls the diagram to its newest row, and aside no further than it takes to see from its left to its right edge.
pub fn scroll_to(newest: (i32, i32), (left, right): (i32, i32)) {
    if let Some(element) = find(SCROLLER) {
        element.set_scroll_top(target(&element, newest));
        let (seen, width) = (element.scroll_left(), element.client_width());
        // From the very left where that is enough, for there stands the time.
        let aside = if right <= width {
            0
        } else if right - left > width {
            left
        } else {
            seen.clamp(right - width, left)
        };
        element.set_scroll_left(aside);
    }
}

/// What is at the beginning of what can be seen of the diagram stays there when its size changes, in hundredths.
pub fn stay(before: i32, after: i32) {
    if let Some(element) = find(SCROLLER) {
        element.set_scroll_top(shown(drawn(element.scroll_top(), before), after));
        element.set_scroll_left(shown(drawn(element.scroll_left(), before), after));
    }
}

fn target(element: &Element, newest: (i32, i32)) -> i32 {
    place_for(newest, element.client_height(), element.scroll_height())
}

/// Scrolls the diagram no further than it takes to see what lies between these heights, below heads of that height.
pub fn show((top, bottom): (i32, i32), heads: i32) {
    if let Some(element) = find(SCROLLER) {
        let seen = element.scroll_top();
        let by = nearest(top - MARGIN - seen, bottom + MARGIN - seen - element.client_height() + heads);
        if by != 0 {
            element.set_scroll_top(seen + by);
        }
    }
}

/// Scrolls the parts of the page around the first element that the selector finds, and nothing else, no further than it takes to see it.
pub fn reveal(selector: &str) {
    let Some(element) = find(selector) else { return };
    let mut inside = element.clone();
    // Which of those around it scrolls depends on the width of the page.
    while let Ok(Some(around)) = inside.closest(SCROLLING) {
        let (it, view) = (element.get_bounding_client_rect(), around.get_bounding_client_rect());
        let by = |before: f64, after: f64| nearest(before as i32 - MARGIN, after as i32 + MARGIN);
        around.set_scroll_top(around.scroll_top() + by(it.top() - view.top(), it.bottom() - view.bottom()));
        around.set_scroll_left(around.scroll_left() + by(it.left() - view.left(), it.right() - view.right()));
        let Some(parent) = around.parent_element() else { return };
        inside = parent;
    }
}

/// The sentence in the middle of what is seen of the list, which has those from `first` to `last`, each about so high.
pub fn reading((first, last): (u32, u32), height: i32) -> Option<u32> {
    let (list, around) = (find("[data-transcript]")?, find(SENTENCES)?.get_bounding_client_rect());
    let list = list.get_bounding_client_rect();
    let middle = around.top() + around.height() / 2.0;
    let lines = |length: f64| (length / f64::from(height)) as u32;
    Some(if middle < list.top() {
        first.saturating_sub(lines(list.top() - middle)).max(1)
    } else if middle > list.bottom() {
        last.saturating_add(lines(middle - list.bottom()))
    } else {
        first + ((middle - list.top()) / list.height() * f64::from(last - first)) as u32
    })
}

/// Scrolls the list of sentences to the newest, which is where it begins.
pub fn read_on() {
    if let Some(element) = find(SENTENCES) {
        element.set_scroll_top(0);
    }
}

/// How far to scroll something that begins so far after the beginning of what is seen, and ends so far after its end.
fn nearest(begins: i32, ends: i32) -> i32 {
    if begins < 0 { begins } else { begins.min(ends.max(0)) }
}

/// How high the page has to be for the diagram to have this height.
#[inline(never)]
pub fn height_for(diagram: i32) -> i32 {
    let (page, scroller) = (find(".app"), find(SCROLLER));
    page.map_or(0, |page| page.scroll_height()) - scroller.map_or(0, |scroller| scroller.client_height()) + diagram
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

/// Calls back when something happens to the window: it has another size, is about to be printed, the app's later part has come.
pub fn on_change(kind: &'static str, tell: impl Fn() + 'static) -> Option<Watch> {
    window().map(|window| EventListener::new(&window, kind, move |_| tell()))
}

/// What is seen of the diagram on paper: about a thousand rows.
pub const PAPER: Sight = Sight { top: 0, height: 50_000, width: 0, below: 0 };
/// What of the page scrolls the diagram.
pub const SCROLLER: &str = ".scroller";
/// What of the page scrolls the sentences.
pub const SENTENCES: &str = ".transcript > div";
/// What of the page scrolls by itself.
const SCROLLING: &str = ".figures, .transcript > div, .side, .panels";
/// In px: what comes into sight is not to touch the edge.
const MARGIN: i32 = 8;
/// From this width on the styles show three columns.
const WIDE: &str = "(width >= 68rem)";
