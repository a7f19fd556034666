//! Models of the reader's own: their files come from the reader's hand or from the page around this one, are read here, and are kept while the window is open.

use std::rc::Rc;

use yew::prelude::*;

use super::App;
use super::links::{RUN, recall};
use crate::browser::files::{Drag, File};
use crate::browser::{address, files, host, keep, sight};
use crate::events::{Given, Message};
use crate::opening;
use crate::own::{self, Change, Mistakes, Opening};
use crate::parts::own::{FIELD, MISTAKES, OVER};
use crate::state::Action;
use crate::words::WORDS;

/// What the browser does for such models.
#[derive(Debug, Default)]
pub(super) struct Service {
    /// The text that is being read.
    /// What this window keeps, where the site may have a model of that id, too.
    pub(super) kept: Option<String>,
    /// Watches for files over the page.
    _drags: Option<[sight::Watch; 4]>,
}

impl App {
    /// Lets files be dropped on the page from now on. In another page it is a guest, and what is dropped there is none of its business:
    /// but perhaps that page will hand over a model.
    #[inline(never)]
    pub(super) fn await_own(&mut self, context: &Context<Self>) {
        match &self.state.embedded {
            Some(embedded) if embedded.waits => self.await_model(context),
            Some(_) => {}
            None => {
                let link = context.link().clone();
                self.own._drags = files::on_drag(OVER, move |drag| link.send_message(given(Given::Drag(drag))));
            }
        }
    }

    /// The reader has chosen files.
    #[inline(never)]
    pub(super) fn choose(&mut self, context: &Context<Self>) -> Option<Action> {
        self.take_files(context, files::chosen(FIELD))
    }

    fn take_files(&mut self, context: &Context<Self>, files: Vec<File>) -> Option<Action> {
        let mut files = files.into_iter();
        let file = match (files.next(), files.next()) {
            (Some(file), None) => file,
            (Some(_), Some(_)) => return refuse(WORDS.own_one_file.to_owned()),
            _ => return Some(Action::Own(Change::Over(false))),
        };
        let name = file.name();
        if let Err(why) = own::size(&name, file.size()) {
            return refuse(why);
        }
        let link = context.link().clone();
        file.read(move |content| link.send_message(given(Given::Content(name, content))));
        Some(Action::Own(Change::Over(false)))
    }

    /// A model of the reader's own has come a step further.
    #[inline(never)]
    pub(super) fn give(&mut self, context: &Context<Self>, given: Given) -> Option<Action> {
        match given {
            Given::Drag(Drag::Over) => (!self.state.owned.is_over).then_some(Action::Own(Change::Over(true))),
            Given::Drag(Drag::Gone) => Some(Action::Own(Change::Over(false))),
            Given::Drag(Drag::Dropped(files)) => self.take_files(context, files),
            Given::Content(file, content) => match own::text(&file, content) {
                Ok(text) => {
                    self.read_text(context, file, text);
                    None
                }
                Err(why) => refuse(why),
            },
            Given::Reading(file, text) => self.take_reading(context, &file, &text),
        }
    }

    /// Has the text of a model read. What was being read before is given up.
    #[inline(never)]
    pub(super) fn read_text(&mut self, context: &Context<Self>, file: String, text: String) {
        context.link().send_message(given(Given::Reading(file, text)));
    }

