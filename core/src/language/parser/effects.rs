//! What a rule or an action does, one line each.

use super::Parser;
use crate::language::names::NameKind;
use crate::language::syntax::{Effect, EffectKind, FieldValue, Name, Receivers, Target};
use crate::model::Span;

impl<'s> Parser<'s, '_> {
    /// An effect, after its first word.
    pub(super) fn effect(&mut self, word: &str) -> Option<Effect<'s>> {
        let keyword = self.head();
        let kind = match word {
            "send" => self.send()?,
            "answer" => self.answer()?,
            "connect" => {
                self.need("to")?;
                EffectKind::Connect(self.name(NameKind::Participant)?)
            }
            "disconnect" if self.is_at_end() || self.word() == "when" => EffectKind::Disconnect(None),
            "disconnect" => EffectKind::Disconnect(Some(self.receivers()?)),
            "start" => {
                let timer = self.name(NameKind::Timer)?;
                self.need("for")?;
                EffectKind::Start(timer, self.length()?)
            }
            "cancel" => EffectKind::Cancel(self.name(NameKind::Timer)?),
            "become" => EffectKind::Become(self.name(NameKind::State)?),
            "note" => {
                let start = self.here().start;
                let text = self.text()?;
                let end = self.tokens[self.at - 1].span.end;
                EffectKind::Note(text, self.gaps(Span { start, end }))
            }
            "set" => {
                let target = self.target()?;
                self.need("to")?;
                EffectKind::Set(target, self.operand()?)
            }
            "add" => {
                let amount = self.operand()?;
                self.need("to")?;
                EffectKind::Add(amount, self.target()?)
            }
            "take" => {
                let amount = self.operand()?;
                self.need("from")?;
                EffectKind::Take(amount, self.target()?)
            }
            _ => {
                self.need("request")?;
                self.need("as")?;
                EffectKind::Remember(self.name(NameKind::Variable)?)
            }
        };
        let conditions = self.when()?;
        self.finish()?;
        Some(Effect { keyword, kind, conditions })
    }

    /// What stands in braces between two places.
    fn gaps(&self, within: Span) -> Vec<Name<'s>> {
        let (mut gaps, mut start) = (Vec::new(), within.start);
        for part in within.of(self.source).split_inclusive('{') {
            let end = start + part.len() as u32;
            let after = Span { start: end, end: within.end }.of(self.source);
            if let Some((text, _)) = after.split_once('}')
                && part.ends_with('{')
                && !text.contains(['{', '"'])
            {
                gaps.push(Name { text, span: Span { start: end, end: end + text.len() as u32 } });
            }
            start = end;
        }
        gaps
    }

    /// `VARIABLE ['of' whom]`
    fn target(&mut self) -> Option<Target<'s>> {
        let variable = self.name(NameKind::Variable)?;
        let of = if self.accept("of") { Some(self.simple_value()?) } else { None };
        Some(Target { variable, of })
    }

    /// `NAME 'to' receivers ['with' fields] ['found' ID] ['as' VARIABLE]`
    fn send(&mut self) -> Option<EffectKind<'s>> {
        let message = self.name(NameKind::Message)?;
        self.need("to")?;
        let to = self.receivers()?;
        let with = self.fields()?;
        let finding = self.found()?;
        let remembered = if self.accept("as") { Some(self.name(NameKind::Variable)?) } else { None };
        Some(EffectKind::Send { message, to, with, finding, remembered })
    }

    /// `NAME ['to' VARIABLE] ['with' fields]`
    fn answer(&mut self) -> Option<EffectKind<'s>> {
        let message = self.name(NameKind::Message)?;
        let request = if self.accept("to") { Some(self.name(NameKind::Variable)?) } else { None };
        Some(EffectKind::Answer { message, request, with: self.fields()? })
    }

    /// `PARTICIPANT {',' PARTICIPANT} | 'every' ROLE ['but' 'sender'] | VARIABLE | 'sender'`
    fn receivers(&mut self) -> Option<Receivers<'s>> {
        let span = self.here();
        if self.accept("sender") {
            Some(Receivers::Sender(span))
        } else if self.accept("every") || (self.word() == "all" && self.need("every").is_some()) {
            let role = self.role()?;
            if !self.accept("but") {
                return Some(Receivers::Every(role));
            }
            let sender = self.here();
            self.need("sender")?;
            Some(Receivers::EveryButSender(role, sender))
        } else if self.word().is_empty() {
            self.unexpected("expected a participant, `every` and a role, or `sender`")
        } else {
            self.list(|parser| parser.name(NameKind::Participant)).map(Receivers::Named)
        }
    }

    /// `['with' NAME operand {',' NAME operand}]`
    fn fields(&mut self) -> Option<Vec<FieldValue<'s>>> {
        if !self.accept("with") {
            return Some(Vec::new());
        }
        self.list(|parser| Some(FieldValue { field: parser.name(NameKind::Field)?, value: parser.operand()? }))
    }
}
