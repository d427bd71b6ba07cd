//! Makes a plan of a network's layers: which of them one step computes together.

use candle_core::{Result, bail};

use super::attention::Attention;
use super::buffer::LINE;
use super::conv_winograd::Tiles;
use super::dense::Dense;
use super::linear::Linear;
use super::plan::{MapOp, Op, Plan, Purpose, Slot, Step, TokenOp};
use super::pointwise::Order;
use super::pool::{Pool, Window};
use super::sequence::Patches;
use super::shape::{ConvShape, Extent, Then};
use crate::model::table::readers;
use crate::model::{Feed, Layer, NamedLayer, Reach, Shape};

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
        let Some((mut inputs, extents)) = fed.collect::<Option<(Vec<Slot>, Vec<Extent>)>>() else {
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
                let sum = Extent::map(extent.channels, extent.height, extent.width);
                for (input, &extent) in inputs.iter_mut().zip(&extents) {
                    *input = self.padded(at, *input, extent, sum)?;
                }
                let (then, used) = relu_after(&rest);
                (Op::Add { then }, sum, used)
            }
            Layer::Concat => (Op::Concat(extents.clone()), concatenated(&extents)?, 0),
            Layer::Conv2d { filters, kernel, stride, padding } => {
                let is_folded = self.purpose == Purpose::Infer && rest.first() == Some(&Layer::BatchNorm);
                let norm = is_folded.then(|| self.readers[at][0]);
                let skip = usize::from(is_folded);
                let (then, used) = after(&rest[skip..]);
                let shape = ConvShape::new(extent, filters, kernel, stride, padding, then)?;
                let output = shape.output;
                let tiles = if self.purpose == Purpose::Train { Tiles::of(&shape) } else { None };
                (Op::Map(MapOp::Conv { shape: Box::new(shape), norm, tiles }), output, skip + used)
            }
            Layer::Dense { units } => {
                let (then, used) = relu_after(&rest);
                let (op, output) = dense(extent, units, then)?;
                (op, output, used)
            }
            Layer::BatchNorm => {
                let (then, used) = relu_after(&rest);
                (Op::Map(MapOp::Norm { then }), extent, used)
            }
            Layer::Relu => (Op::Map(MapOp::Relu), extent, 0),
            Layer::Tanh => (Op::Map(MapOp::Tanh), extent, 0),
            Layer::MaxPool2d { size } => {
                let pool = pool(extent, Window { height: size, width: size })?;
                (Op::Map(MapOp::MaxPool(pool)), pool.output, 0)
            }
            Layer::AvgPool2d { size } => {
                let pool = pool(extent, Window { height: size, width: size })?;
                (Op::Map(MapOp::MeanPool(pool)), pool.output, 0)
            }
            Layer::GlobalAvgPool | Layer::MeanTokens => {
                let pool = pool(extent, Window { height: extent.height, width: extent.width })?;
                (Op::Map(MapOp::MeanPool(pool)), pool.output, 0)
            }
            Layer::Dropout { rate } => {
                let is_sequence = matches!(named.output, Shape::Sequence { .. });
                let order = if is_sequence { Order::Tokens } else { Order::Channels };
                (Op::Map(MapOp::Dropout { rate, order }), extent, 0)
            }
            Layer::Flatten => (Op::Map(MapOp::Flatten), Extent::map(extent.count(), 1, 1), 0),
            Layer::Patches { size } => {
                let patches = patches(extent, size)?;
                (Op::Tokens(TokenOp::Patches(patches)), patches.output, 0)
            }
            Layer::Embedding { vocabulary, width } => {
                if extent.stride != 1 || named.feeds != [Feed::Image] {
                    bail!("an embedding reads a single map that comes in");
                }
                (Op::Tokens(TokenOp::Embedding(vocabulary)), Extent::map(width, extent.positions(), 1), 0)
            }
            Layer::Linear { units } => {
                let (then, used) = relu_after(&rest);
                let linear = Linear::padded(extent.channels, units);
                (Op::Tokens(TokenOp::Linear { linear, then }), Extent::map(units, extent.positions(), 1), used)
            }
            Layer::Positions => (Op::Tokens(TokenOp::Positions), extent, 0),
            Layer::LayerNorm => (Op::Tokens(TokenOp::LayerNorm), extent, 0),
            Layer::Gelu => (Op::Tokens(TokenOp::Gelu), extent, 0),
            Layer::Attention { heads, reach } => {
                let (op, output) = attention(extent, heads, reach)?;
                (op, output, 0)
            }
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

    /// What the layer at `at` reads at `slot`, of size `extent`, with channels padded as in `wanted`: a grey picture comes
    /// in without gaps, and is laid out by a step of its own.
    fn padded(&mut self, at: usize, slot: Slot, extent: Extent, wanted: Extent) -> Result<Slot> {
        if extent == wanted {
            return Ok(slot);
        }
        if Extent::map(extent.channels, extent.height, extent.width) != wanted {
            bail!("{} cannot add maps of different shapes", self.layers[at].name);
        }
        let op = Op::Concat(vec![extent]);
        self.steps.push(Step { op, layer: at, inputs: vec![slot], input: extent, output: wanted });
        Ok(Slot::Step(self.steps.len() - 1))
    }
}

fn dense(input: Extent, units: usize, then: Then) -> Result<(Op, Extent)> {
    if input.positions() != 1 || !input.stride.is_multiple_of(LINE) {
        bail!("a dense layer needs a vector, not maps: flatten them first");
    }
    let output = Extent::map(units, 1, 1);
    let sizes = Dense { inputs: input.stride, outputs: units, width: output.stride };
    Ok((Op::Map(MapOp::Dense { sizes, inputs: input.channels, then }), output))
}

fn patches(input: Extent, size: usize) -> Result<Patches> {
    if size == 0 || !input.height.is_multiple_of(size) || !input.width.is_multiple_of(size) {
        bail!("a map of {} × {} cannot be cut into such squares", input.height, input.width);
    }
    let count = input.height / size * (input.width / size);
    Ok(Patches { input, output: Extent::map(input.channels * size * size, count, 1), size })
}

fn attention(input: Extent, heads: usize, reach: Reach) -> Result<(Op, Extent)> {
    if heads == 0 || !input.channels.is_multiple_of(3 * heads) {
        bail!("{heads} heads cannot share a width of {}", input.channels);
    }
    let output = Extent::map(input.channels / 3, input.positions(), 1);
    let attention = Attention {
        tokens: input.positions(),
        heads,
        size: output.channels / heads,
        reach,
        qkv_stride: input.stride,
        stride: output.stride,
    };
    Ok((Op::Tokens(TokenOp::Attention(attention)), output))
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
