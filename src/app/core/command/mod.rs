//! Everything a person can ask of the window. Buttons, menus, shortcuts, the palette and the tests share this one
//! definition. Words, icons and keys stand in `table.rs`, when each makes sense in `enabled.rs`, and what it does in
//! `dispatch.rs`.

pub mod enabled;
mod explain;
pub mod info;
mod table;

use std::path::PathBuf;

use strum::VariantArray as _;

use super::canvas::command::CanvasCommand;
use super::canvas::hand::HandEvent;
use super::evaluation::EvaluationCommand;
use super::explain::command::ExplainCommand;
use super::files::request::{ChosenFile, Request};
use super::inside::command::InsideCommand;
use super::methods::MethodCommand;
use super::notices::NoticesCommand;
use super::own_digits::OwnDigitsCommand;
use super::runs::command::RunsCommand;
use super::settings::Settings;
use super::settings::canvas::Tool;
use super::settings::look::ThemeChoice;
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::training::command::TrainCommand;
use super::training::finder::FinderCommand;
use super::training::run::SavedState;
use super::training::setup_command::SetupCommand;
use super::window_event::WindowEvent;
use super::writing::command::WritingCommand;
use crate::text::Language;
use crate::train::SettingChange;

/// A user command. Those of the palette come first, in its order.
#[derive(Debug, Clone, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(name(CommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum Command {
    /// Open a place.
    Open(Tab),
    /// Draw with the pen or the eraser.
    Use(Tool),
    /// Take the last stroke back.
    Undo,
    /// Draw it again.
    Redo,
    /// A blank canvas.
    Clear,
    /// A thicker pen.
    ThickerPen,
    /// A thinner pen.
    ThinnerPen,
    /// Read with the weights being trained, or with the current model again.
    ToggleLiveReading,
    /// Something about the drawing as a whole.
    Canvas(CanvasCommand),
    /// Something about the inside of the network.
    Inside(InsideCommand),
    /// Something about why it says what it says.
    Explain(ExplainCommand),
    /// Something about the person's own digits.
    OwnDigits(OwnDigitsCommand),
    /// Something about the run.
    Train(TrainCommand),
    /// Something about methods that are no networks.
    Method(MethodCommand),
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
    /// Something about the page that is written.
    Writing(WritingCommand),
    /// Ask for a file.
    Ask(Request),
    /// The picture or ink that is being opened is not wanted any more.
    StopOpening,
    /// The MNIST inside the program again.
    UseMnist,
    /// Try once more to open the images that the settings name.
    OpenImagesAgain,
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
    /// Open or close the page of help.
    ToggleHelp,
    /// What happened to the window itself.
    Window(WindowEvent),
    /// What a hand did on the canvas, each at its time in seconds of the window's clock.
    Hand(Vec<(f64, HandEvent)>),
    /// Other settings in place of those there are.
    Edit(Box<Settings>),
    /// The file that was asked for.
    Answer(ChosenFile),
    /// No file is wanted any more.
    StopAsking,
    /// Open what was dropped on the window.
    Drop(PathBuf),
    /// Read text from the clipboard: ink, or the path of a file.
    PasteText(String),
    /// Read a picture from the clipboard: width and height, and four bytes for each pixel, row by row.
    PastePicture([usize; 2], Vec<u8>),
    /// Something about the messages.
    Notices(NoticesCommand),
    /// Load and use a model: a bundled identifier or a path.
    UseModel(String),
    /// Show this run of the sitting, by its place.
    ShowRun(usize),
    /// What is to become of the result of the run that is shown, as far as it is decided.
    Keep(SavedState),
    /// A new value of a setting of the run under way.
    Change(SettingChange),
}

impl Command {
    /// The file at `path`, for what was asked.
    #[must_use]
    pub fn answer(request: Request, path: PathBuf) -> Self {
        Self::Answer(ChosenFile { request, path })
    }

