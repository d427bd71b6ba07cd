//! Every reader of files on files that are damaged on purpose: it answers in time, and never panics.
//!
//! Each round changes a whole file of the kind in a few places, the same in every run of the tests. For longer:
//! `DIGIT_LAB_FUZZ_SECS=3600 cargo test --release --test hostile -- --nocapture` takes so many seconds for each reader and
//! prints what it did.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use digit_lab::data::npz::{Npz, Part};
use digit_lab::data::{Dataset, PIXELS, csv, idx};
use digit_lab::ink::{self, Drawing, InkDigit, Point, Scene, Stroke};
use digit_lab::methods::{Examples, Fitted, Method, MethodConfig, MethodModel};
use digit_lab::model::{Arch, Model, ModelCard, Pixels, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::runs::{self, RunFolder, RunRecord, curve};
use digit_lab::store::training_settings::{self, TrainingSettings};
use digit_lab::store::{datasets, own_digits, pictures};
use digit_lab::train::{
    Checkpoint, Collection, DataPlan, Directive, Job, Observer, TrainConfig, TrainEvent, TrainingData,
};

/// Rounds of each reader without a time being asked for.
const ROUNDS: usize = 250;
/// Longest that a reader may take for one of these small files, on a busy machine.
const LIMIT: Duration = Duration::from_secs(10);

/// A generator of numbers that is the same everywhere (the mixer of `SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Below `limit`, which is not 0.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// What readers like least in place of a number or a word.
const WORDS: [&str; 16] = [
    "-1",
    "0",
    "1e999",
    "-1e-999",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "18446744073709551616",
    "4294967296",
    "0.1e",
    "\u{fffe}",
    "[[[[[[[[",
    "\"\\ud800\"",
];

/// The file with a few changes.
fn changed(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=numbers.below(4) {
        let length = bytes.len();
        if length == 0 {
            bytes.push(numbers.next() as u8);
            continue;
        }
        // Most of what matters stands at the beginning.
        let at = if numbers.below(2) == 0 { numbers.below(length.min(96)) } else { numbers.below(length) };
        match numbers.below(9) {
            0 => bytes[at] ^= 1 << numbers.below(8),
            1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][numbers.below(5)],
            2 => bytes.truncate(at),
            3 => {
                let end = (at + 1 + numbers.below(16)).min(length);
                bytes.drain(at..end);
            }
            4 => {
                let end = (at + 1 + numbers.below(64)).min(length);
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            5 => {
                let end = (at + 4).min(length);
                let extreme = [[0xff; 4], [0x7f, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0; 4]][numbers.below(4)];
                bytes.splice(at..end, extreme);
            }
            // A number or word of a text becomes another one.
            6 | 7 => {
                let is_in = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
                let from = bytes[..at].iter().rposition(|byte| !is_in(byte)).map_or(0, |place| place + 1);
                let to = bytes[at..].iter().position(|byte| !is_in(byte)).map_or(length, |place| at + place);
                bytes.splice(from..to.max(from), WORDS[numbers.below(WORDS.len())].bytes());
            }
            _ => {
                let other = numbers.below(length);
                bytes.swap(at, other);
            }
        }
    }
    bytes
}

/// Reads many changed files; `file` is whole, and `read` says so.
#[expect(clippy::print_stdout, reason = "shown with --nocapture")]
fn attack(name: &str, file: &[u8], read: impl Fn(&[u8]) -> bool) {
    assert!(read(file), "{name}: the file that is not changed can be read");
    let secs = std::env::var("DIGIT_LAB_FUZZ_SECS").ok().and_then(|secs| secs.parse().ok()).map(Duration::from_secs);
    let mut numbers = Numbers(name.bytes().map(u64::from).sum());
    let (begun, mut rounds, mut read_well) = (Instant::now(), 0, 0);
    let (mut slowest, mut slowest_size) = (Duration::ZERO, 0);
    while secs.map_or(rounds < ROUNDS, |secs| begun.elapsed() < secs) {
        let bytes = changed(file, &mut numbers);
        let started = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| read(&bytes)));
        let took = started.elapsed();
        let Ok(is_read) = result else {
            panic!("{name}: panicked in round {rounds} on {}", described(&bytes));
        };
        assert!(took < LIMIT, "{name}: took {took:?} in round {rounds} for {}", described(&bytes));
        if took > slowest {
            (slowest, slowest_size) = (took, bytes.len());
        }
        read_well += usize::from(is_read);
        rounds += 1;
    }
    println!(
        "{name}: {rounds} files, of which {read_well} could be read; the slowest took {slowest:?}, {slowest_size} bytes"
    );
}

/// The beginning of a file, to look at.
fn described(bytes: &[u8]) -> String {
    let mut told = format!("{} bytes: ", bytes.len());
    for byte in bytes.iter().take(400) {
        let _ = write!(told, "{}", byte.escape_ascii());
    }
    told
}

