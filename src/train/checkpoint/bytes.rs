//! A checkpoint as bytes: one safetensors file with all numbers in it, and a description as JSON in its header.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;

use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Best, Checkpoint, Fingerprint, RunPosition, SavedOptimiser};
use crate::model::{Array, Model, ModelCard, Weights};
use crate::train::columns::{Column, EPOCH_COLUMNS, STEP_COLUMNS, VALIDATION_COLUMNS};
use crate::train::early_stopping::Patience;
use crate::train::progress::Totals;
use crate::train::{History, SettingChanged, Started, TrainConfig, TrainError};
use crate::{msg, text};

/// Newest format of checkpoints this program writes and reads.
pub const CHECKPOINT_FORMAT: u32 = 2;

/// Name of the description in the header.
const DESCRIPTION: &str = "digit-lab checkpoint";
/// In front of the bits of a number: JSON's own way of writing numbers may lose the last one.
const BITS: &str = "bits:";

/// What is not tensors.
#[derive(Serialize, Deserialize)]
struct Description {
    format: u32,
    config: TrainConfig,
    start: Option<ModelCard>,
    /// Since format 2.
    #[serde(default)]
    teachers: Vec<ModelCard>,
    images: Fingerprint,
    #[serde(rename = "place")]
    position: RunPosition,
    totals: Totals,
    steps: i32,
    best: Option<BestNumbers>,
    patience: Patience,
    started: Option<Started>,
    changes: Vec<SettingChanged>,
}

#[derive(Serialize, Deserialize)]
struct BestNumbers {
    epoch: usize,
    accuracy: f64,
    loss: f64,
}

/// The groups of tensors, each named by a prefix.
const WEIGHTS: &str = "weights/";
const FIRST: &str = "first/";
const SECOND: &str = "second/";
const AVERAGE: &str = "average/";
const ADAPTERS: &str = "adapters/";
const BEST: &str = "best/";
const TEACHERS: &str = "teacher ";
const STEPS: &str = "steps/";
const EPOCHS: &str = "epochs/";
/// Not in files of earlier versions.
const VALIDATIONS: &str = "validations/";

fn bad(fault: impl Into<text::Value>) -> TrainError {
    TrainError::BadCheckpoint(fault.into())
}

fn not_encoded(fault: impl Display) -> TrainError {
    bad(msg!("checkpoint-not-encoded", detail = text::Message::detail(fault)))
}

impl Checkpoint {
    /// The bytes of a file of it, which [`from_bytes`](Self::from_bytes) reads.
    ///
    /// # Errors
    /// When a tensor's shape does not match its values, which none of a run does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, TrainError> {
        let numbers = |best: &Best| BestNumbers { epoch: best.epoch, accuracy: best.accuracy, loss: best.loss };
        let description = Description {
            format: CHECKPOINT_FORMAT,
            config: self.config.clone(),
            start: self.start.clone(),
            teachers: self.teachers.iter().map(|teacher| teacher.card.clone()).collect(),
            images: self.images.clone(),
            position: self.position,
            totals: self.totals,
            steps: self.optimiser.steps,
            best: self.best.as_ref().map(numbers),
            patience: self.patience,
            started: self.history.started.clone(),
            changes: self.history.changes.clone(),
        };
        let mut description = serde_json::to_value(description).map_err(not_encoded)?;
        to_bits(&mut description);

        let mut tensors: BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)> = BTreeMap::new();
        let none = Weights::default();
        let best = self.best.as_ref().map_or(&none, |best| &best.weights);
        let SavedOptimiser { first, second, average, adapters, steps: _ } = &self.optimiser;
        let groups = [
            (WEIGHTS, &self.weights),
            (FIRST, first),
            (SECOND, second),
            (AVERAGE, average),
            (ADAPTERS, adapters),
            (BEST, best),
        ];
        let groups = groups.map(|(prefix, weights)| (prefix.to_owned(), weights)).into_iter();
        let teachers = self.teachers.iter().enumerate().map(|(at, teacher)| (teacher_prefix(at), &teacher.weights));
        for (prefix, weights) in groups.chain(teachers) {
            for (name, Array { shape, values }) in &weights.0 {
                let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                tensors.insert(format!("{prefix}{name}"), (Dtype::F32, shape.clone(), bytes));
            }
        }
        let History { steps, epochs, validations, started: _, changes: _ } = &self.history;
        put(&mut tensors, STEPS, &STEP_COLUMNS, steps);
        put(&mut tensors, EPOCHS, &EPOCH_COLUMNS, epochs);
        put(&mut tensors, VALIDATIONS, &VALIDATION_COLUMNS, validations);

        let mut views = BTreeMap::new();
        for (name, (dtype, shape, bytes)) in &tensors {
            let view = TensorView::new(*dtype, shape.clone(), bytes).map_err(not_encoded)?;
            views.insert(name.as_str(), view);
        }
        let header = HashMap::from([(DESCRIPTION.to_owned(), description.to_string())]);
        safetensors::serialize(views, Some(header)).map_err(not_encoded)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote, and checks that all of it fits together.
    ///
    /// # Errors
    /// When the bytes are no checkpoint, are damaged, or were written by a newer version of this program.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TrainError> {
        let no_checkpoint = || bad(msg!("checkpoint-damaged"));
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|_| no_checkpoint())?;
        let text = header.metadata().as_ref().and_then(|texts| texts.get(DESCRIPTION)).ok_or_else(no_checkpoint)?;
        let mut description: Value = serde_json::from_str(text).map_err(|_| no_checkpoint())?;
        let format = description.get("format").and_then(Value::as_u64).ok_or_else(no_checkpoint)?;
        if format > u64::from(CHECKPOINT_FORMAT) {
            return Err(bad(msg!("checkpoint-newer-format", format = format, newest = CHECKPOINT_FORMAT)));
        }
        from_bits(&mut description);
        let description: Description = text::json::read_value(&description)
            .map_err(|fault| bad(msg!("checkpoint-damaged-description", fault = fault)))?;
        let file = SafeTensors::deserialize(bytes).map_err(|_| no_checkpoint())?;
        read(description, &file)
    }
}

