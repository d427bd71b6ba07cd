//! What travels with weights: the model card, as JSON, and the two together as a model.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Arch, Calibration, ModelError, Pixels, Skill, Weights};
use crate::data::LabelSet;
use crate::msg;
use crate::text::{Language, Message, Named, json};

/// Newest card format this program writes and reads.
pub const CARD_FORMAT: u32 = 1;

/// How a model was trained, in words and numbers that can be repeated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainingSummary {
    /// Name of the data.
    pub data: String,
    /// Images trained on, or pages of tokens.
    pub train_images: usize,
    /// Those held out to choose the best epoch.
    pub validation_images: usize,
    /// Epochs run.
    pub epochs: usize,
    /// Epoch (from 1) whose weights these are.
    pub best_epoch: usize,
    /// Mean loss of a token on the validation pages, in nats, of a network that continues tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_loss: Option<f64>,
    /// The same on the test pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_loss: Option<f64>,
    /// Examples a step.
    pub batch_size: usize,
    /// Optimiser, schedule, augmentation and so on, as the settings name them.
    pub settings: serde_json::Value,
    /// Model it started from, if it was fine-tuned.
    pub started_from: Option<String>,
    /// Wall time in seconds.
    pub seconds: f64,
}

/// The description beside a model's weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelCard {
    /// Format of this card; see [`CARD_FORMAT`].
    pub format: u32,
    /// Name shown to people.
    pub name: String,
    /// Network.
    pub architecture: Arch,
    /// What its classes are called: the ten digits where nothing else is said. It means nothing of a network that
    /// continues tokens.
    #[serde(default, skip_serializing_if = "LabelSet::is_usual")]
    pub labels: LabelSet,
    /// Number of trained parameters.
    pub parameters: usize,
    /// Preprocessing of pixels.
    #[serde(default)]
    pub pixels: Pixels,
    /// Seed of the run.
    #[serde(default)]
    pub seed: u64,
    /// Accuracy on the validation images, in [0, 1], if measured.
    #[serde(default)]
    pub validation_accuracy: Option<f64>,
    /// Accuracy on the 10,000 test images, in [0, 1], if measured. Never used to choose anything.
    #[serde(default)]
    pub test_accuracy: Option<f64>,
    /// How its probabilities are to be read and when it refuses, if that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// Day it was made, as YYYY-MM-DD.
    #[serde(default)]
    pub created: String,
    /// Command that makes it again from nothing, if there is one.
    #[serde(default)]
    pub command: Option<String>,
    /// How it was trained.
    #[serde(default)]
    pub training: TrainingSummary,
}

/// What people call a model whose card says `name`: in the words of the language where it is a name that bundled models
/// have, and as it is otherwise.
#[must_use]
pub fn shown_name(name: &str) -> Message {
    // By their English names: the networks, and the bundled model that has seen half of the digits.
    static KNOWN: LazyLock<BTreeMap<String, Message>> = LazyLock::new(|| {
        let known = Arch::ALL.iter().map(Named::name).chain([msg!("model-zero-to-four")]);
        known.map(|message| (message.in_language(Language::English).into_owned(), message)).collect()
    });
    KNOWN.get(name).cloned().unwrap_or_else(|| Message::verbatim(name))
}

impl ModelCard {
    /// Of a network of which nothing else is known: pixels as usual, seed 0, nothing measured.
    #[must_use]
    pub fn new(name: impl Into<String>, architecture: Arch, labels: LabelSet) -> Self {
        Self {
            format: CARD_FORMAT,
            name: name.into(),
            architecture,
            labels,
            parameters: architecture.parameters_with(labels.len()),
            pixels: Pixels::default(),
            seed: 0,
            validation_accuracy: None,
            test_accuracy: None,
            calibration: None,
            created: String::new(),
            command: None,
            training: TrainingSummary::default(),
        }
    }

    /// What people call the model: its name, in the words of the language where it is a name that bundled models have.
    #[must_use]
    pub fn shown_name(&self) -> Message {
        shown_name(&self.name)
    }

    /// Reads a card.
    ///
    /// # Errors
    /// When the JSON is broken, lacks a field or is of a newer format.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let unreadable = |fault: Message| ModelError::BadCard(fault.into());
        let Format { format } = json::read(text.as_bytes()).map_err(unreadable)?;
        if format > CARD_FORMAT {
            let [found, known] = [format, CARD_FORMAT].map(|format| format.to_string());
            return Err(ModelError::BadCard(msg!("card-newer-format", found = found, known = known).into()));
        }
        let card: Self = json::read(text.as_bytes()).map_err(unreadable)?;
        match card.calibration.as_ref().map_or(Ok(()), Calibration::check) {
            Ok(()) => Ok(card),
            Err(fault) => Err(ModelError::BadCard(fault.into())),
        }
    }

    /// Checks that the weights have an output for each name.
    ///
    /// # Errors
    /// When they have more or fewer.
    pub fn check_outputs(&self, weights: &Weights) -> Result<(), ModelError> {
        let (outputs, names) = (weights.outputs(self.architecture), self.labels.len());
        if self.architecture.skill() == Skill::ReadsPictures && outputs != names {
            return Err(ModelError::BadCard(msg!("card-other-classes", names = names, outputs = outputs).into()));
        }
        Ok(())
    }

    /// How to read its probabilities; as they are if that was never measured.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        self.calibration.clone().unwrap_or_default()
    }

    /// The card as readable JSON.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "plain fields with string keys always serialise")]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a card of plain fields always serialises");
        text.push('\n');
        text
    }
}

/// A network with weights and a card: what is loaded, read with, trained further and saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Description.
    pub card: ModelCard,
    /// Weights that fit `card.architecture`.
    pub weights: Weights,
}

impl Model {
    /// Joins the bytes of the two files.
    ///
    /// # Errors
    /// When either cannot be read or they do not fit each other.
    pub fn from_bytes(card: &str, weights: &[u8]) -> Result<Self, ModelError> {
        let card = ModelCard::from_json(card)?;
        let weights = Weights::from_safetensors(weights, card.architecture)?;
        card.check_outputs(&weights)?;
        Ok(Self { card, weights })
    }
}
