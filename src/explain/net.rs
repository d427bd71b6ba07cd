//! A network that is asked for reasons: it reads pictures of floats, and says how its logits change with the ink.

use candle_core::{D, Device, Tensor, Var};

use super::{ExplainError, Score};
use crate::data::{Image, LabelSet, PIXELS, SIDE};
use crate::model::init::stream;
use crate::model::{Arch, Kernels, Mode, ModelError, Network, Pixels, Prediction, Predictor, Scores, Weights};

/// Pictures that are computed together.
const TOGETHER: usize = 64;

/// A network with weights that stay as they are.
pub struct ExplainedNet {
    arch: Arch,
    weights: Weights,
    pixels: Pixels,
    reader: Predictor,
    /// Frozen, so that its gradients are those by the picture, with running statistics.
    network: Network,
}

/// What the gradient is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Of {
    /// A logit, or one minus another.
    Score(Score),
    /// The cross-entropy of this label.
    Loss(u8),
}

impl ExplainedNet {
    /// A network with these weights.
    ///
    /// # Errors
    /// When it reads no pictures, or the weights do not fit or are not finite.
    pub fn new(arch: Arch, weights: &Weights, pixels: Pixels) -> Result<Self, ModelError> {
        let reader = Predictor::new(arch, weights, pixels, Kernels::Fast)?;
        let mut network = Network::new(arch, weights, Kernels::Fast)?;
        network.set_dropout(Some(0.0))?;
        network.freeze(|_| true);
        Ok(Self { arch, weights: weights.clone(), pixels, reader, network })
    }

    /// The same with the names of its classes.
    #[must_use]
    pub fn with_labels(self, labels: LabelSet) -> Self {
        Self { reader: self.reader.with_labels(labels), ..self }
    }

    /// What its classes are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.reader.labels()
    }

    /// Which network it is.
    #[must_use]
    pub fn arch(&self) -> Arch {
        self.arch
    }

    /// Its weights.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// How it takes in pixels.
    #[must_use]
    pub fn pixels(&self) -> Pixels {
        self.pixels
    }

    /// What it says about each of `images`, as the network gives it.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn read(&self, images: &[Image]) -> Result<Vec<Prediction>, ModelError> {
        let bytes: Vec<u8> = images.iter().flat_map(|image| image.0).collect();
        self.reader.predict_pixels(&bytes)
    }

    /// Logits of `pictures`: 784 numbers each, 0 paper and 1 ink; and how each changes with the ink.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn gradients(&self, pictures: &[f32], of: Of) -> Result<Gradients, ExplainError> {
        let mut found = Gradients::default();
        for some in pictures.chunks(TOGETHER * PIXELS) {
            let count = some.len() / PIXELS;
            let input = Tensor::from_vec(inputs(self.pixels, some), (count, 1, SIDE, SIDE), &Device::Cpu)?;
            let input = Var::from_tensor(&input)?;
            // Nothing is dropped, so that nothing is drawn from this stream.
            let mode = Mode::Train { dropout: &mut stream(0, "explain") };
            let logits = self.network.forward(input.as_tensor(), mode)?;
            let gradients = seed(&logits, of)?.backward()?;
            let values = match gradients.get(input.as_tensor()) {
                Some(gradient) => gradient.flatten_all()?.to_vec1()?,
                None => vec![0.0; some.len()],
            };
            found.logits.extend(rows(&logits.detach())?);
            found.by_ink.extend(by_ink(self.pixels, &values));
        }
        Ok(found)
    }
}

/// What [`ExplainedNet::gradients`] finds, picture by picture.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gradients {
    /// Logits of each picture.
    pub logits: Vec<Scores>,
    /// 784 numbers for each picture: how what was asked for changes with the ink of a pixel.
    pub by_ink: Vec<f32>,
}

/// The sum over all pictures of what the gradient is of; no picture's gradient depends on the others.
fn seed(logits: &Tensor, of: Of) -> candle_core::Result<Tensor> {
    match of {
        Of::Score(score) => {
            let weights = score.weights(logits.dim(D::Minus1)?);
            let weights = Tensor::from_slice(&weights, (1, weights.len()), logits.device())?;
            logits.broadcast_mul(&weights)?.sum_all()
        }
        Of::Loss(label) => loss(logits, label)?.sum_all(),
    }
}

/// The cross-entropy of `label` for each row of `logits` (N × classes): N numbers.
///
/// # Errors
/// When candle refuses an operation.
pub fn loss(logits: &Tensor, label: u8) -> candle_core::Result<Tensor> {
    let own = logits.narrow(1, usize::from(label), 1)?.squeeze(1)?;
    logits.log_sum_exp(D::Minus1)? - own
}

