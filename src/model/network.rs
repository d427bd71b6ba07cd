//! A network with weights in it: candle variables in the order of the table, and the forward pass over them.

use std::collections::BTreeMap;

use candle_core::{Device, Tensor, Var};
use rand_chacha::ChaCha8Rng;

use super::kernels::fast::Fast;
use super::kernels::{self, Kernels};
use super::weights::{Array, Weights};
use super::{Arch, ModelError, NamedLayer};
use crate::text::ToMessage;

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
    /// Whether training leaves it alone: no gradients, and normalisation by its running statistics.
    pub is_frozen: bool,
}

/// A network that can be run and trained. Its variables are shared in place: it stays on its thread, and what
/// travels is [`Network::weights`].
pub struct Network {
    arch: Arch,
    /// How many classes it tells apart, if it reads pictures.
    outputs: usize,
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
        let outputs = weights.outputs(arch);
        for named in arch.placed_with(outputs) {
            let mut tensors = Vec::with_capacity(named.params.len());
            for param in &named.params {
                let array = &weights.0[&format!("{}.{}", named.name, param.name)];
                tensors.push(Var::from_slice(&array.values, array.shape.as_slice(), &Device::Cpu)?);
            }
            layers.push(LoadedLayer { named, tensors, is_frozen: false });
        }
        Ok(Self { arch, outputs, kernels, layers, fast: Fast::default() })
    }

    /// Which network this is.
    #[must_use]
    pub fn arch(&self) -> Arch {
        self.arch
    }

    /// How many classes it tells apart, if it reads pictures.
    #[must_use]
    pub fn outputs(&self) -> usize {
        self.outputs
    }

    /// Logits (N × classes) of images (N × 1 × 28 × 28, 32-bit floats after [`Pixels`](super::Pixels)); those of a network that
    /// continues tokens (N × tokens × vocabulary) of their numbers (N × 1 × 1 × tokens).
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

    /// Sets the dropout of training: at `rate`, in [0, 1), wherever the network has dropout, or in front of its last
    /// dense or linear layer if it has none; `None` is as the network's table has it. Weights stay as they are.
    ///
    /// # Errors
    /// Never for the networks of the list: dropout stands wherever numbers are.
    pub fn set_dropout(&mut self, rate: Option<f32>) -> Result<(), ModelError> {
        let placed = match rate {
            Some(rate) => self
                .arch
                .table_with(self.outputs)
                .with_dropout(rate)
                .place(self.arch.input())
                .map_err(|fault| ModelError::WrongWeights { arch: self.arch.id(), fault: fault.to_message() })?,
            None => self.arch.placed_with(self.outputs),
        };
        let mut tensors: BTreeMap<String, (Vec<Var>, bool)> =
            self.layers.drain(..).map(|layer| (layer.named.name, (layer.tensors, layer.is_frozen))).collect();
        let loaded = placed.into_iter().map(|named| {
            let (tensors, is_frozen) = tensors.remove(&named.name).unwrap_or_default();
            LoadedLayer { named, tensors, is_frozen }
        });
        self.layers = loaded.collect();
        // Plans were made for the layers as they were.
        self.fast = Fast::default();
        Ok(())
    }

    /// Lets training leave the layers alone that `is_frozen` names.
    pub fn freeze(&mut self, is_frozen: impl Fn(&NamedLayer) -> bool) {
        for layer in &mut self.layers {
            layer.is_frozen = is_frozen(&layer.named);
        }
        // Plans were made for the layers as they were.
        self.fast = Fast::default();
    }

    /// Name and variable of every tensor that is measured instead of trained: running statistics.
    pub fn measured(&self) -> impl Iterator<Item = (String, &Var)> {
        self.layers.iter().filter(|layer| !layer.is_frozen).flat_map(|layer| {
            let pairs = layer.named.params.iter().zip(&layer.tensors);
            pairs
                .filter(|(param, _)| !param.is_trained)
                .map(|(param, var)| (format!("{}.{}", layer.named.name, param.name), var))
        })
    }

    /// Name and variable of every trained tensor, in the order of the table.
    pub fn trained(&self) -> impl Iterator<Item = (String, &Var)> {
        self.layers.iter().filter(|layer| !layer.is_frozen).flat_map(|layer| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::init::stream;
    use crate::model::{Layer, Shape};

    /// Two examples of what the network reads.
    fn example_input(arch: Arch) -> Tensor {
        let Shape::Map { height, width, .. } = arch.input() else { panic!("{arch} reads no map") };
        let value = |index: usize| arch.vocabulary().map_or((index % 17) as f32 / 17.0, |all| (index % all) as f32);
        let values: Vec<f32> = (0..2 * height * width).map(value).collect();
        Tensor::from_vec(values, (2, 1, height, width), &Device::Cpu).expect("the length fits")
    }

    fn logits(network: &Network, mode: Mode<'_>) -> Vec<f32> {
        let images = example_input(network.arch());
        let logits = network.forward(&images, mode).expect("the network runs");
        logits.flatten_all().and_then(|logits| logits.to_vec1()).expect("it is a vector")
    }

    #[test]
    fn dropout_changes_training_alone_and_no_weight() {
        for &arch in Arch::ALL {
            for kernels in [Kernels::Fast, Kernels::Candle] {
                let weights = Weights::fresh(arch, 1);
                let mut network = Network::new(arch, &weights, kernels).expect("fresh weights fit");
                let read = logits(&network, Mode::Infer);
                for rate in [Some(0.5), None, Some(0.0)] {
                    network.set_dropout(rate).expect("dropout fits anywhere");
                    assert_eq!(logits(&network, Mode::Infer), read, "{arch}");
                }
                let trained = |network: &Network| logits(network, Mode::Train { dropout: &mut stream(1, "dropout") });
                let whole = trained(&network);
                network.set_dropout(Some(0.5)).expect("dropout fits anywhere");
                let is_dropout = |layer: &&LoadedLayer| matches!(layer.named.layer, Layer::Dropout { .. });
                assert!(network.layers().iter().any(|layer| is_dropout(&layer)), "{arch}");
                assert!(trained(&network) != whole, "{arch}: nothing is dropped");
                let names = |network: &Network| {
                    network.weights().expect("they are on the CPU").0.into_keys().collect::<Vec<_>>()
                };
                assert_eq!(names(&network), weights.0.keys().cloned().collect::<Vec<_>>(), "{arch}");
            }
        }
    }
}
