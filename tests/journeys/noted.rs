//! Prints what of the app the first use of the page enters, for `cargo xtask first-use`: a line for each function that it calls.

mod browsers;
mod driver;
mod first_use;
mod harness;
mod proxy;
mod surroundings;

use harness::Page;
use std::collections::BTreeMap;

fn main() {
    let page = Page::new();
    let mut noted: BTreeMap<(u64, u64), (bool, String)> = BTreeMap::new();
    first_use::first_use(&page, |page| {
        for note in page.script(NOTES, &[]).as_array().into_iter().flatten() {
            let number = |place: usize| note[place].as_u64().unwrap_or_default();
            let name = note[3].as_str().unwrap_or_default();
            let point = noted.entry((number(0), number(1))).or_insert_with(|| (false, name.to_owned()));
            point.0 |= note[2] == 1;
        }
    });
    let mut functions: BTreeMap<u64, (String, &str)> = BTreeMap::new();
    for ((function, _), (is_passed, name)) in &noted {
        let points = functions.entry(*function).or_insert((String::new(), name));
        points.0.push(if *is_passed { '1' } else { '0' });
    }
    let mut lines: Vec<_> = functions.into_values().filter(|(points, _)| points.starts_with('1')).collect();
    lines.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    lines.iter().for_each(|(points, name)| println!("{points} {name}"));
}

/// The app exports a note for each point of a function, under the number of both and the function's name: see `xtask/src/used.rs`.
const NOTES: &str = "const app = await import(document.querySelector('link[rel=modulepreload]').href);
    const notes = Object.entries(app.wasm).filter(([name]) => name.startsWith('used '));
    return notes.map(([export_, note]) => {
        const [, nth, point, ...name] = export_.split(' ');
        return [+nth, +point, note.value, name.join(' ')];
    })";
