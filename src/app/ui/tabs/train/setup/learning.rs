//! Optimiser and schedule, with a sketch of the rate over the run.

use egui::Ui;

use super::number::{Scale, choice, number, small, whole};
use super::row::{GUTTER, Shown, setting, words};
use super::{Desk, sketch};
use crate::app::core::command::Command;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::finder::FinderCommand;
use crate::app::ui::widgets::button::{self, Enabled, Look, Show};
use crate::text::Named;
use crate::train::TrainConfig;
use crate::train::config::{Optimiser, Schedule};
use crate::train::schedule::{Position, warm_up};

/// Steps of an epoch in the sketch.
const STEPS: f64 = 400.0;

/// Draws them.
pub fn show(ui: &mut Ui, desk: &mut Desk<'_>) {
    optimiser(ui, desk);
    schedule(ui, desk);
    let config = &desk.setup.config;
    let (epochs, peak) = (config.epochs as f64, config.learning_rate);
    sketch::show(ui, config.epochs, |share| {
        let position = Position { epochs: share * epochs, step: 1.0 / STEPS, total: epochs };
        config.schedule.rate_at(position, peak) * warm_up(position, config.warmup)
    });
    let find = Command::FindRate(FinderCommand::Start);
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        if button::command(ui, &find, Enabled::when(desk.can_find), Show::Both, Look::Plain).clicked() {
            desk.commands.push(Command::Watch(TrainView::Rates));
            desk.commands.push(find);
        }
    });
    clipping(ui, desk);
}

fn optimiser(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let help = config.optimiser.help();
    let about = words("Optimiser", &help);
    let before = config.optimiser;
    setting(ui, explain, about, &mut config.optimiser, &usual.optimiser, |ui, optimiser| {
        let told = |one: Optimiser| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "optimiser", &optimiser.title(), Optimiser::ALL, told);
        if let Some(picked) = picked.filter(|picked| !picked.is_same_kind(*optimiser)) {
            *optimiser = picked;
        }
        shown
    });
    if !config.optimiser.is_same_kind(before) {
        // The rate that suits one is far from what suits the other.
        config.learning_rate *= config.optimiser.usual_rate() / before.usual_rate();
    }
    let standard = Optimiser::ALL.into_iter().find(|one| one.is_same_kind(config.optimiser));
    let share = |ui: &mut Ui, title: &str, value: &mut f64, most: f64| small(ui, title, value, 0.0..=most, 3, "");
    match (&mut config.optimiser, standard) {
        (Optimiser::Sgd { momentum, nesterov }, Some(Optimiser::Sgd { momentum: usual, nesterov: looks_ahead })) => {
            let about = words("Momentum", "Share of the last step that is kept in the next one");
            setting(ui, explain, about, momentum, &usual, |ui, value| share(ui, about.title, value, 0.99));
            let about =
                words("Nesterov", "Measures the slope where the momentum is about to lead, not where it stands");
            setting(ui, explain, about, nesterov, &looks_ahead, switch);
        }
        (Optimiser::RmsProp { decay, momentum }, Some(Optimiser::RmsProp { decay: usual, momentum: rolling })) => {
            let about = words("Decay", "How long the usual steepness of each weight is remembered");
            setting(ui, explain, about, decay, &usual, |ui, value| share(ui, about.title, value, 0.999));
            let about = words("Momentum", "Share of the last step that is kept in the next one");
            setting(ui, explain, about, momentum, &rolling, |ui, value| share(ui, about.title, value, 0.99));
        }
        (
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 },
            Some(Optimiser::Adam { beta1: first, beta2: second } | Optimiser::AdamW { beta1: first, beta2: second }),
        ) => {
            let about = words("Beta 1", "How long the direction of earlier steps is remembered");
            setting(ui, explain, about, beta1, &first, |ui, value| share(ui, about.title, value, 0.999));
            let about = words("Beta 2", "How long the usual steepness of each weight is remembered");
            setting(ui, explain, about, beta2, &second, |ui, value| share(ui, about.title, value, 0.9999));
        }
        (
            Optimiser::Sgd { .. } | Optimiser::RmsProp { .. } | Optimiser::Adam { .. } | Optimiser::AdamW { .. },
            Some(_) | None,
        ) => {}
    }
}

fn schedule(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let config = &mut desk.setup.config;
    let help = config.schedule.help();
    let about = words("Schedule", &help);
    setting(ui, explain, about, &mut config.schedule, &usual.schedule, |ui, schedule| {
        let told = |one: Schedule| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "schedule", &schedule.title(), Schedule::ALL, told);
        if let Some(picked) = picked.filter(|picked| !picked.is_same_kind(*schedule)) {
            *schedule = picked;
        }
        shown
    });
    let factor_help = "What the rate is multiplied by, above 0 and at most 1";
    match &mut config.schedule {
        Schedule::Constant | Schedule::Cosine | Schedule::OneCycle => {}
        Schedule::Step { every, factor } => {
            let about = words("Every", "Epochs between two changes of the rate");
            setting(ui, explain, about, every, &1, |ui, every| whole(ui, about.title, every, 1..=100, Scale::Linear));
            let about = words("Times", factor_help);
            setting(ui, explain, about, factor, &0.5, |ui, factor| small(ui, about.title, factor, 0.01..=1.0, 2, ""));
        }
        Schedule::Exponential { factor } => {
            let about = words("Times", factor_help);
            setting(ui, explain, about, factor, &0.7, |ui, factor| small(ui, about.title, factor, 0.01..=1.0, 2, ""));
        }
    }
    let about =
        words("Warm-up", "Epochs over which the rate first rises from nothing, so that the first steps do no harm");
    setting(ui, explain, about, &mut config.warmup, &usual.warmup, |ui, epochs| {
        let scale = Scale::Logarithmic { smallest: 0.05 };
        number(ui, about.title, epochs, TrainConfig::WARM_UP, scale, |n| {
            format!("{} ep.", super::number::significant(n))
        })
    });
}

/// The longest step.
pub fn clipping(ui: &mut Ui, desk: &mut Desk<'_>) {
    let usual = desk.usual.config.clip_norm;
    let about = words(
        "Clip gradient",
        "Shortens a step that is longer than this, so that one odd batch cannot throw the weights off",
    );
    setting(ui, desk.explain, about, &mut desk.setup.config.clip_norm, &usual, |ui, norm| {
        let scale = Scale::Logarithmic { smallest: 0.001 };
        super::number::optional(ui, about.title, norm, 1.0, |ui, norm| {
            number(ui, about.title, norm, TrainConfig::CLIP_NORM, scale, super::number::significant)
        })
    });
}

/// On or off.
pub fn switch(ui: &mut Ui, value: &mut bool) -> Shown {
    ui.visuals_mut().widgets.inactive.bg_stroke.color = crate::app::ui::theme::palette(ui).strong_line;
    ui.checkbox(value, "").into()
}
