//! What the command writes: what was asked for to the standard output, remarks to the standard error.

use std::io::{ErrorKind, Write};

use crate::error::Error;

/// Writes what was asked for. Whoever reads it may stop before the end.
pub fn write(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != ErrorKind::BrokenPipe => Err(Error::Output(failure)),
        _ => Ok(()),
    }
}

/// Says one line.
pub fn say(line: &str) {
    eprintln!("{line}");
}
