//! Declares everything that has a name, so that what uses it may stand anywhere in the file.

use std::borrow::Cow;

use super::Resolver;
use crate::language::names::{Declared, NameKind, Scope};
use crate::language::syntax::{self, Name};
use crate::model::{
    Choice, Clause, ClauseId, Domain, Field, LATENCY, Message, MessageId, Role, RoleId, Setting, SettingId, Text,
    Timer, ValueType, Variable, limits,
};
use crate::time::Millis;

impl<'f, 's> Resolver<'f, 's, '_> {
    /// Declares all names of the file, and reports those that stand for two things.
    pub(super) fn declare(&mut self) {
        self.declare_participants();
        self.declare_states();
        self.declare_variables();
        self.declare_timers();
        self.declare_messages();
        self.declare_settings();
        let clauses = self.file.clauses.iter().map(|clause| &clause.ids[..]);
        let inferences = self.file.inferences.iter().map(|inference| std::slice::from_ref(&inference.id));
        for (index, ids) in clauses.chain(inferences).enumerate() {
            for id in ids {
                self.declare_name(NameKind::Clause, Scope::File, *id, index);
            }
        }
        self.declare_actions();
        for (index, property) in self.file.properties.iter().enumerate() {
            self.declare_name(NameKind::Property, Scope::File, property.id, index);
        }
        for (index, scenario) in self.file.scenarios.iter().enumerate() {
            self.declare_name(NameKind::Scenario, Scope::File, scenario.id, index);
        }
        self.check_values();
        self.check_scenarios();
    }

    /// Declares a name; whether it is new, or was reported to be taken.
    fn declare_name(&mut self, kind: NameKind, scope: Scope, name: Name<'s>, index: usize) -> bool {
        self.declare_as(Cow::Borrowed(name.text), kind, scope, name, index)
    }

    fn declare_as(&mut self, text: Cow<'s, str>, kind: NameKind, scope: Scope, name: Name<'s>, index: usize) -> bool {
        let declared = Declared { kind, scope, text, index: index as u16, span: name.span };
        let Some(earlier) = self.names.declare(declared) else { return true };
        let found = format!("there is already {} `{}`", kind.with_article(), earlier.text);
        let expected = format!("it stands in line {}", self.diagnostics.line(earlier.span));
        self.diagnostics.mistake(name.span, found, expected);
        false
    }

    fn declare_participants(&mut self) {
        for participant in &self.file.participants {
            if !self.declare_name(NameKind::Participant, Scope::File, participant.id, self.participants.len()) {
                continue;
            }
            let name = participant.role.unwrap_or(participant.id);
            let known = self.names.refer(NameKind::Role, Scope::File, name).map(RoleId);
            let role = known.unwrap_or_else(|| {
                let index = self.roles.len();
                self.declare_name(NameKind::Role, Scope::File, name, index);
                self.roles.push(Role { id: name.text.into(), states: 0..0, variables: 0..0, timers: 0..0 });
                RoleId(index as u16)
            });
            self.participants.push((participant, role));
        }
        for role in self.names.sorted(NameKind::Role) {
            let is_participant = self.names.find(NameKind::Participant, Scope::File, &role.text).is_some();
            let is_shared = self.participants.iter().any(|(one, of)| of.0 == role.index && one.id.text != role.text);
            if is_participant && is_shared {
                let found = format!("`{}` is a participant and a role that others share", role.text);
                let expected = "give the role that is shared a name of its own, after `as` in each of its lines";
                self.diagnostics.mistake(role.span, found, expected);
            }
        }
    }

    /// The role whose states or variables stand in a block; says so where another block had some before.
    fn block_role(&mut self, called: &str, name: Name<'s>, is_taken: fn(&Role) -> bool) -> Option<RoleId> {
        let role = self.role(name)?;
        if is_taken(&self.roles[role.index()]) {
            let found = format!("this is a second block of {called} for `{}`", self.roles[role.index()].id);
            self.diagnostics.mistake(name.span, found, "put them all into the first block");
        }
        Some(role)
    }

    fn declare_states(&mut self) {
        for block in &self.file.states {
            let Some(role) = self.block_role("states", block.role, |role| !role.states.is_empty()) else {
                self.unread.extend(block.states.iter().map(|state| state.id.text.into()));
                continue;
            };
            let first = self.states.len() as u16;
            for state in &block.states {
                self.declare_name(NameKind::State, Scope::Role(role), state.id, self.states.len());
                self.states.push((state, role));
            }
            self.roles[role.index()].states = first..self.states.len() as u16;
        }
    }

    fn declare_variables(&mut self) {
        for block in &self.file.variables {
            let Some(role) = self.block_role("variables", block.role, |role| !role.variables.is_empty()) else {
                self.unread.extend(block.variables.iter().map(|variable| variable.id.text.into()));
                continue;
            };
            let first = self.variables.len() as u16;
            for variable in &block.variables {
                self.declare_name(NameKind::Variable, Scope::Role(role), variable.id, self.variables.len());
                let each = variable.each.map(|each| self.role(each));
                let held = variable.held.clone().filter(|_| each != Some(None));
                if let (Some(each), Some(ValueType::Request)) =
                    (variable.each, held.as_ref().map(|held| held.value_type))
                {
                    let expected = "declare a variable for each request";
                    self.diagnostics.mistake(each.span, "one request is remembered at a time", expected);
                }
                self.variables.push(held.map(|held| Variable {
                    id: variable.id.text.into(),
                    value_type: held.value_type,
                    start: held.start,
                    bounds: held.bounds,
                    each: each.flatten(),
                }));
            }
            self.roles[role.index()].variables = first..self.variables.len() as u16;
        }
    }

    /// Timers stand anywhere in the file; in the model's table each role's stand together.
    fn declare_timers(&mut self) {
        let mut timers = Vec::new();
        for timer in &self.file.timers {
            match self.role(timer.role) {
                Some(role) => timers.push((timer, role)),
                None => self.unread.extend([timer.id.text.into()]),
            }
        }
        timers.sort_by_key(|(_, role)| *role);
        for (index, (timer, role)) in timers.iter().enumerate() {
            self.declare_name(NameKind::Timer, Scope::Role(*role), timer.id, index);
            let table = &mut self.roles[role.index()].timers;
            if table.start == table.end {
                table.start = index as u16;
            }
            table.end = index as u16 + 1;
        }
        self.timers = timers;
    }

    pub(super) fn timers(&self) -> Vec<Timer> {
        let timer = |(timer, role): &(&syntax::Timer<'_>, RoleId)| Timer {
            id: timer.id.text.into(),
            label: timer.label.clone().unwrap_or_else(|| label_from(timer.id)),
            role: *role,
        };
        self.timers.iter().map(timer).collect()
    }

    fn declare_messages(&mut self) {
        for (index, message) in self.file.messages.iter().enumerate() {
            self.declare_name(NameKind::Message, Scope::File, message.name, index);
            let scope = Scope::Message(MessageId(index as u16));
            for (index, field) in message.fields.iter().enumerate() {
                self.declare_name(NameKind::Field, scope, field.name, index);
            }
            for (index, finding) in message.findings.iter().enumerate() {
                self.declare_name(NameKind::Finding, scope, *finding, index);
            }
        }
    }

    pub(super) fn messages(&self) -> Option<Vec<Message>> {
        let field = |field: &syntax::Field<'_>| {
            Some(Field {
                name: field.name.text.into(),
                value_type: field.value_type?,
                about: field.about.clone().unwrap_or_default(),
            })
        };
        let message = |message: &syntax::Message<'_>| {
            Some(Message {
                name: message.name.text.into(),
                about: message.about.clone().unwrap_or_default(),
                refuses: message.refuses,
                can_be_lost: false,
                label: message.label.clone().unwrap_or_default(),
                protocol: message.protocol.clone().unwrap_or_default(),
                number: message.number,
                fields: message.fields.iter().map(field).collect::<Option<_>>()?,
                findings: message.findings.iter().map(|finding| finding.text.into()).collect(),
            })
        };
        self.file.messages.iter().map(message).collect()
    }

    /// Declares the settings; one for the travel time is added where the file has none.
    fn declare_settings(&mut self) {
        for (index, setting) in self.file.settings.iter().enumerate() {
            self.declare_name(NameKind::Setting, Scope::File, setting.id, index);
            let scope = Scope::Setting(SettingId(index as u16));
            if let Some(syntax::Domain::Choice(choices)) = &setting.domain {
                for (index, choice) in choices.iter().enumerate() {
                    self.declare_name(NameKind::Choice, scope, choice.id, index);
                }
            }
            self.check_latency(setting);
            self.settings.push(setting_of(setting));
        }
        if self.names.find(NameKind::Setting, Scope::File, LATENCY).is_none() {
            self.settings.push(Some(latency()));
        }
    }

    fn check_latency(&mut self, setting: &syntax::Setting<'s>) {
        let fits = match &setting.domain {
            Some(syntax::Domain::Duration { greatest, .. }) => greatest.get() <= limits::LATENCY,
            Some(syntax::Domain::Choice(_) | syntax::Domain::Number { .. }) => false,
            None => true,
        };
        if setting.id.text == LATENCY && !fits {
            let expected = "it is a duration of 1m at most: `duration 0ms from 0ms to 1m`";
            self.diagnostics.mistake(setting.keyword, "`latency` says how long a message travels", expected);
        }
    }

    /// Declares an action once for each played participant of its role; if they are several, each has a name of its own.
    fn declare_actions(&mut self) {
        let mut count = 0;
        for action in &self.file.actions {
            let role = action.role.and_then(|role| self.names.find(NameKind::Role, Scope::File, role.text));
            let role = role.map(|role| RoleId(role.index));
            for (id, _) in self.action_ids(action, role) {
                self.declare_as(id, NameKind::Action, Scope::File, action.id, count);
                count += 1;
            }
        }
    }

    /// A value may be a variable, a setting or a participant, so these must differ.
    fn check_values(&mut self) {
        use NameKind::{Participant, Setting, Variable};
        for (kind, others) in [(Variable, &[Setting, Participant][..]), (Setting, &[Participant][..])] {
            for name in self.names.sorted(kind) {
                let mut others = others.iter().filter_map(|other| self.names.find(*other, Scope::File, &name.text));
                if let Some(other) = others.next() {
                    let found = format!("there is already {} `{}`", other.kind.with_article(), name.text);
                    let line = self.diagnostics.line(other.span);
                    self.diagnostics.mistake(name.span, found, format!("it stands in line {line}; take another word"));
                }
            }
        }
    }

    /// A link may be cut short, so no scenario's id begins with that of another.
    fn check_scenarios(&mut self) {
        let mut shorter: Option<&str> = None;
        for name in self.names.sorted(NameKind::Scenario) {
            if let Some(shorter) = shorter.filter(|shorter| name.text.starts_with(shorter)) {
                let found = format!("`{}` begins like the whole of another scenario's id, `{shorter}`", name.text);
                let expected = "a link to it that is cut short would open the other; take another word";
                self.diagnostics.mistake(name.span, found, expected);
            } else {
                shorter = Some(&name.text);
            }
        }
    }

    /// The clauses, and after them the inferences.
    pub(super) fn clauses(&mut self) -> Option<Vec<Clause>> {
        let file = self.file;
        let clauses = file.clauses.iter().map(|clause| {
            Some(Clause {
                ids: clause.ids.iter().map(|id| id.text.into()).collect(),
                text: clause.text.clone()?,
                places: clause.places.clone(),
                inferred_from: Vec::new(),
            })
        });
        let mut clauses: Vec<_> = clauses.collect();
        for inference in &file.inferences {
            let inferred_from = self.inferred_from(inference);
            clauses.push(inferred_from.zip(inference.text.clone()).map(|(inferred_from, text)| Clause {
                ids: vec![inference.id.text.into()],
                text,
                places: Vec::new(),
                inferred_from,
            }));
        }
        clauses.into_iter().collect()
    }

    fn inferred_from(&mut self, inference: &syntax::Inference<'s>) -> Option<Vec<ClauseId>> {
        let from = self.cited(&inference.from);
        if inference.from.is_empty() && inference.is_whole {
            let expected = "add the clauses it follows from, below it: `from clause-1`";
            self.diagnostics.mistake(inference.keyword, "this inference follows from nothing", expected);
        } else if inference.from.iter().any(|clause| clause.text == inference.id.text) {
            self.diagnostics.mistake(inference.keyword, "this inference follows from itself", "name another clause");
        }
        from
    }
}

