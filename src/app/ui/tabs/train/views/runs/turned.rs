//! What a run changed: for each set of images how many are read right before and after, and pictures of those that were
//! fixed and broken.

use std::borrow::Cow;

use egui::{
    Align2, Color32, ColorImage, Label, Rect, RichText, Role, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions,
    Ui, Vec2, WidgetInfo, pos2, vec2,
};
use strum::VariantArray;

use super::command;
use crate::app::core::effects;
use crate::app::core::icons;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::runs::compare::{ChangedImage, ComparedSet};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::Emphasis;
use crate::app::ui::widgets::progress;
use crate::data::{Dataset, SIDE};
use crate::store::runs::ListedRun;
use crate::text::format;
use crate::tr;

/// Most images shown of one kind.
const SHOWN: usize = 24;
/// Side of a picture, in points: two to a pixel.
const PICTURE: f32 = 2.0 * SIDE as f32;
/// Width of a cell, and height of the two lines below its picture, in points.
const CELL: f32 = 72.0;
const WORDS: f32 = 36.0;

/// Which images these are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray)]
enum Kind {
    /// Wrong before, right now.
    Fixed,
    /// Right before, wrong now.
    Broken,
}

impl Kind {
    /// How many there are, and what that means.
    fn told(self, images: usize) -> Cow<'static, str> {
        match self {
            Self::Fixed => tr!("turned-fixed", images = images),
            Self::Broken => tr!("turned-broken", images = images),
        }
    }

    fn of(self, set: &ComparedSet) -> &[ChangedImage] {
        match self {
            Self::Fixed => &set.fixed,
            Self::Broken => &set.broken,
        }
    }
}

/// Shows it for `run`, or the buttons that make the comparison.
pub fn show(ui: &mut Ui, run: &ListedRun, context: &mut ViewContext<'_>) {
    ui.separator();
    ui.label(RichText::new(tr!("turned-heading")).font(theme::strong_font(theme::size::BODY)));
    if let Some(share) = context.core.shared.progress(&effects::WorkKind::CompareRun) {
        ui.horizontal(|ui| {
            ui.set_min_height(theme::CONTROL_HEIGHT);
            progress::bar(ui, share, vec2(200.0, progress::HEIGHT));
            ui.label(format::percent_to(f64::from(share), 0).to_string());
            command(ui, RunsCommand::CancelComparing, Emphasis::Plain, context);
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for wanted in [RunsCommand::Compare(run.id.clone()), RunsCommand::CompareOwn(run.id.clone())] {
            command(ui, wanted, Emphasis::Plain, context);
        }
    });
    let Some(compared) = context.core.runs.compared_of(&run.id, &context.core.training) else { return };
    let before = RichText::new(tr!("turned-before", model = compared.before.clone()));
    ui.add(Label::new(before.color(theme::palette(ui).quiet)).wrap());
    for set in &compared.sets {
        ui.add_space(theme::space::S);
        shares(ui, set);
        for kind in Kind::VARIANTS.iter().copied() {
            pictures(ui, kind, set);
        }
    }
}

/// How many are right before and after, as words and bars.
fn shares(ui: &mut Ui, set: &ComparedSet) {
    let (before, after) = (format::percent(set.before), format::percent(set.after));
    let words =
        tr!("turned-shares", set = set.title.clone(), before = before, after = after, images = set.images.len());
    ui.add(Label::new(RichText::new(words).font(theme::strong_font(theme::size::BODY))).wrap());
}

/// Images that were fixed, then such that were broken, in one row as wide as there is room; nothing if there are none.
pub fn row(ui: &mut Ui, set: &ComparedSet) {
    let gap = theme::space::S;
    let room = (((ui.available_width() + gap) / (CELL + gap)) as usize).max(1);
    let broken = set.broken.len().min(room.div_ceil(2).max(room.saturating_sub(set.fixed.len())));
    let counts = [(Kind::Fixed, room - broken), (Kind::Broken, broken)];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(gap);
        for (kind, most) in counts {
            let all = kind.of(set);
            let shown = all.get(..most.min(all.len())).unwrap_or_default();
            if !shown.is_empty() {
                let texture = texture(ui, kind, set, shown);
                cells(ui, kind, shown, texture.id(), 0, shown.len());
            }
        }
    });
}

