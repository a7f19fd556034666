//! Reads words, names, texts and numbers off a line; what does not fit is reported where it stands.

use super::names::{Nearest, Sort, refusal};
use super::problem::Spot;
use super::reader::{Reader, listed};
use super::text::{Line, Shape, Token};
use super::{Text, Value, ValueType, limits};
use crate::time::Millis;

/// Where the cursor is, and what stands there.
impl<'s> Reader<'s> {
    /// Goes to the beginning of a line.
    pub(super) fn go(&mut self, line: usize) {
        if let Some(Line { first, last, .. }) = self.reports.file.lines.get(line) {
            (self.line, self.at, self.end) = (line, *first as usize, *last as usize);
        }
    }

    /// Where the cursor is, to go back to.
    pub(super) fn mark(&self) -> (usize, usize, usize) {
        (self.line, self.at, self.end)
    }

    /// Goes back to where the cursor was.
    pub(super) fn back(&mut self, mark: (usize, usize, usize)) {
        (self.line, self.at, self.end) = mark;
    }

    /// The line the cursor is in, counted from 1.
    pub(super) fn line_number(&self) -> u32 {
        self.reports.file.lines.get(self.line).map_or(1, |line| line.number)
    }

    /// The position of the first line that does not stand below this one.
    pub(super) fn after(&self, line: usize) -> usize {
        self.reports.file.lines.get(line).map_or(0, |line| line.after as usize)
    }

    /// The token `ahead` tokens after the cursor, in this line.
    pub(super) fn peek(&self, ahead: usize) -> Option<Token> {
        (self.at + ahead < self.end).then(|| self.reports.file.tokens.get(self.at + ahead).copied()).flatten()
    }

    /// The word `ahead` tokens after the cursor; empty where there is none.
    pub(super) fn word(&self, ahead: usize) -> &'s str {
        match self.peek(ahead) {
            Some(token) if token.shape == Shape::Word => self.reports.file.raw(token),
            _ => "",
        }
    }

    /// Whether the next token is of this shape.
    pub(super) fn is(&self, shape: Shape) -> bool {
        self.peek(0).is_some_and(|token| token.shape == shape)
    }

    /// Goes on to the next token.
    pub(super) fn skip(&mut self) {
        self.at = (self.at + 1).min(self.end);
    }

    /// Whether the line ends here.
    pub(super) fn at_end(&self) -> bool {
        self.at >= self.end
    }

    /// The next token's place, or that of the line's end.
    pub(super) fn spot(&self) -> Spot {
        if self.at < self.end { Spot::at(self.at) } else { Spot::behind(self.end.saturating_sub(1)) }
    }

    /// The place of the line's first word.
    pub(super) fn head_spot(&self) -> Spot {
        Spot::at(self.reports.file.lines.get(self.line).map_or(0, |line| line.first as usize))
    }
}

/// Reading on.
impl<'s> Reader<'s> {
    /// Says what was expected instead of the next token.
    pub(super) fn wrong(&mut self, expected: &str, with: &[&str]) {
        self.wrong_near(expected, with, None);
    }

    pub(super) fn wrong_near(&mut self, expected: &str, with: &[&str], nearest: Option<&str>) {
        let spot = self.spot();
        if self.reports.is_told(spot) {
            return;
        }
        let Some(token) = self.peek(0) else {
            return self.reports.problem(spot, "something is missing here", expected, with);
        };
        let shown = cut(self.reports.file.raw(token));
        let mut all = vec![&*shown];
        all.extend_from_slice(with);
        let found = match token.shape {
            Shape::Text => "the text \"{}\" does not belong here",
            _ => "`{}` does not belong here",
        };
        self.reports.near(spot, found, expected, &all, nearest);
    }

    /// Takes the next word where it is this one.
    pub(super) fn accept(&mut self, word: &str) -> bool {
        let is = self.word(0) == word;
        if is {
            self.skip();
        }
        is
    }

    /// Takes the next word, which must be this one.
    pub(super) fn need(&mut self, word: &'static str) -> Option<()> {
        self.one_of(&[word]).map(|_| ())
    }

