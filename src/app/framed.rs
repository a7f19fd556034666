//! The page inside another one: it hears what that one asks for, and tells it what happens here and how much room it takes.

use lifeline_core::link;
use yew::prelude::*;

use super::App;
use crate::browser::{address, host, sight};
use crate::embedded::{self, Said};
use crate::events::Message;
use crate::own::{self, Change};
use crate::state::{Action, Notice, State, Wishes};
use crate::zoom::shown;

impl App {
    /// The same in a page inside another one, which is told what is wrong with the link.
    #[inline(never)]
    pub(super) fn arrive_embedded(&mut self) {
        let State { session, embedded: Some(embedded), notices, .. } = &mut self.state else { return };
        if let Some(session) = session {
            let run = &session.shared.read().run;
            embedded.opened = link::write_selected(run, session.scenario, session.selected);
        }
        if !notices.is_empty() {
            host::tell("error", &notices.iter().map(Notice::text).collect::<Vec<_>>().join(" "));
        }
        if std::mem::take(&mut embedded.returns) {
            host::tell("change", &embedded.opened);
        }
        embedded.reserved = 0;
    }

    /// Tells the page around this one how much room the whole run takes; once for each that is opened, so that nothing moves while
    /// the reader goes on with it.
    #[inline(never)]
    pub(super) fn reserve(&mut self, context: &Context<Self>) {
        let (width, percent) = (self.state.seen.width, self.state.percent());
        let State { session: Some(session), embedded: Some(embedded), .. } = &mut self.state else { return };
        if self.heard.is_none() {
            self.heard = listen(context);
        }
        if width == 0 || width == embedded.reserved {
            return;
        }
        if let Some(whole) = session.shared.height(width, true) {
            embedded.reserved = width;
            host::tell_pixels("height", sight::height_for(embedded::room(shown(whole, percent))));
        }
    }

    /// Hears the page around this one, and tells it so: the model that is to be shown comes from there.
    pub(super) fn await_model(&mut self, context: &Context<Self>) {
        self.heard = listen(context);
        host::tell("ready", "");
    }

    /// Does what the page around this one asks for.
    #[inline(never)]
    pub(super) fn hear(&mut self, context: &Context<Self>, kind: &str, value: String) -> Option<Action> {
        match embedded::understood(kind, value)? {
            Said::Theme(theme) => Some(Action::Wish(Wishes { theme, ..self.state.wishes })),
            Said::Open(link) => {
                address::replace(&link);
                self.state.embedded.as_mut()?.given = link;
                // A model that is being read is opened with it.
                self.open(context)
            }
            Said::Model(text) => {
                if let Err(why) = own::size("", text.len()) {
                    self.is_coming = false;
                    host::tell("error", &why);
                    return Some(Action::Own(Change::Refuse(why)));
                }
                self.read_text(context, String::new(), text);
                None
            }
        }
    }

    /// Shows again what a page inside another one was given to show.
    #[inline(never)]
    pub(super) fn return_to_given(&mut self, context: &Context<Self>) -> Option<Action> {
        let embedded = self.state.embedded.as_mut()?;
        embedded.returns = true;
        address::replace(&embedded.given);
        // The button that was pressed goes away.
        self.focus = Some(sight::SCROLLER.to_owned());
        self.open(context)
    }
}

fn listen(context: &Context<App>) -> Option<sight::Watch> {
    let link = context.link().clone();
    host::on_message(move |kind, value| link.send_message(Message::Heard(kind, value)))
}
