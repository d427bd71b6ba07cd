//! Makes a plan of a network's layers: which of them one step computes together.

use candle_core::{Result, bail};

use super::attention::Attention;
use super::buffer::LINE;
use super::dense::Dense;
use super::linear::Linear;
use super::plan::{Op, Plan, Purpose, Slot, Step};
use super::pointwise::Order;
use super::pool::{Pool, Window};
use super::sequence::Patches;
use super::shape::{ConvShape, Extent, Then};
use crate::model::table::readers;
use crate::model::{Feed, Layer, NamedLayer, Shape};

impl Plan {
    /// Fuses `layers` behind an input of channels × height × width.
    ///
    /// # Errors
    /// When a layer cannot take what it reads.
    pub fn new(
        layers: &[&NamedLayer],
        (channels, height, width): (usize, usize, usize),
        purpose: Purpose,
    ) -> Result<Self> {
        let input = Extent::picture(channels, height, width);
        let mut planner = Planner {
            layers,
            readers: readers(layers.iter().copied()),
            purpose,
            found: vec![None; layers.len()],
            steps: Vec::new(),
        };
        for at in 0..layers.len() {
            if planner.found[at].is_none() {
                planner.layer(at, input)?;
            }
        }
        let gives_sequence = matches!(layers.last().map(|layer| layer.output), Some(Shape::Sequence { .. }));
        Ok(Self { purpose, input, steps: planner.steps, frozen: Vec::new(), gives_sequence })
    }
}

/// A plan in the making.
struct Planner<'a> {
    layers: &'a [&'a NamedLayer],
    readers: Vec<Vec<usize>>,
    purpose: Purpose,
    /// Where each layer's result is, and its shape; within a fused step, where the step's is.
    found: Vec<Option<(Slot, Extent)>>,
    steps: Vec<Step>,
}

