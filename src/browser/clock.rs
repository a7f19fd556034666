//! Real time: ticks that say how much of it has passed; dropping them stops them.

use gloo_timers::callback::Interval;

use super::window;

/// Calls back about every tenth of a second with the milliseconds that have really passed, to the nearest tenth of a second.
pub fn every_tenth(ontick: impl Fn(u32) + 'static) -> Interval {
    let mut before = now();
    Interval::new(TICK, move || {
        // In whole ticks, the rest left for the next, so that the time shown is round.
        let passed = (now() + TICK / 2).saturating_sub(before) / TICK * TICK;
        before += passed;
        // A machine that slept, or a throttled tab, is no time that the reader has watched.
        ontick(passed.min(LONGEST_TICK));
    })
}

/// Whole milliseconds since the page was opened.
fn now() -> u32 {
    window().and_then(|window| window.performance()).map_or(0, |performance| performance.now() as u32)
}

/// Milliseconds between ticks: often enough to look smooth in words, seldom enough to cost nothing.
const TICK: u32 = 100;
/// The most milliseconds that one tick counts for.
const LONGEST_TICK: u32 = 1_000;
