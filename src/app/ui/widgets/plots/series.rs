//! A curve: its points, how it is drawn and told from its neighbours, and how far repeats of it lie apart.

use egui::{Color32, Painter, Pos2, Shape, Stroke, vec2};
use egui_plot::{FilledArea, Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, PlotUi, Points, Text};

use super::mark::REACH;
use crate::app::core::settings::axis::Scale;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::ui::theme;

/// Most points of a curve that are marked each; of more, only the last.
const MOST_MARKS: usize = 40;

/// How a curve is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveStyle {
    /// A thin line in the background.
    Faint,
    /// A line.
    Line,
    /// A dashed line.
    Dashed,
    /// A dotted line.
    Dotted,
    /// A line with a diamond at each point.
    Diamonds,
    /// A curve of several that lie over each other, by its place among them: fifteen kinds of line and mark.
    Marked(usize),
}

impl CurveStyle {
    /// A line that can be told from its neighbours in a list without its colour.
    #[must_use]
    pub fn nth(place: usize) -> Self {
        match place % 3 {
            0 => Self::Line,
            1 => Self::Dashed,
            _ => Self::Dotted,
        }
    }

    /// The mark on its points.
    fn mark(self) -> Option<MarkerShape> {
        const SHAPES: [MarkerShape; 5] =
            [MarkerShape::Diamond, MarkerShape::Circle, MarkerShape::Square, MarkerShape::Up, MarkerShape::Down];
        match self {
            Self::Diamonds => Some(MarkerShape::Diamond),
            Self::Marked(place) => Some(SHAPES[place % SHAPES.len()]),
            Self::Faint | Self::Line | Self::Dashed | Self::Dotted => None,
        }
    }

    /// A piece of the curve from `left` to `right`, as the plot draws it.
    pub fn sample(self, painter: &Painter, [left, right]: [Pos2; 2], colour: Color32) {
        match self {
            Self::Faint => _ = painter.line_segment([left, right], Stroke::new(1.5, colour.gamma_multiply(0.5))),
            Self::Line => _ = painter.line_segment([left, right], Stroke::new(2.5, colour)),
            Self::Dashed => _ = painter.add(Shape::dashed_line(&[left, right], Stroke::new(2.5, colour), 5.0, 3.0)),
            Self::Dotted => _ = painter.add(Shape::dotted_line(&[left, right], colour, 5.0, 1.6)),
            Self::Diamonds => _ = painter.line_segment([left, right], Stroke::new(2.0, colour)),
            Self::Marked(place) => Self::nth(place).sample(painter, [left, right], colour),
        }
        let Some(mark) = self.mark() else { return };
        let centre = left + (right - left) / 2.0;
        let corners = |corners: &[(f32, f32)]| {
            let points = corners.iter().map(|&(x, y)| centre + 4.5 * vec2(x, y)).collect();
            Shape::convex_polygon(points, colour, Stroke::NONE)
        };
        painter.add(match mark {
            MarkerShape::Circle => Shape::circle_filled(centre, 4.0, colour),
            MarkerShape::Square => corners(&[(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)]),
            MarkerShape::Up => corners(&[(-1.0, 0.8), (0.0, -1.0), (1.0, 0.8)]),
            MarkerShape::Down => corners(&[(-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)]),
            MarkerShape::Diamond
            | MarkerShape::Cross
            | MarkerShape::Plus
            | MarkerShape::Left
            | MarkerShape::Right
            | MarkerShape::Asterisk => corners(&[(-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0)]),
        });
    }
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Which curve it is.
    pub id: CurveId,
    /// Its name, in the legend and under the pointer.
    pub name: String,
    /// Its name in the middle of a sentence.
    pub name_inside: String,
    /// How it is drawn.
    pub look: CurveStyle,
    /// Its colour.
    pub colour: Color32,
    /// Points: place on the axis below and value, the former rising.
    pub points: Vec<[f64; 2]>,
    /// For a mean of repeats: their deviation at each point, drawn as a band around it; else empty.
    pub deviations: Vec<f64>,
    /// What stands at its end, if anything.
    pub tag: String,
}

