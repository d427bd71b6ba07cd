//! The test images that excite the maps of a layer most, looked for in the background.

use std::sync::Arc;

use super::Inside;
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::{Dataset, PIXELS};
use crate::model::filters::greatest;
use crate::model::{Inspector, Subject};
use crate::text::Message;

/// Test images that are read: enough for every map to find some, few enough not to wait long.
const IMAGES: usize = 2_000;
/// Images read together.
const BATCH: usize = 50;
/// Images kept for each map.
pub const KEPT: usize = 12;

/// Which images excite which map.
pub struct Excited {
    /// The layer, by its place among the placed ones.
    pub layer: usize,
    /// The number of the weights that read them.
    pub stamp: u64,
    /// Where the images are from.
    pub test: Arc<Dataset>,
    /// For each map, places of images and how much they excite it, the most first.
    pub best: Vec<Vec<(usize, f32)>>,
}

impl Inside {
    /// Looks for the images that excite the maps of this layer.
    pub(super) fn find_exciting(&mut self, layer: usize, shared: &mut Shared) {
        let (Some(subject), Some(data)) = (self.subject.clone(), &shared.data) else { return };
        let (test, stamp) = (data.test.clone(), self.stamp);
        let images = test.clone();
        let work = move |context: &crate::background::TaskContext| {
            search(subject, &images, layer, |share| context.progress(share), || context.is_cancelled())
        };
        shared.start_for(WorkKind::Excitement, work, move |inside: &mut Self, shared, found| match found {
            Ok(Some(best)) => inside.excited = Some(Excited { layer, stamp, test, best }),
            Ok(None) => {}
            Err(fault) => shared.notices.error(fault),
        });
    }

    /// Which images excite the maps of this layer, with the weights of now, once they were found.
    #[must_use]
    pub fn excited(&self, layer: usize) -> Option<&Excited> {
        self.excited.as_ref().filter(|excited| excited.layer == layer && excited.stamp == self.stamp)
    }
}

type Best = Vec<Vec<(usize, f32)>>;

fn search(
    subject: Subject,
    test: &Dataset,
    layer: usize,
    progress: impl Fn(f32),
    is_cancelled: impl Fn() -> bool,
) -> Result<Option<Best>, Message> {
    let inspector = Inspector::new(subject).map_err(Message::of)?;
    let count = test.len().min(IMAGES);
    let mut all = Vec::new();
    for first in (0..count).step_by(BATCH) {
        if is_cancelled() {
            return Ok(None);
        }
        let mut pixels = Vec::with_capacity(BATCH * PIXELS);
        (first..(first + BATCH).min(count)).for_each(|at| pixels.extend_from_slice(&test.image(at).0));
        all.extend(inspector.excitement(&pixels, layer).map_err(Message::of)?);
        progress((first + BATCH) as f32 / count as f32);
    }
    Ok(Some(greatest(&all, all.len() / count.max(1), KEPT)))
}
