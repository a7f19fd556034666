//! Verdicts on random small models agree with a slow search that tells no worlds apart, and every run that is shown replays.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use lifeline_core::check::{Bounds, Ended, explore};
use lifeline_core::language::read;
use lifeline_core::model::{MessageId, Model, RuleId, StateId, Step};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::trace::{Event, EventKind, EventNumber};
use lifeline_core::simulation::world::{Setup, Sink, StateKey, StateKeys, World};
use lifeline_core::time::Millis;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// How many steps the slow search goes, waits not counted.
const DEPTH: usize = 4;

/// The effects that either side can have.
const EFFECTS: [&str; 20] = [
    "send Ask to OTHER with Number n",
    "send Ask to OTHER with Number fresh",
    "send Tell to OTHER",
    "become OWN0",
    "become OWN1",
    "become OWN1 when n is 2",
    "add 1 to n",
    "set n to 0",
    "set n to fresh",
    "start t for 1s",
    "start u for 1500ms when t is running",
    "cancel t",
    "send Ask to OTHER with Number n plus 1",
    "send Tell to every right but sender",
    "send Tell to every right when in OWN1 and n is less than 2",
    "take 1 from n",
    "set n to n minus 1 when n is more than 2 or in OWN1",
    "add n to n when not in OWN0",
    "become OWN0 when t is running or u is running and n is at least 1",
    "note \"Was here.\" when n plus 1 is 2",
];

fn effects(own: &'static str, other: &'static str) -> impl Strategy<Value = String> {
    subsequence(EFFECTS.to_vec(), 1..4).prop_shuffle().prop_map(move |effects| {
        let lines = effects.iter().map(|effect| format!("    {effect}\n")).collect::<String>();
        lines.replace("OTHER", other).replace("OWN", own) + "    ours \"x\"\n"
    })
}

/// The rules of one side: at most one for each trigger and state.
fn rules(own: &'static str, other: &'static str) -> impl Strategy<Value = String> {
    let triggers = [
        "Ask when its Number is n",
        "Ask when its Number is more than n or in OWN1",
        "Ask",
        "Tell",
        "Ask, Tell",
        "Tell, t expires when n is less than 1",
        "t expires",
        "u expires",
        "connect",
        "disconnect",
    ];
    let states = ["0", "1", "0, OWN1"];
    let rule = (select(states.to_vec()), select(triggers.to_vec()), effects(own, other));
    prop::collection::vec(rule, 0..5).prop_map(move |rules| {
        let told =
            |(state, trigger, effects): (&str, &str, String)| format!("in {own} OWN{state}\n  on {trigger}\n{effects}");
        rules.into_iter().map(told).collect::<String>().replace("OWN", own)
    })
}

fn source() -> impl Strategy<Value = String> {
    let refusal = select(vec![
        "",
        "  not in left1 \"no\"\n",
        "  not when n is 2 \"no\"\n",
        "  not when t is running \"no\"\n",
        "  not when n is more than 1 or in left1 and t is running \"no\"\n",
    ]);
    let more = select(vec!["send Tell to b", "connect to b", "disconnect b", "add 1 to n", "start t for 1s"]);
    let joined = select(vec!["no connection", "connection", "connected"]);
    let third = select(vec!["", "participant c \"C\" as right starts right1\n"]);
    let latency = select(vec![0, 300, 1_000]);
    (refusal, effects("left", "b"), more, (joined, third), latency, rules("left", "b"), rules("right", "a")).prop_map(
        |(refusal, effects, more, (joined, third), latency, of_a, of_b)| {
            let joined = match joined {
                "no connection" => "between left and right no connection\n",
                "connected" => "between left and right connected\n",
                _ => "",
            };
            let among_right = if third.is_empty() { "" } else { "between right and right no connection\n" };
            let effects = effects.replace("    ", "  ");
            format!(
                "model random \"Random\"\nparticipant a \"A\" as left played starts left0\n\
                 participant b \"B\" as right starts right0\n{third}{joined}{among_right}\
                 states left\n  left0\n  left1\nstates right\n  right0\n  right1\n\
                 variables left\n  n 0\nvariables right\n  n 0 from 0 to 3\n\
                 timer t of left\ntimer u of left\ntimer t of right\ntimer u of right\n\
                 setting latency \"L\" duration {latency}ms from {latency}ms to {latency}ms\n\
                 message Ask\n  field Number number\nmessage Tell\n\
                 action first of left \"First\"\n{refusal}{effects}\
                 action second of left \"Second\"\n  {more}\n  ours \"x\"\n{of_a}{of_b}"
            )
        },
    )
}

/// What a search has found, each with the fewest steps that show it.
#[derive(Default, Debug)]
struct Seen {
    rules: BTreeMap<RuleId, usize>,
    states: BTreeMap<StateId, usize>,
    unhandled: BTreeMap<(MessageId, StateId), usize>,
    /// How the worlds of each key went on.
    ways: BTreeMap<StateKey, Ways>,
}

/// How a world goes on: how long it is quiet; and for each step that is possible, the rules taken, and the key of what comes.
type Ways = (Option<Millis>, Vec<(u64, Step, Vec<RuleId>, StateKey)>);

