//! Serves a page that is rebuilt and reloaded on every change. Its content security policy is looser than the release
//! page's, which has nothing to do with this: Trunk's reloading is a script inside the page.

use crate::failure::{Doing, Failure, Result};
use crate::run::become_it;
use crate::{project, site};
use std::net::TcpListener;
use std::path::Path;

/// What the page's policy says, and what it must say for the reloading to work: the script is inside the page, and
/// talks with Trunk through a web socket.
const STRICT_AND_LOOSE: [(&str, &str); 2] = [
    ("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
    ("connect-src 'self'", "connect-src 'self' ws://127.0.0.1:*"),
];

/// What is watched; the rest of the project is no part of the page.
const WATCHED: [&str; 8] = ["index.html", "Trunk.toml", "Cargo.toml", "src", "core", "reader", "models", "static"];

/// Runs until it is stopped.
pub fn serve(listener: TcpListener) -> Result<()> {
    let port = listener.local_addr().doing(|| "asking for the port".to_owned())?.port();
    let tools = site::prepare()?;
    // In a folder of its own, so that dist/ is always the release site.
    let folder = project::target().join("dev");
    let dist = folder.join("dist");
    std::fs::create_dir_all(&dist).doing(|| format!("making {}", dist.display()))?;
    let config = folder.join("Trunk.toml");
    std::fs::write(&config, configuration()?).doing(|| format!("writing {}", config.display()))?;

    let mut trunk = tools.trunk()?;
    trunk.arg("serve").arg(project::root().join("index.html")).arg("--config").arg(&config);
    trunk.arg("--dist").arg(&dist).args(["--public-url", "/", "--no-spa", "true"]);
    trunk.args(["--address", "127.0.0.1", "--disable-address-lookup", "true", "--port", &port.to_string()]);
    for watched in WATCHED.map(|name| project::root().join(name)).iter().filter(|path| path.exists()) {
        trunk.arg("--watch").arg(watched);
    }
    println!("Lifeline is at http://127.0.0.1:{port}/ once it is built, and again after each change (Ctrl-C stops it)");
    drop(listener);
    become_it(&mut trunk)
}

/// The project's Trunk.toml, and a step after each build that loosens the policy of the page just built.
fn configuration() -> Result<String> {
    let path = project::root().join("Trunk.toml");
    let release = std::fs::read_to_string(&path).doing(|| format!("reading {}", path.display()))?;
    let this = std::env::current_exe().doing(|| "asking for this program's own path".to_owned())?;
    Ok(format!(
        "{release}\n[[hooks]]\nstage = \"post_build\"\ncommand = {:?}\ncommand_arguments = [\"{}\"]\n",
        this.display().to_string(),
        crate::LOOSEN,
    ))
}

/// The step itself, called by Trunk with the folder of the new site in a variable.
pub fn loosen() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR")
        .ok_or_else(|| Failure::new("this is called by Trunk, from `cargo xtask serve --dev`, and not by hand"))?;
    let page = Path::new(&staging).join("index.html");
    let html = std::fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    std::fs::write(&page, loosened(&html)?).doing(|| format!("writing {}", page.display()))
}

fn loosened(html: &str) -> Result<String> {
    STRICT_AND_LOOSE.iter().try_fold(html.to_owned(), |html, (strict, loose)| {
        if html.matches(strict).count() == 1 {
            return Ok(html.replacen(strict, loose, 1));
        }
        Err(Failure::new(format!(
            "index.html should say `{strict}` once, in its content security policy, and does not; xtask/src/dev.rs \
             knows only that way to let the reloading in"
        )))
    })
}

#[cfg(test)]
mod tests {
    use super::loosened;
    use crate::failure::Result;

    #[test]
    fn the_real_page_can_be_loosened() -> Result<()> {
        let html = loosened(include_str!("../../index.html"))?;
        assert!(html.contains("script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval';"), "{html}");
        assert!(html.contains("connect-src 'self' ws://127.0.0.1:*;"), "{html}");
        Ok(())
    }

    #[test]
    fn a_page_without_the_policy_is_refused() {
        assert!(loosened("<p>no policy</p>").is_err());
    }
}
