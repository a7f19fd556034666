//! Moves of the cursor: whatever is looked at, nothing of the run changes.

use super::Run;
use crate::simulation::trace::EventNumber;

impl Run {
    /// Goes back to the moment before, and says whether there was one.
    pub fn back(&mut self) -> bool {
        if self.is_within_moment() && self.cursor > 0 {
            self.go_to(self.cursor - 1);
        } else if self.now() > self.moments[self.cursor].at {
            self.go_to(self.cursor);
        } else if self.cursor > 0 {
            self.go_to(self.cursor - 1);
        } else {
            return false;
        }
        true
    }

    /// Goes forward to the end of the cursor's moment, or to the moment after, or to the end, and says whether the cursor was not there
    /// yet.
    pub fn forward(&mut self) -> bool {
        if self.is_at_end() {
            return false;
        }
        if self.within.take().is_some() {
            self.notice_end();
        } else if self.cursor + 1 < self.moments.len() {
            self.walk_to_next_moment();
        } else {
            self.past = None;
        }
        true
    }

    /// Goes back to the event before the last one shown, or to the moment before where none was shown in this one; says whether there
    /// was any.
    pub fn back_one(&mut self) -> bool {
        let before = self.moments[self.cursor.saturating_sub(1)].count;
        let count = self.count();
        if self.now() > self.moments[self.cursor].at || count == before {
            return self.back();
        }
        if count - 1 == before {
            self.go_to(self.cursor - 1)
        } else {
            self.go_to_event(EventNumber(count - 1))
        }
        true
    }

    /// Goes forward to the next event, or to the next moment where nothing numbered happens, or to the end; says whether the cursor was
    /// not there yet.
    pub fn forward_one(&mut self) -> bool {
        let count = self.count();
        if !self.forward() {
            return false;
        }
        if self.count() > count + 1 {
            self.within = Some(EventNumber(count + 1));
            if self.past.is_none() {
                self.past = Some(self.world_at(self.cursor));
            }
        }
        true
    }

    /// Goes back to the end of what the reader did before.
    pub fn back_by_step(&mut self) -> bool {
        let step = self.moments[self.cursor].step;
        let first = self.moments.partition_point(|moment| moment.step < step).max(1);
        let is_at_its_end = !self.is_within_moment() && self.now() == self.moments[self.cursor].at;
        if is_at_its_end && self.cursor > 0 {
            self.go_to(first - 1);
            return true;
        }
        self.back()
    }

    /// Goes forward to the end of what the reader did next, or to the end of the run.
    pub fn forward_by_step(&mut self) -> bool {
        if self.is_at_end() {
            return false;
        }
        let next = if self.is_within_moment() { self.cursor } else { self.cursor + 1 };
        match self.moments.get(next) {
            Some(moment) => {
                let step = moment.step;
                self.go_to(self.moments.partition_point(|moment| moment.step <= step) - 1);
            }
            None => self.go_to_end(),
        }
        true
    }

    /// Puts the cursor on a moment; on the last one where there are not as many.
    pub fn go_to(&mut self, moment: usize) {
        self.cursor = moment.min(self.moments.len() - 1);
        self.within = None;
        let world = self.world_at(self.cursor);
        self.past = Some(world);
        self.notice_end();
    }

    /// Puts the cursor where an event has happened and what comes after it has not: on the last one where there are not as many. All that
    /// happens before anything is done is the start, which is one place.
    pub fn go_to_event(&mut self, event: EventNumber) {
        let event = EventNumber(event.0.min(self.trace.count()));
        self.go_to(self.moments.partition_point(|moment| moment.count < event.0));
        if self.cursor > 0 && event.0 < self.moments[self.cursor].count {
            self.within = Some(event);
            if self.past.is_none() {
                self.past = Some(self.world_at(self.cursor));
            }
        }
    }

    /// Puts the cursor at the end.
    pub fn go_to_end(&mut self) {
        self.cursor = self.moments.len() - 1;
        self.within = None;
        self.past = None;
    }
}
