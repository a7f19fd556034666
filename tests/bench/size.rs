//! What a browser loads until the page can first be used, file by file, against the budget.

use crate::common::{row, spaced};
use crate::driver::named;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// All bytes to the first usable page, brotli, model included.
const BUDGET: usize = 250_000;

/// What the page asks for by itself before it can be used; the rest is named in `index.html`.
const ASKED_FOR: [&str; 2] = ["index.html", "models/registration.lifeline"];

/// Prints the sizes of all those files.
pub fn measure() -> Result<(), String> {
    let site = PathBuf::from(named("LIFELINE_DIST")?);
    let html = read(&site.join("index.html"))?;
    let asked_for = ASKED_FOR.map(str::to_owned).into_iter();
    println!("\nSize: what is loaded until the page can be used, in bytes: raw, gzip -9, brotli 11\n");
    let mut sum = [0; 3];
    for name in asked_for.chain(named_in(&String::from_utf8_lossy(&html))) {
        let content = read(&site.join(&name))?;
        let sizes = sizes(&content).map_err(|error| format!("compressing {name}: {error}"))?;
        row(&name, &sizes.map(|size| spaced(size as u64)).join("  "), None);
        sum = [sum[0] + sizes[0], sum[1] + sizes[1], sum[2] + sizes[2]];
    }
    let said = format!("under {}", spaced(BUDGET as u64));
    row("all of them", &sum.map(|size| spaced(size as u64)).join("  "), Some((&said, sum[2] < BUDGET)));
    Ok(())
}

/// The content as servers send it to browsers of today.
pub fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
    Ok(packed)
}

/// The content of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("reading {}: {error}", path.display()))
}

fn sizes(content: &[u8]) -> io::Result<[usize; 3]> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok([content.len(), gzip.finish()?.len(), brotli(content)?.len()])
}

/// The site's own files that a page names in `href` and `src`, in order, each once.
fn named_in(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, attribute) in html.match_indices("href=").chain(html.match_indices("src=")) {
        let value = html[at + attribute.len()..].trim_start_matches(['"', '\'']);
        let value = value.split(['"', '\'', ' ', '>', '\n']).next().unwrap_or_default();
        if let Some(name) = value.strip_prefix("./").filter(|name| !name.is_empty())
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}
