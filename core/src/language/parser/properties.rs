//! Properties: what is never so, what is always answered, what is so in the end.

use super::Parser;
use crate::language::lexer::TokenKind;
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::properties::{Claim, Fact, Property, PropertyKind, Term, Within};
use crate::language::syntax::Name;
use crate::model::{Order, limits};

impl<'s> Parser<'s, '_> {
    /// `ID TEXT`, and below what is never, always or finally so
    pub(super) fn property(&mut self, word: &str, block: &'s Block) -> Option<()> {
        let keyword = self.head();
        let id = self.new_name(NameKind::Property)?;
        let label = self.last_text();
        let lines = self.lines_below(block);
        let kind = match word {
            "always" => self.answered(&lines),
            "never" => self.claim(&lines, word).map(PropertyKind::Never),
            _ => self.claim(&lines, word).map(PropertyKind::Finally),
        };
        if lines.is_empty() {
            let expected = match word {
                "always" => "add a line such as `Request is answered within 10s`",
                "never" => "add a line such as `when client in registered and server in refused`",
                _ => "add a line such as `client in closed and server in closed`",
            };
            self.diagnostics.mistake(keyword, "nothing stands below this line", expected);
        }
        self.file.properties.push(Property { keyword, id, label, kind });
        Some(())
    }

    /// What is answered, and `['unless' facts]`
    fn answered(&mut self, lines: &[&'s Block]) -> Option<PropertyKind<'s>> {
        let (mut answered, mut unless, mut is_whole) = (None, Vec::new(), true);
        for line in lines {
            self.enter(line);
            let parsed = if self.word() == "when" {
                self.unexpected("what always holds is said the other way round: `never`, and below it when it does not")
            } else if self.accept("unless") {
                self.once(!unless.is_empty());
                self.facts().map(|facts| unless = facts)
            } else {
                self.once(answered.is_some());
                self.answered_within().map(|parsed| answered = Some(parsed))
            };
            if parsed.is_none() {
                is_whole = false;
                self.unread_line(line);
            }
        }
        if is_whole && answered.is_none() && !lines.is_empty() {
            let _reported = self.unexpected::<()>("add a line such as `Request is answered within 10s`");
        }
        let (message, within) = answered?;
        is_whole.then_some(PropertyKind::Answered { message, within, unless })
    }

    /// `NAME 'is' 'answered' 'within' (DURATION | SETTING)`
    fn answered_within(&mut self) -> Option<(Name<'s>, Within<'s>)> {
        let message = self.name(NameKind::Message)?;
        ["is", "answered", "within"].into_iter().try_for_each(|word| self.need(word))?;
        let within = if self.is_at_literal() {
            Within::Length(self.duration()?)
        } else {
            Within::Setting(self.name(NameKind::Setting)?)
        };
        self.finish()?;
        Some((message, within))
    }

    /// `{'for' ID {',' ID} 'in' ROLE}` and facts, those of `never` behind `when`
    fn claim(&mut self, lines: &[&'s Block], word: &str) -> Option<Claim<'s>> {
        let (mut claim, mut is_whole) = (Claim::default(), true);
        for line in lines {
            self.enter(line);
            let parsed = if self.accept("for") {
                self.names_in_role().map(|names| claim.names.push(names))
            } else {
                self.once(!claim.any.is_empty());
                let is_begun = if word == "finally" {
                    self.word() != "when" || self.unexpected::<()>("what shall be so stands without `when`").is_some()
                } else {
                    self.need("when").is_some()
                };
                is_begun.then(|| self.facts()).flatten().map(|any| claim.any = any)
            };
            if parsed.is_none() {
                is_whole = false;
                self.unread_line(line);
            }
        }
        if is_whole && claim.any.is_empty() && !lines.is_empty() {
            let expected = if word == "never" { "add a line that begins with `when`" } else { "add what shall be so" };
            let _reported = self.unexpected::<()>(expected);
        }
        (is_whole && !claim.any.is_empty()).then_some(claim)
    }

    fn names_in_role(&mut self) -> Option<(Vec<Name<'s>>, Name<'s>)> {
        let names = self.list(|parser| parser.new_name(NameKind::Participant))?;
        self.need("in")?;
        let role = self.role()?;
        self.finish()?;
        Some((names, role))
    }

    /// `fact {'and' fact} {'or' fact {'and' fact}}`, to the end of the line
    fn facts(&mut self) -> Option<Vec<Vec<Fact<'s>>>> {
        let mut any = vec![Vec::new()];
        for _ in 0..limits::PARTS {
            let fact = self.fact()?;
            any.last_mut()?.push(fact);
            if self.accept("or") {
                any.push(Vec::new());
            } else if !self.accept("and") {
                self.finish()?;
                return Some(any);
            }
        }
        self.unexpected(format!("there are {} conditions in one place at most", limits::PARTS))
    }

    /// `who ['not'] 'in' STATES | TIMER 'of' who 'is' ['not'] 'running' | term 'is' …`
    fn fact(&mut self) -> Option<Fact<'s>> {
        let negation = usize::from(self.word_ahead(1) == "not");
        if self.word_ahead(1 + negation) == "in" {
            let who = self.name(NameKind::Participant)?;
            (0..=negation).for_each(|_| self.advance());
            let states = self.several(|parser| parser.name(NameKind::State))?;
            return Some(Fact::In { who, states, holds: negation == 0 });
        }
        let negation = usize::from(self.word_ahead(4) == "not");
        if (self.word_ahead(1), self.word_ahead(3), self.word_ahead(4 + negation)) == ("of", "is", "running") {
            let timer = self.name(NameKind::Timer)?;
            self.need("of")?;
            let who = self.name(NameKind::Participant)?;
            (0..2 + negation).for_each(|_| self.advance());
            return Some(Fact::Running { timer, who, holds: negation == 0 });
        }
        let left = self.term()?;
        self.need("is")?;
        let order = match (self.word(), self.word_ahead(1)) {
            ("at", "least") => Some(Order::AtLeast),
            ("at", "most") => Some(Order::AtMost),
            ("more", "than") => Some(Order::MoreThan),
            ("less", "than") => Some(Order::LessThan),
            _ => None,
        };
        if let Some(order) = order {
            (0..2).for_each(|_| self.advance());
            return Some(Fact::Compared { left, order, right: self.term()? });
        }
        let holds = !self.accept("not");
        let among = if self.word() == "one" && self.word_ahead(1) == "of" {
            (0..2).for_each(|_| self.advance());
            self.several(Self::term)?
        } else {
            vec![self.term()?]
        };
        Some(Fact::Equals { left, among, holds })
    }

    /// Takes one or several, with commas between them: what follows `and` or `or` is another fact.
    fn several<T>(&mut self, entry: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut entries = vec![entry(self)?];
        while self.is_at(TokenKind::Comma) {
            if entries.len() >= limits::PARTS {
                return self.unexpected(format!("there are {} entries in one place at most", limits::PARTS));
            }
            self.advance();
            entries.push(entry(self)?);
        }
        Some(entries)
    }

    /// `NUMBER | DURATION | TEXT | SETTING | CHOICE | PARTICIPANT | VARIABLE 'of' who ['for' who]`
    fn term(&mut self) -> Option<Term<'s>> {
        if self.is_at_literal() {
            let span = self.here();
            return self.literal().map(|(value, _)| Term::Literal(value, span));
        }
        let name = self.name(NameKind::Variable)?;
        if !self.accept("of") {
            return Some(Term::Name(name));
        }
        let who = self.name(NameKind::Participant)?;
        let whom = if self.accept("for") { Some(self.name(NameKind::Participant)?) } else { None };
        Some(Term::Held { variable: name, who, whom })
    }
}
