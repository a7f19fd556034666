//! Writes the link that carries a model.

use std::path::PathBuf;

use lifeline_core::link::{CARRIED_BYTES, carry, closed};

use crate::error::{Error, Mistake};
use crate::models::from_text;
use crate::{Outcome, files, terminal};

/// Write a link that carries the model itself
///
/// Writes what stands behind the page's address so that the page opens this model, which no server needs to have.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The model file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The steps of the run; without it, nothing has been done yet
    #[arg(value_name = "STEPS", default_value = "")]
    steps: String,
}

pub fn write(args: &Args) -> Result<Outcome, Error> {
    let text = files::read(&args.file, files::MODEL)?;
    from_text(&args.file, &text)?;
    let carried =
        carry(&text).map_err(|_| Mistake::TooLargeToCarry { path: args.file.clone(), most: CARRIED_BYTES / 1024 })?;
    terminal::write_line(&format!("#{carried}?run={}", closed(&args.steps)))?;
    Ok(Outcome::Fine)
}
