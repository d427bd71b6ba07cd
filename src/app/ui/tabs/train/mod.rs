//! The Train tab: settings at the left, the transport above, the view that is open in the room that is left, the runs
//! below.

mod advice;
mod result;
mod runs;
pub mod setup;
mod transport;
pub mod views;

use egui::{Button, RichText, ScrollArea, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::setup::StartFrom;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::command::TrainCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::scroll;
use crate::text::Named;
use crate::tr;
use setup::SetupView;
use views::Views;

/// Least and greatest width of the settings, in points.
const SETTINGS: [f32; 2] = [332.0, 380.0];
/// Least width for settings and run beside each other, in points.
const SIDE_BY_SIDE: f32 = 740.0;

/// What the Train tab keeps.
#[derive(Default)]
pub struct TrainTab {
    views: Views,
    /// The settings at the left.
    pub setup: SetupView,
}

/// Draws the Train tab.
pub fn ui(ui: &mut Ui, tab: &mut TrainTab, context: &mut ViewContext<'_>) {
    let width = ui.available_width();
    if width < SIDE_BY_SIDE {
        // One below the other, and everything scrolls.
        scroll::page(ui, theme::space::S, |ui| {
            run_side(ui, &mut tab.views, 0.0, context);
            ui.add_space(theme::space::L);
            setup::head(ui, context);
            setup::groups(ui, &mut tab.setup, context);
        });
        return;
    }
    let settings = (width * 0.22).clamp(SETTINGS[0], SETTINGS[1]);
    egui::Panel::left("train-settings").resizable(false).exact_size(settings).show(ui, |ui| {
        // As wide as the settings below, which leave room for their scroll bar.
        ui.scope(|ui| {
            ui.set_max_width(ui.available_width() - theme::space::M);
            setup::head(ui, context);
        });
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - theme::space::M);
            setup::groups(ui, &mut tab.setup, context);
        });
    });
    egui::CentralPanel::default().show(ui, |ui| {
        let height = ui.available_height();
        scroll::page(ui, theme::space::M, |ui| run_side(ui, &mut tab.views, height, context));
    });
}

/// Everything about the run, in `height` points or what it needs at least.
fn run_side(ui: &mut Ui, views: &mut Views, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    let has_run = !context.core.training.runs.is_empty();
    transport::show(ui, context.core.canvas.source, context);
    views::choice(ui, views, context);
    if has_run && context.settings.train_view.needs_a_run() {
        advice::show(ui, context);
    }
    let rest = height - (ui.cursor().top() - top);
    if !has_run && context.settings.train_view.needs_a_run() {
        idle(ui, rest, context);
        return;
    }
    // The view of all runs has them in its list.
    let has_list = context.settings.train_view == TrainView::Runs && context.core.training.discarded().is_none();
    let has_rows = has_run && !has_list;
    let rows = if has_rows { runs::height(ui, &context.core.training) } else { 0.0 };
    views::show(ui, views, rest - rows, context);
    if has_rows {
        runs::show(ui, context);
    }
}

/// Before the first run: what will happen, and the one button that makes it happen.
fn idle(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let shared = &context.core.shared;
    let plan = match (&shared.current, &shared.data) {
        (Some(current), Some(data)) if shared.has_images() => {
            context.settings.train.plan(&current.model, data.train.len()).to_string()
        }
        (None, _) => tr!("idle-model-loading").into_owned(),
        (Some(_), _) if shared.data_fault.is_some() => tr!("idle-images-fault").into_owned(),
        (Some(_), _) => tr!("idle-images-opening").into_owned(),
    };
    let consequence = match context.settings.train.start_from {
        StartFrom::CurrentModel => tr!("idle-from-current"),
        StartFrom::FreshWeights => tr!("idle-from-fresh"),
    };
    let title = egui::TextWrapMode::Wrap;
    let block = 230.0;
    ui.add_space(((height - block) / 2.0).max(0.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        let icon = context.settings.train_view.icon();
        ui.label(RichText::new(icon).size(theme::size::LARGE).color(palette.accent));
        ui.add_space(theme::space::S);
        let plan = RichText::new(plan).font(theme::strong_font(theme::size::TITLE));
        ui.add(egui::Label::new(plan).wrap_mode(title));
        ui.label(RichText::new(consequence).color(palette.quiet));
        ui.add_space(theme::space::M);
        let can_start = context.core.training.can(TrainCommand::Start, shared);
        let info = Command::Train(TrainCommand::Start).info();
        let text = RichText::new(format!("{} {}", icons::PLAY, tr!("idle-start")))
            .font(theme::strong_font(theme::size::TITLE));
        let button = Button::new(text.color(palette.on_accent)).fill(palette.accent).min_size(vec2(220.0, 48.0));
        let response = ui.add_enabled(can_start, button);
        if response.on_hover_text(info.help.to_string()).clicked() {
            context.commands.push(Command::Train(TrainCommand::Start));
        }
        ui.add_space(theme::space::S);
        let view = context.settings.train_view;
        let promise = tr!("idle-promise", view = view.help());
        ui.add(egui::Label::new(RichText::new(promise).size(theme::size::SMALL).color(palette.quiet)).wrap());
    });
}
