//! What is sent, what may be chosen, and why: messages, settings, clauses and inferences, each with the lines below it.

use super::Parser;
use crate::language::keywords::SETTING;
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::syntax::{Choice, Clause, Domain, Field, Inference, Message, Setting};
use crate::model::{Text, limits};
use crate::time::Millis;

impl<'s> Parser<'s, '_> {
    /// `NAME [TEXT] ['refuses']`, and below `label`, `protocol`, `number`, `field` and `finds`
    pub(super) fn message(&mut self, block: &'s Block) -> Option<()> {
        let mut message = Message {
            name: self.new_name(NameKind::Message)?,
            about: None,
            refuses: false,
            label: None,
            protocol: None,
            number: None,
            fields: Vec::new(),
            findings: Vec::new(),
            is_whole: true,
        };
        message.refuses = self.accept("refuses");
        if !message.refuses && !self.is_at_end() {
            message.about = self.text();
            message.refuses = message.about.is_some() && self.accept("refuses");
        }
        if message.refuses || message.about.is_some() {
            let _reported = self.finish();
        }
        for line in self.lines_below(block) {
            let read = match self.part(line, "message") {
                None => None,
                Some("label") => {
                    self.once_text(&mut message.label);
                    Some(())
                }
                Some("protocol") => {
                    self.once_text(&mut message.protocol);
                    Some(())
                }
                Some("number") => {
                    self.once(message.number.is_some());
                    message.number = self.number();
                    self.finish()
                }
                Some("field") => {
                    let field = self.field(message.fields.len());
                    if field.as_ref().is_none_or(|field| field.value_type.is_none()) {
                        self.unread_line(line);
                    }
                    message.fields.extend(field);
                    Some(())
                }
                Some(_) => {
                    self.once(!message.findings.is_empty());
                    self.list(|parser| parser.new_name(NameKind::Finding)).and_then(|findings| {
                        message.findings.extend(findings);
                        self.finish()
                    })
                }
            };
            message.is_whole &= read.is_some();
        }
        self.file.messages.push(message);
        Some(())
    }

    /// `NAME kind [TEXT]`
    fn field(&mut self, earlier: usize) -> Option<Field<'s>> {
        let name = self.new_name(NameKind::Field)?;
        if earlier >= limits::PARTS {
            let expected = format!("it has {} at most", limits::PARTS);
            self.diagnostics.mistake(name.span, "this message has too many fields", expected);
            return None;
        }
        let value_type = self.field_type();
        let about = if value_type.is_some() && !self.is_at_end() { self.last_text() } else { None };
        Some(Field { name, value_type, about })
    }

    /// `ID TEXT ['duration' … | 'number' …]`, and below `choice`, `assumed` and `phrase`
    pub(super) fn setting(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Setting)?;
        let label = self.text();
        let amount = if label.is_some() && !self.is_at_end() { self.one_of(SETTING) } else { None };
        let has_amount = amount.is_some();
        let is_whole = label.is_some() && (has_amount || self.is_at_end()) && !self.diagnostics.is_broken(keyword);
        let domain = match amount {
            Some("duration") => self
                .bounded(Self::duration, Millis::written)
                .map(|[default, least, greatest]| Domain::Duration { default, least, greatest }),
            Some(_) => self
                .bounded(Self::number, |number| number.to_string())
                .map(|[default, least, greatest]| Domain::Number { default, least, greatest }),
            None => None,
        };
        let mut setting = Setting { keyword, id, label, domain: None, assumed: None, phrase: None };
        let mut choices = Vec::new();
        for line in self.lines_below(block) {
            match self.part(line, "setting") {
                None => {}
                Some("choice") if has_amount => {
                    let amount = amount.unwrap_or_default();
                    let expected = format!("drop it, or drop the {amount}");
                    self.diagnostics.mistake(self.head(), format!("a {amount} has no choices"), expected);
                }
                Some("choice") => match self.choice(choices.len()) {
                    Some(choice) => choices.push(choice),
                    None => self.unread_line(line),
                },
                Some("assumed") => self.once_text(&mut setting.assumed),
                Some(_) => self.phrase(&mut setting.phrase),
            }
        }
        if !has_amount && choices.is_empty() && is_whole {
            let expected =
                "add `duration 10s from 1s to 1m` or `number 3 from 0 to 9` to its line, or `choice` lines below it";
            let found = format!("the setting `{}` has nothing to choose", id.text);
            self.diagnostics.mistake(keyword, found, expected);
        }
        setting.domain = domain.or_else(|| (!choices.is_empty()).then_some(Domain::Choice(choices)));
        self.file.settings.push(setting);
        Some(())
    }

    /// `AMOUNT 'from' AMOUNT 'to' AMOUNT`, all durations or all numbers: what it is unless changed, the least, the greatest
    fn bounded<A: PartialOrd + Copy>(
        &mut self,
        amount: impl Fn(&mut Self) -> Option<A>,
        written: impl Fn(A) -> String,
    ) -> Option<[A; 3]> {
        let default_span = self.here();
        let default = amount(self)?;
        self.need("from")?;
        let least_span = self.here();
        let least = amount(self)?;
        self.need("to")?;
        let greatest = amount(self)?;
        self.finish()?;
        if least > greatest {
            let found = "the least is more than the greatest";
            self.diagnostics.mistake(least_span, found, "write the lesser one first");
            return None;
        }
        if !(least..=greatest).contains(&default) {
            let found = format!("{} is outside the bounds", written(default));
            let bounds = format!("{} to {}", written(least), written(greatest));
            let expected = format!("what it is unless changed stands within its bounds, {bounds}");
            self.diagnostics.mistake(default_span, found, expected);
        }
        Some([default, least, greatest])
    }

    /// `ID TEXT`
    fn choice(&mut self, earlier: usize) -> Option<Choice<'s>> {
        let id = self.new_name(NameKind::Choice)?;
        if earlier >= limits::PARTS {
            let expected = format!("it has {} at most", limits::PARTS);
            self.diagnostics.mistake(id.span, "this setting has too many choices", expected);
            return None;
        }
        Some(Choice { id, label: self.last_text() })
    }

    /// A text with `{}` in it
    fn phrase(&mut self, phrase: &mut Option<Text>) {
        let span = self.here();
        self.once_text(phrase);
        if phrase.as_ref().is_some_and(|text| !text.plain.contains("{}")) {
            let expected = "write `{}` where the value stands: \"timeout {}\"";
            self.diagnostics.mistake(span, "this phrase has no place for the value", expected);
        }
    }

    /// `ID {',' ID} TEXT`, and below `at`
    pub(super) fn clause(&mut self, block: &'s Block) -> Option<()> {
        let ids = self.list(|parser| parser.new_name(NameKind::Clause))?;
        let mut clause = Clause { ids, text: self.last_text(), places: Vec::new() };
        for line in self.lines_below(block) {
            if self.part(line, "clause").is_some() {
                clause.places.extend(self.last_text());
            }
        }
        self.file.clauses.push(clause);
        Some(())
    }

    /// `ID TEXT`, and below `from`
    pub(super) fn inference(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Clause)?;
        let mut inference = Inference { keyword, id, text: self.last_text(), from: Vec::new(), is_whole: true };
        for line in self.lines_below(block) {
            match self.part(line, "inference").and_then(|_| self.clauses()) {
                Some(from) => inference.from.extend(from),
                None => inference.is_whole = false,
            }
        }
        self.file.inferences.push(inference);
        Some(())
    }
}
