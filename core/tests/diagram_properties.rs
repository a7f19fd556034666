//! Whatever is played, the diagram of it is in order: nothing overlaps, nothing stands outside, and how it was laid out cannot be seen.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
mod pictured;

use std::rc::Rc;

use common::{loaded, registration};
use lifeline_core::diagram::{Layout, Scene, Shape, Size, View, body};
use lifeline_core::model::{Domain, Model, SettingValue};
use lifeline_core::run::Run;
use lifeline_core::settings::Settings;
use lifeline_core::time::Millis;
use lifeline_core::words::ENGLISH;
use pictured::{WHOLE, head, labels, laid_out, svg, view};
use proptest::prelude::*;

const DHCP: &str = include_str!("models/dhcp.lifeline");
const OAUTH: &str = include_str!("models/oauth-device.lifeline");

/// A run of something that can be done at each step, some time between, under some settings.
fn run(model: &Rc<Model>, choices: &[(u8, u16)], set: &[u16], latency: u64) -> Run {
    let mut settings = Settings::defaults(model);
    for ((id, setting), choice) in model.settings().zip(set) {
        let value = match &setting.domain {
            _ if id == model.latency() => SettingValue::Duration(Millis::new(latency)),
            Domain::Choice(choices) => SettingValue::Choice((usize::from(*choice) % choices.len()) as u8),
            Domain::Duration { default, .. } => SettingValue::Duration(*default),
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
        let model = match self.which {
            0 => registration(),
            1 => loaded(DHCP),
            _ => loaded(OAUTH),
        };
        run(&model, &self.choices, &self.set, self.latency)
    }
}

prop_compose! {
    fn recipe()(
        which in 0..3_usize,
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
            in_order(&head(&run, size));
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
    fn at_any_cursor_and_with_any_preview_it_is_in_order(recipe in recipe(), place in any::<prop::sample::Index>()) {
        let mut run = recipe.run();
        run.go_to(place.index(run.moments().len()));
        let layout = laid_out(&run, Size::Compact);
        let previews = run.offers().into_iter().filter_map(|offer| run.preview(offer.action).ok());
        for ghosts in previews.chain([run.due()]) {
            let scene = body(&layout, &View { shows_now: true, ..view(&run, &ghosts) }, WHOLE);
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
        let mut trace = lifeline_core::trace::Trace::default();
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
            let number = row.row.map(|row| lifeline_core::trace::EventNumber(row.event));
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
    fn every_picture_parses(recipe in recipe()) {
        let run = recipe.run();
        let drawn = svg(&run, Size::Compact, "A run");
        prop_assert!(roxmltree::Document::parse(&drawn).is_ok());
    }
}
