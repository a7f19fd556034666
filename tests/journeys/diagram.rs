//! The diagram in a real browser: the newest row is in sight unless the reader looks elsewhere, its size is the reader's, and rows appear one after another.

use crate::harness::{Page, journey, key};
use serde_json::json;

/// Whether the row of the newest event is between the heads and the lower edge of the diagram.
fn newest_is_in_sight(page: &Page) -> bool {
    let script = "const rows = [...document.querySelectorAll('.body [data-event]')];
        const newest = rows.reduce((a, b) => Number(a.dataset.event) > Number(b.dataset.event) ? a : b).getBoundingClientRect();
        const sight = document.querySelector('.scroller').getBoundingClientRect();
        const heads = document.querySelector('.heads').getBoundingClientRect();
        return newest.top >= heads.bottom - 1 && newest.bottom <= sight.bottom + 1;";
    page.script(script, &[]) == json!(true)
}

fn width(page: &Page) -> i64 {
    page.attr(".body", "width").parse().unwrap_or(0)
}

#[test]
fn the_newest_row_is_in_sight_unless_the_reader_has_scrolled_away() {
    for (wide, high) in [(360, 740), (1280, 800)] {
        journey("registration?timeout=1h&run=connect.20x-send-other.end", |page| {
            page.resize(wide, high);
            page.settle();
            page.wait_until("the newest row is in sight", || newest_is_in_sight(page));
            page.resize(wide, high - 60);
            page.settle();
            page.wait_until("also with less room", || {
                newest_is_in_sight(page) && page.count("[data-control=newest]") == 0
            });
            page.click("[data-action=send-other]");
            page.wait_until("the new one, too", || {
                page.count(".body [data-event=\"48\"]") == 1 && newest_is_in_sight(page)
            });
            assert_eq!(page.count("[data-control=newest]"), 0);
            page.script("document.querySelector('.scroller').scrollTop = 0", &[]);
            page.wait_for("[data-control=newest]");
            page.click("[data-control=newest]");
            page.wait_until("a press leads back", || {
                newest_is_in_sight(page) && page.count("[data-control=newest]") == 0
            });
            page.script("document.querySelector('.scroller').scrollTop = 0", &[]);
            page.wait_for("[data-control=newest]");
            page.click("[data-action=send-other]");
            page.wait_until("what the reader does leads to what comes of it", || {
                page.count(".body [data-event=\"50\"]") == 1 && newest_is_in_sight(page)
            });
        });
    }
}

#[test]
fn the_diagram_is_larger_or_smaller_by_keys_and_buttons_and_the_wheel_scrolls() {
    journey("registration/both-errors", |page| {
        page.wait_for(".body [data-event]");
        let whole = width(page);
        page.focus(".scroller");
        page.press(&["+", "+"]);
        page.wait_until("larger", || width(page) == whole * 3 / 2);
        page.press(&["-"]);
        page.wait_until("smaller", || width(page) == whole * 5 / 4);
        page.click("[data-control=fit]");
        page.wait_until("as it was", || width(page) == whole);
        page.click("[data-control=smaller]");
        page.wait_until("smaller", || width(page) == whole * 9 / 10);
        let script = "const e = new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true });
            return document.querySelector('.scroller').dispatchEvent(e)";
        assert_eq!(page.script(script, &[]), true, "nothing takes the wheel away");
        assert_eq!(width(page), whole * 9 / 10);
        page.press(&[key::TAB, "0"]);
        page.wait_until("it fits", || width(page) == whole);
    });
}

#[test]
fn rows_appear_one_after_another_where_motion_is_welcome_and_are_there_from_the_first() {
    let delays = "return document.getAnimations().filter(a => a.animationName == 'row')
        .map(a => a.effect.getTiming().delay).sort((a, b) => a - b)";
    for (motion, moves) in [("no-preference", true), ("reduce", false)] {
        journey("registration?run=connect.end", |page| {
            page.prefer(&[("prefers-reduced-motion", motion)]);
            page.settle();
            // What they are asked for in the same task can't be over yet.
            let script = format!(
                "document.querySelector('[data-action=register-invalid]').click();
                 return new Promise(done => {{
                     const look = () => document.querySelector('.body [data-kind=timer-set]')
                         ? done((() => {{ {delays} }})()) : setTimeout(look, 0);
                     look();
                 }})"
            );
            let found = page.script(&script, &[]);
            let found: Vec<i64> =
                found.as_array().into_iter().flatten().filter_map(serde_json::Value::as_i64).collect();
            assert_eq!(!found.is_empty(), moves, "{found:?}");
            assert!(found.windows(2).all(|pair| pair[1] - pair[0] <= 200), "{found:?}");
            assert_eq!(page.count(".body [data-event]"), page.count("[data-transcript] [data-event]"), "all are there");
            page.settle();
            // Scrolled away and back, or redrawn: nothing moves again.
            page.script("document.querySelector('.scroller').scrollTop = 0", &[]);
            page.click(".body [data-event=\"1\"]");
            page.wait_for(".body .selected");
            assert_eq!(page.script(delays, &[]), json!([]));
        });
    }
}

