//! `digit-lab write --evaluate`: how a network writes, in figures.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::super::args::ScribeArgs;
use super::super::strokes::read_as_drawn;
use super::super::{Form, JobError, digits, text, write_json};
use super::{LONGEST, settings_of, usage, writers_of};
use crate::data::rng;
use crate::handwriting::measures::{Bits, Outline, Readings, bits_by_digit};
use crate::handwriting::{Corpus, Kind, NextToken as _, Sampler, Scribe, Sum, Tokenizer, WrittenDigit, continue_digit};
use crate::ink::Stroke;
use crate::model::{Kernels, Model, Predictor};
use crate::store::{StoreError, folders::DataDir, models};
use crate::text::ToMessage as _;
use crate::train::{Grader, Handwriting, Prompts};

/// Digits of one writer on a page: one to be foretold without any before it, and one after four.
const PAGE: usize = 5;
/// Times that the beginning of a continuation is measured.
const BEGINNINGS: usize = 200;

/// What was measured, in the field order of the contract.
#[derive(Debug, Serialize)]
struct Report {
    model: String,
    parameters: usize,
    temperature: f64,
    samples: usize,
    /// Share read as the digit asked for, in [0, 1], of all and of each digit.
    read_as_asked: f64,
    read_as_asked_by_digit: Vec<f64>,
    reader: String,
    /// Distances to the nearest digit that was learned from, in digit sizes.
    nearest_of_samples: Distances,
    nearest_of_real: Distances,
    tokens_per_second: f64,
    /// Until the first point of a continuation, after four digits and a half.
    first_point_ms: f64,
    /// Bits a token of a guess among all tokens.
    guessing: f64,
    bits: Vec<Foretold>,
    /// Of a network that has learned sums.
    sums: Option<Sums>,
}

/// Of the hundred sums of two digits, how many answers are read as right.
#[derive(Debug, Serialize)]
struct Sums {
    learned: usize,
    learned_right: usize,
    held_out: usize,
    held_out_right: usize,
}

/// Bits a token of writers that were not learned from, by the number of digits of their own before.
#[derive(Debug, Serialize)]
struct Foretold {
    writers: String,
    count: usize,
    tokens: usize,
    bits_after: Vec<Option<f64>>,
}

#[derive(Debug, Serialize)]
struct Distances {
    count: usize,
    least: f32,
    p5: f32,
    median: f32,
}

/// What the network wrote.
struct Samples {
    digits: Vec<(u8, Vec<Stroke>)>,
    outlines: Vec<(u8, Outline)>,
    tokens: usize,
    took: Duration,
}

/// Measures and tells.
pub fn run(
    args: &ScribeArgs,
    dir: &DataDir,
    (model, mut scribe): (&Model, Scribe),
    sampler: &Sampler,
    out: &mut dyn Write,
) -> Result<(), JobError> {
    let reader = models::find(dir, &args.reader)?;
    let predictor = Predictor::for_model(&reader, Kernels::Fast)?;
    let files = args.ink.iter().map(|path| Ok((digits::short_name(path), writers_of(path)?)));
    let files = files.collect::<Result<Vec<_>, JobError>>()?;
    let writing = Handwriting::bundled().map_err(|fault| StoreError::new(fault.to_message(), "digit-lab"))?;
    let config = settings_of(model);
    let learned = writing.learned_from(config.synthetic, config.seed);

    let samples = samples(args, &mut scribe, sampler)?;
    let readings = Readings::by(&samples.digits, |strokes| read_as_drawn(&predictor, strokes))?;
    let by_digit = (0..10).map(|class| {
        let own: Vec<_> = samples.digits.iter().filter(|(asked, _)| *asked == class).cloned().collect();
        Ok(Readings::by(&own, |strokes| read_as_drawn(&predictor, strokes))?.share().unwrap_or(0.0))
    });
    let known = outlines(&learned);
    let mut bits = vec![foretold("held out of training", &writing.test, &mut scribe)?];
    for (name, corpus) in &files {
        bits.push(foretold(name, corpus, &mut scribe)?);
    }
    let report = Report {
        model: model.card.name.clone(),
        parameters: model.card.parameters,
        temperature: sampler.temperature,
        samples: samples.digits.len(),
        read_as_asked: readings.share().unwrap_or(0.0),
        read_as_asked_by_digit: by_digit.collect::<Result<_, JobError>>()?,
        reader: reader.card.name.clone(),
        nearest_of_samples: Distances::between(&samples.outlines, &known),
        nearest_of_real: Distances::between(&outlines(&writing.test), &known),
        tokens_per_second: samples.tokens as f64 / samples.took.as_secs_f64().max(f64::MIN_POSITIVE),
        first_point_ms: first_point(&writing.test, &scribe)?,
        guessing: (Tokenizer::DEFAULT.vocabulary() as f64).log2(),
        bits,
        sums: (config.prompts == Prompts::Sums)
            .then(|| sums(&mut scribe, &Grader(Arc::new(predictor)), (sampler, args.seed)))
            .transpose()?,
    };
    match Form::of(args.json) {
        Form::Json => Ok(write_json(out, &report)?),
        Form::Text => Ok(report.write(out)?),
    }
}

