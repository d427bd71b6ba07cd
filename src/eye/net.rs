//! The network: convolutions over the picture at a half, a quarter, an eighth and a sixteenth of its size, and back up,
//! so that each place knows its surroundings.

use crate::data::split_mix::SplitMix64;
use crate::model::kernels::maps::{MapConv, Maps, Memory, ParameterGradients};

/// Numbers of the picture at each pixel; see [`view`](super::view).
pub const COLOURS: usize = 3;
/// Pixels from one place of [`Seen::places`] to the next.
pub const PLACE_STEP: usize = 4;
/// Pixels from one place of [`Seen::ink`] to the next.
pub const INK_STEP: usize = 2;
/// The size of a digit, in pixels, whose logarithm the network tells as 0.
pub const USUAL_SIZE: f32 = 22.0;
/// The length of a way to a digit's centre, in pixels, that the network tells as 1.
pub const VOTE_UNIT: f32 = 12.0;

/// What a place says: the logit of a digit's centre, the logarithms of width and height in [`USUAL_SIZE`]s, and the way to
/// the exact centre in steps of [`PLACE_STEP`], to the right and down.
pub const PLACE_NUMBERS: usize = 5;
/// What is said of ink: the logits of a digit's ink and of other ink, and the way to the digit's centre in
/// [`VOTE_UNIT`]s, to the right and down.
pub const INK_NUMBERS: usize = 4;

/// How a node is computed from nodes before it; the picture is node 0 and these count from 1.
enum Node {
    /// A convolution of a node: its name, channels going in and out, side of the kernel, step, and whether it has a ReLU.
    Conv { name: &'static str, from: usize, sizes: (usize, usize), kernel: usize, step: usize, has_relu: bool },
    /// A node and, added to it, one of half its size.
    Join { high: usize, low: usize },
}

const fn conv(name: &'static str, from: usize, sizes: (usize, usize)) -> Node {
    Node::Conv { name, from, sizes, kernel: 3, step: 1, has_relu: true }
}

const fn halving(name: &'static str, from: usize, sizes: (usize, usize)) -> Node {
    Node::Conv { name, from, sizes, kernel: 3, step: 2, has_relu: true }
}

const fn mix(name: &'static str, from: usize, sizes: (usize, usize)) -> Node {
    Node::Conv { name, from, sizes, kernel: 1, step: 1, has_relu: false }
}

const NODES: [Node; 20] = [
    halving("half1", 0, (COLOURS, 16)),
    conv("half2", 1, (16, 16)),
    halving("quarter1", 2, (16, 32)),
    conv("quarter2", 3, (32, 32)),
    conv("quarter3", 4, (32, 32)),
    halving("eighth1", 5, (32, 48)),
    conv("eighth2", 6, (48, 48)),
    conv("eighth3", 7, (48, 48)),
    halving("sixteenth1", 8, (48, 48)),
    conv("sixteenth2", 9, (48, 48)),
    Node::Join { high: 8, low: 10 },
    conv("eighth4", 11, (48, 48)),
    mix("to_quarter", 12, (48, 32)),
    Node::Join { high: 5, low: 13 },
    conv("quarter4", 14, (32, 32)),
    mix("places", 15, (32, PLACE_NUMBERS)),
    mix("to_half", 15, (32, 16)),
    Node::Join { high: 2, low: 17 },
    conv("half3", 18, (16, 16)),
    mix("ink", 19, (16, INK_NUMBERS)),
];
/// Nodes that give the answers.
const PLACES: usize = 16;
const INK: usize = 20;

/// What the logits of centres start from: few places are one.
const RARE: f32 = -4.0;

impl Node {
    fn reads(&self, node: usize) -> bool {
        match *self {
            Self::Conv { from, .. } => from == node,
            Self::Join { high, low } => high == node || low == node,
        }
    }
}

/// The network's weights.
#[derive(Debug, Clone)]
pub struct Net {
    /// The convolutions, in the order in which they are computed.
    pub convs: Vec<(&'static str, MapConv)>,
}

/// What the network says of pictures.
#[derive(Debug)]
pub struct Seen {
    /// [`PLACE_NUMBERS`] for every [`PLACE_STEP`] pixels, from the first on.
    pub places: Maps,
    /// [`INK_NUMBERS`] for every [`INK_STEP`] pixels, from the first on.
    pub ink: Maps,
}

/// What each node gave, kept for the way back.
#[derive(Debug)]
pub struct Pass {
    nodes: Vec<Option<Maps>>,
}

impl Net {
    /// Fresh weights, normal with the deviation that keeps a ReLU's outputs as large as its inputs (arXiv 1502.01852).
    #[must_use]
    pub fn fresh(seed: u64) -> Self {
        let mut chance = SplitMix64::new(seed, 0, 0);
        let mut convs = Vec::new();
        for node in &NODES {
            let &Node::Conv { name, sizes: (channels, filters), kernel, step, has_relu, .. } = node else { continue };
            let inputs = (channels * kernel * kernel) as f32;
            let gain = if has_relu { 2.0 } else { 0.5 };
            let deviation = (gain / inputs).sqrt();
            let weight = (0..filters * channels * kernel * kernel).map(|_| deviation * chance.normal()).collect();
            let mut bias = vec![0.0; filters];
            if name == "places" {
                bias[0] = RARE;
            }
            convs.push((name, MapConv { channels, filters, kernel, step, has_relu, weight, bias }));
        }
        Self { convs }
    }

