//! Every recipe's page in Chromium: the diagram plays, takes the page's theme, has room on any screen, and asks nobody but its own server.

use crate::harness::{Page, browse};
use crate::{Recipe, program, project};
use serde_json::json;

/// Where a page names no icon, the browser asks for one at the server's root, where nothing is.
const NO_ICON: &str = "data:,";

/// The frame of the first element.
const FRAME: &str = "document.querySelector('lifeline-diagram').shadowRoot.querySelector('iframe')";

#[test]
fn plain_html() {
    let recipe = Recipe::copy("html", "lifeline", "html");
    recipe.replace("index.html", "<title>", &format!("<link rel=icon href={NO_ICON}><title>"));
    std::fs::rename(&recipe.folder, &recipe.out).unwrap();
    browse(|page| {
        plays(page, "html/index.html");
        page.prefer(&[("prefers-color-scheme", "dark")]);
        wait_for_theme(page, "html", "dark");
    });
    // The browser runs no script of the page's.
    browse(|page| {
        page.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
        open(page, "html/index.html");
        let script = "const image = document.querySelector('lifeline-diagram img');
            return [!!customElements.get('lifeline-diagram'), image.naturalWidth > 0, image.checkVisibility()]";
        page.wait_until("the picture is there", || page.script(script, &[]) == json!([false, true, true]));
        leave_picture(page, "html-no-script");
    });
}

#[test]
fn mdbook() {
    let recipe = Recipe::copy("mdbook", "src/lifeline", "mdbook");
    recipe.write("src/deeper/again.md", &with_blank_lines(&recipe.read("src/registration.md")));
    recipe.replace("src/SUMMARY.md", "(registration.md)", "(registration.md)\n- [Again](deeper/again.md)");
    recipe.run(&program("LIFELINE_MDBOOK"), &["build", "--dest-dir", "OUT"]);
    browse(|page| {
        plays(page, "mdbook/deeper/again.html");
        plays(page, "mdbook/registration.html");
        page.click("#mdbook-theme-toggle");
        for (theme, looks) in [("coal", "dark"), ("rust", "light"), ("ayu", "dark"), ("light", "light")] {
            page.click(&format!("#mdbook-theme-{theme}"));
            wait_for_theme(page, "mdbook", looks);
        }
    });
}

#[test]
fn mkdocs() {
    let recipe = Recipe::copy("mkdocs", "docs/lifeline", "mkdocs");
    recipe.write("docs/deeper/again.md", &with_blank_lines(&recipe.read("docs/index.md")));
    recipe.run(&program("LIFELINE_MKDOCS"), &["build", "--strict", "--site-dir", "OUT"]);
    browse(|page| {
        plays(page, "mkdocs/deeper/again/index.html");
        plays(page, "mkdocs/index.html");
    });
}

#[test]
fn material_for_mkdocs() {
    let recipe = Recipe::copy("mkdocs", "docs/lifeline", "material");
    recipe.write("docs/deeper/again.md", &with_blank_lines(&recipe.read("docs/index.md")));
    recipe.run(
        &program("LIFELINE_MATERIAL"),
        &["build", "--config-file", "material.yml", "--strict", "--site-dir", "OUT"],
    );
    browse(|page| {
        plays(page, "material/deeper/again/index.html");
        plays(page, "material/index.html");
        follows_the_switch(page, "material", "form[data-md-component=palette] label:not([hidden])");
    });
}

#[test]
fn sphinx() {
    let recipe = Recipe::copy("sphinx", "_static/lifeline", "sphinx");
    let again = recipe.read("index.rst").replace("not-valid.svg", "../not-valid.svg");
    recipe.write("deeper/again.rst", &format!(":orphan:\n\n{again}"));
    recipe.run(&program("LIFELINE_SPHINX"), &["--fail-on-warning", "-D", "html_favicon=not-valid.svg", ".", "OUT"]);
    browse(|page| {
        plays(page, "sphinx/deeper/again.html");
        plays(page, "sphinx/index.html");
    });
}

