//! What the language says is what is played: small models, each with the notes that its reader sees.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::rc::Rc;

use lifeline_core::export::{Detail, mermaid, plain, plantuml};
use lifeline_core::load::load;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventKind;

/// A client that can send three messages to a server, of which each test says what it does.
const FRAME: &str = r#"model counter "Counting"
participant client "Client" played starts idle
participant server "Server" starts open
between client and server no connection
states client
  idle
states server
  open
variables server
  count 2 from 1 to 10
  pause 5s
  spare 0
message Up
  field By number
message Down
  field By number
message Ask
  field By number
action up of client "Up"
  send Up to server with By 3
action down of client "Down"
  send Down to server with By 4
action ask of client "Ask"
  send Ask to server with By 5
in server open
"#;

/// The notes of a run of these actions, with these rules of the server.
fn notes(rules: &str, actions: &[&str]) -> Vec<String> {
    notes_of(FRAME, rules, actions)
}

fn notes_of(frame: &str, rules: &str, actions: &[&str]) -> Vec<String> {
    let model = Rc::new(load(&format!("{frame}{rules}")).unwrap_or_else(|problems| panic!("{problems}")));
    let mut run = Run::new(Rc::clone(&model));
    for wanted in actions {
        let (action, _) = model.actions().find(|(_, action)| &*action.id == *wanted).expect("an action");
        run.act(action).unwrap();
    }
    let narrator = Narrator::english(&model);
    let events = run.trace().events().iter();
    events.filter(|event| matches!(event.kind, EventKind::Note { .. })).map(|event| narrator.note(event)).collect()
}

#[test]
fn several_triggers_have_one_body() {
    let rules = r#"  on Up, Down
    note "changed"
    set spare to its By
    note "by four" when spare is 4
  on any other message
    note "asked"
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["changed", "changed", "by four", "asked"]);
}

#[test]
fn either_of_two_conditions_is_enough_and_and_binds_closer() {
    let rules = r#"  on Up, Down, Ask when its By is 3 or count is 2 and its By is 4
    note "taken"
  on any other message
    note "left"
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["taken", "taken", "left"]);
}

#[test]
fn conditions_ask_for_the_state_that_the_effects_above_led_to() {
    let rules = r#"  on Up when in open and count is 2 or self not in open
    become shut
    note "shut" when self in shut and not in open
    note "open" when in open
in server shut
  on any other message when its-here is 0 and not in shut or in open, shut
    note "at last"
"#;
    let source = FRAME.replace("  open\n", "  open\n  shut\n").replace("  spare 0\n", "  spare 0\n  its-here 0\n");
    assert_eq!(notes_of(&source, rules, &["up", "down"]), ["shut", "at last"]);
}

#[test]
fn an_action_asks_for_the_state_that_its_own_effects_led_to() {
    let source = FRAME.replace("  idle\n", "  idle\n  done\n").replace(
        "action up of client \"Up\"\n",
        "action up of client \"Up\"\n  become done\n  note \"done\" when in done\n  note \"idle\" when in idle\n",
    );
    assert_eq!(notes_of(&source, "  on any other message\n    note \"got it\"\n", &["up"]), ["done", "got it"]);
}

#[test]
fn everyone_but_the_sender_is_told() {
    let source = r#"model news "News"
participant ann "Ann" as member played starts in-touch
participant bob "Bob" as member starts in-touch
participant cyd "Cyd" as member starts in-touch
participant hub "Hub" starts in-touch
between member and hub no connection
states member
  in-touch
states hub
  in-touch
message News
action tell of member "Tell"
  send News to hub
in hub in-touch
  on News
    send News to every member but sender
in member in-touch
"#;
    let notes = ["ann", "bob", "cyd"].map(|who| format!("    note \"{who}\" when self is {who}\n"));
    assert_eq!(notes_of(source, &format!("  on News\n{}", notes.concat()), &["tell"]), ["bob", "cyd"]);
}

