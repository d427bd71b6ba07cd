//! What can be changed while a run goes on, and a summary of the rest. A change is sent when the hand rests, so that
//! dragging a slider is one change and not a hundred.

use egui::Ui;

use super::{SetupEditor, basics, learning, regularisation, row, summary};
use crate::app::core::command::Command;
use crate::app::core::settings::panel::Section;
use crate::app::core::settings::setup::{Setup, StartFrom};
use crate::app::core::shared::Shared;
use crate::app::core::training::run::Run;
use crate::app::ui::theme::{self, size};
use crate::app::ui::widgets::button::IconButton;
use crate::methods::MethodConfig;
use crate::text::Named;
use crate::train::SettingChange;
use crate::{msg, tr};

/// Which settings are shown while a run is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LiveSettings {
    /// Those of the run.
    #[default]
    ThisRun,
    /// Those of the next one.
    NextRun,
}

impl Named for LiveSettings {
    fn key(&self) -> &'static str {
        match self {
            Self::ThisRun => "setup-this-run",
            Self::NextRun => "setup-next-run",
        }
    }
}

/// The settings of the run under way, as they are edited.
#[derive(Default)]
pub struct Live {
    /// What is shown.
    pub shows: LiveSettings,
    edited: Option<Edited>,
}

struct Edited {
    run: usize,
    setup: Setup,
    /// As the run was last asked to have them.
    sent: Setup,
}

impl Live {
    /// The choice between the settings of this run and those of the next.
    pub fn choice(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            for shows in [LiveSettings::ThisRun, LiveSettings::NextRun] {
                let title = shows.title();
                let button = IconButton::new(None, &title).chosen(self.shows == shows);
                if ui.add(button).on_hover_text(shows.help()).clicked() {
                    self.shows = shows;
                }
            }
        });
    }

    /// Draws the settings of `run`.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        run: &Run,
        explain: row::Explain,
        shared: &Shared,
        commands: &mut Vec<Command>,
    ) {
        let begun_with = Setup { start_from: StartFrom::FreshWeights, purpose: None, config: run.config.clone() };
        let mut edited = match self.edited.take() {
            Some(edited) if edited.run == run.number => edited,
            Some(_) | None => {
                let mut setup = begun_with.clone();
                run.history.changes.iter().for_each(|changed| changed.change.apply(&mut setup.config));
                Edited { run: run.number, sent: setup.clone(), setup }
            }
        };
        row::note(ui, tr!("setup-live"));
        let mut editor = SetupEditor {
            setup: &mut edited.setup,
            methods: &mut MethodConfig::default(),
            usual: begun_with.clone(),
            explain,
            can_find: false,
            shared,
            commands,
        };
        basics::steps(ui, &mut editor);
        regularisation::penalties(ui, &mut editor);
        learning::clipping(ui, &mut editor);
        let is_at_rest = !ui.ctx().input(|input| input.pointer.any_down()) && !ui.ctx().text_edit_focused();
        if is_at_rest {
            commands.extend(edited.due().into_iter().map(Command::Change));
        }
        ui.add_space(theme::space::M);
        rest(ui, &begun_with, shared);
        self.edited = Some(edited);
    }
}

impl Edited {
    /// The changes that the run was not asked for yet; one that is out of range waits until it is mended.
    fn due(&mut self) -> Vec<SettingChange> {
        let mut changes = SettingChange::between(&self.sent.config, &self.setup.config);
        changes.retain(|change| change.validate().is_ok());
        for change in &changes {
            change.apply(&mut self.sent.config);
        }
        changes
    }
}

/// What stays as it is, a line each.
fn rest(ui: &mut Ui, setup: &Setup, shared: &Shared) {
    let palette = theme::palette(ui);
    ui.label(egui::RichText::new(tr!("setup-live-rest")).font(theme::strong_font(size::BODY)));
    let epochs = msg!("setup-count-epochs", epochs = setup.config.epochs);
    let network = tr!("setup-live-network", network = setup.config.arch.name(), epochs = epochs);
    let mut lines = vec![(tr!("setup-network"), network.into_owned())];
    let skill = setup.skill();
    let sections = Section::ALL.into_iter().filter(|section| section.is_about(skill));
    lines.extend(sections.map(|section| (section.title_for(skill), summary::of(section, setup, shared))));
    for (title, told) in lines {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::space::XS;
            ui.label(
                egui::RichText::new(tr!("setup-live-title", title = title)).size(size::SMALL).color(palette.quiet),
            );
            ui.label(egui::RichText::new(told).size(size::SMALL));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_asked_for_once_and_only_in_range() {
        let setup = Setup::defaults(StartFrom::FreshWeights);
        let mut edited = Edited { run: 1, sent: setup.clone(), setup };
        assert_eq!(edited.due(), []);
        (edited.setup.config.learning_rate, edited.setup.config.batch_size) = (0.01, 0);
        assert_eq!(edited.due(), [SettingChange::LearningRate(0.01)]);
        assert_eq!(edited.due(), [], "it was asked for");
        edited.setup.config.batch_size = 32;
        assert_eq!(edited.due(), [SettingChange::BatchSize(32)]);
    }
}
