//! The details of a run: what it brought, what can be done with it, its settings, and what it changed.

use egui::{Align, Align2, CollapsingHeader, Grid, Key, Layout, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::{command, turned};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::training::run::Phase;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::app::ui::widgets::card;
use crate::model::shown_name;
use crate::store::runs::export::RunForm;
use crate::store::runs::settings::settings_in_words;
use crate::store::runs::{ListedRun, RunState};
use crate::text::{Named, format};
use crate::tr;

/// Width of the word before the exports, in points.
const EXPORT: f32 = 48.0;

/// Shows it, if there is one.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.runs.detailed(&context.core.training).cloned() else { return };
    card::show(ui, |ui| {
        head(ui, &run, context);
        facts(ui, &run);
        actions(ui, &run, context);
        exports(ui, &run, context);
        let has_result = context.core.runs.compared_of(&run.id, &context.core.training).is_some();
        if run.record.started_from.is_some() || has_result {
            turned::show(ui, &run, context);
        }
        CollapsingHeader::new(tr!("open-run-settings")).id_salt("run-settings-header").show(ui, |ui| {
            pairs(ui, "run-settings", &settings_in_words(&run.record.settings));
        });
    });
}

/// Its name, to be changed in place.
fn head(ui: &mut Ui, run: &ListedRun, context: &mut ViewContext<'_>) {
    let Some(mut name) = context.core.runs.renaming.clone() else {
        ui.horizontal(|ui| {
            // Room for the two buttons.
            let name = RichText::new(run.record.label().to_string()).font(theme::strong_font(theme::size::TITLE));
            let room = vec2((ui.available_width() - 150.0).max(80.0), theme::CONTROL_HEIGHT);
            ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(name).truncate());
            });
            if ui
                .add(IconButton::new(icons::PENCIL_SIMPLE, &tr!("open-run-rename")).emphasis(Emphasis::Quiet))
                .clicked()
            {
                context.commands.push(Command::Runs(RunsCommand::EditName(Some(run.record.title().to_string()))));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if context.core.runs.open.is_none() {
                    return;
                }
                let title = tr!("open-run-close");
                let close = IconButton::new(icons::X, &title).show(Show::Icon).emphasis(Emphasis::Quiet);
                if ui.add(close).on_hover_text(title.as_ref()).clicked() {
                    context.commands.push(Command::Runs(RunsCommand::Open(run.id.clone())));
                }
            });
        });
        return;
    };
    ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut name).desired_width(260.0).char_limit(80));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr!("open-run-name")));
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_away = ui.input(|input| input.key_pressed(Key::Escape));
        if !field.has_focus() && !is_entered && !is_away {
            field.request_focus();
        }
        if field.changed() {
            context.commands.push(Command::Runs(RunsCommand::EditName(Some(name.clone()))));
        }
        let rename = Command::Runs(RunsCommand::Rename(run.id.clone(), name));
        let can = rename.is_enabled(context.core);
        let ok = ui.add_enabled(can, IconButton::new(icons::CHECK, &tr!("open-run-save-name")));
        if (ok.clicked() || is_entered) && can {
            context.commands.push(rename);
        }
        if ui.add(IconButton::new(None, &tr!("open-run-cancel"))).clicked() || is_away {
            context.commands.push(Command::Runs(RunsCommand::EditName(None)));
        }
    });
}

fn facts(ui: &mut Ui, run: &ListedRun) {
    let record = &run.record;
    let mut parts = vec![record.settings.arch.title()];
    parts.extend(record.started_from.as_ref().map(|model| tr!("open-run-started-from", model = shown_name(model))));
    parts.push(tr!("open-run-epochs", done = record.epochs_done, epochs = record.settings.epochs));
    if record.best_epoch > 0 {
        parts.push(tr!("open-run-best-epoch", epoch = record.best_epoch));
    }
    parts.extend(record.best_validation.map(|share| tr!("open-run-validation", share = format::percent(share))));
    let test = record.result.as_ref().and_then(|result| result.test_accuracy);
    parts.extend(test.map(|share| tr!("open-run-test", share = format::percent(share))));
    parts.push(format::duration(record.elapsed_secs).to_string().into());
    parts.push(format::file_size(run.bytes as usize).to_string().into());
    ui.add(egui::Label::new(parts.join(&*tr!("open-run-comma"))).wrap());
    let palette = theme::palette(ui);
    let text = match (record.state, &record.fault) {
        (RunState::Failed, Some(fault)) => {
            RichText::new(tr!("open-run-failed", fault = fault.clone())).color(palette.wrong)
        }
        (state, _) => RichText::new(crate::text::Named::help(&state)).color(palette.quiet),
    };
    ui.add(egui::Label::new(text).wrap());
}

fn actions(ui: &mut Ui, run: &ListedRun, context: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::S;
        if run.can_resume {
            command(ui, RunsCommand::Resume(run.id.clone()), Emphasis::Main, context);
        }
        // What the result sheet above offers for the run that is shown is not offered twice.
        let is_on_sheet =
            context.core.training.shown().is_some_and(|shown| {
                matches!(shown.phase, Phase::Finished(_)) && shown.folder() == Some(run.id.as_str())
            });
        if !is_on_sheet {
            command(ui, RunsCommand::UseModel(run.id.clone()), Emphasis::Plain, context);
            command(ui, RunsCommand::SaveModel(run.id.clone()), Emphasis::Plain, context);
        }
        command(ui, RunsCommand::UseSettings(run.id.clone()), Emphasis::Plain, context);
        if !is_on_sheet {
            command(ui, RunsCommand::Delete(run.id.clone()), Emphasis::Plain, context);
        }
    });
}

/// One button for each form; where it is written is asked in a dialog.
fn exports(ui: &mut Ui, run: &ListedRun, context: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        // Less room between them than the columns have, and the word as high as they are.
        ui.spacing_mut().item_spacing = vec2(theme::space::XS, theme::space::XS);
        let (rect, word) = ui.allocate_exact_size(vec2(EXPORT, theme::CONTROL_HEIGHT), Sense::hover());
        word.widget_info(|| WidgetInfo::labeled(Role::Label, true, tr!("open-run-export")));
        let (font, quiet) = (theme::font(theme::size::BODY), theme::palette(ui).quiet);
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, tr!("open-run-export"), font, quiet);
        for form in RunForm::ALL.iter().copied() {
            let export = Command::Runs(RunsCommand::Export(run.id.clone(), form));
            let can = export.is_enabled(context.core);
            let title = crate::text::Named::title(&form);
            let button = IconButton::new(None, &title).emphasis(Emphasis::Quiet);
            if ui.add_enabled(can, button).on_hover_text(crate::text::Named::help(&form)).clicked() {
                context.commands.push(export);
            }
        }
    });
}

fn pairs(ui: &mut Ui, id: &str, pairs: &[(String, String)]) {
    let quiet = theme::palette(ui).quiet;
    Grid::new(id).spacing([theme::space::L, theme::space::XS]).show(ui, |ui| {
        for (what, value) in pairs {
            ui.label(RichText::new(what).color(quiet));
            ui.label(value);
            ui.end_row();
        }
    });
}
