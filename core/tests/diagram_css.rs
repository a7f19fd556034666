//! The page paints the diagram as pictures do: its stylesheet has the palette and the classes of the one table.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write;
use std::path::Path;

use lifeline_core::diagram::{CLASSES, PALETTE};

const BEGIN: &str = "/* The diagram's classes, as core/src/diagram/palette.rs has them. */\n";
const END: &str = "/* The end of the diagram's classes. */\n";

fn rules() -> String {
    let mut css = String::new();
    for paint in &CLASSES {
        let within = if paint.within.is_empty() { String::new() } else { format!(".{} ", paint.within) };
        let selectors: Vec<String> = paint.classes.iter().map(|class| format!(".stage {within}.{class}")).collect();
        write!(css, "{} {{", selectors.join(", ")).unwrap();
        for (property, colour) in [("fill", paint.fill), ("stroke", paint.stroke)] {
            match colour {
                "" => {}
                "none" => write!(css, " {property}: none;").unwrap(),
                colour => write!(css, " {property}: var(--{colour});").unwrap(),
            }
        }
        for (property, value) in paint.rest {
            write!(css, " {property}: {value};").unwrap();
        }
        css.push_str(" }\n");
    }
    css
}

/// `UPDATE_GOLDENS=1` puts the table's rules into the stylesheet.
#[test]
fn the_stylesheet_has_the_rules_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/styles/diagram.css");
    let css = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = css.split_once(BEGIN).expect("the stylesheet says where the diagram's classes begin");
    let (kept, after) = rest.split_once(END).expect("the stylesheet says where they end");
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, [before, BEGIN, &rules(), END, after].concat()).unwrap();
        return;
    }
    assert!(kept == rules(), "the table has changed: `UPDATE_GOLDENS=1 cargo test -p lifeline-core` takes it over");
}

#[test]
fn the_stylesheet_has_the_colours_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/styles/base.css");
    let css = std::fs::read_to_string(path).unwrap();
    for colour in PALETTE {
        let token = format!("--{}: light-dark({}, {});", colour.name, colour.light, colour.dark);
        assert!(css.contains(&token), "the stylesheet lacks `{token}`");
    }
}
