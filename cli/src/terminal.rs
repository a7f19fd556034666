//! What the command writes; nothing that a remark quotes begins a line or steers a terminal.

use std::io::{ErrorKind, IsTerminal, Write};

use lifeline_core::text::is_hidden;

use crate::error::Error;

/// Writes what was asked for. Whoever reads it may stop before the end.
pub fn write(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != ErrorKind::BrokenPipe => Err(Error::Output(failure)),
        _ => Ok(()),
    }
}

/// Writes one line of a summary.
pub fn write_line(line: &str) -> Result<(), Error> {
    write(format!("{}\n", clean(line)).as_bytes())
}

/// Says one line on the standard error, to whoever still listens.
pub fn say(line: &str) {
    let _unheard = writeln!(std::io::stderr(), "{}", clean(line));
}

/// Says how far something is, to somebody who waits for it at a terminal.
pub fn say_meanwhile(line: &str) {
    if std::io::stderr().is_terminal() {
        say(line);
    }
}

/// The text as one line without unseen letters, and without what build servers take for a command.
pub fn clean(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|letter| match letter {
            '\t' | '\n' | '\r' => ' ',
            letter if is_hidden(letter) => '·',
            letter => letter,
        })
        .collect();
    let line = line.replace("##[", "#·[").replace("##vso[", "#·vso[");
    if line.trim_start().starts_with("::") { format!("·{line}") } else { line }
}
