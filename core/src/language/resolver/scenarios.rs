//! Scenarios: named runs, with settings that exist and steps that can be told.

use super::Resolver;
use crate::language::syntax::{self, Name, OperandKind, StepKind};
use crate::model::{ActionId, Domain, Scenario, SettingId, SettingValue, Step, Value};
use crate::time::Millis;

impl<'s> Resolver<'_, 's, '_> {
    pub(super) fn scenarios(&mut self) -> Option<Vec<Scenario>> {
        let file = self.file;
        self.check_arrival();
        super::all(file.scenarios.iter().map(|scenario| self.scenario(scenario)))
    }

    fn scenario(&mut self, scenario: &syntax::Scenario<'s>) -> Option<Scenario> {
        let mut seen = Vec::new();
        let settings = super::all(scenario.settings.iter().map(|with| self.with(with, &mut seen)));
        let steps = super::all(scenario.steps.iter().map(|step| self.step(step)));
        let mut resolved = Scenario {
            id: scenario.id.text.into(),
            label: scenario.label.clone()?,
            about: scenario.about.clone().unwrap_or_default(),
            figure: scenario.is_figure,
            arrival: scenario.arrival.is_some(),
            settings: settings?,
            steps: Vec::new(),
            line: self.diagnostics.line(scenario.keyword),
            spans: Vec::new(),
        };
        for (step, syntax) in steps?.into_iter().zip(&scenario.steps) {
            // Adjacent times are one, as in every run.
            if let (Step::Wait(more), Some(Step::Wait(length))) = (step, resolved.steps.last_mut())
                && let Some(sum) = length.checked_add(more)
            {
                *length = sum;
                continue;
            }
            resolved.steps.extend(std::iter::repeat_n(step, syntax.times));
            resolved.spans.extend(std::iter::repeat_n(syntax.span, syntax.times));
        }
        Some(resolved)
    }

    /// One scenario plays on arrival at most.
    fn check_arrival(&mut self) {
        let file = self.file;
        let mut marked = file.scenarios.iter().filter_map(|scenario| Some((scenario, scenario.arrival?)));
        let Some((first, _)) = marked.next() else { return };
        for (_, span) in marked {
            let found = "a second scenario plays on arrival";
            let line = self.diagnostics.line(first.keyword);
            let expected = format!("`{}` in line {line} does; drop one `on arrival`", first.id.text);
            self.diagnostics.mistake(span, found, expected);
        }
    }

    /// A setting of this scenario, and its value.
    fn with(
        &mut self,
        with: &syntax::SettingValue<'s>,
        seen: &mut Vec<SettingId>,
    ) -> Option<(SettingId, SettingValue)> {
        let name = with.setting;
        let id = self.setting(name)?;
        if seen.contains(&id) {
            let found = format!("`{}` is set twice in this scenario", name.text);
            self.diagnostics.mistake(name.span, found, "drop one");
        }
        seen.push(id);
        match (&self.settings[id.index()].as_ref()?.domain, &with.value.kind) {
            (Domain::Choice(_), _) => {
                self.named_choice(id, &with.value).map(|choice| (id, SettingValue::Choice(choice)))
            }
            (Domain::Duration { least, greatest, .. }, OperandKind::Literal(Value::Duration(length))) => {
                self.check_bounds(with, [*length, *least, *greatest], Millis::written);
                Some((id, SettingValue::Duration(*length)))
            }
            (Domain::Number { least, greatest, .. }, OperandKind::Literal(Value::Number(number))) => {
                self.check_bounds(with, [*number, *least, *greatest], |number| number.to_string());
                Some((id, SettingValue::Number(*number)))
            }
            (Domain::Duration { .. }, _) => {
                let expected = "expected a duration, such as `500ms`, `2s`, `3m` or `1h`";
                self.diagnostics.mistake(with.value.span, format!("`{}` is a duration", name.text), expected);
                None
            }
            (Domain::Number { .. }, _) => {
                let found = format!("`{}` is a number", name.text);
                self.diagnostics.mistake(with.value.span, found, "expected a whole number, such as `3`");
                None
            }
        }
    }

    /// Says so where a value is not between the least and the greatest.
    fn check_bounds<A: PartialOrd + Copy>(
        &mut self,
        with: &syntax::SettingValue<'s>,
        [value, least, greatest]: [A; 3],
        written: impl Fn(A) -> String,
    ) {
        if !(least..=greatest).contains(&value) {
            let found = format!("{} is outside the bounds of `{}`", written(value), with.setting.text);
            let expected = format!("it can be {} to {}", written(least), written(greatest));
            self.diagnostics.mistake(with.value.span, found, expected);
        }
    }

    fn step(&mut self, step: &syntax::Step<'s>) -> Option<Step> {
        match step.kind {
            StepKind::Next => Some(Step::Next),
            StepKind::Wait(length) => Some(Step::Wait(length)),
            StepKind::Lose(message) => self.message(message).map(Step::Lose),
            StepKind::Act(Name { text, span }) => {
                self.action(Name { text, span }).map(|action| Step::Act(ActionId(action)))
            }
        }
    }
}
