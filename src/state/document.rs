//! The run on the page, with what grows along with its trace; all of it in one cell, so that a step copies nothing however long the run is.

use std::cell::{Ref, RefCell, RefMut};
use std::rc::Rc;

use lifeline_core::diagram::{Layout, Size, View, body};
use lifeline_core::model::Model;
use lifeline_core::narration;
use lifeline_core::simulation::run::{Run, RunVerdict, Verdicts};
use lifeline_core::simulation::trace::EventNumber;

use super::exercised::Exercised;
use super::marks::Marks;
use super::zoom::drawn;

/// A run, and what is derived from its trace event by event.
#[derive(Debug)]
pub struct Document {
    pub run: Run,
    /// The diagram's layout of the trace as far as it was last looked at, and the width in px it is for; none before that is known.
    pub layout: Option<(i32, Layout)>,
    /// Which statements of the reference the run exercises, as far as they were last drawn.
    pub exercised: Exercised,
    /// What stands out in the run, as far as it was last drawn.
    pub marks: Marks,
    /// What is known of the model's properties, as far as it was last drawn.
    verdicts: Verdicts,
    /// How many times it has changed.
    edition: u32,
}

impl Document {
    /// Lets the layout follow the trace, for a diagram in so much room, in px. More or less room leaves it as it is, unless the columns
    /// have to be squeezed then, or need not be any more.
    pub fn lay_out(&mut self, room: i32) {
        let model = self.run.model();
        if self.layout.as_ref().is_none_or(|(width, _)| *width != room) {
            let new = |size| Layout::new(model, &narration::ENGLISH, size);
            let roomy = new(Size::Roomy);
            let fits = room == 0 || drawn(room, LITTLE_SMALLER) >= roomy.width();
            let made = if fits { roomy } else { new(Size::Compact) };
            match &mut self.layout {
                Some((width, layout)) if layout.width() == made.width() => *width = room,
                layout => *layout = Some((room, made)),
            }
        }
        if let Some((_, layout)) = &mut self.layout {
            layout.append(model, self.run.trace());
        }
    }

    /// What comes after the first `unchanged` events is about to change.
    fn cut(&mut self, unchanged: usize) {
        // Some moments have no events.
        self.verdicts.truncate(unchanged);
        if unchanged >= self.run.trace().events().len() {
            return;
        }
        self.exercised.truncate(unchanged);
        self.marks.truncate(self.run.trace(), self.run.trace().count_within(unchanged));
        if let Some((_, layout)) = &mut self.layout {
            layout.truncate(self.run.trace(), unchanged);
        }
    }
}

/// A model as the parts of the page hold it: equal only to itself.
#[derive(Clone, Debug)]
pub struct SharedModel(pub Rc<Model>);

impl PartialEq for SharedModel {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for SharedModel {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.0
    }
}

/// The document as the parts of the page hold it: equal only where nothing but the time has changed.
#[derive(Clone, Debug)]
pub struct SharedDocument {
    document: Rc<RefCell<Document>>,
    edition: u32,
}

impl PartialEq for SharedDocument {
    fn eq(&self, other: &Self) -> bool {
        self.edition == other.edition && Rc::ptr_eq(&self.document, &other.document)
    }
}

impl SharedDocument {
    /// Takes a run in.
    pub fn new(run: Run) -> Self {
        let (exercised, marks, verdicts) = (Exercised::default(), Marks::default(), Verdicts::default());
        Self {
            document: Rc::new(RefCell::new(Document { run, layout: None, exercised, marks, verdicts, edition: 0 })),
            edition: 0,
        }
    }

