//! One operation of the network by hand: which number is worked out, and how far.

use std::collections::HashMap;
use std::sync::Arc;

use super::place::{Pictures, Spot};
use super::player::{Length, Player};
use crate::model::inspect::{Anatomy, Look, Subject};
use crate::model::worked::{self, Given, Operation, Then, Working};
use crate::model::{Feed, Layer, Part, Shape};

/// The numbers that softmax and cross-entropy are shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Those of the drawing.
    #[default]
    Own,
    /// Those of the textbook: (1, 2, 3), and (0.2, 0.3, 0.5) with the third class right.
    Textbook,
}

/// The textbook's logits, and its probabilities.
pub const TEXTBOOK_LOGITS: [f64; 3] = [1.0, 2.0, 3.0];
/// Its probabilities for a cross-entropy.
pub const TEXTBOOK_SHARES: [f64; 3] = [0.2, 0.3, 0.5];

/// What is worked out, and how far it is.
#[derive(Debug, Clone, Default)]
pub struct ByHand {
    /// The operation.
    pub operation: Operation,
    /// The layer, where the operation is one of layers: its place among the placed ones.
    layer: Option<usize>,
    /// The number, by its place in what the layer gives; where it begins if `None`. The class of a
    /// softmax.
    place: Option<usize>,
    /// The class that is right in a cross-entropy; the one that was read if `None`.
    label: Option<usize>,
    /// What softmax and cross-entropy are shown with.
    pub numbers: Numbers,
    /// The steps.
    pub player: Player,
    /// Where the operations that are not shown were left.
    left: HashMap<Operation, Stand>,
}

/// Where an operation stands: on which layer, at which number, at which step.
#[derive(Debug, Clone, Copy, Default)]
struct Stand {
    layer: Option<usize>,
    place: Option<usize>,
    player: Player,
}

/// The two stretches of the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The number that was picked, line by line.
    Picked,
    /// All numbers of its map, vector or kind, one after another from the first.
    All,
}

/// What is to be seen at a step.
#[derive(Debug, Clone)]
pub struct Scene {
    /// How.
    pub operation: Operation,
    /// The layer, where it is an operation of layers.
    pub layer: Option<usize>,
    /// Place of the number in what comes out; of the class, in a softmax or cross-entropy.
    pub place: usize,
    /// Whether numbers are worked out one after another, up to this one, or the one that was picked is.
    pub stretch: Stretch,
    /// All of its lines.
    pub working: Arc<Working>,
    /// The line that is shown; those before it were.
    pub line: usize,
    /// What goes in: numbers of the layer before, logits, or probabilities.
    pub input: Arc<Vec<f32>>,
    /// How many steps there are.
    pub length: Length,
}

impl Scene {
    /// The place in the network that is worked out, if it is one of a stage.
    #[must_use]
    pub fn spot(&self, anatomy: &Anatomy) -> Option<Spot> {
        let layer = self.layer?;
        let size = |at: usize| anatomy.layers.get(at).map(|layer| layer.output.len());
        let part = anatomy.parts.iter().position(|part| part.layers.contains(&layer))?;
        let output = anatomy.parts[part].output;
        let pictures = Pictures::of(output);
        let is_same = size(layer) == Some(output.len());
        is_same.then(|| Spot {
            part,
            map: self.place / pictures.size().max(1),
            at: self.place % pictures.size().max(1),
        })
    }
}

impl ByHand {
    /// Shows this operation, where it was left.
    pub fn operate(&mut self, operation: Operation) {
        if operation == self.operation {
            return;
        }
        let left = Stand { layer: self.layer, place: self.place, player: self.player.held() };
        self.left.insert(std::mem::replace(&mut self.operation, operation), left);
        let stand = self.left.remove(&operation).unwrap_or_default();
        (self.layer, self.place, self.player) = (stand.layer, stand.place, stand.player);
    }

    /// Layers of a stage that give as many numbers as it does and can be worked out, with their operations.
    fn worked_of(part: &Part, anatomy: &Anatomy) -> Vec<(usize, Operation)> {
        let of = |at: usize| {
            let layer = anatomy.layers.get(at).filter(|layer| layer.output.len() == part.output.len())?;
            Some((at, Operation::of(layer.layer)?))
        };
        part.layers.iter().copied().filter_map(of).collect()
    }

    /// Whether a number of a stage can be worked out.
    #[must_use]
    pub fn is_for(part: &Part, anatomy: &Anatomy) -> bool {
        !Self::worked_of(part, anatomy).is_empty()
    }

    /// Goes to the stage of `spot`, to its map and to its number; stays where it is if the stage has no operation, and at
    /// its step if it is there already.
    pub fn look_at(&mut self, anatomy: &Anatomy, spot: Spot) {
        let Some(part) = anatomy.parts.get(spot.part) else { return };
        let (shown, worked) = (self.operation_in(anatomy), Self::worked_of(part, anatomy));
        let found = worked.iter().find(|(_, operation)| *operation == shown).or(worked.first());
        let Some(&(layer, operation)) = found else { return };
        self.operate(operation);
        let now = self.layer.or_else(|| Self::layers(operation, anatomy).first().copied());
        let place = spot.map * Pictures::of(part.output).size() + spot.at;
        if now != Some(layer) || self.place != Some(place) {
            (self.layer, self.place, self.player) = (Some(layer), Some(place), Player::default());
        }
    }

