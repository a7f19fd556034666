//! Reads conditions, lengths and values; every value is of the kind that its place needs.

use super::effects::{By, Context};
use super::names::{Sort, UNKNOWN};
use super::problem::Spot;
use super::reader::Reader;
use super::text::Shape;
use super::{
    Condition, Domain, Length, Operand, ParticipantId, SettingId, TimerId, Value, ValueType, VariableId, limits,
};

/// A value, and what it holds; no kind where that was not understood.
type Valued = (Operand, Option<ValueType>);

impl Reader<'_> {
    /// Takes the conditions after `when`; none where it does not stand here.
    pub(super) fn when(&mut self, cx: Context) -> Option<Vec<Condition>> {
        let mut conditions = Vec::new();
        if !self.accept("when") {
            return Some(conditions);
        }
        loop {
            conditions.push(self.condition(cx)?);
            if conditions.len() >= limits::PARTS {
                self.wrong("there are 64 conditions in one place at most", &[]);
                return None;
            }
            if !self.accept("and") {
                return Some(conditions);
            }
        }
    }

    pub(super) fn condition(&mut self, cx: Context) -> Option<Condition> {
        let not = self.word(2) == "not";
        if self.word(1) == "is" && self.word(if not { 3 } else { 2 }) == "running" {
            let timer = self.resolve(Sort::Timer, cx.role)?;
            for _ in 0..2 + usize::from(not) {
                self.skip();
            }
            return Some(Condition::Running { timer: TimerId(timer), holds: !not });
        }
        let setting = self.names.find(Sort::Setting, 0, self.word(0)).map(|name| name.id);
        let domain = setting.and_then(|setting| self.model.settings.get(usize::from(setting)));
        let chosen = setting.filter(|_| domain.is_some_and(|setting| matches!(setting.domain, Domain::Choice(_))));
        let spot = self.spot();
        let left = if chosen.is_some() {
            self.skip();
            (Operand::Fresh, None)
        } else {
            self.operand(cx)?
        };
        self.need("is")?;
        if chosen.is_none() && self.accept("at") {
            let least = self.one_of(&["least", "most"])? == "least";
            let right = self.fitting(cx, left.1)?;
            if let Some(kind) = left.1.filter(|kind| !matches!(kind, ValueType::Number | ValueType::Duration)) {
                let expected = "`at least` and `at most` compare numbers or durations; use `is`";
                self.reports.problem(spot, "{} is neither more nor less than another", expected, &[called(kind)]);
            }
            return Some(if least { Condition::AtLeast(left.0, right) } else { Condition::AtMost(left.0, right) });
        }
        let holds = !self.accept("not");
        let several = self.word(0) == "one" && self.word(1) == "of";
        if several {
            self.skip();
            self.skip();
        }
        let (mut choices, mut values) = (Vec::new(), Vec::new());
        loop {
            if let Some(setting) = chosen {
                let known =
                    self.model.settings.get(usize::from(setting)).is_some_and(
                        |setting| !matches!(&setting.domain, Domain::Choice(choices) if choices.is_empty()),
                    );
                let owner = if known { setting } else { UNKNOWN };
                choices.push(self.resolve(Sort::Choice, owner)?.min(255) as u8);
            } else {
                values.push(self.fitting(cx, left.1)?);
            }
            let count = choices.len() + values.len();
            if !several && self.is(Shape::Comma) {
                self.wrong("write `is one of` before several", &[]);
                return None;
            }
            if !several || !self.comma(count) {
                break;
            }
        }
        Some(match chosen {
            Some(setting) => Condition::Chosen { setting: SettingId(setting), among: choices, holds },
            None => Condition::Equals { left: left.0, among: values, holds },
        })
    }

    pub(super) fn field_kind(&self, message: u16, field: u16) -> Option<ValueType> {
        let vague = self.vague.contains(&(Sort::Field, message, field));
        let message = self.model.messages.get(usize::from(message)).filter(|_| !vague)?;
        message.fields.get(usize::from(field)).map(|field| field.value_type)
    }

    /// Takes a variable of the role.
    pub(super) fn variable(&mut self, cx: Context) -> Option<(VariableId, Option<ValueType>)> {
        let variable = self.resolve(Sort::Variable, cx.role)?;
        Some((VariableId(variable), self.variable_kind(variable)))
    }

    pub(super) fn variable_kind(&self, variable: u16) -> Option<ValueType> {
        let vague = self.vague.contains(&(Sort::Variable, 0, variable));
        self.model.variables.get(usize::from(variable)).filter(|_| !vague).map(|variable| variable.value_type)
    }

    /// Takes how long a timer runs.
    pub(super) fn length(&mut self, cx: Context) -> Option<Length> {
        let (mut numerator, mut denominator) = (1, 1);
        if self.word(1) == "times" {
            numerator = self.number()?;
            self.skip();
        } else if self.peek(1).is_some_and(|token| token.shape == Shape::Slash) {
            numerator = self.number()?;
            self.skip();
            let spot = self.spot();
            denominator = self.number()?;
            if denominator == 0 {
                self.reports.problem(spot, "nothing can be divided by zero", "", &[]);
            }
            self.need("of")?;
        }
        let base = self.fitting(cx, Some(ValueType::Duration))?;
        let mut doubled = None;
        if self.accept("doubled") {
            let spot = self.spot();
            let (variable, kind) = self.variable(cx)?;
            self.fit(spot, kind, Some(ValueType::Number));
            self.need("times")?;
            doubled = Some(variable);
        }
        let mut up_to = None;
        if self.accept("up") {
            self.need("to")?;
            up_to = Some(self.fitting(cx, Some(ValueType::Duration))?);
        }
        Some(Length { base, numerator, denominator, doubled, up_to })
    }

    /// Takes a value, which must be of this kind.
    pub(super) fn fitting(&mut self, cx: Context, kind: Option<ValueType>) -> Option<Operand> {
        let spot = self.spot();
        let (operand, found) = self.operand(cx)?;
        self.fit(spot, found, kind);
        Some(operand)
    }

    /// Says so where a value is of another kind than its place needs.
    pub(super) fn fit(&mut self, spot: Spot, found: Option<ValueType>, wanted: Option<ValueType>) {
        let (Some(found), Some(wanted)) = (found, wanted) else { return };
        if found != wanted {
            let expected = match (found, wanted) {
                (ValueType::Number, ValueType::Duration) => "a duration has a unit, such as `10s` or `500ms`",
                (ValueType::Duration, ValueType::Number) => "a number has no unit",
                (_, ValueType::Participant) => "such as `sender` or `self`",
                _ => "",
            };
            let with = [called(found), called(wanted)];
            self.reports.problem(spot, "this is {}, where {} is needed", expected, &with);
        }
    }

    /// Takes a value.
    pub(super) fn operand(&mut self, cx: Context) -> Option<Valued> {
        let spot = self.spot();
        let word = self.word(0);
        let begins_as_number = |letter: char| letter.is_ascii_digit();
        if self.is(Shape::Text) || word.starts_with(begins_as_number) {
            return self.literal().map(|(value, kind)| (Operand::Literal(value), Some(kind)));
        }
        match word {
            "" => {
                self.wrong("expected a value: a number, a duration, a text, or the name of a variable or setting", &[]);
                return None;
            }
            "fresh" => {
                self.skip();
                return Some((Operand::Fresh, Some(ValueType::Number)));
            }
            "self" => {
                self.skip();
                return Some((Operand::Itself, Some(ValueType::Participant)));
            }
            "sender" => {
                self.sender(cx);
                return Some((Operand::Sender, Some(ValueType::Participant)));
            }
            "its" => {
                self.skip();
                return self.its(cx, spot);
            }
            _ if word.strip_prefix('-').is_some_and(|rest| rest.starts_with(begins_as_number)) => {
                self.wrong("numbers and durations are not negative", &[]);
                return None;
            }
            _ => {}
        }
        let sorts = [(Sort::Participant, 0), (Sort::Variable, cx.role), (Sort::Setting, 0)];
        let found = sorts.iter().find_map(|(sort, owner)| self.names.find(*sort, *owner, word));
        let found = found.map(|name| (name.sort, name.id));
        let operand = match found {
            Some((Sort::Variable, id)) => {
                let kind = self.variable_kind(id);
                if kind == Some(ValueType::Request) {
                    let expected = "a request can only be answered: `answer … to {}`";
                    self.reports.problem(spot, "`{}` holds a request, which is no value", expected, &[word, word]);
                }
                (Operand::Variable(VariableId(id)), kind.filter(|kind| *kind != ValueType::Request))
            }
            Some((Sort::Setting, id)) => {
                let domain = self.model.settings.get(usize::from(id)).map(|setting| &setting.domain);
                let choices = match domain {
                    Some(Domain::Choice(choices)) => Some(choices.len()),
                    _ => None,
                };
                if choices.is_some_and(|count| count > 0) {
                    let expected = "it can only be asked for: `when {} is …`";
                    self.reports.problem(spot, "`{}` is a choice and no value", expected, &[word, word]);
                }
                (Operand::Setting(SettingId(id)), choices.is_none().then_some(ValueType::Duration))
            }
            Some((_, id)) => (Operand::Literal(Value::Participant(ParticipantId(id))), Some(ValueType::Participant)),
            None => {
                // What is compared with an unknown value can't be understood either.
                self.unknown(&sorts);
                return None;
            }
        };
        self.skip();
        Some(operand)
    }

    /// Takes a field of the message that set the rule off.
    pub(super) fn its(&mut self, cx: Context, spot: Spot) -> Option<Valued> {
        let By::Message(message) = cx.by else {
            let found = "`its` means the message that set this off, but {}";
            let (what, expected) = match cx.by {
                By::AnyMessage => {
                    ("nothing is known of any other message", "add a rule for the message, above this one")
                }
                _ => ("no message did", "remember the field in a variable, in the rule where the message arrives"),
            };
            self.reports.problem(spot, found, expected, &[what]);
            return None;
        };
        let (spot, word) = (self.spot(), self.word(0));
        let field = self.resolve(Sort::Field, message)?;
        let kind = self.field_kind(message, field);
        if kind == Some(ValueType::Reference) {
            let expected = "an answer is tied to its request by itself: use `answer`";
            self.reports.problem(spot, "`{}` is a reference, which is no value", expected, &[word]);
            return Some((Operand::Its(0), None));
        }
        Some((Operand::Its(field.min(255) as u8), kind))
    }
}

/// A kind as people call it.
pub(super) fn called(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Number => "a number",
        ValueType::Duration => "a duration",
        ValueType::Text => "a text",
        ValueType::Participant => "a participant",
        ValueType::Request => "a request",
        ValueType::Reference => "a reference",
    }
}
