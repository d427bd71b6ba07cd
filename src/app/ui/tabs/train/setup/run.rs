//! Where the chance of a run comes from, and how many cores work on it.

use egui::Ui;

use super::number::field;
use super::row::{setting, words};
use super::{SetupEditor, row};
use crate::tr;
use crate::train::TrainConfig;

/// Seed and threads.
pub fn show(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    setting(ui, explain, &words("setup-seed"), &mut config.seed, &usual.seed, |ui, seed| {
        field(ui, seed, 0..=u64::from(u32::MAX), 0.1, &|n| format!("{n:.0}"))
    });
    setting(ui, explain, &words("setup-threads"), &mut config.threads, &usual.threads, |ui, threads| {
        let text = |n: f64| if n < 0.5 { tr!("setup-threads-all").into_owned() } else { format!("{n:.0}") };
        field(ui, threads, TrainConfig::THREADS, 0.05, &text)
    });
    row::note(ui, tr!("setup-threads-same"));
}
