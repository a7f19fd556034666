//! Takes a tool's programs as their makers have built them, if they come, have the pinned checksum, and run here.
//!
//! A shortcut and no more: whatever is wrong with it, the tool can be built.

use crate::run::{executable, on_path, run_quietly};
use crate::tools::Tool;
use crate::versions::{RELEASES, Release};
use crate::{checksum, project};
use anyhow::{Context, Result, ensure};
use std::env::consts::{ARCH, OS};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where the archives are.
pub const GITHUB: &str = "https://github.com";

/// With this variable all tools are built, so that nothing comes but from crates.io.
const NEVER: &str = "LIFELINE_BUILD_TOOLS";

impl Release {
    /// The one for this machine.
    pub fn of(package: &str, version: &str) -> Result<&'static Release> {
        ensure!(!project::is_set(NEVER), "{NEVER} asks for that");
        let is_it = |it: &&Release| (it.package, it.version, it.system) == (package, version, (OS, ARCH));
        RELEASES.iter().find(is_it).with_context(|| format!("no archive of its makers' is known for {OS} on {ARCH}"))
    }

    /// Puts the tool's programs into the folder `bin` of `root`, from the archive at that server.
    pub fn install<V: AsRef<str>>(&self, tool: &Tool<V>, server: &str, root: &Path) -> Result<()> {
        // Beside the place where they belong, so that they need only be moved.
        let part = root.join(format!("part-{}", std::process::id()));
        fs::create_dir_all(&part).with_context(|| format!("making {}", part.display()))?;
        let installed = self.unpack(server, &part).and_then(|()| place(tool, &part, &root.join("bin")));
        let _ = fs::remove_dir_all(part);
        installed
    }

    fn unpack(&self, server: &str, folder: &Path) -> Result<()> {
        let archive = folder.join("archive.tar.gz");
        let mut curl = Command::new(on_path("curl").context("there is no curl")?);
        curl.args(["--fail", "--silent", "--show-error", "--location"]);
        // Without a way there this takes a moment, and on a slow line less than building does.
        curl.args(["--connect-timeout", "5", "--max-time", "120"]);
        run_quietly(curl.arg("--output").arg(&archive).arg(format!("{server}/{}", self.path)))?;
        checksum::check(&archive, self.sha256)?;
        let mut tar = Command::new(on_path("tar").context("there is no tar")?);
        run_quietly(tar.arg("-xzf").arg(&archive).arg("-C").arg(folder)).context("its archive can't be unpacked")
    }
}