    /// Looks at it.
    pub fn read(&self) -> Ref<'_, Document> {
        self.document.borrow()
    }

    /// Lets what is drawn follow the trace; nothing else may be changed this way.
    pub fn draw(&self) -> RefMut<'_, Document> {
        self.document.borrow_mut()
    }

    /// Lets what the run exercises follow the trace, for the parts that show it.
    pub fn exercise(&self) {
        let Document { run, exercised, .. } = &mut *self.document.borrow_mut();
        exercised.follow(run);
    }

    /// What is known of each property as far as the run is shown.
    pub fn verdicts(&self) -> Rc<[RunVerdict]> {
        let Document { run, verdicts, .. } = &mut *self.document.borrow_mut();
        verdicts.follow(run);
        run.model().properties().map(|(id, _)| verdicts.of(id, run)).collect()
    }

    /// The rows as of which a property does not hold.
    pub fn violations(&self) -> Vec<u32> {
        let at = |verdict: &RunVerdict| match verdict {
            RunVerdict::Violated(at) => Some(at.0),
            RunVerdict::Holds | RunVerdict::Open => None,
        };
        self.verdicts().iter().filter_map(at).collect()
    }

    /// The model that is played.
    pub fn model(&self) -> SharedModel {
        SharedModel(Rc::clone(self.read().run.model()))
    }

    /// Where in the diagram the newest row ends, and how high the heads above it are, in px.
    pub fn newest(&self) -> (i32, i32) {
        let document = self.read();
        let Some((_, layout)) = &document.layout else { return (0, 0) };
        let newest = layout.row_of(EventNumber(document.run.count()));
        (newest.map_or(0, |(_, bottom)| bottom), layout.heads_height())
    }

    /// Where in the diagram the row of an event begins and ends, and how high the heads above it are, in px.
    pub fn place_of(&self, number: EventNumber) -> Option<((i32, i32), i32)> {
        let document = self.read();
        let (_, layout) = document.layout.as_ref()?;
        Some((layout.row_of(number)?, layout.heads_height()))
    }

    /// The left and the right edge of what the newest row is about, in px.
    pub fn newest_sides(&self) -> (i32, i32) {
        let document = self.read();
        let (trace, count) = (document.run.trace(), document.run.count());
        let newest = document.layout.as_ref().zip(trace.get(EventNumber(count)));
        newest.map_or((0, 0), |((_, layout), event)| layout.sides_of(trace, event))
    }

    /// How high the diagram is, in px: of the whole run, wherever its cursor stands, or up to there; nothing before it was laid out for
    /// this width.
    pub fn height(&self, width: i32, is_whole: bool) -> Option<i32> {
        let document = self.read();
        let (run, (_, layout)) = (&document.run, document.layout.as_ref().filter(|(room, _)| *room == width)?);
        let view = View {
            model: run.model(),
            trace: run.trace(),
            events: if is_whole { run.trace().events().len() } else { run.shown().len() },
            now: if is_whole { run.end() } else { run.now() },
            shows_now: true,
            rest: None,
            ghosts: &run.due(),
            selected: None,
            hits: false,
        };
        Some(layout.heads_height() + body(layout, &view, 0..0).height)
    }

    /// Changes the run in a way that only adds to its trace, or moves its cursor.
    pub fn grow<R>(&mut self, change: impl FnOnce(&mut Run) -> R) -> R {
        self.change(usize::MAX, change)
    }

    /// Changes the run at its cursor: what is after it may be cut off.
    pub fn fork<R>(&mut self, change: impl FnOnce(&mut Run) -> R) -> R {
        let unchanged = {
            let run = &self.read().run;
            if run.is_at_end() { usize::MAX } else { run.shown().len() }
        };
        self.change(unchanged, change)
    }

    /// Brings back what was cut off or replaced last.
    pub fn undo(&mut self) -> bool {
        let unchanged = self.read().run.kept_by_undo();
        self.change(unchanged, Run::undo)
    }

    /// Takes that back.
    pub fn redo(&mut self) -> bool {
        let unchanged = self.read().run.kept_by_redo();
        self.change(unchanged, Run::redo)
    }

    /// Changes the run from its beginning.
    pub fn replay<R>(&mut self, change: impl FnOnce(&mut Run) -> R) -> R {
        self.change(0, change)
    }

    /// Lets time pass, which is another edition only where something has happened, and says whether it has.
    pub fn pass<R>(&mut self, change: impl FnOnce(&mut Run) -> R) -> R {
        let before = self.standing();
        let done = change(&mut self.document.borrow_mut().run);
        if self.standing() != before {
            self.advance();
        }
        done
    }

    /// Whether it has changed since this was drawn.
    pub fn is_behind(&self) -> bool {
        self.edition != self.read().edition
    }

    fn advance(&mut self) {
        self.edition += 1;
        self.document.borrow_mut().edition = self.edition;
    }

    fn change<R>(&mut self, unchanged: usize, change: impl FnOnce(&mut Run) -> R) -> R {
        let done = {
            let document = &mut *self.document.borrow_mut();
            if unchanged < usize::MAX {
                document.cut(unchanged);
            }
            change(&mut document.run)
        };
        self.advance();
        done
    }

    /// What quiet time leaves as it is.
    fn standing(&self) -> (usize, usize, bool, bool) {
        let run = &self.read().run;
        (run.shown().len(), run.moments().len(), run.is_at_end(), run.unplayed().is_some())
    }
}

/// Hundredths of its size: rather than squeeze its columns, a diagram is shown so much smaller. Its smallest text has 10 px then.
const LITTLE_SMALLER: i32 = 85;
