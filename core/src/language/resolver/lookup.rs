//! Finds what names stand for; an unknown one is reported once, with the name that was perhaps meant.

use super::Resolver;
use std::collections::BTreeSet;

use crate::language::diagnostics::{listed, quoted, shortened};
use crate::language::names::{Declared, NameKind, Scope};
use crate::text::nearest;
use crate::language::syntax::Name;
use crate::model::{
    ClauseId, LATENCY, MessageId, ParticipantId, RoleId, SettingId, StateId, TimerId, ValueType, VariableId,
};

impl<'s> Resolver<'_, 's, '_> {
    /// What has this name in the scope; nothing where the scope itself is not known.
    fn find(&mut self, kind: NameKind, scope: Option<Scope>, name: Name<'s>) -> Option<u16> {
        let scope = scope?;
        let found = self.names.find(kind, scope, name.text).map(|found| found.index);
        if found.is_none() {
            self.unknown(name, &[(kind, scope)]);
        }
        found
    }

    pub(super) fn participant(&mut self, name: Name<'s>) -> Option<ParticipantId> {
        self.find(NameKind::Participant, Some(Scope::File), name).map(ParticipantId)
    }

    /// A role; for an unknown one that is nearly right, the role that was meant.
    pub(super) fn role(&mut self, name: Name<'s>) -> Option<RoleId> {
        let found = self.find(NameKind::Role, Some(Scope::File), name).or_else(|| {
            let meant = nearest(name.text, self.roles.iter().map(|role| &*role.id))?;
            self.names.find(NameKind::Role, Scope::File, meant).map(|role| role.index)
        });
        found.map(RoleId)
    }

    pub(super) fn state(&mut self, role: Option<RoleId>, name: Name<'s>) -> Option<StateId> {
        self.find(NameKind::State, role.map(Scope::Role), name).map(StateId)
    }

    pub(super) fn timer(&mut self, role: Option<RoleId>, name: Name<'s>) -> Option<TimerId> {
        self.find(NameKind::Timer, role.map(Scope::Role), name).map(TimerId)
    }

    /// A variable, and what it holds, if that could be read.
    pub(super) fn variable(&mut self, role: Option<RoleId>, name: Name<'s>) -> Option<(VariableId, Option<ValueType>)> {
        let id = VariableId(self.find(NameKind::Variable, role.map(Scope::Role), name)?);
        Some((id, self.variable_type(id)))
    }

    pub(super) fn variable_type(&self, id: VariableId) -> Option<ValueType> {
        self.variables[id.index()].as_ref().map(|variable| variable.value_type)
    }

    pub(super) fn message(&mut self, name: Name<'s>) -> Option<MessageId> {
        self.find(NameKind::Message, Some(Scope::File), name).map(MessageId)
    }

    /// A field of a message, and what it holds, if that could be read.
    pub(super) fn field(&mut self, message: Option<MessageId>, name: Name<'s>) -> Option<(u8, Option<ValueType>)> {
        let field = self.find(NameKind::Field, message.map(Scope::Message), name)?;
        let message = &self.file.messages[message?.index()];
        Some((field as u8, message.fields[usize::from(field)].value_type))
    }

    pub(super) fn finding(&mut self, message: Option<MessageId>, name: Name<'s>) -> Option<u8> {
        let message = message?;
        let declared = &self.file.messages[message.index()];
        if declared.findings.is_empty() {
            if declared.is_whole {
                let found = format!("nothing is found about `{}`", declared.name.text);
                let expected = format!("add `finds {}` below `message {}`", name.text, declared.name.text);
                self.diagnostics.mistake(name.span, found, expected);
            }
            return None;
        }
        self.find(NameKind::Finding, Some(Scope::Message(message)), name).map(|finding| finding as u8)
    }

    pub(super) fn setting(&mut self, name: Name<'s>) -> Option<SettingId> {
        self.setting_called(name.text).or_else(|| {
            self.unknown(name, &[(NameKind::Setting, Scope::File)]);
            None
        })
    }

    /// The setting of this id; every model has `latency`.
    pub(super) fn setting_called(&self, id: &str) -> Option<SettingId> {
        let declared = self.names.find(NameKind::Setting, Scope::File, id).map(|setting| SettingId(setting.index));
        let latency = || (id == LATENCY).then(|| SettingId(self.settings.len() as u16 - 1));
        declared.or_else(latency)
    }

