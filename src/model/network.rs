//! A network with weights in it: candle variables in the order of the table, and the forward pass over them.

use std::collections::BTreeMap;

use candle_core::{Device, Tensor, Var};
use rand_chacha::ChaCha8Rng;

use super::kernels::fast::Fast;
use super::kernels::{self, Kernels};
use super::layer::NamedLayer;
use super::weights::{Array, Weights};
use super::{Arch, ModelError};

/// Whether a forward pass trains or reads.
pub enum Mode<'a> {
    /// Reads: no dropout, running statistics in batch normalisation.
    Infer,
    /// Trains: dropout from this stream, statistics of the batch, which also move the running ones.
    Train {
        /// The run's stream for dropout.
        dropout: &'a mut ChaCha8Rng,
    },
}

/// A layer with its tensors.
pub struct LoadedLayer {
    /// The layer in its place.
    pub named: NamedLayer,
    /// Its tensors, in the order of `named.params`.
    pub tensors: Vec<Var>,
}

/// A network that can be run and trained. Its variables are shared in place: it stays on its thread, and what
/// travels is [`Network::weights`].
pub struct Network {
    arch: Arch,
    kernels: Kernels,
    layers: Vec<LoadedLayer>,
    fast: Fast,
}

impl Network {
    /// Builds `arch` with `weights` on the CPU.
    ///
    /// # Errors
    /// When the weights do not fit, or candle cannot hold them.
    pub fn new(arch: Arch, weights: &Weights, kernels: Kernels) -> Result<Self, ModelError> {
        weights.check(arch)?;
        let mut layers = Vec::new();
        for named in arch.placed() {
            let mut tensors = Vec::with_capacity(named.params.len());
            for param in &named.params {
                let array = &weights.0[&format!("{}.{}", named.name, param.name)];
                tensors.push(Var::from_slice(&array.values, array.shape.as_slice(), &Device::Cpu)?);
            }
            layers.push(LoadedLayer { named, tensors });
        }
        Ok(Self { arch, kernels, layers, fast: Fast::default() })
    }

    /// Which network this is.
    #[must_use]
    pub fn arch(&self) -> Arch {
        self.arch
    }

    /// Logits (N × 10) of images (N × 1 × 28 × 28, 32-bit floats after [`Pixels`](super::Pixels)).
    ///
    /// # Errors
    /// When candle refuses an operation, for one because `images` has another shape.
    pub fn forward(&self, images: &Tensor, mode: Mode<'_>) -> Result<Tensor, ModelError> {
        Ok(match self.kernels {
            Kernels::Candle => kernels::candle::forward(&self.layers, images, mode)?,
            Kernels::Fast => self.fast.forward(&self.layers, images, mode)?,
        })
    }

    /// The layers with their tensors, in the order of the table.
    #[must_use]
    pub fn layers(&self) -> &[LoadedLayer] {
        &self.layers
    }

    /// Name and variable of every trained tensor, in the order of the table.
    pub fn trained(&self) -> impl Iterator<Item = (String, &Var)> {
        self.layers.iter().flat_map(|layer| {
            let pairs = layer.named.params.iter().zip(&layer.tensors);
            pairs
                .filter(|(param, _)| param.is_trained)
                .map(|(param, var)| (format!("{}.{}", layer.named.name, param.name), var))
        })
    }

    /// A copy of all tensors as they are now.
    ///
    /// # Errors
    /// When candle cannot copy a tensor out.
    pub fn weights(&self) -> Result<Weights, ModelError> {
        let mut tensors = BTreeMap::new();
        for layer in &self.layers {
            for (param, var) in layer.named.params.iter().zip(&layer.tensors) {
                let values = var.flatten_all()?.to_vec1::<f32>()?.into();
                tensors.insert(
                    format!("{}.{}", layer.named.name, param.name),
                    Array { shape: param.shape.clone(), values },
                );
            }
        }
        Ok(Weights(tensors))
    }
}
