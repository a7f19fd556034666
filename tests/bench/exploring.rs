//! Exploring in the page: how fast the worker is, and what it costs the page's frames.

use crate::common::{in_ms, percentile, row, spaced};
use crate::meter::Meter;
use serde_json::{Value, json};

/// The models that are explored, the largest first.
const MODELS: [&str; 3] = ["tcp", "raft", "registration"];
/// Steps that the worker is to take in a second.
const BUDGET: u64 = 200_000;
/// Milliseconds of a frame's work.
const FRAME: f64 = 16.0;

/// The best of so many tries is printed: the others were disturbed.
const TRIES: usize = 3;

/// Explores each model, and measures meanwhile.
pub fn measure(meter: &Meter<'_>) {
    let page = meter.0;
    println!("\nSpeed: exploring in the page, in headless Chromium on this machine\n");
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH_FRAMES }));
    for model in MODELS {
        let tries = [(); TRIES].map(|()| explored(meter, model));
        let speed = tries.iter().map(|(speed, _)| *speed).max().unwrap_or_default();
        let said = format!("above {}", spaced(BUDGET));
        row(&format!("{model}: steps a second, in the worker"), &spaced(speed), Some((&said, speed > BUDGET)));
        let worst = |work: &[f64]| percentile(100, work);
        let quietest = tries.iter().map(|(_, work)| work).min_by(|one, other| worst(one).total_cmp(&worst(other)));
        let work = quietest.map_or(&[][..], Vec::as_slice);
        let what = format!("  the work of {} frames with an answer: median, 95th percentile", work.len());
        row(&what, &format!("{}, {}", in_ms(percentile(50, work)), in_ms(percentile(95, work))), None);
        row("  the worst of them", &in_ms(worst(work)), Some((&format!("under {FRAME} ms"), worst(work) < FRAME)));
        let disturbed = tries.iter().map(|(_, work)| worst(work)).fold(0.0, f64::max);
        row(&format!("  the worst of all {TRIES} tries"), &in_ms(disturbed), None);
    }
}

/// Explores a model in a new document: the steps in a second, and the work of each frame with an answer, in ms.
fn explored(meter: &Meter<'_>, model: &str) -> (u64, Vec<f64>) {
    let page = meter.0;
    page.visit(&format!("#{model}"));
    page.click("[data-tab=rules]");
    page.wait_for("[data-control=explore]");
    page.script(WATCH_STEPS, &[]);
    page.script("watched.length = 0", &[]);
    page.click("[data-control=explore]");
    page.wait_for("[data-explored]:not([data-running])");
    let speed = page.script("return speed()", &[]).as_f64().unwrap_or(f64::NAN) as u64;
    let frames = page.script("return watched", &[]);
    (speed, frames.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}

/// Keeps how many steps were taken at which instant, and tells how many in a second, from the first answer on: the worker was there by then.
const WATCH_STEPS: &str = "
    const counted = [];
    const count = () => {
        const steps = Number(document.querySelector('[data-steps]')?.dataset.steps ?? 0);
        if (steps > 0) counted.push({ steps, at: performance.now() });
    };
    new MutationObserver(count).observe(document, { subtree: true, attributeFilter: ['data-steps'] });
    globalThis.speed = () => {
        const [first, last] = [counted[0], counted.at(-1)];
        return (last.steps - first.steps) / (last.at - first.at) * 1000;
    }";

/// Keeps, for each answer of a worker, how long its task and the frame after it took, by the clock on the wall, in ms.
///
/// The end of a task, and of a frame, is when the next task can begin.
const WATCH_FRAMES: &str = "
    globalThis.watched = [];
    const next = then => {
        const channel = new MessageChannel();
        channel.port1.onmessage = then;
        channel.port2.postMessage(null);
    };
    const Original = Worker;
    globalThis.Worker = class extends Original {
        constructor(...given) {
            super(...given);
            this.addEventListener('message', () => {
                const begun = performance.now();
                next(() => {
                    const task = performance.now() - begun;
                    requestAnimationFrame(() => {
                        const frame = performance.now();
                        next(() => watched.push(task + performance.now() - frame));
                    });
                });
            });
        }
    };";
