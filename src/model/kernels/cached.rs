//! A network that continues tokens, one token at a time: what a token computes stays, and of those before it only the
//! keys and values of each attention are looked at again. The numbers are those of the whole forward pass.

use std::sync::Arc;

use super::gelu;
use super::simd::vectorise;
use crate::model::{Arch, Feed, Layer, ModelError, NamedLayer, Reach, Shape, Skill, Weights};

/// Added to a variance before its root is taken, as in the other kernels.
const NORM_EPSILON: f32 = super::candle::NORM_EPSILON as f32;

/// Continues a sequence token by token. Cheap to clone: the weights are shared, so that one beginning can be continued in
/// several ways.
#[derive(Debug, Clone)]
pub struct CachedDecoder {
    nodes: Vec<Node>,
    vocabulary: usize,
    context: usize,
    length: usize,
}

/// A node of the network with what it gave for the newest token.
#[derive(Debug, Clone)]
struct Node {
    op: Op,
    /// Places of the nodes it reads; none reads the tokens.
    inputs: Vec<usize>,
    output: Vec<f32>,
}

#[derive(Debug, Clone)]
enum Op {
    /// A row for each token.
    Embedding(Arc<[f32]>),
    /// A row for each place.
    Positions(Arc<[f32]>),
    LayerNorm {
        gain: Arc<[f32]>,
        shift: Arc<[f32]>,
    },
    Linear {
        /// Inputs × outputs, so that outputs are added up side by side.
        turned: Arc<[f32]>,
        bias: Arc<[f32]>,
    },
    Attention(KeyValueCache),
    Gelu,
    Relu,
    Tanh,
    Add,
    Concat,
    /// Dropout, which reading leaves out.
    Same,
}

/// Keys and values of the tokens so far.
#[derive(Debug, Clone)]
struct KeyValueCache {
    heads: usize,
    width: usize,
    /// Tokens × width.
    keys: Vec<f32>,
    /// Tokens × width.
    values: Vec<f32>,
    /// Heads × tokens: the scores of the newest token, then how much it looks at each, in sum 1 a head.
    scores: Vec<f32>,
}

impl CachedDecoder {
    /// Gets `arch` with `weights` ready for a first token.
    ///
    /// # Errors
    /// When the network reads pictures, or the weights do not fit.
    pub fn new(arch: Arch, weights: &Weights) -> Result<Self, ModelError> {
        weights.check(arch)?;
        let wrong = || ModelError::WrongSkill { arch: arch.id(), skill: Skill::ReadsPictures };
        let vocabulary = arch.vocabulary().ok_or_else(wrong)?;
        let nodes = arch.placed().iter().map(|layer| Node::new(layer, weights)).collect::<Option<Vec<_>>>();
        Ok(Self { nodes: nodes.ok_or_else(wrong)?, vocabulary, context: arch.input().len(), length: 0 })
    }

    /// How many tokens it sees at most.
    #[must_use]
    pub fn context(&self) -> usize {
        self.context
    }

    /// How many tokens it has seen.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether it has seen none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Forgets all tokens but the first `length`.
    pub fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
        for node in &mut self.nodes {
            if let Op::Attention(KeyValueCache { width, keys, values, .. }) = &mut node.op {
                keys.truncate(self.length * *width);
                values.truncate(self.length * *width);
            }
        }
    }

    /// How much the newest token looks at each so far, itself the last: for every attention its number of heads, and heads ×
    /// tokens shares, which add up to 1 a head. Nothing before the first token.
    pub fn attention(&self) -> impl Iterator<Item = (usize, &[f32])> {
        self.nodes.iter().filter_map(|node| match &node.op {
            Op::Attention(memory) => Some((memory.heads, memory.scores.as_slice())),
            _ => None,
        })
    }

    /// Takes the next token and gives a logit for each that may follow it; `None` if there is no such token, or no room
    /// for another.
    pub fn push(&mut self, token: usize) -> Option<&[f32]> {
        if token >= self.vocabulary || self.length >= self.context {
            return None;
        }
        for at in 0..self.nodes.len() {
            let (before, rest) = self.nodes.split_at_mut(at);
            let Some(node) = rest.first_mut() else { break };
            let Node { op, inputs, output } = node;
            let read: Vec<&[f32]> = inputs.iter().map(|&input| before[input].output.as_slice()).collect();
            op.run(token, self.length, &read, output);
        }
        self.length += 1;
        self.nodes.last().map(|node| node.output.as_slice())
    }
}

