//! The models that the site has are good, and what their texts promise is what is played: to the millisecond, with silence in between.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::rc::Rc;

use common::{Play, loaded, millis};
use lifeline_core::link::{address, open};
use lifeline_core::model::Model;

/// All models of the site, in no order.
fn models() -> Vec<Rc<Model>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| loaded(&fs::read_to_string(path).unwrap())).collect()
}

fn model(id: &str) -> Rc<Model> {
    models().into_iter().find(|model| model.id() == id).expect("a model")
}

fn scenario(model: &str, id: &str) -> Play {
    Play { run: open(&self::model(model), &address(&format!("{model}/{id}"))).run }
}

/// How many times a message of this name was sent, and how many of those were lost.
fn sent(play: &Play, name: &str) -> (usize, usize) {
    let text = play.transcript();
    let lines: Vec<&str> = text.lines().collect();
    let is_sent =
        |line: &&&str| line.contains(" -> ") && line.split(' ').any(|word| word.trim_end_matches(',') == name);
    let sent = lines.iter().filter(is_sent).count();
    (sent, lines.iter().filter(|line| line.ends_with("on its way")).count())
}

/// Asserts that nothing happens until a millisecond before this time, and something at it.
#[track_caller]
fn happens_only_at(play: &mut Play, time: u64) {
    let before = play.run.trace().count();
    play.run.wait(millis(time - 1 - play.run.now().as_millis())).unwrap();
    assert_eq!(play.run.trace().count(), before, "silence until {time}:\n{}", play.transcript());
    play.run.wait(millis(1)).unwrap();
    assert!(play.run.trace().count() > before, "something at {time}:\n{}", play.transcript());
}

#[test]
fn nothing_in_them_is_odd_and_one_scenario_of_each_plays_on_arrival() {
    for model in models() {
        assert_eq!(model.warnings(), [], "{}", model.id());
        assert_eq!(model.scenario_problems(), [], "{}", model.id());
        assert!(model.arrival().is_some(), "{}", model.id());
    }
}

#[test]
fn a_syn_that_nobody_hears_is_sent_again_after_1_2_4_8_and_16_seconds_and_given_up_after_32() {
    let mut play = Play::new(&model("tcp"), "");
    play.play("lose-SYN lose-SYN lose-SYN lose-SYN lose-SYN lose-SYN open-a");
    for time in [1_000, 3_000, 7_000, 15_000, 31_000, 63_000] {
        happens_only_at(&mut play, time);
    }
    assert_eq!(sent(&play, "SYN"), (6, 6));
    assert_eq!(play.state("a"), "closed");
    assert!(play.run.next().is_err(), "nothing is due any more");
}

#[test]
fn a_lost_segment_on_its_way_is_sent_again_whichever_it_is() {
    for (steps, lost) in [
        ("listen-b open-a 50ms", "SYN"),
        ("listen-b open-a 150ms", "SYN-ACK"),
        ("listen-b open-a 5s send-a 50ms", "DATA"),
        ("listen-b open-a 5s close-a 50ms", "FIN"),
        ("listen-b open-a 5s close-b 50ms", "FIN"),
    ] {
        let mut play = Play::new(&model("tcp"), "latency=100ms");
        play.play(steps).play(&format!("lose-{lost} 20s"));
        let ends = (play.state("a"), play.state("b"));
        assert!(sent(&play, lost).0 >= 2 && sent(&play, lost).1 == 1, "{lost}:\n{}", play.transcript());
        assert!(["established", "fin-wait-2", "close-wait"].contains(&&*ends.0), "{lost}: {ends:?}");
        assert!(["established", "fin-wait-2", "close-wait"].contains(&&*ends.1), "{lost}: {ends:?}");
    }
}

#[test]
fn a_request_is_carried_out_once_however_often_its_acknowledgement_is_lost() {
    let mut play = Play::new(&model("coap"), "");
    play.play("lose-ACK-Created lose-ACK-Created post");
    for time in [2_000, 6_000] {
        happens_only_at(&mut play, time);
    }
    let text = play.transcript();
    assert_eq!(text.matches("carries it out").count(), 1, "{text}");
    assert_eq!(text.matches("not carried out twice").count(), 2, "{text}");
    assert_eq!(play.state("client"), "idle");
    happens_only_at(&mut play, 247_000);
}

#[test]
fn a_message_of_quality_2_arrives_once_and_one_of_quality_1_may_arrive_twice() {
    let heard = |id: &str| scenario("mqtt-qos2", id).transcript().matches("has the message").count();
    for id in ["once", "lost-pubrec", "lost-publish", "lost-pubcomp"] {
        assert_eq!(heard(id), 1, "{id}");
    }
    assert_eq!(heard("twice"), 2);
}

#[test]
fn under_every_course_of_chance_a_server_leads_soon_and_two_never_do_in_one_term() {
    let raft = model("raft");
    for chance in 0..200 {
        let mut play = Play::new(&raft, &format!("chance={chance}"));
        play.play("700ms");
        let text = play.transcript();
        assert!(text.contains("to leader"), "chance {chance}:\n{text}");
        assert!(!text.contains("TWO LEADERS"), "chance {chance}:\n{text}");
    }
}

#[test]
fn an_answer_that_comes_after_the_revocation_is_not_taken_for_another() {
    let mut play = scenario("pull", "too-late");
    assert_eq!(play.state("agent"), "free");
    play.play("pull");
    assert_eq!(play.added("10s").iter().filter(|line| line.contains("asking to handling")).count(), 1);
    let mut play = scenario("deliver", "crossing");
    assert_eq!((play.state("agent"), play.state("server")), ("free".into(), "queued".into()));
    assert!(play.run.next().is_err(), "nothing is due any more");
}

#[test]
fn a_television_asks_every_five_seconds_and_half_as_often_after_a_lost_answer() {
    let mut play = Play::new(&model("device-grant"), "");
    play.play("sign-in");
    for time in [5_000, 10_000] {
        happens_only_at(&mut play, time);
    }
    play.play("lose-authorization_pending");
    // The request at 15 s stays unanswered for 10 s, and the next one comes 10 s after that; at 20 s and 40 s the server
    // would not mind another.
    for time in [15_000, 20_000, 25_000, 35_000] {
        happens_only_at(&mut play, time);
    }
    assert_eq!((sent(&play, "TokenRequest").0, sent(&play, "authorization_pending")), (4, (4, 1)));
    play.play("approve");
    for time in [40_000, 45_000] {
        happens_only_at(&mut play, time);
    }
    assert_eq!(play.state("device"), "signed-in");
    assert!(play.run.next().is_err(), "nothing is due any more");
}

#[test]
fn a_lease_is_renewed_at_half_asked_of_everybody_at_seven_eighths_and_ends() {
    let mut play = Play::new(&model("dhcp-lease"), "lease=16m");
    play.play(
        "join lose-DHCPREQUEST lose-DHCPREQUEST lose-DHCPREQUEST lose-DHCPREQUEST lose-DHCPREQUEST lose-DHCPREQUEST",
    );
    // T1, again after half of what is left to T2, T2, again after half of what is left, the end.
    for time in [480_000, 660_000, 840_000, 900_000, 960_000] {
        happens_only_at(&mut play, time);
    }
    let text = play.transcript();
    assert!(text.contains("the lease has ended"), "{text}");
    assert_eq!(play.state("client"), "bound", "it has found a new one at once:\n{text}");
}
