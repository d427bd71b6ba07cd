//! The curves of one run or several as a picture for paper: loss above accuracy, over epochs.

mod scale;

use std::borrow::Cow;

use super::NamedHistory;
use super::plot::{Anchor, Dash, GRID, INK, Picture, QUIET, Rgb, SERIES, Shape, TextDirection, Weight, text_width};
use crate::analysis::ticks::{multiples, round_step};
use crate::model::Skill;
use crate::text::format;
use crate::tr;
use crate::train::history::thin;
use crate::train::smooth::smoothed;
use crate::train::{History, StepReport, ValidationReport};
use scale::{clipped, shortened};

/// Width of the picture.
const WIDTH: f32 = 900.0;
/// Left edge of the plots: room for numbers and the axis' name.
const LEFT: f32 = 78.0;
/// Right edge of the plots.
const RIGHT: f32 = WIDTH - 24.0;
/// Height of one plot.
const HEIGHT: f32 = 250.0;
/// Height of a line of the legend.
const LEGEND_LINE: f32 = 22.0;
/// Size of numbers and legends.
const SMALL: f32 = 13.0;
/// Points of a curve for each pixel of width, at most.
const COLUMNS: usize = 800;

/// What a plot shows.
#[derive(Clone, Copy)]
enum Measure {
    /// Cross-entropy, in nats.
    Loss,
    /// The same of networks that continue tokens, in bits a token.
    BitsPerToken,
    Accuracy,
    /// Share of what such a network writes that is read as asked, or for sure where nothing can be asked for.
    SamplesRead,
}

/// One curve.
struct Series {
    points: Vec<[f64; 2]>,
    colour: Rgb,
    look: CurveStyle,
}

/// How a curve is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CurveStyle {
    /// Every report, faintly.
    Raw,
    /// The reports, smoothed.
    Smooth,
    /// One value for each epoch, with a mark.
    Epochs,
    /// A line across, for comparison.
    Level,
}

/// A part of the picture with its axes.
struct Plot {
    top: f32,
    x: [f64; 2],
    y: [f64; 2],
}

