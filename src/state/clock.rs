//! The clock that moves a run: whether it runs, how fast, and what is shown at each tick.

use lifeline_core::simulation::run::{Flow, Run};
use lifeline_core::simulation::world::Refused;
use lifeline_core::time::{Instant, Millis};

use super::session::Session;

/// Whether time passes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// It stands still.
    Paused(Option<Pause>),
    /// It runs.
    Running {
        /// For how many more milliseconds the newest row is looked at before anything else is shown.
        hold: u32,
        /// How far it runs, and how fast.
        mode: Mode,
    },
}

impl Clock {
    /// Whether time passes.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Running { .. })
    }
}

/// How far the clock runs, and how fast.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// On from here, at the speed that the reader has chosen.
    Play,
    /// To the end of the recorded run, at three times its pace: then it is the reader's turn.
    Show,
}

/// Why the clock has stopped without being asked to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pause {
    /// Nothing is due any more.
    NothingDue,
    /// Nobody could see the page.
    Hidden,
    /// The recorded run was shown.
    YourTurn,
}

/// How fast the clock goes, in halves of real time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Speed(pub u32);

impl Speed {
    /// As fast as real time.
    pub const REAL: Self = Self(2);
    /// What can be chosen, with the words for it.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self(1), "0.5"),
        (Self(2), "1"),
        (Self(4), "2"),
        (SHOWN, "3"),
        (Self(10), "5"),
        (Self(20), "10"),
        (Self(60), "30"),
        (Self(120), "60"),
    ];
}

impl Session {
    /// Shows the recorded run from its beginning; nothing where nothing is recorded.
    pub fn show(&mut self) {
        self.shared.grow(|run| run.go_to(0));
        (self.now, self.fresh, self.preview) = (Instant::ZERO, None, None);
        let is_recorded = !self.shared.read().run.is_at_end();
        self.clock = if is_recorded {
            Clock::Running { hold: HOLD, mode: Mode::Show }
        } else {
            Clock::Paused(Some(Pause::NothingDue))
        };
    }

    /// The reader takes over from a run that is shown, or has heard why the clock has stopped.
    pub(super) fn take_over(&mut self) {
        if !matches!(self.clock, Clock::Running { mode: Mode::Play, .. }) {
            self.clock = Clock::Paused(None);
        }
    }

    /// Whether there is something to wait for.
    pub(super) fn has_more(&self) -> bool {
        let run = &self.shared.read().run;
        !run.is_at_end() || run.world().due().is_some()
    }

    /// Lets the clock's time pass, at its speed. What the reader did at one instant is shown one after the other.
    pub(super) fn tick(&mut self, elapsed: u32, hold: u32, mode: Mode) -> Result<(), Refused> {
        if hold > elapsed {
            self.clock = Clock::Running { hold: hold - elapsed, mode };
            return Ok(());
        }
        if mode == Mode::Show && self.shared.read().run.is_at_end() {
            self.clock = Clock::Paused(Some(Pause::YourTurn));
            return Ok(());
        }
        let speed = if mode == Mode::Show { SHOWN } else { self.speed };
        let length = Millis::new(u64::from(elapsed - hold) * u64::from(speed.0) / 2);
        let mut hold = 0;
        // In the past, one recorded row after the other, with time to see each.
        let wait = {
            let run = &self.shared.read().run;
            let next = if run.is_at_end() { None } else { run.moments().get(run.cursor() + 1) };
            if run.is_within_moment() { Some(Millis::ZERO) } else { next.map(|next| next.at.since(run.now())) }
        };
        let flow = if wait.is_some_and(|wait| wait <= length) {
            self.shared.grow(Run::forward_one);
            hold = if self.shared.read().run.is_within_moment() { HOLD_ROW } else { HOLD };
            Flow::Goes
        } else {
            self.shared.pass(|run| run.play(length))?
        };
        self.clock = match flow {
            _ if mode == Mode::Show && self.shared.read().run.is_at_end() => Clock::Running { hold: HOLD, mode },
            Flow::Goes => Clock::Running { hold, mode },
            Flow::NothingDue => Clock::Paused(Some(Pause::NothingDue)),
        };
        Ok(())
    }
}

/// Milliseconds for which what the reader did is looked at while the run is played again: as long as a sentence of five words is read.
const HOLD: u32 = 700;
/// Milliseconds for which a row is looked at before the next one of the same moment: as long as a message flies.
const HOLD_ROW: u32 = 250;
/// The pace at which a recorded run is shown.
const SHOWN: Speed = Speed(6);
