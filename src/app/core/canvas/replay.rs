//! The replay of a drawing: its strokes once more, at the pace at which they were drawn or a multiple of it.

use crate::app::core::settings::look::Motion;
use crate::ink::Stroke;
use crate::ink::replay::Timeline;

/// How long each stroke stands with reduced motion, in seconds.
const STILL_SECS: f64 = 0.8;

/// Whether a replay runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// Time goes on.
    Playing,
    /// Time is held.
    Paused,
}

/// A replay under way.
#[derive(Debug, Clone)]
pub struct Replay {
    timeline: Timeline,
    /// The ink so far.
    shown: Vec<Stroke>,
    secs: f32,
    /// How fast it runs, in times the pace of the hand.
    pub speed: f32,
    running: Running,
    /// With reduced motion: when the next stroke comes, on the window's clock.
    next_at: Option<f64>,
    /// See [`Self::due_secs`].
    due_secs: Option<f32>,
    /// The same number means the same ink.
    version: u64,
}

impl Replay {
    /// From the beginning, running; versions count up from `version`.
    #[must_use]
    pub fn of(strokes: &[Stroke], version: u64) -> Self {
        let timeline = Timeline::of(strokes);
        let shown = timeline.at(0.0);
        Self {
            timeline,
            shown,
            secs: 0.0,
            speed: 1.0,
            running: Running::Playing,
            next_at: None,
            due_secs: Some(0.0),
            version,
        }
    }

    /// The ink so far.
    #[must_use]
    pub fn shown(&self) -> &[Stroke] {
        &self.shown
    }

    /// The same number means the same ink.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Whether it runs.
    #[must_use]
    pub fn running(&self) -> Running {
        self.running
    }

    /// How far it is, in seconds.
    #[must_use]
    pub fn secs(&self) -> f32 {
        self.secs
    }

    /// How long it takes at the hand's pace, in seconds.
    #[must_use]
    pub fn duration(&self) -> f32 {
        self.timeline.duration()
    }

    /// Runs on, or holds; from the end it begins anew.
    pub fn toggle(&mut self) {
        (self.next_at, self.due_secs) = (None, Some(0.0));
        self.running = match self.running {
            Running::Playing => Running::Paused,
            Running::Paused => {
                if self.secs >= self.duration() {
                    self.go_to(0.0);
                }
                Running::Playing
            }
        };
    }

    /// Shows the drawing as it was after `secs`.
    pub fn go_to(&mut self, secs: f32) {
        self.secs = secs.clamp(0.0, self.duration());
        self.shown = self.timeline.at(self.secs);
        self.version += 1;
    }

    /// Shows the drawing as it was after `secs`, and stays there.
    pub fn hold_at(&mut self, secs: f32) {
        self.running = Running::Paused;
        self.go_to(secs);
    }

    /// Goes on by a frame of `frame_secs` at `now` on the window's clock; with reduced motion whole strokes appear, one
    /// after the other.
    pub fn advance(&mut self, now: f64, frame_secs: f32, motion: Motion) {
        if self.running == Running::Paused {
            self.due_secs = None;
            return;
        }
        let wait = match motion {
            Motion::Full => {
                self.go_to(self.secs + frame_secs * self.speed);
                0.0
            }
            Motion::Reduced => {
                let next_at = *self.next_at.get_or_insert(now);
                if now >= next_at {
                    let secs = self.secs;
                    let end = self.timeline.stroke_ends().find(|&end| end > secs + 1e-4);
                    self.go_to(end.unwrap_or(self.duration()));
                    self.next_at = Some(now + STILL_SECS / f64::from(self.speed));
                }
                self.next_at.map_or(0.0, |next_at| (next_at - now).max(0.0)) as f32
            }
        };
        if self.secs >= self.duration() {
            self.running = Running::Paused;
        }
        self.due_secs = Some(wait);
    }

    /// In how many seconds it wants to go on; `None` while it is held.
    #[must_use]
    pub fn due_secs(&self) -> Option<f32> {
        self.due_secs
    }
}
