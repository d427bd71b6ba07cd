//! `digit-lab evaluate`: how much of the test set, or of a labelled ink file, a model reads right.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::args::EvaluateArgs;
use super::{Form, JobError, classify, digits, progress, text, write_json};
use crate::data::Mnist;
use crate::model::Predictor;
use crate::store::{StoreError, datasets, folders::DataDir, models};
use crate::train;

/// The result, in the field order of the contract.
#[derive(Debug, Serialize)]
struct Score {
    dataset: String,
    images: usize,
    correct: usize,
    accuracy: f64,
    seconds: f64,
}

impl Score {
    fn new(dataset: &str, images: usize, correct: usize, begun: Instant) -> Self {
        let accuracy = correct as f64 / images.max(1) as f64;
        let seconds = begun.elapsed().as_secs_f64();
        Self { dataset: dataset.into(), images, correct, accuracy, seconds }
    }
}

/// Measures the model and writes its score.
pub fn run(args: &EvaluateArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let model = match &args.model {
        Some(wanted) => models::find(dir, wanted)?,
        None => models::default_model()?,
    };
    let predictor = Predictor::for_model(&model, args.kernels.into())?;
    let score = match &args.ink {
        Some(path) => score_ink(&predictor, path)?,
        None => score_test(&predictor, args.data.as_deref())?,
    };
    match Form::of(args.json) {
        Form::Json => write_json(out, &score)?,
        Form::Text => writeln!(
            out,
            "{}: {} of {} read right, {}, in {}",
            score.dataset,
            text::count(score.correct),
            text::count(score.images),
            text::percent(score.accuracy, 2),
            text::seconds(score.seconds)
        )?,
    }
    Ok(())
}

/// Reads the test images of MNIST, or of a folder of IDX files.
fn score_test(predictor: &Predictor, folder: Option<&Path>) -> Result<Score, JobError> {
    let test = match folder {
        Some(folder) => datasets::open_folder(folder)?.test,
        None => Mnist::unpack()?.test,
    };
    let begun = Instant::now();
    let bar = progress::bar(test.len() as u64);
    let result = train::evaluate(predictor, &test, &mut |done| {
        bar.set_position(done as u64);
        true
    });
    bar.finish_and_clear();
    let evaluation = result?.expect("only a progress callback that says no ends an evaluation early");
    Ok(Score::new(test.name(), test.len(), evaluation.correct, begun))
}

/// Reads the digits of an ink file. A digit without ink has no reading, so it counts as wrong.
fn score_ink(predictor: &Predictor, path: &Path) -> Result<Score, JobError> {
    let begun = Instant::now();
    let found = digits::read_ink(path)?;
    if let Some(index) = found.iter().position(|digit| digit.label.is_none()) {
        let what = format!("digit {} of the ink file has no label, so it cannot be scored", index + 1);
        return Err(StoreError::new(what, path).into());
    }
    let predictions = classify::predict(predictor, &found)?;
    let pairs = found.iter().zip(&predictions);
    let correct = pairs.filter(|(digit, read)| read.map(|read| read.digit()) == digit.label).count();
    Ok(Score::new(&digits::short_name(path), found.len(), correct, begun))
}
