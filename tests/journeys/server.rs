//! A server of the site for journeys that stop it, or put a newer site in its place.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::driver::named;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where it stands: as deep as any.
const FOLDER: &str = "/some/other/folder/";

/// A server of its own port, and so of an origin for which the browser has kept nothing yet. It goes on until the tests end.
pub struct Server {
    /// Where: `http://127.0.0.1:40137/some/other/folder/`
    pub address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    stopped: bool,
    asked: Vec<String>,
}

impl Server {
    /// Serves all that the built site consists of.
    #[track_caller]
    pub fn start() -> Server {
        let started = files().and_then(|files| {
            let listener = TcpListener::bind(("127.0.0.1", 0)).map_err(|e| e.to_string())?;
            Ok((files, listener.local_addr().map_err(|e| e.to_string())?.port(), listener))
        });
        let (files, port, listener) = match started {
            Ok(started) => started,
            Err(e) => panic!("a server of the site: {e}"),
        };
        let state = Arc::new(Mutex::new(State { files, ..State::default() }));
        let serving = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&serving);
                // A browser that has gone away is no trouble of the server's.
                std::thread::spawn(move || answer(stream, &state));
            }
        });
        Server { address: format!("http://127.0.0.1:{port}{FOLDER}"), state }
    }

    /// From now on nothing is answered.
    pub fn stop(&self) {
        self.state().stopped = true;
    }

    /// All that was asked for, each with its query.
    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }

    /// Replaces a text in the names and contents of all files; a file of another content may have another name then.
    pub fn replace(&self, old: &str, new: &str) {
        let mut state = self.state();
        let files = std::mem::take(&mut state.files).into_iter().map(|(name, content)| {
            let content = match String::from_utf8(content) {
                Ok(text) => text.replace(old, new).into_bytes(),
                Err(binary) => binary.into_bytes(),
            };
            (name.replace(old, new), content)
        });
        state.files = files.collect();
    }

    /// From now on the site is one that is not kept: its worker has no list of files.
    pub fn empty_list(&self) {
        let mut state = self.state();
        state.files.insert("offline.js".to_owned(), include_bytes!("../../static/offline.js").to_vec());
    }

    /// The one file whose name ends so: its name, and how large it is.
    #[track_caller]
    pub fn file(&self, end: &str) -> (String, usize) {
        match self.state().files.iter().find(|(name, _)| name.ends_with(end)) {
            Some((name, content)) => (name.clone(), content.len()),
            None => panic!("the site has no file whose name ends with {end}"),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of the site under test, which its worker lists.
fn files() -> Result<BTreeMap<String, Vec<u8>>, String> {
    let site = named("LIFELINE_SITE")?;
    let get = |name: &str| {
        let said = |e: ureq::Error| format!("{site}{name}: {e}");
        ureq::get(format!("{site}{name}")).call().map_err(said)?.body_mut().read_to_vec().map_err(said)
    };
    let worker = get("offline.js")?;
    let text = String::from_utf8_lossy(&worker);
    let list = text.lines().find_map(|line| line.strip_prefix("const site = ")?.strip_suffix(';'));
    let list: Value = serde_json::from_str(list.ok_or("offline.js lists no files")?).map_err(|e| e.to_string())?;
    let names = list["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut files = names.map(|name| Ok((name.to_owned(), get(name)?))).collect::<Result<BTreeMap<_, _>, String>>()?;
    files.insert("offline.js".to_owned(), worker);
    Ok(files)
}

fn answer(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    // The headers say nothing of interest, but an answer before they are read would be cut off.
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let (status, content, kind) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.stopped {
            return Ok(());
        }
        let asked = path.strip_prefix(FOLDER).unwrap_or(path).to_owned();
        let name = asked.split('?').next().unwrap_or_default();
        let name = if name.is_empty() { "index.html" } else { name };
        let answer = match state.files.get(name) {
            Some(content) => ("200 OK", content.clone(), kind(name)),
            None => ("404 Not Found", b"not here".to_vec(), "text/plain"),
        };
        state.asked.push(asked);
        answer
    };
    let length = content.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&content)
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
