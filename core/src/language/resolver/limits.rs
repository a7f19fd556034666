//! No table has more entries than a model may have, so that reading is quick whatever a file holds.

use crate::language::diagnostics::Diagnostics;
use crate::language::syntax::File;
use crate::model::{LATENCY, Span, limits};

/// Whether every table fits; the first entry that does not is reported.
pub(super) fn fits(file: &File<'_>, diagnostics: &mut Diagnostics) -> bool {
    let settings = file.settings.iter().filter(|setting| setting.id.text != LATENCY);
    let clauses = file.clauses.iter().filter_map(|clause| clause.ids.first()).map(|id| id.span);
    let inferences = file.inferences.iter().map(|inference| inference.id.span);
    let states = file.states.iter().flat_map(|block| &block.states);
    let variables = file.variables.iter().flat_map(|block| &block.variables);
    // A rule counts once for each of its triggers.
    let rules = file.rules.iter().flat_map(|block| &block.rules);
    let rules = rules.flat_map(|rule| std::iter::repeat_n(rule.keyword, rule.triggers.len().max(1)));
    [
        check("participants", limits::PARTICIPANTS, file.participants.iter().map(|one| one.id.span), diagnostics),
        // One more is `latency`.
        check("settings besides `latency`", limits::SETTINGS - 1, settings.map(|one| one.id.span), diagnostics),
        check("states", limits::ENTRIES, states.map(|one| one.id.span), diagnostics),
        check("variables", limits::ENTRIES, variables.map(|one| one.id.span), diagnostics),
        check("timers", limits::ENTRIES, file.timers.iter().map(|one| one.id.span), diagnostics),
        check("messages", limits::ENTRIES, file.messages.iter().map(|one| one.name.span), diagnostics),
        check("clauses", limits::ENTRIES, clauses.chain(inferences), diagnostics),
        check("actions", limits::ENTRIES, file.actions.iter().map(|one| one.id.span), diagnostics),
        check("rules", limits::ENTRIES, rules, diagnostics),
        check("properties", limits::PROPERTIES, file.properties.iter().map(|one| one.id.span), diagnostics),
        check("scenarios", limits::SCENARIOS, file.scenarios.iter().map(|one| one.id.span), diagnostics),
    ]
    .into_iter()
    .all(|fits| fits)
}

fn check(called: &str, most: usize, spans: impl Iterator<Item = Span>, diagnostics: &mut Diagnostics) -> bool {
    let mut beyond = spans.skip(most);
    let Some(first) = beyond.next() else { return true };
    let count = most + 1 + beyond.count();
    diagnostics.mistake(first, format!("there are {count} {called}"), format!("a model has {most} at most"));
    false
}