#[test]
fn a_message_is_called_by_its_label() {
    let source = FRAME.replace("message Up\n", "message Up\n  label \"200 OK\" de \"200 gut\"\n");
    let model = Rc::new(load(&format!("{source}  on any other message\n    note \"got it\"\n")).unwrap());
    let mut run = Run::new(Rc::clone(&model));
    run.act(model.actions().next().unwrap().0).unwrap();
    let narrator = Narrator::english(&model);
    let sent = run.trace().events().iter().find(|event| matches!(event.kind, EventKind::Message(_))).unwrap();
    let sentence = narrator.sentence(run.trace(), sent);
    assert!(sentence.contains("200 OK") && !sentence.contains("Up"), "{sentence}");
    for text in [mermaid(&run, Detail::default()), plantuml(&run, Detail::default()), plain(&run, Detail::default())] {
        assert!(text.contains("200 OK"), "{text}");
    }
}

#[test]
fn values_can_be_sums_and_differences() {
    let rules = r#"  on Up, Down when its By plus 1 is one of 4 minus 0, 9 or count minus 5 plus 1 is 9
    set spare to its By plus count minus 1
    note "spare 4" when spare is 4
    note "long" when pause plus 1s is at least 6s
  on any other message
    note "left"
"#;
    assert_eq!(notes(rules, &["up", "down"]), ["spare 4", "long", "left"]);
}

#[test]
fn more_and_less_leave_out_the_equal() {
    let rules = r#"  on Up, Down, Ask
    note "more" when its By is more than 4
    note "less" when its By is less than 4
    note "longer" when pause is more than 5s
    note "shorter" when pause is less than 6s
"#;
    assert_eq!(notes(rules, &["up", "down", "ask"]), ["less", "shorter", "shorter", "more", "shorter"]);
}

#[test]
fn what_is_taken_stays_within_the_bounds_and_never_goes_beyond_zero() {
    let rules = r#"  on Up
    add its By to count
    add its By to spare
  on Down
    take its By from count
    take its By from spare
    take 2s from pause
  on Ask
    note "count 1" when count is 1
    note "spare 0" when spare is 0
    note "spare 2" when spare is 2
    note "pause 3 s" when pause is 3s
"#;
    assert_eq!(notes(rules, &["down", "ask"]), ["count 1", "spare 0", "pause 3 s"]);
    assert_eq!(notes(rules, &["up", "up", "down", "ask"]), ["spare 2", "pause 3 s"]);
}

#[test]
fn a_default_is_tried_last_wherever_it_stands_and_one_for_every_state_after_those_for_some() {
    let source = FRAME.replace("  open\n", "  open\n  shut\n").replace(
        "in server open\n",
        "in server any state\n  otherwise\n    note \"any\"\n    become shut\nin server open\n",
    );
    let rules = r#"  otherwise
    note "open"
    become shut
  on Up
    note "up"
"#;
    assert_eq!(notes_of(&source, rules, &["up", "down", "down", "ask"]), ["up", "open", "any", "any"]);
}

#[test]
fn a_catch_all_for_any_state_after_one_for_a_single_state_is_a_default() {
    let source = FRAME.replace("  open\n", "  open\n  shut\n");
    let rules = r#"  on any other message
    note "open"
    become shut
in server any state
  on any other message
    note "any"
"#;
    assert_eq!(notes_of(&source, rules, &["up", "up", "down"]), ["open", "any", "any"]);
    // Where no state is left to it, it is a mistake.
    let problems = load(&format!("{FRAME}{}", rules.replace("shut", "open"))).unwrap_err().to_string();
    assert!(problems.contains("never reached"), "{problems}");
}

