//! What was found in all runs, each thing with a link to a shortest run that shows it.

use std::rc::Rc;

use lifeline_core::model::{Model, Rule, StateId};
use lifeline_core::narration::fill;
use lifeline_page::worker::{Explored, Shown};
use yew::prelude::*;

use super::changing::changing;
use crate::state::document::SharedModel;
use crate::words::WORDS;

/// Properties of [`Findings`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// For each of its rules, whether a row of this run comes from it.
    pub has_row: Rc<[bool]>,
    pub explored: Rc<Explored>,
    /// Whether more may be found.
    pub is_running: bool,
    /// The address of a link.
    pub onlink: Callback<String, String>,
}

/// The lists of what was found, each closed at first.
#[component]
pub fn Findings(props: &Props) -> Html {
    let explored = &props.explored;
    let without_row = props.model.rules().zip(props.has_row.iter()).filter(|(_, has_row)| !**has_row);
    let (mut elsewhere, mut nowhere) = (Vec::new(), Vec::new());
    for ((id, rule), _) in without_row {
        let words = written(&props.model, rule);
        match explored.rules.get(id.index()).cloned().flatten() {
            Some(link) => elsewhere.push(Shown { words, link }),
            None => nowhere.push(words),
        }
    }
    html! {
        <>
            { runs("rules", WORDS.rules_elsewhere, &elsewhere, props) }
            if !nowhere.is_empty() && !props.is_running {
                <details data-found="nowhere">
                    <summary>{ changing(fill(WORDS.rules_nowhere, &[("count", &nowhere.len())])) }</summary>
                    <ul>
                        for words in nowhere {
                            <li>{ changing(words) }</li>
                        }
                    </ul>
                </details>
            }
            { runs("unhandled", WORDS.unhandled, &explored.unhandled, props) }
            { runs("ends", WORDS.ends, &explored.ends, props) }
        </>
    }
}

/// A list that can be opened, each entry leading to a run that shows it.
fn runs(name: &'static str, title: &'static str, all: &[Shown], props: &Props) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <details data-found={name}>
            <summary>{ changing(fill(title, &[("count", &all.len())])) }</summary>
            <ul>
                for shown in all {
                    <li><a href={props.onlink.emit(shown.link.clone())}>{ changing(&shown.words) }</a></li>
                }
            </ul>
        </details>
    }
}

/// A rule as its model has it, with who follows it, and in which states.
fn written(model: &Model, rule: &Rule) -> String {
    let members = model.participants().filter(|(_, participant)| participant.role == rule.role);
    let who: Vec<&str> = members.map(|(_, participant)| participant.name.in_language(WORDS.code)).collect();
    // A label may have commas of its own.
    let label = |state: &StateId| format!("“{}”", model[*state].label.in_language(WORDS.code));
    let states: Vec<String> = rule.states.iter().map(label).collect();
    let line = model.text().lines().nth(rule.line as usize - 1).unwrap_or_default().trim();
    let is_any = model.states().filter(|(_, state)| state.role == rule.role).count() == states.len();
    let words = if is_any { WORDS.rule_in_any_state } else { WORDS.rule_in };
    fill(words, &[("who", &who.join(", ")), ("states", &states.join(", ")), ("rule", &line)])
}
