//! A mistake or a warning in a model's file: where it is, its line, what was found, what helps.

use lifeline_core::model;
use yew::prelude::*;

use crate::state::custom_model::place;
use crate::words::WORDS;

/// Properties of [`Problem`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The mistake or the warning.
    pub problem: model::Problem,
}

/// An entry of a list of problems.
#[component]
pub fn Problem(Props { problem }: &Props) -> Html {
    let model::Problem { place: at, excerpt, marked, found, expected, replacement, .. } = problem;
    let nearest = replacement.as_ref().map(|replacement| &*replacement.text);
    html! {
        <li data-mistake={format!("{}:{}", at.line, at.column)}>
            <p>
                <b>{ place(problem) }</b>
                <span>{ for with_names(found) }</span>
            </p>
            { line(at.line, excerpt, *marked) }
            if !expected.is_empty() || nearest.is_some() {
                <p class="helps">
                    if !expected.is_empty() {
                        <span>{ for with_names(expected) }</span>
                    }
                    if let Some(name) = nearest {
                        <span>{ did_you_mean(name) }</span>
                    }
                </p>
            }
        </li>
    }
}

/// A line of the file, with its number, and with the characters marked that are meant.
fn line(number: u32, excerpt: &str, (before, width): (u32, u32)) -> Html {
    let at = |position: u32| excerpt.char_indices().nth(position as usize).map_or(excerpt.len(), |(at, _)| at);
    let (start, end) = (at(before), at(before + width));
    // Behind the end of a line there is nothing to be seen, and yet it can be meant.
    let meant = if start == end { "\u{a0}" } else { &excerpt[start..end] };
    html! {
        <pre translate="no">
            <i aria-hidden="true">{ number }</i>
            <code>{ &excerpt[..start] }<mark>{ meant }</mark>{ &excerpt[end..] }</code>
        </pre>
    }
}

fn did_you_mean(name: &str) -> Html {
    let (before, after) = WORDS.did_you_mean.split_once("{name}").unwrap_or_default();
    html! {
        <>
            { before }
            <code translate="no">{ name }</code>
            { after }
        </>
    }
}

/// A text in which what stands between backticks is set as the names that they are.
pub(super) fn with_names(text: &str) -> impl Iterator<Item = Html> {
    text.split('`').enumerate().map(|(position, part)| {
        if position % 2 == 1 {
            html! { <code translate="no">{ part }</code> }
        } else {
            html! { part }
        }
    })
}
