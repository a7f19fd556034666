//! The reader goes through a run: what stands out is marked along it, and what an input in the past drops can be had back.

use crate::controls::{back_by_step, is_at_end, play_all_of, set};
use crate::harness::{Page, journey, key};
use serde_json::json;

fn clock(page: &Page) -> String {
    page.attr("[data-clock]", "data-clock")
}

#[test]
fn what_stands_out_is_marked_and_a_mark_leads_there() {
    journey("registration/too-late", |page| {
        page.wait_for(".marks .lost");
        for kind in ["opened", "timer-expired", "lost"] {
            assert_eq!(page.count(&format!(".marks .{kind}")), 1, "{kind}");
        }
        let script = "const range = document.querySelector('[data-timeline]');
            range.value = document.querySelector('.marks .timer-expired').parentElement.dataset.mark;
            range.dispatchEvent(new InputEvent('input', { bubbles: true }))";
        page.script(script, &[]);
        let there = page.attr("[data-transcript] [data-kind=timer-expired]", "data-at");
        page.wait_until("the clock is there", || clock(page) == there);
        let value = page.attr("[data-timeline]", "aria-valuetext");
        assert!(value.contains(": Timer expired"), "{value}");
        // The range beside the marks is still one.
        page.focus("[data-timeline]");
        page.press(&[key::HOME]);
        page.wait_until("at the start", || clock(page) == "0");
        page.click("[data-control=reset]");
        page.wait_until("an empty run has none", || page.count(".marks path") == 0);
    });
}

#[test]
fn a_long_run_has_few_marks() {
    let link = format!("registration?run={}end", "connect.disconnect.".repeat(300));
    journey(&link, |page| {
        page.wait_for(".marks svg");
        let places = page.count(".marks svg");
        assert!((20..=40).contains(&places), "{places}");
    });
}

#[test]
fn what_is_dropped_is_said_and_comes_back() {
    journey("registration/not-valid", |page| {
        back_by_step(page);
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
        back_by_step(page);
        page.wait_until("one back", || clock(page) == "0");
        page.click("[data-control=wait]");
        page.wait_for(".toast [data-dropped]");
        page.click(".toast [data-dropped=forget]");
        page.wait_until("it is dismissed", || page.count("[data-dropped]") == 0);
        assert_eq!(clock(page), "1000");
    });
}

/// The number of the last row that is shown, or 0.
fn row(page: &Page) -> usize {
    page.attrs(".body [data-event]", "data-event").iter().filter_map(|number| number.parse().ok()).max().unwrap_or(0)
}

#[test]
fn a_run_is_walked_row_by_row_and_the_recorded_rest_stands_dimmed() {
    journey("registration/both-errors", |page| {
        // All of it is drawn, so that rows can be counted.
        page.resize(1440, 1600);
        page.wait_until("all rows", || page.count(".body [data-event]") == 15);
        for left in (0..15).rev() {
            if left % 2 == 0 {
                page.click("[data-control=back]")
            } else {
                page.press(&[key::LEFT])
            }
            page.wait_until(&format!("row {left}"), || row(page) == left);
            assert_eq!(page.count(".body .row.upcoming .hit"), 15 - left as u64);
            assert_eq!(page.count(".body .ghost"), 0, "no other future is told");
            assert_eq!(page.value("[data-timeline]"), left.to_string());
        }
        assert_eq!(page.attr("[data-control=back]", "aria-disabled"), "true");
        // A request before its answer.
        for _ in 0..4 {
            page.press(&[key::RIGHT]);
        }
        page.wait_until("the request", || row(page) == 4);
        assert_eq!(page.attr("[data-state=server]", "data-value"), "unregistered");
        page.wait_until("the address says where", || page.fragment().contains("at=4"));
        page.reload();
        page.wait_until("it stands there again", || row(page) == 4);
        // A row that is still to come can be pressed, and gone to.
        page.script("document.querySelectorAll('.body .row.upcoming .hit')[1].dispatchEvent(new MouseEvent('click', { bubbles: true }))", &[]);
        page.wait_for("[data-control=go-here]");
        page.click("[data-control=go-here]");
        page.wait_until("exactly there", || row(page) == 6);
        for _ in 0..9 {
            page.click("[data-control=forward]");
        }
        page.wait_until("at the end", || is_at_end(page) && row(page) == 15);
    });
}

#[test]
fn undo_takes_back_whatever_was_done_last() {
    journey("registration?run=end", |page| {
        let mut links: Vec<String> = vec![page.fragment()];
        let mut done = |what: &str, act: &dyn Fn()| {
            let before = page.fragment();
            act();
            page.wait_until(what, || page.fragment() != before);
            links.push(page.fragment());
        };
        done("an action", &|| page.click("[data-action=connect]"));
        done("an error", &|| page.press(&["3"]));
        done("a wait", &|| page.click(".wait button"));
        done("a setting", &|| set(page, "timeout", "20 s"));
        done("a skip", &|| page.press(&["n"]));
        done("starting over", &|| page.click("[data-control=reset]"));
        done("a scenario", &|| play_all_of(page, "not-valid"));
        let back: Vec<&String> = links.iter().rev().skip(1).collect();
        for (place, link) in back.iter().enumerate() {
            match place % 3 {
                0 => page.press_with(key::CONTROL, "z"),
                1 => page.press(&["u"]),
                _ => page.click("[data-control=undo]"),
            }
            page.wait_until(&format!("back to {link}"), || page.fragment() == **link);
        }
        assert_eq!(page.attr("[data-control=undo]", "aria-disabled"), "true");
        page.press_with(key::CONTROL, "y");
        page.wait_until("done again", || page.fragment() == links[1]);
    });
}

/// A key as a keyboard of that layout tells of it.
fn stroke(page: &Page, key: &str, code: &str, has_control: bool) {
    let script = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
        { key: arguments[0], code: arguments[1], ctrlKey: arguments[2], bubbles: true, cancelable: true }))";
    page.script(script, &[json!(key), json!(code), json!(has_control)]);
}

#[test]
fn keys_work_from_the_first_second_with_caps_lock_and_on_any_layout() {
    journey("registration?run=connect.register-invalid.end", |page| {
        assert_eq!(page.script("return document.activeElement === document.body", &[]), json!(true));
        // Caps Lock.
        stroke(page, "N", "KeyN", false);
        page.wait_until("skipped", || clock(page) == "10000");
        stroke(page, "U", "KeyU", false);
        page.wait_until("taken back", || clock(page) == "0");
        // A Cyrillic layout.
        stroke(page, "т", "KeyN", false);
        page.wait_until("skipped", || clock(page) == "10000");
        stroke(page, "я", "KeyZ", true);
        page.wait_until("taken back", || clock(page) == "0");
        // Digits that need Shift, and digits of another script.
        stroke(page, "ç", "Digit5", false);
        page.wait_until("disconnected", || page.attr("[data-state=client]", "data-value") == "disconnected");
        stroke(page, "١", "Digit1", false);
        page.wait_until("connected", || page.attr("[data-state=client]", "data-value") == "connected");
    });
}
