//! A network that continues tokens opened up: every number of its pass over a page, and what each of them is computed from.

use candle_core::{Device, Tensor};

use super::stages::stages;
use super::worked::{Act, Given, Line, Then, Working, number, work};
use super::{Arch, Feed, Kernels, Layer, ModelError, NamedLayer, Network, Shape, Weights};

/// Most products that are shown one by one.
const SHOWN: usize = 8;

/// One number of a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Place of its layer in the network.
    pub layer: usize,
    /// Its place in what the layer gives: token × width + number.
    pub place: usize,
}

/// What a number is computed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// A weighted sum of so many numbers, and a bias.
    WeightedSum(usize),
    /// Shifted and scaled to mean 0 and variance 1, then by a learned gain and shift.
    Normalisation,
    /// Values of the tokens that are looked at, weighted by how much.
    Attention,
    /// How much one token looks at another: query times key, and the softmax of that.
    Look,
    /// The sum of a branch and of what went past it.
    Sum,
    /// The Gaussian error linear unit.
    Gelu,
    /// Left as it is: something that acts only in training.
    Same,
    /// The learned number of the token's place is added.
    Position,
    /// Looked up in the table of tokens.
    Table,
}

/// A line of arithmetic, and where the number comes from that it begins with.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The formula with its numbers.
    pub formula: String,
    /// What can be followed further.
    pub from: Option<Spot>,
}

/// A number and what it is computed from.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed {
    /// By what.
    pub means: Means,
    /// Line by line.
    pub steps: Vec<Step>,
    /// What comes out.
    pub value: f64,
}

/// Every number of a pass over one page.
#[derive(Debug, Clone)]
pub struct TokenLook {
    layers: Vec<NamedLayer>,
    weights: Weights,
    /// What each layer gives, token by token.
    outputs: Vec<Vec<f32>>,
    tokens: Vec<u8>,
}

impl TokenLook {
    /// Runs the network over the last of `tokens`, as many as it sees at once.
    ///
    /// # Errors
    /// When the network reads pictures, its weights do not fit, or candle refuses an operation.
    pub fn of(arch: Arch, weights: &Weights, tokens: &[u8]) -> Result<Self, ModelError> {
        let context = arch.input().len();
        if arch.vocabulary().is_none() {
            return Err(ModelError::WrongSkill { arch: arch.id(), skill: arch.skill() });
        }
        let tokens = &tokens[tokens.len().saturating_sub(context)..];
        // No token looks ahead, so that what fills the page up changes nothing.
        let mut input: Vec<f32> = tokens.iter().map(|&token| f32::from(token)).collect();
        input.resize(context, 0.0);
        let network = Network::new(arch, weights, Kernels::Candle)?;
        let input = Tensor::from_vec(input, (1, 1, 1, context), &Device::Cpu)?;
        let layers = arch.placed();
        let is_of_layer = |name: &str| !name.ends_with(".weights");
        let outputs = stages(&network, &input, is_of_layer)?.into_iter().map(|stage| stage.values).collect();
        Ok(Self { layers, weights: weights.clone(), outputs, tokens: tokens.to_vec() })
    }

    /// The logit of `token` behind the last token of the page.
    #[must_use]
    pub fn logit(&self, token: u8) -> Option<Spot> {
        let layer = self.layers.len().checked_sub(1)?;
        let width = self.width(layer)?;
        let place = self.tokens.len().checked_sub(1)? * width + usize::from(token);
        (usize::from(token) < width).then_some(Spot { layer, place })
    }

    /// The layer of this number.
    #[must_use]
    pub fn layer(&self, spot: Spot) -> Option<&NamedLayer> {
        self.layers.get(spot.layer)
    }

    /// Which token and which of its numbers it is, from 0.
    #[must_use]
    pub fn token_and_number(&self, spot: Spot) -> Option<(usize, usize)> {
        let width = self.width(spot.layer)?;
        Some((spot.place / width, spot.place % width))
    }

    fn width(&self, layer: usize) -> Option<usize> {
        match self.layers.get(layer)?.output {
            Shape::Sequence { width, .. } if width > 0 => Some(width),
            Shape::Sequence { .. } | Shape::Vector(_) | Shape::Map { .. } => None,
        }
    }

    fn value(&self, spot: Spot) -> Option<f64> {
        self.outputs.get(spot.layer)?.get(spot.place).copied().map(f64::from)
    }

