//! What is drawn is what happened: each test has a drawing above it that says what its picture should be.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod pictured;

use std::slice::from_ref;

use common::{Play, action, changed, loaded, registration};
use lifeline_core::diagram::{CLASSES, Layout, PALETTE, Size, View, body, stagger};
use lifeline_core::link::{address, open};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::EventNumber;
use pictured::{WHOLE, circles, drawn, head, laid_out, lines, paths, rects, row, svg, texts, view};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn played(settings: &str, steps: &str) -> Run {
    let mut play = Play::new(&registration(), settings);
    play.play(steps);
    play.run
}

fn scenario(id: &str) -> Run {
    open(&registration(), &address(&["registration/", id].concat())).run
}

//  0 s      [   Client   ]              [   Server   ]
//                 |- - - - connect - - - - - >|
//             (connected)             (client connected)
//                 |-- RequestRegisterClient ->|
//                 |        ReferenceId 1      |
//                 |              [checks: valid]
//                 |<-------- EventAck --------|
//                 |       ReferenceId 1       |
#[test]
fn what_takes_no_time_is_level_and_stands_in_the_order_it_happened() {
    let scene = drawn(&played("", "connect register"), Size::Roomy);
    let arrows = lines(&scene.items, "arrow");
    assert_eq!(arrows.len(), 2);
    assert!(arrows.iter().all(|(_, y1, _, y2)| y1 == y2), "level: {arrows:?}");
    let [(x1, y1, x2, _), (back, y2, to, _)] = arrows[..] else { panic!() };
    assert!(x1 < x2 && back > to, "there and back");
    assert!(lines(&scene.items, "wire")[0].1 < y1 && y1 < y2, "in order");
    assert_eq!(paths(from_ref(row(&scene, 4)), "tip"), 1, "a request has a full head");
    let said = texts(&scene.items);
    assert_eq!(said[..4], ["connect", "0\u{a0}s", "connected, not registered", "client connected, not registered"]);
    assert!(said.contains(&"checks the client: valid (you chose this)".to_owned()));
}

//     |             |
//     |\            |
//  0s |  \  one     |
//     |    \     ,'-|  the answer to an earlier one
//     |      \ ,'   |
//     |      ,'\    |
//     |<---'     \->|
#[test]
fn arrows_that_cross_are_drawn_as_they_cross() {
    // An error is on its way back from 1 s to 2 s, a second request on its way there from 1.5 s to 2.5 s.
    let run = played("latency=1s", "connect send-other 1500ms send-other 3s");
    let scene = drawn(&run, Size::Roomy);
    let (there, back) = (lines(&scene.items, "arrow"), lines(&scene.items, "refusal"));
    assert!(there.iter().all(|arrow| arrow.0 < arrow.2) && back.iter().all(|arrow| arrow.0 > arrow.2));
    let [_, second] = there[..] else { panic!("{there:?}") };
    let first_back = back[0];
    assert!(there.iter().chain(&back).all(|(_, y1, _, y2)| y2 > y1), "all slant: {there:?}, {back:?}");
    assert!(second.1 < first_back.3 && second.3 > first_back.1, "they are on their way at one time");
    assert!(second.1 > first_back.1 && second.3 > first_back.3);
}

//      |                       |
//      |\                      # band ends here: disconnect
//      |  \                  ,'|
//      |    \             ,'   |
//      #<- - -\- - - - -'      |
//      |         \             |
//      |            *          |   12.5 s
//      |  lost: the connection was closed there
#[test]
fn what_is_lost_stops_at_a_circle_before_the_lifeline_with_the_reason_in_words() {
    let run = scenario("too-late");
    let scene = drawn(&run, Size::Roomy);
    let dots = circles(&scene.items, "dot");
    assert_eq!(dots.len(), 1);
    let server = lines_of_life(&scene)[1];
    assert!(dots[0].0 < server - 10, "the circle stands before the lifeline");
    let ends: Vec<_> = lines(&scene.items, "arrow").into_iter().filter(|line| (line.2, line.3) == dots[0]).collect();
    assert_eq!(ends.len(), 1, "an arrow stops there, without a head");
    assert!(texts(&scene.items).contains(&"lost: the connection was closed there".to_owned()));
    let lost = scene.items.iter().find(|item| item.row.is_some_and(|row| row.kind == "lost")).unwrap();
    assert_eq!(lost.row.unwrap().at, 12_500);
}

