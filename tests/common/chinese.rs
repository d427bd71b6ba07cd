//! What is English in Chinese text: every word of Latin letters that is no name and no term that Chinese keeps.

/// Names, formats, keys, units and terms that Chinese text has as they are.
const KEPT: &[&str] = &[
    // Names.
    "lab",
    "mnist",
    "pytorch",
    "tensorboard",
    "numpy",
    "kaggle",
    "emnist",
    "debian",
    "linux",
    "english",
    "lenet",
    "softmax",
    "top",
    "transformer",
    "dropout",
    "adam",
    "adamw",
    "sgd",
    "rmsprop",
    "nesterov",
    "lora",
    "relu",
    "log",
    "gelu",
    "gpt",
    "logits",
    "kaiming",
    "candle",
    "inter",
    "noto",
    "opengl",
    "wayland",
    "conv",
    "dense",
    "beginner",
    "kmnist",
    "fashion",
    "zhang",
    "utc",
    "ema",
    "pinyin",
    // Formats and files.
    "png",
    "svg",
    "csv",
    "json",
    "jsonl",
    "jpg",
    "jpeg",
    "onnx",
    "idx",
    "gz",
    "html",
    "safetensors",
    "ubyte",
    "zip",
    "float",
    "gzip",
    "null",
    "true",
    "false",
    "json",
    "utf",
    "bom",
    "rgb",
    "cmyk",
    "zstd",
    "sha",
    "npz",
    "parquet",
    "hdf",
    "matlab",
    "git",
    "lfs",
    "rar",
    "tar",
    "xz",
    "pdf",
    "uint",
    // Keys that are named in sentences.
    "ctrl",
    "shift",
    "alt",
    "esc",
    "enter",
    "tab",
    // Units.
    "kb",
    "mb",
    "gb",
    "ms",
    "min",
    "px",
    "nat",
    "nats",
    "mflop",
    "flops",
];

/// Names of several words, each of which by itself would be English.
const NAMES: &[&str] = &["Digit Lab"];

/// What is printed on keys, where it stands alone: in a sentence most of it is English.
const KEYS: &[&str] = &[
    "ctrl",
    "shift",
    "alt",
    "cmd",
    "delete",
    "backspace",
    "space",
    "enter",
    "esc",
    "escape",
    "tab",
    "home",
    "end",
    "insert",
];

/// Whether `text` is nothing but keys: "Ctrl+Space", "Delete  或  Backspace".
fn is_keys(text: &str) -> bool {
    let is_key = |part: &str| part.chars().count() == 1 || KEYS.contains(&part.to_ascii_lowercase().as_str());
    text.split(['+', ' ', '或']).filter(|part| !part.is_empty()).all(is_key)
}

/// `text` without what is in no language: commands to type, names of fields, and an example of JSON.
fn without_code(text: &str) -> String {
    let outside = |text: &str, quote: char| text.split(quote).step_by(2).collect::<Vec<_>>().join("·");
    let text = outside(&outside(text, '`'), '"');
    match (text.find('{'), text.rfind('}')) {
        (Some(from), Some(to)) if from < to => text[..from].to_owned() + &text[to + 1..],
        _ => text,
    }
}

/// The words of `text` that are English; empty where all is as it should be. What `is_name` knows (of a model, a file,
/// a run) is none.
pub fn english_words(text: &str, is_name: impl Fn(&str) -> bool) -> Vec<String> {
    if is_keys(text) {
        return Vec::new();
    }
    let text = NAMES.iter().fold(without_code(text), |text, name| text.replace(name, "·"));
    // Paths are names.
    let parts = text.split(|letter: char| letter.is_whitespace() || !letter.is_ascii());
    let parts = parts.filter(|part| !part.contains('/'));
    let words = parts
        .flat_map(|part| part.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '.'));
    let words = words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty());
    let is_code = |word: &str| word.contains(['_', '.']) || word.chars().any(|letter| letter.is_ascii_digit());
    let is_kept = |word: &str| KEPT.contains(&word.to_ascii_lowercase().as_str());
    words
        .filter(|word| word.len() >= 3 && !is_code(word) && !is_kept(word) && !is_name(word))
        .map(str::to_owned)
        .collect()
}
