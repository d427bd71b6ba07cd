//! `digit-lab models`: the bundled and the saved models.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::ModelsArgs;
use super::{Form, JobError, report, text, write_json};
use crate::model::Arch;
use crate::store::folders::DataDir;
use crate::store::models::{self, ListedModel, ModelSource};

/// One model, as an object.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: String,
    name: &'a str,
    source: &'static str,
    architecture: Arch,
    parameters: usize,
    validation_accuracy: Option<f64>,
    test_accuracy: Option<f64>,
    /// Of a network that continues tokens, on the test pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    bits_per_token: Option<f64>,
    created: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a Path>,
}

impl<'a> Entry<'a> {
    fn new(model: &'a ListedModel) -> Self {
        let (source, path) = match &model.source {
            ModelSource::Bundled(_) => ("bundled", None),
            ModelSource::Saved(path) => ("saved", Some(path.as_path())),
        };
        Self {
            id: model.source.id(),
            name: &model.card.name,
            source,
            architecture: model.card.architecture,
            parameters: model.card.parameters,
            validation_accuracy: model.card.validation_accuracy,
            test_accuracy: model.card.test_accuracy,
            bits_per_token: model.card.training.test_loss.map(text::bits),
            created: &model.card.created,
            path,
        }
    }
}

/// Lists all models; one that cannot be read is reported and the others are listed all the same.
pub fn run(args: &ModelsArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let (listed, errors) = models::list(dir);
    let entries: Vec<Entry> = listed.iter().map(Entry::new).collect();
    match Form::of(args.json) {
        Form::Json => entries.iter().try_for_each(|entry| write_json(out, entry))?,
        Form::Text => write_table(out, &entries)?,
    }
    for error in &errors {
        report(error);
    }
    match errors.len() {
        0 => Ok(()),
        failed => Err(JobError::Partly { failed, total: failed + listed.len(), what: "models" }),
    }
}

fn write_table(out: &mut dyn Write, entries: &[Entry]) -> std::io::Result<()> {
    let width = |cell: fn(&Entry) -> usize| entries.iter().map(cell).max().unwrap_or(0);
    let id_width = width(|entry| entry.id.chars().count());
    let arch_width = width(|entry| entry.architecture.id().len());
    let size_width = width(|entry| text::count(entry.parameters).len());
    for entry in entries {
        let accuracy = match entry.bits_per_token {
            Some(bits) => format!("{bits:.3} b"),
            None => entry.test_accuracy.map_or_else(|| "–".into(), |share| text::percent(share, 2)),
        };
        writeln!(
            out,
            "{:id_width$}  {:arch_width$}  {:>size_width$} weights  test {accuracy:>8}  {:7}  {}",
            entry.id,
            entry.architecture.id(),
            text::count(entry.parameters),
            entry.source,
            entry.name
        )?;
    }
    Ok(())
}
