//! A browser's translation takes the texts of the page out of it; whatever changes afterwards is seen to change all the same.

use serde_json::json;

use crate::harness::{Page, journey, key};
use crate::write::{type_behind, wait_until_it_plays, write};

/// Puts other words into the place of every text that may be translated, as browsers do: the text's own node is gone from the page.
const TRANSLATE: &str = "
    if (!window.translated) {
        window.translated = [];
        window.taken = new Set();
        const { removeChild } = Node.prototype;
        Node.prototype.removeChild = function (child) { taken.add(child); return removeChild.call(this, child) };
    }
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

/// What the page would say otherwise by now than it is seen to say, or not at all.
const STALE: &str = "return translated
    .filter(({ text, was, outer }) => outer.isConnected && (text.data !== was || taken.has(text)))
    .map(({ text, was }) => `${was} → ${taken.has(text) ? '' : text.data}`)";

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
            "[data-tab=inspect]",
            ".body [data-kind=opened]",
            "[data-scenario=not-valid]",
            "[data-scenario=not-valid]",
            ".body [data-kind=message]",
            ".body [data-kind=timer-expired]",
            "[data-chip=timeout]",
            "[data-chip=timeout] ~ .card .presets button",
        ] {
            page.click(control);
            assert_nothing_is_stale(page, control);
        }
        page.press(&[key::ESCAPE]);
        page.click("[data-control=share]");
        for form in page.attrs("[data-share]", "data-share") {
            let form = format!("[data-share={form}]");
            page.click(&form);
            assert_nothing_is_stale(page, &form);
        }
        page.press(&[key::ESCAPE]);
        page.click("[data-control=next]");
        assert_eq!(page.text(".time"), "3 s", "the time is in no language");
        page.click("[data-tab=rules]");
        for said in ["[aria-pressed=true]", "[aria-pressed=false]"] {
            page.click("[data-control=explore]");
            page.wait_for(&format!("[data-control=explore]{said}"));
            page.wait_for("[data-found]");
            page.script("for (const it of document.querySelectorAll('[data-found]')) it.open = true", &[]);
            page.wait_for("[data-found] li");
            assert_nothing_is_stale(page, said);
        }
    });
}

#[test]
fn nor_when_presenting_choosing_a_model_or_writing() {
    journey("registration/both-errors", |page| {
        page.click("[data-control=present]");
        page.wait_for(".presentation .body [data-event]");
        page.script(TRANSLATE, &[]);
        for press in [key::PAGE_UP, key::PAGE_UP, key::PAGE_DOWN] {
            let before = page.text(".caption");
            page.press(&[press]);
            page.wait_until("the caption follows", || page.text(".caption") != before);
            assert_nothing_is_stale(page, "a step of what is presented");
        }
        page.press(&[key::ESCAPE]);
        page.wait_for("[data-control=gallery]");
        page.script(TRANSLATE, &[]);
        page.click("[data-control=gallery]");
        page.wait_until("all models have come", || page.count("[data-dialogue=gallery] img") == 9);
        assert_nothing_is_stale(page, "the gallery");
        page.click("[data-model=raft] a");
        page.wait_until("another model is there", || page.fragment() == "#raft/election");
        assert_nothing_is_stale(page, "another model");
        write(page);
        assert_nothing_is_stale(page, "opening a draft");
        for (behind, letters) in [("answer Tell", "x"), ("answer Tellx", " y")] {
            type_behind(page, behind, letters);
            page.settle();
            assert_nothing_is_stale(page, "a mistake");
        }
    });
}

#[test]
fn nor_when_the_words_of_a_model_are_written_anew() {
    journey("", |page| {
        page.resize(1600, 1400);
        page.click("[data-control=gallery]");
        page.click("[data-model=registration] [data-control=change]");
        wait_until_it_plays(page);
        page.click("[data-scenario=both-errors]");
        page.click("[data-scenario=both-errors]");
        page.click(".body [data-kind=message]");
        page.click("[data-chip=timer-starts]");
        page.press(&[key::ESCAPE]);
        page.script(TRANSLATE, &[]);
        for words in WORDS_OF_A_MODEL {
            let before = page.fragment();
            type_behind(page, words, "x");
            page.wait_until("the link follows", || page.fragment() != before);
            assert_nothing_is_stale(page, words);
        }
    });
}

#[test]
fn nor_in_a_frame_or_in_what_is_said_of_links() {
    journey("?embed#registration/both-errors", |page| {
        page.script(TRANSLATE, &[]);
        for control in ["play", "play", "back", "next", "figure"].map(|control| format!("[data-control={control}]")) {
            page.click(&control);
            assert_nothing_is_stale(page, &control);
        }
    });
    journey("registration/nonsense?timeout=abc", |page| {
        page.script(TRANSLATE, &[]);
        for link in ["#registration/also-nonsense", "#registration?run=connect.foo.bar"] {
            let before = page.texts("[data-notice]");
            page.go_to(link);
            page.wait_until("something else is said", || page.texts("[data-notice]") != before);
            assert_nothing_is_stale(page, link);
        }
    });
}

/// What a reader of the registration model sees of its words, in the order of its text.
const WORDS_OF_A_MODEL: [&str; 20] = [
    "\"Client registration with Interaction Server",
    "\"How a client becomes known",
    "\"Genesys eServices",
    "\"Interaction Server",
    "\"not registered, error received",
    "\"registration timeout",
    "\"A client connects to Interaction Server",
    "\"Successful registration, step 1",
    "\"The connection stays open",
    "\"How long is the timeout",
    "\"from the first error",
    "\"The reference gives no length",
    "\"timeout {}",
    "\"The client asks to be registered",
    "\"Interaction Management",
    "\"Connect",
    "\"Opens a connection to the server",
    "\"The reference says any other message",
    "\"Whoever asks to be registered is answered",
    "\"Both errors",
];
