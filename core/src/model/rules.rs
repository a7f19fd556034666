//! The second sweep: reads rules, actions and scenarios, with every name known.

use super::effects::{By, Context};
use super::names::{Sort, UNKNOWN};
use super::reader::Reader;
use super::text::{Shape, parts};
use super::{
    Action, ActionId, ClauseId, Domain, Effect, Grounds, Pairing, ParticipantId, Refusal, RoleId, Rule, RuleId,
    Scenario, SettingId, SettingValue, StateId, Step, Text, TimerId, Trigger, limits,
};

impl Reader<'_> {
    /// Reads what refers to names.
    pub(super) fn read_rules(&mut self) {
        self.pairs();
        self.each("inference", |reader, line| reader.inference(line));
        self.each("action", |reader, line| reader.action(line));
        self.each("in", |reader, line| reader.rules(line));
        self.each("scenario", |reader, line| reader.scenario(line));
    }

    /// How each pair of participants is joined: by connections, unless a `between` says otherwise.
    fn pairs(&mut self) {
        let count = self.model.participants.len();
        self.model.pairs = vec![Pairing::Connects; count * count.saturating_sub(1) / 2];
        let mut said = vec![0; self.model.pairs.len()];
        self.each("between", |reader, _| {
            let spot = reader.head_spot();
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
                    if said[index] != 0 && said[index] != spot.line {
                        let names = [*low, *high].map(|id| &*reader.model.participants[usize::from(id)].id);
                        let with = [names[0], names[1], &said[index].to_string()];
                        let found = "how `{}` and `{}` are joined was said before";
                        reader.reports.problem(spot, found, "it stands in line {}", &with);
                    }
                    said[index] = spot.line;
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
    fn who(&mut self) -> Option<Vec<u16>> {
        let word = self.word(0);
        if let Some(one) = self.names.find(Sort::Participant, 0, word).map(|name| name.id) {
            self.skip();
            return Some(vec![one]);
        }
        let role = self.role()?;
        let members: Vec<_> = self.members(role).map(|one| one as u16).collect();
        Some(if members.is_empty() { vec![UNKNOWN] } else { members })
    }

    fn inference(&mut self, line: usize) -> Option<()> {
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
    fn clauses(&mut self, found: &mut Vec<ClauseId>) {
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
    fn listed_states(&mut self, role: u16) -> Option<Vec<StateId>> {
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

    fn rules(&mut self, line: usize) -> Option<()> {
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

    fn rule(&mut self, line: usize, role: u16, states: &[StateId]) {
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
        let line = spot.line;
        self.model.rules.push(Rule { role: RoleId(role), states, trigger, conditions, effects, grounds, line });
    }

    /// Takes what sets a rule off.
    fn trigger(&mut self, role: u16) -> Option<(By, Trigger)> {
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
            if self.vague.binary_search(&(Sort::Finding, message, 0)).is_err() {
                self.reports.problem(self.spot(), "nothing is found about `{}`", expected, &with);
            }
            return None;
        }
        let finding = self.resolve(Sort::Finding, message)?;
        Some(Some(finding.min(255) as u8))
    }

    /// Takes `from` and a role, where it stands here.
    fn from(&mut self) -> Option<Option<RoleId>> {
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

    fn effect_or_grounds(
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

    fn missing_grounds(&mut self, spot: super::problem::Spot, what: &str, grounds: &Option<Grounds>) {
        if grounds.is_none() && !self.skipped {
            let found = "this {} does not say why it is there";
            let expected = "end it with `cites` and clauses, or with `ours` and a reason in quotes";
            self.reports.problem(spot, found, expected, &[what]);
        }
    }

    fn action(&mut self, line: usize) -> Option<()> {
        let spot = self.head_spot();
        let id = self.word(0);
        // Of two actions of one name, the second is not looked at closely: its letter is not worth a word.
        let first = self.names.find(Sort::Action, 0, id).is_none_or(|name| name.spot.line == spot.line);
        self.skip();
        let mut role = UNKNOWN;
        let mut label = None;
        if self.word(0) != "of" {
            let someone = self.model.participants.iter().find(|one| one.played);
            let someone = someone.map_or("client", |one| &*self.model.roles[one.role.index()].id).to_owned();
            self.wrong("say after its id who can do it, such as `of {}`", &[&someone]);
        } else if self.accept("of") {
            let role_spot = self.spot();
            role = self.role().unwrap_or(UNKNOWN);
            let unplayed = role != UNKNOWN && !self.members(role).any(|one| self.model.participants[one].played);
            if unplayed && !self.unplayed.contains(&role) {
                self.unplayed.push(role);
                let with = [&*self.model.roles[usize::from(role)].id];
                let expected = "add `played` to the line of its participant";
                self.reports.problem(role_spot, "nobody plays `{}`", expected, &with);
            }
            if unplayed {
                role = UNKNOWN;
            }
            label = self.last_text();
        }
        let cx = Context { role, by: By::Action };
        let (mut letters, mut about) = (Vec::new(), None);
        let (mut refusals, mut effects, mut grounds) = (Vec::new(), Vec::new(), None);
        let mut next = 0;
        self.skipped = false;
        while let Some(word) = self.child(&mut next, line, parts("action")) {
            match word {
                "letter" if !first => {}
                "letter" => {
                    self.once(!letters.is_empty());
                    self.letters(&mut letters).unwrap_or_default();
                }
                "about" => {
                    self.once(about.is_some());
                    about = self.last_text();
                }
                "not" => refusals.extend(self.refusal(cx)),
                _ => self.effect_or_grounds(word, cx, &mut effects, &mut grounds),
            }
        }
        self.missing_grounds(spot, "action", &grounds);
        let played: Vec<_> = self.members(role).filter(|one| self.model.participants[*one].played).collect();
        self.go(line);
        if !letters.is_empty() && !played.is_empty() && letters.len() != played.len() {
            let expected = "give one letter for each participant that has this action";
            self.reports.problem(self.head_spot(), "the number of letters does not fit", expected, &[]);
        }
        for (index, one) in played.iter().enumerate() {
            let participant = &self.model.participants[*one];
            let id = if played.len() > 1 { [id, "-", &*participant.id].concat() } else { id.to_owned() };
            self.model.actions.push(Action {
                id: id.into(),
                letter: letters.get(index).copied(),
                participant: ParticipantId(*one as u16),
                label: label.clone().unwrap_or_default(),
                about: about.clone().unwrap_or_default(),
                refusals: refusals.clone(),
                effects: effects.clone(),
                grounds: grounds.clone().unwrap_or_else(|| Grounds::Ours(Text::default())),
                line: spot.line,
            });
        }
        Some(())
    }

    fn letters(&mut self, letters: &mut Vec<char>) -> Option<()> {
        loop {
            let word = self.word(0);
            let letter = word.chars().next().filter(|letter| letter.is_ascii_alphabetic() && word.len() == 1);
            let Some(letter) = letter else {
                self.wrong("expected one letter, a to z or A to Z", &[]);
                return None;
            };
            if let Some((_, line)) = self.letters_taken.iter().find(|(taken, _)| *taken == letter) {
                let with = [word, &line.to_string()];
                self.reports.problem(self.spot(), "the letter `{}` is taken", "it stands in line {}", &with);
            } else {
                self.letters_taken.push((letter, self.line_number()));
            }
            letters.push(letter);
            self.skip();
            if !self.comma(letters.len()) {
                return self.finish();
            }
        }
    }

    /// Takes when an action can't be done, and why.
    fn refusal(&mut self, cx: Context) -> Option<Refusal> {
        let at = self.spot();
        let states = if self.accept("in") { self.listed_states(cx.role)? } else { Vec::new() };
        let conditions = self.when(cx)?;
        if states.is_empty() && conditions.is_empty() && self.is(Shape::Text) {
            let expected = "say when: `not in` and a state, or `not when` and a condition, before the reason";
            self.reports.problem(at, "this action could never be done", expected, &[]);
        }
        let reason = self.last_text()?;
        Some(Refusal { states, conditions, reason })
    }

    fn scenario(&mut self, line: usize) -> Option<()> {
        let number = self.line_number();
        let id = self.word(0);
        self.skip();
        let label = self.text();
        let figure = label.is_some() && !self.at_end() && self.one_of(&["figure"]).is_some();
        if figure {
            self.finish();
        }
        let mut scenario = Scenario {
            id: id.into(),
            label: label.unwrap_or_default(),
            about: Text::default(),
            figure,
            settings: Vec::new(),
            steps: Vec::new(),
            line: number,
            places: Vec::new(),
        };
        let mut next = 0;
        while let Some(word) = self.child(&mut next, line, parts("scenario")) {
            match word {
                "about" => {
                    self.once(!scenario.about.plain.is_empty());
                    scenario.about = self.last_text().unwrap_or_default();
                }
                "with" => self.with(&mut scenario).unwrap_or_default(),
                _ => self.play(&mut scenario).unwrap_or_default(),
            }
        }
        self.model.scenarios.push(scenario);
        Some(())
    }

    /// Takes a setting and its value.
    fn with(&mut self, scenario: &mut Scenario) -> Option<()> {
        let (name, spot) = (self.word(0), self.spot());
        let setting = self.resolve(Sort::Setting, 0)?;
        if scenario.settings.iter().any(|(other, _)| other.0 == setting && setting != UNKNOWN) {
            self.reports.problem(spot, "`{}` is set twice in this scenario", "drop one", &[name]);
        }
        let value = match self.model.settings.get(usize::from(setting)).map(|setting| &setting.domain) {
            None => return None,
            Some(Domain::Choice(choices)) if choices.is_empty() => return None,
            Some(Domain::Choice(_)) => SettingValue::Choice(self.resolve(Sort::Choice, setting)?.min(255) as u8),
            Some(Domain::Duration { least, greatest, .. }) => {
                let (least, greatest, spot) = (*least, *greatest, self.spot());
                let value = self.duration()?;
                if value < least || value > greatest {
                    let with = [&*value.written(), name, &least.written(), &greatest.written()];
                    self.reports.problem(spot, "{} is outside the bounds of `{}`", "it can be {} to {}", &with);
                }
                SettingValue::Duration(value)
            }
        };
        scenario.settings.push((SettingId(setting), value));
        self.finish()
    }

    /// Takes steps.
    fn play(&mut self, scenario: &mut Scenario) -> Option<()> {
        loop {
            let (word, spot) = (self.word(0), self.spot());
            let (mut times, mut step) = (1, Step::Next);
            if self.word(1) == "times" {
                times = self.number()?;
                self.skip();
            }
            if self.accept("next") {
            } else if times == 1 && word.starts_with(|letter: char| letter.is_ascii_digit()) {
                let length = self.duration()?;
                if length.get() == 0 {
                    self.reports.problem(spot, "a step of no time does nothing", "drop it", &[]);
                }
                step = Step::Wait(length);
            } else {
                step = Step::Act(ActionId(self.resolve(Sort::Action, 0)?));
            }
            if times == 0 || scenario.steps.len() as u64 + times > limits::STEPS as u64 {
                let expected = "a step is repeated once or more, and a scenario has 1000 steps at most";
                self.reports.problem(spot, "the number of steps does not fit", expected, &[]);
                return None;
            }
            for _ in 0..times {
                scenario.steps.push(step);
                scenario.places.push(spot.place());
            }
            if !self.is(Shape::Comma) {
                return self.finish();
            }
            self.skip();
        }
    }
}