    /// What this number is computed from; `None` where there is no such number.
    #[must_use]
    pub fn follow(&self, spot: Spot) -> Option<Followed> {
        let (layer, value) = (self.layer(spot)?, self.value(spot)?);
        let read = read_by(layer);
        let same_place = || Some(Spot { layer: *read.first()?, place: spot.place });
        let step = |formula: String, from: Option<Spot>| Step { formula, from };
        let (means, steps) = match layer.layer {
            Layer::Embedding { .. } => {
                let (at, column) = self.token_and_number(spot)?;
                let row = self.tokens.get(at)?;
                (Means::Table, vec![step(format!("E[{row}, {}] = {}", column + 1, number(value)), None)])
            }
            Layer::Positions => {
                let from = same_place()?;
                let before = self.value(from)?;
                let formula = format!("{} + {} = {}", number(before), bracketed(value - before), number(value));
                (Means::Position, vec![step(formula, Some(from))])
            }
            Layer::Gelu => {
                let from = same_place()?;
                (
                    Means::Gelu,
                    vec![step(format!("GELU({}) = {}", number(self.value(from)?), number(value)), Some(from))],
                )
            }
            Layer::Dropout { .. } => (Means::Same, vec![step(number(value), same_place())]),
            Layer::Add => {
                let parts = read.iter().map(|&layer| Spot { layer, place: spot.place });
                let steps = parts.map(|part| Some(step(format!("+ {}", bracketed(self.value(part)?)), Some(part))));
                (Means::Sum, steps.collect::<Option<Vec<_>>>()?)
            }
            _ => {
                let from = *read.first()?;
                let working = self.work(layer, from, spot.place)?;
                let means = match layer.layer {
                    Layer::LayerNorm => Means::Normalisation,
                    Layer::Attention { .. } => Means::Attention,
                    _ => Means::WeightedSum(self.width(from)?),
                };
                (means, steps_of(&working, from, means))
            }
        };
        Some(Followed { means, steps, value })
    }

    /// How much a head of a block looks from the last token at the one at `place`.
    #[must_use]
    pub fn follow_look(&self, block: usize, head: usize, place: usize) -> Option<Followed> {
        let is_attention = |layer: &&NamedLayer| matches!(layer.layer, Layer::Attention { .. });
        let layer = self.layers.iter().filter(is_attention).nth(block)?;
        let Layer::Attention { heads, .. } = layer.layer else { return None };
        let at = self.layers.iter().position(|one| one.name == layer.name)?;
        let width = self.width(at)?;
        let (last, from) = (self.tokens.len().checked_sub(1)?, *read_by(layer).first()?);
        let working = self.work(layer, from, last * width + head * (width / heads.max(1)))?;
        let tokens = last + 1;
        let line = |at: usize| working.lines.get(at).filter(|_| place < tokens);
        let lines = [line(place)?, line(tokens + place)?, line(2 * tokens)?, line(2 * tokens + 1 + place)?];
        let steps = lines.iter().map(|line| step_of(line, from)).collect();
        Some(Followed { means: Means::Look, steps, value: lines[3].value })
    }

    fn work(&self, layer: &NamedLayer, from: usize, place: usize) -> Option<Working> {
        let input = self.outputs.get(from)?;
        work(&Given { layer, weights: &self.weights, input, then: Then::Nothing }, place)
    }
}

/// The layers that this one reads.
fn read_by(layer: &NamedLayer) -> Vec<usize> {
    let before = |feed: &Feed| match feed {
        Feed::Layer(at) => Some(*at),
        Feed::Image => None,
    };
    layer.feeds.iter().filter_map(before).collect()
}

fn bracketed(value: f64) -> String {
    let text = number(value);
    if value < 0.0 { format!("({text})") } else { text }
}

/// A line whose first number can be followed in layer `from`.
fn step_of(line: &Line, from: usize) -> Step {
    let place = line.terms.first().and_then(|term| term.from);
    Step { formula: line.formula(), from: place.map(|place| Spot { layer: from, place }) }
}

