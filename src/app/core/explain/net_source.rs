//! The network that is explained, made ready where it is first needed: on the thread of the work that asks it, so that
//! the window never waits for weights to be packed.

use std::sync::{Arc, Mutex, PoisonError};

use super::Explained;
use crate::explain::ExplainedNet;
use crate::model::Subject;
use crate::text::{Message, ToMessage as _};

/// Where the network comes from. Clones share it once it is ready.
#[derive(Clone)]
pub struct NetSource {
    subject: Subject,
    stamp: u64,
    ready: Arc<Mutex<Option<Arc<ExplainedNet>>>>,
}

impl NetSource {
    /// The network that is explained.
    #[must_use]
    pub fn new(explained: &Explained) -> Self {
        Self { subject: explained.subject.clone(), stamp: explained.stamp, ready: Arc::default() }
    }

    /// Whether it is the network of this stamp.
    #[must_use]
    pub fn is_of(&self, stamp: u64) -> bool {
        self.stamp == stamp
    }

    /// The network.
    ///
    /// # Errors
    /// When it reads no pictures, or its weights do not fit or are not finite.
    pub fn get(&self) -> Result<Arc<ExplainedNet>, Message> {
        // Held while it is made, so that it is made once.
        let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(net) = ready.as_ref() {
            return Ok(Arc::clone(net));
        }
        let Subject { arch, weights, labels, pixels, .. } = &self.subject;
        let net = ExplainedNet::new(*arch, weights, *pixels).map_err(|error| error.to_message())?;
        let net = Arc::new(net.with_labels(*labels));
        *ready = Some(Arc::clone(&net));
        Ok(net)
    }
}
