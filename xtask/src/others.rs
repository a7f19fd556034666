//! Programs of others that tests of ours try: found on the PATH or in the cache of tools, or else the command to type.

use crate::failure::Result;
use crate::run::{cargo, executable, is_executable, on_path};
use crate::tools::cache;
use std::path::PathBuf;
use std::process::Command;

/// What one test needs of them.
pub struct Other {
    /// Its name, as its makers write it.
    pub name: &'static str,
    /// What the name of the test begins with.
    pub test: &'static str,
    /// The variables that tell the test where everything is; nothing where something of it is not installed.
    pub places: Option<Vec<Place>>,
    /// What to type where it is not.
    pub advice: String,
}

/// The name of a variable, and what it says.
pub type Place = (&'static str, PathBuf);

/// The places of all that is wanted, if all of it is there.
pub fn places(wanted: &[(&'static str, &Option<PathBuf>)]) -> Option<Vec<Place>> {
    wanted.iter().map(|(variable, path)| Some((*variable, path.as_ref()?.clone()))).collect()
}

/// A program of a package from PyPI, on the PATH or in an environment of its own in the cache, with the command that installs it there.
pub fn python(package: &str, version: &str, program: &str) -> Result<(Option<PathBuf>, String)> {
    let (found, advice) = environment(&[(package, version)], program)?;
    Ok((on_path(program).or(found), advice))
}

/// The same of several packages, of which the PATH does not tell whether they are there together; the first gives the environment its name.
pub fn environment(packages: &[(&str, &str)], program: &str) -> Result<(Option<PathBuf>, String)> {
    let name = packages.first().map(|(package, version)| format!("{package}-{version}")).unwrap_or_default();
    let folder = cache()?.join(name);
    let found = Some(folder.join("bin").join(executable(program))).filter(|path| is_executable(path));
    let wanted: Vec<String> = packages.iter().map(|(package, version)| format!("{package}=={version}")).collect();
    let shown = folder.display();
    Ok((found, format!("python3 -m venv {shown} && {shown}/bin/pip install {}", wanted.join(" "))))
}

/// The command that runs those tests for which everything is installed, and says what the others need; nothing where there are none.
/// Others' programs are never installed for this, and none of them being there is no failure.
pub fn tests(suite: &str, others: Vec<Other>) -> Option<Command> {
    let mut tests = cargo();
    tests.args(["test", "--package", "lifeline", "--test", suite, "--no-fail-fast", "--"]);
    let mut any = false;
    for other in others {
        match other.places {
            Some(places) => {
                tests.arg(other.test).envs(places);
                any = true;
            }
            None => println!("skipped: {} is not installed; install with: {}", other.name, other.advice),
        }
    }
    any.then_some(tests)
}
