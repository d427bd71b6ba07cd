//! The smallest change of ink that flips an answer: pixels filled or emptied one by one, always the one that helps most,
//! then every one put back that was not needed.

use std::cmp::Reverse;

use super::net::{Of, ink};
use super::{ExplainError, ExplainedNet, Score, Watcher, report};
use crate::data::{Image, PIXELS};
use crate::model::Prediction;
use crate::text::Named;

/// Pixels that are changed at most before the search gives up.
const MOST: usize = 80;
/// Pixels tried in each round: those whose slope promises most.
const TRIED: usize = 160;
/// Least change of a pixel, in levels of 255, that is worth trying.
const LEAST: u8 = 48;

/// What may be done to the ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::VariantArray)]
pub enum Pen {
    /// Ink may come and go.
    #[default]
    Both,
    /// Ink may only be added.
    Add,
    /// Ink may only be erased.
    Erase,
}

impl Pen {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// What a pixel may become, if that is another than it is.
    fn becomes(self, pixel: u8) -> impl Iterator<Item = u8> {
        let full = matches!(self, Self::Both | Self::Add).then_some(255).filter(|_| pixel <= 255 - LEAST);
        let empty = matches!(self, Self::Both | Self::Erase).then_some(0).filter(|_| pixel >= LEAST);
        full.into_iter().chain(empty)
    }
}

impl Named for Pen {
    fn key(&self) -> &'static str {
        match self {
            Self::Both => "pen-both",
            Self::Add => "pen-add",
            Self::Erase => "pen-erase",
        }
    }
}

/// A pixel that was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Its place, row by row.
    pub pixel: usize,
    /// Its ink before.
    pub from: u8,
    /// Its ink now: none or full.
    pub to: u8,
}

/// A change that flips the answer. To put back any single one of its pixels brings the old answer back.
#[derive(Debug, Clone, PartialEq)]
pub struct Flip {
    /// The picture with the change.
    pub image: Image,
    /// The pixels that differ.
    pub changes: Vec<Changed>,
    /// What was read before.
    pub before: Prediction,
    /// What is read now.
    pub after: Prediction,
}

/// Whether a reading is flipped: to `wanted`, or to any other digit than `from`.
fn is_flipped(reading: &Prediction, from: u8, wanted: Option<u8>) -> bool {
    wanted.map_or(reading.class() != from, |wanted| reading.class() == wanted)
}

/// How far a reading is from being flipped: above 0 when it is.
fn margin(logits: &[f32], from: u8, wanted: Option<u8>) -> f32 {
    let best_but = |digit: u8| {
        let others = (0..logits.len()).filter(|&other| other != usize::from(digit));
        others.map(|other| logits[other]).fold(f32::NEG_INFINITY, f32::max)
    };
    match wanted {
        Some(wanted) => logits[usize::from(wanted)] - best_but(wanted),
        None => best_but(from) - logits[usize::from(from)],
    }
}

/// The pair of digits that the slope is asked for.
fn rivals(reading: &Prediction, from: u8, wanted: Option<u8>) -> Score {
    let digit = reading.class();
    match wanted {
        Some(wanted) => Score::Difference(wanted, if digit == wanted { reading.runner_up() } else { digit }),
        None => Score::Difference(if digit == from { reading.runner_up() } else { digit }, from),
    }
}

/// Looks for few pixels of `image` that make the network read `wanted`, or any other digit than it reads; `None` if 80
/// pixels are not enough.
///
/// # Errors
/// When the network cannot be run, or `watcher` wants no more.
pub fn flip(
    net: &ExplainedNet,
    image: &Image,
    pen: Pen,
    wanted: Option<u8>,
    watcher: Watcher<'_>,
) -> Result<Option<Flip>, ExplainError> {
    let before = net.read(std::slice::from_ref(image))?[0];
    let from = before.class();
    let (mut now, mut reading) = (image.clone(), before);
    let start = margin(&before.logits, from, wanted);
    let mut changed = 0;
    while !is_flipped(&reading, from, wanted) {
        let left = margin(&reading.logits, from, wanted) / start.min(-1e-6);
        report(watcher, (1.0 - left).clamp(0.0, 1.0))?;
        if changed == MOST {
            return Ok(None);
        }
        let Some((next, next_reading)) = best_step(net, image, &now, &reading, pen, (from, wanted))? else {
            return Ok(None);
        };
        (now, reading) = (next, next_reading);
        changed += 1;
    }
    let (image_now, after) = put_back(net, image, now, reading, (from, wanted))?;
    let changes = (0..PIXELS).filter(|&pixel| image.0[pixel] != image_now.0[pixel]);
    let changes = changes.map(|pixel| Changed { pixel, from: image.0[pixel], to: image_now.0[pixel] }).collect();
    Ok(Some(Flip { image: image_now, changes, before, after }))
}

