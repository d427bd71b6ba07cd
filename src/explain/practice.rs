//! Backpropagation of one picture, step by step, on a copy of the weights that nobody else sees.

use std::collections::BTreeMap;
use std::sync::Arc;

use candle_core::{Device, Tensor, Var};

use super::ExplainError;
use super::net::{ink, inputs, loss, rows};
use crate::data::{Image, LabelSet, SIDE};
use crate::model::kernels::candle;
use crate::model::kernels::optimiser::{Moments, Optimiser, OptimiserState, Regularisation};
use crate::model::{Arch, Array, Kernels, Mode, ModelError, Network, Pixels, Prediction, Shape, Skill, Weights};

/// Weights to practise on, with what the optimiser remembers. Cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct Practice {
    /// Which network.
    pub arch: Arch,
    /// How it takes in pixels.
    pub pixels: Pixels,
    /// Its weights now.
    pub weights: Weights,
    /// What its classes are called.
    pub labels: LabelSet,
    /// Steps taken.
    pub steps: i32,
    /// Moments of every trained tensor, in the order of the table; empty before the first step.
    pub moments: Arc<Vec<Moments>>,
}

/// How steps are taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// How a gradient becomes a step.
    pub optimiser: Optimiser,
    /// The learning rate η.
    pub rate: f64,
}

/// A stage on the way of the picture through the network and of the gradient back.
#[derive(Debug, Clone, PartialEq)]
pub struct StageBack {
    /// The node's name; the picture's is empty.
    pub name: String,
    /// Shape of its numbers.
    pub shape: Shape,
    /// What it gave, a.
    pub values: Vec<f32>,
    /// How the loss changes with each of them, δ.
    pub delta: Vec<f32>,
}

/// A whole pass there and back.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// The digit that was wanted.
    pub label: u8,
    /// −log of its probability, in nats.
    pub loss: f32,
    /// What is read.
    pub prediction: Prediction,
    /// The picture as the network takes it in, then every node in the order of the table.
    pub stages: Vec<StageBack>,
    /// Gradient of the loss by every trained tensor.
    pub gradients: Weights,
}

/// What a step makes of one weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Update {
    /// The running mean of gradients, or of steps, after it; the gradient itself where none is kept.
    pub first: f64,
    /// The running mean of squared gradients after it.
    pub second: f64,
    /// What is taken from the weight.
    pub change: f64,
}

/// ε of the rules that divide by a root.
const EPSILON: f64 = 1e-8;

impl Rule {
    /// Step number `steps` + 1 of one weight with this gradient, which `remembered` these means.
    #[must_use]
    pub fn update(self, gradient: f32, remembered: (f32, f32), steps: i32) -> Update {
        let (g, (first, second)) = (f64::from(gradient), (f64::from(remembered.0), f64::from(remembered.1)));
        match self.optimiser {
            Optimiser::Sgd { momentum, nesterov } => {
                let kept = momentum * first + g;
                let step = if nesterov { g + momentum * kept } else { kept };
                Update { first: kept, second: 0.0, change: self.rate * step }
            }
            Optimiser::RmsProp { decay, momentum } => {
                let square = decay * second + (1.0 - decay) * g * g;
                let kept = momentum * first + g / (square.sqrt() + EPSILON);
                Update { first: kept, second: square, change: self.rate * kept }
            }
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 } => {
                let mean = beta1 * first + (1.0 - beta1) * g;
                let square = beta2 * second + (1.0 - beta2) * g * g;
                let (whole, squares) = (1.0 - beta1.powi(steps + 1), 1.0 - beta2.powi(steps + 1));
                let change = self.rate * (mean / whole) / ((square / squares).sqrt() + EPSILON);
                Update { first: mean, second: square, change }
            }
        }
    }
}

impl Practice {
    /// Begins with these weights.
    #[must_use]
    pub fn new(arch: Arch, pixels: Pixels, weights: Weights) -> Self {
        let labels = LabelSet::numbered(weights.outputs(arch));
        Self { arch, pixels, weights, labels, steps: 0, moments: Arc::default() }
    }

    /// The same with the names of its classes.
    #[must_use]
    pub fn with_labels(self, labels: LabelSet) -> Self {
        Self { labels, ..self }
    }

    fn network(&self) -> Result<Network, ModelError> {
        let (arch, skill) = (self.arch.id(), self.arch.skill());
        match skill {
            Skill::ReadsPictures => Network::new(self.arch, &self.weights, Kernels::Candle),
            Skill::ContinuesTokens => Err(ModelError::WrongSkill { arch, skill }),
        }
    }

