//! What the window remembers between two starts, and when it is written.

pub mod axis;
pub mod canvas;
pub mod compared;
pub mod expected;
pub mod look;
pub mod metric;
pub mod overlay;
pub mod panel;
pub mod plots;
pub mod setup;
pub mod tab;
pub mod thresholds;
pub mod train_view;

use std::time::{Duration, Instant};

use serde::{Deserialize, Deserializer, Serialize};

use crate::ink::DEFAULT_PEN_WIDTH;
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::{StoreError, settings};
use crate::text::Language;
use canvas::{CanvasOptions, ERASER_WIDTHS, Tool};
use expected::Expected;
use look::{Motion, ThemeChoice};
use overlay::OverlaySettings;
use panel::PanelMemory;
use plots::PlotSettings;
use setup::Setup;
use tab::Tab;
use thresholds::ChosenThresholds;
use train_view::TrainView;

/// Newest format of the settings file that this program understands.
pub const FORMAT: u32 = 1;
/// Text sizes, in per cent.
pub const TEXT_SIZES: [u32; 9] = [75, 90, 100, 110, 125, 150, 200, 250, 300];
/// Thinnest and thickest pen, as shares of the canvas side.
pub const PEN_WIDTHS: std::ops::RangeInclusive<f32> = 0.02..=0.2;
/// How long changes are collected before they are written.
const WRITE_AFTER: Duration = Duration::from_secs(1);

/// Size and place of the window, in points of a text size of 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Width and height of the inside.
    pub size: [f32; 2],
    /// Top left corner, where the platform tells.
    pub position: Option<[f32; 2]>,
    /// Whether it fills the screen, with its frame.
    pub is_maximised: bool,
}

impl Default for WindowPlace {
    fn default() -> Self {
        Self { size: [1280.0, 800.0], position: None, is_maximised: false }
    }
}

/// Everything worth remembering.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Format of the file; see [`FORMAT`].
    pub format: u32,
    /// The window.
    pub window: WindowPlace,
    /// Language of the window; that of the system if `None`, also where a file names one that there is not.
    #[serde(deserialize_with = "known_language")]
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Size of text and controls, in per cent, one of [`TEXT_SIZES`].
    pub text_size: u32,
    /// Whether things move.
    pub motion: Motion,
    /// The place that is open.
    pub tab: Tab,
    /// Pen width, as a share of the canvas side, in [`PEN_WIDTHS`].
    pub pen_width: f32,
    /// Everything else about the canvas.
    pub canvas: CanvasOptions,
    /// How many digits the canvas is expected to hold.
    pub expected: Expected,
    /// The current model as a person would name it: a bundled identifier or a path; the bundled default if `None`.
    pub model: Option<String>,
    /// When an answer counts, where that is not left to the model.
    pub thresholds: ChosenThresholds,
    /// Settings of the next run.
    pub train: Setup,
    /// How their panel stands.
    pub train_panel: PanelMemory,
    /// What is watched in the Train tab.
    pub train_view: TrainView,
    /// How its plots are drawn.
    pub plots: PlotSettings,
    /// How runs are laid over each other.
    pub overlay: OverlaySettings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: FORMAT,
            window: WindowPlace::default(),
            language: None,
            theme: ThemeChoice::default(),
            text_size: 100,
            motion: Motion::default(),
            tab: Tab::default(),
            pen_width: DEFAULT_PEN_WIDTH,
            canvas: CanvasOptions::default(),
            expected: Expected::default(),
            model: None,
            thresholds: ChosenThresholds::default(),
            train: Setup::default(),
            train_panel: PanelMemory::default(),
            train_view: TrainView::default(),
            plots: PlotSettings::default(),
            overlay: OverlaySettings::default(),
        }
    }
}

