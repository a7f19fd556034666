//! Properties: each speaks of participants, states, values and messages that there are.

use super::Resolver;
use super::lookup::Fit;
use super::values::{called, is_amount, type_of};
use crate::language::names::{Declared, NameKind, Scope};
use crate::language::properties as syntax;
use crate::language::syntax::Name;
use crate::model::{
    Case, Domain, Fact, ParticipantId, Property, PropertyKind, RoleId, SettingId, Term, Value, ValueType, VariableId,
    Within,
};

/// What the names behind `for` stand for in one case.
type Names<'s> = Vec<(Name<'s>, ParticipantId)>;

impl<'s> Resolver<'_, 's, '_> {
    pub(super) fn properties(&mut self) -> Option<Vec<Property>> {
        let file = self.file;
        super::all(file.properties.iter().map(|property| self.property(property)))
    }

    fn property(&mut self, property: &syntax::Property<'s>) -> Option<Property> {
        let kind = match property.kind.as_ref()? {
            syntax::PropertyKind::Never(claim) => PropertyKind::Never(self.cases(claim)?),
            syntax::PropertyKind::Finally(claim) => PropertyKind::Finally(self.cases(claim)?),
            syntax::PropertyKind::Answered { message, within, unless } => {
                let message = self.message(*message);
                let within = self.within(within);
                let any = self.any(unless, &Vec::new())?;
                let unless = (!any.is_empty()).then(|| Case::of(any));
                PropertyKind::Answered { message: message?, within: within?, unless }
            }
        };
        let line = self.diagnostics.line(property.keyword);
        Some(Property { id: property.id.text.into(), label: property.label.clone()?, kind, line })
    }

    fn within(&mut self, within: &syntax::Within<'s>) -> Option<Within> {
        let name = match within {
            syntax::Within::Length(length) => return Some(Within::Length(*length)),
            syntax::Within::Setting(name) => *name,
        };
        let setting = self.setting(name)?;
        let found = match self.settings[setting.index()].as_ref()?.domain {
            Domain::Duration { .. } => return Some(Within::Setting(setting)),
            Domain::Number { .. } => "a number",
            Domain::Choice(_) => "a choice",
        };
        let found = format!("`{}` is {found}, where a duration is needed", name.text);
        self.diagnostics.mistake(name.span, found, "such as `10s`, or a setting that is a duration");
        None
    }

    /// A case for each way in which the names can stand for different participants.
    fn cases(&mut self, claim: &syntax::Claim<'s>) -> Option<Vec<Case>> {
        let mut ways: Vec<Names<'s>> = vec![Vec::new()];
        for (names, role) in &claim.names {
            let role = self.role(*role)?;
            for name in names {
                ways = self.with_name(ways, *name, role)?;
            }
        }
        // A mistake in one of them is one in all.
        ways.iter().map(|names| self.any(&claim.any, names).map(Case::of)).collect()
    }

