//! The second sweep: reads rules, actions and scenarios, with every name known.

use super::effects::{By, Context};
use super::names::{Sort, UNKNOWN};
use super::reader::Reader;
use super::text::parts;
use super::{
    ClauseId, Effect, Grounds, Pairing, ParticipantId, RoleId, Rule, RuleId, StateId, Text, TimerId, Trigger, limits,
};

impl Reader<'_> {
    /// Reads what refers to names.
    pub(super) fn read_rules(&mut self) {
        self.pairs();
        self.each("inference", &mut |reader, line| reader.inference(line));
        self.each("action", &mut |reader, line| reader.action(line));
        self.each("in", &mut |reader, line| reader.rules(line));
        self.each("scenario", &mut |reader, line| reader.scenario(line));
    }

    /// How each pair of participants is joined: by connections, unless a `between` says otherwise.
    pub(super) fn pairs(&mut self) {
        let count = self.model.participants.len();
        self.model.pairs = vec![Pairing::Connects; count * count.saturating_sub(1) / 2];
        let mut said = vec![0; self.model.pairs.len()];
        self.each("between", &mut |reader, _| {
            let spot = reader.head_spot();
            let line = reader.line_number();
            let one = reader.who()?;
            reader.need("and")?;
            let other = reader.who()?;
            let pairing = if reader.one_of(&["connected", "no"])? == "connected" {
                Pairing::Connected
            } else {
                reader.need("connection")?;
                Pairing::NoConnection
            };
            reader.finish();
            reader.childless();
            let mut any = one.contains(&UNKNOWN) || other.contains(&UNKNOWN);
            for (low, high) in
                one.iter().flat_map(|one| other.iter().map(move |other| (one.min(other), one.max(other))))
            {
                if low < high && *high != UNKNOWN {
                    any = true;
                    let index = reader.model.pair_index(ParticipantId(*low), ParticipantId(*high));
                    if said[index] != 0 && said[index] != line {
                        let names = [*low, *high].map(|id| &*reader.model.participants[usize::from(id)].id);
                        let with = [names[0], names[1], &said[index].to_string()];
                        let found = "how `{}` and `{}` are joined was said before";
                        reader.reports.problem(spot, found, "it stands in line {}", &with);
                    }
                    said[index] = line;
                    reader.model.pairs[index] = pairing;
                }
            }
            if !any {
                let expected = "name two that differ";
                reader.reports.problem(spot, "this names a single participant twice", expected, &[]);
            }
            Some(())
        });
    }

    /// Takes a participant, or a role for all its participants.
    pub(super) fn who(&mut self) -> Option<Vec<u16>> {
        let word = self.word(0);
        if let Some(one) = self.names.find(Sort::Participant, 0, word).map(|name| name.id) {
            self.skip();
            return Some(vec![one]);
        }
        let role = self.role()?;
        let members: Vec<_> = self.members(role).map(|one| one as u16).collect();
        Some(if members.is_empty() { vec![UNKNOWN] } else { members })
    }

    pub(super) fn inference(&mut self, line: usize) -> Option<()> {
        let clause = self.resolve(Sort::Clause, 0)?;
        let mut from = Vec::new();
        let mut next = 0;
        self.skipped = false;
        let mut any = false;
        while self.child(&mut next, line, parts("inference")).is_some() {
            any = true;
            self.clauses(&mut from);
        }
        self.go(line);
        if !any && !self.skipped {
            let expected = "add the clauses it follows from, below it: `from clause-1`";
            self.reports.problem(self.head_spot(), "this inference follows from nothing", expected, &[]);
        } else if from.contains(&ClauseId(clause)) {
            self.reports.problem(self.head_spot(), "this inference follows from itself", "name another clause", &[]);
        }
        if let Some(clause) = self.model.clauses.get_mut(usize::from(clause)) {
            clause.inferred_from = from;
        }
        Some(())
    }

    /// Takes clauses that end a line.
    pub(super) fn clauses(&mut self, found: &mut Vec<ClauseId>) {
        let mut count = 0;
        while let Some(clause) = self.resolve(Sort::Clause, 0) {
            count += 1;
            if !found.contains(&ClauseId(clause)) {
                found.push(ClauseId(clause));
            }
            if !self.comma(count) {
                self.finish();
                break;
            }
        }
    }

    /// Takes states of a role, separated by commas.
    pub(super) fn listed_states(&mut self, role: u16) -> Option<Vec<StateId>> {
        let mut states = Vec::new();
        loop {
            let (spot, word) = (self.spot(), self.word(0));
            let state = StateId(self.resolve(Sort::State, role)?);
            if state.0 != UNKNOWN && states.contains(&state) {
                self.reports.problem(spot, "`{}` stands here twice", "drop one", &[word]);
            }
            states.push(state);
            if !self.comma(states.len()) {
                return Some(states);
            }
        }
    }

    pub(super) fn rules(&mut self, line: usize) -> Option<()> {
        let role = self.role()?;
        let states = if self.word(0) == "any" {
            self.skip();
            self.need("state");
            self.finish();
            self.model.roles.get(usize::from(role)).map(|role| role.states.clone().map(StateId).collect())
        } else {
            let states = self.listed_states(role);
            if states.is_some() {
                self.finish();
            }
            states
        };
        let states: Vec<_> = states.unwrap_or_default().into_iter().filter(|state| state.0 != UNKNOWN).collect();
        let end = self.after(line);
        if end == line + 1 {
            let expected = "add a line such as `on connect`, and below that what it does";
            self.reports.problem(self.head_spot(), "there are no rules below this line", expected, &[]);
        }
        let mut rule = line + 1;
        while rule < end {
            self.go(rule);
            if self.one_of(&["on"]).is_some() {
                self.rule(rule, role, &states);
            }
            rule = self.after(rule).max(rule + 1);
        }
        Some(())
    }

    pub(super) fn rule(&mut self, line: usize, role: u16, states: &[StateId]) {
        let spot = self.head_spot();
        let trigger = self.trigger(role);
        let by = match &trigger {
            None => By::Message(UNKNOWN),
            Some((By::Message(message), _)) => By::Message(*message),
            Some((by, _)) => *by,
        };
        let cx = Context { role, by };
        let mut conditions = if trigger.is_some() { self.when(cx) } else { None };
        if conditions.is_some() && self.finish().is_none() {
            conditions = None;
        }
        let mut effects = Vec::new();
        let mut grounds = None;
        let mut next = 0;
        self.skipped = false;
        while let Some(word) = self.child(&mut next, line, parts("in")) {
            self.effect_or_grounds(word, cx, &mut effects, &mut grounds);
        }
        self.missing_grounds(spot, "rule", &grounds);
        // A rule that could not be understood takes no part in the checks of the whole model.
        let Some(((_, trigger), conditions)) = trigger.zip(conditions) else { return };
        let index = self.model.rules.len();
        let held: usize = self.held + states.len();
        if held > limits::HOLDINGS || index >= limits::ENTRIES {
            let expected = "a model has 2000 rules at most, and 20000 if each counts once for every state it holds in";
            self.go(0);
            self.reports.problem(self.spot(), "there are too many rules", expected, &[]);
            return;
        }
        self.held = held;
        for state in states {
            self.model.states[state.index()].rules.push(RuleId(index as u16));
        }
        self.rule_spots.push(spot);
        let grounds = grounds.unwrap_or_else(|| Grounds::Ours(Text::default()));
        let states = states.to_vec();
        let line = self.reports.line(spot);
        self.model.rules.push(Rule { role: RoleId(role), states, trigger, conditions, effects, grounds, line });
    }

    /// Takes what sets a rule off.
    pub(super) fn trigger(&mut self, role: u16) -> Option<(By, Trigger)> {
        let word = self.word(0);
        match word {
            "connect" | "disconnect" => {
                self.skip();
                let from = self.from()?;
                let trigger = if word == "connect" { Trigger::Connect { from } } else { Trigger::Disconnect { from } };
                return Some((By::Connection, trigger));
            }
            "any" => {
                self.skip();
                self.need("other")?;
                self.need("message")?;
                let from = self.from()?;
                return Some((By::AnyMessage, Trigger::Message { message: None, finding: None, from }));
            }
            _ => {}
        }
        let timer = self.names.find(Sort::Timer, role, word).is_some();
        let message = self.names.find(Sort::Message, 0, word).is_some();
        if self.word(1) == "expires" || (timer && !message) {
            let timer = self.resolve(Sort::Timer, role)?;
            self.need("expires")?;
            return (timer != UNKNOWN).then_some((By::Timer, Trigger::Expiry(TimerId(timer))));
        }
        let message = if word.is_empty() {
            self.wrong("expected what sets the rule off: a message, `any other message`, `connect`, `disconnect`, or a timer and `expires`", &[]);
            return None;
        } else {
            self.resolve(Sort::Message, 0)?
        };
        let finding = self.found(message)?;
        let from = self.from()?;
        let known = message != UNKNOWN;
        let trigger = Trigger::Message { message: known.then_some(super::MessageId(message)), finding, from };
        // An unknown message must not become a rule for any message.
        if !known {
            let cx = Context { role, by: By::Message(UNKNOWN) };
            self.when(cx);
            return None;
        }
        Some((By::Message(message), trigger))
    }

    /// Takes `found` and what was found about a message, where it stands here.
    pub(super) fn found(&mut self, message: u16) -> Option<Option<u8>> {
        if !self.accept("found") {
            return Some(None);
        }
        let known = self.model.messages.get(usize::from(message));
        if let Some(known) = known.filter(|known| known.findings.is_empty()) {
            let expected = "add `finds {}` below `message {}`";
            let with = [&*known.name, self.word(0), &known.name];
            if !self.vague.contains(&(Sort::Finding, message, 0)) {
                self.reports.problem(self.spot(), "nothing is found about `{}`", expected, &with);
            }
            return None;
        }
        let finding = self.resolve(Sort::Finding, message)?;
        Some(Some(finding.min(255) as u8))
    }

    /// Takes `from` and a role, where it stands here.
    pub(super) fn from(&mut self) -> Option<Option<RoleId>> {
        if !self.accept("from") {
            return Some(None);
        }
        let word = self.word(0);
        let participant = self.names.find(Sort::Participant, 0, word).map(|name| usize::from(name.id));
        if let Some(role) = participant.and_then(|one| self.model.participants.get(one)).map(|one| one.role) {
            if self.members(role.0).count() > 1 {
                let with = [word, &*self.model.roles[role.index()].id, word];
                let (found, expected) = ("`{}` is one of several of the role `{}`", "write `when sender is {}`");
                self.reports.problem(self.spot(), found, expected, &with);
            }
            self.skip();
            return Some(Some(role));
        }
        let role = self.role()?;
        Some(Some(RoleId(role)))
    }

    pub(super) fn effect_or_grounds(
        &mut self,
        word: &'static str,
        cx: Context,
        effects: &mut Vec<Effect>,
        grounds: &mut Option<Grounds>,
    ) {
        match word {
            "cites" => {
                self.once(grounds.is_some());
                let mut clauses = Vec::new();
                self.clauses(&mut clauses);
                *grounds = Some(Grounds::Cites(clauses));
            }
            "ours" => {
                self.once(grounds.is_some());
                *grounds = Some(Grounds::Ours(self.last_text().unwrap_or_default()));
            }
            _ if effects.len() >= limits::PARTS => {
                let expected = "a rule or action has 64 at most";
                self.reports.problem(self.head_spot(), "there are too many effects", expected, &[]);
            }
            _ => effects.extend(self.effect(cx, word)),
        }
    }

    pub(super) fn missing_grounds(&mut self, spot: super::problem::Spot, what: &str, grounds: &Option<Grounds>) {
        if grounds.is_none() && !self.skipped {
            let found = "this {} does not say why it is there";
            let expected = "end it with `cites` and clauses, or with `ours` and a reason in quotes";
            self.reports.problem(spot, found, expected, &[what]);
        }
    }
}
