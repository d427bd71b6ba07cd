//! What keeps the network from learning by heart, and what ends a run that no longer gets better.

use egui::Ui;

use super::Desk;
use super::number::{Scale, choice, number, optional, significant, small, whole};
use super::row::{setting, words};
use crate::text::Named;
use crate::train::{EarlyStopping, Measure, TrainConfig};

/// Everything against learning by heart.
pub fn regularisation(ui: &mut Ui, desk: &mut Desk<'_>) {
    penalties(ui, desk);
    rest(ui, desk);
}

/// What may also change while a run is on.
pub fn penalties(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let fine = Scale::Logarithmic { smallest: 1e-6 };
    let about = words("Weight decay", "Pulls all weights a little towards zero in every step (L2)");
    setting(ui, explain, about, &mut config.weight_decay, &usual.weight_decay, |ui, decay| {
        number(ui, about.title, decay, TrainConfig::WEIGHT_DECAY, fine, significant)
    });
    let about = words("L1 penalty", "Pulls every weight by the same amount, so that those of no use become zero");
    setting(ui, explain, about, &mut config.l1, &usual.l1, |ui, l1| {
        number(ui, about.title, l1, TrainConfig::L1, fine, significant)
    });
    let about =
        words("Dropout", "Silences this share of the units at random in every step; off leaves the network's own rate");
    setting(ui, explain, about, &mut config.dropout, &usual.dropout, |ui, dropout| {
        optional(ui, about.title, dropout, 0.25, |ui, rate| small(ui, about.title, rate, TrainConfig::DROPOUT, 2, ""))
    });
    let about = words("Label smoothing", "Asks for a little less than certainty in every answer");
    setting(ui, explain, about, &mut config.label_smoothing, &usual.label_smoothing, |ui, smoothing| {
        small(ui, about.title, smoothing, TrainConfig::LABEL_SMOOTHING, 2, "")
    });
}

fn rest(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let about =
        words("Weight average", "Keeps a moving average of the weights (EMA), which is what is validated and kept");
    setting(ui, explain, about, &mut config.weight_average, &usual.weight_average, |ui, average| {
        optional(ui, about.title, average, 0.99, |ui, decay| {
            small(ui, about.title, decay, TrainConfig::WEIGHT_AVERAGE, 4, "")
        })
    });
    let about =
        words("No digit", "Share of each batch that shows no digit at all, so that the network learns to be unsure");
    setting(ui, explain, about, &mut config.outliers, &usual.outliers, |ui, outliers| {
        small(ui, about.title, outliers, TrainConfig::OUTLIERS, 2, "")
    });
}

/// When to end before the last epoch.
pub fn early_stopping(ui: &mut Ui, desk: &mut Desk<'_>) {
    let explain = desk.explain;
    let stopping = &mut desk.setup.config.early_stopping;
    let about =
        words("Early stopping", "Ends the run when it has not become better for some epochs; the best epoch is kept");
    setting(ui, explain, about, stopping, &desk.usual.config.early_stopping, |ui, stopping| {
        let mut is_on = stopping.is_some();
        let shown = super::learning::switch(ui, &mut is_on);
        if is_on != stopping.is_some() {
            *stopping = is_on.then(EarlyStopping::default);
        }
        shown
    });
    let Some(stopping) = stopping else { return };
    let usual = EarlyStopping::default();
    let help = stopping.measure.help();
    let about = words("Measure", &help);
    setting(ui, explain, about, &mut stopping.measure, &usual.measure, |ui, measure| {
        let told = |one: Measure| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "measure", &measure.title(), Measure::ALL.iter().copied(), told);
        *measure = picked.unwrap_or(*measure);
        shown
    });
    let about = words("Patience", "Epochs without an improvement after which the run ends");
    setting(ui, explain, about, &mut stopping.patience, &usual.patience, |ui, patience| {
        whole(ui, about.title, patience, 1..=100, Scale::Linear)
    });
    let about = words("Least change", "The smallest change that counts as an improvement");
    setting(ui, explain, about, &mut stopping.min_change, &usual.min_change, |ui, change| {
        number(ui, about.title, change, 0.0..=1.0, Scale::Logarithmic { smallest: 1e-4 }, significant)
    });
}
