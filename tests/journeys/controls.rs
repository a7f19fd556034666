//! What readers do with the controls of the page: they open panels, change settings, and have a whole scenario shown.

use crate::harness::{Page, key};
use serde_json::json;

/// Shows a panel by its tab; on a narrow page the sheet is raised first.
#[track_caller]
pub fn show(page: &Page, panel: &str) {
    let tab = format!("[data-tab={panel}]");
    page.wait_for(&tab);
    let is_seen = "return document.querySelector(arguments[0]).checkVisibility({ visibilityProperty: true })";
    if page.script(is_seen, &[json!(tab)]) == json!(false) {
        page.click(".grip");
        // It rises, and a tab that moves is missed.
        page.settle();
    }
    page.click(&tab);
    page.wait_until(panel, || page.attr(&tab, "aria-selected") == "true");
}

/// Opens the card of a setting, in whose field the focus is then.
#[track_caller]
pub fn open_chip(page: &Page, setting: &str) {
    page.click(&format!("[data-chip={setting}]"));
    let has_focus = "return document.activeElement.matches(arguments[0])";
    let field = format!("[data-setting={setting}]");
    page.wait_until(&format!("the card of {setting}"), || page.script(has_focus, &[json!(field)]) == json!(true));
}

/// Gives a setting another value, whatever its field is.
#[track_caller]
pub fn set(page: &Page, setting: &str, value: &str) {
    open_chip(page, setting);
    let field = format!("[data-setting={setting}]");
    if page.count(&format!("select{field}")) == 1 {
        page.choose(&field, value);
    } else {
        page.fill(&field, value);
        page.press(&[key::ENTER]);
    }
    page.press(&[key::ESCAPE]);
    page.wait_until("the card is closed", || page.count("[data-chip][aria-expanded=true]") == 0);
}

/// Presses a scenario, which begins to play, and once more, which shows the whole of it.
#[track_caller]
pub fn play_all_of(page: &Page, scenario: &str) {
    let link = format!("[data-scenario={scenario}]");
    page.click(&link);
    page.wait_until(&format!("{scenario} is open"), || page.attr(&link, "aria-current") == "true");
    page.click(&link);
    page.wait_until(&format!("all of {scenario}"), || is_at_end(page));
}

/// Goes back to what the reader did before, from wherever the focus is.
pub fn back_by_step(page: &Page) {
    page.press_with(key::SHIFT, key::LEFT);
}

/// Goes forward to what the reader did next.
pub fn forward_by_step(page: &Page) {
    page.press_with(key::SHIFT, key::RIGHT);
}

/// Whether the run stands at its end.
pub fn is_at_end(page: &Page) -> bool {
    page.value("[data-timeline]") == page.attr("[data-timeline]", "max")
}

/// Whether time passes.
pub fn is_playing(page: &Page) -> bool {
    page.attr("[data-control=play]", "title") == "Pause"
}
