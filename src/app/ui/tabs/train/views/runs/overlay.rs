//! The ticked runs over each other: a plot for each chosen measure, repeats as their mean with a band, and in words what
//! they come to.

use std::borrow::Cow;
use std::collections::BTreeSet;

use egui::{Id, RichText, Role, Ui};

use super::list::{colour, key};
use super::table;
use crate::analysis::{Spread, spread_of_curves};
use crate::app::core::runs::Ticked;
use crate::app::core::runs::overlaid::{groups, numbers};
use crate::app::core::settings::axis::{Scale, XAxis};
use crate::app::core::settings::metric::{Metric, trimmed};
use crate::app::core::settings::overlay::{Measure, OverlaySettings, Repeats};
use crate::app::core::settings::plots::CurveId;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, IconButton, Look};
use crate::app::ui::widgets::plots;
use crate::app::ui::widgets::plots::series::Series;
use crate::app::ui::widgets::plots::{Frame, View};
use crate::store::runs::ListedRun;
use crate::text::{Language, Message, Named, format};
use crate::{msg, tr};

/// Height of a plot by itself, and of one of several, in points.
const PLOT: [f32; 2] = [280.0, 190.0];
/// Longest name in the legend, in letters.
const NAME: usize = 30;

/// Shows all of it.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let runs = context.core.runs.overlaid();
    choices(ui, &mut context.settings.overlay);
    let settings = &context.settings.overlay;
    let listed: Vec<&ListedRun> = runs.iter().map(|(run, _)| *run).collect();
    let groups = groups(&listed);
    let epochs = runs.iter().filter_map(|(_, ticked)| Some(ticked.curves.as_ref()?.epochs)).fold(0.1, f64::max);
    let all = |ui: &Ui, measure: Measure| -> Vec<Series> {
        let shown = groups.iter().flat_map(|group| match settings.repeats {
            Repeats::Mean => vec![group.clone()],
            Repeats::Each => group.iter().map(|place| vec![*place]).collect(),
        });
        let members = |group: Vec<usize>| group.into_iter().filter_map(|place| runs.get(place)).collect::<Vec<_>>();
        shown.filter_map(|group| curve(ui, &members(group), measure)).collect()
    };
    let keys = all(ui, Measure::ValidationLoss);
    let room = plots::room_for_tags(ui, &keys);
    let end = epochs * f64::from(1.0 + room / (ui.available_width() - room).max(200.0));
    let (group, axis) = (Id::unique("overlaid-runs"), XAxis::Epoch);
    let frame = Frame { group, axis, scale: settings.scale, end, view: View::Kept };
    let mut hidden = ui.data(|data| data.get_temp::<BTreeSet<CurveId>>(frame.group)).unwrap_or_default();
    plots::legend::switches(ui, &tr!("overlay-name"), &keys, &mut hidden);
    let height = if settings.measures.len() > 1 { PLOT[1] } else { PLOT[0] };
    for measure in Measure::ALL.into_iter().filter(|measure| settings.measures.contains(measure)) {
        plots::legend::title(ui, &measure.title(), &measure.help());
        let moment = |epoch: f64| Some(tr!("plot-epoch", epoch = trimmed(epoch, 2)).into_owned());
        let series = all(ui, measure);
        // Two measures may be of one kind, but no two plots may share their memory.
        ui.push_id(measure, |ui| {
            plots::show(ui, (measure.metric(), &series, &[]), &frame, &hidden, height, &moment);
        });
    }
    ui.data_mut(|data| data.insert_temp(frame.group, hidden));
    for group in groups.iter().filter(|group| group.len() > 1) {
        let members: Vec<&ListedRun> = group.iter().filter_map(|place| listed.get(*place).copied()).collect();
        ui.add(egui::Label::new(RichText::new(told(&members)).font(theme::strong_font(theme::size::BODY))).wrap());
    }
    table::show(ui, &runs);
}

