//! Speaks WebDriver with a browser of its own, with a new profile, and ends it all when dropped, also by a panic.

#![allow(dead_code, reason = "each program that uses this uses a part of it")]

use crate::browsers::{Display, Engine, Wishes};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::Agent;

/// Longer than anything the browser is asked to do ever takes.
const DEADLINE: Duration = Duration::from_secs(60);

/// How often it is looked whether a driver is ready, or a browser has ended.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// A picture of a long page is some megabytes, in base64.
const LARGEST_ANSWER: u64 = 256 << 20;

/// A running browser and its one session.
pub struct Driver {
    pub engine: Engine,
    driver: Child,
    said: Arc<Mutex<Vec<String>>>,
    agent: Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
    profile: PathBuf,
    display: Option<Display>,
}

impl Driver {
    /// Starts the engine's driver on a free port, and the browser with it.
    pub fn start(engine: Engine, wishes: &Wishes) -> Result<Driver, String> {
        // Somebody else may take the port in the moment between its being found free and being taken.
        let (mut this, base) = Driver::launch(engine).or_else(|_| Driver::launch(engine))?;
        let wanted = json!({ "capabilities": { "alwaysMatch": engine.capabilities(wishes, &this.profile)? } });
        let session = this.ask(&format!("{base}/session"), Some(&wanted))?;
        let id = session["sessionId"].as_str().ok_or_else(|| format!("no session in {session}"))?;
        this.session = format!("{base}/session/{id}");
        if engine == Engine::Chromium {
            this.devtools("Emulation.setScriptExecutionDisabled", &json!({ "value": wishes.no_script }))?;
        }
        Ok(this)
    }

