//! `digit-lab find-rate`: the search for a learning rate with a progress bar, and the rate it suggests.

use std::io::{self, Write};

use serde::Serialize;

use super::args::FindRateArgs;
use super::interrupt::Interrupt;
use super::run_settings::Asked;
use super::{Form, JobError, images, progress, report, run_settings, write_json};
use crate::store::folders::DataDir;
use crate::store::training_settings::{self, TrainingSettings};
use crate::train::finder::{Ending, RateSearch, Suggestion, TriedRate};
use crate::train::{Job, Sweep, TrainConfig, find_rate};

/// Rows of the table for people.
const ROWS: usize = 20;

/// The rate that was found, as a JSON object.
#[derive(Debug, Serialize)]
struct FoundLine {
    ending: Ending,
    suggestion: Option<Suggestion>,
}

/// Tries the rates and says which one to take.
pub fn run(args: &FindRateArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let Asked { start_from, start, teachers, mut config } = run_settings::asked(&args.settings, dir)?;
    let sweep = sweep(args, &config);
    sweep.validate()?;
    config.validate()?;
    let data = images::material(config.arch, &config.data.source)?;
    run_settings::fit(&args.settings, &mut config, &data)?;
    let job = Job { config, start, teachers, data };
    let bar = progress::bar(sweep.steps as u64);
    let interrupt = Interrupt::listen();
    let found = find_rate(&job, sweep, &mut |tried| {
        bar.set_position(tried.len() as u64);
        if let Some(last) = tried.last() {
            bar.set_message(format!("rate {:.2e}  loss {:.4}", last.rate, last.smooth));
        }
        !interrupt.was_pressed()
    });
    bar.finish_and_clear();
    let mut found = found?;
    if found.ending == Ending::Cancelled {
        // Half a search suggests nothing that could be trusted.
        found.suggestion = None;
        write(out, Form::of(args.json), &found)?;
        return Err(JobError::Interrupted("the search was ended, so there is no rate to suggest".into()));
    }
    write(out, Form::of(args.json), &found)?;
    if let Some(path) = &args.save_settings {
        match found.suggestion {
            Some(Suggestion { steepest, .. }) => {
                let config = TrainConfig { learning_rate: steepest, ..job.config };
                training_settings::write(path, &TrainingSettings { start_from, config })?;
            }
            None => report(&"no settings were written, since there is no rate to suggest"),
        }
    }
    Ok(())
}

/// The usual rates for the optimiser, and what was asked for in place of them.
fn sweep(args: &FindRateArgs, config: &TrainConfig) -> Sweep {
    let Sweep { low, high, steps } = Sweep::usual(config.optimiser);
    Sweep { low: args.lowest.unwrap_or(low), high: args.highest.unwrap_or(high), steps: args.steps.unwrap_or(steps) }
}

fn write(out: &mut dyn Write, form: Form, found: &RateSearch) -> io::Result<()> {
    let RateSearch { tried, ending, suggestion } = found;
    match form {
        Form::Json => {
            for one in tried {
                write_json(out, one)?;
            }
            write_json(out, &FoundLine { ending: *ending, suggestion: *suggestion })
        }
        Form::Text => {
            writeln!(out, "{:>9}  {:>8}  {:>8}", "rate", "loss", "smoothed")?;
            for TriedRate { rate, loss, smooth } in rows(tried) {
                writeln!(out, "{rate:>9.2e}  {loss:>8.4}  {smooth:>8.4}")?;
            }
            match ending {
                Ending::Exploded => writeln!(out, "The loss diverged there")?,
                Ending::Completed => writeln!(out, "The highest rate was reached")?,
                Ending::Cancelled => writeln!(out, "The search was ended there")?,
            }
            match suggestion {
                _ if *ending == Ending::Cancelled => Ok(()),
                Some(Suggestion { steepest, tenth_of_lowest }) => writeln!(
                    out,
                    "Suggested learning rate: {steepest:.1e}, where the loss falls fastest; a tenth of the rate with the \
                     lowest loss is {tenth_of_lowest:.1e}"
                ),
                None => writeln!(out, "The loss never fell, so no learning rate can be suggested; try another range"),
            }
        }
    }
}

/// Some of the rates, evenly spread, the last one among them.
fn rows(tried: &[TriedRate]) -> impl Iterator<Item = &TriedRate> {
    let every = tried.len().div_ceil(ROWS).max(1);
    let last = tried.len().saturating_sub(1);
    tried.iter().enumerate().filter(move |(at, _)| (last - at).is_multiple_of(every)).map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_short_and_ends_with_the_last_rate() {
        for count in [0, 1, 19, 20, 21, 200, 2_000] {
            let tried: Vec<TriedRate> =
                (0..count).map(|at| TriedRate { rate: f64::from(at), loss: 0.0, smooth: 0.0 }).collect();
            let rows: Vec<f64> = rows(&tried).map(|one| one.rate).collect();
            assert!(rows.len() <= ROWS && rows.len() * 2 >= tried.len().min(ROWS), "{count}: {rows:?}");
            assert_eq!(rows.last().copied(), tried.last().map(|one| one.rate));
        }
    }
}
