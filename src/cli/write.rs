//! `digit-lab write`: digits stroke by stroke, by a network that continues them.

mod evaluate;

use std::io::Write;
use std::path::Path;

use super::args::ScribeArgs;
use super::{JobError, digits, strokes, text};
use crate::data::rng;
use crate::handwriting::{Corpus, Kind, MOST_STEPS, Sampler, Scribe, Token, Tokenizer, continue_digit};
use crate::ink::InkDigit;
use crate::model::Model;
use crate::store::{StoreError, folders::DataDir, models};

/// Digits of a number that stand in one row of its picture.
const ROW: usize = 10;
/// Most tokens of a digit: its steps and the sign behind them.
const LONGEST: usize = 2 * MOST_STEPS + 1;

/// Writes a number, or measures how well numbers are written.
pub fn run(args: &ScribeArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let sampler = Sampler { temperature: args.temperature, top_k: args.top_k, top_p: args.top_p };
    sampler.check().map_err(|fault| usage(&fault))?;
    let model = models::find(dir, &args.model)?;
    // What cannot write is told before anything is measured.
    let scribe = Scribe::new(&model)?;
    match (&args.number, &args.out) {
        (Some(number), Some(target)) => number_to(args, (number, target), scribe, &sampler, out),
        _ => evaluate::run(args, dir, (&model, scribe), &sampler, out),
    }
}

fn usage(fault: &dyn std::fmt::Display) -> JobError {
    JobError::Usage(fault.to_string())
}

/// Writes each digit of a number after those before it.
fn number_to(
    args: &ScribeArgs,
    (number, target): (&str, &Path),
    mut scribe: Scribe,
    sampler: &Sampler,
    out: &mut dyn Write,
) -> Result<(), JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let sign = |kind| tokenizer.token(kind).map_err(|fault| usage(&fault));
    let mut page = vec![sign(Kind::Start)?];
    if let Some(path) = &args.like {
        for shown in shown_digits(path, args.digits.into())? {
            page.extend(shown);
            page.push(sign(Kind::NextDigit)?);
        }
    }
    let mut rng = rng::stream(args.seed, "write");
    let mut written = Vec::new();
    for class in number.bytes().map(|letter| letter - b'0') {
        page.push(sign(Kind::Class(class))?);
        let continued = continue_digit(&mut scribe, tokenizer, &page, sampler, LONGEST, &mut rng);
        let continued = continued.map_err(|fault| usage(&fault))?;
        let strokes = continued.digits.last().map(crate::handwriting::WrittenDigit::strokes).unwrap_or_default();
        writeln!(out, "{class}  {} steps", text::count(continued.tokens.len() / 2))?;
        written.push(InkDigit { label: Some(class), writer: None, strokes });
        page.extend(continued.tokens);
        page.push(sign(Kind::NextDigit)?);
    }
    strokes::save_in_columns(target, &written, written.len().min(ROW))?;
    Ok(writeln!(out, "{}", target.display())?)
}

/// Class and steps of the first digits of an ink file that have both.
fn shown_digits(path: &Path, count: usize) -> Result<Vec<Vec<Token>>, JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let ink = digits::parse_ink(path)?;
    let shown = ink.digits.iter().filter_map(|digit| {
        let steps = tokenizer.encode(&digit.strokes).ok()?;
        Some([&[tokenizer.token(Kind::Class(digit.label?)).ok()?][..], &steps].concat())
    });
    let shown: Vec<Vec<Token>> = shown.take(count).collect();
    if shown.is_empty() {
        return Err(StoreError::verbatim("no digit of the ink file has a label and ink to go by", path).into());
    }
    Ok(shown)
}

/// The writers of an ink file whose digits can be foretold.
fn writers_of(path: &Path) -> Result<Corpus, JobError> {
    Ok(Corpus::of_ink(Tokenizer::DEFAULT, &digits::parse_ink(path)?.digits))
}

/// What a model was trained with, as far as its card tells.
fn settings_of(model: &Model) -> crate::train::TrainConfig {
    serde_json::from_value(model.card.training.settings.clone()).unwrap_or_default()
}
