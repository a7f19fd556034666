//! Actions: one for each played participant that has it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Cause, Context, Resolver};
use crate::language::syntax::{self, Letter};
use crate::model::{Action, ParticipantId, Refusal, RoleId};

impl<'f, 's> Resolver<'f, 's, '_> {
    pub(super) fn actions(&mut self) -> Option<Vec<Action>> {
        let file = self.file;
        let mut letters = BTreeMap::new();
        let actions = super::all(file.actions.iter().map(|action| self.action_of_each(action, &mut letters)));
        Some(actions?.into_iter().flatten().collect())
    }

    fn action_of_each(
        &mut self,
        action: &'f syntax::Action<'s>,
        taken: &mut BTreeMap<char, u32>,
    ) -> Option<Vec<Action>> {
        let role = action.role.and_then(|role| self.played_role(role));
        let context = Context { role, cause: Some(Cause::Action), each: None };
        let refusals = super::all(action.refusals.iter().map(|refusal| self.refusal(context, refusal)));
        let effects = self.effects(context, &action.body.effects);
        let grounds = self.grounds("action", action.keyword, &action.body);
        let ids = self.action_ids(action, role);
        self.check_letters(action, ids.len(), taken);
        let (label, refusals, effects, grounds) = (action.label.clone()?, refusals?, effects?, grounds?);
        let line = self.diagnostics.line(action.keyword);
        ids.into_iter()
            .enumerate()
            .map(|(index, (id, participant))| {
                Some(Action {
                    id: id.into(),
                    letter: action.letters.get(index).map(|letter| letter.letter),
                    participant: participant?,
                    label: label.clone(),
                    about: action.about.clone().unwrap_or_default(),
                    refusals: refusals.clone(),
                    effects: effects.clone(),
                    grounds: grounds.clone(),
                    line,
                })
            })
            .collect()
    }

    /// The ids of an action, and who has it: where several have it, the participant's id is part of it.
    pub(super) fn action_ids(
        &self,
        action: &syntax::Action<'s>,
        role: Option<RoleId>,
    ) -> Vec<(Cow<'s, str>, Option<ParticipantId>)> {
        let is_played = |one: &ParticipantId| self.participants[one.index()].0.is_played;
        let players: Vec<_> = self.members(role).filter(is_played).collect();
        if let [] | [_] = players[..] {
            return vec![(Cow::Borrowed(action.id.text), players.first().copied())];
        }
        let named = |one: ParticipantId| {
            let id = format!("{}-{}", action.id.text, self.participants[one.index()].0.id.text);
            (Cow::Owned(id), Some(one))
        };
        players.into_iter().map(named).collect()
    }

    /// The role that has an action, if somebody plays it.
    fn played_role(&mut self, name: syntax::Name<'s>) -> Option<RoleId> {
        let role = self.role(name)?;
        if self.members(Some(role)).any(|one| self.participants[one.index()].0.is_played) {
            return Some(role);
        }
        if self.unplayed.insert(role) {
            let found = format!("nobody plays `{}`", self.roles[role.index()].id);
            self.diagnostics.mistake(name.span, found, "add `played` to the line of its participant");
        }
        None
    }

    /// Every letter stands for one action, and every participant that has this one has a letter, or none has.
    fn check_letters(&mut self, action: &syntax::Action<'s>, count: usize, taken: &mut BTreeMap<char, u32>) {
        let mut earlier = self.file.actions.iter().take_while(|other| other.keyword != action.keyword);
        if earlier.any(|other| other.id.text == action.id.text) {
            return;
        }
        for Letter { letter, span } in &action.letters {
            if let Some(line) = taken.get(letter) {
                let expected = format!("it stands in line {line}");
                self.diagnostics.mistake(*span, format!("the letter `{letter}` is taken"), expected);
            } else {
                taken.insert(*letter, self.diagnostics.line(*span));
            }
        }
        if action.letters.is_empty() && self.file.actions.iter().any(|other| !other.letters.is_empty()) {
            let expected = "without one, a run that has it has no short link: add `letter` and one of its own";
            self.diagnostics.warning(action.id.span, "other actions have a letter, and this one has none", expected);
        }
        if !action.letters.is_empty() && action.role.is_some() && action.letters.len() != count {
            let expected = "give one letter for each participant that has this action";
            self.diagnostics.mistake(action.keyword, "the number of letters does not fit", expected);
        }
    }

    /// When an action can't be done, and why.
    fn refusal(&mut self, context: Context, refusal: &syntax::Refusal<'s>) -> Option<Refusal> {
        let states: Option<Vec<_>> = self.named_states(context.role, &refusal.states).into_iter().collect();
        let conditions = self.conditions(context, &refusal.conditions);
        Some(Refusal { states: states?, conditions: conditions?, reason: refusal.reason.clone() })
    }
}
