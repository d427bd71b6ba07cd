//! Opening the images of a run: MNIST, a folder of IDX files, an ink file, or a mix. What is in the files is parsed by
//! `data::idx` and `ink::jsonl`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{StoreError, atomic, ink_files};
use crate::data::{Dataset, Mnist, idx};
use crate::msg;
use crate::train::{Collection, DataSource, TrainingData};

/// The most bytes of one file: the limit of its contents and some room for a header.
const FILE_LIMIT: u64 = idx::LIMIT + 1_024;

/// Opens what `source` names. Of a mix, both parts' images are joined, training to training and test to test; how many
/// of each are shown is the run's business.
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
    let Some(mix) = &source.mixed_with else { return collection(&source.from, progress) };
    let first = collection(&source.from, &mut |done| progress(done / 2.0))?;
    let second = collection(&mix.with, &mut |done| progress(0.5 + done / 2.0))?;
    let join = |first: &Dataset, second: &Dataset| {
        Arc::new(Dataset::joined(format!("{} and {}", first.name(), second.name()), &[first, second]))
    };
    Ok(TrainingData { train: join(&first.train, &second.train), test: join(&first.test, &second.test) })
}

/// `source` with its folders and files named from the root, so that it means the same everywhere.
#[must_use]
pub fn absolute(source: DataSource) -> DataSource {
    match std::path::absolute(".") {
        Ok(here) => source.within(&here),
        Err(_) => source,
    }
}

fn collection(collection: &Collection, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    match collection {
        Collection::Mnist => {
            let Mnist { train, test } = Mnist::unpack().map_err(|fault| StoreError::of(&fault, "MNIST"))?;
            Ok(TrainingData { train, test })
        }
        Collection::Folder(folder) => open_folder_watched(folder, progress),
        Collection::Ink(path) => ink_files::open(path, progress),
    }
}

/// Reads `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte` (each raw or `.gz`, also with a dot before `idx`) from `folder`.
///
/// # Errors
/// Names the first file that is missing, truncated, oversized, mislabelled or of the wrong magic.
pub fn open_folder(folder: &Path) -> Result<TrainingData, StoreError> {
    open_folder_watched(folder, &mut |_| ())
}

fn open_folder_watched(folder: &Path, progress: &mut dyn FnMut(f32)) -> Result<TrainingData, StoreError> {
    if !folder.is_dir() {
        return Err(StoreError::new(msg!("images-error-no-folder"), folder));
    }
    // All four are looked for before the first is read, so that a missing one is said at once.
    let train = Pair::find(folder, "train")?;
    let test = Pair::find(folder, "t10k")?;
    let called = folder.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    let train = train.read(format!("{called} training"))?;
    progress(0.8);
    let test = test.read(format!("{called} test"))?;
    Ok(TrainingData { train: Arc::new(train), test: Arc::new(test) })
}

/// A file of images and the file of their labels.
struct Pair {
    images: PathBuf,
    labels: PathBuf,
}

impl Pair {
    fn find(folder: &Path, part: &str) -> Result<Self, StoreError> {
        Ok(Self {
            images: find(folder, &format!("{part}-images"), "idx3-ubyte")?,
            labels: find(folder, &format!("{part}-labels"), "idx1-ubyte")?,
        })
    }

    fn read(&self, name: String) -> Result<Dataset, StoreError> {
        let pixels = idx::images(&atomic::read(&self.images, FILE_LIMIT)?)
            .map_err(|error| StoreError::of(&error, &self.images))?;
        let images = pixels.len() / crate::data::PIXELS;
        let labels = idx::labels(&atomic::read(&self.labels, FILE_LIMIT)?, images)
            .map_err(|error| StoreError::of(&error, &self.labels))?;
        Dataset::new(name, pixels, labels).map_err(|error| StoreError::of(&error, &self.labels))
    }
}

