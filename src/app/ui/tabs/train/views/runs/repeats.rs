//! What the ticked runs come to: repeats as mean and deviation in words, and a table of what differs.

use std::borrow::Cow;

use egui::{RichText, Ui};

use super::table;
use crate::analysis::Spread;
use crate::app::core::runs::overlaid::groups;
use crate::app::core::settings::metric::Metric;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::store::runs::ListedRun;
use crate::text::Message;
use crate::{msg, tr};

/// Shows all of it.
pub fn show(ui: &mut Ui, context: &ViewContext<'_>) {
    let listed: Vec<&ListedRun> = context.core.runs.overlaid().into_iter().map(|(run, _)| run).collect();
    for group in groups(&listed).iter().filter(|group| group.len() > 1) {
        let members: Vec<&ListedRun> = group.iter().filter_map(|place| listed.get(*place).copied()).collect();
        ui.add(egui::Label::new(RichText::new(told(&members)).font(theme::strong_font(theme::size::BODY))).wrap());
    }
    table::show(ui, &listed);
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
    let (runs, name) =
        (group.len(), group.first().map_or_else(String::new, |run| run.record.title_without_fold().to_string()));
    if is_folds {
        tr!("overlay-folds", runs = runs, name = &name, spreads = spreads)
    } else {
        tr!("overlay-seeds", runs = runs, name = &name, spreads = spreads)
    }
}
