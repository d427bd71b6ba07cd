//! The forms in which a run leaves the program, and their bytes.

use std::path::{Path, PathBuf};

use super::super::{StoreError, atomic, date, folders::DataDir};
use super::settings::settings_in_words;
use super::{ListedRun, RunRecord, RunWeights, places};
use crate::analysis::Confusion;
use crate::data::Dataset;
use crate::export::figure::figure;
use crate::export::page::{Report, to_html};
use crate::export::plot::{to_png, to_svg};
use crate::export::{NamedHistory, curves, onnx, tensorboard};
use crate::model::{Kernels, Predictor, shown_name};
use crate::text::{Message, Named, format};
use crate::train::{self, History};
use crate::{msg, tr};

/// Pixels of a PNG for each of the picture: sharp on paper and at a projector.
const PNG_SCALE: f32 = 2.0;

/// A form in which a run leaves the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum RunForm {
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

impl RunForm {
    /// Every form.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

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
        Self::ALL.iter().copied().find(|form| form.id() == id)
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

impl Named for RunForm {
    fn key(&self) -> &'static str {
        match self {
            Self::Report => "run-form-report",
            Self::Png => "run-form-png",
            Self::Svg => "run-form-svg",
            Self::Csv => "run-form-csv",
            Self::Json => "run-form-json",
            Self::TensorBoard => "run-form-tensorboard",
            Self::Safetensors => "run-form-safetensors",
            Self::Onnx => "run-form-onnx",
        }
    }
}

/// A name for the file: the run's, made fit for a file, and the form's ending.
#[must_use]
pub fn file_name(record: &RunRecord, form: RunForm) -> String {
    match form {
        // TensorBoard knows its files by the second word.
        RunForm::TensorBoard => format!("events.out.tfevents.{}.digit-lab", record.started_secs),
        RunForm::Report
        | RunForm::Png
        | RunForm::Svg
        | RunForm::Csv
        | RunForm::Json
        | RunForm::Safetensors
        | RunForm::Onnx => {
            let safe = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
            let stem: String = record.title().to_string().chars().take(60).map(safe).collect();
            let stem = stem.trim_matches('-');
            format!("{}.{}", if stem.is_empty() { "run" } else { stem }, form.extension())
        }
    }
}

/// The run in this form; `confusion` of the test images goes into a report, if it was counted.
///
/// # Errors
/// When the run's files cannot be read, or it has no weights yet.
pub fn bytes(
    dir: &DataDir,
    run: &ListedRun,
    form: RunForm,
    confusion: Option<Confusion>,
) -> Result<Vec<u8>, StoreError> {
    // Who gets the file learns nothing about this computer.
    let run = &places::left_out(run);
    let record = &run.record;
    if form.needs_weights() {
        let model = super::model(dir, run, RunWeights::Best)?;
        let bytes = match form {
            RunForm::Onnx => onnx::to_onnx(&model),
            RunForm::Safetensors
            | RunForm::Report
            | RunForm::Png
            | RunForm::Svg
            | RunForm::Csv
            | RunForm::Json
            | RunForm::TensorBoard => model.weights.to_safetensors(),
        };
        return bytes.map_err(|fault| StoreError::of(&fault, dir.runs().join(&run.id)));
    }
    let history = super::history(dir, &run.id)?;
    let name = record.title().to_string();
    let named = NamedHistory { name: &name, history: &history };
    let picture = || figure(&name, &[named]);
    Ok(match form {
        RunForm::Report => to_html(&report(record, &history, confusion, Clock::Local), named).into_bytes(),
        RunForm::Png => to_png(&picture(), PNG_SCALE)
            .ok_or_else(|| StoreError::new(msg!("run-error-picture"), dir.runs().join(&run.id)))?,
        RunForm::Svg => to_svg(&picture()).into_bytes(),
        RunForm::Csv => curves::to_csv(&history).into_bytes(),
        RunForm::Json => curves::to_json(&history, serde_json::to_value(record).unwrap_or_default()).into_bytes(),
        RunForm::TensorBoard | RunForm::Safetensors | RunForm::Onnx => {
            tensorboard::event_file(&history, record.started_secs as f64)
        }
    })
}

