//! The second sweep's other half: actions and scenarios.

use super::effects::{By, Context};
use super::names::{Sort, UNKNOWN};
use super::reader::Reader;
use super::text::{Shape, parts};
use super::{
    Action, ActionId, Domain, Grounds, ParticipantId, Place, Refusal, Scenario, SettingId, SettingValue, Step, Text,
    limits,
};

impl Reader<'_> {
    pub(super) fn action(&mut self, line: usize) -> Option<()> {
        let spot = self.head_spot();
        let (id, name_spot) = (self.word(0), self.spot());
        // Of two actions of one name, the second is not looked at closely: its letter is not worth a word.
        let first = self.names.find(Sort::Action, 0, id).is_none_or(|name| name.spot == name_spot);
        self.skip();
        let mut role = UNKNOWN;
        let named = self.accept("of");
        if named {
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
        } else {
            let someone = self.model.participants.iter().find(|one| one.played);
            let someone = someone.map_or("client", |one| &*self.model.roles[one.role.index()].id).to_owned();
            self.wrong("say after its id who can do it, such as `of {}`", &[&someone]);
        }
        let behind_role = self.mark();
        let cx = Context { role, by: By::Action };
        let played: Vec<_> = self.members(role).filter(|one| self.model.participants[*one].played).collect();
        let mut letters = Vec::new();
        // The action is read anew for each who has it, which is less code than making copies.
        for index in 0..played.len().max(1) {
            self.back(behind_role);
            let label = if named { self.last_text() } else { None };
            let (mut about, mut refusals, mut effects, mut grounds) = (None, Vec::new(), Vec::new(), None);
            let mut next = 0;
            self.skipped = false;
            while let Some(word) = self.child(&mut next, line, parts("action")) {
                match word {
                    "letter" if !first || index > 0 => {}
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
            let Some(participant) = played.get(index).map(|one| &self.model.participants[*one]) else { continue };
            let id = if played.len() > 1 { [id, "-", &*participant.id].concat() } else { id.to_owned() };
            self.model.actions.push(Action {
                id: id.into(),
                letter: letters.get(index).copied(),
                participant: ParticipantId(played[index] as u16),
                label: label.unwrap_or_default(),
                about: about.unwrap_or_default(),
                refusals,
                effects,
                grounds: grounds.unwrap_or_else(|| Grounds::Ours(Text::default())),
                line: self.reports.line(spot),
            });
        }
        if !letters.is_empty() && !played.is_empty() && letters.len() != played.len() {
            let expected = "give one letter for each participant that has this action";
            self.reports.problem(spot, "the number of letters does not fit", expected, &[]);
        }
        Some(())
    }

    pub(super) fn letters(&mut self, letters: &mut Vec<char>) -> Option<()> {
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
    pub(super) fn refusal(&mut self, cx: Context) -> Option<Refusal> {
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

    pub(super) fn scenario(&mut self, line: usize) -> Option<()> {
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
    pub(super) fn with(&mut self, scenario: &mut Scenario) -> Option<()> {
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
    pub(super) fn play(&mut self, scenario: &mut Scenario) -> Option<()> {
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
            let at = self.reports.place(spot);
            let place = Place { line: at.line, column: at.column };
            // Adjacent times are one, as in every run.
            if let (Step::Wait(more), Some(Step::Wait(length))) = (step, scenario.steps.last_mut())
                && let Some(sum) = length.checked_add(more)
            {
                *length = sum;
                times = 0;
            }
            for _ in 0..times {
                scenario.steps.push(step);
                scenario.places.push(place);
            }
            if !self.is(Shape::Comma) {
                return self.finish();
            }
            self.skip();
        }
    }
}
