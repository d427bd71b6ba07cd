//! Files of training settings: one readable JSON file for each, which the window and the command line both take. What
//! is wrong with one is said in a sentence, and the file is left as it is.

use std::ffi::OsStr;
use std::path::Path;

use serde_json::{Map, Value};

use super::{StoreError, atomic, datasets};
use crate::msg;
use crate::text::{Message, json};
use crate::train::TrainConfig;

/// Newest format of these files that this program writes and reads. Format 1 did not say what a run starts from.
pub const RECIPE_FORMAT: u64 = 2;

/// What a file calls the model that a run starts from.
const START_FROM: &str = "start_from";

/// Largest file that is read, in bytes.
const SIZE_LIMIT: u64 = 1 << 20;

/// What a settings file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrainingSettings {
    /// The model to start from: a name or a path, as [`models::find`](super::models::find) takes it; fresh weights if
    /// `None`.
    pub start_from: Option<String>,
    /// Everything else.
    pub config: TrainConfig,
}

impl From<TrainConfig> for TrainingSettings {
    fn from(config: TrainConfig) -> Self {
        Self { start_from: None, config }
    }
}

/// Reads the settings of a run. What the file leaves out is as usual; folders and files are looked for from where it
/// lies, so that a class can be given a folder with everything in it.
///
/// # Errors
/// When the file cannot be read, is of a newer format, has a setting this version does not know, or one that is out of
/// range; names the setting, and the range.
pub fn read(path: &Path) -> Result<TrainingSettings, StoreError> {
    let bytes = atomic::read(path, SIZE_LIMIT)?;
    let mut settings =
        from_bytes(&bytes).map_err(|fault| StoreError::new(msg!("training-settings-error", fault = fault), path))?;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = whole.parent().unwrap_or(&whole);
    settings.config.data.source = settings.config.data.source.within(folder);
    // A name stays a name; what ends like a file is one.
    let ending = |model: &String| Path::new(model).extension().map(OsStr::to_ascii_lowercase);
    let is_file = |model: &String| ending(model).is_some_and(|ending| ending == "safetensors" || ending == "json");
    let teachers = settings.config.distillation.iter_mut().flat_map(|distillation| &mut distillation.teachers);
    for model in settings.start_from.iter_mut().chain(teachers).filter(|model| is_file(model)) {
        *model = folder.join(&*model).to_string_lossy().into_owned();
    }
    Ok(settings)
}

/// Writes the settings of a run.
///
/// # Errors
/// When the file cannot be written, or is there and holds something else: that is not ours to replace.
pub fn write(path: &Path, settings: &TrainingSettings) -> Result<(), StoreError> {
    if path.try_exists().unwrap_or(true) {
        let bytes = atomic::read(path, SIZE_LIMIT)?;
        // A model's card and a run's description have a format, too.
        from_bytes(&bytes)
            .map_err(|fault| StoreError::new(msg!("training-settings-error-other-file", fault = fault), path))?;
    }
    let mut file = Map::new();
    file.insert("format".into(), RECIPE_FORMAT.into());
    file.insert(START_FROM.into(), settings.start_from.clone().into());
    let mut config = settings.config.clone();
    config.data.source = datasets::absolute(config.data.source);
    file.extend(as_fields(&config));
    let mut text = format!("{:#}", Value::Object(file));
    text.push('\n');
    atomic::write(path, text.as_bytes())
}

/// `config` with other values for some settings, each as its name and a value in JSON; a name within a group is reached
/// by dots, as in `data.label_noise`. What is no JSON is taken as a word.
///
/// # Errors
/// Names the setting that is not known or does not fit, in words.
pub fn with(config: &TrainConfig, changes: &[(String, String)]) -> Result<TrainConfig, Message> {
    let mut all = as_fields(config);
    for (name, value) in changes {
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.clone()));
        let mut place = &mut all;
        let (groups, last) = name.rsplit_once('.').map_or((None, name.as_str()), |(groups, last)| (Some(groups), last));
        for group in groups.into_iter().flat_map(|groups| groups.split('.')) {
            let inner = place.get_mut(group).and_then(Value::as_object_mut);
            place = inner.ok_or_else(|| msg!("training-settings-error-no-group", group = group, setting = name))?;
        }
        place.insert(last.to_owned(), value);
    }
    from_fields(&all)
}

