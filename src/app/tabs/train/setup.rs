//! The settings of the next run, in groups that fold. Every control keeps its value in range and says what it does.

use std::ops::RangeInclusive;

use eframe::egui::{self, CollapsingHeader, ComboBox, RichText, ScrollArea, Slider, SliderClamping, Ui};

use crate::app::shared::Shared;
use crate::app::tabs::TabContext;
use crate::app::training::{Setup, StartFrom};
use crate::app::{format, icons, theme};
use crate::model::Arch;
use crate::train::config::{Optimiser, Schedule, TrainConfig};

/// Width of the words left of a control.
const LABEL: f32 = 104.0;
/// Width of the number right of a slider, with its gap.
const NUMBER: f32 = 72.0;

/// Shows the panel; what is changed counts from the next run on.
pub fn show(ui: &mut Ui, context: &mut TabContext<'_>) {
    let (setup, shared) = (&mut context.settings.train, context.shared);
    ui.horizontal(|ui| {
        ui.heading("Settings");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let reset = ui.button(format!("{} Defaults", icons::ARROW_COUNTER_CLOCKWISE));
            if reset.on_hover_text("Set everything below back to its default").clicked() {
                *setup = Setup::defaults(setup.start_from);
            }
        });
    });
    let available = shared.data.as_ref().map_or(60_000, |data| data.train.len());
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        // Room for the scroll bar, so that it covers no numbers.
        ui.set_max_width(ui.available_width() - theme::space::M);
        group(ui, "Start from", |ui| start(ui, setup, shared));
        group(ui, "Length", |ui| length(ui, &mut setup.config));
        group(ui, "Learning", |ui| learning(ui, &mut setup.config));
        group(ui, "Variety", |ui| variety(ui, &mut setup.config));
        group(ui, "Images", |ui| images(ui, &mut setup.config, available));
    });
}

fn group(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    let title = RichText::new(title).font(theme::strong_font(theme::size::BODY));
    CollapsingHeader::new(title).default_open(true).show_unindented(ui, |ui| {
        contents(ui);
        ui.add_space(theme::space::S);
    });
}

fn start(ui: &mut Ui, setup: &mut Setup, shared: &Shared) {
    ui.horizontal(|ui| {
        let choices = [
            (StartFrom::CurrentModel, "Current model", "Fine-tuning: goes on from what the current model has learned"),
            (StartFrom::FreshWeights, "Fresh weights", "Starts from random weights and learns everything anew"),
        ];
        for (choice, title, help) in choices {
            let is_chosen = setup.start_from == choice;
            if ui.selectable_label(is_chosen, title).on_hover_text(help).clicked() && !is_chosen {
                setup.switch(choice);
            }
        }
    });
    match (setup.start_from, &shared.current) {
        (StartFrom::CurrentModel, Some(current)) => {
            let card = &current.model.card;
            let weights = format::count(card.parameters);
            quiet(ui, &format!("{}: {}, {weights} weights", card.name, card.architecture.title()));
        }
        (StartFrom::CurrentModel, None) => quiet(ui, "The model is being loaded"),
        (StartFrom::FreshWeights, _) => network(ui, &mut setup.config.arch),
    }
}

fn network(ui: &mut Ui, arch: &mut Arch) {
    let told = |arch: Arch| format!("{}, {} weights", arch.title(), format::count(arch.parameters()));
    let combo = ComboBox::from_id_salt("network").selected_text(told(*arch)).width(ui.available_width()).truncate();
    let response = combo.show_ui(ui, |ui| {
        for choice in Arch::ALL {
            ui.selectable_value(arch, choice, told(choice)).on_hover_text(choice.description());
        }
    });
    let response = response.response.on_hover_text("The network to train: how many layers it has, and of which kind");
    name(ui, &response, "Network");
    quiet(ui, arch.description());
}

