//! `digit-lab strokes`: pen strokes as tokens, what there is to learn from, and how well both come out.

mod measure;
mod write;

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::{CorpusArgs, StrokesArgs, StrokesJob};
use super::{Form, JobError, digits, text, write_json};
use crate::handwriting::measures::{Bits, Deviation, NGram, bits_by_digit};
use crate::handwriting::{Corpus, CorpusError, Kind, Sequences, Token, TokenError, Tokenizer};
use crate::ink::svg::{Backing, document};
use crate::ink::{InkDigit, Stroke, jsonl, side_by_side};
use crate::store::{StoreError, atomic, folders::DataDir};

pub use measure::read_as_drawn;

/// Largest packed file that is read, in bytes.
const PACKED_LIMIT: u64 = 64 << 20;
/// Digits of one writer on a page to measure on: one to be foretold without any before it, and one after four.
const PAGE: usize = 5;

/// Runs one job of `digit-lab strokes` and writes what it says to `out`.
pub fn run(args: &StrokesArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    match &args.job {
        StrokesJob::Tokens { file, json } => tokens(file, Form::of(*json), out),
        StrokesJob::RoundTrip { file, out: target } => round_trip(file, target, out),
        StrokesJob::Measure(args) => measure::run(args, dir, out),
        StrokesJob::Pack { file, out: target } => pack(file, target, out),
        StrokesJob::Corpus(args) => tell_corpus(args, out),
        StrokesJob::Write(args) => write::run(args, out),
    }
}

/// A digit and its tokens.
#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<u8>,
    #[serde(flatten)]
    found: Found,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Found {
    Tokens { tokens: Vec<Token>, steps: usize, chamfer: Option<f32>, hausdorff: Option<f32> },
    Fault { fault: String },
}

fn tokens(path: &Path, form: Form, out: &mut dyn Write) -> Result<(), JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let name = digits::name(path);
    for (index, digit) in digits::parse_ink(path)?.digits.iter().enumerate() {
        let found = match tokenizer.encode(&digit.strokes) {
            Ok(tokens) => {
                let deviation = Deviation::of_tokens(&tokenizer, &digit.strokes, &tokens);
                let (chamfer, hausdorff) = (deviation.map(|one| one.chamfer), deviation.map(|one| one.hausdorff));
                Found::Tokens { steps: tokens.len() / 2, tokens, chamfer, hausdorff }
            }
            Err(fault) => Found::Fault { fault: fault.to_string() },
        };
        let entry = Entry { file: &name, index, label: digit.label, found };
        match form {
            Form::Json => write_json(out, &entry)?,
            Form::Text => {
                let label = entry.label.map_or_else(|| "–".to_owned(), |label| label.to_string());
                let told = match &entry.found {
                    Found::Tokens { tokens, .. } => in_words(&tokenizer, tokens),
                    Found::Fault { fault } => fault.clone(),
                };
                writeln!(out, "#{index}  {label}  {told}")?;
            }
        }
    }
    Ok(())
}

/// Steps as people read them: "90°16 45°8 (0°32)".
fn in_words(tokenizer: &Tokenizer, tokens: &[Token]) -> String {
    let hundredths = |lengths: &[f32], number: u8| {
        (lengths.get(usize::from(number)).copied().unwrap_or(0.0) * tokenizer.step * 100.0).round()
    };
    let steps = tokens.chunks_exact(2).map(|step| {
        let angle = match tokenizer.kind(step[0]) {
            Some(Kind::Direction(number)) => (360.0 * f32::from(number) / tokenizer.directions as f32).round(),
            _ => f32::NAN,
        };
        match tokenizer.kind(step[1]) {
            Some(Kind::Draw(number)) => format!("{angle}°{}", hundredths(tokenizer.drawn, number)),
            Some(Kind::Move(number)) => format!("({angle}°{})", hundredths(tokenizer.moved, number)),
            _ => String::new(),
        }
    });
    steps.collect::<Vec<_>>().join(" ")
}

fn round_trip(path: &Path, target: &Path, out: &mut dyn Write) -> Result<(), JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let ink = digits::parse_ink(path)?;
    let back: Result<Vec<InkDigit>, TokenError> = ink
        .digits
        .iter()
        .filter_map(|digit| match back(&tokenizer, &digit.strokes) {
            Err(TokenError::NoInk | TokenError::TooLong { .. }) => None,
            strokes => Some(strokes.map(|strokes| InkDigit { strokes, ..digit.clone() })),
        })
        .collect();
    let back = back.map_err(|fault| StoreError::of(&fault, path))?;
    save(target, &back)?;
    let left_out = ink.digits.len() - back.len();
    Ok(writeln!(out, "{} digits, {left_out} left out: {}", text::count(back.len()), target.display())?)
}

