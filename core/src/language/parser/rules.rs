//! What happens: actions and rules, what sets a rule off, and why each of them is there.

use super::Parser;
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::syntax::{
    Action, Body, Grounds, InStates, Letter, Name, Refusal, Rule, Rules, Trigger, TriggerKind,
};
use crate::model::limits;

impl<'s> Parser<'s, '_> {
    /// `ID 'of' ROLE TEXT`, and below `letter`, `about`, `not`, effects and grounds
    pub(super) fn action(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Action)?;
        let role = if self.accept("of") { self.role() } else { self.missing_role() };
        let mut action = Action {
            keyword,
            id,
            role,
            label: role.and_then(|_| self.last_text()),
            letters: Vec::new(),
            about: None,
            refusals: Vec::new(),
            body: Body::default(),
        };
        for line in self.lines_below(block) {
            match self.part(line, "action") {
                None => action.body.has_unread_lines = true,
                Some("letter") => {
                    self.once(!action.letters.is_empty());
                    action.letters.extend(self.letters().unwrap_or_default());
                }
                Some("about") => self.once_text(&mut action.about),
                Some("not") => action.refusals.extend(self.refusal()),
                Some(word) => self.effect_or_grounds(word, &mut action.body),
            }
        }
        self.file.actions.push(action);
        Some(())
    }

    fn missing_role(&mut self) -> Option<Name<'s>> {
        let someone = self.file.participants.iter().find(|participant| participant.is_played);
        let role = someone.map_or("client", |someone| someone.role.unwrap_or(someone.id).text);
        self.unexpected(format!("say after its id who can do it, such as `of {role}`"))
    }

    /// `LETTER {',' LETTER}`
    fn letters(&mut self) -> Option<Vec<Letter>> {
        let letters = self.list(|parser| {
            let mut word = parser.word().chars();
            let (Some(letter @ ('a'..='z' | 'A'..='Z')), None) = (word.next(), word.next()) else {
                return parser.unexpected("expected one letter, a to z or A to Z");
            };
            let span = parser.here();
            parser.advance();
            Some(Letter { letter, span })
        })?;
        let _reported = self.finish();
        Some(letters)
    }

    /// `['in' STATE {',' STATE}] ['when' condition] TEXT`
    fn refusal(&mut self) -> Option<Refusal<'s>> {
        let span = self.here();
        let states = if self.accept("in") { self.list(|parser| parser.name(NameKind::State))? } else { Vec::new() };
        let conditions = self.when()?;
        let reason = self.last_text()?;
        if states.is_empty() && conditions.is_empty() {
            let expected = "say when: `not in` and a state, or `not when` and a condition, before the reason";
            self.diagnostics.mistake(span, "this action could never be done", expected);
        }
        Some(Refusal { states, conditions, reason })
    }

    /// `ROLE ('any' 'state' | STATE {',' STATE})`, and below the rules
    pub(super) fn rules(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let role = self.role()?;
        let states = if self.accept("any") {
            self.need("state").map(|()| InStates::Any)
        } else {
            self.list(|parser| parser.name(NameKind::State)).map(InStates::These)
        };
        if states.is_some() {
            let _reported = self.finish();
        }
        if block.below.is_empty() {
            let expected = "add a line such as `on connect`, and below that what it does";
            self.diagnostics.mistake(keyword, "there are no rules below this line", expected);
        }
        let mut rules = Vec::new();
        for line in &block.below {
            match self.part(line, "in") {
                Some("on") => rules.push(self.rule(line)),
                Some(_) => rules.push(self.default_rule(line)),
                None => {}
            }
        }
        self.file.rules.push(Rules { role, states, rules });
        Some(())
    }

    /// `trigger {',' trigger} ['when' condition]`, and below effects and grounds
    fn rule(&mut self, block: &'s Block) -> Rule<'s> {
        let keyword = self.head();
        let triggers = self.list(Self::trigger);
        let conditions = triggers.as_ref().and_then(|_| self.when());
        let conditions = conditions.and_then(|conditions| self.finish().map(|()| conditions));
        let (triggers, body) = (triggers.unwrap_or_default(), self.body(block));
        Rule { keyword, triggers, is_default: false, conditions, body }
    }

    /// `otherwise`, and below effects and grounds
    fn default_rule(&mut self, block: &'s Block) -> Rule<'s> {
        let keyword = self.head();
        let _reported = if matches!(self.word(), "when" | "from") {
            self.unexpected("`otherwise` takes all that is left; for some of it, write `on any other message`")
        } else {
            self.finish()
        };
        let triggers = vec![Trigger { kind: TriggerKind::AnyMessage, from: None, answers: None }];
        Rule { keyword, triggers, is_default: true, conditions: Some(Vec::new()), body: self.body(block) }
    }

    /// The lines below a rule.
    fn body(&mut self, block: &'s Block) -> Body<'s> {
        let mut body = Body::default();
        for line in self.lines_below(block) {
            match self.part(line, "on") {
                Some(word) => self.effect_or_grounds(word, &mut body),
                None => body.has_unread_lines = true,
            }
        }
        body
    }

    /// `('connect' | 'disconnect' | 'any' 'other' 'message' | NAME ['found' ID]) ['to' (NAME | VARIABLE)] ['from' who] | TIMER 'expires' | 'start'`
    fn trigger(&mut self) -> Option<Trigger<'s>> {
        if self.word().is_empty() {
            return self.unexpected(
                "expected what sets the rule off: a message, `any other message`, `connect`, `disconnect`, `start`, or a timer and `expires`",
            );
        }
        let next = self.word_ahead(1);
        let may_follow = matches!(next, "" | "expires" | "found" | "from" | "to" | "when");
        if matches!(self.word(), "timeout" | "timer" | "expiry") && !may_follow {
            let timer = if next == "of" { self.word_ahead(2) } else { next };
            return self.unexpected(format!("the end of a timer is written `on {timer} expires`"));
        }
        let is_start = self.word() == "start" && matches!(next, "" | "when");
        let kind = if is_start {
            TriggerKind::Start(self.name(NameKind::Message)?)
        } else if self.word_ahead(1) == "expires" {
            let timer = self.name(NameKind::Timer)?;
            self.need("expires")?;
            return Some(Trigger { kind: TriggerKind::Expiry(timer), from: None, answers: None });
        } else if self.accept("connect") {
            TriggerKind::Connect
        } else if self.accept("disconnect") {
            TriggerKind::Disconnect
        } else if self.accept("any") {
            self.need("other")?;
            self.need("message")?;
            TriggerKind::AnyMessage
        } else {
            let message = self.name(NameKind::Message)?;
            self.optional.push("expires");
            TriggerKind::Message { message, finding: self.found()? }
        };
        let is_message = matches!(kind, TriggerKind::Message { .. } | TriggerKind::AnyMessage);
        let answers = if is_message && self.accept("to") { Some(self.name(NameKind::Message)?) } else { None };
        let from = if self.accept("from") { Some(self.role()?) } else { None };
        Some(Trigger { kind, from, answers })
    }

    /// `['found' ID]`
    pub(super) fn found(&mut self) -> Option<Option<Name<'s>>> {
        if !self.accept("found") {
            return Some(None);
        }
        self.name(NameKind::Finding).map(Some)
    }

    fn effect_or_grounds(&mut self, word: &'static str, body: &mut Body<'s>) {
        let grounds = match word {
            "cites" => {
                self.once(body.grounds.is_some());
                self.clauses().map(Grounds::Cites)
            }
            "ours" => {
                self.once(body.grounds.is_some());
                self.last_text().map(Grounds::Ours)
            }
            _ if body.effects.len() >= limits::PARTS => {
                let expected = format!("a rule or action has {} at most", limits::PARTS);
                return self.diagnostics.mistake(self.head(), "there are too many effects", expected);
            }
            _ => return body.effects.extend(self.effect(word)),
        };
        body.has_unread_lines |= grounds.is_none();
        body.grounds = grounds.or(body.grounds.take());
    }

    /// Clauses that end a line.
    pub(super) fn clauses(&mut self) -> Option<Vec<Name<'s>>> {
        let clauses = self.list(|parser| parser.name(NameKind::Clause))?;
        let _reported = self.finish();
        Some(clauses)
    }
}
