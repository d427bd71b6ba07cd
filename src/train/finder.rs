//! Looks for a learning rate by trying many: the rate rises from step to step until the loss explodes (L. N. Smith,
//! arXiv 1506.01186). Works on a copy of the weights, which is thrown away.

use std::sync::Arc;

use super::batch::Batch;
use super::range::{between, check};
use super::schedule::Position;
use super::step::Stepper;
use super::task::{self, EpochBatches, Task};
use super::{Job, Optimiser, Schedule, TrainConfig, TrainError, pool};
use crate::msg;

/// Share of the smoothed loss that is kept from one step to the next.
const MEMORY: f64 = 0.95;
/// The loss has exploded when it is this many times the lowest so far.
const EXPLODED: f64 = 4.0;
/// Steps before an explosion is believed, and before a slope counts.
const SETTLED: usize = 10;
/// Points on either side over which a slope is taken.
const REACH: usize = 4;
/// A falling loss is one that falls by at least this share of where it began.
const LEAST_FALL: f64 = 0.02;

/// Which rates are tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sweep {
    /// Lowest rate, above 0.
    pub low: f64,
    /// Highest rate, at most [`TrainConfig::HIGHEST_RATE`].
    pub high: f64,
    /// Steps from one to the other; see [`Sweep::STEPS`].
    pub steps: usize,
}

impl Sweep {
    /// Range of [`steps`](Self::steps).
    pub const STEPS: std::ops::RangeInclusive<usize> = 20..=2_000;

    /// The rates worth trying with this optimiser.
    #[must_use]
    pub fn usual(optimiser: Optimiser) -> Self {
        match optimiser {
            Optimiser::Sgd { .. } => Self { low: 1e-4, high: 10.0, steps: 200 },
            Optimiser::RmsProp { .. } | Optimiser::Adam { .. } | Optimiser::AdamW { .. } => {
                Self { low: 1e-6, high: 1.0, steps: 200 }
            }
        }
    }

    /// Checks the ranges.
    ///
    /// # Errors
    /// Names the first number that is out of range, and the range.
    pub fn validate(self) -> Result<(), TrainError> {
        let Self { low, high, steps } = self;
        let highest = TrainConfig::HIGHEST_RATE;
        let below = msg!("range-above-below", low = "0", high = highest.to_string());
        check(msg!("train-setting-lowest-rate"), low, low > 0.0 && low < highest, below)?;
        let above = msg!("range-above-at-most", low = low.to_string(), high = highest.to_string());
        check(msg!("train-setting-highest-rate"), high, high > low && high <= highest, above)?;
        between(msg!("train-setting-rates"), steps, &Self::STEPS)
    }

    /// The rate of step `step`, from 0: each is the last one times the same factor.
    #[must_use]
    pub fn rate(self, step: usize) -> f64 {
        let share = step as f64 / (self.steps.max(2) - 1) as f64;
        self.low * (self.high / self.low).powf(share)
    }
}

/// One rate that was tried.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct TriedRate {
    /// The learning rate.
    pub rate: f64,
    /// Mean loss over the batch before the step.
    pub loss: f64,
    /// The same, smoothed and free of bias towards the beginning.
    pub smooth: f64,
}

/// Why it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The loss exploded, as it has to sooner or later.
    Exploded,
    /// The highest rate was reached.
    Completed,
    /// Somebody ended it.
    Cancelled,
}

/// Result of a search for a learning rate: the losses at all rates tried, and the rates suggested.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RateSearch {
    /// Every rate that was tried, rising.
    pub tried: Vec<TriedRate>,
    /// Why it ended.
    pub ending: Ending,
    /// What it suggests; `None` if the loss never fell.
    pub suggestion: Option<Suggestion>,
}

/// Rates to take.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Suggestion {
    /// Where the loss falls fastest over the logarithm of the rate.
    pub steepest: f64,
    /// A tenth of the rate with the lowest loss.
    pub tenth_of_lowest: f64,
}

/// Tries the rates of `sweep` on a copy of the weights that `job` starts from. `progress` hears what was tried after
/// each step and returns whether to go on. The same job gives the same result, to the bit, on the same machine.
///
/// # Errors
/// When a setting is out of range, the weights do not fit or candle fails.
pub fn find_rate(
    job: &Job,
    sweep: Sweep,
    progress: &mut dyn FnMut(&[TriedRate]) -> bool,
) -> Result<RateSearch, TrainError> {
    sweep.validate()?;
    let config = job.checked_config()?;
    let mut config = TrainConfig { schedule: Schedule::Constant, warmup: 0.0, weight_average: None, ..config };
    let pool = pool::build(config.threads)?;
    let mut stepper = Stepper::new(&config, &job.first_weights(&config)?)?;
    let mut batches = BatchStream::new(job, &config)?;
    let mut tried: Vec<TriedRate> = Vec::with_capacity(sweep.steps);
    let mut average = 0.0;
    let mut lowest = f64::MAX;
    let mut ending = Ending::Completed;
    for step in 0..sweep.steps {
        config.learning_rate = sweep.rate(step);
        let number = step as u64 + 1;
        let position = Position { epochs: 0.0, step: 1.0 / sweep.steps as f64, total: 1.0 };
        let done = pool.install(|| {
            let batch = batches.next(&config)?;
            stepper.step(&config, &batch, number, position)
        });
        let loss = match done {
            Ok(done) => done.loss,
            Err(TrainError::Diverged { .. }) => {
                ending = Ending::Exploded;
                break;
            }
            Err(other) => return Err(other),
        };
        average = average * MEMORY + loss * (1.0 - MEMORY);
        let smooth = average / (1.0 - MEMORY.powi(step as i32 + 1));
        tried.push(TriedRate { rate: config.learning_rate, loss, smooth });
        if !progress(&tried) {
            ending = Ending::Cancelled;
            break;
        }
        if step >= SETTLED && smooth > EXPLODED * lowest {
            ending = Ending::Exploded;
            break;
        }
        lowest = lowest.min(smooth);
    }
    let suggestion = suggest(&tried);
    Ok(RateSearch { tried, ending, suggestion })
}

