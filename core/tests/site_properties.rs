//! What the site's models say shall hold holds, and each property is violated once a rule is broken: the shortest run is shown.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::ops::ControlFlow;
use std::rc::Rc;

use common::{REGISTRATION, loaded};
use lifeline_core::check::{Bounds, Report, Tries, explore};
use lifeline_core::link::write_whole;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::world::Setup;

const COAP: &str = include_str!("../../models/coap.lifeline");
const DELIVER: &str = include_str!("../../models/deliver.lifeline");
const MQTT: &str = include_str!("../../models/mqtt-qos2.lifeline");
const PULL: &str = include_str!("../../models/pull.lifeline");
const RAFT: &str = include_str!("../../models/raft.lifeline");
const TCP: &str = include_str!("../../models/tcp.lifeline");

/// The properties that are violated, each with the link of its shortest run.
fn violated(source: &str) -> Vec<(String, String)> {
    let model = loaded(source);
    let mut report = Report::of_scenarios(&model);
    for settings in &Tries::of(&model).settings {
        let setup = Setup { model: &model, settings };
        let bounds = Bounds { states: 500, waits: false, losses: 0, memory: usize::MAX };
        report.add(settings, explore(setup, bounds, &mut |_| ControlFlow::Continue(())));
    }
    let told = report.violated.iter().map(|(property, found)| {
        let run = Run::with(Rc::clone(&model), found.settings.clone(), &found.run);
        (model[*property].id.to_string(), write_whole(&run))
    });
    told.collect()
}

/// Each property of a model, the words that are put in the place of others so that it does not hold, and the run that shows it.
type Broken = [(&'static str, &'static str, &'static str, &'static str)];

#[track_caller]
fn assert_holds_unless_broken(source: &str, broken: &Broken) {
    assert_eq!(violated(source), []);
    let model = loaded(source);
    let all: Vec<&str> = model.properties().map(|(_, property)| &*property.id).collect();
    assert_eq!(broken.iter().map(|(property, ..)| *property).collect::<Vec<_>>(), all);
    let shown = broken.iter().map(|(property, words, others, _)| {
        assert_eq!(source.matches(words).count(), 1, "{property}: {words}");
        let found = violated(&source.replace(words, others));
        let found = found.into_iter().find(|(violated, _)| violated == property);
        found.map_or_else(|| format!("{property} holds"), |(_, link)| link)
    });
    assert_eq!(shown.collect::<Vec<_>>(), broken.iter().map(|(.., link)| *link).collect::<Vec<_>>());
}

#[test]
fn registration() {
    let broken = [
        (
            "not-valid-accepted",
            "    set not-valid-before to 1\n    become refused",
            "    set not-valid-before to 1\n    become registered",
            "registration?run=connect.register-invalid.end",
        ),
        (
            "accepted-unknown",
            "become registered\n    cites success-3, success-messages\n  on RequestRegisterClient found not-valid",
            "become refused\n    cites success-3, success-messages\n  on RequestRegisterClient found not-valid",
            "registration?run=connect.register.end",
        ),
        (
            "registration-answered",
            "    answer EventError with ErrorDescription \"client refused before (our words)\"\n",
            "",
            "registration?timeout=1h&retry=refused&run=connect.register-invalid.register.120001ms.end",
        ),
        (
            "other-answered",
            "  on any other message when not-valid-before is 1\n    answer EventError with ErrorDescription \"client not registered (our words)\"\n",
            "  on any other message when not-valid-before is 1\n",
            "registration?timeout=1h&run=connect.register-invalid.send-other.120001ms.end",
        ),
        (
            "refused-ends",
            "    start registration for timeout when timer-starts is one of first-error, each-error\n    set not-valid-before to 1\n",
            "    set not-valid-before to 1\n",
            "registration?run=connect.register-invalid.end",
        ),
        (
            "silent-ends",
            "    start registration for timeout when timer-starts is connect\n",
            "",
            "registration?timer-starts=connect&run=connect.end",
        ),
    ];
    assert_holds_unless_broken(REGISTRATION, &broken);
}

