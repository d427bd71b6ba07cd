//! `digit-lab fit`: trains a method that is no network, and saves it.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use super::args::FitArgs;
use super::interrupt::Interrupt;
use super::results::Results;
use super::{Form, JobError, images, progress, report, text, write_json};
use crate::data::PixelLayout;
use crate::methods::{Method, MethodConfig, MethodError, MethodModel};
use crate::store::{date, folders::DataDir, methods};
use crate::text::Named as _;
use crate::train::{Collection, DataSource, MethodJob, TrainingData};

/// The result, as an object.
#[derive(Debug, Serialize)]
struct ResultLine {
    method: &'static str,
    train_images: usize,
    seconds: f64,
    bytes: u64,
    validation_accuracy: Option<f64>,
    test_accuracy: Option<f64>,
    model: String,
}

/// Trains, saves and says where.
pub fn run(args: &FitArgs, dir: &DataDir, out: &mut Results<'_>) -> Result<(), JobError> {
    let config = config(args)?;
    if let Some(path) = &args.out {
        methods::check_target(path)?;
    }
    let mut data = open(args)?;
    if let Some(limit) = args.limit {
        data.train = Arc::new(data.train.take(limit));
    }
    let mut job = MethodJob::new(config, data, date::today());
    job.validation = args.validation;
    job.threads = args.threads;
    job.name = args.name.clone().unwrap_or_default();
    let model = learn(&job)?;
    let path = match &args.out {
        Some(path) => methods::save_to(path, &model).map(|()| path.clone()),
        None => methods::save(dir, &model),
    }?;
    let bytes = path.metadata().map_or(0, |file| file.len());
    write_result(out, Form::of(args.json), &model, bytes, &path.display().to_string())?;
    if out.are_lost() {
        report(&format_args!("saved as {}", path.display()));
    }
    Ok(())
}

/// Learns, with a bar and an ear for Ctrl+C.
fn learn(job: &MethodJob) -> Result<MethodModel, JobError> {
    let (interrupt, bar) = (Interrupt::listen(), progress::bar(1_000));
    let was_pressed = AtomicBool::new(false);
    let learned = job.run(&|share| {
        bar.set_position((share * 1_000.0) as u64);
        if interrupt.was_pressed() {
            was_pressed.store(true, Ordering::Relaxed);
        }
        !was_pressed.load(Ordering::Relaxed)
    });
    bar.finish_and_clear();
    match learned {
        Err(MethodError::Stopped) => Err(JobError::Interrupted("it was ended before there was a result".into())),
        learned => Ok(learned?),
    }
}

/// The settings that were asked for; those of other methods are refused.
fn config(args: &FitArgs) -> Result<MethodConfig, JobError> {
    let (method, usual) = (args.method, MethodConfig::of(args.method));
    let given: [(&str, bool, &[Method]); 6] = [
        ("k", args.k.is_some(), &[Method::Neighbours]),
        ("cost", args.cost.is_some(), &[Method::LinearSvm, Method::KernelSvm]),
        ("gamma", args.gamma.is_some(), &[Method::KernelSvm]),
        ("images", args.images.is_some(), &[Method::KernelSvm]),
        ("depth", args.depth.is_some(), &[Method::Tree, Method::Forest]),
        ("trees", args.trees.is_some(), &[Method::Forest]),
    ];
    if let Some((option, ..)) = given.iter().find(|(_, is_given, of)| *is_given && !of.contains(&method)) {
        return Err(JobError::Usage(format!("{} ({}) has no --{option}", method.title(), method.id())));
    }
    let config = MethodConfig {
        neighbours: args.k.unwrap_or(usual.neighbours),
        linear_cost: args.cost.unwrap_or(usual.linear_cost),
        kernel_cost: args.cost.unwrap_or(usual.kernel_cost),
        gamma: args.gamma.unwrap_or(usual.gamma),
        images: args.images.unwrap_or(usual.images),
        depth: args.depth.unwrap_or(usual.depth),
        trees: args.trees.unwrap_or(usual.trees),
        seed: args.seed,
        method,
    };
    Ok(config)
}

fn open(args: &FitArgs) -> Result<TrainingData, JobError> {
    let path = args.data.clone().filter(|path| path.as_os_str() != "mnist");
    if path.is_none() && args.layout.is_given() {
        return Err(super::args::LayoutArgs::without_files());
    }
    let from = path.map_or(Collection::Mnist, Collection::Folder);
    let source = DataSource { from, layout: args.layout.or(PixelLayout::default()), mixed_with: None };
    Ok(images::open(&source)?)
}

fn write_result(out: &mut dyn Write, form: Form, model: &MethodModel, bytes: u64, path: &str) -> Result<(), JobError> {
    let card = &model.card;
    let line = ResultLine {
        method: card.method().id(),
        train_images: card.train_images,
        seconds: card.seconds,
        bytes,
        validation_accuracy: card.validation_accuracy,
        test_accuracy: card.test_accuracy,
        model: path.to_owned(),
    };
    if form == Form::Json {
        return Ok(write_json(out, &line)?);
    }
    let share = |share: Option<f64>| share.map_or_else(|| "–".into(), |share| text::percent(share, 2));
    let images = text::count(line.train_images);
    writeln!(out, "{}: learned from {images} images in {}", card.shown_name(), text::seconds(line.seconds))?;
    let [validation, test] = [line.validation_accuracy, line.test_accuracy].map(share);
    writeln!(out, "validation {validation}, test {test}, {:.1} MB", bytes as f64 / 1e6)?;
    writeln!(out, "saved as {path}")?;
    Ok(())
}
