//! What the filters of a layer look for: their weights as pictures, and the test images that excite each most.

use egui::{
    Align, Align2, ComboBox, Layout, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use super::InsideLooks;
use super::maps::{Atlas, Shown, Tiling};
use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::icons;
use crate::app::core::inside::Excited;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::place::{Pictures, Spot};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::{controls, pixels};
use crate::model::filters::Filters;
use crate::model::inspect::Anatomy;
use crate::model::worked::number;
use crate::tr;

/// Largest picture of a filter, in points.
const MOST: f32 = 96.0;
/// Height of a caption, in points.
const CAPTION: f32 = 20.0;
/// Largest exciting image, and height of the number below it, in points.
const LARGEST: f32 = 120.0;
const VALUE: f32 = 14.0;
/// Pictures in the texture of weights that changes with every new set of them.
const WEIGHTS: usize = usize::MAX / 2;

/// What the view keeps between frames.
#[derive(Default)]
pub struct FiltersLooks {
    /// The weights as pictures, of which weights and which layer.
    held: Option<((u64, usize), Option<Filters>)>,
}

/// Draws the view.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let (Some(anatomy), Some(subject)) = (inside.anatomy().cloned(), inside.subject()) else { return };
    let all: Vec<usize> = (0..anatomy.parts.len()).filter(|&at| is_pictured(&anatomy, at)).collect();
    let spot = inside.spot;
    let Some(&part) = all.iter().find(|&&at| at == spot.part).or(all.first()) else {
        super::empty(ui, &tr!("inside-no-filters"));
        return;
    };
    let Some(stage) = anatomy.parts.get(part) else { return };
    let (first, shown) = (stage.first(), stage.shown);
    let key = (inside.stamp(), first);
    if looks.filters.held.as_ref().is_none_or(|(held, _)| *held != key) {
        looks.filters.held = Some((key, Filters::of(subject, &anatomy, first)));
    }
    let Some((_, Some(filters))) = &looks.filters.held else {
        super::empty(ui, &tr!("inside-no-filters"));
        return;
    };
    let chosen = if spot.part == part { spot.map.min(filters.count.saturating_sub(1)) } else { 0 };
    head(ui, &all, part, shown, &anatomy, context);
    let room = ui.available_rect_before_wrap();
    let (left, right) = room.split_left_right_at_fraction(0.5);
    let (left, right) = (left.with_max_x(left.right() - space::M), right.with_min_x(right.left() + space::M));
    let means = filters.means();
    let pictures = Pictures { count: filters.count, height: filters.side, width: filters.side };
    let scale = around(&means);
    let atlas = looks.maps.atlas(ui, Shown::Weights(first), inside.stamp(), &means, pictures, scale);
    let words = if filters.channels == 1 {
        tr!("inside-filters-all", filters = filters.count)
    } else {
        tr!("inside-filters-means", filters = filters.count, channels = filters.channels)
    };
    if let Some(picked) = grid(ui, left, &words, atlas, pictures, chosen) {
        context.commands.push(Command::Inside(InsideCommand::Go(inside.depth, Spot { part, map: picked, at: 0 })));
    }
    let upper = if filters.channels > 1 { right.height() * 0.45 } else { 0.0 };
    let (above, below) = right.split_top_bottom_at_y(right.top() + upper);
    if filters.channels > 1 {
        let one = filters.filter(chosen);
        let pictures = Pictures { count: filters.channels, height: filters.side, width: filters.side };
        let atlas = looks.maps.atlas(
            ui,
            Shown::Weights(WEIGHTS + chosen),
            key.0 * 1_000 + first as u64,
            one,
            pictures,
            around(one),
        );
        let words = tr!("inside-filters-one", filter = chosen + 1, channels = filters.channels);
        grid(ui, above.with_max_y(above.bottom() - space::M), &words, atlas, pictures, usize::MAX);
    }
    exciting(ui, below, shown, chosen, context);
    ui.allocate_rect(room, Sense::hover());
}

/// Whether the weights of a stage are pictures.
fn is_pictured(anatomy: &Anatomy, part: usize) -> bool {
    use crate::model::Layer;
    let Some(stage) = anatomy.parts.get(part) else { return false };
    let is_first_of = |layer: Layer| matches!(layer, Layer::Conv2d { .. } | Layer::Dense { .. } | Layer::Linear { .. });
    anatomy.layers.get(stage.first()).is_some_and(|layer| is_first_of(layer.layer))
}

fn around(numbers: &[f32]) -> Scale {
    Scale::Around0(
        numbers.iter().filter(|number| number.is_finite()).fold(0.0, |most: f32, number| most.max(number.abs())),
    )
}

