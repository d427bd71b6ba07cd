//! Words and icons of the commands about explanations.

use super::info::CommandInfo;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::icons;

/// What a button, a menu and the palette show of it.
#[must_use]
pub fn info(command: &ExplainCommand) -> CommandInfo {
    match command {
        ExplainCommand::Step => CommandInfo::of("explain-step").icon(icons::STEPS),
        ExplainCommand::UndoStep => CommandInfo::of("explain-undo-step").icon(icons::ARROW_U_UP_LEFT),
        ExplainCommand::StartOver => CommandInfo::of("explain-start-over").icon(icons::SKIP_BACK),
        ExplainCommand::UsePractised => CommandInfo::of("explain-use-practised").icon(icons::CHECK_CIRCLE),
        ExplainCommand::FindFlip => CommandInfo::of("explain-find-flip").icon(icons::MAGIC_WAND),
        ExplainCommand::CancelFlip => CommandInfo::of("explain-cancel-flip").icon(icons::STOP),
        ExplainCommand::FlipToCanvas => CommandInfo::of("explain-flip-to-canvas").icon(icons::PENCIL_LINE),
        ExplainCommand::AttackToCanvas => CommandInfo::of("explain-attack-to-canvas").icon(icons::PENCIL_LINE),
        ExplainCommand::Measure => CommandInfo::of("explain-measure").icon(icons::CHART_SCATTER),
        ExplainCommand::CancelMeasuring => CommandInfo::of("explain-cancel-measuring").icon(icons::STOP),
        ExplainCommand::OtherDirections => CommandInfo::of("explain-other-directions").icon(icons::DICE_FIVE),
        ExplainCommand::Label(_)
        | ExplainCommand::StepBy(_)
        | ExplainCommand::Rate(_)
        | ExplainCommand::Follow(..)
        | ExplainCommand::Method(_)
        | ExplainCommand::Baseline(_)
        | ExplainCommand::For(_)
        | ExplainCommand::Against(_)
        | ExplainCommand::Randomise(_)
        | ExplainCommand::Pen(_)
        | ExplainCommand::FlipTo(_)
        | ExplainCommand::Epsilon(_)
        | ExplainCommand::Scene(_)
        | ExplainCommand::Maximise(..)
        | ExplainCommand::Steps(_) => CommandInfo::internal(),
    }
}
