//! Every row of the registration model's two tables holds under every value of every choice setting, at the least, the default and the greatest timeout.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Play, at, registration};
use lifeline_core::model::Step;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{CloseCause, EventKind, Provenance};
use lifeline_core::time::Millis;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const STARTS: [&str; 3] = ["first-error", "connect", "each-error"];
const RETRIES: [&str; 2] = ["accepted", "refused"];
/// The least, the default and the greatest timeout, in milliseconds.
const TIMEOUTS: [u64; 3] = [100, 10_000, 3_600_000];

/// One combination of settings.
#[derive(Clone, Copy)]
struct Case {
    starts: &'static str,
    retry: &'static str,
    timeout: u64,
}

impl Case {
    /// A client connected at 0.
    fn connected(self) -> Play {
        let timeout = Millis::new(self.timeout).written();
        let mut play =
            Play::new(&registration(), &format!("timeout={timeout} timer-starts={} retry={}", self.starts, self.retry));
        play.play("connect");
        play
    }

    /// A client connected at 0 and refused at a quarter of the timeout.
    fn refused(self) -> Play {
        let mut play = self.connected();
        play.run.wait(Millis::new(self.timeout / 4)).unwrap();
        play.play("send-other");
        play
    }

    /// When the timer is due that runs once a client was refused as in [`Case::refused`].
    fn due_after_first_error(self) -> u64 {
        if self.starts == "connect" { self.timeout } else { self.timeout / 4 + self.timeout }
    }

    /// The same after a second error at half of the timeout.
    fn due_after_second_error(self) -> u64 {
        if self.starts == "each-error" { self.timeout / 2 + self.timeout } else { self.due_after_first_error() }
    }
}

fn for_all(check: impl Fn(Case)) {
    for starts in STARTS {
        for retry in RETRIES {
            for timeout in TIMEOUTS {
                check(Case { starts, retry, timeout });
            }
        }
    }
}

/// Asserts that nothing happens up to a millisecond before `due`, and that at `due` the server disconnects the client.
#[track_caller]
fn disconnects_at(mut play: Play, due: u64) {
    let due = at(due);
    assert_eq!(play.due(), Some(due));
    let before = play.run.trace().count();
    let quiet = Millis::new(due.since(play.run.now()).get() - 1);
    play.run.wait(quiet).unwrap();
    assert_eq!(play.run.trace().count(), before, "silence one millisecond before the timeout");
    play.run.wait(Millis::new(1)).unwrap();
    let events: Vec<_> = play.run.trace().events().iter().filter(|event| event.at == due).collect();
    assert!(matches!(events[0].kind, EventKind::TimerExpired { .. }), "{}", play.transcript());
    assert!(matches!(events[1].kind, EventKind::Closed { why: CloseCause::Timer(_), .. }), "{}", play.transcript());
    assert_eq!((play.state("client"), play.state("server")), ("disconnected".into(), "idle".into()));
    never_again(play);
}

/// Asserts that no timer is left and that nothing happens any more, however long one waits.
#[track_caller]
fn never_again(mut play: Play) {
    assert_eq!(play.due(), None);
    assert!(play.run.next().is_err(), "nothing is due");
    let before = play.run.trace().count();
    play.run.wait(Millis::new(9 * 365 * 24 * 3_600_000)).unwrap();
    assert_eq!(play.run.trace().count(), before, "silence for nine years");
}

fn messages(lines: &[String]) -> Vec<&str> {
    lines.iter().filter(|line| line.contains(" -> ")).map(|line| line.split(' ').nth(4).unwrap()).collect()
}

// ---- The server: idle ---------------------------------------------------------------------------

#[test]
fn on_connecting_the_server_awaits_a_registration_and_sets_the_timer_only_if_it_starts_then() {
    for_all(|case| {
        let play = case.connected();
        assert_eq!(play.state("server"), "unregistered");
        if case.starts == "connect" {
            disconnects_at(play, case.timeout);
        } else {
            never_again(play);
        }
    });
}

// ---- The server: unregistered -------------------------------------------------------------------

