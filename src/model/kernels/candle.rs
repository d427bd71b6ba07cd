//! The forward pass in candle's own operations: the reference that our kernels are checked against.

use candle_core::{D, Result, Tensor, Var, bail};
use candle_nn::ops::softmax;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::pointwise::Mask;
use crate::model::network::{LoadedLayer, Mode};
use crate::model::{Feed, Layer, Reach};

/// Added to a variance before its root is taken (arXiv 1502.03167, algorithm 1).
pub const NORM_EPSILON: f64 = 1e-5;
/// Share of a batch's statistics that goes into the running ones.
pub const NORM_MOMENTUM: f64 = 0.1;

/// Logits (N × 10) of `images` (N × 1 × 28 × 28).
///
/// # Errors
/// When candle refuses an operation.
pub fn forward(layers: &[LoadedLayer], images: &Tensor, mode: Mode<'_>) -> Result<Tensor> {
    walk(layers, images, mode, |_, _, _| Ok(()))
}

/// The same, and hands what each layer reads and gives to `visit`, with the layer's place.
///
/// # Errors
/// When candle or `visit` refuses.
pub fn walk(
    layers: &[LoadedLayer],
    images: &Tensor,
    mode: Mode<'_>,
    mut visit: impl FnMut(usize, &[Tensor], &Tensor) -> Result<()>,
) -> Result<Tensor> {
    walk_changing(layers, images, mode, |place, inputs, output| {
        visit(place, inputs, &output)?;
        Ok(output)
    })
}

/// The same, where what a layer gives is what `change` makes of it.
///
/// # Errors
/// When candle or `change` refuses.
pub fn walk_changing(
    layers: &[LoadedLayer],
    images: &Tensor,
    mut mode: Mode<'_>,
    change: impl FnMut(usize, &[Tensor], Tensor) -> Result<Tensor>,
) -> Result<Tensor> {
    walk_computing(layers, images, |place, inputs| compute(&layers[place], inputs, &mut mode), change)
}

/// The same, where what a layer makes of its inputs is worked out by `compute`.
///
/// # Errors
/// When `compute` or `change` refuses.
pub fn walk_computing(
    layers: &[LoadedLayer],
    images: &Tensor,
    mut compute: impl FnMut(usize, &[Tensor]) -> Result<Tensor>,
    mut change: impl FnMut(usize, &[Tensor], Tensor) -> Result<Tensor>,
) -> Result<Tensor> {
    let mut found: Vec<Tensor> = Vec::with_capacity(layers.len());
    for (place, layer) in layers.iter().enumerate() {
        let feeds = layer.named.feeds.iter().map(|feed| match *feed {
            Feed::Image => images.clone(),
            Feed::Layer(at) => found[at].clone(),
        });
        let inputs: Vec<Tensor> = feeds.collect();
        let output = compute(place, &inputs)?;
        found.push(change(place, &inputs, output)?);
    }
    Ok(found.pop().unwrap_or_else(|| images.clone()))
}