#[test]
fn the_start_comes_before_everything_else_and_is_part_of_the_run() {
    let source = FRAME.replace("  idle\n", "  idle\n  told\n").replace(
        "in server open\n",
        "timer alarm of server \"alarm\"\nin client idle\n  on start\n    send Up to server with By 7\n  on Up\n    become told\nin server open\n",
    );
    let rules = r#"  on start when count is 2
    start alarm for 3s
    note "begins"
  on start
    note "never"
  on Up when alarm is running
    note "hears of it" when its By is 7
    answer Up
  on alarm expires
    note "alarm"
"#;
    let model = Rc::new(load(&format!("{source}{rules}")).unwrap_or_else(|problems| panic!("{problems}")));
    let mut run = Run::new(Rc::clone(&model));
    let narrator = Narrator::english(&model);
    let told = |run: &Run| -> Vec<String> {
        let events = run.trace().events().iter().filter(|event| event.kind.is_numbered());
        events.map(|event| format!("{} {}", event.at.as_millis(), narrator.sentence(run.trace(), event))).collect()
    };
    let begun = told(&run);
    assert_eq!(
        begun,
        [
            "0 Client sends Up (By 7) to Server.",
            "0 Server sets the alarm to 3 s: it expires at 3 s.",
            "0 Server: begins.",
            "0 Server: hears of it.",
            "0 Server answers Up with Up.",
            "0 Client is now “told”.",
        ]
    );
    assert_eq!(run.count(), 6);
    assert!(!run.can_undo());
    run.wait(lifeline_core::time::Millis::new(2_999)).unwrap();
    assert_eq!(told(&run), begun, "silence until the alarm");
    run.next().unwrap();
    assert_eq!(told(&run)[6..], ["3000 The alarm of Server expires.", "3000 Server: alarm."]);
    // Back at the start, what happened then has happened.
    run.go_to(0);
    assert_eq!((run.count(), run.before()), (6, 0));
    run.go_to_end();
    run.reset();
    assert_eq!(told(&run), begun);
    let link = lifeline_core::link::write_whole(&run);
    assert_eq!(lifeline_core::link::open(&model, &lifeline_core::link::address(&link)).run.trace(), run.trace());
}

#[test]
fn a_message_called_start_still_sets_off_its_rule() {
    let source = FRAME.replace("message Up\n", "message start\n").replace("send Up to", "send start to");
    assert_eq!(notes_of(&source, "  on start\n    note \"{its By}\"\n  otherwise\n    note \"no\"\n", &["up"]), ["3"]);
}

#[test]
fn a_start_that_goes_round_is_a_mistake_of_the_model() {
    let rules = "  on start\n    send Up to client\n  on Up\n    answer Up\n";
    let source = FRAME.replace("in server open\n", "in client idle\n  on Up\n    answer Up\nin server open\n");
    let problems = load(&format!("{source}{rules}")).unwrap_err().to_string();
    assert!(problems.contains("the run can't begin") && problems.contains("on start"), "{problems}");
}

#[test]
fn each_participant_of_a_role_can_begin_with_values_of_its_own() {
    let source = r#"model three "Three"
participant a "A" as unit played starts here with size 4, other b, name "first", wait pause plus 1s
participant b "B" as unit played starts here with size most
participant c "C" as unit played starts here
between unit and unit no connection
states unit
  here
variables unit
  size 1 from 0 to 9
  other participant
  name "none"
  wait 0ms
setting pause "Pause" duration 2s from 1s to 3s
setting most "Most" number 7 from 0 to 12
  phrase "at most {}"
message Say
action say of unit "Say"
  note "{size} {other} {name} {wait} {most}"
  send Say to every unit
in unit here
  otherwise
scenario more "More"
  with most 3
  play say-b
"#;
    assert_eq!(
        notes_of(source, "", &["say-a", "say-b", "say-c"]),
        ["4 B “first” 3 s 7", "7 nothing “none” 0 s 7", "1 nothing “none” 0 s 7"]
    );
    let model = load(source).unwrap();
    let opened = lifeline_core::link::open(&model, &lifeline_core::link::address("three/more"));
    let narrator = Narrator::english(&model);
    assert_eq!(narrator.note(&opened.run.trace().events()[0]), "3 nothing “none” 0 s 3");
    let link = |link: &str| lifeline_core::link::open(&model, &lifeline_core::link::address(link));
    let opened = link("three?most=12&run=say-b.end");
    // Beyond its bounds, a variable holds the bound.
    assert_eq!(narrator.note(&opened.run.trace().events()[0]), "9 nothing “none” 0 s 12");
    assert_eq!(lifeline_core::link::write_whole(&opened.run), "three?most=12&run=say-b.end");
    assert!(link("three?most=13&run=end").notices()[0].contains("it lies between 0 and 12. It stays 7."));
    assert!(link("three?most=2s&run=end").notices()[0].contains("it is a whole number"));
    let most = model.settings().find(|(_, setting)| &*setting.id == "most").unwrap().0;
    assert_eq!(narrator.setting(most, opened.run.settings().get(most)), "at most 12");
}

