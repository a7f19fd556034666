//! Finishes a site that Trunk has built, before it takes the old one's place: packs the models, puts apart what is loaded later, and lists what is kept for when there is no network.

use crate::failure::{Doing, Failure, Result};
use crate::{offline, pack, project, rust, split};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// How the name of the app's first part ends, and how that of its later one; `static/boot.js` knows both.
pub const FIRST: &str = "_bg.wasm";
/// The same of the later part.
pub const LATER: &str = "_later.wasm";

/// Called by Trunk, with the folder of the site and the kind of build in variables.
pub fn site() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failure::new("this is called by Trunk while it builds the site, and not by hand"))?;
    let staging = Path::new(&staging);
    pack::models(&staging.join("models"))?;
    styles(staging)?;
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release") {
        app(staging)?;
        start(staging)?;
        // The last of all, since it lists what is there.
        if std::env::var_os(offline::LEFT_OUT).is_none() {
            offline::add(staging)?;
        }
    }
    Ok(())
}

/// Puts the styles that are fetched later into the site, under a name that changes with them, as Trunk does with the others.
fn styles(staging: &Path) -> Result<()> {
    let (from, page) = (project::root().join("static").join(STYLES), staging.join("index.html"));
    let styles = fs::read_to_string(&from).doing(|| format!("reading {}", from.display()))?;
    let mut hash = DefaultHasher::new();
    styles.hash(&mut hash);
    let name = format!("later-{:016x}.css", hash.finish());
    let html = fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    let to = staging.join(&name);
    fs::write(&to, styles).doing(|| format!("writing {}", to.display()))?;
    fs::write(&page, html.replace(STYLES, &name)).doing(|| format!("writing {}", page.display()))
}

fn app(staging: &Path) -> Result<()> {
    let whole = named(staging, |name| name.ends_with(FIRST))?;
    let beside = |end: &str| PathBuf::from(whole.to_string_lossy().replace(FIRST, end));
    let (rest, script) = (beside(LATER), beside(".js"));
    let wasm = fs::read(&whole).doing(|| format!("reading {}", whole.display()))?;
    let glue = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    let linked = project::target().join(rust::WASM).join("release/lifeline.wasm");
    let linked = fs::read(&linked).doing(|| format!("reading {}", linked.display()))?;
    let split::Split { first, later, glue } = split::split(&wasm, &linked, &glue, RARE)?;
    for (path, content) in [(&whole, first), (&rest, later), (&script, glue.into_bytes())] {
        fs::write(path, content).doing(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

/// Takes the comments out of the script that starts the app.
fn start(staging: &Path) -> Result<()> {
    let script = named(staging, |name| name.starts_with("boot-"))?;
    let code = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    fs::write(&script, split::code_of(&code)).doing(|| format!("writing {}", script.display()))
}

/// The one file of the folder that has such a name.
fn named(folder: &Path, is_it: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).doing(|| format!("reading {}", folder.display()))?;
    let mut entries = entries.flatten();
    let found = entries.find(|entry| is_it(&entry.file_name().to_string_lossy()));
    found.map(|entry| entry.path()).ok_or_else(|| Failure::new(format!("{} lacks a file of the app", folder.display())))
}

/// The styles of what is not there at first, in `static/` and in the page's head.
const STYLES: &str = "later.css";

/// Which functions are loaded later, each with all that only it calls: those with one of these words in their names.
const RARE: &[&str] = &[
    // What Yew can do and the page does not ask of it: listening to events element by element, and nodes of other kinds than ours.
    "SubtreeData>",
    "subtree_root::EventDescriptor as",
    "subtree_root::EventDescriptor, alloc",
    "subtree_root::EventDescriptor, ())>>::reserve",
    "BSubtree>::ensure_handled",
    "RawTable<(u32, ",
    "listeners::Reg",
    "listeners::ListenerRegistration",
    "virtual_dom::vraw",
    "dom_bundle::braw",
    "suspense",
    "vportal",
    "lifecycle::DestroyRunner",
    "Scoped>::destroy",
    "::shift",
    "VNode as core::clone::Clone",
    "IndexMap<implicit_clone",
    "invoke::<js_sys",
    "js_sys::Int",
    "js_sys::Uint",
    "js_sys::Float",
    "js_sys::BigInt",
    "_::invoke::<wasm_bindgen::JsValue, wasm_bindgen::JsValue",
    // What a page hardly gets to: trees that shrink, tables that fill up, whole models taken down.
    "BalancingContext",
    "merge_tracking",
    "rehash_in_place",
    "drop_in_place::<lifeline_core::model::Model>",
    "drop_in_place::<lifeline_core::run::Run>",
    "VTag>>::drop_slow",
    "VComp>>::drop_slow",
    "QueueState>>::drop_slow",
    "AppData>>>::drop_slow",
    "ComponentState>>>::drop_slow",
    // What the reader does after the first look: other settings, going back, cutting and undoing, details.
    "App>::keep",
    "presses::changed",
    "Session>::set",
    "session::go",
    "session::take_over",
    "State>::set",
    "selected::details",
    "Keys>::list",
    "lifeline::marks",
    "parts::marks",
    "clock::dropped",
    "State>::tell_dropped",
    "presses::next_showing",
    "App>::read",
    "App>::show_selected",
    "presses::zoom",
    "presses::statement",
    "app::recall",
    "address::on_leave",
    "steps_within::<core::iter::adapters::copied",
    "Run>::back",
    "Run>::walk_to",
    "Run>::undo",
    "Run>::redo",
    "Run>::reset",
    "Run>::set",
    "state::value_of",
    "duration::length",
    "Document>::cut",
    "Run>::cut",
    "Run>::all_steps",
    "Run>::kept_steps",
    "Run>::remember",
    "Run>::restore",
    "Run>::redo_moment",
    // Sharing and saving.
    "lifeline_core::export",
    "lifeline::share",
    "lifeline::sharing",
    "parts::share",
    "svg::Writer",
    "State>::share",
    "browser::picture",
    "browser::clipboard",
    "browser::download",
    "address::base",
    "JsFuture",
    "future_to_promise",
    // What only a page inside another one does.
    "App>::arrive_embedded",
    "App>::reserve",
    "App>::hear",
    "App>::return_to_given",
    "Foot as lifeline::html::Part",
    "page::embed",
    "host::on_message",
    "host::send",
    "MessageEvent",
    "embedded::understood",
    "embedded::room",
    "Shared>::whole_height",
    "sight::height_for",
    // What is wrong with a link, and what can't be done.
    "link::mend",
    "link::past",
    "link::trouble",
    "link::compact",
    "read::Reader>::stand",
    "read::Reader>::no_step",
    "read::Reader>::say",
    "Run>::stand",
    "names::Nearest",
    "link::Reader>::unknown_step",
    "Speaker>::refused",
];
