//! `digit-lab adapt`: a model of digits is taught a few labels that it has never seen, from few drawings, in three ways:
//! with a new output layer, with its outputs kept and new ones added, and from fresh weights.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use super::args::AdaptArgs;
use super::{Form, JobError, text, write_json};
use crate::data::split::shuffle;
use crate::data::strength::AugmentationStrength;
use crate::data::{Dataset, LabelSet, Mnist};
use crate::model::{Kernels, Model, Predictor};
use crate::store::ink_files::{self, Labelled};
use crate::store::{StoreError, folders::DataDir, models};
use crate::train::{
    self, Collection, DataPlan, DataSource, Directive, Job, Mix, Observer, Outcome, OutputLayer, TrainConfig,
    TrainEvent, TrainingData,
};

/// Passes over the drawings alone.
const EPOCHS: usize = 60;
/// Drawings a step where there are no others.
const BATCH: usize = 16;
/// Rates of a new output layer, of added outputs, and of fresh weights.
const RATES: [f64; 3] = [2e-3, 1e-3, 4e-3];
/// Passes, images in each, and the share of the drawings among them, where MNIST is learned beside them.
const BESIDE_MNIST: (usize, usize, f64) = (3, 6_000, 0.3);
/// MNIST's images that are held out then.
const HELD_OUT: usize = 1_000;

/// A way to teach new labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Way {
    /// The model with a new output layer.
    NewOutputLayer,
    /// The model with its outputs kept and new ones added, which learns MNIST's images beside the drawings.
    AddedOutputs,
    /// Fresh weights.
    FreshWeights,
}

impl Way {
    const ALL: [Self; 3] = [Self::NewOutputLayer, Self::AddedOutputs, Self::FreshWeights];

    fn name(self) -> &'static str {
        match self {
            Self::NewOutputLayer => "new output layer",
            Self::AddedOutputs => "added outputs",
            Self::FreshWeights => "fresh weights",
        }
    }
}

/// What came of one way in one draw.
#[derive(Debug, Serialize)]
struct Row {
    draw: usize,
    way: Way,
    labels: Vec<&'static str>,
    taught: usize,
    tested: usize,
    errors: usize,
    seconds: f64,
    /// Share of MNIST's test images read right before and after, where the old outputs are kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    mnist_before: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mnist_after: Option<f64>,
}

/// Drawings to teach with and to test on, of the labels of one draw.
struct Draw {
    names: LabelSet,
    teach: Arc<Dataset>,
    test: Arc<Dataset>,
}

/// Teaches every draw in every way, and writes what came of it.
pub fn run(args: &AdaptArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let start = models::find(dir, &args.from)?;
    let all = ink_files::labelled(&args.ink)?;
    let mnist = Mnist::unpack()?;
    let before = right(&Predictor::for_model(&start, Kernels::default())?, &mnist.test)?;
    let form = Form::of(args.json);
    if form == Form::Text {
        heading(out)?;
    }
    let mut rows = Vec::new();
    for number in 1..=args.draws {
        let draw = drawn(args, &all, number)?;
        for way in Way::ALL {
            let begun = Instant::now();
            let outcome = train::run(&job(way, &start, &draw, &mnist, args.seed + number as u64), &mut Quiet)?;
            let seconds = begun.elapsed().as_secs_f64();
            let reader =
                Predictor::new(outcome.config.arch, &outcome.last_weights, outcome.pixels, Kernels::default())?
                    .with_labels(outcome.labels);
            let errors = wrong(&reader, &draw.test)?;
            let mnist_after = (way == Way::AddedOutputs).then(|| right(&reader, &mnist.test)).transpose()?;
            let row = row(number, way, &draw, &outcome, (errors, seconds), (before, mnist_after));
            write(out, form, &row)?;
            rows.push(row);
        }
    }
    if form == Form::Text { summary(out, &rows) } else { Ok(()) }.map_err(JobError::from)
}

fn row(
    draw: usize,
    way: Way,
    drawn: &Draw,
    outcome: &Outcome,
    (errors, seconds): (usize, f64),
    (before, after): (f64, Option<f64>),
) -> Row {
    let taught = if way == Way::AddedOutputs { drawn.teach.len() } else { outcome.summary.train_images };
    Row {
        draw,
        way,
        labels: drawn.names.names().to_vec(),
        taught,
        tested: drawn.test.len(),
        errors,
        seconds,
        mnist_before: after.map(|_| before),
        mnist_after: after,
    }
}

