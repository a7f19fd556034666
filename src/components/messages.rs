//! The messages of this run: protocol, sender, receiver, and when each was sent.

use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventNumber};
use yew::prelude::*;

use crate::state::document::SharedDocument;
use crate::state::exercised::Sending;
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`Messages`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
}

/// The table of messages.
#[component]
pub fn Messages(props: &Props) -> Html {
    let document = props.shared.read();
    let run = &document.run;
    let rows: Vec<Html> =
        document.exercised.sendings(run.count()).map(|(sending, events)| row(run, sending, events)).collect();
    html! {
        <section class="panel messages">
            if rows.is_empty() {
                <p class="quiet">{ WORDS.no_messages }</p>
            } else {
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ WORDS.message }</th>
                            <th scope="col">{ WORDS.protocol }</th>
                            <th scope="col">{ WORDS.when }</th>
                        </tr>
                    </thead>
                    <tbody>{ rows }</tbody>
                </table>
            }
        </section>
    }
}

fn row(run: &Run, sending: &Sending, events: &[EventNumber]) -> Html {
    let narrator = Narrator::english(run.model());
    let message = &run.model()[sending.message];
    let protocol = message.protocol.in_language(WORDS.code);
    let (sender, receiver) = (narrator.name(sending.from), narrator.name(sending.to));
    let (way, times) = (fill(WORDS.from_to, &[("from", &sender), ("to", &receiver)]), times(run, events));
    html! {
        <tr key={[&*message.name, &way, protocol, &times].join(" ")}>
            <th scope="row">
                <code translate="no">{ words(&message.name) }</code>
                <small>{ way }</small>
            </th>
            if protocol.is_empty() {
                <td class="quiet">{ WORDS.no_protocol }</td>
            } else {
                <td>{ protocol }</td>
            }
            <td>{ times }</td>
        </tr>
    }
}

/// The words of a name such as `RequestAgentLogin`, between which it is broken where it is too long.
fn words(name: &str) -> Html {
    let letters: Vec<char> = name.chars().collect();
    let words = letters.chunk_by(|one, next| one.is_uppercase() || !next.is_uppercase());
    words.map(|word| html! { <>{ String::from_iter(word) }<wbr /></> }).collect()
}

/// When something happens: once, at two times, or so many times between the first and the last.
fn times(run: &Run, events: &[EventNumber]) -> String {
    // A time is not broken between its number and its unit.
    let words = |event: &Event| event.at.to_string().replace(' ', "\u{a0}");
    let at = |number: &EventNumber| run.trace().get(*number).map(words).unwrap_or_default();
    match events {
        [] => String::new(),
        [once] => at(once),
        [first, .., last] => {
            let (first, last, count) = (at(first), at(last), events.len().to_string());
            if first == last {
                fill(WORDS.times_at, &[("count", &count), ("time", &first)])
            } else {
                fill(WORDS.times_between, &[("count", &count), ("first", &first), ("last", &last)])
            }
        }
    }
}