impl Planner<'_> {
    /// The layers behind the one at `at`, as long as each is the only reader of the one before it and reads nothing else.
    fn behind(&self, mut at: usize) -> Vec<Layer> {
        let mut behind = Vec::new();
        while let [reader] = self.readers[at][..] {
            if self.layers[reader].feeds.len() != 1 {
                break;
            }
            behind.push(self.layers[reader].layer);
            at = reader;
        }
        behind
    }

    /// Plans the layer at `at`, with those behind it that the same step computes.
    fn layer(&mut self, at: usize, input: Extent) -> Result<()> {
        let named = self.layers[at];
        let fed = named.feeds.iter().map(|feed| match *feed {
            Feed::Image => Some((Slot::Input, input)),
            Feed::Layer(source) => self.found[source],
        });
        let Some((inputs, extents)) = fed.collect::<Option<(Vec<Slot>, Vec<Extent>)>>() else {
            bail!("{} is not read where it stands", named.name);
        };
        let Some(&extent) = extents.first() else { bail!("{} reads nothing", named.name) };
        let rest = self.behind(at);
        let (op, output, used) = match named.layer {
            Layer::Dropout { rate } if self.purpose == Purpose::Infer || rate <= 0.0 => {
                self.found[at] = Some((inputs[0], extent));
                return Ok(());
            }
            Layer::Add => {
                if extents.iter().any(|other| *other != extent) {
                    bail!("{} cannot add maps of different shapes", named.name);
                }
                let (then, used) = relu_after(&rest);
                (Op::Add { then }, extent, used)
            }
            Layer::Concat => (Op::Concat(extents.clone()), concatenated(&extents)?, 0),
            Layer::Conv2d { .. }
            | Layer::BatchNorm
            | Layer::Relu
            | Layer::Tanh
            | Layer::MaxPool2d { .. }
            | Layer::AvgPool2d { .. }
            | Layer::GlobalAvgPool
            | Layer::Dropout { .. }
            | Layer::Flatten
            | Layer::Dense { .. } => self.alone(at, extent, &rest)?,
            Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Linear { .. }
            | Layer::Positions
            | Layer::LayerNorm
            | Layer::Gelu
            | Layer::Attention { .. }
            | Layer::MeanTokens => self.sequence(at, extent, &rest)?,
        };
        let slot = Slot::Step(self.steps.len());
        self.steps.push(Step { op, layer: at, inputs, input: extent, output });
        self.found[at] = Some((slot, output));
        let mut last = at;
        for _ in 0..used {
            last = self.readers[last][0];
            self.found[last] = Some((slot, output));
        }
        Ok(())
    }

    /// A layer with one input: the operation, its output, and how many of the layers behind it are in it.
    fn alone(&self, at: usize, extent: Extent, rest: &[Layer]) -> Result<(Op, Extent, usize)> {
        Ok(match self.layers[at].layer {
            Layer::Conv2d { filters, kernel, stride, padding } => {
                let is_folded = self.purpose == Purpose::Infer && rest.first() == Some(&Layer::BatchNorm);
                let norm = is_folded.then(|| self.readers[at][0]);
                let skip = usize::from(is_folded);
                let (then, used) = after(&rest[skip..]);
                let shape = ConvShape::new(extent, filters, kernel, stride, padding, then)?;
                let output = shape.output;
                (Op::Conv { shape: Box::new(shape), norm }, output, skip + used)
            }
            Layer::Dense { units } => {
                if extent.positions() != 1 || !extent.stride.is_multiple_of(LINE) {
                    bail!("a dense layer needs a vector, not maps: flatten them first");
                }
                let output = Extent::map(units, 1, 1);
                let (then, used) = relu_after(rest);
                let sizes = Dense { inputs: extent.stride, outputs: units, width: output.stride };
                (Op::Dense { sizes, inputs: extent.channels, then }, output, used)
            }
            Layer::BatchNorm => {
                let (then, used) = relu_after(rest);
                (Op::Norm { then }, extent, used)
            }
            Layer::Relu => (Op::Relu, extent, 0),
            Layer::Tanh => (Op::Tanh, extent, 0),
            Layer::MaxPool2d { size } => {
                let pool = pool(extent, Window { height: size, width: size })?;
                (Op::MaxPool(pool), pool.output, 0)
            }
            Layer::AvgPool2d { size } => {
                let pool = pool(extent, Window { height: size, width: size })?;
                (Op::MeanPool(pool), pool.output, 0)
            }
            Layer::GlobalAvgPool => {
                let pool = pool(extent, Window { height: extent.height, width: extent.width })?;
                (Op::MeanPool(pool), pool.output, 0)
            }
            Layer::Dropout { rate } => {
                let is_sequence = matches!(self.layers[at].output, Shape::Sequence { .. });
                let order = if is_sequence { Order::Tokens } else { Order::Channels };
                (Op::Dropout { rate, order }, extent, 0)
            }
            Layer::Flatten => (Op::Flatten, Extent::map(extent.count(), 1, 1), 0),
            Layer::Add
            | Layer::Concat
            | Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Linear { .. }
            | Layer::Positions
            | Layer::LayerNorm
            | Layer::Gelu
            | Layer::Attention { .. }
            | Layer::MeanTokens => bail!("{} is planned elsewhere", self.layers[at].name),
        })
    }

    /// The same for a layer over tokens.
    fn sequence(&self, at: usize, extent: Extent, rest: &[Layer]) -> Result<(Op, Extent, usize)> {
        let tokens = extent.positions();
        Ok(match self.layers[at].layer {
            Layer::Patches { size } => {
                if size == 0 || !extent.height.is_multiple_of(size) || !extent.width.is_multiple_of(size) {
                    bail!("a map of {} × {} cannot be cut into such squares", extent.height, extent.width);
                }
                let count = extent.height / size * (extent.width / size);
                let output = Extent::map(extent.channels * size * size, count, 1);
                (Op::Patches(Patches { input: extent, output, size }), output, 0)
            }
            Layer::Embedding { vocabulary, width } => {
                if extent.stride != 1 || self.layers[at].feeds != [Feed::Image] {
                    bail!("an embedding reads a single map that comes in");
                }
                (Op::Embedding(vocabulary), Extent::map(width, tokens, 1), 0)
            }
            Layer::Linear { units } => {
                let (then, used) = relu_after(rest);
                (
                    Op::Linear { linear: Linear::padded(extent.channels, units), then },
                    Extent::map(units, tokens, 1),
                    used,
                )
            }
            Layer::Positions => (Op::Positions, extent, 0),
            Layer::LayerNorm => (Op::LayerNorm, extent, 0),
            Layer::Gelu => (Op::Gelu, extent, 0),
            Layer::Attention { heads, reach } => {
                if heads == 0 || !extent.channels.is_multiple_of(3 * heads) {
                    bail!("{heads} heads cannot share a width of {}", extent.channels);
                }
                let output = Extent::map(extent.channels / 3, tokens, 1);
                let (qkv_stride, stride) = (extent.stride, output.stride);
                let size = output.channels / heads;
                (Op::Attention(Attention { tokens, heads, size, reach, qkv_stride, stride }), output, 0)
            }
            Layer::MeanTokens => {
                let pool = pool(extent, Window { height: extent.height, width: extent.width })?;
                (Op::MeanPool(pool), pool.output, 0)
            }
            Layer::Conv2d { .. }
            | Layer::BatchNorm
            | Layer::Relu
            | Layer::Tanh
            | Layer::MaxPool2d { .. }
            | Layer::AvgPool2d { .. }
            | Layer::GlobalAvgPool
            | Layer::Dropout { .. }
            | Layer::Flatten
            | Layer::Dense { .. }
            | Layer::Add
            | Layer::Concat => bail!("{} is not about tokens", self.layers[at].name),
        })
    }
}

/// Maps of one size, channel behind channel.
fn concatenated(extents: &[Extent]) -> Result<Extent> {
    let Some(first) = extents.first() else { bail!("nothing to concatenate") };
    if extents.iter().any(|other| (other.height, other.width) != (first.height, first.width)) {
        bail!("maps of different sizes cannot be concatenated");
    }
    Ok(Extent::map(extents.iter().map(|extent| extent.channels).sum(), first.height, first.width))
}

/// What of ReLU and 2 × 2 maximum follows at once, and how many layers that is.
fn after(rest: &[Layer]) -> (Then, usize) {
    const POOL: Layer = Layer::MaxPool2d { size: 2 };
    match rest {
        [Layer::Relu, POOL, ..] | [POOL, Layer::Relu, ..] => (Then::ReluPool, 2),
        [Layer::Relu, ..] => (Then::Relu, 1),
        [POOL, ..] => (Then::Pool, 1),
        _ => (Then::Nothing, 0),
    }
}

fn relu_after(rest: &[Layer]) -> (Then, usize) {
    if rest.first() == Some(&Layer::Relu) { (Then::Relu, 1) } else { (Then::Nothing, 0) }
}

fn pool(input: Extent, window: Window) -> Result<Pool> {
    if window.height == 0 || window.width == 0 || input.height < window.height || input.width < window.width {
        bail!("a map of {} × {} is smaller than the pool's window", input.height, input.width);
    }
    let output = Extent { height: input.height / window.height, width: input.width / window.width, ..input };
    Ok(Pool { input, output, window })
}