#[test]
fn deliver() {
    let broken = [
        (
            "route-answered",
            "Reason \"Expired\"\n    answer EventRouteUsed to routing-call when route-used is answer\n",
            "Reason \"Expired\"\n",
            "deliver?run=route.next.89970001ms.end",
        ),
        (
            "reject-answered",
            "    cancel delivering\n    answer EventAck\n",
            "    cancel delivering\n",
            "deliver?run=route.reject.120001ms.end",
        ),
        ("unguarded", "    start delivering for delivering-timeout\n", "", "deliver?run=route.end"),
        ("agreed", "  on EventRevoked\n    become free\n", "  on EventRevoked\n", "deliver?run=route.next.end"),
    ];
    assert_holds_unless_broken(DELIVER, &broken);
}

#[test]
fn pull() {
    let broken = [
        (
            "pull-answered",
            "    answer EventError with ErrorDescription \"nothing to pull (our words)\"\n",
            "",
            "pull?run=pull.stop.pull.120001ms.end",
        ),
        (
            "stop-answered",
            "    cancel handling\n    answer EventAck\n",
            "    cancel handling\n",
            "pull?run=pull.stop.120001ms.end",
        ),
        (
            "unguarded",
            "    send EventWorkbinContentChanged to agent\n    start handling for handling-timeout\n",
            "    send EventWorkbinContentChanged to agent\n",
            "pull?run=pull-workbin.end",
        ),
        ("returned", "  on EventRevoked\n    become free\n", "  on EventRevoked\n", "pull?run=pull.next.end"),
    ];
    assert_holds_unless_broken(PULL, &broken);
}

#[test]
fn coap() {
    let broken = [
        (
            "acknowledged-repeats",
            "    cancel retransmit\n    become expecting\n",
            "    become expecting\n",
            "coap?response=separate&run=post.end",
        ),
        (
            "nobody-waits",
            "    note \"gives up\"\n    become idle\n",
            "    note \"gives up\"\n",
            "coap?response=separate&work=5m&run=post.next.reboot.post.next.next.next.next.next.next.end",
        ),
    ];
    assert_holds_unless_broken(COAP, &broken);
}

#[test]
fn mqtt() {
    let broken = [
        (
            "twice",
            "  on PUBLISH when its PacketId is held\n",
            "  on PUBLISH when its PacketId is 9\n",
            "mqtt-qos2?latency=100ms&run=connect.1s.publish.150ms.break.1s.connect.1s.end",
        ),
        (
            "once",
            "    send PUBLISH to broker with PacketId id, DUP 1, QoS qos when flight is \"PUBLISH\"\n",
            "",
            "mqtt-qos2?latency=100ms&run=connect.1s.publish.50ms.drop.1s.connect.1s.end",
        ),
        (
            "complete",
            "    answer PUBCOMP with PacketId held\n    set held to 0\n",
            "    answer PUBCOMP with PacketId held\n",
            "mqtt-qos2?run=connect.publish.end",
        ),
    ];
    assert_holds_unless_broken(MQTT, &broken);
}

#[test]
fn raft() {
    let broken = [
        (
            "two-leaders",
            "in server follower\n  on RequestVote when its Term is term and voted-in is not term\n",
            "in server follower, candidate\n  on RequestVote when its Term is term\n",
            "raft?chance=21&run=next.next.next.end",
        ),
        (
            "leads-unelected",
            "    set granted of sender to 1\n    become leader when granted is 1 for at least 2 of server\n",
            "    become leader\n",
            "raft?run=400ms.end",
        ),
    ];
    assert_holds_unless_broken(RAFT, &broken);
}

#[test]
fn tcp() {
    let broken = [
        (
            "both-first",
            "  become fin-wait-1 when in established\n  become last-ack when in close-wait\n",
            "  become fin-wait-1\n",
            "tcp?run=listen-a.open-b.close-a.close-b.end",
        ),
        (
            "ahead",
            "  on DATA when its Seq is rcv\n    add 10 to rcv\n",
            "  on DATA when its Seq is rcv\n    add 20 to rcv\n",
            "tcp?run=listen-a.open-b.send-a.end",
        ),
        (
            "no-wait",
            "    note \"gives up\"\n    become closed\n",
            "    note \"gives up\"\n",
            "tcp?run=6x-lose-SYN.open-a.next.next.next.next.next.next.end",
        ),
    ];
    assert_holds_unless_broken(TCP, &broken);
}
