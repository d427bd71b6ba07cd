//! The settings of the next run, in groups that fold. Every control keeps its value in range and says what it does.

use std::ops::RangeInclusive;

use eframe::egui::{self, CollapsingHeader, ComboBox, DragValue, RichText, Slider, SliderClamping, Ui};

use crate::app::shared::Shared;
use crate::app::tabs::TabContext;
use crate::app::training::{Setup, StartFrom};
use crate::app::widgets::button::IconButton;
use crate::app::{format, icons, theme};
use crate::model::Arch;
use crate::train::{Optimiser, Schedule, SplitPlan, TrainConfig};

/// Width of the words left of a control.
const LABEL: f32 = 114.0;
/// Width of the number right of a slider.
const NUMBER: f32 = 76.0;

/// Title, and the way back to the defaults.
pub fn head(ui: &mut Ui, context: &mut TabContext<'_>) {
    let setup = &mut context.settings.train;
    ui.horizontal(|ui| {
        ui.heading("Settings");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let reset = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, "Defaults");
            if ui.add(reset).on_hover_text("Set everything below back to its default").clicked() {
                *setup = Setup::defaults(setup.start_from);
            }
        });
    });
}

/// The settings; what is changed counts from the next run on.
pub fn groups(ui: &mut Ui, context: &mut TabContext<'_>) {
    let (setup, shared) = (&mut context.settings.train, context.shared);
    let available = shared.data.as_ref().map_or(60_000, |data| data.train.len());
    group(ui, "Start from", |ui| start(ui, setup, shared));
    group(ui, "Length", |ui| length(ui, &mut setup.config));
    group(ui, "Learning", |ui| learning(ui, &mut setup.config));
    group(ui, "Variety", |ui| variety(ui, &mut setup.config));
    group(ui, "Images", |ui| images(ui, &mut setup.config, available));
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
            let network = card.architecture.title();
            let name = if card.name == network { String::new() } else { format!("{}: ", card.name) };
            quiet(ui, &format!("{name}{network}, {weights} weights"));
        }
        (StartFrom::CurrentModel, None) => quiet(ui, "The model is being loaded"),
        (StartFrom::FreshWeights, _) => network(ui, &mut setup.config.arch),
    }
}

