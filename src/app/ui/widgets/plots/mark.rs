//! Marks along a run: its best epoch, what was changed in flight, where it was ended early. Told apart by shape, and by
//! words under the pointer; in the colour of ink, which no curve has.

use egui::{Color32, Painter, Pos2, Shape, Stroke, Ui, pos2, vec2};
use egui_plot::{LineStyle, PlotPoint, PlotTransform, PlotUi, Points, VLine};
use strum::VariantArray;

use crate::app::core::settings::axis::Scale;
use crate::app::core::settings::metric::Metric;
use crate::app::core::variants::variants;
use crate::app::ui::theme::{self, Palette};
use crate::text::Named;

/// In front of a mark's name, so that its words can be told from the key of a curve.
const SIGN: &str = "\u{2063}";
/// Half the width of a mark, in points.
const RADIUS: f32 = 6.5;
/// Width of the rim that sets a mark off from the curves, in points.
const RIM: f32 = 2.0;

/// How far a mark that stands on a value reaches from it, in points.
pub(super) const REACH: f32 = RADIUS + 1.0 + RIM;

/// What is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
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

impl Named for MarkKind {
    fn key(&self) -> &'static str {
        match self {
            Self::Best => "mark-kind-best",
            Self::Change => "mark-kind-change",
            Self::Stop => "mark-kind-stop",
            Self::Suggestion => "mark-kind-suggestion",
        }
    }
}

impl MarkKind {
    /// Every kind, in the order of the legend.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// Its shape around `centre`.
    pub fn sample(self, painter: &Painter, centre: Pos2, palette: &Palette) {
        let polygon = |corners: &[(f32, f32)], colour: Color32, rim: f32| {
            let reach = RADIUS - 1.0 + rim;
            let points = corners.iter().map(|&(x, y)| centre + reach * vec2(x, y)).collect();
            Shape::convex_polygon(points, colour, Stroke::NONE)
        };
        let filled = |corners: &[(f32, f32)]| {
            painter.add(polygon(corners, palette.paper, 1.5 * RIM));
            painter.add(polygon(corners, palette.ink, 0.0));
        };
        match self {
            Self::Best | Self::Suggestion => {
                painter.circle_stroke(centre, RADIUS, Stroke::new(2.0 + 2.0 * RIM, palette.paper));
                painter.circle_stroke(centre, RADIUS, Stroke::new(2.0, palette.ink));
            }
            Self::Change => filled(&[(-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)]),
            Self::Stop => filled(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        }
    }
}

/// One mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What happened there.
    pub kind: MarkKind,
    /// Where on the axis below.
    pub x: f64,
    /// The value it belongs to, if it belongs to one.
    pub y: Option<f64>,
    /// What it says, in a few words.
    pub words: String,
}

impl Mark {
    /// Draws its upright line, and makes it known to the pointer.
    pub fn show(&self, plot: &mut PlotUi<'_>, palette: &Palette, metric: Metric, scale: Scale) {
        let style = match self.kind {
            MarkKind::Best | MarkKind::Suggestion => LineStyle::dashed_dense(),
            MarkKind::Change => LineStyle::dashed_loose(),
            MarkKind::Stop => LineStyle::Solid,
        };
        let name = format!("{SIGN}{}", self.words);
        let id = format!("{:?} at {}", self.kind, self.x);
        let line = VLine::new(name.clone(), self.x).id(id.clone()).color(palette.strong_line);
        plot.vline(line.style(style).width(1.0).allow_hover(false));
        let bounds = plot.plot_bounds();
        let y = self.y.map_or(bounds.max()[1], |y| metric.place(y, scale));
        let point = Points::new(name, vec![[self.x, y]]).id(format!("{id} point"));
        plot.points(point.color(palette.ink).radius(1.0));
    }

    /// Draws its shape on its value, or at the top of the plot; after the plot, so that the plot's edge cuts nothing off.
    pub fn paint(&self, ui: &Ui, transform: &PlotTransform, metric: Metric, scale: Scale) {
        let frame = *transform.frame();
        let top = transform.bounds().max()[1];
        let place = self.y.map_or(top, |y| metric.place(y, scale));
        let at = transform.position_from_point(&PlotPoint::new(self.x, place));
        // What is zoomed away is not there; what leaves the axis at its top or bottom stays on its edge.
        if at.x >= frame.left() - 0.5 && at.x <= frame.right() + 0.5 {
            let centre = pos2(at.x, at.y.clamp(frame.top(), frame.bottom()));
            self.kind.sample(ui.painter(), centre, theme::palette(ui));
        }
    }
}

/// The words of the mark with this name; `None` if it is the key of a curve.
#[must_use]
pub fn words_of(name: &str) -> Option<&str> {
    name.strip_prefix(SIGN)
}
