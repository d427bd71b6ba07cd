//! An input that a stage answers most strongly: gradient ascent from faint noise, kept plain (Simonyan and others 2014,
//! arXiv 1312.6034).

use candle_core::{Device, Tensor, Var};
use rand::Rng;

use super::net::{by_ink, inputs};
use super::{ExplainError, ExplainedNet, Watcher, report};
use crate::data::{PIXELS, SIDE};
use crate::model::init::stream;
use crate::model::kernels::candle;
use crate::model::{Kernels, Mode, Network, Shape};

/// Steps uphill.
pub const STEPS: usize = 60;
/// Length of a step, as the mean change of a pixel's ink.
const RATE: f32 = 0.03;
/// Share of the ink that each step takes away, so that only what helps stays.
const FADING: f32 = 0.01;

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Favourite {
    /// 784 shares of ink, in [0, 1].
    pub picture: Vec<f32>,
    /// Mean of the map at the start and after each step.
    pub activations: Vec<f32>,
}

/// A picture that raises the mean of map `channel` of the stage called `stage`; of what has no maps, the number at that
/// place (of tokens, that place of all).
///
/// # Errors
/// When there is no such stage, the network cannot be run, or `watcher` wants no more.
pub fn favourite(
    net: &ExplainedNet,
    stage: &str,
    channel: usize,
    seed: u64,
    watcher: Watcher<'_>,
) -> Result<Favourite, ExplainError> {
    let mut network = Network::new(net.arch(), net.weights(), Kernels::Candle)?;
    network.freeze(|_| true);
    let mut rng = stream(seed, "favourite");
    let mut picture: Vec<f32> = (0..PIXELS).map(|_| 0.3 + 0.1 * rng.random::<f32>()).collect();
    let mut activations = Vec::with_capacity(STEPS + 1);
    for step in 0..=STEPS {
        report(watcher, step as f32 / STEPS as f32)?;
        let (activation, slopes) = climb(&network, net, &picture, (stage, channel))?;
        activations.push(activation);
        if step == STEPS {
            break;
        }
        let mean = slopes.iter().map(|slope| slope.abs()).sum::<f32>() / PIXELS as f32;
        for (ink, slope) in picture.iter_mut().zip(&slopes) {
            let up = if mean > 0.0 { RATE * slope / mean } else { 0.0 };
            *ink = ((1.0 - FADING) * *ink + up.clamp(-0.2, 0.2)).clamp(0.0, 1.0);
        }
    }
    Ok(Favourite { picture, activations })
}

/// Mean of the map on this picture, and how it changes with each pixel's ink.
fn climb(
    network: &Network,
    net: &ExplainedNet,
    picture: &[f32],
    (stage, channel): (&str, usize),
) -> Result<(f32, Vec<f32>), ExplainError> {
    let input = Tensor::from_vec(inputs(net.pixels(), picture), (1, 1, SIDE, SIDE), &Device::Cpu)?;
    let input = Var::from_tensor(&input)?;
    let mut found: Option<Tensor> = None;
    candle::walk(network.layers(), input.as_tensor(), Mode::Infer, |place, _, output| {
        let named = &network.layers()[place].named;
        if named.name == stage {
            let along = match named.output {
                Shape::Map { .. } | Shape::Vector(_) => 1,
                Shape::Sequence { .. } => 2,
            };
            found = Some(output.narrow(along, channel, 1)?.mean_all()?);
        }
        Ok(())
    })?;
    let Some(found) = found else {
        return Err(ExplainError::NoStage { stage: stage.to_owned() });
    };
    let gradients = found.backward()?;
    let slopes = match gradients.get(input.as_tensor()) {
        Some(slopes) => slopes.flatten_all()?.to_vec1()?,
        None => vec![0.0; PIXELS],
    };
    Ok((found.to_scalar()?, by_ink(net.pixels(), &slopes)))
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::small;
    use super::*;
    use crate::model::{Arch, Pixels, Weights};

    #[test]
    fn the_last_stage_of_every_kind_of_network_can_be_pleased() {
        for (arch, weights) in small() {
            let net = ExplainedNet::new(arch, &weights, Pixels::Unit).expect("fresh weights fit");
            let last = arch.placed().pop().expect("there are layers").name;
            let found = favourite(&net, &last, 3, 1, &|_| true).expect("it runs");
            assert_eq!(found.activations.len(), STEPS + 1);
            assert!(found.activations[STEPS] > found.activations[0], "{arch}: {:?}", found.activations);
            assert!(found.picture.iter().all(|ink| (0.0..=1.0).contains(ink)), "{arch}");
        }
    }

    #[test]
    fn maps_in_the_middle_too_and_stages_that_are_not_there_are_named() {
        let net = ExplainedNet::new(Arch::Conv3, &Weights::fresh(Arch::Conv3, 1), Pixels::Unit).expect("they fit");
        let found = favourite(&net, "conv2", 5, 1, &|_| true).expect("it runs");
        assert!(found.activations[STEPS] > found.activations[0]);
        let fault = favourite(&net, "conv9", 0, 1, &|_| true).expect_err("there is none");
        assert!(fault.to_string().contains("conv9"), "{fault}");
        assert!(matches!(favourite(&net, "conv2", 5, 1, &|_| false), Err(ExplainError::Cancelled)));
    }
}