#[test]
fn a_valid_client_is_acknowledged_and_no_timer_is_left() {
    for_all(|case| {
        let mut play = case.connected();
        let lines = play.added("register");
        assert_eq!(messages(&lines), ["RequestRegisterClient", "EventAck"]);
        assert!(lines[1].contains("notes checks the client: valid (you chose this)"), "{lines:?}");
        assert_eq!(lines.iter().any(|line| line.contains("cancels registration")), case.starts == "connect");
        assert_eq!((play.state("client"), play.state("server")), ("registered".into(), "registered".into()));
        never_again(play);
    });
}

#[test]
fn a_client_that_is_not_valid_gets_an_error_and_is_disconnected_at_the_timeout() {
    for_all(|case| {
        let mut play = case.connected();
        play.run.wait(Millis::new(case.timeout / 4)).unwrap();
        let lines = play.added("register-invalid");
        assert_eq!(messages(&lines), ["RequestRegisterClient", "EventError"]);
        assert!(lines[1].contains("notes checks the client: not valid (you chose this)"), "{lines:?}");
        assert_eq!((play.state("client"), play.state("server")), ("refused".into(), "refused".into()));
        disconnects_at(play, case.due_after_first_error());
    });
}

#[test]
fn any_other_message_before_registering_gets_an_error_and_the_timeout_disconnects() {
    for_all(|case| {
        let mut play = case.connected();
        play.run.wait(Millis::new(case.timeout / 4)).unwrap();
        let lines = play.added("send-other");
        assert_eq!(messages(&lines), ["RequestAgentLogin", "EventError"]);
        assert!(!lines.iter().any(|line| line.contains("notes")), "no check is made up: {lines:?}");
        assert_eq!((play.state("client"), play.state("server")), ("refused".into(), "refused".into()));
        disconnects_at(play, case.due_after_first_error());
    });
}

// ---- The server: refused ------------------------------------------------------------------------

#[test]
fn each_further_error_restarts_the_timer_only_where_each_error_does() {
    for again in ["send-other", "register-invalid"] {
        for_all(|case| {
            let mut play = case.refused();
            play.run.wait(Millis::new(case.timeout / 4)).unwrap();
            let lines = play.added(again);
            assert_eq!(messages(&lines).last(), Some(&"EventError"));
            assert_eq!(play.state("server"), "refused");
            disconnects_at(play, case.due_after_second_error());
        });
    }
}

#[test]
fn a_valid_registration_after_an_error_is_accepted_or_refused_as_chosen() {
    for_all(|case| {
        let mut play = case.refused();
        play.run.wait(Millis::new(case.timeout / 4)).unwrap();
        let lines = play.added("register");
        if case.retry == "accepted" {
            assert_eq!(messages(&lines), ["RequestRegisterClient", "EventAck"]);
            assert!(lines.iter().any(|line| line.contains("cancels registration")), "{lines:?}");
            assert_eq!((play.state("client"), play.state("server")), ("registered".into(), "registered".into()));
            never_again(play);
        } else {
            assert_eq!(messages(&lines), ["RequestRegisterClient", "EventError"]);
            assert_eq!((play.state("client"), play.state("server")), ("refused".into(), "refused".into()));
            disconnects_at(play, case.due_after_second_error());
        }
    });
}

// ---- The server: registered ---------------------------------------------------------------------

#[test]
fn after_registering_a_message_is_delivered_and_the_model_says_that_it_ends_there() {
    for_all(|case| {
        let mut play = case.connected();
        play.play("register");
        let lines = play.added("send-other");
        assert_eq!(messages(&lines), ["RequestAgentLogin"]);
        assert!(lines[1].ends_with("server notes what follows is outside this model"), "{lines:?}");
        assert_eq!(play.state("server"), "registered");
        never_again(play);
    });
}

#[test]
fn registering_twice_gets_no_made_up_answer() {
    // Only a client that has not heard of its acknowledgement yet can do it.
    let mut play = Play::new(&registration(), "latency=1s");
    play.play("connect register 500ms register next next next");
    play.reads(
        "0 client opens 1 to server, arrives 1000
         0 client: disconnected to connected
         0 client -> server RequestRegisterClient, arrives 1000
         500 client -> server RequestRegisterClient, arrives 1500
         1000 server: idle to unregistered
         1000 server notes checks the client: valid (you chose this)
         1000 server -> client EventAck answering 3, arrives 2000
         1000 server: unregistered to registered
         1500 server notes the reference does not say what happens on registering twice
         2000 client: connected to registered",
    );
    never_again(play);
}

// ---- The client leaves --------------------------------------------------------------------------

