//! Decides what properties say of a world.

use super::conditions::{amount, setting_value};
use super::{Setup, World};
use crate::model::{Case, Fact, Term, Value};

impl World {
    /// Whether the case is so now.
    #[must_use]
    pub fn is_so(&self, setup: Setup<'_>, case: &Case) -> bool {
        case.any.iter().any(|list| list.iter().all(|fact| self.is_fact(setup, fact)))
    }

    fn is_fact(&self, setup: Setup<'_>, fact: &Fact) -> bool {
        let value = |term: &Term| self.term(setup, term);
        match fact {
            Fact::In { who, states, holds } => states.contains(&self.state(*who)) == *holds,
            Fact::Running { who, timer, holds } => {
                self.timers.iter().any(|running| running.owner == *who && running.timer == *timer) == *holds
            }
            Fact::Chosen { setting, among, holds } => {
                setup.settings.choice(*setting).is_some_and(|choice| among.contains(&choice)) == *holds
            }
            Fact::Equals { left, among, holds } => {
                let left = value(left);
                (left.is_some() && among.iter().any(|right| value(right) == left)) == *holds
            }
            Fact::Compared { left, order, right } => order.holds(amount(value(left)), amount(value(right))),
        }
    }

    fn term(&self, setup: Setup<'_>, term: &Term) -> Option<Value> {
        match term {
            Term::Literal(value) => Some(value.clone()),
            Term::Setting(setting) => setting_value(setup, *setting),
            Term::Held { who, variable, whom } => self.slot(setup, *who, (*variable, *whom)).value().cloned(),
        }
    }
}
