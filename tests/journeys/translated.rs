//! A browser's translation takes the texts of the page out of it; whatever changes afterwards is seen to change all the same.

use serde_json::json;

use crate::harness::{Page, journey, key};

/// Puts other words into the place of every text that may be translated, as browsers do: the text's own node is gone from the page.
const TRANSLATE: &str = "
    window.translated ??= [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentElement.closest('svg, [translate=no], textarea, script, style, font')) continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = `«${text.data}»`;
        outer.append(inner);
        translated.push({ text, was: text.data, outer });
        text.replaceWith(outer);
    }";

/// What the page would say otherwise by now than it is seen to say.
const STALE: &str = "return translated
    .filter(({ text, was, outer }) => outer.isConnected && text.data !== was)
    .map(({ text, was }) => `${was} → ${text.data}`)";

#[track_caller]
fn assert_nothing_is_stale(page: &Page, after: &str) {
    page.settle();
    assert_eq!(page.script(STALE, &[]), json!([]), "after {after}");
    page.script(TRANSLATE, &[]);
}

#[test]
fn nothing_that_changes_is_stale_on_a_translated_page() {
    journey("registration?run=connect.end", |page| {
        page.script(TRANSLATE, &[]);
        for control in [
            "[data-action=register-invalid]",
            "[data-control=next]",
            "[data-tab=rules]",
            "[data-control=back]",
            "[data-tab=messages]",
            "[data-control=back]",
            "[data-tab=log]",
            "[data-control=undo]",
            "[data-control=reset]",
            "[data-action=connect]",
            ".body [data-kind=opened]",
        ] {
            page.click(control);
            assert_nothing_is_stale(page, control);
        }
        page.click("[data-control=share]");
        for form in page.attrs("[data-share]", "data-share") {
            let form = format!("[data-share={form}]");
            page.click(&form);
            assert_nothing_is_stale(page, &form);
        }
        page.press(&[key::ESCAPE]);
        page.click("[data-control=next]");
        assert_eq!(page.text(".time"), "0 s");
    });
}
