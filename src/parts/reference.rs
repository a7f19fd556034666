//! What the reference says, each statement lit once the run has shown it; what follows from it stands apart.

use std::rc::Rc;

use lifeline_core::model::{Clause, Model};
use lifeline_core::words::fill;
use yew::prelude::*;

use crate::words::WORDS;

/// The statements.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The model.
    pub model: Rc<Model>,
    /// For each statement, whether the run has shown it.
    pub lit: Vec<bool>,
}

/// The list of statements.
#[component]
pub fn Reference(props: &Props) -> Html {
    let part = |inferred: bool| {
        let theirs =
            props.model.clauses().zip(&props.lit).filter(move |((_, clause), _)| clause.is_inferred() == inferred);
        theirs.map(|((_, clause), lit)| (clause, *lit))
    };
    let (shown, all) = (part(false).filter(|(_, lit)| *lit).count(), part(false).count());
    html! {
        <details class="panel reference" open=true>
            <summary><h2>{ WORDS.reference }{ " " }<small>{ fill(WORDS.lit_of, &[&shown.to_string(), &all.to_string()]) }</small></h2></summary>
            <ul>{ for part(false).map(statement) }</ul>
            if part(true).next().is_some() {
                <h3>{ WORDS.inferred }</h3>
                <ul>{ for part(true).map(statement) }</ul>
            }
        </details>
    }
}

fn statement((clause, lit): (&Clause, bool)) -> Html {
    let places = clause.places.iter().map(|place| place.in_language(WORDS.code)).collect::<Vec<_>>().join("; ");
    html! {
        <li class={lit.then_some("lit")}>
            { clause.text.in_language(WORDS.code) }
            if lit {
                <span class="unseen">{ " (" }{ WORDS.lit }{ ")" }</span>
            }
            <small>{ places }</small>
        </li>
    }
}
