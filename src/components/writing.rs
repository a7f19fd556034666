//! The pane in which a model is written: its drafts, the field, what is wrong with the text, and the language in short.

use lifeline_core::model::{Problem, Replacement};
use lifeline_core::narration::fill;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::changing::changing;
use super::editor::Editor;
use super::problems::Problems;
use super::select::{onchoose, option};
use crate::browser::{download, source};
use crate::hooks::{OnDisk, StateHandle, use_disk_file, use_dispatch};
use crate::state::action::WriteAction;
use crate::state::custom_model::named;
use crate::state::disk_file::DiskFile;
use crate::state::editing::{place, remedy};
use crate::state::highlight::pieces;
use crate::state::writing::{CRIB, Writing, standing};
use crate::words::WORDS;

/// Properties of [`WritingPane`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub state: StateHandle,
    /// Receives the field.
    pub field: NodeRef,
}

/// The pane; nothing where no draft is open.
#[component]
pub fn WritingPane(Props { state, field }: &Props) -> Html {
    let onwrite = use_dispatch::<WriteAction>(state);
    let on_disk = use_disk_file(state);
    let scroller = use_node_ref();
    let ontype = use_callback(onwrite.clone(), |text: Rc<str>, onwrite| onwrite.emit(WriteAction::Type(text)));
    let Some(writing) = &state.writing else { return Html::default() };
    let text = &writing.draft.text;
    let reading = writing.current();
    let onshow = {
        let (field, scroller, text) = (field.clone(), scroller.clone(), text.clone());
        Callback::from(move |problem: Problem| {
            source::go_to(&scroller, &field, place(&text, problem.span.start), problem.place.line as usize - 1);
        })
    };
    let is_current = reading.is_some();
    let standing = standing(writing, state.plays(writing.draft.id));
    let onmend = {
        let (field, text) = (field.clone(), text.clone());
        Callback::from(move |replacement: Replacement| {
            // Of a text that has changed since, it is not known where its words are.
            if is_current {
                source::apply(&field, &remedy(&text, &replacement));
            }
        })
    };
    html! {
        <section class="writing" data-writing="" aria-label={WORDS.write_title}>
            { head(state, writing, &onwrite, on_disk.as_ref()) }
            <Editor
                key={writing.openings}
                text={text.clone()}
                reading={reading.cloned()}
                field={field.clone()}
                {scroller}
                {ontype}
            />
            <div class="standing">
                <p role="status" data-standing="">{ changing(standing) }</p>
                if !is_current {
                    <p class="reading">{ WORDS.write_reading }</p>
                }
                if let Some((file, on_disk)) = writing.file.as_ref().zip(on_disk.as_ref()) {
                    { disk_file(file, text, on_disk, &onwrite) }
                }
                if let Some(deleted) = &writing.deleted {
                    <p>
                        { changing(fill(WORDS.write_deleted, &[("name", &named(&deleted.name))])) }
                        <button type="button" data-control="restore" onclick={onwrite.reform(|_| WriteAction::Restore)}>
                            { WORDS.undo }
                        </button>
                    </p>
                }
            </div>
            if let Some(reading) = &writing.reading {
                <Problems reading={reading.clone()} {onshow} {onmend} />
            }
            <Crib />
        </section>
    }
}

/// The drafts, and what can be done with the one that is open.
fn head(state: &StateHandle, writing: &Writing, onwrite: &Callback<WriteAction>, on_disk: Option<&OnDisk>) -> Html {
    let draft = &writing.draft;
    let ids: Vec<_> = state.drafts.iter().map(|draft| draft.id).collect();
    let options = state.drafts.iter().map(|other| {
        let name = if other.id == draft.id { &draft.name } else { &other.name };
        option(other.id.0.to_string(), name.to_string(), other.id == draft.id)
    });
    let saved = draft.clone();
    let onexport = move |_| {
        if let Some(file) = download::file(&saved.text, "text/plain") {
            download::download(&file, &saved.file());
        }
    };
    let onrename =
        onwrite.reform(|event: Event| WriteAction::Rename(event.target_unchecked_into::<HtmlInputElement>().value()));
    let button = |control: &'static str, words: &'static str, action: WriteAction| {
        html! {
            <button type="button" data-control={control} onclick={onwrite.reform(move |_| action.clone())}>{ words }</button>
        }
    };
    html! {
        <div class="drafts">
            <div class="draft">
                <input
                    type="text"
                    data-draft-name=""
                    aria-label={WORDS.write_name}
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="60"
                    value={draft.name.to_string()}
                    onchange={onrename}
                />
                if ids.len() > 1 {
                    <label title={WORDS.write_drafts}>
                        <i aria-hidden="true">{ "▾" }</i>
                        <select
                            data-drafts=""
                            aria-label={WORDS.write_drafts}
                            onchange={onchoose(ids.into_iter().map(WriteAction::Choose), onwrite)}
                        >
                            { for options }
                        </select>
                    </label>
                }
            </div>
            { button("new", WORDS.write_new, WriteAction::New) }
            if let Some(OnDisk { onopen, .. }) = on_disk {
                <button type="button" data-control="open-file" onclick={onopen.reform(|_| ())}>{ WORDS.file_open }</button>
            }
            <button type="button" data-control="export" onclick={onexport}>{ WORDS.write_export }</button>
            { button("delete", WORDS.write_delete, WriteAction::Delete) }
            <button
                type="button"
                class="close"
                data-control="close-writing"
                aria-label={WORDS.close}
                onclick={onwrite.reform(|_| WriteAction::Close)}
            >
                { "×" }
            </button>
        </div>
    }
}

/// The file that the draft came from: it can be saved there, or one of two texts chosen.
fn disk_file(file: &DiskFile, text: &Rc<str>, OnDisk { onsave, .. }: &OnDisk, onwrite: &Callback<WriteAction>) -> Html {
    let name = named(&file.name);
    html! {
        <>
            if file.other.is_some() {
                <p data-both="">
                    { changing(fill(WORDS.file_both, &[("file", &name)])) }
                    <button type="button" data-control="take-file" onclick={onwrite.reform(|_| WriteAction::TakeFile)}>
                        { WORDS.file_take }
                    </button>
                    <button type="button" data-control="keep-draft" onclick={onwrite.reform(|_| WriteAction::KeepDraft)}>
                        { WORDS.file_keep }
                    </button>
                </p>
            } else {
                <button
                    type="button"
                    data-control="save-file"
                    aria-disabled={(file.text == *text).then_some("true")}
                    onclick={onsave.reform(|_| ())}
                >
                    { changing(fill(WORDS.file_save, &[("file", &name)])) }
                </button>
            }
            if let Some(trouble) = &file.trouble {
                <p data-trouble="">{ changing(trouble) }</p>
            }
        </>
    }
}

/// The language in short, and the way to all of it.
#[component]
fn Crib() -> Html {
    html! {
        <details class="crib">
            <summary>{ WORDS.write_crib }</summary>
            <pre translate="no" tabindex="0">
                for line in CRIB.lines() {
                    <div>
                        for piece in pieces(line, &[]) {
                            <span class={piece.class}>{ &line[piece.range] }</span>
                        }
                    </div>
                }
            </pre>
            <p>
                <span id="write-keys">{ WORDS.write_keys }</span>
                { " " }
                <a href="docs/language.html" target="_blank" rel="noopener">{ WORDS.write_crib_more }</a>
            </p>
        </details>
    }
}
