//! A model is written in the page: typed, broken, mended, played, sent as a link; and its draft is never lost.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a failed test is a panic")]

use serde_json::json;

use crate::harness::{Page, journey, key};
use crate::models::wait_for_title;

/// The field.
const SOURCE: &str = "[data-source]";
/// What is said below it.
const STANDING: &str = "[data-standing]";

/// Opens the pane, and waits until what is in it plays.
pub fn write(page: &Page) {
    page.click("[data-control=write]");
    wait_until_it_plays(page);
}

/// Waits until the text has no mistake, and plays.
#[track_caller]
pub fn wait_until_it_plays(page: &Page) {
    page.wait_until("it plays", || page.text(STANDING).starts_with("No mistakes"));
}

/// Puts the caret right behind some words of the text.
fn put_caret_behind(page: &Page, words: &str) {
    page.focus(SOURCE);
    let script = "const [field, words] = [document.querySelector(arguments[0]), arguments[1]];
        const at = field.value.indexOf(words);
        if (at >= 0) field.setSelectionRange(at + words.length, at + words.length);
        return at";
    let at = page.script(script, &[json!(SOURCE), json!(words)]);
    assert!(at.as_i64() >= Some(0), "{words} stands nowhere in {}", page.value(SOURCE));
}

/// Types letters, one key after another, wherever the focus is.
fn type_letters(page: &Page, letters: &str) {
    let keys: Vec<String> = letters.chars().map(|letter| letter.to_string()).collect();
    page.press(&keys.iter().map(|letter| if letter == "\n" { key::ENTER } else { letter }).collect::<Vec<_>>());
}

/// Types letters right behind some words of the text.
pub fn type_behind(page: &Page, words: &str, letters: &str) {
    put_caret_behind(page, words);
    type_letters(page, letters);
}

/// What has happened, in the page's own sentences.
fn sentences(page: &Page) -> Vec<String> {
    page.texts("[data-transcript] .said")
}

/// The steps of a writer: from the template to a link that opens the same run elsewhere.
pub fn from_the_template_to_a_link(page: &Page) {
    page.open("registration/not-valid");
    write(page);
    wait_for_title(page, "A first protocol");
    // Enter keeps the indentation.
    type_behind(page, "    answer Tell", "\nbecom busy");
    page.wait_until("two mistakes are told", || page.count("[data-problem=mistake]") == 2);
    assert_eq!(page.attrs("[data-problem]", "data-line"), ["22", "22"]);
    assert!(page.value(SOURCE).contains("    answer Tell\n    becom busy\n"), "{}", page.value(SOURCE));
    assert_eq!(page.attr(SOURCE, "aria-invalid"), "true");
    // The last good text plays on.
    page.click("[data-control=reset]");
    page.click("[data-action=ask]");
    page.wait_until("it is answered", || page.text("[data-transcript]").contains("Tell"));
    page.click("[data-control=remedy]");
    page.wait_until("one mistake is left", || page.count("[data-problem=mistake]") == 1);
    assert!(page.value(SOURCE).contains("    become busy\n"), "{}", page.value(SOURCE));
    type_behind(page, "  ready \"ready\"", "\nbusy \"busy\"");
    wait_until_it_plays(page);
    assert_eq!(page.count("[data-problem=mistake]"), 0);
    page.wait_until("the run was kept", || page.attr("[data-state=server]", "data-value") == "busy");
    page.wait_until("the address carries the model", || page.fragment().starts_with("#~"));
    page.click("[data-action=ask]");
    page.click("[data-control=share]");
    page.wait_until("the link is there", || page.value("dialog textarea").contains("#~"));
    let (link, run) = (page.value("dialog textarea"), sentences(page));
    page.click("[data-control=close]");
    assert!(run.len() > 3, "{run:?}");
    // In a browser that knows nothing of it; what is open when a page is left is kept.
    let link = &link[link.find('#').unwrap()..];
    page.open(link);
    page.script("sessionStorage.clear(); localStorage.clear()", &[]);
    page.open(link);
    wait_for_title(page, "A first protocol");
    assert_eq!(sentences(page), run);
    assert_eq!(page.text(".about summary"), "came with the link");
}

/// The page is loaded again in the middle of a word.
pub fn in_the_middle_of_a_word(page: &Page) {
    page.open("registration/not-valid");
    write(page);
    type_behind(page, "    answer Tell", "\nbecom");
    let text = page.value(SOURCE);
    assert!(text.contains("    becom\n"), "{text}");
    page.reload();
    page.wait_until("the field is there again", || page.count(SOURCE) == 1);
    assert_eq!(page.value(SOURCE), text);
    page.wait_until("its mistake is told", || page.count("[data-problem=mistake]") == 1);
    wait_for_title(page, "A first protocol");
    assert_eq!(page.text(".about summary"), "your own model");
    // Closed and opened again, and from elsewhere.
    page.click("[data-control=close-writing]");
    page.wait_until("the pane is closed", || page.count(SOURCE) == 0);
    page.open("registration/not-valid");
    page.click("[data-control=write]");
    page.wait_until("the draft is there", || page.count(SOURCE) == 1 && page.value(SOURCE) == text);
}

