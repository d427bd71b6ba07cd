//! `digit-lab classify`: what the network reads in each file.

use std::io::{self, Write};

use serde::Serialize;

use super::args::ClassifyArgs;
use super::digits::{self, FoundDigit};
use super::{Form, JobError, report, text, write_json};
use crate::data::{CLASSES, Dataset};
use crate::model::{ModelError, Prediction, Predictor};
use crate::store::{folders::DataDir, models};
use crate::train;

/// What a file shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// A digit.
    Digit,
    /// No ink at all.
    Empty,
}

/// One digit's result, in the field order of the contract.
#[derive(Debug, Serialize)]
struct Reading<'a> {
    file: &'a str,
    index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<u8>,
    digit: Option<u8>,
    confidence: f32,
    probabilities: [f32; CLASSES],
    verdict: Verdict,
}

impl<'a> Reading<'a> {
    fn new(file: &'a str, index: usize, label: Option<u8>, prediction: Option<&Prediction>) -> Self {
        // No ink says nothing, so no digit is likelier than another.
        let nothing = [1.0 / CLASSES as f32; CLASSES];
        Self {
            file,
            index,
            label,
            digit: prediction.map(Prediction::digit),
            confidence: prediction.map_or(0.0, Prediction::confidence),
            probabilities: prediction.map_or(nothing, |prediction| prediction.probabilities),
            verdict: prediction.map_or(Verdict::Empty, |_| Verdict::Digit),
        }
    }
}

/// Reads every file; one that cannot be read is reported and the others are read all the same.
pub fn run(args: &ClassifyArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let model = match &args.model {
        Some(wanted) => models::find(dir, wanted)?,
        None => models::default_model()?,
    };
    let predictor = Predictor::for_model(&model, args.kernels.into())?;
    let form = Form::of(args.json);
    let widest = args.files.iter().map(|path| digits::name(path).chars().count()).max().unwrap_or(0);
    let mut failed = 0;
    for path in &args.files {
        match digits::read(path) {
            Ok(found) => {
                let predictions = predict(&predictor, &found)?;
                write_readings(out, form, &digits::name(path), widest, &found, &predictions)?;
            }
            Err(error) => {
                failed += 1;
                report(&error);
            }
        }
    }
    match (failed, args.files.len()) {
        (0, _) => Ok(()),
        (failed, total) => Err(JobError::Partly { failed, total, what: "files" }),
    }
}

/// A prediction for every digit; none for one without ink, about which the network is not asked.
pub fn predict(predictor: &Predictor, found: &[FoundDigit]) -> Result<Vec<Option<Prediction>>, ModelError> {
    let is_inked = |digit: &&FoundDigit| !digit.image.is_blank();
    let pixels: Vec<u8> = found.iter().filter(is_inked).flat_map(|digit| digit.image.0).collect();
    let labels = found.iter().filter(is_inked).map(|digit| digit.label.unwrap_or(0)).collect();
    let inked = Dataset::new("ink", pixels, labels).expect("784 pixels for each label, and ink labels are digits");
    let read = train::evaluate(predictor, &inked, &mut |_done| true)?;
    let mut read = read.expect("only a progress callback that says no ends it early").predictions.into_iter();
    Ok(found.iter().map(|digit| if is_inked(&digit) { read.next() } else { None }).collect())
}

fn write_readings(
    out: &mut dyn Write,
    form: Form,
    file: &str,
    widest: usize,
    found: &[FoundDigit],
    predictions: &[Option<Prediction>],
) -> io::Result<()> {
    let index_width = (found.len() - 1).to_string().len();
    for (index, (digit, prediction)) in found.iter().zip(predictions).enumerate() {
        let reading = Reading::new(file, index, digit.label, prediction.as_ref());
        match form {
            Form::Json => write_json(out, &reading)?,
            Form::Text => {
                write!(out, "{file:widest$}")?;
                if found.len() > 1 {
                    write!(out, "  #{index:<index_width$}")?;
                }
                writeln!(out, "  {}", sentence(&reading))?;
            }
        }
    }
    Ok(())
}

/// "7   98.2 %", and what the file says where that differs.
fn sentence(reading: &Reading) -> String {
    let Some(digit) = reading.digit else { return "–  empty, no ink found".into() };
    let confidence = text::percent(f64::from(reading.confidence), 1);
    let remark = match reading.label {
        Some(label) if label != digit => format!("  labelled {label}"),
        Some(_) | None => String::new(),
    };
    format!("{digit}  {confidence:>7}{remark}")
}
