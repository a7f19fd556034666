//! Finds the programs of others that draw what we export, or says the command to type. Nothing of ours needs them but one test step.

use crate::browser::Browser;
use crate::failure::Result;
use crate::run::{executable, is_executable, on_path};
use crate::tools::cache;
use crate::versions::{CAIROSVG, MERMAID, WEASYPRINT};
use std::path::PathBuf;

/// One of them.
pub struct Drawer {
    /// Its name, as its makers write it.
    pub name: &'static str,
    /// What the name of its test begins with.
    pub test: &'static str,
    /// The variables that tell the test where it is; empty where it is not installed.
    pub places: Vec<(&'static str, PathBuf)>,
    /// What to type where it is not.
    pub advice: String,
}

/// All of them, whether they are installed or not.
pub fn all() -> Result<Vec<Drawer>> {
    let cache = cache()?;
    let found = |wanted: &[(&'static str, Option<PathBuf>)]| {
        let places: Option<Vec<_>> = wanted.iter().map(|(name, path)| Some((*name, path.clone()?))).collect();
        places.unwrap_or_default()
    };
    let python = |package: &str, version: &str| {
        let folder = cache.join(format!("{package}-{version}"));
        let program = folder.join("bin").join(executable(package));
        let shown = folder.display();
        let advice = format!("python3 -m venv {shown} && {shown}/bin/pip install {package}=={version}");
        (on_path(package).or_else(|| Some(program).filter(|path| is_executable(path))), advice)
    };
    let mermaid = cache.join(format!("mermaid-{MERMAID}"));
    // Where the bench keeps it, too.
    let script = mermaid.join("package/dist/mermaid.min.js");
    let browser = Browser::find()?;
    let (cairosvg, cairosvg_advice) = python("cairosvg", CAIROSVG);
    let (weasyprint, weasyprint_advice) = python("weasyprint", WEASYPRINT);
    Ok(vec![
        Drawer {
            name: "Mermaid",
            test: "mermaid::",
            places: found(&[
                ("LIFELINE_MERMAID", Some(script).filter(|path| path.is_file())),
                ("LIFELINE_CHROMIUM", browser.as_ref().map(|browser| browser.chromium.clone())),
                ("LIFELINE_CHROMEDRIVER", browser.as_ref().map(|browser| browser.chromedriver.clone())),
            ]),
            advice: format!(
                "mkdir -p {0} && cd {0} && npm pack mermaid@{MERMAID} && tar -xzf mermaid-{MERMAID}.tgz   (and Chromium)",
                mermaid.display()
            ),
        },
        Drawer {
            name: "PlantUML",
            test: "plantuml::",
            places: found(&[("LIFELINE_PLANTUML", on_path("plantuml"))]),
            advice: "sudo apt-get install --no-install-recommends plantuml".to_owned(),
        },
        Drawer {
            name: "CairoSVG",
            test: "pictures::cairosvg",
            places: found(&[("LIFELINE_CAIROSVG", cairosvg)]),
            advice: cairosvg_advice,
        },
        Drawer {
            name: "WeasyPrint with pdftoppm",
            test: "pictures::weasyprint",
            places: found(&[("LIFELINE_WEASYPRINT", weasyprint), ("LIFELINE_PDFTOPPM", on_path("pdftoppm"))]),
            advice: format!("{weasyprint_advice} && sudo apt-get install poppler-utils"),
        },
    ])
}
