//! A page of somebody else: it comes from another origin than the site, and shows the site in frames.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::harness::Page;
use serde_json::{Value, json};
use std::sync::Arc;
use std::thread::JoinHandle;
use tiny_http::{Header, Response, Server};

/// A server of such a page, until it is dropped.
pub struct Host {
    /// Where: `http://127.0.0.1:40137/`
    pub address: String,
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

impl Host {
    /// Serves a page at any path. In it and in its content security policy, where it is to have one, `SITE` stands for the
    /// site's address, and `ORIGIN` for its origin.
    #[track_caller]
    pub fn serve(page: &Page, html: &str, policy: &str) -> Host {
        Self::serve_with(page, html, policy, &[])
    }

    /// The same with files beside the page, each with its path; of what looks like a file, nothing else is there.
    #[track_caller]
    pub fn serve_with(page: &Page, html: &str, policy: &str, files: &[(&str, &str)]) -> Host {
        let files: Vec<(String, String)> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let origin = page.site.split('/').take(3).collect::<Vec<_>>().join("/");
        let filled = |text: &str| text.replace("SITE", &page.site).replace("ORIGIN", &origin);
        let (html, policy) = (filled(html), filled(policy));
        let server = match Server::http("127.0.0.1:0") {
            Ok(server) => Arc::new(server),
            Err(e) => panic!("a server for a page of somebody else: {e}"),
        };
        let port = server.server_addr().to_ip().map(|address| address.port()).unwrap_or_default();
        let serving = Arc::clone(&server);
        let thread = std::thread::spawn(move || {
            for request in serving.incoming_requests() {
                let file = files.iter().find(|(path, _)| path == request.url());
                let kind = match file {
                    Some((path, _)) if path.ends_with(".js") => "text/javascript",
                    Some(_) => "text/plain; charset=utf-8",
                    None => "text/html; charset=utf-8",
                };
                let status = if file.is_none() && request.url().ends_with(".lifeline") { 404 } else { 200 };
                let content = file.map_or_else(|| html.clone(), |(_, text)| text.clone());
                let mut response = Response::from_string(content).with_status_code(status);
                for (name, value) in [("Content-Type", kind), ("Content-Security-Policy", &policy)] {
                    if !value.is_empty()
                        && let Ok(header) = Header::from_bytes(name, value)
                    {
                        response.add_header(header);
                    }
                }
                // A browser that has gone away is no trouble of the server's.
                let _ = request.respond(response);
            }
        });
        let address = format!("http://127.0.0.1:{port}/");
        page.hosts.borrow_mut().push(address.clone());
        Host { address, server, thread: Some(thread) }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Page {
    /// Loads the page of somebody else.
    #[track_caller]
    pub fn open_host(&self, host: &Host) {
        self.load(&host.address);
    }

    /// Does something inside of a frame; a script's expression says which.
    #[track_caller]
    pub fn within<R>(&self, frame: &str, reader: impl FnOnce() -> R) -> R {
        let found = self.script(&format!("return {frame}"), &[]);
        assert!(!found.is_null(), "there is no {frame}");
        self.must("frame", json!({ "id": found }));
        let result = reader();
        self.must("frame", json!({ "id": Value::Null }));
        result
    }

    /// Turns the wheel over the middle of an element; a script's expression says which.
    #[track_caller]
    pub fn turn_wheel(&self, element: &str, down: i32) {
        let middle = format!(
            "const r = ({element}).getBoundingClientRect();
             return [Math.round(r.left + r.width / 2), Math.round((Math.max(r.top, 0) + Math.min(r.bottom, innerHeight)) / 2)]"
        );
        let middle = self.script(&middle, &[]);
        let turn =
            json!({ "type": "scroll", "x": middle[0], "y": middle[1], "deltaX": 0, "deltaY": down, "duration": 0 });
        // Each time another wheel: WebKit turns one only from where it was turned to before.
        let wheel = format!("wheel {:?}", std::time::Instant::now());
        self.must("actions", json!({ "actions": [{ "type": "wheel", "id": wheel, "actions": [turn] }] }));
    }
}
