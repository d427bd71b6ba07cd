//! Plays the steps of an operation: first each line of one number, then the numbers that follow it.

/// Whether it goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Play {
    /// It waits for the next step.
    #[default]
    Holds,
    /// It goes on.
    Plays,
}

/// How many steps there are: lines of the number that was picked, and numbers behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    /// Lines of the number that was picked.
    pub lines: usize,
    /// Numbers that follow it, each in one step.
    pub others: usize,
}

impl Length {
    /// All steps.
    #[must_use]
    pub fn steps(self) -> usize {
        self.lines + self.others
    }

    /// How long a step is shown, in seconds: about eight for all lines and as many for all others.
    fn secs(self, step: usize) -> f32 {
        if step < self.lines {
            (8.0 / self.lines as f32).clamp(0.12, 0.9)
        } else {
            (8.0 / self.others.max(1) as f32).clamp(0.02, 0.4)
        }
    }
}

/// Where the steps stand.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Player {
    step: usize,
    /// Whether it goes on by itself.
    pub play: Play,
    /// Time that the step has been shown for, in seconds.
    shown_secs: f32,
}

impl Player {
    /// The step that is shown, from 0.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }

    /// At the same step, holding.
    #[must_use]
    pub fn held(self) -> Self {
        Self { step: self.step, ..Self::default() }
    }

    /// Shows this step and holds.
    pub fn hold_at(&mut self, step: usize, length: Length) {
        *self = Self { step: step.min(length.steps().saturating_sub(1)), ..Self::default() };
    }

    /// Goes on or holds; from the beginning if it has come to the end.
    pub fn toggle(&mut self, length: Length) {
        self.play = match self.play {
            Play::Plays => Play::Holds,
            Play::Holds => Play::Plays,
        };
        if self.play == Play::Plays && self.step + 1 >= length.steps() {
            self.step = 0;
        }
        self.shown_secs = 0.0;
    }

    /// A frame has passed. Holds at the end.
    pub fn advance(&mut self, frame_secs: f32, length: Length) {
        if self.play == Play::Holds {
            return;
        }
        self.shown_secs += frame_secs;
        while self.shown_secs >= length.secs(self.step) {
            self.shown_secs -= length.secs(self.step);
            if self.step + 1 >= length.steps() {
                self.hold_at(self.step, length);
                return;
            }
            self.step += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENGTH: Length = Length { lines: 3, others: 5 };

    #[test]
    fn it_plays_to_the_end_and_holds_there_and_begins_anew() {
        let mut player = Player::default();
        player.toggle(LENGTH);
        for _ in 0..10_000 {
            player.advance(0.016, LENGTH);
        }
        assert_eq!((player.step(), player.play), (7, Play::Holds));
        player.toggle(LENGTH);
        assert_eq!((player.step(), player.play), (0, Play::Plays));
    }

    #[test]
    fn a_step_that_is_asked_for_stops_it() {
        let mut player = Player::default();
        player.toggle(LENGTH);
        player.hold_at(99, LENGTH);
        assert_eq!((player.step(), player.play), (7, Play::Holds));
        player.advance(60.0, LENGTH);
        assert_eq!(player.step(), 7);
    }
}
