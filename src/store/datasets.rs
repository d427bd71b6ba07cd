//! Opening the images of a run: MNIST, a folder or file of images, an ink file, or a mix. Which files are meant is found
//! out in `find`; what is in them is parsed by `data` and `ink::jsonl`.

use std::path::Path;
use std::sync::Arc;

use super::{StoreError, ink_files};
use crate::data::npz::Part;
use crate::data::{Dataset, LabelSet, Mnist, PixelLayout};
use crate::msg;
use crate::train::{Collection, DataSource, TrainingData};
use files::Images;
use find::Found;
use names::Names;

mod files;
mod find;
mod names;

/// Where no images are meant to test on, this many of a kind train for each one that tests.
const TESTS_ONE_OF: usize = 5;

/// Opens what `source` names. Of a mix, both parts' images are joined, training to training and test to test, and so are
/// their classes; how many of each are shown is the run's business.
///
/// # Errors
/// When a folder or a file cannot be opened, or what is in it cannot be trained on.
pub fn open(source: &DataSource) -> Result<TrainingData, StoreError> {
    open_with_progress(source, &mut |_| ())
}

/// [`open`] that calls `progress` with how much is done, in [0, 1].
///
/// # Errors
/// Those of [`open`].
pub fn open_with_progress(source: &DataSource, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    let Some(mix) = &source.mixed_with else { return collection(&source.from, source.layout, progress) };
    let first = collection(&source.from, source.layout, &mut |done| progress(done / 2.0))?;
    let second = collection(&mix.with, mix.layout, &mut |done| progress(0.5 + done / 2.0))?;
    let path = mix.with.path().unwrap_or(Path::new(""));
    let names = first.names().extended_with(second.names()).map_err(|fault| StoreError::of(&fault, path))?;
    let join = |first: &Dataset, second: &Dataset| -> Result<Arc<Dataset>, StoreError> {
        let renamed = |set: &Dataset| set.relabelled(names).map_err(|fault| StoreError::of(&fault, path));
        let called = format!("{} and {}", first.name(), second.name());
        if first.names() == names && second.names() == names {
            return Ok(Arc::new(Dataset::joined(called, &[first, second])));
        }
        Ok(Arc::new(Dataset::joined(called, &[&renamed(first)?, &renamed(second)?])))
    };
    Ok(TrainingData { train: join(&first.train, &second.train)?, test: join(&first.test, &second.test)? })
}

/// `source` with its folders and files named from the root, so that it means the same everywhere.
#[must_use]
pub fn absolute(source: DataSource) -> DataSource {
    match std::path::absolute(".") {
        Ok(here) => source.within(&here),
        Err(_) => source,
    }
}

fn collection(
    collection: &Collection,
    layout: PixelLayout,
    progress: &mut dyn FnMut(f32),
) -> Result<TrainingData, StoreError> {
    match collection {
        Collection::Mnist => {
            let Mnist { train, test } = Mnist::unpack().map_err(|fault| StoreError::of(&fault, "MNIST"))?;
            Ok(TrainingData { train, test })
        }
        Collection::Folder(path) => open_files(path, layout, progress),
        Collection::Ink(path) => ink_files::open(path, progress),
    }
}

/// Opens the images in a folder or a file: four IDX files as MNIST's own (raw or packed with gzip, also as EMNIST and
/// QMNIST name theirs), a CSV file or two, or an npz file; also in a folder below. Where there are none to test on, every
/// fifth of each kind is kept for it.
///
/// # Errors
/// Names the first file that is missing, truncated, oversized, mislabelled or of another form; or what lies there in
/// place of images.
fn open_files(path: &Path, layout: PixelLayout, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    let found = find::find(path)?;
    if let Found::Idx(set) = &found {
        // All four are looked for before the first is read, so that a missing one is said at once.
        set.files(Part::Train)?;
        set.files(Part::Test)?;
    }
    let called = called(path);
    let names = Names::of(&found, path)?;
    let set = |images: Images, kind: &str| dataset(format!("{called} {kind}"), images, (layout, names.labels()), path);
    let train = read(&found, Part::Train, &names)?;
    let mut train = train.ok_or_else(|| StoreError::new(msg!("images-error-test-only"), path))?;
    progress(0.8);
    let mut test = read(&found, Part::Test, &names)?;
    names.begin_at_zero(&mut std::iter::once(&mut train).chain(&mut test).collect::<Vec<_>>());
    let train = set(train, "training")?;
    names.check(&train, path)?;
    let (train, test) = match test {
        Some(test) => (train, set(test, "test")?),
        None => shared_out(&train, &called),
    };
    Ok(TrainingData { train: Arc::new(train), test: Arc::new(test) })
}