#[test]
fn a_note_says_what_held_when_it_was_written() {
    let rules = r#"  on any other message
    note "{sender} leaves {count} {nothing}"
    add 1 to count
  on start
    note "begins with {count} of {pause}"
"#;
    let source = format!("{FRAME}{rules}");
    assert_eq!(
        notes(rules, &["up", "down"]),
        ["begins with 2 of 5 s", "Client leaves 2 {nothing}", "Client leaves 3 {nothing}"]
    );
    let model = lifeline_core::language::read(&source).unwrap();
    let warnings: Vec<String> = model.warnings().iter().map(|warning| warning.found.clone()).collect();
    assert!(warnings.contains(&"`nothing` is no value here, and stays in braces".to_owned()), "{warnings:?}");
}

/// A coordinator that asks three sites, each of which answers, and a watcher of what comes.
const SITES: &str = r#"model vote "A vote"
participant head "Head" played starts here
participant s1 "Site 1" as site starts here
participant s2 "Site 2" as site starts here
participant s3 "Site 3" as site starts here
between head and site no connection
setting quorum "Quorum" number 2 from 1 to 3
states head
  here
states site
  here
variables head
  voted for each site 0 from 0 to 5
  heard for each site participant
message Ask
message Yes
action ask of head "Ask"
  send Ask to s2
action ask-all of head "Ask all"
  send Ask to every site
action clear of head "Clear"
  set voted to 0
  add 2 to voted of s3
  note "{voted of s1} {voted of s2} {voted of s3}"
in site here
  on Ask
    answer Yes
in head here
"#;

#[test]
fn a_value_is_kept_for_each_participant_of_a_role() {
    let source = SITES;
    let rules = r#"  on Yes
    add 1 to voted of sender
    set heard of sender to sender
    note "{voted of sender} of {sender}, {heard of s1}"
    note "every" when voted is at least 1 for every site
    note "quorum" when voted is 1 for at least quorum of site and voted of s2 is more than 0
    note "few" when voted is 0 for at most 1 of site
    note "least" when voted of sender is more than voted for at least 1 of site
    take 5 from voted of sender when voted of sender is 2
"#;
    assert_eq!(
        notes_of(source, rules, &["ask", "ask-all", "clear"]),
        [
            "1 of Site 2, nothing",
            "least",
            "1 of Site 1, Site 1",
            "quorum",
            "few",
            "least",
            "2 of Site 2, Site 1",
            "few",
            "least",
            "1 of Site 3, Site 1",
            "few",
            "least",
            "0 0 2",
        ]
    );
}

