//! Measures the work of the browser's main thread: the sum of all its tasks, without those that the measuring asks for.
//!
//! Chromium itself adds up how long its tasks take: scripts, styles, layout, painting, input, everything. So nothing is
//! missed that a stopwatch inside the page can't see, and no time counts in which the thread only waits for a frame.

use crate::harness::Page;
use serde_json::{Value, json};

/// By which clock a task is measured.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The processor's time that the thread has used: what the page asks of the machine.
    Processor,
    /// The time on the wall: that, and all that the thread was kept waiting for in the middle of a task.
    Wall,
}

/// A page whose main thread is measured.
pub struct Meter<'p>(pub &'p Page);

impl Meter<'_> {
    /// From now on by this clock.
    pub fn by(&self, clock: Clock) {
        let clock = match clock {
            Clock::Processor => "threadTicks",
            Clock::Wall => "timeTicks",
        };
        self.0.devtools("Performance.disable", &json!({}));
        self.0.devtools("Performance.enable", &json!({ "timeDomain": clock }));
    }

    /// Milliseconds of work that something causes, up to the end of the frame that shows it.
    pub fn work(&self, what: impl FnOnce()) -> f64 {
        self.try_work(|| {
            what();
            Ok(())
        })
        .unwrap_or(f64::NAN)
    }

    /// The same of something that can fail.
    pub fn try_work(&self, what: impl FnOnce() -> Result<(), String>) -> Result<f64, String> {
        self.evaluate(WATCH_CHANGES);
        let before = self.busy();
        what()?;
        let mut end = self.busy_after_frame().0;
        // What is scrolled in one frame may be drawn in the next; what only moves on, as in an animation, is there already.
        loop {
            let (busy, has_changed) = self.busy_after_frame();
            if !has_changed {
                return Ok(end - before);
            }
            end = busy;
        }
    }

    /// Milliseconds of work since the document was begun, up to the end of the frame that shows it.
    pub fn work_since_opening(&self) -> f64 {
        self.busy_after_frame().0
    }

    /// Runs a script, as an expression, in a task of its own, and waits for what it promises, a minute at most.
    pub fn run(&self, script: &str) -> Result<Value, String> {
        let task =
            format!("new Promise((done, failed) => setTimeout(() => Promise.resolve({script}).then(done, failed)))");
        let answer = self.0.driver.devtools(
            "Runtime.evaluate",
            &json!({ "expression": task, "awaitPromise": true, "returnByValue": true }),
        )?;
        match answer["exceptionDetails"]["exception"]["description"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// The number that Chromium keeps under this name.
    pub fn metric(&self, name: &str) -> f64 {
        let metrics = self.0.devtools("Performance.getMetrics", &json!({}));
        value(&metrics, name)
    }

    fn busy(&self) -> f64 {
        let metrics = self.0.devtools("Performance.getMetrics", &json!({}));
        (value(&metrics, "TaskDuration") - value(&metrics, "DevToolsCommandDuration")) * 1e3
    }

    /// The milliseconds of work so far, at the end of a frame; and whether anything in the document was changed for it.
    fn busy_after_frame(&self) -> (f64, bool) {
        let has_changed = self.evaluate(FRAME);
        (self.busy(), has_changed == true)
    }

    fn evaluate(&self, expression: &str) -> Value {
        let task = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        self.0.devtools("Runtime.evaluate", &task)["result"]["value"].take()
    }
}

/// Notes whether anything in the document is changed.
const WATCH_CHANGES: &str = "
    globalThis.changes ??= new MutationObserver(() => globalThis.hasChanged = true);
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    globalThis.hasChanged = false";
/// Waits for the end of a frame, and says whether anything was changed up to then and since the one before.
const FRAME: &str = "new Promise(done => requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => {
            done(globalThis.hasChanged);
            globalThis.hasChanged = false;
        };
        after.port2.postMessage(null);
    }))";

fn value(metrics: &Value, name: &str) -> f64 {
    let all = metrics["metrics"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().find(|metric| metric["name"] == name).and_then(|metric| metric["value"].as_f64()).unwrap_or(f64::NAN)
}
