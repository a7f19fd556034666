//! CairoSVG and WeasyPrint draw the pictures in their colours: a light ground, dark ink, the accent, and nothing black.

use std::path::Path;
use std::process::Command;

use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, PALETTE, Size};
use lifeline_core::export::picture;
use lifeline_core::words::ENGLISH;

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
        pixels.assert_in_colour(&name);
    }
}

#[test]
fn weasyprint_draws_them_in_their_colours() {
    let folder = folder("weasyprint");
    // One page for all: it takes a second to begin.
    let mut page = String::from(
        "<!doctype html><style>@page { size: 900px 3000px; margin: 0 } img { display: block; break-after: page }</style>",
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
        Pixels::read(page).assert_in_colour(name);
    }
}

/// Every run's picture, with its name and its size.
fn svgs() -> impl Iterator<Item = (String, String, (u32, u32))> {
    runs().into_iter().map(|(name, run)| {
        let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
        layout.append(run.model(), run.trace());
        let drawn = picture(&run, &layout, &Frame::default());
        (name, drawn.svg, (drawn.width.cast_unsigned(), drawn.height.cast_unsigned()))
    })
}

struct Pixels {
    width: u32,
    height: u32,
    /// How many there are of each colour.
    counts: Vec<u32>,
}

impl Pixels {
    fn read(path: &Path) -> Self {
        let file = std::fs::File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut decoder = png::Decoder::new(std::io::BufReader::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bytes).unwrap();
        assert_eq!(info.color_type, png::ColorType::Rgba, "{}", path.display());
        let mut counts = vec![0; 1 << 24];
        for pixel in bytes[..info.buffer_size()].chunks_exact(4) {
            // What is transparent lies on white paper.
            let on_paper = |sample: u8| (u32::from(sample) * u32::from(pixel[3]) + 255 * u32::from(!pixel[3])) / 255;
            counts[(on_paper(pixel[0]) << 16 | on_paper(pixel[1]) << 8 | on_paper(pixel[2])) as usize] += 1;
        }
        Self { width: info.width, height: info.height, counts }
    }

    /// How many pixels have about this colour: a rasteriser may be off by a little.
    fn count(&self, [red, green, blue]: [u8; 3]) -> u32 {
        let about = |sample: u8| sample.saturating_sub(3)..=sample.saturating_add(3);
        let at = |red: u8, green: u8, blue: u8| usize::from(red) << 16 | usize::from(green) << 8 | usize::from(blue);
        let near = about(red).flat_map(|red| about(green).map(move |green| (red, green)));
        near.flat_map(|(red, green)| about(blue).map(move |blue| at(red, green, blue))).map(|at| self.counts[at]).sum()
    }

    /// In pixels: more of each colour than any picture of ours has by accident, and less black than a letter of text.
    fn assert_in_colour(&self, name: &str) {
        let count = |name: &str| {
            let hex = PALETTE.iter().find(|colour| colour.name == name).unwrap().light;
            self.count([1, 3, 5].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))
        };
        assert!(count("ground") > self.width * self.height / 2, "{name}: the ground is not light");
        for (colour, least) in [("ink", 200), ("soft", 20), ("accent", 20), ("card", 2_000)] {
            assert!(count(colour) > least, "{name}: {} pixels in the colour {colour}", count(colour));
        }
        assert!(self.count([0, 0, 0]) < 20, "{name}: {} black pixels", self.count([0, 0, 0]));
    }
}

fn run(command: &mut Command) {
    let ended = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(ended.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
}