/// The labels of a draw with their drawings.
fn drawn(args: &AdaptArgs, all: &[Labelled], number: usize) -> Result<Draw, JobError> {
    let mut names: Vec<&'static str> = all.iter().map(|drawing| drawing.label.name()).collect();
    names.sort_unstable();
    names.dedup();
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    shuffle(&mut order, args.seed, &format!("labels of draw {number}"));
    let chosen: Vec<&str> = order.iter().take(args.classes).map(|&at| names[at as usize]).collect();
    let names = LabelSet::new(&chosen).map_err(|fault| StoreError::of(&fault, &args.ink))?;
    let is_of = |drawing: &Labelled, writers: &[String]| {
        drawing.writer.as_ref().is_some_and(|writer| writers.iter().any(|wanted| writer.ends_with(wanted.as_str())))
    };
    let of = |writers: &[String], most: usize, kind: &str| -> Result<Arc<Dataset>, JobError> {
        let (mut pixels, mut labels) = (Vec::new(), Vec::new());
        for class in names.classes() {
            let own = all.iter().filter(|drawing| drawing.label.name() == names.name(class) && is_of(drawing, writers));
            let own: Vec<&Labelled> = own.take(most).collect();
            if own.is_empty() || (most < usize::MAX && own.len() < most) {
                let what = format!("there are {} drawings of \"{}\" to {kind}", own.len(), names.name(class));
                return Err(StoreError::verbatim(what, &args.ink).into());
            }
            pixels.extend(own.iter().flat_map(|drawing| drawing.image.0));
            labels.extend(own.iter().map(|_| class));
        }
        let set = Dataset::labelled(format!("drawings to {kind}"), pixels, labels, names);
        set.map(Arc::new).map_err(|fault| StoreError::of(&fault, &args.ink).into())
    };
    Ok(Draw { names, teach: of(&args.teach, args.drawings, "teach")?, test: of(&args.test, usize::MAX, "test")? })
}

/// The run of one way. What it is validated on chooses nothing: the weights after the last step count.
fn job(way: Way, start: &Model, draw: &Draw, mnist: &Mnist, seed: u64) -> Job {
    let [new, added, fresh] = RATES;
    let alone = TrainConfig {
        arch: start.card.architecture,
        seed,
        epochs: EPOCHS,
        batch_size: BATCH,
        learning_rate: fresh,
        label_smoothing: 0.05,
        augmentation: AugmentationStrength::Strong.augmentation(),
        data: DataPlan::holding_out(1),
        ..TrainConfig::default()
    };
    let drawings = TrainingData { train: Arc::clone(&draw.teach), test: Arc::clone(&draw.test) };
    let (config, start, data) = match way {
        Way::FreshWeights => (alone, None, drawings),
        Way::NewOutputLayer => {
            let config = TrainConfig { output_layer: OutputLayer::New, learning_rate: new, ..alone };
            (config, Some(start.clone()), drawings)
        }
        Way::AddedOutputs => {
            let (epochs, limit, share) = BESIDE_MNIST;
            let names = LabelSet::DIGITS.extended_with(draw.names).unwrap_or(draw.names);
            let with = |set: &Dataset| set.relabelled(names).unwrap_or_else(|_| set.clone());
            let train = Dataset::joined("MNIST and drawings", &[&with(&mnist.train), &with(&draw.teach)]);
            let mix = Some(Mix::new(Collection::Ink("drawings.jsonl".into()), share));
            let source = DataSource { mixed_with: mix, ..DataSource::default() };
            let config = TrainConfig {
                output_layer: OutputLayer::Extended,
                epochs,
                batch_size: 64,
                limit: Some(limit),
                learning_rate: added,
                augmentation: AugmentationStrength::Light.augmentation(),
                data: DataPlan { source, ..DataPlan::holding_out(HELD_OUT) },
                ..alone
            };
            (config, Some(start.clone()), TrainingData { train: Arc::new(train), test: drawings.test })
        }
    };
    Job { config, start, teachers: Vec::new(), data: data.into() }
}

/// Watches a run to its end.
struct Quiet;

impl Observer for Quiet {
    fn event(&mut self, _: TrainEvent) {}

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }

    fn is_ending(&mut self) -> bool {
        // Nobody looks at what is measured on the way.
        true
    }
}

/// Share of the images that are read right.
fn right(reader: &Predictor, images: &Dataset) -> Result<f64, JobError> {
    Ok(1.0 - wrong(reader, images)? as f64 / images.len().max(1) as f64)
}

