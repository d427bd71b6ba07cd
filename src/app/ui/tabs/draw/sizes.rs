//! How the answer is laid out in rooms of any size: verdict, bars and the picture of what the network sees below each
//! other or beside each other, and how large each is. In every room that can hold them, verdict and bars are in view.

use egui::Vec2;

use crate::app::ui::theme::{size, space};
use crate::app::ui::widgets::card;
use crate::data::{DIGITS, SIDE};

/// Least width and height of a room, in points, with the picture beside the verdict.
const ROOM_FOR_PICTURE: Vec2 = Vec2::new(620.0, 520.0);
/// Least width of a room, in points, with the bars beside the verdict where they have no room below it.
const ROOM_FOR_BARS: f32 = 400.0;
/// Below this width of a card's inside, in points, the words go under the digit.
const NARROW: f32 = 230.0;
/// Below this height, in points, the digit is smaller.
const LOW: f32 = 440.0;
/// Above this height, in points, the digit is larger.
const HIGH: f32 = 940.0;
/// Heights of one row of bars, in points: the least, the least where there is room enough, the usual largest, and the
/// largest in high windows.
const ROW: [f32; 4] = [15.0, 18.0, 42.0, 84.0];
/// Sides of the picture of what the network sees, in points: the least, the usual largest, and the largest in high
/// windows.
const PICTURE: [f32; 3] = [112.0, 280.0, 392.0];
/// Height of the line that says that probabilities are not calibrated, in points.
const CAVEAT: f32 = size::SMALL + space::S;
/// Height of the switch below the cards, in points.
const SWITCH: f32 = 24.0;
/// Height of the words beside a digit, and under one, in points.
const WORDS: [f32; 2] = [80.0, 94.0];
/// The same where room is scarce.
const FEW_WORDS: [f32; 2] = [48.0, 58.0];
/// Margin of a card where room is scarce, in points.
const SMALL_MARGIN: f32 = 6.0;

/// Which of verdict, bars and picture stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Everything in one column.
    Column,
    /// Verdict left, bars right: in low and wide rooms.
    VerdictBesideBars,
    /// Verdict left, picture right, and the bars over the whole width below: in high and wide rooms.
    VerdictBesidePicture,
}

/// Where the words of a verdict are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsAt {
    /// Right of the digit.
    Right,
    /// There, and small.
    RightSmall,
    /// Under it.
    Below,
}

/// Sizes of what stands in the card of the verdict.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VerdictSize {
    /// Size of the digit's font, in points.
    pub digit: f32,
    /// Height, whatever the words are, so that nothing below moves when they change.
    pub height: f32,
    /// Where they are.
    pub words: WordsAt,
}

/// All sizes, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// Which of verdict, bars and picture stand beside each other.
    pub arrangement: Arrangement,
    /// Margin inside the cards.
    pub margin: f32,
    /// Between cards.
    pub gap: f32,
    /// The verdict.
    pub verdict: VerdictSize,
    /// Height of the row of one digit's bar, in points.
    pub row: f32,
    /// Side of the picture that the network sees, in points.
    pub picture: f32,
}

impl Sizes {
    /// In `room`, with the line about calibration if `has_caveat`.
    pub fn of(room: Vec2, has_caveat: bool) -> Self {
        let caveat = if has_caveat { CAVEAT } else { 0.0 };
        if room.x >= ROOM_FOR_PICTURE.x && room.y >= ROOM_FOR_PICTURE.y {
            return Self::with_picture_beside(room, caveat);
        }
        let usual = Self::column(room, caveat);
        if usual.verdict_and_bars(caveat) <= room.y || room.y <= 0.0 {
            return usual;
        }
        if room.x >= ROOM_FOR_BARS { Self::with_bars_beside(room, caveat) } else { Self::small(room, caveat) }
    }

    /// Height of verdict and bars below each other.
    fn verdict_and_bars(&self, caveat: f32) -> f32 {
        self.verdict.height + self.gap + self.row * DIGITS as f32 + caveat + 2.0 * around(self.margin)
    }

