//! What shall hold of a model: each kind of property is violated exactly where its words say so, and the run that is shown shows it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::ops::ControlFlow;
use std::rc::Rc;

use common::loaded;
use lifeline_core::check::{Bounds, Report, Tries, Verdict, explore};
use lifeline_core::language::read;
use lifeline_core::link::write_whole;
use lifeline_core::model::Model;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::world::Setup;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Two doors that a visitor opens and that fall shut, and a porter who may answer a bell.
const DOORS: &str = r#"model doors "Doors"
participant visitor "Visitor" played starts outside
participant inner "Inner door" as door starts shut
participant outer "Outer door" as door starts shut
participant porter "Porter" starts awake
between visitor and door no connection
between visitor and porter no connection
states visitor
  outside
states door
  shut
  ajar
  open
states porter
  awake
  asleep
variables door
  opened 0 from 0 to 2
variables porter
  ringing request
timer closing of door
timer rising of porter
setting latency "Travel time?" duration 100ms from 100ms to 100ms
message Open
message Ring
message Come
message Sleep
action open-outer of visitor "Open the outer door"
  send Open to outer
action open-inner of visitor "Open the inner door"
  send Open to inner
action ring of visitor "Ring"
  send Ring to porter
action lull of visitor "Lull the porter"
  send Sleep to porter
in visitor outside
  on Come
    note "is let in"
in door shut
  on Open
    become ajar
    add 1 to opened
    start closing for 1s
    become open
in door open
  on Open
    start closing for 1s
  on closing expires
    become shut
in porter awake
  on Ring
    answer Come
  on Sleep
    become asleep
in porter asleep
  on Ring
    remember request as ringing
    start rising for 2s
  on Sleep
    note "sleeps already"
  on rising expires
    answer Come to ringing
    become awake
"#;

/// The verdict on the one property of the model, with the shortest run that violates it.
fn verdict(property: &str) -> Result<bool, String> {
    judged(&format!("{DOORS}{property}"))
}

fn judged(source: &str) -> Result<bool, String> {
    let model = loaded(source);
    let report = report(&model);
    let (id, _) = model.properties().next().unwrap();
    match report.verdict(id, report.cut_short == 0) {
        Verdict::Holds => Ok(true),
        Verdict::Open => Ok(false),
        Verdict::Violated(found) => {
            Err(write_whole(&Run::with(Rc::clone(&model), found.settings.clone(), &found.run)).to_string())
        }
    }
}

fn report(model: &Model) -> Report {
    let mut report = Report::of_scenarios(model);
    for settings in &Tries::of(model).settings {
        let bounds = Bounds { states: 5_000, waits: false, losses: 0, memory: usize::MAX };
        report.add(settings, explore(Setup { model, settings }, bounds, &mut |_| ControlFlow::Continue(())));
    }
    report
}

fn violated(link: &str) -> Result<bool, String> {
    Err(format!("doors?run={link}.end"))
}

#[test]
fn never_is_looked_at_after_every_rule() {
    // Between two doors that are open, each action and each rule is a place where it could be so.
    assert_eq!(
        verdict("never both \"Both are open\"\n  when inner in open and outer in open\n"),
        violated("open-outer.open-inner.next")
    );
    // Within a rule it is not.
    let never = "never ajar \"A door is ajar\"\n  when inner in ajar or outer in ajar\n";
    assert!(verdict(never).is_ok());
    assert_eq!(verdict("never asleep \"Not asleep\"\n  when porter not in awake\n"), violated("lull.next"));
    // It is looked at before anything has happened, too.
    assert_eq!(
        verdict("never out \"Nobody is outside\"\n  when visitor in outside\n"),
        violated("").map_err(|link| link.replace("=.", "="))
    );
}

#[test]
fn names_stand_for_different_participants_of_a_role() {
    let both = "never both \"Both are open\"\n  for a, b in door\n  when a in open and b in open\n";
    assert_eq!(verdict(both), violated("open-outer.open-inner.next"));
    let twice =
        "never twice \"One was opened more often\"\n  for a, b in door\n  when opened of a is more than opened of b\n";
    assert_eq!(verdict(twice), violated("open-outer.next"));
    let one = "never same \"Opened the same number of times\"\n  for a in door\n  for b in door\n  when opened of a is opened of b and a in open\n";
    assert_eq!(verdict(one), violated("open-outer.open-inner.next"));
}

#[test]
fn timers_values_and_participants_can_be_asked_for() {
    let running = "never long \"Two timers run\"\n  when closing of inner is running and closing of outer is running\n";
    assert_eq!(verdict(running), violated("open-outer.open-inner.next"));
    let least = "never often \"Opened twice\"\n  when opened of inner is at least 2\n";
    assert_eq!(verdict(least), violated("open-inner.next.next.open-inner.next"));
    let most = "never other \"Opened neither twice nor never\"\n  when opened of inner is not one of 0, 2\n";
    assert_eq!(verdict(most), violated("open-inner.next"));
}

