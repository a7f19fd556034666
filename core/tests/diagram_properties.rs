//! Whatever is played, the diagram of it is in order: nothing overlaps, nothing stands outside, and how it was laid out cannot be seen.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod pictured;

use std::rc::Rc;

use common::{loaded, registration};
use lifeline_core::diagram::{Layout, Scene, Shape, Size, View, body};
use lifeline_core::model::{Domain, Model, SettingValue};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::settings::Settings;
use lifeline_core::simulation::trace::EventNumber;
use lifeline_core::time::Millis;
use pictured::{WHOLE, head, inert, labels, laid_out, rects, svg, view};
use proptest::prelude::*;

const DHCP: &str = include_str!("models/dhcp.lifeline");
const OAUTH: &str = include_str!("models/oauth-device.lifeline");
const CROWD: &str = include_str!("pictured/crowd.lifeline");

/// A run of something that can be done at each step, some time between, under some settings.
fn run(model: &Rc<Model>, choices: &[(u8, u16)], set: &[u16], latency: u64) -> Run {
    let mut settings = Settings::defaults(model);
    for ((id, setting), choice) in model.settings().zip(set) {
        let value = match &setting.domain {
            _ if id == model.latency() => SettingValue::Duration(Millis::new(latency)),
            Domain::Choice(choices) => SettingValue::Choice((usize::from(*choice) % choices.len()) as u8),
            Domain::Duration { default, .. } => SettingValue::Duration(*default),
            Domain::Number { default, .. } => SettingValue::Number(*default),
        };
        let _fits = settings.set(model, id, value);
    }
    let mut run = Run::with(Rc::clone(model), settings, &[]);
    for (choice, amount) in choices {
        match choice % 8 {
            0 => drop(run.wait(Millis::new(u64::from(*amount)))),
            1 | 2 => drop(run.next()),
            _ => {
                let offers = run.offers();
                let possible: Vec<_> = offers.iter().filter(|offer| offer.refused.is_none()).collect();
                if let Some(offer) = possible.get(usize::from(*amount) % possible.len().max(1)) {
                    run.act(offer.action).unwrap();
                }
            }
        }
    }
    run
}

/// What makes a run; it prints short, which runs do not.
#[derive(Clone, Debug)]
struct Recipe {
    which: usize,
    choices: Vec<(u8, u16)>,
    set: Vec<u16>,
    latency: u64,
}

impl Recipe {
    fn run(&self) -> Run {
        thread_local! {
            static MODELS: [Rc<Model>; 4] = [registration(), loaded(DHCP), loaded(OAUTH), loaded(CROWD)];
        }
        let model = MODELS.with(|models| Rc::clone(&models[self.which]));
        run(&model, &self.choices, &self.set, self.latency)
    }
}

prop_compose! {
    fn recipe()(
        which in 0..4_usize,
        choices in prop::collection::vec(any::<(u8, u16)>(), 0..40),
        set in prop::collection::vec(any::<u16>(), 12),
        latency in prop_oneof![Just(0_u64), 1..3_000_u64, Just(1_000)],
    ) -> Recipe {
        Recipe { which, choices, set, latency }
    }
}

/// No label overlaps another or the edge, and nothing that is drawn stands outside.
fn in_order(scene: &Scene) {
    let labels = labels(scene);
    for (index, (text, [left, top, right, bottom])) in labels.iter().enumerate() {
        assert!(*left >= 0 && *right <= scene.width, "{text:?} from {left} to {right} of {}", scene.width);
        assert!(*top >= 0 && *bottom <= scene.height, "{text:?} from {top} to {bottom} of {}", scene.height);
        for (other, [from, above, to, below]) in &labels[..index] {
            let apart = left >= to || from >= right || top >= below || above >= bottom;
            assert!(apart, "{text:?} at {left} {top} overlaps {other:?} at {from} {above}");
        }
    }
    for shape in scene.items.iter().flat_map(|item| &item.shapes) {
        let (x1, y1, x2, y2) = match shape {
            Shape::Rect { x, y, width, height, .. } => (*x, *y, x + width, y + height),
            Shape::Line { x1, y1, x2, y2, .. } => (*x1.min(x2), *y1.min(y2), *x1.max(x2), *y1.max(y2)),
            Shape::Circle { x, y, r, .. } => (x - r, y - r, x + r, y + r),
            Shape::Path { .. } | Shape::Text { .. } => continue,
        };
        assert!(
            x1 >= 0 && y1 >= 0 && x2 <= scene.width && y2 <= scene.height,
            "{shape:?} of {} {}",
            scene.width,
            scene.height
        );
    }
}

