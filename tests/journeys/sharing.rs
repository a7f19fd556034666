//! A run is taken along: by its link, as a picture, as text in every form; with the keyboard alone, on a narrow screen, and where the clipboard is refused.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::driver::leavings;
use crate::harness::{Page, browse, journey, key};

const RUN: &str = "registration/both-errors?at=9";

/// The forms that have text, with the ending of the file that each gives.
const TEXTS: [(&str, &str); 7] = [
    ("messages", "md"),
    ("svg", "svg"),
    ("mermaid", "mmd"),
    ("plantuml", "puml"),
    ("text", "txt"),
    ("markdown", "md"),
    ("json", "json"),
];

#[test]
fn the_link_is_copied_with_the_keyboard_alone_and_opens_the_same_run() {
    journey(RUN, |page| {
        page.devtools(
            "Browser.grantPermissions",
            &json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        );
        tab_to(page, "share");
        page.press(&[key::ENTER]);
        page.wait_until("the dialogue is open", || is_open(page));
        assert_eq!(focus(page), "copy", "it opens on copying the link");
        page.press(&[key::ENTER]);
        page.wait_until("it is copied", || page.text("[data-told]") == "Copied.");
        // Nothing behind the dialogue can be reached.
        for _ in 0..20 {
            page.press(&[key::TAB]);
            let inside = page
                .script("const e = document.activeElement; return e === document.body || !!e.closest('dialog')", &[]);
            assert_eq!(inside, true);
        }
        page.press(&[key::ESCAPE]);
        page.wait_until("the dialogue is closed", || page.count("dialog") == 0);
        assert_eq!(focus(page), "share", "the focus is where it was");

        page.fill("[data-wait]", "");
        paste(page);
        let link = page.value("[data-wait]");
        assert!(link.ends_with("/any/folder/#registration/both-errors"), "{link}");
        page.visit(link.split_once('#').map_or("", |(_, fragment)| fragment));
        page.wait_until("the whole run is there", || page.count("[data-transcript] [data-event]") == 15);
    });
}

#[test]
fn the_forms_are_chosen_with_arrow_keys_and_each_shows_what_it_gives() {
    journey(RUN, |page| {
        page.click("[data-control=share]");
        page.focus("[data-share=link] input");
        let ids = page.attrs("[data-share]", "data-share");
        assert_eq!(ids.len(), 13, "{ids:?}");
        for (place, id) in ids.iter().enumerate() {
            if place > 0 {
                page.press(&[key::DOWN]);
            }
            page.wait_until(id, || chosen(page) == *id);
            if id != "png" {
                page.wait_until("its text is there", || page.value("dialog textarea").len() > 30);
            }
            if page.count("dialog .preview") > 0 {
                let script =
                    "const i = document.querySelector('.preview img'); return i.complete && i.naturalWidth > 300";
                page.wait_until("the picture is there", || page.script(script, &[]) == true);
            }
            assert_eq!(page.count("dialog [data-copy]"), 1);
            let is_file = !["link", "here", "frame"].contains(&&**id);
            assert_eq!(page.count("dialog [data-download]"), u64::from(is_file), "{id}");
        }
        page.click("dialog [data-control=close]");
        page.wait_until("the dialogue is closed", || page.count("dialog") == 0);
    });
}

#[test]
fn every_form_is_downloaded_as_it_is_shown() {
    journey(RUN, |page| {
        let folder = downloads(page, "texts");
        page.click("[data-control=share]");
        for (id, ending) in TEXTS {
            page.click(&format!("[data-share={id}]"));
            page.wait_until(id, || chosen(page) == id);
            let shown = page.script("return document.querySelector('dialog textarea').value", &[]);
            let name = format!("registration-both-errors.{ending}");
            let file = download(page, &folder, &name);
            assert_eq!(Value::from(String::from_utf8_lossy(&file)), shown, "{id}");
            assert_eq!(page.text("[data-told]"), format!("Downloading {name}."));
        }
        // The picture that the Markdown names.
        page.click("[data-share=figure]");
        page.wait_until("figure", || chosen(page) == "figure");
        assert!(page.value("dialog textarea").contains("](registration-both-errors.svg)]("));
        assert!(download(page, &folder, "registration-both-errors.svg").starts_with(b"<svg "));
    });
}

