//! Speaks WebDriver with a Chromium of its own, with a new profile, and ends it all when dropped, also by a panic.

use serde_json::{Value, json};
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use ureq::Agent;

/// Longer than anything the browser is asked to do ever takes.
const DEADLINE: Duration = Duration::from_secs(60);

/// A picture of a long page is some megabytes, in base64.
const LARGEST_ANSWER: u64 = 256 << 20;

/// What the browser shall not do by itself. The sandbox needs rights that containers don't give; this browser only ever
/// sees our own page.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// A running browser and its one session.
pub struct Driver {
    driver: Child,
    agent: Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
    browser: Option<u64>,
    profile: PathBuf,
}

impl Driver {
    /// Starts the driver on a free port, and Chromium with it.
    pub fn start() -> Result<Driver, String> {
        let chromedriver = named("LIFELINE_CHROMEDRIVER")?;
        let chromium = named("LIFELINE_CHROMIUM")?;
        let mut driver = Command::new(&chromedriver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("could not start {chromedriver}: {e}"))?;
        let agent = Agent::config_builder().http_status_as_error(false).timeout_global(Some(DEADLINE)).build().into();
        // From here on, dropping ends what was started.
        let port = port_of(&mut driver);
        let mut this = Driver { driver, agent, session: String::new(), browser: None, profile: new_profile()? };
        let base = format!("http://127.0.0.1:{}/session", port?);

        let profile = format!("--user-data-dir={}", this.profile.display());
        let arguments: Vec<&str> = ARGUMENTS.into_iter().chain([profile.as_str()]).collect();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "goog:chromeOptions": {
                "binary": chromium,
                "args": arguments,
                "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
            },
        }}});
        let session = this.ask(&base, Some(&wanted))?;
        let id = session["sessionId"].as_str().ok_or_else(|| format!("no session in {session}"))?;
        this.browser = session["capabilities"]["goog:processID"].as_u64();
        this.session = format!("{base}/{id}");
        Ok(this)
    }

    /// Gives the session a command that takes something.
    pub fn post(&self, command: &str, body: &Value) -> Result<Value, String> {
        self.ask(&format!("{}/{command}", self.session), Some(body))
    }

    /// Gives the browser a command of its DevTools protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, String> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Posts what is given, or deletes where nothing is; gives the `value` of its answer; an error answer is given as `its name: its first line`.
    fn ask(&self, url: &str, body: Option<&Value>) -> Result<Value, String> {
        let said = |e: ureq::Error| format!("{url}: {e}");
        let mut answer = match body {
            Some(body) => self.agent.post(url).content_type("application/json").send(body.to_string()).map_err(said)?,
            None => self.agent.delete(url).call().map_err(said)?,
        };
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
        // The session's end closes the browser. Where it doesn't answer any more, it is ended by its number.
        let closed = !self.session.is_empty() && self.ask(&self.session, None).is_ok();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        if let Some(id) = self.browser.filter(|_| !closed) {
            let _ = Command::new("kill").args(["-KILL", &id.to_string()]).stderr(Stdio::null()).status();
        }
        let _ = fs::remove_dir_all(&self.profile);
    }
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
    Ok(leavings()?.join(name))
}

/// The port that the driver says it has taken.
fn port_of(driver: &mut Child) -> Result<u16, String> {
    let output = driver.stdout.take().ok_or("the driver says nothing")?;
    let mut lines = BufReader::new(output).lines().map_while(Result::ok);
    // `ChromeDriver was started successfully on port 40137.`
    let port = lines
        .by_ref()
        .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok());
    // The rest is read away, so that the driver never waits for somebody to read it.
    std::thread::spawn(move || lines.for_each(drop));
    port.ok_or_else(|| "the driver ended before it was ready".to_owned())
}
