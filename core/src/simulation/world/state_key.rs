//! What tells worlds apart: all that decides how they can go on.

use super::{Payload, Slot, World};
use crate::model::{Model, ParticipantId, Value, VariableId};
use crate::simulation::trace::Connection;

/// What decides how a world can go on.
///
/// States, connections, timers by the time left, what is on its way, and what is remembered.
/// Numbers that only count up (of events, connections, requests), and number variables without bounds, are left out: a model whose
/// rules ask for one of those may go on differently from two worlds of one key.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StateKey(Vec<u64>);

impl World {
    /// What tells this world from others.
    #[must_use]
    pub fn state_key(&self, model: &Model) -> StateKey {
        let mut state_key = Vec::new();
        for (participant, local) in model.participants().zip(&self.participants) {
            state_key.push(u64::from(local.state.0));
            let variables = model[participant.1.role].variables.clone();
            for (index, slot) in variables.zip(&local.variables) {
                match slot {
                    Slot::Nothing => state_key.push(0),
                    Slot::Value(Value::Number(_)) if model[VariableId(index)].bounds.is_none() => state_key.push(1),
                    Slot::Value(value) => push_value(&mut state_key, value),
                    // Whether its connection is still there decides whether its answer is lost.
                    Slot::Request(request) => {
                        let open = self.is_open(model, participant.0, request.from, request.connection);
                        state_key.extend([2, u64::from(request.from.0), u64::from(open)]);
                    }
                }
            }
        }
        for ends in &self.ends {
            state_key.extend([ends[0].len() as u64, ends[1].len() as u64, u64::from(ends[0] == ends[1])]);
        }
        for running in &self.timers {
            let left = running.due.since(self.now).get();
            state_key.extend([u64::from(running.owner.0), u64::from(running.timer.0), left]);
        }
        state_key.push(u64::MAX);
        state_key.extend(self.losing.iter().flat_map(|(message, count)| [u64::from(message.0), u64::from(*count)]));
        state_key.push(u64::MAX);
        for envelope in &self.flight {
            let (kind, finding) = match &envelope.payload {
                Payload::Opening => (0, 0),
                Payload::Closing => (1, 0),
                Payload::Message { sent, .. } => {
                    (2 + u64::from(sent.message.0), 1 + sent.finding.map_or(0, |finding| u64::from(finding) + 1))
                }
            };
            let left = envelope.arrives.since(self.now).get();
            let open = self.is_open(model, envelope.to, envelope.from, envelope.connection);
            state_key.extend([
                u64::from(envelope.from.0),
                u64::from(envelope.to.0),
                kind,
                finding,
                left,
                u64::from(open),
            ]);
            if let Payload::Message { sent, .. } = &envelope.payload {
                for value in &sent.fields {
                    match value {
                        None => state_key.push(0),
                        Some(Value::Number(_)) => state_key.push(1),
                        Some(value) => push_value(&mut state_key, value),
                    }
                }
            }
        }
        StateKey(state_key)
    }

    /// Whether this connection is the one open at `own`'s end; always where the pair needs none.
    fn is_open(&self, model: &Model, own: ParticipantId, other: ParticipantId, connection: Option<Connection>) -> bool {
        connection.is_none_or(|connection| self.open(model, own, other).contains(&connection))
    }
}

/// A value with its kind, so that no two are alike.
fn push_value(state_key: &mut Vec<u64>, value: &Value) {
    match value {
        Value::Number(number) => state_key.extend([3, *number]),
        Value::Duration(length) => state_key.extend([4, length.get()]),
        Value::Participant(participant) => state_key.extend([5, u64::from(participant.0)]),
        Value::Text(text) => {
            state_key.extend([6, text.len() as u64]);
            state_key.extend(text.bytes().map(u64::from));
        }
    }
}
