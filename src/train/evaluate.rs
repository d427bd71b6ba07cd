//! Predictions of a model for a whole data set, with accuracy and mean loss.

use std::borrow::Cow;

use rayon::ThreadPool;
use rayon::prelude::*;

use crate::data::{Dataset, PIXELS};
use crate::model::{ModelError, Prediction, Predictor};
use crate::text::ToMessage as _;

/// Images read at once. A fixed number, so that results never depend on the number of threads.
const BLOCK: usize = 250;
/// Blocks for each thread between two reports of progress.
const BLOCKS_PER_THREAD: usize = 2;

/// Predictions for every image of a data set, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// One prediction an image.
    pub predictions: Vec<Prediction>,
    /// Number read right.
    pub correct: usize,
    /// Mean cross-entropy in nats.
    pub loss: f64,
}

impl Evaluation {
    /// Share read right, in [0, 1]; 0 without images.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.predictions.len().max(1) as f64
    }

    /// Compares predictions with the labels of the same images.
    fn new(predictions: Vec<Prediction>, labels: &[u8]) -> Self {
        let pairs = || predictions.iter().zip(labels);
        let correct = pairs().filter(|(prediction, label)| prediction.class() == **label).count();
        let total: f64 = pairs().map(|(prediction, &label)| surprise(prediction, label)).sum();
        let loss = total / predictions.len().max(1) as f64;
        Self { predictions, correct, loss }
    }
}

/// −ln of the probability given to the right digit; at most 87.3, where 32-bit floats end.
fn surprise(prediction: &Prediction, label: u8) -> f64 {
    -f64::from(prediction.probability(label).max(f32::MIN_POSITIVE)).ln()
}

/// Reads every image, in parallel blocks on the current rayon pool. `progress` hears how many are done and
/// returns whether to go on; `Ok(None)` if it said no.
///
/// # Errors
/// When the network cannot be run, or has no output for what images show.
pub fn evaluate(
    predictor: &Predictor,
    dataset: &Dataset,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<Evaluation>, ModelError> {
    let labels = labels_for(predictor, dataset)?;
    let read = predictions(predictor, dataset, progress)?;
    Ok(read.map(|read| Evaluation::new(read, &labels)))
}

/// The labels of `dataset` as numbers of the classes of who reads.
fn labels_for<'a>(predictor: &Predictor, dataset: &'a Dataset) -> Result<Cow<'a, [u8]>, ModelError> {
    let labels = dataset.labels_as(predictor.labels());
    labels.map_err(|fault| ModelError::OtherLabels(fault.to_message().into()))
}

