//! Activations of every layer, to show what a network does: computed layer by layer, in candle's own operations.

use candle_core::Tensor;

use super::ModelError;
use super::kernels::candle;
use super::layer::Layer;
use super::network::{Mode, Network};

/// Outputs of one layer on some images.
#[derive(Debug, Clone)]
pub struct Output {
    /// Name of the layer: "conv1".
    pub layer: String,
    /// All numbers, image by image.
    pub values: Vec<f32>,
}

/// Outputs of every layer with weights on `images` (N × 1 × 28 × 28), each behind the activation function that
/// follows it at once. Reads: nothing is dropped, and running statistics stay as they are.
///
/// # Errors
/// When candle refuses an operation.
pub fn outputs(network: &Network, images: &Tensor) -> Result<Vec<Output>, ModelError> {
    let layers = network.layers();
    let mut found: Vec<Output> = Vec::new();
    let mut x = images.clone();
    for (place, layer) in layers.iter().enumerate() {
        // Detached: nobody asks for gradients here, so nothing has to be remembered for them.
        x = candle::forward(&layers[place..=place], &x, Mode::Infer)?.detach();
        let is_activation = matches!(layer.named.layer, Layer::Relu | Layer::Tanh);
        let follows_weights = place > 0 && !layers[place - 1].named.params.is_empty();
        if !layer.named.params.is_empty() {
            found.push(Output { layer: layer.named.name.clone(), values: values(&x)? });
        } else if let (true, true, Some(last)) = (is_activation, follows_weights, found.last_mut()) {
            last.values = values(&x)?;
        }
    }
    Ok(found)
}

fn values(x: &Tensor) -> Result<Vec<f32>, ModelError> {
    Ok(x.flatten_all()?.to_vec1::<f32>()?)
}

#[cfg(test)]
mod tests {
    use candle_core::Device;

    use super::*;
    use crate::data::PIXELS;
    use crate::model::{Arch, Kernels, Weights};

    #[test]
    fn outputs_are_behind_the_activation_and_the_last_are_the_logits() -> Result<(), ModelError> {
        for &arch in Arch::ALL {
            let network = Network::new(arch, &Weights::fresh(arch, 1), Kernels::Candle)?;
            let pixels: Vec<f32> = (0..2 * PIXELS).map(|at| (at % 7) as f32 / 7.0).collect();
            let images = Tensor::from_vec(pixels, (2, 1, 28, 28), &Device::Cpu)?;
            let found = outputs(&network, &images)?;
            let named = arch.placed().into_iter().filter(|layer| !layer.params.is_empty());
            let names: Vec<String> = named.map(|layer| layer.name).collect();
            assert_eq!(found.iter().map(|output| output.layer.clone()).collect::<Vec<_>>(), names, "{arch}");
            let logits = network.forward(&images, Mode::Infer)?.flatten_all()?.to_vec1::<f32>()?;
            assert_eq!(found.last().map(|output| output.values.clone()), Some(logits), "{arch}");
            if arch == Arch::Conv3 {
                assert!(found[0].values.iter().all(|value| *value >= 0.0), "a ReLU follows the first convolution");
            }
        }
        Ok(())
    }
}
