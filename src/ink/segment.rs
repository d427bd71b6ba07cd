//! Which parts of a drawing or a picture are one digit each.
//!
//! The ink is taken apart into pieces (strokes, pieces of strokes that run through two digits, connected shapes of a
//! picture). Every plausible group of pieces becomes a candidate with a picture of its own; a reader judges all
//! candidates at once, and of all ways to divide the pieces among candidates the one with the best sum of the reader's
//! judgement and of geometry is taken (over-segmentation and dynamic programming, the way of the check readers of 1998).

use super::{Raster, Stroke};
use crate::data::Image;

mod bounds;
mod cuts;
mod groups;
mod links;
mod order;
mod partition;
mod severed;
mod shapes;
mod strokes;
mod union;

pub use bounds::Bounds;
pub use order::TextPosition;

use groups::Group;

/// Least credibility that counts, so that no single reading outweighs all geometry.
const LEAST_CREDIBILITY: f32 = 0.002;
/// The credibility that speaks neither for a candidate being a digit of its own nor against it: even real digits get less
/// than 1, and each division is judged by as many of them as it has digits.
pub const NEUTRAL: f32 = 0.22;

/// A drawing or a picture, over-segmented into pieces, with the groups of pieces that may be one digit.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    pieces: Vec<links::Piece>,
    groups: Vec<Group>,
    clusters: Vec<partition::Cluster>,
    /// The pictures of the groups, in their order.
    images: Vec<Image>,
}

/// One digit of the best division.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentedDigit {
    /// Index of the candidate, among [`Scene::candidates`].
    pub candidate: usize,
    /// The box of its ink, in canvas sides or in pixels of the picture's raster.
    pub bounds: Bounds,
    /// Where it stands in the text.
    pub place: TextPosition,
}

/// A shape that was found to be a digit by other means.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundShape {
    /// Its picture for the reader.
    pub image: Image,
    /// The box of its ink.
    pub bounds: Bounds,
    /// What speaks for its being a digit beside what the reader says of it, in nats.
    pub belief: f32,
}

impl Scene {
    /// Shapes of which each is a digit by itself or nothing.
    #[must_use]
    pub fn of_found(found: Vec<FoundShape>) -> Self {
        let (mut scene, mut left_out) = (Self::default(), Vec::new());
        for (index, FoundShape { image, bounds, belief }) in found.into_iter().enumerate() {
            scene.pieces.push(links::Piece {
                bounds,
                inked: bounds,
                trace: Vec::new(),
                touch: 0.0,
                cut_from: None,
                ends: None,
            });
            scene.clusters.push(partition::Cluster { nodes: 1 });
            let [digit, nothing] = Group::alone(index, belief);
            scene.groups.push(digit);
            left_out.push(nothing);
            scene.images.push(image);
        }
        // Only the former have pictures.
        scene.groups.append(&mut left_out);
        scene
    }

    /// A drawing. Strokes of a group are drawn as wide as MNIST's are for its size; a group of all ink is drawn as it
    /// is on the canvas, so that a lone digit reads as it always does.
    #[must_use]
    pub fn of_strokes(strokes: &[Stroke]) -> Self {
        let parts = strokes::Parts::of(strokes);
        let (groups, clusters) = groups::plausible(&parts.pieces, parts.candidates);
        let all = groups.iter().map(|group| parts.image(&group.pieces));
        let images = all.collect();
        Self { images, pieces: parts.pieces, groups, clusters }
    }

    /// The ink of a picture.
    #[must_use]
    pub fn of_raster(raster: &Raster) -> Self {
        Self::of_raster_unless(raster, &|| false).unwrap_or_default()
    }

    /// The same, or `None` once it `is_unwanted`, which is asked again and again.
    #[must_use]
    pub fn of_raster_unless(raster: &Raster, is_unwanted: &dyn Fn() -> bool) -> Option<Self> {
        let wanted = || (!is_unwanted()).then_some(());
        wanted()?;
        let parts = shapes::Parts::of(raster);
        wanted()?;
        let (groups, clusters) = groups::plausible(&parts.pieces, groups::MOST_CANDIDATES);
        let image = |group: &Group| wanted().map(|()| parts.image(&group.pieces));
        let images: Vec<Image> = groups.iter().map(image).collect::<Option<_>>()?;
        Some(Self { images, pieces: parts.pieces, groups, clusters })
    }

    /// What may be a digit: pictures for the network, to be read in one go.
    #[must_use]
    pub fn candidates(&self) -> &[Image] {
        &self.images
    }

    /// The candidate of all pieces together, if there is one.
    #[must_use]
    pub fn all(&self) -> Option<&Image> {
        let whole = self.groups.iter().position(|group| group.pieces.len() == self.pieces.len())?;
        self.images.get(whole)
    }

    /// The digits, in reading order: lines from the top down, each from left to right. `credibility` says how much
    /// speaks for the candidate of this index being the digit it is taken for, in [0, 1]; see [`NEUTRAL`].
    #[must_use]
    pub fn digits(&self, credibility: impl Fn(usize) -> f32) -> Vec<SegmentedDigit> {
        self.digits_and_signs(credibility, |_| false)
    }

    /// The same with the signs among them: `is_sign` says whether the candidate of this index is taken for something else
    /// than a digit.
    #[must_use]
    pub fn digits_and_signs(
        &self,
        credibility: impl Fn(usize) -> f32,
        is_sign: impl Fn(usize) -> bool,
    ) -> Vec<SegmentedDigit> {
        let score = |index: usize, group: &Group| {
            let told = Some(credibility(index)).filter(|told| told.is_finite()).unwrap_or(0.0);
            let told = (told.clamp(LEAST_CREDIBILITY, 1.0) / NEUTRAL).ln();
            if is_sign(index) { group.score_as_sign(told) } else { group.score(told) }
        };
        let scores: Vec<f32> = self.groups.iter().enumerate().map(|(index, group)| score(index, group)).collect();
        let chosen = partition::best(&self.clusters, &self.groups, &scores);
        let digits =
            chosen.into_iter().filter(|&index| is_sign(index) || self.groups.get(index).is_some_and(Group::is_digit));
        let boxed = digits.filter_map(|candidate| Some((candidate, self.bounds_of(self.groups.get(candidate)?)?)));
        order::in_reading_order(boxed.collect())
    }

    fn bounds_of(&self, group: &Group) -> Option<Bounds> {
        let boxes = group.pieces.iter().filter_map(|&piece| self.pieces.get(piece)).map(|piece| piece.inked);
        boxes.reduce(Bounds::union)
    }
}

/// The picture for the reader of a raster that holds one digit's ink and no other.
#[must_use]
pub fn image_of(raster: &Raster) -> Image {
    shapes::image_of(raster)
}

/// What stands there by name, as one text: a line for each line, a space where the gap between two digits is wide.
#[must_use]
pub fn text(found: &[SegmentedDigit], mut name: impl FnMut(&SegmentedDigit) -> &'static str) -> String {
    let mut text = String::new();
    for (index, next) in found.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| found.get(index));
        if before.is_some_and(|before| before.place.line != next.place.line) {
            text.push('\n');
        } else if next.place.is_after_gap {
            text.push(' ');
        }
        text.push_str(name(next));
    }
    text
}

#[cfg(test)]
mod tests;
