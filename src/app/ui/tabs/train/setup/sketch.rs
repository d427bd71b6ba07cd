//! The learning rate over a whole run, as a small drawing. Knows the schedule, nothing of a run under way.

use egui::{Align2, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::number::significant;
use super::row::GUTTER;
use crate::app::ui::theme::{self, size, space};
use crate::tr;

/// Height of the drawing, in points.
const HEIGHT: f32 = 64.0;
/// Points of the line.
const POINTS: u32 = 120;

/// Draws `rate` (of the share of the run that is done, in [0, 1]) for a run of `epochs`.
pub fn show(ui: &mut Ui, epochs: usize, rate: impl Fn(f64) -> f64) {
    let rates: Vec<f64> = (0..=POINTS).map(|point| rate(f64::from(point) / f64::from(POINTS))).collect();
    let highest = rates.iter().copied().filter(|rate| rate.is_finite()).fold(0.0, f64::max);
    let (first, last) = (rates.first().copied().unwrap_or(0.0), rates.last().copied().unwrap_or(0.0));
    let told = tr!(
        "setup-rate-over-run",
        first = significant(first),
        highest = significant(highest),
        last = significant(last),
    );
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
        let palette = theme::palette(ui);
        let painter = ui.painter();
        painter.rect_filled(rect, theme::CONTROL_RADIUS, palette.well);
        let small = theme::font(size::SMALL);
        let text = |place, align, words: &str| painter.text(place, align, words, small.clone(), palette.quiet);
        let inside = rect.shrink(space::XS);
        text(inside.left_top(), Align2::LEFT_TOP, &significant(highest));
        text(inside.left_bottom(), Align2::LEFT_BOTTOM, "0");
        let end = tr!("setup-count-epochs", epochs = epochs);
        text(inside.right_bottom(), Align2::RIGHT_BOTTOM, &end);
        let mut plot = inside;
        plot.min.x += 44.0;
        plot.max.y -= space::L;
        painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, palette.edge));
        let line = rates.iter().enumerate().map(|(point, rate)| {
            let share = point as f32 / POINTS as f32;
            let height = if highest > 0.0 { (rate / highest) as f32 } else { 0.0 };
            pos2(plot.left() + share * plot.width(), plot.bottom() - height.clamp(0.0, 1.0) * plot.height())
        });
        painter.add(egui::Shape::line(line.collect(), Stroke::new(2.0, palette.accent)));
        response.on_hover_text(&*told);
    });
}
