//! What is said at the top of the page and of a frame: about the link, what can't be played, what was refused, the mistakes of a model.

use std::rc::Rc;

use lifeline_core::narration::fill;
use yew::prelude::*;

use super::changing::changing;
use super::mistake_list::MistakeList;
use crate::browser::drafts;
use crate::hooks::{StateHandle, use_dispatch};
use crate::state::action::{PageAction, RunAction, WriteAction};
use crate::state::custom_model::stem;
use crate::state::notices::Notice;
use crate::words::WORDS;

/// Properties of [`Notices`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub state: StateHandle,
    /// Receives the list of mistakes.
    pub mistakes: NodeRef,
}

/// The notices, and the mistakes of the model that was handed over last; nothing is seen where there are none.
#[component]
pub fn Notices(Props { state, mistakes }: &Props) -> Html {
    let onpage = use_dispatch::<PageAction>(state);
    let onrun = use_dispatch::<RunAction>(state);
    let onwrite = use_dispatch::<WriteAction>(state);
    let onmend = state.custom.mistakes.clone().filter(|_| state.embed.is_none()).map(|found| {
        onwrite.reform(move |()| WriteAction::Change(drafts::all(), stem(&found.file).into(), Rc::clone(&found.text)))
    });
    html! {
        <>
            { notices(&state.notices, &onrun, &onpage) }
            if let Some(found) = state.custom.mistakes.clone() {
                <MistakeList
                    mistakes={found}
                    stays={state.session.is_some()}
                    list={mistakes.clone()}
                    {onmend}
                    ondismiss={onpage.reform(|()| PageAction::DismissMistakes)}
                />
            }
        </>
    }
}

fn notices(notices: &[Notice], onrun: &Callback<RunAction>, onpage: &Callback<PageAction>) -> Html {
    if notices.is_empty() {
        return html! { <section /> };
    }
    let can_undo = notices.iter().any(|notice| matches!(notice, Notice::Unplayed(_)));
    html! {
        <section class="notices" aria-label={WORDS.notices}>
            <div>
                for notice in notices.iter() {
                    <p data-notice="">{ changing(notice.text()) }</p>
                }
            </div>
            <p class="ways">
                for remedy in notices.iter().filter_map(Notice::remedy) {
                    <a class="button" data-control="remedy" href={format!("#{}", remedy.link)}>
                        { changing(fill(WORDS.use_word, &[("word", &remedy.meant)])) }
                    </a>
                }
                if can_undo {
                    <button type="button" data-control="undo" onclick={onrun.reform(|_| RunAction::Undo)}>
                        { WORDS.undo }
                    </button>
                }
                <button type="button" data-control="dismiss" onclick={onpage.reform(|_| PageAction::DismissNotices)}>
                    { WORDS.dismiss }
                </button>
            </p>
        </section>
    }
}
