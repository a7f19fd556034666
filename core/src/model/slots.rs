//! Where a world keeps what variables hold: one slot for each that a participant has, several for one that holds a value for each of a role.

use super::{Participant, ParticipantId, Role, Variable, VariableId};

/// Whose slot it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct SlotUse {
    pub who: ParticipantId,
    pub variable: VariableId,
}

/// The places of all slots.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Slots {
    uses: Vec<SlotUse>,
    /// Where each participant's begin.
    first: Vec<usize>,
    /// Where each variable's begin, among those of a participant.
    place: Vec<usize>,
    /// The position of each participant among those of its role.
    rank: Vec<usize>,
}

impl Slots {
    pub fn of(participants: &[Participant], roles: &[Role], variables: &[Variable]) -> Self {
        let (mut uses, mut first, mut place) = (Vec::new(), Vec::new(), vec![0; variables.len()]);
        let members = |role| participants.iter().enumerate().filter(move |(_, one)| one.role == role);
        for (who, participant) in participants.iter().enumerate() {
            first.push(uses.len());
            for variable in roles[participant.role.index()].variables.clone().map(VariableId) {
                place[variable.index()] = uses.len() - first[first.len() - 1];
                let many = variables[variable.index()].each.map_or(1, |role| members(role).count());
                uses.extend(std::iter::repeat_n(SlotUse { who: ParticipantId(who as u16), variable }, many));
            }
        }
        let rank =
            |(index, one): (usize, &Participant)| members(one.role).take_while(|(other, _)| *other < index).count();
        let rank = participants.iter().enumerate().map(rank).collect();
        Self { uses, first, place, rank }
    }

    /// Whose each is, in the order that worlds keep them in.
    pub fn uses(&self) -> &[SlotUse] {
        &self.uses
    }

    /// The place of a participant's variable: for this one, where it holds a value for each.
    pub fn place(&self, who: ParticipantId, variable: VariableId, whom: Option<ParticipantId>) -> usize {
        self.first[who.index()] + self.place[variable.index()] + whom.map_or(0, |whom| self.rank[whom.index()])
    }
}