/// Loss above accuracy, in the language of the thread. One run shows its training curve, raw and smoothed, and its
/// validation curve; several show one colour each, the smoothed training curve thin and the validation curve with marks.
#[must_use]
pub fn figure(title: &str, runs: &[NamedHistory<'_>]) -> Picture {
    let measures = measures(runs);
    let legend = legend(runs, guessing(runs).is_some());
    let legend_lines = legend_lines(&legend);
    let top = 46.0 + LEGEND_LINE * legend_lines.len() as f32;
    let mut picture = Picture::new(WIDTH, top + 2.0 * HEIGHT + 98.0, title);
    picture.shapes.push(Shape::Text {
        at: [LEFT, 32.0],
        anchor: Anchor::Start,
        direction: TextDirection::Across,
        size: 19.0,
        weight: Weight::Strong,
        colour: INK,
        text: shortened(title, RIGHT - LEFT, 19.0, Weight::Strong),
    });
    draw_legend(&mut picture, &legend_lines);
    let epochs = runs.iter().map(|run| epochs(run.history)).fold(0.1, f64::max);
    for (place, measure) in measures.into_iter().enumerate() {
        let mut series: Vec<Series> =
            runs.iter().enumerate().flat_map(|(index, run)| curves(run.history, measure, index, runs.len())).collect();
        if let (Measure::BitsPerToken, Some(bits)) = (measure, guessing(runs)) {
            let points = vec![[0.0, bits], [epochs, bits]];
            series.push(Series { points, colour: QUIET, look: CurveStyle::Level });
        }
        let plot =
            Plot { top: top + 14.0 + place as f32 * (HEIGHT + 34.0), x: [0.0, epochs], y: measure.axis(&series) };
        plot.draw(&mut picture, measure, &series);
    }
    let below = picture.height - 14.0;
    picture.text([f32::midpoint(LEFT, RIGHT), below], Anchor::Middle, SMALL, QUIET, tr!("figure-epochs"));
    picture
}

/// What is shown of these runs, from above: what networks that continue tokens are measured by, if all of them are such.
fn measures(runs: &[NamedHistory<'_>]) -> [Measure; 2] {
    let continues = |run: &NamedHistory<'_>| {
        run.history.started.as_ref().is_some_and(|started| started.arch.skill() == Skill::ContinuesTokens)
    };
    if !runs.is_empty() && runs.iter().all(continues) {
        [Measure::BitsPerToken, Measure::SamplesRead]
    } else {
        [Measure::Loss, Measure::Accuracy]
    }
}

/// Bits a token of guessing, where bits a token are shown.
fn guessing(runs: &[NamedHistory<'_>]) -> Option<f64> {
    let is_told = matches!(measures(runs), [Measure::BitsPerToken, _]);
    let started = runs.first().filter(|_| is_told)?.history.started.as_ref()?;
    Some(format::bits(started.guessing_loss))
}

/// The colour of the run at `index` of several.
fn colour(index: usize) -> Rgb {
    SERIES[index % SERIES.len()]
}

fn epochs(history: &History) -> f64 {
    history.epochs_done()
}

fn curves(history: &History, measure: Measure, index: usize, of: usize) -> Vec<Series> {
    let is_number = |point: &[f64; 2]| point[1].is_finite();
    let raw: Vec<[f64; 2]> =
        history.steps.iter().map(|report| [report.epochs, measure.of_step(report)]).filter(is_number).collect();
    let smooth = smoothed(&raw, 0.05);
    let validated = history.validation_curve();
    let validation: Vec<[f64; 2]> =
        validated.iter().map(|report| [report.epochs, measure.of_validation(report)]).filter(is_number).collect();
    let mut series = Vec::new();
    let is_seldom = matches!(measure, Measure::SamplesRead);
    if of == 1 && !is_seldom {
        series.push(Series { points: thin(&raw, COLUMNS), colour: colour(0), look: CurveStyle::Raw });
    }
    if !is_seldom {
        series.push(Series { points: thin(&smooth, COLUMNS), colour: colour(index), look: CurveStyle::Smooth });
    }
    let validation_colour = if of == 1 { colour(1) } else { colour(index) };
    series.push(Series { points: validation, colour: validation_colour, look: CurveStyle::Epochs });
    series
}

impl Measure {
    fn title(self) -> Cow<'static, str> {
        match self {
            Self::Loss => tr!("figure-loss"),
            Self::BitsPerToken => tr!("figure-bits-per-token"),
            Self::Accuracy => tr!("figure-accuracy"),
            Self::SamplesRead => tr!("figure-samples-read"),
        }
    }

    fn of_step(self, report: &StepReport) -> f64 {
        match self {
            Self::Loss => report.loss,
            Self::BitsPerToken => format::bits(report.loss),
            Self::Accuracy | Self::SamplesRead => report.accuracy,
        }
    }

    fn of_validation(self, report: &ValidationReport) -> f64 {
        match self {
            Self::Loss => report.loss,
            Self::BitsPerToken => format::bits(report.loss),
            Self::Accuracy | Self::SamplesRead => report.accuracy,
        }
    }

    /// The ends of the axis: what the curves show after their beginning, which would dwarf everything else.
    fn axis(self, series: &[Series]) -> [f64; 2] {
        let late = |series: &Series| match series.look {
            CurveStyle::Raw => Vec::new(),
            CurveStyle::Smooth => series.points.iter().skip(series.points.len() / 4).map(|point| point[1]).collect(),
            CurveStyle::Epochs | CurveStyle::Level => series.points.iter().map(|point| point[1]).collect(),
        };
        let values: Vec<f64> = series.iter().flat_map(late).collect();
        let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), &y| (low.min(y), high.max(y)));
        match self {
            _ if values.is_empty() => [0.0, 1.0],
            Self::Loss | Self::BitsPerToken => [0.0, (high * 1.08).max(1e-4)],
            Self::Accuracy | Self::SamplesRead => [(low - (1.0 - low) * 0.15).max(0.0), 1.0],
        }
    }

    fn number(self, value: f64, step: f64) -> String {
        let step = match self {
            Self::Loss | Self::BitsPerToken => step,
            Self::Accuracy | Self::SamplesRead => step * 100.0,
        };
        let decimals = (0..6).find(|&decimals| {
            let scaled = step * 10_f64.powi(decimals);
            (scaled - scaled.round()).abs() < 1e-6
        });
        let decimals = decimals.unwrap_or(6) as usize;
        match self {
            Self::Loss | Self::BitsPerToken => format::decimal(value, decimals).to_string(),
            Self::Accuracy | Self::SamplesRead => format::percent_to(value, decimals).to_string(),
        }
    }
}

