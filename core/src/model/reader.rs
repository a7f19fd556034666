//! Reads a model file: any text gives a checked model or its problems, in about linear time, and nothing panics.
//!
//! Three sweeps over the lines: what has a name is declared, then rules, actions and scenarios are read with every name
//! known, then the model is checked as a whole. A mistake never stops the reading, and what it leaves unknown fits
//! everywhere, so that each problem told is one of its own.

use super::cursor::cut;
use super::names::{Names, Nearest, Sort, UNKNOWN};
use super::problem::{Reports, Spot};
use super::text::split;
use super::{Model, Problems, RoleId, Text, limits};

/// Reads a model file.
///
/// # Errors
/// Tells every independent mistake in the file, up to [`limits::PROBLEMS`], in the order of the file.
pub fn read(source: &str) -> Result<Model, Problems> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let reports = split(source);
    let mut reader = Reader {
        line: 0,
        at: 0,
        end: 0,
        skipped: false,
        heads: Vec::new(),
        vague: Vec::new(),
        doubtful: Vec::new(),
        missed: Vec::new(),
        letters_taken: Vec::new(),
        unplayed: Vec::new(),
        held: 0,
        rule_spots: Vec::new(),
        reports,
        names: Names::default(),
        model: empty(),
    };
    if !reader.reports.file.lines.is_empty() || reader.reports.problems.is_empty() {
        reader.declare();
        if reader.sizes() {
            reader.read_rules();
            reader.forestalled();
            // Warnings about a model that can't be played would only distract.
            if reader.reports.problems.is_empty() {
                reader.warn();
            }
        }
    }
    let Reader { reports, mut model, .. } = reader;
    if !reports.problems.is_empty() {
        return Err(reports.problems);
    }
    model.warnings = reports.warnings.into_listed();
    Ok(model)
}