/// The test images by true digit and what the run's best weights read; `None` if it has none, or they cannot be read.
#[must_use]
pub fn confusion(dir: &DataDir, run: &ListedRun, test: &Dataset) -> Option<Confusion> {
    let model = super::model(dir, run, RunWeights::Best).ok()?;
    let predictor = Predictor::for_model(&model, Kernels::default()).ok()?;
    let read = train::evaluate(&predictor, test, &mut |_| true).ok()??;
    Some(Confusion::new(&test.labels_as(predictor.labels()).ok()?, &read.predictions))
}

/// Writes the run to a file in this form.
///
/// # Errors
/// When the run cannot be read or the file cannot be written.
pub fn to_file(
    dir: &DataDir,
    run: &ListedRun,
    form: RunForm,
    confusion: Option<Confusion>,
    path: &Path,
) -> Result<PathBuf, StoreError> {
    atomic::write(path, &bytes(dir, run, form, confusion)?)?;
    Ok(path.to_path_buf())
}

/// Which clock the times of a report are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// That of the user's time zone, to the minute; for people.
    Local,
    /// UTC, to the second, and said to be; for scripts.
    Utc,
}

impl Clock {
    fn time(self, seconds: u64) -> Message {
        match self {
            Self::Local => Message::verbatim(date::local_time(seconds)),
            Self::Utc => msg!("time-utc", time = date::format_time(seconds)),
        }
    }
}

/// What a report of the run says, in the language of the thread.
#[must_use]
pub fn report(record: &RunRecord, history: &History, confusion: Option<Confusion>, clock: Clock) -> Report {
    let mut results = vec![(tr!("report-state"), record.state.title().into_owned())];
    if let Some(fault) = &record.fault {
        results.push((tr!("report-fault"), fault.to_string()));
    }
    if let Some(share) = record.best_validation {
        results.push((tr!("report-validation"), format::percent(share).to_string()));
    }
    if let Some(share) = record.result.as_ref().and_then(|result| result.test_accuracy) {
        results.push((tr!("report-test"), format::percent(share).to_string()));
    }
    results.push((tr!("report-epochs"), record.epochs_done.to_string()));
    if record.best_epoch > 0 {
        results.push((tr!("report-best-epoch"), record.best_epoch.to_string()));
    }
    let seconds = format::decimal(record.elapsed_secs, 1);
    results.push((tr!("report-time"), tr!("report-seconds", seconds = seconds).into_owned()));
    if let Some(result) = &record.result {
        let speed = tr!("report-images-a-second", images = format::count(result.images_per_second.round() as usize));
        results.push((tr!("report-speed"), speed.into_owned()));
    }
    if let Some(started) = &history.started {
        results.push((tr!("report-trained-weights"), format::count(started.trained_parameters).to_string()));
        results.push((tr!("report-images-trained"), format::count(started.train_images).to_string()));
        results.push((tr!("report-images-held-out"), format::count(started.validation_images).to_string()));
    }
    Report {
        name: record.title().to_string(),
        about: about(record, clock).to_string(),
        results: results.into_iter().map(|(what, value)| (what.into_owned(), value)).collect(),
        settings: settings_in_words(&record.settings),
        confusion,
        command: record.command.clone(),
    }
}

/// The sentence beneath the run's name: what it trained, on what, from what and when.
fn about(record: &RunRecord, clock: Clock) -> Message {
    let (network, time) = (record.settings.arch.title(), clock.time(record.started_secs));
    // Records of old versions do not name their images.
    let data = Some(record.source().called()).filter(|_| !record.data.is_empty());
    match (data, record.started_from.as_deref().map(shown_name)) {
        (None, None) => msg!("report-about", network = network, time = time),
        (Some(data), None) => msg!("report-about-data", network = network, data = data, time = time),
        (None, Some(model)) => msg!("report-about-start", network = network, model = model, time = time),
        (Some(data), Some(model)) => {
            msg!("report-about-data-start", network = network, data = data, model = model, time = time)
        }
    }
}
