//! `digit-lab strokes measure`: how well digits come back from their tokens.

use std::io::{self, Write};

use serde::Serialize;

use super::super::args::MeasureArgs;
use super::super::classify;
use super::super::digits::{self, FoundDigit};
use super::super::{Form, JobError, write_json};
use super::back;
use crate::data::split_mix::SplitMix64;
use crate::handwriting::Tokenizer;
use crate::handwriting::measures::{Deviation, Readings};
use crate::ink::{Drawing, Stroke, synth};
use crate::model::{Kernels, ModelError, Predictor};
use crate::store::{folders::DataDir, models};

/// What was measured of a set of digits, in the field order of the contract.
#[derive(Debug, Serialize)]
struct Row {
    digits: String,
    count: usize,
    too_long: usize,
    steps: f32,
    steps_p95: f32,
    chamfer: f32,
    chamfer_p95: f32,
    hausdorff: f32,
    hausdorff_p95: f32,
    read_before: Option<f64>,
    read_after: Option<f64>,
}

/// Measures all sets of digits and writes a row for each.
pub fn run(args: &MeasureArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let tokenizer = tokenizer(args);
    let model = match &args.model {
        Some(wanted) => models::find(dir, wanted)?,
        None => models::default_model()?,
    };
    let predictor = Predictor::for_model(&model, Kernels::Fast)?;
    let made_up = (0..args.count).map(|index| {
        let label = (index % 10) as u8;
        (label, synth::digit(label, &mut SplitMix64::new(args.seed, 0, index)))
    });
    let mut sets = vec![("made up".to_owned(), made_up.collect::<Vec<_>>())];
    for path in &args.ink {
        let labelled = digits::parse_ink(path)?.digits.into_iter();
        let labelled = labelled.filter_map(|digit| Some((digit.label?, digit.strokes)));
        sets.push((digits::short_name(path), labelled.collect()));
    }
    let form = Form::of(args.json);
    if form == Form::Text {
        write_head(&tokenizer, &model.card.name, out)?;
    }
    for (name, digits) in sets {
        let row = measure(&tokenizer, name, &digits, &predictor)?;
        match form {
            Form::Json => write_json(out, &row)?,
            Form::Text => write_row(&row, out)?,
        }
    }
    Ok(())
}

fn write_head(tokenizer: &Tokenizer, reader: &str, out: &mut dyn Write) -> io::Result<()> {
    let lengths = |list: &[f32]| list.iter().map(f32::to_string).collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "{} directions, unit {}, drawn {}, moved {}: {} tokens; reader {reader}",
        tokenizer.directions,
        tokenizer.step,
        lengths(tokenizer.drawn),
        lengths(tokenizer.moved),
        tokenizer.vocabulary(),
    )?;
    writeln!(
        out,
        "{:24} {:>7} {:>8} {:>11} {:>15} {:>15} {:>16}",
        "digits (mean, p95)", "count", "too long", "steps", "Chamfer", "Hausdorff", "read before/after"
    )
}

fn write_row(row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let read = |share: Option<f64>| share.map_or("–".into(), |share| format!("{:.2}", 100.0 * share));
    writeln!(
        out,
        "{:24} {:>7} {:>8} {:>6.1} {:>4.0} {:>8.4} {:.4} {:>9.3} {:.3} {:>9} {:>6}",
        row.digits,
        row.count,
        row.too_long,
        row.steps,
        row.steps_p95,
        row.chamfer,
        row.chamfer_p95,
        row.hausdorff,
        row.hausdorff_p95,
        read(row.read_before),
        read(row.read_after)
    )
}

/// The one in use, with what was asked for in its place.
fn tokenizer(args: &MeasureArgs) -> Tokenizer {
    let usual = Tokenizer::DEFAULT;
    // Lives as long as the job, which is as long as the program.
    let lengths = |asked: &[f32], usual: &'static [f32]| -> &'static [f32] {
        if asked.is_empty() { usual } else { Box::leak(asked.to_vec().into_boxed_slice()) }
    };
    Tokenizer {
        directions: args.directions.map_or(usual.directions, usize::from),
        step: args.step.unwrap_or(usual.step),
        drawn: lengths(&args.drawn, usual.drawn),
        moved: lengths(&args.moved, usual.moved),
        thrift: args.thrift.unwrap_or(usual.thrift),
    }
}

fn measure(
    tokenizer: &Tokenizer,
    name: String,
    digits: &[(u8, Vec<Stroke>)],
    predictor: &Predictor,
) -> Result<Row, JobError> {
    let (mut steps, mut chamfer, mut hausdorff) = (Vec::new(), Vec::new(), Vec::new());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (label, strokes) in digits {
        let Ok(tokens) = tokenizer.encode(strokes) else { continue };
        let Some(deviation) = Deviation::of_tokens(tokenizer, strokes, &tokens) else { continue };
        let Ok(returned) = back(tokenizer, strokes) else { continue };
        steps.push(tokens.len() as f32 / 2.0);
        chamfer.push(deviation.chamfer);
        hausdorff.push(deviation.hausdorff);
        before.push((*label, strokes.clone()));
        after.push((*label, returned));
    }
    let share = |digits: &[(u8, Vec<Stroke>)]| -> Result<Option<f64>, JobError> {
        Ok(Readings::by(digits, |strokes| read_as_drawn(predictor, strokes))?.share())
    };
    let (steps, steps_p95) = mean_and_p95(steps);
    let (chamfer, chamfer_p95) = mean_and_p95(chamfer);
    let (hausdorff, hausdorff_p95) = mean_and_p95(hausdorff);
    Ok(Row {
        digits: name,
        count: before.len(),
        too_long: digits.len() - before.len(),
        steps,
        steps_p95,
        chamfer,
        chamfer_p95,
        hausdorff,
        hausdorff_p95,
        read_before: share(&before)?,
        read_after: share(&after)?,
    })
}

/// What the network reads, however unlikely it is to be a digit.
pub fn read_as_drawn(predictor: &Predictor, all: &[&[Stroke]]) -> Result<Vec<Option<u8>>, ModelError> {
    let found: Vec<FoundDigit> = all
        .iter()
        .map(|strokes| {
            let drawing = Drawing::redrawn(strokes);
            FoundDigit { label: None, image: drawing.image(), strokes: Vec::new(), scene: None }
        })
        .collect();
    let read = classify::predict(predictor, &found)?;
    Ok(read.into_iter().map(|prediction| prediction.map(|prediction| prediction.class())).collect())
}

/// The mean and the value that 95 % are not above; 0 of nothing.
fn mean_and_p95(mut values: Vec<f32>) -> (f32, f32) {
    values.sort_by(f32::total_cmp);
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    let at = (values.len() * 95).div_ceil(100).saturating_sub(1);
    (mean, values.get(at).copied().unwrap_or(0.0))
}
