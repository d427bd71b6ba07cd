//! The bundled model, and images to try it on.

use digit_lab::data::{Dataset, Mnist, Split};
use digit_lab::model::{Kernels, Predictor};
use digit_lab::store::models;

/// The bundled model, and MNIST's images that it was not trained on.
pub fn reader() -> (Predictor, Dataset) {
    let model = models::default_model().expect("a model is bundled");
    let predictor = Predictor::for_model(&model, Kernels::Fast).expect("it fits the program");
    let train = Mnist::unpack().expect("the embedded data is whole").train;
    let validation = train.subset(&Split::new(train.len(), 5_000, model.card.seed).validation);
    (predictor, validation)
}
