//! Explores a model under all settings to be tried, on all processors.
//!
//! How many threads there are makes no difference to what is found.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use lifeline_core::check::{Bounds, Done, Ended, Exploration, Job, Report, Tries, explore_by};
use lifeline_core::model::Model;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::world::Setup;

/// How much is explored.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most worlds that are told apart, under all settings together.
    pub states: usize,
    /// The most messages that are lost in one run.
    pub losses: u8,
    /// The most bytes that worlds take, of all that are explored at the same time.
    pub memory: usize,
    /// When to stop, whatever is left then.
    pub until: Option<Instant>,
}

/// What happens at the same time.
#[derive(Default)]
struct Shared {
    /// The position of the next settings that nobody has taken.
    next: AtomicUsize,
    /// Steps tried so far.
    steps: AtomicUsize,
    is_over: AtomicBool,
    /// When to stop, whatever is left then.
    until: Option<Instant>,
}

/// Explores the model; `progress` hears how many steps were tried, seldom, and not before two seconds.
pub fn explored(model: &Model, tries: &Tries, limits: Limits, mut progress: impl FnMut(usize)) -> Report {
    let mut found: Vec<Option<Exploration>> = vec![None; tries.settings.len()];
    let mut pending: Vec<usize> = (0..tries.settings.len()).collect();
    let (mut left, mut share) = (limits.states, 0);
    let shared = Shared { until: limits.until, ..Shared::default() };
    // What small explorations leave over goes to those that were cut short, which begin anew once they have twice as much.
    while !pending.is_empty() && !shared.is_over.load(Ordering::Relaxed) {
        let next_share = (left / pending.len()).max(1);
        if next_share < 2 * share {
            break;
        }
        share = next_share;
        let bounds = Bounds {
            states: share,
            waits: true,
            losses: limits.losses,
            memory: limits.memory / threads(pending.len()),
        };
        for (index, exploration) in round(model, tries, &pending, bounds, &shared, &mut progress) {
            if exploration.ended == Ended::Complete {
                left = left.saturating_sub(exploration.states);
            }
            // Where time has run out, the round before may know more.
            let known = found[index].as_ref().map_or(0, |known| known.states);
            if exploration.states >= known {
                found[index] = Some(exploration);
            }
        }
        pending.retain(|index| found[*index].as_ref().is_none_or(|found| found.ended != Ended::Complete));
    }
    let mut report = Report::of_scenarios(model);
    for (settings, exploration) in tries.settings.iter().zip(found) {
        if let Some(exploration) = exploration {
            report.add(settings, exploration);
        }
    }
    report
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// How many of so many settings are explored at the same time.
fn threads(pending: usize) -> usize {
    processors().min(pending).max(1)
}

/// Explores under each of the pending settings once.
fn round(
    model: &Model,
    tries: &Tries,
    pending: &[usize],
    bounds: Bounds,
    shared: &Shared,
    progress: &mut impl FnMut(usize),
) -> Vec<(usize, Exploration)> {
    shared.next.store(0, Ordering::Relaxed);
    let threads = threads(pending.len());
    // Processors that have no settings of their own help with those of others.
    let hands = processors() / threads;
    thread::scope(|scope| {
        let (sender, results) = channel();
        for _ in 0..threads {
            let sender = sender.clone();
            scope.spawn(move || work(model, &tries.settings, pending, bounds, hands, shared, &sender));
        }
        drop(sender);
        let mut all = Vec::new();
        let mut pause = Duration::from_secs(2);
        let mut told = Instant::now() + pause;
        loop {
            match results.recv_timeout(told.saturating_duration_since(Instant::now())) {
                Ok(result) => all.push(result),
                Err(RecvTimeoutError::Timeout) => {
                    progress(shared.steps.load(Ordering::Relaxed));
                    pause *= 2;
                    told = Instant::now() + pause;
                }
                Err(RecvTimeoutError::Disconnected) => return all,
            }
        }
    })
}

/// Explores under one of the pending settings after the other, by so many hands.
fn work(
    model: &Model,
    settings: &[Settings],
    pending: &[usize],
    bounds: Bounds,
    hands: usize,
    shared: &Shared,
    results: &Sender<(usize, Exploration)>,
) {
    while let Some(index) = pending.get(shared.next.fetch_add(1, Ordering::Relaxed)).copied() {
        if shared.is_over.load(Ordering::Relaxed) {
            return;
        }
        let setup = Setup { model, settings: &settings[index] };
        let exploration = explore_by(setup, bounds, &mut |jobs| by(hands, jobs, &|job| done(job, shared)));
        // Nobody listens only where the whole command ends.
        let _heard = results.send((index, exploration));
    }
}

/// Does the jobs by so many hands at the same time, the first of which is the caller's.
fn by(hands: usize, jobs: Vec<Job<'_, '_>>, done: &(dyn Fn(Job<'_, '_>) -> Done + Sync)) -> Vec<Done> {
    if hands < 2 || jobs.len() < 2 {
        return jobs.into_iter().map(done).collect();
    }
    let share = jobs.len().div_ceil(hands);
    let mut shares: Vec<Vec<Job<'_, '_>>> = Vec::new();
    for job in jobs {
        match shares.last_mut() {
            Some(last) if last.len() < share => last.push(job),
            _ => shares.push(vec![job]),
        }
    }
    let all = |share: Vec<Job<'_, '_>>| share.into_iter().map(done).collect::<Vec<Done>>();
    thread::scope(|scope| {
        let mut shares = shares.into_iter();
        let first = shares.next();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || all(share))).collect();
        let mut every: Vec<Done> = first.into_iter().flat_map(all).collect();
        for other in others {
            match other.join() {
                Ok(done) => every.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        every
    })
}

/// Does a job, unless it is over.
fn done(job: Job<'_, '_>, shared: &Shared) -> Done {
    let mut untold = 0;
    let done = job.done(&mut |_| {
        untold += 1;
        if untold < STEPS_AT_ONCE {
            return ControlFlow::Continue(());
        }
        shared.steps.fetch_add(untold, Ordering::Relaxed);
        untold = 0;
        if shared.until.is_some_and(|until| Instant::now() >= until) {
            shared.is_over.store(true, Ordering::Relaxed);
        }
        if shared.is_over.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    shared.steps.fetch_add(untold, Ordering::Relaxed);
    done
}

/// Steps between two looks at the clock.
const STEPS_AT_ONCE: usize = 256;
