//! The landscape of the loss: around the network's weights, and of a line with two weights, where ways of going downhill
//! can be compared.

mod hills;

use egui::{
    Color32, Pos2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::explain::landscape::{MOST_STEPS, Scene};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::app::ui::widgets::{progress, scroll, slider};
use crate::explain::landscape::{Grid, IMAGES, REACH, SIDE};
use crate::explain::two_weights::{BEST, Descent, POINTS, gradient, loss};
use crate::text::{Named as _, format, number};
use crate::tr;
use hills::Hills;

/// Slopes and heights of the example that are shown, from the lower left.
const RANGE: [[f64; 2]; 2] = [[-1.6, 1.8], [-1.4, 4.4]];
/// Added to its loss before the logarithm is taken, so that the best line has one.
const LIFTED: f64 = 0.02;
/// Points along a side of its picture.
const FINE: usize = 81;

/// Draws the view.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let mut scene = context.core.explain.landscape.scene;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        button::radio_choice(ui, Scene::ALL.iter().copied(), &mut scene);
    });
    if scene != context.core.explain.landscape.scene {
        context.commands.push(Command::Explain(ExplainCommand::Scene(scene)));
    }
    ui.add_space(space::S);
    match scene {
        Scene::Network => network(ui, context),
        Scene::TwoWeights => two_weights(ui, context),
    }
}

/// The picture at the left as large as it gets, words at the right.
fn split(ui: &Ui) -> (Rect, Rect) {
    let room = ui.available_rect_before_wrap();
    let side = (room.width() - 250.0).min(room.height() - space::S).max(120.0).floor();
    let picture = Rect::from_min_size(room.min, Vec2::splat(side));
    (picture, room.with_min_x(picture.right() + space::XL))
}

fn network(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let (picture, words) = split(ui);
    let landscape = &context.core.explain.landscape;
    let grid = landscape.grid();
    let response = ui.interact(picture, ui.scope_id().with("landscape"), Sense::hover());
    let told = match grid.as_ref().and_then(|grid| Some((grid.range()?, grid.done()))) {
        Some(((least, most), done)) => tr!(
            "landscape-told",
            least = number(least),
            most = number(most),
            done = format::percent_to(f64::from(done), 0),
            steps = landscape.trail().len().saturating_sub(1)
        ),
        None => tr!("landscape-empty"),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    let painter = ui.painter_at(picture);
    painter.rect_filled(picture, 0, theme::palette(ui).well);
    if let Some(losses) = grid.as_ref().and_then(Grid::smooth) {
        // Losses span powers of ten.
        let heights: Vec<f32> = losses.iter().map(|loss| loss.max(1e-4).ln()).collect();
        let hills = Hills { heights: &heights, side: SIDE, middle: picture.center() };
        let numbers = hills::draw(ui, &painter, picture, &hills, f32::exp);
        let to_screen = |(right, up): (f32, f32)| {
            let share = vec2(f32::midpoint(right / REACH, 1.0), (1.0 - up / REACH) / 2.0);
            picture.min + share * picture.size()
        };
        let trail: Vec<Pos2> = landscape.trail().iter().map(|&place| to_screen(place)).collect();
        let accent = theme::palette(ui).accent;
        if trail.len() > 1 {
            hills::path(&painter, &trail, accent);
        }
        let here = to_screen((0.0, 0.0));
        painter.circle(here, 5.0, theme::palette(ui).card, Stroke::new(2.5, accent));
        let around = |place: &Pos2| Rect::from_center_size(*place, Vec2::splat(10.0));
        hills::label(ui, &painter, &numbers, trail.iter().chain([&here]).map(around).collect());
        hills::enlarged(ui, &painter, picture, &trail, accent);
    } else {
        let is_running = context.core.shared.is_running(&WorkKind::Landscape);
        let words = if is_running { tr!("explain-working") } else { tr!("landscape-empty") };
        let font = theme::font(size::BODY);
        painter.text(picture.center(), egui::Align2::CENTER_CENTER, words, font, theme::palette(ui).quiet);
    }
    frame(ui, picture);
    ui.scope_builder(UiBuilder::new().max_rect(words), |ui| network_words(ui, grid.as_ref(), context));
}

fn network_words(ui: &mut Ui, grid: Option<&Grid>, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let asks: &[(ExplainCommand, Emphasis)] = if context.core.shared.is_running(&WorkKind::Landscape) {
        &[(ExplainCommand::CancelMeasuring, Emphasis::Plain)]
    } else {
        &[(ExplainCommand::Measure, Emphasis::Main), (ExplainCommand::OtherDirections, Emphasis::Plain)]
    };
    for (command, emphasis) in asks {
        let command = Command::Explain(command.clone());
        let can = Enabled::of(&command, context.core);
        if button::command(ui, &command, can, Show::Both, *emphasis).clicked() {
            context.commands.push(command);
        }
    }
    if let Some(share) = context.core.shared.progress(&WorkKind::Landscape) {
        progress::bar(ui, share, vec2(ui.available_width(), progress::HEIGHT));
    }
    let landscape = &context.core.explain.landscape;
    if let Some(fault) = landscape.fault() {
        paragraph(ui, &tr!("explain-fault", fault = fault.clone()));
        return;
    }
    if let Some(((least, most), middle)) = grid.and_then(|grid| Some((grid.range()?, grid.losses[SIDE * SIDE / 2]?))) {
        strong(ui, &tr!("landscape-here", loss = number(middle)));
        paragraph(ui, &tr!("landscape-range", least = number(least), most = number(most)));
        if !landscape.is_of_now() {
            paragraph(ui, &tr!("landscape-old"));
        }
    }
    paragraph(ui, &tr!("landscape-words", images = IMAGES));
    let steps = landscape.trail().len().saturating_sub(1);
    paragraph(ui, &tr!("landscape-steps", steps = steps));
}

fn strong(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(RichText::new(words).font(theme::strong_font(size::TITLE))).wrap());
}

