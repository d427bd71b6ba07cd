//! Ties the kernels into candle's graph. The whole network is computed at once; what candle sees is a chain of small
//! operations, one for each layer with parameters, through which it asks for their gradients.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use candle_core::{CpuStorage, CustomOp1, CustomOp2, CustomOp3, Layout, Result, Shape, Storage, Tensor, bail};

use super::backward::{Gradients, lay_back};
use super::engine::{Packed, Params, Tape};
use super::plan::Plan;
use super::scratch::Scratch;

/// Working memory of one forward and backward pass; reused by later passes.
#[derive(Debug, Default)]
pub struct Workspace {
    /// Activations of the forward pass.
    pub tape: Tape,
    /// Weights in reading order.
    pub packed: Vec<Packed>,
    /// Gradients of the backward pass.
    pub scratch: Scratch,
}

/// Working memory that no pass uses at the moment.
pub type Pool = Arc<Mutex<Vec<Workspace>>>;

/// Locks, also after a panic elsewhere: what is inside is overwritten by each pass.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Everything the backward pass of one batch needs; the operations in candle's graph share it.
pub struct BackwardContext {
    /// The plan that was run.
    pub plan: Arc<Plan>,
    /// Its input, N × C × H × W, contiguous.
    pub images: Tensor,
    /// Parameters of each layer.
    pub params: Vec<Vec<Tensor>>,
    /// What the forward pass left.
    pub work: Mutex<Workspace>,
    /// Where the memory goes in the end.
    pub pool: Pool,
    /// Gradients that wait to be asked for.
    gradients: Mutex<PendingGradients>,
}

#[derive(Default)]
struct PendingGradients {
    layers: Vec<Gradients>,
    input: Option<Tensor>,
}

impl Drop for BackwardContext {
    fn drop(&mut self) {
        let work = std::mem::take(&mut *lock(&self.work));
        lock(&self.pool).push(work);
    }
}

