//! When a command makes sense.

use super::Command;
use crate::app::core::canvas::Canvas;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::hand::HandEvent;
use crate::app::core::effects::WorkKind;
use crate::app::core::files::request::Request;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::settings::TEXT_SIZES;
use crate::app::core::state::Core;
use crate::ink::normalise::stages::Omitted;

impl Command {
    /// Whether it makes sense now.
    #[must_use]
    pub fn is_enabled(&self, core: &Core) -> bool {
        let canvas = &core.canvas;
        match self {
            // Numbers turn, size and thicken what is drawn.
            Self::Hand(events) => {
                canvas.has_ink() || !events.iter().any(|(_, event)| matches!(event, HandEvent::Numbers(_)))
            }
            Self::Undo => canvas.drawing.can_undo(),
            Self::Redo => canvas.drawing.can_redo(),
            Self::Clear => !canvas.drawing.is_empty() || canvas.picture.is_some(),
            Self::Canvas(CanvasCommand::TogglePressure) => core.shared.platform.tells_pressure,
            Self::Canvas(command) => command.is_enabled(canvas),
            Self::Inside(InsideCommand::LookAtError) => core.evaluation.selected.is_some(),
            Self::Inside(command) => core.inside.can(command, &core.settings),
            Self::Explain(command) => core.explain.can(command, &core.shared),
            Self::OwnDigits(command) => core.own_digits.can(*command, canvas, &core.shared),
            Self::ToggleLiveReading => core.training.live().is_some(),
            Self::Ask(Request::SaveModel) => core.shared.current.is_some(),
            Self::Ask(Request::SaveDrawing(form)) => CanvasCommand::Export(*form).is_enabled(canvas),
            Self::Train(command) => core.training.can(*command, &core.shared),
            Self::Method(command) => core.methods.can(*command, &core.shared),
            Self::Change(_) => core.training.live_run().is_some(),
            Self::StopOpening => core.shared.is_running(&WorkKind::Import),
            Self::OpenImagesAgain => core.shared.data_fault.is_some(),
            Self::Setup(command) => core.setup.can(*command),
            Self::FindRate(command) => core.training.can_find(*command, &core.shared),
            Self::Runs(command) => core.runs.can(command, &core.shared, &core.training),
            Self::Writing(command) => command.is_enabled(&core.writing, canvas, core.own_digits.all().len()),
            Self::Evaluate(command) => core.evaluation.can(*command, &core.shared),
            Self::LargerText => TEXT_SIZES.last() != Some(&core.settings.text_size),
            Self::SmallerText => TEXT_SIZES.first() != Some(&core.settings.text_size),
            Self::ShowRun(place) => *place < core.training.runs.len(),
            Self::Keep(_) => core.training.shown().is_some(),
            Self::Open(_)
            | Self::Edit(_)
            | Self::Window(_)
            | Self::Answer(_)
            | Self::StopAsking
            | Self::Drop(_)
            | Self::PasteText(_)
            | Self::PastePicture(..)
            | Self::Notices(_)
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
                | Request::SaveInside(_)
                | Request::ExportRun(..)
                | Request::SaveWriting(_)
                | Request::CompareInk(_),
            )
            | Self::UseMnist
            | Self::UseModel(_)
            | Self::UseLanguage(_)
            | Self::UseTheme(_)
            | Self::TextSize(_)
            | Self::ToggleMotion
            | Self::ToggleFullScreen
            | Self::TogglePalette
            | Self::ToggleHelp => true,
        }
    }
}

impl CanvasCommand {
    /// Whether it makes sense now.
    #[must_use]
    pub fn is_enabled(self, canvas: &Canvas) -> bool {
        let has_ink = canvas.has_ink();
        match self {
            Self::Change(_) => has_ink && canvas.replay.is_none(),
            Self::Replay => has_ink || canvas.replay.is_some(),
            Self::PlayPause | Self::GoTo(_) | Self::Speed(_) | Self::Advance { .. } => canvas.replay.is_some(),
            Self::AllSteps => canvas.omitted != Omitted::NONE,
            Self::ToggleGrid
            | Self::ToggleSteps
            | Self::Example(_)
            | Self::TogglePressure
            | Self::Paste
            | Self::LeaveOut(_)
            | Self::Point(_)
            | Self::Choose(_) => true,
            Self::Export(_) | Self::CopyPicture | Self::CopyInk => has_ink,
        }
    }
}