impl Plot {
    fn place(&self, [x, y]: [f64; 2]) -> [f32; 2] {
        let share = |value: f64, [low, high]: [f64; 2]| ((value - low) / (high - low).max(1e-12)) as f32;
        [LEFT + share(x, self.x) * (RIGHT - LEFT), self.top + HEIGHT * (1.0 - share(y, self.y))]
    }

    fn draw(&self, picture: &mut Picture, measure: Measure, series: &[Series]) {
        let bottom = self.top + HEIGHT;
        let step = round_step(((self.y[1] - self.y[0]) / 5.0).max(1e-9));
        for value in multiples(self.y, step) {
            let [_, y] = self.place([0.0, value]);
            picture.line(vec![[LEFT, y], [RIGHT, y]], GRID, 1.0);
            picture.text([LEFT - 8.0, y + 4.5], Anchor::End, SMALL, QUIET, measure.number(value, step));
        }
        for value in multiples(self.x, round_step(((self.x[1] - self.x[0]) / 10.0).max(1e-9))) {
            let [x, _] = self.place([value, 0.0]);
            picture.line(vec![[x, bottom], [x, bottom + 5.0]], QUIET, 1.0);
            let number = format!("{}", (value * 1e6).round() / 1e6);
            picture.text([x, bottom + 19.0], Anchor::Middle, SMALL, QUIET, number);
        }
        picture.line(vec![[LEFT, self.top], [LEFT, bottom], [RIGHT, bottom]], QUIET, 1.0);
        for series in series {
            self.curve(picture, series);
        }
        picture.shapes.push(Shape::Text {
            at: [22.0, self.top + HEIGHT / 2.0],
            anchor: Anchor::Middle,
            direction: TextDirection::Up,
            size: 15.0,
            weight: Weight::Strong,
            colour: INK,
            text: measure.title().into_owned(),
        });
    }

    fn curve(&self, picture: &mut Picture, series: &Series) {
        let (width, opacity) = match series.look {
            CurveStyle::Raw => (1.0, 0.3),
            CurveStyle::Smooth => (1.8, 1.0),
            CurveStyle::Epochs => (2.2, 1.0),
            CurveStyle::Level => (1.4, 1.0),
        };
        for part in clipped(&series.points, self.y) {
            let points = part.iter().map(|point| self.place(*point)).collect();
            picture.shapes.push(Shape::Line { points, colour: series.colour, width, opacity, dash: dash(series.look) });
        }
        if series.look == CurveStyle::Epochs {
            for point in series.points.iter().filter(|point| point[1] <= self.y[1] && point[1] >= self.y[0]) {
                picture.shapes.push(diamond(self.place(*point), series.colour));
            }
        }
    }
}

fn dash(look: CurveStyle) -> Dash {
    match look {
        CurveStyle::Raw | CurveStyle::Smooth => Dash::Solid,
        CurveStyle::Epochs | CurveStyle::Level => Dash::Dashed,
    }
}

fn diamond([x, y]: [f32; 2], colour: Rgb) -> Shape {
    const R: f32 = 5.0;
    Shape::Area { points: vec![[x - R, y], [x, y - R], [x + R, y], [x, y + R]], colour, opacity: 1.0 }
}

/// An entry of the legend: words, colour and what the line looks like.
type Entry = (String, Rgb, CurveStyle);

