//! The page by itself: a click in runs of any length, opening them, scrolling through them, and what they take of the memory.

use crate::common::{in_ms, percentile, row, spaced};
use crate::harness::Page;
use crate::meter::{Clock, Meter};
use crate::runs::{Linked, messages, steps};
use serde_json::{Value, json};

/// Measures it all; `blank` is the address of an empty page.
pub fn measure(meter: &Meter<'_>, blank: &str) {
    println!("\nSpeed: the page, in headless Chromium on this machine");
    println!(
        "\nA click: main-thread work to the end of the frame that shows the request and its answer, processor time\n"
    );
    for count in [10, 1_000, LONG] {
        clicks(meter, count);
    }
    println!(
        "\nA link opened in a new document: main-thread work until all of it is there; processor time, median of {TRIES}.\nThe first time, a \
         browser compiles what of the program is run; later it has kept that\n"
    );
    opening(meter, "an empty run", &messages(0), None);
    opening(meter, "1 000 steps", &steps(1_000), Some(("under 150 ms", 150.0)));
    opening(meter, &format!("{} messages", spaced(LONG as u64)), &messages(LONG), None);
    println!("\nScrolling by script in {FRAMES} frames: from one frame to the next, median and 95th percentile\n");
    scrolling(meter, blank);
    println!("\nA letter typed into a model: main-thread work to the end of the frame that shows it; processor time\n");
    typing(meter, 1_000, 16.0);
    typing(meter, 8_000, 50.0);
    println!("\nMemory, after a garbage collection\n");
    memory(meter);
}

/// An element to be clicked as with a mouse, again and again.
pub struct Target<'p> {
    page: &'p Page,
    middle: Value,
}

impl Target<'_> {
    /// The first element that matches, the mouse being on it.
    pub fn new<'p>(page: &'p Page, css: &str) -> Target<'p> {
        page.wait_for(css);
        let script = "const box = document.querySelector(arguments[0]).getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 }";
        let target = Target { page, middle: page.script(script, &[json!(css)]) };
        target.mouse("mouseMoved");
        target
    }

    /// Clicks it once.
    pub fn click(&self) {
        self.mouse("mousePressed");
        self.mouse("mouseReleased");
    }

    fn mouse(&self, what: &str) {
        let (x, y) = (&self.middle["x"], &self.middle["y"]);
        let event = json!({ "type": what, "x": x, "y": y, "button": "left", "clickCount": 1 });
        self.page.devtools("Input.dispatchMouseEvent", &event);
    }
}

fn clicks(meter: &Meter<'_>, count: usize) {
    open(meter, &messages(count));
    let target = Target::new(meter.0, REQUEST);
    let many = |clock| {
        meter.by(clock);
        (0..CLICKS).map(|_| meter.work(|| target.click())).collect::<Vec<f64>>()
    };
    let (wall, times) = (many(Clock::Wall), many(Clock::Processor));
    let median = percentile(50, &times);
    let what = format!("a click at {} messages, median of {CLICKS}", spaced(count as u64));
    row(&what, &in_ms(median), Some(("under 16 ms", median < 16.0)));
    row("  the worst of them", &in_ms(percentile(100, &times)), None);
    let said = format!("{}, {}", in_ms(percentile(50, &wall)), in_ms(percentile(100, &wall)));
    row("  median and worst by the clock on the wall", &said, None);
    row("  and in the second after it: rows appear, the address follows", &in_ms(second_after(meter, &target)), None);
}

/// What a click leads to after its frame, while the page is left alone.
fn second_after(meter: &Meter<'_>, target: &Target<'_>) -> f64 {
    let second = "new Promise(done => setTimeout(done, 1000))";
    let _nothing = meter.run(second);
    let times: Vec<f64> = (0..TRIES)
        .map(|_| {
            meter.work(|| target.click());
            meter.work(|| drop(meter.run(second)))
        })
        .collect();
    percentile(50, &times)
}

fn opening(meter: &Meter<'_>, what: &str, linked: &Linked, budget: Option<(&str, f64)>) {
    let once = |meter: &Meter<'_>| {
        meter.by(Clock::Processor);
        open(meter, linked);
        meter.work_since_opening()
    };
    let median = |times: Vec<f64>| percentile(50, &times);
    let first = median((0..TRIES).map(|_| once(&Meter(&Page::new()))).collect());
    let again = median((0..KEPT_AFTER + TRIES).map(|_| once(meter)).skip(KEPT_AFTER).collect());
    let judged = |work: f64| budget.map(|(said, most)| (said, work < most));
    row(&format!("{what}, opened for the first time"), &in_ms(first), judged(first));
    row("  again", &in_ms(again), judged(again));
}

/// Opens a link in a new document, and waits until all of it is there; by means that cost the page next to nothing.
fn open(meter: &Meter<'_>, linked: &Linked) {
    meter.0.visit(&linked.fragment());
    linked.wait(meter);
}

