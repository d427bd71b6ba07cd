//! Operations on maps: the input with the window on it at the left, the numbers in the middle, the output at the right,
//! as far as it is worked out.

use egui::{
    Align, Align2, Label, Layout, Pos2, Rect, Response, RichText, Role, Sense, Shape, Slider, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use super::super::InsideLooks;
use super::super::maps::{Atlas, Shown};
use super::cells::{self, Cell};
use super::grids::{self, Grid};
use super::{keys, list, push};
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::place::Pictures;
use crate::app::core::inside::working::{Scene, Stretch, is_before_relu};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::{focus, slider};
use crate::model::inspect::Anatomy;
use crate::model::worked::{Act, Line, Operation};
use crate::model::{Feed, Layer};
use crate::tr;

/// Least side of a cell, in points, that a zero is written into.
const ZERO: f32 = 9.0;

/// A map of the figure: where it lies, what it shows, how many rows and columns it has, and how much lies around it.
struct Drawn {
    rect: Rect,
    pictures: Pictures,
    padding: usize,
}

impl Drawn {
    /// In a square at `corner`, with so many rows and columns of padding.
    fn new(corner: Pos2, side: f32, pictures: Pictures, padding: usize) -> Self {
        Self { rect: Rect::from_min_size(corner, Vec2::splat(side)), pictures, padding }
    }

    fn cell(&self) -> Vec2 {
        let around = 2 * self.padding;
        let (columns, rows) = (self.pictures.width + around, self.pictures.height + around);
        vec2(self.rect.width() / columns as f32, self.rect.height() / rows as f32)
    }

    /// The square from this row and column on, the padding's first being 0.
    fn square(&self, row: usize, column: usize, side: usize) -> Rect {
        let cell = self.cell();
        let corner = self.rect.min + vec2(column as f32, row as f32) * cell;
        Rect::from_min_size(corner, cell * side as f32)
    }

    /// The map without what lies around it.
    fn inner(&self) -> Rect {
        self.rect.shrink2(self.cell() * self.padding as f32)
    }
}

/// How far the window reaches, moves, and what lies around the map.
struct Window {
    kernel: usize,
    stride: usize,
    padding: usize,
}

impl Window {
    fn of(layer: Layer) -> Self {
        match layer {
            Layer::Conv2d { kernel, stride, padding, .. } => Self { kernel, stride, padding },
            Layer::MaxPool2d { size } | Layer::AvgPool2d { size } => Self { kernel: size, stride: size, padding: 0 },
            Layer::BatchNorm
            | Layer::Relu
            | Layer::Tanh
            | Layer::GlobalAvgPool
            | Layer::Dropout { .. }
            | Layer::Flatten
            | Layer::Dense { .. }
            | Layer::Add
            | Layer::Concat
            | Layer::Patches { .. }
            | Layer::Embedding { .. }
            | Layer::Linear { .. }
            | Layer::Positions
            | Layer::LayerNorm
            | Layer::Gelu
            | Layer::Attention { .. }
            | Layer::MeanTokens => Self { kernel: 1, stride: 1, padding: 0 },
        }
    }
}

/// Draws it.
pub fn ui(ui: &mut Ui, scene: &Scene, anatomy: &Anatomy, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let (Some(at), Some(look)) = (scene.layer, context.core.inside.look().cloned()) else { return };
    let Some(layer) = anatomy.layers.get(at) else { return };
    let room = ui.available_rect_before_wrap();
    let window = Window::of(layer.layer);
    let (from, to) = (Pictures::of(layer.input), Pictures::of(layer.output));
    let middle = (room.width() * 0.28).clamp(120.0, 300.0);
    let below = theme::CONTROL_HEIGHT + space::S;
    let side = ((room.width() - middle) / 2.0 - space::XL).min(room.height() - 26.0 - below).max(60.0).floor();
    let (map, row, column) = (
        scene.place / to.size().max(1),
        scene.place / to.width.max(1) % to.height.max(1),
        scene.place % to.width.max(1),
    );
    let top = room.top() + 22.0;
    let middle_left = room.center().x - middle / 2.0;
    let left_corner = pos2(room.left() + (middle_left - room.left() - side) / 2.0, top);
    let input = Drawn::new(left_corner, side, from, window.padding);
    let right = room.center().x + middle / 2.0;
    let output = Drawn::new(pos2(right + (room.right() - right - side) / 2.0, top), side, to, 0);
    let lines = &scene.working.lines[..=scene.line.min(scene.working.lines.len() - 1)];
    let channel = channel_of(lines).unwrap_or(map.min(from.count.saturating_sub(1)));
    let moment = context.core.inside.moment();
    let (shown, read) = match layer.feeds.first() {
        Some(Feed::Layer(feed)) => (Shown::Layer(*feed), look.outputs.get(*feed).map_or(&[][..], Vec::as_slice)),
        Some(Feed::Image) | None => (Shown::Input, look.input.as_slice()),
    };
    let from_scale = Scale::of(read);
    // A texture of its own: in the view of layers the image is shown as bytes.
    let shown = if shown == Shown::Input { Shown::Numbers } else { shown };
    let atlas = looks.maps.atlas(ui, shown, moment, read, from, from_scale);
    input_map(ui, &input, (atlas, channel), &window, (row, column, to.width));
    window_words(ui, &input, &window);
    let given = if is_before_relu(anatomy, at) { at + 1 } else { at };
    let written = look.outputs.get(given).map_or(&[][..], Vec::as_slice);
    let atlas = looks.maps.atlas(ui, Shown::Layer(given), moment, written, to, Scale::of(written));
    let (picked, figure) = output_map(ui, &output, (atlas, map), scene, (row, column));
    keys::space(ui, &figure, context);
    if let Some(map) = pick_map(ui, &output, map, to.count) {
        push(context, InsideCommand::Pick(map * to.size() + row * to.width + column));
    }
    titles(ui, [&input, &output], [channel, map], [from.count, to.count]);
    let place = Rect::from_min_max(pos2(middle_left, room.top()), pos2(right, room.bottom()));
    numbers(ui, place, scene, lines, (window.kernel, from_scale), &mut looks.working.grid);
    if let Some(picked) = picked {
        push(context, InsideCommand::Pick(map * to.size() + picked));
    }
    ui.allocate_rect(room, Sense::hover());
}

/// A slider below the output for which of its maps is worked out; the one that was picked.
fn pick_map(ui: &mut Ui, output: &Drawn, map: usize, maps: usize) -> Option<usize> {
    if maps < 2 {
        return None;
    }
    let corner = output.rect.left_bottom() + vec2(0.0, space::S);
    let row = Rect::from_min_size(corner, vec2(output.rect.width(), theme::CONTROL_HEIGHT));
    let mut shown = map + 1;
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
        ui.spacing_mut().slider_width = ui.available_width();
        let response = slider::add(ui, Slider::new(&mut shown, 1..=maps).show_value(false));
        response.widget_info(|| WidgetInfo::slider(true, shown as f64, tr!("inside-output-map")));
    });
    (shown != map + 1).then(|| shown - 1)
}