/// What people read where the file says nothing: the id itself.
pub(super) fn label_from(id: Name<'_>) -> Text {
    Text { plain: id.text.into(), others: Vec::new() }
}

fn setting_of(setting: &syntax::Setting<'_>) -> Option<Setting> {
    let domain = match setting.domain.as_ref()? {
        syntax::Domain::Duration { default, least, greatest } => {
            Domain::Duration { default: *default, least: *least, greatest: *greatest }
        }
        syntax::Domain::Number { default, least, greatest } => {
            Domain::Number { default: *default, least: *least, greatest: *greatest }
        }
        syntax::Domain::Choice(choices) => {
            let choice = |choice: &syntax::Choice<'_>| Choice {
                id: choice.id.text.into(),
                label: choice.label.clone().unwrap_or_default(),
            };
            Domain::Choice(choices.iter().map(choice).collect())
        }
    };
    Some(Setting {
        id: setting.id.text.into(),
        label: setting.label.clone()?,
        domain,
        assumed: setting.assumed.clone(),
        phrase: setting.phrase.clone().unwrap_or_default(),
    })
}

/// Every model has a travel time; one that declares none starts without and lets it be tried.
fn latency() -> Setting {
    let text = |plain: &str| Text { plain: plain.into(), others: Vec::new() };
    Setting {
        id: LATENCY.into(),
        label: text("How long does a message travel?"),
        domain: Domain::Duration { default: Millis::ZERO, least: Millis::ZERO, greatest: Millis::new(limits::LATENCY) },
        assumed: None,
        phrase: text("travel time {}"),
    }
}
