//! The few settings that everybody needs, always in view: what to start from, how long, how boldly, how varied.

use egui::{ComboBox, Ui};

use super::number::{COUNTS, Scale, number, significant, whole};
use super::row::{Explain, GUTTER, setting, words};
use super::{Desk, row};
use crate::app::core::command::Command;
use crate::app::core::format;
use crate::app::core::model_words;
use crate::app::core::settings::setup::StartFrom;
use crate::app::ui::widgets::button::{IconButton, Look};
use crate::data::strength::Strength;
use crate::model::Arch;
use crate::text::Named;
use crate::train::TrainConfig;

/// Draws them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    start(ui, desk);
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let about = words("Epochs", "How often the network sees every training image");
    setting(ui, explain, about, &mut config.epochs, &usual.epochs, |ui, epochs| {
        whole(ui, about.title, epochs, TrainConfig::EPOCHS, COUNTS)
    });
    steps(ui, desk);
    variety(ui, desk);
}

/// How large a step is, and how far it goes.
pub fn steps(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let about = words("Batch size", "Images the network looks at before it changes its weights once");
    setting(ui, explain, about, &mut config.batch_size, &usual.batch_size, |ui, size| {
        whole(ui, about.title, size, TrainConfig::BATCH_SIZE, COUNTS)
    });
    let about = words("Learning rate", "How far each step goes: too small learns slowly, too large never settles");
    setting(ui, explain, about, &mut config.learning_rate, &usual.learning_rate, |ui, rate| {
        let scale = Scale::Logarithmic { smallest: 1e-6 };
        number(ui, about.title, rate, 1e-6..=TrainConfig::HIGHEST_RATE, scale, significant)
    });
}

fn start(ui: &mut Ui, desk: &mut Desk<'_>) {
    let choices = [
        (StartFrom::CurrentModel, "A trained model", "Fine-tuning: goes on from what the model has learned"),
        (StartFrom::FreshWeights, "Fresh weights", "Starts from random weights and learns everything anew"),
    ];
    ui.horizontal_wrapped(|ui| {
        for (choice, title, help) in choices {
            let is_chosen = desk.setup.start_from == choice;
            let button = IconButton::new(None, title).look(Look::Plain).chosen(is_chosen);
            if ui.add(button).on_hover_text(help).clicked() && !is_chosen {
                desk.setup.switch(choice);
            }
        }
    });
    if desk.explain == Explain::Always {
        let told = choices.into_iter().find(|choice| choice.0 == desk.setup.start_from);
        row::note(ui, told.map_or("", |choice| choice.2));
    }
    match desk.setup.start_from {
        StartFrom::CurrentModel => model(ui, desk),
        StartFrom::FreshWeights => network(ui, desk.setup.config.arch, desk),
    }
}

/// The models there are; choosing one makes it current.
fn model(ui: &mut Ui, desk: &mut Desk<'_>) {
    let Some(current) = &desk.shared.current else {
        row::note(ui, "The model is being loaded");
        return;
    };
    let card = &current.model.card;
    indented(ui, |ui| {
        let combo = ComboBox::from_id_salt("start model").selected_text(&card.name).width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            for listed in &desk.shared.shelf {
                let named = listed.source.named();
                let is_current = current.named.as_ref() == Some(&named);
                let accuracy = model_words::accuracy(&listed.card);
                let words = [listed.card.name.clone(), accuracy].join("  ");
                let network = listed.card.architecture.title();
                if ui.selectable_label(is_current, words).on_hover_text(network).clicked() && !is_current {
                    desk.commands.push(Command::UseModel(named));
                }
            }
        });
        let help = "The model to go on from; it also becomes the one that reads your drawings";
        row::name(ui, &shown.response.on_hover_text(help), "Model to start from");
    });
    let weights = format::count(card.parameters);
    row::note(ui, &format!("{}, {weights} weights; fine-tuning keeps network and pixels", card.architecture.title()));
}

fn network(ui: &mut Ui, before: Arch, desk: &mut Desk<'_>) {
    let told = |arch: Arch| format!("{}, {} weights", arch.title(), format::count(arch.parameters()));
    let arch = &mut desk.setup.config.arch;
    indented(ui, |ui| {
        let combo = ComboBox::from_id_salt("network").selected_text(told(before)).width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            for &choice in Arch::ALL {
                ui.selectable_value(arch, choice, told(choice)).on_hover_text(choice.help());
            }
        });
        let help = "The network to train: how many layers it has, and of which kind";
        row::name(ui, &shown.response.on_hover_text(help), "Network");
    });
    row::note(ui, &arch.help());
    let init = arch.init();
    row::note(ui, &format!("First weights: {}", init.title())).on_hover_text(init.help());
}

fn indented(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        contents(ui);
    });
}

/// How much the images are changed, in one choice; each change by itself is in a section.
fn variety(ui: &mut Ui, desk: &mut Desk<'_>) {
    let about =
        words("Augmentation", "Random changes to every training image, so that the network sees more than there is");
    let usual = desk.usual.config.augmentation;
    setting(ui, desk.explain, about, &mut desk.setup.config.augmentation, &usual, |ui, augmentation| {
        let chosen = Strength::of(augmentation);
        let title = chosen.map_or("Set below".into(), |strength| strength.title());
        let combo = ComboBox::from_id_salt("strength").selected_text(title).width(ui.available_width());
        let shown = combo.show_ui(ui, |ui| {
            for &strength in Strength::ALL {
                let item = ui.selectable_label(chosen == Some(strength), strength.title());
                if item.on_hover_text(strength.help()).clicked() {
                    *augmentation = strength.augmentation();
                }
            }
        });
        shown.response.into()
    });
}
