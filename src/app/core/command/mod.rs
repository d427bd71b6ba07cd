//! Everything a person can ask of the window: words, shortcut and when it makes sense. Buttons, menus, shortcuts, the
//! palette and the tests share this one definition. When each makes sense
//! stands in `enabled.rs`, and what it does in `dispatch.rs`.

pub mod enabled;
pub mod info;

use std::path::PathBuf;

use egui::{Key, Modifiers};

use super::canvas::command::CanvasCommand;
use super::canvas::hand::HandEvent;
use super::evaluation::EvaluationCommand;
use super::files::request::Request;
use super::icons;
use super::notices::NoticesCommand;
use super::own_digits::OwnDigitsCommand;
use super::runs::command::RunsCommand;
use super::settings::Settings;
use super::settings::canvas::Tool;
use super::settings::look::{self, ThemeChoice};
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::training::command::TrainCommand;
use super::training::finder::FinderCommand;
use super::training::run::Kept;
use super::training::setup_command::SetupCommand;
use crate::text::{self, Language, Named, format};
use crate::tr;
use crate::train::Change;
use info::CommandInfo;

/// A wish of the person at the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Open a place.
    Open(Tab),
    /// Draw with the pen or the eraser.
    Use(Tool),
    /// Something about the drawing as a whole.
    Canvas(CanvasCommand),
    /// What a hand did on the canvas, each at its time in seconds of the window's clock.
    Hand(Vec<(f64, HandEvent)>),
    /// Other settings in place of those there are.
    Edit(Box<Settings>),
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
    /// The file that was asked for.
    Answer(Request, PathBuf),
    /// Open what was dropped on the window.
    Drop(PathBuf),
    /// Read text from the clipboard: ink, or the path of a file.
    PasteText(String),
    /// Read a picture from the clipboard: width and height, and four bytes for each pixel, row by row.
    PastePicture([usize; 2], Vec<u8>),
    /// Something about the messages.
    Notices(NoticesCommand),
    /// The MNIST inside the program again.
    UseMnist,
    /// Try once more to open the images that the settings name.
    OpenImagesAgain,
    /// Load and use a model: a bundled identifier or a path.
    UseModel(String),
    /// Something about the run.
    Train(TrainCommand),
    /// Show this run of the sitting, by its place.
    ShowRun(usize),
    /// What is to become of the result of the run that is shown, as far as it is decided.
    Keep(Kept),
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
    /// Speak this language, or that of the system.
    UseLanguage(Option<Language>),
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
        all.push(Self::UseLanguage(None));
        all.extend(Language::ALL.iter().copied().map(|language| Self::UseLanguage(Some(language))));
        all.extend(ThemeChoice::ALL.into_iter().map(Self::UseTheme));
        all.extend([Self::LargerText, Self::SmallerText, Self::TextSize(100)]);
        all.extend([Self::ToggleMotion, Self::ToggleFullScreen, Self::TogglePalette]);
        all
    }

    /// Its words and keys.
    #[must_use]
    pub fn about(&self) -> CommandInfo {
        const NONE: Modifiers = Modifiers::NONE;
        const CTRL: Modifiers = Modifiers::COMMAND;
        const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
        match self {
            Self::Open(tab) => CommandInfo::new(tr!("command-go-to", tab = tab.title()), tab.help())
                .icon(tab.icon())
                .keys(CTRL, tab.shortcut_key()),
            Self::Use(tool) => tool.about(),
            Self::Canvas(command) => command.about(),
            Self::OwnDigits(command) => command.about(),
            Self::ThickerPen => CommandInfo::of("command-thicker-pen")
                .icon(icons::PLUS)
                .keys(NONE, Key::CloseBracket)
                .keys(NONE, Key::Plus)
                .keys(NONE, Key::Equals),
            Self::ThinnerPen => CommandInfo::of("command-thinner-pen")
                .icon(icons::MINUS)
                .keys(NONE, Key::OpenBracket)
                .keys(NONE, Key::Minus),
            Self::Undo => CommandInfo::of("command-undo").icon(icons::ARROW_U_UP_LEFT).keys(CTRL, Key::Z),
            Self::Redo => CommandInfo::of("command-redo")
                .icon(icons::ARROW_U_UP_RIGHT)
                .keys(CTRL_SHIFT, Key::Z)
                .keys(CTRL, Key::Y),
            Self::Clear => {
                CommandInfo::of("command-clear").icon(icons::TRASH).keys(NONE, Key::Delete).keys(NONE, Key::Backspace)
            }
            Self::ToggleLiveReading => {
                CommandInfo::of("command-read-with-the-weights-being-trained").icon(icons::LIGHTNING)
            }
            Self::Ask(request) | Self::Answer(request, _) => request.about(),
            Self::UseMnist => CommandInfo::of("command-back-to-mnist").icon(icons::DATABASE),
            Self::OpenImagesAgain => CommandInfo::of("command-open-the-images-again").icon(icons::ARROWS_CLOCKWISE),
            Self::UseModel(name) => {
                CommandInfo::new(tr!("command-use-model", model = name), tr!("command-use-model.help")).icon(icons::CPU)
            }
            Self::Hand(_) => CommandInfo::of("command-draw"),
            Self::Edit(_) => CommandInfo::of("command-change-the-settings"),
            Self::Drop(_) => CommandInfo::of("command-open-the-file"),
            Self::PasteText(_) | Self::PastePicture(..) => CanvasCommand::Paste.about(),
            Self::Notices(_) => CommandInfo::of("command-read-the-messages"),
            Self::ShowRun(_) => CommandInfo::of("command-show-the-run"),
            Self::Keep(_) => CommandInfo::of("command-name-the-result"),
            Self::Train(command) => command.about(),
            Self::Change(change) => CommandInfo::new(change.to_string(), tr!("command-change-run.help")),
            Self::Setup(command) => command.about(),
            Self::FindRate(command) => command.about(),
            Self::Watch(view) => CommandInfo::new(text::attribute(view.key(), "command"), view.help())
                .icon(view.icon())
                .keys(Modifiers::ALT, view.shortcut_key()),
            Self::Runs(command) => command.about(),
            Self::Evaluate(command) => command.about(),
            Self::UseLanguage(language) => look::language_info(*language),
            Self::UseTheme(choice) => {
                let (key, icon) = match choice {
                    ThemeChoice::System => ("command-theme-system", icons::CIRCLE_HALF),
                    ThemeChoice::Light => ("command-theme-light", icons::SUN),
                    ThemeChoice::Dark => ("command-theme-dark", icons::MOON),
                };
                CommandInfo::of(key).icon(icon)
            }
            Self::LargerText => CommandInfo::of("command-larger-text")
                .icon(icons::MAGNIFYING_GLASS_PLUS)
                .keys(CTRL, Key::Plus)
                .keys(CTRL, Key::Equals),
            Self::SmallerText => {
                CommandInfo::of("command-smaller-text").icon(icons::MAGNIFYING_GLASS_MINUS).keys(CTRL, Key::Minus)
            }
            Self::TextSize(100) => {
                CommandInfo::of("command-normal-text-size").icon(icons::TEXT_AA).keys(CTRL, Key::Num0)
            }
            Self::TextSize(size) => CommandInfo::new(
                format::percent_to(f64::from(*size) / 100.0, 0).to_string(),
                tr!("command-text-size.help"),
            )
            .icon(icons::TEXT_AA),
            Self::ToggleMotion => CommandInfo::of("command-reduce-motion").icon(icons::WAVE_SINE),
            Self::ToggleFullScreen => {
                CommandInfo::of("command-full-screen").icon(icons::CORNERS_OUT).keys(NONE, Key::F11)
            }
            Self::TogglePalette => CommandInfo::of("command-all-commands").icon(icons::LIST).keys(CTRL, Key::K),
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
            | Self::Hand(_)
            | Self::Clear => Some(Tab::Draw),
            Self::Open(_)
            | Self::OwnDigits(OwnDigitsCommand::BringBack | OwnDigitsCommand::Teach)
            | Self::Edit(_)
            | Self::Answer(..)
            | Self::Drop(_)
            | Self::PasteText(_)
            | Self::PastePicture(..)
            | Self::Notices(_)
            | Self::ShowRun(_)
            | Self::Keep(_)
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
            | Self::UseLanguage(_)
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
