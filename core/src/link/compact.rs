//! The short form of long runs, with a check, so that a link that was cut off or changed is noticed.
//!
//! | in the text | is |
//! | --- | --- |
//! | `a` to `z`, `A` to `Z` | the action that has this letter in the model |
//! | `0` | `next` |
//! | `1` to `7`, and so many digits after it | a wait of so many milliseconds |
//! | `8`, a number written as for a wait, a letter | the action, so many times |
//! | `9`, and four digits | the end, and the check of all before it |
//!
//! Digits are `0` to `9`, `A` to `Z`, `a` to `z`: to the base of 62, the highest first.

use std::iter::repeat_n;

use super::diagnostics::Problem;
use super::steps::same;
use crate::model::{Model, Step};
use crate::simulation::run::STEPS;
use crate::time::Millis;

/// Writes steps in the short form; nothing where one of their actions has no letter, or a message is lost.
pub fn write(model: &Model, steps: impl Iterator<Item = Step>) -> Option<String> {
    let mut text = String::new();
    let mut steps = steps.peekable();
    while let Some(step) = steps.next() {
        match step {
            Step::Next => text.push('0'),
            Step::Lose(_) => return None,
            Step::Wait(length) => push_number(&mut text, length.get())?,
            Step::Act(action) => {
                let letter = model[action].letter?;
                let count = 1 + same(&mut steps, step);
                if count < REPEATED {
                    text.extend(repeat_n(letter, count));
                } else {
                    text.push('8');
                    push_number(&mut text, count as u64)?;
                    text.push(letter);
                }
            }
        }
    }
    let check = check(&text);
    text.push('9');
    push_digits(&mut text, check, CHECK);
    Some(text)
}

/// Reads the short form as far as it can be read: the steps, for each its place in the text, from 1 on, and what is wrong.
pub fn read(model: &Model, text: &str, report: &mut dyn FnMut(Problem)) -> (Vec<Step>, Vec<u32>) {
    let (mut steps, mut places) = (Vec::new(), Vec::new());
    let mut rest = text;
    for place in 1.. {
        let before = &text[..text.len() - rest.len()];
        let Some(letter) = rest.chars().next() else {
            report(Problem::NoEnd);
            break;
        };
        let token = rest;
        rest = &rest[letter.len_utf8()..];
        let taken = match letter {
            '0' => Ok((Step::Next, 1)),
            '1'..='7' => {
                rest = token;
                number(&mut rest).map(|length| (Step::Wait(Millis::new(length)), 1))
            }
            '8' => number(&mut rest).and_then(|count| {
                let letter = rest.chars().next().ok_or(Bad::Cut)?;
                rest = &rest[letter.len_utf8()..];
                let step = act(model, letter)?;
                if count > 0 { Ok((step, count)) } else { Err(Bad::Unknown) }
            }),
            '9' => {
                match digits(&mut rest, CHECK) {
                    Err(Bad::Cut) => report(Problem::NoEnd),
                    Ok(sum) if sum == check(before) => {}
                    _ => report(Problem::CheckFailed),
                }
                if !rest.is_empty() {
                    report(Problem::AfterEnd(rest.to_owned()));
                }
                break;
            }
            _ => act(model, letter).map(|step| (step, 1)),
        };
        match taken {
            Ok((step, count)) if count <= (STEPS - steps.len()) as u64 => {
                steps.extend(repeat_n(step, count as usize));
                places.extend(repeat_n(place, count as usize));
            }
            Ok(_) => {
                report(Problem::TooManySteps(token.to_owned()));
                break;
            }
            Err(Bad::Cut) => {
                report(Problem::NoEnd);
                break;
            }
            Err(Bad::Unknown) => {
                report(Problem::UnknownPart { place, found: token.to_owned() });
                break;
            }
        }
    }
    (steps, places)
}

/// Why a token can't be read.
enum Bad {
    /// The text ends in the middle of it.
    Cut,
    /// It is nothing that the form or the model has.
    Unknown,
}

fn act(model: &Model, letter: char) -> Result<Step, Bad> {
    let mut actions = model.actions();
    actions.find(|(_, action)| action.letter == Some(letter)).map(|(id, _)| Step::Act(id)).ok_or(Bad::Unknown)
}

/// Reads how many digits there are, and then those.
fn number(rest: &mut &str) -> Result<u64, Bad> {
    let count = rest.chars().next().ok_or(Bad::Cut)?;
    let digits_in_it = count.to_digit(8).filter(|count| *count > 0).ok_or(Bad::Unknown)?;
    *rest = &rest[1..];
    digits(rest, digits_in_it as usize)
}

fn digits(rest: &mut &str, count: usize) -> Result<u64, Bad> {
    let mut number = 0;
    for _ in 0..count {
        let letter = rest.bytes().next().ok_or(Bad::Cut)?;
        let digit = DIGITS.iter().position(|digit| *digit == letter).ok_or(Bad::Unknown)?;
        number = number * BASE + digit as u64;
        *rest = &rest[1..];
    }
    Ok(number)
}

/// Writes how many digits a number has, and then those; nothing where they are more than seven, which are a hundred years.
fn push_number(text: &mut String, number: u64) -> Option<()> {
    let mut count = 1;
    while count < 8 && number >= BASE.pow(count) {
        count += 1;
    }
    text.push(char::from_digit(count, 8)?);
    push_digits(text, number, count);
    Some(())
}

fn push_digits(text: &mut String, number: u64, count: impl TryInto<u32>) {
    for place in (0..count.try_into().unwrap_or(0)).rev() {
        text.push(char::from(DIGITS[(number / BASE.pow(place) % BASE) as usize]));
    }
}

/// FNV-1a, as far as it goes into the digits of the check: of 14 million changes by accident, one goes unnoticed.
fn check(text: &str) -> u64 {
    let sum = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (sum >> 32) % BASE.pow(CHECK as u32)
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE: u64 = 62;
/// Digits of the check.
const CHECK: usize = 4;
/// From so many on, a repeat is shorter than its letters.
const REPEATED: usize = 5;
