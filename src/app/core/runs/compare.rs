//! Before and after a run: the same images read with the model it started from, or that was there before, and with what
//! came of it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::background::TaskContext;
use crate::data::{Dataset, Mnist};
use crate::model::{Kernels, Model, Prediction, Predictor};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::runs::RunWeights;
use crate::store::{ink_files, own_digits, runs};
use crate::text::Message;
use crate::train::{self, DataSource};

/// Images to compare on.
#[derive(Debug, Clone)]
pub enum ComparedImages {
    /// These, under this title.
    Open(Message, Arc<Dataset>),
    /// The test images of MNIST.
    Mnist,
    /// The labelled digits of an ink file.
    Ink(PathBuf),
    /// The digits that were kept in the data folder, if there are any.
    Kept,
}

/// An image that is read otherwise than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangedImage {
    /// Its place in the data set.
    pub index: usize,
    /// What the data set says it shows, by name.
    pub label: &'static str,
    /// What it was read as before.
    pub before: &'static str,
    /// What it is read as now.
    pub after: &'static str,
}

/// What a run changed on one set of images.
#[derive(Debug, Clone)]
pub struct ComparedSet {
    /// What the images are called.
    pub title: Message,
    /// The images.
    pub images: Arc<Dataset>,
    /// Share read right before, in [0, 1].
    pub before: f64,
    /// Share read right now, in [0, 1].
    pub after: f64,
    /// Images read wrong before and right now.
    pub fixed: Vec<ChangedImage>,
    /// Images read right before and wrong now.
    pub broken: Vec<ChangedImage>,
}

/// Predictions of the model before a run and after it, image by image.
#[derive(Debug, Clone)]
pub struct RunComparison {
    /// The run's folder; empty for one that could not be kept.
    pub id: String,
    /// Name of the model that the run started from, or that was in use when it began.
    pub before: Message,
    /// Every set of images, in the order they were asked for.
    pub sets: Vec<ComparedSet>,
}

/// Reads all of `images` with the model that the run in folder `id` started from and with its own; `None` if it was cancelled.
///
/// # Errors
/// When one of the two models or the images cannot be read.
pub fn compare(
    dir: &DataDir,
    id: &str,
    images: Vec<ComparedImages>,
    context: &TaskContext,
) -> Result<Option<RunComparison>, Message> {
    let run = runs::read(dir, id).map_err(Message::of)?;
    let start = runs::start_model(dir, id).map_err(Message::of)?;
    let start = start.ok_or_else(|| msg!("compare-no-start"))?;
    let end = runs::model(dir, &run, RunWeights::Best).map_err(Message::of)?;
    let source = run.record.source();
    between(dir, id, [&start, &end], &source, images, context)
}

/// Reads all of `images` with both models, the one before first; `None` if it was cancelled. `source` is what the run in
/// folder `id` was trained on.
///
/// # Errors
/// When one of the two models or the images cannot be read.
pub fn between(
    dir: &DataDir,
    id: &str,
    [start, end]: [&Model; 2],
    source: &DataSource,
    images: Vec<ComparedImages>,
    context: &TaskContext,
) -> Result<Option<RunComparison>, Message> {
    let opened: Result<Vec<_>, Message> =
        images.into_iter().filter_map(|images| open(images, dir, source).transpose()).collect();
    let opened = opened?;
    let all: usize = opened.iter().map(|(_, images)| 2 * images.len()).sum();
    let mut done = 0;
    let mut sets = Vec::with_capacity(opened.len());
    for (title, images) in opened {
        let Some(before) = read(start, &images, (done, all), context)? else { return Ok(None) };
        done += images.len();
        let Some(after) = read(end, &images, (done, all), context)? else { return Ok(None) };
        done += images.len();
        sets.push(turned(title, &images, &before, &after));
    }
    Ok(Some(RunComparison { id: id.to_owned(), before: start.card.shown_name(), sets }))
}

