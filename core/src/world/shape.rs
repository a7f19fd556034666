//! The shape of a world: what decides how it can go on. Two worlds of one shape go on alike, however long each has run.

use super::{Load, Slot, World};
use crate::model::{Kind, Model, ParticipantId, Value, VariableId};
use crate::trace::Connection;

/// What decides how a world can go on: states, connections, timers by the time left, what is on its way, and bounded variables.
/// Numbers that only count up (of events, connections, requests) are left out, and so are variables without bounds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Shape(Vec<u64>);

impl World {
    /// The world's shape.
    #[must_use]
    pub fn shape(&self, model: &Model) -> Shape {
        let mut shape = Vec::new();
        for (participant, local) in model.participants().zip(&self.participants) {
            shape.push(u64::from(local.state.0));
            let variables = model[participant.1.role].variables.clone();
            for (index, slot) in variables.zip(&local.variables) {
                shape.push(match slot {
                    Slot::Value(Value::Number(number)) if model[VariableId(index)].bounds.is_some() => *number,
                    Slot::Value(Value::Duration(length)) if model[VariableId(index)].bounds.is_some() => length.get(),
                    Slot::Value(Value::Participant(held)) => u64::from(held.0) + 1,
                    Slot::Nothing => 0,
                    Slot::Value(_) => 1,
                    // Whether its connection is still there decides whether its answer is lost.
                    Slot::Request(request) => {
                        2 + u64::from(request.from.0) * 2
                            + u64::from(self.is_open(model, participant.0, request.from, request.connection))
                    }
                });
                debug_assert!(model[VariableId(index)].kind != Kind::Reference, "only fields hold references");
            }
        }
        for ends in &self.ends {
            shape.push(
                u64::from(ends[0].is_some()) | u64::from(ends[1].is_some()) << 1 | u64::from(ends[0] == ends[1]) << 2,
            );
        }
        for running in &self.timers {
            let left = running.due.since(self.now).get();
            shape.extend([u64::from(running.owner.0), u64::from(running.timer.0), left]);
        }
        shape.push(u64::MAX);
        for parcel in &self.flight {
            let (kind, finding) = match &parcel.load {
                Load::Opening => (0, 0),
                Load::Closing => (1, 0),
                Load::Message { sent, .. } => {
                    (2 + u64::from(sent.message.0), 1 + sent.finding.map_or(0, |finding| u64::from(finding) + 1))
                }
            };
            let left = parcel.arrives.since(self.now).get();
            let open = self.is_open(model, parcel.to, parcel.from, parcel.connection);
            shape.extend([u64::from(parcel.from.0), u64::from(parcel.to.0), kind, finding, left, u64::from(open)]);
        }
        Shape(shape)
    }

    /// Whether this connection is the one open at `own`'s end; always where the pair needs none.
    fn is_open(&self, model: &Model, own: ParticipantId, other: ParticipantId, connection: Option<Connection>) -> bool {
        connection.is_none() || self.connection(model, own, other) == connection
    }
}