impl Node {
    /// `None` for a layer that is not about tokens one by one.
    fn new(named: &NamedLayer, weights: &Weights) -> Option<Self> {
        let values = |name: &str| Some(Arc::clone(&weights.0.get(&format!("{}.{name}", named.name))?.values));
        let place = |feed: &Feed| match *feed {
            Feed::Image => None,
            Feed::Layer(at) => Some(at),
        };
        let Shape::Sequence { width: outputs, .. } = named.output else { return None };
        let op = match named.layer {
            Layer::Embedding { .. } => Op::Embedding(values("weight")?),
            Layer::Positions => Op::Positions(values("weight")?),
            Layer::LayerNorm => Op::LayerNorm { gain: values("weight")?, shift: values("bias")? },
            Layer::Linear { units } => {
                let weight = values("weight")?;
                let inputs = weight.len() / units.max(1);
                let turned = (0..inputs).flat_map(|input| weight.iter().skip(input).step_by(inputs).copied());
                Op::Linear { turned: turned.collect(), bias: values("bias")? }
            }
            Layer::Attention { heads, reach: Reach::Causal } => {
                Op::Attention(KeyValueCache { heads, width: outputs, keys: vec![], values: vec![], scores: vec![] })
            }
            Layer::Gelu => Op::Gelu,
            Layer::Relu => Op::Relu,
            Layer::Tanh => Op::Tanh,
            Layer::Add => Op::Add,
            Layer::Concat => Op::Concat,
            Layer::Dropout { .. } => Op::Same,
            Layer::Attention { reach: Reach::Full, .. }
            | Layer::Conv2d { .. }
            | Layer::BatchNorm
            | Layer::MaxPool2d { .. }
            | Layer::AvgPool2d { .. }
            | Layer::GlobalAvgPool
            | Layer::Flatten
            | Layer::Dense { .. }
            | Layer::Patches { .. }
            | Layer::MeanTokens => return None,
        };
        let inputs = named.feeds.iter().filter_map(place).collect();
        Some(Self { op, inputs, output: vec![0.0; outputs] })
    }
}

impl Op {
    /// What it makes of `inputs` for `token`, which stands at `place`.
    fn run(&mut self, token: usize, place: usize, inputs: &[&[f32]], output: &mut [f32]) {
        let x = inputs.first().copied().unwrap_or_default();
        match self {
            Self::Embedding(table) => output.copy_from_slice(&table[token * output.len()..][..output.len()]),
            Self::Positions(table) => {
                for ((y, x), position) in output.iter_mut().zip(x).zip(&table[place * x.len()..]) {
                    *y = x + position;
                }
            }
            Self::LayerNorm { gain, shift } => normalise(x, gain, shift, output),
            Self::Linear { turned, bias } => multiply(turned, bias, x, output),
            Self::Attention(cache) => cache.attend(x, output),
            Self::Gelu => gelu::forward(x, output),
            Self::Relu => each(x, output, |x| x.max(0.0)),
            Self::Tanh => each(x, output, f32::tanh),
            Self::Add => {
                output.copy_from_slice(x);
                for more in &inputs[1..] {
                    for (y, x) in output.iter_mut().zip(*more) {
                        *y += x;
                    }
                }
            }
            Self::Concat => {
                for (y, x) in output.iter_mut().zip(inputs.iter().flat_map(|part| part.iter())) {
                    *y = *x;
                }
            }
            Self::Same => output.copy_from_slice(x),
        }
    }
}

fn each(x: &[f32], y: &mut [f32], function: impl Fn(f32) -> f32) {
    for (y, x) in y.iter_mut().zip(x) {
        *y = function(*x);
    }
}

/// y = bias + Σ xᵢ · rowᵢ.
fn multiply(rows: &[f32], bias: &[f32], x: &[f32], y: &mut [f32]) {
    y.copy_from_slice(bias);
    vectorise(
        (rows, x, y),
        #[inline(always)]
        |(rows, x, y): (&[f32], &[f32], &mut [f32])| {
            for (row, x) in rows.chunks_exact(y.len()).zip(x) {
                for (y, weight) in y.iter_mut().zip(row) {
                    *y += x * weight;
                }
            }
        },
    );
}

fn normalise(x: &[f32], gain: &[f32], shift: &[f32], y: &mut [f32]) {
    let count = x.len().max(1) as f32;
    let mean = x.iter().sum::<f32>() / count;
    let variance = x.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / count;
    let scale = 1.0 / (variance + NORM_EPSILON).sqrt();
    for (((y, x), gain), shift) in y.iter_mut().zip(x).zip(gain).zip(shift) {
        *y = (x - mean) * scale * gain + shift;
    }
}

