//! The way from the ink to the network as a strip of pictures, each with the switches of its steps.

use std::borrow::Cow;

use egui::{
    Align, Align2, Checkbox, Color32, ColorImage, CornerRadius, FontId, Layout, Rect, RichText, Role, Sense, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::DrawView;
use super::sizes::around;
use crate::app::core::canvas::Canvas;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::reading::CanvasContent;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{button, card};
use crate::data::SIDE;
use crate::ink::normalise::stages::{Mark, Omitted, Picture, Stage, Stages, Step};
use crate::text::Named;
use crate::tr;

/// Sides of a picture in points, four, three and two for each of 28 pixels; the first only where there is much room.
const PICTURES: [f32; 3] = [4.0 * SIDE as f32, 3.0 * SIDE as f32, 2.0 * SIDE as f32];
/// From this height of the tab on, in points, pictures are large.
const ROOM_FOR_LARGE: f32 = 860.0;
/// What a stage is wider than its picture at least, in points, with the switches beside the picture.
const ROOM_FOR_BESIDE: f32 = 148.0;
/// Between two stages, in points: an arrow.
const ARROW: f32 = 14.0;
/// Height of a title and of a switch, in points.
const TITLE: f32 = 20.0;
const SWITCH: f32 = 24.0;
/// Most switches of a stage.
const MOST_SWITCHES: f32 = 2.0;

/// What the strip remembers between frames: the pictures on the graphics card, and what they are of.
#[derive(Default)]
pub struct StripView {
    of: Option<(CanvasContent, Omitted)>,
    dark: Option<bool>,
    textures: Vec<TextureHandle>,
}

/// The sizes of a stage for the room there is, and how many of them stand in a row.
#[derive(Clone, Copy)]
struct Sizes {
    picture: f32,
    stage: f32,
    columns: usize,
}

impl Sizes {
    /// In a strip `width` points wide, with pictures of this side: rows that are as long as each other.
    fn of(ui: &Ui, width: f32, picture: f32) -> Self {
        let inner = width - around(space::M);
        let most = ((inner + ARROW) / (least_stage(ui) + ARROW)).clamp(1.0, Stage::ALL.len() as f32) as usize;
        let rows = Stage::ALL.len().div_ceil(most);
        let columns = Stage::ALL.len().div_ceil(rows);
        let stage = ((inner - (columns - 1) as f32 * ARROW) / columns as f32).floor();
        Self { picture, stage, columns }
    }

    fn is_beside(self) -> bool {
        self.stage >= self.picture + ROOM_FOR_BESIDE
    }

    /// Height of a row of stages.
    fn row(self) -> f32 {
        let switches = if self.is_beside() { 0.0 } else { MOST_SWITCHES * SWITCH };
        TITLE + self.picture + switches + space::XS
    }

    /// Height of the whole strip.
    fn height(self) -> f32 {
        let rows = Stage::ALL.len().div_ceil(self.columns) as f32;
        around(space::M) + theme::CONTROL_HEIGHT + rows * (space::XS + self.row())
    }
}

/// Narrowest stage, in points: its title or the words of a switch.
fn least_stage(ui: &Ui) -> f32 {
    let width =
        |words: &str, font: FontId| ui.painter().layout_no_wrap(words.to_owned(), font, Color32::PLACEHOLDER).size().x;
    let titles = Stage::ALL.iter().map(|stage| width(&stage.title(), theme::strong_font(size::SMALL)));
    let before = ui.spacing().icon_width + ui.spacing().icon_spacing;
    let steps = Stage::ALL.iter().flat_map(|stage| stage.steps());
    let switches = steps.map(|step| before + width(&step.title(), theme::font(size::SMALL)));
    titles.chain(switches).fold(0.0, f32::max).ceil()
}

/// Height of the strip over the width of a tab of `room` points, with the largest pictures for which `spare` points are
/// enough; `None` where they are not.
#[must_use]
pub fn height(ui: &Ui, room: Vec2, spare: f32) -> Option<f32> {
    let pictures = PICTURES.iter().filter(|picture| **picture < PICTURES[0] || room.y >= ROOM_FOR_LARGE);
    pictures.map(|picture| Sizes::of(ui, room.x, *picture).height()).find(|height| *height <= spare)
}

/// Draws the strip, in `height` points where they are told, else in what it needs.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, height: Option<f32>) {
    let fits = |sizes: &Sizes| height.is_none_or(|height| sizes.height() <= height + 0.5);
    let usual = usize::from(height.is_none());
    let all = PICTURES.map(|picture| Sizes::of(ui, ui.available_width(), picture));
    let sizes = all.into_iter().skip(usual).find(fits).unwrap_or(all[2]);
    renew(ui, &mut view.strip, &context.core.canvas);
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        header(ui, context);
        for row in Stage::ALL.chunks(sizes.columns) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (index, stage) in row.iter().copied().enumerate() {
                    if index > 0 {
                        arrow(ui, sizes);
                    }
                    stage_ui(ui, &view.strip, stage, sizes, context);
                }
            });
        }
    });
}