#[test]
fn an_answer_is_told_by_the_kind_of_its_request_or_by_the_request_itself() {
    let source = FRAME
        .replace("  idle\n", "  idle\nvariables client\n  asked request\n")
        .replace("  send Ask to server with By 5\n", "  send Ask to server with By 5 as asked\n");
    let client = r#"in client idle
  on Up to Down
    note "an answer to Down"
  on Up to asked
    note "the answer to the last question"
  on Up to Ask
    note "an answer to an older question"
  on Up
    note "something else"
"#;
    let rules = r#"  on Up
    send Up to client
  on any other message
    answer Up
"#;
    let source = source.replace("in server open\n", &format!("{client}in server open\n"));
    let model = Rc::new(load(&format!("{source}{rules}")).unwrap_or_else(|problems| panic!("{problems}")));
    let late = lifeline_core::link::address("counter?latency=1s&run=up.down.ask.ask.end");
    let mut run = lifeline_core::link::open(&model, &late).run;
    run.wait(lifeline_core::time::Millis::new(5_000)).unwrap();
    let narrator = Narrator::english(&model);
    let notes = run.trace().events().iter().filter(|event| matches!(event.kind, EventKind::Note { .. }));
    let notes: Vec<String> = notes.map(|event| narrator.note(event)).collect();
    assert_eq!(
        notes,
        ["something else", "an answer to Down", "an answer to an older question", "the answer to the last question",]
    );
}

#[test]
fn a_request_of_ones_own_is_not_answered_by_oneself() {
    let source = FRAME
        .replace("  idle\n", "  idle\nvariables client\n  asked request\n")
        .replace("  send Ask to server with By 5\n", "  send Ask to server with By 5 as asked\n  answer Up to asked\n");
    assert_eq!(notes_of(&source, "  otherwise\n", &["ask"]), ["has no request to answer with Up"]);
}

/// A server whose timer runs for as long as chance has it.
const CHANCE: &str = r#"model dice "Dice"
participant hand "Hand" played starts idle
participant cup "Cup" starts idle with longest 400ms
between hand and cup no connection
states hand
  idle
states cup
  idle
variables cup
  longest 300ms
  tries 1
timer roll of cup "roll"
message Throw
action throw of hand "Throw"
  send Throw to cup
in cup idle
  on start
    start roll for 150ms to longest
  on Throw
    start roll for 2 times 1s to 2s doubled tries times up to 7s
  on roll expires
    note "rolls"
scenario other "Another"
  with chance 7
  play next, throw
"#;

#[test]
fn chance_decides_how_long_a_timer_runs_and_a_link_decides_chance() {
    use lifeline_core::link::{address, open, write_whole};
    let model = load(CHANCE).unwrap_or_else(|problems| panic!("{problems}"));
    let due = |link: &str| {
        let opened = open(&model, &address(link));
        assert_eq!(opened.problems, []);
        let world = opened.run.world();
        world.timers()[0].due.since(world.now()).get()
    };
    let first: std::collections::BTreeSet<u64> =
        (0..50).map(|chance| due(&format!("dice?chance={chance}&run=end"))).collect();
    assert!(first.iter().all(|length| (150..=400).contains(length)) && first.len() > 20, "{first:?}");
    assert_eq!(due("dice?chance=1&run=end"), due("dice"), "1 unless changed");
    assert_eq!(due("dice?chance=7&run=end"), due("dice?chance=7&run=end"), "the same link, the same run");
    // The second draw is another one, doubled once and taken twice, up to 7 s.
    let second: std::collections::BTreeSet<u64> =
        (0..50).map(|chance| due(&format!("dice?chance={chance}&run=throw.end"))).collect();
    assert!(second.iter().all(|length| (4_000..=7_000).contains(length)) && second.contains(&7_000), "{second:?}");
    let chance = model.chance().expect("a setting");
    assert_eq!(&*model[chance].id, "chance");
    let opened = open(&model, &address("dice/other"));
    assert_eq!(write_whole(&opened.run), "dice?chance=7&run=next.throw.end");
    assert!(load(FRAME_WITH_RULES).unwrap().chance().is_none());
}

