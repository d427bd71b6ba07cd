//! Either kind of model that reads pictures: a network, or another method.

use std::sync::Arc;

use super::MethodModel;
use crate::data::LabelSet;
use crate::model::{Calibration, Kernels, Model, ModelError, Pixels, Predictor};
use crate::text::{Message, Named as _};

/// A model that reads pictures.
#[derive(Clone)]
pub enum Readable {
    /// A network with its weights.
    Network(Arc<Model>),
    /// A trained method.
    Method(Arc<MethodModel>),
}

impl std::fmt::Debug for Readable {
    /// The name alone: there is too much else for anybody to read.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Readable").field(&self.name()).finish()
    }
}

impl From<Arc<Model>> for Readable {
    fn from(model: Arc<Model>) -> Self {
        Self::Network(model)
    }
}

impl From<Arc<MethodModel>> for Readable {
    fn from(model: Arc<MethodModel>) -> Self {
        Self::Method(model)
    }
}

impl Readable {
    /// What people call it.
    #[must_use]
    pub fn shown_name(&self) -> Message {
        match self {
            Self::Network(model) => model.card.shown_name(),
            Self::Method(model) => model.card.shown_name(),
        }
    }

    /// The name on its card, or that of the method.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Network(model) => model.card.name.clone(),
            Self::Method(model) => model.card.shown_name().to_string(),
        }
    }

    /// What kind of network or method it is.
    #[must_use]
    pub fn kind(&self) -> Message {
        match self {
            Self::Network(model) => model.card.architecture.name(),
            Self::Method(model) => model.card.method().name(),
        }
    }

    /// Accuracy on the test images, in [0, 1], if measured.
    #[must_use]
    pub fn test_accuracy(&self) -> Option<f64> {
        match self {
            Self::Network(model) => model.card.test_accuracy,
            Self::Method(model) => model.card.test_accuracy,
        }
    }

    /// How its probabilities are to be read, if that was measured.
    #[must_use]
    pub fn calibration(&self) -> Option<&Calibration> {
        match self {
            Self::Network(model) => model.card.calibration.as_ref(),
            Self::Method(model) => model.card.calibration.as_ref(),
        }
    }

    /// What its classes are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        match self {
            Self::Network(model) => model.card.labels,
            Self::Method(model) => model.card.labels,
        }
    }

    /// How pixels become its input: methods take them as they are.
    #[must_use]
    pub fn pixels(&self) -> Pixels {
        match self {
            Self::Network(model) => model.card.pixels,
            Self::Method(_) => Pixels::default(),
        }
    }

    /// The network, if it is one.
    #[must_use]
    pub fn network(&self) -> Option<&Arc<Model>> {
        match self {
            Self::Network(model) => Some(model),
            Self::Method(_) => None,
        }
    }

    /// The method, if it is one.
    #[must_use]
    pub fn method(&self) -> Option<&Arc<MethodModel>> {
        match self {
            Self::Network(_) => None,
            Self::Method(model) => Some(model),
        }
    }

    /// Whether both are the very same model.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Network(one), Self::Network(other)) => Arc::ptr_eq(one, other),
            (Self::Method(one), Self::Method(other)) => Arc::ptr_eq(one, other),
            (Self::Network(_), Self::Method(_)) | (Self::Method(_), Self::Network(_)) => false,
        }
    }

    /// Ready to read with.
    ///
    /// # Errors
    /// When the weights of a network do not fit it.
    pub fn predictor(&self, kernels: Kernels) -> Result<Predictor, ModelError> {
        match self {
            Self::Network(model) => Predictor::for_model(model, kernels),
            Self::Method(model) => Ok(model.predictor()),
        }
    }
}
