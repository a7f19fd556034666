//! What is printed in the place of something that is on the screen.

use web_sys::Element;
use yew::NodeRef;

/// What is printed, until it is dropped.
pub struct Printed(Element);

impl Drop for Printed {
    fn drop(&mut self) {
        self.0.remove();
    }
}

/// Prints the parts of a table, each markup, in the place of an element; browsers repeat the first on each page, and part none.
pub fn print(place: &NodeRef, parts: &[String]) -> Option<Printed> {
    let place = place.cast::<Element>()?;
    let rows: String = parts.iter().map(|part| format!("<div>{part}</div>")).collect();
    place.insert_adjacent_html("beforebegin", &format!("<div class=\"printed\">{rows}</div>")).ok()?;
    place.previous_element_sibling().map(Printed)
}
