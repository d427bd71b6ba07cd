//! The commands of the middle of the Draw tab, which shows the inside of the network.

use egui::Key;

use super::NONE;
use crate::app::core::command::info::{CommandInfo, attribute};
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::settings::tab::Tab;
use crate::msg;
use crate::text::Named as _;

pub(super) fn info(command: &InsideCommand) -> CommandInfo {
    match command {
        InsideCommand::Toggle => {
            CommandInfo::of("inside-look").icon(icons::SHARE_NETWORK).keys(NONE, Key::I).only_in(Tab::Draw)
        }
        InsideCommand::Show(view) => {
            CommandInfo::new(attribute(view.key(), "command"), attribute(view.key(), "help")).icon(view.icon())
        }
        InsideCommand::Out => {
            let info = CommandInfo::of("inside-out").icon(icons::MAGNIFYING_GLASS_MINUS);
            info.keys(NONE, Key::Escape).only_in(Tab::Draw)
        }
        InsideCommand::LookAtError => CommandInfo::of("inside-error").icon(icons::SHARE_NETWORK),
        InsideCommand::AllOn => CommandInfo::of("inside-all-on").icon(icons::ARROW_COUNTER_CLOCKWISE),
        InsideCommand::TogglePositions => CommandInfo::of("inside-positions").icon(icons::HASH),
        InsideCommand::ShufflePatches => CommandInfo::of("inside-shuffle").icon(icons::SHUFFLE),
        InsideCommand::Operate(operation) => {
            let label = msg!("inside-operate", operation = operation.name());
            CommandInfo::new(label, attribute(operation.key(), "help")).icon(icons::CALCULATOR)
        }
        InsideCommand::PlayPause => steps("inside-play", icons::PLAY, Key::K),
        InsideCommand::Forward => steps("inside-forward", icons::CARET_RIGHT, Key::L),
        InsideCommand::Back => steps("inside-back", icons::CARET_LEFT, Key::J),
        InsideCommand::ToStart => steps("inside-to-start", icons::SKIP_BACK, Key::Home),
        InsideCommand::ToEnd => steps("inside-to-end", icons::SKIP_FORWARD, Key::End),
        InsideCommand::Go(..)
        | InsideCommand::Switch(_)
        | InsideCommand::Save(..)
        | InsideCommand::FindExciting(_)
        | InsideCommand::OperateOn(_)
        | InsideCommand::Pick(_)
        | InsideCommand::Label(_)
        | InsideCommand::UseNumbers(_)
        | InsideCommand::Seek(_)
        | InsideCommand::Frame(_)
        | InsideCommand::Temperature(_) => CommandInfo::internal(),
    }
}

/// A command about the steps of an operation by hand.
fn steps(key: &'static str, icon: &'static str, with: Key) -> CommandInfo {
    CommandInfo::of(key).icon(icon).keys(NONE, with).only_in(Tab::Draw)
}
