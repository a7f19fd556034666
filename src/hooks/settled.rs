//! What need not be seen at once is drawn a moment later, so that a press is answered sooner.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// The value as it was a moment ago; all that changes within a moment comes together.
#[hook]
pub fn use_settled<T: Clone + PartialEq + 'static>(value: &T) -> T {
    let settled = use_state_eq(|| value.clone());
    let latest = use_mut_ref(|| value.clone());
    let pending = use_mut_ref(|| None::<Timeout>);
    use_effect_with(value.clone(), {
        let setter = settled.setter();
        move |value| {
            latest.replace(value.clone());
            if pending.borrow().is_none() {
                let due = pending.clone();
                *pending.borrow_mut() = Some(Timeout::new(MOMENT, move || {
                    due.take();
                    setter.set(latest.borrow().clone());
                }));
            }
        }
    });
    (*settled).clone()
}

/// Milliseconds: longer than the frame that answers a press, and too short to be noticed beside it.
const MOMENT: u32 = 100;
