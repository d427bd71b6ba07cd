//! Heights as a picture: colours, lines of equal height with their numbers, ways downhill, and small ones enlarged.

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, Vec2, pos2, vec2};

use crate::app::ui::theme::{self, size, space};
use crate::explain::contour::contour;
use crate::text::number;
use crate::tr;

/// Lines of equal height.
const LINES: usize = 14;
/// Every which of them has its number.
const NUMBERED: usize = 2;
/// A way that takes less than this share of the picture is shown enlarged as well.
const SMALL: f32 = 0.15;

/// Heights of a square grid.
pub struct Hills<'a> {
    /// Row by row from the lower left.
    pub heights: &'a [f32],
    /// How many are beside each other.
    pub side: usize,
    /// Where the lowest is, roughly: the numbers of the lines stand to the upper right of it.
    pub middle: Pos2,
}

/// A number on a line of equal height: where it may stand, the best first.
pub struct LineNumber {
    places: Vec<Pos2>,
    value: f32,
}

/// Fills `picture` with heights, the lowest darkest, and draws lines of equal height, of which every second is to have
/// the number that `value` makes of its height.
pub fn draw(
    ui: &Ui,
    painter: &Painter,
    picture: Rect,
    hills: &Hills<'_>,
    value: impl Fn(f32) -> f32,
) -> Vec<LineNumber> {
    let Hills { heights, side, middle } = *hills;
    let palette = theme::palette(ui);
    let finite = || heights.iter().copied().filter(|height| height.is_finite());
    let (Some(least), Some(most)) = (finite().reduce(f32::min), finite().reduce(f32::max)) else {
        return Vec::new();
    };
    let span = (most - least).max(f32::MIN_POSITIVE);
    let step = picture.width() / (side - 1) as f32;
    let place = |x: f32, y: f32| pos2(picture.left() + x * step, picture.bottom() - y * step);
    let colour = |height: f32| {
        if height.is_finite() {
            theme::blend(palette.accent_well, palette.card, ((height - least) / span).sqrt())
        } else {
            palette.well
        }
    };
    let mut mesh = egui::Mesh::default();
    for (at, &height) in heights.iter().enumerate() {
        mesh.colored_vertex(place((at % side) as f32, (at / side) as f32), colour(height));
    }
    for cell in 0..(side - 1).pow(2) {
        let at = (cell / (side - 1) * side + cell % (side - 1)) as u32;
        let up = side as u32;
        mesh.add_triangle(at, at + 1, at + up);
        mesh.add_triangle(at + 1, at + up + 1, at + up);
    }
    painter.add(Shape::mesh(mesh));
    let mut numbers = Vec::new();
    for line in 0..LINES {
        let share = (line as f32 + 0.5) / LINES as f32;
        let height = least + share * span;
        let stroke = Stroke::new(1.2, theme::blend(palette.accent, palette.edge, share));
        let pieces = contour(heights, side, height);
        let ends = pieces.iter().map(|[from, to]| [place(from[0], from[1]), place(to[0], to[1])]);
        for ends in ends.clone() {
            painter.line_segment(ends, stroke);
        }
        if line % NUMBERED == 1 {
            numbers.push(LineNumber { places: outward(ends, picture, middle), value: value(height) });
        }
    }
    numbers
}

/// Places on a line, those first that lie furthest in the direction in which its number is to stand.
fn outward(ends: impl Iterator<Item = [Pos2; 2]>, picture: Rect, middle: Pos2) -> Vec<Pos2> {
    let inside = picture.shrink2(vec2(22.0, 10.0));
    let mut places: Vec<Pos2> =
        ends.map(|[from, to]| from.lerp(to, 0.5)).filter(|place| inside.contains(*place)).collect();
    let towards = |place: &Pos2| (*place - middle).normalized().dot(vec2(1.0, -1.0).normalized());
    places.sort_by(|one, other| towards(other).total_cmp(&towards(one)));
    places
}

