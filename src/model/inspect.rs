//! A network opened up: every number of a forward pass for one image, and what becomes of the answer when something in
//! between is switched off.

use std::collections::BTreeSet;

use candle_core::{Device, Tensor};
use rand::seq::SliceRandom as _;

use super::init::stream;
use super::kernels::candle;
use super::kernels::lone_conv::LoneConv;
use super::network::{LoadedLayer, Mode};
use super::stages::{attention, detached, values};
use super::{
    Arch, Kernels, Layer, ModelError, NamedLayer, Network, Pixels, Prediction, Scores, Shape, Skill, Weights, anatomy,
};
use crate::data::{DIGITS, Image, LabelSet, PIXELS, SIDE};

/// Weights to look into: cheap to clone, since the numbers are shared.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The network.
    pub arch: Arch,
    /// Its weights.
    pub weights: Weights,
    /// What its classes are called, one for each output.
    pub labels: LabelSet,
    /// What it makes of a pixel.
    pub pixels: Pixels,
    /// What logits are divided by before they become probabilities.
    pub temperature: f32,
}

/// Something that is switched off.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Off {
    /// All that the layer of this name gives is 0.
    Layer(String),
    /// One map, number or head of the layer of this name, by its place, is 0.
    Part(String, usize),
}

/// Whether tokens are told where they are, in networks that can do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Positions {
    /// As trained.
    #[default]
    Added,
    /// The numbers that say where a token stands are left out.
    LeftOut,
}

impl Positions {
    /// Left out for added, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Added => Self::LeftOut,
            Self::LeftOut => Self::Added,
        }
    }
}

/// The order in which a transformer gets the squares of the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum PatchOrder {
    /// Row by row, as trained.
    #[default]
    AsTheyAre,
    /// Mixed up, the same for the same seed.
    Shuffled(u64),
}

impl PatchOrder {
    /// Shuffled for as they are, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::AsTheyAre => Self::Shuffled(1),
            Self::Shuffled(_) => Self::AsTheyAre,
        }
    }
}

/// What is done to a network while it is looked at; nothing by default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Changes {
    /// What is switched off.
    pub off: BTreeSet<Off>,
    /// The position embedding.
    pub positions: Positions,
    /// The order of patches.
    pub patches: PatchOrder,
}

/// Every number of a forward pass for one image.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// The network.
    pub arch: Arch,
    /// What goes in: 28 × 28 numbers, row by row.
    pub input: Vec<f32>,
    /// What each placed layer gives, in their order, each as its shape says: maps one behind the other, row by row.
    pub outputs: Vec<Vec<f32>>,
    /// Of attention layers, how much each token looks at each: heads × tokens (that look) × tokens (looked at); of all
    /// others nothing.
    pub attention: Vec<Vec<f32>>,
    /// Which patch of the image each token is, where patches were shuffled; otherwise nothing.
    pub order: Vec<usize>,
    /// What the network says, with the temperature of its card.
    pub prediction: Prediction,
}

/// Most convolutions that are computed by our own kernels: one behind the other, more of them add up differences of
/// rounding to more than the 1e-5 within which every number is candle's.
const MOST_OWN: usize = 16;

/// A network whose every number can be asked for.
pub struct Inspector {
    subject: Subject,
    layers: Vec<LoadedLayer>,
    /// The convolutions, which take nearly all of the time, in kernels of our own.
    convolutions: Vec<Option<LoneConv>>,
}

impl Inspector {
    /// Opens a network up.
    ///
    /// # Errors
    /// When it reads no pictures, or its weights do not fit it or are no numbers.
    pub fn new(subject: Subject) -> Result<Self, ModelError> {
        let (arch, skill) = (subject.arch, subject.arch.skill());
        if skill != Skill::ReadsPictures {
            return Err(ModelError::WrongSkill { arch: arch.id(), skill });
        }
        let network = Network::new(arch, &subject.weights, Kernels::Candle)?;
        let layers = detached(network.layers());
        let mut convolutions = layers.iter().map(LoneConv::new).collect::<Result<Vec<_>, _>>()?;
        if convolutions.iter().flatten().count() > MOST_OWN {
            convolutions.fill_with(|| None);
        }
        Ok(Self { subject, layers, convolutions })
    }

    /// What it looks into.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Its layers with their tensors, in order.
    pub(super) fn layers(&self) -> &[LoadedLayer] {
        &self.layers
    }

    /// Reads `image` and keeps every number.
    ///
    /// # Errors
    /// When candle refuses an operation.
    pub fn look(&self, image: &Image, changes: &Changes) -> Result<Look, ModelError> {
        let mut input = Vec::with_capacity(PIXELS);
        self.subject.pixels.extend(&image.0, &mut input);
        self.look_at(input, changes)
    }

