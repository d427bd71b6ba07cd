//! Marks along a run: its best epoch, what was changed in flight, where it was ended early. Told apart by shape, and by
//! words under the pointer.

use egui_plot::{LineStyle, MarkerShape, PlotUi, Points, VLine};

use crate::app::core::settings::axis::Scale;
use crate::app::core::settings::metric::Metric;
use crate::app::ui::theme::Palette;

/// In front of a mark's name, so that its words can be told from the key of a curve.
const SIGN: &str = "\u{2063}";

/// What is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The best epoch so far.
    Best,
    /// A setting was changed in flight.
    Change,
    /// The run was ended before its last epoch.
    Stop,
    /// A value that is suggested.
    Suggestion,
}

/// One mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// Where on the axis below.
    pub x: f64,
    /// The value it belongs to, if it belongs to one.
    pub y: Option<f64>,
    /// What it says, in a few words.
    pub words: String,
}

impl Mark {
    /// Draws it: an upright line, and its shape on its value or at the top of the plot.
    pub fn show(&self, plot: &mut PlotUi<'_>, palette: &Palette, metric: Metric, scale: Scale, bounds: (f64, f64)) {
        let (colour, shape, style) = match self.kind {
            MarkKind::Best | MarkKind::Suggestion => (palette.right, MarkerShape::Circle, LineStyle::dashed_dense()),
            MarkKind::Change => (palette.warning, MarkerShape::Down, LineStyle::dashed_loose()),
            MarkKind::Stop => (palette.wrong, MarkerShape::Square, LineStyle::Solid),
        };
        let name = format!("{SIGN}{}", self.words);
        let id = format!("{:?} at {}", self.kind, self.x);
        plot.vline(
            VLine::new(name.clone(), self.x).id(id.clone()).color(colour).style(style).width(1.5).allow_hover(false),
        );
        // Low enough that even a low plot cuts nothing off.
        let top = bounds.1 - (bounds.1 - bounds.0) * 0.14;
        let y = self.y.map_or(top, |y| metric.place(y, scale));
        let is_filled = match self.kind {
            MarkKind::Best | MarkKind::Suggestion => false,
            MarkKind::Change | MarkKind::Stop => true,
        };
        let points = Points::new(name, vec![[self.x, y]]).id(format!("{id} point")).color(colour);
        plot.points(points.shape(shape).filled(is_filled).radius(if is_filled { 6.0 } else { 8.0 }));
    }
}

/// The words of the mark with this name; `None` if it is the key of a curve.
#[must_use]
pub fn words_of(name: &str) -> Option<&str> {
    name.strip_prefix(SIGN)
}