/// Where the lifelines stand.
fn lines_of_life(scene: &lifeline_core::diagram::Scene) -> Vec<i32> {
    rects(&scene.items, "life").into_iter().map(|(x, ..)| x).collect()
}

//      |                       |
//      #- - - - connect        |
//      #          ` - - - - - >#    each side from its own opening
//      #                       #
//      =- - disconnect         #    to its own end: a bar
//      |          ` - - - - - >=
//      |                       |    the lifelines go on
#[test]
fn a_connection_is_a_band_on_each_side_from_its_own_opening_to_its_own_end() {
    let run = played("latency=1s", "connect 5s disconnect 5s");
    let scene = drawn(&run, Size::Roomy);
    let bands = rects(&scene.items, "band");
    let wires = lines(&scene.items, "wire");
    let [opening, closing] = wires[..] else { panic!("{wires:?}") };
    let [client, server] = bands[..] else { panic!("{bands:?}") };
    assert_eq!((client.1, client.1 + client.3), (opening.1, closing.1));
    // The heads of arrows cover their lines' last pixels.
    assert!((server.1 - opening.3).abs() <= 2 && (server.1 + server.3 - closing.3).abs() <= 2);
    assert_eq!(lines(&scene.items, "band-end").len(), 2);
    assert_eq!(lines(&scene.items, "cross").len(), 0, "never a cross");
    let life = rects(&scene.items, "life");
    assert!(life.iter().all(|(_, y, _, height)| y + height > server.1 + server.3), "the lifelines go on");
}

//            |-X  registration timeout: 10 s
//            | H
//            | H        running
//    - now - | H - - -  6 s left
//            | :        due
//            |<X  registration timeout expired
#[test]
fn a_running_timer_drains_and_its_expiry_stands_below_the_now_line() {
    let mut run = played("", "connect register-invalid 4s");
    let scene = drawn(&run, Size::Roomy);
    let (bar, left) = (rects(&scene.items, "bar"), rects(&scene.items, "bar-left"));
    assert_eq!((bar.len(), left.len()), (1, 1));
    assert_eq!(left[0].3, bar[0].3 * 6 / 10, "six of ten seconds are left");
    assert_eq!(left[0].1 + left[0].3, bar[0].1 + bar[0].3, "it drains from the top");
    assert!(texts(&scene.items).contains(&"6\u{a0}s left".to_owned()));
    let now = lines(&scene.items, "now")[0].1;
    assert_eq!(bar[0].1 + bar[0].3, now);
    let ghost = scene
        .items
        .iter()
        .find(|item| item.ghost && item.class == "row" && !lines(from_ref(item), "lead").is_empty())
        .unwrap();
    assert!(lines(from_ref(ghost), "lead")[0].1 > now);
    assert!(ghost.row.is_none(), "a ghost has no hooks");
    run.next().unwrap();
    let scene = drawn(&run, Size::Roomy);
    assert_eq!(rects(&scene.items, "bar-left"), [], "an expired timer is empty");
    assert_eq!(paths(&scene.items, "glass"), 2);
}