    /// Opens what was read, or says what is wrong with it.
    fn take_reading(&mut self, context: &Context<Self>, file: &str, text: &str) -> Option<Action> {
        let told = match own::model(file, text) {
            Ok(own) => {
                self.own.kept = None;
                self.is_coming = false;
                let id = own.model.id().to_owned();
                if self.state.embedded.is_none() && !host::is_there() {
                    keep::hold(MODEL, &own::kept(&id, file, text));
                }
                return Some(self.open_own(own));
            }
            Err(Some(problems)) => {
                let mistakes = Mistakes { file: file.into(), problems };
                if self.state.embedded.is_some() {
                    host::tell("error", &own::told(&mistakes));
                } else {
                    self.focus = Some(MISTAKES.to_owned());
                }
                Change::Mistake(Rc::new(mistakes))
            }
            Err(None) => {
                if self.state.embedded.is_some() {
                    host::tell("error", WORDS.own_no_reader);
                }
                Change::Refuse(WORDS.own_no_reader.to_owned())
            }
        };
        if self.state.session.is_none() && self.state.embedded.is_none() {
            // It was open before the page was loaded again. Something usable is shown in its stead.
            self.state.apply(Action::Own(told));
            self.waiting = self.state.notices.iter().map(|notice| notice.text().to_owned()).collect();
            return self.ask(context, opening::DEFAULT);
        }
        self.is_coming = false;
        Some(Action::Own(told))
    }

    fn open_own(&mut self, own: own::Own) -> Action {
        if let Some(embedded) = &mut self.state.embedded {
            embedded.waits = false;
            // What is shown there is for the page around it to say.
            let model = own.model.clone();
            self.state.apply(Action::Own(Change::Take(Rc::new(own))));
            let opened = opening::run(&model.0, &self.fragment());
            return Action::Open(Some(Box::new(opened)), Vec::new());
        }
        let is_first = self.state.session.is_none();
        // The link that was asked for when it was not there yet.
        let missed = self.missed.clone().filter(|link| opening::model_of(link) == own.model.id());
        let fragment = missed.unwrap_or_else(address::fragment);
        let Opening { own, mut opened, notices, is_new } = own::open(&self.state, own, &fragment);
        if is_new {
            let _written = self.write();
            address::push(own.model.id());
            self.state.apply(Action::Newest);
            self.focus = Some(sight::SCROLLER.to_owned());
        } else if fragment != address::fragment() {
            address::push(&fragment);
        }
        if let Some(kept) = keep::held(RUN).filter(|_| is_first && address::is_reloaded()) {
            opened = recall(&own.model.0, &fragment, &kept);
        }
        self.state.apply(Action::Own(Change::Take(Rc::new(own))));
        Action::Open(Some(Box::new(opened)), notices)
    }

    /// Reads again the model with this id that the window keeps. Where the reader has come here otherwise than by going back or loading the
    /// page again, a model of the site goes before it.
    #[inline(never)]
    pub(super) fn read_kept(&mut self, context: &Context<Self>, kept: String, id: &str) -> bool {
        let is_guest = self.state.embedded.is_some() || host::is_there();
        if is_guest || own::recalled(&kept).is_none_or(|kept| &*kept.id != id) {
            return false;
        }
        self.own.kept = Some(kept);
        address::is_come_back_to() && self.read_instead(context)
    }

    /// The site has no such model, but the window keeps it: perhaps.
    #[inline(never)]
    pub(super) fn read_instead(&mut self, context: &Context<Self>) -> bool {
        let kept = self.own.kept.take();
        let Some(kept) = kept.as_deref().and_then(own::recalled) else { return false };
        self.read_text(context, kept.file.to_string(), kept.text.to_string());
        true
    }

    /// The site has a model with the id of the one that the window keeps, and that is the one that the reader has come for.
    #[inline(never)]
    pub(super) fn forget_kept(&mut self) {
        self.own.kept = None;
        keep::hold(MODEL, "");
    }

    /// Leaves the reader's own model for what the page shows to who names none.
    #[inline(never)]
    pub(super) fn leave_own(&mut self, context: &Context<Self>) -> Option<Action> {
        let _written = self.write();
        keep::hold(MODEL, "");
        address::push("");
        self.state.apply(Action::Own(Change::Close));
        // The button that was pressed goes away.
        self.focus = Some(sight::SCROLLER.to_owned());
        self.open(context)
    }
}

fn given(given: Given) -> Message {
    Message::Given(Box::new(given))
}

fn refuse(why: String) -> Option<Action> {
    Some(Action::Own(Change::Refuse(why)))
}

/// What the text of the reader's own model is kept under while the window is open.
pub(super) const MODEL: &str = "lifeline-model";
