//! Texts, numbers, durations, values and conditions.

use std::sync::Arc;

use super::Parser;
use crate::language::diagnostics::shortened;
use crate::language::keywords::translation;
use crate::language::lexer::TokenKind;
use crate::language::names::NameKind;
use crate::language::syntax::{Condition, Count, Length, Name, Operand, OperandKind};
use crate::model::{Order, Span, Text, Value, ValueType, limits};
use crate::time::Millis;

impl<'s> Parser<'s, '_> {
    /// `TEXT {LANGUAGE TEXT}`
    pub(super) fn text(&mut self) -> Option<Text> {
        let mut text = Text { plain: self.plain_text()?, others: Vec::new() };
        // Two letters and another text are a translation; two letters and anything else are not.
        while self.word().len() == 2 && self.tokens.get(self.at + 1).is_some_and(|next| next.kind == TokenKind::Text) {
            let code = self.word();
            let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase());
            if !is_code || text.others.iter().any(|(other, _)| **other == *code) {
                let _reported = self.unexpected::<()>("expected the code of another language, such as `de`");
            }
            self.advance();
            text.others.push((code.into(), self.plain_text()?));
        }
        Some(text)
    }

    /// A text that ends its line.
    pub(super) fn last_text(&mut self) -> Option<Text> {
        let text = self.text()?;
        let _reported = self.finish();
        Some(text)
    }

    fn plain_text(&mut self) -> Option<Box<str>> {
        let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Text) else {
            return self.unexpected("expected a text in double quotes");
        };
        self.advance();
        Some(unquoted(token.span.of(self.source)).into())
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        if !self.is_at(TokenKind::Number) {
            return self.unexpected("expected a whole number, such as `3`");
        }
        match self.word().parse() {
            Ok(number) if number <= limits::NUMBER => {
                self.advance();
                Some(number)
            }
            _ => self.unexpected(format!("a number is {} at most", limits::NUMBER)),
        }
    }

    pub(super) fn duration(&mut self) -> Option<Millis> {
        if !self.is_at(TokenKind::Number) && !self.is_at(TokenKind::Duration) {
            return self.unexpected("expected a duration, such as `500ms`, `2s`, `3m` or `1h`");
        }
        match Millis::read(self.word()) {
            Ok(length) if length.get() <= limits::DURATION => {
                self.advance();
                Some(length)
            }
            Ok(_) => self.unexpected("a duration is 10 years at most"),
            Err(why) => {
                let found = format!("`{}` is no duration", shortened(self.word()));
                self.diagnostics.mistake(self.here(), found, why.to_string());
                None
            }
        }
    }

    /// `NUMBER | DURATION | TEXT`
    pub(super) fn literal(&mut self) -> Option<(Value, ValueType)> {
        match self.peek()?.kind {
            TokenKind::Text => self.plain_text().map(|text| (Value::Text(Arc::from(text)), ValueType::Text)),
            TokenKind::Number => self.number().map(|number| (Value::Number(number), ValueType::Number)),
            _ => self.duration().map(|length| (Value::Duration(length), ValueType::Duration)),
        }
    }

    pub(super) fn is_at_literal(&self) -> bool {
        [TokenKind::Text, TokenKind::Number, TokenKind::Duration].into_iter().any(|kind| self.is_at(kind))
    }

    /// `value {('plus' | 'minus') value}`
    pub(super) fn operand(&mut self) -> Option<Operand<'s>> {
        let mut left = self.single_value()?;
        for _ in 1..limits::PARTS {
            let is_sum = self.accept("plus");
            if !is_sum && !self.accept("minus") {
                return Some(left);
            }
            let right = self.single_value()?;
            let span = Span { start: left.span.start, end: right.span.end };
            let (left_box, right_box) = (Box::new(left), Box::new(right));
            let kind = if is_sum {
                OperandKind::Sum(left_box, right_box)
            } else {
                OperandKind::Difference(left_box, right_box)
            };
            left = Operand { kind, span };
        }
        self.unexpected(format!("there are {} values in one place at most", limits::PARTS))
    }

    /// A value, which may be that of a variable for one participant: `VARIABLE 'of' whom`
    fn single_value(&mut self) -> Option<Operand<'s>> {
        let value = self.simple_value()?;
        let OperandKind::Name(text) = value.kind else { return Some(value) };
        if self.word() != "of" {
            return Some(value);
        }
        self.advance();
        let whom = self.simple_value()?;
        let span = Span { start: value.span.start, end: whom.span.end };
        let variable = Name { text, span: value.span };
        Some(Operand { kind: OperandKind::Of(variable, Box::new(whom)), span })
    }

    /// `NUMBER | DURATION | TEXT | VARIABLE | SETTING | 'its' NAME | 'fresh' | 'self' | 'sender' | PARTICIPANT`
    pub(super) fn simple_value(&mut self) -> Option<Operand<'s>> {
        let span = self.here();
        if self.is_at_literal() {
            let (value, _) = self.literal()?;
            return Some(Operand { kind: OperandKind::Literal(value), span });
        }
        let word = self.word();
        let expected = "expected a value: a number, a duration, a text, or the name of a variable or setting";
        if word.is_empty() {
            return self.unexpected(expected);
        }
        let is_before_literal = self.word_ahead(1).starts_with(|letter: char| letter.is_ascii_digit());
        if is_before_literal && translation(word).is_some() {
            return self.unexpected(expected);
        }
        if word.strip_prefix('-').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
            return self.unexpected("numbers and durations are not negative");
        }
        self.advance();
        let kind = match word {
            "its" => OperandKind::Its(self.name(NameKind::Field)?),
            "fresh" => OperandKind::Fresh,
            "self" => OperandKind::Itself,
            "sender" => OperandKind::Sender,
            _ => {
                self.last_name = Some((span, expected.to_owned()));
                OperandKind::Name(word)
            }
        };
        Some(Operand { kind, span })
    }

    /// `['when' test {'and' test} {'or' test {'and' test}}]`
    pub(super) fn when(&mut self) -> Option<Vec<Condition<'s>>> {
        if !self.accept("when") {
            return Some(Vec::new());
        }
        let (mut lists, mut list, mut count) = (Vec::new(), Vec::new(), 0);
        loop {
            let test = self.test()?;
            list.push(self.counted(test)?);
            count += 1;
            if self.accept("or") {
                if self.is_at_literal() && self.word_ahead(1) != "is" {
                    return self.unexpected("for one of several values, write `is one of` and the values");
                }
                lists.push(std::mem::take(&mut list));
            } else if !self.accept("and") {
                break;
            }
            if count >= limits::PARTS {
                return self.unexpected(format!("there are {} conditions in one place at most", limits::PARTS));
            }
        }
        if lists.is_empty() {
            return Some(list);
        }
        lists.push(list);
        Some(vec![Condition::Any(lists)])
    }

    /// `['for' ('every' | 'at' ('least' | 'most') value 'of') ROLE]`, behind a test
    fn counted(&mut self, test: Condition<'s>) -> Option<Condition<'s>> {
        let span = self.here();
        if !self.accept("for") {
            return Some(test);
        }
        let count = if self.one_of(&["every", "at"])? == "every" {
            Count::Every
        } else {
            let is_least = self.one_of(&["least", "most"])? == "least";
            let count = self.simple_value()?;
            self.need("of")?;
            if is_least { Count::AtLeast(count) } else { Count::AtMost(count) }
        };
        let role = self.role()?;
        Some(Condition::Counted { role, count, of: Box::new(test), span })
    }

    /// `operand 'is' … | ['self'] ['not'] 'in' STATE {',' STATE}`
    fn test(&mut self) -> Option<Condition<'s>> {
        let is_negated = self.word_ahead(2) == "not";
        if self.word_ahead(1) == "is" && self.word_ahead(2 + usize::from(is_negated)) == "running" {
            let timer = self.name(NameKind::Timer)?;
            (0..2 + usize::from(is_negated)).for_each(|_| self.advance());
            return Some(Condition::Running { timer, holds: !is_negated });
        }
        let itself = usize::from(self.word() == "self");
        let is_negated = self.word_ahead(itself) == "not";
        let before_states = itself + usize::from(is_negated);
        if self.word_ahead(before_states) == "in" && self.word_ahead(before_states + 1) != "is" {
            (0..=before_states).for_each(|_| self.advance());
            let states = self.list(|parser| parser.name(NameKind::State))?;
            return Some(Condition::In { states, holds: !is_negated });
        }
        if is_negated || self.offender().1 == "!" {
            return self.unexpected("write `is not` between what is compared, such as `tries is not 3`");
        }
        let left = self.operand()?;
        if self.word() == "in" {
            return self.unexpected(
                "write `is one of` before several values; a state of its own is asked for without a name: `when in idle`",
            );
        }
        self.need("is")?;
        if self.accept("at") {
            let is_least = self.one_of(&["least", "most"])? == "least";
            let order = if is_least { Order::AtLeast } else { Order::AtMost };
            return Some(Condition::Compared { left, order, right: self.operand()? });
        }
        if self.word_ahead(1) == "than" {
            let is_more = self.one_of(&["more", "less"])? == "more";
            self.need("than")?;
            let order = if is_more { Order::MoreThan } else { Order::LessThan };
            return Some(Condition::Compared { left, order, right: self.operand()? });
        }
        let holds = !self.accept("not");
        if self.word_ahead(1) == "than" {
            return self.unexpected("write `is at least` or `is at most`");
        }
        let among = if self.word() == "one" && self.word_ahead(1) == "of" {
            self.advance();
            self.advance();
            self.list(Self::operand)?
        } else {
            vec![self.operand()?]
        };
        if self.is_at(TokenKind::Comma) {
            return self.unexpected("write `is one of` before several");
        }
        Some(Condition::Equals { left, among, holds })
    }

    /// `[NUMBER 'times' | NUMBER '/' NUMBER 'of'] operand ['to' operand] ['doubled' VARIABLE 'times'] ['up' 'to' operand]`
    pub(super) fn length(&mut self) -> Option<Length<'s>> {
        let (mut numerator, mut denominator) = (1, 1);
        if self.word_ahead(1) == "times" {
            numerator = self.number()?;
            self.need("times")?;
        } else if self.tokens.get(self.at + 1).is_some_and(|next| next.kind == TokenKind::Slash) {
            numerator = self.number()?;
            self.advance();
            let span = self.here();
            denominator = self.number()?;
            if denominator == 0 {
                self.diagnostics.mistake(span, "nothing can be divided by zero", "");
            }
            self.need("of")?;
        }
        let base = self.operand()?;
        let to = if self.accept("to") { Some(self.operand()?) } else { None };
        let mut doubled = None;
        if self.accept("doubled") {
            doubled = Some(self.name(NameKind::Variable)?);
            self.need("times")?;
        }
        let mut up_to = None;
        if self.accept("up") {
            self.need("to")?;
            up_to = Some(self.operand()?);
        }
        Some(Length { base, to, numerator, denominator, doubled, up_to })
    }
}

/// What a text says: without its quotes, and without the backslashes before quotes and backslashes.
fn unquoted(raw: &str) -> String {
    let mut said = String::with_capacity(raw.len());
    let mut letters = without_quotes(raw).chars();
    while let Some(letter) = letters.next() {
        said.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
    }
    said
}

pub(super) fn without_quotes(raw: &str) -> &str {
    let inside = raw.strip_prefix('"').unwrap_or(raw);
    inside.strip_suffix('"').unwrap_or(inside)
}
