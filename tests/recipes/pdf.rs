//! A page turned into a PDF by WeasyPrint, which runs no script, shows the still picture in its colours.

use crate::pixels::Pixels;
use crate::{Recipe, program, run};
use std::process::Command;

#[test]
fn mkdocs() {
    let recipe = Recipe::copy("mkdocs", "docs/lifeline", "mkdocs-pdf");
    recipe.run(&program("LIFELINE_MKDOCS"), &["build", "--strict", "--site-dir", "OUT"]);
    has_the_picture(&recipe);
}

#[test]
fn sphinx() {
    let recipe = Recipe::copy("sphinx", "_static/lifeline", "sphinx-pdf");
    recipe.run(&program("LIFELINE_SPHINX"), &["--fail-on-warning", ".", "OUT"]);
    has_the_picture(&recipe);
}

/// The first page of the PDF has what the picture has, and not without it.
#[track_caller]
fn has_the_picture(recipe: &Recipe) {
    let (html, style) = (recipe.out.join("index.html"), recipe.folder.join("pdf.css"));
    let [with, without] = ["with", "without"].map(|name| {
        let (pdf, png) = (recipe.folder.join(format!("{name}.pdf")), recipe.folder.join(name));
        run(Command::new(program("LIFELINE_WEASYPRINT")).arg("--stylesheet").arg(&style).arg(&html).arg(&pdf));
        let first = ["-png", "-r", "96", "-f", "1", "-l", "1", "-singlefile"];
        run(Command::new(program("LIFELINE_PDFTOPPM")).args(first).arg(&pdf).arg(&png));
        let pixels = Pixels::read(&png.with_extension("png"));
        let page = std::fs::read_to_string(&html).unwrap();
        std::fs::write(&html, page.replace("<lifeline-diagram", "<lifeline-diagram hidden")).unwrap();
        pixels
    });
    for (colour, least) in [("accent", 20), ("soft", 20), ("card", 2_000)] {
        let (with, without) = (with.count_of(colour), without.count_of(colour));
        assert!(with > without + least, "{with} pixels in the colour {colour}, {without} without the picture");
    }
}
