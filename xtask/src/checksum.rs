//! Holds that a file from elsewhere has the checksum that is pinned.

use crate::run::{on_path, output_of};
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Holds that the file has this SHA-256 or SHA-512 (as long as it is), in hex.
pub fn check(file: &Path, expected: &str) -> Result<()> {
    let found = of(file, expected.len() * 4)?;
    ensure!(found == expected, "{} has the checksum {found}, and not {expected}", file.display());
    Ok(())
}

/// The SHA-2 of so many bits, in hex.
pub fn of(file: &Path, bits: usize) -> Result<String> {
    let mut sum = match on_path(&format!("sha{bits}sum")) {
        Some(program) => Command::new(program),
        // What macOS has.
        None => {
            let mut shasum = Command::new("shasum");
            shasum.args(["-a", &bits.to_string()]);
            shasum
        }
    };
    let said = output_of(sum.arg(file)).unwrap_or_default();
    let sum = said.split_whitespace().next();
    Ok(sum.with_context(|| format!("no SHA-{bits} of {} can be had", file.display()))?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::check;
    use anyhow::Result;

    #[test]
    fn a_file_is_held_to_its_checksum() -> Result<()> {
        let file = std::env::temp_dir().join(format!("lifeline-xtask-{}-checksum", std::process::id()));
        std::fs::write(&file, "abc")?;
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        check(&file, of_abc)?;
        std::fs::write(&file, "abd")?;
        let said = check(&file, of_abc).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains(of_abc), "{said}");
        let _ = std::fs::remove_file(&file);
        assert!(check(&file, of_abc).is_err(), "a file that is gone has no checksum");
        Ok(())
    }
}
