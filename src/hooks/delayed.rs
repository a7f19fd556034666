//! What need not be seen at once is drawn a little later, so that a press is answered sooner.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The value as it was a little earlier; all that changes meanwhile comes together.
#[hook]
pub fn use_delayed<T: Clone + PartialEq + 'static>(value: &T) -> T {
    let delayed = use_state_eq(|| value.clone());
    let latest = use_mut_ref(|| value.clone());
    let pending = use_mut_ref(|| None::<Timeout>);
    use_effect_with(value.clone(), {
        let setter = delayed.setter();
        move |value| {
            latest.replace(value.clone());
            if pending.borrow().is_none() {
                let shown = pending.clone();
                *pending.borrow_mut() = Some(Timeout::new(DELAY, move || {
                    shown.take();
                    setter.set(latest.borrow().clone());
                }));
            }
        }
    });
    (*delayed).clone()
}

/// Milliseconds: longer than the frame that answers a press, and too short to be noticed beside it.
const DELAY: u32 = 100;