//           |-X H       lease timer: 1 h, and two more
//   - now - | H H H     running
//   in 30 min : : :
//           |<X : :     timer T1 expired, and what follows from it
//   22 min 30 s later
//           |<--X :     timer T2 expired
//   7 min 30 s later
//           |<----X     lease timer expired
#[test]
fn every_running_timer_has_its_expiry_below_the_now_line_from_the_instant_it_is_set() {
    let mut play = Play::new(&loaded(include_str!("models/dhcp.lifeline")), "latency=1s");
    play.play("join 2s 2s");
    let expiries = |run: &Run| -> Vec<String> {
        let scene = drawn(run, Size::Roomy);
        let ghosts: Vec<_> = scene.items.into_iter().filter(|item| item.ghost).collect();
        texts(&ghosts).into_iter().filter(|text| text.ends_with("expired")).collect()
    };
    let timers = |run: &Run| run.world().timers().len();
    assert_eq!((expiries(&play.run).len(), timers(&play.run)), (4, 4), "the client's three, and the server's");
    // What is on its way arrives before: the timers still have theirs.
    let mut play = Play::new(&registration(), "latency=1s timer-starts=connect");
    play.play("connect 2s send-other");
    assert_eq!(expiries(&play.run), ["registration timeout expired"]);
    // A request that will be found valid cancels it, so it won't expire.
    let mut play = Play::new(&registration(), "latency=1s timer-starts=connect");
    play.play("connect 2s register");
    assert_eq!(expiries(&play.run), [""; 0]);
}

//            |-X  registration timeout: 10 s
//            | H
//            |-x  registration timeout restarted: 10 s
//            |-X
//            | H
//            |-x  registration timeout cancelled, 7 s left
#[test]
fn a_restart_is_a_cross_and_an_hourglass_and_a_cancelling_a_cross() {
    let run = played("timer-starts=each-error", "connect send-other 4s send-other 3s register");
    let scene = drawn(&run, Size::Roomy);
    let kinds: Vec<_> = scene.items.iter().filter_map(|item| item.row).map(|row| row.kind).collect();
    assert_eq!(kinds.iter().filter(|kind| kind.starts_with("timer")).count(), 3);
    assert_eq!(paths(&scene.items, "glass"), 2);
    assert_eq!(lines(&scene.items, "cross").len(), 2 * 2);
    assert_eq!(rects(&scene.items, "bar").len(), 2);
    assert!(texts(&scene.items).contains(&"registration timeout cancelled, 7\u{a0}s left".to_owned()));
}

//      |- - connect          |
//      |- - disconnect  ` ,'-|   both close at once: each close is ignored at the other end,
//      |           ,'`       |   and still comes to its end
//      |<- - - - '  ` - - - >|
#[test]
fn what_is_ignored_where_it_arrives_still_arrives() {
    // The server closes at 11 s, the client at 11.5 s, before it hears of that.
    let run = played("latency=1s timer-starts=connect", "connect 11500ms disconnect 5s");
    let scene = drawn(&run, Size::Roomy);
    let wires = lines(&scene.items, "wire");
    let paths_open = paths(&scene.items, "wire-tip");
    assert_eq!(wires.len(), 3, "{wires:?}");
    assert!(wires.iter().all(|(_, y1, _, y2)| y2 > y1), "each slants to its arrival: {wires:?}");
    assert_eq!(paths_open, 3, "and has a head");
    assert_eq!(circles(&scene.items, "ring").len(), 0);
}

//     |\                |
//     |  \              |
//   - | - -o - - - - - -| - now: on its way
//     |                 |
#[test]
fn what_is_on_its_way_has_no_head_yet() {
    let run = played("latency=1s", "connect 400ms");
    let layout = laid_out(&run, Size::Roomy);
    let scene = body(&layout, &View { shows_now: true, ..view(&run, &[]) }, WHOLE);
    let ([ring], [wire]) = (&circles(&scene.items, "ring")[..], &lines(&scene.items, "wire")[..]) else { panic!() };
    let life = lines_of_life(&scene);
    let done = (ring.0 - life[0]) * 100 / (life[1] - life[0]);
    assert!((38..=42).contains(&done), "{done} of 100 parts of the way after 0.4 s of 1 s");
    assert_eq!(((wire.2, wire.3), paths(&scene.items, "wire-tip")), (*ring, 0));
}