/// Heads stand apart, and what they say stands in them.
fn in_their_heads(scene: &Scene) {
    let heads = rects(&scene.items, "head");
    assert!(heads.windows(2).all(|pair| pair[0].0 + pair[0].2 < pair[1].0), "{heads:?}");
    for (text, [left, top, right, bottom]) in labels(scene) {
        let holds = |(x, y, width, height): &(i32, i32, i32, i32)| {
            left >= *x && right <= x + width && top >= *y && bottom <= y + height
        };
        assert!(heads.iter().any(holds), "{text:?} stands in no head");
    }
}

/// Rows stand in the order of their events, which is that of their times.
fn rows_in_order(scene: &Scene) {
    let rows: Vec<_> = scene.items.iter().filter_map(|item| item.row).collect();
    assert!(rows.windows(2).all(|pair| pair[0].event + 1 == pair[1].event && pair[0].at <= pair[1].at), "{rows:?}");
    let mut keys: Vec<u64> = scene.items.iter().map(|item| item.key).collect();
    keys.sort_unstable();
    assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "every key is there once");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_nothing_stands_outside(recipe in recipe()) {
        let run = recipe.run();
        for size in [Size::Roomy, Size::Compact] {
            let heads = head(&run, size);
            in_order(&heads);
            in_their_heads(&heads);
            let layout = laid_out(&run, size);
            let due = run.due();
            for shows_now in [false, true] {
                let scene = body(&layout, &View { shows_now, ..view(&run, &due) }, WHOLE);
                in_order(&scene);
                rows_in_order(&scene);
                prop_assert_eq!(scene.items.iter().filter(|item| item.row.is_some()).count(), run.count() as usize);
            }
        }
    }

    #[test]
    fn at_any_cursor_with_any_preview_and_any_row_selected_it_is_in_order(recipe in recipe(), place in any::<prop::sample::Index>(), selected in any::<prop::sample::Index>()) {
        let mut run = recipe.run();
        run.go_to(place.index(run.moments().len()));
        let layout = laid_out(&run, Size::Compact);
        let previews = run.offers().into_iter().filter_map(|offer| run.preview(offer.action).ok());
        for ghosts in previews.chain([run.due()]) {
            let selected = Some(EventNumber(selected.index(run.count() as usize + 1) as u32));
            let scene = body(&layout, &View { shows_now: true, selected, hits: true, ..view(&run, &ghosts) }, WHOLE);
            in_order(&scene);
            rows_in_order(&scene);
        }
    }

    #[test]
    fn an_incremental_layout_is_a_fresh_one(recipe in recipe(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let run = recipe.run();
        let fresh = laid_out(&run, Size::Roomy);
        let due = run.due();
        let expected = body(&fresh, &view(&run, &due), WHOLE);
        // Event by event.
        let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
        let mut trace = lifeline_core::simulation::trace::Trace::default();
        for event in run.trace().events() {
            trace.push(event.clone());
            layout.append(run.model(), &trace);
        }
        prop_assert_eq!(&body(&layout, &view(&run, &due), WHOLE), &expected);
        // Cut and laid out again.
        for cut in cuts {
            let events = cut.index(run.trace().events().len() + 1);
            layout.truncate(run.trace(), events);
            prop_assert!(layout.events() <= events);
            layout.append(run.model(), run.trace());
            prop_assert_eq!(&body(&layout, &view(&run, &due), WHOLE), &expected);
        }
    }

    #[test]
    fn a_window_shows_what_the_whole_shows_there(recipe in recipe(), top in 0..2_000_i32, height in 1..600_i32) {
        let run = recipe.run();
        let layout = laid_out(&run, Size::Roomy);
        let due = run.due();
        let shown = view(&run, &due);
        let whole = body(&layout, &shown, WHOLE);
        let part = body(&layout, &shown, top..top + height);
        let inside = |row: &&lifeline_core::diagram::Item| {
            let number = row.row.map(|row| lifeline_core::simulation::trace::EventNumber(row.event));
            number.and_then(|number| layout.row_of(number)).is_some_and(|(from, to)| from >= top && to <= top + height)
        };
        let rows = |scene: &Scene| scene.items.iter().filter(inside).cloned().collect::<Vec<_>>();
        prop_assert_eq!(rows(&part), rows(&whole));
        prop_assert_eq!((part.width, part.height), (whole.width, whole.height));
        // Whatever long thing crosses the window is there.
        for item in &part.items {
            prop_assert!(whole.items.iter().any(|other| other.key == item.key));
        }
    }

    #[test]
    fn at_a_cursor_in_the_past_one_sees_what_one_saw_then(recipe in recipe(), place in any::<prop::sample::Index>()) {
        let mut run = recipe.run();
        run.go_to(place.index(run.moments().len()));
        let (due, events) = (run.due(), run.shown().len());
        let mut then = run.trace().clone();
        then.truncate(events);
        let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
        layout.append(run.model(), &then);
        let shown = View { shows_now: true, ..view(&run, &due) };
        let seen = |scene: Scene| -> Vec<_> {
            // The lifelines go on to where the later rows are counted.
            scene.items.into_iter().filter(|item| item.class != "later" && item.class != "lifeline").collect()
        };
        let now = body(&laid_out(&run, Size::Roomy), &shown, WHOLE);
        let counted = now.items.iter().filter(|item| item.class == "later").count();
        prop_assert_eq!(counted, usize::from(run.count() < run.trace().count()));
        prop_assert_eq!(seen(now), seen(body(&layout, &View { trace: &then, ..shown }, WHOLE)));
    }

    #[test]
    fn whatever_a_model_calls_its_things_is_only_text(labels in prop::collection::vec(label(), 6)) {
        let clean: Vec<String> = labels.iter().map(|label| label.chars().filter(|letter| may_stand(*letter)).collect()).collect();
        let source = HOSTILE.split('@').zip(clean.iter().map(String::as_str).chain([""]));
        let source: String = source.flat_map(|(before, label)| [before, label]).collect();
        let model = lifeline_core::language::read(&source).map_err(|refused| TestCaseError::fail(refused.to_string()))?;
        let model = Rc::new(model);
        let poke = model.actions().next().unwrap().0;
        let mut run = Run::new(model);
        run.act(poke).unwrap();
        for size in [Size::Roomy, Size::Compact] {
            in_order(&head(&run, size));
            in_order(&body(&laid_out(&run, size), &view(&run, &[]), WHOLE));
            let drawn = svg(&run, size, &labels.concat());
            inert(&drawn);
        }
    }
}

