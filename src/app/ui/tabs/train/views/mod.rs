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
mod watch;

use egui::{Role, Ui};

use crate::app::core::command::Command;
use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, IconButton, Look, Show};
use crate::text::Named;

/// Below this width, in points, the choice shows words alone.
const ROOMY: f32 = 700.0;
/// Below this width, in points, it shows icons alone.
const CRAMPED: f32 = 410.0;
/// Width of the choice of axes beside it, in points, where there are plots.
const AXES: f32 = 140.0;

/// What the views keep between frames.
#[derive(Default)]
pub struct Views {
    charts: charts::Charts,
    layers: layers::Layers,
    digits: digits::Digits,
}

/// The choice of the view.
pub fn choice(ui: &mut Ui, views: &mut Views, context: &mut ViewContext<'_>) {
    let width = ui.available_width();
    let has_ticked = !context.core.runs.ticked.is_empty();
    let has_run = context.core.training.shown().is_some() || has_ticked;
    let has_axes = context.settings.train_view.has_plots() && has_run;
    // The same in every view, so that nothing jumps from one to the next.
    let cramped = CRAMPED + if has_run { AXES } else { 0.0 };
    let show = if width < cramped { Show::Icon } else { Show::Both };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::XS;
        for view in TrainView::ALL.iter().copied() {
            let icon = (width >= ROOMY || show == Show::Icon).then(|| view.icon());
            let is_open = context.settings.train_view == view;
            let title = view.title();
            let tab = IconButton::new(icon, &title).show(show).look(Look::Quiet).chosen(is_open).role(Role::Tab);
            let command = Command::Watch(view);
            if button::with_tooltip(ui.add(tab), &command.info()).clicked() {
                context.commands.push(command);
            }
        }
        if has_axes {
            let right = egui::Layout::right_to_left(egui::Align::Center);
            ui.with_layout(right, |ui| views.charts.choice(ui, context.settings));
        }
    });
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
