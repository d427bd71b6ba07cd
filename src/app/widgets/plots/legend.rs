//! The line above a plot: what it shows, and one switch for each curve, for mouse and keyboard.

use std::collections::BTreeSet;

use eframe::egui::{
    self, Align, Align2, Color32, Layout, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::{Look, Metric, Series};
use crate::app::theme;

/// Height of the line, in points.
pub const CAPTION: f32 = 24.0;
/// Width of a curve's sample.
const SAMPLE: f32 = 20.0;

/// Shows title, meaning and switches; what is switched off is in `hidden`, by name.
pub fn show(ui: &mut Ui, metric: Metric, series: &[Series], hidden: &mut BTreeSet<String>) {
    let size = vec2(ui.available_width(), CAPTION);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(CAPTION);
        ui.spacing_mut().item_spacing.x = theme::space::M;
        // A single curve has nothing to be told apart from.
        for one in series.iter().rev().filter(|_| series.len() > 1) {
            switch(ui, metric, one, hidden);
        }
        title(ui, metric);
    });
}

fn title(ui: &mut Ui, metric: Metric) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(1.0), CAPTION), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, metric.title()));
    let painter = ui.painter().with_clip_rect(rect);
    let font = theme::strong_font(theme::size::BODY);
    let title = painter.text(rect.left_center(), Align2::LEFT_CENTER, metric.title(), font, palette.ink);
    let help = painter.layout_no_wrap(metric.help().to_owned(), theme::font(theme::size::SMALL), palette.quiet);
    let beside = pos2(title.right() + theme::space::S, rect.center().y - help.size().y / 2.0 + 0.5);
    if beside.x + help.size().x <= rect.right() {
        painter.galley(beside, help, palette.quiet);
    }
    response.on_hover_text(metric.help());
}

/// A sample of the curve and its name; pressed, the curve goes or comes.
fn switch(ui: &mut Ui, metric: Metric, series: &Series, hidden: &mut BTreeSet<String>) {
    let is_shown = !hidden.contains(&series.name);
    let palette = theme::palette(ui);
    let colour = if is_shown { palette.ink } else { palette.quiet };
    let small = theme::font(theme::size::SMALL);
    let words = ui.painter().layout_no_wrap(series.name.clone(), small, colour);
    let width = SAMPLE + theme::space::XS + 2.0 + words.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, CAPTION), Sense::click());
    let label = format!("{}: show {}", metric.title(), series.name.to_lowercase());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_shown, &label));
    if response.clicked() && !hidden.remove(&series.name) {
        hidden.insert(series.name.clone());
    }
    if ui.is_rect_visible(rect) {
        if response.has_focus() || response.hovered() {
            let edge = if response.has_focus() { palette.accent } else { palette.edge };
            let around = rect.expand2(vec2(4.0, 0.0));
            let round = theme::CONTROL_RADIUS;
            ui.painter().rect_stroke(around, round, Stroke::new(1.5, edge), egui::StrokeKind::Inside);
        }
        let place = Rect::from_min_size(rect.left_top(), vec2(SAMPLE, CAPTION));
        let sample_colour = if is_shown { series.colour } else { palette.edge };
        sample(ui, series.look, place, sample_colour);
        let text = pos2(place.right() + theme::space::XS + 2.0, rect.center().y - words.size().y / 2.0);
        let struck = Rect::from_min_size(text, words.size());
        ui.painter().galley(text, words, colour);
        if !is_shown {
            let line = [struck.left_center(), struck.right_center()];
            ui.painter().line_segment(line, Stroke::new(1.0, palette.quiet));
        }
    }
    response.on_hover_text(if is_shown { "Hide this curve" } else { "Show this curve" });
}

/// A piece of the curve, as the plot draws it.
fn sample(ui: &Ui, look: Look, place: Rect, colour: Color32) {
    let painter = ui.painter();
    let (left, right) = (place.left_center(), place.right_center());
    match look {
        Look::Faint => _ = painter.line_segment([left, right], Stroke::new(1.5, colour.gamma_multiply(0.5))),
        Look::Line => _ = painter.line_segment([left, right], Stroke::new(2.5, colour)),
        Look::Dashed => {
            painter.add(Shape::dashed_line(&[left, right], Stroke::new(2.5, colour), 5.0, 3.0));
        }
        Look::Dotted => {
            painter.add(Shape::dotted_line(&[left, right], colour, 5.0, 1.6));
        }
        Look::Diamonds => {
            painter.line_segment([left, right], Stroke::new(2.0, colour));
            let corner = |x: f32, y: f32| -> Pos2 { place.center() + vec2(x, y) };
            let diamond = vec![corner(-4.5, 0.0), corner(0.0, -4.5), corner(4.5, 0.0), corner(0.0, 4.5)];
            painter.add(Shape::convex_polygon(diamond, colour, Stroke::NONE));
        }
    }
}