#[test]
fn a_client_that_leaves_cancels_the_timer_and_a_new_connection_starts_over() {
    for before in ["", "register", "register-invalid", "send-other"] {
        for_all(|case| {
            let mut play = case.connected();
            play.play(before);
            let timer_ran = play.due().is_some();
            let lines = play.added("disconnect");
            assert_eq!(lines.iter().any(|line| line.contains("cancels registration")), timer_ran);
            assert_eq!((play.state("client"), play.state("server")), ("disconnected".into(), "idle".into()));
            assert_eq!(play.due(), None);
            let lines = play.added("connect register");
            assert!(lines[0].contains("client opens 2 to server"), "{lines:?}");
            assert_eq!(messages(&lines), ["RequestRegisterClient", "EventAck"]);
            never_again(play);
        });
    }
}

// ---- The client ---------------------------------------------------------------------------------

#[test]
fn each_state_of_the_client_offers_what_it_can_do_and_says_why_not() {
    let none = "";
    let not_connected = "Not connected yet.";
    let already = "Already connected.";
    let twice = "Already registered. The reference does not cover registering twice.";
    // Steps; then for connect, register, register-invalid, send-other, disconnect the reason why not.
    let table = [
        ("", [none, not_connected, not_connected, not_connected, "Not connected."]),
        ("connect", [already, none, none, none, none]),
        ("connect register-invalid", [already, none, none, none, none]),
        ("connect register", [already, twice, twice, none, none]),
        ("connect register-invalid next", [none, not_connected, not_connected, not_connected, "Not connected."]),
        ("connect register-invalid register", [already, twice, twice, none, none]),
    ];
    let model = registration();
    for (steps, reasons) in table {
        let mut play = Play::new(&model, "");
        play.play(steps);
        let narrator = lifeline_core::narration::Narrator::english(&model);
        let said: Vec<String> = play
            .run
            .offers()
            .iter()
            .map(|offer| offer.refused.map(|reason| narrator.reason(reason)).unwrap_or_default())
            .collect();
        assert_eq!(said, reasons, "after {steps:?}");
        for offer in play.run.offers() {
            let mut tried = play.run.clone();
            assert_eq!(tried.act(offer.action).is_ok(), offer.refused.is_none());
        }
    }
}

#[test]
fn the_client_takes_its_number_from_the_acknowledgement_into_every_later_request() {
    let model = registration();
    let mut play = Play::new(&model, "");
    play.play("connect send-other register send-other disconnect connect register send-other");
    let fields: Vec<String> = play
        .run
        .trace()
        .events()
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Message(sent) if sent.finding.is_none() => {
                let narrator = lifeline_core::narration::Narrator::english(&model);
                Some(format!("{} {}", model[sent.message].name, narrator.fields(sent)))
            }
            _ => None,
        })
        .collect();
    assert_eq!(
        fields,
        [
            "RequestAgentLogin ProxyClientId 0, ReferenceId 1",
            "EventError ErrorDescription “client not registered (our words)”, ReferenceId 1",
            "EventAck ProxyClientId 1, ReferenceId 2",
            "RequestAgentLogin ProxyClientId 1, ReferenceId 3",
            "EventAck ProxyClientId 2, ReferenceId 4",
            "RequestAgentLogin ProxyClientId 2, ReferenceId 5",
        ]
    );
}

// ---- When the timeout starts, in so many words --------------------------------------------------

#[test]
fn with_each_error_errors_at_0_and_4_s_disconnect_at_14_s_and_not_at_10() {
    let mut play = Play::new(&registration(), "timer-starts=each-error");
    play.play("connect register-invalid 4s send-other");
    assert_eq!(play.added("9999ms"), [""; 0], "nothing at 10 s, nothing at 13.999 s");
    let lines = play.added("1ms");
    assert_eq!(lines[..2], ["14000 server expires registration", "14000 server closes 1 on registration"]);
    never_again(play);
}

#[test]
fn with_connect_a_silent_client_is_disconnected_at_10_s() {
    let mut play = Play::new(&registration(), "timer-starts=connect");
    play.play("connect");
    assert_eq!(play.added("9999ms"), [""; 0]);
    play.play("1ms");
    play.reads(
        "0 client opens 1 to server
         0 client: disconnected to connected
         0 server: idle to unregistered
         0 server sets registration to 10000
         10000 server expires registration
         10000 server closes 1 on registration
         10000 server: unregistered to idle
         10000 client: connected to disconnected",
    );
    never_again(play);
}