/// Writes digits one by one, each on a fresh page, all ten in turn.
fn samples(args: &ScribeArgs, scribe: &mut Scribe, sampler: &Sampler) -> Result<Samples, JobError> {
    let tokenizer = Tokenizer::DEFAULT;
    let mut rng = rng::stream(args.seed, "evaluate");
    let mut found = Samples { digits: Vec::new(), outlines: Vec::new(), tokens: 0, took: Duration::ZERO };
    for class in (0..10).cycle().take(args.count as usize) {
        let sign = |kind| tokenizer.token(kind).map_err(|fault| usage(&fault));
        let prompt = [sign(Kind::Start)?, sign(Kind::Class(class))?];
        let begun = Instant::now();
        let written = continue_digit(scribe, tokenizer, &prompt, sampler, LONGEST, &mut rng);
        found.took += begun.elapsed();
        let written = written.map_err(|fault| usage(&fault))?;
        // The sign that ended it was foretold too.
        found.tokens += written.tokens.len() + 1;
        let Some(digit) = written.digits.last() else { continue };
        found.outlines.extend(Outline::of_lines(&digit.lines).map(|outline| (class, outline)));
        found.digits.push((class, digit.strokes()));
    }
    Ok(found)
}

/// Asks for every sum once.
fn sums(scribe: &mut Scribe, grader: &Grader, (sampler, seed): (&Sampler, u64)) -> Result<Sums, JobError> {
    let mut rng = rng::stream(seed, "sums");
    let mut found = Sums { learned: 0, learned_right: 0, held_out: 0, held_out_right: 0 };
    for sum in Sum::all() {
        let answer = sum.answer(scribe, Tokenizer::DEFAULT, sampler, &mut rng).map_err(|fault| usage(&fault))?;
        let strokes: Vec<_> = answer.iter().map(WrittenDigit::strokes).collect();
        let right = usize::from(grader.read(&strokes)? == sum.digits());
        let (count, sum_right) = if sum.is_held_out() {
            (&mut found.held_out, &mut found.held_out_right)
        } else {
            (&mut found.learned, &mut found.learned_right)
        };
        *count += 1;
        *sum_right += right;
    }
    Ok(found)
}

/// Every digit as its tokens draw it.
fn outlines(corpus: &Corpus) -> Vec<(u8, Outline)> {
    let drawn = corpus.digits().filter_map(|digit| {
        let lines = corpus.tokenizer.decode_steps(&digit.steps).ok()?.lines;
        Some((digit.class, Outline::of_lines(&lines)?))
    });
    drawn.collect()
}

impl Distances {
    /// Of each of `some` to the nearest of the same class among `known`.
    fn between(some: &[(u8, Outline)], known: &[(u8, Outline)]) -> Self {
        let nearest = some.iter().filter_map(|(class, outline)| {
            outline.nearest(known.iter().filter(|(other, _)| other == class).map(|(_, outline)| outline))
        });
        let mut all: Vec<f32> = nearest.collect();
        all.sort_by(f32::total_cmp);
        let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or(f32::NAN);
        Self { count: all.len(), least: at(0), p5: at(5), median: at(50) }
    }

