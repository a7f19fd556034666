//! What a model asks of its variables and fields: what nothing asks for makes no difference to how a run goes on.

use crate::model::{
    Answered, Condition, EffectKind, Fact, Length, MessageId, Model, Operand, Receivers, Rule, Target, Term, Trigger,
    Value, VariableId,
};

/// Which variables and fields can make a difference, and which of them hold nothing but fresh numbers.
#[derive(Debug)]
pub(super) struct Asked {
    /// For each place: whether a condition, a timer, a receiver or an answer depends on it.
    asked: Vec<bool>,
    /// For each place: whether it holds fresh numbers only, and all that is asked is whether they are equal.
    fresh: Vec<bool>,
    /// Whether the value of fresh numbers matters, and not only which of them are equal.
    counts_fresh: bool,
    /// For each message, the place of its first field; variables come before.
    fields: Vec<usize>,
}

impl Asked {
    pub(super) fn of(model: &Model) -> Self {
        let mut next = model.variables().len();
        let mut fields = Vec::new();
        for (_, message) in model.messages() {
            fields.push(next);
            next += message.fields.len();
        }
        let mut uses =
            Uses { model, fields: &fields, asked: vec![false; next], flows: Vec::new(), compared: Vec::new() };
        uses.collect();
        let Uses { mut asked, flows, compared, .. } = uses;
        // What flows into something that is asked for is asked for itself.
        while flows.iter().fold(false, |changed, flow| {
            let mut changed = changed;
            if asked[flow.into] {
                for from in &flow.from.places {
                    changed |= !std::mem::replace(&mut asked[*from], true);
                }
            }
            changed
        }) {}
        let mut fresh = vec![false; next];
        while flows.iter().filter(|flow| asked[flow.into]).fold(false, |changed, flow| {
            let is_fresh = flow.from.is_fresh || flow.from.places.iter().any(|place| fresh[*place]);
            changed | (is_fresh && !std::mem::replace(&mut fresh[flow.into], true))
        }) {}
        let stays_fresh = |source: &Source| {
            let is_held = !source.places.is_empty() && source.places.iter().all(|place| fresh[*place]);
            source.is_fresh || source.is_zero || (is_held && !source.is_computed)
        };
        let touches = |source: &Source| source.places.iter().any(|place| fresh[*place]);
        let flows_fresh = flows
            .iter()
            .filter(|flow| asked[flow.into] && fresh[flow.into])
            .all(|flow| !flow.is_sum && stays_fresh(&flow.from));
        let equals_fresh = compared.iter().all(|comparison| {
            !comparison.sides.iter().any(touches)
                || (comparison.is_equality && comparison.sides.iter().all(stays_fresh))
        });
        let starts_fresh = model.variables().filter(|(id, _)| fresh[id.index()]).all(|(_, variable)| {
            variable.bounds.is_none() && variable.start.as_ref().is_none_or(|start| *start == Value::Number(0))
        });
        let is_sound = flows_fresh && equals_fresh && starts_fresh;
        let counts_fresh = !is_sound && fresh.contains(&true);
        if !is_sound {
            fresh.fill(false);
        }
        Self { asked, fresh, counts_fresh, fields }
    }

    pub(super) fn variable(&self, variable: u16) -> bool {
        self.asked[usize::from(variable)]
    }

    pub(super) fn field(&self, message: MessageId, field: usize) -> bool {
        self.asked[self.fields[message.index()] + field]
    }

    pub(super) fn is_fresh_variable(&self, variable: u16) -> bool {
        self.fresh[usize::from(variable)]
    }

    pub(super) fn is_fresh_field(&self, message: MessageId, field: usize) -> bool {
        self.fresh[self.fields[message.index()] + field]
    }

    pub(super) fn counts_fresh(&self) -> bool {
        self.counts_fresh
    }
}

/// Where a value comes from.
#[derive(Default)]
struct Source {
    places: Vec<usize>,
    is_fresh: bool,
    /// Whether it is 0, which no fresh number is.
    is_zero: bool,
    /// Whether it is worked out: of a fresh number, that is none any more.
    is_computed: bool,
}

/// A value goes from somewhere into a place.
struct Flow {
    from: Source,
    into: usize,
    /// Whether it is added to what is there.
    is_sum: bool,
}

/// Values are compared, or a timer's length is worked out of them.
struct Comparison {
    sides: Vec<Source>,
    is_equality: bool,
}

/// All uses of variables and fields in a model.
struct Uses<'a> {
    model: &'a Model,
    fields: &'a [usize],
    asked: Vec<bool>,
    flows: Vec<Flow>,
    compared: Vec<Comparison>,
}

