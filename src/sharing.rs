//! Does what the reader asks for in the share dialogue: opens and closes it, copies, downloads. Nothing of it is run before the dialogue is opened.

use yew::prelude::*;

use crate::browser::{address, clipboard, dialogue, download, picture, sight};
use crate::html::part;
use crate::parts::share::Dialogue;
use crate::share::{Change, Deed, Share, Shows, Source, Told, beginning};
use crate::state::{Action, State};

/// The dialogue, if it is open.
pub fn dialogue(state: &State) -> Html {
    let (Some(session), Some(share)) = (&state.session, &state.share) else { return Html::default() };
    drawn(state, session, share)
}

#[inline(never)]
fn drawn(state: &State, session: &crate::session::Session, share: &Share) -> Html {
    let (shared, base) = (session.shared.clone(), address::base());
    let own = state.own().map(|own| own.file.clone());
    part(Dialogue { shared, scenario: session.scenario, base, share: share.clone(), own })
}

/// Lets the browser show the dialogue that is open above the page, with the focus in it.
pub fn show() {
    dialogue::show(DIALOGUE);
}

/// Does what the reader asks for, and tells what came of it.
#[inline(never)]
pub fn carry_out(state: &State, deed: Deed, tell: impl Fn(Change) + 'static) -> Option<Action> {
    match deed {
        Deed::Open => {
            let seen = sight::look((0, 0));
            return Some(Action::Share(Change::Open(seen.top..seen.top + seen.height)));
        }
        Deed::Close => dialogue::close(DIALOGUE),
        Deed::Copy | Deed::Download => take(state, deed, tell),
    }
    None
}

fn take(state: &State, deed: Deed, tell: impl Fn(Change) + 'static) {
    let (Some(session), Some(share)) = (&state.session, &state.share) else { return };
    let (document, base) = (session.shared.read(), address::base());
    let own = state.own().map(|own| own.file.clone());
    let source = Source { document: &document, scenario: session.scenario, base: &base, share, own: own.as_deref() };
    let form = share.form();
    let tell = move |told| tell(Change::Tell(told));
    if form.shows == Shows::Png {
        let drawn = source.picture();
        let pixels = picture::png(drawn.svg, drawn.width * share.scale, drawn.height * share.scale);
        if deed == Deed::Copy {
            return clipboard::copy_picture(pixels, move |done| {
                tell(if done { Told::Copied } else { Told::NotCopied })
            });
        }
        let name = source.file_name().unwrap_or_default();
        return picture::then(pixels, move |file| {
            tell(match file {
                Some(file) => {
                    download::download(&file, &name);
                    Told::Downloading(name)
                }
                None => Told::TooLarge,
            });
        });
    }
    if deed == Deed::Copy {
        let text = source.text();
        let is_whole = beginning(&text).len() == text.len();
        return clipboard::copy(text, move |done| {
            tell(match done {
                true => Told::Copied,
                false if !is_whole => Told::NotCopied,
                // Copying as browsers did it before they had a clipboard for pages, or else by the reader's hand.
                false if clipboard::copy_selected(FIELD) => Told::Copied,
                false => Told::ByHand,
            });
        });
    }
    if let (Some((_, kind)), Some(name)) = (form.file, source.file_name())
        && let Some(file) = download::file(&source.file(), kind)
    {
        download::download(&file, &name);
        tell(Told::Downloading(name));
    }
}

const DIALOGUE: &str = "[data-dialogue]";
const FIELD: &str = "[data-dialogue] textarea";