/// What a layer makes of its inputs.
///
/// # Errors
/// When candle refuses an operation.
pub fn compute(layer: &LoadedLayer, inputs: &[Tensor], mode: &mut Mode<'_>) -> Result<Tensor> {
    let LoadedLayer { named, tensors: vars, is_frozen } = layer;
    let Some(x) = inputs.first() else { bail!("{} reads nothing", named.name) };
    // What is frozen is a constant: candle then computes no gradient for it.
    let own = |var: &Var| if *is_frozen { var.as_detached_tensor() } else { var.as_tensor().clone() };
    let tensors: Vec<Tensor> = vars.iter().map(own).collect();
    match named.layer {
        Layer::Conv2d { stride, padding, .. } => {
            let bias = tensors[1].reshape((1, (), 1, 1))?;
            x.conv2d(&tensors[0], padding, stride, 1, 1)?.broadcast_add(&bias)
        }
        Layer::BatchNorm => match mode {
            Mode::Train { .. } if !is_frozen => normalise_batch(x, vars),
            Mode::Infer | Mode::Train { .. } => normalise(x, &tensors, &tensors[2], &tensors[3]),
        },
        Layer::Relu => x.relu(),
        Layer::Tanh => x.tanh(),
        Layer::MaxPool2d { size } => max_pool(x, size),
        Layer::AvgPool2d { size } => crop(x, size)?.avg_pool2d(size),
        Layer::GlobalAvgPool => x.mean((2, 3)),
        Layer::Dropout { rate } => match mode {
            Mode::Infer => Ok(x.clone()),
            Mode::Train { .. } if rate <= 0.0 => Ok(x.clone()),
            Mode::Train { dropout } => x * dropout_mask(x, rate, dropout)?,
        },
        Layer::Flatten => x.flatten_from(1),
        Layer::Dense { .. } => x.matmul(&tensors[0].t()?)?.broadcast_add(&tensors[1]),
        Layer::Add => inputs[1..].iter().try_fold(x.clone(), |sum, next| sum + next),
        // Maps by channel, vectors by length, tokens by width.
        Layer::Concat => Tensor::cat(inputs, if x.rank() == 3 { 2 } else { 1 }),
        Layer::Patches { size } => patches(x, size),
        Layer::Embedding { vocabulary, .. } => {
            let numbers = x.flatten_all()?.to_vec1::<f32>()?;
            let places = tokens_of(&numbers, vocabulary)?;
            let places = Tensor::from_vec(places, numbers.len(), x.device())?;
            tensors[0].index_select(&places, 0)?.reshape((x.dim(0)?, (), tensors[0].dim(1)?))
        }
        Layer::Linear { .. } => {
            let (batch, tokens, width) = x.dims3()?;
            let rows = x.reshape((batch * tokens, width))?;
            rows.matmul(&tensors[0].t()?)?.broadcast_add(&tensors[1])?.reshape((batch, tokens, ()))
        }
        Layer::Positions => x.broadcast_add(&tensors[0]),
        Layer::LayerNorm => {
            let centred = x.broadcast_sub(&x.mean_keepdim(D::Minus1)?)?;
            let deviation = (centred.sqr()?.mean_keepdim(D::Minus1)? + NORM_EPSILON)?.sqrt()?;
            centred.broadcast_div(&deviation)?.broadcast_mul(&tensors[0])?.broadcast_add(&tensors[1])
        }
        Layer::Gelu => x.gelu_erf(),
        Layer::Attention { heads, reach } => attend(x, heads, reach),
        Layer::MeanTokens => x.mean(1),
    }
}

/// Numbers as places in a vocabulary.
///
/// # Errors
/// When one is no whole number or not in the vocabulary.
pub fn tokens_of(numbers: &[f32], vocabulary: usize) -> Result<Vec<u32>> {
    if let Some(number) = numbers.iter().find(|&&number| !(number >= 0.0 && number < vocabulary as f32)) {
        bail!("there is no token {number}: there are {vocabulary}");
    }
    Ok(numbers.iter().map(|&number| number as u32).collect())
}

/// Squares of `size` × `size` as tokens.
fn patches(x: &Tensor, size: usize) -> Result<Tensor> {
    let (batch, channels, height, width) = x.dims4()?;
    let (rows, columns) = (height / size, width / size);
    let cut = x.reshape(&[batch, channels, rows, size, columns, size][..])?;
    let tokens = cut.permute(vec![0, 2, 4, 1, 3, 5])?.contiguous()?;
    tokens.reshape((batch, rows * columns, channels * size * size))
}

/// Queries, keys or values of all heads: N × heads × tokens × size, from N × tokens × (3 × heads × size).
fn part(x: &Tensor, heads: usize, which: usize) -> Result<Tensor> {
    let (batch, tokens, width) = x.dims3()?;
    let third = x.narrow(2, which * (width / 3), width / 3)?;
    third.reshape((batch, tokens, heads, width / 3 / heads.max(1)))?.transpose(1, 2)?.contiguous()
}

/// How much each token looks at each, head by head: N × heads × tokens (that look) × tokens (looked at).
///
/// # Errors
/// When `x` does not hold queries, keys and values of so many heads.
pub fn attention_weights(x: &Tensor, heads: usize, reach: Reach) -> Result<Tensor> {
    let (query, key) = (part(x, heads, 0)?, part(x, heads, 1)?);
    let (.., tokens, size) = query.dims4()?;
    let scores = (query.matmul(&key.t()?.contiguous()?)? / (size as f64).sqrt())?;
    let scores = match reach {
        Reach::Full => scores,
        Reach::Causal => {
            let seen = |at: usize| if at % tokens <= at / tokens { 0.0 } else { f32::NEG_INFINITY };
            let mask: Vec<f32> = (0..tokens * tokens).map(seen).collect();
            scores.broadcast_add(&Tensor::from_vec(mask, (tokens, tokens), x.device())?)?
        }
    };
    softmax(&scores, D::Minus1)
}

