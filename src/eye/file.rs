//! The network's weights as the bytes of a safetensors file.

use std::collections::BTreeMap;
use std::sync::Arc;

use safetensors::tensor::{Dtype, SafeTensors};

use super::Net;
use crate::model::{Array, ModelError, Weights};

/// Why bytes are not the network's weights.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// They are no safetensors file.
    #[error("this is no safetensors file")]
    NoFile,
    /// A tensor is missing, of another shape or kind, or has a number that is not finite.
    #[error("the tensor {0} is not as the network needs it")]
    Tensor(String),
}

/// The weights as the bytes of a file.
///
/// # Errors
/// When they cannot be serialised.
pub fn to_bytes(net: &Net) -> Result<Vec<u8>, ModelError> {
    let mut tensors = BTreeMap::new();
    for (name, conv) in &net.convs {
        let shape = vec![conv.filters, conv.channels, conv.kernel, conv.kernel];
        tensors.insert(format!("{name}.weight"), Array { shape, values: Arc::from(conv.weight.as_slice()) });
        let bias = Array { shape: vec![conv.filters], values: Arc::from(conv.bias.as_slice()) };
        tensors.insert(format!("{name}.bias"), bias);
    }
    Weights(tensors).to_safetensors()
}

/// The network of a file's bytes.
///
/// # Errors
/// When they are no such file, or a tensor does not fit.
pub fn from_bytes(bytes: &[u8]) -> Result<Net, WeightsError> {
    let file = SafeTensors::deserialize(bytes).map_err(|_| WeightsError::NoFile)?;
    let mut net = Net::fresh(0);
    for (name, conv) in &mut net.convs {
        let shape = [conv.filters, conv.channels, conv.kernel, conv.kernel];
        fill(&file, &format!("{name}.weight"), &shape, &mut conv.weight)?;
        fill(&file, &format!("{name}.bias"), &shape[..1], &mut conv.bias)?;
    }
    Ok(net)
}

fn fill(file: &SafeTensors, name: &str, shape: &[usize], numbers: &mut [f32]) -> Result<(), WeightsError> {
    let wrong = || WeightsError::Tensor(name.to_owned());
    let tensor = file.tensor(name).map_err(|_| wrong())?;
    if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
        return Err(wrong());
    }
    for (number, bytes) in numbers.iter_mut().zip(tensor.data().chunks_exact(4)) {
        *number = f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        if !number.is_finite() {
            return Err(wrong());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_from_their_bytes_and_others_are_refused() {
        let mut net = Net::fresh(4);
        let bytes = to_bytes(&net).expect("they can be written");
        let back = from_bytes(&bytes).expect("they were just written");
        assert_eq!(back.convs[3].1.weight, net.convs[3].1.weight);
        assert_eq!(back.convs[15].1.bias, net.convs[15].1.bias);
        assert_eq!(from_bytes(b"no file").err(), Some(WeightsError::NoFile));
        net.convs[2].1.bias[1] = f32::NAN;
        let bytes = to_bytes(&net).expect("they can be written");
        assert_eq!(from_bytes(&bytes).err(), Some(WeightsError::Tensor("quarter1.bias".to_owned())));
    }
}