impl Series {
    /// A curve with neither a band nor words at its end, called `name`.
    #[must_use]
    pub fn new(id: CurveId, name: &str, look: CurveStyle, colour: Color32, points: Vec<[f64; 2]>) -> Self {
        let (name, name_inside) = (name.to_owned(), name.to_owned());
        Self { id, name, name_inside, look, colour, points, deviations: Vec::new(), tag: String::new() }
    }

    /// With another name in the middle of a sentence.
    #[must_use]
    pub fn called_inside(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name_inside);
        self
    }

    /// Lowest and highest value at point `index`, with the deviation.
    pub(super) fn reach(&self, index: usize) -> Option<[f64; 2]> {
        let value = self.points.get(index)?[1];
        let deviation = self.deviations.get(index).copied().unwrap_or(0.0);
        Some([value - deviation, value + deviation])
    }

    /// Draws it on an axis with these bounds; the plot knows it by the key of its identifier.
    pub(super) fn show(&self, plot: &mut PlotUi<'_>, (metric, scale): (Metric, Scale), bounds: (f64, f64)) {
        // What explodes leaves the plot a little, not by more than pixels can be counted.
        let reach = bounds.1 - bounds.0;
        let place = |y: f64| metric.place(y, scale).clamp(bounds.0 - reach, bounds.1 + reach);
        let points =
            || -> PlotPoints<'static> { self.points.iter().map(|&[x, y]| [x, place(y)]).collect::<Vec<_>>().into() };
        if !self.deviations.is_empty() {
            plot.add(self.band(metric, scale));
        }
        let line = Line::new(self.id.unique_text(), points()).color(self.colour);
        plot.line(match self.look {
            CurveStyle::Faint => line.color(self.colour.gamma_multiply(0.2)).width(1.0).allow_hover(false),
            CurveStyle::Line => line.width(2.5),
            CurveStyle::Dashed => line.width(2.5).style(LineStyle::dashed_loose()),
            CurveStyle::Dotted => line.width(3.0).style(LineStyle::dotted_dense()),
            CurveStyle::Diamonds => line.width(2.0),
            CurveStyle::Marked(place) => match CurveStyle::nth(place) {
                CurveStyle::Dashed => line.width(2.0).style(LineStyle::dashed_loose()),
                CurveStyle::Dotted => line.width(2.5).style(LineStyle::dotted_dense()),
                CurveStyle::Faint | CurveStyle::Line | CurveStyle::Diamonds | CurveStyle::Marked(_) => line.width(2.0),
            },
        });
        let Some(shape) = self.look.mark() else { return };
        let all = self.points.len();
        let marked = if all > MOST_MARKS && self.look != CurveStyle::Diamonds { all.saturating_sub(1) } else { 0 };
        let places = self.points.iter().skip(marked).map(|&[x, y]| [x, place(y)]).collect::<Vec<_>>();
        let marks = Points::new(self.id.unique_text(), places).id(format!("{} marks", self.id.unique_text()));
        // The line below has the same points to be hovered, and knows their place in the curve.
        let marks = marks.color(self.colour).radius(4.5).shape(shape).allow_hover(all < 2);
        plot.points(marks);
    }

    /// One deviation to each side.
    fn band(&self, metric: Metric, scale: Scale) -> FilledArea {
        let side = |side: usize| -> Vec<f64> {
            let reaches = (0..self.points.len()).filter_map(|index| self.reach(index));
            reaches.map(|reach| metric.place(metric.possible(reach[side]), scale)).collect()
        };
        let places: Vec<f64> = self.points.iter().map(|point| point[0]).collect();
        FilledArea::new(self.id.unique_text(), &places, &side(0), &side(1))
            .fill_color(self.colour.gamma_multiply(0.2))
            .stroke(Stroke::new(1.0, self.colour.gamma_multiply(0.6)))
            .id(format!("{} band", self.id.unique_text()))
            .allow_hover(false)
    }
}