/// Self-attention of every sequence.
fn attend(x: &Tensor, heads: usize, reach: Reach) -> Result<Tensor> {
    let (batch, tokens, width) = x.dims3()?;
    let seen = attention_weights(x, heads, reach)?.matmul(&part(x, heads, 2)?)?;
    seen.transpose(1, 2)?.contiguous()?.reshape((batch, tokens, width / 3))
}

/// Drops the rows and columns at the edge that do not fill a window.
fn crop(x: &Tensor, size: usize) -> Result<Tensor> {
    let (_, _, height, width) = x.dims4()?;
    x.narrow(2, 0, height / size * size)?.narrow(3, 0, width / size * size)
}

/// Largest of each window, picked by index: candle 0.11's `max_pool2d` computes the same, but its backward pass
/// divides the gradient by the window's area and misplaces it where the map is no multiple of the window. Of equals
/// the first counts, as in `PyTorch` (the maximum as a reduction would hand the gradient to all of them).
///
/// # Errors
/// When `x` is not N × C × H × W.
pub fn max_pool(x: &Tensor, size: usize) -> Result<Tensor> {
    let x = crop(x, size)?.contiguous()?;
    let (batch, channels, height, width) = x.dims4()?;
    let (rows, columns) = (height / size, width / size);
    let windows = x.reshape((batch * channels * rows, size, columns, size))?.transpose(1, 2)?;
    let windows = windows.contiguous()?.reshape((batch * channels * rows * columns, size * size))?;
    let places = windows.detach().argmax_keepdim(1)?;
    windows.gather(&places, 1)?.reshape((batch, channels, rows, columns))
}

/// 0 for what is dropped and 1 / (1 − rate) for what stays: the same places as in the fast kernels.
fn dropout_mask(x: &Tensor, rate: f32, stream: &mut ChaCha8Rng) -> Result<Tensor> {
    let mask = Mask::new(stream.random(), rate);
    let factors: Vec<f32> = (0..x.elem_count()).map(|index| mask.factor(index as u32)).collect();
    Tensor::from_vec(factors, x.shape(), x.device())
}

/// (x − mean) / √(variance + ε) × weight + bias, channel by channel.
fn normalise(x: &Tensor, params: &[Tensor], mean: &Tensor, variance: &Tensor) -> Result<Tensor> {
    let channel = |tensor: &Tensor| tensor.reshape((1, (), 1, 1));
    let deviation = (channel(variance)? + NORM_EPSILON)?.sqrt()?;
    let centred = x.broadcast_sub(&channel(mean)?)?.broadcast_div(&deviation)?;
    centred.broadcast_mul(&channel(&params[0])?)?.broadcast_add(&channel(&params[1])?)
}

/// Normalises by the batch's own statistics and moves the running ones towards them.
fn normalise_batch(x: &Tensor, params: &[Var]) -> Result<Tensor> {
    let (batch, channels, height, width) = x.dims4()?;
    let count = (batch * height * width) as f64;
    let flat = x.transpose(0, 1)?.contiguous()?.reshape((channels, ()))?;
    let mean = flat.mean_keepdim(1)?;
    let variance = flat.broadcast_sub(&mean)?.sqr()?.mean(1)?;
    let mean = mean.squeeze(1)?;
    let moved = |running: &Var, now: &Tensor| -> Result<()> {
        let next = ((running.as_tensor() * (1.0 - NORM_MOMENTUM))? + (now.detach() * NORM_MOMENTUM)?)?;
        running.set(&next)
    };
    moved(&params[2], &mean)?;
    moved(&params[3], &(&variance * (count / (count - 1.0).max(1.0)))?)?;
    let params: Vec<Tensor> = params.iter().map(|var| var.as_tensor().clone()).collect();
    normalise(x, &params, &mean, &variance)
}
