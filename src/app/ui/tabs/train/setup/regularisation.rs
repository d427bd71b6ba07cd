//! What keeps the network from learning by heart, and what ends a run that no longer gets better.

use std::borrow::Cow;

use egui::Ui;

use super::SetupEditor;
use super::number::{Scale, choice, number, optional, significant, small, whole};
use super::row::{Words, setting, words, words_with};
use crate::model::Skill;
use crate::tr;
use crate::train::config::Optimiser;
use crate::train::{EarlyStopping, StoppingMeasure, TrainConfig};

/// Everything against learning by heart.
pub fn show(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    penalties(ui, editor);
    rest(ui, editor);
}

/// What may also change while a run is on.
pub fn penalties(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let fine = Scale::Logarithmic { smallest: 1e-6 };
    let about = weight_decay(config.optimiser);
    setting(ui, explain, &about, &mut config.weight_decay, &usual.weight_decay, |ui, decay| {
        number(ui, &about.title, decay, TrainConfig::WEIGHT_DECAY, fine, significant)
    });
    let about = words("setup-l1");
    setting(ui, explain, &about, &mut config.l1, &usual.l1, |ui, l1| {
        number(ui, &about.title, l1, TrainConfig::L1, fine, significant)
    });
    let about = words("setup-dropout");
    setting(ui, explain, &about, &mut config.dropout, &usual.dropout, |ui, dropout| {
        optional(ui, &about.title, dropout, 0.25, |ui, rate| small(ui, &about.title, rate, TrainConfig::DROPOUT, 2))
    });
    let about = words("setup-label-smoothing");
    setting(ui, explain, &about, &mut config.label_smoothing, &usual.label_smoothing, |ui, smoothing| {
        small(ui, &about.title, smoothing, TrainConfig::LABEL_SMOOTHING, 2)
    });
}

/// Name and explanation of weight decay, which is an L2 penalty only where it is added to the gradient.
fn weight_decay(optimiser: Optimiser) -> Words {
    let help: Cow<'static, str> = match optimiser {
        Optimiser::Sgd { .. } | Optimiser::RmsProp { .. } | Optimiser::Adam { .. } => tr!("setup-weight-decay.help"),
        Optimiser::AdamW { .. } => tr!("setup-weight-decay.decoupled"),
    };
    Words { title: tr!("setup-weight-decay"), help }
}

fn rest(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words("setup-weight-average");
    setting(ui, explain, &about, &mut config.weight_average, &usual.weight_average, |ui, average| {
        optional(ui, &about.title, average, 0.99, |ui, decay| {
            small(ui, &about.title, decay, TrainConfig::WEIGHT_AVERAGE, 4)
        })
    });
    if editor.setup.skill() == Skill::ContinuesTokens {
        return;
    }
    let config = &mut editor.setup.config;
    let about = words("setup-outliers");
    setting(ui, explain, &about, &mut config.outliers, &usual.outliers, |ui, outliers| {
        small(ui, &about.title, outliers, TrainConfig::OUTLIERS, 2)
    });
}

/// When to end before the last epoch.
pub fn early_stopping(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let explain = editor.explain;
    let stopping = &mut editor.setup.config.early_stopping;
    let about = words("setup-early-stopping");
    setting(ui, explain, &about, stopping, &editor.usual.config.early_stopping, |ui, stopping| {
        let mut is_on = stopping.is_some();
        let shown = super::number::switch(ui, &mut is_on);
        if is_on != stopping.is_some() {
            *stopping = is_on.then(EarlyStopping::default);
        }
        shown
    });
    let Some(stopping) = stopping else { return };
    let usual = EarlyStopping::default();
    let about = words_with("setup-measure", &stopping.measure);
    setting(ui, explain, &about, &mut stopping.measure, &usual.measure, |ui, measure| {
        let (shown, picked) = choice(ui, "measure", *measure, StoppingMeasure::ALL.iter().copied());
        *measure = picked.unwrap_or(*measure);
        shown
    });
    let about = words("setup-patience");
    setting(ui, explain, &about, &mut stopping.patience, &usual.patience, |ui, patience| {
        whole(ui, &about.title, patience, 1..=100, Scale::Linear)
    });
    let about = words("setup-least-change");
    setting(ui, explain, &about, &mut stopping.min_change, &usual.min_change, |ui, change| {
        number(ui, &about.title, change, 0.0..=1.0, Scale::Logarithmic { smallest: 1e-4 }, significant)
    });
}
