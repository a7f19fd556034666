//! The page about the language tells the truth: its example is read and played, and what it says of limits and names holds.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use std::rc::Rc;

use lifeline_core::language::{TokenKind, keywords, read, tokens};
use lifeline_core::load::load;
use lifeline_core::model::{
    Condition, Domain, Effect, EffectKind, Grounds, Operand, Order, Pairing, Receivers, SettingValue, Step, Trigger,
    Value, ValueType, limits,
};
use lifeline_core::simulation::run::Run;
use lifeline_core::time::Millis;

const PAGE: &str = include_str!("../../docs/language.md");

#[test]
fn the_example_on_the_page_is_read_without_a_warning_and_plays() {
    let (_, rest) = PAGE.split_once("```lifeline\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let model = load(example).unwrap_or_else(|problems| panic!("{problems}"));
    let warnings: String = model.warnings().iter().map(|warning| format!("{warning}\n")).collect();
    assert_eq!(warnings, "");
}

#[test]
fn every_word_of_the_grammar_is_a_word_of_the_language_and_no_other() {
    let (_, grammar) = PAGE.split_once("## Grammar").expect("a grammar");
    let (grammar, _) = grammar.split_once("`grounds` may be left out").expect("its end");
    let quoted =
        grammar.lines().filter(|line| line.starts_with("    ")).flat_map(|line| line.split('\'').skip(1).step_by(2));
    let stated: BTreeSet<&str> =
        quoted.filter(|word| word.starts_with(|letter: char| letter.is_alphabetic())).collect();
    let known: BTreeSet<&str> = keywords::all().collect();
    assert_eq!(known.difference(&stated).collect::<Vec<_>>(), Vec::<&&str>::new(), "the page does not have these");
    assert_eq!(stated.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new(), "the language does not have these");
}

#[test]
fn the_limits_on_the_page_are_those_that_hold() {
    let spaced = |number: u64| {
        let digits = number.to_string();
        let groups: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap()).collect();
        groups.join(" ")
    };
    let rows = [
        ("a file", format!("{} KiB, {} lines", limits::FILE_BYTES / 1024, spaced(limits::LINES as u64))),
        ("a text", format!("{} characters", limits::TEXT)),
        ("an id or name", format!("{} characters", limits::NAME)),
        ("indentation", format!("{} levels below the first", limits::DEPTH)),
        ("participants", limits::PARTICIPANTS.to_string()),
        ("settings, `latency` included", limits::SETTINGS.to_string()),
        (
            "states, variables, timers, messages, clauses, actions, rules",
            format!("{} of each", spaced(limits::ENTRIES as u64)),
        ),
        ("rules, each counted once for every state it holds in", spaced(limits::HOLDINGS as u64)),
        ("effects, conditions, fields, choices or names in one place", limits::PARTS.to_string()),
        ("scenarios", format!("{}, of {} steps each", limits::SCENARIOS, spaced(limits::STEPS as u64))),
        ("a number", spaced(limits::NUMBER)),
        ("a duration", format!("{} years", limits::DURATION / (365 * 24 * 3_600_000))),
        ("`latency`", format!("{} minute", limits::LATENCY / 60_000)),
        ("mistakes told at once", format!("{}; the rest are counted", limits::PROBLEMS)),
    ];
    for (what, most) in rows {
        let row = format!("| {what} | {most} |");
        assert!(PAGE.contains(&row), "the page has no row {row}");
    }
}

const SMALL: &str = r#"model small "Small" de "Klein"
participant ann "Ann" played starts off
participant bob "Bob" as other played starts idle
participant cyd "Cyd" as other played starts idle
between bob and cyd connected
between ann and other no connection
states ann
  off
  on "switched on" de "eingeschaltet"
states other
  idle
variables ann
  tries 0 from 0 to 3
  pause 5s
  peer participant
  open request
timer alarm of ann
message Ask "A question \"as such\" \\ so"
  number 7
  field Code number
  field Who participant
  field Ref reference
  finds good, bad
