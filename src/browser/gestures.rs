//! What fingers, the wheel and a mouse ask of a diagram: another size, another place, or nothing in it.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, TouchEvent, WheelEvent};

use super::window;

/// Hears, until they are dropped, by what factor the diagram in `scroller` is to be larger: two fingers move apart, or the wheel is
/// turned while Ctrl is held, as which browsers report two fingers on a touchpad.
pub fn on_zoom(scroller: &Element, onzoom: impl Fn(f64) + 'static) -> Vec<EventListener> {
    // The logarithm of what was asked for, and not done yet because it was too little.
    let asked = Cell::new(0.0);
    let grow = Rc::new(move |by: f64| {
        asked.set(asked.get() + by);
        if asked.get().abs() >= NOTICED {
            onzoom(asked.replace(0.0).exp());
        }
    });
    let options = EventListenerOptions::enable_prevent_default();
    let wheel = EventListener::new_with_options(scroller, "wheel", options, {
        let grow = Rc::clone(&grow);
        move |event| {
            if let Some(wheel) = event.dyn_ref::<WheelEvent>().filter(|wheel| wheel.ctrl_key()) {
                wheel.prevent_default();
                grow(-wheel.delta_y().clamp(-NOTCH, NOTCH) / 200.0);
            }
        }
    });
    let apart = Rc::new(Cell::new(None::<f64>));
    let start = EventListener::new(scroller, "touchstart", {
        let apart = Rc::clone(&apart);
        move |event| apart.set(event.dyn_ref().and_then(distance))
    });
    let moved = EventListener::new(scroller, "touchmove", move |event| {
        let now = event.dyn_ref().and_then(distance);
        if let (Some(before), Some(now)) = (apart.replace(now), now) {
            grow((now / before).ln());
        }
    });
    vec![wheel, start, moved]
}

/// Has the mouse drag what is in `scroller`, until the listeners are dropped. Where it was dragged, the press means nothing else.
pub fn on_drag(scroller: &Element) -> Vec<EventListener> {
    let held = Rc::new(Cell::new(None::<Held>));
    let down = EventListener::new(scroller, "mousedown", {
        let (held, scroller) = (Rc::clone(&held), scroller.clone());
        move |event| {
            // A second press selects a word.
            let press = event.dyn_ref::<MouseEvent>().filter(|press| press.button() == 0 && press.detail() < 2);
            held.set(press.map(|press| Held {
                mouse: (press.client_x(), press.client_y()),
                place: (scroller.scroll_left(), scroller.scroll_top()),
                is_dragged: false,
            }));
        }
    });
    let moved = EventListener::new(scroller, "mousemove", {
        let (held, scroller) = (Rc::clone(&held), scroller.clone());
        move |event| {
            let Some((mouse, from)) = event.dyn_ref::<MouseEvent>().zip(held.get()) else { return };
            let (x, y) = (mouse.client_x() - from.mouse.0, mouse.client_y() - from.mouse.1);
            let is_dragged = from.is_dragged || x.abs().max(y.abs()) > STILL;
            let is_held = mouse.buttons() & 1 == 1;
            held.set(is_held.then_some(Held { is_dragged, ..from }));
            if is_held && is_dragged {
                scroller.set_scroll_left(from.place.0 - x);
                scroller.set_scroll_top(from.place.1 - y);
            }
        }
    });
    let select = {
        let (held, options) = (Rc::clone(&held), EventListenerOptions::enable_prevent_default());
        EventListener::new_with_options(scroller, "selectstart", options, move |event| {
            if held.get().is_some() {
                event.prevent_default();
            }
        })
    };
    // Before anybody else hears of it.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let click = window().map(|window| {
        EventListener::new_with_options(&window, "click", options, move |event| {
            if held.take().is_some_and(|held| held.is_dragged) {
                event.stop_propagation();
            }
        })
    });
    [down, moved, select].into_iter().chain(click).collect()
}

/// Hears, until it is dropped, of presses in `scroller` that hit nothing.
pub fn on_press_beside(scroller: &Element, onpress: impl Fn() + 'static) -> EventListener {
    EventListener::new(scroller, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        // What was hit may have been drawn anew by now.
        if target.is_some_and(|target| target.is_connected() && matches!(target.closest(".row"), Ok(None))) {
            onpress();
        }
    })
}

/// The mouse while its button is held.
#[derive(Clone, Copy)]
struct Held {
    /// Where it was pressed, in px of the window.
    mouse: (i32, i32),
    /// How far the diagram was scrolled then, in px.
    place: (i32, i32),
    /// Whether it was moved since.
    is_dragged: bool,
}

/// How far two fingers are apart, in px; nothing where there aren't two.
fn distance(event: &TouchEvent) -> Option<f64> {
    let touches = event.touches();
    let (one, other) = (touches.get(0)?, touches.get(1)?);
    let (x, y) = (other.client_x() - one.client_x(), other.client_y() - one.client_y());
    (touches.length() == 2).then(|| f64::from(x).hypot(f64::from(y))).filter(|distance| *distance > 0.0)
}

/// The least change of size that is done, as a logarithm: two hundredths.
const NOTICED: f64 = 0.02;
/// The most that one event of a wheel counts for, in px: a mouse's wheel turns in notches, a touchpad's in px.
const NOTCH: f64 = 25.0;
/// In px: a hand that presses is not quite still.
const STILL: i32 = 4;
