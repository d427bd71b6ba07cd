//! A model to compare with, ready to read.

use std::sync::Arc;

use crate::app::core::training::TrainingState;
use crate::methods::Readable;
use crate::model::{Calibration, Kernels, Model, Predictor};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::methods;
use crate::text::Message;

/// A model that is ready, and what is told of it.
#[derive(Clone)]
pub(super) struct Ready {
    pub(super) name: Message,
    pub(super) predictor: Arc<Predictor>,
    /// Weights of a network.
    pub(super) parameters: Option<usize>,
    /// Size of its file of weights; `None` for weights that are in no file.
    pub(super) bytes: Option<usize>,
    /// `None` where it was never measured.
    pub(super) calibration: Option<Calibration>,
}

impl Ready {
    pub(super) fn of(model: &Readable, predictor: Arc<Predictor>) -> Self {
        let network = model.network();
        Self {
            name: model.shown_name(),
            predictor,
            parameters: network.map(|model| model.card.architecture.parameters()),
            // What a method has learned is packed, and only its file tells how well.
            bytes: network.map(|model| file_size(model)),
            calibration: model.calibration().cloned(),
        }
    }
}

/// Bytes of a model's file of weights, reckoned from the shapes of its tensors: eight for the length of the header, the
/// header itself, filled up to a multiple of eight, and four for each number.
fn file_size(model: &Model) -> usize {
    let (mut header, mut numbers) = (2, 0);
    for (name, array) in &model.weights.0 {
        let (from, count) = (4 * numbers, array.values.len());
        let shape: Vec<String> = array.shape.iter().map(ToString::to_string).collect();
        let entry = format!(
            "\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{}],\"data_offsets\":[{from},{}]}}",
            shape.join(","),
            from + 4 * count
        );
        header += entry.len() + 1;
        numbers += count;
    }
    let header: usize = header - usize::from(!model.weights.0.is_empty());
    8 + header.next_multiple_of(8) + 4 * numbers
}

/// The weights that are being trained.
pub(super) fn live(training: &TrainingState) -> Option<Ready> {
    let (live, run) = (training.live()?, training.live_run()?);
    Some(Ready {
        name: msg!("comparison-training"),
        predictor: live.predictor,
        parameters: Some(run.config.arch.parameters()),
        bytes: None,
        calibration: None,
    })
}

/// Loads the model of this name or path.
pub(super) fn load(dir: &DataDir, named: &str) -> Result<Ready, Message> {
    let model = methods::find(dir, named).map_err(Message::of)?;
    let predictor = model.predictor(Kernels::default()).map_err(Message::of)?;
    Ok(Ready::of(&model, Arc::new(predictor)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::models;

    #[test]
    fn the_size_of_a_file_is_reckoned_without_writing_it() {
        let model = models::default_model().expect("it is in the program");
        let written = model.weights.to_safetensors().expect("it can be written").len();
        assert_eq!(file_size(&model), written);
    }
}