/// Puts description and tensors together.
fn read(description: Description, file: &SafeTensors<'_>) -> Result<Checkpoint, TrainError> {
    let Description {
        format: _,
        config,
        start,
        teachers,
        images,
        position,
        totals,
        steps,
        best,
        patience,
        started,
        changes,
    } = description;
    config.validate().map_err(TrainError::of_checkpoint)?;
    let weights = group(file, WEIGHTS)?;
    let fits = |weights: &Weights| weights.check(config.arch).map_err(TrainError::of_checkpoint);
    fits(&weights)?;
    let optimiser = SavedOptimiser {
        steps,
        first: group(file, FIRST)?,
        second: group(file, SECOND)?,
        average: group(file, AVERAGE)?,
        adapters: group(file, ADAPTERS)?,
    };
    for remembered in [&optimiser.first, &optimiser.second, &optimiser.average] {
        for (name, array) in &remembered.0 {
            let learned = weights.0.get(name).or_else(|| optimiser.adapters.0.get(name));
            if learned.is_none_or(|learned| learned.shape != array.shape) {
                return Err(bad(msg!("checkpoint-misfit-state", tensor = name)));
            }
        }
    }
    let best = match best {
        Some(BestNumbers { epoch, accuracy, loss }) => {
            let weights = group(file, BEST)?;
            fits(&weights)?;
            Some(Best { epoch, accuracy, loss, weights })
        }
        None => None,
    };
    let teacher = |(at, card): (usize, ModelCard)| {
        let weights = group(file, &teacher_prefix(at))?;
        weights.check(card.architecture).map_err(TrainError::of_checkpoint)?;
        Ok(Model { card, weights })
    };
    let teachers = teachers.into_iter().enumerate().map(teacher).collect::<Result<_, TrainError>>()?;
    let has_validations = file.names().iter().any(|name| name.starts_with(VALIDATIONS));
    let history = History {
        started,
        steps: take(file, STEPS, &STEP_COLUMNS)?,
        validations: if has_validations { take(file, VALIDATIONS, &VALIDATION_COLUMNS)? } else { Vec::new() },
        epochs: take(file, EPOCHS, &EPOCH_COLUMNS)?,
        changes,
    };
    Ok(Checkpoint { config, start, teachers, images, position, totals, weights, optimiser, best, patience, history })
}

/// In front of the names of a teacher's tensors.
fn teacher_prefix(at: usize) -> String {
    format!("{TEACHERS}{}/", at + 1)
}

/// The tensors whose names begin with `prefix`.
fn group(file: &SafeTensors<'_>, prefix: &str) -> Result<Weights, TrainError> {
    let mut weights = Weights::default();
    for (name, view) in file.tensors() {
        let Some(name) = name.strip_prefix(prefix) else { continue };
        if view.dtype() != Dtype::F32 {
            return Err(bad(msg!("checkpoint-not-floats", tensor = name)));
        }
        let values = view.data().as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        weights.0.insert(name.to_owned(), Array { shape: view.shape().to_vec(), values });
    }
    Ok(weights)
}

/// One tensor for each column of `reports`.
fn put<R>(
    tensors: &mut BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>,
    prefix: &str,
    columns: &[Column<R>],
    reports: &[R],
) {
    for Column { name, get, set: _ } in columns {
        let bytes = reports.iter().flat_map(|report| get(report).to_le_bytes()).collect();
        tensors.insert(format!("{prefix}{name}"), (Dtype::F64, vec![reports.len()], bytes));
    }
}

/// Undoes [`put`].
fn take<R: Default>(file: &SafeTensors<'_>, prefix: &str, columns: &[Column<R>]) -> Result<Vec<R>, TrainError> {
    let mut reports = Vec::new();
    for (at, Column { name, get: _, set }) in columns.iter().enumerate() {
        let view = match file.tensor(&format!("{prefix}{name}")) {
            Ok(view) => view,
            Err(_) if at == 0 => return Err(bad(msg!("checkpoint-missing-column", column = *name))),
            // A file from before there was this number.
            Err(_) => continue,
        };
        let values = view.data().as_chunks().0;
        if at == 0 {
            reports.resize_with(values.len(), R::default);
        }
        if view.dtype() != Dtype::F64 || values.len() != reports.len() {
            return Err(bad(msg!("checkpoint-bad-column", column = *name)));
        }
        for (report, value) in reports.iter_mut().zip(values) {
            set(report, f64::from_le_bytes(*value));
        }
    }
    Ok(reports)
}

/// Writes every number that is not whole as its bits.
fn to_bits(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let bits = number.as_f64().unwrap_or_default().to_bits();
            *value = Value::String(format!("{BITS}{bits:016x}"));
        }
        Value::Array(values) => values.iter_mut().for_each(to_bits),
        Value::Object(fields) => fields.values_mut().for_each(to_bits),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Undoes [`to_bits`].
fn from_bits(value: &mut Value) {
    match value {
        Value::String(text) => {
            let bits = text.strip_prefix(BITS).filter(|bits| bits.len() == 16);
            let number = bits.and_then(|bits| u64::from_str_radix(bits, 16).ok()).map(f64::from_bits);
            if let Some(number) = number.and_then(serde_json::Number::from_f64) {
                *value = Value::Number(number);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(from_bits),
        Value::Object(fields) => fields.values_mut().for_each(from_bits),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests;
