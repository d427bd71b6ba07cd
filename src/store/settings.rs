//! The settings file: whatever is worth remembering between two starts, as JSON.

use std::path::Path;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::atomic::Lock;
use super::{StoreError, atomic};
use crate::msg;
use crate::text::{Message, json};

/// Newest format of the settings file that this program writes and reads.
pub const SETTINGS_FORMAT: u64 = 1;

/// Largest settings file that is read, in bytes.
const SIZE_LIMIT: u64 = 1 << 20;

/// Reads settings; the defaults if there is no file.
///
/// # Errors
/// When the file cannot be read or understood; it is left as it is.
pub fn read<T: DeserializeOwned + Default>(path: &Path) -> Result<T, StoreError> {
    Ok(read_existing(path)?.map_or_else(T::default, |there| there.settings))
}

/// Writes all settings, atomically. A file that [`read`] could not understand is never overwritten.
///
/// # Errors
/// When the file cannot be written, or holds something that is not ours to replace.
pub fn write<T: Serialize + DeserializeOwned>(path: &Path, settings: &T) -> Result<(), StoreError> {
    read_existing::<T>(path)?;
    put(path, fields(path, settings)?)
}

/// Writes what became of `before` in `after` into the file, as [`write()`] does. What is the same in both stays as the file
/// has it: another window may have changed it meanwhile.
///
/// # Errors
/// Those of [`write()`].
pub fn write_changes<T: Serialize + DeserializeOwned>(
    path: &Path,
    before: &T,
    after: &T,
    while_held: WhileHeld,
) -> Result<Written, StoreError> {
    let lock = path.with_extension("lock");
    let in_file = |fault: StoreError| StoreError::new(fault.what, path);
    let _lock = match while_held {
        WhileHeld::Wait => Lock::wait(&lock).map_err(in_file)?,
        WhileHeld::PutOff => match Lock::take_if_free(&lock).map_err(in_file)? {
            Some(lock) => lock,
            None => return Ok(Written::PutOff),
        },
    };
    let (before, after) = (fields(path, before)?, fields(path, after)?);
    let Some(Existing { fields: mut there, .. }) = read_existing::<T>(path)? else {
        return put(path, after).map(|()| Written::Whole);
    };
    merge(&mut there, &before, after.clone());
    // Two windows can choose what does not go together; then the last one counts.
    let is_whole = serde_json::from_value::<T>(Value::Object(there.clone())).is_ok();
    put(path, if is_whole { there } else { after }).map(|()| Written::Whole)
}

/// The fields of settings.
fn fields<T: Serialize>(path: &Path, settings: &T) -> Result<Map<String, Value>, StoreError> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(StoreError::new(msg!("settings-file-error-no-fields"), path)),
        Err(error) => Err(StoreError::new(json::unwritable(&error), path)),
    }
}

/// Writes the fields, after the format.
fn put(path: &Path, mut fields: Map<String, Value>) -> Result<(), StoreError> {
    let mut file = Map::new();
    fields.remove("format");
    file.insert("format".into(), SETTINGS_FORMAT.into());
    file.extend(fields);
    let mut text = format!("{:#}", Value::Object(file));
    text.push('\n');
    atomic::write(path, text.as_bytes())
}

/// What to do while another process writes the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhileHeld {
    /// Wait until it is done.
    Wait,
    /// Leave it for later.
    PutOff,
}

/// What became of a writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Everything is on the disk.
    Whole,
    /// Nothing is: another process holds the file.
    PutOff,
}

/// Puts into `there` what differs in `after` from `before`, field by field.
fn merge(there: &mut Map<String, Value>, before: &Map<String, Value>, after: Map<String, Value>) {
    for (name, after) in after {
        let before = before.get(&name);
        if before == Some(&after) && there.contains_key(&name) {
            continue;
        }
        match (there.get_mut(&name), before, after) {
            (Some(Value::Object(there)), Some(Value::Object(before)), Value::Object(after))
                if have_the_same_fields(before, &after) && before.keys().all(|name| there.contains_key(name)) =>
            {
                merge(there, before, after);
            }
            (_, _, after) => {
                there.insert(name, after);
            }
        }
    }
}

/// Whether both are the same structure: of an enum's variants, each has a field of its own.
fn have_the_same_fields(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    one.len() == other.len() && one.keys().all(|name| other.contains_key(name))
}

/// What a settings file says.
struct Existing<T> {
    /// Its fields, also those that this version does not know, without the format.
    fields: Map<String, Value>,
    settings: T,
}

