//! How many whole numbers are taken apart and read right: drawn ones and pictures, by how close their digits are. Knows
//! no files.

use std::io::{self, Write};
use std::time::Instant;

use serde::Serialize;

use super::digits::FoundDigit;
use super::{Form, text, write_json};
use crate::background::read_scene;
use crate::data::split_mix::SplitMix64;
use crate::data::{Dataset, Image};
use crate::ink::composed::{self, Layout, Number};
use crate::ink::{Scene, Stroke};
use crate::model::{ModelError, Predictor};
use crate::train;

/// What the numbers are put together of.
pub enum Source<'a> {
    /// Digits that the program makes up.
    MadeUp,
    /// Digits of an ink file: its name and what it holds.
    Ink(String, &'a [FoundDigit]),
    /// Images of a data set, which make pictures only.
    Images(&'a Dataset),
}

/// What became of the numbers of one row.
#[derive(Debug, Serialize)]
struct Line {
    dataset: String,
    form: &'static str,
    layout: &'static str,
    gap: f32,
    numbers: usize,
    correct: usize,
    accuracy: f64,
    digits: usize,
    digits_correct: usize,
    median_ms: f64,
    longest_ms: f64,
}

/// Whether a number is given as strokes or as pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumCount)]
enum Shown {
    Drawn,
    Picture,
}

impl Shown {
    const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [Self::Drawn, Self::Picture];

    fn title(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Picture => "picture",
        }
    }
}

/// What is measured, and where the results are written.
pub struct Table<'a> {
    pub out: &'a mut dyn Write,
    pub form: Form,
    /// Numbers of each row.
    pub count: u64,
    pub seed: u64,
}