fn length(ui: &mut Ui, config: &mut TrainConfig) {
    let help = "How often the network sees every training image";
    row(ui, "Epochs", help, |ui| whole(ui, &mut config.epochs, 1..=1_000, Scale::Logarithmic));
    let help = "Images the network looks at before it changes its weights once";
    row(ui, "Batch size", help, |ui| whole(ui, &mut config.batch_size, 1..=4_096, Scale::Logarithmic));
    let help = "Processor cores to compute on; fewer leave more for other programs";
    row(ui, "Threads", help, |ui| {
        let slider = Slider::new(&mut config.threads, 0..=16).clamping(SliderClamping::Edits);
        ui.add(slider.custom_formatter(|n, _| if n < 0.5 { "all".to_owned() } else { format!("{n:.0}") }))
    });
    let help = "Number that all chance in the run comes from: the same seed gives the same run";
    row(ui, "Seed", help, |ui| {
        ui.add(egui::DragValue::new(&mut config.seed).speed(0.1).range(0..=u64::from(u32::MAX)))
    });
}

fn learning(ui: &mut Ui, config: &mut TrainConfig) {
    let before = config.optimiser;
    row(ui, "Optimiser", config.optimiser.description(), |ui| {
        let combo = ComboBox::from_id_salt("optimiser").selected_text(before.title()).width(ui.available_width());
        let shown = combo.show_ui(ui, |ui| {
            for choice in Optimiser::ALL {
                let is_chosen = choice.is_same_kind(before);
                let item = ui.selectable_label(is_chosen, choice.title()).on_hover_text(choice.description());
                if item.clicked() && !is_chosen {
                    config.optimiser = choice;
                    // The rate that suits one is far from what suits the other.
                    config.learning_rate *= choice.usual_rate() / before.usual_rate();
                }
            }
        });
        shown.response
    });
    if let Optimiser::Sgd { momentum } = &mut config.optimiser {
        let help = "Share of the last step that is kept in the next one";
        row(ui, "Momentum", help, |ui| ui.add(Slider::new(momentum, 0.0..=0.99).fixed_decimals(2)));
    }
    let help = "How far each step goes: too small learns slowly, too large never settles; above 0, at most 10";
    row(ui, "Learning rate", help, |ui| rate(ui, &mut config.learning_rate));
    row(ui, "Schedule", config.schedule.description(), |ui| {
        let now = config.schedule;
        let combo = ComboBox::from_id_salt("schedule").selected_text(now.title()).width(ui.available_width());
        let shown = combo.show_ui(ui, |ui| {
            for choice in Schedule::ALL {
                ui.selectable_value(&mut config.schedule, choice, choice.title()).on_hover_text(choice.description());
            }
        });
        shown.response
    });
    let help = "Pulls all weights a little towards zero in every step, against learning by heart";
    row(ui, "Weight decay", help, |ui| decimal(ui, &mut config.weight_decay, 0.0..=1.0, 4));
    let help = "Asks for a little less than certainty in every answer, from 0 to 0.5";
    row(ui, "Label smoothing", help, |ui| decimal(ui, &mut config.label_smoothing, 0.0..=0.5, 2));
}

fn variety(ui: &mut Ui, config: &mut TrainConfig) {
    quiet(ui, "Random changes to every training image, so that the network sees more than there is (augmentation)");
    let augmentation = &mut config.augmentation;
    let help = "Moves the digit by up to so many pixels, from 0 to 8";
    row(ui, "Shift", help, |ui| small(ui, &mut augmentation.shift, 0.0..=8.0, 1, " px"));
    let help = "Turns the digit by up to so many degrees to either side, from 0 to 45";
    row(ui, "Rotation", help, |ui| small(ui, &mut augmentation.rotation, 0.0..=45.0, 0, "°"));
    let help = "Makes the digit larger or smaller by up to this share, from 0 to 0.5";
    row(ui, "Size", help, |ui| small(ui, &mut augmentation.scale, 0.0..=0.5, 2, ""));
    let help = "Slants the digit to either side by up to this share of its height, from 0 to 0.5";
    row(ui, "Slant", help, |ui| small(ui, &mut augmentation.shear, 0.0..=0.5, 2, ""));
}