/// How far the window moves and what lies around the map, in words below the input.
fn window_words(ui: &mut Ui, input: &Drawn, window: &Window) {
    if window.kernel < 2 {
        return;
    }
    let corner = input.rect.left_bottom() + vec2(0.0, space::S);
    let row = Rect::from_min_size(corner, vec2(input.rect.width(), theme::CONTROL_HEIGHT));
    let words = match window.padding {
        0 => tr!("inside-stride", stride = window.stride, kernel = window.kernel),
        padding => tr!("inside-stride-padding", stride = window.stride, kernel = window.kernel, padding = padding),
    };
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Min));
    ui.scope_builder(row, |ui| {
        ui.add(Label::new(RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet)).wrap());
    });
}

/// The channel whose window was multiplied last.
fn channel_of(lines: &[Line]) -> Option<usize> {
    lines.iter().rev().find_map(|line| match line.act {
        Act::Window { channel } => Some(channel),
        Act::Product
        | Act::Rest(_)
        | Act::Bias
        | Act::Relu
        | Act::Largest
        | Act::Mean
        | Act::Variance
        | Act::Centre
        | Act::Scale
        | Act::Gain
        | Act::Shift
        | Act::Exponential
        | Act::Sum
        | Act::Share
        | Act::Pick
        | Act::Logarithm
        | Act::Score => None,
    })
}

fn titles(ui: &Ui, drawn: [&Drawn; 2], maps: [usize; 2], counts: [usize; 2]) {
    let palette = theme::palette(ui);
    let words = [
        tr!("inside-input", map = maps[0] + 1, maps = counts[0]),
        tr!("inside-output", map = maps[1] + 1, maps = counts[1]),
    ];
    for (drawn, words) in drawn.into_iter().zip(words) {
        let place = drawn.rect.left_top() - vec2(0.0, 4.0);
        ui.painter().text(place, Align2::LEFT_BOTTOM, words, theme::strong_font(size::SMALL), palette.ink);
    }
}

/// What is read, the zeros around it, and the window.
fn input_map(
    ui: &Ui,
    drawn: &Drawn,
    (atlas, channel): (Atlas, usize),
    window: &Window,
    (row, column, columns): (usize, usize, usize),
) {
    let palette = theme::palette(ui);
    if drawn.padding > 0 {
        around(ui, drawn);
    }
    atlas.paint(ui.painter(), channel, drawn.inner());
    ui.painter().rect_stroke(drawn.inner(), 0, Stroke::new(1.0, palette.edge), StrokeKind::Outside);
    let square = |column: usize| drawn.square(row * window.stride, column * window.stride, window.kernel);
    // Where the window goes next: as far on as the stride is.
    if column + 1 < columns {
        let next = square(column + 1);
        let dashes = [next.left_top(), next.right_top(), next.right_bottom(), next.left_bottom(), next.left_top()];
        ui.painter().extend(Shape::dashed_line(&dashes, Stroke::new(1.5, palette.accent), 4.0, 3.0));
    }
    let square = square(column);
    ui.painter().rect_stroke(square, 0, Stroke::new(4.0, palette.paper), StrokeKind::Outside);
    ui.painter().rect_stroke(square, 0, Stroke::new(2.5, palette.accent), StrokeKind::Outside);
}

