//! Measures the network between two steps while its statistics are shown: each kind at most a few times a second and for
//! about 1 % of the time. Measuring never changes the run.

use std::time::{Duration, Instant};

use candle_core::{Device, Tensor};
use rayon::ThreadPool;

use super::evaluate::evaluate_on;
use super::statistics::{
    self, Activations, DigitStatistics, Filters, Interest, LayerStatistics, MeasuredAt, Scope, Statistics, UpdateRatios,
};
use super::step::Stepper;
use super::{Evaluation, TrainConfig};
use crate::analysis::Confusion;
use crate::data::{Dataset, PIXELS, SIDE};
use crate::model::{ModelError, Pixels, Predictor, Weights, stages};

/// Shortest time between two measurements of a kind: about four a second, as fast as numbers can be read.
const INTERVAL: Duration = Duration::from_millis(250);
/// Between two measurements, this many times as long as one takes goes by: 1 %, since two kinds may be measured.
const PATIENCE: u32 = 100;
/// Shortest time between two measurements of the updates alone, which are kept for the whole run.
const UPDATES_INTERVAL: Duration = Duration::from_secs(1);
/// Images whose activations are counted.
const ACTIVATION_IMAGES: usize = 32;
/// Images whose digits are counted within an epoch.
const DIGIT_IMAGES: usize = 500;

/// Measures the layers and the digits of one run while it trains.
pub struct StatisticsProbe {
    layers: Budget,
    updates: Budget,
    outputs: Budget,
    digits: Budget,
    /// The newest activations; they are measured less often than the rest.
    activations: Vec<Option<Activations>>,
    /// Validation images as the network reads them, made when first needed.
    images: Option<Tensor>,
    pixels: Pixels,
    sample: Dataset,
}

/// What was asked for before a step and has to wait until it is done.
pub enum Pending {
    /// Nothing.
    Nothing,
    /// Weights before the step, and the time their copy took.
    Layers(Weights, Duration),
    /// The same, for the updates alone.
    Updates(Weights, Duration),
    /// Which digits are taken for which.
    Digits,
}

impl StatisticsProbe {
    /// For a run that is validated on these images and reads them so.
    pub fn new(validation: &Dataset, pixels: Pixels) -> Self {
        Self {
            layers: Budget::default(),
            updates: Budget { interval: UPDATES_INTERVAL, ..Budget::default() },
            outputs: Budget::default(),
            digits: Budget::default(),
            activations: Vec::new(),
            images: None,
            pixels,
            sample: validation.take(DIGIT_IMAGES),
        }
    }

    /// Before a step: takes down what will be needed, if it is time to; the updates also if nobody looks but
    /// `keeps_updates`.
    pub fn before(&self, interest: Option<Interest>, keeps_updates: bool, stepper: &Stepper) -> Pending {
        let copied = |pending: fn(Weights, Duration) -> Pending| {
            let begun = Instant::now();
            let weights = stepper.computed_weights();
            noted(weights).map_or(Pending::Nothing, |weights| pending(weights, begun.elapsed()))
        };
        match interest {
            Some(Interest::Layers) if self.layers.is_due() => copied(Pending::Layers),
            Some(Interest::Digits) if self.digits.is_due() => Pending::Digits,
            Some(Interest::Digits) | None if keeps_updates && self.updates.is_due() => copied(Pending::Updates),
            Some(Interest::Layers | Interest::Digits) | None => Pending::Nothing,
        }
    }

    /// After the step: what was found.
    pub fn after(
        &mut self,
        pending: Pending,
        measured: MeasuredAt,
        stepper: &Stepper,
        config: &TrainConfig,
        pool: &ThreadPool,
    ) -> Option<Statistics> {
        match pending {
            Pending::Nothing => None,
            Pending::Layers(before, copying) => {
                noted(self.measure_activations(stepper, pool));
                let begun = Instant::now();
                let after = noted(stepper.computed_weights())?;
                let layers = statistics::layers(config.arch, &before, &after, self.activations.clone());
                let filters = Filters::of(config.arch, &after);
                self.layers.spend(copying + begun.elapsed());
                Some(Statistics::Layers(Box::new(LayerStatistics { measured, layers, filters })))
            }
            Pending::Updates(before, copying) => {
                let begun = Instant::now();
                let after = noted(stepper.computed_weights())?;
                let ratios = statistics::update_ratios(config.arch, &before, &after);
                self.updates.spend(copying + begun.elapsed());
                Some(Statistics::Updates(UpdateRatios { measured, ratios }))
            }
            Pending::Digits => {
                let begun = Instant::now();
                let read = noted(self.read_sample(stepper, config, pool));
                self.digits.spend(begun.elapsed());
                let scope = Scope::Sample(self.sample.len());
                read.flatten().map(|read| digits(measured, scope, self.sample.labels(), &read))
            }
        }
    }

