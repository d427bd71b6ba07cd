//! The settings of the next run before they were last replaced as a whole, to be restored.

use super::setup_command::SetupCommand;
use crate::app::core::settings::Settings;
use crate::app::core::settings::setup::Setup;
use crate::app::core::shared::{CurrentModel, Shared};
use crate::msg;
use crate::text::{Message, Named};
use crate::train::PresetStart;

/// The settings before they were last replaced as a whole, to be brought back.
#[derive(Default)]
pub struct SetupHistory {
    before: Option<Before>,
}

/// The settings before they were last replaced as a whole.
struct Before {
    setup: Setup,
    /// By what.
    what: Message,
    /// The model that was current, if the replacing settings brought another one.
    model: Option<CurrentModel>,
}

impl SetupHistory {
    /// Replaces the settings by others; `what` says where they come from, and [`SetupCommand::Back`] brings them back, and the model that was
    /// current if it is replaced as well.
    pub fn replace(&mut self, setup: &mut Setup, other: Setup, what: Message, model: Option<CurrentModel>) {
        if *setup != other || model.is_some() {
            self.before = Some(Before { setup: std::mem::replace(setup, other), what, model });
        }
    }

    /// What replaced the settings, while they can be brought back.
    #[must_use]
    pub fn replaced_by(&self) -> Option<&Message> {
        self.before.as_ref().map(|before| &before.what)
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: SetupCommand) -> bool {
        match command {
            SetupCommand::Defaults | SetupCommand::Use(_) | SetupCommand::Explain => true,
            SetupCommand::Back => self.before.is_some(),
        }
    }

    /// Carries it out.
    pub fn run(&mut self, command: SetupCommand, settings: &mut Settings, shared: &mut Shared) {
        match command {
            SetupCommand::Defaults => {
                let defaults = settings.train.usual();
                self.replace(&mut settings.train, defaults, msg!("setup-set-to-defaults"), None);
            }
            SetupCommand::Use(preset) => {
                let what = msg!("setup-set-for-lesson", lesson = preset.name());
                let start = match preset.start() {
                    PresetStart::Fresh | PresetStart::Writer => None,
                    PresetStart::Bundled(id) => Some(id.to_owned()),
                };
                let is_current =
                    |id: &String| shared.current.as_ref().is_some_and(|one| one.named.as_ref() == Some(id));
                let start = start.filter(|id| !is_current(id));
                let before = shared.current.clone().filter(|_| start.is_some());
                self.replace(&mut settings.train, Setup::preset(preset), what, before);
                if start.is_some() {
                    shared.load_model(start);
                }
            }
            SetupCommand::Back => {
                let Some(Before { setup, what: _, model }) = self.before.take() else { return };
                settings.train = setup;
                if let Some(CurrentModel { model, named, .. }) = model {
                    shared.use_model(model, named);
                }
            }
            SetupCommand::Explain => settings.train_panel.explains = !settings.train_panel.explains,
        }
    }
}
