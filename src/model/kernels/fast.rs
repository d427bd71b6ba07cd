//! The forward pass in our own kernels, with a backward pass that candle can follow.

use std::sync::{Arc, Mutex};

use candle_core::{Result, Tensor, bail};
use rand::Rng;

use super::buffer::Buffer;
use super::candle::{self, NORM_MOMENTUM};
use super::graph::{BackwardContext, Pool, Workspace, lock, with_numbers};
use super::plan::{MapOp, Op, Plan, Purpose, TokenOp};
use super::shape::Extent;
use crate::model::NamedLayer;
use crate::model::network::{LoadedLayer, Mode};

/// Plans of one network, made when first needed.
#[derive(Default)]
pub struct Fast {
    plans: Mutex<Vec<Planned>>,
}

/// A plan with its working memory: what one plan left in a place means nothing to another.
#[derive(Clone)]
struct Planned {
    plan: Arc<Plan>,
    pool: Pool,
}

impl Fast {
    /// Logits (N × 10) of `images` (N × 1 × 28 × 28).
    ///
    /// # Errors
    /// When the layers cannot take such images, or candle refuses an operation.
    pub fn forward(&self, layers: &[LoadedLayer], images: &Tensor, mode: Mode<'_>) -> Result<Tensor> {
        let (count, channels, height, width) = images.dims4()?;
        let purpose = match &mode {
            Mode::Train { .. } => Purpose::Train,
            // Gradients by the images of a network that reads are for pictures, not for speed.
            Mode::Infer if images.track_op() => return candle::forward(layers, images, mode),
            Mode::Infer => Purpose::Infer,
        };
        let Planned { plan, pool } = self.plan(layers, (channels, height, width), purpose)?;
        check(&plan, layers)?;
        let keys: Vec<u64> = match mode {
            Mode::Infer => Vec::new(),
            Mode::Train { dropout } => {
                let drawn = plan.steps.iter().filter(|step| matches!(step.op, Op::Map(MapOp::Dropout { .. })));
                drawn.map(|_| dropout.random()).collect()
            }
        };
        let images = images.contiguous()?;
        let params: Vec<Vec<Tensor>> =
            layers.iter().map(|layer| layer.tensors.iter().map(|var| var.as_tensor().clone()).collect()).collect();
        let mut work = lock(&pool).pop().unwrap_or_default();
        let logits = run(&plan, &params, &images, count, &mut work, keys)?;
        match purpose {
            Purpose::Infer => {
                lock(&pool).push(work);
                Tensor::from_vec(logits, plan.result(count), images.device())
            }
            Purpose::Train => {
                move_running(&plan, layers, &work, count)?;
                Arc::new(BackwardContext::new(plan, images, params, work, pool)).tie(logits)
            }
        }
    }

    fn plan(&self, layers: &[LoadedLayer], input: (usize, usize, usize), purpose: Purpose) -> Result<Planned> {
        let mut plans = lock(&self.plans);
        let same = |planned: &&Planned| {
            let Extent { channels, height, width, .. } = planned.plan.input;
            (channels, height, width) == input && planned.plan.purpose == purpose
        };
        if let Some(planned) = plans.iter().find(same) {
            return Ok(planned.clone());
        }
        let named: Vec<&NamedLayer> = layers.iter().map(|layer| &layer.named).collect();
        let frozen = layers.iter().map(|layer| layer.is_frozen).collect();
        let plan = Arc::new(Plan { frozen, ..Plan::new(&named, input, purpose)? });
        let planned = Planned { plan, pool: Pool::default() };
        plans.push(planned.clone());
        Ok(planned)
    }
}

/// Computes the logits, without padding.
fn run(
    plan: &Plan,
    params: &[Vec<Tensor>],
    images: &Tensor,
    count: usize,
    work: &mut Workspace,
    keys: Vec<u64>,
) -> Result<Vec<f32>> {
    let input = [images.clone()];
    let mut tensors: Vec<&[Tensor]> = params.iter().map(Vec::as_slice).collect();
    tensors.push(&input);
    let Workspace { tape, packed, .. } = &mut *work;
    with_numbers(&tensors, |numbers| {
        let (layers, input) = numbers.split_at(params.len());
        for step in &plan.steps {
            if let Op::Tokens(TokenOp::Embedding(vocabulary)) = step.op {
                candle::tokens_of(input[0][0], vocabulary)?;
            }
        }
        let mut keys = keys.into_iter();
        let mut forward = || {
            if plan.input.channels > 1 {
                lay_out(plan.input, input[0][0], &mut tape.input);
            }
            plan.pack(layers, packed);
            plan.forward(layers, packed, input[0][0], count, tape, || keys.next().unwrap_or_default());
        };
        if count == 1 {
            forward();
        } else {
            // One visit to the pool for the whole pass, instead of one for each step.
            rayon::join(forward, || ());
        }
        Ok::<(), candle_core::Error>(())
    })??;
    let output = plan.output();
    let rows = work.tape.saved.last().map_or(&[][..], |saved| &saved.output);
    Ok(rows.chunks_exact(output.stride).flat_map(|row| &row[..output.channels]).copied().collect())
}

