//! What can be done now, and why the rest can't: the one function that everything asks.

use smallvec::smallvec;

use super::conditions::Asker;
use super::{Participants, Setup, World};
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
            conditions.iter().all(|condition| world.holds(setup, condition, Asker::of(who, None), &mut looked_at))
        };
        for (index, refusal) in action.refusals.iter().enumerate() {
            if (refusal.states.is_empty() || refusal.states.contains(&state)) && all(self, &refusal.conditions) {
                return Some(Reason::Stated(id, index as u16));
            }
        }
        // What the effects themselves open, close and remember counts for those after them.
        let mut opened: Vec<(ParticipantId, bool)> = Vec::new();
        let mut changed: Option<Self> = None;
        // Closing what isn't open does nothing, and is refused only where the action does nothing else.
        let (mut idle, mut does_something) = (None, false);
        for (index, effect) in action.effects.iter().enumerate() {
            if !all(changed.as_ref().unwrap_or(self), &effect.conditions) {
                continue;
            }
            let is_asked_for = action.effects[index + 1..].iter().any(asks);
            let receivers = match &effect.kind {
                EffectKind::Send { to, .. } | EffectKind::Disconnect(to) => {
                    changed.as_ref().unwrap_or(self).receivers(setup, to, who, None)
                }
                EffectKind::Connect(to) => smallvec![*to],
                EffectKind::Set(..) | EffectKind::Add(..) | EffectKind::Take(..) if is_asked_for => {
                    does_something = true;
                    changed.get_or_insert_with(|| self.clone()).change(setup, &effect.kind, Asker::of(who, None));
                    continue;
                }
                EffectKind::Become(state) if is_asked_for => {
                    does_something = true;
                    changed.get_or_insert_with(|| self.clone()).states[who.index()] = *state;
                    continue;
                }
                _ => {
                    does_something = true;
                    continue;
                }
            };
            let is_open = |opened: &[(ParticipantId, bool)], other: ParticipantId| {
                let known = opened.iter().rev().find(|(whom, _)| *whom == other).map(|(_, open)| *open);
                known.unwrap_or_else(|| self.connection(who, other).is_some())
            };
            let others = receivers.into_iter().filter(|other| *other != who);
            let (free, bound): (Participants, Participants) =
                others.partition(|other| setup.model.pairing(who, *other) == Pairing::NoConnection);
            let open: Participants = bound.iter().copied().filter(|other| is_open(&opened, *other)).collect();
            let unreached = bound.iter().find(|other| !open.contains(other)).map(|other| Reason::NotConnected(*other));
            match &effect.kind {
                EffectKind::Connect(_) => {
                    if let Some(other) = open.first() {
                        return Some(Reason::AlreadyConnected(*other));
                    }
                    does_something = true;
                    opened.extend(bound.into_iter().map(|other| (other, true)));
                }
                EffectKind::Disconnect(_) => {
                    does_something |= !open.is_empty();
                    idle = idle.or(unreached);
                    opened.extend(open.into_iter().map(|other| (other, false)));
                }
                // What one of several can't be reached by is lost, and drawn so; what nobody can be reached by isn't sent.
                _ => {
                    if free.is_empty() && open.is_empty() && unreached.is_some() {
                        return unreached;
                    }
                    does_something = true;
                }
            }
        }
        idle.filter(|_| !does_something)
    }
}

/// Whether what an effect does, or whether it is done, can depend on a variable or a state.
fn asks(effect: &Effect) -> bool {
    !effect.conditions.is_empty() || matches!(effect.kind, EffectKind::Send { .. } | EffectKind::Disconnect(_))
}