/// The first of the four names under which a file is published that is there.
fn find(folder: &Path, stem: &str, ending: &str) -> Result<PathBuf, StoreError> {
    ["-", "."]
        .into_iter()
        .flat_map(|joint| ["", ".gz"].map(|packed| folder.join(format!("{stem}{joint}{ending}{packed}"))))
        .find(|path| path.is_file())
        .ok_or_else(|| {
            let what = msg!("images-error-no-file", file = format!("{stem}-{ending}"));
            StoreError::new(what, folder)
        })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};
    use tempfile::TempDir;

    use super::*;
    use crate::train::Mix;

    fn images(count: u32, ink: u8) -> Vec<u8> {
        let numbers = [0x803, count, 28, 28].map(u32::to_be_bytes).concat();
        [numbers, vec![ink; count as usize * 784]].concat()
    }

    fn labels(labels: &[u8]) -> Vec<u8> {
        let numbers = [0x801, labels.len() as u32].map(u32::to_be_bytes).concat();
        [numbers, labels.to_vec()].concat()
    }

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("a vector takes everything");
        encoder.finish().expect("a vector takes everything")
    }

    /// A folder with three training and two test images.
    fn whole_folder() -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        put(&folder, "train-images-idx3-ubyte", &images(3, 50));
        put(&folder, "train-labels-idx1-ubyte", &labels(&[1, 2, 3]));
        put(&folder, "t10k-images-idx3-ubyte", &images(2, 60));
        put(&folder, "t10k-labels-idx1-ubyte", &labels(&[8, 9]));
        folder
    }

    fn put(folder: &TempDir, name: &str, bytes: &[u8]) {
        fs::write(folder.path().join(name), bytes).expect("a temporary file can be written");
    }

    #[track_caller]
    fn assert_fault(folder: &TempDir, named: &str, fault: &str) {
        let error = open_folder(folder.path()).expect_err("it has a fault");
        assert_eq!(error.path, folder.path().join(named));
        assert!(error.what.to_string().contains(fault), "{error}");
        assert!(!error.what.to_string().contains('\n') && error.to_string().ends_with(named), "{error}");
    }

    #[test]
    fn four_whole_files_are_two_data_sets() {
        let folder = whole_folder();
        let data = open_folder(folder.path()).expect("nothing is wrong with it");
        assert_eq!(data.train.labels(), [1, 2, 3]);
        assert_eq!(data.test.labels(), [8, 9]);
        assert_eq!((data.train.pixels(2)[783], data.test.pixels(0)[0]), (50, 60));
        assert!(data.train.name().ends_with(" training") && data.test.name().ends_with(" test"));
    }

    #[test]
    fn a_mix_joins_both_and_tells_how_far_it_is() {
        let folder = whole_folder();
        let ink = folder.path().join("mine.jsonl");
        fs::write(&ink, r#"{"label": 7, "strokes": [[[10, 10], [90, 10], [50, 120]]]}"#).expect("written");
        let mix = Mix { with: Collection::Ink(ink), share: 0.5 };
        let source = DataSource { from: Collection::Folder(folder.path().to_path_buf()), mixed_with: Some(mix) };
        let mut told = Vec::new();
        let mixed = open_with_progress(&source, &mut |done| told.push(done)).expect("nothing is wrong with it");
        assert_eq!((mixed.train.parts(), mixed.train.labels()), (&[3, 1][..], &[1, 2, 3, 7][..]));
        assert_eq!(mixed.test.labels(), [8, 9], "one digit of a kind is too few to test on");
        assert!(told.is_sorted() && told.last().is_some_and(|&done| (done - 1.0).abs() < 1e-6), "{told:?}");
        let gone = DataSource::from(Collection::Ink("/gone/mine.jsonl".into()));
        assert!(open(&gone).expect_err("it is not there").to_string().ends_with("/gone/mine.jsonl"));
    }

    #[test]
    fn packed_files_and_names_with_a_dot_are_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        put(&folder, "train-images-idx3-ubyte.gz", &gzipped(&images(3, 50)));
        put(&folder, "train-labels.idx1-ubyte", &labels(&[1, 2, 3]));
        put(&folder, "t10k-images.idx3-ubyte.gz", &gzipped(&images(2, 60)));
        // Some browsers unpack a file and leave its name, others the other way round: the contents decide.
        put(&folder, "t10k-labels-idx1-ubyte.gz", &labels(&[8, 9]));
        let data = open_folder(folder.path()).expect("nothing is wrong with it");
        assert_eq!((data.train.len(), data.test.len()), (3, 2));
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = whole_folder();
        fs::remove_file(folder.path().join("t10k-labels-idx1-ubyte")).expect("it was there");
        assert_fault(&folder, "", "there is no file t10k-labels-idx1-ubyte");
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let error = open_folder(&folder.path().join("nowhere")).expect_err("it is not there");
        assert!(error.to_string().starts_with("there is no such folder: "), "{error}");
    }

    #[test]
    fn each_fault_names_its_file() {
        let folder = whole_folder();
        let name = "train-images-idx3-ubyte";
        put(&folder, name, &images(3, 50)[..2_000]);
        assert_fault(&folder, name, "truncated: it should have 2368 bytes and ends after 2000");
        put(&folder, name, &[images(3, 50), vec![0]].concat());
        assert_fault(&folder, name, "too long");
        put(&folder, name, &labels(&[1, 2, 3]));
        assert_fault(&folder, name, "not an IDX file of images");
        put(&folder, name, &gzipped(&images(3, 50))[..20]);
        assert_fault(&folder, name, "the gzip file is damaged");

        put(&folder, name, &images(3, 50));
        let name = "train-labels-idx1-ubyte";
        put(&folder, name, &labels(&[1, 2]));
        assert_fault(&folder, name, "2 labels, but there are 3 images");
        put(&folder, name, &labels(&[1, 2, 17]));
        assert_fault(&folder, name, "label 17 of image 2");
    }
}
