//! Optimiser and schedule, with a sketch of the rate over the run.

use egui::Ui;

use super::number::{Scale, choice, number, optional, significant, small, switch, whole};
use super::row::{Explain, GUTTER, setting, words, words_with};
use super::{SetupEditor, sketch};
use crate::app::core::command::Command;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::finder::FinderCommand;
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::tr;
use crate::train::TrainConfig;
use crate::train::config::{Optimiser, Schedule};
use crate::train::schedule::{Position, warm_up};

/// Steps of an epoch in the sketch.
const STEPS: f64 = 400.0;

/// Draws the settings of optimiser and learning-rate schedule.
pub fn show(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    optimiser(ui, editor);
    schedule(ui, editor);
    let config = &editor.setup.config;
    let (epochs, peak) = (config.epochs as f64, config.learning_rate);
    sketch::show(ui, config.epochs, |share| {
        let position = Position { epochs: share * epochs, step: 1.0 / STEPS, total: epochs };
        config.schedule.rate_at(position, peak) * warm_up(position, config.warmup)
    });
    let find = Command::FindRate(FinderCommand::Start);
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        if button::command(ui, &find, Enabled::when(editor.can_find), Show::Both, Emphasis::Plain).clicked() {
            editor.commands.push(Command::Watch(TrainView::Rates));
            editor.commands.push(find);
        }
    });
    clipping(ui, editor);
}

fn optimiser(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words_with("setup-optimiser", &config.optimiser);
    let before = config.optimiser;
    setting(ui, explain, &about, &mut config.optimiser, &usual.optimiser, |ui, optimiser| {
        let (shown, picked) = choice(ui, "optimiser", *optimiser, Optimiser::ALL);
        *optimiser = picked.unwrap_or(*optimiser);
        shown
    });
    if !config.optimiser.is_same_kind(before) {
        // The rate that suits one is far from what suits the other.
        config.learning_rate *= config.optimiser.usual_rate() / before.usual_rate();
    }
    let standard = Optimiser::ALL.into_iter().find(|one| one.is_same_kind(config.optimiser));
    match (&mut config.optimiser, standard) {
        (Optimiser::Sgd { momentum, nesterov }, Some(Optimiser::Sgd { momentum: usual, nesterov: looks_ahead })) => {
            share(ui, explain, "setup-momentum", momentum, usual, 0.99);
            setting(ui, explain, &words("setup-nesterov"), nesterov, &looks_ahead, switch);
        }
        (Optimiser::RmsProp { decay, momentum }, Some(Optimiser::RmsProp { decay: usual, momentum: rolling })) => {
            share(ui, explain, "setup-decay", decay, usual, 0.999);
            share(ui, explain, "setup-momentum", momentum, rolling, 0.99);
        }
        (
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 },
            Some(Optimiser::Adam { beta1: first, beta2: second } | Optimiser::AdamW { beta1: first, beta2: second }),
        ) => {
            share(ui, explain, "setup-beta1", beta1, first, 0.999);
            share(ui, explain, "setup-beta2", beta2, second, 0.9999);
        }
        (
            Optimiser::Sgd { .. } | Optimiser::RmsProp { .. } | Optimiser::Adam { .. } | Optimiser::AdamW { .. },
            Some(_) | None,
        ) => {}
    }
}

/// A setting of an optimiser from 0 to `most`, named by the message `key`.
fn share(ui: &mut Ui, explain: Explain, key: &str, value: &mut f64, usual: f64, most: f64) {
    let about = words(key);
    setting(ui, explain, &about, value, &usual, |ui, value| small(ui, &about.title, value, 0.0..=most, 3));
}

fn schedule(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words_with("setup-schedule", &config.schedule);
    setting(ui, explain, &about, &mut config.schedule, &usual.schedule, |ui, schedule| {
        let (shown, picked) = choice(ui, "schedule", *schedule, Schedule::ALL);
        *schedule = picked.unwrap_or(*schedule);
        shown
    });
    let times = |ui: &mut Ui, factor: &mut f64, usual: f64| {
        let about = words("setup-factor");
        setting(ui, explain, &about, factor, &usual, |ui, factor| small(ui, &about.title, factor, 0.01..=1.0, 2));
    };
    match &mut config.schedule {
        Schedule::Constant | Schedule::Cosine | Schedule::OneCycle => {}
        Schedule::Step { every, factor } => {
            let about = words("setup-every");
            setting(ui, explain, &about, every, &1, |ui, every| whole(ui, &about.title, every, 1..=100, Scale::Linear));
            times(ui, factor, 0.5);
        }
        Schedule::Exponential { factor } => times(ui, factor, 0.7),
    }
    let about = words("setup-warm-up");
    setting(ui, explain, &about, &mut config.warmup, &usual.warmup, |ui, epochs| {
        let scale = Scale::Logarithmic { smallest: 0.05 };
        number(ui, &about.title, epochs, TrainConfig::WARM_UP, scale, |n| {
            tr!("setup-in-epochs", number = significant(n)).into_owned()
        })
    });
}

/// The largest L2 norm that a gradient may have.
pub fn clipping(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let usual = editor.usual.config.clip_norm;
    let about = words("setup-clip-norm");
    setting(ui, editor.explain, &about, &mut editor.setup.config.clip_norm, &usual, |ui, norm| {
        let scale = Scale::Logarithmic { smallest: 0.001 };
        optional(ui, &about.title, norm, 1.0, |ui, norm| {
            number(ui, &about.title, norm, TrainConfig::CLIP_NORM, scale, significant)
        })
    });
}