//      |            |    X   11 s: it is due, and so is a message
//      |----------->|    :
//        same instant: deliveries first, then timers
//      |            |   -x   restarted, not expired
//      |            |    X
#[test]
fn of_what_is_due_at_one_instant_it_is_said_what_comes_first() {
    let said = |settings: &str, steps: &str| -> Vec<String> {
        let scene = drawn(&played(settings, steps), Size::Roomy);
        let ties: Vec<_> = scene.items.into_iter().filter(|item| item.class == "tie").collect();
        texts(&ties)
    };
    let first = ["same instant: deliveries first, then timers"];
    // The timer was set at 1 s; what is sent at 10 s arrives when it is due.
    let each = "latency=1s timer-starts=each-error";
    assert_eq!(said(each, "connect send-other 10s send-other 2s"), first);
    assert_eq!(said(each, "connect send-other 9999ms send-other 2s"), [""; 0], "a millisecond before");
    // It is cancelled when it is due.
    assert_eq!(said("latency=1s", "connect send-other 10s register 3s"), first);
    // It expires after something has arrived that leaves it alone.
    assert_eq!(said("latency=1s", "connect send-other 10s send-other 2s"), first);
    // Nothing travels, so nothing but the timer is ever due.
    assert_eq!(said("", "connect send-other 10s connect register"), [""; 0]);
}

//   5 s   |    <-X   least pause expired
//         |
//        same instant: timers in the order set
//         |<-X       polling timer expired
#[test]
fn of_several_timers_at_one_instant_it_is_said_in_which_order_they_come() {
    let mut play = Play::new(&loaded(include_str!("models/oauth-device.lifeline")), "");
    play.play("sign-in 5s");
    let scene = drawn(&play.run, Size::Roomy);
    let tie = scene.items.iter().position(|item| item.class == "tie").unwrap();
    assert_eq!(texts(&scene.items[tie..=tie]), ["same instant: timers in the order set"]);
    let kind = |item: &lifeline_core::diagram::Item| item.row.map(|row| (row.kind, row.at));
    assert_eq!(kind(&scene.items[tie + 1]), Some(("timer-expired", 5_000)), "it stands before the second");
    let expired = scene.items[..tie].iter().filter(|item| kind(item) == Some(("timer-expired", 5_000)));
    assert_eq!(expired.count(), 1, "and after the first");
}

//      A|---.  B|---.        both at 1 s, to one participant
//      client |<--|  <-'
//        same instant: deliveries in the order sent
#[test]
fn of_what_arrives_at_one_from_several_it_is_said_in_which_order() {
    let mut play = Play::new(&loaded(include_str!("models/dhcp.lifeline")), "latency=1s");
    play.play("join 2s");
    let scene = drawn(&play.run, Size::Compact);
    let ties: Vec<_> = scene.items.iter().filter(|item| item.class == "tie").cloned().collect();
    assert_eq!(texts(&ties), ["same instant: deliveries in the order sent"]);
}

//     0 s   |- - connect - ->|      there before
//           |---- Register ->|      1
//           |      [checks: …]      2
//           |<--- EventError-|      3
//           |             X -|      4, and its bar with it
//     - now - - - - - - - - - - -   at once, as what is due below it
#[test]
fn what_has_just_happened_appears_row_by_row_and_nothing_else_does() {
    let run = played("", "connect register-invalid");
    let layout = laid_out(&run, Size::Roomy);
    let due = run.due();
    let shown = View { shows_now: true, ..view(&run, &due) };
    let plain = body(&layout, &shown, WHOLE);
    let mut scene = body(&layout, &shown, WHOLE);
    stagger(&mut scene, &layout, run.before());
    let places = |class: &str| -> Vec<u8> {
        scene.items.iter().filter(|item| item.class == class && !item.ghost).map(|item| item.place).collect()
    };
    let old = run.moments()[1].count as usize;
    let rows = places("row");
    assert_eq!(rows[..old], vec![0; old]);
    assert_eq!(rows[old..], (1..=rows.len() as u8 - old as u8).collect::<Vec<_>>());
    let set = scene.items.iter().find(|item| item.row.is_some_and(|row| row.kind == "timer-set")).unwrap();
    assert_eq!(places("running"), [set.place]);
    assert_eq!(places("connection"), [0, 0]);
    assert!(scene.items.iter().all(|item| !item.ghost || item.place == 0));
    // Only the places differ: whoever looks away misses nothing.
    scene.items.iter_mut().for_each(|item| item.place = 0);
    assert_eq!(scene, plain);
}