impl Settings {
    /// Makes the tool in use wider or narrower by so many canvas sides.
    pub fn change_width(&mut self, by: f32) {
        match self.canvas.tool {
            Tool::Pen | Tool::Transform => {
                self.pen_width = (self.pen_width + by).clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end());
            }
            Tool::Eraser | Tool::AreaEraser => {
                let width = self.canvas.eraser_width + by;
                self.canvas.eraser_width = width.clamp(*ERASER_WIDTHS.start(), *ERASER_WIDTHS.end());
            }
        }
    }

    /// The same with every number brought into its range, since a file can hold anything.
    #[must_use]
    fn in_range(mut self) -> Self {
        let default = Self::default();
        if !self.pen_width.is_finite() {
            self.pen_width = default.pen_width;
        }
        self.pen_width = self.pen_width.clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end());
        self.canvas = self.canvas.in_range();
        self.thresholds = self.thresholds.in_range();
        let nearest = TEXT_SIZES.into_iter().min_by_key(|size| size.abs_diff(self.text_size));
        self.text_size = nearest.unwrap_or(default.text_size);
        if !self.window.size.iter().all(|side| (200.0..=20_000.0).contains(side)) {
            self.window.size = default.window.size;
        }
        self.window.position =
            self.window.position.filter(|place| place.iter().all(|x| (-20_000.0..=20_000.0).contains(x)));
        self
    }
}

/// The language with this tag, if there is one.
fn known_language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Language>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.as_deref().and_then(Language::from_tag))
}

/// Whether the settings may be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Writable,
    /// The file could not be understood; it is left as it is.
    LeftAlone,
}

/// The settings file.
pub struct SettingsFile {
    path: std::path::PathBuf,
    access: Access,
    written: Settings,
    changed_at: Option<Instant>,
}

impl SettingsFile {
    /// Reads the settings; and says why not, if it had to take the defaults instead.
    #[must_use]
    pub fn open(dir: &DataDir) -> (Self, Settings, Option<StoreError>) {
        let path = dir.settings();
        let read = settings::read::<Settings>(&path).and_then(|read| {
            if read.format > FORMAT {
                return Err(StoreError::new(msg!("settings-too-new"), &path));
            }
            Ok(read)
        });
        let (settings, access, error) = match read {
            Ok(read) => (read.in_range(), Access::Writable, None),
            Err(error) => (Settings::default(), Access::LeftAlone, Some(error)),
        };
        (Self { path, access, written: settings.clone(), changed_at: None }, settings, error)
    }

    /// Writes `settings` a moment after they last changed; says in how long to ask again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&mut self, settings: &Settings) -> Result<Option<Duration>, StoreError> {
        if *settings == self.written {
            self.changed_at = None;
            return Ok(None);
        }
        let waited = self.changed_at.get_or_insert_with(Instant::now).elapsed();
        match WRITE_AFTER.checked_sub(waited) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => self.write_now(settings).map(|()| None),
        }
    }

    /// Writes `settings` at once if they changed.
    ///
    /// # Errors
    /// When the file cannot be written; the same settings are not tried again.
    pub fn write_now(&mut self, settings: &Settings) -> Result<(), StoreError> {
        if *settings == self.written || self.access == Access::LeftAlone {
            return Ok(());
        }
        self.written = settings.clone();
        self.changed_at = None;
        settings::write(&self.path, settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_written_as_its_tag_and_an_unknown_one_is_that_of_the_system() {
        let settings = Settings { language: Some(Language::Chinese), ..Settings::default() };
        let text = serde_json::to_string(&settings).expect("settings can be written");
        assert!(text.contains(r#""language":"zh-CN""#), "{text}");
        let read = |text: &str| serde_json::from_str::<Settings>(text).expect("settings can be read").language;
        assert_eq!(read(&text), Some(Language::Chinese));
        assert_eq!([read("{}"), read(r#"{"language":null}"#), read(r#"{"language":"xx"}"#)], [None; 3]);
    }

    #[test]
    fn numbers_out_of_range_are_brought_back() {
        let wild = Settings {
            pen_width: f32::NAN,
            text_size: 120,
            window: WindowPlace { size: [f32::INFINITY, 3.0], position: Some([f32::NAN, 0.0]), is_maximised: true },
            ..Settings::default()
        };
        let tamed = wild.in_range();
        assert_eq!((tamed.pen_width, tamed.text_size), (DEFAULT_PEN_WIDTH, 125));
        assert_eq!((tamed.window.size, tamed.window.position), (WindowPlace::default().size, None));
    }
}
