//! What a run assumes stands above the diagram as chips, each opened by mouse or keyboard to a field, values to try, and the reason.

use crate::controls::open_chip;
use crate::harness::{Page, journey, key};
use serde_json::json;

/// What is wrong with where the open card is, in words; empty where all of it is in sight.
const ASTRAY: &str = "
    const card = document.querySelector('.card:not([hidden])'), box = card.getBoundingClientRect();
    if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > innerHeight)
        return `${box.left} ${box.top} ${box.right} ${box.bottom} in ${innerWidth} ${innerHeight}`;
    const covered = [...card.querySelectorAll('label, input, select, button, p')].find((it) => {
        const { left, top, width, height } = it.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return !card.contains(there);
    });
    return covered ? `covered: ${covered.outerHTML}` : ''";

fn open_ones(page: &Page) -> Vec<String> {
    page.attrs("[data-chip][aria-expanded=true]", "data-chip")
}

fn focused_chip(page: &Page) -> String {
    page.script("return document.activeElement.dataset.chip ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

#[test]
fn each_chip_opens_its_field_and_its_reason_wherever_there_is_room() {
    for (width, height) in [(1440, 900), (1100, 700), (390, 844)] {
        journey("registration/both-errors", |page| {
            page.resize(width, height);
            page.settle();
            let chips = page.attrs("[data-chip]", "data-chip");
            assert_eq!(chips, ["timeout", "timer-starts", "retry", "latency"]);
            for chip in chips {
                open_chip(page, &chip);
                assert_eq!(open_ones(page), [chip.as_str()]);
                assert_eq!(page.script(ASTRAY, &[]), "", "{chip} at {width} px");
                assert!(page.text(".card:not([hidden]) p:last-child").contains("reference"), "its reason: {chip}");
                page.press(&[key::ESCAPE]);
                page.wait_until("closed", || open_ones(page).is_empty() && focused_chip(page) == chip);
            }
        });
    }
}

#[test]
fn a_setting_is_changed_with_the_mouse() {
    journey("registration/both-errors", |page| {
        assert_eq!(page.count(".chip[data-changed]"), 0);
        open_chip(page, "timeout");
        let presets = page.texts(".card:not([hidden]) .presets button");
        assert_eq!(presets, ["3 s", "10 s", "30 s"]);
        page.click(".card:not([hidden]) .presets button:last-child");
        page.wait_until("the run is played with it", || page.attr("[data-clock]", "data-clock") == "30000");
        page.wait_until("the address follows", || page.fragment().contains("timeout=30s"));
        assert_eq!(page.attrs(".card:not([hidden]) [aria-pressed=true]", "aria-pressed"), ["true"]);
        assert_eq!(open_ones(page), ["timeout"], "others can be tried");
        // A press anywhere else closes it, and does nothing else.
        page.click(".veil");
        page.wait_until("closed", || open_ones(page).is_empty());
        assert_eq!(page.count(".chip[data-changed]"), 1);
        let chip = page.text("[data-chip=timeout]");
        assert!(chip.starts_with("timeout 30 s"), "{chip}");
        page.click("[data-control=undo]");
        page.wait_until("as it was", || page.text("[data-chip=timeout]").starts_with("timeout 10 s"));
        assert_eq!(page.count(".chip[data-changed]"), 0);
    });
}

#[test]
fn a_setting_is_changed_with_the_keyboard() {
    journey("registration/both-errors", |page| {
        let focused = || page.script("return document.activeElement.dataset.setting ?? ''", &[]);
        for opens in [key::ENTER, key::SPACE] {
            page.focus("[data-chip=timeout]");
            page.press(&[opens]);
            page.wait_until("the field has the focus", || focused() == json!("timeout"));
            page.press(&[key::ESCAPE]);
            page.wait_until("closed", || focused_chip(page) == "timeout" && open_ones(page).is_empty());
        }
        // What is no value is said, and Escape is still the way out.
        page.press(&[key::ENTER]);
        page.wait_until("the field has the focus", || focused() == json!("timeout"));
        page.fill("[data-setting=timeout]", "soon");
        page.press(&[key::ENTER]);
        page.wait_for(".card:not([hidden]) .error");
        page.fill("[data-setting=timeout]", "3 s");
        page.press(&[key::ENTER]);
        page.wait_until("the run is played with it", || page.fragment().contains("timeout=3s"));
        assert_eq!(page.count(".card .error"), 0);
        page.press(&[key::ESCAPE]);
        page.wait_until("closed", || focused_chip(page) == "timeout");
        // A choice.
        page.focus("[data-chip=retry]");
        page.press(&[key::ENTER]);
        page.wait_until("the list has the focus", || focused() == json!("retry"));
        page.press(&[key::DOWN]);
        page.wait_until("changed", || page.fragment().contains("retry=refused"));
        page.press(&[key::ESCAPE]);
        page.wait_until("closed", || focused_chip(page) == "retry");
        // The keys of the page are not typed into it.
        assert_eq!(page.attr("[data-state=client]", "data-value"), "disconnected");
    });
}