/// Logits row by row.
///
/// # Errors
/// When there are no rows of them.
pub fn rows(logits: &Tensor) -> candle_core::Result<Vec<Scores>> {
    Ok(logits.to_vec2::<f32>()?.iter().map(|row| row.as_slice().into()).collect())
}

/// Pictures of ink in [0, 1] as the network takes them in.
#[must_use]
pub fn inputs(pixels: Pixels, pictures: &[f32]) -> Vec<f32> {
    let (factor, offset) = pixels.affine();
    let taken = |picture: &[f32], at: usize| picture[at] * 255.0 * factor + offset;
    let every = pictures.chunks_exact(PIXELS).flat_map(|picture| {
        (0..PIXELS).map(move |at| taken(picture, pixels.order().map_or(at, |order| usize::from(order[at]))))
    });
    every.collect()
}

/// Gradients by what the network takes in as gradients by the ink of the pixels.
#[must_use]
pub fn by_ink(pixels: Pixels, gradients: &[f32]) -> Vec<f32> {
    let factor = 255.0 * pixels.affine().0;
    let mut found = vec![0.0; gradients.len()];
    for (found, gradient) in found.chunks_exact_mut(PIXELS).zip(gradients.chunks_exact(PIXELS)) {
        for at in 0..PIXELS {
            found[pixels.order().map_or(at, |order| usize::from(order[at]))] += gradient[at] * factor;
        }
    }
    found
}

/// A picture as shares of ink, in [0, 1].
#[must_use]
pub fn ink(image: &Image) -> Vec<f32> {
    image.0.iter().map(|&pixel| f32::from(pixel) / 255.0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::{drawing, readers};
    use super::*;

    #[test]
    fn gradients_are_candles_for_every_network_and_way_of_taking_pixels_in() {
        for (arch, weights) in readers() {
            for pixels in [Pixels::Signed, Pixels::ShuffledSquares] {
                let net = ExplainedNet::new(arch, &weights, pixels).expect("fresh weights fit");
                // On even paper several numbers of a pool are the largest, and rounding decides which of them counts.
                let both: Vec<f32> = (0..2 * PIXELS).map(|at| (at * at * 7 % 1_009) as f32 / 1_009.0).collect();
                let found = net.gradients(&both, Of::Loss(3)).expect("it runs");
                let network = Network::new(arch, &weights, Kernels::Candle).expect("fresh weights fit");
                let input = Tensor::from_vec(inputs(pixels, &both), (2, 1, SIDE, SIDE), &Device::Cpu);
                let input = Var::from_tensor(&input.expect("it fits")).expect("it is a tensor");
                let logits = network.forward(input.as_tensor(), Mode::Infer).expect("it runs");
                let all = seed(&logits, Of::Loss(3)).and_then(|loss| loss.backward()).expect("it goes back");
                let expected = all.get(input.as_tensor()).and_then(|all| all.flatten_all().ok()?.to_vec1().ok());
                let expected = by_ink(pixels, &expected.expect("the picture counts"));
                let scale = expected.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
                for (at, (found, expected)) in found.by_ink.iter().zip(&expected).enumerate() {
                    assert!((found - expected).abs() <= 1e-5 * scale.max(1.0), "{arch} {at}: {found} {expected}");
                }
                let read = net.read(&[drawing()]).expect("it runs")[0].logits;
                let drawn = net.gradients(&ink(&drawing()), Of::Loss(3)).expect("it runs").logits;
                for (logit, read) in drawn[0].iter().zip(read.iter()) {
                    assert!((logit - read).abs() < 1e-4 * read.abs().max(1.0), "{arch}: {logit} {read}");
                }
            }
        }
    }

    #[test]
    fn a_gradient_is_what_a_small_change_of_ink_shows() {
        let (arch, weights) = (Arch::Mlp, Weights::fresh(Arch::Mlp, 1));
        let net = ExplainedNet::new(arch, &weights, Pixels::Unit).expect("fresh weights fit");
        let picture = ink(&drawing());
        let of = Of::Score(Score::Difference(4, 9));
        let here = net.gradients(&picture, of).expect("it runs");
        for at in [200, 350, 406] {
            let moved = |by: f32| {
                let mut moved = picture.clone();
                moved[at] += by;
                let logits = net.gradients(&moved, of).expect("it runs").logits[0];
                super::super::Score::Difference(4, 9).of(&logits)
            };
            let slope = (moved(0.01) - moved(-0.01)) / 0.02;
            assert!((slope - here.by_ink[at]).abs() < 2e-3, "{at}: {slope} {}", here.by_ink[at]);
        }
    }
}