    /// Shows it on this layer.
    pub fn use_layer(&mut self, layer: usize) {
        (self.layer, self.place, self.player) = (Some(layer), None, Player::default());
    }

    /// Works out this number, from the beginning.
    pub fn pick(&mut self, place: usize) {
        (self.place, self.player) = (Some(place), Player::default());
    }

    /// Takes this class as the right one.
    pub fn label_as(&mut self, label: usize) {
        (self.label, self.player) = (Some(label), Player::default());
    }

    /// The layers of a network that this operation can be shown on.
    #[must_use]
    pub fn layers(operation: Operation, anatomy: &Anatomy) -> Vec<usize> {
        let is_wanted = |at: &usize| Operation::of(anatomy.layers[*at].layer) == Some(operation);
        (0..anatomy.layers.len()).filter(is_wanted).collect()
    }

    /// The operations that a network has.
    #[must_use]
    pub fn operations(anatomy: &Anatomy) -> Vec<Operation> {
        let is_there = |operation: &Operation| match operation {
            Operation::Softmax | Operation::CrossEntropy => true,
            Operation::Convolution
            | Operation::MaxPooling
            | Operation::BatchNorm
            | Operation::Dense
            | Operation::Attention
            | Operation::LayerNorm => !Self::layers(*operation, anatomy).is_empty(),
        };
        Operation::ALL.iter().copied().filter(is_there).collect()
    }

    /// The operation, or the first that the network has.
    #[must_use]
    pub fn operation_in(&self, anatomy: &Anatomy) -> Operation {
        let all = Self::operations(anatomy);
        if all.contains(&self.operation) { self.operation } else { all.first().copied().unwrap_or(Operation::Softmax) }
    }

    /// What is to be seen now; nothing for a blank canvas.
    #[must_use]
    pub fn scene(&self, anatomy: &Anatomy, subject: &Subject, look: &Look, temperature: f32) -> Option<Scene> {
        let operation = self.operation_in(anatomy);
        match operation {
            Operation::Softmax | Operation::CrossEntropy => Some(self.of_answer(operation, look, temperature)),
            Operation::Convolution
            | Operation::MaxPooling
            | Operation::BatchNorm
            | Operation::Dense
            | Operation::Attention
            | Operation::LayerNorm => self.of_layer(operation, anatomy, subject, look),
        }
    }

    /// The class that is right.
    #[must_use]
    pub fn label(&self, look: &Look) -> usize {
        match self.numbers {
            Numbers::Own => {
                self.label.unwrap_or(usize::from(look.prediction.class())).min(look.prediction.logits.len() - 1)
            }
            Numbers::Textbook => TEXTBOOK_SHARES.len() - 1,
        }
    }

    fn of_answer(&self, operation: Operation, look: &Look, temperature: f32) -> Scene {
        let logits: Vec<f64> = match self.numbers {
            Numbers::Own => look.prediction.logits.iter().copied().map(f64::from).collect(),
            Numbers::Textbook => TEXTBOOK_LOGITS.to_vec(),
        };
        let temperature = match self.numbers {
            Numbers::Own => f64::from(temperature),
            Numbers::Textbook => 1.0,
        };
        let (input, place, working) = if operation == Operation::Softmax {
            (logits.clone(), logits.len() - 1, worked::softmax(&logits, temperature, logits.len() - 1))
        } else {
            let shares: Vec<f64> = match self.numbers {
                Numbers::Own => (0..logits.len()).map(|at| worked::softmax(&logits, temperature, at).result).collect(),
                Numbers::Textbook => TEXTBOOK_SHARES.to_vec(),
            };
            let label = self.label(look);
            let working = worked::cross_entropy(&shares, label);
            (shares, label, working)
        };
        let length = Length { lines: working.lines.len(), others: 0 };
        let line = self.player.step().min(length.lines.saturating_sub(1));
        let input = Arc::new(input.into_iter().map(|number| number as f32).collect());
        let (working, stretch) = (Arc::new(working), Stretch::Picked);
        Scene { operation, layer: None, place, stretch, working, line, input, length }
    }

