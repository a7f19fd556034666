//! Whatever is done with a run, it stays what its steps say; and whatever text is read as a link, something sensible comes of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::{Play, loaded, millis, registration};
use lifeline_core::link::{address, open, write, write_whole};
use lifeline_core::model::{Domain, Model, SettingId, SettingValue};
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{EventKind, EventNumber};
use proptest::prelude::*;

/// Something a reader does.
#[derive(Clone, Debug)]
enum Doing {
    Act(usize),
    Wait(u64),
    Next,
    Play(u64),
    Back,
    Forward,
    BackOne,
    ForwardOne,
    BackByStep,
    ForwardByStep,
    GoTo(usize),
    GoToEvent(u32),
    Set(usize, u64),
    Undo,
    Redo,
    Reset,
}

fn doing() -> impl Strategy<Value = Doing> {
    prop_oneof![
        8 => (0..5_usize).prop_map(Doing::Act),
        2 => (0..20_000_u64).prop_map(Doing::Wait),
        2 => Just(Doing::Next),
        2 => (0..15_000_u64).prop_map(Doing::Play),
        2 => Just(Doing::Back),
        1 => Just(Doing::Forward),
        2 => Just(Doing::BackOne),
        1 => Just(Doing::ForwardOne),
        1 => Just(Doing::BackByStep),
        1 => Just(Doing::ForwardByStep),
        1 => (0..30_u32).prop_map(Doing::GoToEvent),
        1 => (0..20_usize).prop_map(Doing::GoTo),
        1 => (0..4_usize, 0..40_000_u64).prop_map(|(setting, value)| Doing::Set(setting, value)),
        1 => Just(Doing::Undo),
        1 => Just(Doing::Redo),
        1 => Just(Doing::Reset),
    ]
}

fn do_it(run: &mut Run, doing: &Doing) {
    let model = Rc::clone(run.model());
    match doing {
        Doing::Act(index) => {
            let index = index % model.actions().len();
            let (action, _) = model.actions().nth(index).unwrap();
            let offered = run.offers()[index].refused.is_none();
            assert_eq!(run.act(action).is_ok(), offered, "what is offered can be done, and nothing else");
        }
        Doing::Wait(length) => run.wait(millis(*length)).unwrap(),
        Doing::Next => drop(run.next()),
        Doing::Play(length) => drop(run.play(millis(*length)).unwrap()),
        Doing::Back => drop(run.back()),
        Doing::BackOne => drop(run.back_one()),
        Doing::ForwardOne => drop(run.forward_one()),
        Doing::BackByStep => drop(run.back_by_step()),
        Doing::ForwardByStep => drop(run.forward_by_step()),
        Doing::GoToEvent(number) => run.go_to_event(EventNumber(*number)),
        Doing::Forward => drop(run.forward()),
        Doing::GoTo(moment) => run.go_to(*moment),
        Doing::Set(index, value) => {
            let id = model.settings().nth(index % model.settings().len()).unwrap().0;
            let before = run.clone();
            if run.set(id, value_of(&model, id, *value)).is_err() {
                assert_eq!(
                    (run.settings(), run.trace()),
                    (before.settings(), before.trace()),
                    "a refusal changes nothing"
                );
                assert_eq!((run.cursor(), run.can_undo()), (before.cursor(), before.can_undo()));
            }
        }
        Doing::Undo => travel(run, Run::kept_by_undo, Run::undo),
        Doing::Redo => travel(run, Run::kept_by_redo, Run::redo),
        Doing::Reset => run.reset(),
    }
}

/// Undoes or redoes; what is said to stay as it is does.
fn travel(run: &mut Run, kept: fn(&Run) -> usize, change: fn(&mut Run) -> bool) {
    let (before, kept) = (run.trace().events().to_vec(), kept(run));
    if change(run) {
        assert_eq!(run.trace().events()[..kept], before[..kept]);
    }
}

fn value_of(model: &Model, id: SettingId, value: u64) -> SettingValue {
    match &model[id].domain {
        Domain::Choice(choices) => SettingValue::Choice((value % (choices.len() as u64 + 1)) as u8),
        Domain::Duration { .. } => SettingValue::Duration(millis(value)),
        Domain::Number { .. } => SettingValue::Number(value),
    }
}

