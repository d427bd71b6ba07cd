//! What is English in Chinese text: every word of Latin letters that is no name and no term that Chinese keeps.

/// Names, formats, keys, units and terms that Chinese text has as they are.
const KEPT: &[&str] = &[
    // Names.
    "digit",
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
    "transformer",
    "dropout",
    "adam",
    "adamw",
    "sgd",
    "rmsprop",
    "nesterov",
    "lora",
    "relu",
    "gelu",
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
    "label",
    "null",
    "true",
    "false",
    "runs",
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
    // Keys.
    "ctrl",
    "shift",
    "alt",
    "esc",
    "enter",
    "delete",
    "backspace",
    "space",
    "tab",
    "home",
    "end",
    "insert",
    "cmd",
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

/// The words of `text` that are English; empty where all is as it should be. What `is_name` knows (of a model, a file,
/// a run) is none.
pub fn english_words(text: &str, is_name: impl Fn(&str) -> bool) -> Vec<String> {
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
