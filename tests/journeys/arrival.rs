//! A run plays on arrival, once, and hands over to the reader; a scenario that is pressed plays as well, and Play always plays.

use crate::controls::{is_at_end, is_playing, play_all_of};
use crate::harness::{Page, browse, journey};
use serde_json::json;

const YOUR_TURN: &str = "Your turn: press what you would do.";

/// Notes how many sentences there are, whenever that changes.
const WATCH: &str = "globalThis.counts = [];
    new MutationObserver(() => {
        const count = document.querySelectorAll('[data-transcript] [data-event]').length;
        if (count !== (counts.at(-1) ?? 0)) counts.push(count);
    }).observe(document, { childList: true, subtree: true });";

fn watch_arrival(page: &Page) {
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }));
}

/// How many sentences there were, one time after the other.
fn counts(page: &Page) -> Vec<u64> {
    let counts = page.script("return counts", &[]);
    counts.as_array().into_iter().flatten().filter_map(serde_json::Value::as_u64).collect()
}

#[track_caller]
fn wait_for_turn(page: &Page) {
    page.wait_until("it is the reader's turn", || page.texts(".toast").concat().contains(YOUR_TURN));
    assert!(!is_playing(page) && is_at_end(page));
}

/// Fails unless the rows have come a few at a time, from none to all.
#[track_caller]
fn came_little_by_little(page: &Page, all: u64) {
    let counts = counts(page);
    assert!(counts.len() > 2 && counts.is_sorted() && counts.last() == Some(&all), "{counts:?}");
}

#[test]
fn a_run_plays_on_arrival_and_then_it_is_the_readers_turn() {
    browse(|page| {
        watch_arrival(page);
        page.open("");
        wait_for_turn(page);
        came_little_by_little(page, 15);
        assert_eq!(page.attr("[data-clock]", "data-clock"), "10000");
        assert_eq!(page.attrs("[data-scenario][aria-current]", "data-scenario"), ["both-errors"]);
        // Nobody has done anything: the address and the history are as they were.
        assert_eq!(
            (page.fragment(), page.attr("[data-control=undo]", "aria-disabled")),
            (String::new(), "true".into())
        );
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn where_motion_is_reduced_the_whole_run_stands_there() {
    browse(|page| {
        page.prefer(&[("prefers-reduced-motion", "reduce")]);
        watch_arrival(page);
        page.open("");
        page.wait_until("the run", || is_at_end(page) && page.attr("[data-clock]", "data-clock") == "10000");
        assert_eq!(counts(page), [15], "nothing has moved");
        assert!(!is_playing(page));
        // Nor does a scenario.
        page.script("counts.length = 0", &[]);
        page.click("[data-scenario=not-valid]");
        page.wait_until("the scenario", || page.fragment() == "#registration/not-valid" && is_at_end(page));
        assert!(!is_playing(page));
        assert_eq!(counts(page).len(), 1, "{:?}", counts(page));
    });
}

#[test]
fn what_the_reader_does_during_the_arrival_takes_over_at_once() {
    journey("", |page| {
        page.wait_until("it is connected", || page.attr("[data-action=disconnect]", "aria-disabled") != "true");
        page.click("[data-action=disconnect]");
        page.wait_until("disconnected", || page.attr("[data-state=client]", "data-value") == "disconnected");
        page.wait_until("it plays no more", || !is_playing(page) && is_at_end(page));
        page.wait_until("the address follows", || page.fragment().ends_with("disconnect.end"));
        assert!(!page.texts(".toast").concat().contains(YOUR_TURN));
    });
    // Stopped, it stays where it is.
    journey("", |page| {
        page.wait_until("it plays", || is_playing(page));
        page.click("[data-control=play]");
        page.wait_until("it is stopped", || !is_playing(page));
        let there = page.attr("[data-clock]", "data-clock");
        page.settle();
        assert_eq!(page.attr("[data-clock]", "data-clock"), there);
        assert!(!is_at_end(page));
    });
}

#[test]
fn play_always_plays() {
    // With nothing done, it is the scenario of the arrival.
    journey("registration?run=end", |page| {
        page.script(WATCH, &[]);
        page.click("[data-control=play]");
        wait_for_turn(page);
        came_little_by_little(page, 15);
        assert_eq!(page.fragment(), "#registration/both-errors");
    });
    // At the end, the run once more, whatever its steps were.
    journey("registration?run=connect.register.disconnect.end", |page| {
        let all = page.count("[data-transcript] [data-event]");
        assert_eq!(page.attr("[data-control=play]", "title"), "Replay");
        page.click("[data-control=play]");
        page.wait_until("it begins again", || page.count("[data-transcript] [data-event]") < all);
        wait_for_turn(page);
        assert_eq!(page.count("[data-transcript] [data-event]"), all);
    });
}

#[test]
fn actions_stay_where_they_are_when_the_reader_takes_over() {
    browse(|page| {
        page.open("");
        wait_for_turn(page);
        let places =
            "return [...document.querySelectorAll('[data-action]')].map((it) => it.getBoundingClientRect().top)";
        let before = page.script(places, &[]);
        page.click("[data-action=connect]");
        page.wait_until("nothing is said any more", || page.count(".toast") == 0);
        assert_eq!(page.script(places, &[]), before);
    });
}

#[test]
fn a_scenario_plays_and_a_second_press_shows_all_of_it() {
    journey("registration?run=end", |page| {
        page.script(WATCH, &[]);
        page.click("[data-scenario=not-valid]");
        wait_for_turn(page);
        came_little_by_little(page, page.count("[data-transcript] [data-event]"));
        assert_eq!(page.attr("[data-clock]", "data-clock"), "10000");
        page.script("counts.length = 0", &[]);
        play_all_of(page, "too-late");
        assert!(!is_playing(page));
        assert_eq!(page.count(".toast"), 0, "it was not played to its end");
        assert_eq!(page.attr("[data-clock]", "data-clock"), "12500");
        page.back();
        page.wait_until("the one before, as a whole", || {
            page.fragment() == "#registration/not-valid" && is_at_end(page) && !is_playing(page)
        });
    });
}
