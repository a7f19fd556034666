//! Writes a run in another form; what of its link can't be played is said, and the rest is written.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use lifeline_core::diagram::Layout;
use lifeline_core::diagram::svg::{self, Frame, Shows};
use lifeline_core::export::{Detail, json, markdown, mermaid, mermaid_limit, picture, plain, plantuml, plantuml_limit};
use lifeline_core::link::{self, Address};
use lifeline_core::narration::ENGLISH;
use lifeline_core::simulation::run::Run;

use crate::error::Error;
use crate::models::Models;
use crate::{Outcome, files, terminal};

/// The form in which a run is written.
#[derive(Subcommand, Debug)]
pub enum Form {
    /// Draw a run as a picture
    #[command(after_help = EXAMPLES)]
    Svg {
        #[command(flatten)]
        args: Args,
        /// Its colours: light and dark as its reader prefers, or one of them
        #[arg(long, value_enum, default_value_t)]
        theme: Theme,
        /// Write the model's title above it
        #[arg(long)]
        title: bool,
        /// What to leave out of it
        #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
        without: Vec<Part>,
    },
    /// Draw a run with plain characters
    #[command(after_help = EXAMPLES)]
    Text(SketchArgs),
    /// Write a run as source for Mermaid
    #[command(after_help = EXAMPLES)]
    Mermaid(SketchArgs),
    /// Write a run as source for PlantUML
    #[command(name = "plantuml", after_help = EXAMPLES)]
    PlantUml(SketchArgs),
    /// Write a run in sentences, and its messages in a table
    #[command(after_help = EXAMPLES)]
    Markdown(Args),
    /// Write every event of a run, as docs/trace.md describes it
    #[command(after_help = EXAMPLES)]
    Json(Args),
}

#[derive(clap::Args, Debug)]
pub struct Args {
    /// A link as the page's address has it, or its steps alone
    #[arg(value_name = "LINK|RUN")]
    run: String,
    /// A file with the model; without it, one of those that come along, registration for steps alone
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Write there, and not to the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
pub struct SketchArgs {
    #[command(flatten)]
    args: Args,
    /// Note each change of a participant's state, too
    #[arg(long)]
    states: bool,
}

/// A part of a picture that can be left out.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The states in the heads
    States,
    /// The fields of messages
    Fields,
    /// The marks of where rows come from, and what was assumed
    Grounds,
    /// Where the run stands, and what is due then
    Now,
    /// The ground behind it
    Ground,
}

#[derive(ValueEnum, Clone, Copy, Debug, Default)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

pub fn draw(form: &Form) -> Result<Outcome, Error> {
    let args = form.args();
    let models = match &args.model {
        Some(path) => Models::of_file(path)?,
        None => Models::shipped()?,
    };
    let address = address(&args.run, &models);
    let opened = link::open(&models.find(&address.model)?, &address);
    let notices = opened.notices();
    notices.iter().for_each(|notice| terminal::say(&format!("lifeline: {notice}")));
    let text = form.written(&opened.run);
    if let Some(limit) = form.limit(&text) {
        terminal::say(&format!("lifeline: {limit}"));
    }
    match &args.output {
        Some(path) => files::write(path, &text)?,
        None => terminal::write(text.as_bytes())?,
    }
    Ok(if notices.is_empty() { Outcome::Fine } else { Outcome::Wrong })
}

impl Form {
    fn args(&self) -> &Args {
        match self {
            Self::Text(sketch) | Self::Mermaid(sketch) | Self::PlantUml(sketch) => &sketch.args,
            Self::Svg { args, .. } | Self::Markdown(args) | Self::Json(args) => args,
        }
    }

    fn written(&self, run: &Run) -> String {
        match self {
            Self::Svg { theme, title, without, .. } => {
                let has = |part| !without.contains(&part);
                let shows = Shows {
                    title: *title,
                    states: has(Part::States),
                    fields: has(Part::Fields),
                    grounds: has(Part::Grounds),
                    now: has(Part::Now),
                    ground: has(Part::Ground),
                };
                let mut layout = Layout::new(run.model(), &ENGLISH, shows.size());
                layout.append(run.model(), run.trace());
                picture(run, &layout, &Frame { theme: (*theme).into(), part: None, shows }).svg
            }
            Self::Text(sketch) => plain(run, sketch.detail()),
            Self::Mermaid(sketch) => mermaid(run, sketch.detail()),
            Self::PlantUml(sketch) => plantuml(run, sketch.detail()),
            Self::Markdown(_) => markdown(run),
            Self::Json(_) => json(run),
        }
    }

    /// What the tool that this is written for will not do with it as it comes.
    fn limit(&self, text: &str) -> Option<String> {
        match self {
            Self::Mermaid(_) => mermaid_limit(text),
            Self::PlantUml(_) => plantuml_limit(text),
            Self::Svg { .. } | Self::Text(_) | Self::Markdown(_) | Self::Json(_) => None,
        }
    }
}

impl SketchArgs {
    fn detail(&self) -> Detail {
        Detail { states: self.states }
    }
}

impl From<Theme> for svg::Theme {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Auto => Self::Either,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

/// Takes apart what was given: a link, also behind an address, or steps alone. Nothing is cut off here, so the end may be left out.
fn address(given: &str, models: &Models) -> Address {
    let fragment = link::fragment(given);
    let mut address = link::address(fragment.as_deref().unwrap_or(given));
    let is_link = fragment.is_some() || given.contains(['?', '/']) || models.has(&address.model);
    if !is_link {
        // As the parameter of a link without a model, it is repaired as links are.
        address = link::address(&format!("x?run={given}"));
        address.model.clear();
    }
    for (key, value) in &mut address.parameters {
        if key == "run" {
            *value = link::closed(value);
        }
    }
    address
}

const EXAMPLES: &str = "\
Put the link in quotes, since `&`, `?` and `#` mean something to shells:
  lifeline svg '#registration/not-valid' > figure.svg
  lifeline svg 'https://your.site/#registration?timeout=30s&run=connect.register.end' > figure.svg
  lifeline text connect.register-invalid.2s.next

`end` may be left out here. A picture shows the run up to where the link stands (`at=`), the other
forms all of it. What of the link can't be played is said, the rest is written, and it ends with 1.";
