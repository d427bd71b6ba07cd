//! Inputs that please a map most, as the window knows them: the newest that was climbed to.

use std::sync::Arc;

use super::net_source::NetSource;
use super::{Explain, SEED};
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::Image;
use crate::explain::favourite::favourite;
use crate::text::ToMessage as _;

/// What was found for a map.
pub struct Favoured {
    /// The picture.
    pub image: Image,
    /// Mean of the map at the start and at the end.
    pub activation: (f32, f32),
    stage: String,
    map: usize,
    net: NetSource,
}

/// The newest.
#[derive(Default)]
pub struct Favourites {
    newest: Option<Arc<Favoured>>,
}

impl Favourites {
    /// Climbs to an input that pleases this map of the stage of this name.
    pub(super) fn find(net: NetSource, stage: String, map: usize, shared: &mut Shared) {
        let work = move |context: &crate::background::TaskContext| {
            let go_on = |share: f32| {
                context.progress(share);
                !context.is_cancelled()
            };
            let found = favourite(&*net.get()?, &stage, map, SEED, &go_on).map_err(|error| error.to_message())?;
            let mut image = Image::BLANK;
            for (pixel, ink) in image.0.iter_mut().zip(&found.picture) {
                *pixel = (ink * 255.0).round() as u8;
            }
            let ends = (found.activations.first().copied(), found.activations.last().copied());
            let activation = (ends.0.unwrap_or_default(), ends.1.unwrap_or_default());
            Ok(Favoured { image, activation, stage, map, net })
        };
        shared.start_for(WorkKind::Favourite, work, |explain: &mut Explain, shared, found| match found {
            Ok(found) => explain.favourites.newest = Some(Arc::new(found)),
            Err(fault) => shared.notices.error(fault),
        });
    }

    /// What pleases this map with the weights of this stamp, if it is the newest that was found.
    #[must_use]
    pub fn of(&self, stamp: u64, stage: &str, map: usize) -> Option<&Favoured> {
        let newest = self.newest.as_deref();
        newest.filter(|found| found.net.is_of(stamp) && found.stage == stage && found.map == map)
    }
}