/// A reader of paths as one of bytes.
fn by_path<'a, T>(name: &'a str, read: impl Fn(&Path) -> Option<T> + 'a) -> impl Fn(&[u8]) -> bool + 'a {
    let folder = tempfile::tempdir().expect("a temporary folder");
    move |bytes| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("there is room");
        read(&path).is_some()
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("into memory");
    packer.finish().expect("into memory")
}

/// Five images as IDX files have them, and their labels.
fn idx_files() -> (Vec<u8>, Vec<u8>) {
    let pixels: Vec<u8> = (0..5 * PIXELS).map(|at| (at % 251) as u8).collect();
    let images = [&[0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 28, 0, 0, 0, 28], &pixels[..]].concat();
    (images, vec![0, 0, 8, 1, 0, 0, 0, 5, 1, 2, 3, 4, 5])
}

fn strokes() -> Vec<Stroke> {
    let points = (0..40).map(|at| Point { x: at as f32 / 50.0, y: (at as f32 / 7.0).sin().abs() * 0.5 + 0.2 });
    vec![Stroke::new(points.collect(), 0.06), Stroke::new(vec![Point { x: 0.5, y: 0.5 }], 0.05)]
}

#[test]
fn images_and_labels_as_idx() {
    let (images, labels) = idx_files();
    attack("IDX images", &images, |bytes| idx::images(bytes).is_ok());
    attack("IDX labels", &labels, |bytes| idx::labels(bytes, 5, 9).is_ok());
    attack("packed IDX images", &packed(&images), |bytes| idx::images(bytes).is_ok());
}

#[test]
fn tables_and_archives_of_images() {
    let mut table = String::new();
    for row in 0..3 {
        let _ = write!(table, "{row}");
        (0..PIXELS).for_each(|at| _ = write!(table, ",{}", (at + row) % 256));
        table.push('\n');
    }
    attack("CSV", table.as_bytes(), |bytes| csv::read(&mut &bytes[..], 9).is_ok());
    attack(
        "any data set",
        &packed(table.as_bytes()),
        by_path("set.csv.gz", |path| datasets::open(&Collection::Folder(path.to_owned()).into()).ok()),
    );
    let entries = [
        ("x_train.npy", array("|u1", "(3, 28, 28)", &[9; 3 * PIXELS])),
        ("y_train.npy", array("|u1", "(3,)", &[1, 2, 3])),
        ("x_test.npy", array("|u1", "(1, 28, 28)", &[9; PIXELS])),
        ("y_test.npy", array("|u1", "(1,)", &[4])),
    ];
    attack("npz", &archive(&entries), |bytes| {
        Npz::open(Cursor::new(bytes.to_vec())).is_ok_and(|mut npz| {
            let parts = [Part::Train, Part::Test].map(|part| npz.read(part, 9).is_ok());
            parts == [true; 2]
        })
    });
}

#[test]
fn trained_methods() {
    let pixels: Vec<u8> = (0..30).flat_map(|at| [(at % 3 * 100) as u8; PIXELS]).collect();
    let labels = (0..30).map(|at| at % 3).collect();
    let data = Dataset::new("three greys", pixels, labels).expect("whole");
    for &method in Method::ALL {
        let config = MethodConfig { trees: 3, ..MethodConfig::of(method) };
        let fitted = Fitted::fit(&config, &Examples::of(&data).expect("enough"), &|_| true).expect("it goes on");
        let card = format!(r#"{{"format":1,"name":"a","config":{{"method":"{}"}}}}"#, method.id());
        let card = serde_json::from_str(&card).expect("a card");
        let file = MethodModel { card, fitted: Arc::new(fitted) }.to_bytes().expect("it can be written");
        attack(method.id(), &file, |bytes| {
            let read = |model: MethodModel| model.predictor().predict_pixels(data.all_pixels());
            MethodModel::from_bytes(bytes).ok().and_then(|model| read(model).ok()).is_some()
        });
    }
}

/// Numbers as `NumPy` writes them.
fn array(kind: &str, shape: &str, body: &[u8]) -> Vec<u8> {
    let header = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n");
    [b"\x93NUMPY\x01\0", &(header.len() as u16).to_le_bytes()[..], header.as_bytes(), body].concat()
}

/// A zip archive of entries that are not packed.
fn archive(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut common = [20_u16, 0, 0, 0, 33].map(u16::to_le_bytes).concat();
        common.extend([crc.sum(), content.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat());
        common.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        let start = (bytes.len() as u32).to_le_bytes();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &start, name.as_bytes()].concat());
    }
    let (size, start) = ((directory.len() as u32).to_le_bytes(), (bytes.len() as u32).to_le_bytes());
    let count = (entries.len() as u16).to_le_bytes();
    [&bytes[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &start, &[0, 0]].concat()
}

