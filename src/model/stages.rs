//! Every stage of a forward pass by name, to show what a network does: computed node by node, in candle's own
//! operations, so that also what a fused pass never stores can be looked at.

use candle_core::{Result, Tensor};

use super::kernels::candle;
use super::network::{LoadedLayer, Mode, Network};
use super::table::readers;
use super::{Layer, ModelError, NamedLayer, Reach, Shape};

/// What one stage gave for some images.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Name of the node: "conv1"; of how much each token looks at each, "attention1.weights".
    pub name: String,
    /// Shape of one image's numbers.
    pub shape: Shape,
    /// All numbers, image by image.
    pub values: Vec<f32>,
}

/// Names and shapes of all stages of a network, in the order of its table. Attention has two: in front of what it
/// gives, how much each token looks at each, a map of tokens (that look) × tokens (looked at) for each head.
#[must_use]
pub fn listed(network: &Network) -> Vec<(String, Shape)> {
    let stages = network.layers().iter().flat_map(|layer| {
        let weights = attention(&layer.named).map(|(name, shape, ..)| (name, shape));
        weights.into_iter().chain([(layer.named.name.clone(), layer.named.output)])
    });
    stages.collect()
}

/// Of an attention: name and shape of its weights, its heads and its reach.
pub(super) fn attention(named: &NamedLayer) -> Option<(String, Shape, usize, Reach)> {
    let (Layer::Attention { heads, reach }, Shape::Sequence { tokens, .. }) = (named.layer, named.output) else {
        return None;
    };
    let shape = Shape::Map { channels: heads, height: tokens, width: tokens };
    Some((format!("{}.weights", named.name), shape, heads, reach))
}

/// The stages on `images` (N × 1 × 28 × 28) that `is_wanted` by name, in the order of the table. Reads: nothing is
/// dropped, and running statistics stay as they are.
///
/// # Errors
/// When candle refuses an operation.
pub fn stages(
    network: &Network,
    images: &Tensor,
    is_wanted: impl Fn(&str) -> bool,
) -> std::result::Result<Vec<Stage>, ModelError> {
    let mut found = Vec::new();
    let layers = detached(network.layers());
    candle::walk(&layers, &images.detach(), Mode::Infer, |place, inputs, output| {
        let named = &layers[place].named;
        if let (Some((name, shape, heads, reach)), Some(x)) = (attention(named), inputs.first())
            && is_wanted(&name)
        {
            found.push(Stage { name, shape, values: values(&candle::attention_weights(x, heads, reach)?)? });
        }
        if is_wanted(&named.name) {
            found.push(Stage { name: named.name.clone(), shape: named.output, values: values(output)? });
        }
        Ok(())
    })?;
    Ok(found)
}

/// Outputs of every layer with weights on `images`, each behind the activation function that follows it at once and
/// alone, under the layer's own name.
///
/// # Errors
/// When candle refuses an operation.
pub fn outputs(network: &Network, images: &Tensor) -> std::result::Result<Vec<Stage>, ModelError> {
    let layers = network.layers();
    let readers = readers(layers.iter().map(|layer| &layer.named));
    let is_activation = |at: usize| matches!(layers[at].named.layer, Layer::Relu | Layer::Tanh | Layer::Gelu);
    let shown = |at: usize| match readers[at][..] {
        [reader] if is_activation(reader) => reader,
        [] | [_, ..] => at,
    };
    let weighted: Vec<usize> = (0..layers.len()).filter(|&at| !layers[at].named.params.is_empty()).collect();
    let names: Vec<&str> = weighted.iter().map(|&at| layers[shown(at)].named.name.as_str()).collect();
    let mut found = stages(network, images, |name| names.contains(&name))?;
    let ordered = weighted.iter().zip(&names).filter_map(|(&at, name)| {
        let place = found.iter().position(|stage| stage.name == *name)?;
        Some(Stage { name: layers[at].named.name.clone(), ..found.swap_remove(place) })
    });
    Ok(ordered.collect())
}

/// The layers as constants: nobody asks for gradients here, so nothing has to be remembered for them.
pub(super) fn detached(layers: &[LoadedLayer]) -> Vec<LoadedLayer> {
    let constant = |layer: &LoadedLayer| LoadedLayer {
        named: layer.named.clone(),
        tensors: layer.tensors.clone(),
        is_frozen: true,
    };
    layers.iter().map(constant).collect()
}

pub(super) fn values(x: &Tensor) -> Result<Vec<f32>> {
    x.flatten_all()?.to_vec1()
}

#[cfg(test)]
mod tests {
    use candle_core::Device;

    use super::*;
    use crate::model::{Arch, Kernels, Weights};

    fn network(arch: Arch) -> (Network, Tensor) {
        let network = Network::new(arch, &Weights::fresh(arch, 1), Kernels::Candle).expect("fresh weights fit");
        let Shape::Map { height, width, .. } = arch.input() else { panic!("{arch} reads no map") };
        let scale = arch.vocabulary().map_or(7.0, |_| 1.0);
        let numbers: Vec<f32> = (0..2 * height * width).map(|at| (at % 7) as f32 / scale).collect();
        (network, Tensor::from_vec(numbers, (2, 1, height, width), &Device::Cpu).expect("the length fits"))
    }

    #[test]
    fn outputs_are_behind_the_activation_and_the_last_are_the_logits() -> std::result::Result<(), ModelError> {
        for &arch in Arch::ALL {
            let (network, images) = network(arch);
            let found = outputs(&network, &images)?;
            let named = arch.placed().into_iter().filter(|layer| !layer.params.is_empty());
            let names: Vec<String> = named.map(|layer| layer.name).collect();
            assert_eq!(found.iter().map(|output| output.name.clone()).collect::<Vec<_>>(), names, "{arch}");
            let logits = network.forward(&images, Mode::Infer)?.flatten_all()?.to_vec1::<f32>()?;
            assert_eq!(found.last().map(|output| output.values.clone()), Some(logits), "{arch}");
            if arch == Arch::Conv3 {
                assert!(found[0].values.iter().all(|value| *value >= 0.0), "a ReLU follows the first convolution");
            }
        }
        Ok(())
    }

    #[test]
    fn attention_is_shown_by_head_and_each_row_adds_up_to_one() -> std::result::Result<(), ModelError> {
        let (network, images) = network(Arch::Vit7);
        let found = stages(&network, &images, |name| name == "attention2.weights")?;
        assert_eq!(found[0].shape, Shape::Map { channels: 4, height: 16, width: 16 });
        for row in found[0].values.chunks_exact(16) {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5 && row.iter().all(|share| *share > 0.0), "{row:?}");
        }
        Ok(())
    }

    #[test]
    fn every_stage_has_the_shape_it_is_listed_with() -> std::result::Result<(), ModelError> {
        for &arch in Arch::ALL {
            let (network, images) = network(arch);
            let found = stages(&network, &images, |_| true)?;
            let listed = listed(&network);
            assert_eq!(found.iter().map(|stage| (stage.name.clone(), stage.shape)).collect::<Vec<_>>(), listed);
            for stage in found {
                assert_eq!(stage.values.len(), 2 * stage.shape.len(), "{arch}: {}", stage.name);
            }
        }
        Ok(())
    }
}
