//! Rules: what sets each off, in which states and under which conditions, and why it is there.

use super::lookup::Fit;
use super::{Cause, Context, Resolver};
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{self, Body, InStates, Name, TriggerKind};
use crate::model::{Answered, Grounds, MessageId, RoleId, Rule, Span, StateId, Trigger, ValueType, limits};

impl<'f, 's> Resolver<'f, 's, '_> {
    /// The rules, and where each begins; one with a mistake is left out, and the others are checked all the same.
    pub(super) fn rules(&mut self) -> (Vec<Rule>, Vec<Span>) {
        let file = self.file;
        let (mut rules, mut spans) = (Vec::new(), Vec::new());
        let mut held = 0;
        for block in &file.rules {
            let role = self.role(block.role);
            let states = self.rule_states(role, block.states.as_ref());
            for rule in &block.rules {
                let resolved = self.rules_of(role, &states, rule);
                held += states.len() * resolved.len();
                if held > limits::HOLDINGS {
                    let counted = "if each counts once for every state it holds in";
                    let expected = format!("a model has {} at most, {counted}", limits::HOLDINGS);
                    self.diagnostics.mistake(rule.keyword, "there are too many rules", expected);
                    return (rules, spans);
                }
                spans.extend(resolved.iter().map(|_| rule.keyword));
                rules.extend(resolved);
            }
        }
        (rules, spans)
    }

    /// The states that are known among those named.
    fn rule_states(&mut self, role: Option<RoleId>, states: Option<&InStates<'s>>) -> Vec<StateId> {
        match (role, states) {
            (Some(role), Some(InStates::Any)) => self.any_state(role),
            (Some(_), Some(InStates::These(names))) => self.named_states(role, names).into_iter().flatten().collect(),
            _ => Vec::new(),
        }
    }

    /// States of a role, none of them twice.
    pub(super) fn named_states(&mut self, role: Option<RoleId>, names: &[Name<'s>]) -> Vec<Option<StateId>> {
        let mut states = Vec::new();
        for name in names {
            let state = self.state(role, *name);
            if state.is_some() && states.contains(&state) {
                self.diagnostics.mistake(name.span, format!("`{}` stands here twice", name.text), "drop one");
            }
            states.push(state);
        }
        states
    }

    /// One rule for each trigger of a rule; where none could be parsed, the rest of it is checked all the same.
    fn rules_of(&mut self, role: Option<RoleId>, states: &[StateId], rule: &syntax::Rule<'s>) -> Vec<Rule> {
        let _reported = rule.triggers.is_empty().then(|| self.rule(role, states, rule, None));
        rule.triggers.iter().filter_map(|trigger| self.rule(role, states, rule, Some(trigger))).collect()
    }

    fn rule(
        &mut self,
        role: Option<RoleId>,
        states: &[StateId],
        rule: &syntax::Rule<'s>,
        trigger: Option<&syntax::Trigger<'s>>,
    ) -> Option<Rule> {
        // What sets off a rule whose line can't be understood is not known, either.
        let is_understood = !self.diagnostics.is_broken(rule.keyword);
        let cause = trigger.filter(|_| is_understood).and_then(|trigger| self.cause(role, trigger));
        let trigger = trigger.and_then(|trigger| self.trigger(role, cause, trigger));
        let context = Context { role, cause, each: None };
        let conditions = rule.conditions.as_ref().and_then(|conditions| self.conditions(context, conditions));
        let effects = self.effects(context, &rule.body.effects);
        let grounds = self.grounds("rule", rule.keyword, &rule.body);
        Some(Rule {
            role: role?,
            states: states.to_vec(),
            trigger: trigger?,
            conditions: conditions?,
            is_default: rule.is_default,
            effects: effects?,
            grounds: grounds?,
            line: self.diagnostics.line(rule.keyword),
        })
    }

    fn cause(&mut self, role: Option<RoleId>, trigger: &syntax::Trigger<'s>) -> Option<Cause> {
        match trigger.kind {
            TriggerKind::Start(name) => {
                // Models that are older than this trigger may have a message of its name.
                let is_message = self.names.find(NameKind::Message, Scope::File, name.text).is_some();
                if is_message { self.triggering_message(name).map(Cause::Message) } else { Some(Cause::Start) }
            }
            TriggerKind::Connect | TriggerKind::Disconnect => Some(Cause::Connection),
            TriggerKind::AnyMessage => Some(Cause::AnyMessage),
            TriggerKind::Expiry(_) => Some(Cause::Timer),
            TriggerKind::Message { message, .. } => {
                self.forgotten_expires(role, message).or_else(|| self.triggering_message(message).map(Cause::Message))
            }
        }
    }

    fn trigger(
        &mut self,
        role: Option<RoleId>,
        cause: Option<Cause>,
        trigger: &syntax::Trigger<'s>,
    ) -> Option<Trigger> {
        let from = super::if_given(trigger.from.map(|from| self.sender_role(from)));
        let answers = super::if_given(trigger.answers.map(|request| self.answered(role, request)))?;
        match trigger.kind {
            TriggerKind::Start(_) => match cause? {
                Cause::Message(message) => {
                    Some(Trigger::Message { message: Some(message), finding: None, from: None, answers: None })
                }
                _ => Some(Trigger::Start),
            },
            TriggerKind::Connect => Some(Trigger::Connect { from: from? }),
            TriggerKind::Disconnect => Some(Trigger::Disconnect { from: from? }),
            TriggerKind::AnyMessage => Some(Trigger::Message { message: None, finding: None, from: from?, answers }),
            TriggerKind::Expiry(timer) => self.timer(role, timer).map(Trigger::Expiry),
            TriggerKind::Message { finding, .. } => {
                let Some(Cause::Message(message)) = cause else { return None };
                let finding = super::if_given(finding.map(|finding| self.finding(Some(message), finding)))?;
                Some(Trigger::Message { message: Some(message), finding, from: from?, answers })
            }
        }
    }

    /// The request that an answer must belong to: of a kind, or one that is remembered.
    fn answered(&mut self, role: Option<RoleId>, name: Name<'s>) -> Option<Answered> {
        let variable = (NameKind::Variable, Scope::Role(role?));
        if self.names.find(variable.0, variable.1, name.text).is_some() {
            let (variable, held) = self.variable(role, name, Fit::Request)?;
            if held.is_some_and(|held| held != ValueType::Request) {
                let expected = "remember the request when it is sent: `send … as` and a variable that holds a request";
                self.diagnostics.mistake(name.span, "this variable holds no request", expected);
            }
            return Some(Answered::Remembered(variable));
        }
        if let Some(message) = self.used(NameKind::Message, Scope::File, name) {
            return Some(Answered::Kind(MessageId(message)));
        }
        self.unknown(name, &[(NameKind::Message, Scope::File), variable], Fit::Request);
        None
    }

    /// A timer that stands where a message does.
    fn forgotten_expires(&mut self, role: Option<RoleId>, name: Name<'s>) -> Option<Cause> {
        let is_timer = self.names.find(NameKind::Timer, Scope::Role(role?), name.text).is_some();
        if !is_timer || self.names.find(NameKind::Message, Scope::File, name.text).is_some() {
            return None;
        }
        if !self.diagnostics.is_told(name.span) {
            self.diagnostics.mistake(name.span.behind(), "something is missing here", "expected `expires`");
        }
        Some(Cause::Timer)
    }

    /// The role after `from`; a participant may stand for its role if it is the only one.
    fn sender_role(&mut self, name: Name<'s>) -> Option<RoleId> {
        let Some(participant) = self.used(NameKind::Participant, Scope::File, name) else {
            return self.role(name);
        };
        let (_, role) = self.participants[usize::from(participant)];
        if self.members(Some(role)).count() > 1 {
            let found = format!("`{}` is one of several of the role `{}`", name.text, self.roles[role.index()].id);
            self.diagnostics.mistake(name.span, found, format!("write `when sender is {}`", name.text));
        }
        Some(role)
    }

    /// Why a rule or an action is there; where there are no clauses it need not say so.
    pub(super) fn grounds(&mut self, called: &str, keyword: Span, body: &Body<'s>) -> Option<Option<Grounds>> {
        match &body.grounds {
            Some(syntax::Grounds::Cites(clauses)) => self.cited(clauses).map(Grounds::Cites).map(Some),
            Some(syntax::Grounds::Ours(reason)) => Some(Some(Grounds::Ours(reason.clone()))),
            None if self.file.clauses.is_empty() && self.file.inferences.is_empty() => Some(None),
            None => {
                if !body.has_unread_lines {
                    let expected = "end it with `cites` and clauses, or with `ours` and a reason in quotes";
                    let found = format!("this {called} does not say why it is there");
                    self.diagnostics.mistake(keyword, found, expected);
                }
                None
            }
        }
    }
}