proptest! {
    // A viewer takes its time where nothing is optimised.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_picture_is_read_as_a_viewer_reads_it(recipe in recipe()) {
        let run = recipe.run();
        for size in [Size::Roomy, Size::Compact] {
            let drawn = svg(&run, size, "A run");
            inert(&drawn);
            let tree = usvg::Tree::from_str(&drawn, &usvg::Options::default()).unwrap();
            prop_assert_eq!(tree.size().width() as i32, laid_out(&run, size).width());
        }
    }
}

/// Anything, and now and then something that does harm where it is taken for more than text.
fn label() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{1,12}",
        Just("<script>alert(1)</script>".to_owned()),
        Just("</text></svg><a href='javascript:alert(1)'>".to_owned()),
        Just("]]>&lt;&#0;--><!--".to_owned()),
        Just("' onload='alert(1)".to_owned()),
        Just("\u{202e}evil\u{2066}\u{0}".to_owned()),
        Just("שלום 12 ".to_owned()),
        Just("👩‍👩‍👧‍👦 ".to_owned()),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// Whether the reader lets a letter stand in a text.
fn may_stand(letter: char) -> bool {
    !letter.is_control()
        && !matches!(letter, '"' | '\\' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        && !matches!(letter, '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A model; each `@` is a place for a label.
const HOSTILE: &str = r#"model hostile "@"
participant left "@" played starts quiet
participant right "@" starts quiet
states left
  quiet "@"
states right
  quiet "quiet"
between left and right no connection
timer rest of right "@"
message Poke "Pokes."
  field Words text
action poke of left "Poke"
  send Poke to right with Words "@"
  ours "For a test."
in right quiet
  on Poke
    note "for a test"
    start rest for 2s
    ours "For a test."
  on rest expires
    ours "For a test."
"#;
