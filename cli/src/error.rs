//! Why a command failed: the caller's mistakes, the machine's failures and our own bugs.

use std::io;
use std::path::{Path, PathBuf};

use lifeline_core::link::{Uncarried, quoted};
use lifeline_core::model::{Problem, Problems};
use thiserror::Error;

use crate::counted;
use crate::files::Limit;

#[derive(Error, Debug)]
pub enum Error {
    #[error(transparent)]
    Mistake(#[from] Mistake),
    #[error("could not write: {0}")]
    Output(io::Error),
    #[error("{}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("the editor does not speak the language server protocol: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    #[error("a mistake of lifeline itself, please report it: a model that comes along can't be read: {0}")]
    ShippedModel(Problems),
    #[error("a mistake of lifeline itself, please report it: what was found can't be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// What the caller, or a document, named and can't be used.
#[derive(Error, Clone, Debug)]
pub enum Mistake {
    #[error("{}: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
    #[error("{}: this is no regular file", path.display())]
    NoRegularFile { path: PathBuf },
    #[error("{}: the file is too large; {limit} are read at most", path.display())]
    TooLarge { path: PathBuf, limit: Limit },
    #[error("{}: this is neither below the document's folder nor below the working directory", path.display())]
    Outside { path: PathBuf },
    #[error("{}: this is no text (UTF-8)", path.display())]
    NotText { path: PathBuf },
    #[error("{}: this is no model; a model begins with `model` and its id", path.display())]
    NoModel { path: PathBuf },
    #[error("{}: the model has {}", path.display(), counted(problems.listed().len() + problems.more(), "mistake"))]
    WrongModel { path: PathBuf, problems: Problems },
    #[error("{}: the model has mistakes, as said before", path.display())]
    WrongModelAgain { path: PathBuf },
    #[error("{}: a link carries a model of {most} KB compressed at most; name the file itself instead", path.display())]
    TooLargeToCarry { path: PathBuf, most: usize },
    #[error("{0}")]
    Uncarried(Uncarried),
    #[error("the model in the link has {}", counted(.0.listed().len() + .0.more(), "mistake"))]
    WrongCarried(Problems),
    #[error("there is no model {}; there is {}", quoted(id), known.join(", "))]
    UnknownModel { id: String, known: Vec<String> },
    #[error("the model {} is far away; give it with --model, and name it by its id", quoted(address))]
    RemoteModel { address: String },
}

impl Error {
    /// What is to be said line by line below the error itself.
    pub fn lines_below(&self) -> Vec<String> {
        match self {
            Self::Mistake(mistake) => mistake.lines_below(),
            _ => Vec::new(),
        }
    }
}

impl Mistake {
    /// What is to be said line by line below the mistake itself: those of a model, with their places.
    pub fn lines_below(&self) -> Vec<String> {
        match self {
            Self::WrongModel { path, problems } => with_places(path, problems),
            Self::WrongCarried(problems) => with_places(Path::new("model"), problems),
            _ => Vec::new(),
        }
    }
}

/// The mistakes of a model, each with its place as editors understand it, line by line.
fn with_places(path: &Path, problems: &Problems) -> Vec<String> {
    let mut lines: Vec<String> = problems.listed().iter().flat_map(|problem| with_place(path, "", problem)).collect();
    if problems.more() > 0 {
        lines.push(format!("{}: and {} more", path.display(), problems.more()));
    }
    lines
}

/// A problem as `file:line:column: what is wrong`, and below it the line itself.
pub fn with_place(path: &Path, severity: &str, problem: &Problem) -> Vec<String> {
    let (place, whole) = (problem.place, problem.to_string());
    let said = whole.strip_prefix(&format!("{place}: ")).unwrap_or(&whole);
    let whole = format!("{}:{}:{}: {severity}{said}", path.display(), place.line, place.column);
    whole.split('\n').map(str::to_owned).collect()
}
