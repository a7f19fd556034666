//! Puts into the site the program that reads models of the reader's own, under names that change with what is in it; nothing but those models makes a page load it.

use crate::failure::{Doing, Failure, Result};
use crate::run::{cargo, run, run_quietly};
use crate::tools::Tools;
use crate::{minify, project, rust};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;
use walrus::ModuleConfig;

/// Its package.
pub const PACKAGE: &str = "lifeline-reader";
/// How the names of its files begin.
pub const NAME: &str = "reader";
/// What stands in the page where its script's name is to be.
const IN_PAGE: &str = "reader.js";

/// Builds it as the app was built, and adds it to the site.
pub fn add(staging: &Path, is_release: bool) -> Result<()> {
    let mut build = cargo();
    // With the app, for then both share all that they are made of.
    build.args(["build", "--quiet", "--package", "lifeline", "--package", PACKAGE, "--target", rust::WASM]);
    run(build.args(is_release.then_some("--release")))?;
    let profile = if is_release { "release" } else { "debug" };
    let linked = project::target().join(rust::WASM).join(profile).join("lifeline_reader.wasm");
    let bound = project::target().join(NAME);
    let mut bind = Command::new(Tools::ready()?.wasm_bindgen());
    bind.args(["--target", "web", "--no-typescript", "--out-name", NAME, "--out-dir"]).arg(&bound).arg(&linked);
    run_quietly(&mut bind)?;

    let program = bound.join(format!("{NAME}_bg.wasm"));
    let program = lean(&fs::read(&program).doing(|| format!("reading {}", program.display()))?)?;
    let script = bound.join(IN_PAGE);
    let script = fs::read_to_string(&script).doing(|| format!("reading {}", script.display()))?;
    let script = minify::module(IN_PAGE, &script)?;
    let (program_is, script_is) = (format!("{NAME}-{}.wasm", hash(&program)), format!("{NAME}_bg.wasm"));
    let script = replaced("the reader's script", &script, &script_is, &program_is)?;
    let script_name = format!("{NAME}-{}.js", hash(script.as_bytes()));
    for (name, content) in [(&program_is, &program[..]), (&script_name, script.as_bytes())] {
        let to = staging.join(name);
        fs::write(&to, content).doing(|| format!("writing {}", to.display()))?;
    }
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    let html = replaced("index.html", &html, IN_PAGE, &script_name)?;
    fs::write(&page, html).doing(|| format!("writing {}", page.display()))
}

/// The program without names and notes, which only its makers read.
fn lean(program: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    let module = config.parse(program);
    let mut module = module.map_err(|error| Failure::new(format!("the reader of models is damaged: {error}")))?;
    let notes: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    notes.into_iter().for_each(|id| drop(module.customs.delete(id)));
    Ok(module.emit_wasm())
}

fn hash(content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// The text with the one name in it replaced.
fn replaced(what: &str, text: &str, name: &str, with: &str) -> Result<String> {
    match text.matches(name).count() {
        1 => Ok(text.replacen(name, with, 1)),
        count => Err(Failure::new(format!("{what} should name {name} once, and does {count} times"))),
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_PAGE, replaced};

    #[test]
    fn the_real_page_names_it_once_and_only_among_what_is_loaded_later() {
        let html = include_str!("../../index.html");
        let named = replaced("index.html", html, IN_PAGE, "reader-0123456789abcdef.js").unwrap_or_default();
        let later = named.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next());
        assert!(later.is_some_and(|later| later.contains("./reader-0123456789abcdef.js")), "{named}");
        assert!(replaced("index.html", "<p>no name</p>", IN_PAGE, "x").is_err());
    }
}
