//! A run as a drawing of plain characters, for terminals, mails and comments in code.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sketch::{Arrow, ArrowKind, Detail, Row, Sketch};
use super::{harmless, wrapped};
use crate::simulation::run::Run;

/// The whole run as a plain-text diagram.
#[must_use]
pub fn plain(run: &Run, detail: Detail) -> String {
    let sketch = Sketch::of(run, detail);
    let columns = columns(&sketch);
    let mut lines = Lines { text: String::new() };
    lines.text += &format!("{}\n\n", clean(&sketch.title));
    let mut heads = Line::new(&columns, ' ');
    for (index, name) in sketch.participants.iter().enumerate() {
        heads.centre(columns[index], &clean(name));
    }
    lines.add(heads, "");
    let mut time = String::new();
    for row in &sketch.rows {
        match row {
            Row::Time(at) => {
                lines.add(Line::new(&columns, '|'), "");
                time = at.to_string();
            }
            Row::Note { at, text } => {
                for (index, part) in wrapped(&clean(text), NOTE).into_iter().enumerate() {
                    let mut line = Line::new(&columns, '|');
                    let bullet = if index == 0 { "* " } else { "  " };
                    line.put(columns[at.index()] + 2, &format!("{bullet}{part}"));
                    lines.add(line, &std::mem::take(&mut time));
                }
            }
            Row::Arrow(arrow) => lines.add(line_of(&columns, arrow), &std::mem::take(&mut time)),
        }
    }
    lines.add(Line::new(&columns, '|'), "");
    lines.text + &format!("\n{}\n", clean(&sketch.assumed))
}

struct Lines {
    text: String,
}

impl Lines {
    /// Adds a line with a time in the margin, which always leaves a space after it.
    fn add(&mut self, line: Line, time: &str) {
        let whole = format!("{:<width$} {}", time, line.cells.concat(), width = TIME - 1);
        self.text += &format!("{}\n", whole.trim_end());
    }
}

/// One line of the drawing: for each column the letter in it, with the marks that combine with it; nothing behind a wide letter.
struct Line {
    cells: Vec<String>,
}

impl Line {
    /// A line with `lifeline` at every column.
    fn new(columns: &[usize], lifeline: char) -> Self {
        let mut line = Self { cells: vec![" ".to_owned(); columns.last().map_or(0, |last| last + 1)] };
        for column in columns {
            line.cells[*column] = lifeline.to_string();
        }
        line
    }

    fn put(&mut self, from: usize, text: &str) {
        let mut place = from;
        for letter in text.chars() {
            let width = letter.width().unwrap_or(0);
            if width == 0 && place > from {
                let base = (from..place).rev().find(|place| !self.cells[*place].is_empty());
                base.into_iter().for_each(|base| self.cells[base].push(letter));
                continue;
            }
            if self.cells.len() < place + width {
                self.cells.resize(place + width, " ".to_owned());
            }
            for behind in place..place + width {
                self.cells[behind].clear();
            }
            if width > 0 {
                self.cells[place].push(letter);
            }
            place += width;
        }
    }

    fn centre(&mut self, at: usize, text: &str) {
        self.put(at.saturating_sub(text.width() / 2), text);
    }
}

/// `|---- RequestRegisterClient --->|`, dashed with gaps for what is no message of the protocol, ending in `x` where it is lost.
fn line_of(columns: &[usize], arrow: &Arrow) -> Line {
    let (from, to) = (columns[arrow.from.index()], columns[arrow.to.index()]);
    let (left, right) = (from.min(to), from.max(to));
    let mut line = Line::new(columns, '|');
    for place in left + 1..right {
        let gap = arrow.kind == ArrowKind::Transport && !(place - left).is_multiple_of(2);
        line.put(place, if gap { " " } else { "-" });
    }
    let label = format!(" {} ", clean(&arrow.label));
    let room = (right - left).saturating_sub(3);
    line.put(left + 2 + room.saturating_sub(label.width()) / 2, &label);
    let head = match (from < to, arrow.lost) {
        (true, false) => (right - 1, ">"),
        (false, false) => (left + 1, "<"),
        (true, true) => (right - 2, "x "),
        (false, true) => (left + 1, " x"),
    };
    line.put(head.0, head.1);
    line
}

/// Where each lifeline stands, so that every label between two of them has room.
fn columns(sketch: &Sketch) -> Vec<usize> {
    let width = |text: &str| clean(text).width();
    let first = sketch.participants.first().map_or(0, |name| width(name) / 2);
    let mut columns = vec![first];
    for index in 1..sketch.participants.len() {
        let names = (width(&sketch.participants[index - 1]) + width(&sketch.participants[index])) / 2 + 4;
        let labels = sketch.rows.iter().filter_map(|row| match row {
            Row::Arrow(arrow) if arrow.from.index().max(arrow.to.index()) == index => {
                let (low, label) = (arrow.from.index().min(arrow.to.index()), width(&arrow.label) + 8);
                Some((label + columns[low]).saturating_sub(columns[index - 1]))
            }
            _ => None,
        });
        let widest = labels.max().unwrap_or(0).max(names);
        columns.push(columns[index - 1] + widest);
    }
    columns
}

fn clean(text: &str) -> String {
    harmless(text).collect()
}

/// Characters for the time at the left: "1 min 30.5 s" and a space.
const TIME: usize = 13;
/// Characters of a note before it goes on in the next line.
const NOTE: usize = 44;