/// The settings as names and values. They go through text, so that 0.1 in 32 bits stays 0.1.
#[must_use]
pub fn as_fields(config: &TrainConfig) -> Map<String, Value> {
    let text = serde_json::to_string(config).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn from_bytes(bytes: &[u8]) -> Result<TrainingSettings, Message> {
    let mut fields = fields(bytes)?;
    let start_from = match fields.remove(START_FROM) {
        None | Some(Value::Null) => None,
        Some(Value::String(model)) => Some(model),
        Some(_) => return Err(msg!("training-settings-error-start", setting = START_FROM)),
    };
    Ok(TrainingSettings { start_from, config: from_fields(&fields)? })
}

/// The names and values in a file, without its format.
fn fields(bytes: &[u8]) -> Result<Map<String, Value>, Message> {
    let mut fields: Map<String, Value> =
        json::read(bytes).map_err(|fault| msg!("training-settings-error-not-json", fault = fault))?;
    match fields.remove("format").as_ref().map(Value::as_u64) {
        Some(Some(format)) if format <= RECIPE_FORMAT => Ok(fields),
        Some(Some(format)) => Err(msg!("training-settings-error-newer-format", format = format.to_string())),
        Some(None) | None => Err(msg!("training-settings-error-no-format")),
    }
}

fn from_fields(fields: &Map<String, Value>) -> Result<TrainConfig, Message> {
    let config: TrainConfig = serde_json::from_value(Value::Object(fields.clone())).map_err(|fault| {
        // Serde does not say where: the first setting that cannot be read alone is it.
        let can_be_read =
            |alone: Map<String, Value>| serde_json::from_value::<TrainConfig>(Value::Object(alone)).is_ok();
        match misfit(fields, &as_fields(&TrainConfig::default()), &can_be_read) {
            Some(name) => msg!("training-settings-error-misfit", setting = name, detail = json::misfit_of(&fault)),
            None => msg!("json-misfit", detail = json::misfit_of(&fault)),
        }
    })?;
    if let Some(name) = unknown(fields, &as_fields(&config)) {
        return Err(msg!("training-settings-error-unknown", setting = name));
    }
    config.validate().map_err(Message::of)?;
    Ok(config)
}

/// The first setting that cannot be read where all others are as in `usual`, with the groups it is in.
fn misfit(
    given: &Map<String, Value>,
    usual: &Map<String, Value>,
    can_be_read: &dyn Fn(Map<String, Value>) -> bool,
) -> Option<String> {
    let with = |name: &str, value: Value| {
        let mut all = usual.clone();
        all.insert(name.to_owned(), value);
        all
    };
    let name = given.iter().find(|(name, value)| !can_be_read(with(name, (*value).clone())))?.0;
    let inner = match (given.get(name), usual.get(name)) {
        (Some(Value::Object(inner)), Some(Value::Object(usual))) => {
            misfit(inner, usual, &|inner| can_be_read(with(name, Value::Object(inner))))
        }
        _ => None,
    };
    Some(inner.map_or_else(|| name.clone(), |inner| format!("{name}.{inner}")))
}

/// The first name in `given` that is not in `known`, with the groups it is in.
fn unknown(given: &Map<String, Value>, known: &Map<String, Value>) -> Option<String> {
    given.iter().find_map(|(name, value)| match (value, known.get(name)) {
        (_, None) => Some(name.clone()),
        (Value::Object(given), Some(Value::Object(known))) => {
            unknown(given, known).map(|inner| format!("{name}.{inner}"))
        }
        (_, Some(_)) => None,
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::train::{Optimiser, Preset, SplitPlan, Trainable};

    fn refusal(text: &str) -> String {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        fs::write(&path, text).expect("written");
        let error = read(&path).expect_err("it cannot be used");
        assert_eq!(fs::read_to_string(&path).expect("still there"), text);
        error.what.to_string()
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        for preset in Preset::ALL {
            let settings = TrainingSettings { start_from: Some("conv3".into()), config: preset.config() };
            write(&path, &settings).expect("written over the last one");
            assert_eq!(read(&path).expect("read"), settings);
        }
        let text = fs::read_to_string(&path).expect("it is text");
        assert!(text.contains("\"format\": 2") && text.contains("\"learning_rate\": 0.00"), "{text}");
    }

    #[test]
    fn what_is_left_out_is_as_usual() {
        let config = from_bytes(br#"{"format": 1, "epochs": 7, "data": {"label_noise": 0.5}}"#).expect("it fits");
        assert_eq!(config.start_from, None, "a file of format 1 starts from fresh weights");
        let config = config.config;
        assert_eq!((config.epochs, config.data.split), (7, SplitPlan::default()));
        assert!((config.data.label_noise - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_used_is_said_and_left_alone() {
        for (text, words) in [
            ("", "no JSON"),
            ("[1]", "no JSON"),
            ("{}", "do not say their format"),
            (r#"{"format": 3}"#, "format 3, from a newer version"),
            (r#"{"format": 2, "start_from": 7}"#, "the setting \"start_from\" has to be a model's name or path"),
            (r#"{"format": 1, "epoch": 3}"#, "there is no setting \"epoch\""),
            (r#"{"format": 1, "data": {"noise": 1}}"#, "there is no setting \"data.noise\""),
            (r#"{"format": 1, "epochs": 0}"#, "the number of epochs is 0; it has to be from 1 to 1000"),
            (r#"{"format": 1, "epochs": "many"}"#, "the setting \"epochs\" does not fit"),
            (r#"{"format": 1, "optimiser": "magic"}"#, "the setting \"optimiser\" does not fit"),
        ] {
            let sentence = refusal(text);
            assert!(sentence.contains(words), "{text}: {sentence}");
        }
    }

    #[test]
    fn what_lies_beside_the_file_is_found_from_everywhere() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        let text = r#"{"format": 2, "start_from": "mine.safetensors", "data": {"source": {"from": {"folder": "fashion"},
            "mixed_with": {"with": {"ink": "/far/away.jsonl"}, "share": 0.5}}}}"#;
        fs::write(&path, text).expect("written");
        let settings = read(&path).expect("it fits");
        assert_eq!(settings.start_from.as_deref(), folder.path().join("mine.safetensors").to_str());
        let source = settings.config.data.source;
        assert_eq!(source.from.path(), Some(folder.path().join("fashion").as_path()));
        let with = source.mixed_with.and_then(|mix| mix.with.path().map(Path::to_path_buf));
        assert_eq!(with.as_deref(), Some(Path::new("/far/away.jsonl")));
    }

    #[test]
    fn a_file_of_something_else_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("thesis.json");
        for text in ["my thesis", r#"{"format": 9}"#] {
            fs::write(&path, text).expect("written");
            write(&path, &TrainingSettings::default()).expect_err("not ours to replace");
            assert_eq!(fs::read_to_string(&path).expect("still there"), text);
        }
    }

    #[test]
    fn single_settings_are_changed_by_name() {
        let change = |name: &str, value: &str| with(&TrainConfig::default(), &[(name.into(), value.into())]);
        let config = change("data.label_noise", "0.25").expect("it fits");
        assert!((config.data.label_noise - 0.25).abs() < 1e-12);
        let config = change("trainable", r#"{"low_rank": {"rank": 3}}"#).expect("it fits");
        assert_eq!(config.trainable, Trainable::LowRank { rank: 3 });
        assert_eq!(change("pixels", "signed").expect("a word").pixels, crate::train::Scaling::Signed);
        assert!(matches!(change("optimiser.adam_w.beta1", "0.5").expect("it fits").optimiser, Optimiser::AdamW { .. }));
        assert!(change("data.nothing.here", "1").expect_err("no such group").to_string().contains("nothing"));
        assert!(change("l2", "1").expect_err("no such setting").to_string().contains("\"l2\""));
        assert!(change("l1", "7").expect_err("out of range").to_string().contains("from 0 to 1"));
    }
}