#[test]
fn a_draft_is_renamed_exported_and_imported() {
    journey("registration/not-valid", |page| {
        page.script(
            "window.saved = [];
             const make = URL.createObjectURL;
             URL.createObjectURL = blob => (blob.text().then(text => saved.push(text)), make.call(URL, blob));
             document.addEventListener('click', event => {
                 const link = event.target.closest?.('a[download]');
                 if (link) { event.preventDefault(); saved.push(link.download); }
             }, true);
             const click = HTMLAnchorElement.prototype.click;
             HTMLAnchorElement.prototype.click = function () { this.download ? saved.push(this.download) : click.call(this); }",
            &[],
        );
        write(page);
        let text = page.value(SOURCE);
        page.focus("[data-draft-name]");
        page.press_with(key::CONTROL, "a");
        type_letters(page, "Pizza\n");
        page.click("[data-control=export]");
        page.wait_until("it is exported", || page.script("return saved.length", &[]) == json!(2));
        let mut saved = page.script("return saved", &[]).as_array().unwrap().clone();
        saved.sort_by_key(|text| text.to_string().len());
        let saved: Vec<_> = saved.iter().filter_map(|saved| saved.as_str()).map(str::trim).collect();
        assert_eq!(saved, ["Pizza.lifeline", text.trim()]);

        // A file that is opened while one writes is another draft, whatever is wrong with it.
        crate::models::choose(page, "broken.lifeline", text.replace("answer Tell", "anser Tell"));
        page.wait_until("it is there", || page.value("[data-draft-name]") == "broken");
        page.wait_until("its mistake is told", || page.attrs("[data-problem]", "data-line") == ["21"]);
        page.click("[data-control=remedy]");
        wait_until_it_plays(page);
        assert_eq!(page.value(SOURCE), text);
        assert_eq!(page.texts("[data-drafts] option"), ["broken", "Pizza"]);

        page.choose("[data-drafts]", "1");
        page.wait_until("the other is there", || page.value("[data-draft-name]") == "Pizza");
        page.click("[data-control=delete]");
        page.wait_until("it is gone", || {
            page.value("[data-draft-name]") == "broken" && page.count("[data-drafts]") == 0
        });
        page.click("[data-control=restore]");
        page.wait_until("it is back", || {
            page.value("[data-draft-name]") == "Pizza" && page.count("[data-drafts]") == 1
        });
    });
}

#[test]
fn a_model_of_the_gallery_is_changed() {
    journey("tcp/handshake", |page| {
        page.click("[data-control=gallery]");
        page.click("[data-model=tcp] [data-control=change]");
        wait_until_it_plays(page);
        page.wait_until("its run is kept", || page.count("[data-transcript] li") > 3);
        assert_eq!(page.text(".about summary"), "your own model");
        assert!(page.value("[data-draft-name]").contains("TCP"), "{}", page.value("[data-draft-name]"));
        // The way back.
        page.back();
        page.wait_until("it is the site's again", || page.fragment() == "#tcp/handshake" && page.count(SOURCE) == 0);
    });
}

#[test]
fn keys_indent_and_escape_leads_out_of_the_field() {
    journey("registration/not-valid", |page| {
        write(page);
        put_caret_behind(page, "message Ask");
        page.press(&[key::ENTER, key::TAB]);
        type_letters(page, "lab");
        page.wait_until("the word is completed", || page.texts(".paper .rest") == ["el"]);
        page.press(&[key::TAB]);
        type_letters(page, " \"Question\"");
        assert!(page.value(SOURCE).contains("message Ask\n  label \"Question\"\n"), "{}", page.value(SOURCE));
        wait_until_it_plays(page);
        page.press_with(key::SHIFT, key::TAB);
        assert!(page.value(SOURCE).contains("message Ask\nlabel \"Question\"\n"), "{}", page.value(SOURCE));
        // The field's own undo takes all of that back.
        page.press_with(key::CONTROL, "z");
        page.wait_until("it is undone", || page.value(SOURCE).contains("message Ask\n  label \"Question\"\n"));
        let active = "return document.activeElement.matches('[data-source]')";
        page.press(&[key::ESCAPE, key::TAB]);
        assert_eq!(page.script(active, &[]), json!(false), "Escape and Tab lead out");
        // What is typed there is no key of the page.
        assert!(!page.fragment().contains("ask."), "{}", page.fragment());
    });
}

