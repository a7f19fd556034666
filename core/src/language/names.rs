//! Everything in a model file that has a name, found quickly.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::syntax::Name;
use crate::model::{MessageId, RoleId, SettingId, Span};

/// What has a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NameKind {
    /// The model.
    Model,
    /// Somebody who takes part; or whom a property speaks of.
    Participant,
    /// A behaviour that participants share.
    Role,
    /// A state of a role.
    State,
    /// What the participants of a role remember.
    Variable,
    /// A timer of a role.
    Timer,
    /// A type of messages.
    Message,
    /// A field of a message.
    Field,
    /// What can be found about a message.
    Finding,
    /// What the reader may change.
    Setting,
    /// A choice of a setting.
    Choice,
    /// What the reference says, or what follows from it.
    Clause,
    /// What the reader can do.
    Action,
    /// What shall hold.
    Property,
    /// A run that has a name.
    Scenario,
}

impl NameKind {
    /// What people call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Participant => "participant",
            Self::Role => "role",
            Self::State => "state",
            Self::Variable => "variable",
            Self::Timer => "timer",
            Self::Message => "message",
            Self::Field => "field",
            Self::Finding => "finding",
            Self::Setting => "setting",
            Self::Choice => "choice",
            Self::Clause => "clause",
            Self::Action => "action",
            Self::Property => "property",
            Self::Scenario => "scenario",
        }
    }

    /// The same, with its article.
    pub(super) fn with_article(self) -> String {
        match self {
            Self::Model => "the model".to_owned(),
            Self::Action => "an action".to_owned(),
            _ => format!("a {}", self.word()),
        }
    }
}

/// Where a name means something.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Scope {
    /// In the whole file.
    File,
    /// In a role: its states, variables and timers.
    Role(RoleId),
    /// With a message: its fields and findings.
    Message(MessageId),
    /// With a setting: its choices.
    Setting(SettingId),
    /// In the property in which it is declared at this byte.
    Property(u32),
}

/// A name that was declared.
pub(super) struct Declared<'s> {
    pub kind: NameKind,
    pub scope: Scope,
    pub text: Cow<'s, str>,
    /// The position in the table of its kind, or in its owner.
    pub index: u16,
    pub span: Span,
}

/// All names of a file.
#[derive(Default)]
pub(super) struct Names<'s> {
    declared: Vec<Declared<'s>>,
    /// Where names stand, each with where it is declared.
    uses: BTreeMap<Span, Span>,
    positions: BTreeMap<(NameKind, Scope, Cow<'s, str>), usize>,
}

impl<'s> Names<'s> {
    /// Declares a name; if it was declared before, that one stays, and is given back.
    pub(super) fn declare(&mut self, name: Declared<'s>) -> Option<&Declared<'s>> {
        let key = (name.kind, name.scope, name.text.clone());
        if let Some(earlier) = self.positions.get(&key) {
            return Some(&self.declared[*earlier]);
        }
        self.positions.insert(key, self.declared.len());
        self.declared.push(name);
        None
    }

    /// What has this name.
    pub(super) fn find(&self, kind: NameKind, scope: Scope, text: &str) -> Option<&Declared<'s>> {
        self.positions.get(&(kind, scope, Cow::Borrowed(text))).map(|at| &self.declared[*at])
    }

    /// What the name that stands somewhere means.
    pub(super) fn refer(&mut self, kind: NameKind, scope: Scope, name: Name<'s>) -> Option<u16> {
        let declared = self.find(kind, scope, name.text)?;
        let (index, span) = (declared.index, declared.span);
        self.refer_to(name.span, span);
        Some(index)
    }

    /// Remembers that the name that stands somewhere is declared elsewhere.
    pub(super) fn refer_to(&mut self, name: Span, declared: Span) {
        self.uses.insert(name, declared);
    }

    /// Where names stand, each with where it is declared.
    pub(super) fn uses(&self) -> impl Iterator<Item = (Span, Span)> {
        self.uses.iter().map(|(name, declared)| (*name, *declared))
    }

    /// All names, in the order of declaration.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Declared<'s>> {
        self.declared.iter()
    }

    /// The names of a kind in alphabetical order.
    pub(super) fn sorted(&self, kind: NameKind) -> impl Iterator<Item = &Declared<'s>> {
        self.positions.iter().filter(move |((other, ..), _)| *other == kind).map(|(_, at)| &self.declared[*at])
    }
}
