//! The `.jsonl` form of ink: one digit a line, `{"label": 7, "writer": "…", "strokes": [[[x, y], …], …]}`, y
//! downward, in units of any size.

use serde::{Deserialize, Serialize};

use super::{DEFAULT_PEN_WIDTH, PEN_SHARE, Point, Smoothing, Stroke, Trace};
use crate::data::Label;
use crate::msg;
use crate::text::{Message, ToMessage, json};

/// Longer side of the box around a digit's points on the canvas.
const DIGIT_SIDE: f64 = 0.64;
/// Most points a digit may have.
pub const MOST_POINTS: usize = 100_000;
/// An example of a line, for the error about one that is not.
const EXAMPLE: &str = r#"{"label": 7, "strokes": [[[x, y], …], …]}"#;
/// Coordinates beyond this cannot be scaled without overflow.
const LARGEST: f64 = 1e100;

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

/// The digits of an ink file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InkFile {
    /// In the file's order.
    pub digits: Vec<InkDigit>,
    /// Drawings that are labelled as something else by name.
    pub symbols: Vec<InkSymbol>,
    /// How many drawings are not among the digits because they are labelled as something else.
    pub left_out: usize,
}

/// A drawing that is labelled as something else than a digit by name.
#[derive(Debug, Clone, PartialEq)]
pub struct InkSymbol {
    /// Digits of the file that stand before it.
    pub after: usize,
    /// What it is labelled.
    pub name: String,
    /// The drawing; its label says nothing.
    pub drawn: InkDigit,
}

impl InkFile {
    /// A sentence about the drawings that were left out; `None` if there are none.
    #[must_use]
    pub fn remark(&self) -> Option<Message> {
        (self.left_out > 0).then(|| msg!("ink-left-out", drawings = self.left_out))
    }
}

/// What is wrong with an ink file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct InkError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Message,
}

impl ToMessage for InkError {
    fn to_message(&self) -> Message {
        msg!("ink-fault-in-line", line = self.line.to_string(), fault = self.fault.clone())
    }
}

crate::display_as_message!(InkError);

/// A line as it is written.
#[derive(Deserialize)]
struct ReadLine {
    #[serde(default)]
    label: Option<serde_json::Value>,
    #[serde(default)]
    writer: Option<String>,
    strokes: Vec<Vec<[f64; 2]>>,
    /// What the app adds when it saves a drawing; left out or of another meaning in other programs' files.
    #[serde(default)]
    drawing: Option<serde_json::Value>,
}

/// What a saved drawing has beyond its points: they are in canvas sides and stay where they were, and each stroke is
/// drawn as it was. Lists are as long as the strokes, or their points.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Additions {
    /// Pen width of each stroke in canvas sides.
    widths: Vec<f32>,
    /// Smoothing of each stroke.
    smoothing: Vec<Smoothing>,
    /// Pressure at each point of each stroke.
    pressures: Vec<Vec<f32>>,
    /// When each point of each stroke was drawn, in seconds.
    times: Vec<Vec<f32>>,
}

impl Additions {
    fn of(strokes: &[Stroke]) -> Self {
        let known = |list: &dyn Fn(&Stroke) -> Vec<f32>| {
            let lists: Vec<Vec<f32>> = strokes.iter().map(list).collect();
            if lists.iter().all(Vec::is_empty) { Vec::new() } else { lists }
        };
        // Numbers that JSON does not know would make the line unreadable.
        let finite = |values: &[f32], stroke: &Stroke| {
            let is_usable = values.len() == stroke.points.len() && values.iter().all(|value| value.is_finite());
            let places = |value: &f32| (value * 1e4).round() / 1e4;
            if is_usable { values.iter().map(places).collect() } else { Vec::new() }
        };
        let width = |stroke: &Stroke| if stroke.width.is_finite() { stroke.width } else { DEFAULT_PEN_WIDTH };
        Self {
            widths: strokes.iter().map(width).collect(),
            smoothing: strokes.iter().map(|stroke| stroke.smoothing).collect(),
            pressures: known(&|stroke| finite(&stroke.trace.pressures, stroke)),
            times: known(&|stroke| finite(&stroke.trace.times, stroke)),
        }
    }

