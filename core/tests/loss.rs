//! A message is lost on its way where the reader says so, and only there: at any travel time, over a link, in every export, undone and redone.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{Play, action, agrees, loaded, message};
use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::{Detail, json, markdown, mermaid, messages, picture, plain, plantuml};
use lifeline_core::link::{address, open, write, write_undo_history};
use lifeline_core::model::Model;
use lifeline_core::narration::{ENGLISH, Narrator};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventNumber;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A request that is repeated until it is answered, where messages are lost; and a log, where none are.
const SOURCE: &str = r#"
model stubborn "A stubborn client"
participant client "Client" played starts idle
participant server "Server" starts ready
participant log "Log" starts ready
between client and server no connection, lossy
between server and log connected
states client
  idle
  waiting
states server
  ready
states log
  ready
variables client
  tries 0 from 0 to 3
timer again of client "repetition"
message Ask
  field Try number
message Answer_1
message Line
action ask of client "Ask"
  letter a
  not in waiting "Has asked."
  set tries to 0
  send Ask to server with Try 0
  start again for 2s
  become waiting
in client waiting
  on again expires when tries is less than 3
    add 1 to tries
    send Ask to server with Try tries
    start again for 2s
  on again expires
    note "gives up"
    become idle
  on Answer_1
    cancel again
    become idle
in client idle
  on Answer_1
    note "knows it already"
in server ready
  on Ask
    answer Answer_1
    send Line to log
in log ready
  on any other message
scenario unheard "Unheard"
  play lose Ask, ask, next
scenario unanswered "Unanswered"
  with latency 100ms
  play ask, 150ms, lose Answer_1, next, next
scenario nobody "Nobody hears it"
  play 4 times lose Ask, ask, 4 times next
"#;

fn model() -> Rc<Model> {
    loaded(SOURCE)
}

fn scenario(id: &str) -> Play {
    let opened = open(&model(), &address(&format!("stubborn/{id}")));
    assert_eq!(opened.problems, []);
    Play { run: opened.run }
}

#[test]
fn without_travel_time_the_next_one_sent_is_lost_and_then_there_is_silence_until_the_repetition() {
    let mut play = Play::new(&model(), "");
    assert_eq!(play.added("lose-Ask"), Vec::<String>::new());
    assert_eq!(
        play.added("ask"),
        [
            "0 client -> server Ask",
            "0 1 is lost at server: on its way",
            "0 client sets again to 2000",
            "0 client: idle to waiting",
        ]
    );
    assert_eq!(play.added("1999ms"), Vec::<String>::new());
    assert_eq!(
        play.added("1ms"),
        [
            "2000 client expires again",
            "2000 client -> server Ask",
            "2000 client sets again to 4000",
            "2000 server -> client Answer_1 answering 6",
            "2000 server -> log Line",
            "2000 client cancels again with 2000 left",
            "2000 client: waiting to idle",
        ]
    );
    assert_eq!(play.added("1h"), Vec::<String>::new());
}

#[test]
fn with_travel_time_the_one_on_its_way_is_lost_and_nothing_arrives() {
    let mut play = Play::new(&model(), "latency=300ms");
    play.play("ask 100ms");
    assert_eq!(play.added("lose-Ask"), ["100 1 is lost at server: on its way"]);
    assert_eq!(play.added("1899ms"), Vec::<String>::new());
    assert_eq!(
        play.added("1ms"),
        ["2000 client expires again", "2000 client -> server Ask, arrives 2300", "2000 client sets again to 4000"]
    );
    // The repetition is lost as well, and the answer to the one after it.
    play.play("299ms lose-Ask");
    assert_eq!(play.added("1700ms"), Vec::<String>::new());
    play.play("1ms 300ms");
    assert_eq!(play.added("lose-Answer_1"), ["4300 12 is lost at client: on its way"]);
    assert_eq!(play.added("1699ms"), Vec::<String>::new());
    assert_eq!(play.added("1ms").len(), 3);
    play.play("600ms");
    assert_eq!(play.state("client"), "idle");
    agrees(&play.run);
}

