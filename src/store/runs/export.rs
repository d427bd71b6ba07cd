//! The forms in which a run leaves the program, and their bytes. Where they are written somebody else decides.

use std::path::{Path, PathBuf};

use super::super::{StoreError, atomic, date, folders::DataDir};
use super::settings::settings_in_words;
use super::{ListedRun, RunRecord, Which};
use crate::analysis::Confusion;
use crate::data::Dataset;
use crate::export::figure::figure;
use crate::export::page::{Report, to_html};
use crate::export::plot::{to_png, to_svg};
use crate::export::{NamedHistory, curves, onnx, tensorboard};
use crate::model::{Kernels, Predictor};
use crate::text::Named;
use crate::train::{self, History};

/// Pixels of a PNG for each of the picture: sharp on paper and at a projector.
const PNG_SCALE: f32 = 2.0;

/// A form in which a run leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One page with everything.
    Report,
    /// The curves as a picture.
    Png,
    /// The curves as a drawing.
    Svg,
    /// The curves as a table.
    Csv,
    /// The curves and settings as an object.
    Json,
    /// The curves for TensorBoard.
    TensorBoard,
    /// The best weights, for PyTorch.
    Safetensors,
    /// The best weights with the network, for other runtimes.
    Onnx,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 8] =
        [Self::Report, Self::Png, Self::Svg, Self::Csv, Self::Json, Self::TensorBoard, Self::Safetensors, Self::Onnx];

    /// Its identifier on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::TensorBoard => "tensorboard",
            Self::Safetensors => "safetensors",
            Self::Onnx => "onnx",
        }
    }

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Report => "Report (HTML)",
            Self::Png => "Plot (PNG)",
            Self::Svg => "Plot (SVG)",
            Self::Csv => "Curves (CSV)",
            Self::Json => "Curves (JSON)",
            Self::TensorBoard => "Curves (TensorBoard)",
            Self::Safetensors => "Weights (safetensors)",
            Self::Onnx => "Network (ONNX)",
        }
    }

    /// What it is good for.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Report => "One page with settings, curves and result, for a browser or for paper",
            Self::Png => "Loss and accuracy as a picture, for slides",
            Self::Svg => "Loss and accuracy as a drawing that stays sharp at any size",
            Self::Csv => "Every reported number as a table, for a spreadsheet",
            Self::Json => "Every reported number and the settings, for a program",
            Self::TensorBoard => "An event file; put it into a folder and start TensorBoard there",
            Self::Safetensors => "The best weights, under the names and in the layout of PyTorch",
            Self::Onnx => "The network with its best weights, for any program that runs ONNX",
        }
    }

    /// The ending of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Report => "html",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::TensorBoard => "digit-lab",
            Self::Safetensors => "safetensors",
            Self::Onnx => "onnx",
        }
    }

    /// The form with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.id() == id)
    }

    /// Whether it is made of weights, which a run has only once an epoch is done.
    #[must_use]
    pub fn needs_weights(self) -> bool {
        match self {
            Self::Safetensors | Self::Onnx => true,
            Self::Report | Self::Png | Self::Svg | Self::Csv | Self::Json | Self::TensorBoard => false,
        }
    }
}

/// A name for the file: the run's, made fit for a file, and the form's ending.
#[must_use]
pub fn file_name(record: &RunRecord, form: Form) -> String {
    match form {
        // TensorBoard knows its files by the second word.
        Form::TensorBoard => format!("events.out.tfevents.{}.digit-lab", record.started_secs),
        Form::Report | Form::Png | Form::Svg | Form::Csv | Form::Json | Form::Safetensors | Form::Onnx => {
            let safe = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
            let stem: String = record.name.chars().take(60).map(safe).collect();
            let stem = stem.trim_matches('-');
            format!("{}.{}", if stem.is_empty() { "run" } else { stem }, form.extension())
        }
    }
}

