//! How a method reads that is no network: the weights of a linear one, the nearest neighbours, the support vectors that
//! decide, or the questions of a tree.

use egui::{
    Align2, Color32, ColorImage, CornerRadius, Rect, Role, Sense, Shape, Stroke, StrokeKind, TextureHandle,
    TextureOptions, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::InsideLooks;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::bars::track;
use crate::app::ui::widgets::{card, pixels, scroll};
use crate::data::{Image, SIDE};
use crate::methods::findings::{Asked, Near, Pull};
use crate::methods::linear::Linear;
use crate::methods::{Finding, Fitted};
use crate::text::format;
use crate::tr;

/// Height of the words under a picture, in points.
const CAPTION: f32 = 38.0;
/// Height of the sentence above the pictures, in points.
const HEAD: f32 = 32.0;
/// Least and greatest side of a picture, in points: two and six for each pixel.
const SIDES: [f32; 2] = [2.0 * SIDE as f32, 6.0 * SIDE as f32];
/// Height of a question with its picture, in points.
const QUESTION: f32 = 2.0 * SIDE as f32 + space::S;

/// What the view keeps between frames.
#[derive(Default)]
pub struct MethodLooks {
    /// The weights of a linear method, one picture below the other: of which method, and in which theme.
    weights: Option<(TextureHandle, (u64, bool))>,
}

/// Whether there is nothing to see on a blank canvas.
pub fn needs_ink(context: &ViewContext<'_>) -> bool {
    !context.core.inside.method.model().is_some_and(|model| matches!(*model.fitted, Fitted::Linear(_)))
}

/// Draws the view.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let method = &context.core.inside.method;
    let Some(model) = method.model() else { return };
    let findings = method.findings();
    if let Fitted::Linear(linear) = &*model.fitted {
        let sums = findings.and_then(|found| match &found.finding {
            Finding::Sums(sums) => Some(sums.as_slice()),
            Finding::Neighbours(..) | Finding::Supports(..) | Finding::Way(..) => None,
        });
        weights(ui, &mut looks.method, linear, sums, method.generation());
        return;
    }
    let Some(findings) = findings else {
        super::wait(ui, None);
        return;
    };
    let image = context.core.inside.image();
    // Of what can be seen at once, above what scrolls.
    let room = ui.available_size() - vec2(0.0, HEAD);
    // Of its own, so that what scrolls here is not taken for the answer beside it.
    ui.push_id("inside-method", |ui| match &findings.finding {
        Finding::Sums(_) => {}
        Finding::Neighbours(near, k) => scroll::page(ui, 0.0, |ui| neighbours(ui, near, *k, room)),
        Finding::Supports(classes, pulls) => scroll::page(ui, 0.0, |ui| supports(ui, *classes, pulls, room)),
        Finding::Way(asked, votes) => scroll::page(ui, 0.0, |ui| {
            let trees: usize = votes.iter().sum();
            if trees > 1 {
                told(ui, &tr!("inside-method-votes", trees = trees));
                ui.add_space(space::XS);
                vote_bars(ui, votes);
                ui.add_space(space::M);
                told(ui, &tr!("inside-method-first-tree", questions = asked.len().saturating_sub(1)));
            } else {
                told(ui, &tr!("inside-method-way", questions = asked.len().saturating_sub(1)));
            }
            ui.add_space(space::XS);
            way(ui, asked, image, findings.prediction.name());
        }),
    });
}

fn told(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(egui::RichText::new(words).color(theme::palette(ui).quiet)).wrap());
}

/// Side of the pictures and how many stand in a row, so that `count` fill `room`.
fn grid(room: Vec2, count: usize) -> (f32, usize) {
    let fits = |columns: usize| {
        let side = ((room.x + space::M) / columns as f32 - space::M).clamp(0.0, SIDES[1]);
        let rows = count.div_ceil(columns) as f32;
        (side, rows * (side + CAPTION + space::S) <= room.y)
    };
    let columns = (1..=count.max(1)).find(|&columns| fits(columns).1).unwrap_or(count.max(1));
    let most = ((room.x + space::M) / (SIDES[0] + space::M)).floor().max(1.0) as usize;
    let columns = columns.min(most);
    (fits(columns).0.max(SIDES[0]).floor(), columns)
}

