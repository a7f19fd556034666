//! Weighs what a browser loads until the page can first be used, file by file, against the budget.

use crate::failure::{Doing, Failure, Result};
use crate::finish::{FIRST, LATER};
use crate::project;
use crate::reader;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// All bytes to the first usable page, brotli, model included: the least that the design allows at any stage (section 10).
const BUDGET: usize = 80_000;

/// What the app asks for by itself before the page can be used; the rest is found in the page.
const ASKED_FOR: &[&str] = &["models/registration.model"];

struct File {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Prints the table; a page over its budget is a failure.
pub fn print() -> Result<()> {
    let dist = project::dist();
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    let (first, later) = first_and_later(&html);
    let names =
        ["index.html".to_owned()].into_iter().chain(named_in(&first)).chain(ASKED_FOR.iter().map(|&n| n.to_owned()));
    let files = names.map(|name| weigh(&dist, name)).collect::<Result<Vec<File>>>()?;
    let (own, later): (Vec<_>, Vec<_>) = named_in(&later).into_iter().partition(|name| is_reader(name));
    let later = [later_of(&files)?].into_iter().chain(later);
    let later = later.map(|name| weigh(&dist, name)).collect::<Result<Vec<File>>>()?;
    let own = own.into_iter().chain(program_of_reader(&dist)?);
    let own = own.map(|name| weigh(&dist, name)).collect::<Result<Vec<File>>>()?;

    println!("Size: what is loaded until the page can be used, in bytes\n");
    println!("{:>10} {:>10} {:>10}", "raw", "gzip -9", "brotli 11");
    let sum = |of: fn(&File) -> usize| files.iter().map(of).sum::<usize>();
    for File { name, raw, gzip, brotli } in &files {
        println!("{:>10} {:>10} {:>10}  {name}", grouped(*raw), grouped(*gzip), grouped(*brotli));
    }
    let brotli = sum(|f| f.brotli);
    println!("{:>10} {:>10} {:>10}  sum", grouped(sum(|f| f.raw)), grouped(sum(|f| f.gzip)), grouped(brotli));
    println!("{:>32}  budget, {} % used", grouped(BUDGET), brotli * 100 / BUDGET);
    for File { name, raw, gzip, brotli } in &later {
        println!("{:>10} {:>10} {:>10}  {name}, right after that", grouped(*raw), grouped(*gzip), grouped(*brotli));
    }
    for File { name, raw, gzip, brotli } in &own {
        println!("{:>10} {:>10} {:>10}  {name}, with one's own model", grouped(*raw), grouped(*gzip), grouped(*brotli));
    }
    println!();
    if brotli > BUDGET {
        return Err(Failure::new(format!("the page is {} bytes over its budget", grouped(brotli - BUDGET))));
    }
    Ok(())
}

/// The page without what `static/boot.js` takes into it once it can be used, and that.
fn first_and_later(html: &str) -> (String, String) {
    let parts =
        html.split_once("<noscript>").and_then(|(before, rest)| Some((before, rest.split_once("</noscript>")?)));
    match parts {
        Some((before, (later, after))) => ([before, after].concat(), later.to_owned()),
        None => (html.to_owned(), String::new()),
    }
}

/// The app's later part, which stands beside its first.
fn later_of(files: &[File]) -> Result<String> {
    let first = files.iter().find_map(|file| file.name.strip_suffix(FIRST));
    first.map(|name| format!("{name}{LATER}")).ok_or_else(|| Failure::new("the page names no app"))
}

/// Whether a file belongs to the program that reads models.
fn is_reader(name: &str) -> bool {
    name.strip_prefix(reader::NAME).is_some_and(|rest| rest.starts_with('-'))
}

/// The program that reads models, which only its script names.
fn program_of_reader(dist: &Path) -> Result<Option<String>> {
    let entries = fs::read_dir(dist).doing(|| format!("reading {}", dist.display()))?;
    let mut names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.find(|name| is_reader(name) && name.ends_with(".wasm")))
}

/// The site's own files that the page names in `href` and `src`, in order, each once.
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

fn weigh(dist: &Path, name: String) -> Result<File> {
    let path = dist.join(&name);
    let bytes = fs::read(&path).doing(|| format!("reading {}", path.display()))?;
    let packed = || -> io::Result<(usize, usize)> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(&bytes)?;
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut brotli, &params)?;
        Ok((gzip.finish()?.len(), brotli.len()))
    };
    let (gzip, brotli) = packed().doing(|| format!("compressing {name}"))?;
    Ok(File { raw: bytes.len(), gzip, brotli, name })
}

/// `1234567` as `1 234 567`.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{first_and_later, grouped, named_in, weigh};
    use crate::failure::Result;
    use crate::project;

    #[test]
    fn the_files_of_a_page_are_found_quoted_or_not() {
        let html = r#"<link rel=icon href="./i.svg"><link href=./a.css><script src='./boot.js'></script>
            <link rel="modulepreload" href="./a.css"/><a href="https://example.org/">x</a><a href="./">home</a>"#;
        assert_eq!(named_in(html), ["i.svg", "a.css", "boot.js"]);
    }

    #[test]
    fn what_only_a_browser_without_scripts_takes_for_more_than_text_is_loaded_later() {
        let html = "<head><link href=./a.css><noscript><link href=./b.css></noscript></head>";
        let (first, later) = first_and_later(html);
        assert_eq!((named_in(&first), named_in(&later)), (vec!["a.css".to_owned()], vec!["b.css".to_owned()]));
    }

    #[test]
    fn what_other_pages_load_for_the_element_is_small() -> Result<()> {
        let script = weigh(&project::root().join("static"), "embed.js".to_owned())?;
        assert!(script.brotli < 3_000, "{} bytes of brotli", script.brotli);
        Ok(())
    }

    #[test]
    fn digits_in_threes() {
        assert_eq!([0, 999, 1000, 80_000, 1_234_567].map(grouped), ["0", "999", "1 000", "80 000", "1 234 567"]);
    }
}
