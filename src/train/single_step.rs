//! One step looked at by itself: its batch, read before and after it, and how far each layer moved.

use super::batch::Batch;
use super::statistics::{MeasuredAt, layer_names, update_ratios};
use super::step::Stepper;
use crate::data::{Image, LabelSet, PIXELS};
use crate::model::kernels::loss::NO_CLASS;
use crate::model::{Mode, ModelError, Pixels, Weights};

/// What a network makes of an example.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The likeliest class.
    pub class: u8,
    /// Probability of the label, in [0, 1].
    pub probability: f64,
    /// −ln of it: the example's loss, in nats.
    pub loss: f64,
}

/// An example of the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct SteppedExample {
    /// As the network saw it, augmentation included.
    pub image: Image,
    /// What it shows.
    pub label: u8,
    /// What the classes are called.
    pub names: LabelSet,
    /// Read with the weights before the step, without dropout.
    pub before: Reading,
    /// The same after it.
    pub after: Reading,
}

/// What one step did.
#[derive(Debug, Clone, PartialEq)]
pub struct SingleStep {
    /// After which step.
    pub measured: MeasuredAt,
    /// The examples that have a label.
    pub examples: Vec<SteppedExample>,
    /// Of every layer with weights, from the image on: its name, and the L2 norm of its change over that of its weights.
    pub layers: Vec<(String, f64)>,
}

impl SingleStep {
    /// Mean loss of the batch before and after the step.
    #[must_use]
    pub fn losses(&self) -> [f64; 2] {
        self.mean(|reading, _| reading.loss)
    }

    /// Share of the batch that was read right before and after the step.
    #[must_use]
    pub fn right(&self) -> [f64; 2] {
        self.mean(|reading, label| f64::from(u8::from(reading.class == label)))
    }

    fn mean(&self, value: impl Fn(Reading, u8) -> f64) -> [f64; 2] {
        let count = self.examples.len().max(1) as f64;
        let sum = |which: fn(&SteppedExample) -> Reading| -> f64 {
            self.examples.iter().map(|example| value(which(example), example.label)).sum()
        };
        [sum(|example| example.before) / count, sum(|example| example.after) / count]
    }
}

/// What has to be known before the step.
pub struct BeforeStep {
    readings: Vec<Reading>,
    weights: Weights,
}

impl BeforeStep {
    /// Reads `batch`; `None` if it holds no pictures.
    ///
    /// # Errors
    /// When candle refuses an operation.
    pub fn of(stepper: &Stepper, batch: &Batch) -> Result<Option<Self>, ModelError> {
        if batch.labels.len() != batch.examples || batch.input.elem_count() != batch.examples * PIXELS {
            return Ok(None);
        }
        Ok(Some(Self { readings: readings(stepper, batch)?, weights: stepper.computed_weights()? }))
    }

    /// Reads it again; `pixels` says how bytes became numbers, and `names` what
    /// the labels are called.
    ///
    /// # Errors
    /// When candle refuses an operation.
    pub fn after(
        self,
        stepper: &Stepper,
        batch: &Batch,
        (pixels, names): (Pixels, LabelSet),
        measured: MeasuredAt,
    ) -> Result<SingleStep, ModelError> {
        let (factor, offset) = pixels.affine();
        let numbers: Vec<f32> = batch.input.flatten_all()?.to_vec1()?;
        let after = readings(stepper, batch)?;
        let image = |numbers: &[f32]| {
            // Back to bytes, as near as rounding allows.
            Image(std::array::from_fn(|at| ((numbers[at] - offset) / factor).round().clamp(0.0, 255.0) as u8))
        };
        let both = self.readings.into_iter().zip(after).zip(&batch.labels).zip(numbers.chunks_exact(PIXELS));
        let examples = both.filter_map(|(((before, after), &label), numbers)| {
            let has_label = label != NO_CLASS;
            has_label.then(|| SteppedExample { image: image(numbers), label, names, before, after })
        });
        let arch = stepper.network().arch();
        let ratios = update_ratios(arch, &self.weights, &stepper.computed_weights()?);
        let layers = layer_names(arch).into_iter().zip(ratios);
        Ok(SingleStep { measured, examples: examples.collect(), layers: layers.collect() })
    }
}

/// Each example by the weights as they are.
fn readings(stepper: &Stepper, batch: &Batch) -> Result<Vec<Reading>, ModelError> {
    let logits = stepper.network().forward(&batch.input, Mode::Infer)?.to_vec2::<f32>()?;
    let reading = |(logits, &label): (&Vec<f32>, &u8)| {
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let class = logits.iter().position(|&logit| logit >= highest).unwrap_or_default() as u8;
        let sum: f64 = logits.iter().map(|&logit| f64::from(logit - highest).exp()).sum();
        let own = logits.get(usize::from(label)).map_or(f64::NEG_INFINITY, |&logit| f64::from(logit - highest));
        let loss = sum.ln() - own;
        Reading { class, probability: (-loss).exp(), loss }
    };
    Ok(logits.iter().zip(&batch.labels).map(reading).collect())
}