    /// Every command the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        CommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    /// The commands of this kind that the palette offers; none of what needs an argument that only a place has.
    fn offered(kind: CommandKind) -> Vec<Self> {
        match kind {
            CommandKind::Open => Tab::ALL.iter().copied().map(Self::Open).collect(),
            CommandKind::Use => Tool::ALL.iter().copied().map(Self::Use).collect(),
            CommandKind::Undo => vec![Self::Undo],
            CommandKind::Redo => vec![Self::Redo],
            CommandKind::Clear => vec![Self::Clear],
            CommandKind::ThickerPen => vec![Self::ThickerPen],
            CommandKind::ThinnerPen => vec![Self::ThinnerPen],
            CommandKind::ToggleLiveReading => vec![Self::ToggleLiveReading],
            CommandKind::Canvas => CanvasCommand::palette().into_iter().map(Self::Canvas).collect(),
            CommandKind::Inside => InsideCommand::palette().into_iter().map(Self::Inside).collect(),
            CommandKind::Explain => ExplainCommand::palette().into_iter().map(Self::Explain).collect(),
            CommandKind::OwnDigits => OwnDigitsCommand::palette().into_iter().map(Self::OwnDigits).collect(),
            CommandKind::Train => TrainCommand::ALL.iter().copied().map(Self::Train).collect(),
            CommandKind::Method => MethodCommand::palette().into_iter().map(Self::Method).collect(),
            CommandKind::Setup => SetupCommand::palette().into_iter().map(Self::Setup).collect(),
            CommandKind::FindRate => FinderCommand::ALL.iter().copied().map(Self::FindRate).collect(),
            CommandKind::Watch => TrainView::ALL.iter().copied().map(Self::Watch).collect(),
            CommandKind::Runs => RunsCommand::palette().into_iter().map(Self::Runs).collect(),
            CommandKind::Evaluate => EvaluationCommand::palette().into_iter().map(Self::Evaluate).collect(),
            CommandKind::Writing => WritingCommand::palette().into_iter().map(Self::Writing).collect(),
            CommandKind::Ask => Request::palette().into_iter().map(Self::Ask).collect(),
            CommandKind::StopOpening => vec![Self::StopOpening],
            CommandKind::UseMnist => vec![Self::UseMnist],
            CommandKind::OpenImagesAgain => vec![Self::OpenImagesAgain],
            CommandKind::UseLanguage => {
                let all = Language::ALL.iter().copied().map(|language| Self::UseLanguage(Some(language)));
                std::iter::once(Self::UseLanguage(None)).chain(all).collect()
            }
            CommandKind::UseTheme => ThemeChoice::ALL.iter().copied().map(Self::UseTheme).collect(),
            CommandKind::LargerText => vec![Self::LargerText],
            CommandKind::SmallerText => vec![Self::SmallerText],
            CommandKind::TextSize => vec![Self::TextSize(100)],
            CommandKind::ToggleMotion => vec![Self::ToggleMotion],
            CommandKind::ToggleFullScreen => vec![Self::ToggleFullScreen],
            CommandKind::TogglePalette => vec![Self::TogglePalette],
            CommandKind::ToggleHelp => vec![Self::ToggleHelp],
            CommandKind::Window
            | CommandKind::Hand
            | CommandKind::Edit
            | CommandKind::Answer
            | CommandKind::StopAsking
            | CommandKind::Drop
            | CommandKind::PasteText
            | CommandKind::PastePicture
            | CommandKind::Notices
            | CommandKind::UseModel
            | CommandKind::ShowRun
            | CommandKind::Keep
            | CommandKind::Change => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut_or_a_name() {
        for language in Language::ALL.iter().copied() {
            language.make_current();
            let mut keys = BTreeMap::new();
            let mut names = BTreeMap::new();
            for command in Command::palette() {
                let info = command.info();
                let (label, help) = (info.label.to_string(), info.help.to_string());
                assert!(!label.is_empty() && !help.is_empty(), "{language:?}: {command:?} has no words");
                assert!(!help.ends_with(['.', '。']), "{language:?}: {help}");
                assert_eq!(names.insert(label, command.clone()), None, "{language:?}");
                for shortcut in info.shortcuts {
                    // In a tab of its own a key may mean another thing.
                    for tab in info.scope.map_or(Tab::ALL.to_vec(), |tab| vec![tab]) {
                        let other = keys.insert(format!("{tab:?} {shortcut:?}"), command.clone());
                        assert_eq!(other, None, "{command:?} has the keys of another command: {shortcut:?}");
                    }
                }
            }
        }
        Language::English.make_current();
    }
}