/// Pictures in rows, each with two lines below; `draw` fills the square of the one at a place.
fn pictures(
    ui: &mut Ui,
    count: usize,
    room: Vec2,
    words: impl Fn(usize) -> (String, String),
    is_marked: impl Fn(usize) -> bool,
    draw: impl Fn(&Ui, usize, Rect),
) {
    let (side, columns) = grid(room, count);
    let (pitch, palette) = (vec2(side + space::M, side + CAPTION + space::S), theme::palette(ui));
    let size = vec2(columns as f32 * pitch.x, count.div_ceil(columns) as f32 * pitch.y);
    let (all, _) = ui.allocate_exact_size(size, Sense::hover());
    for at in 0..count {
        let corner = all.min + vec2((at % columns) as f32 * pitch.x, (at / columns) as f32 * pitch.y);
        let square = Rect::from_min_size(corner, Vec2::splat(side));
        let whole = square.with_max_y(square.bottom() + CAPTION);
        let (first, second) = words(at);
        let response = ui.interact(whole, ui.scope_id().with(("method-picture", at)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, format!("{first}, {second}")));
        if !ui.is_rect_visible(whole) {
            continue;
        }
        draw(ui, at, square);
        let (width, colour) = if is_marked(at) { (2.0, palette.accent) } else { (1.0, palette.line) };
        ui.painter().rect_stroke(square, 0, Stroke::new(width, colour), StrokeKind::Outside);
        let below = square.center_bottom() + vec2(0.0, space::XS);
        let painter = ui.painter().with_clip_rect(whole.expand2(vec2(space::S, 0.0)).intersect(ui.clip_rect()));
        let top = painter.text(below, Align2::CENTER_TOP, &first, theme::strong_font(size::BODY), palette.ink);
        let small = theme::font(size::SMALL);
        painter.text(top.center_bottom(), Align2::CENTER_TOP, &second, small, palette.quiet);
    }
}

fn draw_image(ui: &Ui, image: &Image, square: Rect) {
    ui.painter().add(Shape::mesh(pixels::mesh(image, square, ui.pixels_per_point())));
}

fn neighbours(ui: &mut Ui, near: &[Near], k: usize, room: Vec2) {
    told(ui, &tr!("inside-method-neighbours", k = k, shown = near.len()));
    ui.add_space(space::S);
    let words = |at: usize| {
        let one: &Near = &near[at];
        (one.label.to_string(), tr!("inside-method-distance", distance = format::decimal(one.distance, 2)).into_owned())
    };
    pictures(ui, near.len(), room, words, |at| at < k, |ui, at, square| draw_image(ui, &near[at].image, square));
}

fn supports(ui: &mut Ui, classes: [u8; 2], pulls: &[Vec<Pull>; 2], room: Vec2) {
    for (class, pulls) in classes.iter().zip(pulls) {
        let [one, other] = classes;
        let rival = if *class == one { other } else { one };
        told(ui, &tr!("inside-method-supports", class = class.to_string(), rival = rival.to_string()));
        ui.add_space(space::S);
        let words = |at: usize| {
            let support = pulls[at].support;
            let pull = tr!("inside-method-pull", pull = format::decimal(support.pull, 2));
            (
                pull.into_owned(),
                tr!("inside-method-nearness", nearness = format::decimal(support.nearness, 2)).into_owned(),
            )
        };
        let half = vec2(room.x, (room.y - HEAD) / 2.0);
        ui.push_id(*class, |ui| {
            pictures(
                ui,
                pulls.len(),
                half,
                words,
                |_| false,
                |ui, at, square| draw_image(ui, &pulls[at].image, square),
            );
        });
    }
}

/// For how many trees each class is the likeliest.
fn vote_bars(ui: &mut Ui, votes: &[usize]) {
    let palette = theme::palette(ui);
    let (total, most) = (votes.iter().sum::<usize>().max(1), votes.iter().copied().max().unwrap_or(0));
    for (class, &count) in votes.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(420.0), 20.0), Sense::hover());
        let words = tr!("inside-method-vote", class = class.to_string(), trees = count);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*words));
        let painter = ui.painter();
        let font = theme::font(size::BODY);
        painter.text(rect.left_center(), Align2::LEFT_CENTER, class.to_string(), font.clone(), palette.ink);
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, count.to_string(), font, palette.quiet);
        let way = rect.shrink2(vec2(36.0, 5.0)).with_min_x(rect.left() + 20.0);
        track(painter, way, CornerRadius::same(5), palette);
        let colour = if count == most { palette.accent } else { palette.strong_line };
        if count > 0 {
            let filled = way.with_max_x(way.left() + way.width() * count as f32 / total as f32);
            painter.rect_filled(filled, CornerRadius::same(5), colour);
        }
    }
}