/// Images that are read wrong.
fn wrong(reader: &Predictor, images: &Dataset) -> Result<usize, JobError> {
    let read = train::evaluate(reader, images, &mut |_| true)?;
    Ok(read.map_or(images.len(), |read| images.len() - read.correct))
}

fn heading(out: &mut dyn Write) -> io::Result<()> {
    let (draw, way, taught, tested, errors) = ("draw", "way", "taught", "tested", "errors");
    writeln!(out, "{draw:>4}  {way:18}  {taught:>6}  {tested:>6}  {errors:>6}  {:>8}  MNIST before, after", "time")
}

fn write(out: &mut dyn Write, form: Form, row: &Row) -> io::Result<()> {
    if form == Form::Json {
        return write_json(out, row);
    }
    let Row { draw, way, labels, taught, tested, errors, seconds, .. } = row;
    let (way, seconds) = (way.name(), text::seconds(*seconds));
    write!(out, "{draw:>4}  {way:18}  {taught:>6}  {tested:>6}  {errors:>6}  {seconds:>8}")?;
    if let (Some(before), Some(after)) = (row.mnist_before, row.mnist_after) {
        write!(out, "  {}, {}", text::percent(before, 2), text::percent(after, 2))?;
    }
    writeln!(out, "  {}", labels.join(" "))?;
    out.flush()
}

/// All draws of each way together.
fn summary(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    for way in Way::ALL {
        let own = || rows.iter().filter(|row| row.way == way);
        let (errors, tested): (usize, usize) = (own().map(|row| row.errors).sum(), own().map(|row| row.tested).sum());
        let share = text::percent(errors as f64 / tested.max(1) as f64, 2);
        let seconds = own().map(|row| row.seconds).sum::<f64>() / own().count().max(1) as f64;
        write!(
            out,
            " all  {:18}  {errors} errors of {tested} ({share}), {} a draw",
            way.name(),
            text::seconds(seconds)
        )?;
        let after: Vec<f64> = own().filter_map(|row| row.mnist_after).collect();
        if let Some(before) = own().find_map(|row| row.mnist_before) {
            let mean = after.iter().sum::<f64>() / after.len().max(1) as f64;
            let least = after.iter().copied().fold(1.0, f64::min);
            let [before, mean, least] = [before, mean, least].map(|share| text::percent(share, 2));
            write!(out, "; MNIST {before} before, {mean} after in the mean, {least} at the least")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{Args, Job as AskedJob};
    use clap::Parser as _;

    /// Two signs by three writers, twice each: bars that lean to the left and to the right.
    fn file(path: &std::path::Path) {
        let mut text = String::new();
        for writer in 1..=3 {
            for (label, [from, to]) in [("/", [90, 10]), ("\\\\", [10, 90])] {
                for shift in 0..2 {
                    let (from, to) = (from + shift + writer, to + 2 * shift - writer);
                    let strokes = format!("[[[{from}, 10], [50, 50], [{to}, 90]]]");
                    let start = format!("{{\"label\": \"{label}\", \"writer\": \"x-w{writer}\", \"strokes\": ");
                    text.extend([start.as_str(), &strokes, "}\n"]);
                }
            }
        }
        std::fs::write(path, text).expect("written");
    }

    #[test]
    fn every_way_is_taught_and_counted() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("signs.jsonl");
        file(&path);
        let line = ["digit-lab", "adapt", &path.display().to_string(), "--from", "tiny", "--teach", "w1,w2", "--test"]
            .map(str::to_owned);
        let rest = ["w3", "--classes", "2", "--drawings", "4", "--draws", "1", "--json"].map(str::to_owned);
        let parsed = Args::try_parse_from(line.into_iter().chain(rest)).expect("it is a command");
        let Some(AskedJob::Adapt(args)) = parsed.job else { panic!("another job") };
        let mut out = Vec::new();
        run(&args, &DataDir::new(Some(folder.path().to_owned())), &mut out).expect("it runs");
        let text = String::from_utf8(out).expect("text");
        let rows: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(rows.len(), 3);
        for row in &rows {
            assert_eq!((&row["tested"], row["errors"].as_u64()), (&serde_json::json!(4), Some(0)), "{row}");
        }
        let kept = &rows[1];
        let [before, after] = ["mnist_before", "mnist_after"].map(|key| kept[key].as_f64().expect("a share"));
        assert!(before > 0.98 && after > before - 0.02, "{kept}");
    }
}
