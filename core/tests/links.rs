//! Links are written in one way, read in many, and whatever is wrong with one is said in words while the rest is played.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::registration;
use lifeline_core::link::{
    LONGEST, Opened, address, open, outcome, read_undo_history, write, write_undo_history, write_whole,
};
use lifeline_core::model::{Model, SettingValue, Step};
use lifeline_core::simulation::run::{Run, STEPS};
use lifeline_core::simulation::settings::Settings;
use lifeline_core::time::Millis;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn opened(fragment: &str) -> Opened {
    let model = registration();
    let address = address(fragment);
    assert!(address.beyond.is_some() || address.model == "registration", "{fragment}");
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
            assert_eq!(opened.notices().len(), 1, "{:?}", opened.notices());
            assert_eq!(written(&opened), "registration?at=2&run=connect.end");
            continue;
        }
        assert_eq!(opened.notices(), [""; 0], "{link}");
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
        assert_eq!(opened.notices(), [""; 0], "{link}");
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
            &[
                "The link points to “99999999999”, but this run ends before that, after 3 things have happened. The end is shown.",
            ],
        ),
        (
            "registration?at=9&run=connect.end",
            "registration?run=connect.end",
            &["The link points to “9”, but this run ends before that, after 3 things have happened. The end is shown."],
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
        assert_eq!(opened.notices(), *notices, "{link}");
        assert_eq!(written(&opened), *canonical, "{link}");
    }
}

#[test]
fn a_model_without_figures_has_scenarios() {
    let model = common::loaded(include_str!("../../models/raft.lifeline"));
    let said = |link: &str| open(&model, &address(link)).notices();
    assert_eq!(said("raft/electoin"), ["There is no scenario called “electoin”. Did you mean election?"]);
    assert_eq!(
        said("raft/election?run=end"),
        ["The link names both a scenario and a run of its own; the run is shown."]
    );
}

#[test]
fn text_from_a_link_is_quoted_cut_and_made_harmless() {
    let opened = self::opened(&format!("registration?{}=1", "x".repeat(50)));
    assert_eq!(opened.notices(), [format!("The link sets “{}…”, which this protocol does not have.", "x".repeat(40))]);
    let opened = self::opened("registration?run=end<\u{202e}\u{7}b>");
    assert_eq!(opened.notices(), ["After the link came “<··b>”, which is no part of it and was left off."]);
}

#[test]
fn a_link_beyond_all_measure_is_refused_with_a_word() {
    let opened = opened(&format!("registration?run={}", "connect.disconnect.".repeat(LONGEST / 19 + 1)));
    assert_eq!(opened.notices(), ["This link is longer than a million characters and was not read."]);
    assert_eq!(opened.run.steps().len(), 0);
}

#[test]
fn what_is_too_much_is_refused_with_a_word_and_the_rest_is_played() {
    let table = [
        ("run=connect.1000000x-send-other.end", "a run has 200 000 steps at most"),
        ("run=connect.register.200000x-send-other.end", "a run has 200 000 steps at most"),
        ("run=connect.11x-disconnect.end", "Not connected."),
        ("run=connect.87601h.end", "ten years"),
        ("run=connect.99999999999999999999h.end", "this time is too long"),
        ("run=connect.latency.end", "nothing that can be done here"),
        ("latency=1m&run=connect.2000x-send-other.end", "1 000 messages"),
    ];
    for (query, said) in table {
        let opened = opened(&["registration?", query].concat());
        assert!(opened.notices()[0].contains(said), "{query}: {:?}", opened.notices());
        assert!(opened.run.steps().len() > 0, "{query}");
    }
    let many = opened(&format!("registration?{}run=connect.end", "timeout=1s&x=1&".repeat(30_000)));
    assert_eq!(many.notices().len(), 12, "{:?}", many.notices());
    let many = opened(&format!("registration?timeout=1s{}", "&".repeat(500_000)));
    assert_eq!(many.notices(), [""; 0]);
    let many = opened(&format!("registration?{}", (0..100_000).map(|key| format!("{key}&")).collect::<String>()));
    assert_eq!(many.notices()[0], "This link has more than 100 parts between “&”; the rest was not read.");
    let many = opened(&format!("registration?run={}end", "0ms.".repeat(249_000)));
    assert!(many.notices()[0].contains("200 000 steps"), "{:?}", many.notices());
}

/// A run of these steps as far as they can be played.
fn run(steps: &[Step]) -> Run {
    let model = registration();
    Run::with(Rc::clone(&model), Settings::defaults(&model), steps)
}

