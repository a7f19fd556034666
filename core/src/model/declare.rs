//! The first sweep: declares everything that has a name, so that what uses it may stand anywhere in the file.

use super::names::{Sort, UNKNOWN};
use super::reader::Reader;
use super::text::{STATEMENTS, Shape, parts};
use super::{
    Domain, LATENCY, Participant, Role, RoleId, Setting, State, StateId, Text, Timer, Value, ValueType, Variable,
    limits,
};
use crate::time::Millis;

/// What a variable holds: its kind, its start and its bounds.
type Held = (ValueType, Option<Value>, Option<(u64, u64)>);

impl<'s> Reader<'s> {
    /// Declares everything that has a name.
    pub(super) fn declare(&mut self) {
        self.find_statements();
        let mut starts = Vec::new();
        self.each("participant", &mut |reader, _| reader.participant(&mut starts));
        self.each("model", &mut |reader, line| reader.model_line(line));
        self.each("states", &mut |reader, line| reader.states(line));
        self.each("variables", &mut |reader, line| reader.variables(line));
        self.timers();
        self.each("message", &mut |reader, line| reader.message(line));
        self.each("setting", &mut |reader, line| reader.setting(line));
        self.each("clause", &mut |reader, line| reader.clause(line));
        self.each("inference", &mut |reader, line| reader.clause(line));
        let mut actions = 0;
        self.each("action", &mut |reader, _| reader.action_name(&mut actions));
        let mut scenarios = 0;
        self.each("scenario", &mut |reader, _| {
            scenarios += 1;
            let spot = reader.spot();
            let id = reader.new_name(Sort::Scenario)?;
            reader.names.add(Sort::Scenario, 0, id, scenarios - 1, spot);
            Some(())
        });
        self.add_latency();
        self.settle();
        self.start_states(&starts);
    }

    /// Goes through the statements that begin with this word; the cursor stands after it.
    pub(super) fn each(&mut self, word: &str, read: &mut dyn FnMut(&mut Self, usize) -> Option<()>) {
        for index in 0..self.heads.len() {
            let (line, head) = self.heads[index];
            if head == word {
                self.go(line);
                self.skip();
                if read(self, line).is_none() && !self.names.settled {
                    self.doubt(line, self.after(line));
                }
            }
        }
    }

    /// Finds the lines that begin statements.
    pub(super) fn find_statements(&mut self) {
        let mut line = 0;
        let mut participants = false;
        while line < self.reports.file.lines.len() {
            self.go(line);
            if let Some(head) = self.one_of(&STATEMENTS) {
                self.heads.push((line, head));
                participants |= head == "participant";
                // Where the first line could not be read, it was meant to be this one.
                if (head == "model") != (self.heads.len() == 1) && (head == "model" || line == 0) {
                    let found = if head == "model" { "a file has one model" } else { "a file begins with `model`" };
                    let expected = "begin it with a line such as `model lease \"A lease\"`";
                    self.reports.problem(self.head_spot(), found, expected, &[]);
                }
            } else {
                self.doubt(line, self.after(line));
            }
            line = self.after(line).max(line + 1);
        }
        self.go(0);
        if self.reports.file.lines.is_empty() {
            let expected = "a model begins with a line such as `model lease \"A lease\"`";
            self.reports.problem(self.spot(), "there is nothing in this file", expected, &[]);
        } else if !participants && !self.heads.is_empty() {
            let expected = "add a line such as `participant client \"Client\" starts idle`";
            self.reports.problem(self.head_spot(), "this model has no participants", expected, &[]);
        }
    }

    /// Remembers the words of lines that could not be read.
    pub(super) fn doubt(&mut self, from: usize, to: usize) {
        for line in from..to {
            self.go(line);
            while !self.at_end() {
                if self.doubtful.len() < DOUBTS {
                    self.doubtful.push(self.word(0));
                }
                self.skip();
            }
        }
    }