message Reply refuses
  field After duration
setting mode "Mode"
  choice slow "slowly"
  choice fast "fast"
clause a, b "First."
  at "1"
  at "2"
inference c "Second."
  from b
action go of ann "Go"
  letter g
  not in on when tries is at least 3 "Enough."
  send Ask to bob, cyd with Code 1, Who self found bad
  become on
  cites a, b
action nudge of other "Nudge"
  letter N, M
  note "nudges" when mode is not slow
  ours "For fun."
in ann any state
  on Reply from other when mode is one of slow, fast and alarm is not running
    set peer to sender
    set pause to its After
    start alarm for 3/4 of pause doubled tries times up to 1m
    add 1 to tries
    cites c
  on alarm expires
    answer Reply to open with After 2s when tries is 0 and peer is not one of bob, cyd
    disconnect
    ours "Ends."
  on any other message
    remember request as open
    ours "Later."
in other idle
  on Ask found bad
    answer Reply with After pause-length
    ours "Yes."
  on Ask
    note "no"
    ours "No."
  on any other message
    note "what?"
    ours "No."
setting pause-length "Pause" duration 1s from 0ms to 2s
  assumed "Open."
  phrase "pause {}"
scenario first "First" figure on arrival
  with mode fast
  with pause-length 2s
  play go, 2s, 2 times next
  play nudge-bob
"#;

#[test]
fn a_file_becomes_the_model_it_describes() {
    let model = read(SMALL).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(
        (model.id(), model.title().in_language("de"), model.title().in_language("fr")),
        ("small", "Klein", "Small")
    );

    let participants: Vec<_> = model.participants().collect();
    let roles: Vec<&str> = model.roles().map(|(_, role)| &*role.id).collect();
    assert_eq!(roles, ["ann", "other"]);
    assert_eq!(participants[1].1.role, participants[2].1.role);
    let pairing = |one: usize, other: usize| model.pairing(participants[one].0, participants[other].0);
    assert_eq!(
        [pairing(0, 1), pairing(2, 0), pairing(2, 1)],
        [Pairing::NoConnection, Pairing::NoConnection, Pairing::Connected]
    );

    let states: Vec<_> =
        model.states().map(|(_, state)| (&*state.id, &*state.label.plain, state.rules.len())).collect();
    assert_eq!(states, [("off", "off", 3), ("on", "switched on", 3), ("idle", "idle", 3)]);
    let variables: Vec<_> = model.variables().map(|(_, one)| (one.value_type, one.start.clone(), one.bounds)).collect();
    assert_eq!(
        variables,
        [
            (ValueType::Number, Some(Value::Number(0)), Some((0, 3))),
            (ValueType::Duration, Some(Value::Duration(Millis::new(5_000))), None),
            (ValueType::Participant, None, None),
            (ValueType::Request, None, None),
        ]
    );
    let ask = model.messages().next().unwrap().1;
    assert_eq!((&*ask.about.plain, ask.number, ask.findings.len()), ("A question \"as such\" \\ so", Some(7), 2));
    let refusing: Vec<bool> = model.messages().map(|(_, message)| message.refuses).collect();
    assert_eq!(refusing, [false, true]);

    // A setting for the travel time is added where the file has none.
    let settings: Vec<&str> = model.settings().map(|(_, setting)| &*setting.id).collect();
    assert_eq!(settings, ["mode", "pause-length", "latency"]);
    let Domain::Duration { default, greatest, .. } = model[model.latency()].domain else { panic!("no duration") };
    assert_eq!((default, greatest), (Millis::ZERO, Millis::new(60_000)));

    // Two ids of one clause are one clause; an inference follows from it.
    let clauses: Vec<_> = model.clauses().map(|(id, clause)| (id, clause.ids.len(), clause.places.len())).collect();
    assert_eq!((clauses[0].1, clauses[0].2, clauses.len()), (2, 2, 2));
    assert_eq!(model[clauses[1].0].inferred_from, [clauses[0].0]);

    // An action of a role with several played participants is one for each.
    let actions: Vec<_> = model.actions().map(|(_, action)| (&*action.id, action.letter, action.line)).collect();
    assert_eq!(actions, [("go", Some('g'), 34), ("nudge-bob", Some('N'), 40), ("nudge-cyd", Some('M'), 40)]);
    let (_, go) = model.actions().next().unwrap();
    assert_eq!(go.grounds, Some(Grounds::Cites(vec![clauses[0].0])));
    let ask_two = Effect {
        kind: EffectKind::Send {
            message: model.messages().next().unwrap().0,
            to: Receivers::These(vec![participants[1].0, participants[2].0]),
            with: vec![(0, Operand::Literal(Value::Number(1))), (1, Operand::Itself)],
            finding: Some(1),
            remembered: None,
        },
        conditions: Vec::new(),
    };
    assert_eq!(go.effects[0], ask_two);
    assert!(matches!(go.refusals[0].conditions[..], [Condition::Compared { order: Order::AtLeast, .. }]));

    let (_, reply) = model.rules().next().unwrap();
    assert!(matches!(
        reply.trigger,
        Trigger::Message { message: Some(_), finding: None, from: Some(_), answers: None }
    ));
    assert_eq!((reply.conditions.len(), reply.states.len(), reply.effects.len()), (2, 2, 4));
    let EffectKind::Start(_, length) = &reply.effects[2].kind else { panic!("no start") };
    assert_eq!((length.numerator, length.denominator), (3, 4));
    assert!(length.doubled.is_some() && length.up_to == Some(Operand::Literal(Value::Duration(Millis::new(60_000)))));

    let (first, scenario) = model.scenarios().next().unwrap();
    assert_eq!((model.arrival(), scenario.figure), (Some(first), true));
    assert_eq!(scenario.settings[0].1, SettingValue::Choice(1));
    assert!(matches!(scenario.steps[..], [Step::Act(_), Step::Wait(_), Step::Next, Step::Next, Step::Act(_)]));
    let steps: Vec<_> = scenario.spans.iter().map(|span| span.of(SMALL)).collect();
    assert_eq!(steps, ["go", "2s", "2", "2", "nudge-bob"]);
}

