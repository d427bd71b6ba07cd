//! What the views with plots share: the curves of the run that is shown, its marks, and the axes a person has chosen.

use egui::{Id, Role, Ui};

use super::laid_over;
use crate::app::core::icons;
use crate::app::core::settings::Settings;
use crate::app::core::settings::axis::{Moment, Scale, XAxis};
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::{CurveId, PlotSettings};
use crate::app::core::training::curves::{Track, Tracks, moment, moment_at};
use crate::app::core::training::run::{Phase, Run};
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, IconButton, Show};
use crate::app::ui::widgets::plots;
use crate::app::ui::widgets::plots::mark::{Mark, MarkKind};
use crate::app::ui::widgets::plots::series::{CurveStyle as Line, Series};
use crate::app::ui::widgets::plots::{Frame, View};
use crate::tr;
use crate::train::{SettingChanged, StopReason, ValidationReport};

/// Least height of a plot, in points, with a caption of one line; longer captions may take the rest from it.
pub const LEAST_PLOT: f32 = 88.0;
/// What is left of a plot at least, in points, however long its caption is.
const SHORTEST_PLOT: f32 = 52.0;

/// Below this width, in points, captions of plots are longer than a line.
const ONE_LINE: f32 = 500.0;

/// Height of `count` plots with their captions, in points, where there is little room; the same whatever their curves are,
/// so that a curve more or less moves nothing below the plots.
#[must_use]
pub fn least_height(ui: &Ui, count: usize) -> f32 {
    let lines = if ui.available_width() < ONE_LINE { 3.0 } else { 1.0 };
    count as f32 * (lines * plots::CAPTION + LEAST_PLOT + 2.0 * ui.spacing().item_spacing.y)
}

/// How high each of `count` plots is in `height` points that also hold `captions` and `below`.
#[must_use]
pub fn height_of_each(ui: &Ui, height: f32, count: usize, captions: f32, below: f32) -> f32 {
    let whole = (height - below).max(least_height(ui, count));
    let plots = count.max(1) as f32;
    ((whole - captions - plots * ui.spacing().item_spacing.y) / plots).max(SHORTEST_PLOT)
}
/// Least width that has room for every choice, in points.
const ROOMY: f32 = 330.0;

/// What the plots keep between frames.
#[derive(Default)]
pub struct Charts {
    tracks: Tracks,
    view: View,
    is_zoomed: bool,
}

impl Charts {
    /// Takes in what `run` has reported.
    pub fn follow(&mut self, run: &Run) {
        self.tracks.follow(run);
    }

    /// Begins a frame: the axes of `run`'s plots.
    pub fn begin(&mut self, run: &Run, settings: &PlotSettings) -> Frame {
        self.begin_with(Id::unique(("run-plots", run.number)), end(run, settings.axis), settings)
    }

    /// Begins a frame: the axes of a group of plots that end at `end`.
    pub fn begin_with(&mut self, group: Id, end: f64, settings: &PlotSettings) -> Frame {
        let PlotSettings { axis, scale, .. } = *settings;
        let view = std::mem::take(&mut self.view);
        self.is_zoomed = false;
        Frame { group, axis, scale, end, view }
    }

    /// Takes note of a plot of the group that was drawn.
    pub fn drawn(&mut self, shown: &plots::Shown) {
        self.is_zoomed |= shown.is_zoomed;
    }

    /// One plot with its caption, `height` points high without it.
    pub fn plot(
        &mut self,
        ui: &mut Ui,
        run: &Run,
        (metric, series, marks): (Metric, &[Series], &[Mark]),
        frame: &Frame,
        settings: &mut PlotSettings,
        height: f32,
    ) {
        plots::legend::show(ui, metric, series, marks, &mut settings.hidden);
        // Beyond its end there may be runs that are laid over it.
        let last = run.history.steps.last().map_or(0.0, |report| frame.axis.of(moment(report)));
        let moment = |x: f64| match moment_at(&run.history, frame.axis, x) {
            Some(moment) if x <= last * 1.02 => Some(moment.told()),
            Some(_) | None => Some(laid_over::place_told(frame.axis, x)),
        };
        let shown = plots::show(ui, (metric, series, marks), frame, &settings.hidden, height, &moment);
        self.drawn(&shown);
    }

