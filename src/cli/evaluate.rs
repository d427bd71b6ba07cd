//! `digit-lab evaluate`: how much of the test set, or of labelled ink files, a model reads right, how well it knows
//! what it does not know, and how long a prediction takes.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use super::args::{EvaluateArgs, LayoutArgs};
use super::latency::{self, Latency};
use super::whole_numbers::{self, Source};
use super::{Form, JobError, classify, digits, images, not_digits, progress, text, write_json};
use crate::analysis::{Judge, Reliability, Verdict};
use crate::data::{Dataset, Image, Mnist, PixelLayout};
use crate::methods::Readable;
use crate::model::{Prediction, Predictor};
use crate::store::{StoreError, datasets, folders::DataDir, ink_files, methods, models};
use crate::train;

/// One image, what it is, and what was read in it, if it has ink.
struct Sample {
    image: Image,
    label: u8,
    prediction: Option<Prediction>,
}

/// The result for one data set: first the fields of the contract, in their order.
#[derive(Debug, Serialize)]
struct Score {
    dataset: String,
    images: usize,
    correct: usize,
    accuracy: f64,
    seconds: f64,
    ece_before: f64,
    ece: f64,
    refused: f64,
    unsure: f64,
    median_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
}

impl Score {
    /// Counts `samples`, whatever the verdict: what is refused can be read right all the same. A sample without ink
    /// counts as read wrong.
    fn new(dataset: &str, samples: &[Sample], begun: Instant, judge: &Judge, latency: Latency) -> Self {
        let read = || samples.iter().filter_map(|sample| Some((sample.prediction.as_ref()?, sample.label)));
        let correct = read().filter(|(prediction, label)| prediction.class() == *label).count();
        let verdicts: Vec<Verdict> =
            samples.iter().map(|sample| judge.judge(&sample.image, sample.prediction.as_ref()).verdict).collect();
        let of_all = |count: usize| count as f64 / samples.len().max(1) as f64;
        let share = |wanted: &[Verdict]| of_all(verdicts.iter().filter(|verdict| wanted.contains(verdict)).count());
        Self {
            dataset: dataset.into(),
            images: samples.len(),
            correct,
            accuracy: of_all(correct),
            seconds: begun.elapsed().as_secs_f64(),
            ece_before: Reliability::at(1.0, read()).error(),
            ece: Reliability::new(read()).error(),
            refused: share(&[Verdict::NotADigit, Verdict::Empty]),
            unsure: share(&[Verdict::Unsure]),
            median_ms: latency.median_ms,
            p95_ms: latency.p95_ms,
            p99_ms: latency.p99_ms,
        }
    }
}

/// Measures the model and writes its scores.
pub fn run(args: &EvaluateArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let model = match &args.model {
        Some(wanted) => methods::find(dir, wanted)?,
        None => Readable::Network(Arc::new(models::default_model()?)),
    };
    let predictor = model.predictor(args.kernels.into())?;
    let judge = classify::judge(model.calibration(), args.thresholds);
    let form = Form::of(args.json);
    if args.numbers {
        return measure_numbers(args, &model.name(), &predictor, out);
    }
    let latency = latency::measure(&predictor)?;
    let mut table = Table { out, form };
    table.begin(&model.name())?;
    if args.ink.is_empty() || args.not_digits || args.data.is_some() {
        let begun = Instant::now();
        let test = open_test(args)?;
        let (name, samples) = read_test(&predictor, &test)?;
        table.score(&Score::new(&name, &samples, begun, &judge, latency))?;
    }
    for path in &args.ink {
        let begun = Instant::now();
        let samples = read_ink(&predictor, path)?;
        table.score(&Score::new(&digits::short_name(path), &samples, begun, &judge, latency))?;
    }
    if args.not_digits {
        not_digits::measure(&predictor, &judge, args.seed)?.write(table.out, form)?;
    }
    table.end(latency)?;
    Ok(())
}

/// Puts numbers together and reads them.
fn measure_numbers(
    args: &EvaluateArgs,
    name: &str,
    predictor: &Predictor,
    out: &mut dyn Write,
) -> Result<(), JobError> {
    let mut table = whole_numbers::Table { out, form: Form::of(args.json), count: args.count, seed: args.seed };
    table.begin(name)?;
    table.measure(predictor, &Source::MadeUp)?;
    let test = open_test(args)?;
    table.measure(predictor, &Source::Images(&test))?;
    for path in &args.ink {
        let mut found = digits::read_ink(path)?;
        found.retain(|digit| digit.label.is_some());
        table.measure(predictor, &Source::Ink(digits::short_name(path), &found))?;
    }
    Ok(())
}

