//! What is in sight of something that scrolls, and how it is scrolled.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::NodeRef;

use super::window;
use crate::state::viewport::Viewport;
use crate::state::zoom::{drawn, place_for, shown};

/// What can be seen of the diagram; of the page, where there is none.
pub fn viewport(scroller: &NodeRef) -> Viewport {
    let page = || window()?.document()?.document_element();
    scroller.cast::<Element>().or_else(page).map_or_else(Viewport::default, |element| Viewport {
        top: element.scroll_top(),
        height: element.client_height(),
        width: element.client_width(),
        whole: element.scroll_height(),
    })
}

/// Hears, until it is dropped, how the room for what is in an element changes.
pub struct Resizes {
    observer: ResizeObserver,
    _onresize: Closure<dyn FnMut()>,
}

impl Drop for Resizes {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back whenever an element has another size, and once at the beginning.
pub fn on_resize(element: &NodeRef, onresize: impl Fn() + 'static) -> Option<Resizes> {
    let onresize = Closure::<dyn FnMut()>::new(onresize);
    let observer = ResizeObserver::new(onresize.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element.cast()?);
    Some(Resizes { observer, _onresize: onresize })
}

/// Scrolls the diagram to its newest row, which ends at this height below heads of that height, and aside no further than it takes to
/// see from its left to its right edge.
pub fn to_newest(scroller: &NodeRef, newest: (i32, i32), (left, right): (i32, i32)) {
    if let Some(element) = scroller.cast::<Element>() {
        element.set_scroll_top(place_for(newest, element.client_height(), element.scroll_height()));
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
pub fn keep_place(scroller: &NodeRef, before: i32, after: i32) {
    if let Some(element) = scroller.cast::<Element>() {
        element.set_scroll_top(shown(drawn(element.scroll_top(), before), after));
        element.set_scroll_left(shown(drawn(element.scroll_left(), before), after));
    }
}

/// Scrolls the diagram no further than it takes to see what lies between these heights, below heads of that height.
pub fn show(scroller: &NodeRef, (top, bottom): (i32, i32), heads: i32) {
    if let Some(element) = scroller.cast::<Element>() {
        let seen = element.scroll_top();
        let by = nearest(top - MARGIN - seen, bottom + BELOW - seen - element.client_height() + heads);
        if by != 0 {
            element.set_scroll_top(seen + by);
        }
    }
}

/// Scrolls the parts of the page around an element, but not the page, no further than it takes to see it.
pub fn reveal(element: &NodeRef) {
    let Some(element) = element.cast::<Element>() else { return };
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

/// The sentence in the middle of what is seen of the list, which has those from `first` to `last`, each about so high, in px.
pub fn middle_sentence(list: &NodeRef, (first, last): (u32, u32), height: i32) -> Option<u32> {
    let list = list.cast::<Element>()?;
    let around = list.parent_element()?.parent_element()?.get_bounding_client_rect();
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
pub fn to_newest_sentence(list: &NodeRef) {
    let around = list.cast::<Element>().and_then(|list| list.parent_element()?.parent_element());
    if let Some(around) = around {
        around.set_scroll_top(0);
    }
}

/// Scrolls the page to its top.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// How high the page has to be for the diagram to have this height.
pub fn height_for(page: &NodeRef, scroller: &NodeRef, diagram: i32) -> i32 {
    let (page, scroller) = (page.cast::<Element>(), scroller.cast::<Element>());
    page.map_or(0, |page| page.scroll_height()) - scroller.map_or(0, |scroller| scroller.client_height()) + diagram
}

/// Puts the focus on an element.
pub fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<HtmlElement>() {
        // What can't take the focus leaves it where it is.
        let _refused = element.focus();
    }
}

/// Puts the focus on the first field or button in an element.
pub fn focus_first(element: &NodeRef) {
    let first = element.cast::<Element>().and_then(|element| element.query_selector("input, select, button").ok()?);
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _refused = first.focus();
    }
}

/// Puts the focus on the element with this id.
pub fn focus_id(id: &str) {
    let element = window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _refused = element.focus();
    }
}

/// How far to scroll something that begins so far after the beginning of what is seen, and ends so far after its end.
fn nearest(begins: i32, ends: i32) -> i32 {
    if begins < 0 { begins } else { begins.min(ends.max(0)) }
}

/// What of the page scrolls by itself, as the styles say.
const SCROLLING: &str = ".scenarios, .transcript > div, [role=\"tabpanel\"], .side";
/// In px: what comes into sight is not to touch the edge.
const MARGIN: i32 = 8;
/// In px: what comes into sight of the diagram is not to lie under the button that leads to its newest row.
const BELOW: i32 = 56;
