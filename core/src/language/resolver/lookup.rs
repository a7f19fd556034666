//! Finds what names stand for; an unknown one is reported once, with the name that was perhaps meant.

use super::Resolver;
use std::collections::BTreeSet;

use crate::language::diagnostics::{listed, quoted, shortened};
use crate::language::keywords::{TRIGGERS, Translation, translation};
use crate::language::names::{Declared, NameKind, Scope};
use crate::language::syntax::Name;
use crate::model::{
    ClauseId, Domain, MessageId, ParticipantId, RoleId, Setting, SettingId, StateId, TimerId, ValueType, VariableId,
};
use crate::text::nearest;

impl<'s> Resolver<'_, 's, '_> {
    /// What has this name in the scope; nothing where the scope itself is not known.
    fn find(&mut self, kind: NameKind, scope: Option<Scope>, name: Name<'s>) -> Option<u16> {
        self.find_fitting(kind, scope?, name, Fit::Any)
    }

    fn find_fitting(&mut self, kind: NameKind, scope: Scope, name: Name<'s>, fit: Fit) -> Option<u16> {
        let found = self.used(kind, scope, name);
        if found.is_none() {
            self.unknown(name, &[(kind, scope)], fit);
        }
        found
    }

    /// What has this name in the scope, if anything has; it is no longer unused.
    pub(super) fn used(&mut self, kind: NameKind, scope: Scope, name: Name<'s>) -> Option<u16> {
        let index = self.names.refer(kind, scope, name)?;
        self.used.insert((kind, scope, index));
        Some(index)
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
    pub(super) fn variable(
        &mut self,
        role: Option<RoleId>,
        name: Name<'s>,
        fit: Fit,
    ) -> Option<(VariableId, Option<ValueType>)> {
        let id = VariableId(self.find_fitting(NameKind::Variable, Scope::Role(role?), name, fit)?);
        Some((id, self.variable_type(id)))
    }

    pub(super) fn variable_type(&self, id: VariableId) -> Option<ValueType> {
        self.variables[id.index()].as_ref().map(|variable| variable.value_type)
    }

    pub(super) fn message(&mut self, name: Name<'s>) -> Option<MessageId> {
        self.find(NameKind::Message, Some(Scope::File), name).map(MessageId)
    }

    /// The message that sets a rule off.
    pub(super) fn triggering_message(&mut self, name: Name<'s>) -> Option<MessageId> {
        self.find_fitting(NameKind::Message, Scope::File, name, Fit::Trigger).map(MessageId)
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
        self.setting_called(name).or_else(|| {
            self.unknown(name, &[(NameKind::Setting, Scope::File)], Fit::Any);
            None
        })
    }

    /// The setting of this name; every model has `latency`, and one with chance in it `chance`.
    pub(super) fn setting_called(&mut self, name: Name<'s>) -> Option<SettingId> {
        let declared = self.used(NameKind::Setting, Scope::File, name).map(SettingId);
        let added = || {
            let is_it = |setting: &Option<Setting>| setting.as_ref().is_some_and(|setting| &*setting.id == name.text);
            let place = self.settings.iter().skip(self.file.settings.len()).position(is_it)?;
            Some(SettingId((self.file.settings.len() + place) as u16))
        };
        declared.or_else(added)
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
    pub(super) fn unknown(&mut self, name: Name<'s>, kinds: &[(NameKind, Scope)], fit: Fit) {
        let Some((kind, scope)) = kinds.first().copied() else { return };
        // One wrong name is one mistake, however often it stands there.
        let kind = if kind == NameKind::Role { NameKind::Participant } else { kind };
        if self.unread.contains(name.text) || !self.missed.insert((kind, scope, name.text)) {
            return;
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
        let fitting = self.names.iter().filter(|other| kinds.contains(&(other.kind, other.scope)));
        let fitting: Vec<&str> = fitting.filter(|other| self.fits(other, fit)).map(|other| &*other.text).collect();
        let keywords = if fit == Fit::Trigger { TRIGGERS } else { &[] };
        let elsewhere = self.names.iter().find(|other| other.text == name.text);
        // What has this name was meant, and not what is spelt much like it.
        let meant = nearest(name.text, fitting.iter().chain(keywords).copied())
            .filter(|meant| elsewhere.is_none() || meant.eq_ignore_ascii_case(name.text))
            .map(str::to_owned);
        if let (Some(Translation::Advice(advice)), None) = (translation(name.text), elsewhere) {
            return self.diagnostics.mistake(name.span, found, advice);
        }
        let mut expected = elsewhere.map_or(String::new(), |other| self.described(other));
        if kinds.len() > 1 && elsewhere.is_some_and(|other| other.kind == NameKind::State) {
            let expected = format!("{expected} It is asked for so: `in {}`", name.text);
            return self.diagnostics.mistake(name.span, found, expected);
        }
        let mut seen = BTreeSet::new();
        let shown: Vec<_> = fitting.into_iter().filter(|fitting| seen.insert(*fitting)).map(quoted).collect();
        if shown.is_empty() {
            expected = [expected, self.remedy(name.text, scope, fit)].join(" ");
        } else if meant.is_none() && shown.len() <= MOST_SHOWN {
            expected = [expected, format!("What fits here: {}", listed(shown, "or"))].join(" ");
        }
        if fit == Fit::Trigger && translation(name.text) == Some(Translation::Words("expires")) {
            expected += "; the end of a timer is written with its name: `on … expires`";
        }
        self.diagnostics.misspelt(name.span, found, expected.trim(), meant.as_deref());
    }

    /// Whether a name would not be refused where another was unknown.
    pub(super) fn fits(&self, declared: &Declared<'_>, fit: Fit) -> bool {
        let held = match declared.kind {
            NameKind::Participant => Some(ValueType::Participant),
            NameKind::Variable => self.variable_type(VariableId(declared.index)),
            NameKind::Setting => match self.settings[usize::from(declared.index)].as_ref().map(|it| &it.domain) {
                Some(Domain::Choice(_)) => return fit == Fit::Any,
                Some(Domain::Duration { .. }) => Some(ValueType::Duration),
                Some(Domain::Number { .. }) => Some(ValueType::Number),
                None => None,
            },
            _ => None,
        };
        match (fit, held) {
            (Fit::Any | Fit::Trigger, _) | (_, None) => true,
            (Fit::Amount, Some(held)) => super::values::is_amount(held),
            (Fit::Request, Some(held)) => held == ValueType::Request,
            (Fit::Value(None), Some(held)) => held != ValueType::Request,
            (Fit::Value(Some(wanted)), Some(held)) => held == wanted,
        }
    }

    /// What helps where nothing is declared that would fit.
    fn remedy(&self, name: &str, scope: Scope, fit: Fit) -> String {
        match (fit, self.owner(scope)) {
            (Fit::Request, Some(role)) => format!("declare it: `{name} request` below `variables {role}`"),
            (Fit::Value(_) | Fit::Amount, Some(role)) => {
                format!("declare it, such as `{name} 0` below `variables {role}`")
            }
            _ => "none is declared".to_owned(),
        }
    }

    /// `outside` is a state of `reader`.
    fn described(&self, declared: &Declared<'_>) -> String {
        let owner = self.owner(declared.scope).map_or(String::new(), |owner| format!(" of {}", quoted(owner)));
        format!("`{}` is {}{owner}.", declared.text, declared.kind.with_article())
    }

    /// The role, message or setting that a name belongs to.
    fn owner(&self, scope: Scope) -> Option<&str> {
        match scope {
            Scope::File | Scope::Property(_) => None,
            Scope::Role(role) => Some(&self.roles[role.index()].id),
            Scope::Message(message) => Some(self.file.messages[message.index()].name.text),
            Scope::Setting(setting) => self.file.settings.get(setting.index()).map(|setting| setting.id.text),
        }
    }
}

/// What can stand in the place of an unknown name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// Whatever is of the right kind.
    Any,
    /// A value, if need be of this type.
    Value(Option<ValueType>),
    /// A number or a duration.
    Amount,
    /// A variable that holds a request.
    Request,
    /// What sets a rule off.
    Trigger,
}

/// What may stand in the place of a name of this kind.
fn called(kind: NameKind) -> &'static str {
    if kind == NameKind::Role { "participant or role" } else { kind.word() }
}

/// Names that a message lists where none is near.
const MOST_SHOWN: usize = 8;
