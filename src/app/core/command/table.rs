//! The one table of the commands: words, icon, keys, and the tab in which the keys count.

mod inside;
mod writing;

use egui::{Key, Modifiers};

use super::Command;
use super::info::{CommandInfo, attribute};
use crate::app::core::canvas::command::{CanvasCommand, DrawingChange};
use crate::app::core::evaluation::EvaluationCommand;
use crate::app::core::files::request::Request;
use crate::app::core::icons;
use crate::app::core::methods::MethodCommand;
use crate::app::core::own_digits::OwnDigitsCommand;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::settings::canvas::Tool;
use crate::app::core::settings::look::ThemeChoice;
use crate::app::core::settings::tab::Tab;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::finder::FinderCommand;
use crate::app::core::training::setup_command::SetupCommand;
use crate::data::DIGITS;
use crate::msg;
use crate::text::{Language, Named};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Command {
    /// Its words, icon and keys; [`CommandInfo::internal`] for what is never shown as a command.
    #[must_use]
    pub fn info(&self) -> CommandInfo {
        match self {
            Self::Open(tab) => open(*tab),
            Self::Use(tool) => use_tool(*tool).only_in(Tab::Draw),
            Self::ThickerPen => CommandInfo::of("command-thicker-pen")
                .icon(icons::PLUS)
                .keys(NONE, Key::CloseBracket)
                .keys(NONE, Key::Plus)
                .keys(NONE, Key::Equals)
                .only_in(Tab::Draw),
            Self::ThinnerPen => CommandInfo::of("command-thinner-pen")
                .icon(icons::MINUS)
                .keys(NONE, Key::OpenBracket)
                .keys(NONE, Key::Minus)
                .only_in(Tab::Draw),
            Self::Undo => {
                CommandInfo::of("command-undo").icon(icons::ARROW_U_UP_LEFT).keys(CTRL, Key::Z).only_in(Tab::Draw)
            }
            Self::Redo => CommandInfo::of("command-redo")
                .icon(icons::ARROW_U_UP_RIGHT)
                .keys(CTRL_SHIFT, Key::Z)
                .keys(CTRL, Key::Y)
                .only_in(Tab::Draw),
            Self::Clear => CommandInfo::of("command-clear")
                .icon(icons::TRASH)
                .keys(NONE, Key::Delete)
                .keys(NONE, Key::Backspace)
                .only_in(Tab::Draw),
            Self::Canvas(command) => canvas(*command).only_in(Tab::Draw),
            Self::Inside(command) => inside::info(command),
            Self::Explain(command) => super::explain::info(command).only_in(Tab::Draw),
            Self::OwnDigits(command) => own_digits(*command),
            Self::ToggleLiveReading => {
                CommandInfo::of("command-read-with-the-weights-being-trained").icon(icons::LIGHTNING)
            }
            Self::Ask(request) => ask(request),
            Self::UseMnist => CommandInfo::of("command-back-to-mnist").icon(icons::DATABASE),
            Self::StopOpening => CommandInfo::of("command-stop-opening").icon(icons::X),
            Self::OpenImagesAgain => CommandInfo::of("command-open-the-images-again").icon(icons::ARROWS_CLOCKWISE),
            Self::Train(command) => train(*command),
            Self::Method(command) => method(*command),
            Self::Setup(command) => setup(*command),
            Self::FindRate(command) => find_rate(*command),
            Self::Watch(view) => watch(*view),
            Self::Runs(command) => runs(command),
            Self::Evaluate(command) => evaluate(*command),
            Self::Writing(command) => writing::info(command).only_in(Tab::Write),
            Self::UseLanguage(language) => use_language(*language),
            Self::UseTheme(choice) => use_theme(*choice),
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
            Self::ToggleMotion => CommandInfo::of("command-reduce-motion").icon(icons::WAVE_SINE),
            Self::ToggleFullScreen => {
                CommandInfo::of("command-full-screen").icon(icons::CORNERS_OUT).keys(NONE, Key::F11)
            }
            Self::TogglePalette => CommandInfo::of("command-all-commands").icon(icons::COMMAND).keys(CTRL, Key::K),
            Self::ToggleHelp => CommandInfo::of("command-help").icon(icons::BOOK_OPEN).keys(NONE, Key::F1),
            Self::Hand(_)
            | Self::Edit(_)
            | Self::Window(_)
            | Self::Answer(_)
            | Self::StopAsking
            | Self::Drop(_)
            | Self::PasteText(_)
            | Self::PastePicture(..)
            | Self::Notices(_)
            | Self::UseModel(_)
            | Self::ShowRun(_)
            | Self::Keep(_)
            | Self::Change(_)
            | Self::TextSize(_) => CommandInfo::internal(),
        }
    }
}

