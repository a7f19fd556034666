//! Steps as links write them, one after another: `connect`, `3x-send`, `2s`, `next`, `end`.

use std::iter::Peekable;

use crate::model::{Model, Step};

/// Closes every list of steps in a link, so that one that was cut off is noticed.
pub(super) const END: &str = "end";
/// The step that goes to what is due.
pub(super) const NEXT: &str = "next";
/// Begins the step that loses a message; the message's name follows.
pub(super) const LOSE: &str = "lose-";

/// Takes the next step, with all that follow it and are the same, and writes it.
pub(super) fn next_part(model: &Model, steps: &mut Peekable<impl Iterator<Item = Step>>) -> Option<String> {
    let step = steps.next()?;
    Some(match step {
        Step::Act(action) => write_repeated(1 + same(steps, step), &model[action].id),
        Step::Wait(length) => length.written(),
        Step::Next => NEXT.to_owned(),
        Step::Lose(message) => {
            let lost = format!("{LOSE}{}", model[message].link_name());
            write_repeated(1 + same(steps, step), &lost)
        }
    })
}

/// Takes what follows and is the same, and says how much of it there was.
pub(super) fn same(steps: &mut Peekable<impl Iterator<Item = Step>>, step: Step) -> usize {
    let mut count = 0;
    while steps.next_if_eq(&step).is_some() {
        count += 1;
    }
    count
}

pub(super) fn write_repeated(count: usize, step: &str) -> String {
    if count > 1 { format!("{count}x-{step}") } else { step.to_owned() }
}

/// Whether a text is digits and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A repeat as the text of its number and what is repeated: `3x-send`.
pub(super) fn read_repeated(text: &str) -> Option<(&str, &str)> {
    text.split_once("x-").filter(|(count, _)| is_number(count))
}
