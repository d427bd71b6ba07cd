//! A run's history as bytes: a safetensors file with one column of 64-bit floats for each number of a report, named
//! `steps.loss` and the like, and the size of the run as JSON in its metadata. Every number comes back to the bit.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};

use crate::model::safetensors_fault;
use crate::msg;
use crate::text::{Message, json};
use crate::train::columns::{Column, EPOCH_COLUMNS, STEP_COLUMNS, VALIDATION_COLUMNS};
use crate::train::{EpochReport, History, SettingChanged, Started, StepReport, ValidationReport};

/// Key of the run's size in the metadata.
const SIZE: &str = "started";
/// Key of the changes made on the way.
const CHANGES: &str = "changes";

/// The bytes of a history.
///
/// # Errors
/// When the file format refuses it.
pub fn to_bytes(history: &History) -> Result<Vec<u8>, Message> {
    let mut columns: Vec<(String, Vec<u8>)> = Vec::new();
    columns.extend(STEP_COLUMNS.iter().map(|column| written("steps", column, &history.steps)));
    columns.extend(EPOCH_COLUMNS.iter().map(|column| written("epochs", column, &history.epochs)));
    columns.extend(VALIDATION_COLUMNS.iter().map(|column| written("validations", column, &history.validations)));
    let views = columns.iter().map(|(name, bytes)| {
        let view = TensorView::new(Dtype::F64, vec![bytes.len() / 8], bytes);
        view.map(|view| (name.as_str(), view)).map_err(|fault| safetensors_fault(&fault))
    });
    let views: Vec<(&str, TensorView<'_>)> = views.collect::<Result<_, _>>()?;
    let started = serde_json::to_string(&history.started).map_err(|fault| json::unwritable(&fault))?;
    let changes = serde_json::to_string(&history.changes).map_err(|fault| json::unwritable(&fault))?;
    let metadata = HashMap::from([(SIZE.to_owned(), started), (CHANGES.to_owned(), changes)]);
    safetensors::serialize(views, Some(metadata)).map_err(|fault| safetensors_fault(&fault))
}

fn written<R>(table: &str, column: &Column<R>, reports: &[R]) -> (String, Vec<u8>) {
    let bytes = reports.iter().flat_map(|report| (column.get)(report).to_le_bytes()).collect();
    (format!("{table}.{}", column.name), bytes)
}

/// The history in `bytes`. Columns it does not know are passed over, and missing ones are 0.
///
/// # Errors
/// When the bytes are no such file.
pub fn from_bytes(bytes: &[u8]) -> Result<History, Message> {
    let (_, head) = SafeTensors::read_metadata(bytes).map_err(|fault| safetensors_fault(&fault))?;
    let file = SafeTensors::deserialize(bytes).map_err(|fault| safetensors_fault(&fault))?;
    let text = |key: &str| head.metadata().as_ref().and_then(|metadata| metadata.get(key));
    let started: Option<Started> = match text(SIZE) {
        Some(text) => json::read(text.as_bytes())?,
        None => return Err(msg!("curve-error-no-size")),
    };
    let changes: Vec<SettingChanged> = match text(CHANGES) {
        Some(text) => json::read(text.as_bytes())?,
        None => Vec::new(),
    };
    let missing = |table: &str| msg!("curve-error-no-table", table = table);
    let steps = read::<StepReport>("steps", &STEP_COLUMNS, &file)?.ok_or_else(|| missing("steps"))?;
    let epochs = read::<EpochReport>("epochs", &EPOCH_COLUMNS, &file)?.ok_or_else(|| missing("epochs"))?;
    // Earlier versions wrote none.
    let validations = read::<ValidationReport>("validations", &VALIDATION_COLUMNS, &file)?.unwrap_or_default();
    Ok(History { started, steps, validations, epochs, changes })
}

/// The reports of a table; `None` if the file has not one of its columns.
fn read<R: Default + Clone>(
    table: &str,
    columns: &[Column<R>],
    file: &SafeTensors<'_>,
) -> Result<Option<Vec<R>>, Message> {
    let mut reports: Option<Vec<R>> = None;
    for column in columns {
        let Ok(view) = file.tensor(&format!("{table}.{}", column.name)) else { continue };
        if view.dtype() != Dtype::F64 {
            return Err(msg!("curve-error-type", column = column.name));
        }
        let values = view.data().chunks_exact(8).map(|bytes| {
            let mut eight = [0; 8];
            eight.copy_from_slice(bytes);
            f64::from_le_bytes(eight)
        });
        let reports = reports.get_or_insert_with(|| vec![R::default(); values.len()]);
        if reports.len() != values.len() {
            let (length, expected) = (values.len().to_string(), reports.len().to_string());
            return Err(msg!("curve-error-length", column = column.name, length = length, expected = expected));
        }
        for (report, value) in reports.iter_mut().zip(values) {
            (column.set)(report, value);
        }
    }
    Ok(reports)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::history;
    use crate::train::SettingChange;

    #[test]
    fn every_number_comes_back_to_the_bit() {
        let mut history = history();
        history.steps[3].loss = 0.1 + 0.2;
        history.steps[4].loss = f64::INFINITY;
        let change = SettingChange::LearningRate(0.01);
        history.changes.push(SettingChanged { step: 30, epochs: 1.5, elapsed_secs: 3.0, change });
        let back = from_bytes(&to_bytes(&history).expect("written")).expect("read");
        assert_eq!(back, history);
        let nothing = History::default();
        assert_eq!(from_bytes(&to_bytes(&nothing).expect("written")).expect("read"), nothing);
    }

    #[test]
    fn a_file_of_an_earlier_version_opens_without_validations_within_epochs() {
        let history = history();
        let bytes = to_bytes(&history).expect("written");
        let (_, head) = SafeTensors::read_metadata(&bytes).expect("a head");
        let file = SafeTensors::deserialize(&bytes).expect("a file");
        let known = file.tensors().into_iter().filter(|(name, _)| !name.starts_with("validations."));
        let earlier = safetensors::serialize(known, head.metadata().clone()).expect("written");
        assert!(earlier.len() < bytes.len());
        assert_eq!(from_bytes(&earlier).expect("read"), History { validations: Vec::new(), ..history });
    }

    #[test]
    fn garbage_is_refused_in_words() {
        let whole = to_bytes(&history()).expect("written");
        for bytes in [&b""[..], b"garbage", &whole[..whole.len() - 1], &whole[..40]] {
            from_bytes(bytes).expect_err("no curve");
        }
    }
}
