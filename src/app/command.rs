//! Everything a person can ask of the window: words, shortcut and when it makes sense. Buttons, menus, shortcuts, the
//! palette and the tests share this one definition; `App::run_command` does it.

use std::borrow::Cow;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::evaluation::EvaluationCommand;
use super::files::Request;
use super::icons;
use super::own_digits::OwnDigitsCommand;
use super::runs::RunsCommand;
use super::settings::{TEXT_SIZES, ThemeChoice};
use super::state::State;
use super::tabs::Tab;
use super::tabs::draw::Tool;
use super::tabs::draw::commands::CanvasCommand;
use super::tabs::train::views::TrainView;
use super::training::{FinderCommand, SetupCommand, TrainCommand};
use crate::train::Change;

/// Words and keys of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// What it is called, in menus and in the palette.
    pub label: Cow<'static, str>,
    /// What it does, in one sentence without a full stop.
    pub tooltip: Cow<'static, str>,
    /// Its icon.
    pub icon: Option<&'static str>,
    /// The keys that run it, the one to show first.
    pub shortcuts: Vec<KeyboardShortcut>,
}

impl About {
    /// Without icon and shortcut.
    pub fn new(label: impl Into<Cow<'static, str>>, tooltip: impl Into<Cow<'static, str>>) -> Self {
        Self { label: label.into(), tooltip: tooltip.into(), icon: None, shortcuts: Vec::new() }
    }

    /// With an icon.
    #[must_use]
    pub fn icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With one more shortcut.
    #[must_use]
    pub fn keys(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.shortcuts.push(KeyboardShortcut::new(modifiers, key));
        self
    }
}

/// A wish of the person at the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Open a place.
    Open(Tab),
    /// Draw with the pen or the eraser.
    Use(Tool),
    /// Something about the drawing as a whole.
    Canvas(CanvasCommand),
    /// Something about the person's own digits.
    OwnDigits(OwnDigitsCommand),
    /// A thicker pen.
    ThickerPen,
    /// A thinner pen.
    ThinnerPen,
    /// Take the last stroke back.
    Undo,
    /// Draw it again.
    Redo,
    /// A blank canvas.
    Clear,
    /// Read with the weights being trained, or with the current model again.
    ToggleLiveReading,
    /// Ask for a file.
    Ask(Request),
    /// The MNIST inside the program again.
    UseMnist,
    /// Try once more to open the images that the settings name.
    OpenImagesAgain,
    /// Load and use a model: a bundled identifier or a path.
    UseModel(String),
    /// Something about the run.
    Train(TrainCommand),
    /// A new value of a setting of the run under way.
    Change(Change),
    /// Something about the settings of the next run.
    Setup(SetupCommand),
    /// Something about the search for a learning rate.
    FindRate(FinderCommand),
    /// Open a view of the Train tab.
    Watch(TrainView),
    /// Something about the runs on the disk.
    Runs(RunsCommand),
    /// Something about the evaluation.
    Evaluate(EvaluationCommand),
    /// Light or dark.
    UseTheme(ThemeChoice),
    /// The next larger text size.
    LargerText,
    /// The next smaller text size.
    SmallerText,
    /// A text size, in per cent.
    TextSize(u32),
    /// Let things move, or not.
    ToggleMotion,
    /// Fill the screen, or not.
    ToggleFullScreen,
    /// Open or close the palette.
    TogglePalette,
}