/// Actions that can always be done, each with a time of up to an hour after it.
fn mixed(model: &Model, count: u64) -> Vec<Step> {
    let action = |id| Step::Act(common::action(model, id));
    let mut steps = vec![action("connect")];
    for index in 0..count {
        // Times that no short rule would tell.
        let wait = index.wrapping_mul(2_654_435_761) % 3_600_000 + 1;
        steps.extend([Step::Wait(Millis::new(wait)), action(if index % 2 == 0 { "disconnect" } else { "connect" })]);
    }
    steps
}

#[test]
fn a_long_run_is_written_in_the_short_form_and_read_back() {
    let model = registration();
    let run = run(&mixed(&model, 250));
    assert_eq!((run.unplayed(), run.steps().len()), (None, 501));
    let link = write(&run, None);
    assert!(link.starts_with("registration?c=") && link.len() < 2_000, "{} characters: {link}", link.len());
    let read = opened(&link);
    assert_eq!(read.notices(), [""; 0]);
    assert_eq!((read.run.trace(), written(&read)), (run.trace(), link));
}

#[test]
fn a_run_stays_readable_up_to_2000_characters() {
    let action = |id| Step::Act(common::action(&registration(), id));
    // `connect.disconnect.` 105 times is 1995 characters, and `end` 3 more.
    let pairs = |count: usize| [action("connect"), action("disconnect")].repeat(count);
    let readable = write(&run(&pairs(105)), None);
    assert_eq!(readable.strip_prefix("registration?run=").map(str::len), Some(1_998));
    assert!(write(&run(&pairs(106)), None).starts_with("registration?c="));
    let by_repeats = [vec![action("connect")], vec![action("send-other"); 9_000]].concat();
    assert_eq!(write(&run(&by_repeats), None), "registration?run=connect.9000x-send-other.end");
}

#[test]
fn the_longest_run_there_can_be_has_a_link_that_is_read() {
    let model = registration();
    let mut steps = mixed(&model, STEPS as u64 / 2);
    steps.truncate(STEPS);
    let run = run(&steps);
    assert_eq!(run.steps().len(), STEPS);
    let link = write_whole(&run);
    assert!(link.len() < LONGEST, "{}", link.len());
    let read = opened(&link);
    assert_eq!(read.notices(), [""; 0]);
    assert_eq!(read.run.steps().len(), STEPS);
}