/// Which layer, and the button that looks for images.
fn head(ui: &mut Ui, all: &[usize], part: usize, shown: usize, anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let name = |at: usize| anatomy.parts.get(at).map_or("", |part| part.name.as_str());
    ui.horizontal(|ui| {
        let mut picked = None;
        let list = ComboBox::from_id_salt("layer-of-filters").selected_text(name(part));
        let choice = list.height(super::choice::list_height(ui)).show_ui(ui, |ui| {
            for &at in all {
                if ui.selectable_label(at == part, name(at)).clicked() {
                    picked = Some(at);
                }
            }
        });
        controls::note(ui.ctx(), choice.response.rect);
        choice.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, tr!("inside-layer")));
        if let Some(part) = picked {
            let spot = Spot { part, ..Spot::default() };
            context.commands.push(Command::Inside(InsideCommand::Go(context.core.inside.depth, spot)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_running = context.core.shared.is_running(&WorkKind::Excitement);
            let words = if is_running { tr!("inside-exciting-work") } else { tr!("inside-exciting-find") };
            let button = IconButton::new(icons::MAGNIFYING_GLASS, &words).emphasis(Emphasis::Plain);
            let is_enabled = !is_running && context.core.shared.data.is_some();
            if ui.add_enabled(is_enabled, button).on_hover_text(tr!("inside-exciting-find.help")).clicked() {
                context.commands.push(Command::Inside(InsideCommand::FindExciting(shown)));
            }
        });
    });
    ui.add_space(space::S);
}

/// Pictures in a grid below their caption; the one that was clicked.
fn grid(ui: &mut Ui, room: Rect, words: &str, atlas: Atlas, pictures: Pictures, chosen: usize) -> Option<usize> {
    let palette = theme::palette(ui);
    ui.painter().text(room.left_top(), Align2::LEFT_TOP, words, theme::strong_font(size::SMALL), palette.ink);
    let room = room.with_min_y(room.top() + CAPTION);
    let tiling = Tiling::fitting(pictures, room.size(), 5.0, MOST);
    let mut picked = None;
    for place in 0..pictures.count {
        let rect = tiling.rect(room.min, place);
        atlas.paint(ui.painter(), place, rect);
        let is_chosen = place == chosen;
        let mut edge = if is_chosen { Stroke::new(2.5, palette.accent) } else { Stroke::new(1.0, palette.edge) };
        if chosen != usize::MAX {
            let response = ui.interact(rect, ui.scope_id().with(("filter", place)), Sense::click());
            let name = tr!("inside-filter", filter = place + 1);
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &name));
            if response.hovered() || response.has_focus() {
                edge = Stroke::new(2.5, palette.accent);
            }
            if response.clicked() {
                picked = Some(place);
            }
        }
        ui.painter().rect_stroke(rect, 0, edge, StrokeKind::Outside);
    }
    picked
}

/// The images that excite a map most, or what to do to find them.
fn exciting(ui: &mut Ui, room: Rect, layer: usize, map: usize, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let words = tr!("inside-exciting", filter = map + 1);
    ui.painter().text(room.left_top(), Align2::LEFT_TOP, words, theme::strong_font(size::SMALL), palette.ink);
    let room = room.with_min_y(room.top() + CAPTION);
    let stage = context.core.inside.anatomy().and_then(|anatomy| Some(anatomy.layers.get(layer)?.name.clone()));
    let room = super::favourite::ui(ui, room, &stage.unwrap_or_default(), map, context);
    let Some(Excited { test, best, .. }) = context.core.inside.excited(layer) else {
        ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
            ui.label(RichText::new(tr!("inside-exciting-none")).size(size::BODY).color(palette.quiet));
        });
        return;
    };
    let Some(best) = best.get(map) else { return };
    let (columns, side) = captioned(best.len(), room.size());
    for (place, &(image, value)) in best.iter().enumerate() {
        let pitch = vec2(side + space::S, side + space::S + VALUE);
        let at = vec2((place % columns) as f32, (place / columns) as f32) * pitch;
        let rect = Rect::from_min_size(room.min + at, egui::Vec2::splat(side));
        let response = ui.interact(rect, ui.scope_id().with(("exciting", place)), Sense::hover());
        let name = tr!("inside-exciting-image", image = image, value = number(f64::from(value)));
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        ui.painter().add(egui::Shape::mesh(pixels::mesh(&test.image(image), rect, ui.pixels_per_point())));
        let below = pos2(rect.center().x, rect.bottom() + 1.0);
        let font = theme::font(size::SMALL - 1.0);
        ui.painter().text(below, Align2::CENTER_TOP, number(f64::from(value)), font, palette.quiet);
    }
}

/// Columns and side of `count` squares with a number below each, as large as they fit into `room`.
fn captioned(count: usize, room: egui::Vec2) -> (usize, f32) {
    let fitting = |columns: usize| {
        let rows = count.div_ceil(columns).max(1) as f32;
        let wide = (room.x + space::S) / columns as f32 - space::S;
        let high = (room.y + space::S) / rows - space::S - VALUE;
        (columns, wide.min(high).clamp(1.0, LARGEST))
    };
    let all = (1..=count.max(1)).map(fitting);
    all.fold((1, 0.0), |best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_row_of_exciting_images_and_its_numbers_stay_in_their_room() {
        for (count, room) in [(12, vec2(77.0, 330.0)), (12, vec2(213.0, 150.0)), (12, vec2(600.0, 700.0))] {
            let (columns, side) = captioned(count, room);
            let rows = count.div_ceil(columns) as f32;
            let high = rows * (side + VALUE) + (rows - 1.0) * space::S;
            let wide = columns as f32 * (side + space::S) - space::S;
            assert!(high <= room.y + 0.1 && wide <= room.x + 0.1 && side > 12.0, "{room:?}: {columns} of {side}");
        }
    }
}