    fn read_sample(
        &self,
        stepper: &Stepper,
        config: &TrainConfig,
        pool: &ThreadPool,
    ) -> Result<Option<Evaluation>, ModelError> {
        let predictor = Predictor::new(config.arch, &stepper.weights()?, self.pixels, config.kernels)?
            .with_labels(self.sample.names());
        evaluate_on(pool, &predictor, &self.sample, &mut |_| true)
    }

    /// Counts the activations anew if it is time to.
    fn measure_activations(&mut self, stepper: &Stepper, pool: &ThreadPool) -> Result<(), ModelError> {
        if !self.outputs.is_due() || self.sample.is_empty() {
            return Ok(());
        }
        let begun = Instant::now();
        let images = match &self.images {
            Some(images) => images.clone(),
            None => self.images.insert(batch(&self.sample, self.pixels)?).clone(),
        };
        let outputs = pool.install(|| stages::outputs(stepper.network(), &images))?;
        self.activations = outputs.iter().map(|output| Some(Activations::of(&output.values))).collect();
        self.outputs.spend(begun.elapsed());
        Ok(())
    }
}

/// A measurement that fails is left out: the run is not to suffer from being watched.
fn noted<T>(result: Result<T, ModelError>) -> Option<T> {
    result.inspect_err(|error| tracing::debug!("a measurement was left out: {error}")).ok()
}

/// The confusion of what was read.
pub fn digits(measured: MeasuredAt, scope: Scope, labels: &[u8], read: &Evaluation) -> Statistics {
    let confusion = Confusion::new(labels, &read.predictions);
    Statistics::Digits(Box::new(DigitStatistics { measured, scope, confusion }))
}

/// The first images as the network reads them.
fn batch(sample: &Dataset, pixels: Pixels) -> Result<Tensor, ModelError> {
    let count = sample.len().min(ACTIVATION_IMAGES);
    let mut input = Vec::with_capacity(count * PIXELS);
    pixels.extend(&sample.all_pixels()[..count * PIXELS], &mut input);
    Ok(Tensor::from_vec(input, (count, 1, SIDE, SIDE), &Device::Cpu)?)
}

/// When one kind of measurement may be made again.
#[derive(Debug)]
struct Budget {
    interval: Duration,
    last: Option<Instant>,
    cost: Option<Duration>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { interval: INTERVAL, last: None, cost: None }
    }
}

impl Budget {
    /// Whether enough time went by since the last measurement.
    fn is_due(&self) -> bool {
        let wait = self.cost.map_or(self.interval, |cost| self.interval.max(cost * PATIENCE));
        self.last.is_none_or(|last| last.elapsed() >= wait)
    }

    /// A measurement took this long.
    fn spend(&mut self, cost: Duration) {
        self.last = Some(Instant::now());
        self.cost = Some(cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_waits_a_hundred_times_as_long_as_it_takes() {
        let mut budget = Budget::default();
        assert!(budget.is_due(), "the first is made at once");
        budget.spend(Duration::from_secs(1));
        assert!(!budget.is_due());
        budget.last = Instant::now().checked_sub(Duration::from_secs(99));
        assert!(!budget.is_due());
        budget.last = Instant::now().checked_sub(Duration::from_secs(101));
        assert!(budget.is_due());
        budget.cost = Some(Duration::ZERO);
        budget.last = Instant::now().checked_sub(Duration::from_millis(10));
        assert!(!budget.is_due(), "a cheap one comes four times a second at most");
    }
}