/// What is read in every image, whether or not the reader knows what they show; otherwise as [`evaluate`].
///
/// # Errors
/// When the network cannot be run.
pub fn predictions(
    predictor: &Predictor,
    dataset: &Dataset,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<Vec<Prediction>>, ModelError> {
    in_rounds(dataset, rayon::current_num_threads(), progress, |pixels| read(predictor, pixels))
}

/// [`evaluate`], but on the threads of `pool`; `progress` is called on the current thread.
pub(super) fn evaluate_on(
    pool: &ThreadPool,
    predictor: &Predictor,
    dataset: &Dataset,
    progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<Evaluation>, ModelError> {
    let labels = labels_for(predictor, dataset)?;
    let read =
        in_rounds(dataset, pool.current_num_threads(), progress, |pixels| pool.install(|| read(predictor, pixels)))?;
    Ok(read.map(|read| Evaluation::new(read, &labels)))
}

/// Does `work` so that kernels in it compute on one thread alone, whatever the machine has.
pub fn on_one_thread<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    // Not the pool of a run, whose threads stand back behind the window's.
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// Reads in rounds of a few blocks a thread, with a report between two of them.
fn in_rounds(
    dataset: &Dataset,
    threads: usize,
    progress: &mut dyn FnMut(usize) -> bool,
    read: impl Fn(&[u8]) -> Result<Vec<Prediction>, ModelError>,
) -> Result<Option<Vec<Prediction>>, ModelError> {
    let mut predictions = Vec::with_capacity(dataset.len());
    for pixels in dataset.all_pixels().chunks(BLOCK * PIXELS * BLOCKS_PER_THREAD * threads) {
        predictions.extend(read(pixels)?);
        if !progress(predictions.len()) {
            return Ok(None);
        }
    }
    Ok(Some(predictions))
}

/// Reads images in parallel blocks, in their order.
pub(super) fn read(predictor: &Predictor, pixels: &[u8]) -> Result<Vec<Prediction>, ModelError> {
    let blocks: Vec<_> = pixels.par_chunks(BLOCK * PIXELS).map(|block| predictor.predict_pixels(block)).collect();
    let mut predictions = Vec::with_capacity(pixels.len() / PIXELS);
    for block in blocks {
        predictions.extend(block?);
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use rayon::ThreadPoolBuilder;

    use super::*;
    use crate::model::{Arch, Kernels, Pixels, Weights};

    /// 1,100 images, each of one grey tone: four full blocks and a partial one.
    fn greys() -> Dataset {
        let pixels = (0..1_100).flat_map(|index| [(index % 251) as u8; PIXELS]).collect();
        let labels = (0..1_100).map(|index| (index % 10) as u8).collect();
        Dataset::new("greys", pixels, labels).expect("the lengths fit")
    }

    fn predictor() -> Predictor {
        let weights = Weights::fresh(Arch::Softmax, 1);
        Predictor::new(Arch::Softmax, &weights, Pixels::Unit, Kernels::Candle).expect("fresh weights fit")
    }

    fn evaluate_on(threads: usize) -> Evaluation {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool starts");
        let evaluation = pool.install(|| evaluate(&predictor(), &greys(), &mut |_| true));
        evaluation.expect("the network runs").expect("nobody stopped it")
    }

    #[test]
    fn predictions_come_in_order_whatever_the_threads() {
        let (one, three) = (evaluate_on(1), evaluate_on(3));
        assert_eq!(one, three);
        let (predictor, greys) = (predictor(), greys());
        for index in [0, 249, 250, 999, 1_099] {
            let alone = predictor.predict(&greys.image(index)).expect("the network runs");
            assert_eq!(one.predictions[index].class(), alone.class(), "image {index}");
        }
    }

    #[test]
    fn progress_rises_to_the_number_of_images() {
        let mut heard = Vec::new();
        let result = evaluate(&predictor(), &greys(), &mut |done| {
            heard.push(done);
            true
        });
        assert!(matches!(result, Ok(Some(_))));
        assert!(heard.windows(2).all(|pair| pair[0] < pair[1]), "{heard:?}");
        assert_eq!(heard.last(), Some(&1_100));
    }

    #[test]
    fn a_no_ends_it_without_a_result() {
        let mut calls = 0;
        let result = evaluate(&predictor(), &greys(), &mut |_| {
            calls += 1;
            false
        });
        assert!(matches!(result, Ok(None)));
        assert_eq!(calls, 1);
    }

    #[test]
    fn accuracy_and_loss_are_those_of_the_labels() {
        let sure = Prediction::from_logits(std::array::from_fn(|digit| if digit == 3 { 1000.0 } else { 0.0 }));
        let unsure = Prediction::from_logits([0.0; 10]);
        let evaluation = Evaluation::new(vec![sure, unsure, sure], &[3, 0, 5]);
        assert_eq!(evaluation.correct, 2);
        // −ln 1, −ln 0.1 and, for a probability of nothing, −ln of the smallest normal 32-bit float, 2^-126.
        let expected = (10.0_f64.ln() + 126.0 * 2.0_f64.ln()) / 3.0;
        assert!((evaluation.loss - expected).abs() < 1e-6, "{}", evaluation.loss);
    }

    #[test]
    fn an_empty_data_set_has_accuracy_nought() {
        let empty = Dataset::new("empty", Vec::new(), Vec::new()).expect("nothing fits nothing");
        let evaluation = evaluate(&predictor(), &empty, &mut |_| true).expect("the network runs").expect("not stopped");
        assert!(evaluation.accuracy().abs() < f64::EPSILON && evaluation.loss.abs() < f64::EPSILON);
    }
}
