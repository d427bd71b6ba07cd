//! The Train tab: settings at the left, the transport above, the curves in the room that is left, the runs below.

mod result;
mod runs;
mod setup;
mod transport;

use eframe::egui::{self, Button, RichText, ScrollArea, Ui, vec2};

use super::TabContext;
use super::draw::Source;
use crate::app::command::Command;
use crate::app::training::curves::curves;
use crate::app::training::{Run, StartFrom, TrainCommand};
use crate::app::widgets::plots::{self, Metric, Span};
use crate::app::{icons, theme};

/// Least and greatest width of the settings, in points.
const SETTINGS: [f32; 2] = [316.0, 380.0];
/// Least width for settings and run beside each other, in points.
const SIDE_BY_SIDE: f32 = 740.0;
/// Height below which the side of the run scrolls, and its scroll bar needs room, in points.
const WITHOUT_SCROLLING: f32 = 540.0;
/// Least height of a plot, in points.
const LEAST_PLOT: f32 = 120.0;

/// What the Train tab keeps.
#[derive(Default)]
pub struct TrainTab {}

/// Draws the Train tab. `source` says which weights the canvas reads with.
pub fn ui(ui: &mut Ui, _tab: &mut TrainTab, source: Source, context: &mut TabContext<'_>) {
    let width = ui.available_width();
    if width < SIDE_BY_SIDE {
        // One below the other, and everything scrolls.
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            run_side(ui, source, 0.0, context);
            ui.add_space(theme::space::L);
            setup::head(ui, context);
            setup::groups(ui, context);
        });
        return;
    }
    let settings = (width * 0.22).clamp(SETTINGS[0], SETTINGS[1]);
    egui::Panel::left("train settings").resizable(false).exact_size(settings).show(ui, |ui| {
        setup::head(ui, context);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - theme::space::M);
            setup::groups(ui, context);
        });
    });
    egui::CentralPanel::default().show(ui, |ui| {
        let height = ui.available_height();
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            if height < WITHOUT_SCROLLING {
                ui.set_max_width(ui.available_width() - theme::space::M);
            }
            run_side(ui, source, height, context);
        });
    });
}

/// Everything about the run, in `height` points or what it needs at least.
fn run_side(ui: &mut Ui, source: Source, height: f32, context: &mut TabContext<'_>) {
    if context.training.runs.is_empty() {
        idle(ui, height, context);
        return;
    }
    let top = ui.cursor().top();
    transport::show(ui, source, context);
    let rest = height - (ui.cursor().top() - top) - runs::height(ui, context.training);
    let Some(run) = context.training.shown() else { return };
    charts(ui, run, rest);
    runs::show(ui, context);
}

/// Before the first run: what will happen, and the one button that makes it happen.
fn idle(ui: &mut Ui, height: f32, context: &mut TabContext<'_>) {
    let palette = theme::palette(ui);
    let shared = context.shared;
    let plan = match (&shared.current, &shared.data) {
        (Some(current), Some(data)) => context.settings.train.plan(&current.model, data.train.len()),
        (None, _) => "The model is being loaded".to_owned(),
        (_, None) => "The images are being unpacked".to_owned(),
    };
    let consequence = match context.settings.train.start_from {
        StartFrom::CurrentModel => "It goes on from what the model has learned; the model itself stays as it is",
        StartFrom::FreshWeights => "It starts from random weights and learns everything anew",
    };
    let title = egui::TextWrapMode::Wrap;
    let block = 260.0;
    ui.add_space(((height - block) / 2.0).max(0.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        ui.label(RichText::new(icons::CHART_LINE_UP).size(theme::size::LARGE).color(palette.accent));
        ui.add_space(theme::space::S);
        let plan = RichText::new(plan).font(theme::strong_font(theme::size::TITLE));
        ui.add(egui::Label::new(plan).wrap_mode(title));
        ui.label(RichText::new(consequence).color(palette.quiet));
        ui.add_space(theme::space::M);
        let can_start = context.training.can(TrainCommand::Start, shared);
        let about = TrainCommand::Start.about();
        let text =
            RichText::new(format!("{} Start training", icons::PLAY)).font(theme::strong_font(theme::size::TITLE));
        let button = Button::new(text.color(palette.on_accent)).fill(palette.accent).min_size(vec2(220.0, 48.0));
        let response = ui.add_enabled(can_start, button);
        if response.on_hover_text(about.tooltip.as_ref()).clicked() {
            context.commands.push(Command::Train(TrainCommand::Start));
        }
        ui.add_space(theme::space::S);
        let promise = "Loss and accuracy are drawn here while it trains; you can pause, stop and draw meanwhile";
        ui.label(RichText::new(promise).size(theme::size::SMALL).color(palette.quiet));
        if let Some(number) = context.training.discarded() {
            ui.add_space(theme::space::M);
            runs::offer_back(ui, number, context);
        }
    });
}

/// Both plots of `run`, in `height` points.
fn charts(ui: &mut Ui, run: &Run, height: f32) {
    let gaps = 4.0 * ui.spacing().item_spacing.y;
    let each = ((height - 2.0 * plots::CAPTION - gaps) / 2.0).max(LEAST_PLOT);
    let best = run.history.best_epoch().map(|best| best.epoch);
    // A run that is over needs room for what it did, not for what was asked for.
    let epochs = if run.phase.is_live() { run.config.epochs as f64 } else { run.epochs_done().max(0.1) };
    let span = Span { run: run.number, epochs, best };
    let width = ui.available_width() as usize;
    for metric in Metric::ALL {
        plots::caption(ui, metric);
        plots::show(ui, metric, &curves(run, metric, width), span, each);
    }
}
