//! The first sweep's larger statements: messages, settings and clauses, with all that stands below them.

use super::names::Sort;
use super::reader::Reader;
use super::text::parts;
use super::{Choice, Clause, Domain, Field, LATENCY, Message, Setting, Text, ValueType, limits};

impl Reader<'_> {
    pub(super) fn message(&mut self, line: usize) -> Option<()> {
        let spot = self.spot();
        let name = self.new_name(Sort::Message)?;
        let index = self.model.messages.len();
        self.names.add(Sort::Message, 0, name, index, spot);
        let about = if self.at_end() { None } else { self.last_text() };
        let mut message = Message {
            name: name.into(),
            about: about.unwrap_or_default(),
            protocol: Text::default(),
            number: None,
            fields: Vec::new(),
            findings: Vec::new(),
        };
        let mut next = 0;
        self.skipped = false;
        while let Some(word) = self.child(&mut next, line, parts("message")) {
            match word {
                "protocol" => {
                    self.once(!message.protocol.plain.is_empty());
                    message.protocol = self.last_text().unwrap_or_default();
                }
                "number" => {
                    self.once(message.number.is_some());
                    message.number = self.number();
                    self.finish();
                }
                "field" => self.field(index as u16, &mut message).unwrap_or_default(),
                _ => {
                    self.once(!message.findings.is_empty());
                    self.skipped |= self.findings(index as u16, &mut message).is_none();
                }
            }
        }
        if self.skipped {
            self.vague.push((Sort::Finding, index as u16, 0));
        }
        self.model.messages.push(message);
        Some(())
    }

    pub(super) fn field(&mut self, owner: u16, message: &mut Message) -> Option<()> {
        let spot = self.spot();
        let name = self.new_name(Sort::Field)?;
        let index = message.fields.len();
        if index >= limits::PARTS {
            self.reports.problem(spot, "this message has too many fields", "it has 64 at most", &[]);
            return None;
        }
        self.names.add(Sort::Field, owner, name, index, spot);
        let kind = self.one_of(&["number", "duration", "text", "participant", "reference"]);
        if kind.is_none() {
            self.vague.push((Sort::Field, owner, index as u16));
        } else if !self.at_end() {
            let about = self.last_text().unwrap_or_default();
            message.fields.push(Field { name: name.into(), value_type: field_kind(kind), about });
            return Some(());
        }
        message.fields.push(Field { name: name.into(), value_type: field_kind(kind), about: Text::default() });
        Some(())
    }

    pub(super) fn findings(&mut self, owner: u16, message: &mut Message) -> Option<()> {
        loop {
            let spot = self.spot();
            let name = self.new_name(Sort::Finding)?;
            self.names.add(Sort::Finding, owner, name, message.findings.len(), spot);
            message.findings.push(name.into());
            if !self.comma(message.findings.len()) {
                return self.finish();
            }
        }
    }

    pub(super) fn setting(&mut self, line: usize) -> Option<()> {
        let spot = self.spot();
        let id = self.new_name(Sort::Setting)?;
        let index = self.model.settings.len();
        self.names.add(Sort::Setting, 0, id, index, spot);
        let label = self.text();
        let timed = label.is_some() && !self.at_end() && self.one_of(&["duration"]).is_some();
        // A setting whose line can't be read keeps an empty choice: whatever it is compared with fits.
        let mut faulty = label.is_none() || (!timed && !self.at_end()) || self.reports.is_broken(spot);
        let mut domain = Domain::Choice(Vec::new());
        if timed {
            match self.durations() {
                Some(durations) => domain = durations,
                None => faulty = true,
            }
        }
        let mut setting =
            Setting { id: id.into(), label: label.unwrap_or_default(), domain, assumed: None, phrase: Text::default() };
        let mut next = 0;
        while let Some(word) = self.child(&mut next, line, parts("setting")) {
            match word {
                "choice" => self.choice(index as u16, &mut setting, timed).unwrap_or_default(),
                "assumed" => {
                    self.once(setting.assumed.is_some());
                    setting.assumed = self.last_text().or_else(|| Some(Text::default()));
                }
                _ => {
                    self.once(!setting.phrase.plain.is_empty());
                    let spot = self.spot();
                    setting.phrase = self.last_text().unwrap_or_default();
                    if !setting.phrase.plain.as_bytes().windows(2).any(|two| two == b"{}") {
                        let expected = "write `{}` where the value stands: \"timeout {}\"";
                        self.reports.problem(spot, "this phrase has no place for the value", expected, &["{}", "{}"]);
                    }
                }
            }
        }
        self.go(line);
        let spot = self.head_spot();
        let empty = matches!(&setting.domain, Domain::Choice(choices) if choices.is_empty());
        if empty && !faulty {
            let expected = "add `duration 10s from 1s to 1m` to its line, or `choice` lines below it";
            self.reports.problem(spot, "the setting `{}` has nothing to choose", expected, &[id]);
        } else if id == LATENCY && !faulty {
            let fits =
                matches!(&setting.domain, Domain::Duration { greatest, .. } if greatest.get() <= limits::LATENCY);
            if !fits {
                let expected = "it is a duration of 1m at most: `duration 0ms from 0ms to 1m`";
                self.reports.problem(spot, "`latency` says how long a message travels", expected, &[]);
            }
        }
        self.model.settings.push(setting);
        Some(())
    }

    pub(super) fn durations(&mut self) -> Option<Domain> {
        let spot = self.spot();
        let default = self.duration()?;
        self.need("from")?;
        let least_spot = self.spot();
        let least = self.duration()?;
        self.need("to")?;
        let greatest = self.duration()?;
        self.finish()?;
        if least > greatest {
            let expected = "write the shorter one first";
            self.reports.problem(least_spot, "the least is more than the greatest", expected, &[]);
        } else if default < least || default > greatest {
            let expected = "what it is unless changed stands within its bounds, {} to {}";
            let with = [&*default.written(), &least.written(), &greatest.written()];
            self.reports.problem(spot, "{} is outside the bounds", expected, &with);
        }
        Some(Domain::Duration { default, least, greatest })
    }

    pub(super) fn choice(&mut self, owner: u16, setting: &mut Setting, timed: bool) -> Option<()> {
        if timed {
            let expected = "drop it, or drop the duration";
            self.reports.problem(self.head_spot(), "a duration has no choices", expected, &[]);
            return None;
        }
        let spot = self.spot();
        let id = self.new_name(Sort::Choice)?;
        let label = self.last_text().unwrap_or_default();
        let Domain::Choice(choices) = &mut setting.domain else { return None };
        if choices.len() >= limits::PARTS {
            self.reports.problem(spot, "this setting has too many choices", "it has 64 at most", &[]);
            return None;
        }
        self.names.add(Sort::Choice, owner, id, choices.len(), spot);
        choices.push(Choice { id: id.into(), label });
        Some(())
    }

    /// Declares a clause, or an inference, whose `from` lines are followed up later.
    pub(super) fn clause(&mut self, line: usize) -> Option<()> {
        let index = self.model.clauses.len();
        let inference = self.reports.file.lines.get(line).is_some_and(|line| {
            self.reports
                .file
                .tokens
                .get(line.first as usize)
                .is_some_and(|head| self.reports.file.raw(*head).starts_with('i'))
        });
        let mut clause =
            Clause { ids: Vec::new(), text: Text::default(), places: Vec::new(), inferred_from: Vec::new() };
        loop {
            let spot = self.spot();
            let Some(id) = self.new_name(Sort::Clause) else { break };
            self.names.add(Sort::Clause, 0, id, index, spot);
            clause.ids.push(id.into());
            if inference || !self.comma(clause.ids.len()) {
                clause.text = self.last_text().unwrap_or_default();
                break;
            }
        }
        let mut next = 0;
        while !inference && self.child(&mut next, line, parts("clause")).is_some() {
            clause.places.extend(self.last_text());
        }
        self.model.clauses.push(clause);
        Some(())
    }
}

fn field_kind(word: Option<&str>) -> ValueType {
    match word {
        Some("duration") => ValueType::Duration,
        Some("text") => ValueType::Text,
        Some("participant") => ValueType::Participant,
        Some("reference") => ValueType::Reference,
        _ => ValueType::Number,
    }
}
