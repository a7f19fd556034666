//! The share dialogue: the forms of a run, how the chosen one looks, and how to take it along.

use lifeline_core::diagram::svg::Shows as Content;
use lifeline_core::diagram::svg::{Picture, Theme};
use lifeline_core::model::ScenarioId;
use yew::prelude::*;

use super::changing::changing;
use super::data_address::data_address;
use super::dialog::Dialog;
use super::select::{onchoose, option};
use crate::state::action::ShareAction;
use crate::state::custom_model::CustomModel;
use crate::state::document::SharedDocument;
use crate::state::forms::{FORMS, Form, Shows, Source, THEMES, beginning};
use crate::state::share::{NoPicture, Share, ShareResult};
use crate::words::WORDS;
use lifeline_core::narration::fill;

/// Properties of [`ShareDialog`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub shared: SharedDocument,
    /// The scenario it was opened from.
    pub scenario: Option<ScenarioId>,
    /// The page's address, without anything that belongs to a run.
    pub base: AttrValue,
    /// What the reader has chosen.
    pub share: Share,
    /// The model again, where it is not the site's.
    pub custom: Option<CustomModel>,
    /// Something else was chosen.
    pub onshare: Callback<ShareAction>,
    /// The dialogue was closed.
    pub onclose: Callback<()>,
    /// What is chosen is to be copied; the field shows its text, where it has one.
    pub oncopy: Callback<NodeRef>,
    /// What is chosen is to be downloaded.
    pub ondownload: Callback<()>,
}

/// The dialogue.
#[component]
pub fn ShareDialog(props: &Props) -> Html {
    let field = use_node_ref();
    let source = Source {
        document: &props.shared.read(),
        scenario: props.scenario,
        base: &props.base,
        share: &props.share,
        custom: props.custom.as_ref(),
    };
    let form = props.share.form();
    html! {
        <Dialog id="share" title={WORDS.share_title} onclose={&props.onclose}>
            { forms(props, &source) }
            <section class="chosen" aria-labelledby="share-form">
                <div class="form" key={form.id}>
                    <h3 id="share-form">{ form.name }</h3>
                    <p>{ form.about }</p>
                    if matches!(form.shows, Shows::Svg | Shows::Png) {
                        { picture_options(props, &source) }
                    }
                    if let Some(words) = source.caution() {
                        <p class="caution">{ changing(words) }</p>
                    }
                </div>
                { looks(&source, &field) }
                { ways_out(props, &source, &field) }
            </section>
        </Dialog>
    }
}

/// The forms to choose from, by group.
fn forms(props: &Props, source: &Source<'_>) -> Html {
    let offered: Vec<_> = FORMS.iter().enumerate().filter(|(_, form)| source.offers(form)).collect();
    html! {
        <div class="kinds">
            for group in offered.chunk_by(|(_, one), (_, next)| one.group == next.group) {
                <fieldset>
                    <legend>{ group[0].1.group }</legend>
                    { for group.iter().map(|(position, form)| radio(props, *position, form)) }
                </fieldset>
            }
        </div>
    }
}

fn radio(props: &Props, position: usize, form: &Form) -> Html {
    html! {
        <label data-share={form.id}>
            <input
                type="radio"
                name="share"
                value={form.id}
                checked={props.share.form == position}
                onchange={props.onshare.reform(move |_| ShareAction::Choose(position))}
            />
            <span>{ form.name }</span>
        </label>
    }
}

/// What can be chosen about a picture.
fn picture_options(props: &Props, source: &Source<'_>) -> Html {
    let share = &props.share;
    let is_png = share.form().shows == Shows::Png;
    // A picture of pixels can't follow the reader's theme.
    let themes: Vec<_> = THEMES.into_iter().filter(|(_, theme, _)| !is_png || *theme != Theme::Either).collect();
    let theme = if is_png && share.theme == Theme::Either { Theme::Light } else { share.theme };
    let ontheme = onchoose(themes.iter().map(|(_, theme, _)| ShareAction::SetTheme(*theme)), &props.onshare);
    html! {
        <div class="options">
            if !source.document.run.is_at_end() && !source.is_part() {
                <label>
                    <span>{ WORDS.share_extent }</span>
                    <select
                        data-share-extent=""
                        onchange={onchoose([false, true].map(ShareAction::SetHere), &props.onshare)}
                    >
                        { option("whole", WORDS.share_whole, !share.is_here) }
                        { option("here", WORDS.share_to_here, share.is_here) }
                    </select>
                </label>
            }
            <label>
                <span>{ WORDS.share_colours }</span>
                <select data-share-theme="" onchange={ontheme}>
                    { for themes.into_iter().map(|(id, each, words)| option(id, words, each == theme)) }
                </select>
            </label>
            if is_png {
                <label>
                    <span>{ WORDS.share_scale }</span>
                    <select data-share-scale="" onchange={onchoose(SCALES.map(ShareAction::SetScale), &props.onshare)}>
                        { for SCALES.map(|scale| option(scale.to_string(), format!("{scale}×"), scale == share.scale)) }
                    </select>
                </label>
            }
            <fieldset>
                <legend>{ WORDS.share_shows }</legend>
                for (id, words, is_shown, without) in contents(share.shows) {
                    <label>
                        <input
                            type="checkbox"
                            data-share-shows={id}
                            checked={is_shown}
                            onchange={props.onshare.reform(move |_| ShareAction::SetShows(without))}
                        />
                        <span>{ words }</span>
                    </label>
                }
            </fieldset>
        </div>
    }
}

