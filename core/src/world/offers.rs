//! What the reader can do now, and for what can't be done the reason: the one function that buttons, links and tests ask.

use super::{Rules, World};
use crate::model::{ActionId, Effect, Model, Pairing, ParticipantId, Refusal, What};
use crate::trace::Assumptions;

/// An action, and whether it can be done now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The action.
    pub action: ActionId,
    /// Why it can't be done; nothing where it can.
    pub refused: Option<Reason>,
}

/// Why an action can't be done now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The model says so: the refusal of this action at this position.
    Stated(ActionId, u16),
    /// The action would send over a connection, or close one, that isn't open.
    NotConnected(ParticipantId),
    /// The action would open a connection that is open.
    AlreadyConnected(ParticipantId),
}

impl Reason {
    /// The model's own words, where the model gives the reason.
    #[must_use]
    pub fn stated(self, model: &Model) -> Option<&Refusal> {
        match self {
            Self::Stated(action, index) => model[action].refusals.get(usize::from(index)),
            Self::NotConnected(_) | Self::AlreadyConnected(_) => None,
        }
    }
}

impl World {
    /// Every action of the model, in its order, each with whether it can be done now.
    #[must_use]
    pub fn offers(&self, rules: Rules<'_>) -> Vec<Offer> {
        rules.model.actions().map(|(action, _)| self.offer(rules, action)).collect()
    }

    /// Whether an action can be done now.
    #[must_use]
    pub fn offer(&self, rules: Rules<'_>, action: ActionId) -> Offer {
        Offer { action, refused: self.refusal(rules, action) }
    }

    fn refusal(&self, rules: Rules<'_>, id: ActionId) -> Option<Reason> {
        let action = &rules.model[id];
        let who = action.participant;
        let state = self.state(who);
        let all = |world: &Self, conditions: &[_]| {
            let mut looked_at = Assumptions::NONE;
            conditions.iter().all(|condition| world.holds(rules, condition, who, None, &mut looked_at))
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
            let (needs_open, receivers) = match &effect.what {
                What::Send { to, .. } | What::Disconnect(to) => {
                    (true, changed.as_ref().unwrap_or(self).receivers(rules, to, who, None))
                }
                What::Connect(to) => (false, vec![*to]),
                What::Set(..) | What::Add(..) if action.effects[index + 1..].iter().any(asks) => {
                    changed.get_or_insert_with(|| self.clone()).change(rules, &effect.what, who, None);
                    continue;
                }
                _ => continue,
            };
            for other in receivers {
                if other == who || rules.model.pairing(who, other) == Pairing::NoConnection {
                    continue;
                }
                let known = opened.iter().rev().find(|(whom, _)| *whom == other).map(|(_, open)| *open);
                let open = known.unwrap_or_else(|| self.connection(rules.model, who, other).is_some());
                match (&effect.what, open) {
                    _ if needs_open && !open => return Some(Reason::NotConnected(other)),
                    (What::Connect(_), true) => return Some(Reason::AlreadyConnected(other)),
                    (What::Connect(_), false) => opened.push((other, true)),
                    (What::Disconnect(_), true) => opened.push((other, false)),
                    _ => {}
                }
            }
        }
        None
    }
}

/// Whether what an effect does, or whether it is done, can depend on a variable.
fn asks(effect: &Effect) -> bool {
    !effect.conditions.is_empty() || matches!(effect.what, What::Send { .. } | What::Disconnect(_))
}