    fn of_layer(&self, operation: Operation, anatomy: &Anatomy, subject: &Subject, look: &Look) -> Option<Scene> {
        let all = Self::layers(operation, anatomy);
        let layer = self.layer.filter(|layer| all.contains(layer)).or(all.first().copied())?;
        let named = anatomy.layers.get(layer)?;
        let input = match *named.feeds.first()? {
            Feed::Image => &look.input,
            Feed::Layer(from) => look.outputs.get(from)?,
        };
        let then = if is_before_relu(anatomy, layer) { Then::Relu } else { Then::Nothing };
        let given = Given { layer: named, weights: &subject.weights, input, then };
        let output = look.outputs.get(if then == Then::Relu { layer + 1 } else { layer })?;
        let most = named.output.len().saturating_sub(1);
        let first = self.place.map_or_else(|| beginning(named.output, output), |place| place.min(most));
        let lines = worked::work(&given, first)?.lines.len();
        let others = alike(named.output, first);
        let length = Length { lines, others: others.len() };
        let step = self.player.step().min(length.steps().saturating_sub(1));
        let (stretch, place) = match step.checked_sub(lines).and_then(|at| others.get(at)) {
            Some(&place) => (Stretch::All, place),
            None => (Stretch::Picked, first),
        };
        let working = Arc::new(worked::work(&given, place)?);
        // Another number may have other lines than the first: products that are zero are left out.
        let last = working.lines.len().saturating_sub(1);
        let line = match stretch {
            Stretch::Picked => step.min(last),
            Stretch::All => last,
        };
        let input = Arc::new(input.clone());
        Some(Scene { operation, layer: Some(layer), place, stretch, working, line, input, length })
    }
}

/// Whether a ReLU follows the layer at once and alone.
#[must_use]
pub fn is_before_relu(anatomy: &Anatomy, layer: usize) -> bool {
    let mut readers = anatomy.layers.iter().filter(|other| other.feeds.contains(&Feed::Layer(layer)));
    matches!((readers.next().map(|reader| reader.layer), readers.next()), (Some(Layer::Relu), None))
}

/// The numbers that are worked out one after another behind the one at `first`: those of its map or vector, the same of
/// every token.
fn alike(shape: Shape, first: usize) -> Vec<usize> {
    match shape {
        Shape::Map { height, width, .. } => {
            let size = (height * width).max(1);
            (first / size * size..(first / size + 1) * size).collect()
        }
        Shape::Vector(length) => (0..length).collect(),
        Shape::Sequence { tokens, width } => (first % width.max(1)..tokens * width).step_by(width.max(1)).collect(),
    }
}

/// Where to begin: at the top left of the first map in which there is a number above 0, since a window slides from
/// there; at the greatest number of anything else.
fn beginning(shape: Shape, numbers: &[f32]) -> usize {
    match shape {
        Shape::Map { height, width, .. } => {
            let size = (height * width).max(1);
            let mut maps = numbers.chunks_exact(size);
            maps.position(|map| map.iter().any(|&number| number > 0.0)).unwrap_or(0) * size
        }
        Shape::Vector(_) | Shape::Sequence { .. } => {
            let greatest = (0..numbers.len()).max_by(|&one, &other| numbers[one].total_cmp(&numbers[other]));
            greatest.filter(|&place| numbers[place] > 0.0).unwrap_or(0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;

    #[test]
    fn each_operation_is_found_where_it_was_left_and_a_place_that_was_zoomed_to_is_taken_over() {
        let anatomy = Anatomy::with(Arch::Conv5, 10);
        let mut by_hand = ByHand::default();
        let spot = Spot { part: 0, map: 7, at: 30 };
        by_hand.look_at(&anatomy, spot);
        by_hand.player.hold_at(2, Length { lines: 4, others: 9 });
        let place = 7 * Pictures::of(anatomy.parts[0].output).size() + 30;
        by_hand.operate(Operation::Softmax);
        assert_eq!((by_hand.place, by_hand.player.step()), (None, 0));
        by_hand.operate(Operation::Convolution);
        assert_eq!((by_hand.place, by_hand.player.step()), (Some(place), 2));
        by_hand.look_at(&anatomy, spot);
        assert_eq!(by_hand.player.step(), 2, "it is there already");
        by_hand.look_at(&anatomy, Spot { at: 31, ..spot });
        assert_eq!((by_hand.place, by_hand.player.step()), (Some(place + 1), 0));
        let dense = anatomy.parts.len() - 1;
        by_hand.look_at(&anatomy, Spot { part: dense, map: 3, at: 0 });
        assert_eq!((by_hand.operation, by_hand.place), (Operation::Dense, Some(3)));
    }

    #[test]
    fn a_whole_map_is_worked_out_and_the_same_number_of_every_token() {
        assert_eq!(alike(Shape::Map { channels: 2, height: 2, width: 2 }, 5), [4, 5, 6, 7]);
        assert_eq!(alike(Shape::Vector(3), 1), [0, 1, 2]);
        assert_eq!(alike(Shape::Sequence { tokens: 3, width: 4 }, 5), [1, 5, 9]);
    }

    #[test]
    fn it_begins_at_the_top_left_of_a_map_with_something_in_it_and_at_the_greatest_of_other_numbers() {
        let shape = Shape::Map { channels: 2, height: 1, width: 3 };
        assert_eq!(beginning(shape, &[0.0, 0.0, 0.0, 0.0, 5.0, 2.0]), 3);
        assert_eq!(beginning(shape, &[f32::NAN; 6]), 0);
        assert_eq!(beginning(Shape::Vector(3), &[0.5, 2.0, 1.0]), 1);
    }
}