#[test]
fn the_columns_fold_and_the_browser_remembers_which() {
    journey("registration/both-errors", |page| {
        page.resize(1440, 900);
        page.wait_for(".body [data-event]");
        let seen =
            |css: &str| page.script("return document.querySelector(arguments[0]).checkVisibility()", &[json!(css)]);
        page.press(&["["]);
        page.wait_until("the left one is folded", || seen(".start") == json!(false));
        assert_eq!(seen(".end"), json!(true));
        page.click("[data-control=fold-panels]");
        page.wait_until("and the right one", || seen(".end") == json!(false));
        page.reload();
        page.wait_for(".body [data-event]");
        assert_eq!((seen(".start"), seen(".end")), (json!(false), json!(false)));
        // Whoever looks for words looks at the list that they stand in.
        page.press(&["/"]);
        page.wait_until("the panels are there again", || seen("[data-control=find]") == json!(true));
        page.click("[data-control=fold-actions]");
        page.wait_until("and the left column", || seen(".start") == json!(true));
    });
}

#[test]
fn ctrl_and_the_wheel_zoom_and_a_mouse_that_drags_presses_nothing() {
    journey("registration/both-errors", |page| {
        page.resize(1440, 700);
        page.wait_for(".body [data-event]");
        let before = width(page);
        let wheel = "const view = document.querySelector('.scroller');
            const wheel = new WheelEvent('wheel', { deltaY: -120, ctrlKey: true, bubbles: true, cancelable: true });
            view.dispatchEvent(wheel);
            return wheel.defaultPrevented";
        assert_eq!(page.script(wheel, &[]), json!(true), "the page itself is not zoomed");
        page.wait_until("it is larger", || width(page) > before);

        page.wait_until("the newest row is in sight", || newest_is_in_sight(page));
        let drag = "const view = document.querySelector('.scroller'), before = view.scrollTop;
            const row = [...view.querySelectorAll('.body [data-event]')].pop();
            const at = (kind, x, y, buttons) => row.dispatchEvent(
                new MouseEvent(kind, { clientX: x, clientY: y, buttons, button: 0, detail: 1, bubbles: true, cancelable: true }));
            at('mousedown', 600, 400, 1);
            at('mousemove', 600, 450, 1);
            at('mousemove', 600, 500, 1);
            at('mouseup', 600, 500, 0);
            at('click', 600, 500, 0);
            return before - view.scrollTop";
        assert_eq!(page.script(drag, &[]), json!(100));
        page.settle();
        assert_eq!(page.count(".body .selected"), 0, "a drag is no press");
    });
}

#[test]
fn a_press_beside_the_rows_selects_none_of_them() {
    journey("registration/both-errors", |page| {
        page.resize(1440, 900);
        page.click(".body [data-event='15']");
        page.wait_for(".body .selected");
        let drag = "const view = document.querySelector('.scroller');
            const at = (kind, y, buttons) => view.dispatchEvent(
                new MouseEvent(kind, { clientX: 600, clientY: y, buttons, button: 0, detail: 1, bubbles: true, cancelable: true }));
            at('mousedown', 400, 1);
            at('mousemove', 450, 1);
            at('mouseup', 450, 0);
            at('click', 450, 0)";
        page.script(drag, &[]);
        page.settle();
        assert_eq!(page.count(".body .selected"), 1, "a drag is no press");
        let beside = "const { right, bottom } = document.querySelector('.scroller').getBoundingClientRect();
            document.elementFromPoint(right - 40, bottom - 40).click()";
        page.script(beside, &[]);
        page.wait_until("nothing is selected", || page.count(".body .selected") == 0);
    });
}
