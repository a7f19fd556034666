//! What was found in all runs, each thing with a link to a shortest run that shows it.

use std::rc::Rc;

use lifeline_core::model::RuleId;
use lifeline_core::narration::fill;
use lifeline_page::worker::{Explored, Shown};
use yew::prelude::*;

use super::changing::changing;
use super::details::Details;
use super::rule::written;
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
    let Props { model, has_row, explored, is_running, onlink } = props;
    let without_row = model.rules().zip(has_row.iter()).filter(|(_, has_row)| !**has_row).map(|((id, _), _)| id);
    let is_taken = |id: &RuleId| explored.rules.get(id.index()).is_some_and(Option::is_some);
    let (elsewhere, nowhere): (Vec<_>, Vec<_>) = without_row.partition(is_taken);
    let list = |found, title, count: usize, content: Html| {
        let summary = fill(title, &[("count", &count)]);
        html! {
            if count > 0 {
                <Details {found} {summary}>{ content }</Details>
            }
        }
    };
    let rules = |found, title, rules: Vec<RuleId>| {
        let count = rules.len();
        list(
            found,
            title,
            count,
            html! { <RuleList model={model.clone()} {rules} explored={explored.clone()} {onlink} /> },
        )
    };
    let runs = |found, title, runs: &[Shown]| {
        list(found, title, runs.len(), html! { <RunList runs={runs.to_vec()} {onlink} /> })
    };
    html! {
        <>
            { rules("rules", WORDS.rules_elsewhere, elsewhere) }
            if !is_running {
                { rules("nowhere", WORDS.rules_nowhere, nowhere) }
            }
            { runs("unhandled", WORDS.unhandled, &explored.unhandled) }
            { runs("ends", WORDS.ends, &explored.ends) }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct RunListProps {
    runs: Vec<Shown>,
    onlink: Callback<String, String>,
}

/// Runs, by what each shows.
#[component]
fn RunList(RunListProps { runs, onlink }: &RunListProps) -> Html {
    html! {
        <ul>
            for Shown { words, link } in runs {
                <li><a href={onlink.emit(link.clone())}>{ changing(words) }</a></li>
            }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct RuleListProps {
    model: SharedModel,
    rules: Vec<RuleId>,
    explored: Rc<Explored>,
    onlink: Callback<String, String>,
}

/// Rules, each leading to a run that takes it, if one does.
#[component]
fn RuleList(RuleListProps { model, rules, explored, onlink }: &RuleListProps) -> Html {
    html! {
        <ul>
            for id in rules {
                if let Some(Some(link)) = explored.rules.get(id.index()) {
                    <li><a href={onlink.emit(link.clone())}>{ changing(written(model, &model[*id])) }</a></li>
                } else {
                    <li>{ changing(written(model, &model[*id])) }</li>
                }
            }
        </ul>
    }
}