/// The questions one below the other, each with the picture on which the pixel that is asked about is marked.
fn way(ui: &mut Ui, asked: &[Asked], image: &Image, digit: &str) {
    for (place, one) in asked.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), QUESTION), Sense::hover());
        let (question, answer) = match one.step.question {
            Some((pixel, threshold)) => {
                let (x, y) = (pixel % SIDE, pixel / SIDE);
                let answer = if one.step.is_inked { tr!("inside-method-yes") } else { tr!("inside-method-no") };
                let question = tr!(
                    "inside-method-question",
                    number = place + 1,
                    column = x + 1,
                    row = y + 1,
                    threshold = threshold.to_string()
                );
                (question, tr!("inside-method-answer", answer = &*answer, ink = image.pixel(x, y).to_string()))
            }
            None => (tr!("inside-method-leaf", digit = digit), "".into()),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{question} {answer}")));
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let palette = theme::palette(ui);
        let square = Rect::from_min_size(rect.min, Vec2::splat(2.0 * SIDE as f32));
        draw_image(ui, image, square);
        if let Some((pixel, _)) = one.step.question {
            let corner = square.min + vec2((pixel % SIDE) as f32, (pixel / SIDE) as f32) * 2.0;
            let mark = Rect::from_min_size(corner, Vec2::splat(2.0)).expand(2.0);
            let colour = if one.step.is_inked { palette.accent } else { palette.wrong };
            ui.painter().rect_stroke(mark, 0, Stroke::new(2.0, colour), StrokeKind::Outside);
        }
        let words = square.right_top() + vec2(space::M, space::XS);
        let clip = rect.intersect(ui.clip_rect());
        let painter = ui.painter().with_clip_rect(clip);
        let top = painter.text(words, Align2::LEFT_TOP, &*question, theme::font(size::BODY), palette.ink);
        let below = top.left_bottom() + vec2(0.0, 2.0);
        let bottom = painter.text(below, Align2::LEFT_TOP, &*answer, theme::strong_font(size::BODY), palette.ink);
        left(
            ui,
            &one.left,
            Rect::from_min_max(pos2(words.x, bottom.bottom() + 2.0), square.right_bottom() + vec2(rect.width(), 0.0)),
        );
    }
}

/// How many training pictures are left, and of which classes most.
fn left(ui: &Ui, counts: &[u32], rect: Rect) {
    let total: u32 = counts.iter().sum();
    if total == 0 {
        return;
    }
    let mut order: Vec<usize> = (0..counts.len()).filter(|&class| counts[class] > 0).collect();
    order.sort_by_key(|&class| std::cmp::Reverse(counts[class]));
    let shares = order.iter().take(3).map(|&class| {
        let share = format::percent_to(f64::from(counts[class]) / f64::from(total), 0);
        tr!("inside-method-share", class = class.to_string(), share = share).into_owned()
    });
    let shares: Vec<String> = shares.collect();
    let words = tr!("inside-method-left", images = format::count(total as usize), shares = shares);
    let font = theme::font(size::SMALL);
    ui.painter().text(rect.left_top(), Align2::LEFT_TOP, &*words, font, theme::palette(ui).quiet);
}

/// The weights of each class as a picture, and its sum.
fn weights(ui: &mut Ui, looks: &mut MethodLooks, linear: &Linear, sums: Option<&[f32]>, generation: u64) {
    told(ui, &tr!("inside-method-weights"));
    ui.add_space(space::S);
    let key = (generation, ui.visuals().dark_mode);
    if looks.weights.as_ref().is_none_or(|(_, held)| *held != key) {
        let texture = ui.ctx().load_texture("method-weights", paint(ui, linear), TextureOptions::NEAREST);
        looks.weights = Some((texture, key));
    }
    let Some((texture, _)) = &looks.weights else { return };
    let (id, count) = (texture.id(), linear.classes());
    let highest = sums.and_then(|sums| (0..sums.len()).max_by(|&one, &other| sums[one].total_cmp(&sums[other])));
    let words = |class: usize| {
        let sum = sums.and_then(|sums| sums.get(class));
        let told = sum.map_or_else(|| "–".into(), |&sum| tr!("inside-method-sum", sum = format::decimal(sum, 2)));
        (class.to_string(), told.into_owned())
    };
    let room = ui.available_size() - vec2(0.0, space::M);
    pictures(
        ui,
        count,
        room,
        words,
        |class| Some(class) == highest,
        |ui, class, square| {
            let part = 1.0 / count as f32;
            let uv = Rect::from_min_max(pos2(0.0, class as f32 * part), pos2(1.0, (class + 1) as f32 * part));
            ui.painter().image(id, square, uv, Color32::WHITE);
        },
    );
    card::caption(ui, &tr!("inside-method-colours"));
}

/// The pictures of all classes in one column. Weights of pixels that are hardly ever inked can be anything, so that the
/// scale goes by what most of them are.
fn paint(ui: &Ui, linear: &Linear) -> ColorImage {
    let palette = theme::palette(ui);
    let mut sizes: Vec<f32> = linear.weights.iter().map(|weight| weight.abs()).collect();
    sizes.sort_by(f32::total_cmp);
    let reach = sizes.get(sizes.len() * 98 / 100).copied().unwrap_or(1.0).max(1e-9);
    let (above, below) = theme::signed(ui.visuals());
    let shade = |&value: &f32| {
        let share = (value.abs() / reach).min(1.0).sqrt();
        theme::blend(palette.card, if value < 0.0 { below } else { above }, share)
    };
    ColorImage::new([SIDE, SIDE * linear.classes()], linear.weights.iter().map(shade).collect())
}