/// Above the answer while steps are left out: says so, and takes them again.
pub fn hint(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let palette = theme::palette(ui);
    let left_out: Vec<_> = canvas.omitted.steps().map(|step| step.title()).collect();
    if left_out.is_empty() {
        return;
    }
    let words = tr!("strip-left-out", steps = left_out.len(), names = left_out.join(&*tr!("list-comma")));
    let frame = card::frame(ui).stroke(Stroke::new(1.5, palette.warning)).inner_margin(space::S);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let icon = RichText::new(icons::WARNING).font(theme::icon_font(size::TITLE)).color(palette.warning);
            ui.label(icon);
            ui.label(RichText::new(words).color(palette.warning));
            let words = tr!("strip-again");
            let again = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &words);
            let command = Command::Canvas(CanvasCommand::AllSteps);
            if button::with_tooltip(ui.add(again), &command.info()).clicked() {
                context.commands.push(command);
            }
        });
    });
}

/// Brings the pictures to the graphics card anew if the ink, the steps or the theme changed.
fn renew(ui: &Ui, strip: &mut StripView, canvas: &Canvas) {
    let (now, dark) = ((canvas.subject(), canvas.omitted), ui.visuals().dark_mode);
    if strip.of == Some(now) && strip.dark == Some(dark) {
        return;
    }
    (strip.of, strip.dark) = (Some(now), Some(dark));
    let palette = theme::palette(ui);
    let texture = |stages: &Stages, stage: Stage| {
        let colour = |grey: u8| match stage {
            Stage::Input => theme::pixel(grey),
            // Ink as it is on the canvas.
            Stage::Strokes | Stage::Box | Stage::Shrunk | Stage::Mass | Stage::Placed => {
                theme::blend(palette.well, palette.ink, f32::from(grey) / 255.0)
            }
        };
        let options = match stage {
            Stage::Strokes | Stage::Box => TextureOptions::LINEAR,
            Stage::Shrunk | Stage::Mass | Stage::Placed | Stage::Input => TextureOptions::NEAREST,
        };
        ui.ctx().load_texture("step", coloured(stages.picture(stage), colour), options)
    };
    strip.textures = canvas
        .stages()
        .map(|stages| Stage::ALL.iter().map(|&stage| texture(stages, stage)).collect())
        .unwrap_or_default();
}

fn coloured(picture: &Picture, colour: impl Fn(u8) -> Color32) -> ColorImage {
    let raster = &picture.raster;
    let pixels = raster.ink.iter().map(|&grey| colour(grey));
    ColorImage::new([raster.width, raster.height], pixels.collect())
}

/// The title, what is to be known, and the buttons.
fn header(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let row = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), theme::CONTROL_HEIGHT), row, |ui| {
        let words = tr!("strip-hide");
        let close = IconButton::new(icons::X, &words).emphasis(Emphasis::Quiet).show(Show::Icon);
        if ui.add(close).on_hover_text(tr!("strip-hide.help")).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::ToggleSteps));
        }
        let all = Command::Canvas(CanvasCommand::AllSteps);
        let is_enabled = Enabled::of(&all, context.core);
        if button::command(ui, &all, is_enabled, Show::Both, Emphasis::Plain).clicked() {
            context.commands.push(all);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(RichText::new(tr!("strip")).font(theme::strong_font(size::BODY)));
            let several = canvas.number.digits().len() > 1;
            let words = match (canvas.stages(), several) {
                (None, _) => tr!("strip-empty"),
                (Some(_), true) => tr!("strip-several"),
                (Some(_), false) => tr!("strip-try"),
            };
            let words = RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet);
            ui.add(egui::Label::new(words).truncate());
        });
    });
}

fn arrow(ui: &mut Ui, sizes: Sizes) {
    let (rect, _) = ui.allocate_exact_size(vec2(ARROW, sizes.row()), Sense::hover());
    let place = pos2(rect.center().x - space::XS, rect.top() + TITLE + sizes.picture / 2.0);
    let font = theme::icon_font(size::BODY);
    ui.painter().text(place, Align2::CENTER_CENTER, icons::CARET_RIGHT, font, theme::palette(ui).quiet);
}

fn stage_ui(ui: &mut Ui, strip: &StripView, stage: Stage, sizes: Sizes, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let room = vec2(sizes.stage, sizes.row());
    ui.allocate_ui_with_layout(room, Layout::top_down(Align::LEFT), |ui| {
        ui.set_min_size(room);
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        let title = RichText::new(title(stage, canvas.omitted)).font(theme::strong_font(size::SMALL));
        ui.allocate_ui(vec2(sizes.stage, TITLE), |ui| ui.label(title));
        if sizes.is_beside() {
            ui.horizontal_top(|ui| {
                picture(ui, strip, stage, sizes.picture, context);
                ui.vertical(|ui| switches(ui, stage, context));
            });
        } else {
            picture(ui, strip, stage, sizes.picture, context);
            switches(ui, stage, context);
        }
    });
}