    /// The same for numbers that already are as the network gets them, 28 × 28 of them.
    ///
    /// # Errors
    /// When candle refuses an operation, for one because there are not as many.
    pub fn look_at(&self, input: Vec<f32>, changes: &Changes) -> Result<Look, ModelError> {
        let x = Tensor::from_vec(input.clone(), (1, 1, SIDE, SIDE), &Device::Cpu)?;
        let (mut outputs, mut weights) = (Vec::new(), Vec::new());
        let mut order = Vec::new();
        let compute = |place: usize, inputs: &[Tensor]| match (&self.convolutions[place], inputs.first()) {
            (Some(convolution), Some(maps)) => convolution.run(maps),
            _ => candle::compute(&self.layers[place], inputs, &mut Mode::Infer),
        };
        candle::walk_computing(&self.layers, &x, compute, |place, inputs, output| {
            let named = &self.layers[place].named;
            weights.push(match (attention(named), inputs.first()) {
                (Some((_, _, heads, reach)), Some(x)) => values(&candle::attention_weights(x, heads, reach)?)?,
                (None, _) | (_, None) => Vec::new(),
            });
            let mut numbers = match (named.layer, changes.positions, inputs.first()) {
                (Layer::Positions, Positions::LeftOut, Some(x)) => values(x)?,
                _ => values(&output)?,
            };
            let mut is_changed = matches!((named.layer, changes.positions), (Layer::Positions, Positions::LeftOut));
            if let (Layer::Patches { .. }, PatchOrder::Shuffled(seed)) = (named.layer, changes.patches) {
                order = shuffle(&mut numbers, named.output, seed);
                is_changed = true;
            }
            for off in &changes.off {
                is_changed |= switch_off(off, named, &mut numbers);
            }
            let output = if is_changed { Tensor::from_slice(&numbers, output.shape(), &Device::Cpu)? } else { output };
            outputs.push(numbers);
            Ok(output)
        })?;
        let logits = outputs.last().map_or(&[][..], Vec::as_slice);
        let labels = self.subject.labels;
        let logits: Scores = (0..labels.len()).map(|class| logits.get(class).copied().unwrap_or(f32::NAN)).collect();
        let prediction = Prediction::calibrated(labels, logits, self.subject.temperature);
        Ok(Look { arch: self.subject.arch, input, outputs, attention: weights, order, prediction })
    }
}

/// Mixes tokens up; gives which one stands at each place now.
fn shuffle(numbers: &mut Vec<f32>, shape: Shape, seed: u64) -> Vec<usize> {
    let Shape::Sequence { tokens, width } = shape else { return Vec::new() };
    let mut order: Vec<usize> = (0..tokens).collect();
    order.shuffle(&mut stream(seed, "patches"));
    *numbers = order.iter().flat_map(|&token| numbers[token * width..(token + 1) * width].to_vec()).collect();
    order
}

/// Sets to 0 what `off` names of this layer; whether it names anything of it.
fn switch_off(off: &Off, named: &NamedLayer, numbers: &mut [f32]) -> bool {
    match off {
        Off::Layer(name) if *name == named.name => {
            numbers.fill(0.0);
            true
        }
        Off::Part(name, part) if *name == named.name => {
            let part = *part;
            match (named.output, named.layer) {
                (Shape::Map { height, width, .. }, _) => {
                    let size = height * width;
                    numbers.iter_mut().skip(part * size).take(size).for_each(|number| *number = 0.0);
                }
                (Shape::Vector(_), _) => numbers.iter_mut().skip(part).take(1).for_each(|number| *number = 0.0),
                (Shape::Sequence { width, .. }, Layer::Attention { heads, .. }) => {
                    let size = width / heads.max(1);
                    for token in numbers.chunks_exact_mut(width) {
                        token.iter_mut().skip(part * size).take(size).for_each(|number| *number = 0.0);
                    }
                }
                (Shape::Sequence { width, .. }, _) => {
                    numbers.iter_mut().skip(part * width).take(width).for_each(|number| *number = 0.0);
                }
            }
            true
        }
        Off::Layer(_) | Off::Part(..) => false,
    }
}

/// The layers and stages of a network, without its weights.
#[derive(Debug, Clone)]
pub struct Anatomy {
    /// The network.
    pub arch: Arch,
    /// How many classes it tells apart.
    pub outputs: usize,
    /// Its placed layers.
    pub layers: Vec<NamedLayer>,
    /// Its stages.
    pub parts: Vec<anatomy::Part>,
}

impl Anatomy {
    /// Of this network with ten outputs.
    #[must_use]
    pub fn of(arch: Arch) -> Self {
        Self::with(arch, DIGITS)
    }

    /// Of this network with this many outputs.
    #[must_use]
    pub fn with(arch: Arch, outputs: usize) -> Self {
        let layers = arch.placed_with(outputs);
        let parts = anatomy::parts(&layers);
        Self { arch, outputs, layers, parts }
    }

