//! Programs of others that tests of ours try: what draws what is exported, and what builds documentation.
//!
//! Nothing of ours needs them. They are tried where they are there, and installed where that is asked for.

use crate::project::{cache, root};
use crate::run::{executable, is_executable, on_path, run_quietly};
use crate::tools::Tool;
use crate::versions::Archive;
use crate::{apt, npm, versions};
use anyhow::{Context, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program, or a library of a program.
pub struct Program {
    /// Its name, as its makers write it.
    name: &'static str,
    /// The variable that tells the tests where it is.
    variable: &'static str,
    source: Source,
}

/// Where it comes from.
enum Source {
    /// Packages of PyPI, each with its version, in an environment of their own; the program; and Debian's packages that they load.
    Python(&'static [(&'static str, &'static str)], &'static str, &'static [&'static str]),
    /// The packages of npm that the lock file of this recipe names.
    Node(&'static str),
    /// One file of one package of npm.
    File(&'static Archive, &'static str),
    /// A tool of crates.io.
    Cargo(Tool),
    /// A package of Debian's, and the program in it.
    Debian(&'static str, &'static str),
}

use Source::{Cargo, Debian, File, Node, Python};

static MERMAID: Program =
    Program { name: "Mermaid", variable: "LIFELINE_MERMAID", source: File(&versions::MERMAID, "dist/mermaid.min.js") };
static OLDEST_MERMAID: Program = Program {
    name: "an old Mermaid",
    variable: "LIFELINE_OLDEST_MERMAID",
    source: File(&versions::OLDEST_MERMAID, "dist/mermaid.min.js"),
};
static PLANTUML: Program =
    Program { name: "PlantUML", variable: "LIFELINE_PLANTUML", source: Debian("plantuml", "plantuml") };
static CAIROSVG: Program = Program {
    name: "CairoSVG",
    variable: "LIFELINE_CAIROSVG",
    source: Python(&[("cairosvg", versions::CAIROSVG)], "cairosvg", &["libcairo2"]),
};
static RESVG: Program = Program {
    name: "resvg",
    variable: "LIFELINE_RESVG",
    source: Cargo(Tool {
        package: "resvg",
        version: versions::RESVG,
        programs: &["resvg"],
        // All but the pictures within pictures, which ours have none of.
        features: &["--no-default-features", "--features=svgz,text,system-fonts,memmap-fonts"],
        why: "a test tries it",
    }),
};
static MUTOOL: Program =
    Program { name: "MuPDF", variable: "LIFELINE_MUTOOL", source: Debian("mupdf-tools", "mutool") };
static WEASYPRINT: Program = Program {
    name: "WeasyPrint",
    variable: "LIFELINE_WEASYPRINT",
    source: Python(&[("weasyprint", versions::WEASYPRINT)], "weasyprint", &["libpango-1.0-0", "libpangoft2-1.0-0"]),
};
static PDFTOPPM: Program =
    Program { name: "pdftoppm", variable: "LIFELINE_PDFTOPPM", source: Debian("poppler-utils", "pdftoppm") };
static VALGRIND: Program =
    Program { name: "Valgrind", variable: "LIFELINE_VALGRIND", source: Debian("valgrind", "valgrind") };
static MDBOOK: Program = Program {
    name: "mdBook",
    variable: "LIFELINE_MDBOOK",
    source: Cargo(Tool {
        package: "mdbook",
        version: versions::MDBOOK,
        programs: &["mdbook"],
        features: &["--no-default-features"],
        why: "there is a recipe for it",
    }),
};
static MKDOCS: Program = Program {
    name: "MkDocs",
    variable: "LIFELINE_MKDOCS",
    source: Python(&[("mkdocs", versions::MKDOCS)], "mkdocs", &[]),
};
static MATERIAL: Program = Program {
    name: "Material for MkDocs",
    variable: "LIFELINE_MATERIAL",
    source: Python(&[("mkdocs-material", versions::MATERIAL), ("mkdocs", versions::MKDOCS)], "mkdocs", &[]),
};
static SPHINX: Program = Program {
    name: "Sphinx",
    variable: "LIFELINE_SPHINX",
    source: Python(&[("sphinx", versions::SPHINX)], "sphinx-build", &[]),
};
static MYST: Program = Program {
    name: "MyST for Sphinx",
    variable: "LIFELINE_MYST",
    source: Python(&[("myst-parser", versions::MYST), ("sphinx", versions::SPHINX)], "sphinx-build", &[]),
};
static DOCUSAURUS: Program =
    Program { name: "Docusaurus", variable: "LIFELINE_DOCUSAURUS", source: Node("docusaurus") };
static VITEPRESS: Program = Program { name: "VitePress", variable: "LIFELINE_VITEPRESS", source: Node("vitepress") };
static HUGO: Program =
    Program { name: "Hugo", variable: "LIFELINE_HUGO", source: Python(&[("hugo", versions::HUGO)], "hugo", &[]) };

/// What the name of a test begins with, and the programs that it needs.
pub type Trial = (&'static str, &'static [&'static Program]);

/// The tests that draw what is exported.
pub const DRAWERS: &[Trial] = &[
    ("mermaid::todays", &[&MERMAID]),
    ("mermaid::the_oldest", &[&OLDEST_MERMAID]),
    ("plantuml::", &[&PLANTUML]),
    ("pictures::chromium", &[]),
    ("pictures::two_pictures", &[]),
    ("pictures::resvg", &[&RESVG]),
    ("pictures::mupdf", &[&MUTOOL]),
    ("pictures::cairosvg", &[&CAIROSVG]),
    ("pictures::weasyprint", &[&WEASYPRINT, &PDFTOPPM]),
];

/// The tests that count instructions.
pub const COUNTERS: &[Trial] = &[("growth_of", &[&VALGRIND])];

/// The tests that build the recipes.
pub const GENERATORS: &[Trial] = &[
    ("pages::plain_html", &[]),
    ("pages::mdbook", &[&MDBOOK]),
    ("pages::mkdocs", &[&MKDOCS]),
    ("pages::material", &[&MATERIAL]),
    ("pages::sphinx", &[&SPHINX]),
    ("pages::myst", &[&MYST]),
    ("pages::docusaurus", &[&DOCUSAURUS]),
    ("pages::vitepress", &[&VITEPRESS]),
    ("pages::hugo", &[&HUGO]),
    ("pdf::mkdocs", &[&MKDOCS, &WEASYPRINT, &PDFTOPPM]),
    ("pdf::sphinx", &[&SPHINX, &WEASYPRINT, &PDFTOPPM]),
];

/// Has the command run those of the tests whose programs are there, and gives the names of those that are not.
pub fn choose(tests: &mut Command, trials: &[Trial], is_installing: bool) -> Result<Vec<String>> {
    let mut skipped = Vec::new();
    for (test, programs) in trials {
        if is_installing {
            for program in programs.iter() {
                program.ready()?;
            }
        }
        let mut missing = Vec::new();
        for program in programs.iter() {
            match program.find()? {
                Some(path) => drop(tests.env(program.variable, path)),
                None => missing.push(program.name),
            }
        }
        if missing.is_empty() {
            tests.arg(test);
        } else {
            println!("skipped: {test} needs {}", missing.join(" and "));
            skipped.push(test.trim_end_matches(':').to_owned());
        }
    }
    Ok(skipped)
}

impl Program {
    /// Where it is, if it is there.
    fn find(&self) -> Result<Option<PathBuf>> {
        let file = match &self.source {
            Debian(_, program) => return Ok(on_path(program)),
            Cargo(tool) => return Ok(tool.found()?.map(|folder| folder.join(executable(tool.programs[0])))),
            Python(packages, program, _) => folder_of(packages)?.join("bin").join(executable(program)),
            Node(recipe) => locked(recipe)?.join("node_modules"),
            File(archive, file) => npm::folder(archive)?.join("package").join(file),
        };
        Ok(Some(file).filter(|file| file.is_dir() || file.is_file() || is_executable(file)))
    }

    fn ready(&self) -> Result<()> {
        if self.find()?.is_none() {
            println!("Installing {}, which a test tries. Once, for all clones.", self.name);
            self.install().with_context(|| format!("installing {}", self.name))?;
            self.find()?.with_context(|| format!("{} is installed, and yet not found", self.name))?;
        }
        Ok(())
    }

    fn install(&self) -> Result<()> {
        match &self.source {
            Debian(package, _) => apt::install(&[package]),
            Cargo(tool) => tool.ready().map(drop),
            File(archive, _) => npm::package(archive, "a test tries it").map(drop),
            Node(recipe) => whole(&locked(recipe)?, |folder| {
                for file in ["package.json", LOCK] {
                    let from = recipe_file(recipe, file);
                    fs::copy(&from, folder.join(file)).with_context(|| format!("copying {}", from.display()))?;
                }
                let mut npm = Command::new(on_path("npm").context("there is no npm on the PATH")?);
                run_quietly(npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder))
            }),
            Python(packages, _, libraries) => {
                if !libraries.is_empty() {
                    apt::install(libraries)?;
                }
                whole(&folder_of(packages)?, |folder| {
                    let python = on_path("python3").context("there is no python3 on the PATH")?;
                    run_quietly(Command::new(python).args(["-m", "venv"]).arg(folder))
                        .context("Python's venv is needed (Debian: apt-get install python3-venv)")?;
                    let mut pip = Command::new(folder.join("bin").join(executable("pip")));
                    pip.args(["install", "--quiet"]);
                    run_quietly(pip.args(packages.iter().map(|(name, version)| format!("{name}=={version}"))))
                })
            }
        }
    }
}

/// Fills a folder, or leaves none: half an installation would be taken for a whole one.
fn whole(folder: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    fill(folder).inspect_err(|_| drop(fs::remove_dir_all(folder)))
}

/// The folder in the cache for what the lock file of a recipe names, another one for each content of that.
fn locked(recipe: &str) -> Result<PathBuf> {
    let path = recipe_file(recipe, LOCK);
    let lock = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let mut version = DefaultHasher::new();
    lock.hash(&mut version);
    Ok(cache()?.join(format!("{recipe}-{:016x}", version.finish())))
}

fn recipe_file(recipe: &str, file: &str) -> PathBuf {
    root().join("docs/recipes").join(recipe).join(file)
}

/// In which npm writes the version and the SHA-512 of all packages.
const LOCK: &str = "package-lock.json";

/// The folder in the cache, which has the name of the first package.
fn folder_of(packages: &[(&str, &str)]) -> Result<PathBuf> {
    let name = packages.first().map(|(name, version)| format!("{name}-{version}")).unwrap_or_default();
    Ok(cache()?.join(name))
}