/// The lines of a working: of an attention, the largest of the values that it takes.
fn steps_of(working: &Working, from: usize, means: Means) -> Vec<Step> {
    let all = working.lines.iter();
    if means != Means::Attention {
        return all.map(|line| step_of(line, from)).collect();
    }
    let mut products: Vec<&Line> = all.filter(|line| line.act == Act::Product).collect();
    products.sort_by(|one, other| other.value.abs().total_cmp(&one.value.abs()));
    let rest = products.split_off(products.len().min(SHOWN));
    let mut steps: Vec<Step> = products.into_iter().map(|line| step_of(line, from)).collect();
    if !rest.is_empty() {
        let sum: f64 = rest.iter().map(|line| line.value).sum();
        steps.push(Step { formula: format!("… + {} = {}", rest.len(), number(sum)), from: None });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Skill;
    use crate::model::kernels::cached::CachedDecoder;

    const PAGE: [u8; 9] = [10, 7, 14, 38, 20, 39, 26, 40, 15];

    #[test]
    fn every_number_is_followed_from_the_logit_to_the_table_of_tokens() {
        for arch in Arch::with(Skill::ContinuesTokens) {
            let weights = Weights::fresh(arch, 5);
            let look = TokenLook::of(arch, &weights, &PAGE).expect("it runs");
            let mut decoder = CachedDecoder::new(arch, &weights).expect("they fit");
            let mut logits = Vec::new();
            for token in PAGE {
                logits = decoder.push(token.into()).expect("it is a token").to_vec();
            }
            let mut spot = look.logit(20).expect("there is such a token");
            assert!((look.value(spot).expect("a number") - f64::from(logits[20])).abs() < 1e-4, "{arch}");
            let (mut met, mut depth) = (Vec::new(), 0);
            loop {
                let followed = look.follow(spot).expect("it is computed from something");
                met.push(format!("{:?}", followed.means).split('(').next().unwrap_or_default().to_owned());
                // Whichever way is taken, each ends in the table.
                let further: Vec<Spot> = followed.steps.iter().filter_map(|step| step.from).collect();
                let Some(&next) = further.get(depth % further.len().max(1)) else {
                    assert_eq!(followed.means, Means::Table);
                    break;
                };
                assert!(next.layer < spot.layer, "it comes from before");
                (spot, depth) = (next, depth + 1);
            }
            for means in ["WeightedSum", "Normalisation", "Sum", "Table"] {
                assert!(met.iter().any(|one| one == means), "{arch}: {met:?}");
            }
        }
    }

    #[test]
    fn what_is_worked_out_is_what_the_pass_gave() {
        let arch = Arch::GptTiny;
        let weights = Weights::fresh(arch, 5);
        let look = TokenLook::of(arch, &weights, &PAGE).expect("it runs");
        for (layer, named) in look.layers.iter().enumerate() {
            let Some(read) = read_by(named).first().copied() else { continue };
            let place = 4 * look.width(layer).expect("tokens") + 3;
            let given = look.value(Spot { layer, place }).expect("a number");
            if let Some(working) = look.work(named, read, place) {
                assert!((working.result - given).abs() < 1e-4, "{}: {} {given}", named.name, working.result);
            }
        }
    }

    #[test]
    fn looks_are_the_shares_of_the_decoder() {
        let arch = Arch::GptTiny;
        let weights = Weights::fresh(arch, 5);
        let look = TokenLook::of(arch, &weights, &PAGE).expect("it runs");
        let mut decoder = CachedDecoder::new(arch, &weights).expect("they fit");
        for token in PAGE {
            assert!(decoder.push(token.into()).is_some());
        }
        for (block, (heads, shares)) in decoder.attention().enumerate() {
            for (at, share) in shares.iter().enumerate() {
                let (head, place) = (at / PAGE.len(), at % PAGE.len());
                assert!(head < heads);
                let followed = look.follow_look(block, head, place).expect("there is such a look");
                assert!((followed.value - f64::from(*share)).abs() < 1e-4, "{block} {head} {place}");
                assert_eq!(followed.steps.len(), 4);
            }
        }
        assert_eq!(look.follow_look(0, 0, PAGE.len()), None);
    }

    #[test]
    fn a_network_that_reads_is_refused_and_of_nothing_there_is_nothing_to_follow() {
        let weights = Weights::fresh(Arch::GptTiny, 5);
        assert!(TokenLook::of(Arch::Softmax, &Weights::fresh(Arch::Softmax, 5), &PAGE).is_err());
        let nothing = TokenLook::of(Arch::GptTiny, &weights, &[]).expect("it runs");
        assert_eq!((nothing.logit(3), nothing.follow_look(0, 0, 0)), (None, None));
        let long = TokenLook::of(Arch::GptTiny, &weights, &[10; 1_000]).expect("it runs");
        assert!(long.logit(3).and_then(|spot| long.follow(spot)).is_some());
    }
}