    /// Numbers that are learned.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.convs.iter().map(|(_, conv)| conv.weight.len() + conv.bias.len()).sum()
    }

    /// What the network says of pictures of [`COLOURS`] channels.
    ///
    /// # Panics
    /// When the pictures have no pixels or other channels.
    #[must_use]
    pub fn look(&self, pictures: Maps) -> Seen {
        let mut pass = self.run(pictures, false);
        pass.take_seen()
    }

    /// The same, with everything that [`backward`](Self::backward) needs.
    ///
    /// # Panics
    /// As [`look`](Self::look).
    #[must_use]
    pub fn forward(&self, pictures: Maps) -> (Seen, Pass) {
        let mut pass = self.run(pictures, true);
        (pass.take_seen(), pass)
    }

    fn run(&self, pictures: Maps, keeps_all: bool) -> Pass {
        let mut nodes: Vec<Option<Maps>> = vec![Some(pictures)];
        let mut convs = self.convs.iter();
        for (at, node) in NODES.iter().enumerate() {
            let of = |node: usize| nodes[node].as_ref().expect("kept until it was read for the last time");
            let result = match *node {
                Node::Conv { from, .. } => {
                    let (_, conv) = convs.next().expect("there are as many as nodes that are convolutions");
                    conv.forward(of(from))
                }
                Node::Join { high, low } => of(high).with_doubled(of(low)),
            };
            nodes.push(Some(result));
            if !keeps_all {
                let is_read_later = |node: usize| NODES[at + 1..].iter().any(|later| later.reads(node));
                for (before, maps) in nodes.iter_mut().enumerate().take(at + 1) {
                    if before != PLACES && before != INK && !is_read_later(before) {
                        *maps = None;
                    }
                }
            }
        }
        Pass { nodes }
    }

