//! `digit-lab classify`: what the network reads in each file.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::args::{ClassifyArgs, ThresholdArgs};
use super::digits::{self, FoundDigit};
use super::numbers::{self, Class, Number, Part};
use super::{Form, JobError, report, text, write_json};
use crate::analysis::{InkShape, Judge, Judgement, Reason, Verdict};
use crate::data::{Dataset, LabelSet};
use crate::ink::length_in_pen_widths;
use crate::methods::Readable;
use crate::model::{Calibration, ModelError, Prediction, Predictor, Scores, Thresholds};
use crate::store::{folders::DataDir, methods, models};
use crate::text::Named;
use crate::train;

/// One digit's result, in the field order of the contract.
#[derive(Debug, Serialize)]
struct Reading<'a> {
    file: &'a str,
    index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<u8>,
    digit: Option<Class>,
    confidence: f32,
    probabilities: Scores,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<std::borrow::Cow<'static, str>>,
    /// The whole number and its digits, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    digits: Vec<Part>,
    #[serde(skip)]
    judgement: Judgement,
    #[serde(skip)]
    labels: LabelSet,
}

impl<'a> Reading<'a> {
    fn new(
        (file, index): (&'a str, usize),
        found: &FoundDigit,
        labels: LabelSet,
        prediction: Option<&Prediction>,
        judge: &Judge,
    ) -> Self {
        // No ink says nothing, so no digit is likelier than another.
        let nothing = Scores::even(labels.chance() as f32, labels.len());
        let shape = InkShape::of(&found.image).of_lines(|| length_in_pen_widths(&found.strokes));
        let judgement = judge.judge_shape(shape, prediction);
        Self {
            file,
            index,
            label: found.label,
            digit: judgement.digit().map(|class| Class::of(labels, class)),
            confidence: prediction.map_or(0.0, Prediction::confidence),
            probabilities: prediction.map_or(nothing, |prediction| prediction.probabilities),
            verdict: judgement.verdict,
            reason: (judgement.verdict != Verdict::Digit).then(|| judgement.reason.title()),
            number: None,
            digits: Vec::new(),
            judgement,
            labels,
        }
    }

    /// The same of ink that is several digits, and so not one.
    fn with_number(mut self, number: Option<Number>) -> Self {
        let Some(Number { text, digits }) = number else { return self };
        self.judgement = Judgement { verdict: Verdict::NotADigit, reason: Reason::SeveralShapes, ..self.judgement };
        self.digit = None;
        self.verdict = Verdict::NotADigit;
        self.reason = Some(Reason::SeveralShapes.title());
        self.number = Some(text);
        self.digits = digits;
        self
    }
}

/// Reads every file; one that cannot be read is reported and the others are read all the same.
pub fn run(args: &ClassifyArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let model = match &args.model {
        Some(wanted) => methods::find(dir, wanted)?,
        None => Readable::Network(Arc::new(models::default_model()?)),
    };
    let predictor = model.predictor(args.kernels.into())?;
    let judge = judge(model.calibration(), args.thresholds);
    let form = Form::of(args.json);
    let widest = args.files.iter().map(|path| digits::name(path).chars().count()).max().unwrap_or(0);
    let mut failed = 0;
    for path in &args.files {
        match digits::read(path) {
            Ok(mut found) => {
                let whole = find_numbers(&predictor, &judge, &mut found)?;
                let predictions = predict(&predictor, &found)?;
                let name = digits::name(path);
                let read = found.iter().zip(&predictions).zip(whole).enumerate();
                let readings: Vec<Reading> = read
                    .map(|(index, ((digit, prediction), number))| {
                        Reading::new((&name, index), digit, predictor.labels(), prediction.as_ref(), &judge)
                            .with_number(number)
                    })
                    .collect();
                write_readings(out, form, widest, &readings)?;
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

/// Segments each ink into digits and returns those that are numbers of several digits. If exactly one segment is a
/// digit, its image replaces that of the whole ink.
fn find_numbers(
    predictor: &Predictor,
    judge: &Judge,
    found: &mut [FoundDigit],
) -> Result<Vec<Option<Number>>, ModelError> {
    let mut all = Vec::with_capacity(found.len());
    for digit in found {
        // Who refuses nothing reads everything as one digit.
        let number = match &digit.scene {
            Some((scene, unit)) if judge.refuses() => Some(numbers::read(predictor, judge, scene, *unit)?),
            Some(_) | None => None,
        };
        if let Some([only]) = number.as_ref().map(|number| number.digits.as_slice()) {
            digit.image = only.image.clone();
        }
        all.push(number.filter(|number| number.digits.len() > 1));
    }
    Ok(all)
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

/// The rules for a model's readings, with the thresholds that were asked for.
pub fn judge(calibration: Option<&Calibration>, asked: ThresholdArgs) -> Judge {
    let calibration = calibration.cloned().unwrap_or_default();
    let own = calibration.thresholds;
    Judge::new(&calibration).with_thresholds(Thresholds {
        refuse_below: asked.refuse_below.unwrap_or(own.refuse_below),
        unsure_below: asked.unsure_below.unwrap_or(own.unsure_below),
    })
}

fn write_readings(out: &mut dyn Write, form: Form, widest: usize, readings: &[Reading]) -> io::Result<()> {
    let index_width = readings.len().saturating_sub(1).to_string().len();
    for reading in readings {
        match form {
            Form::Json => write_json(out, reading)?,
            Form::Text => {
                write!(out, "{:widest$}", reading.file)?;
                if readings.len() > 1 {
                    write!(out, "  #{:<index_width$}", reading.index)?;
                }
                writeln!(out, "  {}", sentence(reading))?;
            }
        }
    }
    Ok(())
}

/// "7    98.2 %", what speaks against it, and what the file says where that differs.
fn sentence(reading: &Reading) -> String {
    if let Some(number) = &reading.number {
        let least = reading.digits.iter().map(|part| part.confidence).fold(1.0, f32::min);
        let (count, least) = (reading.digits.len(), text::probability(least));
        return format!("{}  {count} digits, the least sure {least}", number.replace('\n', " / "));
    }
    let confidence = text::probability(reading.confidence);
    let reason = reading.judgement.reason;
    let told = match (reading.judgement.verdict, reading.digit, reason) {
        (Verdict::Empty, _, _) | (_, None, Reason::NoInk) => format!("–  empty, {}", Reason::NoInk.title()),
        (Verdict::NotADigit, _, _) | (_, None, _) => format!("–  not a digit: {}", reason.title()),
        (Verdict::Unsure, Some(digit), Reason::TwoClose(other)) => {
            let other = reading.labels.name(other);
            format!("{digit}  {confidence:>8}  unsure: {digit} or {other}")
        }
        (Verdict::Unsure, Some(digit), _) => format!("{digit}  {confidence:>8}  unsure: {}", reason.title()),
        (Verdict::Digit, Some(digit), _) => format!("{digit}  {confidence:>8}"),
    };
    match reading.label {
        Some(label) if reading.digit != Some(Class::Digit(label)) => format!("{told}  labelled {label}"),
        Some(_) | None => told,
    }
}