/// Numbers on their lines, as far as they lie over neither each other nor what is `taken`.
pub fn label(ui: &Ui, painter: &Painter, numbers: &[LineNumber], mut taken: Vec<Rect>) {
    let palette = theme::palette(ui);
    for LineNumber { places, value } in numbers {
        let words = painter.layout_no_wrap(number(*value), theme::font(size::SMALL - 1.0), palette.ink);
        let around = |place: &Pos2| Rect::from_center_size(*place, words.size() + vec2(6.0, 1.0));
        let free = places.iter().map(around).find(|rect| taken.iter().all(|other| !other.intersects(*rect)));
        let Some(rect) = free else { continue };
        painter.rect_filled(rect, 3, palette.card);
        painter.galley(rect.center() - words.size() / 2.0, words, palette.ink);
        taken.push(rect.expand(2.0));
    }
}

/// A way with a point for every step.
pub fn path(painter: &Painter, points: &[Pos2], colour: Color32) {
    painter.add(Shape::line(points.to_vec(), Stroke::new(2.5, colour)));
    for &point in points {
        painter.circle_filled(point, 3.0, colour);
    }
}

/// A way that is too small to be seen, enlarged in the lower right corner.
pub fn enlarged(ui: &Ui, painter: &Painter, picture: Rect, points: &[Pos2], colour: Color32) {
    let around = Rect::from_points(points);
    let reach = around.width().max(around.height());
    if points.len() < 2 || reach <= 0.0 || reach > SMALL * picture.width() {
        return;
    }
    let palette = theme::palette(ui);
    let side = (picture.width() * 0.34).clamp(110.0, 220.0);
    let frame = Rect::from_min_size(picture.max - Vec2::splat(side + space::S), Vec2::splat(side));
    let caption = size::SMALL + 8.0;
    let factor = (side - caption - 2.0 * space::L) / reach;
    let middle = frame.center() + vec2(0.0, caption / 2.0);
    let stroke = Stroke::new(1.0, palette.strong_line);
    painter.line_segment([around.center(), frame.left_top()], stroke);
    painter.line_segment([around.center(), frame.right_top()], stroke);
    painter.rect(frame, 4, palette.card, stroke, StrokeKind::Inside);
    let large: Vec<Pos2> = points.iter().map(|point| middle + (*point - around.center()) * factor).collect();
    path(painter, &large, colour);
    painter.circle(large[0], 5.0, palette.card, Stroke::new(2.5, colour));
    let words = tr!("landscape-enlarged", times = number(factor));
    let corner = frame.left_top() + vec2(space::S, 4.0);
    painter.text(corner, Align2::LEFT_TOP, words, theme::font(size::SMALL), palette.quiet);
}

/// Names and ends of the axes: `x` along the bottom, `y` up the left side; gives where they stand.
pub fn axes(ui: &Ui, painter: &Painter, picture: Rect, names: [&str; 2], ranges: [[f64; 2]; 2]) -> Vec<Rect> {
    let palette = theme::palette(ui);
    let inside = picture.shrink(5.0);
    let [x, y] = ranges.map(|range| range.map(|value| number(value as f32)));
    let up = vec2(0.0, size::SMALL + 10.0);
    let (quiet, strong) = (theme::font(size::SMALL), theme::strong_font(size::BODY));
    let [low, high] = x;
    let [bottom, top] = y;
    let all = [
        (inside.left_bottom(), Align2::LEFT_BOTTOM, low, &quiet),
        (inside.right_bottom(), Align2::RIGHT_BOTTOM, high, &quiet),
        (inside.left_bottom() - up, Align2::LEFT_BOTTOM, bottom, &quiet),
        (inside.left_top(), Align2::LEFT_TOP, top, &quiet),
        (inside.center_bottom(), Align2::CENTER_BOTTOM, format!("{} →", names[0]), &strong),
        (inside.left_center(), Align2::LEFT_CENTER, format!("↑ {}", names[1]), &strong),
    ];
    let written = all.into_iter().map(|(place, anchor, words, font)| {
        let colour = if font == &strong { palette.ink } else { palette.quiet };
        let words = painter.layout_no_wrap(words, font.clone(), colour);
        let rect = anchor.anchor_size(place, words.size());
        painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 3, palette.card);
        painter.galley(rect.min, words, colour);
        rect.expand(4.0)
    });
    written.collect()
}
