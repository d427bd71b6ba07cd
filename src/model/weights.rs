//! A snapshot of a network's numbers, free of candle: what is saved, sent between threads and compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use super::{Arch, ModelError};
use crate::msg;

/// One tensor: its shape and its values, row-major.
#[derive(Clone, PartialEq)]
pub struct Array {
    /// Size along each axis.
    pub shape: Vec<usize>,
    /// As many values as the shape says.
    pub values: Arc<[f32]>,
}

impl std::fmt::Debug for Array {
    /// The shape alone: there are too many values for anybody to read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Array").field("shape", &self.shape).finish_non_exhaustive()
    }
}

/// All tensors of a network by name ("conv1.weight"). Cheap to clone: the values are shared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights(pub BTreeMap<String, Array>);

impl Weights {
    /// Fresh weights for `arch`, drawn from `seed`.
    #[must_use]
    pub fn fresh(arch: Arch, seed: u64) -> Self {
        let mut tensors = BTreeMap::new();
        for layer in arch.placed() {
            for param in &layer.params {
                let name = format!("{}.{}", layer.name, param.name);
                let values = param.init.draw(param.shape.iter().product(), seed, &name).into();
                tensors.insert(name, Array { shape: param.shape.clone(), values });
            }
        }
        Self(tensors)
    }

    /// Checks that these are exactly the tensors that `arch` needs, and that every number is finite.
    ///
    /// # Errors
    /// Names the first tensor that is missing, of the wrong shape, not finite or not known.
    pub fn check(&self, arch: Arch) -> Result<(), ModelError> {
        let wrong = |fault| Err(ModelError::WrongWeights { arch: arch.id(), fault });
        let mut known = 0;
        for layer in arch.placed() {
            for param in &layer.params {
                let name = format!("{}.{}", layer.name, param.name);
                let Some(array) = self.0.get(&name) else { return wrong(msg!("weights-missing", tensor = name)) };
                if array.shape != param.shape {
                    let [found, expected] = [&array.shape, &param.shape].map(|shape| format!("{shape:?}"));
                    return wrong(msg!("weights-wrong-shape", tensor = name, found = found, expected = expected));
                }
                if array.values.iter().any(|value| !value.is_finite()) {
                    return wrong(msg!("weights-not-finite", tensor = name));
                }
                known += 1;
            }
        }
        if known != self.0.len() {
            let [found, expected] = [self.0.len(), known].map(|count| count.to_string());
            return wrong(msg!("weights-wrong-count", found = found, expected = expected));
        }
        Ok(())
    }

    /// The bytes of a safetensors file.
    ///
    /// # Errors
    /// When a shape does not match its values.
    pub fn to_safetensors(&self) -> Result<Vec<u8>, ModelError> {
        let bytes: Vec<Vec<u8>> =
            self.0.values().map(|array| array.values.iter().flat_map(|value| value.to_le_bytes()).collect()).collect();
        let mut views = BTreeMap::new();
        for ((name, array), bytes) in self.0.iter().zip(&bytes) {
            views.insert(name.as_str(), TensorView::new(Dtype::F32, array.shape.clone(), bytes)?);
        }
        Ok(safetensors::serialize(views, None)?)
    }

    /// The names and shapes of the tensors in the bytes of a safetensors file.
    ///
    /// # Errors
    /// When the bytes are not safetensors.
    pub fn shapes(bytes: &[u8]) -> Result<BTreeMap<String, Vec<usize>>, ModelError> {
        let tensors = SafeTensors::deserialize(bytes)?.tensors();
        Ok(tensors.into_iter().map(|(name, view)| (name, view.shape().to_vec())).collect())
    }

    /// Reads the bytes of a safetensors file and checks them against `arch`.
    ///
    /// # Errors
    /// When the bytes are not safetensors, a tensor is not 32-bit float, or [`check`](Self::check) objects.
    pub fn from_safetensors(bytes: &[u8], arch: Arch) -> Result<Self, ModelError> {
        let file = SafeTensors::deserialize(bytes)?;
        let mut tensors = BTreeMap::new();
        for (name, view) in file.tensors() {
            if view.dtype() != Dtype::F32 {
                let fault = msg!("weights-wrong-type", tensor = name, found = format!("{:?}", view.dtype()));
                return Err(ModelError::WrongWeights { arch: arch.id(), fault });
            }
            let values =
                view.data().chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]));
            tensors.insert(name, Array { shape: view.shape().to_vec(), values: values.collect() });
        }
        let weights = Self(tensors);
        weights.check(arch)?;
        Ok(weights)
    }
}
