//! What the reference says: each clause lit once the run has shown it, and marked when pointed at.

use std::rc::Rc;

use lifeline_core::model::{Clause, ClauseId};
use lifeline_core::simulation::trace::EventNumber;
use lifeline_page::worker::Explored;
use yew::prelude::*;

use super::changing::changing;
use crate::browser::scroll;
use crate::state::action::ViewAction;
use crate::state::document::SharedModel;
use crate::state::session::Hover;
use crate::words::WORDS;

/// Properties of [`Reference`].
#[derive(Properties, PartialEq)]
pub struct Props {
    pub model: SharedModel,
    /// What holds of each of its clauses.
    pub standings: Rc<[Standing]>,
    /// What was found in all runs, if they were explored: a clause that this run does not show leads to one that does.
    pub explored: Option<Rc<Explored>>,
    /// The address of a link.
    pub onlink: Callback<String, String>,
    /// The row that is selected: a clause that it shows is brought into sight.
    pub selected: Option<EventNumber>,
    /// The reader points at a clause, or goes to the rows that show it.
    pub onview: Callback<ViewAction>,
}

/// What holds of a clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Whether the run has shown it.
    pub lit: bool,
    /// Whether the row that is pointed at shows it.
    pub marked: bool,
}

/// The clauses; what follows from what the reference says stands apart.
#[component]
pub fn Reference(props: &Props) -> Html {
    let clauses = || props.model.clauses().zip(props.standings.iter().copied());
    let stated = || clauses().filter(|((_, clause), _)| !clause.is_inferred());
    let inferred = || clauses().filter(|((_, clause), _)| clause.is_inferred());
    let first_marked = props.standings.iter().position(|standing| standing.marked);
    let marked = use_node_ref();
    use_effect_with(props.selected, {
        let marked = marked.clone();
        move |_| scroll::reveal(&marked)
    });
    let entry = |((id, clause), standing): ((ClauseId, &Clause), Standing)| {
        let is_first_marked = first_marked == Some(id.index());
        entry(props, id, clause, standing, if is_first_marked { marked.clone() } else { NodeRef::default() })
    };
    if props.standings.is_empty() {
        return html! { <section class="panel reference"><p class="quiet">{ WORDS.no_reference }</p></section> };
    }
    html! {
        <section class="panel reference">
            <h2>{ WORDS.reference }</h2>
            <ul>{ for stated().map(entry) }</ul>
            if inferred().next().is_some() {
                <h3>{ WORDS.inferred }</h3>
            }
            <ul>{ for inferred().map(entry) }</ul>
        </section>
    }
}

/// A clause; once it is lit, it leads to the rows that show it.
fn entry(props: &Props, id: ClauseId, clause: &Clause, Standing { lit, marked }: Standing, entry: NodeRef) -> Html {
    let text = clause.text.in_language(WORDS.code);
    let shown = props.explored.as_ref().and_then(|explored| explored.clauses.get(id.index())?.clone());
    let (point, leave) = (ViewAction::Hover(Some(Hover::Clause(id))), ViewAction::Hover(None));
    html! {
        <li
            ref={entry}
            data-statement={id.index().to_string()}
            data-lit={lit.then_some("")}
            data-marked={marked.then_some("")}
            onclick={lit.then(|| props.onview.reform(move |_| ViewAction::SelectNextOf(id)))}
            onpointerenter={props.onview.reform(move |_| point)}
            onpointerleave={props.onview.reform(move |_| leave)}
            onfocusin={props.onview.reform(move |_| point)}
            onfocusout={props.onview.reform(move |_| leave)}
        >
            if lit {
                <button type="button" title={WORDS.to_its_row}>
                    { changing(text) }
                    <span class="unseen">{ WORDS.lit }</span>
                </button>
            } else {
                { changing(text) }
                if let Some(link) = shown {
                    <a data-shown="" href={props.onlink.emit(link)}>{ WORDS.run_that_shows_it }</a>
                }
            }
            for place in &clause.places {
                <small>{ changing(place.in_language(WORDS.code)) }</small>
            }
        </li>
    }
}
