//! The whole page is used by keyboard alone: everything can be reached and done, and the focus is always seen.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use std::collections::HashSet;

use crate::controls::{back_by_step, show};
use crate::harness::{Page, journey, key};
use serde_json::{Value, json};

/// What takes part in the Tab order: everything that can be operated and is shown, once for a list that is walked.
const STOPS: &str = "a[href], button:not([tabindex='-1']), input:not([disabled]), select, summary, [tabindex='0']";

/// What there is to know about the element that has the focus.
const FOCUSED: &str = "
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const all = [...document.querySelectorAll(arguments[0])];
    const shown = e.matches('.scroller') ? getComputedStyle(e.nextElementSibling) : getComputedStyle(e);
    const line = e.matches('.scroller')
        ? (shown.borderTopStyle !== 'none' ? parseFloat(shown.borderTopWidth) : 0)
        : (shown.outlineStyle !== 'none' ? parseFloat(shown.outlineWidth) : 0);
    const r = e.getBoundingClientRect();
    let seen = 0;
    for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
        const there = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
        if (there && (e.contains(there) || there.contains(e) && there.matches('label'))) seen++;
    }
    return { place: all.indexOf(e), what: e.outerHTML.slice(0, 160), line, seen };";

/// All that should be reached.
const EXPECTED: &str = "
    return [...document.querySelectorAll(arguments[0])].map((e, place) => [e, place])
        .filter(([e]) => e.checkVisibility({ visibilityProperty: true })).map(([, place]) => place);";

#[test]
fn escape_folds_the_card_about_the_model_before_anything_else() {
    journey("registration/both-errors", |page| {
        page.click(".body [data-kind=closed]");
        page.wait_for("[data-control=unselect]");
        page.click(".about summary");
        page.wait_for(".about[open]");
        page.press(&[key::ESCAPE]);
        page.wait_until("it is folded", || page.count(".about[open]") == 0);
        assert_eq!(page.count("[data-control=unselect]"), 1, "the row is still selected");
        page.press(&[key::ESCAPE]);
        page.wait_until("it is not any more", || page.count("[data-control=unselect]") == 0);
    });
}

#[test]
fn everything_is_reached_with_tab_and_the_focus_is_always_seen() {
    for (width, height) in [(1440, 900), (768, 1024), (360, 740)] {
        journey("registration/both-errors", |page| {
            page.resize(width, height);
            page.open("registration/both-errors");
            show(page, "log");
            page.focus("[data-transcript] [tabindex='0']");
            page.press(&[key::ENTER]);
            page.wait_for("[data-control=unselect]");
            for panel in ["log", "inspect"] {
                show(page, panel);
                page.settle();
                all_is_reached(page, &format!("at {width} px beside {panel}"));
            }
        });
    }
}

#[track_caller]
fn all_is_reached(page: &Page, place: &str) {
    page.script("document.activeElement.blur(); window.scrollTo(0, 0)", &[]);
    let expected = page.script(EXPECTED, &[json!(STOPS)]);
    let expected: HashSet<u64> = expected.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    assert!(expected.len() > 25, "there is something to be reached: {}", expected.len());
    let mut reached = HashSet::new();
    for _ in 0..2 * expected.len() {
        page.press(&[key::TAB]);
        let focused = page.script(FOCUSED, &[json!(STOPS)]);
        let Some(stop) = focused["place"].as_u64() else { continue };
        assert!(focused["line"].as_f64() >= Some(2.0), "{place}, the focus can't be seen: {focused}");
        assert!(focused["seen"].as_u64() > Some(0), "{place}, it is covered: {focused}");
        if !reached.insert(stop) && reached.is_superset(&expected) {
            break;
        }
    }
    let missing: Vec<u64> = expected.difference(&reached).copied().collect();
    let which = page.script(
        "const all = [...document.querySelectorAll(arguments[0])]; return arguments[1].map(place => all[place].outerHTML.slice(0, 160))",
        &[json!(STOPS), json!(missing)],
    );
    assert!(missing.is_empty(), "{place}, Tab never leads to: {which}");
}

/// Tab, or Shift and Tab, until the focus is there: what a reader without a mouse does.
fn tab_to(page: &Page, css: &str) {
    for _ in 0..120 {
        if is_there(page, css) {
            return;
        }
        page.press(&[key::TAB]);
    }
    panic!("Tab never leads to {css}");
}

fn is_there(page: &Page, css: &str) -> bool {
    page.script("return document.activeElement.matches(arguments[0])", &[json!(css)]) == json!(true)
}

fn clock(page: &Page) -> String {
    page.attr("[data-clock]", "data-clock")
}