/// The run in this form; `confusion` of the test images goes into a report, if it was counted.
///
/// # Errors
/// When the run's files cannot be read, or it has no weights yet.
pub fn bytes(dir: &DataDir, run: &ListedRun, form: Form, confusion: Option<Confusion>) -> Result<Vec<u8>, StoreError> {
    let record = &run.record;
    if form.needs_weights() {
        let model = super::model(dir, run, Which::Best)?;
        let bytes = match form {
            Form::Onnx => onnx::to_onnx(&model),
            Form::Safetensors | Form::Report | Form::Png | Form::Svg | Form::Csv | Form::Json | Form::TensorBoard => {
                model.weights.to_safetensors()
            }
        };
        return bytes.map_err(|fault| StoreError::new(fault.to_string(), dir.runs().join(&run.id)));
    }
    let history = super::history(dir, &run.id)?;
    let named = NamedHistory { name: &record.name, history: &history };
    let picture = || figure(&record.name, &[named]);
    Ok(match form {
        Form::Report => to_html(&report(record, &history, confusion), named).into_bytes(),
        Form::Png => to_png(&picture(), PNG_SCALE)
            .ok_or_else(|| StoreError::new("the picture could not be drawn", dir.runs().join(&run.id)))?,
        Form::Svg => to_svg(&picture()).into_bytes(),
        Form::Csv => curves::to_csv(&history).into_bytes(),
        Form::Json => curves::to_json(&history, serde_json::to_value(record).unwrap_or_default()).into_bytes(),
        Form::TensorBoard | Form::Safetensors | Form::Onnx => {
            tensorboard::event_file(&history, record.started_secs as f64)
        }
    })
}

/// The test images by true digit and what the run's best weights read; `None` if it has none, or they cannot be read.
#[must_use]
pub fn confusion(dir: &DataDir, run: &ListedRun, test: &Dataset) -> Option<Confusion> {
    let model = super::model(dir, run, Which::Best).ok()?;
    let predictor = Predictor::for_model(&model, Kernels::default()).ok()?;
    let read = train::evaluate(&predictor, test, &mut |_| true).ok()??;
    Some(Confusion::new(test.labels(), &read.predictions))
}

/// Writes the run to a file in this form.
///
/// # Errors
/// When the run cannot be read or the file cannot be written.
pub fn to_file(
    dir: &DataDir,
    run: &ListedRun,
    form: Form,
    confusion: Option<Confusion>,
    path: &Path,
) -> Result<PathBuf, StoreError> {
    atomic::write(path, &bytes(dir, run, form, confusion)?)?;
    Ok(path.to_path_buf())
}

/// What a report of the run says.
#[must_use]
pub fn report(record: &RunRecord, history: &History, confusion: Option<Confusion>) -> Report {
    let pair = |what: &str, value: String| (what.to_owned(), value);
    let percent = |share: f64| format!("{:.2} %", share * 100.0);
    let mut results = vec![pair("State", record.state.title().to_owned())];
    if let Some(fault) = &record.fault {
        results.push(pair("Fault", fault.clone()));
    }
    if let Some(share) = record.best_validation {
        results.push(pair("Validation images read right", percent(share)));
    }
    if let Some(share) = record.result.as_ref().and_then(|result| result.test_accuracy) {
        results.push(pair("Test images read right", percent(share)));
    }
    results.push(pair("Epochs", record.epochs_done.to_string()));
    if record.best_epoch > 0 {
        results.push(pair("Best epoch", record.best_epoch.to_string()));
    }
    results.push(pair("Time trained", format!("{:.1} s", record.elapsed_secs)));
    if let Some(result) = &record.result {
        results.push(pair("Speed", format!("{:.0} images a second", result.images_per_second)));
    }
    if let Some(started) = &history.started {
        results.push(pair("Trained weights", started.trained_parameters.to_string()));
        results.push(pair("Images trained on", started.train_images.to_string()));
        results.push(pair("Images held out", started.validation_images.to_string()));
    }
    let from = record.started_from.as_ref().map_or_else(String::new, |model| format!(", started from {model}"));
    let data = if record.data.is_empty() { String::new() } else { format!(" on {}", record.data) };
    Report {
        name: record.name.clone(),
        about: format!(
            "{}{data}{from}; begun {} UTC",
            record.settings.arch.title(),
            date::format_time(record.started_secs)
        ),
        results,
        settings: settings_in_words(&record.settings),
        confusion,
        command: record.command.clone(),
    }
}