fn legend(runs: &[NamedHistory<'_>], guesses: bool) -> Vec<Entry> {
    let room = (RIGHT - LEFT) / 2.0 - 60.0;
    let level = guesses.then(|| (tr!("figure-guessing").into_owned(), QUIET, CurveStyle::Level));
    let mut entries = match runs {
        [_] => {
            let (training, validation) = (tr!("figure-training"), tr!("figure-validation"));
            vec![
                (training.into_owned(), colour(0), CurveStyle::Smooth),
                (validation.into_owned(), colour(1), CurveStyle::Epochs),
            ]
        }
        several => {
            let name = |run: &NamedHistory<'_>| shortened(run.name, room, SMALL, Weight::Regular);
            several.iter().enumerate().map(|(index, run)| (name(run), colour(index), CurveStyle::Epochs)).collect()
        }
    };
    entries.extend(level);
    entries
}

/// Length of the piece of line beside an entry, with its gaps.
const SAMPLE: f32 = 42.0;

/// The entries in lines that fit, each with its left edge.
fn legend_lines(entries: &[Entry]) -> Vec<Vec<(f32, &Entry)>> {
    let mut lines: Vec<Vec<(f32, &Entry)>> = Vec::new();
    let mut x = RIGHT;
    for entry in entries {
        let width = SAMPLE + text_width(&entry.0, SMALL, Weight::Regular) + 22.0;
        if lines.is_empty() || x + width > RIGHT {
            lines.push(Vec::new());
            x = LEFT;
        }
        if let Some(line) = lines.last_mut() {
            line.push((x, entry));
        }
        x += width;
    }
    lines
}

fn draw_legend(picture: &mut Picture, lines: &[Vec<(f32, &Entry)>]) {
    for (number, line) in lines.iter().enumerate() {
        let y = 54.0 + LEGEND_LINE * number as f32;
        for (x, (name, colour, look)) in line {
            let (points, opacity) = (vec![[*x, y], [x + 32.0, y]], 1.0);
            picture.shapes.push(Shape::Line { points, colour: *colour, width: 2.2, opacity, dash: dash(*look) });
            if *look == CurveStyle::Epochs {
                picture.shapes.push(diamond([x + 16.0, y], *colour));
            }
            picture.text([x + SAMPLE - 2.0, y + 4.5], Anchor::Start, SMALL, INK, name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plot::{to_png, to_svg};
    use super::super::tests::history;
    use super::*;

    #[test]
    fn a_picture_of_a_run_names_its_axes_and_curves() {
        let history = history();
        let svg = to_svg(&figure("A <run> & more", &[NamedHistory { name: "a", history: &history }]));
        for word in
            ["A &lt;run&gt; &amp; more", ">Loss<", ">Accuracy<", ">Epochs<", ">Training<", ">Validation<", " %<"]
        {
            assert!(svg.contains(word), "{word}");
        }
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
    }

    #[test]
    fn a_network_that_continues_tokens_is_shown_in_bits_beside_guessing() {
        let mut history = history();
        let started = history.started.as_mut().expect("it has begun");
        (started.arch, started.guessing_loss) = (crate::model::Arch::GptTiny, 44_f64.ln());
        let runs = [NamedHistory { name: "a", history: &history }];
        assert!((guessing(&runs).expect("it is told") - 44_f64.log2()).abs() < 1e-12);
        let svg = to_svg(&figure("A run", &runs));
        for word in [">Bits a token<", ">Samples read<", ">Guessing<", ">Training<", ">4<"] {
            assert!(svg.contains(word), "{word}");
        }
        assert!(!svg.contains(">Loss<") && !svg.contains(">Accuracy<"));
        let first = curves(&history, Measure::BitsPerToken, 0, 1);
        let reported = history.validation_curve()[0].loss;
        let told = first.last().expect("there is one of validations").points[0][1];
        assert!((told - reported / std::f64::consts::LN_2).abs() < 1e-12, "{told}");
    }

    #[test]
    fn the_same_picture_as_png_has_ink_and_paper() {
        let history = history();
        let runs = ["one", "two", "a very long name that does not fit beside the others because it goes on and on"]
            .map(|name| NamedHistory { name, history: &history });
        let png = to_png(&figure("Three runs", &runs), 2.0).expect("it has a size");
        let image = image::load_from_memory(&png).expect("it is a PNG").into_rgb8();
        assert_eq!(image.width(), 1_800);
        assert_eq!(image.get_pixel(0, 0).0, [255; 3]);
        for colour in [colour(0), colour(2), INK] {
            let Rgb(red, green, blue) = colour;
            let count = image.pixels().filter(|pixel| pixel.0 == [red, green, blue]).count();
            assert!(count > 50, "{colour:?}: {count} pixels");
        }
    }

    #[test]
    fn a_run_that_reported_nothing_is_an_empty_plot() {
        let history = History::default();
        let svg = to_svg(&figure("Nothing", &[NamedHistory { name: "none", history: &history }]));
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        assert!(to_png(&figure("Nothing at all", &[]), 1.0).is_some());
    }
}
