//! The recipes, built by the real generators: the diagram plays in the page, and the still picture is there without it. `cargo xtask test recipes` runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

#[path = "../journeys/browsers.rs"]
mod browsers;
#[path = "../journeys/driver.rs"]
mod driver;
#[path = "../journeys/harness.rs"]
mod harness;
#[path = "../journeys/host.rs"]
#[allow(dead_code, reason = "each program that uses this uses a part of it")]
mod host;
mod pages;
mod pdf;
#[path = "../tools/pixels.rs"]
#[allow(dead_code, reason = "each program that uses this uses a part of it")]
mod pixels;
#[path = "../journeys/proxy.rs"]
mod proxy;
#[path = "../journeys/surroundings.rs"]
mod surroundings;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A recipe, copied to where a generator can do with it what it likes.
struct Recipe {
    /// The copy.
    folder: PathBuf,
    /// Where the generator is to put what it makes; a server shows it at this name.
    out: PathBuf,
}

impl Recipe {
    /// The recipe in a folder of `docs/recipes/`, with the built site in the place that is named; `name` is that of the test.
    fn copy(recipe: &str, site: &str, name: &str) -> Self {
        let folder = driver::leavings().unwrap_or_else(|e| panic!("{e}")).join("recipes").join(name);
        let out = PathBuf::from(program("LIFELINE_PAGES")).join(name);
        for old in [&folder, &out] {
            let _old = fs::remove_dir_all(old);
        }
        copy(&project().join("docs/recipes").join(recipe), &folder);
        copy(&project().join("dist"), &folder.join(site));
        fs::create_dir_all(out.parent().unwrap()).unwrap();
        Self { folder, out }
    }

    /// Runs a generator in the recipe's folder. What it says is only of interest where it fails.
    fn run(&self, program: &str, arguments: &[&str]) {
        let out = self.out.to_str().unwrap();
        let arguments = arguments.iter().map(|argument| argument.replace("OUT", out));
        // Docusaurus would keep something beside itself, and then take it for that of another site.
        let kept = ("DOCUSAURUS_NO_PERSISTENT_CACHE", "true");
        run(Command::new(program).args(arguments).current_dir(&self.folder).env(kept.0, kept.1));
    }

    /// The same with a program of npm's packages, which a variable names the folder of.
    fn run_of_npm(&self, variable: &str, name: &str, arguments: &[&str]) {
        let modules = program(variable);
        std::os::unix::fs::symlink(&modules, self.folder.join("node_modules")).unwrap();
        self.run(&format!("{modules}/.bin/{name}"), arguments);
    }

    /// Writes one of the recipe's files.
    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Changes one of the recipe's files, in which the old text stands.
    fn replace(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{file} has no {old}");
        self.write(file, &text.replace(old, new));
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
    }
}

/// The project's folder.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What is in a recipe's folder once somebody has tried it there.
const MADE: [&str; 10] =
    ["lifeline", "book", "site", "_build", "build", "node_modules", ".docusaurus", "public", "dist", "cache"];

/// Copies a folder with all that was written into it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let entries = fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display()));
    for entry in entries.map(Result::unwrap).filter(|entry| !MADE.iter().any(|made| entry.file_name() == *made)) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// The program or the file that a variable names.
fn program(variable: &str) -> String {
    let found = std::env::var(variable).ok().filter(|path| !path.is_empty());
    found.unwrap_or_else(|| {
        panic!("{variable} is not set: type cargo xtask test recipes, which looks for what is installed")
    })
}

fn run(command: &mut Command) {
    let ended = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = [ended.stdout, ended.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(ended.status.success(), "{command:?}: {said}");
}