#[derive(Default)]
struct Listener {
    events: Vec<Event>,
    rules: Vec<RuleId>,
}

impl Sink for Listener {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.rules.push(rule);
    }
}

fn least<K: Ord>(all: &mut BTreeMap<K, usize>, key: K, steps: usize) {
    all.entry(key).and_modify(|known| *known = steps.min(*known)).or_insert(steps);
}

/// Tries everything, to the depth, from every world anew; keys are only looked at to hold them to what really comes.
fn search(
    setup: Setup<'_>,
    keys: &mut StateKeys<'_>,
    world: &World,
    sent: &BTreeMap<EventNumber, MessageId>,
    steps: usize,
    seen: &mut Seen,
) {
    if steps == DEPTH {
        return;
    }
    let due = world.due().map(|due| due.at.since(world.now()));
    let quiet = due.map_or(0, Millis::get);
    let mut ways = Vec::new();
    let mut waits = vec![0];
    waits.extend([quiet / 2, quiet.saturating_sub(1)].into_iter().filter(|wait| *wait > 0));
    let acts = waits.into_iter().flat_map(|wait| setup.model.actions().map(move |(id, _)| (wait, Step::Act(id))));
    for (wait, step) in acts.chain([(0, Step::Next)]) {
        let (mut after, mut heard) = (world.clone(), Listener::default());
        after.step(setup, Step::Wait(Millis::new(wait)), &mut heard).unwrap();
        assert!(heard.events.is_empty(), "quiet time is quiet");
        if after.step(setup, step, &mut heard).is_err() {
            continue;
        }
        let (mut sent, mut number) = (sent.clone(), world.events());
        for event in &heard.events {
            number += u32::from(event.kind.is_numbered());
            match &event.kind {
                EventKind::Message(message) => drop(sent.insert(EventNumber(number), message.message)),
                EventKind::State { to, .. } => least(&mut seen.states, *to, steps + 1),
                EventKind::NotHandled { of, state, .. } => least(&mut seen.unhandled, (sent[of], *state), steps + 1),
                _ => {}
            }
        }
        heard.rules.iter().for_each(|rule| least(&mut seen.rules, *rule, steps + 1));
        search(setup, keys, &after, &sent, steps + 1, seen);
        ways.push((wait, step, heard.rules, keys.key(&after)));
    }
    let known = seen.ways.entry(keys.key(world)).or_insert_with(|| (due, ways.clone()));
    assert_eq!(*known, (due, ways), "two worlds of one key go on differently");
}

/// Whether the run shows the message not handled in the state, in its last step.
fn shows(model: &Rc<Model>, settings: &Settings, steps: &[Step], what: (MessageId, StateId)) -> bool {
    let run = Run::with(Rc::clone(model), settings.clone(), steps);
    let trace = run.trace();
    run.unplayed().is_none()
        && trace.events().iter().any(|event| match event.kind {
            EventKind::NotHandled { of, state, .. } => match &trace.get(of).unwrap().kind {
                EventKind::Message(sent) => (sent.message, state) == what,
                _ => false,
            },
            _ => false,
        })
}

fn without_waits(steps: &[Step]) -> usize {
    steps.iter().filter(|step| !matches!(step, Step::Wait(_))).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_global_rejects: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_exploration_finds_what_a_slow_search_finds(source in source()) {
        // Some have rules that another one above makes unreachable.
        let Ok(model) = read(&source) else { return Err(TestCaseError::reject("no model")) };
        let settings = Settings::defaults(&model);
        let model = Rc::new(model);
        let setup = Setup { model: &model, settings: &settings };
        let mut seen = Seen::default();
        search(setup, &mut StateKeys::of(&model), &World::new(setup), &BTreeMap::new(), 0, &mut seen);
        let bounds = Bounds { states: 3_000, waits: true };
        let found = explore(setup, bounds, &mut |_| ControlFlow::Continue(()));
        prop_assume!(found.ended == Ended::Complete || found.depth >= DEPTH);

        for rule in seen.rules.keys() {
            prop_assert!(found.coverage.rules[rule.index()], "rule {rule:?} is missing\n{source}");
        }
        for state in seen.states.keys() {
            prop_assert!(found.coverage.states[state.index()], "state {state:?} is missing\n{source}");
        }
        for (what, steps) in &seen.unhandled {
            let known = found.unhandled.iter().find(|known| (known.message, known.state) == *what);
            let shortest = known.map(|known| without_waits(&known.run));
            prop_assert_eq!(shortest, Some(*steps), "{:?}\n{}", what, source);
        }
        for unhandled in &found.unhandled {
            let what = (unhandled.message, unhandled.state);
            prop_assert!(shows(&model, &settings, &unhandled.run, what), "{unhandled:?}\n{source}");
            let is_near = without_waits(&unhandled.run) <= DEPTH;
            prop_assert!(!is_near || seen.unhandled.contains_key(&what), "{unhandled:?}\n{source}");
        }
        if found.ended == Ended::Complete && found.depth < DEPTH {
            let taken = found.coverage.rules.iter().filter(|taken| **taken).count();
            prop_assert_eq!(taken, seen.rules.len(), "{}", source);
        }
    }
}
