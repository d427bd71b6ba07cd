//! The right side of the Train tab as a choice of views: what can be watched while a network learns. A new one is a
//! file here and a variant of [`TrainView`].

mod charts;
mod curves;
mod digits;
mod finder;
mod layers;
mod rates;
mod runs;
mod watch;

use eframe::egui::{self, Key, RichText, Role, Ui};
use serde::{Deserialize, Serialize};

use crate::app::command::Command;
use crate::app::tabs::TabContext;
use crate::app::widgets::button::{self, IconButton, Look, Show};
use crate::app::{icons, theme};
use crate::data::Image;

/// Below this width, in points, the choice shows words alone.
const ROOMY: f32 = 700.0;
/// Below this width, in points, it shows icons alone.
const CRAMPED: f32 = 410.0;
/// Width of the choice of axes beside it, in points, where there are plots.
const AXES: f32 = 140.0;

/// What is watched while a network learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrainView {
    /// Loss and accuracy.
    #[default]
    Curves,
    /// Learning rate, gradient norm and speed.
    Rates,
    /// Weights, activations and filters.
    Layers,
    /// Confusion matrix and figures by digit.
    Digits,
    /// Readings of fixed images.
    Watch,
    /// Every run that was kept.
    Runs,
}

impl TrainView {
    /// Every view, in the order of the choice.
    pub const ALL: [Self; 6] = [Self::Curves, Self::Rates, Self::Layers, Self::Digits, Self::Watch, Self::Runs];

    /// One word for the choice.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Curves => "Curves",
            Self::Rates => "Rates",
            Self::Layers => "Layers",
            Self::Digits => "Digits",
            Self::Watch => "Watch",
            Self::Runs => "Runs",
        }
    }

    /// What there is to see.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Curves => "Loss and accuracy, on the training and the validation images",
            Self::Rates => "Learning rate, length of the gradient and speed, step by step",
            Self::Layers => "How fast each layer changes, its weights and activations, and the filters of the first",
            Self::Digits => "Which digits are taken for which, and precision and recall of each",
            Self::Watch => "Your drawing and a dozen hard images, read with the weights as they change",
            Self::Runs => "Every run that was kept: compare, rename, export",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Curves => icons::CHART_LINE_UP,
            Self::Rates => icons::GAUGE,
            Self::Layers => icons::STACK,
            Self::Digits => icons::GRID_NINE,
            Self::Watch => icons::EYE,
            Self::Runs => icons::LIST_CHECKS,
        }
    }

    /// The key that opens it, together with Alt.
    #[must_use]
    pub fn key(self) -> Key {
        match self {
            Self::Curves => Key::Num1,
            Self::Rates => Key::Num2,
            Self::Layers => Key::Num3,
            Self::Digits => Key::Num4,
            Self::Watch => Key::Num5,
            Self::Runs => Key::Num6,
        }
    }

    /// Whether it shows plots over the run.
    #[must_use]
    pub fn has_plots(self) -> bool {
        match self {
            Self::Curves | Self::Rates | Self::Layers => true,
            Self::Digits | Self::Watch | Self::Runs => false,
        }
    }

    /// Whether there is nothing to see before the first run of this sitting.
    #[must_use]
    pub fn needs_a_run(self) -> bool {
        match self {
            Self::Curves | Self::Layers | Self::Digits => true,
            Self::Rates | Self::Watch | Self::Runs => false,
        }
    }
}

/// What the views keep between frames.
#[derive(Default)]
pub struct Views {
    charts: charts::Charts,
    layers: layers::Layers,
    digits: digits::Digits,
    watch: watch::Watch,
}

/// The choice of the view.
pub fn choice(ui: &mut Ui, views: &mut Views, context: &mut TabContext<'_>) {
    let width = ui.available_width();
    let has_axes = context.settings.train_view.has_plots() && !context.training.runs.is_empty();
    // The same in every view, so that nothing jumps from one to the next.
    let cramped = CRAMPED + if context.training.runs.is_empty() { 0.0 } else { AXES };
    let show = if width < cramped { Show::Icon } else { Show::Both };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::XS;
        for view in TrainView::ALL {
            let icon = (width >= ROOMY || show == Show::Icon).then(|| view.icon());
            let is_open = context.settings.train_view == view;
            let tab = IconButton::new(icon, view.title()).show(show).look(Look::Quiet).chosen(is_open).role(Role::Tab);
            let command = Command::Watch(view);
            if button::with_tooltip(ui.add(tab), &command.about()).clicked() {
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
pub fn show(ui: &mut Ui, views: &mut Views, drawing: &Image, height: f32, context: &mut TabContext<'_>) {
    match context.settings.train_view {
        TrainView::Curves => curves::show(ui, &mut views.charts, height, context),
        TrainView::Rates => rates::show(ui, &mut views.charts, height, context),
        TrainView::Layers => layers::show(ui, &mut views.layers, &mut views.charts, height, context),
        TrainView::Digits => digits::show(ui, &mut views.digits, height, context),
        TrainView::Watch => watch::show(ui, &mut views.watch, drawing, height, context),
        TrainView::Runs => runs::show(ui, height, context),
    }
}

/// What a view shows before there is something to show: its icon, and a sentence on what will be here.
pub fn empty(ui: &mut Ui, view: TrainView, words: &str, height: f32) {
    let palette = theme::palette(ui);
    let block = 120.0;
    ui.add_space(((height - block) / 2.0).max(theme::space::XL));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        ui.label(RichText::new(view.icon()).size(theme::size::LARGE).color(palette.quiet));
        ui.label(RichText::new(view.description()).font(theme::strong_font(theme::size::TITLE)));
        ui.add(egui::Label::new(RichText::new(words).color(palette.quiet)).wrap());
    });
}