#[test]
fn of_several_on_their_way_the_earliest_is_lost() {
    let source = SOURCE.replace("  not in waiting \"Has asked.\"\n", "");
    let mut play = Play::new(&loaded(&source), "latency=1s");
    play.play("ask 100ms ask 100ms lose-Ask");
    assert_eq!(play.added("lose-Ask"), ["200 4 is lost at server: on its way"]);
    assert_eq!(play.added("lose-Ask"), Vec::<String>::new());
    assert_eq!(play.run.losses()[0].awaited, 1);
}

#[test]
fn a_message_that_was_lost_too_often_is_given_up() {
    let play = scenario("nobody");
    assert_eq!(play.state("client"), "idle");
    assert!(
        play.transcript()
            .ends_with("8000 client expires again\n8000 client notes gives up\n8000 client: waiting to idle\n")
    );
    assert_eq!(play.run.losses().iter().map(|offer| offer.awaited).sum::<u32>(), 0);
}

#[test]
fn only_what_goes_where_messages_are_lost_can_be_lost() {
    let model = model();
    let mut play = Play::new(&model, "latency=1s");
    let offered: Vec<_> = play.run.losses().iter().map(|offer| &*model[offer.message].name).collect();
    assert_eq!(offered, ["Ask", "Answer_1"]);
    let why = play.run.lose(message(&model, "Line")).unwrap_err();
    assert_eq!(
        Narrator::english(&model).refused(&why),
        "Line can't be lost on its way: the model has it only go where nothing is lost."
    );
    assert!(play.run.steps().next().is_none());
    play.play("ask");
    assert_eq!(play.run.losses()[0].on_its_way, Some(EventNumber(1)));
    assert_eq!(play.run.losses()[1].on_its_way, None);
}

#[test]
fn an_arrow_on_its_way_and_the_first_ghost_of_a_name_say_what_to_lose() {
    let model = model();
    let mut play = Play::new(&model, "latency=1s");
    let (ask, answer) = (message(&model, "Ask"), message(&model, "Answer_1"));
    let preview = play.run.preview(action(&model, "ask")).unwrap();
    assert_eq!(play.run.loss_of(EventNumber(1), &preview), Some(ask));
    assert_eq!(play.run.loss_of(EventNumber(2), &preview), None, "a timer is not lost");
    play.play("ask");
    assert_eq!(play.run.loss_of(EventNumber(1), &[]), Some(ask));
    let due = play.run.due();
    // What the arrival causes: the answer and the line.
    assert_eq!(play.run.loss_of(EventNumber(4), &due), Some(answer));
    assert_eq!(play.run.loss_of(EventNumber(5), &due), None, "the log is told for certain");
    play.play("lose-Answer_1");
    assert_eq!(play.run.loss_of(EventNumber(4), &due), None, "it is lost anyway");
}

#[test]
fn a_loss_is_a_step_of_a_link() {
    let mut play = Play::new(&model(), "latency=300ms");
    play.play("lose-Ask lose-Ask ask 2s 2100ms lose-Answer_1");
    let link = write(&play.run, None);
    assert_eq!(link, "stubborn?latency=300ms&run=2x-lose-Ask.ask.4100ms.lose-Answer-1.end");
    let opened = open(&model(), &address(&link));
    assert_eq!(opened.problems, []);
    assert_eq!(opened.run.trace(), play.run.trace());
    let told = |link: &str| open(&model(), &address(link)).notices().join(" ");
    assert!(told("stubborn?run=lose-Aks.end").contains("Did you mean lose-Ask?"));
    assert!(told("stubborn?run=lose-Line.ask.end").contains("can't be lost on its way"));
}

#[test]
fn a_loss_is_undone_and_redone() {
    let mut play = Play::new(&model(), "latency=1s");
    play.play("ask 500ms");
    let before = play.transcript();
    play.play("1s");
    let arrived = play.transcript();
    // In the past, a loss cuts the run, and that can be taken back.
    play.run.go_to(1);
    play.run.lose(message(play.run.model(), "Ask")).unwrap();
    let lost = play.transcript();
    assert!(lost.starts_with(&before) && lost.ends_with("0 1 is lost at server: on its way\n"), "{lost}");
    assert!(play.run.undo());
    assert_eq!(play.transcript(), arrived);
    assert!(play.run.redo());
    assert_eq!(play.transcript(), lost);
    let kept = write_undo_history(&play.run, 1_000);
    assert!(kept.starts_with("before 1 ") && kept.contains("run=1500ms.end"), "{kept}");
    agrees(&play.run);
}