//   the whole run, at a cursor in the past      the run as it was then
//      |--->|                                      |--->|
//    - | now| -                                  - | now| -
//       9 later rows
#[test]
fn at_a_cursor_in_the_past_one_sees_what_one_saw_then() {
    let model = registration();
    let mut then = Play::new(&model, "latency=300ms");
    let mut later = Play::new(&model, "latency=300ms");
    let steps = "connect register-invalid 200ms send-other 400ms next register 1s disconnect 100ms";
    let steps: Vec<&str> = steps.split(' ').collect();
    later.play(&steps.join(" "));
    for (count, step) in steps.into_iter().enumerate() {
        let due = then.run.due();
        later.run.go_to(then.run.cursor());
        let at = |run: &Run, events: usize| {
            let layout = laid_out(run, Size::Roomy);
            let shown = View { events, now: then.run.now(), shows_now: true, ..view(run, &due) };
            body(&layout, &shown, WHOLE)
                .items
                .into_iter()
                .filter(|item| item.class != "later" && item.class != "lifeline")
                .collect::<Vec<_>>()
        };
        let events = then.run.shown().len();
        assert_eq!(at(&later.run, events), at(&then.run, events), "after {count} steps");
        then.play(step);
    }
}

//   an empty run              an hour of it
//   |  Client |   | Server |  |  Client |   | Server |
//        |            |            |- connect ->|
//        |            |            |--- … ----->|     as far apart, and as wide: 700 px, or 360 px on a telephone
#[test]
fn columns_depend_on_the_model_alone_and_two_participants_fit_a_telephone() {
    let model = registration();
    for (size, most) in [(Size::Roomy, 700), (Size::Compact, 360)] {
        let empty = Layout::new(&model, &ENGLISH, size);
        let long = laid_out(
            &played("latency=59999ms timeout=1h", "connect register-invalid 10s send-other 1h disconnect 1h"),
            size,
        );
        assert_eq!(empty.width(), long.width());
        assert_eq!(empty.heads_height(), long.heads_height());
        assert!(empty.width() <= most, "{} px", empty.width());
    }
}

//   |        Client         |     |   Interaction Server    |
//   |   not registered,     |     |                         |
//   |   error received      |     | not registered, error sent |
#[test]
fn heads_say_the_state_of_each_participant_and_its_id() {
    let scene = head(&played("", "connect register-invalid"), Size::Roomy);
    let states: Vec<_> = scene.items.iter().filter_map(|item| item.state.as_ref()).collect();
    assert_eq!((&*states[0].participant, &*states[0].state), ("client", "refused"));
    assert_eq!((&*states[1].participant, &*states[1].state), ("server", "refused"));
    let said = texts(&scene.items);
    assert_eq!(said, ["Client", "not registered, error received", "Interaction Server", "not registered, error sent"]);
}

//   |  First  |   | 2 |   | 3 |   …   |  Last  |
//        |---------->|                              from the first head to the second
//        |-------------------------------->|        from the first to the last
//        |           |               (state)        at the last alone
#[test]
fn a_row_is_as_wide_as_from_one_of_its_participants_to_the_other() {
    let mut play = Play::new(&loaded(include_str!("pictured/crowd.lifeline")), "");
    play.play("begin");
    let layout = laid_out(&play.run, Size::Compact);
    let heads = rects(&head(&play.run, Size::Compact).items, "head");
    let trace = play.run.trace();
    for (number, from, to) in [(1, 0, 1), (7, 0, 7), (8, 0, 1), (14, 0, 7), (15, 0, 0)] {
        let event = trace.get(lifeline_core::simulation::trace::EventNumber(number)).unwrap();
        let expected = (heads[from].0, heads[to].0 + heads[to].2);
        assert_eq!(layout.sides_of(trace, event), expected, "{number}: {:?}", event.kind);
    }
}

