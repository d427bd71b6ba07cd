//! Low-rank adapters (`LoRA`, arXiv 2106.09685): beside a frozen weight W, the product of two thin matrices learns. The
//! network always holds W + (α / r) B A, so nothing else has to know of them; their gradients follow from that of W by
//! the chain rule, and what is saved is an ordinary model.

use candle_core::backprop::GradStore;
use candle_core::{Device, Result, Tensor, Var, bail};

use super::trainable::{ALPHA, adapter_rank, is_adapted};
use crate::model::init::Init;
use crate::model::{Array, Network, Weights};
use crate::msg;

/// The adapters of a network.
pub struct Adapters(Vec<Adapter>);

/// The adapter of one weight, seen as a matrix of outputs × inputs; a filter's taps are inputs.
struct Adapter {
    name: String,
    /// The network's own variable, which holds the merged weight.
    weight: Var,
    /// What it was when the run began, outputs × inputs.
    base: Tensor,
    /// r × inputs, drawn like fresh weights.
    a: Var,
    /// Outputs × r, zero at first: the run begins with the model as it is.
    b: Var,
    /// α / r.
    scale: f64,
}

impl Adapters {
    /// Adapters of `rank` (at most a layer's smaller side) for every convolution, dense and linear layer of `network`.
    pub fn new(network: &Network, rank: usize, seed: u64) -> Result<Self> {
        let mut adapters = Vec::new();
        for layer in network.layers() {
            let tensors = layer.named.params.iter().zip(&layer.tensors);
            for (param, weight) in tensors.filter(|(param, _)| is_adapted(&layer.named, param)) {
                let outputs = param.shape[0];
                let inputs = weight.elem_count() / outputs.max(1);
                let rank = adapter_rank(param, rank);
                let name = format!("{}.{}", layer.named.name, param.name);
                let init = Init::KaimingUniform { fan_in: inputs };
                let a = init.draw(rank * inputs, seed, &format!("{name}.lora_a"));
                adapters.push(Adapter {
                    base: copy(weight)?.reshape((outputs, inputs))?,
                    a: Var::from_vec(a, (rank, inputs), &Device::Cpu)?,
                    b: Var::from_vec(vec![0.0_f32; outputs * rank], (outputs, rank), &Device::Cpu)?,
                    weight: weight.clone(),
                    scale: ALPHA / rank as f64,
                    name,
                });
            }
        }
        Ok(Self(adapters))
    }

    /// The matrices A and B of all adapters, which the optimiser changes, by the names of their tensors.
    pub fn trained(&self) -> Vec<(String, Var)> {
        let both = |one: &Adapter| [(one.name_of('a'), one.a.clone()), (one.name_of('b'), one.b.clone())];
        self.0.iter().flat_map(both).collect()
    }

    /// Gradients in the order of [`trained`](Self::trained), from those of the merged weights: with G by W, that by A
    /// is (α / r) Bᵀ G, and that by B is (α / r) G Aᵀ.
    pub fn gradients(&self, all: &GradStore) -> Result<Vec<Tensor>> {
        let mut gradients = Vec::with_capacity(2 * self.0.len());
        for one in &self.0 {
            let Some(gradient) = all.get(&one.weight) else {
                bail!("{}", msg!("tensor-without-gradient", tensor = &one.name))
            };
            let gradient = gradient.reshape(one.base.shape())?;
            let (a, b) = (one.a.as_detached_tensor(), one.b.as_detached_tensor());
            gradients.push((b.t()?.contiguous()?.matmul(&gradient)? * one.scale)?);
            gradients.push((gradient.matmul(&a.t()?.contiguous()?)? * one.scale)?);
        }
        Ok(gradients)
    }

    /// Puts the adapters as they are now into the network's weights.
    pub fn merge(&self) -> Result<()> {
        for one in &self.0 {
            let merged = one.merged(&one.a.as_detached_tensor(), &one.b.as_detached_tensor())?;
            one.weight.set(&merged.reshape(one.weight.shape())?)?;
        }
        Ok(())
    }

    /// Puts other values of the adapters into `weights`, which are those of the network: `values` gives them by name.
    pub fn merge_into<'a>(&self, weights: &mut Weights, values: impl Fn(&str) -> Option<&'a [f32]>) -> Result<()> {
        for one in &self.0 {
            let (Some(a), Some(b)) = (values(&one.name_of('a')), values(&one.name_of('b'))) else { continue };
            let a = Tensor::from_slice(a, one.a.shape(), &Device::Cpu)?;
            let b = Tensor::from_slice(b, one.b.shape(), &Device::Cpu)?;
            if let Some(array) = weights.0.get_mut(&one.name) {
                array.values = one.merged(&a, &b)?.flatten_all()?.to_vec1::<f32>()?.into();
            }
        }
        Ok(())
    }

    /// The weights as they were without adapters: `weights` are those of the network.
    pub fn take_out(&self, weights: &mut Weights) -> Result<()> {
        for one in &self.0 {
            if let Some(array) = weights.0.get_mut(&one.name) {
                array.values = one.base.flatten_all()?.to_vec1::<f32>()?.into();
            }
        }
        Ok(())
    }

    /// The adapters' own numbers, by name.
    pub fn numbers(&self) -> Result<Weights> {
        let mut numbers = Weights::default();
        for (name, var) in self.trained() {
            let values = var.flatten_all()?.to_vec1::<f32>()?.into();
            numbers.0.insert(name, Array { shape: var.dims().to_vec(), values });
        }
        Ok(numbers)
    }

    /// Takes back what [`numbers`](Self::numbers) gave, and merges it.
    pub fn restore(&self, numbers: &Weights) -> Result<()> {
        for (name, var) in self.trained() {
            let Some(array) = numbers.0.get(&name).filter(|array| array.shape == var.dims()) else {
                bail!("{}", msg!("tensor-missing-or-misshapen", tensor = name))
            };
            var.set(&Tensor::from_slice(&array.values, var.shape(), &Device::Cpu)?)?;
        }
        self.merge()
    }
}

