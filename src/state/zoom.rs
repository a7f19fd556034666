//! How large the diagram is shown: as it fits, but never too small to be read, or as the reader wants it; and how far it is scrolled then.

/// What the reader wants.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Zoom {
    /// As large as it fits; somewhat larger than it is where there is plenty of room.
    #[default]
    Fit,
    /// As large as it fits, for whoever sits far away.
    Fill,
    /// So many hundredths of its own size.
    Percent(i32),
}

impl Zoom {
    /// How many hundredths of its own size a diagram of this width has in so much room; 0 is room not known yet.
    pub fn percent(self, width: i32, room: i32) -> i32 {
        match self {
            Self::Percent(percent) => percent,
            _ if room == 0 || width == 0 => 100,
            Self::Fill => ((room - EDGE) * 100 / width).clamp(LEGIBLE, FILLED),
            Self::Fit if width <= room => (room * PLENTY / width).clamp(100, ENLARGED),
            Self::Fit => (room * 100 / width).max(LEGIBLE),
        }
    }

    /// By this factor larger, as far as there are sizes.
    pub fn by(percent: i32, factor: f64) -> Self {
        let [least, .., greatest] = SIZES;
        Self::Percent(((f64::from(percent) * factor).round() as i32).clamp(least, greatest))
    }

    /// The next larger size.
    pub fn larger(percent: i32) -> Self {
        Self::Percent(SIZES.into_iter().find(|size| *size > percent).unwrap_or(percent))
    }

    /// The next smaller size.
    pub fn smaller(percent: i32) -> Self {
        Self::Percent(SIZES.into_iter().rfind(|size| *size < percent).unwrap_or(percent))
    }
}

/// A length of the diagram as it is shown.
pub fn shown(length: i32, percent: i32) -> i32 {
    (i64::from(length) * i64::from(percent) / 100) as i32
}

/// A length as it is shown, in the diagram.
pub fn drawn(length: i32, percent: i32) -> i32 {
    (i64::from(length) * 100 / i64::from(percent)) as i32
}

/// How far to scroll what has this height, and of which so much can be seen: to its end, where the newest row is still well in sight
/// then; what has not happened yet is less than what has.
pub fn place_for((bottom, heads): (i32, i32), height: i32, whole: i32) -> i32 {
    (bottom - (height - heads) * 5 / 8).min(whole - height).max(0)
}

/// The sizes to choose from.
const SIZES: [i32; 8] = [50, 60, 75, 90, 100, 125, 150, 200];
/// Its smallest text has 12 px, and 9 px at this size; what needs more room is scrolled.
const LEGIBLE: i32 = 75;
/// Hundredths of the room for which a diagram is enlarged: taller rows are fewer rows in sight.
const PLENTY: i32 = 70;
/// The largest size that it is given for that.
const ENLARGED: i32 = 125;
/// The largest size of one that is presented.
const FILLED: i32 = 180;
/// Room, in px, that a diagram which fills it leaves.
const EDGE: i32 = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_fits_as_long_as_it_can_be_read() {
        assert_eq!(Zoom::Fit.percent(660, 880), 100, "no larger than it is");
        assert_eq!(Zoom::Fit.percent(660, 1_200), 125, "unless there is plenty of room");
        assert_eq!(Zoom::Fill.percent(660, 880), 128);
        assert_eq!(Zoom::Fit.percent(424, 360), 84);
        assert_eq!(Zoom::Fit.percent(1_655, 360), LEGIBLE);
        assert_eq!(Zoom::Fit.percent(660, 0), 100);
    }

    #[test]
    fn larger_and_smaller_go_from_where_it_is_and_stop_at_the_ends() {
        assert_eq!((Zoom::larger(84), Zoom::smaller(84)), (Zoom::Percent(90), Zoom::Percent(75)));
        assert_eq!(
            (Zoom::by(100, 1.1), Zoom::by(84, 10.0), Zoom::by(84, 0.1)),
            (Zoom::Percent(110), Zoom::Percent(200), Zoom::Percent(50))
        );
        assert_eq!((Zoom::larger(200), Zoom::smaller(50)), (Zoom::Percent(200), Zoom::Percent(50)));
    }

    #[test]
    fn a_million_rows_can_be_shown_twice_as_large() {
        assert_eq!(drawn(shown(50_000_000, 200), 200), 50_000_000);
    }
}