#[test]
fn what_plays_on_arrival_is_marked_and_is_one_at_most() {
    let unmarked = read(&SMALL.replace(" on arrival", "")).unwrap();
    assert_eq!(unmarked.arrival(), None);
    assert!(read(&SMALL.replace("figure on arrival", "on arrival")).unwrap().arrival().is_some());
    let second = format!("{SMALL}scenario second \"Second\" on arrival\n  play go\n");
    assert_eq!(read(&second).unwrap_err().listed()[0].found, "a second scenario plays on arrival");
}

/// A client that asks a server which says nothing of why it answers.
const UNGROUNDED: &str = r#"model bare "Bare"
participant client "Client" played starts idle
participant server "Server" starts idle
between client and server no connection
states client
  idle
states server
  idle
message Ask
message Reply
action ask of client "Ask"
  send Ask to server
in server idle
  on Ask
    answer Reply
in client idle
  on Reply
    note "thanks"
"#;

#[test]
fn a_model_without_clauses_says_of_nothing_where_it_comes_from() {
    let model = Rc::new(load(UNGROUNDED).unwrap_or_else(|problems| panic!("{problems}")));
    let mut run = Run::new(Rc::clone(&model));
    let (ask, _) = model.actions().next().unwrap();
    run.act(ask).unwrap();
    let events = run.trace().events();
    assert!(events.iter().any(|event| event.kind.name() == "note"));
    assert!(events.iter().all(|event| event.provenance(&model).is_none() && event.grounds(&model).is_none()));

    let clause = "clause one \"One.\"\n";
    let problems = read(&format!("{UNGROUNDED}{clause}")).unwrap_err();
    assert_eq!(problems.listed().len(), 3, "{problems}");
}