#[test]
fn a_short_form_that_was_cut_off_or_changed_is_noticed_wherever_that_was() {
    let run = run(&mixed(&registration(), 130));
    let link = write(&run, None);
    let start = link.find("c=").unwrap() + 2;
    for end in (start..link.len()).filter(|end| end % 13 == 0 || *end > link.len() - 10) {
        let read = opened(&link[..end]);
        let said = read.notices().join(" ");
        let is_noticed = said.contains("cut off") || said.contains("changed on its way");
        assert!(is_noticed, "cut at {end}: {said:?}");
        assert!(run.steps().len() >= read.run.steps().len());
    }
    for place in (start..link.len()).step_by(13) {
        for letter in ["0", "7", "c", "d", "Z", "-"] {
            if &link[place..=place] != letter {
                let changed = [&link[..place], letter, &link[place + 1..]].concat();
                assert!(!opened(&changed).notices().is_empty(), "changed at {place}: {changed}");
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_short_form_is_said() {
    let table: &[(&str, &[&str])] = &[
        ("c=", &["The link does not say where its run ends, so it may have been cut off on its way."]),
        ("c=c3ab", &["The link does not say where its run ends, so it may have been cut off on its way."]),
        ("c=c8", &["The link does not say where its run ends, so it may have been cut off on its way."]),
        (
            "c=cX9aaaa",
            &[
                "Part 2 of the run in the link’s short form can't be read, and nothing from there on is played: “X9aaaa”.",
            ],
        ),
        (
            "c=c82-co",
            &[
                "Part 2 of the run in the link’s short form can't be read, and nothing from there on is played: “82-co”.",
            ],
        ),
        (
            "c=c810o9aaaa",
            &[
                "Part 2 of the run in the link’s short form can't be read, and nothing from there on is played: “810o9aaaa”.",
            ],
        ),
        ("c=c87zzzzzzzo9aaaa", &["From “87zzzzzzzo9aaaa” on nothing is played: a run has 200 000 steps at most."]),
        (
            "c=c&run=end",
            &[
                "The link does not say where its run ends, so it may have been cut off on its way.",
                "The link has two runs, “run” and “c”; the first one is shown.",
            ],
        ),
    ];
    for (query, notices) in table {
        let opened = opened(&["registration?", query].concat());
        assert_eq!(opened.notices(), *notices, "{query}");
    }
}

#[test]
fn a_link_leads_to_every_place_of_a_run_and_back() {
    // With travel time, some places have no event of their own; the last wait is quiet.
    let link = "registration?latency=1s&run=connect.send-other.500ms.send-other.5s.end";
    let mut run = opened(link).run;
    run.go_to(0);
    let mut places = Vec::new();
    while !run.is_at_end() {
        let link = write(&run, None);
        let read = opened(&link);
        assert_eq!(read.notices(), [""; 0]);
        assert_eq!((read.run.cursor(), read.run.now()), (run.cursor(), run.now()), "{link}");
        assert_eq!((read.run.world(), read.run.shown()), (run.world(), run.shown()));
        assert_eq!(write(&read.run, None), link);
        places.push(link.split_once("at=").unwrap().1.split_once('&').unwrap().0.to_owned());
        run.play(Millis::new(700)).unwrap();
    }
    assert_eq!(
        places,
        ["0", "4.200ms", "8.400ms", "10.100ms", "10.next.300ms", "10.next.1s", "10.next.1700ms", "10.next.2400ms"]
    );
}

#[test]
fn a_link_to_an_event_selects_it() {
    let opened = opened("registration?at=5&run=connect.register-invalid.next.end");
    assert_eq!(opened.selected.map(|event| event.0), Some(5));
    assert_eq!(opened.run.count(), 5);
    assert_eq!(write(&opened.run, None), "registration?at=5&run=connect.register-invalid.next.end");
    assert_eq!(self::opened("registration?at=0&run=connect.end").selected, None);
    assert_eq!(self::opened("registration?run=connect.end").selected, None);
}

#[test]
fn what_can_be_undone_is_written_and_read_back() {
    let model = registration();
    let mut run = opened("registration?timeout=30s&run=connect.register-invalid.2s.next.end").run;
    run.go_to(2);
    run.play(Millis::new(1_500)).unwrap();
    run.act(common::action(&model, "send-other")).unwrap();
    run.set(common::setting(&model, "retry"), SettingValue::Choice(1)).unwrap();
    run.reset();
    run.adopt(Run::with(Rc::clone(&model), run.settings().clone(), &mixed(&model, 200)));
    assert!(run.undo());
    let link = write(&run, None);
    let mut read = opened(&link).run;
    read_undo_history(&mut read, &write_undo_history(&run, usize::MAX));
    assert_eq!(read.history(), run.history());
    assert_eq!((read.history().changes().0.len(), read.history().changes().1.len()), (3, 1));
    while run.undo() {
        assert!(read.undo());
        assert_eq!((write(&read, None), read.now(), read.trace()), (write(&run, None), run.now(), run.trace()));
    }
    // With little room, what was kept last is what is kept.
    let mut few = opened(&link).run;
    let past = write_undo_history(&run, 400);
    read_undo_history(&mut few, &past);
    assert!(past.len() <= 400 && few.can_redo(), "{past}");
    // What makes no sense does no harm.
    for text in
        ["", "before", "before ?run=nonsense.end", "before x y ?run=end", "later 1 ?run=end", "before 1 2500 ?run=end"]
    {
        let mut run = opened(&link).run;
        read_undo_history(&mut run, text);
        assert!(!run.can_undo() && !run.can_redo(), "{text}");
    }
    let mut run = opened(&link).run;
    read_undo_history(&mut run, "before 99 99 99 99999 ?run=connect.end");
    assert!(run.undo() && run.is_at_end());
    read_undo_history(&mut run, "before 0 1 3 99999999 ?run=connect.register-invalid.next.end");
    assert!(run.undo() && run.is_at_end());
}

#[test]
fn an_outcome_tells_kinds_times_and_ids() {
    let run = opened("registration?timeout=2s&latency=1s&run=connect.register-invalid.next.next.next.end").run;
    assert_eq!(
        outcome(&run)[..4],
        [
            "1 0 opened client>server 1 until 1000",
            "2 0 state client disconnected>connected",
            "3 0 message client>server RequestRegisterClient found not-valid until 1000",
            "4 1000 state server idle>unregistered",
        ]
    );
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
        assert_eq!(by_steps.notices(), [""; 0]);
        assert_eq!(by_steps.run.trace(), by_name.run.trace());
    }
}
