//! What travels of a method: what it has learned and the card about it, in one file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Fitted, Method, MethodConfig};
use crate::data::LabelSet;
use crate::model::{Calibration, Predictor};
use crate::text::{Message, Named as _};

/// Newest format of cards that this program writes and reads.
pub const CARD_FORMAT: u32 = 1;

/// The description of a trained method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MethodCard {
    /// Format of this card; see [`CARD_FORMAT`].
    pub format: u32,
    /// Name shown to people; empty for what the method is called.
    pub name: String,
    /// Which method, with which settings.
    pub config: MethodConfig,
    /// What its classes are called: the ten digits where nothing else is said.
    #[serde(default, skip_serializing_if = "LabelSet::is_usual")]
    pub labels: LabelSet,
    /// Name of the data.
    #[serde(default)]
    pub data: String,
    /// Images learned from.
    #[serde(default)]
    pub train_images: usize,
    /// Images held out to calibrate with.
    #[serde(default)]
    pub validation_images: usize,
    /// Accuracy on those, in [0, 1], if there were any.
    #[serde(default)]
    pub validation_accuracy: Option<f64>,
    /// Accuracy on the test images, in [0, 1], if measured. Never used to choose anything.
    #[serde(default)]
    pub test_accuracy: Option<f64>,
    /// How its probabilities are to be read and when it refuses, if that was measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// Seconds it took to learn.
    #[serde(default)]
    pub seconds: f64,
    /// Day it was made, as YYYY-MM-DD.
    #[serde(default)]
    pub created: String,
}

impl MethodCard {
    /// What people call it: its name, or what the method is called in the words of the language.
    #[must_use]
    pub fn shown_name(&self) -> Message {
        if self.name.is_empty() { self.config.method.name() } else { Message::verbatim(&self.name) }
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> Method {
        self.config.method
    }

    /// How to read its probabilities; as they are if that was never measured.
    #[must_use]
    pub fn calibration(&self) -> Calibration {
        self.calibration.clone().unwrap_or_default()
    }
}

/// A trained method with its card: what is loaded, read with and saved.
#[derive(Clone)]
pub struct MethodModel {
    /// Description.
    pub card: MethodCard,
    /// What it has learned.
    pub fitted: Arc<Fitted>,
}

impl MethodModel {
    /// Ready to read with, calibrated if its card says how.
    #[must_use]
    pub fn predictor(&self) -> Predictor {
        let calibration = self.card.calibration();
        let reader: Arc<Fitted> = Arc::clone(&self.fitted);
        let predictor =
            Predictor::reading_with(reader).with_labels(self.card.labels).with_temperature(calibration.temperature);
        predictor.with_score_distribution(calibration.score_distribution)
    }
}
