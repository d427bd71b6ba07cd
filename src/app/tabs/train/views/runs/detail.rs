//! The run that is open: what it brought, what can be done with it, its settings, and what a fine-tuning changed.

use eframe::egui::{
    self, CollapsingHeader, Color32, ColorImage, Grid, Key, RichText, Role, TextEdit, TextureOptions, Ui, WidgetInfo,
    vec2,
};

use super::{command, list::size};
use crate::app::command::Command;
use crate::app::runs::RunsCommand;
use crate::app::runs::compare::{Compared, Turned};
use crate::app::tabs::TabContext;
use crate::app::widgets::button::{IconButton, Look};
use crate::app::widgets::card;
use crate::app::{format, icons, theme};
use crate::data::SIDE;
use crate::store::runs::export::Form;
use crate::store::runs::settings::settings_in_words;
use crate::store::runs::{ListedRun, RunState};

/// Most images shown in one row of thumbnails.
const SHOWN: usize = 24;
/// Side of a thumbnail, in points.
const THUMBNAIL: f32 = 2.0 * SIDE as f32;

/// Shows it, if one is open.
pub fn show(ui: &mut Ui, context: &mut TabContext<'_>) {
    let Some(run) = context.runs.shown().cloned() else { return };
    ui.add_space(theme::space::S);
    card::show(ui, |ui| {
        head(ui, &run, context);
        facts(ui, &run);
        actions(ui, &run, context);
        exports(ui, &run, context);
        if run.record.started_from.is_some() {
            comparison(ui, &run, context);
        }
        CollapsingHeader::new("Settings").id_salt("settings of the run").show(ui, |ui| {
            pairs(ui, "run settings", &settings_in_words(&run.record.settings));
        });
    });
}

/// Its name, to be changed in place.
fn head(ui: &mut Ui, run: &ListedRun, context: &mut TabContext<'_>) {
    let Some(mut name) = context.runs.renaming.clone() else {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&run.record.name).font(theme::strong_font(theme::size::TITLE)));
            if ui.add(IconButton::new(icons::PENCIL_SIMPLE, "Rename").look(Look::Quiet)).clicked() {
                context.runs.renaming = Some(run.record.name.clone());
            }
        });
        return;
    };
    ui.horizontal(|ui| {
        let field = ui.add(TextEdit::singleline(&mut name).desired_width(260.0).char_limit(80));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the run"));
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let is_away = ui.input(|input| input.key_pressed(Key::Escape));
        if !field.has_focus() && !is_entered && !is_away {
            field.request_focus();
        }
        context.runs.renaming = Some(name.clone());
        let ok = ui.add_enabled(!name.trim().is_empty(), IconButton::new(icons::CHECK, "Save the name"));
        if (ok.clicked() || is_entered) && !name.trim().is_empty() {
            context.commands.push(Command::Runs(RunsCommand::Rename(run.id.clone(), name)));
        }
        if ui.add(IconButton::new(None, "Cancel renaming")).clicked() || is_away {
            context.runs.renaming = None;
        }
    });
}

fn facts(ui: &mut Ui, run: &ListedRun) {
    let record = &run.record;
    let mut parts = vec![record.settings.arch.title().to_owned()];
    parts.extend(record.started_from.as_ref().map(|model| format!("started from {model}")));
    parts.push(format!("{} of {} epochs", record.epochs_done, record.settings.epochs));
    if record.best_epoch > 0 {
        parts.push(format!("best epoch {}", record.best_epoch));
    }
    parts.extend(record.best_validation.map(|share| format!("validation {}", format::percent(share))));
    let test = record.result.as_ref().and_then(|result| result.test_accuracy);
    parts.extend(test.map(|share| format!("test {}", format::percent(share))));
    parts.push(format::duration(record.elapsed_secs));
    parts.push(size(run.bytes));
    ui.add(egui::Label::new(parts.join(", ")).wrap());
    let palette = theme::palette(ui);
    let text = match (record.state, &record.fault) {
        (RunState::Failed, Some(fault)) => RichText::new(format!("It failed: {fault}")).color(palette.wrong),
        (state, _) => RichText::new(state.description()).color(palette.quiet),
    };
    ui.add(egui::Label::new(text).wrap());
}

fn actions(ui: &mut Ui, run: &ListedRun, context: &mut TabContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        if run.can_resume {
            command(ui, RunsCommand::Resume(run.id.clone()), Look::Main, context);
        }
        command(ui, RunsCommand::UseModel(run.id.clone()), Look::Plain, context);
        command(ui, RunsCommand::SaveModel(run.id.clone()), Look::Plain, context);
        command(ui, RunsCommand::UseSettings(run.id.clone()), Look::Plain, context);
        command(ui, RunsCommand::Delete(run.id.clone()), Look::Plain, context);
    });
}