impl Table<'_> {
    /// Names the columns.
    ///
    /// # Errors
    /// When nothing can be written.
    pub fn begin(&mut self, model: &str) -> io::Result<()> {
        match self.form {
            Form::Json => Ok(()),
            Form::Text => writeln!(
                self.out,
                "{model:56}  {:>9}  {:>12}  {:>9}  {:>9}",
                "all right", "digits right", "median", "longest"
            ),
        }
    }

    /// Puts together numbers of one source, reads them on one thread, and writes a line for each way to put them
    /// together.
    ///
    /// # Errors
    /// When the network cannot be run or nothing can be written.
    pub fn measure(&mut self, predictor: &Predictor, source: &Source) -> Result<(), super::JobError> {
        for shown in Shown::ALL {
            if shown == Shown::Drawn && matches!(source, Source::Images(_)) {
                continue;
            }
            for &layout in Layout::ALL {
                for &gap in layout.gaps() {
                    let numbers = (0..self.count).map(|index| {
                        // The same digits at every gap.
                        make(source, shown, layout, gap, SplitMix64::new(self.seed, 1, index))
                    });
                    let read = train::on_one_thread(|| read_all(predictor, numbers))?;
                    let dataset = match source {
                        Source::MadeUp => format!("made-up digits, seed {}", self.seed),
                        Source::Ink(name, _) => name.clone(),
                        Source::Images(images) => images.name().to_owned(),
                    };
                    self.line(&Line::of(dataset, shown, layout, gap, &read))?;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &Line) -> io::Result<()> {
        if self.form == Form::Json {
            return write_json(self.out, line);
        }
        let gap = match line.layout {
            layout if layout == Layout::Alone.id() => String::new(),
            _ => format!(", gap {:.0} %", line.gap * 100.0),
        };
        let name = format!("{}, {}, {}{gap}", line.dataset, line.form, line.layout);
        let right = text::percent(line.accuracy, 1);
        let digits = text::percent(line.digits_correct as f64 / line.digits.max(1) as f64, 2);
        let times = [line.median_ms, line.longest_ms].map(|time| format!("{time:.1} ms"));
        writeln!(self.out, "{name:56}  {right:>9}  {digits:>12}  {:>9}  {:>9}", times[0], times[1])?;
        self.out.flush()
    }
}

/// A number that was read: what is written, what was read, and the seconds it took.
struct Read {
    written: String,
    told: String,
    seconds: f64,
}

fn read_all(predictor: &Predictor, numbers: impl Iterator<Item = (String, Made)>) -> Result<Vec<Read>, ModelError> {
    let read = |(written, made): (String, Made)| {
        let begun = Instant::now();
        let scene = match &made {
            Made::Drawn(strokes) => Scene::of_strokes(strokes),
            Made::Picture(raster) => Scene::of_raster(raster),
        };
        let (_, told) = read_scene(predictor, &scene)?;
        Ok(Read { written, told: told.replace(' ', ""), seconds: begun.elapsed().as_secs_f64() })
    };
    numbers.map(read).collect()
}

impl Line {
    fn of(dataset: String, shown: Shown, layout: Layout, gap: f32, read: &[Read]) -> Self {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let correct = read.iter().filter(|number| number.told == number.written).count();
        let mut times: Vec<f64> = read.iter().map(|number| number.seconds).collect();
        times.sort_by(f64::total_cmp);
        let milliseconds = |seconds: Option<&f64>| seconds.map_or(0.0, |seconds| seconds * 1000.0);
        Self {
            dataset,
            form: shown.title(),
            layout: layout.id(),
            gap,
            numbers: read.len(),
            correct,
            accuracy: correct as f64 / read.len().max(1) as f64,
            digits: read.iter().map(|number| digits(&number.written)).sum(),
            digits_correct: read.iter().map(|number| in_common(&number.written, &number.told)).sum(),
            median_ms: milliseconds(times.get(times.len() / 2)),
            longest_ms: milliseconds(times.last()),
        }
    }
}

enum Made {
    Drawn(Vec<Stroke>),
    Picture(crate::ink::Raster),
}

/// One number, and what is written there.
fn make(source: &Source, shown: Shown, layout: Layout, gap: f32, mut chance: SplitMix64) -> (String, Made) {
    let place = |share: f32, count: usize| ((share * count as f32) as usize).min(count.saturating_sub(1));
    let number = match source {
        Source::Images(images) => {
            let (text, raster) = composed::picture(layout, gap, &mut chance, |share| {
                let index = place(share, images.len());
                if images.is_empty() { (0, Image::BLANK) } else { (images.label(index), images.image(index)) }
            });
            return (text, Made::Picture(raster));
        }
        Source::MadeUp => Number::made_up(layout, gap, &mut chance),
        Source::Ink(_, found) => Number::of(layout, gap, &mut chance, |share| {
            let digit = found.get(place(share, found.len()));
            digit.map_or((0, Vec::new()), |digit| (digit.label.unwrap_or(0), digit.strokes.clone()))
        }),
    };
    match shown {
        Shown::Drawn => (number.text, Made::Drawn(number.strokes)),
        Shown::Picture => {
            let raster = number.picture();
            (number.text, Made::Picture(raster))
        }
    }
}

/// Length of the longest common subsequence of both texts' digits: how many digits were found and read right.
fn in_common(written: &str, read: &str) -> usize {
    let read: Vec<char> = read.chars().filter(char::is_ascii_digit).collect();
    let mut before = vec![0; read.len() + 1];
    for letter in written.chars().filter(char::is_ascii_digit) {
        let mut row = vec![0; read.len() + 1];
        for (index, other) in read.iter().enumerate() {
            row[index + 1] = if letter == *other { before[index] + 1 } else { row[index].max(before[index + 1]) };
        }
        before = row;
    }
    before.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_in_common_are_counted_in_their_order() {
        assert_eq!(in_common("2026", "2026"), 4);
        assert_eq!(in_common("2026", "226"), 3);
        assert_eq!(in_common("20\n26", "602"), 2);
        assert_eq!(in_common("20", ""), 0);
    }
}
