//! Finds the programs of others that draw what we export, or says the command to type. Nothing of ours needs them but one test step.

use crate::browser::CHROMIUM;
use crate::failure::Result;
use crate::others::{Other, places, python};
use crate::run::on_path;
use crate::tools::cache;
use crate::versions::{CAIROSVG, MERMAID, WEASYPRINT};

/// All of them, whether they are installed or not.
pub fn all() -> Result<Vec<Other>> {
    let mermaid = cache()?.join(format!("mermaid-{MERMAID}"));
    // Where the bench keeps it, too.
    let script = Some(mermaid.join("package/dist/mermaid.min.js")).filter(|path| path.is_file());
    let browser = CHROMIUM.find()?;
    let (cairosvg, cairosvg_advice) = python("cairosvg", CAIROSVG, "cairosvg")?;
    let (weasyprint, weasyprint_advice) = python("weasyprint", WEASYPRINT, "weasyprint")?;
    Ok(vec![
        Other {
            name: "Mermaid",
            test: "mermaid::",
            places: places(&[("LIFELINE_MERMAID", &script)])
                .zip(browser)
                .map(|(script, browser)| [script, browser.places].concat()),
            advice: format!(
                "mkdir -p {0} && cd {0} && npm pack mermaid@{MERMAID} && tar -xzf mermaid-{MERMAID}.tgz   (and Chromium)",
                mermaid.display()
            ),
        },
        Other {
            name: "PlantUML",
            test: "plantuml::",
            places: places(&[("LIFELINE_PLANTUML", &on_path("plantuml"))]),
            advice: "sudo apt-get install --no-install-recommends plantuml".to_owned(),
        },
        Other {
            name: "CairoSVG",
            test: "pictures::cairosvg",
            places: places(&[("LIFELINE_CAIROSVG", &cairosvg)]),
            advice: cairosvg_advice,
        },
        Other {
            name: "WeasyPrint with pdftoppm",
            test: "pictures::weasyprint",
            places: places(&[("LIFELINE_WEASYPRINT", &weasyprint), ("LIFELINE_PDFTOPPM", &on_path("pdftoppm"))]),
            advice: format!("{weasyprint_advice} && sudo apt-get install poppler-utils"),
        },
    ])
}
