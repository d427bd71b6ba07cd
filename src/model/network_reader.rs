//! Reads pictures with a network.

use candle_core::{Device, Tensor};

use super::kernels::reader::Reader;
use super::reads_pictures::Predict;
use super::{Arch, Kernels, Mode, ModelError, Network, Pixels, Prediction, ReadsPictures, Skill, Weights};
use crate::data::{PIXELS, SIDE};

/// A network ready to read.
pub struct NetworkReader {
    engine: Engine,
    pixels: Pixels,
    outputs: usize,
}

/// Which implementation runs the network.
enum Engine {
    /// candle's own operations.
    Candle(Box<Network>),
    /// Our kernels, with the weights packed once.
    Fast(Box<Reader>),
}

impl NetworkReader {
    /// A reader with these weights.
    ///
    /// # Errors
    /// When the network reads no pictures, or the weights do not fit it.
    pub fn new(arch: Arch, weights: &Weights, pixels: Pixels, kernels: Kernels) -> Result<Self, ModelError> {
        let skill = arch.skill();
        if skill != Skill::ReadsPictures {
            return Err(ModelError::WrongSkill { arch: arch.id(), skill });
        }
        let network = Network::new(arch, weights, kernels)?;
        let outputs = network.outputs();
        let engine = match kernels {
            Kernels::Candle => Engine::Candle(Box::new(network)),
            Kernels::Fast => Engine::Fast(Box::new(Reader::new(network.layers(), SIDE, SIDE)?)),
        };
        Ok(Self { engine, pixels, outputs })
    }
}

impl ReadsPictures for NetworkReader {
    fn classes(&self) -> usize {
        self.outputs
    }

    fn read(&self, pixels: &[u8], predict: Predict) -> Result<Vec<Prediction>, ModelError> {
        match &self.engine {
            Engine::Candle(network) => {
                let count = pixels.len() / PIXELS;
                let mut input = Vec::with_capacity(count * PIXELS);
                self.pixels.extend(&pixels[..count * PIXELS], &mut input);
                let input = Tensor::from_vec(input, (count, 1, SIDE, SIDE), &Device::Cpu)?;
                let logits = network.forward(&input, Mode::Infer)?.flatten_all()?.to_vec1::<f32>()?;
                Ok(logits.chunks_exact(self.outputs).map(predict).collect())
            }
            Engine::Fast(reader) => {
                let (factor, offset) = self.pixels.affine();
                Ok(reader.read(&self.pixels.arranged(pixels), factor, offset, predict))
            }
        }
    }
}
