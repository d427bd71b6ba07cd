//! How the network learns: pages made up without end, Adam with decoupled weight decay, a learning rate that falls as a
//! cosine, and a moving average of the weights, which is what is kept.

use rayon::prelude::*;

use super::loss::{Loss, loss};
use super::net::{COLOURS, Net};
use super::page_maker::{Made, Maker};
use super::view::Colours;
use crate::model::kernels::maps::{Maps, Memory};

/// How long and from what the network learns.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// What weights and pages are drawn from.
    pub seed: u64,
    /// Batches.
    pub steps: usize,
    /// Pages of a batch.
    pub batch: usize,
    /// Pixels along a side of a page.
    pub side: usize,
    /// The highest learning rate.
    pub rate: f32,
}

/// Steps over which the learning rate rises.
const RISE: usize = 100;
/// The learning rate in the end, as a share of the highest.
const REST: f32 = 0.01;
/// How fast the means of gradients and of their squares forget.
const FORGET: (f32, f32) = (0.9, 0.99);
/// Added to the root of the mean square.
const SMALL: f32 = 1e-7;
/// How much of a weight is taken away at each step, in learning rates.
const DECAY: f32 = 0.01;
/// How much of the moving average a step leaves.
const KEEP: f32 = 0.997;
/// Gradients longer than this are shortened to it.
const LONGEST: f32 = 5.0;

/// A network that learns.
pub struct Lesson {
    recipe: Recipe,
    maker: Maker,
    net: Net,
    average: Net,
    /// For each parameter the mean of its gradient and of that's square.
    means: Vec<(f32, f32)>,
    memory: Memory,
    step: usize,
}

impl Lesson {
    /// Before the first step, from fresh weights or from `start`.
    #[must_use]
    pub fn new(recipe: Recipe, maker: Maker, start: Option<Net>) -> Self {
        let net = start.unwrap_or_else(|| Net::fresh(recipe.seed));
        let means = vec![(0.0, 0.0); net.parameters()];
        Self { recipe, maker, average: net.clone(), net, means, memory: Memory::default(), step: 0 }
    }

    /// The moving average of the weights so far.
    #[must_use]
    pub fn learned(&self) -> &Net {
        &self.average
    }

    /// Steps so far.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.step
    }

    /// Whether all steps are done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.step >= self.recipe.steps
    }

    fn rate(&self) -> f32 {
        let rise = ((self.step + 1) as f32 / RISE as f32).min(1.0);
        let share = self.step as f32 / self.recipe.steps.max(1) as f32;
        let fall = REST + (1.0 - REST) * 0.5 * (1.0 + (std::f32::consts::PI * share).cos());
        self.recipe.rate * rise * fall
    }

    /// Learns from the next batch; the loss before that.
    pub fn step(&mut self) -> Loss {
        let Recipe { seed, batch, side, .. } = self.recipe;
        let maker = &self.maker;
        let first = (self.step * batch) as u64;
        let pages: Vec<Made> = (0..batch).into_par_iter().map(|at| maker.make(seed, first + at as u64, side)).collect();
        let (seen, pass) = self.net.forward(shown(&pages));
        let (loss, by) = loss(&seen, &pages);
        let gradients = self.net.backward(pass, seen, by, &mut self.memory);
        let all: Vec<f32> =
            gradients.into_iter().flat_map(|gradient| gradient.weight.into_iter().chain(gradient.bias)).collect();
        self.update(&all);
        loss
    }

    fn update(&mut self, gradients: &[f32]) {
        let length = gradients.iter().map(|gradient| gradient * gradient).sum::<f32>().sqrt();
        let shorten = if length > LONGEST { LONGEST / length } else { 1.0 };
        let rate = self.rate();
        self.step += 1;
        if !length.is_finite() {
            return;
        }
        let correction = (1.0 - FORGET.0.powi(self.step as i32), 1.0 - FORGET.1.powi(self.step as i32));
        let keep = KEEP.min(self.step as f32 / (self.step as f32 + 10.0));
        let both = self.net.convs.iter_mut().zip(&mut self.average.convs);
        let pairs = both.flat_map(|((_, conv), (_, average))| {
            let weights = conv.weight.iter_mut().zip(&mut average.weight).map(|pair| (pair, DECAY));
            weights.chain(conv.bias.iter_mut().zip(&mut average.bias).map(|pair| (pair, 0.0)))
        });
        for ((((number, average), decay), means), gradient) in pairs.zip(&mut self.means).zip(gradients) {
            let gradient = gradient * shorten;
            means.0 = FORGET.0 * means.0 + (1.0 - FORGET.0) * gradient;
            means.1 = FORGET.1 * means.1 + (1.0 - FORGET.1) * gradient * gradient;
            let way = means.0 / correction.0 / ((means.1 / correction.1).sqrt() + SMALL);
            *number -= rate * (way + decay * *number);
            *average = keep * *average + (1.0 - keep) * *number;
        }
    }
}

/// Pages as the network sees them.
#[must_use]
pub fn shown(pages: &[Made]) -> Maps {
    let side = pages.first().map_or(1, |page| page.side);
    let views: Vec<Maps> = pages
        .par_iter()
        .map(|page| {
            let mut maps = Maps::zeros(1, COLOURS, side, side);
            Colours::of_rgb(side, side, &page.rgb).show(&mut maps, 0);
            maps
        })
        .collect();
    let mut all = Maps::zeros(pages.len(), COLOURS, side, side);
    let length = side * side * all.stride();
    for (to, view) in all.numbers_mut().chunks_exact_mut(length).zip(&views) {
        to.copy_from_slice(view.numbers());
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Mnist;

    #[test]
    fn a_few_steps_on_small_pages_lower_the_loss() {
        let recipe = Recipe { seed: 2, steps: 60, batch: 4, side: 64, rate: 2e-3 };
        let maker = Maker::new(Mnist::unpack().expect("the images are whole").train);
        let mut lesson = Lesson::new(recipe, maker, None);
        let losses: Vec<f32> = (0..60).map(|_| lesson.step().sum()).collect();
        assert!(lesson.is_done());
        let mean = |losses: &[f32]| losses.iter().sum::<f32>() / losses.len() as f32;
        assert!(mean(&losses[45..]) < 0.7 * mean(&losses[..15]), "{losses:?}");
    }
}
