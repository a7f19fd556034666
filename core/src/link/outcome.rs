//! What came of a link, one event a line, without a sentence: better words are no other outcome.

use crate::model::{Model, ParticipantId, TimerId};
use crate::simulation::run::Run;
use crate::simulation::trace::{CloseCause, Event, EventKind};

/// The events of the whole run: `3 0 message client>server RequestRegisterClient found not-valid`.
#[must_use]
pub fn outcome(run: &Run) -> Vec<String> {
    let numbered = run.trace().events().iter().filter(|event| event.kind.is_numbered());
    let line = |(number, event): (u32, &Event)| {
        format!("{number} {} {} {}", event.at.as_millis(), event.kind.name(), ids(run.model(), &event.kind))
    };
    (1..).zip(numbered).map(line).collect()
}

fn ids(model: &Model, kind: &EventKind) -> String {
    let who = |participant: ParticipantId| &*model[participant].id;
    let timer = |owner: ParticipantId, timer: TimerId| format!("{} {}", who(owner), model[timer].id);
    match kind {
        EventKind::Opened { connection, by, to, arrives } => {
            format!("{}>{} {} until {}", who(*by), who(*to), connection.0, arrives.as_millis())
        }
        EventKind::Closed { connection, by, to, arrives, why } => {
            let why = match why {
                CloseCause::Timer(of) => format!(" by {}", model[*of].id),
                CloseCause::Action | CloseCause::Rule => String::new(),
            };
            format!("{}>{} {} until {}{why}", who(*by), who(*to), connection.0, arrives.as_millis())
        }
        EventKind::Message(sent) => {
            let message = &model[sent.message];
            let mut said = format!("{}>{} {}", who(sent.from), who(sent.to), message.name);
            if let Some(found) = sent.finding.and_then(|finding| message.findings.get(usize::from(finding))) {
                said.push_str(&format!(" found {found}"));
            }
            if let Some(request) = sent.answers {
                said.push_str(&format!(" answers {}", request.0));
            }
            if let Some(arrives) = sent.arrives {
                said.push_str(&format!(" until {}", arrives.as_millis()));
            }
            said
        }
        // It has no number, and so no line.
        EventKind::Delivered { .. } => String::new(),
        EventKind::Lost { of, at, why } => format!("{} {} {}", of.0, who(*at), why.name()),
        EventKind::NotHandled { of, by, state } => format!("{} {} {}", of.0, who(*by), model[*state].id),
        EventKind::TimerSet { owner, timer: of, due } | EventKind::TimerRestarted { owner, timer: of, due } => {
            format!("{} until {}", timer(*owner, *of), due.as_millis())
        }
        EventKind::TimerCancelled { owner, timer: of, left } => format!("{} left {}", timer(*owner, *of), left.get()),
        EventKind::TimerExpired { owner, timer: of } => timer(*owner, *of),
        EventKind::State { participant, from, to } => {
            format!("{} {}>{}", who(*participant), model[*from].id, model[*to].id)
        }
        EventKind::Note { participant, .. } => who(*participant).to_owned(),
    }
}