/// What the file says; `None` if there is no file.
fn read_existing<T: DeserializeOwned>(path: &Path) -> Result<Option<Existing<T>>, StoreError> {
    if !path.try_exists().unwrap_or(true) {
        return Ok(None);
    }
    let unreadable = |fault: Message| StoreError::new(msg!("settings-file-error-unreadable", fault = fault), path);
    let bytes = atomic::read(path, SIZE_LIMIT)?;
    let mut fields: Map<String, Value> = json::read(&bytes).map_err(unreadable)?;
    match fields.remove("format").as_ref().map(Value::as_u64) {
        Some(Some(format)) if format <= SETTINGS_FORMAT => {}
        Some(Some(format)) => {
            return Err(unreadable(msg!("file-error-newer-format", format = format.to_string())));
        }
        Some(None) | None => return Err(unreadable(msg!("file-error-no-format"))),
    }
    let settings = json::read_value(&Value::Object(fields.clone())).map_err(unreadable)?;
    Ok(Some(Existing { fields, settings }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
    #[serde(default)]
    struct Example {
        dark: bool,
        pen: f32,
    }

    #[test]
    fn settings_survive_a_restart() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        assert_eq!(read::<Example>(&path).expect("no file is fine"), Example::default());
        let settings = Example { dark: true, pen: 0.5 };
        write(&path, &settings).expect("written");
        assert_eq!(read::<Example>(&path).expect("read"), settings);
    }

    /// Settings in the forms that they take: a value, a structure, and a choice with values of its own.
    #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
    #[serde(default)]
    struct Nested {
        dark: bool,
        canvas: Example,
        choice: Choice,
    }

    #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Choice {
        #[default]
        Usual,
        Ratio {
            train: f32,
            test: f32,
        },
        Folds {
            folds: u32,
        },
    }

    /// What is in the file after two windows, which both began with `start`, wrote one after the other.
    fn after_both(start: &Nested, first: &Nested, second: &Nested) -> Nested {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        write(&path, start).expect("written");
        for after in [first, second] {
            assert_eq!(write_changes(&path, start, after, WhileHeld::Wait).expect("written"), Written::Whole);
        }
        read(&path).expect("read")
    }

    #[test]
    fn two_windows_keep_each_others_changes() {
        let start = Nested::default();
        let first = Nested { dark: true, canvas: Example { dark: true, pen: 0.0 }, ..start.clone() };
        let second = Nested { canvas: Example { dark: false, pen: 0.5 }, ..start.clone() };
        let both = Nested { dark: true, canvas: Example { dark: true, pen: 0.5 }, ..start.clone() };
        assert_eq!(after_both(&start, &first, &second), both);
        assert_eq!(after_both(&start, &second, &first), both);
    }

    #[test]
    fn choices_of_two_windows_are_never_mixed() {
        let choosing = |choice| Nested { choice, ..Nested::default() };
        let ratio = |train| choosing(Choice::Ratio { train, test: 0.25 });
        let folds = choosing(Choice::Folds { folds: 5 });
        for (start, first, second) in [
            (choosing(Choice::Usual), ratio(0.5), folds.clone()),
            (ratio(0.5), folds.clone(), ratio(0.75)),
            (ratio(0.5), ratio(0.75), folds.clone()),
            (folds.clone(), ratio(0.5), choosing(Choice::Usual)),
        ] {
            assert_eq!(after_both(&start, &first, &second), second);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_beside_our_fields_stays() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        fs::write(&path, r#"{"format": 1, "dark": false, "pen": 0.25, "newer": [1]}"#).expect("written");
        let before = read::<Example>(&path).expect("read");
        let after = Example { dark: true, ..before };
        write_changes(&path, &before, &after, WhileHeld::Wait).expect("written");
        let text = fs::read_to_string(&path).expect("there");
        assert!(text.contains("\"newer\"") && text.contains("\"dark\": true"), "{text}");
    }

    #[test]
    fn while_another_process_writes_it_is_put_off() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        let other = Lock::take(&path.with_extension("lock")).expect("it is free");
        let settings = Example { dark: true, pen: 0.5 };
        let write = || write_changes(&path, &Example::default(), &settings, WhileHeld::PutOff);
        assert_eq!(write().expect("no fault"), Written::PutOff);
        assert!(!path.exists());
        drop(other);
        assert_eq!(write().expect("written"), Written::Whole);
    }

    #[test]
    fn an_older_file_lacks_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        fs::write(&path, r#"{"format": 1, "pen": 0.25, "gone": []}"#).expect("written");
        assert_eq!(read::<Example>(&path).expect("read"), Example { dark: false, pen: 0.25 });
    }

    #[test]
    fn foreign_files_are_reported_and_never_replaced() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("settings.json");
        let foreign: [&[u8]; 6] =
            [b"", b"{", b"[1]", b"\xff\xfe", br#"{"format": 2}"#, br#"{"format": 1, "pen": "thick"}"#];
        for text in foreign {
            fs::write(&path, text).expect("written");
            let error = read::<Example>(&path).expect_err("not readable");
            assert!(error.to_string().starts_with("the settings file is not readable"), "{error}");
            write(&path, &Example::default()).expect_err("not ours to replace");
            let changes = write_changes(&path, &Example::default(), &Example::default(), WhileHeld::Wait);
            changes.expect_err("not ours to replace");
            assert_eq!(fs::read(&path).expect("still there"), text);
        }
    }
}