/// The zeros around a map, cell by cell.
fn around(ui: &Ui, drawn: &Drawn) {
    let palette = theme::palette(ui);
    ui.painter().rect_filled(drawn.rect, 0, cells::padding(ui));
    let (rows, columns) = (drawn.pictures.height + 2 * drawn.padding, drawn.pictures.width + 2 * drawn.padding);
    let is_padding = |row: usize, column: usize| {
        let within = |at: usize, length: usize| (drawn.padding..drawn.padding + length).contains(&at);
        !(within(row, drawn.pictures.height) && within(column, drawn.pictures.width))
    };
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        if is_padding(row, column) {
            let cell = drawn.square(row, column, 1);
            ui.painter().rect_stroke(cell, 0, Stroke::new(0.5, palette.strong_line), StrokeKind::Inside);
            if cell.width() >= ZERO {
                let font = theme::font((cell.width() * 0.7).min(size::SMALL));
                ui.painter().text(cell.center(), Align2::CENTER_CENTER, "0", font, palette.ink);
            }
        }
    }
}

/// What comes out, as far as it is worked out; the place that was picked, if there is one, and the figure.
fn output_map(
    ui: &mut Ui,
    drawn: &Drawn,
    (atlas, map): (Atlas, usize),
    scene: &Scene,
    (row, column): (usize, usize),
) -> (Option<usize>, Response) {
    let response = ui.interact(drawn.rect, ui.scope_id().with("output-by-hand"), Sense::click());
    let words = tr!("inside-output-name", row = row + 1, column = column + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let palette = theme::palette(ui);
    atlas.paint(ui.painter(), map, drawn.rect);
    let (height, width) = (drawn.pictures.height, drawn.pictures.width);
    // What is still to come lies under a veil; of the number that was picked, nothing does once it is known.
    let known = match scene.stretch {
        Stretch::All => Some((row, column)),
        Stretch::Picked => None,
    };
    let veil = |from: Rect, to: Rect| ui.painter().rect_filled(from.union(to), 0, palette.well);
    if let Some((row, column)) = known {
        if column + 1 < width {
            veil(drawn.square(row, column + 1, 1), drawn.square(row, width - 1, 1));
        }
        if row + 1 < height {
            veil(drawn.square(row + 1, 0, 1), drawn.square(height - 1, width - 1, 1));
        }
    } else {
        veil(drawn.square(0, 0, 1), drawn.square(height - 1, width - 1, 1));
        if scene.line + 1 >= scene.working.lines.len() {
            let whole = Rect::from_min_size(drawn.rect.min, drawn.rect.size());
            let clip = ui.painter().with_clip_rect(drawn.square(row, column, 1));
            atlas.paint(&clip, map, whole);
        }
    }
    ui.painter().rect_stroke(drawn.rect, 0, Stroke::new(1.0, palette.edge), StrokeKind::Outside);
    let square = drawn.square(row, column, 1);
    ui.painter().rect_stroke(square, 0, Stroke::new(4.0, palette.paper), StrokeKind::Outside);
    ui.painter().rect_stroke(square, 0, Stroke::new(2.5, palette.accent), StrokeKind::Outside);
    focus::ring(ui, &response);
    let by_keys = keys::arrows(ui, &response)
        .map(|[right, down]| keys::moved(row, down, height) * width + keys::moved(column, right, width));
    let point = response.interact_pointer_pos().filter(|_| response.clicked());
    let by_pointer = point.map(|point| {
        let at = (point - drawn.rect.min) / drawn.cell();
        (at.y as usize).min(height - 1) * width + (at.x as usize).min(width - 1)
    });
    (by_keys.or(by_pointer), response.on_hover_text(tr!("inside-output-name.help")))
}

/// The numbers of the window.
fn numbers(ui: &mut Ui, room: Rect, scene: &Scene, lines: &[Line], (kernel, from): (usize, Scale), shown: &mut Grid) {
    match scene.operation {
        Operation::Convolution => {
            let Some(line) = lines.iter().rev().find(|line| matches!(line.act, Act::Window { .. })) else { return };
            grids::ui(ui, room, line, (kernel, from), shown);
        }
        Operation::MaxPooling => {
            let largest = scene.working.lines.iter().filter(|line| line.act == Act::Largest);
            let read: Vec<Cell> = largest.map(|line| Cell::Number(line.value)).collect();
            let side = ((room.width() - space::L) / kernel as f32).min(72.0);
            let corner = pos2(room.center().x - side * kernel as f32 / 2.0, room.top() + room.height() * 0.2);
            cells::matrix(ui, corner, (kernel, side), &tr!("inside-window"), &read, from, lines.len());
        }
        Operation::BatchNorm
        | Operation::Dense
        | Operation::Softmax
        | Operation::CrossEntropy
        | Operation::Attention
        | Operation::LayerNorm => list::chain(ui, room, scene, lines),
    }
}
