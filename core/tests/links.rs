//! Links are written in one way, read in many, and whatever is wrong with one is said in words while the rest is played.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::registration;
use lifeline_core::link::{LONGEST, Opened, address, open, write};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn opened(fragment: &str) -> Opened {
    let model = registration();
    let address = address(fragment);
    assert!(address.too_long || address.model == "registration", "{fragment}");
    open(&model, &address)
}

fn written(opened: &Opened) -> String {
    write(&opened.run, opened.scenario)
}

#[test]
fn a_canonical_link_is_written_as_it_was_read() {
    for link in [
        "registration?run=end",
        "registration?run=connect.register.end",
        "registration?run=connect.3x-send-other.end",
        "registration?run=connect.register-invalid.2s.next.end",
        "registration?timeout=30s&run=connect.register-invalid.next.end",
        "registration?timeout=100ms&timer-starts=each-error&retry=refused&latency=1m&run=end",
        "registration?timer-starts=connect&run=connect.1500ms.end",
        "registration?at=0&run=connect.register.end",
        "registration?at=3&run=connect.register.end",
        "registration/successful",
        "registration/too-late",
        "registration/silent-client?timer-starts=first-error&at=2",
        "registration/not-valid?timeout=1m",
    ] {
        let opened = opened(link);
        if link.starts_with("registration/silent-client?timer-starts") {
            // Without its timer this scenario has nothing to go on to; what is left is a run of its own.
            assert_eq!(opened.notices.len(), 1, "{:?}", opened.notices);
            assert_eq!(written(&opened), "registration?run=connect.end");
            continue;
        }
        assert_eq!(opened.notices, [""; 0], "{link}");
        assert_eq!(written(&opened), link);
    }
}