/// Batches without end: epoch after epoch.
struct BatchStream {
    task: Arc<dyn Task>,
    batches: Option<Box<dyn EpochBatches>>,
    epoch: usize,
    done: usize,
}

impl BatchStream {
    fn new(job: &Job, config: &TrainConfig) -> Result<Self, TrainError> {
        Ok(Self { task: task::of(job, config)?, batches: None, epoch: 0, done: 0 })
    }

    fn next(&mut self, config: &TrainConfig) -> Result<Batch, TrainError> {
        // The second time at the latest an epoch begins, which has a batch.
        loop {
            if let Some(batches) = &self.batches
                && let Some(batch) = batches.batch(self.done, config.batch_size)?
            {
                self.done += batch.examples;
                return Ok(batch);
            }
            self.epoch += 1;
            self.done = 0;
            self.batches = Some(self.task.epoch(config, self.epoch)?);
        }
    }
}

/// The rates that a curve of losses suggests: `None` if the loss never fell.
fn suggest(tried: &[TriedRate]) -> Option<Suggestion> {
    let lowest = tried.iter().min_by(|one, other| one.smooth.total_cmp(&other.smooth))?;
    let begin = tried.first()?.smooth;
    if lowest.smooth > begin * (1.0 - LEAST_FALL) {
        return None;
    }
    let slope = |at: usize| {
        let (from, to) = (tried.get(at.checked_sub(REACH)?)?, tried.get(at + REACH)?);
        Some((to.smooth - from.smooth) / (to.rate / from.rate).ln())
    };
    let falling = (SETTLED..tried.len()).take_while(|at| tried[*at].rate <= lowest.rate);
    let slopes = falling.filter_map(|at| Some((tried[at].rate, slope(at)?)));
    let steepest = slopes.min_by(|one, other| one.1.total_cmp(&other.1)).map_or(lowest.rate / 10.0, |found| found.0);
    Some(Suggestion { steepest, tenth_of_lowest: lowest.rate / 10.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(loss: impl Fn(f64) -> f64) -> Vec<TriedRate> {
        let sweep = Sweep { low: 1e-6, high: 1.0, steps: 200 };
        let one = |rate: f64| TriedRate { rate, loss: loss(rate), smooth: loss(rate) };
        (0..200).map(|step| one(sweep.rate(step))).collect()
    }

    #[test]
    fn rates_rise_by_the_same_factor_from_the_lowest_to_the_highest() {
        let sweep = Sweep { low: 1e-4, high: 1.0, steps: 5 };
        let rates: Vec<f64> = (0..5).map(|step| sweep.rate(step)).collect();
        for (rate, expected) in rates.into_iter().zip([1e-4, 1e-3, 1e-2, 1e-1, 1.0]) {
            assert!((rate / expected - 1.0).abs() < 1e-9, "{rate}");
        }
    }

    #[test]
    fn the_steepest_descent_and_a_tenth_of_the_lowest_are_suggested() {
        // A step down around 1e-3 in the logarithm of the rate, lowest at 1e-1, then up.
        let loss = |rate: f64| {
            let place = rate.log10();
            let fall = 2.0 / (1.0 + (4.0 * (place + 3.0)).exp());
            let rise = if place > -1.0 { 5.0 * (place + 1.0) } else { 1e-3 * (-1.0 - place) };
            0.2 + fall + rise
        };
        let found = suggest(&curve(loss)).expect("the loss falls");
        assert!((found.steepest.log10() + 3.0).abs() < 0.1, "{}", found.steepest);
        assert!((found.tenth_of_lowest.log10() + 2.0).abs() < 0.1, "{}", found.tenth_of_lowest);
    }

    #[test]
    fn a_loss_that_never_falls_suggests_nothing() {
        assert_eq!(suggest(&curve(|_| 2.3)), None);
        assert_eq!(suggest(&curve(|rate| 2.3 + rate)), None);
        assert_eq!(suggest(&[]), None);
    }

    #[test]
    fn a_sweep_out_of_range_is_refused_with_the_range() {
        let usual = Sweep::usual(Optimiser::ALL[0]);
        usual.validate().expect("the usual one is in range");
        let refused = |sweep: Sweep| sweep.validate().expect_err("it is out of range").to_string();
        assert!(refused(Sweep { low: 0.0, ..usual }).contains("above 0"));
        assert!(refused(Sweep { high: 1e-9, ..usual }).contains("above 0.0001"));
        assert!(refused(Sweep { steps: 3, ..usual }).contains("from 20 to 2000"));
        assert!(refused(Sweep { high: f64::NAN, ..usual }).contains("at most 10"));
    }
}
