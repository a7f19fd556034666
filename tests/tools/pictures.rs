//! Browser, resvg, CairoSVG, WeasyPrint and MuPDF draw the same colours: a light ground, dark ink, the accent, and no black.

use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::picture;
use lifeline_core::narration::ENGLISH;
use serde_json::json;

use crate::browsers::{Engine, Wishes};
use crate::driver::Driver;
use crate::pixels::Pixels;
use crate::{folder, runs, tool};

/// How many pixels are drawn for one: a thin line between two is in no colour of its own.
const SCALE: u32 = 2;

#[test]
fn chromium_draws_them_in_their_colours() {
    let start = || Driver::start(Engine::Chromium, &Wishes::default()).unwrap_or_else(|e| panic!("{e}"));
    let mut browser = start();
    assert_drawn_in_colour("chromium", |from, to, (width, height)| {
        let address = json!({ "url": format!("file://{}", from.display()) });
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": SCALE });
        let whole = json!({ "clip": clip, "captureBeyondViewport": true });
        let shot = |browser: &Driver| {
            browser.post("url", &address)?;
            browser.devtools("Page.captureScreenshot", &whole)
        };
        // Now and then, a browser that is asked for a picture does not answer any more.
        let shot = shot(&browser).or_else(|_| {
            browser = start();
            shot(&browser)
        });
        let shot = shot.unwrap_or_else(|e| panic!("{e}"));
        let png = base64::prelude::BASE64_STANDARD.decode(shot["data"].as_str().unwrap()).unwrap();
        std::fs::write(to, png).unwrap();
    });
}

#[test]
fn two_pictures_in_a_page_change_nothing_outside_of_them() {
    let browser = Driver::start(Engine::Chromium, &Wishes::default()).unwrap_or_else(|e| panic!("{e}"));
    let page = "data:text/html;charset=utf-8,<!doctype html><body><p translate=no>A<b fill='%23ffffff'>B</b></p>\
        <svg><title>C</title><g fill='%23ffffff'><text class=body>D</text></g></svg><div id=here style=position:absolute></div>";
    browser.post("url", &json!({ "url": page })).unwrap();
    let pictures: Vec<String> = svgs().map(|(_, svg, _)| svg).filter(|svg| svg.contains("<style>")).take(2).collect();
    // In dark, the half that has styles.
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    browser.devtools("Emulation.setEmulatedMedia", &dark).unwrap();
    let script = "const [pictures] = arguments;
        const outside = [...document.querySelectorAll('body, p, b, svg, title, g, text')];
        const looks = () => JSON.stringify(outside.map((it) => [...getComputedStyle(it)]
            .map((name) => [name, getComputedStyle(it)[name]])));
        const before = looks();
        document.querySelector('#here').innerHTML = pictures.join('');
        const ids = [...document.querySelectorAll('#here [id]')].map((it) => it.id);
        return [before === looks(), ids.length > 0 && new Set(ids).size === ids.length]";
    let said = browser.post("execute/sync", &json!({ "script": script, "args": [pictures] })).unwrap();
    assert_eq!(said, json!([true, true]), "nothing outside is another, and each id is there once");
}

#[test]
fn resvg_draws_them_in_their_colours() {
    assert_drawn_in_colour("resvg", |from, to, _| {
        run(Command::new(tool("LIFELINE_RESVG")).arg("--zoom").arg(SCALE.to_string()).arg(from).arg(to));
    });
}

#[test]
fn cairosvg_draws_them_in_their_colours() {
    assert_drawn_in_colour("cairosvg", |from, to, _| {
        run(Command::new(tool("LIFELINE_CAIROSVG")).arg("--scale").arg(SCALE.to_string()).arg(from).arg("-o").arg(to));
    });
}

#[test]
fn mupdf_draws_them_in_their_colours() {
    assert_drawn_in_colour("mupdf", |from, to, _| {
        // It takes a pixel for a point, of which an inch has 72.
        let resolution = (72 * SCALE).to_string();
        run(Command::new(tool("LIFELINE_MUTOOL")).args(["draw", "-r", &resolution, "-o"]).arg(to).arg(from));
    });
}

#[test]
fn weasyprint_draws_them_in_their_colours() {
    let folder = folder("weasyprint");
    // One page for all: it takes a second to begin.
    let mut page = String::from(
        "<!doctype html><style>@page { size: 1000px 4500px; margin: 0 } img { display: block; break-after: page }</style>",
    );
    let mut names = Vec::new();
    for (name, svg, _) in svgs() {
        std::fs::write(folder.join(format!("{name}.svg")), svg).unwrap();
        page.push_str(&format!("<img src=\"{name}.svg\" alt=\"\">"));
        names.push(name);
    }
    let (html, pdf) = (folder.join("all.html"), folder.join("all.pdf"));
    std::fs::write(&html, page).unwrap();
    run(Command::new(tool("LIFELINE_WEASYPRINT")).arg(&html).arg(&pdf));
    run(Command::new(tool("LIFELINE_PDFTOPPM")).args(["-png", "-r", "96"]).arg(&pdf).arg(folder.join("page")));
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|it| it == "png"));
    pages.sort();
    assert!(pages.len() >= names.len(), "{} pages for {} pictures", pages.len(), names.len());
    for (name, page) in names.iter().zip(&pages) {
        assert_in_colour(&Pixels::read(page), name);
    }
}

/// Has a reader draw each picture from one file into another, in its size.
fn assert_drawn_in_colour(reader: &str, mut draw: impl FnMut(&Path, &Path, (u32, u32))) {
    let folder = folder(reader);
    for (name, svg, size) in svgs() {
        let (from, to) = (folder.join(format!("{name}.svg")), folder.join(format!("{name}.png")));
        std::fs::write(&from, svg).unwrap();
        draw(&from, &to, size);
        let pixels = Pixels::read(&to);
        assert_eq!((pixels.width / SCALE, pixels.height / SCALE), size, "{name}");
        assert_in_colour(&pixels, &name);
    }
}

/// Every run's picture, with its name and its size, and once more without its stylesheet, as some programs leave it.
fn svgs() -> impl Iterator<Item = (String, String, (u32, u32))> {
    runs().into_iter().flat_map(|(name, run)| {
        let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
        layout.append(run.model(), run.trace());
        let drawn = picture(&run, &layout, &Frame::default());
        let size = (drawn.width.cast_unsigned(), drawn.height.cast_unsigned());
        let (before, rest) = drawn.svg.split_once("<style>").unwrap();
        let (_, after) = rest.split_once("</style>").unwrap();
        let plain = format!("{before}{after}");
        [(format!("{name}-plain"), plain, size), (name, drawn.svg, size)]
    })
}

/// In pixels: more of each colour than any picture of ours has by accident, and less black than a letter of text.
fn assert_in_colour(pixels: &Pixels, name: &str) {
    assert!(pixels.count_of("ground") > pixels.width * pixels.height / 2, "{name}: the ground is not light");
    for (colour, least) in [("ink", 200), ("soft", 20), ("accent", 20), ("card", 2_000)] {
        let count = pixels.count_of(colour);
        assert!(count > least, "{name}: {count} pixels in the colour {colour}");
    }
    let black = pixels.count([0, 0, 0]);
    assert!(black < 20, "{name}: {black} black pixels");
}

fn run(command: &mut Command) {
    let ended = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(ended.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
}
