//! Protocols far from registration, a DHCP lease and the OAuth device grant before all, are played by the same core: by their own timers, to the millisecond.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[macro_use]
mod common;

use std::rc::Rc;

use common::{Play, at, loaded, millis, trace};
use lifeline_core::link::{address, open};
use lifeline_core::model::Model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DHCP: &str = include_str!("models/dhcp.lifeline");
const OAUTH: &str = include_str!("models/oauth-device.lifeline");
const RAFT: &str = include_str!("../../models/raft.lifeline");
const TCP: &str = include_str!("../../models/tcp.lifeline");

fn scenarios(model: &Rc<Model>) -> String {
    model
        .scenarios()
        .map(|(_, scenario)| {
            let opened = open(model, &address(&format!("{}/{}", model.id(), scenario.id)));
            assert_eq!(opened.problems, []);
            format!("{{\"scenario\":\"{}\"}}\n{}", scenario.id, trace(&opened.run))
        })
        .collect()
}

/// Asserts that nothing happens until a millisecond before each of these times, and something at it.
#[track_caller]
fn happens_only_at(play: &mut Play, times: &[u64]) {
    for time in times {
        let before = play.run.trace().count();
        let quiet = millis(at(*time).since(play.run.now()).get() - 1);
        play.run.wait(quiet).unwrap();
        assert_eq!(play.run.trace().count(), before, "silence until {time}:\n{}", play.transcript());
        play.run.wait(millis(1)).unwrap();
        assert!(play.run.trace().count() > before, "something at {time}:\n{}", play.transcript());
    }
}

#[test]
fn the_scenarios_of_the_lease_are_played_as_they_were() {
    kept!("dhcp", scenarios(&loaded(DHCP)));
}

#[test]
fn the_scenarios_of_the_device_grant_are_played_as_they_were() {
    kept!("oauth-device", scenarios(&loaded(OAUTH)));
}

#[test]
fn the_scenarios_in_which_chance_decides_are_played_as_they_were() {
    kept!("raft", scenarios(&loaded(RAFT)));
}

#[test]
fn the_scenarios_in_which_segments_are_lost_are_played_as_they_were() {
    kept!("tcp", scenarios(&loaded(TCP)));
}

#[test]
fn without_an_answer_discover_is_sent_again_after_4_8_16_32_and_then_every_64_seconds() {
    let mut play = Play::new(&loaded(DHCP), "silence=always");
    play.play("join");
    // 4, 4 + 8, + 16, + 32, + 64, + 64, …
    happens_only_at(&mut play, &[4_000, 12_000, 28_000, 60_000, 124_000, 188_000, 252_000]);
}

#[test]
fn a_lease_is_renewed_at_its_half_whatever_its_length() {
    // The least, the default and the greatest; and one that no power of two divides.
    for (lease, half) in [("16m", 480_000), ("1h", 1_800_000), ("24h", 43_200_000), ("1000001ms", 500_000)] {
        let mut play = Play::new(&loaded(DHCP), &format!("lease={lease}"));
        play.play("join");
        assert_eq!(play.state("client"), "bound");
        happens_only_at(&mut play, &[half, 2 * half, 3 * half]);
        assert_eq!(play.state("client"), "bound");
    }
}

#[test]
fn a_lease_that_nobody_renews_ends_after_t1_t2_and_one_more_try_each() {
    let mut play = Play::new(&loaded(DHCP), "silence=lease lease=16m");
    play.play("join");
    // Of 960 s: T1 at 1/2, again 3/16 later, T2 at 7/8, again 1/16 later, the end.
    happens_only_at(&mut play, &[480_000, 660_000, 840_000, 900_000]);
    assert_eq!(play.state("client"), "rebinding");
    happens_only_at(&mut play, &[960_000]);
    // The servers work again: the client has begun anew and has been given a lease at once.
    assert_eq!(play.state("client"), "bound");
}

#[test]
fn each_answer_reaches_the_server_or_client_that_asked_it() {
    let mut play = Play::new(&loaded(DHCP), "latency=1s");
    play.play("join 10s");
    assert_eq!(play.state("client"), "bound");
    assert_eq!((play.state("server-a"), play.state("server-b")), ("leased".into(), "idle".into()));
}

#[test]
fn each_slow_down_makes_the_interval_five_seconds_longer() {
    let mut play = Play::new(&loaded(OAUTH), "manners=hasty spacing=15s");
    play.play("sign-in");
    // 1 s, then 6 s, 11 s, and 16 s, which is slow enough; before it, the server says once that it may be asked again.
    happens_only_at(&mut play, &[1_000, 7_000, 18_000, 33_000, 34_000, 49_000, 50_000]);
}

#[test]
fn a_user_who_does_nothing_lets_the_codes_expire_and_the_device_stops() {
    let mut play = Play::new(&loaded(OAUTH), "validity=12s");
    play.play("sign-in");
    happens_only_at(&mut play, &[5_000, 10_000, 12_000, 15_000]);
    assert_eq!(play.state("device"), "failed");
    assert!(play.run.next().is_err(), "nothing is due any more");
}

#[test]
fn a_user_who_decides_late_still_gets_the_answer_that_was_given() {
    for (choice, device) in [("approve", "signed-in"), ("refuse", "failed")] {
        let mut play = Play::new(&loaded(OAUTH), "");
        play.play("sign-in enter-code 7s").play(choice);
        happens_only_at(&mut play, &[10_000]);
        assert_eq!(play.state("device"), device);
        assert!(play.run.next().is_err(), "nothing is due any more");
    }
}