/// Moves running statistics towards those of the batch.
fn move_running(plan: &Plan, layers: &[LoadedLayer], work: &Workspace, images: usize) -> Result<()> {
    for (step, saved) in plan.steps.iter().zip(&work.tape.saved) {
        let Op::Map(MapOp::Norm { .. }) = step.op else { continue };
        if plan.is_frozen(step.layer) {
            continue;
        }
        let count = (images * step.input.positions()) as f32;
        let unbiased = count / (count - 1.0).max(1.0);
        let (mean, variance) = (&layers[step.layer].tensors[2], &layers[step.layer].tensors[3]);
        let statistics = &saved.statistics;
        for (var, now, factor) in [(mean, &statistics.mean, 1.0), (variance, &statistics.variance, unbiased)] {
            let now = Tensor::from_slice(&now[..step.input.channels], step.input.channels, var.device())?;
            let moved = (now * (NORM_MOMENTUM * f64::from(factor)))?;
            var.set(&((var.as_tensor() * (1.0 - NORM_MOMENTUM))? + moved)?)?;
        }
    }
    Ok(())
}

/// Holds the parameters to what the plan's loops will read.
pub(super) fn check(plan: &Plan, layers: &[LoadedLayer]) -> Result<()> {
    for step in &plan.steps {
        let layer = &layers[step.layer];
        let expected: &[usize] = match &step.op {
            Op::Map(MapOp::Conv { shape, .. }) => {
                &[shape.full.channels * shape.input.channels * shape.taps.len(), shape.full.channels]
            }
            Op::Map(MapOp::Dense { sizes, inputs, .. }) => &[sizes.outputs * inputs, sizes.outputs],
            Op::Map(MapOp::Norm { .. }) => &[step.input.channels; 4],
            Op::Tokens(TokenOp::Linear { linear, .. }) => &[linear.outputs * linear.inputs, linear.outputs],
            Op::Tokens(TokenOp::LayerNorm) => &[step.input.channels; 2],
            Op::Tokens(TokenOp::Positions) => &[step.input.count()],
            Op::Tokens(TokenOp::Embedding(vocabulary)) => &[vocabulary * step.output.channels],
            Op::Map(
                MapOp::Relu
                | MapOp::Tanh
                | MapOp::MaxPool(_)
                | MapOp::MeanPool(_)
                | MapOp::Dropout { .. }
                | MapOp::Flatten,
            )
            | Op::Tokens(TokenOp::Patches(_) | TokenOp::Gelu | TokenOp::Attention(_))
            | Op::Add { .. }
            | Op::Concat(_) => &[],
        };
        let found: Vec<usize> = layer.tensors.iter().map(|var| var.elem_count()).collect();
        if found != expected {
            bail!(
                "{} has parameters of {found:?} numbers, but images of {} × {} × {} need {expected:?}",
                layer.named.name,
                plan.input.channels,
                plan.input.height,
                plan.input.width
            );
        }
    }
    Ok(())
}

/// Lays out images given channel by channel (N × C × H × W) position by position.
pub(super) fn lay_out(input: Extent, images: &[f32], laid_out: &mut Buffer) {
    let positions = input.positions();
    laid_out.resize(images.len() / input.count() * input.len());
    for (to, from) in laid_out.chunks_exact_mut(input.len()).zip(images.chunks_exact(input.count())) {
        for (channel, map) in from.chunks_exact(positions).enumerate() {
            for (position, &value) in map.iter().enumerate() {
                to[position * input.stride + channel] = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{DType, Device};

    use super::*;
    use crate::model::init::stream;
    use crate::model::{Arch, Kernels, Network, Skill, Weights};

    /// Numbers for which the backward passes of `fast` keep memory.
    fn reserved(fast: &Fast) -> usize {
        let plans = lock(&fast.plans);
        plans.iter().map(|planned| lock(&planned.pool).iter().map(|work| work.scratch.reserved()).sum::<usize>()).sum()
    }

    #[test]
    fn training_needs_no_more_memory_the_longer_it_goes_on() {
        for arch in Arch::with(Skill::ReadsPictures) {
            let network = Network::new(arch, &Weights::fresh(arch, 1), Kernels::Fast).expect("the weights fit");
            let (fast, mut dropout) = (Fast::default(), stream(1, "dropout"));
            let images = Tensor::ones((2, 1, 28, 28), DType::F32, &Device::Cpu).expect("images");
            let mut pass = || {
                let mode = Mode::Train { dropout: &mut dropout };
                let logits = fast.forward(network.layers(), &images, mode).expect("it runs");
                logits.sum_all().and_then(|sum| sum.backward()).expect("it has gradients");
            };
            // Buffers have grown to what they are used for after a few passes.
            (0..8).for_each(|_| pass());
            let before = reserved(&fast);
            (0..8).for_each(|_| pass());
            assert_eq!(reserved(&fast), before, "{arch:?}");
        }
    }
}
