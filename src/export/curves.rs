//! Curves of a run as CSV and JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::train::History;
use crate::train::columns::{Column, EPOCH_COLUMNS, STEP_COLUMNS, VALIDATION_COLUMNS};

/// All reports as one table (RFC 4180): `kind` is "step", "epoch" or "validation" (before the first step and within an
/// epoch), and a column that a kind does not have stays empty. Numbers are written so that they are read back to the bit.
#[must_use]
pub fn to_csv(history: &History) -> String {
    let mut names: Vec<&str> = STEP_COLUMNS.iter().map(|column| column.name).collect();
    names.extend(
        EPOCH_COLUMNS.iter().map(|column| column.name).filter(|name| !names.contains(name)).collect::<Vec<_>>(),
    );
    let mut text = format!("kind,{}\r\n", names.join(","));
    let mut rows: Vec<(u64, String)> = Vec::new();
    rows.extend(history.steps.iter().map(|report| (report.step, row("step", &names, &STEP_COLUMNS, report))));
    rows.extend(history.epochs.iter().map(|report| (report.step, row("epoch", &names, &EPOCH_COLUMNS, report))));
    let validation = |report| row("validation", &names, &VALIDATION_COLUMNS, report);
    rows.extend(history.validations.iter().map(|report| (report.step, validation(report))));
    rows.sort_by_key(|(step, _)| *step);
    for (_, row) in rows {
        text.push_str(&row);
    }
    text
}

fn row<R>(kind: &str, names: &[&str], columns: &[Column<R>], report: &R) -> String {
    let mut line = kind.to_owned();
    for name in names {
        line.push(',');
        if let Some(column) = columns.iter().find(|column| column.name == *name) {
            let value = (column.get)(report);
            if value.is_finite() {
                // Writing to a string cannot fail.
                let _ = write!(line, "{value}");
            }
        }
    }
    line.push_str("\r\n");
    line
}

/// All reports as one JSON object: `run` as given; `steps`, `epochs` and `validations` (before the first step and within
/// an epoch) as objects of equally long lists, one for each column. A number that is none (a loss that overflowed) is null.
#[must_use]
pub fn to_json(history: &History, run: Value) -> String {
    let mut file = Map::new();
    file.insert("run".into(), run);
    file.insert("steps".into(), lists(&STEP_COLUMNS, &history.steps));
    file.insert("epochs".into(), lists(&EPOCH_COLUMNS, &history.epochs));
    file.insert("validations".into(), lists(&VALIDATION_COLUMNS, &history.validations));
    let mut text = Value::Object(file).to_string();
    text.push('\n');
    text
}

fn lists<R>(columns: &[Column<R>], reports: &[R]) -> Value {
    let list = |column: &Column<R>| {
        let values = reports.iter().map(|report| Value::from((column.get)(report)));
        (column.name.to_owned(), Value::Array(values.collect()))
    };
    Value::Object(columns.iter().map(list).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tests::history;
    use super::*;

    #[test]
    fn a_table_has_a_row_for_each_report_and_every_number_to_the_bit() {
        let history = history();
        let text = to_csv(&history);
        let mut lines = text.split("\r\n");
        let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
        assert_eq!(header[..2], ["kind", "step"]);
        let place = header.iter().position(|name| *name == "loss").expect("losses are reported");
        let rows: Vec<Vec<&str>> =
            lines.filter(|line| !line.is_empty()).map(|line| line.split(',').collect()).collect();
        assert_eq!(rows.len(), history.steps.len() + history.epochs.len() + history.validations.len());
        assert_eq!(rows.iter().filter(|row| row[0] == "validation").count(), history.validations.len());
        assert!(rows.iter().all(|row| row.len() == header.len()));
        let loss = |row: &Vec<&str>| row[place].parse::<f64>().expect("a number").to_bits();
        let losses: Vec<u64> = rows.iter().filter(|row| row[0] == "step").map(loss).collect();
        assert_eq!(losses, history.steps.iter().map(|report| report.loss.to_bits()).collect::<Vec<_>>());
    }

    #[test]
    fn json_holds_equally_long_lists_and_null_for_what_is_no_number() {
        let mut history = history();
        history.steps[0].loss = f64::NAN;
        let file: Value = serde_json::from_str(&to_json(&history, Value::from("name"))).expect("it is JSON");
        assert_eq!(file["run"], "name");
        assert_eq!(file["steps"]["loss"][0], Value::Null);
        let (steps, epochs, validations) = (history.steps.len(), history.epochs.len(), history.validations.len());
        for (part, length) in [("steps", steps), ("epochs", epochs), ("validations", validations)] {
            for (name, list) in file[part].as_object().expect("an object") {
                assert_eq!(list.as_array().map(Vec::len), Some(length), "{name}");
            }
        }
    }
}
