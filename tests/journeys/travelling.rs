//! The reader goes through a run: what stands out is marked along it, and what an input in the past drops can be had back.

use crate::harness::{Page, journey, key};

fn clock(page: &Page) -> String {
    page.attr("[data-clock]", "data-clock")
}

#[test]
fn what_stands_out_is_marked_and_a_mark_leads_there() {
    journey("registration/too-late", |page| {
        page.wait_for(".marks .lost");
        for kind in ["opened", "closed", "timer-expired", "lost"] {
            assert_eq!(page.count(&format!(".marks .{kind}")), 1, "{kind}");
        }
        let words = page.texts(".marks title").join(" ");
        assert!(words.contains("Connection opened: 0 s") && words.contains("Message lost: "), "{words}");
        page.click(".marks .timer-expired");
        let there = page.attr("[data-transcript] [data-kind=timer-expired]", "data-at");
        page.wait_until("the clock is there", || clock(page) == there);
        let value = page.attr("[data-timeline]", "aria-valuetext");
        assert!(value.contains(": Timer expired, Connection closed"), "{value}");
        // The range beside the marks is still one.
        page.focus("[data-timeline]");
        page.press(&[key::HOME]);
        page.wait_until("at the start", || clock(page) == "0");
        page.click("[data-control=reset]");
        page.wait_until("an empty run has none", || page.count(".marks") == 0);
    });
}

#[test]
fn a_long_run_has_few_marks() {
    let link = format!("registration?run={}end", "connect.disconnect.".repeat(300));
    journey(&link, |page| {
        page.wait_for(".marks svg");
        let places = page.count(".marks > svg");
        assert!((20..=40).contains(&places), "{places}");
        let words = page.texts(".marks title").join(" ");
        assert!(words.contains("Connection opened: ") && words.contains(" times at 0 s"), "{words}");
    });
}

#[test]
fn what_is_dropped_is_said_and_comes_back() {
    journey("registration/not-valid", |page| {
        page.click("[data-control=back]");
        page.wait_until("one back", || clock(page) == "0");
        page.click("[data-action=send-other]");
        page.wait_for(".toast [data-dropped]");
        assert!(page.text(".toast").contains("4 later things were dropped."), "{}", page.text(".toast"));
        page.wait_until("it is announced", || page.text("[aria-live]").ends_with("4 later things were dropped."));
        page.focus(".toast [data-dropped=undo]");
        page.press(&[key::ENTER]);
        page.wait_until("it is gone", || page.count("[data-dropped]") == 0);
        // The focus is where single keys work.
        page.press(&[key::END]);
        page.wait_until("it is all back", || clock(page) == "10000");
        page.press(&[key::LEFT]);
        page.wait_until("one back", || clock(page) == "0");
        page.click("[data-control=wait]");
        page.wait_for(".toast [data-dropped]");
        page.click(".toast [data-dropped=forget]");
        page.wait_until("it is dismissed", || page.count("[data-dropped]") == 0);
        assert_eq!(clock(page), "1000");
    });
}
