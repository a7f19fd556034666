//! The gallery: each model of the site with its picture, what it is about, and how many scenarios it has.

use std::rc::Rc;

use lifeline_core::narration::fill;
use yew::prelude::*;

use super::data_address::data_address;
use super::dialog::Dialog;
use crate::state::action::Missing;
use crate::state::document::SharedModel;
use crate::state::gallery::{Entry, GROUPS, Gallery, Group};
use crate::words::WORDS;

/// Properties of [`GalleryDialog`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What has come of the models so far.
    pub gallery: Rc<Gallery>,
    /// The model that is open, where it is the site's.
    pub open: Option<SharedModel>,
    /// The dialogue was closed, or a model was chosen.
    pub onclose: Callback<()>,
    /// A model is to be changed.
    pub onchange: Callback<Rc<Entry>>,
}

/// The gallery.
#[component]
pub fn GalleryDialog(Props { gallery, open, onclose, onchange }: &Props) -> Html {
    let group = |Group { name, models }: &Group| {
        html! {
            <section>
                <h3>{ *name }</h3>
                <ul>
                    for id in models.iter() {
                        <li data-model={*id}>{ card(gallery.get(id), open.as_ref(), onclose, onchange) }</li>
                    }
                </ul>
            </section>
        }
    };
    html! {
        <Dialog id="gallery" title={WORDS.gallery} {onclose}>
            { for GROUPS.iter().map(group) }
        </Dialog>
    }
}

fn card(
    entry: Option<&Result<Rc<Entry>, Missing>>,
    open: Option<&SharedModel>,
    onclose: &Callback<()>,
    onchange: &Callback<Rc<Entry>>,
) -> Html {
    let entry = match entry {
        None => return html! { <p class="quiet">{ WORDS.loading }</p> },
        Some(Err(_)) => return html! { <p class="quiet">{ WORDS.gallery_missing }</p> },
        Some(Ok(entry)) => entry,
    };
    let count = entry.model.scenarios().count();
    let is_open = open.is_some_and(|open| open.id() == entry.model.id());
    let changed = Rc::clone(entry);
    html! {
        <>
            <a href={format!("#{}", entry.link)} aria-current={is_open.then_some("true")} onclick={onclose.reform(|_| ())}>
                <img src={data_address(&entry.picture.svg)} alt="" />
                <b>{ entry.model.title().in_language(WORDS.code) }</b>
                <span>{ entry.model.about().in_language(WORDS.code) }</span>
                <small>{ fill(WORDS.gallery_scenarios, &[("count", &count)]) }</small>
            </a>
            <button
                type="button"
                data-control="change"
                aria-label={format!("{}: {}", WORDS.write_change, entry.model.title().in_language(WORDS.code))}
                onclick={onchange.reform(move |_| Rc::clone(&changed))}
            >
                { WORDS.write_change }
            </button>
        </>
    }
}