impl Adapter {
    fn name_of(&self, matrix: char) -> String {
        format!("{}.lora_{matrix}", self.name)
    }

    fn merged(&self, a: &Tensor, b: &Tensor) -> Result<Tensor> {
        &self.base + (b.matmul(a)? * self.scale)?
    }
}

/// A copy of the variable's numbers, which later changes leave alone.
fn copy(var: &Var) -> Result<Tensor> {
    Tensor::from_vec(var.flatten_all()?.to_vec1::<f32>()?, var.shape(), &Device::Cpu)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::SIDE;
    use crate::model::kernels::loss::cross_entropy;
    use crate::model::{Arch, Kernels, Mode};

    fn loss(network: &Network) -> Result<Tensor> {
        let pixels: Vec<f32> = (0..4 * SIDE * SIDE).map(|at| (at as f32 * 0.37).sin().abs()).collect();
        let images = Tensor::from_vec(pixels, (4, 1, SIDE, SIDE), &Device::Cpu)?;
        let mut dropout = crate::model::init::stream(1, "dropout");
        let logits = network.forward(&images, Mode::Train { dropout: &mut dropout }).expect("it runs");
        Ok(cross_entropy(&logits, &[1, 5, 0, 7], 0.0, None, Kernels::Fast)?.0)
    }

    /// Adapters that have learned something, so that no gradient vanishes.
    fn begun(arch: Arch, kernels: Kernels) -> Result<(Network, Adapters)> {
        let network = Network::new(arch, &Weights::fresh(arch, 3), kernels).expect("fresh weights fit");
        let adapters = Adapters::new(&network, 2, 1)?;
        for one in &adapters.0 {
            let values: Vec<f32> = (0..one.b.elem_count()).map(|at| (at as f32 * 1.3).cos() * 0.02).collect();
            one.b.set(&Tensor::from_vec(values, one.b.shape(), &Device::Cpu)?)?;
        }
        adapters.merge()?;
        Ok((network, adapters))
    }

    #[test]
    fn without_a_step_the_model_is_as_it_was() -> Result<()> {
        let weights = Weights::fresh(Arch::Conv3, 3);
        let network = Network::new(Arch::Conv3, &weights, Kernels::Fast).expect("fresh weights fit");
        Adapters::new(&network, 4, 1)?.merge()?;
        assert!(network.weights().expect("they can be copied") == weights);
        Ok(())
    }

    #[test]
    fn gradients_are_those_of_finite_differences() -> Result<()> {
        let (network, adapters) = begun(Arch::LeNet5, Kernels::Fast)?;
        let gradients = adapters.gradients(&loss(&network)?.backward()?)?;
        let step = 5e-3_f32;
        for ((name, var), gradient) in adapters.trained().iter().zip(&gradients) {
            let (values, gradient) = (var.flatten_all()?.to_vec1::<f32>()?, gradient.flatten_all()?.to_vec1::<f32>()?);
            // Where the slope is steepest, rounding matters least.
            let at = (0..values.len()).max_by(|&a, &b| gradient[a].abs().total_cmp(&gradient[b].abs())).unwrap_or(0);
            let moved = |by: f32| -> Result<f32> {
                let mut values = values.clone();
                values[at] += by;
                var.set(&Tensor::from_vec(values, var.shape(), &Device::Cpu)?)?;
                adapters.merge()?;
                loss(&network)?.to_scalar::<f32>()
            };
            let slope = (moved(step)? - moved(-step)?) / (2.0 * step);
            moved(0.0)?;
            assert!((slope - gradient[at]).abs() < 0.03 * slope.abs() + 2e-4, "{name}: {slope} and {}", gradient[at]);
        }
        Ok(())
    }

    #[test]
    fn both_kernels_give_the_same_gradients() -> Result<()> {
        for arch in [Arch::Conv3, Arch::Vit7] {
            let gradients = |kernels| -> Result<Vec<Tensor>> {
                let (network, adapters) = begun(arch, kernels)?;
                adapters.gradients(&loss(&network)?.backward()?)
            };
            for (fast, candle) in gradients(Kernels::Fast)?.iter().zip(gradients(Kernels::Candle)?) {
                let largest = candle.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()?;
                let difference = (fast - &candle)?.abs()?.flatten_all()?.max(0)?.to_scalar::<f32>()?;
                assert!(difference < 1e-3 * largest + 1e-6, "{arch}: {difference} of {largest}");
            }
        }
        Ok(())
    }

    #[test]
    fn attention_s_projections_have_adapters_and_norms_and_positions_have_none() -> Result<()> {
        let network = Network::new(Arch::Vit7, &Weights::fresh(Arch::Vit7, 3), Kernels::Fast).expect("it fits");
        let adapted: Vec<String> = Adapters::new(&network, 2, 1)?.trained().into_iter().map(|(name, _)| name).collect();
        // The squares, four layers in each of four blocks, and the last one.
        assert_eq!(adapted.len(), 2 * (1 + 4 * 4 + 1), "{adapted:?}");
        assert!(adapted.contains(&"linear2.weight.lora_a".to_owned()), "{adapted:?}");
        assert!(adapted.iter().all(|name| name.starts_with("linear") || name.starts_with("dense")), "{adapted:?}");
        Ok(())
    }
}