#[test]
fn the_first_timers_of_the_first_courses_of_chance_stay_as_they_are() {
    // Links hold these numbers: whatever draws them must go on doing so.
    let model = load(CHANCE).unwrap();
    let lengths: Vec<u64> = [0, 1, 2, 3]
        .map(|chance| {
            let link = lifeline_core::link::address(&format!("dice?chance={chance}&run=end"));
            lifeline_core::link::open(&model, &link).run.world().timers()[0].due.as_millis()
        })
        .into();
    let drawn = |seed| 150 + lifeline_core::simulation::chance::number(seed, 0) % 251;
    assert_eq!(lengths, [drawn(0), drawn(1), drawn(2), drawn(3)]);
}

const FRAME_WITH_RULES: &str = r#"model plain "Plain"
participant a "A" played starts idle
states a
  idle
setting chance "A choice of its own"
  choice good "good"
  choice bad "bad"
timer nap of a "nap"
action nap of a "Nap"
  start nap for 3s when chance is good
in a idle
  on nap expires
    note "awake"
"#;

/// Two apps that connect by themselves.
const APPS: &str = r#"model apps "Apps"
participant r "R" played starts idle
participant a "A" as app played starts out
participant b "B" as app played starts out
states r
  idle
  gone
states app
  out
message M
action leave of r "Leave"
  disconnect
action leave-every of r "Leave every one"
  disconnect every app
action go of r "Go"
  disconnect a
  become gone
action all of r "Send to all"
  send M to every app
action connect of app "Connect"
  connect to r
in app out
  on M
    note "hears"
scenario works "Works"
  play connect-a, leave
scenario broken "Broken"
  play connect-a, connect-a, leave
scenario works-too "Works too"
  play connect-a, all
"#;

#[test]
fn closing_what_is_not_open_and_sending_to_some_who_are_not_there_do_the_same_in_actions_as_in_rules() {
    use lifeline_core::link::{address, open, outcome};
    let source = APPS
        .replace("scenario broken \"Broken\"\n  play connect-a, connect-a, leave\n", "")
        .replace("scenario works-too", "scenario also");
    let model = load(&source).unwrap_or_else(|problems| panic!("{problems}"));
    let run = |steps: &str| {
        let opened = open(&model, &address(&format!("apps?run={steps}.end")));
        (opened.notices(), outcome(&opened.run))
    };
    for leaving in ["leave", "leave-every"] {
        let (notices, events) = run(&format!("connect-a.{leaving}"));
        assert_eq!(notices, Vec::<String>::new());
        assert_eq!(events.len(), 2, "{events:?}");
        let (notices, _) = run(leaving);
        assert!(notices[0].contains("No connection to A."), "{notices:?}");
    }
    // Where it does something else, closing nothing is no reason.
    assert_eq!(run("go"), (Vec::new(), vec!["1 0 state r idle>gone".to_owned()]));
    let (notices, events) = run("connect-b.all");
    assert_eq!(notices, Vec::<String>::new());
    assert_eq!(
        events[1..],
        ["2 0 message r>a M", "3 0 lost 2 r not-connected", "4 0 message r>b M until 0", "5 0 note b"]
    );
    let (notices, _) = run("all");
    assert!(notices[0].contains("No connection to A."), "{notices:?}");
}

#[test]
fn a_scenario_that_cant_be_played_leaves_the_others() {
    let model =
        load(&APPS.replace("scenario works-too", "scenario also")).unwrap_or_else(|problems| panic!("{problems}"));
    let [problem] = model.scenario_problems() else { panic!("{:?}", model.scenario_problems()) };
    assert!(problem.found.contains("Already connected to R."), "{problem}");
    assert_eq!(problem.excerpt.trim(), "play connect-a, connect-a, leave");
    let opened = lifeline_core::link::open(&model, &lifeline_core::link::address("apps/also"));
    assert_eq!(opened.problems, []);
}
