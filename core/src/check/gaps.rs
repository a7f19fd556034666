//! Finds gaps: messages that can arrive in a state in which no rule takes them.
//!
//! Who can send what to whom is worked out from all effects, whatever their conditions; so a gap may be told that no
//! run reaches, but none that a run reaches is missed, except behind a great many settings (see [`WORK`]).

use crate::model::limits::PARTICIPANTS;
use crate::model::{
    Condition, Domain, EffectKind, MessageId, Model, Operand, Receivers, RoleId, Rule, SettingId, StateId, Target,
    Trigger, Value,
};

/// Messages that may arrive in a state in which no rule takes them in every case: a guess from the rules alone, without a run.
#[must_use]
pub fn gaps(model: &Model) -> Vec<(MessageId, StateId)> {
    let flows = Flows::of(model);
    let mut work = WORK;
    let states = model.states().filter(|(_, state)| !state.unconnected);
    states
        .flat_map(|(id, _)| missing(model, id, &flows, &mut work).into_iter().map(move |message| (message, id)))
        .collect()
}

/// Roles, one bit for each.
type Roles = u8;

/// There are as many bits as there can be roles: each has a participant.
const _: () = assert!(PARTICIPANTS <= Roles::BITS as usize);

/// For each message and each role it can arrive at: the roles that can have sent it.
struct Flows {
    sent: Vec<[Roles; PARTICIPANTS]>,
    /// The same for any message.
    any: [Roles; PARTICIPANTS],
    /// The roles of the participants that each variable can hold, or whose request it remembers.
    held: Vec<Roles>,
    changed: bool,
}

impl Flows {
    /// Works out who can send what to whom.
    fn of(model: &Model) -> Self {
        let mut flows = Self {
            sent: vec![[0; PARTICIPANTS]; model.messages().len()],
            any: [0; PARTICIPANTS],
            held: vec![0; model.variables().len()],
            changed: true,
        };
        while flows.changed {
            flows.changed = false;
            for (role, trigger, effect) in model.effects() {
                let senders = flows.senders(role, trigger);
                match &effect.kind {
                    EffectKind::Send { message, to, .. } => {
                        let to = match to {
                            Receivers::These(these) => these.iter().fold(0, |all, one| all | bit(model[*one].role)),
                            Receivers::Every(role) | Receivers::EveryButSender(role) => bit(*role),
                            Receivers::Held(variable) => flows.held[variable.index()],
                            Receivers::Sender => senders,
                        };
                        flows.send(*message, role, to);
                    }
                    EffectKind::Answer { message, request, .. } => {
                        let to = request.map_or(senders, |variable| flows.held[variable.index()]);
                        flows.send(*message, role, to);
                    }
                    EffectKind::Set(Target { variable, .. }, value) => {
                        let held = match value {
                            Operand::Literal(Value::Participant(one)) => bit(model[*one].role),
                            Operand::Variable(other) | Operand::Of(other, _) => flows.held[other.index()],
                            Operand::Itself => bit(role),
                            Operand::Sender => senders,
                            // Whom a field names, its sender knows: it may be anyone.
                            Operand::Its(_) => Roles::MAX,
                            Operand::Literal(_)
                            | Operand::Setting(_)
                            | Operand::Fresh
                            | Operand::Each
                            | Operand::Sum(..)
                            | Operand::Difference(..) => 0,
                        };
                        flows.hold(variable.index(), held);
                    }
                    EffectKind::Remember(variable) => flows.hold(variable.index(), senders),
                    _ => {}
                }
            }
        }
        flows
    }

    /// The roles that can have set off a trigger of this role.
    fn senders(&self, role: RoleId, trigger: Option<&Trigger>) -> Roles {
        match trigger {
            None | Some(Trigger::Expiry(_) | Trigger::Start) => 0,
            Some(
                Trigger::Connect { from: Some(from) }
                | Trigger::Disconnect { from: Some(from) }
                | Trigger::Message { from: Some(from), .. },
            ) => bit(*from),
            Some(Trigger::Message { message: Some(message), .. }) => self.sent[message.index()][role.index()],
            Some(Trigger::Message { message: None, .. }) => self.any[role.index()],
            Some(Trigger::Connect { .. } | Trigger::Disconnect { .. }) => Roles::MAX,
        }
    }