#[test]
fn every_moment_of_a_run_with_losses_can_be_returned_to() {
    let mut play = Play::new(&model(), "latency=1s");
    play.play("lose-Answer_1 ask 500ms lose-Ask 1500ms next next next lose-Answer_1 next");
    let whole = agrees(&play.run);
    for moment in (0..play.run.moments().len()).rev() {
        play.run.go_to(moment);
        let steps: Vec<_> = whole.steps().collect();
        assert_eq!(play.run.now(), play.run.moments()[moment].at, "{steps:?}");
    }
    play.run.go_to_end();
    assert_eq!(play.run.world(), whole.world());
}

#[test]
fn every_export_shows_what_was_lost() {
    for id in ["unheard", "unanswered"] {
        let run = scenario(id).run;
        let whom = if id == "unheard" { "Server" } else { "Client" };
        let detail = Detail::default();
        for (text, cross) in [(plain(&run, detail), "x"), (mermaid(&run, detail), "-x"), (plantuml(&run, detail), ">x")]
        {
            assert!(text.contains("is lost on its way to ") && text.contains(whom) && text.contains(cross), "{text}");
        }
        let of_both = format!("| {whom} (lost on its way) |");
        assert!(messages(&run, "").contains(&of_both), "{}", messages(&run, ""));
        assert!(
            markdown(&run).contains("is lost on its way to ") && markdown(&run).contains(&of_both),
            "{}",
            markdown(&run)
        );
        assert!(json(&run).contains("\"on-its-way\""), "{}", json(&run));
    }
}

/// The shapes of the row with this number: the end of its line, and the middle of its circle.
fn drawn(run: &Run) -> String {
    let model = run.model();
    let mut layout = Layout::new(model, &ENGLISH, Size::Roomy);
    layout.append(model, run.trace());
    picture(run, &layout, &Frame::default()).svg
}

#[test]
fn a_lost_message_is_drawn_half_way_with_a_dot_at_its_end() {
    for id in ["unheard", "unanswered"] {
        let run = scenario(id).run;
        let svg = drawn(&run);
        assert!(svg.contains("lost on its way"), "{svg}");
        let number = |text: &str, key: &str| -> i32 {
            let rest = &text[text.find(key).expect(key) + key.len()..];
            rest[..rest.find('"').unwrap()].parse().unwrap()
        };
        let dot = &svg[svg.find("<circle").expect("a circle")..];
        let centre = number(dot, "cx=\"");
        let lifelines: Vec<i32> = svg
            .match_indices("width=\"1\"")
            .map(|(at, _)| {
                let start = svg[..at].rfind('<').unwrap();
                number(&svg[start..], "x=\"")
            })
            .collect();
        let middle = (lifelines[0] + lifelines[1]) / 2;
        assert!((centre - middle).abs() <= 2, "{centre} between {lifelines:?}\n{svg}");
    }
}

#[test]
fn a_way_can_have_a_travel_time_of_its_own_so_that_messages_overtake_each_other() {
    let source = SOURCE
        .replace("no connection, lossy", "lossy, no connection, latency 2s")
        .replace("    send Line to log\n", "    send Line to log\n    send Line to log\n");
    let mut play = Play::new(&loaded(&source), "latency=100ms");
    assert_eq!(
        play.added("ask"),
        ["0 client -> server Ask, arrives 2000", "0 client sets again to 2000", "0 client: idle to waiting"]
    );
    // At one instant, what arrives comes before timers.
    assert_eq!(
        play.added("2s")[..3],
        [
            "2000 server -> client Answer_1 answering 1, arrives 4000",
            "2000 server -> log Line, arrives 2100",
            "2000 server -> log Line, arrives 2100",
        ]
    );
    assert_eq!(play.run.world().in_flight(), 4);
    play.play("100ms");
    assert_eq!(play.run.world().in_flight(), 2, "what was sent later has arrived earlier");
    // Of two that arrive at one instant, the one sent first is the first.
    play.play("5s");
    agrees(&play.run);
    assert!(drawn(&play.run).contains("Line"));
}
