//! Which messages can be lost: those that an effect sends where messages are, each told apart from all else by links.

use std::collections::BTreeMap;

use super::Resolver;
use crate::language::syntax::StepKind;
use crate::model::{EffectKind, Model, ParticipantId, Receivers, RoleId, link_name};

impl Resolver<'_, '_, '_> {
    /// Marks the messages that can be lost, and reports what links could not tell from the loss of one.
    pub(super) fn find_losses(&mut self, model: &mut Model) {
        let mut lossy = vec![false; model.messages.len()];
        for (role, _, effect) in model.effects() {
            match &effect.kind {
                EffectKind::Send { message, to, .. } => lossy[message.index()] |= loses(model, role, Some(to)),
                EffectKind::Answer { message, .. } => lossy[message.index()] |= loses(model, role, None),
                _ => {}
            }
        }
        for (message, can_be_lost) in model.messages.iter_mut().zip(lossy) {
            message.can_be_lost = can_be_lost;
        }
        self.check_lost_steps(model);
        self.check_link_names(model);
    }

    /// A scenario loses only what can be lost.
    fn check_lost_steps(&mut self, model: &Model) {
        for step in self.file.scenarios.iter().flat_map(|scenario| &scenario.steps) {
            let StepKind::Lose(name) = step.kind else { continue };
            let message = model.messages.iter().find(|message| &*message.name == name.text);
            if message.is_some_and(|message| !message.can_be_lost) {
                let found = format!("`{}` is never sent where messages are lost", name.text);
                let expected = "say between whom they are: `between client and server lossy`";
                self.diagnostics.mistake(name.span, found, expected);
            }
        }
    }

    /// In a link, the loss of a message is `lose-` and its name, `_` being written `-`.
    fn check_link_names(&mut self, model: &Model) {
        let mut steps: BTreeMap<String, String> = BTreeMap::new();
        for action in &model.actions {
            steps.insert(action.id.to_string(), format!("the action `{}`", action.id));
        }
        for message in self.file.messages.iter().zip(&model.messages).filter(|(_, message)| message.can_be_lost) {
            let step = format!("lose-{}", link_name(&message.1.name));
            let own = format!("the loss of `{}`", message.1.name);
            if let Some(other) = steps.get(&step) {
                let found = format!("links would write `{step}` for {own} and for {other}");
                self.diagnostics.mistake(message.0.name.span, found, "give one of them another name");
            }
            steps.insert(step, own);
        }
    }
}

/// Whether somebody of this role sends to one of these where messages are lost; to anybody, where they aren't known.
fn loses(model: &Model, role: RoleId, to: Option<&Receivers>) -> bool {
    let reaches = |other: ParticipantId| match to {
        Some(Receivers::These(these)) => these.contains(&other),
        Some(Receivers::Every(role) | Receivers::EveryButSender(role)) => model[other].role == *role,
        Some(Receivers::Held(_) | Receivers::Sender) | None => true,
    };
    let members = || model.participants().filter(|(_, one)| one.role == role).map(|(one, _)| one);
    let others = model.participants().map(|(other, _)| other).filter(|other| reaches(*other));
    others
        .flat_map(|other| members().map(move |one| (one, other)))
        .any(|(one, other)| one != other && model.pair(one, other).is_lossy)
}