    fn send(&mut self, message: MessageId, from: RoleId, to: Roles) {
        for role in (0..PARTICIPANTS).filter(|role| to & (1 << role) != 0) {
            let sent = &mut self.sent[message.index()][role];
            self.changed |= *sent | bit(from) != *sent;
            *sent |= bit(from);
            self.any[role] |= bit(from);
        }
    }

    fn hold(&mut self, variable: usize, roles: Roles) {
        let held = &mut self.held[variable];
        self.changed |= *held | roles != *held;
        *held |= roles;
    }
}

fn bit(role: RoleId) -> Roles {
    1 << role.index()
}

/// The messages that can arrive in a state but are not taken there in every case.
fn missing(model: &Model, state: StateId, flows: &Flows, work: &mut usize) -> Vec<MessageId> {
    if *work == 0 {
        return Vec::new();
    }
    let rules: Vec<&Rule> = model[state].rules.iter().map(|rule| &model[*rule]).collect();
    let role = model[state].role.index();
    for rule in &rules {
        let all = matches!(rule.trigger, Trigger::Message { message: None, from: None, answers: None, .. });
        if all && rule.conditions.is_empty() {
            return Vec::new();
        }
    }
    let mut missing = Vec::new();
    for (id, message) in model.messages() {
        let from = flows.sent[id.index()][role];
        if from == 0 {
            continue;
        }
        let fitting = rules.iter().filter(
            |rule| matches!(rule.trigger, Trigger::Message { message, answers: None, .. } if message.is_none_or(|message| message == id)),
        );
        let taken = (0..PARTICIPANTS).filter(|role| from & (1 << role) != 0).all(|sender| {
            (0..message.findings.len().max(1)).all(|found| {
                let mut choosing = Vec::new();
                for rule in fitting.clone() {
                    let Trigger::Message { finding, from, .. } = rule.trigger else { continue };
                    let whose = from.is_none_or(|from| from.index() == sender);
                    if !whose || finding.is_some_and(|finding| usize::from(finding) != found) {
                        continue;
                    }
                    if rule.conditions.is_empty() {
                        return true;
                    }
                    if rule.conditions.iter().all(|condition| matches!(condition, Condition::Chosen { .. })) {
                        choosing.push(*rule);
                    }
                }
                exhaustive(model, &choosing, work)
            })
        });
        if !taken {
            missing.push(id);
        }
    }
    missing
}

/// Whether one of these rules holds whatever the settings are; all their conditions are about settings.
fn exhaustive(model: &Model, rules: &[&Rule], work: &mut usize) -> bool {
    let mut settings: Vec<(SettingId, u8)> = Vec::new();
    let mut cases: usize = 1;
    for condition in rules.iter().flat_map(|rule| &rule.conditions) {
        if let Condition::Chosen { setting, .. } = condition
            && !settings.iter().any(|(known, _)| known == setting)
            && let Domain::Choice(choices) = &model[*setting].domain
        {
            settings.push((*setting, 0));
            cases = cases.saturating_mul(choices.len());
        }
    }
    for _ in 0..cases {
        *work = work.saturating_sub(rules.len());
        if *work == 0 {
            return true;
        }
        let chosen =
            |setting: &SettingId| settings.iter().find(|(known, _)| known == setting).map(|(_, choice)| *choice);
        let holds = |rule: &&Rule| {
            rule.conditions.iter().all(|condition| match condition {
                Condition::Chosen { setting, among, holds } => {
                    chosen(setting).is_some_and(|choice| among.contains(&choice)) == *holds
                }
                _ => false,
            })
        };
        if !rules.iter().any(holds) {
            return false;
        }
        // The next case, counted like the digits of a number.
        for (setting, choice) in &mut settings {
            *choice += 1;
            if matches!(&model[*setting].domain, Domain::Choice(choices) if usize::from(*choice) < choices.len()) {
                break;
            }
            *choice = 0;
        }
    }
    true
}

/// Rules looked at for all combinations of settings, in one model; beyond that no gap is told.
const WORK: usize = 1_000_000;
