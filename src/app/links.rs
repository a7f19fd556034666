//! The page and its address: what a link names is asked for and opened, the address follows, and a run survives that the page is loaded again.

use std::rc::Rc;

use lifeline_core::link::{self, Opened};
use lifeline_core::model::Model;
use yew::prelude::*;

use super::{App, Standing, own};
use crate::browser::{address, fetch, host, keep, look};
use crate::events::Message;
use crate::opening;
use crate::state::Action;
use crate::words::WORDS;

impl App {
    /// Opens the link in the address; a model that isn't open yet is asked for first.
    pub(super) fn open(&mut self, context: &Context<Self>) -> Option<Action> {
        (self.pending, self.request, self.missed) = (None, None, None);
        if self.state.embedded.as_ref().is_some_and(|embedded| embedded.waits) {
            return None;
        }
        let fragment = self.fragment();
        let id = opening::model_of(&fragment);
        if let Some(model) = self.state.found(&id) {
            return Some(Action::Open(Some(Box::new(opening::run(&model.0, &fragment))), Vec::new()));
        }
        if keep::held(own::MODEL).is_some_and(|kept| self.read_kept(context, kept, &id)) {
            return None;
        }
        self.ask(context, &id)
    }

    /// The link that is to be shown.
    pub(super) fn fragment(&self) -> String {
        match &self.state.embedded {
            None => address::fragment(),
            Some(embedded) => match &self.state.owned.model {
                None => embedded.given.clone(),
                Some(own) => embedded.link(own.model.id()),
            },
        }
    }

    /// Asks for a model, whose file may be there already.
    pub(super) fn ask(&mut self, context: &Context<Self>, id: &str) -> Option<Action> {
        let path = opening::file_of(id);
        if let Some(file) = path.as_deref().and_then(fetch::given) {
            return self.come(context, id, Ok(file));
        }
        let (link, asked) = (context.link().clone(), id.to_owned());
        let tell = move |file| link.send_message(Message::Come(asked, file));
        match path.ok_or(fetch::Missing::NotThere).and_then(|path| fetch::file(&path, tell)) {
            Ok(request) => {
                (self.request, self.is_coming) = (Some(request), true);
                None
            }
            Err(missing) => self.come(context, id, Err(missing)),
        }
    }

    /// A model's file has come. What can't be opened is said, and something usable is shown.
    pub(super) fn come(
        &mut self,
        context: &Context<Self>,
        id: &str,
        file: Result<Vec<u8>, fetch::Missing>,
    ) -> Option<Action> {
        let fragment = self.fragment();
        let mut notices = std::mem::take(&mut self.waiting);
        self.is_coming = false;
        let is_missing = matches!(file, Err(fetch::Missing::NotThere)) && self.state.embedded.is_none();
        if is_missing && self.own.kept.is_some() && self.read_instead(context) {
            self.waiting = notices;
            return None;
        }
        match opening::model(id, file) {
            Ok(model) => {
                if self.own.kept.is_some() {
                    self.forget_kept();
                }
                // The link's own model, or the one in its stead.
                let fragment = if opening::model_of(&fragment) == id { &fragment } else { "" };
                let may_recall = self.state.session.is_none() && self.state.embedded.is_none();
                let opened = match keep::held(RUN).filter(|_| may_recall && address::is_reloaded()) {
                    Some(kept) => recall(&model, fragment, &kept),
                    None => opening::run(&model, fragment),
                };
                return Some(Action::Open(Some(Box::new(opened)), notices));
            }
            Err(said) => notices.push(said),
        }
        if is_missing {
            self.missed = Some(fragment);
            notices.push(WORDS.own_if_yours.to_owned());
        }
        if self.state.session.is_some() {
            notices.push(WORDS.stays.to_owned());
        } else if id != opening::DEFAULT && self.state.embedded.is_none() {
            notices.push(WORDS.instead.to_owned());
            self.waiting = notices;
            return self.ask(context, opening::DEFAULT);
        }
        Some(Action::Open(None, notices))
    }

    /// Lets the address follow now, where it is still to.
    pub(super) fn write(&mut self) -> Option<Action> {
        drop(self.pending.take()?);
        self.follow();
        None
    }

    fn follow(&self) {
        if let Some(session) = &self.state.session {
            let run = &session.shared.read().run;
            let link = link::write_selected(run, session.scenario, session.selected);
            address::replace(&link);
            if self.state.embedded.is_some() {
                host::tell("change", &link);
            }
        }
    }

    /// The page is left, perhaps to be loaded again.
    pub(super) fn leave(&self) {
        if !self.state.is_complete {
            // There was hardly time to do anything.
            return;
        }
        let given = address::fragment();
        if self.pending.is_some() {
            self.follow();
        }
        // The pages in the frames of one page would keep theirs in one place.
        if let Some(session) = self.state.session.as_ref().filter(|_| self.state.embedded.is_none()) {
            keep::hold(RUN, &opening::kept(&session.shared.read().run, &given, &address::fragment()));
        }
    }

    /// A link was opened: until the reader does something, the address stays as it was given.
    pub(super) fn arrive(&mut self, standing: Standing) {
        self.ticks = None;
        self.followed = standing;
        if let Some(model) = self.state.model() {
            look::set_title(model.title().in_language(WORDS.code));
        }
        if self.state.embedded.is_some() {
            self.arrive_embedded();
        }
    }
}

/// Opens the run that the page had before it was loaded again, with what could be undone.
#[inline(never)]
pub(super) fn recall(model: &Rc<Model>, fragment: &str, kept: &str) -> Opened {
    let Some((link, past)) = opening::recalled(kept, fragment) else {
        return opening::run(model, fragment);
    };
    if link != fragment {
        address::replace(link);
    }
    let mut opened = opening::run(model, link);
    link::read_undo_history(&mut opened.run, past);
    opened
}

/// What the run is kept under while the page is loaded again.
pub(super) const RUN: &str = "lifeline-run";
