//! What is wrong with a file is told in Chinese throughout: of what libraries and panics say in English nothing stands
//! outside the quotation marks that set it apart.

#[path = "common/chinese.rs"]
mod chinese;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use digit_lab::background::Task;
use digit_lab::data::{csv, idx, mnist, npz};
use digit_lab::ink::jsonl;
use digit_lab::model::{Arch, ModelCard, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::store::{pictures, runs, training_settings};
use digit_lab::text::{Language, Message, ToMessage};
use digit_lab::train::Checkpoint;

/// `text` without what is quoted in it.
fn unquoted(text: &str) -> String {
    let mut parts = text.split('“');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once('”').map_or("", |(_, rest)| rest))
}

/// The English words of the message in Chinese, `path` in it not counted.
#[track_caller]
fn assert_chinese(fault: &Message, path: &Path) {
    let told = fault.in_language(Language::Chinese).replace(&path.display().to_string(), "");
    let words = chinese::english_words(&unquoted(&told), |word| word == Arch::Mlp.id());
    assert!(words.is_empty(), "{words:?} in {told}");
    assert!(!told.is_ascii() && told.matches('“').count() == told.matches('”').count(), "{told}");
}

fn fault<T>(read: Result<T, impl ToMessage>) -> Message {
    match read {
        Ok(_) => panic!("it is damaged"),
        Err(error) => error.to_message(),
    }
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("a vector takes everything");
    encoder.finish().expect("a vector takes everything")
}

#[test]
fn quotes_are_left_out() {
    assert_eq!(unquoted("坏了（原文为“bad header”），第 “2” 行"), "坏了（原文为），第  行");
}

#[test]
fn damaged_models_and_checkpoints_are_told_in_chinese() {
    let whole = Weights::fresh(Arch::Softmax, 1).to_safetensors().expect("it can be encoded");
    let mut garbled = whole.clone();
    garbled[12] = b'!';
    for bytes in [&whole[..4], &whole[..100], &whole[..whole.len() - 4], &garbled, &b"no file at all of this kind"[..]]
    {
        assert_chinese(&fault(Weights::from_safetensors(bytes, Arch::Softmax)), Path::new(""));
        assert_chinese(&fault(Checkpoint::from_bytes(bytes)), Path::new(""));
    }
    assert_chinese(&fault(Weights::from_safetensors(&whole, Arch::Mlp)), Path::new(""));
    for card in ["", "{", "{]", "[]", "{\"format\": \"one\"}", "{\"format\": 1}", "{\"format\": 99}"] {
        assert_chinese(&fault(ModelCard::from_json(card)), Path::new(""));
    }
}

#[test]
fn damaged_images_are_told_in_chinese() {
    let table = gzipped(format!("label{}\n1{}\n", ",pixel".repeat(784), ",0".repeat(784)).as_bytes());
    let mut garbled = table.clone();
    let middle = garbled.len() / 2;
    garbled[middle..middle + 4].fill(0xff);
    for bytes in [&table[..table.len() / 2], &garbled[..], &b"\x1f\x8b\x08\x00no more"[..]] {
        assert_chinese(&fault(idx::images(bytes)), Path::new(""));
        let mut unpacked = std::io::BufReader::new(flate2::read::MultiGzDecoder::new(bytes));
        assert_chinese(&fault(csv::read(&mut unpacked, 9)), Path::new(""));
        assert_chinese(&fault(mnist::decompress(bytes)), Path::new(""));
        assert_chinese(&fault(npz::Npz::open(std::io::Cursor::new(bytes)).map(|_| ())), Path::new(""));
    }
}

#[test]
fn damaged_files_of_ours_are_told_in_chinese() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = DataDir(folder.path().to_path_buf());
    let run = dir.runs().join("a");
    fs::create_dir_all(&run).expect("it can be made");
    for text in ["", "{", "{]", "[]", "{\"format\": 1, \"epochs\": \"many\"}", "{\"format\": 1, \"epoch\": 3}"] {
        let path = folder.path().join("settings.json");
        fs::write(&path, text).expect("it can be written");
        assert_chinese(&fault(training_settings::read(&path)), &path);
        fs::write(run.join("run.json"), text).expect("it can be written");
        assert_chinese(&fault(runs::read(&dir, "a")), &run.join("run.json"));
        assert_chinese(&fault(runs::curve::from_bytes(text.as_bytes())), Path::new(""));
    }
    for line in ["{", "seven", "[1, 2]", "{\"strokes\": 7}", "{\"label\": 1}"] {
        assert_chinese(&fault(jsonl::parse(line)), Path::new(""));
    }
    let picture = folder.path().join("picture.png");
    for bytes in
        [&b""[..], b"GIF89a and so on", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR garbage of all kinds", b"\xff\xd8\xff\xe0 no"]
    {
        fs::write(&picture, bytes).expect("it can be written");
        assert_chinese(&fault(pictures::read_ink(&picture)), &picture);
    }
}

#[test]
fn a_panic_is_told_in_chinese_around_its_own_words() {
    let begun = Instant::now();
    let mut task = Task::<()>::spawn("faulty", || {}, |_| panic!("index out of bounds")).expect("it starts");
    let ended = loop {
        if let Some(ended) = task.poll() {
            break ended;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "it never ended");
        std::thread::sleep(Duration::from_millis(1));
    };
    let told = fault(ended);
    assert_chinese(&told, Path::new(""));
    assert!(told.in_language(Language::Chinese).contains("“index out of bounds”"), "{told}");
}