    /// Whether a layer of this kind is in it.
    #[must_use]
    pub fn has(&self, is_wanted: impl Fn(Layer) -> bool) -> bool {
        self.layers.iter().any(|named| is_wanted(named.layer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kernels;
    use crate::model::stages::stages;

    fn subject(arch: Arch) -> Subject {
        Subject {
            arch,
            weights: Weights::fresh(arch, 3),
            labels: LabelSet::DIGITS,
            pixels: Pixels::default(),
            temperature: 1.0,
        }
    }

    fn image() -> Image {
        Image(std::array::from_fn(|at| if (at / 28).abs_diff(14) < 8 && at % 28 > 8 { (at % 251) as u8 } else { 0 }))
    }

    fn look(arch: Arch, changes: &Changes) -> Look {
        let inspector = Inspector::new(subject(arch)).expect("fresh weights fit");
        inspector.look(&image(), changes).expect("the network runs")
    }

    #[test]
    fn every_number_is_that_of_the_reference() {
        for arch in Arch::with(Skill::ReadsPictures) {
            let seen = look(arch, &Changes::default());
            let network = Network::new(arch, &subject(arch).weights, Kernels::Candle).expect("fresh weights fit");
            let x = Tensor::from_vec(seen.input.clone(), (1, 1, SIDE, SIDE), &Device::Cpu).expect("the length fits");
            let mut found = stages(&network, &x, |_| true).expect("the network runs").into_iter();
            for (at, named) in arch.placed().iter().enumerate() {
                if !seen.attention[at].is_empty() {
                    assert_close(&found.next().expect("there are as many").values, &seen.attention[at]);
                }
                let stage = found.next().expect("there are as many");
                assert_eq!(stage.name, named.name);
                assert_close(&stage.values, &seen.outputs[at]);
            }
        }
    }

    fn assert_close(found: &[f32], expected: &[f32]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= 1e-5 * expected.abs().max(1.0), "{found}, not {expected}");
        }
    }

    #[test]
    fn a_map_that_is_switched_off_is_zero_and_the_answer_follows() {
        let changes = Changes { off: [Off::Part("relu1".into(), 2)].into(), ..Changes::default() };
        let (before, after) = (look(Arch::Conv3, &Changes::default()), look(Arch::Conv3, &changes));
        let size = 26 * 26;
        assert!(before.outputs[1][2 * size..3 * size].iter().any(|&number| number != 0.0));
        assert!(after.outputs[1][2 * size..3 * size].iter().all(|&number| number == 0.0));
        assert_eq!(before.outputs[1][3 * size..], after.outputs[1][3 * size..]);
        assert_ne!(before.prediction.logits, after.prediction.logits);
    }

    #[test]
    fn without_its_only_layer_a_network_knows_nothing() {
        let changes = Changes { off: [Off::Layer("dense1".into())].into(), ..Changes::default() };
        assert_eq!(look(Arch::Softmax, &changes).prediction.probabilities, [0.1; DIGITS]);
    }

    #[test]
    fn a_head_that_is_switched_off_gives_nothing_for_any_token() {
        let changes = Changes { off: [Off::Part("attention1".into(), 1)].into(), ..Changes::default() };
        let seen = look(Arch::Vit7, &changes);
        let at = Arch::Vit7.placed().iter().position(|layer| layer.name == "attention1").expect("there is one");
        for token in seen.outputs[at].chunks_exact(64) {
            assert!(token[16..32].iter().all(|&number| number == 0.0));
            assert!(token[..16].iter().any(|&number| number != 0.0));
        }
    }

    #[test]
    fn shuffled_patches_are_the_same_patches_and_only_positions_tell_them_apart() {
        let shuffled = Changes { patches: PatchOrder::Shuffled(5), ..Changes::default() };
        let seen = look(Arch::Vit7, &shuffled);
        let mut order = seen.order.clone();
        order.sort_unstable();
        assert_eq!(order, (0..16).collect::<Vec<_>>());
        let logits = |arch, changes: &Changes| look(arch, changes).prediction.logits;
        assert_ne!(logits(Arch::Vit7, &shuffled), logits(Arch::Vit7, &Changes::default()));
        let unordered = Changes { positions: Positions::LeftOut, ..shuffled.clone() };
        let left_out = Changes { positions: Positions::LeftOut, ..Changes::default() };
        assert_close(&logits(Arch::Vit7, &unordered), &logits(Arch::Vit7, &left_out));
    }

    #[test]
    fn weights_that_are_no_numbers_are_refused() {
        let mut subject = subject(Arch::Softmax);
        let bias = subject.weights.0.get_mut("dense1.bias").expect("there is one");
        bias.values = vec![f32::NAN; DIGITS].into();
        assert!(Inspector::new(subject).is_err());
    }
}
