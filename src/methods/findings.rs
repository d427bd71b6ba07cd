//! What there is to see of how a method reads one picture.

use super::forest::{Forest, Step};
use super::kernel_svm::{KernelSvm, Support};
use super::neighbours::{Neighbour, Neighbours};
use super::{Fitted, MethodModel};
use crate::data::{Image, PIXELS};
use crate::model::{ModelError, Prediction};

/// Neighbours that are shown at least, whether they vote or not.
const SHOWN: usize = 24;
/// Support vectors that are shown of each of the two classes.
const SUPPORTS: usize = 12;

/// How a method reads a picture.
pub enum Finding {
    /// The sum for each class.
    Sums(Vec<f32>),
    /// The nearest training pictures, nearest first; the first so many vote.
    Neighbours(Vec<Near>, usize),
    /// The support vectors that pull hardest between the two likeliest classes, the likeliest first.
    Supports([u8; 2], [Vec<Pull>; 2]),
    /// The questions of a tree and their answers; and for how many trees each class is the likeliest.
    Way(Vec<Asked>, Vec<usize>),
}

/// A training picture and how far away it is.
pub struct Near {
    /// The picture.
    pub image: Image,
    /// Its label.
    pub label: u8,
    /// Distance, if full ink counts 1.
    pub distance: f32,
}

/// A support vector and how hard it pulls.
pub struct Pull {
    /// The picture.
    pub image: Image,
    /// What it is and does.
    pub support: Support,
}

/// A question of a tree, its answer, and how many training pictures of each class were left when it was asked.
pub struct Asked {
    /// The question.
    pub step: Step,
    /// Of each class; empty where only a forest was kept.
    pub left: Vec<u32>,
}

/// What was found about one picture.
pub struct Findings {
    /// What is read.
    pub prediction: Prediction,
    /// Why.
    pub finding: Finding,
}

impl Findings {
    /// Reads `image` and looks how.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(model: &MethodModel, image: &Image) -> Result<Self, ModelError> {
        let prediction = model.predictor().predict(image)?;
        let picture = &image.0[..];
        let finding = match &*model.fitted {
            Fitted::Linear(linear) => {
                let mut sums = Vec::new();
                linear.scores(picture, &mut sums);
                Finding::Sums(sums)
            }
            Fitted::Neighbours(neighbours) => near(neighbours, picture),
            Fitted::KernelSvm(machine) => {
                let mut scores = Vec::new();
                machine.scores(picture, &mut scores);
                supports(machine, picture, &scores)
            }
            Fitted::Forest(forest) => way(forest, picture),
        };
        Ok(Self { prediction, finding })
    }
}

fn image_of(pixels: &[u8]) -> Image {
    let mut image = [0; PIXELS];
    image.copy_from_slice(&pixels[..PIXELS]);
    Image(image)
}

fn near(neighbours: &Neighbours, picture: &[u8]) -> Finding {
    let found = neighbours.search(picture, neighbours.k().max(SHOWN)).into_iter().next().unwrap_or_default();
    let shown = found.iter().map(|&Neighbour { distance, index }| Near {
        image: image_of(neighbours.picture(index)),
        label: neighbours.labels()[index as usize],
        distance: (distance as f32).sqrt() / 255.0,
    });
    Finding::Neighbours(shown.collect(), neighbours.k())
}

/// The two classes with the highest scores, the highest first.
fn two_highest(scores: &[f32]) -> [u8; 2] {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
    [order.first().copied().unwrap_or(0) as u8, order.get(1).copied().unwrap_or(0) as u8]
}

fn supports(machine: &KernelSvm, picture: &[u8], scores: &[f32]) -> Finding {
    let [one, other] = two_highest(scores);
    let strongest = machine.strongest(picture, usize::from(one), usize::from(other), machine.len());
    let of = |label: u8| -> Vec<Pull> {
        let own = strongest.iter().filter(|support| support.label == label).take(SUPPORTS);
        own.map(|&support| Pull { image: image_of(machine.picture(support.index)), support }).collect()
    };
    Finding::Supports([one, other], [of(one), of(other)])
}

fn way(forest: &Forest, picture: &[u8]) -> Finding {
    let asked = forest.way(0, picture).into_iter().map(|step| Asked { left: forest.counts(step.node).to_vec(), step });
    let mut votes = vec![0; forest.classes()];
    for tree in 0..forest.trees() {
        votes[usize::from(two_highest(forest.said(tree, picture))[0])] += 1;
    }
    Finding::Way(asked.collect(), votes)
}
