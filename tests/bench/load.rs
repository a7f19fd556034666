//! How long it takes until the page can be used, in a fresh browser on emulated lines, beside a page on which Mermaid draws six messages.
//!
//! Both are served from this machine, compressed as good servers do.

#![allow(clippy::expect_used, reason = "a bench that can't begin says why and ends")]

use crate::browsers::{Engine, Wishes};
use crate::common::{percentile, row};
use crate::driver::{Driver, named};
use crate::size::{brotli, read};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tiny_http::{Header, Request, Response, Server};

/// A line, as Chromium emulates it.
struct Line {
    name: &'static str,
    /// Megabits in a second, both ways.
    rate: f64,
    /// Milliseconds until an answer begins.
    latency: u32,
    /// How many times sooner than Mermaid's page ours has to be usable.
    times: f64,
}

const LINES: [Line; 3] = [
    Line { name: "slow 4G", rate: 1.6, latency: 150, times: 3.0 },
    Line { name: "fast 4G", rate: 9.0, latency: 60, times: 2.0 },
    Line { name: "cable", rate: 30.0, latency: 20, times: 2.0 },
];

/// A page, and an expression that holds once it can be used.
struct Subject {
    path: &'static str,
    is_usable: &'static str,
}

const OURS: Subject = Subject {
    path: "",
    is_usable: "document.querySelector('svg') && document.querySelector('[data-action]:not([aria-disabled])')",
};
const MERMAIDS: Subject =
    Subject { path: MERMAIDS_PAGE, is_usable: "document.querySelectorAll('svg .messageText').length === 6" };

const MERMAIDS_PAGE: &str = "beside/mermaid.html";
const MERMAIDS_SCRIPT: &str = "beside/mermaid.js";
const MERMAIDS_HTML: &str = "<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Mermaid</title>
<link rel=\"icon\" href=\"data:,\">
<pre class=\"mermaid\">
sequenceDiagram
  Client->>Server: connect
  Client->>Server: RequestRegisterClient
  Server->>Client: EventError
  Client->>Server: RequestAgentLogin
  Server->>Client: EventError
  Server->>Client: disconnect
</pre>
<script src=\"mermaid.js\"></script>
</html>
";

/// Measures both on each line.
pub fn measure() -> Result<(), String> {
    let site = serve()?;
    println!(
        "\nLoading: until the page can be used, in a fresh browser, median of {TRIES}; Mermaid's page / this page\n"
    );
    for line in &LINES {
        let median = |subject: &Subject| {
            let times = (0..TRIES).map(|_| load(&site, subject, line)).collect::<Result<Vec<f64>, String>>()?;
            Ok::<f64, String>(percentile(50, &times))
        };
        let (theirs, ours) = (median(&MERMAIDS)?, median(&OURS)?);
        let times = theirs / ours;
        let what = format!("{}: {} Mbit/s, {} ms", line.name, line.rate, line.latency);
        let measured = format!("{:.2} s / {:.2} s = {times:.1}", theirs / 1e3, ours / 1e3);
        row(&what, &measured, Some((&format!("at least {}", line.times), times >= line.times)));
    }
    Ok(())
}

/// Milliseconds from the beginning of the navigation to the frame in which the page can be used.
fn load(site: &str, subject: &Subject, line: &Line) -> Result<f64, String> {
    let browser = Driver::start(Engine::Chromium, &Wishes::default())?;
    let bytes = line.rate * 1e6 / 8.0;
    browser.devtools("Network.enable", &json!({}))?;
    browser.devtools(
        "Network.emulateNetworkConditions",
        &json!({ "offline": false, "latency": line.latency, "downloadThroughput": bytes, "uploadThroughput": bytes }),
    )?;
    let watch = format!(
        "(function look() {{
            requestAnimationFrame({} ? () => window.usableAt = performance.now() : look);
        }})()",
        subject.is_usable
    );
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": watch }))?;
    browser.post("url", &json!({ "url": format!("{site}{}", subject.path) }))?;
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let time = browser.post("execute/sync", &json!({ "script": "return window.usableAt ?? null", "args": [] }))?;
        if let Some(time) = time.as_f64() {
            return Ok(time);
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Err(format!(
        "{} could not be used on {}",
        if subject.path.is_empty() { "the page" } else { subject.path },
        line.name
    ))
}

/// Serves the built site, and beside it a page of Mermaid's; gives the address of the site.
fn serve() -> Result<String, String> {
    let mut files = files_of_site()?;
    let peers = PathBuf::from(named("LIFELINE_PEERS")?);
    files.insert(MERMAIDS_PAGE.to_owned(), MERMAIDS_HTML.as_bytes().to_vec());
    files.insert(MERMAIDS_SCRIPT.to_owned(), read(&peers.join("mermaid.js"))?);
    for (name, content) in &mut files {
        *content = brotli(content).map_err(|error| format!("compressing {name}: {error}"))?;
    }
    let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let server = Arc::new(Server::from_listener(listener, None).map_err(|error| error.to_string())?);
    let files = Arc::new(files);
    // A browser asks for six files of a page together.
    for _ in 0..6 {
        let (server, files) = (Arc::clone(&server), Arc::clone(&files));
        std::thread::spawn(move || server.incoming_requests().for_each(|request| answer(request, &files)));
    }
    Ok(format!("http://127.0.0.1:{port}/"))
}

/// The files that the site's worker lists: all that browsers ask for.
fn files_of_site() -> Result<BTreeMap<String, Vec<u8>>, String> {
    let site = PathBuf::from(named("LIFELINE_DIST")?);
    let worker = read(&site.join("offline.js"))?;
    let worker = String::from_utf8_lossy(&worker);
    let list = worker.lines().find_map(|line| line.strip_prefix("const site = ")?.strip_suffix(';'));
    let list: Value = serde_json::from_str(list.unwrap_or_default()).map_err(|error| format!("offline.js: {error}"))?;
    let names = list["files"].as_array().into_iter().flatten().filter_map(Value::as_str).chain(["offline.js"]);
    names.map(|name| Ok((name.to_owned(), read(&site.join(name))?))).collect()
}

fn answer(request: Request, files: &BTreeMap<String, Vec<u8>>) {
    let path = request.url().split('?').next().unwrap_or_default().trim_start_matches('/');
    let name = if path.is_empty() { "index.html" } else { path };
    // A browser that has gone away is no trouble of the server's.
    let _ = match files.get(name) {
        Some(content) => {
            let mut response = Response::from_data(content.clone());
            for (name, value) in [("Content-Type", content_type(name)), ("Content-Encoding", "br")] {
                response.add_header(Header::from_bytes(name, value).expect("a header of plain letters"));
            }
            request.respond(response)
        }
        None => request.respond(Response::empty(404)),
    };
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "text/plain; charset=utf-8",
    }
}

/// How often each page is loaded on each line.
const TRIES: usize = 3;
/// Longer than a page takes on the slowest line.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_EVERY: Duration = Duration::from_millis(50);
