//! What surrounds the page: the window's size, the reader's preferences, pictures, and what the browser reports.

#![allow(dead_code, reason = "each program that uses this uses a part of it")]
#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::browsers::Engine;
use crate::driver::leavings;
use crate::harness::Page;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What the browser has reported so far.
#[derive(Default)]
pub struct Seen {
    /// Level and text of everything in the console.
    console: Vec<(String, String)>,
    /// How much of what the browser has printed is among it.
    printed: usize,
}

/// Whom Chromium asks by itself, whatever page it shows, and no switch ends it: for its own updates and messages, and whether its user
/// is known.
const ASKED_BY_CHROMIUM: [&str; 4] = [
    "http://update.googleapis.com/",
    "update.googleapis.com:443",
    "accounts.google.com:443",
    "android.clients.google.com:443",
];

/// Notes what goes wrong in a page from now on. Where a browser lends nobody its console, this is what there is.
const WATCH: &str = "if (window.complaints) return;
    window.complaints = [];
    for (const kind of ['error', 'unhandledrejection', 'securitypolicyviolation'])
        addEventListener(kind, (e) => complaints.push(`${kind}: ${e.message ?? e.reason ?? e.violatedDirective ?? e.target.outerHTML}`), true);
    const { error } = console;
    console.error = (...said) => { complaints.push(`console.error: ${said.join(' ')}`); error.apply(console, said) }";

impl Page {
    // The window and the reader's preferences

