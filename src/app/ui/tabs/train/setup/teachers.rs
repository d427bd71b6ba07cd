//! Which models the next run learns from besides the labels, and how much.

use egui::{ComboBox, PopupCloseBehavior, Ui};

use super::number::{Scale, number, small};
use super::row::{Shown, setting, words};
use super::teacher_example::TeacherExample;
use super::{SetupEditor, row};
use crate::app::core::model_words;
use crate::app::core::shared::Shared;
use crate::store::models::ListedModel;
use crate::text::format;
use crate::tr;
use crate::train::Distillation;

/// Longest name of a teacher in the summary, in letters.
const NAME: usize = 24;

/// The teachers, how much they count and how far they are softened, and what they make of an image.
pub fn show(ui: &mut Ui, example: &mut TeacherExample, editor: &mut SetupEditor<'_>) {
    let explain = editor.explain;
    let shared = editor.shared;
    let distillation = &mut editor.setup.config.distillation;
    let about = words("setup-teachers");
    setting(ui, explain, &about, distillation, &editor.usual.config.distillation, |ui, distillation| {
        pick(ui, distillation, shared)
    });
    let Some(distillation) = distillation else {
        row::note(ui, tr!("setup-teachers-why"));
        return;
    };
    let usual = Distillation::default();
    let about = words("setup-teachers-share");
    setting(ui, explain, &about, &mut distillation.share, &usual.share, |ui, share| {
        small(ui, &about.title, share, Distillation::SHARE, 2)
    });
    let about = words("setup-temperature");
    setting(ui, explain, &about, &mut distillation.temperature, &usual.temperature, |ui, temperature| {
        number(ui, &about.title, temperature, Distillation::TEMPERATURE, Scale::Linear, |n| format!("{n:.1}"))
    });
    if let Some(fault) = shared.teachers.fault() {
        row::fault(ui, fault);
    } else if let Some(data) = &shared.data {
        example.show(ui, &data.train, shared.teachers.doubtful(), distillation.temperature as f32);
    }
}

/// A list of the models there are, each to be ticked.
fn pick(ui: &mut Ui, distillation: &mut Option<Distillation>, shared: &Shared) -> Shown {
    let chosen = told(distillation.as_ref(), shared);
    let combo = ComboBox::from_id_salt("teachers")
        .selected_text(chosen)
        .width(ui.available_width())
        .height(320.0)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .truncate();
    let shown = combo.show_ui(ui, |ui| {
        let mut teachers = distillation.as_ref().map_or_else(Vec::new, |chosen| chosen.teachers.clone());
        let models = &shared.available_models;
        let names = models.iter().map(|listed| listed.source.named());
        let mut listed: Vec<(String, String)> = names.zip(model_words::all_told(models)).collect();
        // One that a settings file names may lie anywhere.
        listed.extend(
            teachers.iter().filter(|name| listed_as(shared, name).is_none()).map(|name| (name.clone(), name.clone())),
        );
        for (name, words) in listed {
            let can = Distillation::can_toggle(&teachers, &name);
            let mut is_chosen = teachers.contains(&name);
            let tick = ui.add_enabled(can, egui::Checkbox::new(&mut is_chosen, words));
            if tick.changed() && is_chosen {
                teachers.push(name);
            } else if tick.changed() {
                teachers.retain(|teacher| *teacher != name);
            }
        }
        if teachers.is_empty() {
            *distillation = None;
        } else {
            distillation.get_or_insert_default().teachers = teachers;
        }
    });
    shown.response.into()
}

/// The model of the list that is named so.
fn listed_as<'a>(shared: &'a Shared, name: &str) -> Option<&'a ListedModel> {
    shared.available_models.iter().find(|listed| listed.source.named() == name)
}

/// The teachers in a few words.
#[must_use]
pub fn told(distillation: Option<&Distillation>, shared: &Shared) -> String {
    let called = |name: &str| {
        let shown =
            listed_as(shared, name).map_or_else(|| name.to_owned(), |listed| listed.card.shown_name().to_string());
        format::short(&shown, NAME)
    };
    match distillation.map(|distillation| distillation.teachers.as_slice()) {
        None | Some([]) => tr!("setup-teachers-none").into_owned(),
        Some([one]) => called(one),
        Some([first, second]) => tr!("setup-teachers-two", first = called(first), second = called(second)).into_owned(),
        Some(several) => tr!("setup-teachers-mean", models = several.len()).into_owned(),
    }
}
