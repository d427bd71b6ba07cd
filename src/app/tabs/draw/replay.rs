//! The drawing as it came about, and the bar that plays it. Reads the clock through egui alone.

use eframe::egui::{self, Role, Slider, Ui, WidgetInfo};

use super::commands::CanvasCommand;
use super::{DrawTab, TabContext};
use crate::app::command::Command;
use crate::app::icons;
use crate::app::settings::Motion;
use crate::app::theme::{self, size, space};
use crate::app::widgets::button::{self, IconButton, Look, Show};
use crate::app::widgets::focus;
use crate::ink::Stroke;
use crate::ink::replay::Timeline;

/// How fast, in times the pace of the hand.
const SPEEDS: [f32; 4] = [0.25, 0.5, 1.0, 2.0];
/// How long each stroke stands with reduced motion, in seconds.
const STILL_SECS: f64 = 0.8;
/// Below this width, in points, the time is not written out.
const ROOM_FOR_TIME: f32 = 330.0;

/// Whether it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// It does.
    Playing,
    /// It is held.
    Paused,
}

/// A replay under way.
#[derive(Debug, Clone)]
pub struct Replay {
    timeline: Timeline,
    /// The ink so far.
    shown: Vec<Stroke>,
    secs: f32,
    speed: f32,
    running: Running,
    /// With reduced motion: when the next stroke comes, on egui's clock.
    next_at: Option<f64>,
    /// The same number means the same ink.
    version: u64,
}

impl Replay {
    /// From the beginning, running; versions count up from `version`.
    #[must_use]
    pub fn of(strokes: &[Stroke], version: u64) -> Self {
        let timeline = Timeline::of(strokes);
        let shown = timeline.at(0.0);
        Self { timeline, shown, secs: 0.0, speed: 1.0, running: Running::Playing, next_at: None, version }
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
        self.next_at = None;
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

    /// Goes on by the time of a frame; with reduced motion whole strokes appear, one after the other.
    fn advance(&mut self, ui: &Ui, motion: Motion) {
        if self.running == Running::Paused {
            return;
        }
        let (now, frame_secs) = ui.input(|input| (input.time, input.stable_dt.min(0.1)));
        match motion {
            Motion::Full => {
                self.go_to(self.secs + frame_secs * self.speed);
                ui.ctx().request_repaint();
            }
            Motion::Reduced => {
                let next_at = *self.next_at.get_or_insert(now);
                if now >= next_at {
                    let secs = self.secs;
                    let end = self.timeline.stroke_ends().find(|&end| end > secs + 1e-4);
                    self.go_to(end.unwrap_or(self.duration()));
                    self.next_at = Some(now + STILL_SECS / f64::from(self.speed));
                }
                let wait = self.next_at.map_or(0.0, |next_at| (next_at - now).max(0.0));
                ui.ctx().request_repaint_after_secs(wait as f32);
            }
        }
        if self.secs >= self.duration() {
            self.running = Running::Paused;
        }
    }
}

/// The bar in place of the tools: play or pause, a scrubber, the speed, and the way back.
pub fn bar(ui: &mut Ui, tab: &mut DrawTab, context: &mut TabContext<'_>) {
    let Some(replay) = &mut tab.replay else { return };
    replay.advance(ui, context.settings.motion);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let (icon, words) = match replay.running {
            Running::Playing => (icons::PAUSE, "Pause the replay"),
            Running::Paused => (icons::PLAY, "Play the replay"),
        };
        let about = CanvasCommand::PlayPause.about();
        let play = ui.add(IconButton::new(icon, words).show(Show::Icon).look(Look::Main));
        if button::with_tooltip(play, &about).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::PlayPause));
        }
        let shows_time = ui.available_width() >= ROOM_FOR_TIME;
        let duration = replay.duration();
        let around = 2.0 * theme::CONTROL_HEIGHT + 4.0 * space::S + if shows_time { 84.0 } else { 0.0 };
        ui.add_space(space::XS);
        ui.spacing_mut().slider_width = (ui.available_width() - around - 34.0).max(40.0);
        let mut secs = replay.secs;
        let scrubber = ui.add(Slider::new(&mut secs, 0.0..=duration.max(1e-3)).show_value(false));
        focus::ring(ui, &scrubber);
        scrubber.widget_info(|| WidgetInfo::slider(true, f64::from(secs), "Moment of the replay in seconds"));
        if scrubber.changed() {
            replay.running = Running::Paused;
            replay.go_to(secs);
        }
        scrubber.on_hover_text("Go to any moment of the drawing");
        if shows_time {
            let font = theme::font(size::BODY);
            let time = egui::RichText::new(format!("{:.1} of {duration:.1} s", replay.secs)).font(font);
            ui.add_sized([80.0, theme::CONTROL_HEIGHT], egui::Label::new(time).selectable(false));
        }
        speed(ui, replay);
        let close = ui.add(IconButton::new(icons::X, "Close the replay").show(Show::Icon));
        if close.on_hover_text("Back to the tools and the whole drawing").clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::Replay));
        }
    });
}

/// One button that goes through the speeds.
fn speed(ui: &mut Ui, replay: &mut Replay) {
    let words = format!("{}×", replay.speed);
    let response = ui.add(IconButton::new(None, &words).least_width(46.0));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Speed of the replay: {words}")));
    if response.on_hover_text("Slower or faster, in times the pace of the hand").clicked() {
        let place = SPEEDS.iter().position(|&speed| speed >= replay.speed).unwrap_or(0);
        replay.speed = SPEEDS[(place + 1) % SPEEDS.len()];
    }
}