    fn column(room: Vec2, caveat: f32) -> Self {
        let (margin, gap) = (space::M, space::S);
        let digit = match room.y {
            low if low < LOW => 72.0,
            high if high > HIGH => 1.5 * size::DIGIT,
            _ => size::DIGIT,
        };
        let is_narrow = room.x - 2.0 * margin < NARROW;
        let (words, height) = if is_narrow {
            (WordsAt::Below, digit * 0.92 + WORDS[1])
        } else {
            (WordsAt::Right, (digit * 0.92).max(WORDS[0]))
        };
        let rest = room.y - 3.0 * around(margin) - 3.0 * gap - SWITCH - height - caveat;
        let row = ((rest - PICTURE[0]) / DIGITS as f32).clamp(ROW[1], ROW[2]).floor();
        let picture = even(rest - DIGITS as f32 * row, PICTURE[1]);
        let verdict = VerdictSize { digit, height, words };
        Self { arrangement: Arrangement::Column, margin, gap, verdict, row, picture }
    }

    /// Verdict and bars as low as they can be.
    fn small(room: Vec2, caveat: f32) -> Self {
        let (margin, gap) = (SMALL_MARGIN, SMALL_MARGIN);
        let [beside, below] = FEW_WORDS;
        let bars = |row: f32| DIGITS as f32 * row + caveat + gap + 2.0 * around(margin);
        let verdict = if room.y < beside + bars(ROW[0]) && room.x < NARROW {
            // The bars are out of view; the verdict tells the probability.
            let digit = ((room.y - around(margin) - below) / 0.92).clamp(40.0, 96.0);
            VerdictSize { digit, height: digit * 0.92 + below, words: WordsAt::Below }
        } else {
            let height = (room.y - bars(ROW[1])).clamp(beside, 66.0);
            VerdictSize { digit: height, height, words: WordsAt::RightSmall }
        };
        let row = ((room.y - verdict.height - bars(0.0)) / DIGITS as f32).clamp(ROW[0], ROW[2]).floor();
        Self { arrangement: Arrangement::Column, margin, gap, verdict, row, picture: PICTURE[0] }
    }

    fn with_bars_beside(room: Vec2, caveat: f32) -> Self {
        let (margin, gap) = (space::S, space::S);
        let row = ((room.y - around(margin) - caveat) / DIGITS as f32).clamp(ROW[0], ROW[2]).floor();
        let height = row * DIGITS as f32 + caveat;
        let digit = size::DIGIT.min(height / 0.92).min(room.x * 0.16);
        let verdict = VerdictSize { digit, height, words: WordsAt::Right };
        Self { arrangement: Arrangement::VerdictBesideBars, margin, gap, verdict, row, picture: PICTURE[0] }
    }

    fn with_picture_beside(room: Vec2, caveat: f32) -> Self {
        let (margin, gap) = (space::L, space::M);
        let half = (room.x - gap) / 2.0 - around(margin);
        let picture = even((room.y * 0.32).min(half - 130.0), PICTURE[2]);
        // Beside the digit there is room for the words.
        let digit = (2.0 * size::DIGIT).min(picture / 0.92).min((half - space::M - 160.0) / 0.75);
        let verdict = VerdictSize { digit, height: picture, words: WordsAt::Right };
        let rest = room.y - picture - caveat - 2.0 * around(margin) - 2.0 * gap - SWITCH;
        let row = (rest / DIGITS as f32).clamp(ROW[1], ROW[3]).floor();
        Self { arrangement: Arrangement::VerdictBesidePicture, margin, gap, verdict, row, picture }
    }
}

/// What a card with this margin adds to the width or the height of what is in it.
#[must_use]
pub fn around(margin: f32) -> f32 {
    2.0 * (margin + card::EDGE)
}

/// The largest side up to `most` that fits into `room` and has whole points for each of the 28 pixels, so that the picture
/// is even.
fn even(room: f32, most: f32) -> f32 {
    let step = SIDE as f32;
    ((room / step).floor() * step).clamp(PICTURE[0], most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdict_and_bars_fit_into_every_room_that_can_hold_them() {
        for width in (130..=1_500).step_by(10) {
            for height in (240..=1_900).step_by(10) {
                let room = Vec2::new(width as f32, height as f32);
                let sizes = Sizes::of(room, false);
                let used = match sizes.arrangement {
                    Arrangement::Column | Arrangement::VerdictBesidePicture => sizes.verdict_and_bars(0.0),
                    Arrangement::VerdictBesideBars => sizes.verdict.height + around(sizes.margin),
                };
                assert!(used <= room.y, "{used} in {room:?}: {sizes:?}");
                assert!(sizes.verdict.digit * 0.92 <= sizes.verdict.height + 0.1, "{room:?}: {sizes:?}");
            }
        }
    }
}
