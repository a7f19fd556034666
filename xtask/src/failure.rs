//! What went wrong, in words that say what was found, what was expected and what to do.

use std::fmt;

/// A message for the person at the keyboard; it is printed as it is.
#[derive(Debug)]
pub struct Failure(String);

/// What every part of this program returns.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure with its message.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }

    /// A failure whose words have been printed already.
    pub fn already_said() -> Failure {
        Failure(String::new())
    }

    /// Whether there is nothing left to print.
    pub fn is_said(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what was being done when something outside of this program failed.
pub trait Doing<T> {
    /// Turns the error into a [`Failure`] that begins with what was being done.
    fn doing(self, what: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> Doing<T> for std::result::Result<T, E> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure(format!("{}: {error}", what())))
    }
}
