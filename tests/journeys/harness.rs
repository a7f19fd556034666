//! A page in a real browser, as a reader would use it: look, click, type, and wait for what comes of it.
//!
//! A journey is a test that calls [`journey`] with a link and what the reader does:
//!
//! ```ignore
//! #[test]
//! fn a_valid_client_is_acknowledged() {
//!     journey("#registration", |page| {
//!         page.click("[data-action=connect]");
//!         page.click("[data-action=register]");
//!         page.wait_until("the client is registered", || page.attr("[data-state=client]", "data-value") == "registered");
//!     });
//! }
//! ```
//!
//! Nothing here sleeps: what looks for an element waits for it to come, [`Page::wait_until`] waits for anything else,
//! and both give up after [`PATIENCE`], saying what they waited for. A journey that ends well must also have left the
//! console without errors and have asked nobody but the site for anything. One that fails leaves a picture. The browser is
//! Chromium; [`journey_in`] takes any.

#![allow(dead_code, reason = "each program that uses this uses a part of it")]
#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::browsers::{Engine, Wishes};
use crate::driver::{Driver, named};
use crate::proxy::Proxy;
use crate::surroundings::Seen;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

/// How long a page may take to do what is waited for; far more than it ever needs, for slow machines.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked whether it has come.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// A page with nothing in it. (Firefox leaves any page for its own empty one so abruptly that it ends what runs in it midway.)
const EMPTY: &str = "data:,";

/// Opens the site at a link in a new browser, and lets `reader` use it.
#[track_caller]
pub fn journey(link: &str, reader: impl FnOnce(&Page)) {
    browse(|page| {
        page.open(link);
        reader(page);
    });
}

/// Lets `reader` use a new browser with nothing opened yet.
#[track_caller]
pub fn browse(reader: impl FnOnce(&Page)) {
    in_browser(Page::new(), reader);
}

/// Lets `reader` use a site of its own server in a new browser, with nothing opened yet; the browser keeps it, as readers' do.
#[track_caller]
pub fn journey_at(site: &str, reader: impl FnOnce(&Page)) {
    in_browser(Page::at(site.to_owned(), Engine::Chromium, &Wishes::default()), reader);
}

/// The same in a browser of that engine. Without the address of a site, it is the one under test.
#[track_caller]
pub fn journey_in(engine: Engine, wishes: Wishes, site: Option<&str>, reader: impl FnOnce(&Page)) {
    in_browser(Page::at(site.map_or_else(site_under_test, str::to_owned), engine, &wishes), reader);
}

#[track_caller]
fn site_under_test() -> String {
    match named("LIFELINE_SITE") {
        Ok(site) => site,
        Err(e) => panic!("{e}"),
    }
}

#[track_caller]
fn in_browser(page: Page, reader: impl FnOnce(&Page)) {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        reader(&page);
        page.assert_clean();
    }));
    if let Err(panic) = outcome {
        page.leave_evidence();
        drop(page);
        resume_unwind(panic);
    }
}

/// Keys that have no letter, for [`Page::press`].
pub mod key {
    pub const TAB: &str = "\u{E004}";
    pub const ENTER: &str = "\u{E007}";
    pub const ESCAPE: &str = "\u{E00C}";
    pub const SHIFT: &str = "\u{E008}";
    pub const CONTROL: &str = "\u{E009}";
    pub const PAGE_UP: &str = "\u{E00E}";
    pub const PAGE_DOWN: &str = "\u{E00F}";
    pub const SPACE: &str = " ";
    pub const END: &str = "\u{E010}";
    pub const HOME: &str = "\u{E011}";
    pub const LEFT: &str = "\u{E012}";
    pub const UP: &str = "\u{E013}";
    pub const RIGHT: &str = "\u{E014}";
    pub const DOWN: &str = "\u{E015}";
}

/// The site in a browser of its own.
pub struct Page {
    pub(crate) driver: Driver,
    pub(crate) proxy: Proxy,
    pub(crate) site: String,
    pub(crate) seen: RefCell<Seen>,
    /// Where else it may be asked for something: pages that show the site in frames.
    pub(crate) hosts: RefCell<Vec<String>>,
}