/// The run agrees with its own steps played anew, and the world at its cursor with the part of them up to there.
fn check(run: &Run) {
    let fresh = common::agrees(run);
    let mut walked = fresh;
    walked.go_to(0);
    while walked.cursor() < run.cursor() {
        assert!(walked.forward());
    }
    let gone = run.now().since(walked.now());
    walked.play(gone).unwrap();
    assert_eq!(walked.world(), run.world());
    if run.is_within_moment() {
        walked.go_to_event(EventNumber(run.count()));
    }
    assert_eq!(walked.shown(), run.shown());
    for (id, participant) in run.model().participants() {
        let entered = run.shown().iter().rev().find_map(|event| match event.kind {
            EventKind::State { participant, to, .. } if participant == id => Some(to),
            _ => None,
        });
        assert_eq!(run.state(id), entered.unwrap_or(participant.start));
    }
    let moments = run.moments();
    assert!(moments.windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].count <= pair[1].count));
    assert!(run.trace().events().windows(2).all(|pair| pair[0].at <= pair[1].at));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_run_is_always_what_its_steps_say(doings in prop::collection::vec(doing(), 0..40)) {
        let mut run = Run::new(model());
        for doing in &doings {
            do_it(&mut run, doing);
            check(&run);
        }
    }

    #[test]
    fn undo_brings_back_and_redo_takes_away_what_a_cut_dropped(doings in prop::collection::vec(doing(), 0..25)) {
        let mut run = Run::new(model());
        // A wait in the past always cuts the run, so that there is something to undo unless the reader has done that.
        let mut is_cut = false;
        for doing in &doings {
            is_cut |= !run.is_at_end() && matches!(doing, Doing::Wait(1..));
            do_it(&mut run, doing);
            is_cut &= !matches!(doing, Doing::Undo);
        }
        let told = |run: &Run| (write(run, None), run.trace().clone(), run.cursor(), run.now());
        let last = told(&run);
        let mut undone = 0;
        while run.undo() {
            undone += 1;
        }
        prop_assert!(undone > 0 || !is_cut);
        for _ in 0..undone {
            assert!(run.redo());
        }
        prop_assert_eq!(told(&run), last);
    }

    #[test]
    fn time_passes_alike_in_one_go_and_in_many(
        acts in prop::collection::vec((0..5_usize, 0..12_000_u64), 1..12),
        tick in 1..700_u64,
        latency in 0..3_u64,
    ) {
        let model = registration();
        let text = format!("latency={}ms", latency * 700);
        let (mut whole, mut ticked) = (Play::new(&model, &text), Play::new(&model, &text));
        for (index, length) in &acts {
            let (action, _) = model.actions().nth(*index).unwrap();
            prop_assert_eq!(whole.run.act(action).is_ok(), ticked.run.act(action).is_ok());
            whole.run.wait(millis(*length)).unwrap();
            let mut left = *length;
            while left > 0 {
                let now = tick.min(left);
                ticked.run.wait(millis(now)).unwrap();
                left -= now;
            }
        }
        prop_assert_eq!(whole.run.trace(), ticked.run.trace());
        prop_assert_eq!(write(&whole.run, None), write(&ticked.run, None));
    }

    #[test]
    fn what_is_written_is_read_back(doings in prop::collection::vec(doing(), 0..40), model in 0..MODELS.len()) {
        let mut run = Run::new(if model == 0 { self::model() } else { loaded(MODELS[model]) });
        for doing in &doings {
            do_it(&mut run, doing);
        }
        if run.unplayed().is_none() {
            written_is_read(&run);
        }
    }

    #[test]
    fn any_text_is_read_as_a_link_without_harm(text in "\\PC*") {
        sensible(&text);
        for before in ["registration?", "registration?run=", "registration?c=", "registration?at=", "registration/"] {
            sensible(&[before, &text].concat());
        }
    }

    #[test]
    fn any_short_form_is_read_without_harm(text in "[0-9A-Za-z]{0,40}", known in "[0-9cRriod]{0,40}") {
        sensible(&["registration?c=", &text].concat());
        sensible(&["registration?c=c", &known].concat());
    }

    #[test]
    fn what_a_program_does_to_a_link_is_undone(
        link in prop::sample::select(LINKS),
        (before, after) in ("[<(\\[\"'`]{0,2}", "[.,;:!?)\\]>\"'`*_~]{0,3}"),
        encoded in prop::collection::vec(any::<bool>(), 100),
        breaks in prop::collection::vec(0..100_usize, 0..3),
    ) {
        let mut text = String::new();
        for (index, letter) in link.chars().enumerate() {
            if breaks.contains(&index) {
                text.push_str("\r\n");
            }
            if encoded[index % encoded.len()] && !letter.is_ascii_alphanumeric() {
                text.push_str(&format!("%{:02x}", u32::from(letter)));
            } else if letter == '&' {
                text.push_str("&amp;");
            } else {
                text.push(letter);
            }
        }
        let text = [before, text, after].concat();
        let (good, mended) = (open(&model(), &address(link)), open(&model(), &address(&text)));
        prop_assert_eq!(&mended.notices(), &Vec::<String>::new(), "{}", text);
        prop_assert_eq!(write(&mended.run, mended.scenario), write(&good.run, good.scenario));
    }

    #[test]
    fn a_damaged_link_is_read_without_harm(
        link in prop::sample::select(LINKS),
        edits in prop::collection::vec((0..80_usize, prop::option::of("[a-z0-9x.&=?/-]{0,3}")), 1..5),
    ) {
        let mut text: Vec<char> = link.chars().collect();
        for (place, insert) in edits {
            let place = place % (text.len() + 1);
            match insert {
                Some(insert) => drop(text.splice(place..place, insert.chars())),
                None if place < text.len() => drop(text.remove(place)),
                None => {}
            }
        }
        sensible(&text.into_iter().collect::<String>());
    }

    #[test]
    fn no_message_is_both_delivered_and_lost_and_each_is_one_of_them_in_the_end(
        doings in prop::collection::vec(doing(), 0..40),
    ) {
        let mut run = Run::new(model());
        for doing in &doings {
            do_it(&mut run, doing);
        }
        run.go_to_end();
        run.play(millis(200_000)).unwrap();
        let mut ends = vec![0_u32; run.trace().count() as usize + 1];
        for event in run.trace().events() {
            match &event.kind {
                EventKind::Delivered { of } | EventKind::Lost { of, .. } => ends[of.0 as usize] += 1,
                _ => {}
            }
        }
        let mut number = 0;
        for event in run.trace().events() {
            number += usize::from(event.kind.is_numbered());
            if let EventKind::Message(_) = event.kind {
                prop_assert_eq!(ends[number], 1);
            }
        }
    }
}