    /// Passes `image` through the network and the gradient of its loss as a `label` back. Normalisation is by the running
    /// statistics, since one picture is no batch.
    ///
    /// # Errors
    /// When the network cannot be run.
    pub fn pass(&self, image: &Image, label: u8) -> Result<Pass, ExplainError> {
        let network = self.network()?;
        let layers = network.layers();
        let input = Tensor::from_vec(inputs(self.pixels, &ink(image)), (1, 1, SIDE, SIDE), &Device::Cpu)?;
        let input = Var::from_tensor(&input)?;
        let mut values: Vec<Tensor> = vec![input.as_tensor().detach()];
        // candle keeps gradients of variables alone: a variable of zeros is added to what each layer gives.
        let mut taps: Vec<Var> = vec![input.clone()];
        let logits = candle::walk_changing(layers, input.as_tensor(), Mode::Infer, |_, _, output| {
            let tap = Var::zeros(output.shape(), output.dtype(), output.device())?;
            let tapped = (&output + tap.as_tensor())?;
            values.push(output.detach());
            taps.push(tap);
            Ok(tapped)
        })?;
        let loss = loss(&logits, label)?.sum_all()?;
        let gradients = loss.backward()?;
        let of = |tensor: &Tensor| -> candle_core::Result<Vec<f32>> {
            match gradients.get(tensor) {
                Some(gradient) => gradient.flatten_all()?.to_vec1(),
                None => Ok(vec![0.0; tensor.elem_count()]),
            }
        };
        let names = std::iter::once((String::new(), Shape::IMAGE))
            .chain(layers.iter().map(|layer| (layer.named.name.clone(), layer.named.output)));
        let mut stages = Vec::with_capacity(values.len());
        for ((name, shape), (value, tap)) in names.zip(values.iter().zip(&taps)) {
            let values = value.flatten_all()?.to_vec1()?;
            stages.push(StageBack { name, shape, values, delta: of(tap.as_tensor())? });
        }
        let mut by_name = BTreeMap::new();
        for (name, var) in network.trained() {
            by_name.insert(name, Array { shape: var.dims().to_vec(), values: of(var.as_tensor())?.into() });
        }
        let prediction = Prediction::calibrated(self.labels, rows(&logits.detach())?[0], 1.0);
        Ok(Pass { label, loss: loss.to_scalar()?, prediction, stages, gradients: Weights(by_name) })
    }

    /// The weights after a step along the gradients of `pass`.
    ///
    /// # Errors
    /// When the gradients are those of another network.
    pub fn step(&self, pass: &Pass, rule: Rule) -> Result<Self, ExplainError> {
        let network = self.network()?;
        let trained: Vec<(String, Var)> = network.trained().map(|(name, var)| (name, var.clone())).collect();
        let vars: Vec<&Var> = trained.iter().map(|(_, var)| var).collect();
        let mut gradients = Vec::with_capacity(vars.len());
        for (name, var) in &trained {
            let gradient = pass.gradients.0.get(name);
            let values = gradient.map_or_else(|| vec![0.0; var.elem_count()], |array| array.values.to_vec());
            gradients.push(Tensor::from_vec(values, var.shape(), var.device())?);
        }
        let moments =
            if self.moments.is_empty() { vec![Moments::default(); vars.len()] } else { self.moments.to_vec() };
        let restraint = Regularisation::default();
        let mut state = OptimiserState::restored(rule.optimiser, restraint, &vars, self.steps, moments)?;
        state.step(&vars, &gradients, rule.rate)?;
        Ok(Self {
            arch: self.arch,
            pixels: self.pixels,
            weights: network.weights()?,
            labels: self.labels,
            steps: state.steps(),
            moments: Arc::new(state.moments().to_vec()),
        })
    }