impl Command {
    /// Every command the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        let mut all: Vec<Self> = Tab::ALL.into_iter().map(Self::Open).collect();
        all.extend(Tool::ALL.into_iter().map(Self::Use));
        all.extend([Self::Undo, Self::Redo, Self::Clear, Self::ThickerPen, Self::ThinnerPen, Self::ToggleLiveReading]);
        all.extend(CanvasCommand::all().into_iter().map(Self::Canvas));
        all.extend(OwnDigitsCommand::palette().into_iter().map(Self::OwnDigits));
        all.extend(TrainCommand::ALL.into_iter().map(Self::Train));
        all.extend(SetupCommand::all().into_iter().map(Self::Setup));
        all.extend(FinderCommand::ALL.into_iter().map(Self::FindRate));
        all.extend(TrainView::ALL.into_iter().map(Self::Watch));
        all.extend(RunsCommand::PALETTE.into_iter().map(Self::Runs));
        all.extend(EvaluationCommand::ALL.into_iter().map(Self::Evaluate));
        let requests = [
            Request::OpenModel,
            Request::SaveModel,
            Request::OpenPicture,
            Request::OpenData,
            Request::OpenInk,
            Request::MixData,
            Request::MixInk,
            Request::OpenSettings,
            Request::SaveSettings,
        ];
        all.extend(requests.into_iter().map(Self::Ask));
        all.extend([Self::UseMnist, Self::OpenImagesAgain]);
        all.extend(ThemeChoice::ALL.into_iter().map(Self::UseTheme));
        all.extend([Self::LargerText, Self::SmallerText, Self::TextSize(100)]);
        all.extend([Self::ToggleMotion, Self::ToggleFullScreen, Self::TogglePalette]);
        all
    }

    /// Its words and keys.
    #[must_use]
    pub fn about(&self) -> About {
        const NONE: Modifiers = Modifiers::NONE;
        const CTRL: Modifiers = Modifiers::COMMAND;
        const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            Self::Open(tab) => {
                About::new(format!("Go to {}", tab.title()), tab.tooltip()).icon(tab.icon()).keys(CTRL, tab.key())
            }
            Self::Use(tool) => tool.about(),
            Self::Canvas(command) => command.about(),
            Self::OwnDigits(command) => command.about(),
            Self::ThickerPen => About::new("Thicker pen", "Draw thicker strokes, or erase more at once")
                .icon(icons::PLUS)
                .keys(NONE, Key::CloseBracket)
                .keys(NONE, Key::Plus)
                .keys(NONE, Key::Equals),
            Self::ThinnerPen => About::new("Thinner pen", "Draw thinner strokes, or erase less at once")
                .icon(icons::MINUS)
                .keys(NONE, Key::OpenBracket)
                .keys(NONE, Key::Minus),
            Self::Undo => {
                About::new("Undo", "Take the last stroke back").icon(icons::ARROW_U_UP_LEFT).keys(CTRL, Key::Z)
            }
            Self::Redo => About::new("Redo", "Draw it again")
                .icon(icons::ARROW_U_UP_RIGHT)
                .keys(CTRL_SHIFT, Key::Z)
                .keys(CTRL, Key::Y),
            Self::Clear => About::new("Clear", "A blank canvas; undo brings the drawing back")
                .icon(icons::TRASH)
                .keys(NONE, Key::Delete)
                .keys(NONE, Key::Backspace),
            Self::ToggleLiveReading => About::new(
                "Read with the weights being trained",
                "Let the canvas read with the network as it is being trained, instead of the current model",
            )
            .icon(icons::LIGHTNING),
            Self::Ask(request) => request.about(),
            Self::UseMnist => {
                About::new("Back to MNIST", "Train and test on the images inside the program").icon(icons::DATABASE)
            }
            Self::OpenImagesAgain => {
                About::new("Open the images again", "Try once more to open the images that the settings name")
                    .icon(icons::ARROWS_CLOCKWISE)
            }
            Self::UseModel(name) => About::new(format!("Use {name}"), "Make this the current model").icon(icons::CPU),
            Self::Train(command) => command.about(),
            Self::Change(change) => About::new(change.to_string(), "Change the run under way, from its next step on"),
            Self::Setup(command) => command.about(),
            Self::FindRate(command) => command.about(),
            Self::Watch(view) => About::new(format!("Show {}", view.title().to_lowercase()), view.description())
                .icon(view.icon())
                .keys(Modifiers::ALT, view.key()),
            Self::Runs(command) => command.about(),
            Self::Evaluate(command) => command.about(),
            Self::UseTheme(choice) => {
                let (label, tooltip, icon) = match choice {
                    ThemeChoice::System => ("System theme", "Light or dark as the desktop has it", icons::CIRCLE_HALF),
                    ThemeChoice::Light => ("Light theme", "Ink on paper", icons::SUN),
                    ThemeChoice::Dark => ("Dark theme", "Chalk on slate", icons::MOON),
                };
                About::new(label, tooltip).icon(icon)
            }
            Self::LargerText => About::new("Larger text", "Make text and controls larger")
                .icon(icons::MAGNIFYING_GLASS_PLUS)
                .keys(CTRL, Key::Plus)
                .keys(CTRL, Key::Equals),
            Self::SmallerText => About::new("Smaller text", "Make text and controls smaller")
                .icon(icons::MAGNIFYING_GLASS_MINUS)
                .keys(CTRL, Key::Minus),
            Self::TextSize(100) => {
                About::new("Normal text size", "Text and controls at 100 %").icon(icons::TEXT_AA).keys(CTRL, Key::Num0)
            }
            Self::TextSize(size) => About::new(format!("{size} %"), "Size of text and controls").icon(icons::TEXT_AA),
            Self::ToggleMotion => {
                About::new("Reduce motion", "Let bars and panels be where they go at once, without moving")
                    .icon(icons::WAVE_SINE)
            }
            Self::ToggleFullScreen => {
                About::new("Full screen", "Fill the screen, or go back").icon(icons::CORNERS_OUT).keys(NONE, Key::F11)
            }
            Self::TogglePalette => {
                About::new("All commands", "Find and run any command by its name").icon(icons::LIST).keys(CTRL, Key::K)
            }
        }
    }

    /// Whether it makes sense now.
    #[must_use]
    pub fn is_enabled(&self, state: &State) -> bool {
        let draw = &state.tabs.draw;
        match self {
            Self::Undo => draw.drawing.can_undo(),
            Self::Redo => draw.drawing.can_redo(),
            Self::Clear => !draw.drawing.is_empty() || draw.picture.is_some(),
            Self::Canvas(command) => command.is_enabled(draw),
            Self::OwnDigits(command) => state.own_digits.can(*command, draw),
            Self::ToggleLiveReading => state.training.live().is_some(),
            Self::Ask(Request::SaveModel) => state.shared.current.is_some(),
            Self::Ask(Request::SaveDrawing(form)) => CanvasCommand::Export(*form).is_enabled(draw),
            Self::Train(command) => state.training.can(*command, &state.shared),
            Self::Change(_) => state.training.live_run().is_some(),
            Self::OpenImagesAgain => state.shared.data_fault.is_some(),
            Self::Setup(command) => state.tabs.train.setup.can(*command),
            Self::FindRate(command) => state.training.can_find(*command, &state.shared),
            Self::Runs(command) => state.runs.can(command, &state.shared, &state.training),
            Self::Evaluate(command) => state.evaluation.can(*command, &state.shared),
            Self::LargerText => TEXT_SIZES.last() != Some(&state.settings.text_size),
            Self::SmallerText => TEXT_SIZES.first() != Some(&state.settings.text_size),
            Self::Open(_)
            | Self::Use(_)
            | Self::Watch(_)
            | Self::ThickerPen
            | Self::ThinnerPen
            | Self::Ask(
                Request::OpenModel
                | Request::OpenData
                | Request::OpenInk
                | Request::MixData
                | Request::MixInk
                | Request::OpenPicture
                | Request::OpenSettings
                | Request::SaveSettings
                | Request::ExportRun(_)
                | Request::CompareInk,
            )
            | Self::UseMnist
            | Self::UseModel(_)
            | Self::UseTheme(_)
            | Self::TextSize(_)
            | Self::ToggleMotion
            | Self::ToggleFullScreen
            | Self::TogglePalette => true,
        }
    }

    /// The only place where its keys count; everywhere if `None`.
    #[must_use]
    pub fn home(&self) -> Option<Tab> {
        match self {
            Self::Use(_)
            | Self::Canvas(_)
            | Self::OwnDigits(OwnDigitsCommand::Keep(_) | OwnDigitsCommand::Remove(_))
            | Self::ThickerPen
            | Self::ThinnerPen
            | Self::Undo
            | Self::Redo
            | Self::Clear => Some(Tab::Draw),
            Self::Open(_)
            | Self::OwnDigits(OwnDigitsCommand::BringBack | OwnDigitsCommand::Teach)
            | Self::FindRate(_)
            | Self::Watch(_)
            | Self::ToggleLiveReading
            | Self::Ask(_)
            | Self::UseMnist
            | Self::OpenImagesAgain
            | Self::UseModel(_)
            | Self::Train(_)
            | Self::Change(_)
            | Self::Setup(_)
            | Self::Runs(_)
            | Self::Evaluate(_)
            | Self::UseTheme(_)
            | Self::LargerText
            | Self::SmallerText
            | Self::TextSize(_)
            | Self::ToggleMotion
            | Self::ToggleFullScreen
            | Self::TogglePalette => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut_or_a_name() {
        let mut keys = BTreeMap::new();
        let mut names = BTreeMap::new();
        for command in Command::palette() {
            let about = command.about();
            assert!(!about.label.is_empty() && !about.tooltip.ends_with('.'), "{command:?}");
            assert_eq!(names.insert(about.label.to_string(), command.clone()), None);
            for shortcut in about.shortcuts {
                let other = keys.insert(format!("{shortcut:?}"), command.clone());
                assert_eq!(other, None, "{command:?} has the keys of another command: {shortcut:?}");
            }
        }
    }
}
