//! Chance: a model in which it decides how long timers run has a setting for it.

use super::Resolver;
use crate::language::names::{NameKind, Scope};
use crate::language::syntax;
use crate::model::{Action, CHANCE, Domain, EffectKind, Rule, Setting, SettingId, Text, limits};

impl Resolver<'_, '_, '_> {
    /// The setting that stands for the course of chance, where it decides anything: the file's own, or one that is added.
    pub(super) fn chance(&mut self, actions: &[Action], rules: &[Rule]) -> Option<SettingId> {
        let effects =
            actions.iter().flat_map(|action| &action.effects).chain(rules.iter().flat_map(|rule| &rule.effects));
        let mut lengths = effects.filter_map(|effect| match &effect.kind {
            EffectKind::Start(_, length) => Some(length),
            _ => None,
        });
        if !lengths.any(|length| length.to.is_some()) {
            return None;
        }
        let Some(declared) = self.names.find(NameKind::Setting, Scope::File, CHANCE).map(|chance| chance.index) else {
            self.settings.push(Some(chance()));
            return Some(SettingId(self.settings.len() as u16 - 1));
        };
        self.used.insert((NameKind::Setting, Scope::File, declared));
        let setting = &self.file.settings[usize::from(declared)];
        if let Some(syntax::Domain::Choice(_) | syntax::Domain::Duration { .. }) = setting.domain {
            let expected = "it is a number: `number 1 from 0 to 1000`";
            self.diagnostics.mistake(setting.keyword, "`chance` stands for one course of chance", expected);
        }
        Some(SettingId(declared))
    }
}

/// What a model has that says nothing of its chance.
fn chance() -> Setting {
    let text = |plain: &str| Text { plain: plain.into(), others: Vec::new() };
    Setting {
        id: CHANCE.into(),
        label: text("Which course of chance?"),
        domain: Domain::Number { default: 1, least: 0, greatest: limits::CHANCE },
        assumed: None,
        phrase: text("chance {}"),
    }
}