//      |--------- RequestAgentLogin ------>|   selected
// answer |<--------- EventError -------------|   marked as its answer, with the word; and the other way round
//      |--------- RequestRegisterClient -->|   neither
#[test]
fn selecting_a_row_marks_the_request_and_the_answer_that_belong_to_it() {
    let run = played("", "connect send-other register-invalid");
    let layout = laid_out(&run, Size::Roomy);
    let kinds = |number| row(&body(&layout, &view(&run, &[]), WHOLE), number).row.unwrap().kind;
    let sent: Vec<u32> = (1..=run.trace().count()).filter(|number| kinds(*number) == "message").collect();
    let [asked, answer, ..] = sent[..] else { panic!() };
    for (selected, other, word) in [(asked, answer, "answer"), (answer, asked, "request")] {
        let chosen = Some(lifeline_core::simulation::trace::EventNumber(selected));
        let scene = body(&layout, &View { selected: chosen, hits: true, ..view(&run, &[]) }, WHOLE);
        let marked = |marked: fn(&lifeline_core::diagram::Item) -> bool| -> Vec<u32> {
            scene.items.iter().filter(|item| marked(item)).filter_map(|item| item.row).map(|row| row.event).collect()
        };
        assert_eq!(marked(|item| item.selected), [selected]);
        assert_eq!(marked(|item| item.paired), [other]);
        let said = texts(from_ref(row(&scene, other)));
        assert!(said.contains(&word.to_owned()), "{said:?}");
    }
}

//   - now - - - - - - - - - - - -
//      |. . . . connect . . . .>|   a ghost: nothing to be selected
//    (connected)       (client connected)
#[test]
fn an_action_is_shown_in_advance_without_hooks() {
    let run = Run::new(registration());
    let ghosts = run.preview(action(run.model(), "connect")).unwrap();
    let scene = body(&laid_out(&run, Size::Roomy), &view(&run, &ghosts), WHOLE);
    assert!(texts(&scene.items).contains(&"connect".to_owned()));
    assert!(scene.items.iter().all(|item| item.row.is_none()));
}

//      |- connect ->|              far above
//      :            :  : H
//   +--#------------#----H--+
//   |  #----------->#    H  |     what is seen: a few rows, and the bands and the timer that cross it
//   +--#------------#----H--+
//      :            :    H        far below
#[test]
fn a_window_of_a_very_long_run_holds_only_what_is_in_it() {
    let mut play = Play::new(&registration(), "");
    play.play("connect register-invalid");
    for _ in 0..2_000 {
        play.play("send-other 1ms");
    }
    let mut layout = laid_out(&play.run, Size::Roomy);
    let shown = view(&play.run, &[]);
    let whole = body(&layout, &shown, WHOLE);
    for top in [0, whole.height / 2, whole.height - 700] {
        let scene = body(&layout, &shown, top..top + 700);
        assert!(scene.items.len() < 80, "{} items", scene.items.len());
        assert_eq!((scene.height, scene.width), (whole.height, whole.width));
        assert!(rects(&scene.items, "bar").len() == 1, "the timer that runs all the time is seen everywhere");
        assert_eq!(rects(&scene.items, "band").len(), 2);
    }
    let number = lifeline_core::simulation::trace::EventNumber(play.run.trace().count() / 2);
    let (top, bottom) = layout.row_of(number).unwrap();
    let scene = body(&layout, &shown, top..bottom);
    assert_eq!(row(&scene, number.0).row.unwrap().event, number.0);
    layout.truncate(play.run.trace(), 0);
    assert_eq!(body(&layout, &View { events: 0, ..shown }, WHOLE).items.len(), 3, "lifelines, and the rows not shown");
}

#[test]
fn every_class_is_painted_and_every_paint_is_of_the_palette() {
    for class in &CLASSES {
        for colour in [class.fill, class.stroke] {
            let known = colour.is_empty() || colour == "none" || PALETTE.iter().any(|entry| entry.name == colour);
            assert!(known, "{colour} of {:?}", class.classes);
        }
    }
    let run = played("latency=1s", "connect register-invalid 3s register 12s send-other 1s disconnect 3s");
    let scene = drawn(&run, Size::Roomy);
    let painted: Vec<&str> = CLASSES.iter().flat_map(|paint| paint.classes.iter().copied()).collect();
    for item in &scene.items {
        assert!(!painted.contains(&item.class), "{} is painted as a shape", item.class);
        for shape in &item.shapes {
            assert!(painted.contains(&shape.class()), "{} is painted with nothing", shape.class());
        }
    }
}

