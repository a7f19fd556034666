//! Models of the reader's own: the button that opens one, what is wrong with its file, and the place to drop it.

use std::rc::Rc;

use lifeline_core::model::Problem;
use yew::Html;

use super::notices::button;
use crate::html::{Part, Tag, part, tag};
use crate::own::{Mistakes, Own, headline, named, place};
use crate::state::State;
use crate::words::{WORDS, fill};

/// The field that a file is chosen in.
pub const FIELD: &str = "[data-own]";
/// The list of what is wrong with a file, which gets the focus.
pub const MISTAKES: &str = "[data-mistakes] [tabindex]";
/// What is shown above the page while files are held over it.
pub const OVER: &str = "[data-over]";

/// The button that opens a model, once the app's later part is there.
pub fn opener(state: &State) -> Html {
    if state.is_complete { open_button(state) } else { Html::default() }
}

/// What is wrong with a file, if anything.
pub fn mistakes(state: &State) -> Html {
    state.owned.mistakes.clone().map_or_else(Html::default, |mistakes| mistaken(mistakes, state.session.is_some()))
}

/// The place to drop files, while they are held over the page.
pub fn over(state: &State) -> Html {
    if state.owned.is_over { held() } else { Html::default() }
}

/// The button, and what there is to say about the model that is open. It is no part by itself: that would take more room than it saves time.
#[inline(never)]
fn open_button(state: &State) -> Html {
    // The field lies over the words, so that it is what is pressed, focused and dropped on.
    let field = tag("input").fixed("type", "file").fixed("data-own", "");
    let field = tag("label").class("file").add(field).add(tag("span").words(WORDS.own_open));
    let all = tag("section").class("own").fixed("aria-label", WORDS.own);
    let Some(Own { file, warnings, .. }) = state.own() else {
        return all.add(field).add(tag("p").words(WORDS.own_about)).done();
    };
    let about = tag("p").text(&fill(WORDS.own_is_open, &[&named(file)]));
    let odd = (!warnings.is_empty()).then(|| {
        let count = warnings.len();
        let title = if count == 1 { WORDS.own_warning } else { WORDS.own_warnings };
        let title = tag("summary").text(&fill(title, &[&count.to_string()]));
        tag("details").add(title).add(tag("ol").all(warnings.iter().map(problem)))
    });
    let leave = button("leave", WORDS.own_leave);
    all.add(tag("div").add(field).add(leave)).add(about).maybe(odd).done()
}

#[inline(never)]
fn held() -> Html {
    let words = tag("p").add(tag("b").words(WORDS.own_drop)).add(tag("span").words(WORDS.own_stays_here));
    // Should it ever stay, a click takes it away.
    tag("div").class("over").fixed("data-over", "").fixed("data-control", "over").add(words).done()
}

#[inline(never)]
fn mistaken(mistakes: Rc<Mistakes>, stays: bool) -> Html {
    part(Mistaken { mistakes, stays })
}

/// What is wrong with a file.
#[derive(PartialEq)]
struct Mistaken {
    mistakes: Rc<Mistakes>,
    /// Whether something is open all the same.
    stays: bool,
}

impl Part for Mistaken {
    fn view(&self) -> Tag {
        let problems = &self.mistakes.problems;
        let title = tag("h2").fixed("id", "mistakes").text(&headline(&self.mistakes));
        let title = tag("div").class("title").add(title).add(button("mended", WORDS.dismiss));
        let stays = self.stays.then(|| tag("p").words(WORDS.stays));
        let more = (problems.more() > 0).then(|| tag("p").text(&fill(WORDS.own_more, &[&problems.more().to_string()])));
        let list = tag("div")
            .fixed("tabindex", "0")
            .fixed("role", "group")
            .fixed("aria-labelledby", "mistakes")
            .maybe(stays)
            .add(tag("ol").all(problems.listed().iter().map(problem)))
            .maybe(more);
        let all = tag("section").class("mistakes").fixed("data-mistakes", "").fixed("aria-labelledby", "mistakes");
        all.add(title).add(list)
    }
}

/// A mistake or a warning: where it is, the line itself, what was found there, and what helps.
fn problem(problem: &Problem) -> Tag {
    let Problem { excerpt, marked, found, expected, nearest, .. } = problem;
    let hook = [&*problem.place.line.to_string(), ":", &problem.place.column.to_string()].concat();
    let title = tag("p").add(tag("b").text(&place(problem))).add(with_names(tag("span"), found));
    let expected = (!expected.is_empty()).then(|| with_names(tag("span"), expected));
    let nearest = nearest.as_ref().map(|name| {
        let (before, after) = WORDS.did_you_mean.split_once("{0}").unwrap_or_default();
        tag("span").words(before).add(tag("code").fixed("translate", "no").text(name)).words(after)
    });
    let helps =
        (expected.is_some() || nearest.is_some()).then(|| tag("p").class("helps").maybe(expected).maybe(nearest));
    tag("li").set("data-mistake", &hook).add(title).add(line(problem.place.line, excerpt, *marked)).maybe(helps)
}

/// A line of the file, with its number, and with the characters marked that are meant.
fn line(number: u32, excerpt: &str, (before, width): (u32, u32)) -> Tag {
    let at = |place: u32| excerpt.char_indices().nth(place as usize).map_or(excerpt.len(), |(at, _)| at);
    let (start, end) = (at(before), at(before + width));
    // Behind the end of a line there is nothing to be seen, and yet it can be meant.
    let meant = if start == end { "\u{a0}" } else { &excerpt[start..end] };
    let number = tag("i").fixed("aria-hidden", "true").text(&number.to_string());
    let code = tag("code").text(&excerpt[..start]).add(tag("mark").text(meant)).text(&excerpt[end..]);
    tag("pre").fixed("translate", "no").add(number).add(code)
}

/// Puts a text into an element, with what stands between backticks set as the names that they are.
fn with_names(into: Tag, text: &str) -> Tag {
    text.split('`').enumerate().fold(into, |into, (place, part)| {
        if place % 2 == 1 { into.add(tag("code").fixed("translate", "no").text(part)) } else { into.text(part) }
    })
}