fn method(command: MethodCommand) -> CommandInfo {
    match command {
        MethodCommand::Start => CommandInfo::of("method-train").icon(icons::PLAY),
        MethodCommand::Stop => CommandInfo::of("method-stop").icon(icons::STOP),
        MethodCommand::Use(_) | MethodCommand::Save(_) => CommandInfo::internal(),
    }
}

fn open(tab: Tab) -> CommandInfo {
    CommandInfo::new(msg!("command-go-to", tab = tab.name()), attribute(tab.key(), "help"))
        .icon(tab.icon())
        .keys(CTRL, tab.shortcut_key())
}

fn use_tool(tool: Tool) -> CommandInfo {
    let (icon, key) = match tool {
        Tool::Pen => (icons::PEN, Key::P),
        Tool::Eraser => (icons::ERASER, Key::E),
        Tool::AreaEraser => (icons::CIRCLE_DASHED, Key::A),
        Tool::Transform => (icons::BOUNDING_BOX, Key::T),
    };
    CommandInfo::named(&tool).icon(icon).keys(NONE, key)
}

fn canvas(command: CanvasCommand) -> CommandInfo {
    match command {
        CanvasCommand::Change(change) => change_drawing(change),
        CanvasCommand::Replay => CommandInfo::of("canvas-replay").icon(icons::FILM_STRIP).keys(NONE, Key::R),
        CanvasCommand::PlayPause => CommandInfo::of("canvas-play-pause").icon(icons::PLAY).keys(NONE, Key::Space),
        CanvasCommand::ToggleGrid => CommandInfo::of("canvas-grid").icon(icons::GRID_NINE).keys(NONE, Key::G),
        CanvasCommand::ToggleSteps => CommandInfo::of("canvas-steps").icon(icons::STEPS).keys(NONE, Key::N),
        CanvasCommand::AllSteps => CommandInfo::of("canvas-all-steps").icon(icons::ARROW_COUNTER_CLOCKWISE),
        CanvasCommand::Example(digit) => {
            CommandInfo::new(msg!("canvas-trace", digit = digit), msg!("canvas-trace.help")).icon(icons::SIGNATURE)
        }
        CanvasCommand::TogglePressure => CommandInfo::of("canvas-pressure").icon(icons::PEN_NIB),
        CanvasCommand::Export(form) => CommandInfo::named(&form).icon(form.icon()),
        CanvasCommand::CopyPicture => CommandInfo::of("canvas-copy-picture").icon(icons::COPY),
        CanvasCommand::CopyInk => CommandInfo::of("canvas-copy-ink").icon(icons::CLIPBOARD_TEXT),
        CanvasCommand::Paste => CommandInfo::of("canvas-paste").icon(icons::CLIPBOARD),
        CanvasCommand::LeaveOut(_)
        | CanvasCommand::Point(_)
        | CanvasCommand::Choose(_)
        | CanvasCommand::GoTo(_)
        | CanvasCommand::Advance { .. }
        | CanvasCommand::Speed(_) => CommandInfo::internal(),
    }
}

fn change_drawing(change: DrawingChange) -> CommandInfo {
    let (icon, modifiers, key) = match change {
        DrawingChange::Left => (icons::ARROW_LEFT, NONE, Key::ArrowLeft),
        DrawingChange::Right => (icons::ARROW_RIGHT, NONE, Key::ArrowRight),
        DrawingChange::Up => (icons::ARROW_UP, NONE, Key::ArrowUp),
        DrawingChange::Down => (icons::ARROW_DOWN, NONE, Key::ArrowDown),
        DrawingChange::Larger => (icons::ARROWS_OUT, SHIFT, Key::ArrowUp),
        DrawingChange::Smaller => (icons::ARROWS_IN, SHIFT, Key::ArrowDown),
        DrawingChange::TurnLeft => (icons::ARROW_COUNTER_CLOCKWISE, SHIFT, Key::ArrowLeft),
        DrawingChange::TurnRight => (icons::ARROW_CLOCKWISE, SHIFT, Key::ArrowRight),
        DrawingChange::Thicken => (icons::PLUS, ALT, Key::ArrowUp),
        DrawingChange::Thin => (icons::MINUS, ALT, Key::ArrowDown),
    };
    CommandInfo::named(&change).icon(icon).keys(modifiers, key)
}

