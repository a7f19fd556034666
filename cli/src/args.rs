//! Reads the command line: a command with all it needs, or words that say what is wrong.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use lexopt::{Arg, Parser};
use lifeline_core::diagram::svg::Theme;

use crate::help;

/// What is to be done.
#[derive(Debug)]
pub enum Command {
    /// Tell how to use it.
    Help(&'static str),
    /// Write a run in another form.
    Draw(Draw),
    /// Check model files.
    ModelCheck(ModelCheck),
    /// Check the links in documents.
    LinksCheck(LinksCheck),
}

/// How a run is to be written.
#[derive(Debug)]
pub struct Draw {
    /// In which form.
    pub form: Form,
    /// The link or the run.
    pub run: String,
    /// The file of its model.
    pub model: Option<PathBuf>,
    /// The colours of a picture.
    pub theme: Theme,
    /// The file to write; the standard output unless given.
    pub output: Option<PathBuf>,
}

/// A form of a run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Svg,
    Text,
    Mermaid,
    PlantUml,
    Markdown,
    Json,
}

/// Which models are to be checked.
#[derive(Debug)]
pub struct ModelCheck {
    /// Their files.
    pub files: Vec<PathBuf>,
    /// Whether warnings count.
    pub strict: bool,
    /// The most worlds to tell apart in each.
    pub states: usize,
    /// After how many seconds to stop; never unless given.
    pub seconds: Option<u64>,
    /// Whether to write JSON.
    pub json: bool,
}

/// Which links are to be checked.
#[derive(Debug)]
pub struct LinksCheck {
    /// The documents they stand in.
    pub files: Vec<PathBuf>,
    /// Files of models that they may name.
    pub models: Vec<PathBuf>,
    /// The file that keeps what came of them.
    pub lock: Option<PathBuf>,
    /// Whether that is to be written anew.
    pub update: bool,
}

/// Reads the command line, the program's own name first.
///
/// # Errors
/// Says what is unknown, missing or too much.
pub fn read(args: impl IntoIterator<Item = impl Into<OsString>>) -> Result<Command, String> {
    command(&mut Parser::from_iter(args)).map_err(|failure| failure.to_string())
}

fn command(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let name = match parser.next()? {
        None => return Err("no command was given".into()),
        Some(Short('h') | Long("help")) => return Ok(Command::Help(help::ALL)),
        Some(Short('V') | Long("version")) => return Ok(Command::Help(VERSION)),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match name.as_str() {
        "help" => Ok(Command::Help(help::ALL)),
        "model" => checked(parser, help::MODEL, model_check),
        "links" => checked(parser, help::LINKS, links_check),
        name => match FORMS.iter().find(|(form, _)| *form == name) {
            Some((_, form)) => draw(parser, *form),
            None => Err(format!("there is no command `{name}`; there are {}, model, links", names()).into()),
        },
    }
}

/// The command that stands behind another word: `check`, so far.
fn checked(
    parser: &mut Parser,
    help: &'static str,
    then: fn(&mut Parser) -> Result<Command, lexopt::Error>,
) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        Some(Short('h') | Long("help")) => Ok(Command::Help(help)),
        Some(Value(word)) if word == "check" => then(parser),
        Some(Value(word)) => Err(format!("expected `check`, and not `{}`", word.display()).into()),
        Some(other) => Err(other.unexpected()),
        None => Err("expected `check` and files".into()),
    }
}

fn draw(parser: &mut Parser, form: Form) -> Result<Command, lexopt::Error> {
    let (mut run, mut model, mut output, mut theme) = (None, None, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(help::FORM)),
            Long("model") => once(&mut model, "--model", parser.value()?.into())?,
            Short('o') | Long("output") => once(&mut output, "--output", parser.value()?.into())?,
            Long("theme") if form == Form::Svg => once(&mut theme, "--theme", parser.value()?.parse_with(theme_of)?)?,
            Long("theme") => return Err("`--theme` is for svg only".into()),
            Value(value) => match run.replace(value.string()?) {
                None => {}
                Some(_) => return Err("there is more than one link or run; is it in quotes?".into()),
            },
            other => return Err(other.unexpected()),
        }
    }
    let run = run.ok_or("a link or a run is missing")?;
    Ok(Command::Draw(Draw { form, run, model, theme: theme.unwrap_or_default(), output }))
}

fn model_check(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let (mut files, mut strict, mut json, mut states, mut seconds) = (Vec::new(), false, false, None, None);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(help::MODEL)),
            Long("strict") => strict = true,
            Long("json") => json = true,
            Long("states") => once(&mut states, "--states", parser.value()?.parse_with(count)?)?,
            Long("seconds") => once(&mut seconds, "--seconds", parser.value()?.parse_with(count)? as u64)?,
            arg => files.push(file(arg)?),
        }
    }
    some(&files)?;
    Ok(Command::ModelCheck(ModelCheck { files, strict, states: states.unwrap_or(STATES), seconds, json }))
}

fn links_check(parser: &mut Parser) -> Result<Command, lexopt::Error> {
    let (mut files, mut models, mut lock, mut update) = (Vec::new(), Vec::new(), None, false);
    while let Some(arg) = parser.next()? {
        match arg {
            Short('h') | Long("help") => return Ok(Command::Help(help::LINKS)),
            Long("model") => models.push(parser.value()?.into()),
            Long("lock") => once(&mut lock, "--lock", parser.value()?.into())?,
            Long("update") => update = true,
            arg => files.push(file(arg)?),
        }
    }
    some(&files)?;
    if update && lock.is_none() {
        return Err("`--update` writes the file that `--lock` names, and that is missing".into());
    }
    Ok(Command::LinksCheck(LinksCheck { files, models, lock, update }))
}

fn once<T>(slot: &mut Option<T>, name: &str, value: T) -> Result<(), lexopt::Error> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("`{name}` is given twice").into()),
    }
}

fn file(arg: Arg<'_>) -> Result<PathBuf, lexopt::Error> {
    match arg {
        Value(path) => Ok(path.into()),
        other => Err(other.unexpected()),
    }
}

fn some(files: &[PathBuf]) -> Result<(), lexopt::Error> {
    if files.is_empty() { Err("no file was given".into()) } else { Ok(()) }
}

fn theme_of(name: &str) -> Result<Theme, String> {
    match name {
        "auto" => Ok(Theme::Either),
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        _ => Err("a theme is auto, light or dark".to_owned()),
    }
}

fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err("it is a whole number, 1 or more".to_owned()),
    }
}

fn names() -> String {
    FORMS.map(|(name, _)| name).join(", ")
}

const FORMS: [(&str, Form); 6] = [
    ("svg", Form::Svg),
    ("text", Form::Text),
    ("mermaid", Form::Mermaid),
    ("plantuml", Form::PlantUml),
    ("markdown", Form::Markdown),
    ("json", Form::Json),
];

/// Worlds told apart in a model unless given otherwise: some seconds.
const STATES: usize = 200_000;

const VERSION: &str = concat!("lifeline ", env!("CARGO_PKG_VERSION"), "\n");