#[test]
fn a_png_has_the_size_and_the_colours_that_were_chosen() {
    journey(RUN, |page| {
        let folder = downloads(page, "pictures");
        page.click("[data-control=share]");
        page.click("[data-share=png]");
        page.wait_until("png", || chosen(page) == "png");
        let width = page.attr(".preview img", "width").parse::<u32>().unwrap_or(0);
        let height = page.attr(".preview img", "height").parse::<u32>().unwrap_or(0);
        for (scale, theme, ground) in
            [(1, "light", [255, 255, 255]), (2, "dark", [0x12, 0x17, 0x1a]), (3, "light", [255; 3])]
        {
            page.choose("[data-share-scale]", &scale.to_string());
            page.choose("[data-share-theme]", theme);
            let size = format!("{} × {} pixels", width * scale, height * scale);
            page.wait_until(&size, || page.text("dialog .looks").contains(&size));
            let png = pixels(page, &download(page, &folder, "registration-both-errors.png"));
            assert_eq!((png.width, png.height), (width * scale, height * scale));
            assert_eq!(png.corner, ground, "{theme}");
            assert!(png.colours > 20, "there is something on it: {} colours", png.colours);
        }
        // A picture of what is in sight at the cursor is smaller than that of the whole run.
        page.choose("[data-share-extent]", "here");
        page.wait_until("it is lower", || {
            page.attr(".preview img", "height").parse::<u32>().is_ok_and(|it| it < height)
        });
    });
}

#[test]
fn a_browser_that_makes_no_true_picture_is_told_and_svg_is_offered() {
    // Against being recognised by what is drawn, and as some do where memory is short.
    let noise = "const read = CanvasRenderingContext2D.prototype.getImageData;
        CanvasRenderingContext2D.prototype.getImageData = function (...where) {
            const image = read.apply(this, where);
            image.data[5] ^= 1;
            return image;
        }";
    let silence = "HTMLCanvasElement.prototype.toBlob = () => {};
        const set = setTimeout;
        window.setTimeout = (call, ms, ...more) => set(call, ms > 5000 ? 0 : ms, ...more)";
    for (fault, said) in [(noise, "changes the pictures"), (silence, "does not write")] {
        browse(|page| {
            page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": fault }));
            page.visit(RUN);
            page.click("[data-control=share]");
            for way in ["[data-download]", "[data-copy]"] {
                // Choosing forgets what was said before.
                page.click("[data-share=svg]");
                page.wait_until("svg", || chosen(page) == "svg");
                page.click("[data-share=png]");
                page.wait_until("png", || chosen(page) == "png");
                page.click(&format!("dialog {way}"));
                page.wait_until("it is said", || page.text("[data-told]").contains("choose SVG"));
                assert!(page.text("[data-told]").contains(said), "{way}: {}", page.text("[data-told]"));
            }
        });
    }
}

#[test]
fn a_picture_is_copied_as_a_picture() {
    journey(RUN, |page| {
        page.devtools(
            "Browser.grantPermissions",
            &json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        );
        page.click("[data-control=share]");
        page.click("[data-share=png]");
        page.click("[data-copy]");
        page.wait_until("it is copied", || page.text("[data-told]") == "Copied.");
        let script = "const done = arguments[0];
            navigator.clipboard.read().then(items => done(items.flatMap(i => i.types)), e => done([String(e)]))";
        let kinds = page.must("execute/async", json!({ "script": script, "args": [] }));
        assert_eq!(kinds, json!(["image/png"]));
    });
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected_and_it_is_said() {
    journey(RUN, |page| {
        // As in a frame without rights, and in a page over an unsafe connection.
        for clipboard in ["{ writeText: () => Promise.reject(new Error('refused')) }", "undefined"] {
            page.script(
                &format!(
                    "Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard}, configurable: true }});
                     document.execCommand = () => false"
                ),
                &[],
            );
            page.click("[data-control=share]");
            page.click("[data-share=mermaid]");
            page.wait_until("mermaid", || chosen(page) == "mermaid");
            page.click("[data-copy]");
            page.wait_until("it is said", || {
                page.text("[data-told]").starts_with("Your browser does not let the page copy.")
            });
            let script =
                "const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd) === f.value
                && f.value.startsWith('sequenceDiagram')";
            assert_eq!(page.script(script, &[]), true, "all of the text is selected");
            page.click("[data-share=png]");
            page.click("[data-copy]");
            page.wait_until("it is said", || page.text("[data-told]").ends_with("Download it instead."));
            page.press(&[key::ESCAPE]);
            page.wait_until("the dialogue is closed", || page.count("dialog") == 0);
        }
    });
}

#[test]
fn the_dialogue_fits_however_narrow_the_screen() {
    for width in [320, 768, 1440] {
        journey(RUN, |page| {
            page.resize(width, 640);
            page.click("[data-control=share]");
            for id in page.attrs("[data-share]", "data-share") {
                page.click(&format!("[data-share={id}]"));
                page.wait_until(&id, || chosen(page) == id);
                let script = "const box = e => e.getBoundingClientRect();
                    const sheet = document.querySelector('dialog');
                    const out = [...document.querySelectorAll('dialog, dialog button, dialog label, dialog textarea, dialog .preview')]
                        .filter(e => box(e).left < 0 || box(e).right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 80));
                    if (sheet.scrollWidth > sheet.clientWidth) out.push('the sheet');
                    return out";
                assert_eq!(page.script(script, &[]), json!([]), "{id} at {width} px");
                // What it is for can always be reached.
                let script = "const b = document.querySelector('[data-copy]').getBoundingClientRect();
                    return b.top >= 0 && b.bottom <= innerHeight";
                assert_eq!(page.script(script, &[]), true, "{id} at {width} px");
            }
        });
    }
}