#[test]
fn myst_for_sphinx() {
    let recipe = Recipe::copy("sphinx", "_static/lifeline", "myst");
    // The page is the one that is written in Markdown for the others.
    std::fs::remove_file(recipe.folder.join("index.rst")).unwrap();
    let text = std::fs::read_to_string(project().join("docs/recipes/mkdocs/docs/index.md")).unwrap();
    recipe.write("index.md", &text);
    recipe.write("deeper/again.md", &format!("---\norphan: true\n---\n{}", with_blank_lines(&text)));
    recipe.replace("conf.py", "project =", "extensions = [\"myst_parser\"]\nproject =");
    recipe.run(&program("LIFELINE_MYST"), &["--fail-on-warning", "-D", "html_favicon=not-valid.svg", ".", "OUT"]);
    browse(|page| {
        plays(page, "myst/deeper/again.html");
        plays(page, "myst/index.html");
    });
}

#[test]
fn docusaurus() {
    let recipe = Recipe::copy("docusaurus", "static/lifeline", "docusaurus");
    let again = recipe.read("docs/registration.md").replace("slug: /", "title: Again");
    recipe.write("docs/deeper/again.md", &with_blank_lines(&again));
    recipe.replace("docusaurus.config.js", "baseUrl = \"/\"", "baseUrl = \"/any/folder/docusaurus/\"");
    recipe.replace("docusaurus.config.js", "  url:", &format!("  favicon: \"{NO_ICON}\",\n  url:"));
    recipe.run_of_npm("LIFELINE_DOCUSAURUS", "docusaurus", &["build", "--out-dir", "OUT"]);
    browse(|page| {
        plays(page, "docusaurus/deeper/again/");
        plays(page, "docusaurus/");
        follows_the_switch(page, "docusaurus", "[class*=colorModeToggle] button");
        plays_when_gone_to(page, "docusaurus", ".pagination-nav__link", ".pagination-nav__link--next");
    });
}

#[test]
fn vitepress() {
    let recipe = Recipe::copy("vitepress", "docs/public/lifeline", "vitepress");
    let again =
        recipe.read("docs/index.md").replace("# Registering a client", "# Again\n\n[The first one](../index.md)");
    recipe.write("docs/deeper/again.md", &with_blank_lines(&again));
    recipe.replace("docs/.vitepress/config.js", "base = \"/\"", "base = \"/any/folder/vitepress/\"");
    let icon = format!("head: [[\"link\", {{ rel: \"icon\", href: \"{NO_ICON}\" }}], ");
    recipe.replace("docs/.vitepress/config.js", "head: [", &icon);
    recipe.run_of_npm("LIFELINE_VITEPRESS", "vitepress", &["build", "docs", "--outDir", "OUT"]);
    browse(|page| {
        plays(page, "vitepress/index.html");
        plays(page, "vitepress/deeper/again.html");
        follows_the_switch(page, "vitepress", ".VPNavBarAppearance button");
        plays_when_gone_to(page, "vitepress", ".vp-doc p > a", "h1[id=registering-a-client]");
    });
}

#[test]
fn hugo() {
    let recipe = Recipe::copy("hugo", "static/lifeline", "hugo");
    // Below the first page, one that has a picture has a folder of its own.
    let again = with_blank_lines(&recipe.read("content/_index.md")).replace("../not-valid.svg", "not-valid.svg");
    recipe.write("content/deeper/again/index.md", &again);
    recipe.write("content/deeper/again/not-valid.svg", &recipe.read("content/not-valid.svg"));
    recipe.replace("layouts/all.html", "<title>", &format!("<link rel=icon href={NO_ICON}><title>"));
    let address = "https://your.site/any/folder/hugo/";
    recipe.run(&program("LIFELINE_HUGO"), &["--destination", "OUT", "--baseURL", address, "--panicOnWarning"]);
    browse(|page| {
        plays(page, "hugo/deeper/again/index.html");
        plays(page, "hugo/index.html");
        page.prefer(&[("prefers-color-scheme", "dark")]);
        wait_for_theme(page, "hugo", "dark");
    });
}

/// Presses a page's switch of themes twice: the diagram looks as the page does.
#[track_caller]
fn follows_the_switch(page: &Page, name: &str, switch: &str) {
    for theme in ["dark", "light"] {
        page.click(switch);
        wait_for_theme(page, name, theme);
    }
}