/// Width that the tags right of the curves need, in points.
#[must_use]
pub fn room_for_tags(ui: &egui::Ui, series: &[Series]) -> f32 {
    let width = |one: &Series| {
        let font = theme::strong_font(theme::size::SMALL);
        ui.painter().layout_no_wrap(one.tag.clone(), font, Color32::PLACEHOLDER).size().x
    };
    series.iter().filter(|one| !one.tag.is_empty()).map(|one| width(one) + REACH + theme::space::S).fold(0.0, f32::max)
}

/// Writes the tags at the ends of the curves, apart from each other. `bounds` are those of the axis at the left, in
/// places, `end` is where the axis below ends, and `height` that of the plot in points.
pub(super) fn show_tags(
    plot: &mut PlotUi<'_>,
    series: &[&Series],
    (metric, scale): (Metric, Scale),
    (bounds, end, height): ((f64, f64), f64, f32),
    colour: Color32,
) {
    let mut ends: Vec<([f64; 2], &str)> = Vec::new();
    for one in series.iter().filter(|one| !one.tag.is_empty()) {
        let last = one.points.iter().rev().find(|point| point[1].is_finite());
        ends.extend(last.map(|&[x, y]| ([x, metric.place(y, scale)], one.tag.as_str())));
    }
    ends.sort_by(|one, other| one.0[0].total_cmp(&other.0[0]).then(one.0[1].total_cmp(&other.0[1])));
    let line = (bounds.1 - bounds.0) * f64::from((theme::size::SMALL + 2.0) / height.max(1.0));
    // Beside a mark that stands on the end of a curve.
    let per_point = plot.transform().dvalue_dpos()[0];
    let gap = if per_point.is_finite() { per_point * f64::from(REACH + 2.0) } else { 0.012 * end };
    // Only tags that end at the same place can be in each other's way.
    for near in ends.chunk_by(|one, other| other.0[0] - one.0[0] < 0.03 * end) {
        let mut near: Vec<_> = near.to_vec();
        near.sort_by(|one, other| one.0[1].total_cmp(&other.0[1]));
        let heights = apart(&near.iter().map(|(place, _)| place[1]).collect::<Vec<_>>(), line, bounds);
        for (([x, _], tag), y) in near.into_iter().zip(heights) {
            let words = egui::RichText::new(tag).font(theme::strong_font(theme::size::SMALL)).color(colour);
            let place = PlotPoint::new(x + gap, y);
            let text = Text::new("", place, words).anchor(egui::Align2::LEFT_CENTER).allow_hover(false);
            plot.text(text.id(format!("tag {tag}")));
        }
    }
}

/// `heights`, which rise, moved so that neighbours are at least `line` apart and all within `bounds`, where there is room.
fn apart(heights: &[f64], line: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut moved: Vec<f64> = Vec::with_capacity(heights.len());
    for &height in heights {
        let least = moved.last().map_or(low + line / 2.0, |below| below + line);
        moved.push(height.max(least));
    }
    let mut most = high - line / 2.0;
    for height in moved.iter_mut().rev() {
        *height = height.min(most);
        most = *height - line;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_at_the_same_height_move_apart_and_stay_in_the_plot() {
        let moved = apart(&[0.5, 0.98, 0.98, 0.99], 0.1, (0.0, 1.0));
        assert!((moved[0] - 0.5).abs() < 1e-12, "{moved:?}");
        assert!(moved.windows(2).all(|pair| pair[1] - pair[0] > 0.1 - 1e-9), "{moved:?}");
        assert!(moved.iter().all(|height| (0.0..=1.0).contains(height)), "{moved:?}");
        assert!(apart(&[], 0.1, (0.0, 1.0)).is_empty());
    }

    #[test]
    fn fifteen_overlaid_curves_look_different_without_colour() {
        let mut looks = Vec::new();
        for place in 0..15 {
            let look = (CurveStyle::nth(place), CurveStyle::Marked(place).mark());
            assert!(!looks.contains(&look), "{place}");
            looks.push(look);
        }
    }
}
