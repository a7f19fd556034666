//! Turns a syntax tree into a model: every name is looked up once, and what it stands for is there or was reported.
//!
//! `None` means here, too, that a mistake was reported; whatever builds on it stays silent.

mod actions;
mod chance;
mod conditions;
mod declarations;
mod effects;
mod limits;
mod lookup;
mod losses;
mod notes;
mod participants;
mod properties;
mod rules;
mod scenarios;
mod values;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::diagnostics::Diagnostics;
use super::lints;
use super::names::{NameKind, Names, Scope};
use super::syntax;
use crate::model::{MessageId, Model, Pair, Role, RoleId, Setting, Slots, Variable};

/// The model that a file describes, or nothing where it has a mistake; and all names in it, as far as they are known.
pub(super) fn resolve<'s>(file: &syntax::File<'s>, diagnostics: &mut Diagnostics) -> (Option<Model>, Names<'s>) {
    if !limits::fits(file, diagnostics) {
        return (None, Names::default());
    }
    let mut resolver = Resolver::new(file, diagnostics);
    let model = resolved(&mut resolver);
    (model, resolver.names)
}

fn resolved(resolver: &mut Resolver<'_, '_, '_>) -> Option<Model> {
    let file = resolver.file;
    resolver.declare();
    let participants = resolver.participants();
    resolver.join_pairs();
    let clauses = resolver.clauses();
    let actions = resolver.actions();
    let (rules, rule_spans) = resolver.rules();
    let properties = resolver.properties();
    let chance = resolver.chance(actions.as_deref().unwrap_or_default(), &rules);
    let scenarios = resolver.scenarios();
    let states = resolver.states(&rules);
    lints::forestalled(&states, &rules, &rule_spans, resolver.diagnostics);
    if !resolver.diagnostics.is_clean() {
        return None;
    }
    let header = file.header.as_ref()?;
    let participants = participants?;
    let variables: Vec<Variable> = resolver.variables.iter().cloned().collect::<Option<_>>()?;
    let mut model = Model {
        id: header.id?.text.into(),
        title: header.title.clone()?,
        about: header.about.clone().unwrap_or_default(),
        source: header.source.clone().unwrap_or_default(),
        slots: Slots::of(&participants, &resolver.roles, &variables),
        participants,
        roles: resolver.roles.clone(),
        states,
        variables,
        timers: resolver.timers(),
        messages: resolver.messages()?,
        settings: resolver.settings.iter().cloned().collect::<Option<_>>()?,
        clauses: clauses?,
        rules,
        actions: actions?,
        properties: properties?,
        scenarios: scenarios?,
        chance,
        text: "".into(),
        pairs: resolver.pairs.clone(),
        warnings: Vec::new(),
        scenario_problems: Vec::new(),
    };
    resolver.find_losses(&mut model);
    // Warnings about a model that can't be played would only distract.
    lints::warn(&model, &resolver.names, &resolver.used, resolver.diagnostics);
    Some(model)
}

/// What is known of a file while its names are looked up.
struct Resolver<'f, 's, 'd> {
    file: &'f syntax::File<'s>,
    diagnostics: &'d mut Diagnostics,
    names: Names<'s>,
    /// The participants, each once, with their roles; the other tables, too, are in the order of their ids.
    participants: Vec<(&'f syntax::Participant<'s>, RoleId)>,
    roles: Vec<Role>,
    states: Vec<(&'f syntax::State<'s>, RoleId)>,
    variables: Vec<Option<Variable>>,
    timers: Vec<(&'f syntax::Timer<'s>, RoleId)>,
    settings: Vec<Option<Setting>>,
    /// How each two participants are joined.
    pairs: Vec<Pair>,
    /// Words that may be names, but were not declared so that it could be understood: none of them is called unknown.
    unread: BTreeSet<Cow<'s, str>>,
    used: BTreeSet<(NameKind, Scope, u16)>,
    /// Names of which it was said already that nothing has them.
    missed: BTreeSet<(NameKind, Scope, &'s str)>,
    /// Roles of which it was said already that nobody plays them.
    unplayed: BTreeSet<RoleId>,
}

impl<'f, 's, 'd> Resolver<'f, 's, 'd> {
    fn new(file: &'f syntax::File<'s>, diagnostics: &'d mut Diagnostics) -> Self {
        Self {
            file,
            diagnostics,
            names: Names::default(),
            participants: Vec::new(),
            roles: Vec::new(),
            states: Vec::new(),
            variables: Vec::new(),
            timers: Vec::new(),
            settings: Vec::new(),
            pairs: Vec::new(),
            unread: file.unread.clone(),
            used: BTreeSet::new(),
            missed: BTreeSet::new(),
            unplayed: BTreeSet::new(),
        }
    }
}

/// Where an effect or condition stands.
#[derive(Clone, Copy)]
struct Context {
    role: Option<RoleId>,
    cause: Option<Cause>,
    /// The role whose participants are gone through.
    each: Option<RoleId>,
}

/// What sets a rule or an action off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cause {
    Start,
    Action,
    Connection,
    Timer,
    AnyMessage,
    Message(MessageId),
}

/// What stands in a place that may be empty; nothing only where something else stands there.
fn if_given<T>(resolved: Option<Option<T>>) -> Option<Option<T>> {
    resolved.map_or(Some(None), |found| found.map(Some))
}

/// All of them, or nothing where one is missing; unlike with `collect` alone, each is resolved and its mistakes are told.
fn all<T>(resolved: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    resolved.collect::<Vec<_>>().into_iter().collect()
}
