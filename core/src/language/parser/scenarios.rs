//! Runs worth seeing.

use super::Parser;
use crate::language::keywords::SCENARIO;
use crate::language::lexer::TokenKind;
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::syntax::{Scenario, SettingValue, Step, StepKind};
use crate::model::{Span, limits};

impl<'s> Parser<'s, '_> {
    /// `ID TEXT ['figure'] ['on' 'arrival']`, and below `about`, `with` and `play`
    pub(super) fn scenario(&mut self, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Scenario)?;
        let label = self.text();
        let (mut is_figure, mut arrival) = (false, None);
        if label.is_some() {
            let _reported = self.marks(&mut is_figure, &mut arrival);
        }
        let (settings, steps) = (Vec::new(), Vec::new());
        let mut scenario = Scenario { keyword, id, label, is_figure, arrival, about: None, settings, steps };
        for line in self.lines_below(block) {
            match self.part(line, "scenario") {
                None => {}
                Some("about") => self.once_text(&mut scenario.about),
                Some("with") => scenario.settings.extend(self.setting_value()),
                Some(_) => {
                    let _reported = self.steps(&mut scenario.steps);
                }
            }
        }
        self.file.scenarios.push(scenario);
        Some(())
    }

    /// `['figure'] ['on' 'arrival']`
    fn marks(&mut self, is_figure: &mut bool, arrival: &mut Option<Span>) -> Option<()> {
        if self.is_at_end() {
            return Some(());
        }
        let mut span = self.here();
        *is_figure = self.one_of(SCENARIO)? == "figure";
        if *is_figure {
            span = self.here();
            if !self.accept("on") {
                return self.finish();
            }
        }
        self.need("arrival")?;
        *arrival = Some(span);
        self.finish()
    }

    /// `SETTING (ID | DURATION)`
    fn setting_value(&mut self) -> Option<SettingValue<'s>> {
        let setting = self.name(NameKind::Setting)?;
        if self.is_at_end() {
            return self.unexpected("expected a choice, or a duration such as `2s`");
        }
        let value = self.operand()?;
        let _reported = self.finish();
        Some(SettingValue { setting, value })
    }

    /// `step {',' step}`
    fn steps(&mut self, steps: &mut Vec<Step<'s>>) -> Option<()> {
        let mut count: usize = steps.iter().map(|step| step.times).sum();
        loop {
            let step = self.step()?;
            count = count.saturating_add(step.times);
            if step.times == 0 || count > limits::STEPS {
                let most = limits::STEPS;
                let expected = format!("a step is repeated once or more, and a scenario has {most} steps at most");
                self.diagnostics.mistake(step.span, "the number of steps does not fit", expected);
                return None;
            }
            steps.push(step);
            if !self.is_at(TokenKind::Comma) {
                self.optional.push(",");
                return self.finish();
            }
            self.advance();
        }
    }

    /// `[NUMBER 'times'] (ACTION | 'next' | 'lose' NAME) | DURATION`
    fn step(&mut self) -> Option<Step<'s>> {
        let span = self.here();
        let mut times = 1;
        if self.word_ahead(1) == "times" {
            times = self.number()? as usize;
            self.need("times")?;
        } else if self.is_at(TokenKind::Number) || self.is_at(TokenKind::Duration) {
            let length = self.duration()?;
            if length.get() == 0 {
                self.diagnostics.mistake(span, "a step of no time does nothing", "drop it");
            }
            return Some(Step { kind: StepKind::Wait(length), times, span });
        }
        if matches!(self.tokens.get(self.at + 1), Some(next) if next.kind == TokenKind::Duration) {
            self.advance();
            return self.unexpected(format!("time that passes stands alone: `{}`", self.word()));
        }
        let kind = if self.accept("next") {
            StepKind::Next
        } else if self.accept("lose") {
            StepKind::Lose(self.name(NameKind::Message)?)
        } else {
            StepKind::Act(self.name(NameKind::Action)?)
        };
        Some(Step { kind, times, span })
    }
}