/// The test images of MNIST, or of a folder or file.
fn open_test(args: &EvaluateArgs) -> Result<Arc<Dataset>, JobError> {
    // The program's own images have a name, which wins over a folder's.
    let Some(path) = args.data.as_deref().filter(|path| path.as_os_str() != "mnist") else {
        return if args.layout.is_given() { Err(LayoutArgs::without_files()) } else { Ok(Mnist::unpack()?.test) };
    };
    let test = datasets::open_test(path, args.layout.or(PixelLayout::default()))?;
    images::warn(datasets::doubt_of(path, &test).as_slice());
    Ok(test)
}

/// Reads the test images.
fn read_test(predictor: &Predictor, test: &Dataset) -> Result<(String, Vec<Sample>), JobError> {
    let bar = progress::bar(test.len() as u64);
    let result = train::evaluate(predictor, test, &mut |done| {
        bar.set_position(done as u64);
        true
    });
    bar.finish_and_clear();
    let labels = test.labels_as(predictor.labels()).map_err(|fault| JobError::Usage(fault.to_string()))?;
    let read = result?.expect("only a progress callback that says no ends an evaluation early").predictions;
    let samples = read.into_iter().enumerate().map(|(index, prediction)| Sample {
        image: test.image(index),
        label: labels[index],
        prediction: Some(prediction),
    });
    Ok((test.name().to_owned(), samples.collect()))
}

/// Reads the drawings of an ink file with a model of other classes than the digits, which has to know all of them.
fn read_named(predictor: &Predictor, path: &Path) -> Result<Vec<Sample>, JobError> {
    let drawings = ink_files::labelled(path)?;
    let pixels: Vec<u8> = drawings.iter().flat_map(|drawing| drawing.image.0).collect();
    let read = predictor.predict_pixels(&pixels)?;
    let mut samples = Vec::with_capacity(drawings.len());
    for (drawing, prediction) in drawings.into_iter().zip(read) {
        let Some(label) = predictor.labels().class(drawing.label.name()) else {
            let what = format!("the model has no output for \"{}\", which drawings of the file show", drawing.label);
            return Err(StoreError::verbatim(what, path).into());
        };
        samples.push(Sample { image: drawing.image, label, prediction: Some(prediction) });
    }
    Ok(samples)
}

/// Reads the digits of an ink file.
fn read_ink(predictor: &Predictor, path: &Path) -> Result<Vec<Sample>, JobError> {
    if !predictor.labels().are_digits() {
        return read_named(predictor, path);
    }
    let found = digits::read_ink(path)?;
    let predictions = classify::predict(predictor, &found)?;
    let mut samples = Vec::with_capacity(found.len());
    for (index, (digit, prediction)) in found.into_iter().zip(predictions).enumerate() {
        let Some(label) = digit.label else {
            let what = format!("digit {} of the ink file has no label, so it cannot be scored", index + 1);
            return Err(StoreError::verbatim(what, path).into());
        };
        samples.push(Sample { image: digit.image, label, prediction });
    }
    Ok(samples)
}

/// The results as they are written.
pub struct Table<'a> {
    out: &'a mut dyn Write,
    form: Form,
}

impl Table<'_> {
    fn begin(&mut self, model: &str) -> io::Result<()> {
        match self.form {
            Form::Json => Ok(()),
            Form::Text => {
                let (images, right, refused, unsure) = ("images", "right", "refused", "unsure");
                let (before, after) = ("error before", "and after");
                writeln!(
                    self.out,
                    "{model:28} {images:>7}  {right:>8}  {before:>12}  {after:>9}  {refused:>8}  {unsure:>8}"
                )
            }
        }
    }

    fn score(&mut self, score: &Score) -> io::Result<()> {
        match self.form {
            Form::Json => write_json(self.out, score),
            Form::Text => {
                let shares = [score.accuracy, score.ece_before, score.ece].map(|share| text::percent(share, 2));
                Self::row(self.out, &score.dataset, score.images, shares, [score.refused, score.unsure])
            }
        }
    }

    /// One row: a name, a count, what was measured on it, and the shares refused and unsure.
    pub fn row(
        out: &mut dyn Write,
        name: &str,
        images: usize,
        [right, before, after]: [String; 3],
        verdicts: [f64; 2],
    ) -> io::Result<()> {
        let [refused, unsure] = verdicts.map(|share| text::percent(share, 2));
        let images = text::count(images);
        writeln!(out, "{name:28} {images:>7}  {right:>8}  {before:>12}  {after:>9}  {refused:>8}  {unsure:>8}")?;
        out.flush()
    }

    fn end(&mut self, latency: Latency) -> io::Result<()> {
        match self.form {
            Form::Json => Ok(()),
            Form::Text => writeln!(
                self.out,
                "From a pen's event to the probabilities, on one thread: {:.2} ms (median), {:.2} ms (95 of 100), {:.2} ms \
                 (99 of 100)",
                latency.median_ms, latency.p95_ms, latency.p99_ms
            ),
        }
    }
}
