//! Every recipe's page in Chromium: the diagram plays, takes the page's theme, has room on any screen, and asks nobody but its own server.

use crate::harness::{Page, browse};
use crate::{Recipe, program, project};
use serde_json::json;

/// Where a page names no icon, the browser asks for one at the server's root, where nothing is.
const NO_ICON: &str = "data:,";

/// A model that lies beside a page, and the run that its element shows.
const MODEL: &str = include_str!("../../core/tests/models/dhcp.lifeline");

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
    recipe.write_own(
        "src/deeper/own.md",
        "src/deeper/mine.lifeline",
        "mine.lifeline",
        "../lifeline/index.html#registration",
    );
    recipe.replace("src/SUMMARY.md", "(registration.md)", "(registration.md)\n- [Own](deeper/own.md)");
    recipe.replace("src/SUMMARY.md", "(registration.md)", "(registration.md)\n- [Again](deeper/again.md)");
    recipe.run(&program("LIFELINE_MDBOOK"), &["build", "--dest-dir", "OUT"]);
    browse(|page| {
        plays_its_own(page, "mdbook/deeper/own.html");
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
    recipe.write_own(
        "docs/deeper/own.md",
        "docs/deeper/mine.lifeline",
        "../mine.lifeline",
        "../lifeline/index.html#registration",
    );
    let strict = "\nvalidation: { links: { anchors: warn, absolute_links: warn, unrecognized_links: warn } }\n";
    recipe.write("mkdocs.yml", &(recipe.read("mkdocs.yml") + strict));
    recipe.run(&program("LIFELINE_MKDOCS"), &["build", "--strict", "--site-dir", "OUT"]);
    browse(|page| {
        plays_its_own(page, "mkdocs/deeper/own/index.html");
        leads_to_the_run(page);
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
    recipe.write("_static/mine.lifeline", MODEL);
    let site = format!("{}sphinx/_static/lifeline/", program("LIFELINE_SITE"));
    let own = format!(
        ":orphan:\n\nA model of our own\n==================\n\n`A run <{site}#registration/not-valid>`_\n\n\
         .. raw:: html\n\n   <lifeline-diagram model=\"../_static/mine.lifeline\" run=\"join\"></lifeline-diagram>\n"
    );
    recipe.write("deeper/own.rst", &own);
    recipe.run(&program("LIFELINE_SPHINX"), &["--fail-on-warning", "-D", "html_favicon=not-valid.svg", ".", "OUT"]);
    // Its check of links asks for the site that was just built.
    let checked = recipe.folder.join("checked");
    recipe.run(&program("LIFELINE_SPHINX"), &["-b", "linkcheck", ".", checked.to_str().unwrap()]);
    let said = recipe.read("checked/output.json");
    assert!(said.contains("#registration/not-valid") && said.contains("\"working\""), "{said}");
    browse(|page| {
        plays(page, "sphinx/deeper/again.html");
        plays(page, "sphinx/index.html");
        plays_its_own(page, "sphinx/deeper/own.html");
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
    let link = "pathname:///any/folder/docusaurus/lifeline/index.html#registration";
    // Its name comes before that of the page that is gone to from the first one.
    recipe.write_own("docs/deeper/a-model.md", "static/deeper/mine.lifeline", "../mine.lifeline", link);
    recipe.replace(
        "docusaurus.config.js",
        "  baseUrl,",
        "  baseUrl,\n  onBrokenLinks: \"throw\",\n  onBrokenAnchors: \"throw\",",
    );
    recipe.replace("docusaurus.config.js", "baseUrl = \"/\"", "baseUrl = \"/any/folder/docusaurus/\"");
    recipe.replace("docusaurus.config.js", "  url:", &format!("  favicon: \"{NO_ICON}\",\n  url:"));
    recipe.run_of_npm("LIFELINE_DOCUSAURUS", "docusaurus", &["build", "--out-dir", "OUT"]);
    browse(|page| {
        plays_its_own(page, "docusaurus/deeper/a-model/");
        // It opens the run in a tab of its own.
        assert!(
            page.attr("a[href*='#registration/not-valid']", "href").starts_with("/any/folder/docusaurus/lifeline/")
        );
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
    let link = "/any/folder/vitepress/lifeline/index.html#registration";
    recipe.write_own("docs/deeper/own.md", "docs/public/deeper/mine.lifeline", "mine.lifeline", link);
    recipe.replace("docs/deeper/own.md", "/not-valid)", "/not-valid){target=\"_self\"}");
    recipe.replace("docs/.vitepress/config.js", "base = \"/\"", "base = \"/any/folder/vitepress/\"");
    let icon = format!("head: [[\"link\", {{ rel: \"icon\", href: \"{NO_ICON}\" }}], ");
    recipe.replace("docs/.vitepress/config.js", "head: [", &icon);
    recipe.run_of_npm("LIFELINE_VITEPRESS", "vitepress", &["build", "docs", "--outDir", "OUT"]);
    browse(|page| {
        plays_its_own(page, "vitepress/deeper/own.html");
        leads_to_the_run(page);
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
    let link = "../../lifeline/index.html#registration";
    recipe.write_own("content/deeper/own/index.md", "content/deeper/own/mine.lifeline", "mine.lifeline", link);
    recipe.replace("layouts/all.html", "<title>", &format!("<link rel=icon href={NO_ICON}><title>"));
    let address = "https://your.site/any/folder/hugo/";
    recipe.run(&program("LIFELINE_HUGO"), &["--destination", "OUT", "--baseURL", address, "--panicOnWarning"]);
    browse(|page| {
        plays_its_own(page, "hugo/deeper/own/index.html");
        leads_to_the_run(page);
        plays(page, "hugo/deeper/again/index.html");
        plays(page, "hugo/index.html");
        page.prefer(&[("prefers-color-scheme", "dark")]);
        wait_for_theme(page, "hugo", "dark");
    });
}

impl Recipe {
    /// Writes a page in Markdown that has a link to a run, below the address of the site's, and a model of its own.
    fn write_own(&self, page: &str, file: &str, model: &str, link: &str) {
        self.write(file, MODEL);
        let element = format!("<lifeline-diagram model=\"{model}\" run=\"join\"></lifeline-diagram>");
        self.write(page, &format!("# A model of our own\n\n[A run]({link}/not-valid)\n\n{element}\n"));
    }
}

/// The page's own model is found, and played.
#[track_caller]
fn plays_its_own(page: &Page, path: &str) {
    open(page, path);
    page.wait_for("lifeline-diagram");
    page.wait_until("its model is there", || {
        scroll(page, "center");
        page.script(&format!("return {FRAME}?.classList.contains('ready') ?? false"), &[]) == json!(true)
    });
    page.within(FRAME, || page.wait_until("it is played", || page.text(".foot h1") == "A DHCP lease"));
}

/// The link of such a page leads to the run.
#[track_caller]
fn leads_to_the_run(page: &Page) {
    page.script("document.querySelector('a[href*=\"#registration/not-valid\"]').click()", &[]);
    page.wait_until("the run", || page.count("[data-state=client]") == 1);
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
