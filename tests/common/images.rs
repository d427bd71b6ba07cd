//! A few real images to train on.

use std::sync::{Arc, OnceLock};

use digit_lab::data::Mnist;
use digit_lab::train::TrainingData;

/// The first `train` training and `test` test images of MNIST, which is unpacked once in a test program.
pub fn first_images(train: usize, test: usize) -> TrainingData {
    static MNIST: OnceLock<Mnist> = OnceLock::new();
    let mnist = MNIST.get_or_init(|| Mnist::unpack().expect("the embedded data is whole"));
    TrainingData { train: Arc::new(mnist.train.take(train)), test: Arc::new(mnist.test.take(test)) }
}
