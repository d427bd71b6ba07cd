//! The places of the window. A new one is a file here and a variant of [`Tab`].

pub mod draw;
pub mod errors;
pub mod train;

use eframe::egui::{self, Key};
use serde::{Deserialize, Serialize};

use super::command::Command;
use super::evaluation::EvaluationState;
use super::icons;
use super::own_digits::OwnDigits;
use super::runs::RunsState;
use super::settings::Settings;
use super::shared::Shared;
use super::training::TrainingState;

/// A place of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// Draw a digit and see it read.
    #[default]
    Draw,
    /// Train a network.
    Train,
    /// Look at what the network gets wrong.
    Errors,
}

impl Tab {
    /// Every place, in the order of the rail.
    pub const ALL: [Self; 3] = [Self::Draw, Self::Train, Self::Errors];

    /// One word for the rail.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Draw => "Draw",
            Self::Train => "Train",
            Self::Errors => "Errors",
        }
    }

    /// What one can do there.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Draw => "Draw a digit and watch the network read it",
            Self::Train => "Train the network further, or a new one from nothing",
            Self::Errors => "Look through the test images that the network gets wrong",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Draw => icons::SCRIBBLE_LOOP,
            Self::Train => icons::CHART_LINE_UP,
            Self::Errors => icons::MAGNIFYING_GLASS,
        }
    }

    /// The key that opens it, together with Ctrl (or ⌘).
    #[must_use]
    pub fn key(self) -> Key {
        match self {
            Self::Draw => Key::Num1,
            Self::Train => Key::Num2,
            Self::Errors => Key::Num3,
        }
    }
}

/// What each place keeps while another one is open; each is defined beside its place.
#[derive(Default)]
pub struct Tabs {
    /// The canvas and what is read on it.
    pub draw: draw::DrawTab,
    /// The Train tab.
    pub train: train::TrainTab,
    /// The Errors tab.
    pub errors: errors::ErrorsTab,
}

/// What a place gets to draw itself: settings it may edit, the parts it may look at, and a list of commands to be run
/// when the frame is drawn. Whatever touches a thread, the disk or another place is a command.
pub struct TabContext<'a> {
    /// Settings worth keeping; written by themselves a moment after a change.
    pub settings: &'a mut Settings,
    /// The current model, the images, notices, jobs.
    pub shared: &'a Shared,
    /// The run, if there is one, and its history.
    pub training: &'a mut TrainingState,
    /// The person's own digits.
    pub own_digits: &'a OwnDigits,
    /// The runs on the disk.
    pub runs: &'a mut RunsState,
    /// The evaluation of the current model.
    pub evaluation: &'a mut EvaluationState,
    /// Commands to run after the frame.
    pub commands: &'a mut Vec<Command>,
}

/// Draws the open place.
pub fn ui(ui: &mut egui::Ui, tabs: &mut Tabs, context: &mut TabContext<'_>) {
    match context.settings.tab {
        Tab::Draw => draw::ui(ui, &mut tabs.draw, context),
        Tab::Train => train::ui(ui, &mut tabs.train, &tabs.draw, context),
        Tab::Errors => errors::ui(ui, &mut tabs.errors, context),
    }
}