/// The first problem of the small model with one piece of it replaced.
fn first_problem(piece: &str, other: &str) -> String {
    assert_eq!(SMALL.matches(piece).count(), 1, "{piece}");
    match read(&SMALL.replace(piece, other)) {
        Ok(_) => String::new(),
        Err(problems) => problems.listed()[0].found.to_string(),
    }
}

#[test]
fn names_that_would_hurt_elsewhere_are_refused() {
    for id in [
        "run",
        "at",
        "c",
        "model",
        "theme",
        "max-height",
        "scenario",
        "height",
        "title",
        "is",
        "writingsuggestions",
        "onward",
        "data-x",
        "aria-x",
        "copy",
        "region",
        "not-valid",
        "lt",
        "timestamp",
        "central",
        "self",
        "one",
    ] {
        let said = first_problem("setting mode ", &format!("setting {id} "));
        assert!(said.starts_with("no setting can be called"), "{id}: {said}");
    }
    for id in ["end", "next", "lose"] {
        let said = first_problem("action go ", &format!("action {id} "));
        assert!(said.starts_with("no action can be called"), "{id}: {said}");
    }
    for id in ["not", "running"] {
        assert!(first_problem("choice slow ", &format!("choice {id} ")).starts_with("no choice"), "{id}");
    }
    assert!(first_problem("  pause 5s", "  sender 5s").starts_with("no variable"));
    assert!(first_problem("  pause 5s", "  mode 5s").starts_with("there is already a setting"));
    assert!(first_problem("setting mode ", "setting bob ").starts_with("there is already a participant"));
    assert!(first_problem("scenario first", "scenario fir \"F\"\nscenario first").starts_with("`first` begins like"));
    assert_eq!(first_problem("letter N, M", "letter N, g"), "the letter `g` is taken");
    let long = "x".repeat(limits::NAME + 1);
    assert_eq!(first_problem("action go ", &format!("action {long} ")), "this name is too long");
    assert_eq!(first_problem("\"slowly\"", &format!("\"{}\"", "ä".repeat(limits::TEXT + 1))), "this text is too long");
    assert_eq!(first_problem("\"slowly\"", &format!("\"{}\"", "ä".repeat(limits::TEXT))), "");
}

#[test]
fn lines_may_end_as_on_any_system_and_columns_count_characters() {
    let windows = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    assert!(read(&windows).is_ok());
    let broken = windows.replace("note \"what?\"", "note \"wäs?\" whän");
    let problems = read(&broken).unwrap_err();
    assert_eq!(problems.listed().len(), 1, "{problems}");
    let place = problems.listed()[0].place;
    assert_eq!((place.line, place.column), (66, 17));
    assert_eq!(
        problems.to_string(),
        "line 66, column 17: `whän` does not belong here\n  66 |     note \"wäs?\" whän\n     |                 ^^^^\n  did you mean `when`?"
    );
}

#[test]
fn every_piece_of_a_file_is_a_token_that_can_be_coloured() {
    let source = "model m \"M\" # ours\n  start t for 3/4 of 10s, wäs\n  a-b-->c:=-1\n";
    let pieces: Vec<_> = tokens(source).into_iter().map(|token| (token.kind, token.span.of(source))).collect();
    let expected = [
        (TokenKind::Word, "model"),
        (TokenKind::Word, "m"),
        (TokenKind::Text, "\"M\""),
        (TokenKind::Comment, "# ours"),
        (TokenKind::Word, "start"),
        (TokenKind::Word, "t"),
        (TokenKind::Word, "for"),
        (TokenKind::Number, "3"),
        (TokenKind::Slash, "/"),
        (TokenKind::Number, "4"),
        (TokenKind::Word, "of"),
        (TokenKind::Duration, "10s"),
        (TokenKind::Comma, ","),
        (TokenKind::Word, "wäs"),
        (TokenKind::Word, "a-b"),
        (TokenKind::Sign, "-->"),
        (TokenKind::Word, "c"),
        (TokenKind::Sign, ":=-"),
        (TokenKind::Number, "1"),
    ];
    assert_eq!(pieces, expected);
}