    /// The strokes as they were.
    fn strokes(&self, points: &[Vec<[f64; 2]>]) -> Vec<Stroke> {
        let list = |lists: &[Vec<f32>], index: usize| lists.get(index).cloned().unwrap_or_default();
        let drawn = points.iter().enumerate().filter(|(_, points)| !points.is_empty()).map(|(index, points)| Stroke {
            points: points.iter().map(|&[x, y]| Point { x: x as f32, y: y as f32 }).collect(),
            width: self.widths.get(index).copied().unwrap_or(DEFAULT_PEN_WIDTH),
            smoothing: self.smoothing.get(index).copied().unwrap_or_default(),
            trace: Trace { pressures: list(&self.pressures, index), times: list(&self.times, index) },
        });
        drawn.collect()
    }
}

/// A label as it is written: digits as numbers, everything else by name.
#[derive(Serialize)]
#[serde(untagged)]
enum WrittenLabel {
    Digit(u8),
    Name(&'static str),
}

/// A line to be written.
#[derive(Serialize)]
struct WrittenLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<WrittenLabel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    writer: Option<&'a str>,
    strokes: Vec<Vec<[f64; 2]>>,
    drawing: Additions,
}

/// Reads every line; blank lines are skipped, and drawings of something else than a digit are listed apart or counted.
///
/// Every digit is moved and scaled to the middle of the canvas, the longer side of its box to 0.64 of it, with a pen
/// as wide as MNIST's is for that size. Drawings that this program saved stay as they were.
///
/// # Errors
/// Names the first line that is not ink.
pub fn parse(text: &str) -> Result<InkFile, InkError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut file = InkFile::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match digit(line).map_err(|fault| InkError { line: index + 1, fault })? {
            (Meant::Digit, digit) => file.digits.push(digit),
            (Meant::Symbol(name), drawn) => {
                file.symbols.push(InkSymbol { after: file.digits.len(), name, drawn });
                file.left_out += 1;
            }
            (Meant::Other, _) => file.left_out += 1,
        }
    }
    Ok(file)
}

/// Writes a digit as one line of an ink file, without the line's end. Coordinates are in canvas sides, to five
/// places; widths, smoothing, pressure and pace go under a key of their own, which other programs may ignore.
#[must_use]
pub fn to_json_line(digit: &InkDigit) -> String {
    to_line(digit, digit.label.map(WrittenLabel::Digit))
}

/// The same with this label in place of its own.
#[must_use]
pub fn to_labelled_line(digit: &InkDigit, label: Label) -> String {
    to_line(digit, Some(label.as_digit().map_or(WrittenLabel::Name(label.name()), WrittenLabel::Digit)))
}

fn to_line(digit: &InkDigit, label: Option<WrittenLabel>) -> String {
    let places = |value: f32| (f64::from(value) * 1e5).round() / 1e5;
    let strokes = digit.strokes.iter().map(|stroke| {
        let finite = stroke.points.iter().filter(|point| point.is_finite());
        finite.map(|point| [places(point.x), places(point.y)]).collect()
    });
    let line = WrittenLine {
        label,
        writer: digit.writer.as_deref(),
        strokes: strokes.collect(),
        drawing: Additions::of(&digit.strokes),
    };
    serde_json::to_string(&line).expect("numbers and strings are always valid JSON")
}

/// What a drawing is labelled.
enum Meant {
    /// A digit, or nothing.
    Digit,
    /// Something else, by name.
    Symbol(String),
    /// Something else without a name that could be told apart from a digit.
    Other,
}

/// The drawing of a line, and what it is labelled.
fn digit(line: &str) -> Result<(Meant, InkDigit), Message> {
    let read: ReadLine = serde_json::from_str(line).map_err(|error| not_json(line, &error))?;
    let label = read.label.as_ref().and_then(label_of);
    let meant = match &read.label {
        None => Meant::Digit,
        Some(_) if label.is_some() => Meant::Digit,
        // A digit by name is not said to be one.
        Some(serde_json::Value::String(name)) => match Label::new(name) {
            Ok(name) if name.as_digit().is_none() => Meant::Symbol(name.name().to_owned()),
            Ok(_) | Err(_) => Meant::Other,
        },
        Some(_) => Meant::Other,
    };
    let in_the_middle = on_canvas(&read.strokes)?;
    let drawing = read.drawing.and_then(|drawing| serde_json::from_value::<Additions>(drawing).ok());
    let strokes = drawing.map_or(in_the_middle, |drawing| drawing.strokes(&read.strokes));
    Ok((meant, InkDigit { label, writer: read.writer, strokes }))
}