#[test]
fn finally_is_looked_at_where_nothing_is_due() {
    assert_eq!(verdict("finally awake \"The porter is awake\"\n  porter in awake\n"), violated("lull.next"));
    // A door that falls shut is not open in the end; while its timer runs, nothing has ended.
    let shut = "finally shut \"Every door is shut\"\n  for a in door\n  a in shut\n";
    assert!(verdict(shut).is_ok());
}

#[test]
fn an_answer_must_arrive_in_time() {
    let within =
        |time: &str| verdict(&format!("always heard \"Whoever rings is heard\"\n  Ring is answered within {time}\n"));
    // Awake, the porter is heard within 200 ms, which is in time where that is the time.
    assert!(within("2200ms").is_ok());
    assert_eq!(within("199ms"), violated("ring.next.100ms"));
    // Asleep, he takes 2 s more.
    assert_eq!(within("2199ms"), violated("lull.ring.next.next.100ms"));
    assert_eq!(within("200ms"), violated("lull.ring.next.101ms"));
    // A request that nothing ever answers is late, though nothing is due any more.
    let never = "always heeded \"Whoever lulls is answered\"\n  Sleep is answered within 1h\n";
    let late = verdict(never).unwrap_err();
    assert!(late.starts_with("doors?run=lull.next."), "{late}");
}

#[test]
fn what_makes_an_answer_needless_is_looked_at_until_it_arrives() {
    let unless = |within: &str, facts: &str| {
        let lines = format!("  Ring is answered within {within}\n  unless {facts}\n");
        verdict(&format!("always heard \"Whoever rings is heard, unless\"\n{lines}"))
    };
    // Asleep, the porter takes 2 s more: needless from when the bell is sent, and from when it is heard.
    assert!(unless("2199ms", "porter in asleep").is_ok());
    assert!(unless("2199ms", "rising of porter is running").is_ok());
    // In time only where it becomes needless before the time is up.
    assert_eq!(unless("99ms", "rising of porter is running"), violated("ring.100ms"));
    // Of other facts nothing changes.
    assert_eq!(unless("199ms", "inner in ajar and outer in ajar"), violated("ring.next.100ms"));
    let twice = "always heard \"Heard\"\n  unless porter in asleep\n  unless porter in awake\n";
    assert!(read(&format!("{DOORS}{twice}")).is_err());
}

/// Two sites that greet each other, the first at the start.
const SITES: &str = r#"model sites "Sites"
participant first "First" as site played starts new
participant second "Second" as site starts new
between site and site no connection, latency 200ms
states site
  new
  begun
variables site
  acked for each site 0 from 0 to 3
setting enough "How many are enough?" number 2 from 2 to 3
message Hello
message Ack
action greet of site "Greet the second"
  not when acked of second is 2 "It has been greeted twice"
  send Hello to second
  add 1 to acked of second
in site new
  on start when self is first
    become begun
    send Hello to second
  on Hello
    add 1 to acked of sender
in site begun
  on Ack
    note "heard"
"#;

fn site_verdict(property: &str) -> Result<bool, String> {
    judged(&format!("{SITES}{property}"))
}

fn shown(steps: &str) -> Result<bool, String> {
    Err(format!("sites?run={steps}"))
}

#[test]
fn a_value_that_is_kept_for_each_participant_is_asked_for_by_whom_it_is_kept_for() {
    let never = |when: &str| site_verdict(&format!("never it \"Never\"\n  {when}\n"));
    assert_eq!(never("when acked of second for first is 2"), shown("greet.next.end"));
    assert!(never("when acked of second for second is more than 0").is_ok());
    assert!(never("for a in site\n  when acked of a for a is not 0").is_ok());
    assert_eq!(never("for a, b in site\n  when acked of a for b is at least enough"), shown("greet.next.end"));
    let report = |property: &str| read(&format!("{SITES}never it \"Never\"\n  when {property}\n")).unwrap_err();
    for wrong in ["acked of first is 1", "acked of first for site is 1", "acked of first for second is 1s"] {
        let problems = report(wrong);
        assert_eq!(problems.listed().len(), 1, "{wrong}: {problems:?}");
    }
}

#[test]
fn what_happens_at_the_start_is_looked_at() {
    assert_eq!(site_verdict("never begun \"Not begun\"\n  when first in begun\n"), shown("end"));
    // The first greeting is sent at the start, and never answered.
    let answered = "always heard \"Heard\"\n  Hello is answered within 300ms\n";
    assert_eq!(site_verdict(answered), shown("next.101ms.end"));
    // With a message on its way, nothing has ended at the start.
    let acked = "finally acked \"Acked\"\n  acked of second for first is more than 0\n";
    assert!(site_verdict(acked).is_ok());
}

#[test]
fn a_length_of_time_is_no_number() {
    let problems = read(&format!("{SITES}always it \"It\"\n  Hello is answered within enough\n")).unwrap_err();
    assert_eq!(problems.listed().len(), 1, "{problems:?}");
}
