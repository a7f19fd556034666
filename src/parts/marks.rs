//! What stands out in the run, marked along the timeline: each mark with its own shape and with its words.

use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::marks::{Count, KINDS, Place, kinds};
use crate::words::{WORDS, fill};

/// The marks.
#[derive(PartialEq)]
pub struct Marks(pub Shared);

impl Part for Marks {
    fn view(&self) -> Tag {
        let document = &mut *self.0.draw();
        document.marks.follow(&document.run);
        let last = document.run.moments().len() - 1;
        // The range beside it says the same to those who listen.
        let all = tag("svg").class("marks").fixed("aria-hidden", "true");
        all.all(document.marks.places().iter().map(|place| mark(place, last)))
    }
}

/// What stands out where the cursor is, after a colon; nothing where nothing does.
#[inline(never)]
pub fn at_cursor(shared: &Shared) -> String {
    let run = &shared.read().run;
    let mut there = [false; KINDS.len()];
    // Whoever waits after a moment is not at it any more.
    if run.now() == run.moments()[run.cursor()].at {
        kinds(run, run.cursor()).for_each(|kind| there[kind] = true);
    }
    let mut said = String::new();
    for (kind, _) in KINDS.iter().zip(there).filter(|(_, there)| *there) {
        said.push_str(if said.is_empty() { ": " } else { ", " });
        said.push_str(kind.words);
    }
    said
}

fn mark(place: &Place, last: usize) -> Tag {
    let thousandths = place.moment * 1000 / last.max(1);
    let left = [&(thousandths / 10).to_string(), ".", &(thousandths % 10).to_string(), "%"].concat();
    let words: Vec<String> = place.kinds().map(|(kind, count)| words(kind.words, count)).collect();
    let mark = tag("svg").set("x", &left).set("data-moment", &place.moment.to_string());
    let mark = mark.add(tag("title").text(&words.join("\n")));
    mark.all(place.kinds().map(|(kind, _)| tag("path").class(kind.id).fixed("d", kind.path)))
}

/// What it is, how often and when.
fn words(what: &str, count: Count) -> String {
    let (first, last) = (count.first.to_string(), count.last.to_string());
    let when = match count.times {
        1 => first,
        times if first == last => fill(WORDS.times_at, &[&times.to_string(), &first]),
        times => fill(WORDS.times_between, &[&times.to_string(), &first, &last]),
    };
    [what, ": ", &when].concat()
}