#[test]
fn with_first_error_a_silent_client_is_never_disconnected() {
    let mut play = Play::new(&registration(), "");
    play.play("connect");
    never_again(play);
}

// ---- Travel time --------------------------------------------------------------------------------

#[test]
fn a_request_that_crosses_the_disconnect_is_lost() {
    let mut play = Play::new(&registration(), "latency=1s");
    play.play("connect register-invalid next next next 500ms register next next");
    play.reads(
        "0 client opens 1 to server, arrives 1000
         0 client: disconnected to connected
         0 client -> server RequestRegisterClient, arrives 1000
         1000 server: idle to unregistered
         1000 server notes checks the client: not valid (you chose this)
         1000 server -> client EventError answering 3, arrives 2000
         1000 server sets registration to 11000
         1000 server: unregistered to refused
         2000 client: connected to refused
         11000 server expires registration
         11000 server closes 1 on registration, arrives 12000
         11000 server: refused to idle
         11500 client -> server RequestRegisterClient, arrives 12500
         12000 client: refused to disconnected
         12500 13 is lost at server: 1 is closed there",
    );
    never_again(play);
}

#[test]
fn an_old_answer_never_reaches_a_new_connection() {
    let mut play = Play::new(&registration(), "latency=1s");
    play.play("connect register next 500ms disconnect connect next next");
    play.reads(
        "0 client opens 1 to server, arrives 1000
         0 client: disconnected to connected
         0 client -> server RequestRegisterClient, arrives 1000
         1000 server: idle to unregistered
         1000 server notes checks the client: valid (you chose this)
         1000 server -> client EventAck answering 3, arrives 2000
         1000 server: unregistered to registered
         1500 client closes 1, arrives 2500
         1500 client: connected to disconnected
         1500 client opens 2 to server, arrives 2500
         1500 client: disconnected to connected
         2000 6 is lost at client: 1 is closed there
         2500 server: registered to idle
         2500 server: idle to unregistered",
    );
    assert_eq!((play.state("client"), play.state("server")), ("connected".into(), "unregistered".into()));
}

#[test]
fn travel_time_at_its_greatest_delays_every_row_and_changes_none() {
    let mut play = Play::new(&registration(), "latency=1m");
    play.play("connect register next next");
    play.reads(
        "0 client opens 1 to server, arrives 60000
         0 client: disconnected to connected
         0 client -> server RequestRegisterClient, arrives 60000
         60000 server: idle to unregistered
         60000 server notes checks the client: valid (you chose this)
         60000 server -> client EventAck answering 3, arrives 120000
         60000 server: unregistered to registered
         120000 client: connected to registered",
    );
    never_again(play);
}

#[test]
fn what_crosses_is_the_same_under_every_choice() {
    for starts in STARTS {
        for retry in RETRIES {
            let slow = format!("latency=1s timer-starts={starts} retry={retry}");
            let after = |steps: &str| {
                let mut play = Play::new(&registration(), &slow);
                play.play(steps);
                play
            };
            // Registering twice: one acknowledgement, and no answer is made up for the second request.
            let play = after("connect register 500ms register next next next");
            assert_eq!(play.transcript().matches(" EventAck ").count(), 1);
            assert_eq!(play.transcript().matches(" answering ").count(), 1);
            assert!(
                play.transcript().contains("1500 server notes the reference does not say"),
                "{}",
                play.transcript()
            );
            assert_eq!((play.state("client"), play.state("server")), ("registered".into(), "registered".into()));
            never_again(play);
            // A request that crosses the disconnect is lost.
            let play = after("connect register-invalid next next next 500ms register next next");
            assert!(play.transcript().ends_with(" is lost at server: 1 is closed there\n"), "{}", play.transcript());
            assert_eq!((play.state("client"), play.state("server")), ("disconnected".into(), "idle".into()));
            never_again(play);
            // An old answer never reaches a new connection.
            let play = after("connect register next 500ms disconnect connect next next");
            assert!(play.transcript().contains(" is lost at client: 1 is closed there"), "{}", play.transcript());
            assert_eq!((play.state("client"), play.state("server")), ("connected".into(), "unregistered".into()));
        }
    }
}

// ---- What is lit, and what is said to be assumed -------------------------------------------------

