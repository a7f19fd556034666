//! The registration model is played on the page: every figure by hand and from its link, with the outcome the core gives.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]
use crate::controls::{back_by_step, forward_by_step, play_all_of, set};
use crate::harness::{Page, journey};

/// A figure: its id, the settings changed for it, what the reader does, and what comes of it.
struct Figure {
    id: &'static str,
    settings: &'static [(&'static str, &'static str)],
    steps: &'static str,
    states: [&'static str; 2],
    clock: &'static str,
    /// The kinds of the events, states left out.
    kinds: &'static str,
}

const FIGURES: [Figure; 7] = [
    Figure {
        id: "successful",
        settings: &[],
        steps: "connect register",
        states: ["registered", "registered"],
        clock: "0",
        kinds: "opened message note message",
    },
    Figure {
        id: "not-valid",
        settings: &[],
        steps: "connect register-invalid next",
        states: ["disconnected", "idle"],
        clock: "10000",
        kinds: "opened message note message timer-set timer-expired closed",
    },
    Figure {
        id: "not-registered",
        settings: &[],
        steps: "connect send-other next",
        states: ["disconnected", "idle"],
        clock: "10000",
        kinds: "opened message message timer-set timer-expired closed",
    },
    Figure {
        id: "both-errors",
        settings: &[],
        steps: "connect register-invalid 4s send-other next",
        states: ["disconnected", "idle"],
        clock: "10000",
        kinds: "opened message note message timer-set message message timer-expired closed",
    },
    Figure {
        id: "silent-client",
        settings: &[("timer-starts", "connect")],
        steps: "connect next",
        states: ["disconnected", "idle"],
        clock: "10000",
        kinds: "opened timer-set timer-expired closed",
    },
    Figure {
        id: "retry",
        settings: &[],
        steps: "connect register-invalid 3s register",
        states: ["registered", "registered"],
        clock: "3000",
        kinds: "opened message note message timer-set message note message timer-cancelled",
    },
    Figure {
        id: "too-late",
        settings: &[("latency", "1s")],
        steps: "connect register-invalid next next next 500ms register next next",
        states: ["disconnected", "idle"],
        clock: "12500",
        kinds: "opened message note message timer-set timer-expired closed message lost",
    },
];

/// Does one step with the page's own controls.
fn step(page: &Page, step: &str) {
    let before = page.count("[data-transcript] [data-event]");
    match step {
        "next" => page.click("[data-control=next]"),
        _ if step.ends_with('s') && step.starts_with(|first: char| first.is_ascii_digit()) => {
            let clock = page.attr("[data-clock]", "data-clock");
            page.fill("[data-wait]", step);
            page.click("[data-control=wait]");
            page.wait_until("the time has passed", || page.attr("[data-clock]", "data-clock") != clock);
            return;
        }
        action => {
            let button = format!("[data-action={action}]");
            page.wait_until(&format!("{action} is possible"), || page.attr(&button, "aria-disabled") != "true");
            page.click(&button);
        }
    }
    page.wait_until(&format!("{step} has happened"), || page.count("[data-transcript] [data-event]") > before);
}

#[track_caller]
fn came_out(page: &Page, figure: &Figure) {
    let states = ["client", "server"].map(|who| page.attr(&format!("[data-state={who}]"), "data-value"));
    assert_eq!(states, figure.states, "{}", figure.id);
    assert_eq!(page.attr("[data-clock]", "data-clock"), figure.clock, "{}", figure.id);
    let kinds = page.attrs("[data-transcript] [data-event]", "data-kind");
    let kinds: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| *kind != "state").collect();
    assert_eq!(kinds.join(" "), figure.kinds, "{}", figure.id);
    let numbers = page.attrs("[data-transcript] [data-event]", "data-event");
    let counted: Vec<String> = (1..=numbers.len()).map(|number| number.to_string()).collect();
    assert_eq!(numbers, counted, "the sentences are numbered from 1 on");
    assert!(page.count("[data-notice]") == 0, "{}: {:?}", figure.id, page.texts("[data-notice]"));
}

#[test]
fn every_figure_is_played_by_hand() {
    for figure in &FIGURES {
        journey("registration?run=end", |page| {
            for (setting, value) in figure.settings {
                set(page, setting, value);
            }
            for text in figure.steps.split(' ') {
                step(page, text);
            }
            came_out(page, figure);
        });
    }
}

#[test]
fn every_figure_opens_from_its_link_complete_and_paused() {
    for figure in &FIGURES {
        journey(&format!("registration/{}", figure.id), |page| {
            came_out(page, figure);
        });
    }
}

#[test]
fn every_figure_opens_from_its_button_and_the_browsers_back_leads_back() {
    journey("", |page| {
        for figure in &FIGURES {
            play_all_of(page, figure.id);
            came_out(page, figure);
            assert_eq!(page.fragment(), format!("#registration/{}", figure.id));
        }
        page.back();
        page.wait_until("the figure before", || page.fragment() == "#registration/retry");
        page.wait_until("its run", || page.attr("[data-clock]", "data-clock") == "3000");
        came_out(page, &FIGURES[5]);
    });
}

#[test]
fn the_picture_has_the_same_events_as_the_sentences() {
    journey("registration/not-valid", |page| {
        let sentences = page.attrs("[data-transcript] [data-event]", "data-kind");
        let rows = page.script(
            "return [...document.querySelectorAll('svg [data-event]')].map(e => [Number(e.getAttribute('data-event')), \
             e.getAttribute('data-kind')]).sort((a, b) => a[0] - b[0]).map(r => r[1])",
            &[],
        );
        let rows: Vec<String> =
            rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap_or_default().to_owned()).collect();
        assert_eq!(rows, sentences);
    });
}

#[test]
fn the_clock_plays_to_the_last_thing_due_and_stops_there() {
    journey("registration?timeout=30s&run=connect.register-invalid.end", |page| {
        page.choose("[data-control=speed]", "60");
        page.click("[data-control=play]");
        page.wait_until("the disconnect", || page.attr("[data-state=server]", "data-value") == "idle");
        assert_eq!(page.attr("[data-clock]", "data-clock"), "30000");
        page.wait_until("the link says next", || {
            page.fragment() == "#registration?timeout=30s&run=connect.register-invalid.next.end"
        });
        assert_eq!(page.attr("[data-control=next]", "aria-disabled"), "true", "nothing more is due");
    });
}

#[test]
fn what_is_done_in_the_past_cuts_the_run_and_undo_brings_it_back() {
    journey("registration/both-errors", |page| {
        for _ in 0..2 {
            back_by_step(page);
        }
        page.wait_until("before the second request", || page.attr("[data-clock]", "data-clock") == "0");
        page.click("[data-action=register]");
        page.wait_until("registered", || page.attr("[data-state=client]", "data-value") == "registered");
        page.wait_until("the link follows", || {
            page.fragment() == "#registration?run=connect.register-invalid.register.end"
        });
        page.click("[data-control=undo]");
        page.wait_until("the figure is back", || {
            page.count("[data-transcript] [data-event]") < 12
                && page.attr("[data-state=client]", "data-value") == "refused"
        });
        for _ in 0..2 {
            forward_by_step(page);
        }
        page.wait_until("at its end again", || page.attr("[data-clock]", "data-clock") == "10000");
        came_out(page, &FIGURES[3]);
    });
}
