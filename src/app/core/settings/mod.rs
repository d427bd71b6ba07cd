//! What the window remembers between two starts, and when it is written.

pub mod axis;
pub mod canvas;
pub mod compared;
pub mod expected;
pub mod inside;
pub mod look;
pub mod metric;
pub mod overlay;
pub mod panel;
pub mod plots;
pub mod setup;
pub mod tab;
pub mod thresholds;
pub mod train_view;
pub mod writing;

use std::time::{Duration, Instant};

use serde::{Deserialize, Deserializer, Serialize};

use crate::ink::DEFAULT_PEN_WIDTH;
use crate::methods::MethodConfig;
use crate::store::folders::DataDir;
use crate::store::settings::{WhileHeld, Written};
use crate::store::{StoreError, settings};
use crate::text::Language;
use canvas::{CanvasOptions, ERASER_WIDTHS, Tool};
use expected::Expected;
use inside::InsideOptions;
use look::{Motion, ThemeChoice};
use overlay::OverlaySettings;
use panel::PanelMemory;
use plots::PlotSettings;
use setup::Setup;
use tab::Tab;
use thresholds::ChosenThresholds;
use train_view::TrainView;
use writing::WritingSettings;

/// Newest format of the settings file that this program understands.
pub const FORMAT: u32 = 1;
/// Text sizes, in per cent.
pub const TEXT_SIZES: [u32; 9] = [75, 90, 100, 110, 125, 150, 200, 250, 300];
/// Thinnest and thickest pen, as shares of the canvas side.
pub const PEN_WIDTHS: std::ops::RangeInclusive<f32> = 0.02..=0.2;
/// How long changes are collected before they are written.
const WRITE_AFTER: Duration = Duration::from_secs(1);
/// How long until it is tried again while another window writes.
const AGAIN_AFTER: Duration = Duration::from_millis(50);

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
    /// What is seen of the network's inside.
    pub inside: InsideOptions,
    /// The current model as a person would name it: a bundled identifier or a path; the bundled default if `None`.
    pub model: Option<String>,
    /// When an answer counts, where that is not left to the model.
    pub thresholds: ChosenThresholds,
    /// Settings of the next run.
    pub train: Setup,
    /// The next method that is no network, and its settings.
    pub methods: MethodConfig,
    /// How their panel stands.
    pub train_panel: PanelMemory,
    /// What is watched in the Train tab.
    pub train_view: TrainView,
    /// How its plots are drawn.
    pub plots: PlotSettings,
    /// How runs are laid over each other.
    pub overlay: OverlaySettings,
    /// How digits are written.
    pub writing: WritingSettings,
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
            inside: InsideOptions::default(),
            model: None,
            thresholds: ChosenThresholds::default(),
            train: Setup::default(),
            methods: MethodConfig::default(),
            train_panel: PanelMemory::default(),
            train_view: TrainView::default(),
            plots: PlotSettings::default(),
            overlay: OverlaySettings::default(),
            writing: WritingSettings::default(),
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
        self.writing = self.writing.in_range();
        self.methods = self.methods.in_range();
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
    /// As this window last read or wrote them.
    written: Settings,
    /// What could not be written.
    given_up: Option<Settings>,
    changed_at: Option<Instant>,
}

impl SettingsFile {
    /// Reads the settings; and says why not, if it had to take the defaults instead.
    #[must_use]
    pub fn open(dir: &DataDir) -> (Self, Settings, Option<StoreError>) {
        let path = dir.settings();
        let (settings, access, error) = match settings::read::<Settings>(&path) {
            Ok(read) => (read.in_range(), Access::Writable, None),
            Err(error) => (Settings::default(), Access::LeftAlone, Some(error)),
        };
        (Self { path, access, written: settings.clone(), given_up: None, changed_at: None }, settings, error)
    }

    /// Writes `settings` a moment after they last changed; says in how long to ask again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&mut self, settings: &Settings) -> Result<Option<Duration>, StoreError> {
        if self.is_kept(settings) {
            self.changed_at = None;
            return Ok(None);
        }
        let waited = self.changed_at.get_or_insert_with(Instant::now).elapsed();
        match WRITE_AFTER.checked_sub(waited) {
            Some(left) if !left.is_zero() => Ok(Some(left)),
            _ => match self.write(settings, WhileHeld::PutOff)? {
                Written::Whole => Ok(None),
                Written::PutOff => Ok(Some(AGAIN_AFTER)),
            },
        }
    }

    /// Writes `settings` at once if they changed.
    ///
    /// # Errors
    /// When the file cannot be written; the same settings are not tried again.
    pub fn write_now(&mut self, settings: &Settings) -> Result<(), StoreError> {
        self.write(settings, WhileHeld::Wait).map(|_| ())
    }

    /// Writes what changed since this window last read or wrote; what other windows on the same folder changed stays.
    fn write(&mut self, settings: &Settings, while_held: WhileHeld) -> Result<Written, StoreError> {
        if self.is_kept(settings) {
            return Ok(Written::Whole);
        }
        let written = settings::write_changes(&self.path, &self.written, settings, while_held);
        match written {
            Ok(Written::PutOff) => return written,
            Ok(Written::Whole) => (self.written, self.given_up) = (settings.clone(), None),
            Err(_) => self.given_up = Some(settings.clone()),
        }
        self.changed_at = None;
        written
    }

    /// Whether there is nothing to write, or no use in trying.
    fn is_kept(&self, settings: &Settings) -> bool {
        *settings == self.written || self.given_up.as_ref() == Some(settings) || self.access == Access::LeftAlone
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
    fn two_windows_on_one_folder_keep_each_others_settings() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir::new(Some(folder.path().to_path_buf()));
        let ((mut one, mut first, _), (mut other, mut second, _)) =
            (SettingsFile::open(&dir), SettingsFile::open(&dir));
        first.theme = ThemeChoice::Dark;
        one.write_now(&first).expect("there is room");
        second.text_size = 150;
        second.canvas.grid = canvas::Grid::Shown;
        other.write_now(&second).expect("there is room");
        first.canvas.example = Some(4);
        first.train.config.epochs = 7;
        one.write_now(&first).expect("there is room");
        second.train.config.batch_size = 32;
        other.write_now(&second).expect("there is room");
        let (_, both, fault) = SettingsFile::open(&dir);
        assert_eq!(fault, None);
        assert_eq!((both.theme, both.text_size), (ThemeChoice::Dark, 150));
        assert_eq!((both.canvas.grid, both.canvas.example), (canvas::Grid::Shown, Some(4)));
        assert_eq!((both.train.config.epochs, both.train.config.batch_size), (7, 32));
    }

    #[test]
    fn a_setting_that_could_not_be_written_is_written_with_the_next_one() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let dir = DataDir::new(Some(folder.path().join("data")));
        let (mut file, mut settings, _) = SettingsFile::open(&dir);
        std::fs::write(&dir.0, b"in the way").expect("there is room");
        settings.theme = ThemeChoice::Dark;
        file.write_now(&settings).expect_err("a file is in the way");
        std::fs::remove_file(&dir.0).expect("it was there");
        settings.text_size = 150;
        file.write_now(&settings).expect("there is room");
        let (_, read, _) = SettingsFile::open(&dir);
        assert_eq!((read.theme, read.text_size), (ThemeChoice::Dark, 150));
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
