//! Explores a model under all settings to be tried, on all processors.
//!
//! How many threads there are makes no difference to what is found.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use lifeline_core::check::{Bounds, Done, Ended, Explorer, Job, Report, Tries};
use lifeline_core::model::Model;
use lifeline_core::simulation::world::Setup;
use mimalloc::MiMalloc;

/// The whole program's: worlds come from one thread and are dropped by another, which others are slow at.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How much is explored.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most worlds that are told apart, under all settings together.
    pub states: usize,
    /// The most messages that are lost in one run.
    pub losses: u8,
    /// The most bytes that worlds take, under all settings together.
    pub memory: usize,
    /// When to stop, whatever is left then.
    pub until: Option<Instant>,
}

/// What happens at the same time.
#[derive(Default)]
struct Shared {
    /// Steps tried so far.
    steps: AtomicUsize,
    is_over: AtomicBool,
    /// When to stop, whatever is left then.
    until: Option<Instant>,
}

/// Explores the model; `progress` hears how many steps were tried, seldom, and not before two seconds.
pub fn explored(model: &Model, tries: &Tries, limits: Limits, mut progress: impl FnMut(usize)) -> Report {
    let bounds = Bounds { states: 0, waits: true, losses: limits.losses, memory: 0 };
    let explorer = |settings| Explorer::new(Setup { model, settings }, bounds);
    let mut explorers: Vec<Explorer<'_>> = tries.settings.iter().map(explorer).collect();
    let shared = Shared { until: limits.until, ..Shared::default() };
    let mut share = 0;
    // What small explorations leave over goes to those that were cut short.
    while !shared.is_over.load(Ordering::Relaxed) {
        let (complete, mut pending): (Vec<_>, Vec<_>) =
            explorers.iter_mut().partition(|explorer| explorer.found().ended == Ended::Complete);
        let left = limits.states.saturating_sub(complete.iter().map(|explorer| explorer.found().states).sum());
        let next_share = left.checked_div(pending.len()).map_or(0, |share| share.max(1));
        if next_share <= share {
            break;
        }
        share = next_share;
        let memory = limits.memory / pending.len();
        pending.iter_mut().for_each(|explorer| explorer.extend(share, memory));
        go_on(pending, &shared, &mut progress);
    }
    let mut report = Report::of_scenarios(model);
    for (settings, explorer) in tries.settings.iter().zip(explorers) {
        let found = explorer.found();
        // Where time has run out, some were never begun.
        if found.steps > 0 || found.ended == Ended::Complete {
            report.add(settings, found.clone());
        }
    }
    report
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Lets all explorers go on until they come to their bounds.
fn go_on(explorers: Vec<&mut Explorer<'_>>, shared: &Shared, progress: &mut impl FnMut(usize)) {
    let threads = processors().min(explorers.len());
    // Processors that have no settings of their own help with those of others.
    let hands = processors() / threads;
    let queue = Mutex::new(explorers.into_iter());
    thread::scope(|scope| {
        let (sender, ended) = channel::<()>();
        for _ in 0..threads {
            let (sender, queue) = (sender.clone(), &queue);
            scope.spawn(move || {
                while let Some(explorer) = queue.lock().ok().and_then(|mut queue| queue.next()) {
                    while explorer.go_on_by(&mut |jobs| by(hands, jobs, &|job| done(job, shared))).is_continue() {}
                }
                // Once nobody has it any more, whoever waits below hears that all have ended.
                drop(sender);
            });
        }
        drop(sender);
        let mut pause = Duration::from_secs(2);
        while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            progress(shared.steps.load(Ordering::Relaxed));
            pause *= 2;
        }
    });
}

/// Does the jobs by so many hands at the same time, the first of which is the caller's.
fn by(hands: usize, jobs: Vec<Job<'_, '_>>, done: &(dyn Fn(Job<'_, '_>) -> Done + Sync)) -> Vec<Done> {
    if hands < 2 || jobs.len() < 2 {
        return jobs.into_iter().map(done).collect();
    }
    // Some jobs take longer than others, so whoever is ready takes the next one.
    let queue = Mutex::new(jobs.into_iter().enumerate());
    let next = || queue.lock().ok().and_then(|mut queue| queue.next());
    let hand = || std::iter::from_fn(next).map(|(place, job)| (place, done(job))).collect::<Vec<_>>();
    let mut every = thread::scope(|scope| {
        let others: Vec<_> = (1..hands).map(|_| scope.spawn(hand)).collect();
        let mut every = hand();
        for other in others {
            match other.join() {
                Ok(done) => every.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        every
    });
    every.sort_unstable_by_key(|(place, _)| *place);
    every.into_iter().map(|(_, done)| done).collect()
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