/// The picture after the one pixel that helps most, and its reading; `None` if no pixel may change any more.
fn best_step(
    net: &ExplainedNet,
    image: &Image,
    now: &Image,
    reading: &Prediction,
    pen: Pen,
    (from, wanted): (u8, Option<u8>),
) -> Result<Option<(Image, Prediction)>, ExplainError> {
    let slopes = net.gradients(&ink(now), Of::Score(rivals(reading, from, wanted)))?.by_ink;
    let untouched = (0..PIXELS).filter(|&pixel| now.0[pixel] == image.0[pixel]);
    let mut candidates: Vec<(usize, u8, f32)> = untouched
        .flat_map(|pixel| {
            let slope = slopes[pixel];
            let gain = move |to: u8| slope * (f32::from(to) - f32::from(image.0[pixel]));
            pen.becomes(image.0[pixel]).map(move |to| (pixel, to, gain(to)))
        })
        .collect();
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2));
    candidates.truncate(TRIED);
    let pictures: Vec<Image> = candidates
        .iter()
        .map(|&(pixel, to, _)| {
            let mut tried = now.clone();
            tried.0[pixel] = to;
            tried
        })
        .collect();
    if pictures.is_empty() {
        return Ok(None);
    }
    let readings = net.read(&pictures)?;
    let margins = readings.iter().map(|reading| margin(&reading.logits, from, wanted));
    let best = margins.enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(Reverse(a.0).cmp(&Reverse(b.0))));
    Ok(best.and_then(|(at, _)| Some((pictures.get(at)?.clone(), *readings.get(at)?))))
}

/// Puts pixels back while the answer stays flipped, each time the one whose loss is felt least.
fn put_back(
    net: &ExplainedNet,
    image: &Image,
    mut now: Image,
    mut reading: Prediction,
    (from, wanted): (u8, Option<u8>),
) -> Result<(Image, Prediction), ExplainError> {
    loop {
        let pictures: Vec<Image> = (0..PIXELS)
            .filter(|&pixel| now.0[pixel] != image.0[pixel])
            .map(|pixel| {
                let mut back = now.clone();
                back.0[pixel] = image.0[pixel];
                back
            })
            .collect();
        if pictures.is_empty() {
            return Ok((now, reading));
        }
        let readings = net.read(&pictures)?;
        let still = readings.iter().zip(pictures).filter(|(reading, _)| is_flipped(reading, from, wanted));
        let margin = |reading: &Prediction| margin(&reading.logits, from, wanted);
        let best = still.max_by(|a, b| margin(a.0).total_cmp(&margin(b.0)));
        match best {
            Some((next, picture)) => (now, reading) = (picture, *next),
            None => return Ok((now, reading)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::{counting, drawing, small};
    use super::*;
    use crate::model::{Arch, Pixels};

    #[test]
    fn the_flip_flips_and_needs_every_pixel() {
        let mut flipped = 0;
        for (arch, weights) in small() {
            let net = ExplainedNet::new(arch, &weights, Pixels::Unit).expect("fresh weights fit");
            for &pen in Pen::ALL {
                let Some(found) = flip(&net, &drawing(), pen, None, &|_| true).expect("it runs") else { continue };
                flipped += 1;
                let read = |image: &Image| net.read(std::slice::from_ref(image)).expect("it runs")[0].class();
                let from = found.before.class();
                assert_ne!(read(&found.image), from, "{arch}");
                assert!(!found.changes.is_empty(), "{arch}");
                for change in &found.changes {
                    let mut back = found.image.clone();
                    back.0[change.pixel] = change.from;
                    assert_eq!(read(&back), from, "{arch}: pixel {} was not needed", change.pixel);
                    let is_added = change.to > change.from;
                    assert!(pen == Pen::Both || is_added == (pen == Pen::Add), "{arch}: {change:?} by {pen:?}");
                }
            }
        }
        assert!(flipped > 6, "{flipped}");
    }

    #[test]
    fn three_pixels_are_enough_where_three_are_needed() {
        // 8 has the ink of the first row against it: 3 − pixels of ink there; 3 has a steady 0.5.
        let mut weights = counting(-1.0, |digit, pixel| digit == 8 && pixel < 28);
        let bias = weights.0.get_mut("dense1.bias").expect("it has biases");
        bias.values =
            (0..10).map(|digit| [0.0, 0.5, 3.0][usize::from(digit == 3) + 2 * usize::from(digit == 8)]).collect();
        let net = ExplainedNet::new(Arch::Softmax, &weights, Pixels::Unit).expect("they fit");
        let found = flip(&net, &Image::BLANK, Pen::Add, Some(3), &|_| true).expect("it runs").expect("it flips");
        assert_eq!((found.before.class(), found.after.class(), found.changes.len()), (8, 3, 3));
        assert_eq!(flip(&net, &Image::BLANK, Pen::Erase, Some(3), &|_| true).expect("it runs"), None);
    }
}