fn images(ui: &mut Ui, config: &mut TrainConfig, available: usize) {
    let most = available.saturating_sub(1).max(1);
    let help = "Images held out of training, to see how well the network reads what it has never seen";
    row(ui, "Validation", help, |ui| whole(ui, &mut config.validation_images, 1..=most, Scale::Linear));
    let help = "Trains on a part of the images only: quicker, and shows how much the number of images matters";
    let mut is_limited = config.limit.is_some();
    let rest = available.saturating_sub(config.validation_images).max(1);
    if ui.checkbox(&mut is_limited, "Train on fewer images").on_hover_text(help).changed() {
        config.limit = is_limited.then_some(rest.min(10_000));
    }
    if let Some(limit) = &mut config.limit {
        row(ui, "At most", help, |ui| whole(ui, limit, 1..=rest, Scale::Logarithmic));
    }
}

/// A label and a control beside it; hovering either shows `help`.
fn row(ui: &mut Ui, title: &str, help: &str, control: impl FnOnce(&mut Ui) -> egui::Response) {
    ui.horizontal(|ui| {
        let size = egui::vec2(LABEL, theme::CONTROL_HEIGHT);
        let (rect, label) = ui.allocate_exact_size(size, egui::Sense::hover());
        let place = rect.left_center();
        let font = theme::font(theme::size::BODY);
        ui.painter().text(place, egui::Align2::LEFT_CENTER, title, font, theme::palette(ui).ink);
        label.on_hover_text(help);
        ui.spacing_mut().slider_width = (ui.available_width() - NUMBER).max(60.0);
        let response = control(ui).on_hover_text(help);
        name(ui, &response, title);
    });
}

/// Gives a control the name that stands beside it, for those who do not see it.
fn name(ui: &Ui, response: &egui::Response, title: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(title));
}

#[derive(Clone, Copy)]
enum Scale {
    Linear,
    Logarithmic,
}

fn whole(ui: &mut Ui, value: &mut usize, range: RangeInclusive<usize>, scale: Scale) -> egui::Response {
    let slider =
        Slider::new(value, range).clamping(SliderClamping::Edits).logarithmic(matches!(scale, Scale::Logarithmic));
    let formatter = |n: f64, _: RangeInclusive<usize>| format::count(n as usize);
    ui.add(slider.custom_formatter(formatter).custom_parser(|text| text.replace(',', "").trim().parse().ok()))
}

fn decimal(ui: &mut Ui, value: &mut f64, range: RangeInclusive<f64>, decimals: usize) -> egui::Response {
    let smallest = 0.1_f64.powi(decimals as i32);
    let slider = Slider::new(value, range).clamping(SliderClamping::Edits).max_decimals(decimals);
    ui.add(slider.logarithmic(true).smallest_positive(smallest))
}

fn small(ui: &mut Ui, value: &mut f32, range: RangeInclusive<f32>, decimals: usize, unit: &str) -> egui::Response {
    ui.add(Slider::new(value, range).clamping(SliderClamping::Edits).fixed_decimals(decimals).suffix(unit))
}

fn rate(ui: &mut Ui, value: &mut f64) -> egui::Response {
    let slider = Slider::new(value, 1e-6..=10.0).logarithmic(true).clamping(SliderClamping::Edits);
    ui.add(slider.custom_formatter(|rate, _| significant(rate)))
}

/// A positive number with two significant digits, without an exponent.
fn significant(value: f64) -> String {
    let decimals = (1 - value.max(1e-12).log10().floor() as i32).clamp(0, 9) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn quiet(ui: &mut Ui, text: &str) {
    ui.label(RichText::new(text).size(theme::size::SMALL).color(theme::palette(ui).quiet));
}

#[cfg(test)]
mod tests {
    use super::significant;

    #[test]
    fn rates_show_two_significant_digits() {
        assert_eq!(
            [0.002, 0.0005, 0.000_012, 0.1, 1.0, 10.0].map(significant),
            ["0.002", "0.0005", "0.000012", "0.1", "1", "10"]
        );
    }
}