#[test]
fn drawings() {
    let digit = InkDigit { label: Some(3), writer: Some("a".into()), strokes: strokes() };
    let text = format!("{0}\n{0}\n", ink::jsonl::to_json_line(&digit));
    let read = |bytes: &[u8]| {
        let Ok(text) = std::str::from_utf8(bytes) else { return false };
        let Ok(file) = ink::jsonl::parse(text) else { return false };
        for digit in &file.digits {
            let drawing = Drawing::redrawn(&digit.strokes);
            let _ = (drawing.image(), Scene::of_strokes(drawing.strokes()));
        }
        true
    };
    attack("ink", text.as_bytes(), read);
    attack(
        "own digits",
        text.as_bytes(),
        by_path("my digits.jsonl", |path| own_digits::read(&DataDir::new(path.parent().map(Path::to_owned))).ok()),
    );
}

#[test]
fn pictures_of_both_kinds() {
    let picture =
        image::GrayImage::from_fn(60, 40, |x, y| image::Luma([if (x / 7 + y / 9) % 3 == 0 { 20 } else { 230 }]));
    for (format, name) in [(image::ImageFormat::Png, "p.png"), (image::ImageFormat::Jpeg, "p.jpg")] {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, format).expect("into memory");
        attack(name, file.get_ref(), by_path(name, |path| pictures::read_page(path).ok()));
        attack(name, file.get_ref(), by_path(name, |path| pictures::read_ink(path).ok()));
    }
}

#[test]
fn settings_of_both_kinds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("s.json");
    training_settings::write(&path, &TrainingSettings::default()).expect("there is room");
    let file = std::fs::read(&path).expect("it was written");
    attack("training settings", &file, by_path("s.json", |path| training_settings::read(path).ok()));
    let settings = digit_lab::app::core::settings::Settings::default();
    digit_lab::store::settings::write(&folder.path().join("settings.json"), &settings).expect("there is room");
    let file = std::fs::read(folder.path().join("settings.json")).expect("it was written");
    attack(
        "settings",
        &file,
        by_path("settings.json", |path| {
            digit_lab::store::settings::read::<digit_lab::app::core::settings::Settings>(path).ok()
        }),
    );
}

/// A model of the smallest network.
fn model() -> Model {
    let card = ModelCard {
        pixels: Pixels::Signed,
        seed: 7,
        validation_accuracy: Some(0.5),
        created: "2026-01-01".into(),
        ..ModelCard::new("small", Arch::Softmax, digit_lab::data::LabelSet::DIGITS)
    };
    Model { card, weights: Weights::fresh(Arch::Softmax, 7) }
}

#[test]
fn models() {
    let Model { card, weights } = model();
    attack("card", card.to_json().as_bytes(), |bytes| {
        std::str::from_utf8(bytes).is_ok_and(|text| ModelCard::from_json(text).is_ok())
    });
    let weights = weights.to_safetensors().expect("into memory");
    attack("weights", &weights, |bytes| Weights::from_safetensors(bytes, Arch::Softmax).is_ok());
}

/// Takes the first checkpoint.
struct First(Option<Checkpoint>);

impl Observer for First {
    fn event(&mut self, _event: TrainEvent) {}
    fn directive(&mut self) -> Directive {
        Directive::Discard
    }
    fn wants_checkpoint(&mut self) -> bool {
        true
    }
    fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        self.0.get_or_insert(*checkpoint);
    }
}

#[test]
fn runs_and_what_is_in_them() {
    let images = Arc::new(Dataset::new("grey", vec![9; 20 * PIXELS], vec![1; 20]).expect("sizes fit"));
    let data = TrainingData { train: images.clone(), test: images };
    let config =
        TrainConfig { arch: Arch::Softmax, threads: 1, data: DataPlan::holding_out(5), ..TrainConfig::default() };
    let mut first = First(None);
    let _ = digit_lab::train::run(
        &Job { config: config.clone(), start: None, teachers: Vec::new(), data: data.into() },
        &mut first,
    );
    let checkpoint = first.0.expect("it was asked for after the first step");
    let file = curve::to_bytes(&checkpoint.history).expect("into memory");
    attack("curves", &file, |bytes| curve::from_bytes(bytes).is_ok());
    let file = checkpoint.to_bytes().expect("into memory");
    attack("checkpoint", &file, |bytes| Checkpoint::from_bytes(bytes).is_ok());

    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = DataDir::new(Some(folder.path().to_owned()));
    let id =
        RunFolder::create(&dir, &RunRecord::begun(config, None, 1_000), None).expect("there is room").id().to_owned();
    let path = dir.runs().join(&id).join("run.json");
    let file = std::fs::read(&path).expect("it was written");
    attack("run", &file, |bytes| {
        std::fs::write(&path, bytes).expect("there is room");
        let listed = runs::list(&dir).expect("the folder can be read");
        assert_eq!(listed.0.len() + listed.1.len(), 1, "it is listed, as what it is");
        runs::read(&dir, &id).is_ok()
    });
}
