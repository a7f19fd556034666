//! Two peers in the same browser, drawing the same messages: how long they take, and how many times what the page takes.

use crate::common::{in_ms, percentile, row, spaced};
use crate::meter::{Clock, Meter};
use crate::page::{REQUEST, Target};
use crate::runs::{Linked, messages};
use lifeline_core::export::{Detail, mermaid};
use serde_json::json;

/// Something else that draws sequence diagrams.
struct Peer {
    /// Its name.
    name: &'static str,
    /// Loads it.
    load: &'static str,
    /// A function that draws a text into the page, in place of what was there.
    draw: &'static str,
    /// Its text for the same messages, made from Mermaid's.
    text: fn(String) -> String,
}

const PEERS: [Peer; 2] = [
    Peer {
        name: "svg-sequence-diagram",
        load: "import(new URL('svg-sequence-diagram.js', location)).then(it => { window.Diagram = it.SequenceDiagram })",
        draw: "text => document.body.replaceChildren(new Diagram(text).dom())",
        text: |mermaid| translated(&mermaid),
    },
    Peer {
        name: "mermaid",
        load: "new Promise((done, failed) => {
            const script = document.head.appendChild(document.createElement('script'));
            Object.assign(script, { src: 'mermaid.js', onload: done, onerror: failed });
        }).then(() => mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9 }))",
        draw: "text => mermaid.render('drawing', text).then(it => { document.body.innerHTML = it.svg })",
        text: |mermaid| mermaid,
    },
];

/// What the page takes, in ms.
struct Ours {
    first: f64,
    step: f64,
}

/// Measures them; `blank` is the address of an empty page, which has the peers' files beside it.
pub fn measure(meter: &Meter<'_>, blank: &str) {
    println!("\nSpeed: the page beside its peers, in one browser, drawing the same messages");
    meter.by(Clock::Processor);
    let runs = [10, 100, 1_000, 10_000].map(|count| (count, messages(count)));
    let ours: Vec<Ours> = runs.iter().map(|(_, linked)| ours(meter, linked)).collect();
    for peer in &PEERS {
        println!(
            "\n{} / the whole page: main-thread work, processor time. For a step more, the peer draws all anew.\n",
            peer.name
        );
        meter.0.must("url", json!({ "url": blank }));
        let loaded = meter.run(peer.load).and_then(|_| peer.draw(meter, &runs[0].1));
        if let Err(why) = loaded {
            println!("it can't be used: {why}");
            continue;
        }
        for ((count, linked), ours) in runs.iter().zip(&ours) {
            let said = spaced(*count as u64);
            match peer.measure(meter, linked) {
                Ok((first, again)) => {
                    compare(&format!("{said} messages, drawn for the first time"), ours.first, first, None);
                    let is_asked = *count == 1_000 && peer.name == "mermaid";
                    compare(&format!("{said} messages, one step more"), ours.step, again, is_asked.then_some(50.0));
                }
                Err(why) => {
                    println!("{said} messages: not drawn within a minute, or not at all ({why})");
                    // A browser that is still busy with it measures nothing else.
                    return;
                }
            }
        }
    }
}

fn compare(what: &str, ours: f64, theirs: f64, at_least: Option<f64>) {
    let times = theirs / ours;
    let measured = format!("{} / {} = {times:.1}", in_ms(theirs), in_ms(ours));
    let said = at_least.map(|least| format!("at least {least}"));
    row(what, &measured, said.as_deref().zip(at_least.map(|least| times >= least)));
}

/// Opens the run in a page that shows another one, and then goes on with it.
fn ours(meter: &Meter<'_>, linked: &Linked) -> Ours {
    let page = meter.0;
    let empty = messages(0);
    page.visit(&empty.fragment());
    empty.wait(meter);
    let first: Vec<f64> = (0..TRIES)
        .map(|_| {
            show(meter, &empty);
            meter.work(|| show(meter, linked))
        })
        .collect();
    let target = Target::new(page, REQUEST);
    let steps: Vec<f64> = (0..20).map(|_| meter.work(|| target.click())).collect();
    Ours { first: percentile(50, &first), step: percentile(50, &steps) }
}

fn show(meter: &Meter<'_>, linked: &Linked) {
    let _shown = meter.run(&format!("void (location.hash = {})", json!(linked.fragment())));
    linked.wait(meter);
}

impl Peer {
    /// How long it takes for the first time, and again, in ms.
    fn measure(&self, meter: &Meter<'_>, linked: &Linked) -> Result<(f64, f64), String> {
        let mut times = Vec::new();
        while times.len() < TRIES {
            times.push(meter.try_work(|| self.draw(meter, linked))?);
            if times.iter().sum::<f64>() > LONG_ENOUGH {
                break;
            }
        }
        let again = if times.len() > 1 { &times[1..] } else { &times };
        Ok((times[0], percentile(50, again)))
    }

    /// Draws a run, and makes sure that all of it was drawn.
    fn draw(&self, meter: &Meter<'_>, linked: &Linked) -> Result<(), String> {
        let text = (self.text)(mermaid(&linked.run, Detail::default()));
        let arrows = text.lines().filter(|line| line.contains("->") || line.contains("-x")).count();
        meter.run(&format!("({})({})", self.draw, json!(text)))?;
        let texts = meter.run("document.querySelectorAll('svg text').length")?;
        if texts.as_u64() > Some(arrows as u64) {
            Ok(())
        } else {
            Err(format!("it drew {texts} texts for {arrows} arrows"))
        }
    }
}

/// Mermaid's text, as far as we write it, in the words of svg-sequence-diagram.
fn translated(mermaid: &str) -> String {
    let mut text = String::new();
    for line in mermaid.lines().skip(1).map(str::trim) {
        if let Some((id, name)) = line.strip_prefix("participant ").and_then(|rest| rest.split_once(" as ")) {
            text += &format!("begin {} as {id}\n", json!(name));
        } else if let Some((what, label)) = line.split_once(": ").filter(|(what, _)| !what.starts_with("acc")) {
            let what = what.replace("Note", "note").replace("->>", "-> ").replace("-x", "-x ");
            text += &format!("{}: {}\n", what.replacen('-', " -", 1), json!(label));
        }
    }
    text
}

/// How often each is drawn.
const TRIES: usize = 5;
/// Milliseconds after which something is not drawn once more.
const LONG_ENOUGH: f64 = 10_000.0;