// What the journeys have in common

pub fn is_open(page: &Page) -> bool {
    page.script("return !!document.querySelector('dialog[open]')", &[]) == true
}

fn chosen(page: &Page) -> String {
    page.script("return document.querySelector('dialog h3')?.closest('dialog').querySelector(':checked').value", &[])
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// What has the focus, by its hook.
fn focus(page: &Page) -> String {
    let script = "const d = document.activeElement.dataset; return d.control ?? ('copy' in d ? 'copy' : '')";
    page.script(script, &[]).as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn tab_to(page: &Page, control: &str) {
    for _ in 0..20 {
        page.press(&[key::TAB]);
        if focus(page) == control {
            return;
        }
    }
    panic!("Tab does not lead to {control}");
}

pub fn paste(page: &Page) {
    let strokes = json!([
        { "type": "keyDown", "value": "\u{E009}" },
        { "type": "keyDown", "value": "v" },
        { "type": "keyUp", "value": "v" },
        { "type": "keyUp", "value": "\u{E009}" },
    ]);
    page.must("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }));
}

/// An empty folder, where the browser puts downloads from now on.
fn downloads(page: &Page, name: &str) -> PathBuf {
    let folder = leavings().unwrap_or_default().join("downloads").join(name);
    let _old = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("making {}: {e}", folder.display()));
    page.devtools(
        "Browser.setDownloadBehavior",
        &json!({ "behavior": "allow", "downloadPath": folder.display().to_string() }),
    );
    folder
}

/// Presses Download, and takes the file away once it is there.
#[track_caller]
fn download(page: &Page, folder: &Path, name: &str) -> Vec<u8> {
    page.click("[data-download]");
    let file = folder.join(name);
    // The file is there, and empty, before what is in it.
    page.wait_until(name, || fs::metadata(&file).is_ok_and(|file| file.len() > 0));
    let bytes = fs::read(&file).unwrap_or_default();
    let _taken = fs::remove_file(&file);
    bytes
}

struct Pixels {
    width: u32,
    height: u32,
    corner: [u64; 3],
    colours: u64,
}

/// What is on a PNG, as the browser sees it.
fn pixels(page: &Page, png: &[u8]) -> Pixels {
    use base64::Engine;
    let script = "const done = arguments[1]; const image = new Image();
        image.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
            const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
            const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
            const colours = new Set(); for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
            done([canvas.width, canvas.height, data[0], data[1], data[2], colours.size]);
        };
        image.onerror = () => done([0, 0, 0, 0, 0, 0]);
        image.src = 'data:image/png;base64,' + arguments[0]";
    let text = base64::prelude::BASE64_STANDARD.encode(png);
    let seen = page.must("execute/async", json!({ "script": script, "args": [text] }));
    let number = |place: usize| seen[place].as_u64().unwrap_or(0);
    Pixels {
        width: number(0) as u32,
        height: number(1) as u32,
        corner: [number(2), number(3), number(4)],
        colours: number(5),
    }
}

#[test]
fn a_picture_shows_what_its_writer_wants() {
    journey("registration/both-errors", |page| {
        page.click("[data-control=share]");
        page.click("[data-share=svg]");
        let text = || page.script("return document.querySelector('.chosen textarea').value", &[]).to_string();
        page.wait_until("it stands there", || text().contains(">now<"));
        page.click("[data-share-shows=now]");
        page.wait_until("not where the run stands", || !text().contains(">now<"));
        page.click("[data-share-shows=fields]");
        page.wait_until("no fields", || !text().contains("ReferenceId 1, "));
        let before = text().matches("Client registration with Interaction Server").count();
        page.click("[data-share-shows=title]");
        page.wait_until("a title", || text().matches("Client registration with Interaction Server").count() > before);
    });
}