#[test]
fn other_ways_to_write_a_link_are_read_and_written_canonically() {
    for (link, canonical) in [
        ("#registration", "registration?run=end"),
        ("registration?", "registration?run=end"),
        ("registration?&&run=end&", "registration?run=end"),
        ("registration?run=connect.1s.1s.500ms.end", "registration?run=connect.2500ms.end"),
        ("registration?run=connect.120s.0ms.end", "registration?run=connect.2m.end"),
        ("registration?run=connect.send-other.2x-send-other.end", "registration?run=connect.3x-send-other.end"),
        ("registration?run=1x-connect.end", "registration?run=connect.end"),
        ("registration?run=end&timeout=60000ms&retry=accepted", "registration?timeout=1m&run=end"),
        ("registration?latency=0ms&timeout=10s&run=end", "registration?run=end"),
    ] {
        let opened = opened(link);
        assert_eq!(opened.notices, [""; 0], "{link}");
        assert_eq!(written(&opened), canonical, "{link}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_the_rest_is_played() {
    let table: &[(&str, &str, &[&str])] = &[
        (
            "registration/sucessful",
            "registration?run=end",
            &["There is no figure called “sucessful”. Did you mean successful?"],
        ),
        (
            "registration?timout=5s&run=connect.end",
            "registration?run=connect.end",
            &["The link sets “timout”, which this protocol does not have. Did you mean timeout?"],
        ),
        (
            "registration?timeout=2d&run=connect.end",
            "registration?run=connect.end",
            &[
                "“2d” does not fit “How long is the timeout?”: a time ends with ms, s, m or h, such as 500ms, 2s, 3m or 1h. It stays 10s.",
            ],
        ),
        (
            "registration?timeout=1ms&run=end",
            "registration?run=end",
            &["“1ms” does not fit “How long is the timeout?”: it lies between 100 ms and 1 h. It stays 10s."],
        ),
        (
            "registration?timer-starts=never&run=end",
            "registration?run=end",
            &[
                "“never” does not fit “When does the timeout start?”: it is one of first-error, connect, each-error. It stays first-error.",
            ],
        ),
        (
            "registration?timeout=5s&timeout=6s&run=end",
            "registration?timeout=5s&run=end",
            &["The link gives “timeout” twice; the first one counts."],
        ),
        (
            "registration?run=connect.regster.next.end",
            "registration?run=connect.end",
            &[
                "Step 2 of the link, “regster”, is nothing that can be done here. Did you mean register?",
                "Not played either: “next”.",
            ],
        ),
        (
            "registration?run=register.connect.next.end",
            "registration?run=end",
            &["Step 1, “register”, can't be done there: Not connected yet. Not played either: connect, next."],
        ),
        (
            "registration?run=connect.next.end",
            "registration?run=connect.end",
            &["Step 2, “next”, can't be done there: Nothing is due: without an action, nothing more happens."],
        ),
        (
            "registration?run=connect.register",
            "registration?run=connect.register.end",
            &["The link does not say where its run ends, so it may have been cut off on its way."],
        ),
        (
            "registration?run=connect.",
            "registration?run=connect.end",
            &["The link does not say where its run ends, so it may have been cut off on its way."],
        ),
        (
            "registration?run=connect.end.register",
            "registration?run=connect.end",
            &["After the end of the run the link goes on with “register”, which is not played."],
        ),
        (
            "registration?run=connect.1.5s.end",
            "registration?run=connect.end",
            &["Step 2 of the link, “1.5s”: a time is a whole number; write 1500ms for one and a half seconds."],
        ),
        (
            "registration?run=connect.0x-register.end",
            "registration?run=connect.end",
            &["Step 2 of the link, “0x-register”: a repeat is a number from 1 on."],
        ),
        (
            "registration?run=connect.99999999x-send-other.end",
            "registration?run=connect.end",
            &["From “99999999x-send-other” on nothing is played: a run has 200 000 steps at most."],
        ),
        (
            "registration?run=connect.18446744073709551615x-send-other.end",
            "registration?run=connect.end",
            &["From “18446744073709551615x-send-other” on nothing is played: a run has 200 000 steps at most."],
        ),
        (
            "registration?run=connect.99999999999999999999999x-send-other.end",
            "registration?run=connect.end",
            &["Step 2 of the link, “99999999999999999999999x-send-other”: a repeat is a number from 1 on."],
        ),
        (
            "registration?run=connect.3x-send-other.1s.1s.register.register.end",
            "registration?run=connect.3x-send-other.2s.register.end",
            &[
                "Step 6, “register”, can't be done there: Already registered. The reference does not cover registering twice.",
            ],
        ),
        (
            "registration?at=99999999999&run=connect.end",
            "registration?run=connect.end",
            &["The link points to event 4294967295, but this run has 3. The end is shown."],
        ),
        (
            "registration?at=9&run=connect.end",
            "registration?run=connect.end",
            &["The link points to event 9, but this run has 3. The end is shown."],
        ),
        (
            "registration?run=register.5x-connect.1s.end",
            "registration?run=end",
            &["Step 1, “register”, can't be done there: Not connected yet. Not played either: 5x-connect, 1s."],
        ),
        (
            "registration?run=register.1s.next.1s.next.1s.next.1s.next.1s.end",
            "registration?run=end",
            &[
                "Step 1, “register”, can't be done there: Not connected yet. Not played either: 1s, next, 1s, next, 1s, next, 1s, next and more.",
            ],
        ),
        (
            "registration?at=x&run=connect.end",
            "registration?run=connect.end",
            &["“at” in the link is followed by the number of an event, not by “x”. The end is shown."],
        ),
        (
            "registration/not-valid?run=connect.end",
            "registration?run=connect.end",
            &["The link names both a figure and a run of its own; the run is shown."],
        ),
    ];
    for (link, canonical, notices) in table {
        let opened = opened(link);
        assert_eq!(opened.notices, *notices, "{link}");
        assert_eq!(written(&opened), *canonical, "{link}");
    }
}

#[test]
fn text_from_a_link_is_quoted_cut_and_made_harmless() {
    let opened = self::opened(&format!("registration?{}\u{202e}\u{7}<b>=1", "x".repeat(50)));
    assert_eq!(opened.notices, [format!("The link sets “{}…”, which this protocol does not have.", "x".repeat(40))]);
    let opened = self::opened("registration?\u{202e}\u{7}<b>=1&run=end");
    assert_eq!(opened.notices, ["The link sets “··<b>”, which this protocol does not have."]);
}

#[test]
fn a_link_beyond_all_measure_is_refused_with_a_word() {
    let opened = opened(&format!("registration?run={}", "connect.disconnect.".repeat(LONGEST / 19 + 1)));
    assert_eq!(opened.notices, ["This link is longer than a million characters and was not read."]);
    assert_eq!(opened.run.steps().len(), 0);
}

#[test]
fn a_link_lands_at_its_cursor() {
    let opened = opened("registration?at=4&run=connect.register-invalid.next.end");
    assert_eq!(opened.run.cursor(), 2);
    assert!(!opened.run.is_at_end());
    let whole = self::opened("registration?run=connect.register-invalid.next.end");
    assert_eq!(opened.run.trace(), whole.run.trace());
}

#[test]
fn every_scenario_opens_from_its_own_link_and_from_its_steps() {
    let model = registration();
    for (id, scenario) in model.scenarios() {
        let by_name = opened(&format!("registration/{}", scenario.id));
        assert_eq!(by_name.scenario, Some(id));
        let by_steps = write(&by_name.run, None);
        let by_steps = open(&Rc::clone(&model), &address(&by_steps));
        assert_eq!(by_steps.notices, [""; 0]);
        assert_eq!(by_steps.run.trace(), by_name.run.trace());
    }
}
