//! `digit-lab strokes write`: digits by counting alone.

use std::io::Write;

use super::super::args::WriteArgs;
use super::super::{JobError, text};
use super::{corpus, counts, save};
use crate::data::rng;
use crate::handwriting::measures::Outline;
use crate::handwriting::{Kind, MOST_STEPS, Sampler, continue_digit};
use crate::ink::InkDigit;

/// Writes each digit after those before it.
pub fn run(args: &WriteArgs, out: &mut dyn Write) -> Result<(), JobError> {
    let (train, _) = corpus(&args.corpus)?;
    let (_, mut model) = counts(&args.corpus, &train)?;
    let sampler = Sampler { temperature: args.temperature, top_k: args.top_k, top_p: args.top_p };
    let usage = |fault: &dyn std::fmt::Display| JobError::Usage(fault.to_string());
    let mut rng = rng::stream(args.corpus.seed, "write");
    let sign = |kind| train.tokenizer.token(kind).map_err(|fault| usage(&fault));
    let mut written = Vec::new();
    for class in args.number.bytes().map(|letter| letter - b'0') {
        let prompt = [sign(Kind::Start)?, sign(Kind::Class(class))?];
        let most = 2 * MOST_STEPS + 1;
        let continued = continue_digit(&mut model, train.tokenizer, &prompt, &sampler, most, &mut rng)
            .map_err(|fault| usage(&fault))?;
        let Some(digit) = continued.digits.last() else { continue };
        let alike = train.digits().filter(|known| known.class == class);
        let known: Vec<Outline> = alike
            .filter_map(|known| Outline::of_lines(&train.tokenizer.decode_steps(&known.steps).ok()?.lines))
            .collect();
        let nearest = Outline::of_lines(&digit.lines).and_then(|outline| outline.nearest(&known));
        let told = nearest.map_or_else(|| "–".into(), |nearest| format!("{nearest:.3}"));
        let steps = text::count(continued.tokens.len() / 2);
        writeln!(out, "{class}  {steps} steps, {told} from the nearest digit that was learnt from")?;
        written.push(InkDigit { label: Some(class), writer: None, strokes: digit.strokes() });
    }
    save(&args.out, &written)?;
    Ok(writeln!(out, "{}", args.out.display())?)
}