/// The images and what they are called; `None` if there are none. `source` is what the run was trained on.
fn open(
    images: ComparedImages,
    dir: &DataDir,
    source: &DataSource,
) -> Result<Option<(Message, Arc<Dataset>)>, Message> {
    let found = match images {
        ComparedImages::Open(title, images) => Ok((title, images)),
        ComparedImages::Mnist => Mnist::unpack().map(|mnist| (msg!("compare-mnist"), mnist.test)).map_err(Message::of),
        ComparedImages::Kept => return kept(dir, source),
        ComparedImages::Ink(path) => {
            let digits = ink_files::open(&path, &mut |_| ()).map_err(Message::of)?;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            // None of them has trained anything here, so all of them count.
            let title = msg!("compare-ink", file = &name);
            Ok((title, Arc::new(Dataset::joined(name, &[&digits.train, &digits.test]))))
        }
    };
    found.map(Some)
}

/// The digits that were kept in the data folder.
fn kept(dir: &DataDir, source: &DataSource) -> Result<Option<(Message, Arc<Dataset>)>, Message> {
    let (digits, _) = own_digits::read(dir).map_err(Message::of)?;
    if digits.is_empty() {
        return Ok(None);
    }
    let pixels = digits.iter().flat_map(|digit| digit.image.0).collect();
    let names = own_digits::names(&digits).map_err(Message::of)?;
    let labels = digits.iter().map(|digit| names.class(digit.label.name()).unwrap_or_default()).collect();
    let images = Dataset::labelled("own-digits", pixels, labels, names).map_err(Message::of)?;
    // What was learned is no test, and has to be told.
    let is_learned = source.is_from(&own_digits::path(dir));
    let title = if is_learned { msg!("compare-own-learned") } else { msg!("compare-own") };
    Ok(Some((title, Arc::new(images))))
}

fn read(
    model: &Model,
    images: &Dataset,
    (done, all): (usize, usize),
    context: &TaskContext,
) -> Result<Option<Vec<Prediction>>, Message> {
    let predictor = Predictor::for_model(model, Kernels::default()).map_err(Message::of)?;
    let mut progress = |read: usize| {
        context.progress((done + read) as f32 / all.max(1) as f32);
        !context.is_cancelled()
    };
    train::predictions(&predictor, images, &mut progress).map_err(Message::of)
}

fn turned(title: Message, images: &Arc<Dataset>, before: &[Prediction], after: &[Prediction]) -> ComparedSet {
    let pairs = before.iter().zip(after).enumerate();
    let all: Vec<ChangedImage> = pairs
        .map(|(index, (before, after))| ChangedImage {
            index,
            label: images.label_name(index),
            before: before.name(),
            after: after.name(),
        })
        .collect();
    let share = |right: fn(&ChangedImage) -> bool| {
        all.iter().filter(|image| right(image)).count() as f64 / all.len().max(1) as f64
    };
    let only = |wanted: fn(&&ChangedImage) -> bool| all.iter().filter(wanted).copied().collect();
    ComparedSet {
        title,
        images: images.clone(),
        before: share(|image| image.before == image.label),
        after: share(|image| image.after == image.label),
        fixed: only(|image| image.before != image.label && image.after == image.label),
        broken: only(|image| image.before == image.label && image.after != image.label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PIXELS;

    #[test]
    fn images_are_fixed_broken_or_neither() {
        let sure =
            |digit: usize| Prediction::from_logits(std::array::from_fn(|class| if class == digit { 9.0 } else { 0.0 }));
        let test = Arc::new(Dataset::new("four", vec![0; 4 * PIXELS], vec![1, 2, 3, 4]).expect("sizes fit"));
        let compared = turned(Message::verbatim("four"), &test, &[1, 7, 3, 0].map(sure), &[1, 2, 8, 5].map(sure));
        assert_eq!(compared.fixed, [ChangedImage { index: 1, label: "2", before: "7", after: "2" }]);
        assert_eq!(compared.broken, [ChangedImage { index: 2, label: "3", before: "3", after: "8" }]);
        assert!((compared.before - 0.5).abs() < 1e-12 && (compared.after - 0.5).abs() < 1e-12);
    }
}
