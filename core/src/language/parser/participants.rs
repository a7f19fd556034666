//! Who takes part: participants, their states, variables and timers, and how they are joined.

use super::Parser;
use crate::language::keywords::{BETWEEN, FIELD_TYPES, HELD, PARTICIPANT};
use crate::language::lexer::TokenKind;
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::syntax::{
    Between, FieldValue, Held, Name, Participant, State, States, Timer, Variable, Variables,
};
use crate::model::{Pairing, Value, ValueType, limits};
use crate::time::Millis;

impl<'s> Parser<'s, '_> {
    /// `ID TEXT ['as' ROLE] ['played'] 'starts' STATE ['with' VARIABLE operand {',' VARIABLE operand}]`
    pub(super) fn participant(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Participant)?;
        let (name, values) = (self.text(), Vec::new());
        let mut participant = Participant { id, name, role: None, is_played: false, start: None, values };
        let mut is_whole = participant.name.is_some();
        while !self.is_at_end() {
            match self.one_of(PARTICIPANT) {
                Some("as") => participant.role = self.new_name(NameKind::Role),
                Some("played") => participant.is_played = true,
                Some("with") => match self.values() {
                    Some(values) => participant.values.extend(values),
                    None => {
                        is_whole = false;
                        self.at = self.tokens.len();
                    }
                },
                Some(_) => {
                    participant.start = self.name(NameKind::State);
                    is_whole &= participant.start.is_some();
                }
                None => {
                    is_whole = false;
                    self.advance();
                }
            }
        }
        if participant.start.is_none() && is_whole {
            let found = format!("`{}` has no state to start in", id.text);
            self.diagnostics.mistake(keyword, found, "add a state to its line: `starts idle`");
        }
        self.nothing_below(block);
        self.file.participants.push(participant);
        Some(())
    }

    /// `VARIABLE operand {',' VARIABLE operand}`
    fn values(&mut self) -> Option<Vec<FieldValue<'s>>> {
        self.list(|parser| Some(FieldValue { field: parser.name(NameKind::Variable)?, value: parser.operand()? }))
    }

    /// `ROLE`, and below `STATE [TEXT] ['unconnected']`
    pub(super) fn states(&mut self, block: &'s Block) -> Option<()> {
        let role = self.role()?;
        let _reported = self.finish();
        let mut states = Vec::new();
        for line in self.lines_below(block) {
            self.enter(line);
            match self.state() {
                Some(state) => states.push(state),
                None => self.unread_line(line),
            }
        }
        self.file.states.push(States { role, states });
        Some(())
    }

    fn state(&mut self) -> Option<State<'s>> {
        let id = self.new_name(NameKind::State)?;
        let label = if self.is_at(TokenKind::Text) { self.text() } else { None };
        let is_unconnected = !self.is_at_end() && self.need("unconnected").is_some();
        if is_unconnected {
            let _reported = self.finish();
        }
        Some(State { id, label, is_unconnected })
    }

    /// `ROLE`, and below `ID ['for' 'each' ROLE]` and what it holds
    pub(super) fn variables(&mut self, block: &'s Block) -> Option<()> {
        let role = self.role()?;
        let _reported = self.finish();
        let mut variables = Vec::new();
        for line in self.lines_below(block) {
            self.enter(line);
            match self.new_name(NameKind::Variable) {
                Some(id) => {
                    let each = self.each();
                    let held = each.and_then(|_| self.held());
                    if held.is_none() {
                        self.unread_line(line);
                    }
                    variables.push(Variable { id, each: each.flatten(), held });
                }
                None => self.unread_line(line),
            }
        }
        self.file.variables.push(Variables { role, variables });
        Some(())
    }

    /// `['for' 'each' ROLE]`
    fn each(&mut self) -> Option<Option<Name<'s>>> {
        if !self.accept("for") {
            return Some(None);
        }
        self.need("each")?;
        self.role().map(Some)
    }

    /// `start | 'participant' | 'request'`
    fn held(&mut self) -> Option<Held> {
        if HELD.contains(&self.word()) {
            let value_type = value_type(self.word());
            self.advance();
            self.finish()?;
            return Some(Held { value_type, start: None, bounds: None });
        }
        if self.word().contains("..") {
            return self.unexpected("bounds are written behind what it holds at the start: `0 from 0 to 9`");
        }
        if !self.is_at_literal() {
            return self.unexpected(
                "expected what it holds at the start, such as `0`, `10s` or \"none\", or `participant` or `request`",
            );
        }
        let span = self.here();
        let (start, value_type) = self.literal()?;
        let mut bounds = None;
        if let Some(amount) = amount(&start)
            && !self.is_at_end()
        {
            self.need("from")?;
            let least = self.bound(value_type)?;
            self.need("to")?;
            let greatest = self.bound(value_type)?;
            if !(least..=greatest).contains(&amount) {
                let expected = "its start stands between the least and the greatest it can hold";
                self.diagnostics.mistake(span, "these bounds do not fit", expected);
            }
            bounds = Some((least, greatest));
        }
        self.finish()?;
        Some(Held { value_type, start: Some(start), bounds })
    }

    fn bound(&mut self, value_type: ValueType) -> Option<u64> {
        if value_type == ValueType::Number { self.number() } else { self.duration().map(Millis::get) }
    }

    /// `ID 'of' ROLE [TEXT]`
    pub(super) fn timer(&mut self, block: &'s Block) -> Option<()> {
        let id = self.new_name(NameKind::Timer)?;
        self.need("of")?;
        let role = self.role()?;
        let label = if self.is_at_end() { None } else { self.last_text() };
        self.nothing_below(block);
        self.file.timers.push(Timer { id, role, label });
        Some(())
    }

    /// `who 'and' who` and what lies between them: `('connected' | 'no' 'connection' | 'lossy' | 'latency' DURATION)`, with commas
    pub(super) fn between(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let one = self.role()?;
        self.need("and")?;
        let other = self.role()?;
        let mut between = Between { keyword, one, other, pairing: None, is_lossy: false, latency: None };
        loop {
            let span = self.here();
            let word = self.one_of(BETWEEN)?;
            let is_said = match word {
                "lossy" => std::mem::replace(&mut between.is_lossy, true),
                "latency" => between.latency.replace(self.latency()?).is_some(),
                "connected" => between.pairing.replace(Pairing::Connected).is_some(),
                _ => {
                    self.need("connection")?;
                    between.pairing.replace(Pairing::NoConnection).is_some()
                }
            };
            if is_said {
                self.diagnostics.mistake(span, format!("`{word}` does not fit what stands before it"), "drop one");
            }
            if !self.is_at(TokenKind::Comma) {
                break;
            }
            self.advance();
        }
        let _reported = self.finish();
        self.nothing_below(block);
        self.file.pairings.push(between);
        Some(())
    }

    /// How long a message travels between two.
    fn latency(&mut self) -> Option<Millis> {
        let span = self.here();
        let length = self.duration()?;
        if length.get() > limits::LATENCY {
            let found = format!("{} is too long for a message to travel", length.written());
            self.diagnostics.mistake(span, found, "it takes 1m at most");
        }
        Some(length)
    }

    /// `'number' | 'duration' | 'text' | 'participant' | 'reference'`
    pub(super) fn field_type(&mut self) -> Option<ValueType> {
        self.one_of(FIELD_TYPES).map(value_type)
    }
}

fn value_type(word: &str) -> ValueType {
    match word {
        "duration" => ValueType::Duration,
        "text" => ValueType::Text,
        "participant" => ValueType::Participant,
        "request" => ValueType::Request,
        "reference" => ValueType::Reference,
        _ => ValueType::Number,
    }
}

/// A number, or a duration's milliseconds; only these have bounds.
fn amount(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Duration(length) => Some(length.get()),
        Value::Text(_) | Value::Participant(_) => None,
    }
}