#[test]
fn what_is_told_of_a_line_leaves_it_in_sight() {
    journey("registration/not-valid", |page| {
        page.resize(1440, 760);
        write(page);
        type_behind(page, "  play ask", "\nmessag");
        page.wait_until("its mistake is told", || page.count("[data-problem=mistake]") > 0);
        let script = "const [field, view] = [document.querySelector(arguments[0]), document.querySelector('.source')];
            const lines = field.value.slice(0, field.selectionStart).split('\\n').length;
            const below = lines * parseFloat(getComputedStyle(field).lineHeight) - view.scrollTop;
            return below > 0 && below <= view.clientHeight";
        page.wait_until("the caret is in sight", || page.script(script, &[json!(SOURCE)]) == json!(true));
    });
}

#[test]
fn what_is_too_large_for_a_link_is_told() {
    journey("registration/not-valid", |page| {
        write(page);
        // Letters without any order, which can't be compressed.
        let script = "const field = document.querySelector(arguments[0]);
            let seed = 1, lines = '';
            while (lines.length < 90000) {
                let line = '# ';
                for (let i = 0; i < 80; i++) {
                    seed = (seed * 48271) % 2147483647;
                    line += String.fromCharCode(33 + seed % 90);
                }
                lines += line + '\\n';
            }
            field.value += lines;
            field.dispatchEvent(new Event('input', { bubbles: true }))";
        page.script(script, &[json!(SOURCE)]);
        page.wait_until("it is told", || page.text(STANDING).contains("send it as a file"));
        page.wait_until("the address names it", || page.fragment().starts_with("#first"));
        page.reload();
        page.wait_until("it is there again", || page.count(SOURCE) == 1 && page.value(SOURCE).len() > 90_000);
        wait_for_title(page, "A first protocol");
    });
}

#[test]
fn a_file_that_the_browser_has_no_room_for_is_told() {
    journey("registration/not-valid", |page| {
        write(page);
        let set = "const set = Storage.prototype.setItem;
            Storage.prototype.setItem = function (key, value) {
                if (key.startsWith('lifeline-draft-') && value.includes('large')) throw new DOMException('', 'QuotaExceededError');
                set.call(this, key, value);
            }";
        page.script(set, &[]);
        crate::models::choose(page, "large.lifeline", page.value(SOURCE));
        page.wait_until("it is told", || page.text(STANDING).contains("no room left for it"));
    });
}

#[test]
fn a_file_on_disk_is_followed_and_saved() {
    journey("registration/not-valid", |page| {
        write(page);
        let text = page.value(SOURCE);
        // What a picker gives, without its dialogue: the browser has real files of that kind for every site.
        page.script(
            "window.showOpenFilePicker = async () => [window.file];
             window.overwrite = async text => {
                 const stream = await file.createWritable();
                 await stream.write(text);
                 await stream.close();
             };
             return navigator.storage.getDirectory()
                 .then(folder => folder.getFileHandle('disk.lifeline', { create: true }))
                 .then(handle => { window.file = handle; return overwrite(arguments[0]); })",
            &[json!(text)],
        );
        let overwrite = |text: &str| page.script("return overwrite(arguments[0])", &[json!(text)]);
        let on_disk = || page.script("return file.getFile().then(file => file.text())", &[]);

        page.click("[data-control=open-file]");
        page.wait_until("it is open", || page.value("[data-draft-name]") == "disk");
        wait_until_it_plays(page);
        let elsewhere = text.replace("A first protocol", "From elsewhere");
        overwrite(&elsewhere);
        page.wait_until("the field follows", || page.value(SOURCE) == elsewhere);
        wait_for_title(page, "From elsewhere");

        type_behind(page, "From elsewhere", " and here");
        page.click("[data-control=save-file]");
        let both = text.replace("A first protocol", "From elsewhere and here");
        page.wait_until("it is saved", || on_disk() == json!(both));
        page.wait_until("nothing is left to save", || page.count("[data-control=save-file][aria-disabled]") == 1);

        type_behind(page, "and here", ", again");
        overwrite(&text);
        page.wait_until("both have changed", || page.count("[data-both]") == 1);
        assert!(page.value(SOURCE).contains("and here, again"), "what was typed stays");
        page.click("[data-control=take-file]");
        page.wait_until("it is the file's", || page.value(SOURCE) == text && page.count("[data-both]") == 0);

        page.script("return file.remove()", &[]);
        page.wait_until("it is told to be gone", || page.texts("[data-trouble]").concat().contains("disk.lifeline"));
        assert_eq!(page.value(SOURCE), text);
    });
}