impl KeyValueCache {
    /// Remembers the token's keys and values, and gives what its queries find.
    fn attend(&mut self, x: &[f32], output: &mut [f32]) {
        let Self { heads, width, keys, values, scores } = self;
        let size = *width / (*heads).max(1);
        let (queries, own) = x.split_at(*width);
        keys.extend_from_slice(&own[..*width]);
        values.extend_from_slice(&own[*width..]);
        output.fill(0.0);
        let factor = 1.0 / (size as f32).sqrt();
        scores.clear();
        for (head, (query, output)) in queries.chunks_exact(size).zip(output.chunks_exact_mut(size)).enumerate() {
            let part = head * size..(head + 1) * size;
            let score = |key: &[f32]| key[part.clone()].iter().zip(query).map(|(k, q)| k * q).sum::<f32>() * factor;
            let from = scores.len();
            scores.extend(keys.chunks_exact(*width).map(score));
            let scores = &mut scores[from..];
            let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let mut sum = 0.0;
            for (score, value) in scores.iter_mut().zip(values.chunks_exact(*width)) {
                let share = (*score - highest).exp();
                *score = share;
                sum += share;
                for (y, value) in output.iter_mut().zip(&value[part.clone()]) {
                    *y += share * value;
                }
            }
            for y in output.iter_mut().chain(scores) {
                *y /= sum;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor};

    use super::*;
    use crate::model::{Kernels, Mode, Network};

    /// Largest difference allowed between the pass token by token and the whole one.
    const TOLERANCE: f32 = 1e-5;

    fn some_tokens(arch: Arch, count: usize) -> Vec<usize> {
        let vocabulary = arch.vocabulary().expect("it continues tokens");
        (0..count).map(|at| (at * at * 7 + at * 3) % vocabulary).collect()
    }

    /// Logits behind each token, in one pass.
    fn whole(arch: Arch, weights: &Weights, tokens: &[usize]) -> Vec<Vec<f32>> {
        let network = Network::new(arch, weights, Kernels::Candle).expect("the weights fit");
        let mut numbers: Vec<f32> = tokens.iter().map(|&token| token as f32).collect();
        numbers.resize(arch.input().len(), 0.0);
        let input = Tensor::from_vec(numbers, (1, 1, 1, arch.input().len()), &Device::Cpu).expect("the length fits");
        let logits =
            network.forward(&input, Mode::Infer).and_then(|logits| Ok(logits.flatten_all()?.to_vec1::<f32>()?));
        let rows = logits.expect("the network runs");
        rows.chunks_exact(rows.len() / arch.input().len()).take(tokens.len()).map(<[f32]>::to_vec).collect()
    }

    #[track_caller]
    fn assert_near(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= TOLERANCE, "{found} against {expected}");
        }
    }

    #[test]
    fn token_by_token_gives_what_the_whole_pass_gives() {
        for arch in Arch::with(Skill::ContinuesTokens) {
            let weights = Weights::fresh(arch, 5);
            let tokens = some_tokens(arch, arch.input().len());
            let mut decoder = CachedDecoder::new(arch, &weights).expect("it continues tokens");
            for (token, expected) in tokens.iter().zip(whole(arch, &weights, &tokens)) {
                assert_near(decoder.push(*token).expect("there is room"), &expected);
            }
        }
    }

    #[test]
    fn attention_is_what_the_whole_pass_tells_of_its_last_token() {
        for arch in Arch::with(Skill::ContinuesTokens) {
            let weights = Weights::fresh(arch, 8);
            let context = arch.input().len();
            let tokens = some_tokens(arch, context);
            let network = Network::new(arch, &weights, Kernels::Candle).expect("the weights fit");
            let numbers: Vec<f32> = tokens.iter().map(|&token| token as f32).collect();
            let input = Tensor::from_vec(numbers, (1, 1, 1, context), &Device::Cpu).expect("the length fits");
            let stages = crate::model::stages::stages(&network, &input, |name| name.ends_with(".weights"));
            let stages = stages.expect("the network runs");
            let mut decoder = CachedDecoder::new(arch, &weights).expect("it continues tokens");
            assert!(decoder.attention().all(|(_, shares)| shares.is_empty()));
            for token in tokens {
                decoder.push(token);
            }
            assert_eq!(decoder.attention().count(), stages.len());
            for ((heads, shares), stage) in decoder.attention().zip(&stages) {
                let last = stage.values.chunks_exact(context).skip(context - 1).step_by(context);
                let expected: Vec<f32> = last.flatten().copied().collect();
                assert_eq!(shares.len(), heads * context);
                assert_near(shares, &expected);
            }
        }
    }

    #[test]
    fn what_was_forgotten_leaves_no_trace_and_a_copy_goes_its_own_way() {
        let arch = Arch::GptTiny;
        let weights = Weights::fresh(arch, 6);
        let tokens = some_tokens(arch, 40);
        let mut decoder = CachedDecoder::new(arch, &weights).expect("it continues tokens");
        for token in &tokens[..20] {
            decoder.push(*token);
        }
        let mut copy = decoder.clone();
        copy.push(1);
        for token in [3, 1, 4] {
            decoder.push(token);
        }
        decoder.truncate(20);
        assert_eq!(decoder.len(), 20);
        let expected = whole(arch, &weights, &tokens);
        for (token, expected) in tokens[20..].iter().zip(&expected[20..]) {
            assert_near(decoder.push(*token).expect("there is room"), expected);
        }
    }

    #[test]
    fn unknown_tokens_a_full_context_and_networks_for_pictures_are_refused() {
        let arch = Arch::GptTiny;
        let weights = Weights::fresh(arch, 7);
        let mut decoder = CachedDecoder::new(arch, &weights).expect("it continues tokens");
        assert!(decoder.push(44).is_none() && decoder.is_empty());
        for _ in 0..decoder.context() {
            assert!(decoder.push(0).is_some());
        }
        assert!(decoder.push(0).is_none());
        let fault = CachedDecoder::new(Arch::Vit7, &Weights::fresh(Arch::Vit7, 1)).expect_err("it reads pictures");
        assert!(fault.to_string().contains("vit7"), "{fault}");
    }
}
