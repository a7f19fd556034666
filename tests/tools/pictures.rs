//! CairoSVG and WeasyPrint draw the pictures in their colours: a light ground, dark ink, the accent, and nothing black.

use std::process::Command;

use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::picture;
use lifeline_core::narration::ENGLISH;

use crate::pixels::Pixels;
use crate::{folder, runs, tool};

#[test]
fn cairosvg_draws_them_in_their_colours() {
    let folder = folder("cairosvg");
    for (name, svg, size) in svgs() {
        let (from, to) = (folder.join(format!("{name}.svg")), folder.join(format!("{name}.png")));
        std::fs::write(&from, svg).unwrap();
        run(Command::new(tool("LIFELINE_CAIROSVG")).arg(&from).arg("-o").arg(&to));
        let pixels = Pixels::read(&to);
        assert_eq!((pixels.width, pixels.height), size, "{name}");
        assert_in_colour(&pixels, &name);
    }
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
