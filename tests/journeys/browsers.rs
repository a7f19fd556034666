//! The three browsers: how each is started, and what it is told so that it asks nobody for anything by itself.

#![allow(dead_code, reason = "each program that uses this uses a part of it")]

use crate::driver::named;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Whose browser it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Engine {
    #[default]
    Chromium,
    Firefox,
    WebKit,
}

/// What a browser is started for.
#[derive(Clone, Copy, Default)]
pub struct Wishes {
    /// The port of the proxy that it asks for everything, for what is on this machine, too.
    pub proxy: Option<u16>,
    /// Whether the pages' scripts are switched off; those of the driver run all the same.
    pub no_script: bool,
    /// Whether the reader prefers dark pages. Chromium can be told so at any time, the others only now.
    pub dark: bool,
}

impl Engine {
    /// The program that drives it.
    pub fn driver(self) -> Result<String, String> {
        named(match self {
            Engine::Chromium => "LIFELINE_CHROMEDRIVER",
            Engine::Firefox => "LIFELINE_GECKODRIVER",
            Engine::WebKit => "LIFELINE_WEBKITDRIVER",
        })
    }

    /// The command that starts the driver, but for its port.
    pub fn command(self, program: &str, profile: &Path, display: Option<&Display>) -> Command {
        let mut command = Command::new(program);
        match self {
            Engine::Chromium => {}
            Engine::Firefox => {
                command.arg("--profile-root").arg(profile);
                // Without it, a released Firefox ignores where it is told to look for its maker's news.
                command.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
            }
            Engine::WebKit => {
                command.env("DISPLAY", display.map_or("", |display| &display.name)).env_remove("WAYLAND_DISPLAY");
                command.env("GDK_BACKEND", "x11");
                // What it keeps goes with the profile, and it starts nothing that would outlive it.
                for folder in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
                    command.env(folder, profile);
                }
                command.env("NO_AT_BRIDGE", "1").env("GSETTINGS_BACKEND", "memory");
            }
        }
        command
    }

    /// What is asked of a session.
    pub fn capabilities(self, wishes: &Wishes, profile: &Path) -> Result<Value, String> {
        let mut capabilities = match self {
            Engine::Chromium => {
                let mut arguments: Vec<String> = CHROMIUM.into_iter().map(str::to_owned).collect();
                arguments.push(format!("--user-data-dir={}", profile.display()));
                json!({
                    "browserName": "chrome",
                    "goog:loggingPrefs": { "browser": "ALL" },
                    "goog:chromeOptions": {
                        "binary": named("LIFELINE_CHROMIUM")?,
                        "args": arguments,
                        // Otherwise a new profile begins with the start page of whoever made the package.
                        "prefs": { "session.restore_on_startup": 4, "session.startup_urls": ["about:blank"] },
                    },
                })
            }
            Engine::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": named("LIFELINE_FIREFOX")?,
                    "args": ["-headless"],
                    "prefs": {
                        "network.proxy.allow_hijacking_localhost": true,
                        "services.settings.server": "data:,",
                        // Firefox would ask its makers whether there is a network.
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                        // What pages say and what fails in them is printed; what the browser's own parts say is not.
                        "devtools.console.stdout.content": true,
                        "devtools.console.stdout.chrome": false,
                        "browser.dom.window.dump.enabled": true,
                        "javascript.enabled": !wishes.no_script,
                        "layout.css.prefers-color-scheme.content-override": if wishes.dark { 0 } else { 1 },
                    },
                },
            }),
            Engine::WebKit => {
                let mut arguments = vec!["--automation".to_owned()];
                // The capability below would have it speak TLS with the proxy.
                arguments.extend(wishes.proxy.map(|port| format!("--proxy=http://127.0.0.1:{port}")));
                arguments.extend(wishes.no_script.then(|| "--enable-javascript=false".to_owned()));
                arguments.extend(wishes.dark.then(|| "--dark-mode".to_owned()));
                json!({
                    "browserName": "MiniBrowser",
                    "webkitgtk:browserOptions": { "binary": named("LIFELINE_WEBKIT")?, "args": arguments },
                })
            }
        };
        if let Some(port) = wishes.proxy.filter(|_| self != Engine::WebKit) {
            let proxy = format!("127.0.0.1:{port}");
            capabilities["proxy"] = json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy });
        }
        Ok(capabilities)
    }
}

/// A display that nobody sees, for a browser that can't do without one.
pub struct Display {
    server: Child,
    /// `:99`
    name: String,
}

impl Display {
    /// Starts one that nobody has.
    pub fn start() -> Result<Display, String> {
        let program = named("LIFELINE_XVFB")?;
        let mut command = Command::new(&program);
        // It says on its output which number it has taken, once it can be used.
        command.args(["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let server = command.spawn().map_err(|e| format!("could not start {program}: {e}"))?;
        let mut display = Display { server, name: String::new() };
        let output = display.server.stdout.take().ok_or_else(|| format!("{program} says nothing"))?;
        let number = BufReader::new(output).lines().map_while(Result::ok).next();
        display.name = format!(":{}", number.ok_or_else(|| format!("{program} ended before it was ready"))?);
        Ok(display)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It is asked, not killed: it has files to take away.
        let asked = Command::new("kill").arg(self.server.id().to_string()).stderr(Stdio::null()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// What Chromium shall not do by itself. The sandbox needs rights that containers don't give; this browser only ever
/// sees our own page.
const CHROMIUM: [&str; 14] = [
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
    "--disable-extensions",
    "--disable-features=NetworkTimeServiceQuerying,AutofillServerCommunication,OptimizationHints,OptimizationHintsFetching,PreconnectToSearch,AimServerRequestOnStartupEnabled,AimServerRequestOnIdentityChangeEnabled",
    "--hide-scrollbars",
    // What is on this machine is asked of the proxy, too.
    "--proxy-bypass-list=<-loopback>",
];
