//! The selected row: what it is, what it carries, and what it rests on.

use lifeline_core::model::Grounds;
use lifeline_core::trace::{EventNumber, What};
use lifeline_core::words::{Speaker, fill};
use yew::prelude::*;

use super::Send;
use super::transcript::class;
use crate::document::Shared;
use crate::state::Action;
use crate::words::WORDS;

/// The selected row.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: Shared,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
    /// What the reader does.
    pub on: Send,
}

/// What there is to say about the selected row.
#[component]
pub fn Selected(props: &Props) -> Html {
    let document = props.shared.read();
    let run = &document.run;
    let speaker = Speaker::english(run.model());
    let event = props.selected.filter(|number| number.0 <= run.count()).and_then(|number| run.trace().get(number));
    let Some(event) = event else {
        return html! {
            <section class="panel selected"><h2>{ WORDS.selected }</h2><p class="quiet">{ WORDS.select_one }</p></section>
        };
    };
    let provenance = event.provenance(run.model());
    let grounds = match event.grounds(run.model()) {
        Some(Grounds::Cites(clauses)) => html! {
            <ul>{ for clauses.iter().map(|id| html! { <li>{ run.model()[*id].text.in_language(WORDS.code) }</li> }) }</ul>
        },
        Some(Grounds::Ours(why)) => html! { <p>{ fill(WORDS.because_ours, &[why.in_language(WORDS.code)]) }</p> },
        None => html! { <p>{ WORDS.transport_did_it }</p> },
    };
    // The settings that it rests on, each with its value.
    let settings = run.model().settings().filter(|(id, _)| event.rests_on.contains(*id));
    let settings = settings.map(|(id, _)| speaker.setting(id, run.settings().get(id))).collect::<Vec<_>>().join(", ");
    let fields = match &event.what {
        What::Message(sent) => {
            let fields = run.model()[sent.message].fields.iter().zip(&sent.fields);
            let given = fields.filter_map(|(field, value)| Some((field, value.as_ref()?)));
            html! {
                <dl>{ for given.map(|(field, value)| html! {
                    <>
                        <dt><code translate="no">{ field.name.to_string() }</code></dt>
                        <dd>
                            { speaker.value(value) }
                            if !field.about.in_language(WORDS.code).is_empty() {
                                <small>{ field.about.in_language(WORDS.code) }</small>
                            }
                        </dd>
                    </>
                }) }</dl>
            }
        }
        _ => Html::default(),
    };
    let about = match &event.what {
        What::Message(sent) => run.model()[sent.message].about.in_language(WORDS.code),
        _ => "",
    };
    html! {
        <section class="panel selected">
            <h2>{ WORDS.selected }</h2>
            <p><b>{ event.at.to_string() }</b>{ " " }{ speaker.sentence(run.trace(), event) }</p>
            if !about.is_empty() {
                <p class="quiet">{ about }</p>
            }
            { fields }
            <p class={class(provenance)}>
                { speaker.provenance(provenance) }
                if !settings.is_empty() {
                    { ": " }{ settings }
                }
            </p>
            { grounds }
            <button type="button" onclick={props.on.reform(|_| Action::Select(None))}>{ WORDS.unselect }</button>
        </section>
    }
}