    pub(super) fn model_line(&mut self, line: usize) -> Option<()> {
        if let Some(id) = self.new_name(Sort::Model) {
            self.model.id = id.into();
        }
        if let Some(title) = self.text() {
            self.model.title = title;
            self.finish();
        }
        let mut next = 0;
        while let Some(word) = self.child(&mut next, line, parts("model")) {
            let before = if word == "about" { &self.model.about } else { &self.model.source };
            self.once(!before.plain.is_empty());
            let text = self.last_text().unwrap_or_default();
            *(if word == "about" { &mut self.model.about } else { &mut self.model.source }) = text;
        }
        Some(())
    }

    /// Takes a text that ends its line.
    pub(super) fn last_text(&mut self) -> Option<Text> {
        let text = self.text()?;
        self.finish();
        Some(text)
    }

    pub(super) fn participant(&mut self, starts: &mut Vec<Option<(usize, usize, usize)>>) -> Option<()> {
        let (spot, head) = (self.spot(), self.head_spot());
        let id = self.new_name(Sort::Participant)?;
        self.names.add(Sort::Participant, 0, id, self.model.participants.len(), spot);
        if self.model.participants.iter().any(|other| *other.id == *id) {
            return None;
        }
        let name = self.text();
        let mut faulty = name.is_none();
        let (mut role, mut role_spot, mut played, mut start) = (id, spot, false, None);
        while !self.at_end() {
            match self.one_of(&["as", "played", "starts"]) {
                Some("as") => {
                    role_spot = self.spot();
                    role = self.new_name(Sort::Role).unwrap_or(role);
                }
                Some("played") => played = true,
                Some(_) => {
                    start = Some(self.mark());
                    self.skip();
                }
                None => {
                    faulty = true;
                    self.skip();
                }
            }
        }
        if start.is_none() && !faulty {
            let expected = "add a state to its line: `starts idle`";
            self.reports.problem(head, "`{}` has no state to start in", expected, &[id]);
        }
        starts.push(start);
        self.childless();
        let known = self.model.roles.iter().position(|other| *other.id == *role);
        let index = known.unwrap_or(self.model.roles.len());
        if known.is_none() {
            self.names.add(Sort::Role, 0, role, index, role_spot);
            self.model.roles.push(Role { id: role.into(), states: 0..0, variables: 0..0, timers: 0..0 });
        }
        self.model.participants.push(Participant {
            id: id.into(),
            name: name.unwrap_or_default(),
            role: RoleId(index as u16),
            start: StateId(UNKNOWN),
            played,
        });
        Some(())
    }

    /// Takes the role whose states or variables stand below, and says so where it had some before.
    pub(super) fn block(&mut self, what: &str, count: fn(&Role) -> usize) -> Option<u16> {
        let spot = self.spot();
        let role = self.role()?;
        self.finish();
        if self.model.roles.get(usize::from(role)).is_some_and(|role| count(role) > 0) {
            let expected = "put them all into the first block";
            let with = [what, &*self.model.roles[usize::from(role)].id];
            self.reports.problem(spot, "this is a second block of {} for `{}`", expected, &with);
        }
        Some(role)
    }

    pub(super) fn states(&mut self, line: usize) -> Option<()> {
        let role = self.block("states", |role| role.states.len())?;
        let first = self.model.states.len();
        let mut next = 0;
        while self.next_line(&mut next, line) {
            let spot = self.spot();
            let Some(id) = self.new_name(Sort::State) else { continue };
            self.names.add(Sort::State, role, id, self.model.states.len(), spot);
            let label = if self.is(Shape::Text) { self.text() } else { None };
            let unconnected = !self.at_end() && self.one_of(&["unconnected"]).is_some();
            if unconnected {
                self.finish();
            }
            self.model.states.push(State {
                id: id.into(),
                label: label.unwrap_or_else(|| Text { plain: id.into(), others: Vec::new() }),
                role: RoleId(role),
                unconnected,
                rules: Vec::new(),
            });
        }
        if let Some(role) = self.model.roles.get_mut(usize::from(role)) {
            role.states = first as u16..self.model.states.len() as u16;
        }
        Some(())
    }