    /// A curve of what was reported step by step, with its name and look.
    pub fn series(
        &self,
        ui: &Ui,
        run: &Run,
        (metric, track): (Metric, Track),
        frame: &Frame,
        (id, name, look): (CurveId, &str, Line),
    ) -> Series {
        let columns = (ui.available_width() * ui.pixels_per_point()).max(1.0) as usize;
        let reported = self.tracks.points(run, track, frame.axis, &plots::window(ui, frame), columns);
        let points = reported.into_iter().map(|[x, value]| [x, metric.of_reported(value)]).collect();
        Series::new(id, name, look, theme::palette(ui).accent, points)
    }

    /// The choice of the axes, right of the choice of the view.
    pub fn choice(&mut self, ui: &mut Ui, settings: &mut Settings) {
        let settings = &mut settings.plots;
        let whole = tr!("axis-whole");
        let reset = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &whole).show(Show::Icon).emphasis(Emphasis::Quiet);
        let why = tr!("axis-whole.help");
        if ui.add_enabled(self.is_zoomed, reset).on_hover_text(why.clone()).on_disabled_hover_text(why).clicked() {
            self.view = View::Whole;
        }
        if ui.available_width() >= ROOMY {
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add_space((ui.available_width() - ROOMY).max(0.0));
                options(ui, settings);
            });
            return;
        }
        let menu = egui::containers::menu::MenuButton::new(icons::SLIDERS_HORIZONTAL);
        let config =
            egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let (response, _) = menu.config(config).ui(ui, |ui| options(ui, settings));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, tr!("axis-menu")));
        response.on_hover_text(tr!("axis-menu.help"));
    }
}

/// What runs along the bottom, and linear or logarithmic heights.
fn options(ui: &mut Ui, settings: &mut PlotSettings) {
    button::radio_choice(ui, XAxis::ALL, &mut settings.axis);
    ui.separator();
    button::radio_choice(ui, Scale::ALL, &mut settings.scale);
}

/// Where the axis of `run` ends: with what was asked for while it trains, with what it did once it is over.
fn end(run: &Run, axis: XAxis) -> f64 {
    let history = &run.history;
    let is_live = run.phase.is_live();
    match axis {
        XAxis::Epoch if is_live => run.config.epochs as f64,
        XAxis::Epoch => run.epochs_done().max(0.1),
        XAxis::Step if is_live => history.total_steps().max(1) as f64,
        XAxis::Step => history.steps.last().map_or(1.0, |report| report.step as f64),
        // Room to grow into, so that the axis moves seldom.
        XAxis::Time if is_live => crate::analysis::ticks::round_step(history.elapsed_secs().max(5.0) * 1.05),
        XAxis::Time => history.elapsed_secs().max(1.0),
    }
}

/// When the validation images were read.
#[must_use]
pub fn moment_of_validation(report: &ValidationReport) -> Moment {
    Moment { step: report.step, epoch: report.epochs, secs: report.elapsed_secs }
}

/// The best epoch, what was changed on the way, and where the run was ended early.
pub fn marks(run: &Run, metric: Metric, axis: XAxis) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let Some(best) = run.history.best_epoch() {
        let y = match metric {
            Metric::Loss | Metric::BitsPerToken => Some(metric.of_reported(best.validation_loss)),
            Metric::Accuracy | Metric::ReadAsAsked | Metric::ReadForSure => Some(best.validation_accuracy),
            Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => None,
        };
        let words = match y {
            Some(value) => tr!("mark-best-value", epoch = best.epoch, value = metric.value(value)),
            None => tr!("mark-best", epoch = best.epoch),
        };
        let words = words.into_owned();
        marks.push(Mark { kind: MarkKind::Best, x: axis.of(moment_of_validation(&best.into())), y, words });
    }
    for SettingChanged { step, epochs, elapsed_secs, change } in &run.history.changes {
        let moment = Moment { step: *step, epoch: *epochs, secs: *elapsed_secs };
        marks.push(Mark { kind: MarkKind::Change, x: axis.of(moment), y: None, words: change.to_string() });
    }
    if let (Phase::Finished(outcome), Some(last)) = (&run.phase, run.history.steps.last()) {
        let words = match outcome.reason {
            StopReason::Completed => None,
            StopReason::Stopped => Some(tr!("mark-stopped")),
            StopReason::EarlyStopped(_) => Some(tr!("mark-ended-early")),
            StopReason::Diverged => Some(tr!("mark-diverged")),
        };
        let x = axis.of(moment(last));
        marks.extend(words.map(|words| Mark { kind: MarkKind::Stop, x, y: None, words: words.into_owned() }));
    }
    marks
}
