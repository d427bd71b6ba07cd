//! The settings file: whatever is worth remembering between two starts, as JSON.

use std::path::Path;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::{StoreError, atomic};
use crate::msg;
use crate::text::Message;

/// Newest format of the settings file that this program writes and reads.
pub const SETTINGS_FORMAT: u64 = 1;

/// Largest settings file that is read, in bytes.
const SIZE_LIMIT: u64 = 1 << 20;

/// Reads settings; the defaults if there is no file.
///
/// # Errors
/// When the file cannot be read or understood; it is left as it is.
pub fn read<T: DeserializeOwned + Default>(path: &Path) -> Result<T, StoreError> {
    Ok(read_existing(path)?.unwrap_or_default())
}

/// Writes settings atomically. A file that [`read`] could not understand is never overwritten.
///
/// # Errors
/// When the file cannot be written, or holds something that is not ours to replace.
pub fn write<T: Serialize + DeserializeOwned>(path: &Path, settings: &T) -> Result<(), StoreError> {
    read_existing::<T>(path)?;
    let fields = serde_json::to_value(settings).map_err(|error| StoreError::verbatim(error, path))?;
    let Value::Object(fields) = fields else {
        return Err(StoreError::new(msg!("settings-file-error-no-fields"), path));
    };
    let mut file = Map::new();
    file.insert("format".into(), SETTINGS_FORMAT.into());
    file.extend(fields);
    let mut text = format!("{:#}", Value::Object(file));
    text.push('\n');
    atomic::write(path, text.as_bytes())
}

/// The settings in the file; `None` if there is no file.
fn read_existing<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, StoreError> {
    if !path.try_exists().unwrap_or(true) {
        return Ok(None);
    }
    let unreadable = |fault: Message| StoreError::new(msg!("settings-file-error-unreadable", fault = fault), path);
    let bytes = atomic::read(path, SIZE_LIMIT)?;
    let mut fields: Map<String, Value> =
        serde_json::from_slice(&bytes).map_err(|fault| unreadable(Message::verbatim(fault)))?;
    match fields.remove("format").as_ref().map(Value::as_u64) {
        Some(Some(format)) if format <= SETTINGS_FORMAT => {}
        Some(Some(format)) => {
            return Err(unreadable(msg!("file-error-newer-format", format = format.to_string())));
        }
        Some(None) | None => return Err(unreadable(msg!("file-error-no-format"))),
    }
    serde_json::from_value(Value::Object(fields)).map(Some).map_err(|fault| unreadable(Message::verbatim(fault)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Default, Serialize, Deserialize)]
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
            assert_eq!(fs::read(&path).expect("still there"), text);
        }
    }
}