fn own_digits(command: OwnDigitsCommand) -> CommandInfo {
    const KEYS: [Key; DIGITS] =
        [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    match command {
        OwnDigitsCommand::Keep(digit) => {
            let (label, help) =
                (msg!("own-digits-keep", digit = digit.name()), msg!("own-digits-keep.help", digit = digit.name()));
            let info = CommandInfo::new(label, help).icon(icons::TAG).only_in(Tab::Draw);
            match digit.as_digit().and_then(|digit| KEYS.get(usize::from(digit))) {
                Some(&key) => info.keys(NONE, key),
                None => info,
            }
        }
        OwnDigitsCommand::Remove(_) => CommandInfo::internal(),
        OwnDigitsCommand::BringBack => {
            CommandInfo::of("own-digits-bring-the-digit-back").icon(icons::ARROW_COUNTER_CLOCKWISE)
        }
        OwnDigitsCommand::TeachWriter => CommandInfo::of("own-digits-teach-the-writer").icon(icons::GRADUATION_CAP),
        OwnDigitsCommand::Teach => CommandInfo::of("own-digits-teach-the-model-my-digits").icon(icons::GRADUATION_CAP),
    }
}

fn ask(request: &Request) -> CommandInfo {
    match request {
        Request::OpenModel => CommandInfo::of("file-open-a-model-file").icon(icons::FOLDER_OPEN).keys(CTRL, Key::O),
        Request::SaveModel => CommandInfo::of("file-save-the-model-as").icon(icons::FLOPPY_DISK).keys(CTRL, Key::S),
        Request::OpenPicture => CommandInfo::of("file-read-a-picture").icon(icons::IMAGE),
        Request::OpenSettings => CommandInfo::of("file-open-training-settings").icon(icons::FOLDER_OPEN),
        Request::SaveSettings => CommandInfo::of("file-save-training-settings").icon(icons::FLOPPY_DISK),
        Request::OpenData => CommandInfo::of("file-open-a-folder-of-images").icon(icons::IMAGES),
        Request::OpenInk => CommandInfo::of("file-train-on-my-own-digits").icon(icons::PENCIL_SIMPLE),
        Request::MixData => CommandInfo::of("file-mix-a-folder-of-images-in").icon(icons::IMAGES),
        Request::MixInk => CommandInfo::of("file-mix-my-own-digits-in").icon(icons::PENCIL_SIMPLE),
        // Asked by the commands of the canvas and of the runs, which have the words.
        Request::SaveDrawing(_)
        | Request::SaveInside(_)
        | Request::SaveWriting(_)
        | Request::CompareInk(_)
        | Request::ExportRun(..) => CommandInfo::internal(),
    }
}

fn train(command: TrainCommand) -> CommandInfo {
    match command {
        TrainCommand::Start => CommandInfo::of("training-start-training").icon(icons::PLAY).keys(CTRL, Key::Enter),
        TrainCommand::TogglePause => {
            CommandInfo::of("training-pause-or-resume-training").icon(icons::PAUSE).keys(CTRL, Key::Space)
        }
        TrainCommand::Step => CommandInfo::of("training-train-one-step").icon(icons::SKIP_FORWARD).keys(NONE, Key::F10),
        TrainCommand::Stop => CommandInfo::of("training-stop-training").icon(icons::STOP).keys(CTRL, Key::Period),
        TrainCommand::Abandon => CommandInfo::of("training-stop-and-delete").icon(icons::TRASH),
        TrainCommand::Use => CommandInfo::of("training-use-the-trained-model").icon(icons::CHECK),
        TrainCommand::Save => CommandInfo::of("training-save-the-trained-model").icon(icons::FLOPPY_DISK),
        TrainCommand::Delete => CommandInfo::of("training-delete-the-run").icon(icons::TRASH),
    }
}

fn setup(command: SetupCommand) -> CommandInfo {
    match command {
        SetupCommand::Defaults => CommandInfo::of("setup-defaults").icon(icons::ARROW_COUNTER_CLOCKWISE),
        SetupCommand::Use(preset) => {
            CommandInfo::new(msg!("setup-lesson", lesson = preset.name()), attribute(preset.key(), "help"))
                .icon(icons::GRADUATION_CAP)
        }
        SetupCommand::Back => CommandInfo::of("setup-back").icon(icons::ARROW_U_UP_LEFT),
        SetupCommand::Explain => CommandInfo::of("setup-explain").icon(icons::QUESTION),
    }
}

fn find_rate(command: FinderCommand) -> CommandInfo {
    match command {
        FinderCommand::Start => CommandInfo::of("finder-find-a-learning-rate").icon(icons::GAUGE),
        FinderCommand::Cancel => CommandInfo::of("finder-cancel-finding-a-rate").icon(icons::X),
    }
}

fn watch(view: TrainView) -> CommandInfo {
    let label = attribute(view.key(), "command");
    CommandInfo::new(label, attribute(view.key(), "help")).icon(view.icon()).keys(ALT, view.shortcut_key())
}

fn runs(command: &RunsCommand) -> CommandInfo {
    match command {
        RunsCommand::Renew => CommandInfo::of("runs-look-for-runs-again").icon(icons::ARROWS_CLOCKWISE),
        RunsCommand::Open(_) => CommandInfo::of("runs-open-the-run"),
        RunsCommand::Tick(_) => CommandInfo::of("runs-overlay-the-run"),
        RunsCommand::UntickAll => CommandInfo::of("runs-overlay-none").icon(icons::X),
        RunsCommand::Delete(_) => CommandInfo::of("runs-delete").icon(icons::TRASH),
        RunsCommand::Restore => CommandInfo::of("runs-bring-the-deleted-run-back").icon(icons::ARROW_COUNTER_CLOCKWISE),
        RunsCommand::Resume(_) => CommandInfo::of("runs-resume").icon(icons::PLAY),
        RunsCommand::KeepBest(_) => CommandInfo::of("runs-keep-best").icon(icons::CHECK),
        RunsCommand::UseSettings(_) => CommandInfo::of("runs-use-these-settings").icon(icons::SLIDERS_HORIZONTAL),
        RunsCommand::UseModel(_) => CommandInfo::of("runs-use-this-model").icon(icons::CPU),
        RunsCommand::SaveModel(_) => CommandInfo::of("runs-save-as-a-model").icon(icons::FLOPPY_DISK),
        RunsCommand::Compare(_) => CommandInfo::of("runs-compare-before-and-after").icon(icons::SWAP),
        RunsCommand::CompareOwn(_) => CommandInfo::of("runs-compare-on-your-own-digits").icon(icons::PENCIL_SIMPLE),
        RunsCommand::CancelComparing => CommandInfo::of("runs-cancel").icon(icons::X),
        RunsCommand::Search(_) | RunsCommand::EditName(_) | RunsCommand::Rename(..) | RunsCommand::Export(..) => {
            CommandInfo::internal()
        }
    }
}

fn evaluate(command: EvaluationCommand) -> CommandInfo {
    match command {
        EvaluationCommand::Start => CommandInfo::of("evaluation-read-the-test-images").icon(icons::MAGNIFYING_GLASS),
        EvaluationCommand::Cancel => CommandInfo::of("evaluation-cancel-reading-the-test-images").icon(icons::X),
        EvaluationCommand::ClearFilter => CommandInfo::of("evaluation-show-all-errors").icon(icons::FUNNEL),
        EvaluationCommand::StartIfQuick
        | EvaluationCommand::FilterBy(_)
        | EvaluationCommand::OrderBy(_)
        | EvaluationCommand::ShowSheet(_)
        | EvaluationCommand::Select(_)
        | EvaluationCommand::Walk(_) => CommandInfo::internal(),
    }
}

/// A language is called by its own name in every language, so that whoever cannot read the window finds the way back.
fn use_language(language: Option<Language>) -> CommandInfo {
    let label = match language {
        Some(language) => msg!("use-language", own_name = language.own_name()),
        None => msg!("use-language-of-system"),
    };
    CommandInfo::new(label, msg!("use-language.help")).icon(icons::TEXT_AA)
}

fn use_theme(choice: ThemeChoice) -> CommandInfo {
    let (key, icon) = match choice {
        ThemeChoice::System => ("command-theme-system", icons::CIRCLE_HALF),
        ThemeChoice::Light => ("command-theme-light", icons::SUN),
        ThemeChoice::Dark => ("command-theme-dark", icons::MOON),
    };
    CommandInfo::of(key).icon(icon)
}
