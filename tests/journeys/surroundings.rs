//! What surrounds the page: the window's size, the reader's preferences, pictures, and what the browser reports.

#![allow(dead_code, reason = "each program that uses this uses a part of it")]
#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::driver::leavings;
use crate::harness::Page;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// What the browser has reported so far.
#[derive(Default)]
pub struct Seen {
    /// Level and text of everything in the console.
    console: Vec<(String, String)>,
    /// The address of every request.
    requests: Vec<String>,
}

impl Page {
    // The window and the reader's preferences

    /// Makes the window's inside as large as that, in CSS pixels; any size is possible.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// Sets what the reader prefers, in place of what was set before:
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

    /// Writes a picture of the whole page as PNG, however long it is.
    #[track_caller]
    pub fn screenshot_whole(&self, file: &Path) {
        self.picture(file, true);
    }

    /// Lets requests fail whose address matches one of the patterns: `page.block(&["*.wasm"])`. None lets all pass.
    #[track_caller]
    pub fn block(&self, patterns: &[&str]) {
        self.devtools("Network.enable", &json!({}));
        self.devtools("Network.setBlockedURLs", &json!({ "urls": patterns }));
    }

    // What the browser reports

    /// The errors in the console since the browser was started; a broken content security policy is one.
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

    /// The addresses of all requests since the browser was started.
    #[track_caller]
    pub fn requests(&self) -> Vec<String> {
        self.listen();
        self.seen.borrow().requests.clone()
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
            let fixed = ["data:", "blob:", "about:", self.site.as_str()];
            fixed.into_iter().chain(hosts.iter().map(String::as_str)).any(|own| url.starts_with(own))
        };
        let elsewhere: Vec<String> = self.requests().into_iter().filter(|url| !own(url)).collect();
        assert!(elsewhere.is_empty(), "somebody else was asked for something:\n{}", elsewhere.join("\n"));
    }

    // Beneath

    #[track_caller]
    fn picture(&self, file: &Path, whole: bool) {
        let mut parameters = json!({ "format": "png", "captureBeyondViewport": whole });
        if whole {
            let size = &self.devtools("Page.getLayoutMetrics", &json!({}))["cssContentSize"];
            parameters["clip"] =
                json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        }
        let picture = self.devtools("Page.captureScreenshot", &parameters);
        let png = BASE64_STANDARD.decode(picture["data"].as_str().unwrap_or_default()).unwrap_or_default();
        if let Err(e) = std::fs::write(file, png) {
            panic!("writing {}: {e}", file.display());
        }
    }

    /// Takes over what the browser has reported since the last time.
    #[track_caller]
    pub fn listen(&self) {
        let of = |kind: &str| self.must("se/log", json!({ "type": kind })).as_array().cloned().unwrap_or_default();
        let (console, network) = (of("browser"), of("performance"));
        let mut seen = self.seen.borrow_mut();
        let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        seen.console.extend(console.iter().map(|entry| (text(entry, "level"), text(entry, "message"))));
        seen.requests.extend(network.iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let event = &event["message"];
            (event["method"] == "Network.requestWillBeSent").then(|| text(&event["params"]["request"], "url"))
        }));
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
