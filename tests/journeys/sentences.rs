//! The list of sentences is in step with the diagram, walked with the keyboard, and as long as the run, however little of it is there.

use crate::controls::show;
use crate::harness::{Page, journey, key};
use serde_json::json;

/// 200 requests, each answered: some 400 events.
const LONG: &str = "registration?run=connect.200x-send-other.next.end";

fn focused(page: &Page) -> String {
    page.script("return document.activeElement.dataset.event ?? ''", &[]).as_str().unwrap_or_default().to_owned()
}

fn selected(page: &Page) -> Vec<String> {
    page.attrs("[data-transcript] [aria-current]", "data-event")
}

/// Whether all of a sentence is in sight.
fn is_seen(page: &Page, number: u32) -> bool {
    let script = "const e = document.querySelector(`[data-transcript] [data-event='${arguments[0]}']`);
        if (!e) return false;
        const r = e.getBoundingClientRect(), v = e.closest('.transcript > div').getBoundingClientRect();
        return r.top >= v.top - 1 && r.bottom <= v.bottom + 1";
    page.script(script, &[json!(number)]) == json!(true)
}

#[test]
fn a_link_to_a_row_shows_its_sentence_as_well() {
    for number in [99, 100] {
        journey(&format!("registration?at={number}&run=connect.200x-send-other.next.end"), |page| {
            assert_eq!(selected(page), [number.to_string()]);
            show(page, "log");
            page.wait_until("its sentence is in sight", || is_seen(page, number));
            page.wait_for(&format!(".stage [data-event='{number}'].selected"));
        });
    }
}

#[test]
fn a_long_run_tells_its_length_and_is_walked_from_end_to_end() {
    journey(LONG, |page| {
        let count: u32 = page.attr("[data-transcript] li:last-child", "data-event").parse().unwrap_or_default();
        assert!(count > 400, "{count}");
        assert!(page.count("[data-transcript] li") < 200, "only a part of the list is there");
        show(page, "log");
        assert_eq!(page.attr("[data-transcript] li", "aria-setsize"), count.to_string());
        page.focus("[data-transcript] [tabindex='0']");
        assert_eq!(focused(page), count.to_string(), "the newest is where Tab leads");
        for (keys, there) in
            [(key::HOME, 1), (key::DOWN, 2), (key::PAGE_DOWN, 12), (key::END, count), (key::UP, count - 1)]
        {
            page.press(&[keys]);
            page.wait_until(&format!("sentence {there}"), || focused(page) == there.to_string());
            let sentence = format!("[data-transcript] [data-event='{there}']");
            assert_eq!(page.attr(&sentence, "aria-posinset"), there.to_string());
            assert_eq!(selected(page), [there.to_string()]);
            page.wait_until("its row is in the diagram", || {
                page.count(&format!("svg [data-event='{there}'].selected")) == 1
            });
        }
    });
}

#[test]
fn a_long_run_is_scrolled_to_its_beginning() {
    journey(LONG, |page| {
        show(page, "log");
        let scroll = |to: &str| {
            page.script(&format!("const e = document.querySelector('.transcript > div'); e.scrollTop = {to}"), &[]);
        };
        page.wait_until("the beginning", || {
            scroll("-e.scrollHeight");
            is_seen(page, 1)
        });
        page.wait_until("the end", || {
            scroll("0");
            is_seen(page, page.attr("[data-transcript] li", "aria-setsize").parse().unwrap_or_default())
        });
    });
}

#[test]
fn rows_sentences_and_statements_show_each_other() {
    journey("registration/both-errors", |page| {
        page.click("svg [data-event='11']");
        page.wait_until("its sentence", || selected(page) == ["11"]);
        assert_eq!(page.attr("[data-tab=inspect]", "aria-selected"), "true", "what it is is told");
        page.wait_until("its statement", || {
            page.texts(".reference [data-marked]").iter().any(|said| said.contains("In either case the server answers"))
        });
        // Its request is one press away, and leads back.
        page.click(".related [data-event='10']");
        page.wait_until("its request", || selected(page) == ["10"]);
        assert!(page.text(".panel.selected").contains("RequestAgentLogin"));
        page.click(".related [data-event='11']");
        page.wait_until("its answer", || selected(page) == ["11"]);
        // A statement marks its rows while it is looked at, and pressed it leads to them, one after the other.
        show(page, "rules");
        let error = "[data-statement='6'] button";
        page.focus(error);
        page.wait_until("its rows", || page.attrs("svg [data-marked]", "data-event").len() > 1);
        let rows = page.attrs("[data-transcript] [data-marked]", "data-event");
        page.press(&[key::ENTER]);
        page.wait_until("one of them is selected", || rows.contains(&selected(page).concat()));
        let first = selected(page);
        page.press(&[key::ENTER]);
        page.wait_until("the next is", || selected(page) != first && rows.contains(&selected(page).concat()));
        assert_eq!(page.attr("[data-tab=rules]", "aria-selected"), "true", "the statements stay");
        // So does the log, where its sentences are walked.
        show(page, "log");
        page.click("[data-transcript] [data-event='10']");
        page.wait_until("its row is selected", || page.count("svg [data-event='10'].selected") == 1);
        assert_eq!(page.attr("[data-tab=log]", "aria-selected"), "true");
    });
}

#[test]
fn the_messages_of_the_run_stand_with_their_protocol() {
    journey("registration/both-errors", |page| {
        show(page, "messages");
        let rows: Vec<String> =
            page.texts(".messages tbody tr").iter().map(|row| row.replace(['\n', '\t'], " ")).collect();
        assert_eq!(rows.len(), 3, "{rows:?}");
        assert!(rows[1].contains("EventError") && rows[1].contains("Interaction Management"), "{rows:?}");
        assert!(rows[1].contains("Interaction Server to Client") && rows[1].contains("2 times"), "{rows:?}");
        // No protocol is printed for requests, so none is given.
        assert!(rows[0].contains("RequestRegisterClient") && rows[0].contains("none is given"), "{rows:?}");
    });
}

#[test]
fn words_are_found_in_a_run_of_any_length() {
    let long = ["registration?timeout=1h&run=connect.", &"send-other.".repeat(400), "end"].concat();
    journey(&long, |page| {
        page.wait_for(".body [data-event]");
        page.press(&["/"]);
        page.wait_until("the field has the focus", || {
            page.script("return document.activeElement.dataset.control", &[]) == json!("find")
        });
        page.fill("[data-control=find]", "ReferenceId 77");
        page.press(&[key::ENTER]);
        page.wait_until("the row is selected", || selected(page).len() == 1);
        assert!(page.text("[data-transcript] [aria-current]").contains("ReferenceId 77"));
        page.press(&["x", key::ENTER]);
        page.wait_for("[data-control=find][aria-invalid]");
    });
}