impl Uses<'_> {
    fn collect(&mut self) {
        self.facts();
        for (_, participant) in self.model.participants() {
            for (variable, value) in &participant.values {
                self.flow(value, variable.index(), None, false);
            }
        }
        for (_, Rule { trigger, conditions, .. }) in self.model.rules() {
            if let Trigger::Message { answers: Some(Answered::Remembered(variable)), .. } = trigger {
                self.ask(*variable);
            }
            self.conditions(conditions, Some(trigger));
        }
        for refusal in self.model.actions().flat_map(|(_, action)| &action.refusals) {
            self.conditions(&refusal.conditions, None);
        }
        for (_, trigger, effect) in self.model.effects() {
            self.conditions(&effect.conditions, trigger);
            self.effect(&effect.kind, trigger);
        }
    }

    /// What properties ask for.
    fn facts(&mut self) {
        for fact in self.model.properties().flat_map(|(_, property)| property.kind.facts()) {
            let sides = fact.compared().into_iter().map(|term| match term {
                Term::Held { variable, .. } => Source { places: vec![variable.index()], ..Source::default() },
                Term::Literal(value) => Source { is_zero: *value == Value::Number(0), ..Source::default() },
                Term::Setting(_) => Source::default(),
            });
            let sides: Vec<Source> = sides.collect();
            self.compare_sources(sides, matches!(fact, Fact::Equals { .. }));
        }
    }

    fn conditions(&mut self, conditions: &[Condition], trigger: Option<&Trigger>) {
        for condition in conditions {
            match condition {
                Condition::Any(lists) => lists.iter().for_each(|list| self.conditions(list, trigger)),
                Condition::Counted { of, .. } => self.conditions(std::slice::from_ref(of), trigger),
                Condition::Chosen { .. }
                | Condition::Equals { .. }
                | Condition::Compared { .. }
                | Condition::In { .. }
                | Condition::Running { .. } => {}
            }
            let is_equality = matches!(condition, Condition::Equals { .. });
            self.compare(condition.compared().into_iter(), trigger, is_equality);
        }
    }

    fn effect(&mut self, kind: &EffectKind, trigger: Option<&Trigger>) {
        match kind {
            EffectKind::Send { message, to, with, .. } => {
                self.receivers(to);
                self.fill(*message, with, trigger);
            }
            EffectKind::Answer { message, request, with } => {
                request.iter().for_each(|request| self.ask(*request));
                self.fill(*message, with, trigger);
            }
            EffectKind::Disconnect(from) => self.receivers(from),
            EffectKind::Start(_, Length { base, to, doubled, up_to, .. }) => {
                self.compare(std::iter::once(base).chain(to).chain(up_to), trigger, false);
                if let Some(doubled) = doubled {
                    self.compare(std::iter::once(&Operand::Variable(*doubled)), trigger, false);
                }
            }
            EffectKind::Set(target, value) => {
                self.target(target, trigger);
                self.flow(value, target.variable.index(), trigger, false);
            }
            EffectKind::Add(target, value) | EffectKind::Take(target, value) => {
                self.target(target, trigger);
                self.flow(value, target.variable.index(), trigger, true);
            }
            EffectKind::Connect(_)
            | EffectKind::Cancel(_)
            | EffectKind::Become(_)
            | EffectKind::Note(..)
            | EffectKind::Remember(_) => {}
        }
    }

    /// Whose value is changed makes a difference, wherever the value itself does.
    fn target(&mut self, target: &Target, trigger: Option<&Trigger>) {
        if let Some(of) = &target.of {
            self.compare(std::iter::once(of), trigger, true);
        }
    }

    fn receivers(&mut self, receivers: &Receivers) {
        if let Receivers::Held(variable) = receivers {
            self.ask(*variable);
        }
    }

    fn ask(&mut self, variable: VariableId) {
        self.asked[variable.index()] = true;
    }

    fn fill(&mut self, message: MessageId, with: &[(u8, Operand)], trigger: Option<&Trigger>) {
        for (field, value) in with {
            self.flow(value, self.fields[message.index()] + usize::from(*field), trigger, false);
        }
    }

    fn flow(&mut self, value: &Operand, into: usize, trigger: Option<&Trigger>, is_sum: bool) {
        let from = self.source(value, trigger);
        self.flows.push(Flow { from, into, is_sum });
    }

    fn compare<'o>(&mut self, sides: impl Iterator<Item = &'o Operand>, trigger: Option<&Trigger>, is_equality: bool) {
        let sides: Vec<Source> = sides.map(|side| self.source(side, trigger)).collect();
        self.compare_sources(sides, is_equality);
    }

    fn compare_sources(&mut self, sides: Vec<Source>, is_equality: bool) {
        for place in sides.iter().flat_map(|side| &side.places) {
            self.asked[*place] = true;
        }
        self.compared.push(Comparison { sides, is_equality });
    }

    fn source(&self, operand: &Operand, trigger: Option<&Trigger>) -> Source {
        match operand {
            Operand::Variable(variable) => Source { places: vec![variable.index()], ..Source::default() },
            Operand::Its(field) => {
                let field = usize::from(*field);
                let named = match trigger {
                    Some(Trigger::Message { message, .. }) => *message,
                    _ => None,
                };
                let messages = self
                    .model
                    .messages()
                    .filter(|(id, message)| named.is_none_or(|named| named == *id) && field < message.fields.len());
                let places = messages.map(|(id, _)| self.fields[id.index()] + field).collect();
                Source { places, ..Source::default() }
            }
            Operand::Fresh => Source { is_fresh: true, ..Source::default() },
            Operand::Literal(value) => Source { is_zero: *value == Value::Number(0), ..Source::default() },
            // Of whom it is told makes as much difference as what it is.
            Operand::Of(variable, whom) => {
                let mut places = self.source(whom, trigger).places;
                places.push(variable.index());
                Source { places, ..Source::default() }
            }
            Operand::Setting(_) | Operand::Itself | Operand::Sender | Operand::Each => Source::default(),
            Operand::Sum(left, right) | Operand::Difference(left, right) => {
                let [mut places, right] = [left, right].map(|operand| self.source(operand, trigger).places);
                places.extend(right);
                Source { places, is_computed: true, ..Source::default() }
            }
        }
    }
}