    fn words(&self) -> String {
        format!("median {:.4}, 5 % {:.4}, least {:.4}", self.median, self.p5, self.least)
    }
}

/// How well the pages of writers are foretold, five digits each.
fn foretold(name: &str, corpus: &Corpus, scribe: &mut Scribe) -> Result<Foretold, JobError> {
    let mut by_digit = [Bits::default(); PAGE];
    for writings in &corpus.writers {
        for digits in writings.digits.chunks_exact(PAGE) {
            let page = corpus.page(digits).map_err(|fault| usage(&fault))?;
            for (sum, bits) in by_digit.iter_mut().zip(bits_by_digit(scribe, &corpus.tokenizer, &page)) {
                *sum = sum.and(bits);
            }
        }
    }
    Ok(Foretold {
        writers: name.to_owned(),
        count: corpus.writers.len(),
        tokens: by_digit.iter().map(Bits::tokens).sum(),
        bits_after: by_digit.iter().map(Bits::mean).collect(),
    })
}

/// Median time in milliseconds from the lift of a pen in the middle of a fifth digit until the next direction is known:
/// its strokes become tokens, and the whole page is read anew.
fn first_point(corpus: &Corpus, scribe: &Scribe) -> Result<f64, JobError> {
    let mut times = Vec::new();
    let pages = corpus.writers.iter().flat_map(|writings| writings.digits.chunks_exact(PAGE));
    for digits in pages.take(BEGINNINGS) {
        let Some((last, before)) = digits.split_last() else { continue };
        let drawn = corpus.tokenizer.decode_steps(&last.steps).map_err(|fault| usage(&fault))?.strokes();
        let mut page = corpus.page(before).map_err(|fault| usage(&fault))?;
        // In place of the end, the next digit.
        page.pop();
        let sign = |kind| corpus.tokenizer.token(kind).map_err(|fault| usage(&fault));
        page.extend([sign(Kind::NextDigit)?, sign(Kind::Class(last.class))?]);
        let mut fresh = scribe.clone();
        fresh.logits(&page[..1]);
        let begun = Instant::now();
        let steps = corpus.tokenizer.encode(&drawn).map_err(|fault| usage(&fault))?;
        page.extend(&steps[..steps.len() / 4 * 2]);
        fresh.logits(&page);
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(times.len() / 2).copied().unwrap_or(f64::NAN))
}

impl Report {
    fn write(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let percent = |share: f64| text::percent(share, 1);
        writeln!(out, "{}, {} weights, temperature {}", self.model, text::count(self.parameters), self.temperature)?;
        let by_digit: Vec<String> = self.read_as_asked_by_digit.iter().map(|share| percent(*share)).collect();
        writeln!(
            out,
            "read as asked     {} of {} by {}",
            percent(self.read_as_asked),
            text::count(self.samples),
            self.reader
        )?;
        writeln!(out, "  digit by digit  {}", by_digit.join("  "))?;
        writeln!(out, "nearest learned   {}", self.nearest_of_samples.words())?;
        writeln!(out, "  of real digits  {}", self.nearest_of_real.words())?;
        writeln!(out, "speed             {} tokens/s", text::count(self.tokens_per_second.round() as usize))?;
        writeln!(out, "first point       {:.2} ms after the pen's lift", self.first_point_ms)?;
        writeln!(out, "guessing          {:.3} bits a token", self.guessing)?;
        for Foretold { writers, count, tokens, bits_after } in &self.bits {
            let bits = bits_after.iter().map(|bits| bits.map_or_else(|| "–".into(), |bits| format!("{bits:.3}")));
            writeln!(
                out,
                "{writers}: {count} writers, {} tokens; bits a token after 0 to {} digits: {}",
                text::count(*tokens),
                PAGE - 1,
                bits.collect::<Vec<_>>().join("  ")
            )?;
        }
        if let Some(Sums { learned, learned_right, held_out, held_out_right }) = self.sums {
            writeln!(
                out,
                "sums              {learned_right} of {learned} learned, {held_out_right} of {held_out} held out"
            )?;
        }
        Ok(())
    }
}
