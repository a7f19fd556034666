//! Verdicts on random small models agree with a slow search that tells no worlds apart, and every run that is shown replays.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use lifeline_core::check::{Bounds, Ended, First, Violated, explore};
use lifeline_core::language::read;
use lifeline_core::link::{address, open, write_whole};
use lifeline_core::model::{Effect, EffectKind, MessageId, Model, ParticipantId, PropertyKind, RuleId, StateId, Step};
use lifeline_core::simulation::run::{Run, RunVerdict, Verdicts};
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::trace::{Cause, Event, EventKind, EventNumber};
use lifeline_core::simulation::watch::Watching;
use lifeline_core::simulation::world::{Running, Setup, Sink, StateKey, StateKeys, World};
use lifeline_core::time::{Instant, Millis};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// How many steps the slow search goes, waits not counted.
const DEPTH: usize = 4;

/// The effects that either side can have.
const EFFECTS: [&str; 27] = [
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
    "answer Tell",
    "remember request as open",
    "answer Tell to open",
    "send Ask to OTHER as sent",
    "add 1 to seen of OTHER",
    "set seen to 1 when seen of OTHER is at least 2",
    "become OWN1 when seen is 2 for every ROLE",
];

fn effects(own: &'static str, other: &'static str) -> impl Strategy<Value = String> {
    subsequence(EFFECTS.to_vec(), 1..4).prop_shuffle().prop_map(move |effects| {
        let lines = effects.iter().map(|effect| format!("    {effect}\n")).collect::<String>();
        let role = if own == "left" { "right" } else { "left" };
        lines.replace("OTHER", other).replace("ROLE", role).replace("OWN", own) + "    ours \"x\"\n"
    })
}

/// What shall hold, of each kind: the search decides it by itself, or by what the world says of it.
const PROPERTIES: &str = "\
never both \"Both have moved\"
  when a in left1 and b in right1
never timed \"It waits where it has moved\"
  when t of a is running and a not in left0 or u of b is running
never many \"B has counted to 2\"
  for x in right
  when n of x is at least 2 and n of x is not n of a
never seen \"One has seen the other twice\"
  when seen of a for b is at least 2 and seen of b for a is less than 2
finally home \"Somebody is at home in the end\"
  b in right0 or n of a is 1
always answered \"Every question is answered\"
  Ask is answered within 400ms