/// Gives `run` the numbers of these tensors.
///
/// # Errors
/// When one is not on the CPU, not contiguous or not of 32-bit floats.
pub fn with_numbers<R>(tensors: &[&[Tensor]], run: impl FnOnce(&[Params<'_>]) -> R) -> Result<R> {
    let mut guards = Vec::with_capacity(tensors.len());
    for layer in tensors {
        guards.push(layer.iter().map(Tensor::storage_and_layout).collect::<Vec<_>>());
    }
    let mut numbers = Vec::with_capacity(guards.len());
    for layer in &guards {
        let mut slices = Vec::with_capacity(layer.len());
        for (storage, layout) in layer {
            let Storage::Cpu(CpuStorage::F32(values)) = &**storage else {
                bail!("the fast kernels work on 32-bit floats on the CPU")
            };
            let Some((from, to)) = layout.contiguous_offsets() else { bail!("a tensor is not contiguous") };
            slices.push(&values[from..to]);
        }
        numbers.push(slices);
    }
    Ok(run(&numbers))
}

impl BackwardContext {
    /// What the backward pass will need.
    pub fn new(plan: Arc<Plan>, images: Tensor, params: Vec<Vec<Tensor>>, work: Workspace, pool: Pool) -> Self {
        Self { plan, images, params, work: Mutex::new(work), pool, gradients: Mutex::default() }
    }

    /// Logits that candle can differentiate, from their values.
    ///
    /// # Errors
    /// When candle refuses an operation.
    pub fn tie(self: Arc<Self>, logits: Vec<f32>) -> Result<Tensor> {
        let mut chain = self.images.clone();
        for (layer, params) in self.params.iter().enumerate() {
            // A frozen layer needs no gradients, so nobody asks for them.
            if self.plan.is_frozen(layer) {
                continue;
            }
            let operation = LayerOp { context: self.clone(), layer };
            match params.as_slice() {
                [] => {}
                [weight] => chain = chain.apply_op2(weight, operation)?,
                [weight, bias, ..] => chain = chain.apply_op3(weight, bias, operation)?,
            }
        }
        let shape = self.plan.result(self.images.dim(0)?);
        chain.apply_op1(LogitsOp { shape, values: Mutex::new(logits), context: self })
    }

    /// Goes back through the plan and leaves the gradients for the layers' operations.
    fn backward(&self, gradient: &Tensor) -> Result<()> {
        let images = self.images.dim(0)?;
        let wants_input = self.images.track_op();
        let gradient = gradient.contiguous()?;
        let (seed, input) = ([gradient], [self.images.clone()]);
        let mut tensors: Vec<&[Tensor]> = self.params.iter().map(Vec::as_slice).collect();
        tensors.extend([&input[..], &seed[..]]);
        let mut work = lock(&self.work);
        let Workspace { tape, packed, scratch } = &mut *work;
        let layers = with_numbers(&tensors, |numbers| {
            let (layers, ends) = numbers.split_at(self.params.len());
            self.plan.seed(ends[1][0], images, &mut scratch.g);
            let back = || self.plan.backward(layers, packed, ends[0][0], images, tape, scratch, wants_input);
            // One visit to the pool for the whole pass, instead of one for each step.
            rayon::join(back, || ()).0
        })?;
        let input = if wants_input {
            let values = lay_back(self.plan.input, &scratch.g);
            Some(Tensor::from_vec(values, self.images.shape(), self.images.device())?)
        } else {
            None
        };
        *lock(&self.gradients) = PendingGradients { layers, input };
        Ok(())
    }

    /// What goes on to the operations before this one.
    fn to_argument(&self, argument: &Tensor) -> Result<Option<Tensor>> {
        if argument.id() == self.images.id() {
            Ok(lock(&self.gradients).input.take())
        } else {
            Ok(Some(argument.zeros_like()?))
        }
    }
}

/// The end of the chain: its value is the logits, and its backward pass is that of the whole network.
struct LogitsOp {
    shape: Shape,
    values: Mutex<Vec<f32>>,
    context: Arc<BackwardContext>,
}

impl CustomOp1 for LogitsOp {
    fn name(&self) -> &'static str {
        "network"
    }

    fn cpu_fwd(&self, _: &CpuStorage, _: &Layout) -> Result<(CpuStorage, Shape)> {
        Ok((CpuStorage::F32(std::mem::take(&mut *lock(&self.values))), self.shape.clone()))
    }

    fn bwd(&self, argument: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        self.context.backward(gradient)?;
        self.context.to_argument(argument)
    }
}

/// A link of the chain: an operation in candle's graph that hands it the gradients of one layer's parameters.
struct LayerOp {
    context: Arc<BackwardContext>,
    layer: usize,
}

impl LayerOp {
    /// The layer's gradients, which are there once.
    fn take(&self) -> Result<Gradients> {
        let gradients = lock(&self.context.gradients).layers.get_mut(self.layer).map(std::mem::take);
        let Some(gradients) = gradients else { bail!("the network's backward pass did not come before its layers'") };
        Ok(gradients)
    }
}

impl CustomOp2 for LayerOp {
    fn name(&self) -> &'static str {
        "layer"
    }

    fn cpu_fwd(&self, _: &CpuStorage, _: &Layout, _: &CpuStorage, _: &Layout) -> Result<(CpuStorage, Shape)> {
        Ok((CpuStorage::F32(vec![0.0]), Shape::from(1)))
    }

    fn bwd(
        &self,
        argument: &Tensor,
        weight: &Tensor,
        _: &Tensor,
        _: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let by_weight = Tensor::from_vec(self.take()?.weight, weight.shape(), weight.device())?;
        Ok((self.context.to_argument(argument)?, Some(by_weight)))
    }
}

impl CustomOp3 for LayerOp {
    fn name(&self) -> &'static str {
        "layer"
    }

    fn cpu_fwd(
        &self,
        _: &CpuStorage,
        _: &Layout,
        _: &CpuStorage,
        _: &Layout,
        _: &CpuStorage,
        _: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        Ok((CpuStorage::F32(vec![0.0]), Shape::from(1)))
    }

    fn bwd(
        &self,
        argument: &Tensor,
        weight: &Tensor,
        bias: &Tensor,
        _: &Tensor,
        _: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let gradients = self.take()?;
        Ok((
            self.context.to_argument(argument)?,
            Some(Tensor::from_vec(gradients.weight, weight.shape(), weight.device())?),
            Some(Tensor::from_vec(gradients.bias, bias.shape(), bias.device())?),
        ))
    }
}
