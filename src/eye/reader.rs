//! Pictures to pages of digits, by the network.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::find::{self, Level, Sighting};
use super::own_ink::{self, OwnInk};
use super::view::Colours;
use super::{Net, file, plain};
use crate::ink::picture::{Page, Photo};
use crate::ink::segment::{FoundShape, Scene};
use crate::ink::{Raster, segment};

/// The bundled weights.
static WEIGHTS: &[u8] = include_bytes!("../../models/eye.safetensors");
/// What a logit of the network counts for a digit beside what the reader says, and what speaks for every one.
const BELIEF: (f32, f32) = (1.5, 0.8);

/// The bundled network.
#[must_use]
pub fn bundled() -> &'static Net {
    static NET: OnceLock<Net> = OnceLock::new();
    NET.get_or_init(|| file::from_bytes(WEIGHTS).unwrap_or_else(|_| Net::fresh(0)))
}

/// Finds the digits of a picture and their ink with the bundled network; `None` once it `is_unwanted`, which is asked
/// again and again.
#[must_use]
pub fn page_unless(photo: Photo, is_unwanted: &dyn Fn() -> bool) -> Option<Page> {
    page_by(bundled(), photo, is_unwanted)
}

/// The same with any network.
///
/// Where all ink of the picture is that of digits, the ink is what stands out from the paper, and it is divided among
/// digits by what each division reads as. Anywhere else each digit has the ink that the network gives it.
#[must_use]
pub fn page_by(net: &Net, photo: Photo, is_unwanted: &dyn Fn() -> bool) -> Option<Page> {
    let (width, height, unit) = (photo.width, photo.height, photo.unit);
    if width == 0
        || height == 0
        || width.checked_mul(height).and_then(|all| all.checked_mul(3)) != Some(photo.rgb.len())
    {
        return Some(Page::default());
    }
    let picture = Colours::of_rgb(width, height, &photo.rgb);
    let levels = find::look(net, &picture, is_unwanted)?;
    let found = find::sightings(&levels);
    let plain = plain::ink(&photo, &levels, &found, is_unwanted);
    if is_unwanted() {
        return None;
    }
    if let Some(ink) = plain {
        let scene = Arc::new(Scene::of_raster_unless(&ink, is_unwanted)?);
        return Some(Page { width, height, unit, rgb: photo.rgb, ink, scene });
    }
    let inks = inks(&picture, &levels, &found);
    let mut ink = Raster { width, height, ink: vec![0; width * height] };
    let mut shapes = Vec::new();
    for (own, sighting) in inks.iter().zip(&found) {
        let Some(bounds) = own.bounds else { continue };
        own.put_on(&mut ink);
        let belief = BELIEF.0 * sighting.logit + BELIEF.1;
        shapes.push(FoundShape { image: segment::image_of(&own.raster), bounds, belief });
    }
    Some(Page { width, height, unit, rgb: photo.rgb, ink, scene: Arc::new(Scene::of_found(shapes)) })
}

fn inks(picture: &Colours, levels: &[Level], found: &[Sighting]) -> Vec<OwnInk> {
    let mut by_left: Vec<usize> = (0..found.len()).collect();
    by_left.sort_by(|&a, &b| found[a].bounds.left.total_cmp(&found[b].bounds.left));
    let widest = found.iter().map(|one| one.bounds.width().max(one.bounds.height())).fold(0.0, f32::max);
    (0..found.len())
        .into_par_iter()
        .map(|index| {
            let own = found[index].bounds;
            // Only those whose left sides are near can be neighbours.
            let from = by_left.partition_point(|&other| found[other].bounds.left < own.left - 2.5 * widest);
            let to = by_left.partition_point(|&other| found[other].bounds.left < own.right + 2.5 * widest);
            let near = by_left[from..to].iter().copied();
            let neighbours: Vec<usize> =
                near.filter(|&other| other != index && own_ink::are_neighbours(own, found[other].bounds)).collect();
            own_ink::of(picture, levels, found, index, &neighbours)
        })
        .collect()
}

impl OwnInk {
    fn put_on(&self, page: &mut Raster) {
        for (row, line) in self.raster.ink.chunks_exact(self.raster.width.max(1)).enumerate() {
            let at = (self.top + row) * page.width + self.left;
            for (to, &ink) in page.ink[at..].iter_mut().zip(line) {
                *to = (*to).max(ink);
            }
        }
    }
}
