//! What can be done now, and why the rest can't: the one function that everything asks.

use super::{Setup, World};
use crate::model::{ActionId, Effect, EffectKind, MessageId, Model, Pairing, ParticipantId, Refusal};
use crate::simulation::trace::Assumptions;

/// An action, and whether it can be done now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub struct Offer {
    pub action: ActionId,
    /// Why it can't be done; nothing where it can.
    pub refused: Option<Reason>,
}

/// Why something can't be done now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The model says so: the refusal of this action at this position.
    Stated(ActionId, u16),
    /// The action would send over a connection, or close one, that isn't open.
    NotConnected(ParticipantId),
    /// The action would open a connection that is open.
    AlreadyConnected(ParticipantId),
    /// A message of this type never goes a way on which messages are lost.
    NeverLost(MessageId),
}

impl Reason {
    /// The model's own words, where the model gives the reason.
    #[must_use]
    pub fn stated(self, model: &Model) -> Option<&Refusal> {
        match self {
            Self::Stated(action, index) => model[action].refusals.get(usize::from(index)),
            Self::NotConnected(_) | Self::AlreadyConnected(_) | Self::NeverLost(_) => None,
        }
    }
}

impl World {
    /// Every action of the model, in its order, each with whether it can be done now.
    #[must_use]
    pub fn offers(&self, setup: Setup<'_>) -> Vec<Offer> {
        setup.model.actions().map(|(action, _)| self.offer(setup, action)).collect()
    }

    /// Whether an action can be done now.
    #[must_use]
    pub fn offer(&self, setup: Setup<'_>, action: ActionId) -> Offer {
        Offer { action, refused: self.refusal(setup, action) }
    }

    fn refusal(&self, setup: Setup<'_>, id: ActionId) -> Option<Reason> {
        let action = &setup.model[id];
        let who = action.participant;
        let state = self.state(who);
        let all = |world: &Self, conditions: &[_]| {
            let mut looked_at = Assumptions::NONE;
            conditions.iter().all(|condition| world.holds(setup, condition, who, None, &mut looked_at))
        };
        for (index, refusal) in action.refusals.iter().enumerate() {
            if (refusal.states.is_empty() || refusal.states.contains(&state)) && all(self, &refusal.conditions) {
                return Some(Reason::Stated(id, index as u16));
            }
        }
        // What the effects themselves open, close and remember counts for those after them.
        let mut opened: Vec<(ParticipantId, bool)> = Vec::new();
        let mut changed: Option<Self> = None;
        for (index, effect) in action.effects.iter().enumerate() {
            if !all(changed.as_ref().unwrap_or(self), &effect.conditions) {
                continue;
            }
            let (needs_open, receivers) = match &effect.kind {
                EffectKind::Send { to, .. } | EffectKind::Disconnect(to) => {
                    (true, changed.as_ref().unwrap_or(self).receivers(setup, to, who, None))
                }
                EffectKind::Connect(to) => (false, vec![*to]),
                EffectKind::Set(..) | EffectKind::Add(..) | EffectKind::Take(..)
                    if action.effects[index + 1..].iter().any(asks) =>
                {
                    changed.get_or_insert_with(|| self.clone()).change(setup, &effect.kind, who, None);
                    continue;
                }
                EffectKind::Become(state) if action.effects[index + 1..].iter().any(asks) => {
                    changed.get_or_insert_with(|| self.clone()).participants[who.index()].state = *state;
                    continue;
                }
                _ => continue,
            };
            for other in receivers {
                if other == who || setup.model.pairing(who, other) == Pairing::NoConnection {
                    continue;
                }
                let known = opened.iter().rev().find(|(whom, _)| *whom == other).map(|(_, open)| *open);
                let open = known.unwrap_or_else(|| self.connection(setup.model, who, other).is_some());
                match (&effect.kind, open) {
                    _ if needs_open && !open => return Some(Reason::NotConnected(other)),
                    (EffectKind::Connect(_), true) => return Some(Reason::AlreadyConnected(other)),
                    (EffectKind::Connect(_), false) => opened.push((other, true)),
                    (EffectKind::Disconnect(_), true) => opened.push((other, false)),
                    _ => {}
                }
            }
        }
        None
    }
}

/// Whether what an effect does, or whether it is done, can depend on a variable or a state.
fn asks(effect: &Effect) -> bool {
    !effect.conditions.is_empty() || matches!(effect.kind, EffectKind::Send { .. } | EffectKind::Disconnect(_))
}