    /// The gradients of a loss by every convolution's parameters, given those by what the network said.
    ///
    /// # Panics
    /// When the gradients are of another shape.
    #[must_use]
    pub fn backward(&self, pass: Pass, seen: Seen, by: Seen, memory: &mut Memory) -> Vec<ParameterGradients> {
        let mut nodes = pass.nodes;
        (nodes[PLACES], nodes[INK]) = (Some(seen.places), Some(seen.ink));
        let mut gradients: Vec<Option<Maps>> = (0..=NODES.len()).map(|_| None).collect();
        (gradients[PLACES], gradients[INK]) = (Some(by.places), Some(by.ink));
        let mut found = Vec::new();
        let mut convs = self.convs.iter().rev();
        for (at, node) in NODES.iter().enumerate().rev() {
            let gradient = gradients[at + 1].take().expect("every node is read by one that gave its gradient");
            let mut hand = |node: usize, gradient: Maps| match &mut gradients[node] {
                Some(sum) => sum.add(&gradient),
                empty @ None => *empty = Some(gradient),
            };
            match *node {
                Node::Conv { from, .. } => {
                    let (_, conv) = convs.next().expect("there are as many as nodes that are convolutions");
                    let output = nodes[at + 1].take().expect("the pass kept everything");
                    let input = nodes[from].as_ref().expect("the pass kept everything");
                    let (own, before) = conv.backward(input, output, gradient, from > 0, memory);
                    found.push(own);
                    if let Some(before) = before {
                        hand(from, before);
                    }
                }
                Node::Join { high, low } => {
                    hand(low, gradient.halved_sums());
                    hand(high, gradient);
                }
            }
        }
        found.reverse();
        found
    }
}

impl Pass {
    fn take_seen(&mut self) -> Seen {
        let mut take = |node: usize| self.nodes[node].take().expect("answers are never dropped");
        Seen { places: take(PLACES), ink: take(INK) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(seed: u64) -> Maps {
        let mut chance = SplitMix64::new(seed, 1, 0);
        let mut maps = Maps::zeros(2, COLOURS, 37, 50);
        maps.numbers_mut().fill_with(|| chance.normal());
        maps
    }

    /// A sum of everything the network says, each number with a weight of its own.
    fn weighted(seen: &Seen, weights: &Seen) -> f64 {
        let product = |a: &Maps, b: &Maps| {
            a.numbers().iter().zip(b.numbers()).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum::<f64>()
        };
        product(&seen.places, &weights.places) + product(&seen.ink, &weights.ink)
    }

    fn weights_like(seen: &Seen) -> Seen {
        let mut chance = SplitMix64::new(9, 2, 0);
        let mut like = |maps: &Maps| {
            let mut own = maps.blank();
            let (stride, channels) = (own.stride(), own.channels());
            for place in own.numbers_mut().chunks_exact_mut(stride) {
                place[..channels].fill_with(|| chance.signed_unit());
            }
            own
        };
        Seen { places: like(&seen.places), ink: like(&seen.ink) }
    }

    #[test]
    fn gradients_are_the_slopes_of_the_sum() {
        let net = Net::fresh(5);
        let (seen, pass) = net.forward(picture(1));
        let weights = weights_like(&seen);
        let by = weights_like(&seen);
        let gradients = net.backward(pass, seen, by, &mut Memory::default());
        let mut chance = SplitMix64::new(6, 0, 0);
        for (at, gradient) in gradients.iter().enumerate() {
            // Along a random direction of one convolution's parameters.
            let conv = &net.convs[at].1;
            let scale = 2e-3 / (conv.weights() as f32).sqrt();
            let direction: Vec<f32> =
                (0..conv.weight.len() + conv.bias.len()).map(|_| scale * chance.signed_unit()).collect();
            let moved = |sign: f32| {
                let mut net = net.clone();
                let conv = &mut net.convs[at].1;
                for (number, step) in conv.weight.iter_mut().chain(&mut conv.bias).zip(&direction) {
                    *number += sign * step;
                }
                weighted(&net.look(picture(1)), &weights)
            };
            let slope = (moved(1.0) - moved(-1.0)) / 2.0;
            let all = gradient.weight.iter().chain(&gradient.bias);
            let told: f64 = all.zip(&direction).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
            assert!((slope - told).abs() < 0.02 * told.abs().max(0.02), "{}: {slope} {told}", net.convs[at].0);
        }
    }

    #[test]
    fn pictures_of_any_size_are_looked_at() {
        let net = Net::fresh(1);
        assert!((10_000..200_000).contains(&net.parameters()), "{}", net.parameters());
        for (height, width) in [(1, 1), (2, 9), (64, 47), (5, 130)] {
            let seen = net.look(Maps::zeros(1, COLOURS, height, width));
            assert_eq!((seen.ink.height(), seen.ink.width()), (height.div_ceil(2), width.div_ceil(2)));
            assert_eq!((seen.places.height(), seen.places.width()), (height.div_ceil(4), width.div_ceil(4)));
        }
    }
}