#[test]
fn everything_is_done_with_the_keyboard_alone() {
    journey("registration?run=end", |page| {
        // The theme.
        tab_to(page, "[data-theme-choice]");
        page.press(&[key::DOWN]);
        page.wait_until("light", || page.attr("html", "data-theme") == "light");

        // Actions, by Enter and by their digits.
        tab_to(page, "[data-action=connect]");
        page.press(&[key::ENTER]);
        page.wait_until("connected", || page.attr("[data-state=client]", "data-value") == "connected");
        assert!(is_there(page, "[data-action=connect]"), "the focus stays where it was");
        page.press(&["3"]);
        page.wait_until("refused", || page.attr("[data-state=client]", "data-value") == "refused");

        // Waiting for a typed amount: digits are typed, and do nothing else.
        tab_to(page, "[data-wait]");
        page.press(&["2", "5", "0", " ", "m", "s", key::ENTER]);
        page.wait_until("it has waited", || page.value("[data-wait]").ends_with("250 ms") || clock(page) != "0");
        page.press(&[key::HOME]);
        assert_eq!(page.attr("[data-state=client]", "data-value"), "refused");

        // The timeline, by its own keys.
        tab_to(page, "[data-timeline]");
        page.press(&[key::HOME]);
        page.wait_until("at the start", || page.attr("[data-state=client]", "data-value") == "disconnected");
        page.press(&[key::END]);
        page.wait_until("at the end", || page.attr("[data-state=client]", "data-value") == "refused");

        // A setting, and undoing it.
        tab_to(page, "[data-chip=timer-starts]");
        page.press(&[key::ENTER]);
        page.wait_until("its card is open", || is_there(page, "[data-setting=timer-starts]"));
        page.press(&[key::DOWN]);
        page.wait_until("changed", || page.fragment().contains("timer-starts=connect"));
        page.press(&[key::ESCAPE]);
        page.wait_until("closed", || is_there(page, "[data-chip=timer-starts]"));

        // A statement leads to its row, and what is shown of that is closed. One tab is a stop, arrow keys lead to the others.
        tab_to(page, "[data-tab=inspect]");
        page.press(&[key::RIGHT]);
        page.wait_until("the rules", || is_there(page, "[data-tab=rules]"));
        tab_to(page, "[data-statement] button");
        page.press(&[key::ENTER]);
        page.wait_for("[data-control=unselect]");
        tab_to(page, "[data-tab=rules]");
        page.press(&[key::LEFT]);
        page.wait_until("the row", || is_there(page, "[data-tab=inspect]"));
        tab_to(page, "[data-control=unselect]");
        page.press(&[key::SPACE]);
        page.wait_until("closed", || page.count("[data-control=unselect]") == 0);

        // A scenario, and all of it at once with a second press.
        tab_to(page, "[data-scenario=both-errors]");
        page.press(&[key::ENTER]);
        page.wait_until("the scenario", || page.fragment() == "#registration/both-errors");
        page.press(&[key::ENTER]);
        page.wait_until("all of it", || clock(page) == "10000");

        // The diagram: it scrolls by itself, and single keys go through the run.
        tab_to(page, ".scroller");
        back_by_step(page);
        page.wait_until("one back", || clock(page) == "4000");
        page.press(&[key::HOME]);
        page.wait_until("at the start", || clock(page) == "0");
        page.press(&[key::END]);
        page.wait_until("at the end", || clock(page) == "10000");
    });
}

#[test]
fn single_keys_are_listed_and_can_be_switched_off_for_good() {
    journey("registration/both-errors", |page| {
        page.focus(".scroller");
        page.press(&["?"]);
        page.wait_for("dialog[open] [data-control=single-keys]");
        assert!(page.texts("dialog kbd").contains(&"Space".to_owned()));
        // While it is open, keys do nothing to the page below it.
        page.press(&[key::HOME, key::LEFT]);
        tab_to(page, "[data-control=single-keys]");
        page.press(&[key::SPACE]);
        page.wait_for("[data-no-single-keys]");
        assert_eq!(clock(page), "10000");
        page.press(&[key::ESCAPE]);
        page.wait_until("closed", || page.count("dialog") == 0);
        assert!(is_there(page, ".scroller"), "the focus is where it was");
        page.press(&["?", "u", "1", key::SPACE]);
        page.press(&[key::HOME]);
        page.wait_until("named keys still do", || clock(page) == "0");
        assert_eq!(page.count("dialog"), 0);
        // Its button is always there.
        tab_to(page, "[data-control=keys]");
        page.press(&[key::ENTER]);
        page.wait_for("dialog[open] [data-control=single-keys]");
        page.click("dialog [data-control=close]");
        page.wait_until("closed", || page.count("dialog") == 0);
        assert!(is_there(page, "[data-control=keys]"), "the focus is where it was");
        page.reload();
        page.wait_for("[data-no-single-keys]");
    });
}
