//! `digit-lab methods`: the same digits, read by every method and by a network, in one table.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use super::args::MethodsArgs;
use super::{Form, JobError, digits, text, write_json};
use crate::data::{Dataset, Mnist};
use crate::methods::{Method, MethodConfig};
use crate::model::{ModelError, Predictor};
use crate::store::models;
use crate::text::Named as _;
use crate::train::{self, MethodJob, TrainingData};

/// Readings that are timed.
const TIMED: usize = 200;

/// One method's figures.
#[derive(Debug, Serialize)]
struct Row {
    method: String,
    images: usize,
    seconds: f64,
    bytes: usize,
    /// Median time of reading one picture, on one thread.
    reading_ms: f64,
    /// Share read right of each set, in [0, 1].
    right: Vec<(String, f64)>,
}

/// A set of pictures that is measured on.
struct Measured {
    name: String,
    pictures: Dataset,
}

/// Trains everything, measures it and writes a row for each.
pub fn run(args: &MethodsArgs, out: &mut dyn Write) -> Result<(), JobError> {
    let mnist = Mnist::unpack()?;
    let mut sets = vec![Measured { name: "MNIST test".into(), pictures: Dataset::clone(&mnist.test) }];
    for path in &args.ink {
        sets.push(read_ink(path)?);
    }
    let train = args.limit.map_or_else(|| Arc::clone(&mnist.train), |limit| Arc::new(mnist.train.take(limit)));
    // What is not measured here is not measured at all: the sets are read below.
    let nothing = Arc::new(mnist.test.take(0));
    let form = Form::of(args.json);
    if form == Form::Text {
        heading(out, &sets)?;
    }
    for &method in Method::ALL.iter().filter(|method| args.only.is_empty() || args.only.contains(method)) {
        let data = TrainingData { train: Arc::clone(&train), test: Arc::clone(&nothing) };
        let mut job = MethodJob::new(MethodConfig::of(method), data, String::new());
        (job.validation, job.threads) = (Some(0), args.threads);
        let model = job.run(&|_| true)?;
        let predictor = model.predictor();
        let row = Row {
            method: method.title().into_owned(),
            images: model.card.train_images,
            seconds: model.card.seconds,
            bytes: model.to_bytes()?.len(),
            reading_ms: reading(&predictor, &mnist.test)?,
            right: measure(&predictor, &sets)?,
        };
        write(out, form, &row)?;
    }
    if args.only.is_empty() {
        write(out, form, &network(&sets, &mnist.test)?)?;
    }
    Ok(())
}

/// The bundled network that the program starts with; how long it took to train is on its card.
fn network(sets: &[Measured], test: &Dataset) -> Result<Row, JobError> {
    let model = models::default_model()?;
    let predictor = Predictor::for_model(&model, crate::model::Kernels::default())?;
    Ok(Row {
        method: model.card.name.clone(),
        images: model.card.training.train_images,
        seconds: model.card.training.seconds,
        bytes: model.weights.to_safetensors()?.len(),
        reading_ms: reading(&predictor, test)?,
        right: measure(&predictor, sets)?,
    })
}

/// The labelled digits of an ink file that have ink.
fn read_ink(path: &Path) -> Result<Measured, JobError> {
    let found = digits::read_ink(path)?;
    let (mut pixels, mut labels) = (Vec::new(), Vec::new());
    for digit in &found {
        if let Some(label) = digit.label.filter(|_| !digit.image.is_blank()) {
            pixels.extend_from_slice(&digit.image.0);
            labels.push(label);
        }
    }
    let name = digits::short_name(path);
    let pictures =
        Dataset::new(name.clone(), pixels, labels).expect("784 pixels for each label, and labels are digits");
    Ok(Measured { name, pictures })
}

fn measure(predictor: &Predictor, sets: &[Measured]) -> Result<Vec<(String, f64)>, ModelError> {
    let mut right = Vec::new();
    for Measured { name, pictures } in sets {
        let read = train::evaluate(predictor, pictures, &mut |_| true)?;
        right.push((name.clone(), read.map_or(0.0, |read| read.accuracy())));
    }
    Ok(right)
}

/// Milliseconds of one reading: the median, on one thread.
fn reading(predictor: &Predictor, test: &Dataset) -> Result<f64, ModelError> {
    let timed = || -> Result<Vec<f64>, ModelError> {
        let each = (0..TIMED.min(test.len())).map(|at| {
            let begun = Instant::now();
            predictor.predict(&test.image(at))?;
            Ok(begun.elapsed().as_secs_f64())
        });
        each.collect()
    };
    let mut times = train::on_one_thread(timed)?;
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).map_or(0.0, |seconds| seconds * 1e3))
}

fn heading(out: &mut dyn Write, sets: &[Measured]) -> io::Result<()> {
    write!(out, "{:28} {:>7}  {:>10}  {:>9}  {:>11}", "method", "images", "train", "size", "one reading")?;
    for Measured { name, .. } in sets {
        write!(out, "  {name:>16}")?;
    }
    writeln!(out)
}

fn write(out: &mut dyn Write, form: Form, row: &Row) -> io::Result<()> {
    if form == Form::Json {
        return write_json(out, row);
    }
    let images = text::count(row.images);
    let (size, seconds) = (format!("{:.2} MB", row.bytes as f64 / 1e6), text::seconds(row.seconds));
    write!(out, "{:28} {images:>7}  {seconds:>10}  {size:>9}  {:>8.3} ms", row.method, row.reading_ms)?;
    for (_, share) in &row.right {
        write!(out, "  {:>16}", text::percent(*share, 2))?;
    }
    writeln!(out)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_a_row_and_reads_most_digits() {
        let args = MethodsArgs {
            only: vec![Method::LeastSquares, Method::Tree],
            ink: Vec::new(),
            limit: Some(2_000),
            threads: 1,
            json: true,
        };
        let mut out = Vec::new();
        run(&args, &mut out).expect("it runs");
        let lines: Vec<serde_json::Value> = String::from_utf8(out)
            .expect("text")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert!(line["right"][0][1].as_f64().expect("a share") > 0.6, "{line}");
        }
    }
}
