//! The `.jsonl` form of ink: one digit a line, `{"label": 7, "writer": "…", "strokes": [[[x, y], …], …]}`.

use super::Stroke;

/// A digit of an ink file, scaled to the canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct InkDigit {
    /// What the writer meant, if the file says.
    pub label: Option<u8>,
    /// Who wrote it, if the file says.
    pub writer: Option<String>,
    /// The strokes in canvas coordinates; empty if the line has none.
    pub strokes: Vec<Stroke>,
}

/// What is wrong with an ink file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct InkError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: String,
}

/// Reads every line; blank lines are skipped.
///
/// # Errors
/// Names the first line that is not a digit of ink.
pub fn parse(_text: &str) -> Result<Vec<InkDigit>, InkError> {
    todo!()
}
