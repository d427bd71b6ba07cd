//! Why a run failed or was refused; turned into words when it is shown.

use super::{Outcome, Remedy};
use crate::display_as_message;
use crate::model::ModelError;
use crate::msg;
use crate::text::{Message, ToMessage, Value, format};

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A setting is out of range.
    BadSetting {
        /// The setting, as the subject of a sentence: "the batch size".
        setting: Value,
        /// What was given.
        value: String,
        /// What is allowed, as the end of a sentence: "from 1 to 4096".
        range: Message,
    },
    /// The loss is no number any more, or far above that of guessing.
    Diverged {
        /// Step, from 1.
        step: u64,
        /// The loss in nats.
        loss: f64,
        /// What to try, the likeliest first.
        remedies: Vec<Remedy>,
        /// The result with the best weights before it, if an epoch was finished.
        best: Option<Box<Outcome>>,
    },
    /// The model that is started from has no outputs for what the images show.
    OtherLabels {
        /// Classes of the images, with commas between them.
        data: String,
        /// Classes of the model, with commas between them.
        model: String,
        /// Those of the images that the model lacks.
        lacking: String,
    },
    /// Images and classes do not fit each other; why, as a clause.
    Labels(Value),
    /// A checkpoint cannot be read, or does not belong to the run; why, as a clause.
    BadCheckpoint(Value),
    /// The run was ended and nothing of it kept.
    Discarded,
    /// The network cannot be built or run.
    Model(#[from] ModelError),
    /// The training thread could not be started or panicked; why, as a clause.
    Broken(Value),
}

display_as_message!(TrainError);

impl ToMessage for TrainError {
    fn to_message(&self) -> Message {
        match self {
            Self::BadSetting { setting, value, range } => {
                msg!("train-error-bad-setting", setting = setting.clone(), value = value, range = range.clone())
            }
            Self::Diverged { step, loss, remedies, best: _ } => {
                let loss = format::loss(*loss);
                let step = step.to_string();
                match Remedy::advice(remedies) {
                    None => msg!("train-error-diverged", loss = loss, step = step),
                    Some(advice) => msg!("train-error-diverged-try", loss = loss, step = step, remedies = advice),
                }
            }
            Self::OtherLabels { data, model, lacking } => {
                msg!("train-error-other-labels", data = data, model = model, lacking = lacking)
            }
            Self::Labels(fault) => msg!("train-error-labels", fault = fault.clone()),
            Self::BadCheckpoint(fault) => msg!("train-error-bad-checkpoint", fault = fault.clone()),
            Self::Discarded => msg!("train-error-discarded"),
            Self::Model(error) => error.to_message(),
            Self::Broken(fault) => msg!("train-error-broken", fault = fault.clone()),
        }
    }
}

impl TrainError {
    /// The error as why a checkpoint cannot be used.
    pub(super) fn of_checkpoint(fault: impl Into<Self>) -> Self {
        Self::BadCheckpoint(fault.into().to_message().into())
    }
}
