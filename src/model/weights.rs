//! A snapshot of a network's numbers, free of candle: what is saved, sent between threads and compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use super::{Arch, ModelError, NamedLayer};
use crate::data::DIGITS;
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
    /// Fresh weights for `arch`, drawn from `seed`; with ten outputs, if it reads pictures.
    #[must_use]
    pub fn fresh(arch: Arch, seed: u64) -> Self {
        Self::fresh_with(arch, DIGITS, seed)
    }

    /// Fresh weights for `arch` with this many outputs, if it reads pictures, drawn from `seed`.
    #[must_use]
    pub fn fresh_with(arch: Arch, outputs: usize, seed: u64) -> Self {
        let mut tensors = BTreeMap::new();
        for layer in arch.placed_with(outputs) {
            for param in &layer.params {
                let name = format!("{}.{}", layer.name, param.name);
                let values = param.init.draw(param.shape.iter().product(), seed, &name).into();
                tensors.insert(name, Array { shape: param.shape.clone(), values });
            }
        }
        Self(tensors)
    }

    /// How many outputs a network of this kind has with these weights: as many as its last layer has rows.
    #[must_use]
    pub fn outputs(&self, arch: Arch) -> usize {
        arch.outputs_in(|name| self.0.get(name).map(|array| array.shape.as_slice()))
    }

    /// The layers of `arch` in place, with as many outputs as these weights have.
    #[must_use]
    pub fn placed(&self, arch: Arch) -> Vec<NamedLayer> {
        arch.placed_with(self.outputs(arch))
    }

    /// Checks that these are exactly the tensors that `arch` needs with as many outputs as they have, and that every
    /// number is finite.
    ///
    /// # Errors
    /// Names the first tensor that is missing, of the wrong shape, not finite or not known.
    pub fn check(&self, arch: Arch) -> Result<(), ModelError> {
        let wrong = |fault| Err(ModelError::WrongWeights { arch: arch.id(), fault });
        let mut known = 0;
        for layer in self.placed(arch) {
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
    /// When the bytes are not safetensors, a tensor is neither 32-bit nor 16-bit float, or [`check`](Self::check) objects.
    pub fn from_safetensors(bytes: &[u8], arch: Arch) -> Result<Self, ModelError> {
        let file = SafeTensors::deserialize(bytes)?;
        let mut tensors = BTreeMap::new();
        for (name, view) in file.tensors() {
            let values = match view.dtype() {
                Dtype::F32 => {
                    let fours = view.data().chunks_exact(4);
                    fours.map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
                }
                Dtype::F16 => {
                    view.data().chunks_exact(2).map(|two| widened(u16::from_le_bytes([two[0], two[1]]))).collect()
                }
                other => {
                    let fault = msg!("weights-wrong-type", tensor = name, found = format!("{other:?}"));
                    return Err(ModelError::WrongWeights { arch: arch.id(), fault });
                }
            };
            tensors.insert(name, Array { shape: view.shape().to_vec(), values });
        }
        let weights = Self(tensors);
        weights.check(arch)?;
        Ok(weights)
    }
}

/// The number that 16 bits stand for (IEEE 754 binary16): a sign, 5 bits of exponent, 10 of fraction.
fn widened(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 1023) / 1024.0);
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-14),
        31 if fraction > 0.0 => f32::NAN,
        31 => sign * f32::INFINITY,
        _ => sign * (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_bits_are_the_numbers_of_the_standard() {
        let numbers =
            [(0x3C00, 1.0), (0xC000, -2.0), (0x7BFF, 65504.0), (0x0001, 5.960_464_5e-8), (0x3555, 0.333_251_95)];
        for (bits, number) in numbers {
            assert!((widened(bits) - number).abs() <= number.abs() * 1e-7, "{bits:x}: {}", widened(bits));
        }
        assert!(widened(0x7E00).is_nan() && widened(0xFC00) == f32::NEG_INFINITY && widened(0x8000) == 0.0);
    }

    #[test]
    fn weights_of_sixteen_bits_are_read() {
        let arch = Arch::Softmax;
        let fresh = Weights::fresh(arch, 1);
        let bytes: Vec<Vec<u8>> = fresh.0.values().map(|array| [0, 0x3C].repeat(array.values.len())).collect();
        let views = fresh.0.iter().zip(&bytes).map(|((name, array), bytes)| {
            (name.as_str(), TensorView::new(Dtype::F16, array.shape.clone(), bytes).expect("the length fits"))
        });
        let file = safetensors::serialize(views, None).expect("it fits");
        let read = Weights::from_safetensors(&file, arch).expect("it is read");
        assert!(read.0.values().all(|array| array.values.iter().all(|value| value.to_bits() == 1.0_f32.to_bits())));
    }
}
