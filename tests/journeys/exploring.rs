//! What shall hold is told as the run goes; everything that can happen is explored beside the page, counted, stopped, and shown.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a failed test is a panic")]

use crate::browsers::{Engine, Wishes};
use crate::harness::{Page, journey, journey_in};
use crate::models::{choose, wait_for_title};

/// A request that is never answered once its clerk is tired, which it must not be.
const DESK: &str = "model desk \"A desk\"\n\
    participant guest \"Guest\" played starts there\n\
    participant clerk \"Clerk\" starts awake\n\
    between guest and clerk no connection\n\
    states guest\n  there\nstates clerk\n  awake\n  tired\n\
    setting latency \"Travel time\" duration 0ms from 0ms to 0ms\n\
    message Ask\nmessage Tell\nmessage Bore\n\
    clause told \"Whoever asks is told.\"\n  at \"Page 1\"\n\
    clause bored \"Whoever is bored is tired.\"\n  at \"Page 2\"\n\
    action ask of guest \"Ask\"\n  send Ask to clerk\n  ours \"x\"\n\
    action bore of guest \"Bore\"\n  send Bore to clerk\n  ours \"x\"\n\
    in clerk awake\n  on Ask\n    answer Tell\n    cites told\n  on Bore\n    become tired\n    cites bored\n\
    in clerk tired\n  on Bore\n    note \"sleeps\"\n    ours \"x\"\n\
    in guest there\n  on Tell\n    note \"knows it\"\n    ours \"x\"\n\
    never tired \"The clerk is never tired\"\n  when clerk in tired\n\
    never alone \"The guest is there\"\n  when guest not in there\n";

fn verdict(page: &Page, property: &str) -> String {
    page.attr(&format!("[data-property={property}]"), "data-verdict")
}

/// Explores, and waits until all that comes has come.
fn explore(page: &Page) {
    page.click("[data-tab=rules]");
    page.click("[data-control=explore]");
    page.wait_for("[data-explored]:not([data-running])");
}

#[test]
fn a_property_is_violated_at_its_row_as_it_happens_and_holds_again_before_it() {
    journey("", |page| {
        choose(page, "desk.lifeline", DESK);
        wait_for_title(page, "A desk");
        page.click("[data-tab=rules]");
        page.click("[data-action=ask]");
        page.wait_until("it holds", || verdict(page, "tired") == "holds" && verdict(page, "alone") == "holds");
        assert_eq!(page.count("[data-violation]"), 0);
        page.click("[data-action=bore]");
        page.wait_until("it is violated", || verdict(page, "tired") == "violated");
        assert_eq!(verdict(page, "alone"), "holds");
        let row = page.attr("[data-violation]", "data-event");
        // Its entry leads to that row.
        page.click("[data-property=tired] button");
        page.wait_for(&format!(".selected[data-event='{row}']"));
        page.click("[data-control=undo]");
        page.wait_until("it holds again", || verdict(page, "tired") == "holds" && page.count("[data-violation]") == 0);
    });
}

/// What is explored leads to runs that show it.
pub fn explored(engine: Engine) {
    journey_in(engine, Wishes::default(), None, |page| {
        page.open("");
        choose(page, "desk.lifeline", DESK);
        wait_for_title(page, "A desk");
        explore(page);
        let states: usize = page.attr("[data-explored]", "data-explored").parse().unwrap();
        assert_eq!(states, 2, "awake and tired");
        // In this run nothing was done: others show the rest.
        assert_eq!(page.count("[data-statement] [data-shown]"), 2);
        assert_eq!((verdict(page, "tired"), page.count("[data-property=tired] .violation")), ("holds".into(), 1));
        assert_eq!(page.count("[data-property=alone] .violation"), 0);
        page.click("[data-found=unhandled] summary");
        page.wait_for("[data-found=unhandled] a");
        assert!(page.text("[data-found=unhandled] a").contains("Ask"), "a tired clerk takes no request");
        page.click("[data-found=ends] summary");
        page.wait_for("[data-found=ends] a");
        assert_eq!(page.count("[data-found=ends] a"), 2);
        page.click("[data-found=rules] summary");
        page.wait_for("[data-found=rules] a");
        assert_eq!(page.count("[data-found=rules] a"), 4, "no rule has a row yet");
        assert_eq!(page.count("[data-found=nowhere]"), 0, "each is taken in some run");
        page.click("[data-property=tired] .violation");
        page.wait_until("the run is open", || verdict(page, "tired") == "violated");
        assert_eq!(page.count("[data-found=rules] a"), 3, "one has a row");
        page.wait_for("[data-statement='1'][data-lit]");
    });
}

#[test]
fn an_exploration_counts_up_and_can_be_stopped_while_the_page_is_used() {
    journey("registration/not-valid", |page| {
        page.click("[data-tab=rules]");
        page.click("[data-control=explore]");
        page.wait_for("[data-explored][data-running]");
        let count = || page.attr("[data-explored]", "data-explored").parse::<usize>().unwrap();
        page.wait_until("it counts", || count() > 0);
        let first = count();
        // The page is as quick as ever meanwhile.
        page.click("[data-action=connect]");
        page.wait_until("it counts on", || count() > first || page.count("[data-running]") == 0);
        if page.count("[data-running]") > 0 {
            page.click("[data-control=explore]");
        }
        page.wait_for("[data-explored]:not([data-running])");
        let stopped = count();
        page.click("[data-tab=log]");
        page.click("[data-tab=rules]");
        assert_eq!(count(), stopped);
        // Another model knows nothing of it.
        page.open("tcp");
        page.wait_until("it is forgotten", || page.count("[data-explored]") == 0);
    });
}