fn network(ui: &mut Ui, arch: &mut Arch) {
    let told = |arch: Arch| format!("{}, {} weights", arch.title(), format::count(arch.parameters()));
    let combo = ComboBox::from_id_salt("network")
        .selected_text(told(*arch))
        .width(ui.available_width())
        .height(320.0)
        .truncate();
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
    row(ui, "Epochs", help, |ui| whole(ui, &mut config.epochs, 1..=1_000, COUNTS));
    let help = "Images the network looks at before it changes its weights once";
    row(ui, "Batch size", help, |ui| whole(ui, &mut config.batch_size, 1..=4_096, COUNTS));
    let help = "Processor cores to compute on; fewer leave more for other programs";
    row(ui, "Threads", help, |ui| {
        let text = |n: f64| if n < 0.5 { "all".to_owned() } else { format!("{n:.0}") };
        number(ui, &mut config.threads, 0..=16, Scale::Linear, text)
    });
    let help = "Number that all chance in the run comes from: the same seed gives the same run";
    row(ui, "Seed", help, |ui| {
        ui.add_sized(
            [NUMBER, theme::CONTROL_HEIGHT],
            DragValue::new(&mut config.seed).speed(0.1).range(0..=u64::from(u32::MAX)),
        )
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
    if let Optimiser::Sgd { momentum, .. } = &mut config.optimiser {
        let help = "Share of the last step that is kept in the next one";
        row(ui, "Momentum", help, |ui| number(ui, momentum, 0.0..=0.99, Scale::Linear, |n| format!("{n:.2}")));
    }
    let help = "How far each step goes: too small learns slowly, too large never settles; above 0, at most 10";
    row(ui, "Learning rate", help, |ui| {
        let scale = Scale::Logarithmic { smallest: 1e-6 };
        number(ui, &mut config.learning_rate, 1e-6..=10.0, scale, significant)
    });
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
    row(ui, "Weight decay", help, |ui| {
        number(ui, &mut config.weight_decay, 0.0..=1.0, Scale::Logarithmic { smallest: 1e-4 }, significant)
    });
    let help = "Asks for a little less than certainty in every answer, from 0 to 0.5";
    row(ui, "Label smoothing", help, |ui| {
        number(ui, &mut config.label_smoothing, 0.0..=0.5, Scale::Linear, |n| format!("{n:.2}"))
    });
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
    if let SplitPlan::Standard { validation } = &mut config.data.split {
        row(ui, "Validation", help, |ui| whole(ui, validation, 1..=most, Scale::Linear));
    }
    let help = "Trains on a part of the images only: quicker, and shows how much the number of images matters";
    let mut is_limited = config.limit.is_some();
    ui.visuals_mut().widgets.inactive.bg_stroke.color = theme::palette(ui).strong_line;
    let rest = available.saturating_sub(config.data.split.held_out(available)).max(1);
    if ui.checkbox(&mut is_limited, "Train on fewer images").on_hover_text(help).changed() {
        config.limit = is_limited.then_some(rest.min(10_000));
    }
    if let Some(limit) = &mut config.limit {
        row(ui, "At most", help, |ui| whole(ui, limit, 1..=rest, COUNTS));
    }
}

/// For counts, from 1.
const COUNTS: Scale = Scale::Logarithmic { smallest: 1.0 };

/// A label and a control beside it; hovering either shows `help`.
fn row(ui: &mut Ui, title: &str, help: &str, control: impl FnOnce(&mut Ui) -> egui::Response) {
    ui.horizontal(|ui| {
        let size = egui::vec2(LABEL, theme::CONTROL_HEIGHT);
        let (rect, label) = ui.allocate_exact_size(size, egui::Sense::hover());
        let place = rect.left_center();
        let font = theme::font(theme::size::BODY);
        ui.painter().text(place, egui::Align2::LEFT_CENTER, title, font, theme::palette(ui).ink);
        label.on_hover_text(help);
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
    /// Even steps in ratio, down to the smallest value above 0.
    Logarithmic {
        smallest: f64,
    },
}

fn whole(ui: &mut Ui, value: &mut usize, range: RangeInclusive<usize>, scale: Scale) -> egui::Response {
    number(ui, value, range, scale, |n| format::count(n as usize))
}

fn small(ui: &mut Ui, value: &mut f32, range: RangeInclusive<f32>, decimals: usize, unit: &str) -> egui::Response {
    number(ui, value, range, Scale::Linear, |n| format!("{n:.decimals$}{unit}"))
}

/// A slider with its number beside it, to be dragged or typed. What is typed is brought into the range.
fn number<N: egui::emath::Numeric>(
    ui: &mut Ui,
    value: &mut N,
    range: RangeInclusive<N>,
    scale: Scale,
    text: impl Fn(f64) -> String,
) -> egui::Response {
    let gap = ui.spacing().item_spacing.x;
    ui.spacing_mut().slider_width = (ui.available_width() - NUMBER - gap).max(48.0);
    let (least, most) = (range.start().to_f64(), range.end().to_f64());
    let (is_logarithmic, smallest) = match scale {
        Scale::Linear => (false, 1.0),
        Scale::Logarithmic { smallest } => (true, smallest),
    };
    let slider = Slider::new(value, range.clone()).clamping(SliderClamping::Edits).show_value(false);
    let slider = ui.add(slider.logarithmic(is_logarithmic).smallest_positive(smallest));
    let size = egui::vec2(NUMBER, theme::CONTROL_HEIGHT);
    let parse = |text: &str| text.replace(',', "").trim_end_matches(|c: char| !c.is_ascii_digit()).trim().parse().ok();
    let speed = if is_logarithmic { value.to_f64().max(smallest) * 0.02 } else { (most - least) / 400.0 };
    let field = DragValue::new(value).range(range).clamp_existing_to_range(false).speed(speed);
    let field = ui.add_sized(size, field.custom_formatter(|n, _| text(n)).custom_parser(parse));
    let answer = format!("From {} to {}", text(least), text(most));
    slider | field.on_hover_text(answer)
}

/// A number from 0 with two significant digits, without an exponent.
fn significant(value: f64) -> String {
    if value < 1e-9 {
        return "0".to_owned();
    }
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
