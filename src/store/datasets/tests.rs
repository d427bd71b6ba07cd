//! Data sets as they are published, as they are damaged, and what lies there in their place.

mod names;

use std::fs;
use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

use super::*;
use crate::data::{PIXELS, PixelOrder, Polarity};
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
    put(&folder, "train-images-idx3-ubyte", images(3, 50));
    put(&folder, "train-labels-idx1-ubyte", labels(&[1, 2, 3]));
    put(&folder, "t10k-images-idx3-ubyte", images(2, 60));
    put(&folder, "t10k-labels-idx1-ubyte", labels(&[8, 9]));
    folder
}

fn put(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a temporary folder can be made");
    fs::write(path, bytes).expect("a temporary file can be written");
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// What comes of a folder or file.
fn open_at(path: &Path) -> Result<TrainingData, StoreError> {
    open(&Collection::Folder(path.to_path_buf()).into())
}

fn open_test_at(path: &Path) -> Result<Arc<Dataset>, StoreError> {
    open_test(path, PixelLayout::default())
}

/// How many images there are to train on and to test on.
#[track_caller]
fn sizes(path: &Path) -> (usize, usize) {
    let data = open_at(path).unwrap_or_else(|fault| panic!("nothing is wrong with it: {fault}"));
    (data.train.len(), data.test.len())
}

/// Three training and two test images, in a folder that publishes them under these names: images and labels to train
/// on, and to test on.
fn named(names: [&str; 4]) -> TempDir {
    let folder = folder();
    let files = [images(3, 50), labels(&[1, 2, 3]), images(2, 60), labels(&[8, 9])];
    for (name, bytes) in names.into_iter().zip(files) {
        let bytes = if name.contains(".gz") { gzipped(&bytes) } else { bytes };
        put(&folder, name, bytes);
    }
    folder
}

/// QMNIST's labels: eight numbers of four bytes for each image.
fn rows(labels: &[u8]) -> Vec<u8> {
    let numbers = [0x0c02, labels.len() as u32, 8].map(u32::to_be_bytes).concat();
    let row = |&label: &u8| [u32::from(label), 0, 3_829, 41, 577, 7, 0, 0].map(u32::to_be_bytes).concat();
    [numbers, labels.iter().flat_map(row).collect()].concat()
}

/// A table with a line of names.
fn table(labels: &[u8]) -> String {
    let names: Vec<String> = (0..PIXELS).map(|at| format!("pixel{at}")).collect();
    let line = |label: &u8| format!("{label}{}\n", ",7".repeat(PIXELS));
    format!("label,{}\n", names.join(",")) + &labels.iter().map(line).collect::<String>()
}

#[track_caller]
fn assert_fault(folder: &TempDir, named: &str, fault: &str) {
    let error = open_at(folder.path()).expect_err("it has a fault");
    assert_eq!(error.path, folder.path().join(named));
    assert!(error.what.to_string().contains(fault), "{error}");
    assert!(!error.what.to_string().contains('\n') && error.to_string().ends_with(named), "{error}");
}

#[test]
fn four_whole_files_are_two_data_sets() {
    let folder = whole_folder();
    let data = open_at(folder.path()).expect("nothing is wrong with it");
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
    let mix = Mix::new(Collection::Ink(ink), 0.5);
    let source = DataSource {
        from: Collection::Folder(folder.path().to_path_buf()),
        mixed_with: Some(mix),
        ..DataSource::default()
    };
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
    put(&folder, "train-images-idx3-ubyte.gz", gzipped(&images(3, 50)));
    put(&folder, "train-labels.idx1-ubyte", labels(&[1, 2, 3]));
    put(&folder, "t10k-images.idx3-ubyte.gz", gzipped(&images(2, 60)));
    // Some browsers unpack a file and leave its name, others the other way round: the contents decide.
    put(&folder, "t10k-labels-idx1-ubyte.gz", labels(&[8, 9]));
    let data = open_at(folder.path()).expect("nothing is wrong with it");
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
    let error = open_at(&folder.path().join("nowhere")).expect_err("it is not there");
    assert!(error.to_string().starts_with("there is no such folder: "), "{error}");
}

#[test]
fn each_fault_names_its_file() {
    let folder = whole_folder();
    let name = "train-images-idx3-ubyte";
    put(&folder, name, &images(3, 50)[..2_000]);
    assert_fault(&folder, name, "truncated: it should have 2368 bytes and ends after 2000");
    put(&folder, name, [images(3, 50), vec![0]].concat());
    assert_fault(&folder, name, "too long");
    put(&folder, name, labels(&[1, 2, 3]));
    assert_fault(&folder, name, "not an IDX file of images");
    put(&folder, name, &gzipped(&images(3, 50))[..20]);
    assert_fault(&folder, name, "the gzip file is damaged");

    put(&folder, name, images(3, 50));
    let name = "train-labels-idx1-ubyte";
    put(&folder, name, labels(&[1, 2]));
    assert_fault(&folder, name, "2 labels, but there are 3 images");
    put(&folder, name, labels(&[1, 2, 17]));
    assert_fault(&folder, name, "label 17 of image 2");
}

#[test]
fn the_names_under_which_relatives_of_mnist_are_published_are_known() {
    for names in [
        [
            "emnist-digits-train-images-idx3-ubyte.gz",
            "emnist-digits-train-labels-idx1-ubyte.gz",
            "emnist-digits-test-images-idx3-ubyte.gz",
            "emnist-digits-test-labels-idx1-ubyte.gz",
        ],
        ["train-images.idx3-ubyte", "train-labels.idx1-ubyte", "test-images.idx3-ubyte", "test-labels.idx1-ubyte"],
        ["train_images_idx3_ubyte", "train_labels_idx1_ubyte", "test_images_idx3_ubyte", "test_labels_idx1_ubyte"],
        // As a zip archive from Kaggle leaves them: folders of the same names.
        [
            "train-images-idx3-ubyte/train-images-idx3-ubyte",
            "train-labels-idx1-ubyte/train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte",
        ],
        // As torchvision leaves them, opened by a folder above.
        [
            "MNIST/raw/train-images-idx3-ubyte",
            "MNIST/raw/train-labels-idx1-ubyte",
            "MNIST/raw/t10k-images-idx3-ubyte",
            "MNIST/raw/t10k-labels-idx1-ubyte",
        ],
    ] {
        assert_eq!(sizes(named(names).path()), (3, 2), "{names:?}");
    }
    let folder = named([
        "MNIST/raw/train-images-idx3-ubyte",
        "MNIST/raw/train-labels-idx1-ubyte",
        "MNIST/raw/t10k-images-idx3-ubyte.gz",
        "MNIST/raw/t10k-labels-idx1-ubyte",
    ]);
    put(&folder, "MNIST/raw/train-images-idx3-ubyte.gz", "an unpacked file comes first");
    assert_eq!(sizes(&folder.path().join("MNIST")), (3, 2));
    assert_eq!(
        sizes(&folder.path().join("MNIST/raw/t10k-labels-idx1-ubyte")),
        (3, 2),
        "one of its files stands for all"
    );
}

#[test]
fn of_several_sets_in_a_folder_the_digits_are_meant_or_a_choice_is_asked_for() {
    let folder = folder();
    for set in ["letters", "balanced", "digits"] {
        for (part, count) in [("train", 3_u8), ("test", 2)] {
            put(&folder, &format!("emnist-{set}-{part}-images-idx3-ubyte"), images(u32::from(count), 9));
            let own: Vec<u8> = (0..count).map(|at| if set == "digits" { at } else { 20 + at }).collect();
            put(&folder, &format!("emnist-{set}-{part}-labels-idx1-ubyte"), labels(&own));
        }
    }
    assert_eq!(open_at(folder.path()).expect("the digits are meant").train.labels(), [0, 1, 2]);
    let letters = folder.path().join("emnist-letters-test-images-idx3-ubyte");
    let fault = open_at(&letters).expect_err("letters are no digits").to_string();
    assert!(fault.contains("no training image shows “A”"), "{fault}");
    for file in fs::read_dir(folder.path()).expect("it is there") {
        let path = file.expect("readable").path();
        if path.to_string_lossy().contains("digits") {
            fs::remove_file(path).expect("it is there");
        }
    }
    let fault = open_at(folder.path()).expect_err("two are left").to_string();
    assert!(fault.contains("several sets of images here (emnist-balanced, emnist-letters)"), "{fault}");
}

#[test]
fn tables_are_opened_and_share_out_what_is_to_test_on() {
    let folder = folder();
    put(&folder, "train.csv", table(&[1, 1, 1, 1, 1, 7]));
    put(&folder, "sample_submission.csv", "ImageId,Label\n1,0\n2,0\n");
    assert_eq!(sizes(folder.path()), (5, 1), "every fifth of a kind is kept to test on");
    assert_eq!(sizes(&folder.path().join("train.csv")), (5, 1));
    // Kaggle's images to test on have no labels.
    put(&folder, "test.csv", table(&[]).replace("label,", "") + &"7,".repeat(PIXELS - 1) + "7\n");
    assert_eq!(sizes(folder.path()), (5, 1));
    assert_eq!(open_test_at(folder.path()).expect("all are measured").len(), 6);
    put(&folder, "test.csv", table(&[3, 4]));
    assert_eq!(sizes(folder.path()), (6, 2));
    assert_eq!(open_test_at(folder.path()).expect("there are some").labels(), [3, 4]);
    fs::remove_file(folder.path().join("train.csv")).expect("it is there");
    put(&folder, "mnist_train.csv.gz", gzipped(table(&[5; 9]).as_bytes()));
    put(&folder, "mnist_test.csv", table(&[6]));
    fs::remove_file(folder.path().join("test.csv")).expect("it is there");
    assert_eq!(sizes(folder.path()), (9, 1));
}

#[test]
fn images_to_test_on_are_enough_to_measure_with() {
    let folder = folder();
    put(&folder, "t10k-images-idx3-ubyte", images(2, 60));
    put(&folder, "t10k-labels-idx1-ubyte", labels(&[8, 9]));
    assert_eq!(open_test_at(folder.path()).expect("nothing else is needed").labels(), [8, 9]);
    let fault = open_at(folder.path()).expect_err("there is nothing to train on").to_string();
    assert!(fault.contains("there is no file train-images-idx3-ubyte"), "{fault}");
    let tables = self::folder();
    put(&tables, "mnist_test.csv", table(&[3, 4]));
    assert_eq!(open_test_at(tables.path()).expect("nothing else is needed").labels(), [3, 4]);
    let fault = open_at(tables.path()).expect_err("there is nothing to train on").to_string();
    assert!(fault.contains("only images to test on"), "{fault}");
}

#[test]
fn what_lies_in_place_of_images_is_named() {
    for (name, bytes, words) in [
        ("mnist.zip", &b"PK\x03\x04rest"[..], "mnist.zip is a zip archive"),
        ("mnist.parquet", b"PAR1rest", "mnist.parquet is a Parquet file"),
        ("0/1.png", b"\x89PNG\r\n\x1a\n", "1.png is a picture"),
        ("download", b"<!DOCTYPE html><html></html>", "download is a web page"),
        ("readme.txt", b"Hello", "readme.txt is a text file"),
    ] {
        let folder = folder();
        put(&folder, name, bytes);
        let fault = open_at(folder.path()).expect_err("nothing can be opened").to_string();
        assert!(fault.starts_with("there are no images here that can be opened"), "{fault}");
        assert!(fault.contains(words), "{fault}");
    }
    let fault = open_at(folder().path()).expect_err("there is nothing").to_string();
    assert!(fault.starts_with("there are no files in this folder"), "{fault}");
    let folder = whole_folder();
    put(&folder, "train-labels-idx1-ubyte", "<!DOCTYPE html><html></html>");
    assert_fault(&folder, "train-labels-idx1-ubyte", "this is a web page, not an IDX file of labels");
    put(&folder, "page.html", "<!DOCTYPE html><html></html>");
    let fault = open_at(&folder.path().join("page.html")).expect_err("it is no data").to_string();
    assert!(fault.starts_with("this is a web page; images are opened from"), "{fault}");
    put(&folder, "mnist.zip", b"PK\x03\x04rest");
    let fault = open_at(&folder.path().join("mnist.zip")).expect_err("it is packed").to_string();
    assert!(fault.starts_with("this is a zip archive; unpack it"), "{fault}");
    put(&folder, "x.npz", b"PK\x03\x04rest");
    let fault = open_at(&folder.path().join("x.npz")).expect_err("it is damaged").to_string();
    assert!(fault.contains("no npz file, or a damaged one"), "{fault}");
}

#[test]
fn transposed_and_inverted_images_are_noticed_and_put_right_on_request() {
    let mnist = Mnist::unpack().expect("the embedded data are whole");
    let layout = PixelLayout { order: PixelOrder::Columns, polarity: Polarity::DarkOnLight };
    let folder = folder();
    for (part, set) in [("train", &mnist.train), ("test", &mnist.test)] {
        let set = set.take(400);
        let mut pixels = set.all_pixels().to_vec();
        layout.undo(&mut pixels);
        let header = [0x803, 400, 28, 28].map(u32::to_be_bytes).concat();
        put(&folder, &format!("emnist-digits-{part}-images-idx3-ubyte"), [header, pixels].concat());
        put(&folder, &format!("emnist-digits-{part}-labels-idx1-ubyte"), labels(set.labels()));
    }
    let mut source = DataSource::from(Collection::Folder(folder.path().to_path_buf()));
    let opened = open(&source).expect("nothing is wrong with it");
    let found = doubts(&source, &opened);
    assert_eq!(found.iter().map(|doubt| doubt.seems).collect::<Vec<_>>(), [layout]);
    // Beside others, only those are meant.
    let mix = Mix::new(source.from.clone(), 0.5);
    let mixed = DataSource { mixed_with: Some(mix), ..DataSource::default() };
    assert_eq!(doubts(&mixed, &open(&mixed).expect("nothing is wrong with it")), found);

    source.layout = layout;
    let opened = open(&source).expect("nothing is wrong with it");
    assert_eq!(opened.train.all_pixels(), mnist.train.take(400).all_pixels());
    assert_eq!(doubts(&source, &opened), []);
    let test = open_test(folder.path(), layout).expect("nothing is wrong with it");
    assert_eq!(test.all_pixels(), mnist.test.take(400).all_pixels());
    assert_eq!(doubt_of(folder.path(), &test), None);
}
