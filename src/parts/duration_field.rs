//! A field for a length of time: what was typed stays, and what is wrong with it is said beside it.

use lifeline_core::time::Millis;
use lifeline_core::words::fill;
use yew::prelude::*;

use crate::browser::input;
use crate::duration;
use crate::words::WORDS;

/// A field for a length of time.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The id of the element.
    pub id: AttrValue,
    /// The setting it belongs to; none for the amount to wait, which has a button beside it.
    #[prop_or_default]
    pub setting: Option<AttrValue>,
    /// The element that describes it.
    #[prop_or_default]
    pub described: Option<AttrValue>,
    /// The length as it is.
    pub value: Millis,
    /// The shortest and the longest allowed.
    pub bounds: (Millis, Millis),
    /// The reader has given a length: in a setting's field, another one; to wait, one that is to pass now.
    pub on_length: Callback<Millis>,
}

/// The field.
#[component]
pub fn DurationField(props: &Props) -> Html {
    // What was typed, while it is not what the value says.
    let typed = use_state_eq(|| None::<String>);
    let field = use_node_ref();
    // A value that comes from elsewhere takes the place of what was typed.
    use_effect_with(props.value, {
        let typed = typed.setter();
        move |_| typed.set(None)
    });
    let waits = props.setting.is_none();
    let bounds = props.bounds;
    let take = {
        let (typed, on_length, field) = (typed.setter(), props.on_length.clone(), field.clone());
        move |done: bool| {
            let text = input::text(&field);
            let length = read(&text, bounds);
            typed.set((waits || length.is_err()).then_some(text));
            if let (Ok(length), true) = (length, done || !waits) {
                on_length.emit(length);
            }
        }
    };
    let onkeydown = waits.then(|| {
        let take = take.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                take(true);
            }
        })
    });
    let onclick = {
        let take = take.clone();
        Callback::from(move |_| take(true))
    };
    let onchange = Callback::from(move |_| take(false));
    let wrong = typed.as_deref().and_then(|text| read(text, bounds).err());
    let error = [props.id.as_str(), "-error"].concat();
    let described = wrong.as_ref().map(|_| AttrValue::from(error.clone())).or_else(|| props.described.clone());
    html! {
        <>
            if waits {
                <button type="button" data-control="wait" {onclick}>{ WORDS.wait }</button>
            }
            <input type="text" class="duration" ref={field} id={props.id.clone()} data-setting={props.setting.clone()}
                data-wait={waits.then_some("")} aria-label={waits.then_some(WORDS.wait_how_long)} autocomplete="off"
                spellcheck="false" aria-describedby={described} aria-invalid={wrong.as_ref().map(|_| "true")}
                value={typed.as_ref().map_or_else(|| props.value.to_string(), Clone::clone)} {onchange} {onkeydown} />
            if let Some(wrong) = wrong {
                <span class="error" id={error} role="alert">{ wrong }</span>
            }
        </>
    }
}

fn read(text: &str, (least, greatest): (Millis, Millis)) -> Result<Millis, String> {
    let length = duration::read(text)?;
    if (least..=greatest).contains(&length) {
        Ok(length)
    } else {
        Err(fill(WORDS.not_between, &[&least.to_string(), &greatest.to_string()]))
    }
}
