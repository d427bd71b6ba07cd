//! The right side of the Train tab as a choice of views: what can be watched while a network learns. A new one is a
//! file here and a variant of [`TrainView`].

mod charts;
mod curves;
mod digits;
pub mod empty;
mod finder;
mod laid_over;
mod layers;
mod rates;
pub mod runs;
mod stepped;
mod watch;

use egui::{Response, Ui};

use crate::app::core::command::Command;
use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button;
use crate::app::ui::widgets::tabs::{self, Open, TabWords};
use crate::text::Named;

/// Width of the choice of axes beside it, in points, where there are plots.
const AXES: f32 = 92.0;

/// What the views keep between frames.
#[derive(Default)]
pub struct Views {
    charts: charts::Charts,
    layers: layers::Layers,
    digits: digits::Digits,
}

/// The choice of the view, and of the axes where there are plots.
pub fn choice(ui: &mut Ui, views: &mut Views, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        // The same in every view and before the first run, so that nothing jumps from one to the next.
        view_tabs(ui, ui.available_width() - AXES - theme::space::S, Shown::View, context);
        if has_axes(context) {
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(right, |ui| views.charts.choice(ui, context.settings));
        }
    });
}

/// Whether the open view has axes to choose.
fn has_axes(context: &ViewContext<'_>) -> bool {
    let has_ticked = !context.core.runs.ticked.is_empty();
    context.settings.train_view.has_plots() && (context.core.training.shown().is_some() || has_ticked)
}

/// The choice of the axes alone, where the open view has axes.
pub fn axes(ui: &mut Ui, views: &mut Views, context: &mut ViewContext<'_>) {
    if has_axes(context) {
        let room = egui::vec2(AXES, theme::CONTROL_HEIGHT);
        let right = egui::Layout::right_to_left(egui::Align::Center);
        ui.allocate_ui_with_layout(room, right, |ui| views.charts.choice(ui, context.settings));
    }
}

/// What is shown beside or below the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The open view.
    View,
    /// The settings, in a window that has no room for both.
    Settings,
}

/// The views as tabs within `room` points; whether one was clicked.
pub fn view_tabs(ui: &mut Ui, room: f32, shown: Shown, context: &mut ViewContext<'_>) -> bool {
    let words: Vec<TabWords<'_>> =
        TrainView::ALL.iter().map(|view| TabWords { icon: Some(view.icon()), title: view.title() }).collect();
    let place = TrainView::ALL.iter().position(|&view| view == context.settings.train_view).unwrap_or(0);
    let open = match shown {
        Shown::View => Open::Tab(place),
        Shown::Settings => Open::Else(place),
    };
    let tip = |index: usize, tab: Response| match TrainView::ALL.get(index) {
        Some(&view) => button::with_tooltip(tab, &Command::Watch(view).info()),
        None => tab,
    };
    let picked = tabs::show(ui, &words, open, room, tip).and_then(|index| TrainView::ALL.get(index));
    context.commands.extend(picked.map(|&view| Command::Watch(view)));
    picked.is_some()
}

/// What the open view needs at least, in points, whatever is in it; 0 where that depends on what is in it.
#[must_use]
pub fn least_height(ui: &Ui, context: &ViewContext<'_>) -> f32 {
    match context.settings.train_view {
        TrainView::Curves => charts::least_height(ui, 2),
        TrainView::Rates | TrainView::Layers | TrainView::Digits | TrainView::Watch | TrainView::Runs => 0.0,
    }
}

/// Shows the open view in `height` points, or what it needs at least.
pub fn show(ui: &mut Ui, views: &mut Views, height: f32, context: &mut ViewContext<'_>) {
    match context.settings.train_view {
        TrainView::Curves => curves::show(ui, &mut views.charts, height, context),
        TrainView::Rates => rates::show(ui, &mut views.charts, height, context),
        TrainView::Layers => layers::show(ui, &mut views.layers, &mut views.charts, height, context),
        TrainView::Digits => digits::show(ui, &mut views.digits, height, context),
        TrainView::Watch => watch::show(ui, height, context),
        TrainView::Runs => runs::show(ui, height, context),
    }
}
