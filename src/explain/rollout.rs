//! Attention rollout (Abnar and Zuidema 2020, arXiv 2005.00928): where the tokens of the last layer come from, if every
//! layer mixes tokens by the mean of its heads and passes on as much again unmixed.

use super::net::inputs;
use super::{ExplainError, ExplainedNet};
use crate::data::{PIXELS, SIDE};
use crate::model::stages::stages;
use crate::model::{Arch, Kernels, Layer, Network, Shape};
use candle_core::{Device, Tensor};

/// Whether the network has attention to follow.
#[must_use]
pub fn has_attention(arch: Arch) -> bool {
    arch.table().layers().any(|layer| matches!(layer, Layer::Attention { .. }))
}

/// Share of each pixel's square in the mean of all tokens, spread over its pixels: 784 numbers that add up to 1.
///
/// # Errors
/// When the network has no attention over squares of the picture, or cannot be run.
pub fn rollout(net: &ExplainedNet, picture: &[f32]) -> Result<Vec<f32>, ExplainError> {
    let arch = net.arch();
    let size =
        arch.table().layers().find_map(|layer| if let Layer::Patches { size } = layer { Some(size) } else { None });
    let (Some(size), true) = (size, has_attention(arch)) else {
        return Err(ExplainError::NoAttention { arch: arch.id() });
    };
    let network = Network::new(arch, net.weights(), Kernels::Candle)?;
    let input = Tensor::from_vec(inputs(net.pixels(), picture), (1, 1, SIDE, SIDE), &Device::Cpu)?;
    let layers = stages(&network, &input, |name| name.ends_with(".weights"))?;
    let across = SIDE / size;
    let tokens = across * across;
    let mut rolled: Vec<f64> = (0..tokens * tokens).map(|at| f64::from(u8::from(at / tokens == at % tokens))).collect();
    for layer in &layers {
        let Shape::Map { channels: heads, height, .. } = layer.shape else { continue };
        if height != tokens {
            return Err(ExplainError::NoAttention { arch: arch.id() });
        }
        let mixed: Vec<f64> = (0..tokens * tokens)
            .map(|at| {
                let mean = (0..heads).map(|head| f64::from(layer.values[head * tokens * tokens + at])).sum::<f64>();
                let own = f64::from(u8::from(at / tokens == at % tokens));
                0.5 * mean / heads.max(1) as f64 + 0.5 * own
            })
            .collect();
        rolled = product(&mixed, &rolled, tokens);
    }
    let share = |token: usize| (0..tokens).map(|row| rolled[row * tokens + token]).sum::<f64>() / tokens as f64;
    let shares: Vec<f64> = (0..tokens).map(share).collect();
    let mut found = vec![0.0; PIXELS];
    for at in 0..PIXELS {
        let token = at / SIDE / size * across + at % SIDE / size;
        let pixel = net.pixels().order().map_or(at, |order| usize::from(order[at]));
        found[pixel] = (shares[token] / (size * size) as f64) as f32;
    }
    Ok(found)
}

/// Product of two square matrices, row by row.
fn product(a: &[f64], b: &[f64], side: usize) -> Vec<f64> {
    let cell = |at: usize| (0..side).map(|k| a[at / side * side + k] * b[k * side + at % side]).sum();
    (0..side * side).map(cell).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::super::net::ink;
    use super::super::test_nets::drawing;
    use super::*;
    use crate::model::{Pixels, Weights};

    #[test]
    fn shares_add_up_to_one_and_no_class_is_asked() {
        let weights = Weights::fresh(Arch::Vit7, 1);
        let net = ExplainedNet::new(Arch::Vit7, &weights, Pixels::Unit).expect("fresh weights fit");
        let found = rollout(&net, &ink(&drawing())).expect("it has attention");
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{}", found.iter().sum::<f32>());
        assert!(found.iter().all(|&share| share > 0.0));
        assert_eq!(found[0], found[6 * SIDE + 6], "a square has one share");
    }

    #[test]
    fn other_networks_have_none() {
        let weights = Weights::fresh(Arch::Softmax, 1);
        let net = ExplainedNet::new(Arch::Softmax, &weights, Pixels::Unit).expect("fresh weights fit");
        assert!(matches!(rollout(&net, &[0.0; PIXELS]), Err(ExplainError::NoAttention { arch: "softmax" })));
    }
}