/// The statements of the reference that a run has exercised, by their first ids, in the order of the model.
fn lit(play: &Play) -> Vec<String> {
    let model = play.run.model();
    let clauses = model.clauses().filter(|(_, clause)| !clause.is_inferred());
    let events = play.run.trace().events();
    let lit = clauses.filter(|(id, _)| events.iter().any(|event| event.clauses(model).contains(id)));
    lit.map(|(_, clause)| clause.ids[0].to_string()).collect()
}

#[test]
fn a_statement_is_lit_only_by_a_run_that_shows_it() {
    let first_error = ["success-1", "success-2", "failure-2a", "failure-3", "versions-1", "failure-messages"];
    let table: [(&str, &str, &[&str]); 7] = [
        ("", "connect", &["success-1"]),
        ("", "connect register send-other", &["success-1", "success-2", "success-3", "success-messages"]),
        ("", "connect register-invalid", &first_error),
        ("", "connect register-invalid register-invalid", &first_error),
        ("timer-starts=connect", "connect next", &["success-1", "failure-4"]),
        ("retry=refused", "connect register-invalid register", &first_error),
        (
            "timer-starts=connect timeout=100ms latency=1s",
            "connect 500ms register-invalid 5s",
            &["success-1", "success-2", "failure-4"],
        ),
    ];
    for (settings, steps, expected) in table {
        let mut play = Play::new(&registration(), settings);
        play.play(steps);
        assert_eq!(lit(&play), expected, "{settings}: {steps}");
    }
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid send-other next connect register");
    assert_eq!(lit(&play).len(), 13, "{:?}", lit(&play));
}

#[test]
fn what_rests_on_an_assumption_is_said_to_be_assumed() {
    let closing = |settings: &str, steps: &str| {
        let mut play = Play::new(&registration(), settings);
        play.play(steps);
        let model = registration();
        let events = play.run.trace().events().iter();
        let mut found =
            events.filter(|event| matches!(event.kind, EventKind::Closed { .. })).map(|event| event.provenance(&model));
        found.next_back().unwrap().unwrap()
    };
    // That the server disconnects a client it has refused is the reference's; that it does so to a silent one is not.
    assert_eq!(closing("", "connect register-invalid next"), Provenance::Reference);
    assert_eq!(closing("timer-starts=connect", "connect next"), Provenance::Assumed);
    let mut play = Play::new(&registration(), "timer-starts=connect");
    play.play("connect register");
    let model = registration();
    for event in play.run.trace().events() {
        let of_the_timer = matches!(event.kind, EventKind::TimerSet { .. } | EventKind::TimerCancelled { .. });
        assert!(!of_the_timer || event.provenance(&model) == Some(Provenance::Assumed), "{event:?}");
    }
    // That a client leaves is the model's own: no clause says so, and no assumed setting decides it.
    assert_eq!(closing("", "connect disconnect"), Provenance::Own);
}

// ---- The scenarios ------------------------------------------------------------------------------

#[test]
fn every_scenario_is_played_to_its_end_and_ends_where_it_says() {
    let ends = [
        ("successful", "registered", "registered", 0),
        ("not-valid", "disconnected", "idle", 10_000),
        ("not-registered", "disconnected", "idle", 10_000),
        ("both-errors", "disconnected", "idle", 10_000),
        ("silent-client", "disconnected", "idle", 10_000),
        ("retry", "registered", "registered", 3_000),
        ("too-late", "disconnected", "idle", 12_500),
    ];
    let model = registration();
    assert_eq!(model.scenarios().len(), ends.len());
    for ((_, scenario), (id, client, server, end)) in model.scenarios().zip(ends) {
        assert_eq!(&*scenario.id, id);
        let mut play = Play::new(&model, "");
        let mut settings = play.run.settings().clone();
        for (setting, value) in &scenario.settings {
            settings.set(&model, *setting, *value).unwrap();
        }
        play.run = Run::with(model.clone(), settings, &scenario.steps);
        assert_eq!(play.run.unplayed(), None);
        assert_eq!((play.state("client"), play.state("server")), (client.into(), server.into()), "{id}");
        assert_eq!(play.run.now(), at(end), "{id}");
        assert!(scenario.steps.len() < 10 && !scenario.steps.contains(&Step::Wait(Millis::ZERO)));
    }
}
