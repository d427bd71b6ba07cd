//! What a method has learned: what it reads with.

use rayon::prelude::*;

use super::examples::{Examples, GoOn};
use super::forest::{self, Forest};
use super::kernel_svm::{self, KernelSvm};
use super::linear::Linear;
use super::neighbours::Neighbours;
use super::{Method, MethodConfig, MethodError, least_squares, linear_svm};
use crate::data::PIXELS;
use crate::model::reads_pictures::Predict;
use crate::model::{ModelError, Prediction, ReadsPictures};

/// Pictures that one thread reads together.
const TOGETHER: usize = 16;

/// What a method has learned.
pub enum Fitted {
    /// A weighted sum of the pixels for each class.
    Linear(Linear),
    /// The training pictures themselves.
    Neighbours(Neighbours),
    /// The pictures at the borders between the classes.
    KernelSvm(KernelSvm),
    /// One tree or many.
    Forest(Forest),
}

impl Fitted {
    /// Learns from examples.
    ///
    /// # Errors
    /// When it is told to stop.
    pub fn fit(config: &MethodConfig, examples: &Examples, go_on: GoOn) -> Result<Self, MethodError> {
        let MethodConfig { seed, depth, .. } = *config;
        Ok(match config.method {
            Method::LeastSquares => Self::Linear(least_squares::fit(examples, go_on)?),
            Method::Neighbours => Self::Neighbours(Neighbours::fit(examples, config.neighbours, seed, go_on)?),
            Method::LinearSvm => Self::Linear(linear_svm::fit(examples, config.linear_cost, seed, go_on)?),
            Method::KernelSvm => {
                let few = examples.first(config.images);
                Self::KernelSvm(kernel_svm::fit(&few, config.kernel_cost, config.gamma, go_on)?)
            }
            Method::Tree => Self::Forest(forest::fit_tree(examples, depth, go_on)?),
            Method::Forest => Self::Forest(forest::fit(examples, config.trees, depth, seed, go_on)?),
        })
    }

    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        match self {
            Self::Linear(linear) => linear.classes(),
            Self::Neighbours(neighbours) => neighbours.classes(),
            Self::KernelSvm(machine) => machine.classes(),
            Self::Forest(forest) => forest.classes(),
        }
    }

    /// A number for each class and picture, whose softmax is the answer.
    fn scores(&self, pictures: &[u8]) -> Vec<f32> {
        let mut scores = Vec::new();
        let each = pictures.chunks_exact(PIXELS);
        match self {
            Self::Linear(linear) => each.for_each(|picture| linear.scores(picture, &mut scores)),
            Self::Neighbours(neighbours) => scores = neighbours.scores(pictures),
            Self::KernelSvm(machine) => each.for_each(|picture| machine.scores(picture, &mut scores)),
            Self::Forest(forest) => each.for_each(|picture| forest.scores(picture, &mut scores)),
        }
        scores
    }
}

impl ReadsPictures for Fitted {
    fn classes(&self) -> usize {
        Self::classes(self)
    }

    fn read(&self, pixels: &[u8], predict: Predict) -> Result<Vec<Prediction>, ModelError> {
        let whole = &pixels[..pixels.len() / PIXELS * PIXELS];
        let classes = self.classes();
        let read =
            |pictures: &[u8]| -> Vec<Prediction> { self.scores(pictures).chunks_exact(classes).map(predict).collect() };
        if whole.len() <= TOGETHER * PIXELS {
            return Ok(read(whole));
        }
        Ok(whole.par_chunks(TOGETHER * PIXELS).flat_map_iter(read).collect())
    }
}