fn paragraph(ui: &mut Ui, words: &str) {
    ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).quiet)).wrap());
}

fn frame(ui: &Ui, picture: Rect) {
    ui.painter().rect_stroke(picture, 0, Stroke::new(1.0, theme::palette(ui).edge), StrokeKind::Outside);
}

/// The colour of a way downhill.
fn colour_of(ui: &Ui, descent: Descent) -> Color32 {
    let digit = match descent {
        Descent::Plain => 5,
        Descent::Momentum => 6,
        Descent::Adam => 3,
    };
    theme::digit_colour(ui.visuals(), digit)
}

fn two_weights(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let (picture, words) = split(ui);
    let steps = context.core.explain.landscape.steps;
    let response = ui.interact(picture, ui.scope_id().with("landscape"), Sense::hover());
    let value =
        |step: usize, axis: usize| RANGE[axis][0] + (RANGE[axis][1] - RANGE[axis][0]) * step as f64 / (FINE - 1) as f64;
    let heights: Vec<f32> =
        (0..FINE * FINE).map(|at| (loss([value(at % FINE, 0), value(at / FINE, 1)]) + LIFTED).ln() as f32).collect();
    let painter = ui.painter_at(picture);
    let to_screen = |weights: [f64; 2]| {
        let share = |axis: usize| ((weights[axis] - RANGE[axis][0]) / (RANGE[axis][1] - RANGE[axis][0])) as f32;
        pos2(picture.left() + share(0) * picture.width(), picture.bottom() - share(1) * picture.height())
    };
    let hills = Hills { heights: &heights, side: FINE, middle: to_screen(BEST) };
    let numbers = hills::draw(ui, &painter, picture, &hills, |height| (f64::from(height).exp() - LIFTED) as f32);
    let mut taken = hills::axes(ui, &painter, picture, ["w", "b"], RANGE);
    let mut ends = Vec::new();
    for &descent in Descent::ALL {
        let way = descent.path(descent.rate(), steps);
        let points: Vec<Pos2> = way.iter().map(|&weights| to_screen(weights)).collect();
        hills::path(&painter, &points, colour_of(ui, descent));
        taken.extend(points.iter().map(|&point| Rect::from_center_size(point, Vec2::splat(8.0))));
        ends.extend(way.last().map(|&weights| (descent, weights)));
    }
    let best = to_screen(BEST);
    let cross = Stroke::new(2.0, theme::palette(ui).ink);
    painter.line_segment([best - vec2(6.0, 0.0), best + vec2(6.0, 0.0)], cross);
    painter.line_segment([best - vec2(0.0, 6.0), best + vec2(0.0, 6.0)], cross);
    taken.push(Rect::from_center_size(best, Vec2::splat(14.0)));
    hills::label(ui, &painter, &numbers, taken);
    frame(ui, picture);
    let told: Vec<String> = ends
        .iter()
        .map(|(descent, weights)| format!("{}: {}", descent.title(), number(loss(*weights) as f32)))
        .collect();
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, tr!("two-weights-told", steps = steps, losses = told.join(", ")))
    });
    ui.scope_builder(UiBuilder::new().max_rect(words), |ui| {
        scroll::page(ui, space::S, |ui| two_weights_words(ui, steps, &ends, context));
    });
}

