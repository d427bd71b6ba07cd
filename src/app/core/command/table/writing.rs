//! The commands of the page that is written.

use egui::Key;

use super::{CTRL, CTRL_SHIFT, NONE};
use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::app::core::writing::command::WritingCommand;

pub(super) fn info(command: &WritingCommand) -> CommandInfo {
    match command {
        WritingCommand::Write => CommandInfo::of("writing-write").icon(icons::PEN_NIB).keys(CTRL, Key::J),
        WritingCommand::PlayPause => CommandInfo::of("writing-play-pause").icon(icons::PLAY).keys(NONE, Key::Space),
        WritingCommand::Step => CommandInfo::of("writing-step").icon(icons::SKIP_FORWARD).keys(NONE, Key::ArrowRight),
        WritingCommand::StepBack => {
            CommandInfo::of("writing-step-back").icon(icons::SKIP_BACK).keys(NONE, Key::ArrowLeft)
        }
        WritingCommand::Finish => CommandInfo::of("writing-finish").icon(icons::FAST_FORWARD).keys(NONE, Key::End),
        WritingCommand::NewSeed => CommandInfo::of("writing-new-seed").icon(icons::DICE_FIVE).keys(NONE, Key::N),
        WritingCommand::Undo => CommandInfo::of("writing-undo").icon(icons::ARROW_U_UP_LEFT).keys(CTRL, Key::Z),
        WritingCommand::Redo => {
            CommandInfo::of("writing-redo").icon(icons::ARROW_U_UP_RIGHT).keys(CTRL_SHIFT, Key::Z).keys(CTRL, Key::Y)
        }
        WritingCommand::Clear => CommandInfo::of("writing-clear").icon(icons::TRASH).keys(NONE, Key::Delete),
        WritingCommand::TakeDrawing => CommandInfo::of("writing-take-drawing").icon(icons::SCRIBBLE_LOOP),
        WritingCommand::SendToCanvas => CommandInfo::of("writing-send").icon(icons::EXPORT),
        WritingCommand::Sums => CommandInfo::of("writing-new-sums").icon(icons::CALCULATOR),
        WritingCommand::Sheet => CommandInfo::of("writing-new-sheet").icon(icons::GRID_NINE),
        WritingCommand::Export(form) => CommandInfo::named(form).icon(form.icon()),
        WritingCommand::ShowOwn => CommandInfo::of("writing-show-own").icon(icons::SIGNATURE),
        WritingCommand::MeasureHand => CommandInfo::of("writing-measure-hand").icon(icons::RULER),
        WritingCommand::FollowBack => CommandInfo::of("writing-follow-back").icon(icons::ARROW_LEFT),
        WritingCommand::ShowThis(_)
        | WritingCommand::Hide(_)
        | WritingCommand::Accept(_)
        | WritingCommand::Pick(_)
        | WritingCommand::Explain(_)
        | WritingCommand::Follow(_)
        | WritingCommand::FollowOn(_)
        | WritingCommand::Inspect(_)
        | WritingCommand::Use(_)
        | WritingCommand::Pen(_)
        | WritingCommand::Advance(_) => CommandInfo::internal(),
    }
}
