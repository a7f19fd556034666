//! A checked protocol model: every index in it points at something, and nobody need ask again.
//!
//! A [`Model`] comes only from [`language::read`](crate::language::read), which reports every independent mistake of a
//! file at once.
//! Its parts are plain tables; ids are positions in them, each of a type of its own.

mod behaviour;
mod clauses;
pub mod limits;
mod messages;
mod participants;
mod problem;
mod properties;
mod scenarios;
mod settings;
mod slots;
mod text;

pub use behaviour::{
    Action, Answered, Condition, Count, Effect, EffectKind, Length, Operand, Receivers, Refusal, Rule, Target, Trigger,
};
pub use clauses::{Clause, Grounds};
pub(crate) use messages::link_name;
pub use messages::{Field, Message};
pub use participants::{Pair, Pairing, Participant, Role, State, Timer, Value, ValueType, Variable};
pub use problem::{Place, Problem, Problems, Replacement, Span};
pub use properties::{Case, Fact, Order, Property, PropertyKind, Term, Within};
pub use scenarios::{Scenario, Step};
pub use settings::{CHANCE, Choice, Domain, LATENCY, Setting, SettingValue};
pub(crate) use slots::{SlotUse, Slots};
pub use text::Text;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident indexes $field:ident of $target:ty;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub struct $name(pub(crate) u16);

            impl $name {
                /// The position in the model's table.
                #[must_use]
                pub const fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl std::ops::Index<$name> for Model {
                type Output = $target;

                fn index(&self, id: $name) -> &$target {
                    &self.$field[id.index()]
                }
            }
        )+

        impl Model {
            $(
                /// The table's entries, each with its id, in file order.
                pub fn $field(&self) -> impl ExactSizeIterator<Item = ($name, &$target)> + DoubleEndedIterator {
                    self.$field.iter().enumerate().map(|(index, entry)| ($name(index as u16), entry))
                }
            )+
        }
    };
}

ids! {
    /// Which participant.
    ParticipantId indexes participants of Participant;
    /// Which role: a behaviour that one or several participants have.
    RoleId indexes roles of Role;
    /// Which state, of any role.
    StateId indexes states of State;
    /// Which variable, of any role.
    VariableId indexes variables of Variable;
    /// Which timer, of any role.
    TimerId indexes timers of Timer;
    /// Which message type.
    MessageId indexes messages of Message;
    /// Which setting.
    SettingId indexes settings of Setting;
    /// Which clause.
    ClauseId indexes clauses of Clause;
    /// Which rule.
    RuleId indexes rules of Rule;
    /// Which action.
    ActionId indexes actions of Action;
    /// Which property.
    PropertyId indexes properties of Property;
    /// Which scenario.
    ScenarioId indexes scenarios of Scenario;
}

/// A protocol: participants, messages, settings, rules, clauses, scenarios.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// The model's id, as links write it.
    pub(crate) id: Box<str>,
    /// Its title.
    pub(crate) title: Text,
    /// One or two sentences about it; may be empty.
    pub(crate) about: Text,
    /// What it was made from; may be empty.
    pub(crate) source: Text,
    pub(crate) participants: Vec<Participant>,
    pub(crate) roles: Vec<Role>,
    pub(crate) states: Vec<State>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) timers: Vec<Timer>,
    pub(crate) messages: Vec<Message>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) actions: Vec<Action>,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) properties: Vec<Property>,
    /// The setting that stands for the course of chance, where it decides anything.
    pub(crate) chance: Option<SettingId>,
    /// The text that it was read from.
    pub(crate) text: Box<str>,
    /// One entry for each unordered pair of participants, in the order of [`pair_index`].
    pub(crate) pairs: Vec<Pair>,
    /// Where a world keeps what variables hold.
    pub(crate) slots: Slots,
    /// What is odd but harmless, such as a message that no rule takes.
    pub(crate) warnings: Vec<Problem>,
    /// The scenarios that can't be played to their end, each at the step that is refused.
    pub(crate) scenario_problems: Vec<Problem>,
}

impl Model {
    /// The model's id, as links write it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The model's title.
    #[must_use]
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// One or two sentences about the protocol; may be empty.
    #[must_use]
    pub fn about(&self) -> &Text {
        &self.about
    }

    /// What the model was made from; may be empty.
    #[must_use]
    pub fn source(&self) -> &Text {
        &self.source
    }

    /// The text that it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is odd in the file but no mistake.
    #[must_use]
    pub fn warnings(&self) -> &[Problem] {
        &self.warnings
    }

    /// The scenarios that can't be played to their end, each at the step that is refused; known once the model is loaded.
    #[must_use]
    pub fn scenario_problems(&self) -> &[Problem] {
        &self.scenario_problems
    }

    /// All that is to be said about a model that can be played: first the scenarios that can't be played to their end, for the others
    /// play all the same, then what else is odd.
    #[must_use]
    pub fn oddities(&self) -> Vec<Problem> {
        self.scenario_problems.iter().chain(&self.warnings).cloned().collect()
    }

    /// The setting that says how long a message travels one way; every model has it.
    #[must_use]
    pub fn latency(&self) -> SettingId {
        let found = self.settings.iter().position(|setting| &*setting.id == LATENCY);
        SettingId(found.unwrap_or_default() as u16)
    }

    /// The setting that stands for the course of chance; nothing where chance decides nothing.
    #[must_use]
    pub fn chance(&self) -> Option<SettingId> {
        self.chance
    }

    /// The scenario that plays when somebody arrives, where the model marks one.
    #[must_use]
    pub fn arrival(&self) -> Option<ScenarioId> {
        self.scenarios().find(|(_, scenario)| scenario.arrival).map(|(id, _)| id)
    }

    /// Every effect with the role that has it, and with its trigger where a rule has it.
    pub fn effects(&self) -> impl Iterator<Item = (RoleId, Option<&Trigger>, &Effect)> {
        let of_rules = self.rules.iter().map(|rule| (rule.role, Some(&rule.trigger), &rule.effects));
        let of_actions = self.actions.iter().map(|action| (self[action.participant].role, None, &action.effects));
        of_rules
            .chain(of_actions)
            .flat_map(|(role, trigger, effects)| effects.iter().map(move |effect| (role, trigger, effect)))
    }

    /// How the pair of participants is joined.
    #[must_use]
    pub fn pairing(&self, one: ParticipantId, other: ParticipantId) -> Pairing {
        self.pair(one, other).pairing
    }

    /// What lies between the pair of participants.
    #[must_use]
    pub fn pair(&self, one: ParticipantId, other: ParticipantId) -> Pair {
        self.pairs[pair_index(one, other)]
    }

    /// The slot of a participant's variable, and for whom where it holds a value for each; nothing where it holds none for this one.
    pub(crate) fn slot(&self, who: ParticipantId, variable: VariableId, whom: Option<ParticipantId>) -> Option<usize> {
        let is_held = self[variable].each == whom.map(|whom| self[whom].role);
        is_held.then(|| self.slots.place(who, variable, whom))
    }
}

/// The position of the unordered pair among all pairs: 0-1, 0-2, 1-2, 0-3, 1-3, …
pub(crate) fn pair_index(one: ParticipantId, other: ParticipantId) -> usize {
    let (low, high) = if one < other { (one, other) } else { (other, one) };
    high.index() * high.index().saturating_sub(1) / 2 + low.index()
}