/// Moves the programs out of the unpacked archive, or out of the one folder in it, if they are what they should be.
fn place<V: AsRef<str>>(tool: &Tool<V>, unpacked: &Path, bin: &Path) -> Result<()> {
    let inside = fs::read_dir(unpacked)?.flatten().map(|entry| entry.path());
    let mut folders = std::iter::once(unpacked.to_owned()).chain(inside);
    let folder = folders.find(|folder| tool.is_in(folder));
    let folder = folder.with_context(|| format!("what came does not run here as {}", tool.package_at_version()))?;
    fs::create_dir_all(bin).with_context(|| format!("making {}", bin.display()))?;
    for program in tool.programs.iter().map(|name| executable(name)) {
        fs::rename(folder.join(&program), bin.join(&program))
            .with_context(|| format!("moving {program} to {}", bin.display()))?;
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use crate::checksum;
    use crate::http::{Site, take_port};
    use crate::run::run_quietly;
    use crate::tools::Tool;
    use crate::versions::Release;
    use anyhow::Result;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::{Path, PathBuf};
    use std::process::Command;

    const TOOL: Tool =
        Tool { package: "tool", version: "1.2.3", programs: &["tool", "helper"], features: &[], why: "it is tried" };

    const PATH: &str = "tool.tar.gz";

    /// A server with one archive, whose programs are in that folder of it, and the folder to install into.
    struct Trial {
        site: Site,
        folder: PathBuf,
        sha256: String,
    }

    impl Trial {
        fn new(name: &str, inside: &str, program: &str) -> Result<Trial> {
            let folder = std::env::temp_dir().join(format!("lifeline-xtask-{}-prebuilt-{name}", std::process::id()));
            let programs = folder.join("archive").join(inside);
            fs::create_dir_all(&programs)?;
            fs::create_dir_all(folder.join("site"))?;
            for name in TOOL.programs {
                fs::write(programs.join(name), program)?;
                fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755))?;
            }
            let archive = folder.join("site").join(PATH);
            run_quietly(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(folder.join("archive")).arg("."))?;
            let site = Site::serve(&folder.join("site"), "/", take_port(0)?)?;
            Ok(Trial { site, sha256: checksum::of(&archive, 256)?, folder })
        }

        fn root(&self) -> PathBuf {
            self.folder.join("root")
        }

        /// What is said against the archive at that path of that server, with nothing left behind of the attempt.
        fn refusal(&self, server: &str, path: &'static str) -> Result<String> {
            let said = install(server, path, &self.sha256, &self.root()).err().map(|error| error.to_string());
            assert_eq!(fs::read_dir(self.root())?.count(), 0, "{said:?}");
            Ok(said.unwrap_or_default())
        }

        fn server(&self) -> &str {
            self.site.address.trim_end_matches('/')
        }
    }

    impl Drop for Trial {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn install(server: &str, path: &'static str, sha256: &str, root: &Path) -> Result<()> {
        let sha256 = String::leak(sha256.to_owned());
        Release { package: TOOL.package, version: TOOL.version, system: ("", ""), path, sha256 }
            .install(&TOOL, server, root)
    }

    #[test]
    fn what_its_makers_have_built_is_used() -> Result<()> {
        for inside in ["", "tool-1.2.3-here"] {
            let trial = Trial::new(&format!("good-{inside}"), inside, "#!/bin/sh\necho tool 1.2.3 '(a1b2c3)'")?;
            install(trial.server(), PATH, &trial.sha256, &trial.root())?;
            assert!(TOOL.is_in(&trial.root().join("bin")));
            assert_eq!(fs::read_dir(trial.root())?.count(), 1, "only the programs are left");
            // Again, over what is there.
            install(trial.server(), PATH, &trial.sha256, &trial.root())?;
        }
        Ok(())
    }

    #[test]
    fn an_archive_that_is_not_there_or_does_not_come_is_refused() -> Result<()> {
        let trial = Trial::new("away", "", "#!/bin/sh\necho tool 1.2.3")?;
        let said = trial.refusal(trial.server(), "another.tar.gz")?;
        assert!(said.starts_with("curl: ") && said.contains("404"), "{said}");
        let nobody = format!("http://{}", take_port(0)?.local_addr()?);
        let said = trial.refusal(&nobody, PATH)?;
        assert!(said.starts_with("curl: "), "{said}");
        Ok(())
    }

    #[test]
    fn an_archive_with_another_checksum_is_refused() -> Result<()> {
        let trial = Trial::new("damaged", "", "#!/bin/sh\necho tool 1.2.3")?;
        let archive = trial.folder.join("site").join(PATH);
        let mut bytes = fs::read(&archive)?;
        bytes.truncate(bytes.len() / 2);
        fs::write(&archive, bytes)?;
        let said = trial.refusal(trial.server(), PATH)?;
        assert!(said.contains(&format!("not {}", trial.sha256)), "{said}");
        Ok(())
    }

    #[test]
    fn an_archive_that_can_t_be_unpacked_is_refused() -> Result<()> {
        let mut trial = Trial::new("no-archive", "", "#!/bin/sh\necho tool 1.2.3")?;
        let archive = trial.folder.join("site").join(PATH);
        fs::write(&archive, "<p>Please log in</p>")?;
        trial.sha256 = checksum::of(&archive, 256)?;
        assert_eq!(trial.refusal(trial.server(), PATH)?, "its archive can't be unpacked");
        Ok(())
    }

    #[test]
    fn a_program_that_is_another_or_does_not_run_is_refused() -> Result<()> {
        for (name, program) in [
            ("version", "#!/bin/sh\necho tool 1.2.4"),
            ("fails", "#!/bin/sh\necho tool 1.2.3; exit 1"),
            ("format", "\u{7f}ELF of another processor"),
        ] {
            let trial = Trial::new(name, "", program)?;
            assert_eq!(trial.refusal(trial.server(), PATH)?, "what came does not run here as tool@1.2.3", "{name}");
        }
        Ok(())
    }
}