    /// Starts the driver, and gives the address at which it listens.
    fn launch(engine: Engine) -> Result<(Driver, String), String> {
        let display = if engine == Engine::WebKit { Some(Display::start()?) } else { None };
        let profile = new_profile()?;
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(DEADLINE)).build().into();
        let program = engine.driver()?;
        let mut command = engine.command(&program, &profile, display.as_ref());
        // Both into one pipe: what the browser prints comes the same way, in whichever it likes.
        let both = std::io::pipe().and_then(|(read, write)| Ok((read, write.try_clone()?, write)));
        let (read, out, err) = both.map_err(|e| format!("a pipe for {program}: {e}"))?;
        let port = free_port()?;
        command.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(out).stderr(err);
        let driver = command.spawn().map_err(|e| format!("could not start {program}: {e}"))?;
        // It holds the pipe's other end, which would keep the reader waiting for ever.
        drop(command);
        let said = Arc::<Mutex<Vec<String>>>::default();
        // From here on, dropping ends what was started.
        let mut this =
            Driver { engine, driver, said: Arc::clone(&said), agent, session: String::new(), profile, display };
        let reading = std::thread::spawn(move || {
            for line in BufReader::new(read).lines().map_while(Result::ok) {
                said.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });

        let begun = Instant::now();
        let base = format!("http://127.0.0.1:{port}");
        loop {
            if this.agent.get(format!("{base}/status")).call().is_ok() {
                return Ok((this, base));
            }
            if let Ok(Some(status)) = this.driver.try_wait() {
                let _ = reading.join();
                return Err(format!("{program} ended with {status} before it was ready:\n{}", this.said().join("\n")));
            }
            if begun.elapsed() > DEADLINE {
                return Err(format!("{program} is not ready after {} s", DEADLINE.as_secs()));
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }

    /// Gives the session a command that takes something.
    pub fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.ask(&format!("{}/{command}", self.session), Some(body))
    }

    /// Asks the session for something.
    pub fn get(&self, question: &str) -> Result<Value, String> {
        let url = format!("{}/{question}", self.session);
        self.answer(&url, self.agent.get(&url).call())
    }

    /// Gives the browser a command of its DevTools protocol, which only Chromium has.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// What the driver and the browser have printed so far.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Posts what is given, or deletes where nothing is.
    fn ask(&self, url: &str, body: Option<&Value>) -> Result<Value, String> {
        self.answer(
            url,
            match body {
                Some(body) => self.agent.post(url).content_type("application/json").send(body.to_string()),
                None => self.agent.delete(url).call(),
            },
        )
    }

    /// The `value` of an answer; an error is given as `its name: its first line`.
    fn answer(
        &self,
        url: &str,
        answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value, String> {
        let said = |e: ureq::Error| format!("{url}: {e}");
        let mut answer = answer.map_err(said)?;
        let text = answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_string().map_err(said)?;
        let mut json: Value = serde_json::from_str(&text).map_err(|e| format!("{url}: {e} in {text}"))?;
        let value = json["value"].take();
        match value["error"].as_str() {
            Some(error) if !answer.status().is_success() => {
                let message = value["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default();
                // Chromium's driver says the name once more by itself.
                Err(if message.starts_with(error) { message.to_owned() } else { format!("{error}: {message}") })
            }
            _ => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The session's end closes the browser, but perhaps a while later, or not at all where it doesn't answer any more.
        let browser = descendants(self.driver.id());
        if !self.session.is_empty() {
            let _ = self.ask(&self.session, None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        self.display.take();
        let begun = Instant::now();
        let left = || browser.iter().filter(|process| process.is_running()).map(|process| process.id.to_string());
        while left().next().is_some() && begun.elapsed() < DEADLINE {
            let _ = Command::new("kill").arg("-KILL").args(left()).stderr(Stdio::null()).status();
            std::thread::sleep(LOOK_EVERY);
        }
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// A process, which another one may be called like once it has ended, but has begun later.
struct Process {
    id: u32,
    begun: String,
}

impl Process {
    fn is_running(&self) -> bool {
        status(self.id).is_some_and(|(state, _, begun)| begun == self.begun && state != "Z")
    }
}

/// All that a process has started, and what these have, where the system tells.
fn descendants(of: u32) -> Vec<Process> {
    let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
    let ids = names.filter_map(|name| name.to_str()?.parse::<u32>().ok());
    let all: Vec<_> =
        ids.filter_map(|id| status(id).map(|(_, parent, begun)| (parent, Process { id, begun }))).collect();
    let mut parents = vec![of];
    let mut found = 0;
    while let Some(parent) = parents.get(found) {
        let children: Vec<u32> = all.iter().filter(|(of, _)| of == parent).map(|(_, process)| process.id).collect();
        parents.extend(children);
        found += 1;
    }
    all.into_iter()
        .map(|(_, process)| process)
        .filter(|process| process.id != of && parents.contains(&process.id))
        .collect()
}

/// A process's state, its parent, and when it has begun.
fn status(id: u32) -> Option<(String, u32, String)> {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // `4711 (the program's name) S 4242 …`; what it is called may have spaces and brackets in it.
    let mut words = text.rsplit_once(')')?.1.split_whitespace();
    Some((words.next()?.to_owned(), words.next()?.parse().ok()?, words.nth(17)?.to_owned()))
}

/// What one of our variables says.
pub fn named(variable: &str) -> Result<String, String> {
    env::var(variable).ok().filter(|value| !value.is_empty()).ok_or_else(|| {
        format!(
            "{variable} is not set: this runs against the built site, in a real browser. Type: cargo xtask test browser"
        )
    })
}

/// A folder among the build's own, for what tests leave behind.
pub fn leavings() -> Result<PathBuf, String> {
    // target/debug/deps/journeys-0123, target/debug/examples/shot
    let this = env::current_exe().map_err(|e| e.to_string())?;
    let target = this.ancestors().nth(3).ok_or("this program is nowhere")?;
    let folder = target.join("journeys");
    fs::create_dir_all(&folder).map_err(|e| format!("making {}: {e}", folder.display()))?;
    Ok(folder)
}

fn new_profile() -> Result<PathBuf, String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("profile-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = leavings()?.join(name);
    fs::create_dir_all(&folder).map_err(|e| format!("making {}: {e}", folder.display()))?;
    Ok(folder)
}

/// A port that nobody has, among those that the system gives to nobody who takes any.
///
/// A driver that takes any port takes it for IPv6 first, and gives up where somebody has the same one for IPv4.
fn free_port() -> Result<u16, String> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // Where two of these programs run, they begin in different places.
    let first = 10_000 + std::process::id() % 200 * 100;
    (0..100)
        .filter_map(|_| u16::try_from(first + COUNT.fetch_add(1, Ordering::Relaxed) % 100).ok())
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .ok_or_else(|| format!("a hundred ports from {first} are all taken"))
}