/// Opens the test images of a folder or a file as [`open`] does; of one that does not tell them from others, all.
///
/// # Errors
/// Those of [`open`], but for images to train on, which nobody needs.
pub fn open_test(path: &Path, layout: PixelLayout) -> Result<Arc<Dataset>, StoreError> {
    let found = find::find(path)?;
    let names = Names::of(&found, path)?;
    let mut images = if let Some(images) = read(&found, Part::Test, &names)? {
        images
    } else {
        let all = read(&found, Part::Train, &names)?;
        all.ok_or_else(|| StoreError::new(msg!("images-error-no-labels"), path))?
    };
    names.begin_at_zero(&mut [&mut images]);
    dataset(format!("{} test", called(path)), images, (layout, names.labels()), path).map(Arc::new)
}

/// The images of a part; `None` if there are none, or none with labels.
fn read(found: &Found, part: Part, names: &Names) -> Result<Option<Images>, StoreError> {
    let most = names.highest();
    match (found, part) {
        (Found::Idx(set), _) => {
            let (images, labels) = set.files(part)?;
            files::read_idx(images, labels, most).map(Some)
        }
        (Found::Npz(path), _) => {
            let npz = files::open_npz(path)?;
            // An archive with other arrays is told what its arrays should be called.
            let is_wanted = npz.has(part) || (part == Part::Train && !npz.has(Part::Test));
            if is_wanted { files::read_npz(path, part, most).map(Some) } else { Ok(None) }
        }
        (Found::Csv { train: Some(path), .. }, Part::Train) => match files::read_csv(path, most)? {
            Some(images) => Ok(Some(images)),
            None => Err(StoreError::new(msg!("csv-no-labels"), path)),
        },
        (Found::Csv { test: Some(path), .. }, Part::Test) => files::read_csv(path, most),
        (Found::Csv { .. }, _) => Ok(None),
    }
}

fn dataset(
    name: String,
    images: Images,
    (layout, names): (PixelLayout, LabelSet),
    path: &Path,
) -> Result<Dataset, StoreError> {
    let Images { mut pixels, labels } = images;
    layout.undo(&mut pixels);
    Dataset::labelled(name, pixels, labels, names).map_err(|error| StoreError::of(&error, path))
}

/// Every fifth image of each kind to test on, and the others.
fn shared_out(all: &Dataset, called: &str) -> (Dataset, Dataset) {
    let mut met = vec![0_usize; all.names().len()];
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for (index, &label) in (0_u32..).zip(all.labels()) {
        let met = &mut met[usize::from(label)];
        *met += 1;
        if met.is_multiple_of(TESTS_ONE_OF) { test.push(index) } else { train.push(index) }
    }
    (all.subset(&train).called(format!("{called} training")), all.subset(&test).called(format!("{called} test")))
}

/// What a folder or file is called, without its ending.
fn called(path: &Path) -> String {
    let name = if path.is_dir() { path.file_name() } else { path.file_stem() };
    name.map_or_else(|| "folder".into(), |name| name.to_string_lossy().into_owned())
}

/// Images that seem to be stored otherwise than they are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What the collection is called.
    pub called: String,
    /// What they seem to be, as they are read now.
    pub seems: PixelLayout,
}

/// Which collections of opened images look transposed or inverted. Only those from folders and files can be.
#[must_use]
pub fn doubts(source: &DataSource, data: &TrainingData) -> Vec<Doubt> {
    let set = &data.train;
    let first = set.parts().first().copied().unwrap_or(0);
    let mixed = source.mixed_with.as_ref().map(|mix| (&mix.with, first..set.len()));
    let end = if mixed.is_some() { first } else { set.len() };
    let all = std::iter::once((&source.from, 0..end)).chain(mixed);
    all.filter_map(|(collection, images)| doubt(collection, set, images)).collect()
}

/// The same of a collection's test images alone.
#[must_use]
pub fn doubt_of(path: &Path, test: &Dataset) -> Option<Doubt> {
    doubt(&Collection::Folder(path.to_path_buf()), test, 0..test.len())
}

fn doubt(collection: &Collection, set: &Dataset, images: std::ops::Range<usize>) -> Option<Doubt> {
    let Collection::Folder(_) = collection else { return None };
    let seems = PixelLayout::seeming(set, images);
    (seems != PixelLayout::default()).then(|| Doubt { called: collection.called(), seems })
}

#[cfg(test)]
mod tests;
