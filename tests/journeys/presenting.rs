//! A run is presented row by row, with the keys of a clicker, and left again.

use crate::harness::{Page, journey, key};
use serde_json::json;

fn rows(page: &Page) -> usize {
    page.count(".body [data-event]") as usize
}

#[test]
fn a_clicker_goes_through_a_presented_run_and_escape_leaves_it() {
    journey("registration/not-valid", |page| {
        page.click("[data-control=present]");
        page.wait_for(".presentation .body [data-event]");
        for part in [".top", "[data-action]", "[role=tab]"] {
            assert_eq!(page.count(part), 0, "{part}");
        }
        assert!(page.text(".caption").contains("not connected"), "{}", page.text(".caption"));
        let (all, last) = (rows(page), page.text(".caption"));
        page.press(&[key::PAGE_UP]);
        page.wait_until("a step back", || rows(page) < all && page.text(".caption") != last);
        page.press(&[key::PAGE_DOWN]);
        page.wait_until("and forward", || rows(page) == all && page.text(".caption") == last);
        page.press(&[key::ESCAPE]);
        page.wait_for("[data-action]");
        assert_eq!(page.count(".presentation"), 0);
        page.wait_until("the window is as it was", || {
            page.script("return !!document.fullscreenElement", &[]) == json!(false)
        });
    });
}

#[test]
fn a_link_can_ask_for_it_and_the_diagram_is_larger() {
    journey("?present#registration/not-valid", |page| {
        page.resize(1440, 900);
        page.settle();
        page.wait_for(".presentation .caption");
        let width = "return document.querySelector('.body').getBoundingClientRect().width";
        let presented = page.script(width, &[]).as_f64();
        let before = page.text(".caption");
        page.press(&[key::PAGE_UP]);
        page.wait_until("keys work at once", || page.text(".caption") != before);
        page.click("[data-control=leave]");
        page.wait_for("[data-action]");
        page.settle();
        assert!(presented > page.script(width, &[]).as_f64());
    });
}