    pub(super) fn choice(&mut self, setting: SettingId, name: Name<'s>) -> Option<u8> {
        self.find(NameKind::Choice, Some(Scope::Setting(setting)), name).map(|choice| choice as u8)
    }

    pub(super) fn action(&mut self, name: Name<'s>) -> Option<u16> {
        self.find(NameKind::Action, Some(Scope::File), name)
    }

    /// Clauses, each once.
    pub(super) fn cited(&mut self, names: &[Name<'s>]) -> Option<Vec<ClauseId>> {
        let found = super::all(names.iter().map(|name| self.find(NameKind::Clause, Some(Scope::File), *name)))?;
        let mut seen = BTreeSet::new();
        Some(found.into_iter().filter(|clause| seen.insert(*clause)).map(ClauseId).collect())
    }

    /// The participants of a role.
    pub(super) fn members(&self, role: Option<RoleId>) -> impl Iterator<Item = ParticipantId> {
        let all = self.participants.iter().enumerate();
        all.filter(move |(_, (_, of))| Some(*of) == role).map(|(index, _)| ParticipantId(index as u16))
    }

    /// Says that a name is the name of nothing of these kinds, and what was perhaps meant.
    pub(super) fn unknown(&mut self, name: Name<'s>, kinds: &[(NameKind, Scope)]) {
        if self.unread.contains(name.text) {
            return;
        }
        // One wrong name is one mistake, however often it stands there.
        if let Some((kind, scope)) = kinds.first().copied() {
            let kind = if kind == NameKind::Role { NameKind::Participant } else { kind };
            if !self.missed.insert((kind, scope, name.text)) {
                return;
            }
        }
        let called = listed(kinds.iter().map(|(kind, _)| called(*kind)), "or");
        let owner = match kinds {
            [(_, scope)] => self.owner(*scope).map_or(String::new(), |owner| format!(" of {}", quoted(owner))),
            _ => String::new(),
        };
        let found = format!("there is no {called} `{}`{owner}", shortened(name.text));
        if self.diagnostics.is_full() {
            return self.diagnostics.mistake(name.span, found, "");
        }
        let mut fitting: Vec<&str> = Vec::new();
        for declared in self.names.iter().filter(|other| kinds.contains(&(other.kind, other.scope))) {
            if !fitting.contains(&&*declared.text) {
                fitting.push(&declared.text);
            }
        }
        let meant = nearest(name.text, fitting.iter().copied()).map(str::to_owned);
        let elsewhere = self.names.iter().find(|other| other.text == name.text);
        let elsewhere = elsewhere.map(|other| self.described(other));
        let choice = match fitting.len() {
            0 if elsewhere.is_none() => Some("none is declared".to_owned()),
            1..=MOST_SHOWN if meant.is_none() => {
                Some(format!("What fits here: {}", listed(fitting.iter().map(quoted), "or")))
            }
            _ => None,
        };
        let expected = [elsewhere, choice].into_iter().flatten().collect::<Vec<_>>().join(" ");
        self.diagnostics.misspelt(name.span, found, expected, meant.as_deref());
    }

    /// `outside` is a state of `reader`.
    fn described(&self, declared: &Declared<'_>) -> String {
        let owner = self.owner(declared.scope).map_or(String::new(), |owner| format!(" of {}", quoted(owner)));
        format!("`{}` is {}{owner}.", declared.text, declared.kind.with_article())
    }

    /// The role, message or setting that a name belongs to.
    fn owner(&self, scope: Scope) -> Option<&str> {
        match scope {
            Scope::File => None,
            Scope::Role(role) => Some(&self.roles[role.index()].id),
            Scope::Message(message) => Some(self.file.messages[message.index()].name.text),
            Scope::Setting(setting) => self.file.settings.get(setting.index()).map(|setting| setting.id.text),
        }
    }
}

/// What may stand in the place of a name of this kind.
fn called(kind: NameKind) -> &'static str {
    if kind == NameKind::Role { "participant or role" } else { kind.word() }
}

/// Names that a message lists where none is near.
const MOST_SHOWN: usize = 8;
