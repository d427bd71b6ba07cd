//! The task of reading pictures: each example is an image, its label the class of what it shows.

use std::sync::Arc;

use rayon::ThreadPool;

use super::{EpochBatches, Guessing, HeldOut, Measured, Task};
use crate::analysis::Confusion;
use crate::data::{Augmentation, Dataset, LabelSet};
use crate::model::{Calibration, ModelError, Pixels, Predictor, Weights};
use crate::train::batch::{Batch, Batches, order};
use crate::train::calibrate::calibrate;
use crate::train::distillation::Teachers;
use crate::train::evaluate::evaluate_on;
use crate::train::{Job, Prepared, TrainConfig, TrainError, TrainingData, made_up};

/// Reading pictures.
pub struct ReadImages {
    data: Prepared,
    pixels: Pixels,
    teachers: Arc<Teachers>,
}

impl ReadImages {
    /// Splits the images of `data` as `config` says, and gets the teachers ready.
    ///
    /// # Errors
    /// When a teacher's weights do not fit its network, or the model to start from does not know the labels.
    pub fn new(job: &Job, config: &TrainConfig, data: &TrainingData) -> Result<Self, TrainError> {
        let labels = job.labels(config)?;
        let data = Prepared::new(config, &data.relabelled(labels)?);
        let pixels = job.start.as_ref().map_or_else(|| data.pixels(config), |model| model.card.pixels);
        Ok(Self { data, pixels, teachers: Arc::new(Teachers::of(job, labels)?) })
    }

    /// What is told apart.
    fn labels(&self) -> LabelSet {
        self.data.dataset.names()
    }

    fn predictor(&self, config: &TrainConfig, weights: &Weights) -> Result<Predictor, ModelError> {
        Ok(Predictor::new(config.arch, weights, self.pixels, config.kernels)?.with_labels(self.labels()))
    }
}

impl Task for ReadImages {
    fn data_name(&self) -> &str {
        self.data.dataset.name()
    }

    fn examples(&self) -> usize {
        self.data.train.len()
    }

    fn held_out(&self) -> usize {
        self.data.validation.len()
    }

    fn pixels(&self) -> Pixels {
        self.pixels
    }

    fn guessing(&self) -> Guessing {
        let are_examples_alike = self.data.are_images_alike();
        Guessing { loss: self.labels().guessing_loss(), accuracy: self.data.chance(), are_examples_alike }
    }

    fn sample(&self) -> &Dataset {
        &self.data.validation
    }

    fn epoch(&self, config: &TrainConfig, epoch: usize) -> Result<Box<dyn EpochBatches>, TrainError> {
        Ok(Box::new(ImageEpoch {
            order: order(&self.data.train, config.seed, epoch),
            dataset: Arc::clone(&self.data.dataset),
            labels: Arc::clone(&self.data.labels),
            pixels: self.pixels,
            augmentation: config.augmentation,
            made_up: made_up::Shares { synthetic: config.synthetic, outliers: config.outliers },
            teachers: Arc::clone(&self.teachers),
            seed: config.seed,
            epoch,
        }))
    }

    fn measure(
        &self,
        config: &TrainConfig,
        weights: &Weights,
        on: HeldOut,
        pool: &ThreadPool,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Measured>, ModelError> {
        let images = match on {
            HeldOut::Validation => &self.data.validation,
            HeldOut::Test => &self.data.test,
        };
        let read = evaluate_on(pool, &self.predictor(config, weights)?, images, progress)?;
        Ok(read.map(|read| Measured {
            loss: read.loss,
            accuracy: read.accuracy(),
            confusion: Some(Confusion::new(images.labels(), &read.predictions)),
        }))
    }

    fn calibrate(
        &self,
        config: &TrainConfig,
        weights: &Weights,
        pool: &ThreadPool,
    ) -> Result<Option<Calibration>, ModelError> {
        let predictor = self.predictor(config, weights)?;
        pool.install(|| calibrate(&predictor, &self.data.validation, config.seed))
    }
}

/// The images of an epoch in their order.
struct ImageEpoch {
    order: Vec<u32>,
    dataset: Arc<Dataset>,
    labels: Arc<[u8]>,
    pixels: Pixels,
    augmentation: Augmentation,
    made_up: made_up::Shares,
    teachers: Arc<Teachers>,
    seed: u64,
    epoch: usize,
}

impl EpochBatches for ImageEpoch {
    fn batch(&self, done: usize, size: usize) -> Result<Option<Batch>, ModelError> {
        let Self { dataset, labels, teachers, .. } = self;
        let Self { pixels, augmentation, made_up, seed, .. } = *self;
        let batches = Batches { dataset, labels, pixels, augmentation, made_up, teachers, seed };
        let rest = self.order.get(done..).filter(|rest| !rest.is_empty());
        rest.map(|rest| batches.batch(&rest[..size.min(rest.len())], self.epoch)).transpose()
    }
}
