//! The places of the window. A new one is a file here and a variant of [`Tab`].

pub mod draw;
pub mod errors;
pub mod train;
pub mod write;

use super::context::ViewContext;
use crate::app::core::command::Command;
use crate::app::core::settings::tab::Tab;
use crate::app::core::state::Core;

/// What each place keeps that is only about looks; each is defined beside its place.
#[derive(Default)]
pub struct Tabs {
    /// The Draw tab.
    pub draw: draw::DrawView,
    /// The Train tab.
    pub train: train::TrainTab,
    /// The Errors tab.
    pub errors: errors::ErrorsTab,
    /// The Write tab.
    pub write: write::WriteTab,
}

/// Draws the open place.
pub fn show(ui: &mut egui::Ui, core: &Core, views: &mut Tabs, commands: &mut Vec<Command>) {
    let mut settings = core.settings.clone();
    let mut context = ViewContext { core, settings: &mut settings, commands };
    match core.settings.tab {
        Tab::Draw => draw::ui(ui, &mut views.draw, &mut context),
        Tab::Train => train::ui(ui, &mut views.train, &mut context),
        Tab::Errors => errors::ui(ui, &mut views.errors, &mut context),
        Tab::Write => write::ui(ui, &mut views.write, &mut context),
    }
    if settings != core.settings {
        // Before everything that was asked for in this frame, which may change the settings too.
        commands.insert(0, Command::Edit(Box::new(settings)));
    }
}
