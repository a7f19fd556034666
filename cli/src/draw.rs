//! Writes a run in another form; what of its link can't be played is said, and the rest is written.

use lifeline_core::diagram::svg::Frame;
use lifeline_core::diagram::{Layout, Size};
use lifeline_core::export::{json, markdown, mermaid, picture, plain, plantuml};
use lifeline_core::link::{self, Address};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;

use crate::args::{Draw, Form};
use crate::models::Models;
use crate::{Outcome, print};

/// Writes the run.
///
/// # Errors
/// Says that there is no such model, or that something can't be read or written.
pub fn draw(draw: &Draw) -> Result<Outcome, String> {
    let mut models = Models::default();
    match &draw.model {
        Some(path) => models.add(path)?,
        None => models = Models::shipped()?,
    }
    let address = address(&draw.run, &models);
    let model = if address.model.is_empty() { models.first() } else { models.find(&address.model) };
    let model = model.ok_or_else(|| models.missing(&address.model))?;
    let opened = link::open(model, &address);
    for notice in opened.notices() {
        eprintln!("lifeline: {notice}");
    }
    let text = written(&opened.run, draw);
    match &draw.output {
        Some(path) => std::fs::write(path, text).map_err(|failure| format!("{}: {failure}", path.display()))?,
        None => {
            print(&text)?;
        }
    }
    Ok(if opened.notices().is_empty() { Outcome::Fine } else { Outcome::Wrong })
}

fn written(run: &Run, draw: &Draw) -> String {
    match draw.form {
        Form::Svg => {
            let mut layout = Layout::new(run.model(), &ENGLISH, Size::Roomy);
            layout.append(run.model(), run.trace());
            picture(run, &layout, &Frame { theme: draw.theme, part: None }).svg
        }
        Form::Text => plain(run),
        Form::Mermaid => mermaid(run),
        Form::PlantUml => plantuml(run),
        Form::Markdown => markdown(run),
        Form::Json => json(run),
    }
}

/// Takes apart what was given: a link, also behind an address, or steps alone. Nothing is cut off here, so the end may be left out.
fn address(given: &str, models: &Models) -> Address {
    let fragment = given.split_once('#').map(|(_, fragment)| fragment);
    let mut address = link::address(fragment.unwrap_or(given));
    let is_link = fragment.is_some() || given.contains(['?', '/']) || models.find(&address.model).is_some();
    if !is_link {
        let parameters = vec![("run".to_owned(), given.to_owned())];
        address = Address { parameters, ..Address::default() };
    }
    for (key, value) in &mut address.parameters {
        if key == "run" {
            link::close(value);
        }
    }
    address
}