    pub(super) fn variables(&mut self, line: usize) -> Option<()> {
        let role = self.block("variables", |role| role.variables.len())?;
        let first = self.model.variables.len();
        let mut next = 0;
        while self.next_line(&mut next, line) {
            let spot = self.spot();
            let Some(id) = self.new_name(Sort::Variable) else { continue };
            let index = self.model.variables.len();
            self.names.add(Sort::Variable, role, id, index, spot);
            let read = self.held_value();
            if read.is_none() {
                self.vague.push((Sort::Variable, 0, index as u16));
            }
            let (kind, start, bounds) = read.unwrap_or((ValueType::Number, None, None));
            self.model.variables.push(Variable { id: id.into(), value_type: kind, start, bounds });
        }
        if let Some(role) = self.model.roles.get_mut(usize::from(role)) {
            role.variables = first as u16..self.model.variables.len() as u16;
        }
        Some(())
    }

    /// Takes what a variable holds, at the start and at all.
    pub(super) fn held_value(&mut self) -> Option<Held> {
        let word = self.word(0);
        if let Some((_, kind)) = [("participant", ValueType::Participant), ("request", ValueType::Request)]
            .iter()
            .find(|(name, _)| *name == word)
        {
            self.skip();
            self.finish()?;
            return Some((*kind, None, None));
        }
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) && !self.is(Shape::Text) {
            let expected =
                "expected what it holds at the start, such as `0`, `10s` or \"none\", or `participant` or `request`";
            self.wrong(expected, &[]);
            return None;
        }
        let spot = self.spot();
        let (start, kind) = self.literal()?;
        let mut bounds = None;
        if kind != ValueType::Text && !self.at_end() {
            self.need("from")?;
            let least = self.bound(kind)?;
            self.need("to")?;
            let greatest = self.bound(kind)?;
            let value = amount(&start);
            if least > greatest || value < least || value > greatest {
                let expected = "its start stands between the least and the greatest it can hold";
                self.reports.problem(spot, "these bounds do not fit", expected, &[]);
            }
            bounds = Some((least, greatest));
        }
        self.finish()?;
        Some((kind, Some(start), bounds))
    }

    pub(super) fn bound(&mut self, kind: ValueType) -> Option<u64> {
        if kind == ValueType::Number { self.number() } else { self.duration().map(Millis::get) }
    }

    /// Timers stand anywhere in the file; in the model's table each role's stand together.
    pub(super) fn timers(&mut self) {
        let mut found = Vec::new();
        self.each("timer", &mut |reader, _| {
            let spot = reader.spot();
            let id = reader.new_name(Sort::Timer)?;
            reader.need("of")?;
            let role = reader.role()?;
            let label = if reader.at_end() { None } else { reader.last_text() };
            reader.childless();
            let label = label.unwrap_or_else(|| Text { plain: id.into(), others: Vec::new() });
            found.push((spot, id, Timer { id: id.into(), label, role: RoleId(role) }));
            Some(())
        });
        let all = 0..self.model.roles.len() as u16;
        for role in all.chain([UNKNOWN]) {
            for (spot, id, timer) in found.extract_if(.., |(_, _, timer)| timer.role.0 == role) {
                let index = self.model.timers.len() as u16;
                self.names.add(Sort::Timer, timer.role.0, id, usize::from(index), spot);
                if let Some(role) = self.model.roles.get_mut(timer.role.index()) {
                    if role.timers.is_empty() {
                        role.timers.start = index;
                    }
                    role.timers.end = index + 1;
                }
                self.model.timers.push(timer);
            }
        }
    }

    /// Declares an action: one for each played participant of its role, which are named after them if they are several.
    pub(super) fn action_name(&mut self, count: &mut usize) -> Option<()> {
        let spot = self.spot();
        let id = self.new_name(Sort::Action)?;
        let named = if self.word(0) == "of" { self.word(1) } else { "" };
        let role = self.model.roles.iter().position(|role| &*role.id == named).map_or(UNKNOWN, |role| role as u16);
        let played: Vec<_> = self.members(role).filter(|one| self.model.participants[*one].played).collect();
        if played.len() > 1 {
            for one in played {
                let name = [id, "-", &*self.model.participants[one].id].concat();
                self.names.add(Sort::Action, 0, name, *count, spot);
                *count += 1;
            }
        } else {
            self.names.add(Sort::Action, 0, id, *count, spot);
            *count += 1;
        }
        Some(())
    }

    /// Every model has a travel time; one that declares none starts without and lets it be tried.
    pub(super) fn add_latency(&mut self) {
        if self.model.settings.iter().any(|setting| &*setting.id == LATENCY) {
            return;
        }
        self.model.settings.push(Setting {
            id: LATENCY.into(),
            label: Text { plain: "How long does a message travel?".into(), others: Vec::new() },
            domain: Domain::Duration {
                default: Millis::ZERO,
                least: Millis::ZERO,
                greatest: Millis::new(limits::LATENCY),
            },
            assumed: None,
            phrase: Text { plain: "travel time {}".into(), others: Vec::new() },
        });
    }

    /// Puts all names in order, and reports those that stand for two things.
    pub(super) fn settle(&mut self) {
        for (first, other) in self.names.settle() {
            let (first, other) = (&self.names.list[first], &self.names.list[other]);
            let with = [other.sort.one(), &*other.name, &self.reports.line(first.spot).to_string()];
            self.reports.problem(other.spot, "there is already {} `{}`", "it stands in line {}", &with);
        }
        let mut scenario: Option<&str> = None;
        for name in self.names.sorted() {
            // A value may be a variable, a setting or a participant, so these must differ.
            let others: &[Sort] = match name.sort {
                Sort::Variable => &[Sort::Setting, Sort::Participant],
                Sort::Setting => &[Sort::Participant],
                _ => &[],
            };
            for sort in others {
                if let Some(other) = self.names.find(*sort, 0, &name.name) {
                    let (found, expected) = ("there is already {} `{}`", "it stands in line {}; take another word");
                    let with = [sort.one(), &*name.name, &self.reports.line(other.spot).to_string()];
                    self.reports.problem(name.spot, found, expected, &with);
                }
            }
            if name.sort == Sort::Role && self.names.find(Sort::Participant, 0, &name.name).is_some() {
                let shared = self.model.participants.iter().any(|one| one.role.0 == name.id && *one.id != *name.name);
                if shared {
                    let expected = "give the role that is shared a name of its own, after `as` in each of its lines";
                    self.reports.problem(
                        name.spot,
                        "`{}` is a participant and a role that others share",
                        expected,
                        &[&*name.name],
                    );
                }
            }
            if name.sort == Sort::Scenario {
                if let Some(before) = scenario.filter(|before| *name.name != **before && name.name.starts_with(before))
                {
                    let expected = "a link to it that is cut short would open the other; take another word";
                    let found = "`{}` begins like the whole of another scenario's id, `{}`";
                    self.reports.problem(name.spot, found, expected, &[&*name.name, before]);
                } else {
                    scenario = Some(&name.name);
                }
            }
        }
    }

    pub(super) fn start_states(&mut self, starts: &[Option<(usize, usize, usize)>]) {
        for (index, start) in starts.iter().enumerate() {
            if let Some(mark) = start {
                self.back(*mark);
                let role = self.model.participants[index].role.0;
                if let Some(state) = self.resolve(Sort::State, role) {
                    self.model.participants[index].start = StateId(state);
                }
            }
        }
    }
}

/// A number, or a duration's milliseconds.
fn amount(value: &Value) -> u64 {
    match value {
        Value::Number(number) => *number,
        Value::Duration(length) => length.get(),
        Value::Text(_) | Value::Participant(_) => 0,
    }
}

/// Words of unreadable declarations that are remembered: beyond them, problems are only counted anyway.
const DOUBTS: usize = 500;
