//! Mermaid reads and draws the Mermaid source, in Chromium: today's, and the oldest that the source names.

use lifeline_core::export::{Detail, mermaid};
use lifeline_core::simulation::run::Run;
use serde_json::{Value, json};

use crate::browsers::{Engine, Wishes};
use crate::driver::Driver;
use crate::{Row, assumed, rows, runs, tool};

#[test]
fn todays_draws_the_same_messages_in_the_same_order() {
    for_each_drawn("LIFELINE_MERMAID", DRAW, |name, run, drawn| {
        let rows = rows(run);
        let arrows = arrows(&rows);
        assert_eq!(drawn["arrows"], json!(arrows), "{name}: what Mermaid has read");
        let labels: Vec<_> = arrows.iter().map(|[_, _, label]| label).collect();
        assert_eq!(drawn["labels"], json!(labels), "{name}: what Mermaid has drawn");
        // Line by line, and among the times.
        let notes: Vec<&str> = drawn["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let notes = notes.join(" ");
        let mut rest = &notes[..];
        for note in rows.iter().filter(|row| matches!(row, Row::Note(_))) {
            let found =
                rest.find(note.text()).unwrap_or_else(|| panic!("{name}: {:?} is not in {notes:?}", note.text()));
            rest = &rest[found + note.text().len()..];
        }
        assert!(rest.ends_with(&assumed(run)), "{name}: it does not end with what was assumed: {rest}");
        assert_eq!(drawn["title"], run.model().title().in_language("en"), "{name}");
        assert_eq!(drawn["foreign"], 0, "{name}: a label has become an element");
    });
}

#[test]
fn the_oldest_that_is_named_draws_them_too() {
    for_each_drawn("LIFELINE_OLDEST_MERMAID", DRAW_WITH_OLDEST, |name, run, drawn| {
        let rows = rows(run);
        let labels: Vec<_> = arrows(&rows).into_iter().map(|[_, _, label]| label).collect();
        assert_eq!(drawn["labels"], json!(labels), "{name}: what Mermaid has drawn");
    });
}

/// Has a Mermaid draw all runs with a script, and looks at what the script gives of each.
fn for_each_drawn(variable: &str, script: &str, look: impl Fn(&str, &Run, &Value)) {
    let source = std::fs::read_to_string(tool(variable)).unwrap();
    let browser = Driver::start(Engine::Chromium, &Wishes::default()).unwrap_or_else(|e| panic!("{e}"));
    let post = |command: &str, body: Value| browser.post(command, &body).unwrap_or_else(|e| panic!("{command}: {e}"));
    post("url", json!({ "url": "data:text/html;charset=utf-8,<!doctype html><body>" }));
    let load = "const s = document.createElement('script'); s.textContent = arguments[0]; document.head.append(s);
        mermaid.initialize({ startOnLoad: false }); return typeof mermaid.render";
    assert_eq!(post("execute/sync", json!({ "script": load, "args": [source] })), "function");
    for (name, run) in runs() {
        let source = mermaid(&run, Detail::default());
        let drawn = post("execute/async", json!({ "script": script, "args": [source] }));
        assert_eq!(drawn["error"], Value::Null, "{name}:\n{source}");
        look(&name, &run, &drawn);
    }
}

fn arrows(rows: &[Row]) -> Vec<&[String; 3]> {
    rows.iter().filter_map(|row| if let Row::Arrow(it) = row { Some(it) } else { None }).collect()
}

/// Gives what Mermaid has read, and what stands on its picture.
const DRAW: &str = "
    const [text, done] = arguments;
    (async () => {
        const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
        const plain = it => { const t = document.createElement('textarea'); t.innerHTML = it; return t.value; };
        const label = it => plain(it.replace(/ﬂ°°(\\d+)¶ß/g, '&#$1;').replace(/ﬂ°(\\w+)¶ß/g, '&$1;'));
        const actors = db.getActors();
        const name = id => label(actors.get(id).description);
        const sent = db.getMessages().filter(it => it.from && it.to && it.placement === undefined);
        const { svg } = await mermaid.render('drawn', text);
        const page = document.createElement('div');
        page.innerHTML = svg;
        const texts = css => [...page.querySelectorAll(css)].map(it => it.textContent);
        done({
            arrows: sent.map(it => [name(it.from), name(it.to), label(it.message)]),
            labels: texts('.messageText'),
            notes: texts('.noteText'),
            title: page.querySelector('title')?.textContent ?? null,
            foreign: page.querySelectorAll('script, a, img, b, strong, em, code, iframe').length,
        });
    })().catch(error => done({ error: String(error) }));
";

/// The same for the oldest, which has another interface: what stands on its picture.
const DRAW_WITH_OLDEST: &str = "
    const [text, done] = arguments;
    try {
        mermaid.mermaidAPI.render('drawn', text, (svg) => {
            const page = document.createElement('div');
            page.innerHTML = svg;
            done({ labels: [...page.querySelectorAll('.messageText')].map(it => it.textContent) });
        });
    } catch (error) {
        done({ error: String(error.message ?? error.str ?? error) });
    }
";