fn typing(meter: &Meter<'_>, lines: usize, budget: f64) {
    let page = meter.0;
    open(meter, &messages(0));
    page.click("[data-control=write]");
    page.wait_for("[data-source]");
    // Most of it is read only when the typing pauses.
    let fill = "const [lines, field] = [arguments[0], document.querySelector('[data-source]')];
        const name = number => `message Message${number} \"The message with the number ${number}\"\\n  field One number\\n  field Two text\\n  label \"no. ${number}\"\\n`;
        field.value += Array.from({ length: (lines - 40) / 4 }, (_, number) => name(number)).join('');
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus();
        field.setSelectionRange(400, 400)";
    page.script(fill, &[json!(lines)]);
    page.wait_until("it is read", || page.count(".reading") == 0);
    meter.by(Clock::Processor);
    let letter = json!({ "type": "char", "text": "a" });
    let work = || meter.work(|| drop(page.devtools("Input.dispatchKeyEvent", &letter)));
    let times: Vec<f64> = (0..CLICKS).map(|_| work()).collect();
    let median = percentile(50, &times);
    let what = format!("a letter at {} lines, median of {CLICKS}", spaced(lines as u64));
    row(&what, &in_ms(median), Some((&format!("under {budget} ms"), median < budget)));
    row("  the worst of them", &in_ms(percentile(100, &times)), None);
}

fn scrolling(meter: &Meter<'_>, blank: &str) {
    open(meter, &messages(LONG));
    let size = "(it => ({ width: it.clientWidth, height: it.clientHeight, all: it.scrollHeight }))(document.querySelector('.scroller'))";
    let size = meter.run(size).unwrap_or_default();
    let all = size["all"].as_f64().unwrap_or_default();
    let ways = [("100 px in a frame", 100.0), ("through the whole run", all / FRAMES as f64)];
    let ours: Vec<_> = ways.iter().map(|(_, step)| scrolled(meter, *step)).collect();
    meter.0.must("url", json!({ "url": blank }));
    let empty = "(size => {
        const scroller = document.body.appendChild(document.createElement('div'));
        scroller.className = 'scroller';
        scroller.style = `overflow: auto; width: ${size.width}px; height: ${size.height}px`;
        scroller.appendChild(document.createElement('div')).style.height = `${size.all}px`;
    })";
    let _nothing = meter.run(&format!("{empty}({size})"));
    for ((what, step), ours) in ways.into_iter().zip(ours) {
        row(&format!("{} messages, {what}", spaced(LONG as u64)), &ours, None);
        row(&format!("  the empty page, {what}"), &scrolled(meter, step), None);
    }
}

/// The times between frames while something is scrolled by so many pixels in each.
fn scrolled(meter: &Meter<'_>, step: f64) -> String {
    let script = format!(
        "new Promise(done => {{
            const scroller = document.querySelector('.scroller'), times = [];
            let top = scroller.scrollTop = 0;
            requestAnimationFrame(function frame(time) {{
                times.push(time);
                scroller.scrollTop = top += {step};
                if (times.length <= {FRAMES}) requestAnimationFrame(frame); else done(times);
            }});
        }})"
    );
    let times = meter.run(&script).unwrap_or_default();
    let times: Vec<f64> = times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let between: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    format!("{}, {}", in_ms(percentile(50, &between)), in_ms(percentile(95, &between)))
}

fn memory(meter: &Meter<'_>) {
    let page = meter.0;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH_MEMORIES }));
    open(meter, &messages(LONG));
    let sum = meter.run("[...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0)");
    // None found would be a mistake in the measuring.
    let wasm = sum.ok().and_then(|sum| sum.as_f64()).filter(|sum| *sum > 0.0).unwrap_or(f64::NAN) / 1e6;
    page.devtools("HeapProfiler.collectGarbage", &json!({}));
    let heap = meter.metric("JSHeapUsedSize") / 1e6;
    let what = format!("{} messages: wasm memory and JavaScript heap", spaced(LONG as u64));
    row(&what, &format!("{wasm:.1} + {heap:.1} MB"), Some(("under 150 MB", wasm + heap < 150.0)));
}

/// Keeps the memories of all wasm in the page.
const WATCH_MEMORIES: &str = "
    globalThis.memories = new Set();
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await original.apply(WebAssembly, given);
            const { exports } = made.instance ?? made;
            for (const it of Object.values(exports)) if (it instanceof WebAssembly.Memory) memories.add(it);
            return made;
        };
    }";
/// Messages of a long run.
const LONG: usize = 100_000;
/// What is clicked: each click is a request and its answer.
pub const REQUEST: &str = "[data-action=send-other]";
const CLICKS: usize = 50;
/// How often something is done that takes long.
const TRIES: usize = 9;
/// So many documents are opened before a browser has surely kept the compiled program.
const KEPT_AFTER: usize = 5;
const FRAMES: usize = 300;