/// Text has 4.5 to 1 or more against its ground, what is drawn 3 to 1 (WCAG 1.4.3, 1.4.11).
#[test]
fn colours_stand_out_from_their_ground() {
    let channel = |text: &str, at: usize| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap()) / 255.0;
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance = |text: &str| {
        0.2126 * linear(channel(text, 1)) + 0.7152 * linear(channel(text, 3)) + 0.0722 * linear(channel(text, 5))
    };
    let contrast = |one: &str, other: &str| {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    };
    let colour = |name: &str| PALETTE.iter().find(|colour| colour.name == name).unwrap();
    for (text, ground, least) in [
        ("ink", "ground", 7.0),
        ("ink", "card", 7.0),
        ("soft", "ground", 4.5),
        ("soft", "card", 4.5),
        ("soft", "wash", 4.5),
        ("accent", "ground", 4.5),
        ("line", "ground", 3.0),
        ("accent", "tint", 3.0),
    ] {
        for (one, other) in [(colour(text).light, colour(ground).light), (colour(text).dark, colour(ground).dark)] {
            assert!(contrast(one, other) >= least, "{text} on {ground}: {:.2}", contrast(one, other));
        }
    }
}

const HOSTILE: &str = r#"model hostile "<script>alert(1)</script>"
participant left "<b onload='x'>&amp;\u{202e}evil" played starts quiet
participant right "]]>--><!--" starts quiet
states left
  quiet "\"><svg onload=alert(1)>"
states right
  quiet "it's & \u{2066}isolated"
between left and right no connection
setting latency "How long?" duration 0ms from 0ms to 1m
message Poke "Pokes."
action poke of left "Poke"
  send Poke to right
  ours "For a test."
in right quiet
  on Poke
    note "</text><script>alert(2)</script>"
    ours "For a test."
"#;

#[test]
fn hostile_labels_come_out_as_text() {
    let source = changed(&changed(HOSTILE, "\\u{202e}", "\u{202e}"), "\\u{2066}", "\u{2066}");
    let Ok(model) = lifeline_core::language::read(&source) else {
        // The reader refuses some of it; what it lets through is tried without.
        let source = changed(&changed(HOSTILE, "\\u{202e}", ""), "\\u{2066}", "");
        let source = changed(&source, "\\\"", "'");
        return inert(&loaded(&source));
    };
    inert(&std::rc::Rc::new(model));
}

fn inert(model: &std::rc::Rc<lifeline_core::model::Model>) {
    let mut play = Play::new(model, "");
    play.play("poke");
    let drawn = svg(&play.run, Size::Compact, "<script>\u{0}\u{202e}\"'&</title>");
    for harmful in ["<script", "<svg onload", "<b ", "onload='", "<!--", "]]>", "\u{202e}", "\u{2066}", "\u{0}"] {
        assert!(!drawn.contains(harmful), "{harmful:?} in {drawn}");
    }
    assert!(drawn.contains("-title\">&lt;script&gt;&quot;&#39;&amp;&lt;/title&gt;</title>"));
}

#[test]
fn in_the_past_the_recorded_rest_stands_where_it_happens_and_nothing_moves() {
    let mut run = scenario("both-errors");
    let layout = laid_out(&run, Size::Roomy);
    let whole = body(&layout, &view(&run, &[]), WHOLE);
    for shown in [0, 4, 6, 9, 14] {
        run.go_to_event(EventNumber(shown));
        let past = body(&layout, &View { rest: Some(run.end()), shows_now: true, ..view(&run, &[]) }, WHOLE);
        for event in 1..=run.trace().count() {
            assert_eq!(row(&past, event).shapes, row(&whole, event).shapes, "{event} of {shown}");
            assert_eq!(row(&past, event).upcoming, event > shown);
        }
        assert!(past.items.iter().all(|item| !item.ghost), "no other future is told");
    }
}