/// Follows a link to another page, which the one that is open makes by itself, and plays there; `sign` is only in that one.
#[track_caller]
fn plays_when_gone_to(page: &Page, name: &str, link: &str, sign: &str) {
    page.script("window.same = true; scrollTo(0, 0)", &[]);
    page.click(link);
    page.wait_until("the other page", || page.count(sign) == 1);
    plays_here(page, &format!("{name}-gone-to"));
    assert_eq!(page.script("return window.same", &[]), json!(true), "no page was loaded");
}

/// Opens a page and plays in its diagram, on a narrow screen and on a wide one.
#[track_caller]
fn plays(page: &Page, path: &str) {
    for width in [400, 1280] {
        page.resize(width, 900);
        open(page, path);
        plays_here(page, &format!("{path}-{width}"));
        let over = "return document.documentElement.scrollWidth - innerWidth";
        assert!(page.script(over, &[]).as_i64() <= Some(0), "{path} is wider than a screen of {width} px");
    }
}

/// Plays in the diagram of the page that is open.
#[track_caller]
fn plays_here(page: &Page, name: &str) {
    page.wait_for("lifeline-diagram");
    scroll(page, "center");
    page.wait_until("the frame is ready", || {
        let ready = format!(
            "return document.querySelector('lifeline-diagram').shadowRoot && {FRAME}?.classList.contains('ready')"
        );
        page.script(&ready, &[]) == json!(true)
    });
    page.within(FRAME, || {
        page.wait_until("it is the run of the still picture", || {
            page.count(".body [data-kind=timer-expired]") == 1
                && page.attr(".body [data-kind=closed]", "data-at") == "30000"
        });
        page.wait_until("its end is in sight", || page.count("[data-control=newest]") == 0);
    });
    page.settle();
    leave_picture(page, name);
    // It is a figure until somebody plays with it.
    page.within(FRAME, || {
        page.click(".heads");
        page.wait_for("[data-control=figure]");
    });
    scroll(page, "end");
    page.within(FRAME, || {
        page.click("[data-action=connect]");
        page.wait_until("the client has connected", || page.attr("[data-state=client]", "data-value") == "connected");
    });
    // The still picture is where it should be, but only in the element, and so not in sight. mdBook has it twice, and Docusaurus puts
    // one as small as this into the page itself.
    let pictures = "const pictures = [...document.querySelectorAll('img[src*=not-valid], lifeline-diagram img')];
        return Promise.all(pictures.map(async (picture) => [
            !!picture.closest('lifeline-diagram'), picture.checkVisibility(), (await fetch(picture.src)).status ]))";
    let pictures = page.script(pictures, &[]);
    let pictures = pictures.as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(!pictures.is_empty() && pictures.iter().all(|it| *it == json!([true, false, 200])), "{pictures:?}");
}

/// Scrolls until the diagram is in sight: its middle, or its end, where the buttons are.
#[track_caller]
fn scroll(page: &Page, block: &str) {
    let script =
        "document.querySelector('lifeline-diagram').scrollIntoView({ block: arguments[0], behavior: 'instant' })";
    page.script(script, &[json!(block)]);
}

/// Opens one of the pages.
#[track_caller]
fn open(page: &Page, path: &str) {
    page.must("url", json!({ "url": format!("{}{path}", page.site) }));
}

/// Waits until the diagram looks as the page does.
#[track_caller]
fn wait_for_theme(page: &Page, name: &str, theme: &str) {
    page.within(FRAME, || page.wait_until(theme, || page.attr("html", "data-theme") == theme));
    page.settle();
    leave_picture(page, &format!("{name}-{theme}"));
}

/// Leaves a picture of the page beside the copies of the recipes, for whoever wants to look.
#[track_caller]
fn leave_picture(page: &Page, name: &str) {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    page.screenshot(&crate::driver::leavings().unwrap().join("recipes").join(format!("{name}.png")));
}

/// The same page one folder further down, with blank lines in the element.
fn with_blank_lines(text: &str) -> String {
    let (before, rest) = text.split_once("![").unwrap();
    let (picture, after) = rest.split_once("</lifeline-diagram>").unwrap();
    let picture = picture.replace("not-valid.svg", "../not-valid.svg");
    format!("{before}\n\n![{picture}\n\n</lifeline-diagram>{after}")
}