impl Page {
    /// A new browser with nothing opened yet, 1280 by 800 pixels. It keeps no site, so that each page comes from the server.
    #[track_caller]
    pub fn new() -> Page {
        let page = Page::at(site_under_test(), Engine::Chromium, &Wishes::default());
        let script = json!({ "source": "delete Navigator.prototype.serviceWorker" });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &script);
        page
    }

    /// The same for the site at that address, and the browser keeps it where it can.
    #[track_caller]
    fn at(site: String, engine: Engine, wishes: &Wishes) -> Page {
        let started = Proxy::start().and_then(|proxy| {
            let driver = Driver::start(engine, &Wishes { proxy: Some(proxy.port), ..*wishes })?;
            Ok(Page { driver, proxy, site, seen: RefCell::default(), hosts: RefCell::default() })
        });
        let page = match started {
            Ok(page) => page,
            Err(e) => panic!("{e}"),
        };
        page.resize(1280, 800);
        // A new browser begins with a page of its own; what that does is no business of ours.
        page.must("url", json!({ "url": EMPTY }));
        page.forgive();
        page
    }

    // Going somewhere

    /// Loads the site afresh at a link: `#registration/not-valid`, `?embed#registration`, or nothing for the start.
    /// Returns when the app stands there: when nothing says any more that it is loading.
    #[track_caller]
    pub fn open(&self, link: &str) {
        self.visit(link);
        self.wait_until("the app is there", || self.is_loaded());
    }

    /// Loads the site afresh at a link, and waits for nothing; for pages on which the app doesn't come.
    #[track_caller]
    pub fn visit(&self, link: &str) {
        let between = if link.is_empty() || link.starts_with(['#', '?']) { "" } else { "#" };
        self.load(&format!("{}{between}{link}", self.site));
    }

    /// Loads whatever is at an address.
    #[track_caller]
    pub fn load(&self, address: &str) {
        // What the page before it has to report would be gone.
        self.listen();
        // By way of an empty page: from one link to another, the browser would not load anything.
        self.must("url", json!({ "url": EMPTY }));
        self.must("url", json!({ "url": address }));
        self.watch();
    }

    /// Changes the address's fragment in place, as when the reader edits it or follows a link inside the page.
    #[track_caller]
    pub fn go_to(&self, fragment: &str) {
        self.script("location.hash = arguments[0]", &[json!(fragment)]);
    }

    /// Loads the same address again.
    #[track_caller]
    pub fn reload(&self) {
        if self.driver.engine == Engine::Firefox {
            // Its driver would go past what the browser keeps, as with Shift.
            self.script("window.leaving = true; location.reload()", &[]);
            let gone = json!({ "script": "return !window.leaving", "args": [] });
            self.wait_until("the page is left", || self.driver.post("execute/sync", &gone).is_ok_and(|it| it == true));
        } else {
            self.must("refresh", json!({}));
        }
        self.wait_until("the app is there", || self.is_loaded());
    }

    /// The browser's Back button.
    #[track_caller]
    pub fn back(&self) {
        self.must("back", json!({}));
    }

    /// The browser's Forward button.
    #[track_caller]
    pub fn forward(&self) {
        self.must("forward", json!({}));
    }

    /// The address's fragment, with its `#`; empty if there is none.
    #[track_caller]
    pub fn fragment(&self) -> String {
        self.script_text("return location.hash", &[])
    }

    // Looking

    /// The text of the first element that matches, as it is shown; waits for the element.
    #[track_caller]
    pub fn text(&self, css: &str) -> String {
        self.wait_for(css);
        self.script_text(
            "const e = document.querySelector(arguments[0]); return e ? e.innerText ?? e.textContent : ''",
            &[json!(css)],
        )
    }

    /// The texts of all elements that match now, in the page's order.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll(arguments[0])].map(e => (e.innerText ?? e.textContent).trim())";
        strings(&self.script(script, &[json!(css)]))
    }

    /// An attribute of the first element that matches, empty where it isn't there; waits for the element.
    #[track_caller]
    pub fn attr(&self, css: &str, name: &str) -> String {
        self.wait_for(css);
        self.script_text(
            "return document.querySelector(arguments[0])?.getAttribute(arguments[1])",
            &[json!(css), json!(name)],
        )
    }

    /// An attribute of all elements that match now, in the page's order, empty where it isn't there.
    #[track_caller]
    pub fn attrs(&self, css: &str, name: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])].map(e => e.getAttribute(arguments[1]) ?? '')";
        strings(&self.script(script, &[json!(css), json!(name)]))
    }

    /// What stands in the first form control that matches; waits for it.
    #[track_caller]
    pub fn value(&self, css: &str) -> String {
        self.wait_for(css);
        self.script_text("return document.querySelector(arguments[0])?.value", &[json!(css)])
    }

    /// How many elements match now.
    #[track_caller]
    pub fn count(&self, css: &str) -> u64 {
        self.script("return document.querySelectorAll(arguments[0]).length", &[json!(css)]).as_u64().unwrap_or(0)
    }

    /// Runs a script, as the body of a function with `arguments`, and gives what it returns.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.must("execute/sync", json!({ "script": script, "args": arguments }))
    }

    // Acting

    /// Clicks the middle of the first element that matches, as a reader would: scrolled into view, and not when another
    /// element covers it. Waits for the element, and until it can be clicked.
    #[track_caller]
    pub fn click(&self, css: &str) {
        self.on_element(css, "click", &json!({}));
    }

    /// Replaces what stands in a field, key by key, and leaves the focus there.
    #[track_caller]
    pub fn fill(&self, css: &str, text: &str) {
        self.on_element(css, "clear", &json!({}));
        match text {
            "" => self.focus(css),
            keys => self.on_element(css, "value", &json!({ "text": keys })),
        }
    }

    /// Chooses an option of a `<select>` by its value.
    #[track_caller]
    pub fn choose(&self, css: &str, value: &str) {
        self.click(&format!("{css} option[value=\"{value}\"]"));
    }

    /// Gives the first element that matches the keyboard's focus; waits for it.
    #[track_caller]
    pub fn focus(&self, css: &str) {
        self.wait_for(css);
        self.script("document.querySelector(arguments[0])?.focus()", &[json!(css)]);
    }

    /// Presses keys one after another, wherever the focus is: `page.press(&["a", key::RIGHT, key::ENTER])`.
    #[track_caller]
    pub fn press(&self, keys: &[&str]) {
        let strokes: Vec<Value> = keys
            .iter()
            .flat_map(|k| [json!({ "type": "keyDown", "value": k }), json!({ "type": "keyUp", "value": k })])
            .collect();
        self.must("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }));
    }

    /// Presses a key while another is held, wherever the focus is.
    #[track_caller]
    pub fn press_with(&self, held: &str, key: &str) {
        let strokes = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)];
        let strokes = strokes.map(|(kind, value)| json!({ "type": kind, "value": value }));
        self.must("actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }));
    }

    // Waiting

    /// Waits for an element.
    #[track_caller]
    pub fn wait_for(&self, css: &str) {
        self.wait_until(css, || self.count(css) > 0);
    }

    /// Waits until the condition holds; the text says what is waited for, should it never come.
    #[track_caller]
    pub fn wait_until(&self, what: &str, condition: impl Fn() -> bool) {
        let begun = Instant::now();
        while !condition() {
            if begun.elapsed() > PATIENCE {
                panic!("waited {} s in vain: {what}", PATIENCE.as_secs());
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Waits until the page has come to rest: fonts are there, running transitions are over, a frame has been drawn.
    #[track_caller]
    pub fn settle(&self) {
        let script = "const done = arguments[0];
            const rest = [document.fonts.ready];
            for (const a of document.getAnimations()) if (a.effect?.getTiming().iterations !== Infinity) rest.push(a.finished);
            Promise.allSettled(rest).then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))";
        self.must("execute/async", json!({ "script": script, "args": [] }));
    }

    // Beneath

    #[track_caller]
    pub(crate) fn is_loaded(&self) -> bool {
        let script = "return document.readyState === 'complete' && !document.querySelector('[data-loading]') \
                      && document.body.innerText.trim() !== ''";
        self.script(script, &[]).as_bool().unwrap_or(false)
    }

    /// Does something with the first element that matches, again and again until it can be done: a page that is just
    /// being drawn anew replaces its elements, and moves them under the reader's hand.
    #[track_caller]
    fn on_element(&self, css: &str, command: &str, body: &Value) {
        let begun = Instant::now();
        loop {
            let done =
                self.driver.post("element", &json!({ "using": "css selector", "value": css })).and_then(|element| {
                    let id = element.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
                    self.driver.post(&format!("element/{}/{command}", id.unwrap_or_default()), body)
                });
            match done {
                Ok(_) => return,
                Err(e) if begun.elapsed() > PATIENCE => panic!("{command} on {css}: {e}"),
                Err(_) => std::thread::sleep(LOOK_EVERY),
            }
        }
    }

    #[track_caller]
    pub(crate) fn must(&self, command: &str, body: Value) -> Value {
        match self.driver.post(command, &body) {
            Ok(value) => value,
            Err(e) => panic!("{command} {body}: {e}"),
        }
    }

    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        match self.driver.devtools(command, parameters) {
            Ok(value) => value,
            Err(e) => panic!("{command} {parameters}: {e}"),
        }
    }

    #[track_caller]
    fn script_text(&self, script: &str, arguments: &[Value]) -> String {
        self.script(script, arguments).as_str().unwrap_or_default().trim().to_owned()
    }
}

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|v| v.as_str().unwrap_or_default().to_owned()).collect()
}