/// What a picture can show: its hook, its words, whether it is shown, and what is shown when that is turned over.
fn contents(shows: Content) -> [(&'static str, &'static str, bool, Content); 6] {
    let Content { title, states, fields, grounds, now, ground } = shows;
    [
        ("title", WORDS.share_shows_title, title, Content { title: !title, ..shows }),
        ("states", WORDS.share_shows_states, states, Content { states: !states, ..shows }),
        ("fields", WORDS.share_shows_fields, fields, Content { fields: !fields, ..shows }),
        ("grounds", WORDS.share_shows_grounds, grounds, Content { grounds: !grounds, ..shows }),
        ("now", WORDS.share_shows_now, now, Content { now: !now, ..shows }),
        ("ground", WORDS.share_shows_ground, ground, Content { ground: !ground, ..shows }),
    ]
}

/// What it will look like, and its text.
fn looks(source: &Source<'_>, field: &NodeRef) -> Html {
    let form = source.share.form();
    let class = if form.shows == Shows::Text { "looks only" } else { "looks" };
    let picture = if form.shows == Shows::Text { Html::default() } else { picture(source) };
    let text = if form.shows == Shows::Png { Html::default() } else { text(source, field) };
    html! {
        <div {class}>
            if form.shows == Shows::Svg {
                { picture }
                { text }
            } else {
                { text }
                { picture }
            }
        </div>
    }
}

/// The text in its field, and what there is to say about its length.
fn text(source: &Source<'_>, field: &NodeRef) -> Html {
    let text = source.text();
    let shown = beginning(&text);
    html! {
        <>
            <textarea
                readonly=true
                spellcheck="false"
                translate="no"
                aria-label={WORDS.share_field}
                value={shown.to_owned()}
                ref={field}
            />
            if shown.len() < text.len() {
                <p class="quiet">{ WORDS.share_beginning }</p>
            }
            if let Some(limit) = source.share.form().limit.and_then(|limit| limit(&text)) {
                <p class="quiet" data-limit="">{ changing(limit) }</p>
            }
        </>
    }
}

/// The picture as it will look, and what there is to say about it.
fn picture(source: &Source<'_>) -> Html {
    let Picture { svg, width, height } = source.picture();
    let shows = source.share.form().shows;
    let scale = if shows == Shows::Png { source.share.scale } else { 1 };
    let (scaled_width, scaled_height) = ((width * scale).to_string(), (height * scale).to_string());
    html! {
        <div>
            <div class="preview" tabindex="0" role="group" aria-label={WORDS.share_preview}>
                <img
                    src={data_address(&svg)}
                    alt={WORDS.share_preview}
                    width={width.to_string()}
                    height={height.to_string()}
                />
            </div>
            if shows != Shows::Link {
                <p class="quiet">
                    { changing(fill(WORDS.share_pixels, &[("width", &scaled_width), ("height", &scaled_height)])) }
                </p>
            }
            if source.is_part() {
                <p>{ WORDS.share_part }</p>
            }
        </div>
    }
}

/// The ways to take it along, and what came of them.
fn ways_out(props: &Props, source: &Source<'_>, field: &NodeRef) -> Html {
    let field = field.clone();
    html! {
        <div class="take">
            <button
                type="button"
                class="strong"
                data-copy=""
                autofocus=true
                onclick={props.oncopy.reform(move |_| field.clone())}
            >
                { WORDS.share_copy }
            </button>
            if let Some(name) = source.file_name() {
                <button type="button" data-download="" onclick={props.ondownload.reform(|_| ())}>
                    { WORDS.share_download }
                </button>
                <small translate="no">{ name }</small>
            }
            <p role="status" data-told="">
                if let Some(result) = &props.share.result {
                    { changing(words(result)) }
                }
            </p>
        </div>
    }
}

/// What came of copying or downloading, in words.
fn words(result: &ShareResult) -> String {
    match result {
        ShareResult::Drawing => WORDS.share_drawing.to_owned(),
        ShareResult::Copied => WORDS.share_copied.to_owned(),
        ShareResult::ByHand => WORDS.share_by_hand.to_owned(),
        ShareResult::NotCopied => WORDS.share_not_copied.to_owned(),
        ShareResult::Downloading(file) => fill(WORDS.share_downloading, &[("file", &file)]),
        ShareResult::NoPicture(NoPicture::TooLarge) => WORDS.share_too_large.to_owned(),
        ShareResult::NoPicture(NoPicture::Altered) => WORDS.share_altered.to_owned(),
        ShareResult::NoPicture(NoPicture::NeverWritten) => WORDS.share_never_written.to_owned(),
    }
}

/// So many pixels of a PNG can stand for one of the diagram's.
const SCALES: [i32; 3] = [1, 2, 3];