/// Without a margin there are no 20 × 20 pixels.
fn title(stage: Stage, omitted: Omitted) -> Cow<'static, str> {
    match stage {
        Stage::Shrunk if omitted.contains(Step::Margin) => tr!("strip-no-margin"),
        Stage::Strokes | Stage::Box | Stage::Shrunk | Stage::Mass | Stage::Placed | Stage::Input => stage.title(),
    }
}

fn switches(ui: &mut Ui, stage: Stage, context: &mut ViewContext<'_>) {
    let omitted = context.core.canvas.omitted;
    let palette = theme::palette(ui);
    for &step in stage.steps() {
        let mut is_on = !omitted.contains(step);
        let colour = if is_on { palette.ink } else { palette.warning };
        let words = RichText::new(step.title()).size(size::SMALL).color(colour);
        let response = ui.add_sized(vec2(ui.available_width(), SWITCH), LeftChecked(&mut is_on, words));
        if response.on_hover_text(step.help()).clicked() {
            context.commands.push(Command::Canvas(CanvasCommand::LeaveOut(omitted.toggled(step))));
        }
    }
}

/// A checkbox at the left of the room it is given.
struct LeftChecked<'a>(&'a mut bool, RichText);

impl egui::Widget for LeftChecked<'_> {
    fn ui(self, ui: &mut Ui) -> egui::Response {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Checkbox::new(self.0, self.1))).inner
    }
}

/// The picture of a stage in a frame of `side` points.
fn picture(ui: &mut Ui, strip: &StripView, stage: Stage, side: f32, context: &ViewContext<'_>) {
    let omitted = context.core.canvas.omitted;
    let help = match stage {
        // The numbers depend on the model that reads.
        Stage::Input => {
            let core = context.core;
            tr!("strip-input", scaling = core.canvas.pixels(&core.shared, &core.training).help())
        }
        Stage::Strokes | Stage::Box | Stage::Shrunk | Stage::Mass | Stage::Placed => stage.help(),
    };
    let (frame, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let place = Stage::ALL.iter().position(|&listed| listed == stage);
    let shown = context.core.canvas.stages().map(|stages| stages.picture(stage));
    let texture = place.and_then(|place| strip.textures.get(place));
    let name = match shown {
        Some(Picture { raster, .. }) => {
            tr!("strip-picture", stage = title(stage, omitted), width = raster.width, height = raster.height)
        }
        None => tr!("strip-picture-nothing", stage = title(stage, omitted)),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let palette = theme::palette(ui);
    let painter = ui.painter_at(frame.expand(1.0));
    painter.rect_filled(frame, CornerRadius::ZERO, palette.well);
    if let (Some(picture), Some(texture)) = (shown, texture) {
        let pixels = vec2(picture.raster.width as f32, picture.raster.height as f32);
        let scale = match stage {
            Stage::Strokes | Stage::Box => side / pixels.max_elem(),
            Stage::Shrunk | Stage::Mass | Stage::Placed | Stage::Input => side / SIDE as f32,
        };
        let rect = Rect::from_center_size(frame.center(), pixels * scale);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        painter.image(texture.id(), rect, whole, Color32::WHITE);
        if let Some(mark) = picture.mark {
            paint_mark(&painter, rect, scale, mark, palette);
        }
    }
    let is_changed = stage.steps().iter().any(|&step| omitted.contains(step));
    let edge = if is_changed { Stroke::new(2.0, palette.warning) } else { Stroke::new(1.0, palette.edge) };
    painter.rect_stroke(frame, CornerRadius::ZERO, edge, StrokeKind::Inside);
    response.on_hover_text(help);
}

fn paint_mark(painter: &egui::Painter, rect: Rect, scale: f32, mark: Mark, palette: &Palette) {
    match mark {
        Mark::Frame(region) => {
            let corner = rect.min + vec2(region.left as f32, region.top as f32) * scale;
            let framed = Rect::from_min_size(corner, vec2(region.width as f32, region.height as f32) * scale);
            painter.rect_stroke(framed, CornerRadius::ZERO, Stroke::new(1.5, palette.accent), StrokeKind::Middle);
        }
        Mark::Mass { from, to } => {
            let place = |(x, y): (f64, f64)| rect.min + vec2(x as f32 + 0.5, y as f32 + 0.5) * scale;
            let (arm, cross) = (6.0, place(from));
            // Light around the lines, so that they are seen on ink and on paper.
            for (width, colour) in [(4.0, palette.card), (2.0, palette.accent)] {
                painter.line_segment([cross - vec2(arm, 0.0), cross + vec2(arm, 0.0)], Stroke::new(width, colour));
                painter.line_segment([cross - vec2(0.0, arm), cross + vec2(0.0, arm)], Stroke::new(width, colour));
                if let Some(to) = to {
                    painter.circle_stroke(place(to), arm + 2.0, Stroke::new(width - 0.5, colour));
                }
            }
        }
    }
}
