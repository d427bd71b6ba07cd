//! What the tabs show in pictures: a model whose weights follow from the images, ink, an evaluation, and a run that was
//! never run. Nothing in it depends on the clock, the machine or the bundled model.

use std::collections::BTreeMap;

use digit_lab::app::core::evaluation::Filter;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::training::run::Run;
use digit_lab::app::core::writing::page::{Page, pen_width};
use digit_lab::data::{DIGITS, Dataset, PIXELS};
use digit_lab::ink::{Drawing, Point, Stroke};
use digit_lab::model::{Arch, Array, TrainingSummary, Weights};
use digit_lab::train::{DataPlan, EpochReport, Job, Outcome, Started, StepReport, StopReason, TrainConfig, TrainEvent};

use crate::digits;
use crate::lab::Lab;

/// The digit on the canvas.
const DIGIT: usize = 3;
const EPOCHS: usize = 4;
const STEPS_PER_EPOCH: u64 = 50;

/// Makes a model current that compares an image with the mean of each digit's training images. Softmax regression can
/// do that: |x − m|² is linear in x, but for a term that all digits share.
pub fn learn_templates(lab: &mut Lab) {
    const SHARPNESS: f32 = 0.15;
    let data = lab.state().shared.data.as_ref().expect("the images are loaded").train.clone();
    let means = means(&data);
    let weight: Vec<f32> = means.iter().flatten().map(|mean| 2.0 * SHARPNESS * mean).collect();
    let bias: Vec<f32> = means.iter().map(|mean| -SHARPNESS * mean.iter().map(|m| m * m).sum::<f32>()).collect();
    let weights = Weights(BTreeMap::from([
        ("dense1.weight".to_owned(), Array { shape: vec![DIGITS, PIXELS], values: weight.into() }),
        ("dense1.bias".to_owned(), Array { shape: vec![DIGITS], values: bias.into() }),
    ]));
    lab.make_current_with("Templates", 1, weights);
    let state = lab.state();
    state.settings.train.config.data = DataPlan::holding_out(100);
    lab.harness.step();
}

/// Mean image of each digit, 0 to 1.
fn means(data: &Dataset) -> Vec<[f32; PIXELS]> {
    let counts = data.class_counts();
    let mut means = vec![[0.0; PIXELS]; DIGITS];
    for index in 0..data.len() {
        let label = usize::from(data.label(index));
        for (mean, &pixel) in means[label].iter_mut().zip(data.pixels(index)) {
            *mean += f32::from(pixel) / 255.0 / counts[label] as f32;
        }
    }
    means
}

/// Waits until `tab`, just opened, has done what it does by itself.
pub fn come_to_rest(lab: &mut Lab, tab: Tab) {
    lab.harness.step();
    match tab {
        Tab::Draw | Tab::Train => {}
        Tab::Write => lab.until("who writes is loaded", |state| state.writing.writer().is_some()),
        Tab::Errors => lab.until("the images are read", |state| state.evaluation.results().is_some()),
    }
}

/// Brings `tab` to where there is nothing to see but what to do next.
pub fn with_nothing(lab: &mut Lab, tab: Tab) {
    match tab {
        Tab::Draw | Tab::Train | Tab::Write => {}
        // A digit that is read right is no error.
        Tab::Errors => lab.state().evaluation.filter = Filter { truth: Some(0), predicted: Some(0) },
    }
}

/// Brings `tab` to where there is something to see.
pub fn at_work(lab: &mut Lab, tab: Tab) {
    match tab {
        Tab::Draw => draw(lab),
        Tab::Train => train(lab),
        Tab::Errors => find_errors(lab),
        Tab::Write => write(lab),
    }
}

/// A digit that a hand has written on the page, and the same once more shown to the network: nothing that depends on the
/// model.
fn write(lab: &mut Lab) {
    let strokes = digits::strokes(DIGIT).into_iter().map(|points| {
        let points = points.iter().map(|&[x, y]| Point { x, y }).collect();
        Stroke::new(points, pen_width())
    });
    let mut page = Page::default();
    for stroke in strokes {
        page.draw(stroke).expect("it is a digit");
    }
    page.take(11, Some(DIGIT as u8));
    page.shown.extend(Page::as_shown(&page.digits[0], DIGIT as u8));
    lab.state().writing.show_page(page);
    lab.until("the digit is read", |state| state.writing.ways().digits.iter().any(Option::is_some));
}