/// Height of [`row`], in points.
pub const ROW: f32 = PICTURE + WORDS;

/// Images from place `first` on of `all` in the texture.
fn cells(ui: &mut Ui, kind: Kind, images: &[ChangedImage], texture: egui::TextureId, first: usize, all: usize) {
    for (column, image) in images.iter().enumerate() {
        let share = 1.0 / all as f32;
        let left = (first + column) as f32 * share;
        let part = Rect::from_min_max(pos2(left, 0.0), pos2(left + share, 1.0));
        one(ui, kind, image, texture, part);
    }
}

/// The images of one kind in rows, with what they are, and what they were read as before and after.
fn pictures(ui: &mut Ui, kind: Kind, set: &ComparedSet) {
    let all = kind.of(set);
    ui.label(kind.told(all.len()));
    let shown = all.get(..SHOWN.min(all.len())).unwrap_or_default();
    if shown.is_empty() {
        return;
    }
    let texture = texture(ui, kind, set, shown);
    let gap = theme::space::S;
    let columns = (((ui.available_width() + gap) / (CELL + gap)) as usize).max(1);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(gap);
        for (row, images) in shown.chunks(columns).enumerate() {
            ui.horizontal(|ui| cells(ui, kind, images, texture.id(), row * columns, shown.len()));
        }
    });
    if all.len() > shown.len() {
        let words = tr!("turned-more", images = all.len() - shown.len());
        ui.label(RichText::new(words).color(theme::palette(ui).quiet));
    }
}

fn one(ui: &mut Ui, kind: Kind, image: &ChangedImage, texture: egui::TextureId, part: Rect) {
    let (rect, response) = ui.allocate_exact_size(vec2(CELL, PICTURE + WORDS), Sense::hover());
    let ChangedImage { index, label, before, after } = *image;
    let told = tr!("turned-image", image = index, digit = label, before = before, after = after);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    let palette = theme::palette(ui);
    let (colour, sign) = match kind {
        Kind::Fixed => (palette.right, icons::CHECK),
        Kind::Broken => (palette.wrong, icons::X),
    };
    let painter = ui.painter();
    let picture = Rect::from_min_size(pos2(rect.center().x - PICTURE / 2.0, rect.top()), Vec2::splat(PICTURE));
    painter.image(texture, picture, part, Color32::WHITE);
    painter.rect_stroke(picture, 0, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let line = |line: f32| pos2(rect.center().x, picture.bottom() + 10.0 + 16.0 * line);
    let small = theme::font(theme::size::SMALL);
    painter.text(line(0.0), Align2::CENTER_CENTER, tr!("turned-truth", digit = label), small.clone(), palette.quiet);
    painter.text(line(1.0), Align2::CENTER_CENTER, format!("{sign} {before} → {after}"), small, colour);
    response.on_hover_text(told);
}

/// The pictures side by side, made once.
fn texture(ui: &Ui, kind: Kind, set: &ComparedSet, shown: &[ChangedImage]) -> TextureHandle {
    let indices: Vec<usize> = shown.iter().map(|image| image.index).collect();
    let key = egui::Id::unique(("turned", kind, std::sync::Arc::as_ptr(&set.images), indices));
    if let Some(texture) = ui.data(|data| data.get_temp::<TextureHandle>(key)) {
        return texture;
    }
    let picture = strip(shown, &set.images);
    let texture = ui.ctx().load_texture("turned", picture, TextureOptions::NEAREST);
    ui.data_mut(|data| data.insert_temp(key, texture.clone()));
    texture
}

fn strip(shown: &[ChangedImage], images: &Dataset) -> ColorImage {
    let width = shown.len() * SIDE;
    let mut pixels = vec![theme::pixel(0); width * SIDE];
    for (place, image) in shown.iter().enumerate() {
        for (row, line) in images.pixels(image.index).chunks_exact(SIDE).enumerate() {
            for (x, &value) in line.iter().enumerate() {
                pixels[row * width + place * SIDE + x] = theme::pixel(value);
            }
        }
    }
    ColorImage::new([width, SIDE], pixels)
}