    /// Takes the next word, which must be one of these; one that is nearly right is reported and taken.
    pub(super) fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = self.word(0);
        if let Some(found) = words.iter().find(|allowed| **allowed == word) {
            self.skip();
            return Some(found);
        }
        let mut nearest = Nearest::new(word);
        for allowed in words {
            nearest.offer(allowed);
        }
        let nearest = nearest.best().and_then(|best| words.iter().find(|allowed| **allowed == best)).copied();
        match nearest {
            Some(_) => self.wrong_near("", &[], nearest),
            None => self.wrong("expected {}", &[&listed(words, "`", " or ")]),
        }
        if nearest.is_some() {
            self.skip();
        }
        nearest
    }

    /// Nothing may follow in this line.
    pub(super) fn finish(&mut self) -> Option<()> {
        if self.at_end() {
            return Some(());
        }
        self.wrong("the line should end before it", &[]);
        None
    }

    /// Takes a comma, where another entry of a list follows that has `count` entries so far.
    pub(super) fn comma(&mut self, count: usize) -> bool {
        if !self.is(Shape::Comma) {
            return false;
        }
        if count >= limits::PARTS {
            self.wrong("there are 64 entries in one place at most", &[]);
            self.at = self.end;
            return false;
        }
        self.skip();
        true
    }

    /// Goes to the next line below the one at `head`, and takes its first word.
    pub(super) fn child(&mut self, next: &mut usize, head: usize, words: &[&'static str]) -> Option<&'static str> {
        while self.next_line(next, head) {
            let found = self.one_of(words);
            if found.is_some() {
                return found;
            }
            self.skipped = true;
            if !self.names.settled {
                self.doubt(*next - 1, *next);
            }
        }
        None
    }

    /// Goes to the next line below the one at `head`; one that is indented too deep is reported and taken.
    pub(super) fn next_line(&mut self, next: &mut usize, head: usize) -> bool {
        let line = (*next).max(head + 1);
        if line >= self.after(head) {
            return false;
        }
        self.go(line);
        *next = line + 1;
        let most = self.depth(head) + 1;
        if self.depth(line) > most && self.depth(line - 1) <= most {
            let expected = "indent this line as much as the one above";
            self.reports.problem(self.spot(), "nothing can stand below the line above", expected, &[]);
        }
        true
    }

    pub(super) fn depth(&self, line: usize) -> u8 {
        self.reports.file.lines.get(line).map_or(0, |line| line.depth)
    }

    /// Says so where something stands below a line that has nothing below it.
    pub(super) fn childless(&mut self) {
        let mark = self.mark();
        if self.after(self.line) > self.line + 1 {
            self.go(self.line + 1);
            self.reports.problem(self.spot(), "nothing can stand below the line above", "", &[]);
            self.back(mark);
        }
    }

    /// Says so where a line of its kind came before.
    pub(super) fn once(&mut self, before: bool) {
        if before {
            let spot = self.head_spot();
            self.reports.problem(spot, "this line can stand here only once", "put both into one, or drop one", &[]);
        }
    }
}

/// Names, texts and numbers.
impl<'s> Reader<'s> {
    /// Takes a name that is declared here. It is taken as it is even where it breaks a rule, so that it is known.
    pub(super) fn new_name(&mut self, sort: Sort) -> Option<&'s str> {
        let name = self.word(0);
        if name.starts_with(|letter: char| letter.is_ascii_punctuation() || letter.is_ascii_digit()) || name.is_empty()
        {
            self.wrong("expected the name of {}", &[sort.one()]);
            return None;
        }
        let spot = self.spot();
        let capitals = matches!(sort, Sort::Message | Sort::Field);
        let letter = |byte: u8| byte.is_ascii_lowercase() || (capitals && byte.is_ascii_uppercase());
        let inner = |byte: u8| letter(byte) || byte.is_ascii_digit() || byte == b'-' || (capitals && byte == b'_');
        let shape = name.bytes().next().is_some_and(letter) && name.bytes().all(inner);
        if name.len() > limits::NAME {
            self.reports.problem(spot, "this name is too long", "a name has 40 characters at most", &[]);
        } else if !shape {
            let lower = name.to_ascii_lowercase().replace('_', "-");
            let allowed = if capitals {
                "its name begins with a letter, and has letters, digits, `-` and `_`"
            } else {
                "its id begins with a small letter, and has small letters, digits and `-`"
            };
            let mendable = lower.bytes().next().is_some_and(letter) && lower.bytes().all(inner);
            let nearest = mendable.then_some(&*lower);
            self.reports.near(spot, "no {} can be called `{}`", allowed, &[sort.word(), &cut(name)], nearest);
        } else if let Some(why) = refusal(sort, name) {
            let expected = "{}: take another word";
            self.reports.problem(spot, "no {} can be called `{}`", expected, &[sort.word(), name, why]);
        }
        self.skip();
        Some(name)
    }

    /// Takes a text, with its translations.
    pub(super) fn text(&mut self) -> Option<Text> {
        if !self.is(Shape::Text) {
            self.wrong("expected a text in double quotes", &[]);
            return None;
        }
        let mut text = Text { plain: self.plain(), others: Vec::new() };
        // Two letters and another text are a translation; two letters and anything else are not.
        while self.word(0).len() == 2 && self.peek(1).is_some_and(|token| token.shape == Shape::Text) {
            let code = self.word(0);
            if !code.bytes().all(|byte| byte.is_ascii_lowercase())
                || text.others.iter().any(|(other, _)| **other == *code)
            {
                self.wrong("expected the code of another language, such as `de`", &[]);
            }
            self.skip();
            let translation = self.plain();
            text.others.push((code.into(), translation));
        }
        Some(text)
    }

    /// Takes the text that follows, without translations.
    pub(super) fn plain(&mut self) -> Box<str> {
        let raw = self.peek(0).map_or("", |token| self.reports.file.raw(token));
        self.skip();
        let mut plain = String::with_capacity(raw.len());
        let mut letters = raw.chars();
        while let Some(letter) = letters.next() {
            plain.push(if letter == '\\' { letters.next().unwrap_or(letter) } else { letter });
        }
        plain.into()
    }

    /// Takes a whole number.
    pub(super) fn number(&mut self) -> Option<u64> {
        let word = self.word(0);
        let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        match word.parse::<u64>() {
            Ok(number) if digits && number <= limits::NUMBER => {
                self.skip();
                Some(number)
            }
            _ if digits => {
                self.wrong("a number is 1000000000 at most", &[]);
                None
            }
            _ => {
                self.wrong("expected a whole number, such as `3`", &[]);
                None
            }
        }
    }

    /// Takes a duration.
    pub(super) fn duration(&mut self) -> Option<Millis> {
        let word = self.word(0);
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            self.wrong("expected a duration, such as `500ms`, `2s`, `3m` or `1h`", &[]);
            return None;
        }
        match Millis::read(word) {
            Ok(length) if length.get() <= limits::DURATION => {
                self.skip();
                Some(length)
            }
            Ok(_) => {
                self.wrong("a duration is 10 years at most", &[]);
                None
            }
            Err(why) => {
                let (spot, why) = (self.spot(), why.to_string());
                self.reports.problem(spot, "`{}` is no duration", "{}", &[&cut(word), &why]);
                None
            }
        }
    }

    /// Takes a number, a duration or a text.
    pub(super) fn literal(&mut self) -> Option<(Value, ValueType)> {
        if self.is(Shape::Text) {
            return Some((Value::Text(std::rc::Rc::from(self.plain())), ValueType::Text));
        }
        let word = self.word(0);
        if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
            self.wrong("expected a number, a duration or a text, such as `3`, `10s` or \"yes\"", &[]);
            None
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            self.number().map(|number| (Value::Number(number), ValueType::Number))
        } else {
            self.duration().map(|length| (Value::Duration(length), ValueType::Duration))
        }
    }
}

/// The first characters of what a file says, so that a long word does not fill the page.
pub(super) fn cut(text: &str) -> std::borrow::Cow<'_, str> {
    match text.char_indices().nth(limits::NAME).and_then(|(end, _)| text.get(..end)) {
        Some(start) => [start, "…"].concat().into(),
        None => text.into(),
    }
}