/// What is shown, and how.
fn choices(ui: &mut Ui, settings: &mut OverlaySettings) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::XS;
        for measure in Measure::ALL {
            let is_shown = settings.measures.contains(&measure);
            let title = measure.title();
            let button = IconButton::new(None, &title).look(Look::Quiet).chosen(is_shown).role(Role::CheckBox);
            // One of them stays.
            if ui.add(button).on_hover_text(measure.help()).clicked()
                && (!settings.measures.remove(&measure) || settings.measures.is_empty())
            {
                settings.measures.insert(measure);
            }
        }
        ui.add_space(theme::space::M);
        button::radio_choice(ui, Repeats::ALL, &mut settings.repeats);
        ui.add_space(theme::space::M);
        button::radio_choice(ui, Scale::ALL, &mut settings.scale);
    });
}

/// The curve of one run, or of the mean of several.
fn curve(ui: &Ui, group: &[&(&ListedRun, &Ticked)], measure: Measure) -> Option<Series> {
    let (first, ticked) = group.first()?;
    let look = plots::Look::Marked(ticked.slot);
    let colour = colour(ui, ticked.slot);
    let curves: Option<Vec<_>> = group.iter().map(|(_, ticked)| Some(ticked.curves.as_ref()?.get(measure))).collect();
    let curves = curves?;
    let mut slots: Vec<usize> = group.iter().map(|(_, ticked)| ticked.slot + 1).collect();
    slots.sort_unstable();
    // Two runs may have the same name, but not the same number.
    let tag = numbers(&slots);
    let id = CurveId::Other(tag.clone());
    if let [curve] = curves.as_slice() {
        let name = tr!("curve-run", number = &tag, name = format::short(&first.record.name, NAME));
        return Some(Series { tag, ..Series::new(id, &name, look, colour, curve.to_vec()) });
    }
    let (points, deviations) =
        spread_of_curves(&curves).into_iter().map(|(x, spread)| ([x, spread.mean], spread.deviation)).unzip();
    let name = format::short(together(first), NAME);
    let name = tr!("curve-mean", numbers = &tag, runs = curves.len(), name = name);
    Some(Series { deviations, tag, ..Series::new(id, &name, look, colour, points) })
}

/// What runs of one cross-validation are called together: the name without the fold, in whichever language it was
/// given.
fn together(run: &ListedRun) -> &str {
    let name = run.record.name.as_str();
    let Some((fold, folds)) = run.record.settings.data.split.fold() else { return name };
    let fold = msg!("run-name-fold", name = "", fold = fold, folds = folds);
    Language::ALL.iter().find_map(|language| name.strip_suffix(&*fold.in_language(*language))).unwrap_or(name)
}

/// What repeats come to.
fn told(group: &[&ListedRun]) -> Cow<'static, str> {
    let spread = |value: fn(&ListedRun) -> Option<f64>| {
        let values: Option<Vec<f64>> = group.iter().map(|run| value(run)).collect();
        let Spread { mean, deviation } = Spread::of(&values?)?;
        Some(Metric::Accuracy.spread(mean, deviation))
    };
    let validation = spread(|run| run.record.best_validation);
    let validation = validation.map(|spread| msg!("overlay-validation", spread = spread));
    let test = spread(|run| run.record.result.as_ref()?.test_accuracy);
    let test = test.map(|spread| msg!("overlay-test", spread = spread));
    let spreads: Message = match (validation, test) {
        (Some(validation), Some(test)) => msg!("overlay-both", validation = validation, test = test),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => msg!("overlay-not-measured"),
    };
    let is_folds = group.iter().any(|run| run.record.settings.data.split.fold().is_some());
    let (runs, name) = (group.len(), group.first().map_or("", |run| together(run)));
    if is_folds {
        tr!("overlay-folds", runs = runs, name = name, spreads = spreads)
    } else {
        tr!("overlay-seeds", runs = runs, name = name, spreads = spreads)
    }
}

/// The number and the curve of a run, at the left of `place`.
pub fn paint_key(ui: &Ui, slot: usize, place: egui::Rect) {
    key(ui, slot).show(ui.painter(), place, theme::palette(ui).ink);
}