    /// The ways, each with everybody for whom one more name can stand.
    fn with_name(&mut self, ways: Vec<Names<'s>>, name: Name<'s>, role: RoleId) -> Option<Vec<Names<'s>>> {
        let is_known = |ways: &[Names<'s>]| ways.iter().flatten().any(|(other, _)| other.text == name.text);
        if self.names.find(NameKind::Participant, Scope::File, name.text).is_some() || is_known(&ways) {
            let found = format!("there is already a participant `{}` here", name.text);
            self.diagnostics.mistake(name.span, found, "take a name that nobody has");
            return None;
        }
        let (kind, scope, text) = (NameKind::Participant, Scope::Property(name.span.start), name.text.into());
        self.names.declare(Declared { kind, scope, text, index: 0, span: name.span });
        let members: Vec<ParticipantId> = self.members(Some(role)).collect();
        let mut longer = Vec::new();
        for way in &ways {
            for one in members.iter().filter(|one| way.iter().all(|(_, taken)| taken != *one)) {
                longer.push(way.iter().copied().chain([(name, *one)]).collect::<Names<'s>>());
            }
        }
        if longer.is_empty() {
            let of = &self.roles[role.index()].id;
            let count = members.len();
            let found = format!("`{}` can stand for nobody: `{of}` has no more than {count} participants", name.text);
            self.diagnostics.mistake(name.span, found, "each name stands for a participant of its own");
        } else if longer.len() > WAYS {
            let found = "these names can stand for participants in too many ways";
            self.diagnostics.mistake(name.span, found, "name fewer at once");
            return None;
        }
        (!longer.is_empty()).then_some(longer)
    }

    fn any(&mut self, any: &[Vec<syntax::Fact<'s>>], names: &Names<'s>) -> Option<Vec<Vec<Fact>>> {
        super::all(any.iter().map(|list| super::all(list.iter().map(|fact| self.fact(fact, names)))))
    }

    fn fact(&mut self, fact: &syntax::Fact<'s>, names: &Names<'s>) -> Option<Fact> {
        match fact {
            syntax::Fact::In { who, states, holds } => {
                let (who, role) = self.one(*who, names)?;
                let states: Option<Vec<_>> = self.named_states(Some(role), states).into_iter().collect();
                Some(Fact::In { who, states: states?, holds: *holds })
            }
            syntax::Fact::Running { timer, who, holds } => {
                let (who, role) = self.one(*who, names)?;
                Some(Fact::Running { who, timer: self.timer(Some(role), *timer)?, holds: *holds })
            }
            syntax::Fact::Equals { left, among, holds } => {
                if let Some(setting) = self.choice_asked_for(left, names) {
                    let among = super::all(among.iter().map(|term| self.choice_term(setting, term)));
                    return Some(Fact::Chosen { setting, among: among?, holds: *holds });
                }
                let (left, held) = self.term(left, names)?;
                let among = super::all(among.iter().map(|term| self.fitting_term(term, held, names)));
                Some(Fact::Equals { left, among: among?, holds: *holds })
            }
            syntax::Fact::Compared { left: term, order, right } => {
                let (left, held) = self.term(term, names)?;
                let right = self.fitting_term(right, held, names);
                if let Some(held) = held.filter(|held| !is_amount(*held)) {
                    let found = format!("{} is neither more nor less than another", called(held));
                    let expected = "numbers and durations can be more or less; use `is`";
                    self.diagnostics.mistake(term.span(), found, expected);
                    return None;
                }
                Some(Fact::Compared { left, order: *order, right: right? })
            }
        }
    }

    /// The choice setting that this is, if it is one.
    fn choice_asked_for(&mut self, term: &syntax::Term<'s>, names: &Names<'s>) -> Option<SettingId> {
        let syntax::Term::Name(name) = term else { return None };
        if names.iter().any(|(other, _)| other.text == name.text) {
            return None;
        }
        let id = self.setting_called(*name)?;
        let setting = self.settings[id.index()].as_ref()?;
        matches!(setting.domain, Domain::Choice(_)).then_some(id)
    }

    fn choice_term(&mut self, setting: SettingId, term: &syntax::Term<'s>) -> Option<u8> {
        match term {
            syntax::Term::Name(name) => self.choice(setting, *name),
            syntax::Term::Literal(..) | syntax::Term::Held { .. } => {
                let id = self.file.settings[setting.index()].id.text;
                let expected = format!("name one of the choices of `{id}`");
                self.diagnostics.mistake(term.span(), "this is a value, where a choice is needed", expected);
                None
            }
        }
    }

    fn fitting_term(&mut self, term: &syntax::Term<'s>, wanted: Option<ValueType>, names: &Names<'s>) -> Option<Term> {
        let (resolved, found) = self.term(term, names)?;
        self.check_type(term.span(), found, wanted);
        Some(resolved)
    }

    /// A value, and what it is, if that is known.
    fn term(&mut self, term: &syntax::Term<'s>, names: &Names<'s>) -> Option<(Term, Option<ValueType>)> {
        match term {
            syntax::Term::Literal(value, _) => Some((Term::Literal(value.clone()), Some(type_of(value)))),
            syntax::Term::Name(name) => self.named_term(*name, names),
            syntax::Term::Held { variable, who, whom } => {
                let (who, role) = self.one(*who, names)?;
                let (id, held) = self.variable(Some(role), *variable, Fit::Value(None))?;
                if held == Some(ValueType::Request) {
                    let found = format!("`{}` remembers a request, which is no value", variable.text);
                    self.diagnostics.mistake(variable.span, found, "ask for a state, or for another variable");
                    return None;
                }
                let whom = self.kept_for(id, *variable, *whom, names)?;
                Some((Term::Held { who, variable: id, whom }, held))
            }
        }
    }

    /// For whom a variable holds what is meant: somebody where it holds a value for each, and nobody elsewhere.
    fn kept_for(
        &mut self,
        id: VariableId,
        variable: Name<'s>,
        whom: Option<Name<'s>>,
        names: &Names<'s>,
    ) -> Option<Option<ParticipantId>> {
        let Some(each) = self.kept_for_each(id) else {
            if let Some(whom) = whom {
                let found = format!("`{}` holds a single value", variable.text);
                self.diagnostics.mistake(whom.span, found, "leave `for` out");
                return None;
            }
            return Some(None);
        };
        let role = &self.roles[each.index()].id;
        let found = format!("`{}` is kept for each `{role}`", variable.text);
        let Some(whom) = whom else {
            let expected = format!("say for whom: `{} of … for …`", variable.text);
            self.diagnostics.mistake(variable.span, found, expected);
            return None;
        };
        let (one, role) = self.one(whom, names)?;
        if role != each {
            self.diagnostics.mistake(whom.span, found, "name one of those");
            return None;
        }
        Some(Some(one))
    }

    /// A participant, or a setting that is a duration or a number.
    fn named_term(&mut self, name: Name<'s>, names: &Names<'s>) -> Option<(Term, Option<ValueType>)> {
        let is_participant = names.iter().any(|(other, _)| other.text == name.text)
            || self.names.find(NameKind::Participant, Scope::File, name.text).is_some();
        if is_participant {
            let (who, _) = self.one(name, names)?;
            return Some((Term::Literal(Value::Participant(who)), Some(ValueType::Participant)));
        }
        if let Some(setting) = self.setting_called(name) {
            let held = match self.settings[setting.index()].as_ref()?.domain {
                Domain::Duration { .. } => ValueType::Duration,
                Domain::Number { .. } => ValueType::Number,
                Domain::Choice(_) => {
                    let found = format!("`{}` is a choice, where a value is needed", name.text);
                    self.diagnostics.mistake(name.span, found, "write it first, and its choice behind `is`");
                    return None;
                }
            };
            return Some((Term::Setting(setting), Some(held)));
        }
        let has_it = |role: &RoleId| self.names.find(NameKind::Variable, Scope::Role(*role), name.text).is_some();
        if let Some((owner, _)) = self.participants.iter().find(|(_, role)| has_it(role)) {
            let expected = format!("say whose it is, such as `{} of {}`", name.text, owner.id.text);
            self.diagnostics.mistake(name.span, format!("`{}` is a variable", name.text), expected);
            return None;
        }
        self.unknown(name, &[(NameKind::Participant, Scope::File), (NameKind::Setting, Scope::File)], Fit::Any);
        None
    }

    /// A participant, and its role.
    fn one(&mut self, name: Name<'s>, names: &Names<'s>) -> Option<(ParticipantId, RoleId)> {
        let known = names.iter().find(|(other, _)| other.text == name.text).copied();
        let who = match known {
            Some((declared, who)) => {
                self.names.refer_to(name.span, declared.span);
                who
            }
            None => self.participant(name)?,
        };
        Some((who, self.participants[who.index()].1))
    }
}

/// In how many ways names may stand for participants: enough for three of eight.
const WAYS: usize = 400;
