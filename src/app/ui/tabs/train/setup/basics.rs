//! The few settings that everybody needs, always in view: what to start from, how long, how boldly, how varied.

use egui::{ComboBox, Ui};

use super::number::{COUNTS, Scale, number, significant, whole};
use super::row::{Explain, GUTTER, setting, words};
use super::{SetupEditor, methods, row, strokes};
use crate::app::core::command::Command;
use crate::app::core::model_words;
use crate::app::core::settings::setup::StartFrom;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::data::strength::AugmentationStrength;
use crate::model::{Arch, Skill};
use crate::text::Named;
use crate::tr;
use crate::train::TrainConfig;

/// Draws the settings that are always in view.
pub fn show(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    start(ui, editor);
    if editor.setup.start_from == StartFrom::Method {
        methods::settings(ui, editor);
        return;
    }
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words("setup-epochs");
    setting(ui, explain, &about, &mut config.epochs, &usual.epochs, |ui, epochs| {
        whole(ui, &about.title, epochs, TrainConfig::EPOCHS, COUNTS)
    });
    steps(ui, editor);
    if editor.setup.skill() == Skill::ReadsPictures {
        strength(ui, editor);
    }
}

/// How large a step is, and how far it goes.
pub fn steps(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words("setup-batch-size");
    setting(ui, explain, &about, &mut config.batch_size, &usual.batch_size, |ui, size| {
        whole(ui, &about.title, size, TrainConfig::BATCH_SIZE, COUNTS)
    });
    let about = words("setup-learning-rate");
    setting(ui, explain, &about, &mut config.learning_rate, &usual.learning_rate, |ui, rate| {
        let scale = Scale::Logarithmic { smallest: 1e-6 };
        number(ui, &about.title, rate, 1e-6..=TrainConfig::HIGHEST_RATE, scale, significant)
    });
}

fn start(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    ui.horizontal_wrapped(|ui| {
        for choice in [StartFrom::CurrentModel, StartFrom::WritingModel, StartFrom::FreshWeights, StartFrom::Method] {
            let is_chosen = editor.setup.start_from == choice;
            let title = choice.title();
            let button = IconButton::new(None, &title).emphasis(Emphasis::Plain).chosen(is_chosen);
            if ui.add(button).on_hover_text(choice.help()).clicked() && !is_chosen {
                editor.setup.switch(choice);
            }
        }
    });
    if editor.explain == Explain::Always {
        row::note(ui, editor.setup.start_from.help());
    }
    match editor.setup.start_from {
        StartFrom::CurrentModel => model(ui, editor),
        StartFrom::WritingModel => strokes::writer(ui, editor),
        StartFrom::FreshWeights => network(ui, editor.setup.config.arch, editor),
        StartFrom::Method => methods::choice(ui, editor),
    }
}

/// The models there are; choosing one makes it current.
fn model(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let Some(current) = &editor.shared.current else {
        row::note(ui, tr!("setup-model-loading"));
        return;
    };
    indented(ui, |ui| {
        let combo = ComboBox::from_id_salt("start-model")
            .selected_text(current.model.shown_name().to_string())
            .width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            let models = &editor.shared.available_models;
            for (listed, words) in std::iter::zip(models, model_words::all_told(models)) {
                let named = listed.source.named();
                let is_current = current.named.as_ref() == Some(&named);
                let network = listed.card.architecture.title();
                if ui.selectable_label(is_current, words).on_hover_text(network).clicked() && !is_current {
                    editor.commands.push(Command::UseModel(named));
                }
            }
        });
        let about = words("setup-start-model");
        row::name(ui, &shown.response.on_hover_text(about.help), &about.title);
    });
    if let Some(network) = current.model.network() {
        let card = &network.card;
        let network = card.architecture.name();
        row::note(ui, tr!("setup-model-network", network = network, weights = card.parameters));
    }
}

fn network(ui: &mut Ui, before: Arch, editor: &mut SetupEditor<'_>) {
    let told = |arch: Arch| tr!("setup-network-weights", network = arch.name(), weights = arch.parameters());
    let mut chosen = before;
    indented(ui, |ui| {
        let combo = ComboBox::from_id_salt("network").selected_text(told(before)).width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            for choice in Arch::with(Skill::ReadsPictures).chain(Arch::with(Skill::ContinuesTokens)) {
                ui.selectable_value(&mut chosen, choice, told(choice)).on_hover_text(choice.help());
            }
        });
        let about = words("setup-network");
        row::name(ui, &shown.response.on_hover_text(about.help), &about.title);
    });
    if chosen != before {
        editor.setup.use_network(chosen);
    }
    row::note(ui, chosen.help());
    let init = chosen.init();
    row::note(ui, tr!("setup-first-weights", init = init.name())).on_hover_text(init.help());
}

pub(super) fn indented(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        contents(ui);
    });
}

/// How much the images are changed, in one choice; each change by itself is in a section.
fn strength(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let about = words("setup-augmentation");
    let usual = editor.usual.config.augmentation;
    setting(ui, editor.explain, &about, &mut editor.setup.config.augmentation, &usual, |ui, augmentation| {
        let chosen = AugmentationStrength::of(augmentation);
        let title = chosen.map_or_else(|| tr!("setup-augmentation-by-itself"), |strength| strength.title());
        let combo = ComboBox::from_id_salt("strength").selected_text(title).width(ui.available_width());
        let shown = combo.truncate().show_ui(ui, |ui| {
            for &strength in AugmentationStrength::ALL {
                let item = ui.selectable_label(chosen == Some(strength), strength.title());
                if item.on_hover_text(strength.help()).clicked() {
                    *augmentation = strength.augmentation();
                }
            }
        });
        shown.response.into()
    });
}
