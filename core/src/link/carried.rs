//! A model in a link: its text, compressed, in letters that links are written with; damaged, it is told and not read.
//!
//! In the place of the model's id stands `~` with base64url of: the text as raw deflate, and its CRC-32 in four bytes, the lowest first.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};

use crate::model::limits;

/// What a model in a link begins with; no id does.
pub const CARRIED: char = '~';
/// Bytes of the largest compressed text that a link carries; browsers and chat programs cut what is much longer.
pub const CARRIED_BYTES: usize = 32 * 1024;

/// A model's text is too large for a link.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TooLargeToCarry {
    /// How large it is, compressed, in bytes.
    pub bytes: usize,
}

/// Why the model in a link can't be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Uncarried {
    /// It was changed or cut off on its way.
    Damaged,
    /// It is larger than a link's model can be.
    TooLarge,
}

/// In a whole sentence.
impl fmt::Display for Uncarried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "The model in this link was changed or cut off on its way, so it can’t be read.",
            Self::TooLarge => "The model in this link is larger than 32 KB compressed and was not read.",
        })
    }
}

/// Writes a model's text as what stands in a link for its id.
///
/// # Errors
/// The text is too large, compressed.
pub fn carry(text: &str) -> Result<String, TooLargeToCarry> {
    let mut bytes = compress_to_vec(text.as_bytes(), SMALLEST);
    if bytes.len() > CARRIED_BYTES {
        return Err(TooLargeToCarry { bytes: bytes.len() });
    }
    bytes.extend(checksum(text).to_le_bytes());
    Ok(format!("{CARRIED}{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// The text of the model that a link carries in the place of an id; nothing where that is an id.
///
/// # Errors
/// What stands there is none of [`carry`]'s texts.
#[must_use]
pub fn carried(model: &str) -> Option<Result<String, Uncarried>> {
    Some(read(model.strip_prefix(CARRIED)?))
}

/// The link with the model that it names by its id put into it, where the model is carried.
#[must_use]
pub fn with_carried(link: &str, carried: Option<&str>) -> String {
    let Some(carried) = carried else { return link.to_owned() };
    let id = link.find(['/', '?']).unwrap_or(link.len());
    format!("{carried}{}", &link[id..])
}

fn read(letters: &str) -> Result<String, Uncarried> {
    if letters.len() > LETTERS {
        return Err(Uncarried::TooLarge);
    }
    let bytes = URL_SAFE_NO_PAD.decode(letters).map_err(|_| Uncarried::Damaged)?;
    let (compressed, sum) = bytes.split_last_chunk().ok_or(Uncarried::Damaged)?;
    let text = decompress_to_vec_with_limit(compressed, limits::FILE_BYTES).map_err(|_| Uncarried::Damaged)?;
    let text = String::from_utf8(text).map_err(|_| Uncarried::Damaged)?;
    if checksum(&text).to_le_bytes() == *sum { Ok(text) } else { Err(Uncarried::Damaged) }
}

fn checksum(text: &str) -> u32 {
    Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC).checksum(text.as_bytes())
}

/// How hard to look for a short form: as hard as there is.
const SMALLEST: u8 = 10;
/// Letters of the largest model with its checksum: four for three bytes.
const LETTERS: usize = (CARRIED_BYTES + size_of::<u32>()).div_ceil(3) * 4;
