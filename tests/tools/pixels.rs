//! The pixels of a picture, counted by their colours, those of the diagram among them.

use lifeline_core::diagram::PALETTE;
use std::path::Path;

pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// How many there are of each colour.
    counts: Vec<u32>,
}

impl Pixels {
    pub fn read(path: &Path) -> Self {
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
    pub fn count(&self, [red, green, blue]: [u8; 3]) -> u32 {
        let about = |sample: u8| sample.saturating_sub(3)..=sample.saturating_add(3);
        let at = |red: u8, green: u8, blue: u8| usize::from(red) << 16 | usize::from(green) << 8 | usize::from(blue);
        let near = about(red).flat_map(|red| about(green).map(move |green| (red, green)));
        near.flat_map(|(red, green)| about(blue).map(move |blue| at(red, green, blue))).map(|at| self.counts[at]).sum()
    }

    /// The same of a colour of the diagram, on light ground.
    pub fn count_of(&self, name: &str) -> u32 {
        let hex = PALETTE.iter().find(|colour| colour.name == name).unwrap().light;
        self.count([1, 3, 5].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))
    }
}