fn draw(lab: &mut Lab) {
    let drawing = &mut lab.state().canvas.drawing;
    for stroke in digits::strokes(DIGIT) {
        draw_stroke(drawing, &stroke);
    }
    lab.until("the digit is read", |state| state.canvas.prediction().is_some());
}

fn draw_stroke(drawing: &mut Drawing, points: &[[f32; 2]]) {
    let mut points = points.iter().map(|&[x, y]| Point { x, y });
    let first = points.next().expect("a stroke has a point");
    drawing.begin(first, digit_lab::ink::DEFAULT_PEN_WIDTH);
    points.for_each(|point| drawing.extend(point));
    drawing.end();
}

fn find_errors(lab: &mut Lab) {
    lab.state().evaluation.select_neighbour(0);
}

/// A finished run and one before it, told event by event.
fn train(lab: &mut Lab) {
    let state = lab.state();
    let data = state.shared.data.clone().expect("the images are loaded");
    for (number, seed) in [(1, 0.0), (2, 1.3)] {
        let mut config = Setup::defaults(StartFrom::FreshWeights).config;
        config.epochs = EPOCHS;
        let job = Job { config: config.clone(), start: None, teachers: Vec::new(), data: data.clone().into() };
        let mut run = Run::new(number, &job);
        for event in events(&config, seed) {
            run.apply(event);
        }
        state.training.runs.push(run);
        state.training.shown = number - 1;
    }
    lab.harness.step();
}

/// What a run reports whose loss falls as such losses fall; `seed` shifts its noise.
fn events(config: &TrainConfig, seed: f64) -> Vec<TrainEvent> {
    let mut events = vec![TrainEvent::Started(Started {
        arch: config.arch,
        trained_parameters: config.arch.parameters(),
        train_images: 3_200,
        validation_images: 500,
        steps_per_epoch: STEPS_PER_EPOCH,
        epochs: EPOCHS,
        pixels: digit_lab::model::Pixels::Unit,
        chance: 0.1,
        guessing_loss: std::f64::consts::LN_10,
        labels: digit_lab::data::LabelSet::DIGITS,
        are_images_alike: false,
    })];
    let loss = |step: u64| 0.06 + 2.2 / (1.0 + step as f64 / 9.0);
    let noise = |step: u64| 0.04 * ((step as f64 * 1.7 + seed).sin() + (step as f64 * 0.61 + 3.0 * seed).sin());
    for step in 1..=EPOCHS as u64 * STEPS_PER_EPOCH {
        let smooth = loss(step);
        events.push(TrainEvent::Step(StepReport {
            step,
            loss: smooth * (1.0 + noise(step)),
            accuracy: (1.0 - smooth / 3.0) * (1.0 - 0.2 * noise(step).abs()),
            epochs: step as f64 / STEPS_PER_EPOCH as f64,
            learning_rate: config.learning_rate,
            gradient_norm: smooth,
            images_per_second: 4_800.0,
            elapsed_secs: step as f64 * 0.06,
        }));
        if step.is_multiple_of(STEPS_PER_EPOCH) {
            let validation_loss = smooth * (0.95 + 0.1 * noise(step));
            events.push(TrainEvent::Epoch(EpochReport {
                epoch: (step / STEPS_PER_EPOCH) as usize,
                step,
                train_loss: smooth * 1.4,
                train_accuracy: 1.0 - smooth / 2.4,
                validation_loss,
                validation_accuracy: 1.0 - validation_loss / 3.2,
                is_best: true,
                images_per_second: 4_800.0,
                elapsed_secs: step as f64 * 0.06,
            }));
        }
    }
    let steps = EPOCHS as u64 * STEPS_PER_EPOCH;
    events.push(TrainEvent::Finished(Box::new(Outcome {
        reason: StopReason::Completed,
        weights: Weights::fresh(Arch::Conv3, 1),
        last_weights: Weights::fresh(Arch::Conv3, 1),
        validation_accuracy: 1.0 - loss(steps) * (0.95 + 0.1 * noise(steps)) / 3.2,
        test_accuracy: 0.953,
        calibration: None,
        images_per_second: 4_800.0,
        seconds: steps as f64 * 0.06,
        summary: TrainingSummary::default(),
        config: config.clone(),
        labels: digit_lab::data::LabelSet::DIGITS,
        pixels: digit_lab::model::Pixels::Unit,
    })));
    events
}
