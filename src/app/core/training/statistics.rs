//! What was measured of a run: the newest of each kind while somebody looked, and the update ratios as curves, which are
//! kept for the whole run.

use crate::app::core::settings::Settings;
use crate::app::core::settings::tab::Tab;
use crate::app::core::settings::train_view::TrainView;
use crate::train::single_step::SingleStep;
use crate::train::statistics::{DigitStatistics, LayerStatistics, MeasuredAt, Scope, UpdateRatios};
use crate::train::{Interest, Statistics};

/// Update ratios that are kept at most; then every other one goes.
const MOST_RATIOS: usize = 4_000;

/// What has to be measured of the run under way, since it is looked at.
#[must_use]
pub fn interest(settings: &Settings) -> Option<Interest> {
    match settings.train_view {
        _ if settings.tab != Tab::Train => None,
        TrainView::Layers => Some(Interest::Layers),
        TrainView::Digits => Some(Interest::Digits),
        TrainView::Curves | TrainView::Rates | TrainView::Watch | TrainView::Runs => None,
    }
}

/// The measurements of one run.
#[derive(Debug, Clone, Default)]
pub struct RunStatistics {
    /// The newest of the layers.
    pub layers: Option<Box<LayerStatistics>>,
    /// The newest of the digits.
    pub digits: Option<Box<DigitStatistics>>,
    /// Of the digits on all validation images, one for each epoch that came through.
    pub epochs: Vec<DigitStatistics>,
    /// The newest step that was taken alone.
    pub single_step: Option<Box<SingleStep>>,
    /// Update ratios of each layer, when they were measured, oldest first.
    pub ratios: Vec<(MeasuredAt, Vec<f64>)>,
}

impl RunStatistics {
    /// Takes in a measurement: what is of a moment replaces the last of its kind, what is of an epoch and the update
    /// ratios are added to those before.
    pub fn take(&mut self, statistics: Statistics) {
        match statistics {
            Statistics::Layers(layers) => {
                let ratios = layers.layers.iter().map(|layer| layer.update_ratio).collect();
                self.take_ratios(layers.measured, ratios);
                self.layers = Some(layers);
            }
            Statistics::SingleStep(step) => self.single_step = Some(step),
            Statistics::Updates(UpdateRatios { measured, ratios }) => self.take_ratios(measured, ratios),
            Statistics::Digits(digits) => {
                match digits.scope {
                    Scope::Epoch(_) => self.epochs.push((*digits).clone()),
                    Scope::Sample(_) => {}
                }
                self.digits = Some(digits);
            }
        }
    }

    fn take_ratios(&mut self, measured: MeasuredAt, ratios: Vec<f64>) {
        if self.ratios.len() >= MOST_RATIOS {
            let mut place = 0;
            self.ratios.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
        self.ratios.push((measured, ratios));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Confusion;

    #[test]
    fn the_newest_is_kept_and_whole_epochs_are_listed() {
        let mut all = RunStatistics::default();
        for (step, scope) in [(5, Scope::Sample(500)), (10, Scope::Epoch(1)), (15, Scope::Sample(500))] {
            let measured = MeasuredAt { step, ..MeasuredAt::default() };
            let confusion = Confusion::default();
            all.take(Statistics::Digits(Box::new(DigitStatistics { measured, scope, confusion })));
        }
        assert_eq!(all.digits.map(|digits| digits.measured.step), Some(15));
        assert_eq!(all.epochs.len(), 1);
    }

    #[test]
    fn a_long_run_keeps_a_bounded_number_of_ratios_from_all_of_it() {
        let mut all = RunStatistics::default();
        for step in 1..=20_000 {
            let measured = MeasuredAt { step, ..MeasuredAt::default() };
            all.take(Statistics::Layers(Box::new(LayerStatistics { measured, layers: Vec::new(), filters: None })));
        }
        assert!(all.ratios.len() <= MOST_RATIOS);
        assert!(all.ratios[0].0.step < 100 && all.ratios.last().map(|last| last.0.step) == Some(20_000));
    }
}