fn not_json(line: &str, error: &serde_json::Error) -> Message {
    if json::is_too_large(error) {
        return msg!("ink-coordinate-too-large");
    }
    match json::misfit(line.as_bytes(), error) {
        Some(detail) => msg!("ink-misfit", form = EXAMPLE, detail = detail),
        None => msg!("ink-not-json", form = EXAMPLE, column = error.column().to_string()),
    }
}

fn label_of(label: &serde_json::Value) -> Option<u8> {
    label.as_u64().and_then(|label| u8::try_from(label).ok()).filter(|&label| label <= 9)
}

/// Scales the strokes to the middle of the canvas; empty strokes are left out.
fn on_canvas(strokes: &[Vec<[f64; 2]>]) -> Result<Vec<Stroke>, Message> {
    let count: usize = strokes.iter().map(Vec::len).sum();
    if count > MOST_POINTS {
        return Err(msg!("ink-too-many-points", points = count.to_string(), most = MOST_POINTS.to_string()));
    }
    let points = || strokes.iter().flatten();
    if points().flatten().any(|coordinate| coordinate.abs() > LARGEST) {
        return Err(msg!("ink-coordinate-too-large"));
    }
    // Lowest and highest coordinate along an axis.
    let span = |axis: usize| {
        let along = || points().map(move |point| point[axis]);
        (along().fold(f64::INFINITY, f64::min), along().fold(f64::NEG_INFINITY, f64::max))
    };
    let spans = [span(0), span(1)];
    let longer = spans.iter().map(|(low, high)| high - low).fold(0.0, f64::max);
    // All points at one place: a dot of any size.
    let scale = if longer > 0.0 { DIGIT_SIDE / longer } else { 0.0 };
    let place = |axis: usize, coordinate: f64| {
        let (low, high) = spans[axis];
        ((coordinate - f64::midpoint(low, high)) * scale + 0.5) as f32
    };
    let width = DIGIT_SIDE as f32 * PEN_SHARE;
    let drawn = strokes.iter().filter(|stroke| !stroke.is_empty()).map(|stroke| {
        let points = stroke.iter().map(|&[x, y]| Point { x: place(0, x), y: place(1, y) }).collect();
        Stroke::new(points, width)
    });
    Ok(drawn.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse(text).expect_err("this text has a fault").to_string()
    }

    fn one(text: &str) -> InkDigit {
        parse(text).expect("this is ink").digits.remove(0)
    }

    #[test]
    fn a_digit_is_scaled_to_the_middle_of_the_canvas() {
        let digit = one(r#"{"label": 7, "writer": "w3", "strokes": [[[100, 500], [300, 500]], [[300, 900]], []]}"#);
        assert_eq!((digit.label, digit.writer.as_deref()), (Some(7), Some("w3")));
        let points: Vec<Vec<Point>> = digit.strokes.iter().map(|stroke| stroke.points.clone()).collect();
        let at = |x, y| Point { x, y };
        assert_eq!(points, [vec![at(0.34, 0.18), at(0.66, 0.18)], vec![at(0.66, 0.82)]]);
    }

    #[test]
    fn label_and_writer_may_be_missing_and_blank_lines_are_skipped() {
        let text = "\u{feff}\n{\"strokes\": []}\r\n\n{\"label\": null, \"strokes\": [[]], \"note\": 1}\n";
        let blank = InkDigit { label: None, writer: None, strokes: Vec::new() };
        assert_eq!(parse(text).map(|file| file.digits), Ok(vec![blank.clone(), blank]));
        assert_eq!(parse(""), Ok(InkFile::default()));
    }

    #[test]
    fn a_dot_comes_to_the_middle() {
        let digit = one(r#"{"strokes": [[[7e99, -3], [7e99, -3]]]}"#);
        assert_eq!(digit.strokes[0].points, [Point { x: 0.5, y: 0.5 }; 2]);
    }

    #[test]
    fn an_error_names_the_line_and_the_fault() {
        let good = r#"{"strokes": [[[1, 2]]]}"#;
        assert!(
            fault(&format!("{good}\n\n{{\"strokes\": [[[1, 2]")).starts_with("line 3: this is not JSON of the form")
        );
        assert!(fault(r#"{"label": 3}"#).contains("it lacks \"strokes\""));
        assert!(fault(r#"{"strokes": [[[1, 2, 3]]]}"#).starts_with("line 1: this is not JSON of the form"));
        assert!(fault("[]").starts_with("line 1: this is not JSON of the form"));
    }

    #[test]
    fn drawings_with_labels_that_are_no_digits_are_left_out_and_counted() {
        let line = |label: &str| format!(r#"{{"label": {label}, "strokes": [[[1, 2]]]}}"#);
        let file = parse(&["10", "-1", "3", "1.5", "\"7\"", "300"].map(line).join("\n")).expect("this is ink");
        assert_eq!(file.digits.iter().map(|digit| digit.label).collect::<Vec<_>>(), [Some(3)]);
        assert_eq!(
            file.remark().map(|remark| remark.to_string()).as_deref(),
            Some("5 drawings have labels other than 0–9 and were left out")
        );
        let one = parse(&line("\"A\"")).expect("this is ink");
        assert_eq!(
            one.remark().map(|remark| remark.to_string()).as_deref(),
            Some("1 drawing has a label other than 0–9 and was left out")
        );
        assert_eq!(parse(&line("4")).expect("this is ink").remark(), None);
    }

    #[test]
    fn numbers_that_are_none_and_nesting_without_end_are_refused() {
        for word in ["NaN", "Infinity", "-inf", "null"] {
            assert!(
                fault(&format!(r#"{{"strokes": [[[{word}, 2]]]}}"#)).starts_with("line 1: this is not JSON"),
                "{word}"
            );
        }
        let deep = format!(r#"{{"strokes": [], "note": {}"#, "[".repeat(200_000));
        assert!(fault(&deep).starts_with("line 1: this is not JSON"));
    }

    #[test]
    fn numbers_too_large_to_draw_are_refused() {
        assert!(fault(r#"{"strokes": [[[1e400, 2]]]}"#).contains("a coordinate is too large to be drawn"));
        assert!(fault(r#"{"strokes": [[[1e308, 2], [-1e308, 2]]]}"#).contains("too large"));
    }

    #[test]
    fn a_digit_of_too_many_points_is_refused() {
        let points = vec!["[0,1]"; MOST_POINTS + 1].join(",");
        assert!(fault(&format!(r#"{{"strokes": [[{points}]]}}"#)).contains("100001 points"));
    }

    #[test]
    fn a_saved_drawing_comes_back_where_it_was_with_width_smoothing_pressure_and_pace() {
        let points = [(0.1, 0.9), (0.2, 0.8)].map(|(x, y)| Point { x, y }).to_vec();
        let drawn = Stroke {
            smoothing: Smoothing::Strong,
            trace: Trace { pressures: vec![0.25, 0.5], times: vec![0.0, 0.125] },
            ..Stroke::new(points.clone(), 0.07)
        };
        let plain = Stroke::new(points, 0.2);
        let digit = InkDigit { label: None, writer: None, strokes: vec![drawn, plain] };
        assert_eq!(one(&to_json_line(&digit)), digit);
    }

    #[test]
    fn a_drawing_key_of_another_meaning_is_ignored() {
        for other in ["7", "\"page 3\"", "{\"widths\": \"thick\"}", "null"] {
            let digit = one(&format!(r#"{{"strokes": [[[0, 0], [1, 0]]], "drawing": {other}}}"#));
            assert_eq!(digit.strokes[0].points[0], Point { x: 0.18, y: 0.5 }, "{other}");
        }
    }

    #[test]
    fn what_was_written_reads_the_same() {
        let digit = one(r#"{"label": 4, "writer": "a \"b\"", "strokes": [[[1, 2], [3, 7], [4, 4]], [[2, 2]]]}"#);
        let again = one(&to_json_line(&digit));
        assert_eq!((again.label, &again.writer), (digit.label, &digit.writer));
        for (a, b) in digit.strokes.iter().zip(&again.strokes) {
            assert!(a.points.iter().zip(&b.points).all(|(a, b)| a.distance(*b) < 2e-5));
        }
    }
}