";
/// How long an answer may take, in milliseconds.
const IN_TIME: u64 = 400;

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
        "Tell to sent",
        "Tell to Ask",
        "start",
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
    let joined = select(vec!["no connection", "connection", "connected", "lossy", "slow"]);
    let third = select(vec!["", "participant c \"C\" as right starts right1\n"]);
    let latency = select(vec![0, 300, 1_000]);
    (refusal, effects("left", "b"), more, (joined, third), latency, rules("left", "b"), rules("right", "a")).prop_map(
        |(refusal, effects, more, (joined, third), latency, of_a, of_b)| {
            let joined = match joined {
                "no connection" => "between left and right no connection\n",
                "connected" => "between left and right connected\n",
                "lossy" => "between left and right no connection, lossy\n",
                "slow" => "between left and right no connection, latency 700ms\n",
                _ => "",
            };
            let among_right = if third.is_empty() { "" } else { "between right and right no connection\n" };
            let effects = effects.replace("    ", "  ");
            format!(
                "model random \"Random\"\nparticipant a \"A\" as left played starts left0\n\
                 participant b \"B\" as right starts right0\n{third}{joined}{among_right}\
                 states left\n  left0\n  left1\nstates right\n  right0\n  right1\n\
                 variables left\n  n 0\n  open request\n  sent request\n  seen for each right 0 from 0 to 2\n\
                 variables right\n  n 0 from 0 to 3\n  open request\n  sent request\n  seen for each left 0 from 0 to 2\n\
                 timer t of left\ntimer u of left\ntimer t of right\ntimer u of right\n\
                 setting latency \"L\" duration {latency}ms from {latency}ms to {latency}ms\n\
                 message Ask\n  field Number number\nmessage Tell\n\
                 action first of left \"First\"\n{refusal}{effects}\
                 action second of left \"Second\"\n  {more}\n  ours \"x\"\n{of_a}{of_b}{PROPERTIES}"
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
    violated: BTreeMap<&'static str, usize>,
    /// How the worlds of each key went on.
    ways: BTreeMap<StateKey, Ways>,
}

/// How a world goes on: how long it is quiet; and for each step that is possible, the rules taken, and the key of what comes.
type Ways = (Option<Millis>, Vec<(u64, Step, Vec<RuleId>, StateKey)>);

#[derive(Default)]
struct Listener {
    events: Vec<Event>,
    rules: Vec<RuleId>,
    /// The worlds that each rule and action has led to.
    worlds: Vec<World>,
}

impl Sink for Listener {
    fn event(&mut self, event: Event) {
        self.events.push(event);
    }

    fn ran(&mut self, rule: RuleId) {
        self.rules.push(rule);
    }

    fn done(&mut self, _who: ParticipantId, world: &World) {
        // Rules that go round lead to no world; all others are done long before.
        if self.worlds.len() < 100 {
            self.worlds.push(world.clone());
        }
    }
}

/// What has been sent on the way to a world.
#[derive(Clone, Default)]
struct Past {
    /// Which message, and which request it answers.
    sent: BTreeMap<EventNumber, (MessageId, Option<EventNumber>)>,
    /// When each question was sent.
    asked: BTreeMap<EventNumber, Instant>,
    /// When the first answer to each request arrived.
    answered: BTreeMap<EventNumber, Instant>,
}

impl Past {
    fn add(&mut self, model: &Model, number: EventNumber, event: &Event) {
        match &event.kind {
            EventKind::Message(sent) => {
                self.sent.insert(number, (sent.message, sent.answers));
                if &*model[sent.message].name == "Ask" {
                    self.asked.insert(number, event.at);
                }
            }
            EventKind::Delivered { of } => {
                let request = self.sent.get(of).and_then(|(_, answers)| *answers);
                if let Some(request) = request {
                    self.answered.entry(request).or_insert(event.at);
                }
            }
            _ => {}
        }
    }
}

/// Which properties are violated now: by a world that was there in the last step, or by the world that it led to.
///
/// A start at which nothing is done is no step.
fn violated(setup: Setup<'_>, worlds: &[World], after: &World, past: &Past, is_step: bool) -> Vec<&'static str> {
    let model = setup.model;
    let in_state = |world: &World, who: &str, state: &str| {
        let (who, _) = model.participants().find(|(_, one)| &*one.id == who).unwrap();
        &*model[world.state(who)].id == state
    };
    let waits = |world: &World, who: &str, timer: &str| {
        let is_it = |running: &Running| &*model[running.owner].id == who && &*model[running.timer].id == timer;
        world.timers().iter().any(is_it)
    };
    let says = |world: &World, id: &str| {
        let (_, property) = model.properties().find(|(_, property)| &*property.id == id).unwrap();
        match &property.kind {
            PropertyKind::Never(cases) => cases.iter().any(|case| world.is_so(setup, case)),
            PropertyKind::Finally(cases) => cases.iter().all(|case| world.is_so(setup, case)),
            PropertyKind::Answered { .. } => unreachable!(),
        }
    };
    let mut violated = Vec::new();
    if worlds.iter().any(|world| in_state(world, "a", "left1") && in_state(world, "b", "right1")) {
        violated.push("both");
    }
    let is_timed = |world: &World| waits(world, "a", "t") && !in_state(world, "a", "left0") || waits(world, "b", "u");
    if worlds.iter().any(is_timed) {
        violated.push("timed");
    }
    for property in ["many", "seen"] {
        if worlds.iter().any(|world| says(world, property)) {
            violated.push(property);
        }
    }
    if is_step && after.due().is_none() && !says(after, "home") {
        violated.push("home");
    }
    for (request, at) in &past.asked {
        let until = at.checked_add(Millis::new(IN_TIME)).unwrap();
        let is_answered = past.answered.get(request).is_some_and(|at| *at <= until);
        if !is_answered && after.due().is_none_or(|due| due.at > until) {
            violated.push("answered");
        }
    }
    violated
}

fn least<K: Ord>(all: &mut BTreeMap<K, usize>, key: K, steps: usize) {
    all.entry(key).and_modify(|known| *known = steps.min(*known)).or_insert(steps);
}

/// Notes what came of the last of so many steps.
fn note(
    setup: Setup<'_>,
    before: &World,
    heard: &Listener,
    after: &World,
    past: &mut Past,
    steps: usize,
    seen: &mut Seen,
) {
    let mut number = before.events();
    for event in &heard.events {
        number += u32::from(event.kind.is_numbered());
        past.add(setup.model, EventNumber(number), event);
        match &event.kind {
            EventKind::State { to, .. } => least(&mut seen.states, *to, steps),
            EventKind::NotHandled { of, state, .. } => least(&mut seen.unhandled, (past.sent[of].0, *state), steps),
            _ => {}
        }
    }
    heard.rules.iter().for_each(|rule| least(&mut seen.rules, *rule, steps));
    let is_step = steps > 0 || !heard.rules.is_empty();
    for property in violated(setup, &heard.worlds, after, past, is_step) {
        least(&mut seen.violated, property, steps);
    }
}

/// Tries everything from the start.
fn search_all(setup: Setup<'_>, losses: u8) -> Seen {
    let (mut seen, mut past) = (Seen::default(), Past::default());
    let before = World::new(setup);
    let mut heard = Listener { worlds: vec![before.clone()], ..Listener::default() };
    let mut world = before.clone();
    world.start(setup, &mut heard).unwrap();
    note(setup, &before, &heard, &world, &mut past, 0, &mut seen);
    search(setup, &mut StateKeys::of(setup.model), &world, &past, (0, losses), &mut seen);
    seen
}

/// Tries everything, to the depth, from every world anew; keys are only looked at to hold them to what really comes.
fn search(
    setup: Setup<'_>,
    keys: &mut StateKeys<'_>,
    world: &World,
    past: &Past,
    (steps, losses): (usize, u8),
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
        let mut past = past.clone();
        note(setup, world, &heard, &after, &mut past, steps + 1, seen);
        search(setup, keys, &after, &past, (steps + 1, losses), seen);
        ways.push((wait, step, heard.rules, keys.key(&after)));
    }
    for (message, _) in setup.model.messages() {
        let (mut after, mut heard, step) = (world.clone(), Listener::default(), Step::Lose(message));
        if after.step(setup, step, &mut heard).is_err() {
            continue;
        }
        ways.push((0, step, Vec::new(), keys.key(&after)));
        if let Some(losses) = losses.checked_sub(1) {
            let mut past = past.clone();
            note(setup, world, &heard, &after, &mut past, steps + 1, seen);
            search(setup, keys, &after, &past, (steps + 1, losses), seen);
        }
    }
    let known = seen.ways.entry(keys.key(world)).or_insert_with(|| (due, ways.clone()));
    assert_eq!(*known, (due, ways), "two worlds of one key go on differently");
}

/// The run that is opened by the link to these steps, all of which are played.
fn opened(model: &Rc<Model>, settings: &Settings, steps: &[Step]) -> Run {
    let link = write_whole(&Run::with(Rc::clone(model), settings.clone(), steps));
    let opened = open(model, &address(&link));
    assert_eq!(opened.notices(), [""; 0], "{link}");
    assert_eq!(write_whole(&opened.run), link);
    opened.run
}

/// Whether the link to these steps shows the message not handled in the state.
fn shows(model: &Rc<Model>, settings: &Settings, steps: &[Step], what: (MessageId, StateId)) -> bool {
    let run = opened(model, settings, steps);
    let trace = run.trace();
    trace.events().iter().any(|event| match event.kind {
        EventKind::NotHandled { of, state, .. } => match &trace.get(of).unwrap().kind {
            EventKind::Message(sent) => (sent.message, state) == what,
            _ => false,
        },
        _ => false,
    })
}

/// Whether the property is violated where the link to these steps ends.
fn shows_violated(model: &Rc<Model>, settings: &Settings, violated: &Violated) -> bool {
    let (run, mut verdicts) = (opened(model, settings, &violated.run), Verdicts::default());
    verdicts.follow(&run);
    matches!(verdicts.of(violated.property, &run), RunVerdict::Violated(_))
}

/// Whether the link to these steps shows what came about.
fn shows_first(model: &Rc<Model>, settings: &Settings, first: &First, steps: &[Step]) -> bool {
    let run = opened(model, settings, steps);
    match first {
        First::Action(action) => steps.last() == Some(&Step::Act(*action)),
        // Of other effects, some leave no event.
        First::Rule(rule) => {
            let starts = |effect: &Effect| effect.conditions.is_empty() && matches!(effect.kind, EffectKind::Start(..));
            !model[*rule].effects.iter().any(starts)
                || run.trace().events().iter().any(|event| event.cause == Cause::Rule(*rule))
        }
        First::End(states) => {
            let is_in = |(participant, state): (_, &StateId)| run.world().state(participant) == *state;
            run.world().due().is_none() && model.participants().map(|(id, _)| id).zip(states).all(is_in)
        }
    }
}

/// Whether the property is violated in the last step of the run, and not before.
fn replays(setup: Setup<'_>, violated: &Violated) -> bool {
    let (mut world, mut owed) = (World::new(setup), Vec::new());
    let mut when = Vec::new();
    let mut ignored = |_| {};
    let mut watching = Watching::at_start(setup, &world, &mut owed, &mut ignored);
    world.start(setup, &mut watching).unwrap();
    when.extend(watching.ended(&world, world.now()).iter().any(|one| one.property == violated.property).then_some(0));
    for (index, step) in violated.run.iter().enumerate() {
        let before = world.clone();
        let mut ignored = |_| {};
        let mut watching = Watching::new(setup, &before, &mut owed, &mut ignored);
        world.step(setup, *step, &mut watching).unwrap();
        when.extend(
            watching
                .ended(&world, world.now())
                .iter()
                .any(|one| one.property == violated.property)
                .then_some(index + 1),
        );
    }
    when.first() == Some(&violated.run.len())
}

fn without_waits(steps: &[Step]) -> usize {
    steps.iter().filter(|step| !matches!(step, Step::Wait(_))).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_global_rejects: 4_000, failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn an_exploration_finds_what_a_slow_search_finds(source in source(), losses in 0_u8..3) {
        // Some have rules that another one above makes unreachable.
        let Ok(model) = read(&source) else { return Err(TestCaseError::reject("no model")) };
        let settings = Settings::defaults(&model);
        let model = Rc::new(model);
        let setup = Setup { model: &model, settings: &settings };
        let bounds = Bounds { states: 3_000, waits: true, losses, memory: usize::MAX };
        let found = explore(setup, bounds, &mut |_| ControlFlow::Continue(()));
        prop_assume!(found.ended == Ended::Complete || found.depth >= DEPTH);
        // Rules that go round are found soon, but take the slow search for ever.
        prop_assume!(found.refused.is_empty());
        // What goes round at the start goes round in every run.
        prop_assume!(World::new(setup).start(setup, &mut |_| {}).is_ok());
        let seen = search_all(setup, losses);

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
        for (property, steps) in &seen.violated {
            let known = found.violated.iter().find(|known| *model[known.property].id == **property);
            let shortest = known.map(|known| without_waits(&known.run));
            prop_assert_eq!(shortest, Some(*steps), "{}\n{}", property, source);
        }
        for violated in &found.violated {
            prop_assert!(replays(setup, violated), "{violated:?}\n{source}");
            prop_assert!(shows_violated(&model, &settings, violated), "{violated:?}\n{source}");
            let is_near = without_waits(&violated.run) <= DEPTH;
            let is_seen = seen.violated.contains_key(&*model[violated.property].id);
            prop_assert!(!is_near || is_seen, "{violated:?}\n{source}");
        }
        for (first, run) in &found.firsts {
            prop_assert!(shows_first(&model, &settings, first, run), "{first:?} {run:?}\n{source}");
        }
        if found.ended == Ended::Complete && found.depth < DEPTH {
            let taken = found.coverage.rules.iter().filter(|taken| **taken).count();
            prop_assert_eq!(taken, seen.rules.len(), "{}", source);
        }
    }
}