fn empty() -> Model {
    Model {
        id: Box::default(),
        title: Text::default(),
        about: Text::default(),
        source: Text::default(),
        participants: Vec::new(),
        roles: Vec::new(),
        states: Vec::new(),
        variables: Vec::new(),
        timers: Vec::new(),
        messages: Vec::new(),
        settings: Vec::new(),
        clauses: Vec::new(),
        rules: Vec::new(),
        actions: Vec::new(),
        scenarios: Vec::new(),
        pairs: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A file being read, with a cursor that stands before a token of a line.
pub(super) struct Reader<'s> {
    pub reports: Reports<'s>,
    pub names: Names<'s>,
    pub model: Model,
    /// The lines that begin statements, and the word of each.
    pub heads: Vec<(usize, &'static str)>,
    /// Variables and fields whose declaration could not be read to its end, so that nobody knows what they hold.
    pub vague: Vec<(Sort, u16, u16)>,
    /// Words of declarations that could not be read, in order: they may be names, so nothing is said about them.
    pub doubtful: Vec<&'s str>,
    /// Names of which it was said already that nothing has them.
    pub missed: Vec<(Sort, u16, &'s str)>,
    /// Roles that nobody plays, as was said already.
    pub unplayed: Vec<u16>,
    /// The letters of actions so far, each with its line.
    pub letters_taken: Vec<(char, u32)>,
    /// How many rules there are, each counted once for every state it holds in.
    pub held: usize,
    /// Where each rule begins.
    pub rule_spots: Vec<Spot>,
    /// Whether a line was skipped whose first word is unknown, so that something else may seem to be missing.
    pub skipped: bool,
    /// The line the cursor is in, the token it stands before, and where the line ends.
    pub line: usize,
    pub at: usize,
    pub end: usize,
}

/// Finding what names mean.
impl<'s> Reader<'s> {
    /// Takes a name and finds what it is the name of; an unknown one is reported, and then fits everywhere.
    pub(super) fn resolve(&mut self, sort: Sort, owner: u16) -> Option<u16> {
        let name = self.word(0);
        if name.is_empty() {
            self.wrong("expected the name of {}", &[sort.one()]);
            return None;
        }
        let found = self.names.find(sort, owner, name).map(|found| found.id);
        if found.is_none() {
            self.unknown(&[(sort, owner)]);
        }
        self.skip();
        Some(found.unwrap_or(UNKNOWN))
    }

    /// Takes the name of a role; of an unknown one that is nearly right, the role that was meant.
    pub(super) fn role(&mut self) -> Option<u16> {
        let name = self.word(0);
        if name.is_empty() {
            self.wrong("expected the name of a role or participant", &[]);
            return None;
        }
        let mut nearest = Nearest::new(name);
        for role in &self.model.roles {
            nearest.offer(&role.id);
        }
        let role = |name: &str| self.model.roles.iter().position(|role| &*role.id == name);
        let (found, near) = (role(name), nearest.best().and_then(role));
        if found.is_none() {
            self.unknown(&[(Sort::Role, 0)]);
        }
        self.skip();
        Some(found.or(near).map_or(UNKNOWN, |role| role as u16))
    }

    /// Says that the next word is the name of nothing of these sorts, and what was perhaps meant.
    pub(super) fn unknown(&mut self, sorts: &[(Sort, u16)]) {
        let (spot, name) = (self.spot(), self.word(0));
        if sorts.iter().any(|(_, owner)| *owner == UNKNOWN) || self.doubtful.contains(&name) {
            return;
        }
        // One wrong name is one mistake, however often it stands there.
        if let Some((sort, owner)) = sorts.first().copied() {
            let sort = if sort == Sort::Role { Sort::Participant } else { sort };
            if self.missed.contains(&(sort, owner, name)) {
                return;
            }
            if !self.reports.is_full() {
                self.missed.push((sort, owner, name));
            }
        }
        let mut words: Vec<_> = sorts.iter().map(|(sort, _)| sort.word()).collect();
        let mut owners = String::new();
        if let [(sort, owner)] = sorts
            && let Some(owner) = self.owner(*sort, *owner)
        {
            owners = ["` of `", owner].concat();
        }
        if words.contains(&"role") && !words.contains(&"participant") {
            words.insert(0, "participant");
        }
        let mut nearest = Nearest::new(name);
        let mut fitting = Vec::new();
        let mut elsewhere = String::new();
        if !self.reports.is_full() {
            for other in &self.names.list {
                if sorts.contains(&(other.sort, other.owner)) {
                    nearest.offer(&other.name);
                    if fitting.len() < 9 && !fitting.contains(&&*other.name) {
                        fitting.push(&*other.name);
                    }
                } else if other.name == name && elsewhere.is_empty() {
                    let owner = self.owner(other.sort, other.owner);
                    let owner = owner.map_or(String::new(), |owner| [" of `", owner, "`"].concat());
                    elsewhere = ["`", name, "` is ", other.sort.one(), &owner, ". "].concat();
                }
            }
        }
        let nearest = nearest.best();
        if nearest.is_none() && (1..=8).contains(&fitting.len()) {
            elsewhere.push_str("What fits here: ");
            elsewhere.push_str(&listed(&fitting, "`", " or "));
        } else if fitting.is_empty() && elsewhere.is_empty() {
            elsewhere.push_str("none is declared");
        }
        let with = [&*listed(&words, "", " or "), &*cut(name), &owners, elsewhere.trim_end()];
        self.reports.near(spot, "there is no {} `{}{}`", "{}", &with, nearest);
    }

    /// What has the things of this sort: the name of a role, a message or a setting.
    pub(super) fn owner(&self, sort: Sort, owner: u16) -> Option<&str> {
        let owner = usize::from(owner);
        match sort {
            Sort::State | Sort::Variable | Sort::Timer => self.model.roles.get(owner).map(|role| &*role.id),
            Sort::Field | Sort::Finding => self.model.messages.get(owner).map(|message| &*message.name),
            Sort::Choice => self.model.settings.get(owner).map(|setting| &*setting.id),
            _ => None,
        }
    }

    /// Says so, where a table has more entries than a model may have; then nothing else is read.
    pub(super) fn sizes(&mut self) -> bool {
        let model = &self.model;
        let tables = [
            (model.participants.len(), limits::PARTICIPANTS, "8 participants"),
            (model.settings.len(), limits::SETTINGS, "64 settings"),
            (model.states.len(), limits::ENTRIES, "2000 states"),
            (model.variables.len(), limits::ENTRIES, "2000 variables"),
            (model.timers.len(), limits::ENTRIES, "2000 timers"),
            (model.messages.len(), limits::ENTRIES, "2000 messages"),
            (model.clauses.len(), limits::ENTRIES, "2000 clauses"),
            (self.count(Sort::Action), limits::ENTRIES, "2000 actions"),
            (self.count(Sort::Scenario), limits::SCENARIOS, "100 scenarios"),
        ];
        let mut fits = true;
        for (count, most, words) in tables {
            if count > most {
                fits = false;
                self.go(0);
                self.reports.problem(self.spot(), "the model is too large", "it has {} at most", &[words]);
            }
        }
        fits
    }

    pub(super) fn count(&self, sort: Sort) -> usize {
        self.names.list.iter().filter(|name| name.sort == sort).count()
    }

    /// The participants of a role.
    pub(super) fn members(&self, role: u16) -> impl Iterator<Item = usize> {
        let all = self.model.participants.iter().enumerate();
        all.filter(move |(_, one)| one.role == RoleId(role)).map(|(index, _)| index)
    }
}

/// `a`, `b` or `c`: the words between quotes.
pub(super) fn listed(words: &[&str], quote: &str, last: &str) -> String {
    let mut list = String::new();
    for (index, word) in words.iter().enumerate() {
        let comma = if index + 1 == words.len() { last } else { ", " };
        for part in [if index == 0 { "" } else { comma }, quote, word, quote] {
            list.push_str(part);
        }
    }
    list
}
