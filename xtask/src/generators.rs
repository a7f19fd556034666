//! Finds the generators of documentation that there are recipes for, or says the command to type. Nothing of ours needs them but one test step.

use crate::failure::Result;
use crate::others::{Other, environment, places, python};
use crate::run::{executable, is_executable, on_path};
use crate::tools::cache;
use crate::versions::{DOCUSAURUS, MATERIAL, MDBOOK, MKDOCS, MYST, SPHINX, WEASYPRINT};

/// All of them, whether they are installed or not.
pub fn all() -> Result<Vec<Other>> {
    let cache = cache()?;
    let mdbook = cache.join(format!("mdbook-{MDBOOK}"));
    let mdbook_program = Some(mdbook.join("bin").join(executable("mdbook"))).filter(|path| is_executable(path));
    let docusaurus = cache.join(format!("docusaurus-{DOCUSAURUS}"));
    let modules = Some(docusaurus.join("node_modules")).filter(|it| it.join("@docusaurus/preset-classic").is_dir());
    let (mkdocs, mkdocs_advice) = python("mkdocs", MKDOCS, "mkdocs")?;
    let (sphinx, sphinx_advice) = python("sphinx", SPHINX, "sphinx-build")?;
    let (material, material_advice) = environment(&[("mkdocs-material", MATERIAL), ("mkdocs", MKDOCS)], "mkdocs")?;
    let (myst, myst_advice) = environment(&[("myst-parser", MYST), ("sphinx", SPHINX)], "sphinx-build")?;
    let (weasyprint, weasyprint_advice) = python("weasyprint", WEASYPRINT, "weasyprint")?;
    let pdftoppm = on_path("pdftoppm");
    let pdf_advice = |own: &str| format!("{own} && {weasyprint_advice} && sudo apt-get install poppler-utils");
    let pdf_places = |variable, program| {
        places(&[(variable, program), ("LIFELINE_WEASYPRINT", &weasyprint), ("LIFELINE_PDFTOPPM", &pdftoppm)])
    };
    Ok(vec![
        Other {
            name: "plain HTML",
            test: "pages::plain_html",
            // There is nothing to install.
            places: Some(Vec::new()),
            advice: String::new(),
        },
        Other {
            name: "mdBook",
            test: "pages::mdbook",
            places: places(&[("LIFELINE_MDBOOK", &on_path("mdbook").or(mdbook_program))]),
            advice: format!("cargo install --locked --root {} mdbook@{MDBOOK}", mdbook.display()),
        },
        Other {
            name: "MkDocs with WeasyPrint and pdftoppm",
            test: "pdf::mkdocs",
            places: pdf_places("LIFELINE_MKDOCS", &mkdocs),
            advice: pdf_advice(&mkdocs_advice),
        },
        Other {
            name: "MkDocs",
            test: "pages::mkdocs",
            places: places(&[("LIFELINE_MKDOCS", &mkdocs)]),
            advice: mkdocs_advice,
        },
        Other {
            name: "Material for MkDocs",
            test: "pages::material",
            places: places(&[("LIFELINE_MATERIAL", &material)]),
            advice: material_advice,
        },
        Other {
            name: "Sphinx with WeasyPrint and pdftoppm",
            test: "pdf::sphinx",
            places: pdf_places("LIFELINE_SPHINX", &sphinx),
            advice: pdf_advice(&sphinx_advice),
        },
        Other {
            name: "Sphinx",
            test: "pages::sphinx",
            places: places(&[("LIFELINE_SPHINX", &sphinx)]),
            advice: sphinx_advice,
        },
        Other {
            name: "MyST for Sphinx",
            test: "pages::myst",
            places: places(&[("LIFELINE_MYST", &myst)]),
            advice: myst_advice,
        },
        Other {
            name: "Docusaurus",
            test: "pages::docusaurus",
            places: places(&[("LIFELINE_DOCUSAURUS", &modules)]),
            advice: format!(
                "npm install --prefix {} @docusaurus/core@{DOCUSAURUS} @docusaurus/preset-classic@{DOCUSAURUS} react@19 react-dom@19",
                docusaurus.display()
            ),
        },
    ])
}
