//! What a step that was taken alone did: its batch with what was read before and after, and how far each layer moved.

use egui::{Align2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::{pixels, scroll};
use crate::text::format;
use crate::tr;
use crate::train::single_step::{SingleStep, SteppedExample};

/// Side of a picture, in points: one and a half for each pixel.
const PICTURE: f32 = 42.0;
/// Size of a picture with the words below it.
const CELL: Vec2 = Vec2::new(82.0, PICTURE + 36.0);

/// Shows it in `height` points.
pub fn show(ui: &mut Ui, step: &SingleStep, height: f32) {
    let [before, after] = step.losses();
    let [right_before, right_after] = step.right().map(|share| format::percent_to(share, 0));
    let told = tr!(
        "stepped-told",
        step = step.measured.step,
        examples = step.examples.len(),
        before = format::loss(before),
        after = format::loss(after),
        right_before = right_before,
        right_after = right_after
    );
    ui.label(RichText::new(told).font(theme::strong_font(size::BODY)));
    let moved = step.layers.iter().map(|(layer, ratio)| format!("{layer} {}", format::percent_to(*ratio, 2)));
    let words = tr!("stepped-layers", layers = moved.collect::<Vec<_>>().join(" · "));
    ui.add(egui::Label::new(RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet)).wrap());
    ui.add_space(space::S);
    let room = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), (height - 70.0).max(CELL.y)));
    ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
        scroll::page(ui, space::S, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(space::S);
                step.examples.iter().for_each(|example| one(ui, example));
            });
        });
    });
}

/// A picture, framed by whether it is read right now, and the probability of its label before and after.
fn one(ui: &mut Ui, example: &SteppedExample) {
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::hover());
    let share = |probability: f64| format::percent_to(probability, 0).to_string();
    let (before, after) = (share(example.before.probability), share(example.after.probability));
    let told = tr!(
        "stepped-example",
        label = example.names.name(example.label),
        read = example.names.name(example.after.class),
        before = before.as_str(),
        after = after.as_str()
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = theme::palette(ui);
    let picture = Rect::from_min_size(pos2(rect.center().x - PICTURE / 2.0, rect.top()), Vec2::splat(PICTURE));
    ui.painter().add(egui::Shape::mesh(pixels::mesh(&example.image, picture, ui.pixels_per_point())));
    let is_right = example.after.class == example.label;
    let colour = if is_right { palette.right } else { palette.wrong };
    ui.painter().rect_stroke(picture, theme::CONTROL_RADIUS / 2, Stroke::new(2.0, colour), StrokeKind::Outside);
    let line = |row: f32| pos2(rect.center().x, picture.bottom() + 10.0 + row * 15.0);
    let small = theme::font(size::SMALL);
    let label = tr!("stepped-label", label = example.names.name(example.label));
    ui.painter().text(line(0.0), Align2::CENTER_CENTER, label, small.clone(), palette.quiet);
    ui.painter().text(line(1.0), Align2::CENTER_CENTER, format!("{before} → {after}"), small, palette.ink);
    response.on_hover_text(told);
}