fn two_weights_words(ui: &mut Ui, steps: usize, ends: &[(Descent, [f64; 2])], context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::S;
    let mut shown = steps;
    let way = egui::Slider::new(&mut shown, 0..=MOST_STEPS).text(tr!("two-weights-steps"));
    let response = slider::add(ui, way);
    response.widget_info(|| WidgetInfo::slider(true, shown as f64, tr!("two-weights-steps")));
    if shown != steps {
        context.commands.push(Command::Explain(ExplainCommand::Steps(shown)));
    }
    let points: Vec<String> = POINTS.iter().map(|(x, y)| format!("({x}, {y})")).collect();
    paragraph(ui, &tr!("two-weights-words", points = points.join(", ")));
    for (descent, [slope, height]) in ends {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 12.0), Sense::hover());
            ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(3.0, colour_of(ui, *descent)));
            ui.label(RichText::new(descent.title()).font(theme::strong_font(size::BODY)));
            let rate = tr!("two-weights-rate", rate = format::rate(descent.rate()));
            ui.label(RichText::new(rate).color(theme::palette(ui).quiet));
        });
        let (slope, height) = (*slope as f32, *height as f32);
        let error = number(loss([f64::from(slope), f64::from(height)]) as f32);
        let words = tr!("two-weights-end", slope = number(slope), height = number(height), loss = error);
        paragraph(ui, &words);
        if *descent == Descent::Plain {
            worked(ui, steps);
        }
    }
}

/// The last step of gradient descent with its numbers, or the first where none was taken.
fn worked(ui: &mut Ui, steps: usize) {
    let (step, rate) = (steps.max(1), Descent::Plain.rate());
    let Some(&before) = Descent::Plain.path(rate, step - 1).last() else { return };
    // Rounded first, so that what is written adds up.
    let [before, slope] = [before, gradient(before)].map(|pair| pair.map(|one| (one * 1e3).round() / 1e3));
    strong(ui, &tr!("two-weights-step", step = step));
    let signed = |one: f64| format!("{one:.3}").replace('-', "−");
    let taken = |one: f64| if one < 0.0 { format!("({})", signed(one)) } else { signed(one) };
    let after = |axis: usize| signed(before[axis] - rate * slope[axis]);
    let rate = format::rate(rate).to_string();
    for words in [
        tr!("two-weights-slope", slope = signed(slope[0])),
        tr!("two-weights-w", from = signed(before[0]), rate = &*rate, slope = taken(slope[0]), to = after(0)),
        tr!("two-weights-slope-b", slope = signed(slope[1])),
        tr!("two-weights-b", from = signed(before[1]), rate = &*rate, slope = taken(slope[1]), to = after(1)),
    ] {
        ui.add(egui::Label::new(RichText::new(words).color(theme::palette(ui).ink)).wrap());
    }
}