proptest! {
    // Long runs take long.
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_in_the_short_form_is_read_back(
        doings in prop::collection::vec(doing(), 400..500), model in 0..MODELS.len()
    ) {
        let mut run = Run::new(if model == 0 { self::model() } else { loaded(MODELS[model]) });
        for doing in &doings {
            // What only looks around or drops something would keep the run short.
            if matches!(doing, Doing::Act(_) | Doing::Wait(_) | Doing::Next) {
                do_it(&mut run, doing);
            }
        }
        run.go_to(run.moments().len() / 2);
        written_is_read(&run);
    }
}

const LINKS: &[&str] = &[
    "registration?run=connect.3x-send-other.end",
    "registration?timeout=30s&run=connect.register-invalid.2s.next.end",
    "registration?timer-starts=each-error&latency=1s&at=4&run=connect.register.250ms.disconnect.end",
    "registration/too-late?timeout=1m&at=7",
    "registration?retry=refused&at=9.2s&c=ci0c815o2WG9Cr2j",
];

const MODELS: [&str; 3] =
    [common::REGISTRATION, include_str!("models/dhcp.lifeline"), include_str!("models/oauth-device.lifeline")];

/// The run's link leads to the same run, at the same place, and is written in the same way.
fn written_is_read(run: &Run) {
    let link = write(run, None);
    let read = open(run.model(), &address(&link));
    assert_eq!(read.notices(), [""; 0], "{link}");
    assert_eq!((read.run.settings(), read.run.trace(), read.run.end()), (run.settings(), run.trace(), run.end()));
    assert_eq!((read.run.cursor(), read.run.now(), read.run.world()), (run.cursor(), run.now(), run.world()), "{link}");
    assert_eq!(write(&read.run, read.scenario), link);
    let whole = write_whole(run);
    let read = open(run.model(), &address(&whole));
    assert!(read.run.is_at_end() && read.run.steps().eq(run.steps()), "{whole}");
}

/// The registration model, read once for each thread: reading it takes longer than reading a link.
fn model() -> Rc<Model> {
    thread_local!(static MODEL: Rc<Model> = registration());
    MODEL.with(Rc::clone)
}

/// Reads any text as a link; what is written then is canonical.
fn sensible(text: &str) {
    let model = model();
    let opened = open(&model, &address(text));
    let link = write(&opened.run, opened.scenario);
    let again = open(&model, &address(&link));
    if opened.notices().is_empty() {
        assert_eq!(again.notices(), [""; 0], "{link}");
    }
    assert_eq!(write(&again.run, again.scenario), link);
    assert_eq!(again.run.trace(), opened.run.trace());
}