/// One button for each form; where it is written is asked in a dialog.
fn exports(ui: &mut Ui, run: &ListedRun, context: &mut TabContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("Export").color(theme::palette(ui).quiet));
        for form in Form::ALL {
            let can = run.has_weights || !form.needs_weights();
            let button = IconButton::new(None, form.title()).look(Look::Quiet);
            if ui.add_enabled(can, button).on_hover_text(form.description()).clicked() {
                context.commands.push(Command::Runs(RunsCommand::Export(run.id.clone(), form)));
            }
        }
    });
}

/// What the fine-tuning changed.
fn comparison(ui: &mut Ui, run: &ListedRun, context: &mut TabContext<'_>) {
    ui.separator();
    if let Some(share) = context.runs.comparing() {
        ui.horizontal(|ui| {
            ui.add(egui::ProgressBar::new(share).desired_width(200.0).show_percentage());
            command(ui, RunsCommand::CancelComparing, Look::Plain, context);
        });
        return;
    }
    let compared = context.runs.compared.as_ref().filter(|compared| compared.id == run.id).cloned();
    let Some(compared) = compared else {
        command(ui, RunsCommand::Compare(run.id.clone()), Look::Plain, context);
        return;
    };
    let text = format!(
        "Before {}, after {} of {}",
        format::percent(compared.before),
        format::percent(compared.after),
        format::counted(compared.test.len(), "test image", "test images")
    );
    ui.label(RichText::new(text).font(theme::strong_font(theme::size::BODY)));
    for (title, images) in [("fixed", &compared.fixed), ("broken", &compared.broken)] {
        ui.label(format!("{} {title}", format::counted(images.len(), "image", "images")));
        thumbnails(ui, title, images, &compared);
    }
}

/// Images with their label, what they were read as before, and after.
fn thumbnails(ui: &mut Ui, title: &str, images: &[Turned], compared: &Compared) {
    if images.is_empty() {
        return;
    }
    let shown = images.get(..SHOWN.min(images.len())).unwrap_or_default();
    let palette = theme::palette(ui);
    let key = egui::Id::unique((
        "turned",
        title,
        &compared.id,
        compared.before.to_bits(),
        compared.after.to_bits(),
        palette.card,
    ));
    let texture = ui.data(|data| data.get_temp::<egui::TextureHandle>(key)).unwrap_or_else(|| {
        let texture =
            ui.ctx().load_texture("turned", strip(shown, compared, palette.card, palette.ink), TextureOptions::NEAREST);
        ui.data_mut(|data| data.insert_temp(key, texture.clone()));
        texture
    });
    ui.horizontal_wrapped(|ui| {
        for (place, image) in shown.iter().enumerate() {
            let share = 1.0 / shown.len() as f32;
            let uv = egui::Rect::from_min_max(
                egui::pos2(place as f32 * share, 0.0),
                egui::pos2((place + 1) as f32 * share, 1.0),
            );
            ui.vertical(|ui| {
                let picture = egui::Image::new((texture.id(), vec2(THUMBNAIL, THUMBNAIL))).uv(uv);
                let told = format!(
                    "Image {}: {}, before {}, after {}",
                    format::count(image.index),
                    image.label,
                    image.before,
                    image.after
                );
                let response = ui.add(picture);
                response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
                response.on_hover_text(&told);
                let text = format!("{}: {} → {}", image.label, image.before, image.after);
                ui.label(RichText::new(text).size(theme::size::SMALL).color(palette.quiet));
            });
        }
    });
    if images.len() > shown.len() {
        ui.label(RichText::new(format!("and {} more", images.len() - shown.len())).color(palette.quiet));
    }
}

/// The images side by side.
fn strip(images: &[Turned], compared: &Compared, paper: Color32, ink: Color32) -> ColorImage {
    let width = images.len() * SIDE;
    let mut pixels = vec![paper; width * SIDE];
    for (place, image) in images.iter().enumerate() {
        for (row, line) in compared.test.pixels(image.index).chunks_exact(SIDE).enumerate() {
            for (x, &value) in line.iter().enumerate() {
                pixels[row * width + place * SIDE + x] = theme::blend(paper, ink, f32::from(value) / 255.0);
            }
        }
    }
    ColorImage::new([width, SIDE], pixels)
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
