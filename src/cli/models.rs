//! `digit-lab models`: the bundled and the saved models.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::args::ModelsArgs;
use super::{Form, JobError, report, text, write_json};
use crate::store::folders::DataDir;
use crate::store::methods::{self, ListedMethod};
use crate::store::models::{self, ListedModel, ModelSource};
use crate::text::format;

/// One model, as an object.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: String,
    name: Cow<'a, str>,
    source: &'static str,
    /// The network; of a method that is none, the method.
    architecture: &'static str,
    /// Weights of a network.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<usize>,
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
            name: Cow::Borrowed(&model.card.name),
            source,
            architecture: model.card.architecture.id(),
            parameters: Some(model.card.parameters),
            validation_accuracy: model.card.validation_accuracy,
            test_accuracy: model.card.test_accuracy,
            bits_per_token: model.card.training.test_loss.map(format::bits),
            created: &model.card.created,
            path,
        }
    }

    fn of_method(listed: &'a ListedMethod) -> Self {
        let card = &listed.card;
        Self {
            id: listed.id(),
            name: Cow::Owned(listed.shown_name().to_string()),
            source: "saved",
            architecture: card.method().id(),
            parameters: None,
            validation_accuracy: card.validation_accuracy,
            test_accuracy: card.test_accuracy,
            bits_per_token: None,
            created: &card.created,
            path: Some(&listed.path),
        }
    }
}

/// Lists all models; one that cannot be read is reported and the others are listed all the same.
pub fn run(args: &ModelsArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let (listed, mut errors) = models::list(dir);
    let (listed_methods, more) = methods::list(dir);
    errors.extend(more);
    let entries: Vec<Entry> =
        listed.iter().map(Entry::new).chain(listed_methods.iter().map(Entry::of_method)).collect();
    match Form::of(args.json) {
        Form::Json => entries.iter().try_for_each(|entry| write_json(out, entry))?,
        Form::Text => write_table(out, &entries)?,
    }
    for error in &errors {
        report(error);
    }
    match errors.len() {
        0 => Ok(()),
        failed => Err(JobError::Partly { failed, total: failed + entries.len(), what: "models" }),
    }
}

/// "93,322 weights"; nothing for a method, which has none.
fn size(entry: &Entry) -> String {
    entry.parameters.map_or_else(String::new, |count| format!("{} weights", text::count(count)))
}

fn write_table(out: &mut dyn Write, entries: &[Entry]) -> std::io::Result<()> {
    let width = |cell: fn(&Entry) -> usize| entries.iter().map(cell).max().unwrap_or(0);
    let id_width = width(|entry| entry.id.chars().count());
    let arch_width = width(|entry| entry.architecture.len());
    let size_width = width(|entry| size(entry).chars().count());
    for entry in entries {
        let accuracy = match entry.bits_per_token {
            Some(bits) => format!("{bits:.3} b"),
            None => entry.test_accuracy.map_or_else(|| "–".into(), |share| text::percent(share, 2)),
        };
        writeln!(
            out,
            "{:id_width$}  {:arch_width$}  {:>size_width$}  test {accuracy:>8}  {:7}  {}",
            entry.id,
            entry.architecture,
            size(entry),
            entry.source,
            entry.name
        )?;
    }
    Ok(())
}