    /// What the optimiser remembers of one number of the tensor called `name`: the running mean of gradients (or steps)
    /// and of their squares; 0 before the first step.
    #[must_use]
    pub fn remembered(&self, name: &str, index: usize) -> (f32, f32) {
        let layers = self.weights.placed(self.arch);
        let mut trained = layers.iter().flat_map(|layer| {
            let own = layer.params.iter().filter(|param| param.is_trained);
            own.map(|param| format!("{}.{}", layer.name, param.name))
        });
        let moments = trained.position(|other| other == name).and_then(|place| self.moments.get(place));
        let at = |values: &[f32]| values.get(index).copied().unwrap_or(0.0);
        moments.map_or((0.0, 0.0), |moments| (at(&moments.first), at(&moments.second)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::{drawing, readers, small};
    use super::*;

    #[test]
    fn gradients_are_what_small_changes_of_weights_show() {
        for (arch, weights) in small() {
            let practice = Practice::new(arch, Pixels::Unit, weights.clone());
            let pass = practice.pass(&drawing(), 4).expect("it runs");
            let (mut compared, mut near) = (0, 0);
            for (name, gradient) in &pass.gradients.0 {
                // The largest slope of a tensor stands clear of rounding.
                let at = (0..gradient.values.len())
                    .max_by(|&a, &b| gradient.values[a].abs().total_cmp(&gradient.values[b].abs()))
                    .expect("no tensor is empty");
                let moved = |by: f32| {
                    let mut moved = weights.clone();
                    let array = moved.0.get_mut(name).expect("it has a gradient");
                    let mut values = array.values.to_vec();
                    values[at] += by;
                    array.values = values.into();
                    Practice::new(arch, Pixels::Unit, moved).pass(&drawing(), 4).expect("it runs").loss
                };
                let slope = (moved(2e-3) - moved(-2e-3)) / 4e-3;
                let expected = gradient.values[at];
                compared += 1;
                near += usize::from((slope - expected).abs() <= 0.02 * expected.abs().max(0.05));
            }
            // A step may cross the edge of a ReLU or a pool, where there is no slope.
            assert!(near * 10 >= compared * 9, "{arch}: {near} of {compared}");
        }
    }

    #[test]
    fn the_last_delta_is_probability_minus_label_and_the_first_stage_the_picture() {
        for (arch, weights) in readers() {
            let pass = Practice::new(arch, Pixels::Signed, weights).pass(&drawing(), 7).expect("it runs");
            let last = pass.stages.last().expect("there are stages");
            for (digit, delta) in last.delta.iter().enumerate() {
                let expected = pass.prediction.probabilities[digit] - f32::from(u8::from(digit == 7));
                assert!((delta - expected).abs() < 1e-5, "{arch} {digit}: {delta} {expected}");
            }
            assert!((pass.loss + pass.prediction.probabilities[7].ln()).abs() < 1e-4, "{arch}");
            assert_eq!(pass.stages[0].values, inputs(Pixels::Signed, &ink(&drawing())), "{arch}");
            assert!(pass.stages[0].delta.iter().any(|delta| *delta != 0.0), "{arch}");
        }
    }

    #[test]
    fn plain_steps_are_rate_times_gradient_and_the_loss_falls() {
        let rule = Rule { optimiser: Optimiser::Sgd { momentum: 0.0, nesterov: false }, rate: 0.01 };
        let mut practice = Practice::new(Arch::Conv3, Pixels::Unit, Weights::fresh(Arch::Conv3, 1));
        let first = practice.pass(&drawing(), 4).expect("it runs");
        let (before, gradient) = (practice.weights.clone(), first.gradients.clone());
        practice = practice.step(&first, rule).expect("it steps");
        for (name, gradient) in &gradient.0 {
            let (before, after) = (&before.0[name].values, &practice.weights.0[name].values);
            for ((before, after), gradient) in before.iter().zip(after.iter()).zip(gradient.values.iter()) {
                assert!((after - (before - 0.01 * gradient)).abs() < 1e-6, "{name}");
            }
        }
        let second = practice.pass(&drawing(), 4).expect("it runs");
        assert!(second.loss < first.loss, "{} {}", second.loss, first.loss);
        assert_eq!(practice.steps, 1);
    }

    #[test]
    fn moments_go_on_from_step_to_step() {
        let rule = Rule { optimiser: Optimiser::Adam { beta1: 0.9, beta2: 0.999 }, rate: 1e-3 };
        let mut practice = Practice::new(Arch::Softmax, Pixels::Unit, Weights::fresh(Arch::Softmax, 1));
        let mut expected = (0.0, 0.0);
        for _ in 0..3 {
            let pass = practice.pass(&drawing(), 4).expect("it runs");
            let gradient = pass.gradients.0["dense1.bias"].values[4];
            expected = (0.9 * expected.0 + 0.1 * gradient, 0.999 * expected.1 + 0.001 * gradient * gradient);
            practice = practice.step(&pass, rule).expect("it steps");
        }
        let found = practice.remembered("dense1.bias", 4);
        assert!((found.0 - expected.0).abs() < 1e-6 && (found.1 - expected.1).abs() < 1e-7, "{found:?} {expected:?}");
        assert_eq!(practice.remembered("dense9.bias", 4), (0.0, 0.0));
    }

    #[test]
    fn a_weights_update_is_the_one_that_the_step_makes() {
        for optimiser in Optimiser::ALL {
            let rule = Rule { optimiser, rate: 0.01 };
            let mut practice = Practice::new(Arch::Softmax, Pixels::Unit, Weights::fresh(Arch::Softmax, 1));
            for _ in 0..3 {
                let pass = practice.pass(&drawing(), 4).expect("it runs");
                let (name, at) = ("dense1.weight", 4 * 784 + 5 * 28 + 13);
                let update =
                    rule.update(pass.gradients.0[name].values[at], practice.remembered(name, at), practice.steps);
                let before = practice.weights.0[name].values[at];
                practice = practice.step(&pass, rule).expect("it steps");
                let expected = f64::from(before) - update.change;
                let found = f64::from(practice.weights.0[name].values[at]);
                assert!((found - expected).abs() < 1e-6, "{optimiser:?}: {found} {expected}");
            }
        }
    }

    #[test]
    fn weights_that_are_no_numbers_are_named() {
        let mut weights = Weights::fresh(Arch::Softmax, 1);
        weights.0.get_mut("dense1.bias").expect("it is there").values = [f32::NAN; 10].as_slice().into();
        let fault =
            Practice::new(Arch::Softmax, Pixels::Unit, weights).pass(&drawing(), 4).expect_err("they are refused");
        assert!(fault.to_string().contains("dense1.bias"), "{fault}");
    }
}