    /// Makes the window's inside as large as that, in CSS pixels; any size is possible in Chromium, about 500 and more in others.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        if self.driver.engine == Engine::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
            self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
            return;
        }
        // These are given the size of the window, to which what is around the page must be added; the inside follows in its own time.
        let number = |value: &Value| value.as_i64().unwrap_or_default();
        self.wait_until("the window has its size", || {
            let inside = self.script("return [innerWidth, innerHeight]", &[]);
            let missing = [i64::from(width) - number(&inside[0]), i64::from(height) - number(&inside[1])];
            if missing != [0, 0] {
                let window = self.driver.get("window/rect").unwrap_or_default();
                let [width, height] = [number(&window["width"]) + missing[0], number(&window["height"]) + missing[1]];
                self.must("window/rect", json!({ "width": width, "height": height }));
            }
            missing == [0, 0]
        });
    }

    /// Sets what the reader prefers, in place of what was set before, in Chromium only:
    /// `page.prefer(&[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")])`.
    #[track_caller]
    pub fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }));
    }

    /// Writes a picture of what the window shows as PNG.
    #[track_caller]
    pub fn screenshot(&self, file: &Path) {
        self.picture(file, false);
    }

    /// Writes a picture of the whole page as PNG, however long it is, in Chromium only.
    #[track_caller]
    pub fn screenshot_whole(&self, file: &Path) {
        self.picture(file, true);
    }

    /// Lets requests fail whose address matches one of the patterns, in Chromium only: `page.block(&["*.wasm"])`. None lets all pass.
    #[track_caller]
    pub fn block(&self, patterns: &[&str]) {
        self.devtools("Network.enable", &json!({}));
        self.devtools("Network.setBlockedURLs", &json!({ "urls": patterns }));
    }

    // What the browser reports

    /// The errors in the console since the browser was started; a broken content security policy is one. Chromium gives all
    /// of them. Firefox prints scripts' errors, and a page that has come tells of the rest; in WebKit there is only the latter,
    /// so that what goes wrong while a page comes is seen by what it doesn't show.
    #[track_caller]
    pub fn errors(&self) -> Vec<String> {
        self.listen();
        let seen = self.seen.borrow();
        seen.console.iter().filter(|(level, _)| level == "SEVERE").map(|(_, text)| text.clone()).collect()
    }

    /// Everything in the console since the browser was started: errors, warnings, notes.
    #[track_caller]
    pub fn console(&self) -> Vec<String> {
        self.listen();
        self.seen.borrow().console.iter().map(|(level, text)| format!("{level}: {text}")).collect()
    }

    /// The addresses of all requests since the browser was started, those of its workers, too.
    pub fn requests(&self) -> Vec<String> {
        self.proxy.asked()
    }

    /// Forgets the errors so far, for a journey that provokes one.
    #[track_caller]
    pub fn forgive(&self) {
        self.listen();
        self.seen.borrow_mut().console.clear();
    }

    /// Fails if there was an error in the console, or a request to anyone but the site. Every journey ends with it.
    #[track_caller]
    pub fn assert_clean(&self) {
        let errors = self.errors();
        assert!(errors.is_empty(), "the console has errors:\n{}", errors.join("\n"));
        let hosts = self.hosts.borrow();
        let own = |url: &String| {
            let fixed = if self.driver.engine == Engine::Chromium { &ASKED_BY_CHROMIUM[..] } else { &[] };
            let asked = fixed.iter().copied().chain([self.site.as_str()]).chain(hosts.iter().map(String::as_str));
            asked.into_iter().any(|own| url.starts_with(own))
        };
        let elsewhere: Vec<String> = self.requests().into_iter().filter(|url| !own(url)).collect();
        assert!(elsewhere.is_empty(), "somebody else was asked for something:\n{}", elsewhere.join("\n"));
    }

    // Beneath

    #[track_caller]
    fn picture(&self, file: &Path, whole: bool) {
        let png = if self.driver.engine == Engine::Chromium {
            self.devtools_picture(whole)
        } else {
            self.driver.get("screenshot").unwrap_or_default()
        };
        let png = BASE64_STANDARD.decode(png.as_str().unwrap_or_default()).unwrap_or_default();
        if let Err(e) = std::fs::write(file, png) {
            panic!("writing {}: {e}", file.display());
        }
    }

    #[track_caller]
    fn devtools_picture(&self, whole: bool) -> Value {
        let mut parameters = json!({ "format": "png", "captureBeyondViewport": whole });
        if whole {
            let size = &self.devtools("Page.getLayoutMetrics", &json!({}))["cssContentSize"];
            parameters["clip"] =
                json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        }
        self.devtools("Page.captureScreenshot", &parameters)["data"].take()
    }

    /// Lets the page report what goes wrong in it, where the browser doesn't.
    pub fn watch(&self) {
        if self.driver.engine != Engine::Chromium {
            self.script(WATCH, &[]);
        }
    }

    /// Takes over what the browser has reported since the last time.
    #[track_caller]
    pub fn listen(&self) {
        let mut seen = self.seen.borrow_mut();
        if self.driver.engine == Engine::Chromium {
            let log = self.must("se/log", json!({ "type": "browser" }));
            let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
            let entries = log.as_array().into_iter().flatten();
            seen.console.extend(entries.map(|entry| (text(entry, "level"), text(entry, "message"))));
            return;
        }
        let said = self.driver.said();
        let from = std::mem::replace(&mut seen.printed, said.len());
        seen.console.extend(said[from..].iter().filter_map(|line| printed(line)));
        // A window that has been closed has nothing to say any more.
        let ask = json!({ "script": "return (window.complaints ?? []).splice(0)", "args": [] });
        let complaints = self.driver.post("execute/sync", &ask).unwrap_or_default();
        let complaints = complaints.as_array().into_iter().flatten().filter_map(Value::as_str);
        seen.console.extend(complaints.map(|text| ("SEVERE".to_owned(), text.to_owned())));
    }

    /// For a journey that failed: a picture of the page, its address and its console.
    pub fn leave_evidence(&self) {
        // What it reports on may be what is broken.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
            let file = leavings().unwrap_or_default().join(format!("{name}.png"));
            self.screenshot(&file);
            eprintln!("{name} failed at {}{}", self.site, self.fragment());
            eprintln!("  picture: {}", file.display());
            for line in self.console() {
                eprintln!("  console: {line}");
            }
        }));
    }
}

/// Level and text of a line that Firefox has printed, if it comes from a page.
fn printed(line: &str) -> Option<(String, String)> {
    // `JavaScript error: http://127.0.0.1:40137/any/folder/, line 1: Error: …`, and such errors of its own at other addresses.
    let level = match line.split_once(' ')? {
        // A part of its own gives its name and a colon first, and what it has to say in the lines below.
        ("console.error:", rest) if rest.trim_end().ends_with(':') => return None,
        ("console.error:", _) => "SEVERE",
        ("JavaScript", rest) if rest.starts_with("error: http") => "SEVERE",
        ("console.warn:", _) => "WARNING",
        (kind, _) if kind.starts_with("console.") => "INFO",
        _ => return None,
    };
    Some((level.to_owned(), line.to_owned()))
}