/// Strokes as they come back from their tokens.
fn back(tokenizer: &Tokenizer, strokes: &[Stroke]) -> Result<Vec<Stroke>, TokenError> {
    Ok(tokenizer.decode_steps(&tokenizer.encode(strokes)?)?.strokes())
}

/// Writes digits as ink or, where the name ends in .svg, as one square picture.
fn save(target: &Path, digits: &[InkDigit]) -> Result<(), JobError> {
    save_in_columns(target, digits, (digits.len() as f32).sqrt().ceil() as usize)
}

/// The strokes of each.
fn strokes_of(digits: &[InkDigit]) -> Vec<&[Stroke]> {
    digits.iter().map(|digit| digit.strokes.as_slice()).collect()
}

/// The same with so many digits in a row of the picture.
pub(super) fn save_in_columns(target: &Path, digits: &[InkDigit], columns: usize) -> Result<(), JobError> {
    let ends_in = |ending: &str| target.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let content = if ends_in("svg") {
        document(&side_by_side(&strokes_of(digits), columns), Backing::White)
    } else if ends_in("jsonl") {
        digits.iter().map(|digit| jsonl::to_json_line(digit) + "\n").collect()
    } else {
        return Err(JobError::Usage("the name of the file has to end in .jsonl or .svg".into()));
    };
    Ok(atomic::write(target, content.as_bytes())?)
}

fn pack(path: &Path, target: &Path, out: &mut dyn Write) -> Result<(), JobError> {
    let corpus = Corpus::of_ink(Tokenizer::DEFAULT, &digits::parse_ink(path)?.digits);
    let fault = |fault: CorpusError| StoreError::of(&fault, path);
    if corpus.writers.is_empty() {
        return Err(fault(CorpusError::Empty).into());
    }
    let packed = corpus.pack().map_err(fault)?;
    atomic::write(target, &packed)?;
    let (digits, tokens) = (text::count(corpus.digits().count()), text::count(corpus.tokens()));
    let (writers, left_out) = (corpus.writers.len(), corpus.left_out);
    let bytes = text::count(packed.len());
    Ok(writeln!(
        out,
        "{digits} digits of {writers} writers, {left_out} left out; {tokens} tokens in {bytes} bytes: {}",
        target.display()
    )?)
}

/// What there is to learn from, and what is held out.
fn corpus(args: &CorpusArgs) -> Result<(Corpus, Corpus), JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let corpus = match &args.packed {
        Some(path) => Corpus::unpack(&atomic::read(path, PACKED_LIMIT)?, tokenizer)
            .map_err(|fault| StoreError::of(&fault, path))?,
        None => Corpus::made_up(tokenizer, args.seed, args.writers, args.times),
    };
    Ok(corpus.hold_out(args.hold_out))
}

/// The model that counts.
fn counts(args: &CorpusArgs, train: &Corpus) -> Result<(usize, NGram), JobError> {
    let sequences = Sequences { context: args.context, ..Sequences::default() };
    let epoch = sequences.epoch(train, args.seed, 0).map_err(|fault| JobError::Usage(fault.to_string()))?;
    let model = NGram::of(train.tokenizer.vocabulary(), args.order.into(), epoch.sequences());
    Ok((epoch.len(), model))
}

fn tell_corpus(args: &CorpusArgs, out: &mut dyn Write) -> Result<(), JobError> {
    let (train, held_out) = corpus(args)?;
    for (name, part) in [("to learn from", &train), ("held out", &held_out)] {
        let digits = part.digits().count();
        let steps = part.digits().map(|digit| digit.steps.len() / 2).sum::<usize>() as f64 / digits.max(1) as f64;
        writeln!(
            out,
            "{name:14} {:>5} writers  {:>8} digits  {steps:>5.1} steps a digit  {:>10} tokens",
            part.writers.len(),
            text::count(digits),
            text::count(part.tokens())
        )?;
    }
    let vocabulary = train.tokenizer.vocabulary();
    let (sequences, mut model) = counts(args, &train)?;
    writeln!(out, "an epoch       {} sequences of {} tokens", text::count(sequences), args.context + 1)?;
    writeln!(out, "guessing       {:.3} bits a token among {vocabulary}", (vocabulary as f64).log2())?;
    let mut by_digit = [Bits::default(); PAGE];
    for writings in &held_out.writers {
        for digits in writings.digits.chunks_exact(PAGE) {
            let page = held_out.page(digits).map_err(|fault| JobError::Usage(fault.to_string()))?;
            for (sum, bits) in by_digit.iter_mut().zip(bits_by_digit(&mut model, &train.tokenizer, &page)) {
                *sum = sum.and(bits);
            }
        }
    }
    for (before, bits) in by_digit.iter().enumerate() {
        if let Some(mean) = bits.mean() {
            let tokens = text::count(bits.tokens());
            writeln!(out, "counting       {mean:.3} bits a token after {before} digits, {tokens} tokens held out")?;
        }
    }
    Ok(())
}
