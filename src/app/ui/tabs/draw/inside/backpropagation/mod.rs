//! Backpropagation by hand: the gradient at every stage, one weight followed back, and steps on a copy of the weights.

mod weight;

use egui::{Align, Align2, Layout, Pos2, Rect, RichText, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::InsideLooks;
use super::along;
use super::choice;
use super::maps::{Shown, Tiling};
use crate::app::core::command::Command;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::explain::practising::{RATES, strongest};
use crate::app::core::explain::stepping::Stepping;
use crate::app::core::explain::words;
use crate::app::core::inside::place::Pictures;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::app::ui::widgets::{self, slider};
use crate::explain::practice::{Pass, StageBack};
use crate::model::inspect::Anatomy;
use crate::text::{Named as _, format, number};
use crate::tr;

/// Narrowest and widest column, in points.
const COLUMN: [f32; 2] = [62.0, 150.0];
/// Between two columns, in points.
const GAP: f32 = 14.0;
/// Height of the line above the pictures and of the words below them, in points.
const LINE: f32 = 18.0;
const CAPTION: f32 = 38.0;
/// Largest picture, in points.
const MOST: f32 = 130.0;
/// From this width on, in points, all controls are in one row.
const ONE_ROW: f32 = 860.0;
/// Length of the slider, in points.
const SLIDER: f32 = 84.0;
/// Height that the followed weight is given, in points.
const WEIGHT: f32 = 250.0;

/// Draws the view.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    controls(ui, context);
    let practising = &context.core.explain.practising;
    let Some(pass) = practising.pass().cloned() else {
        super::wait(ui, practising.fault());
        return;
    };
    ui.add_space(space::XS);
    let is_old = !practising.is_of_now();
    super::faded(ui, is_old, |ui| {
        headline(ui, is_old, &pass, context);
        ui.add_space(space::S);
        let room = ui.available_rect_before_wrap();
        let below = WEIGHT.min(room.height() * 0.55);
        let (above, below) = room.split_top_bottom_at_y(room.bottom() - below);
        ui.scope_builder(egui::UiBuilder::new().max_rect(above), |ui| stages(ui, looks, &pass, context));
        ui.scope_builder(egui::UiBuilder::new().max_rect(below.with_min_y(below.top() + space::S)), |ui| {
            weight::ui(ui, &pass, context);
        });
    });
}

/// What is wanted, how steps are taken, and the step; in two rows where one has no room for all.
fn controls(ui: &mut Ui, context: &mut ViewContext<'_>) {
    if ui.available_width() < ONE_ROW {
        ui.spacing_mut().item_spacing.y = space::XS;
        row(ui, |ui| choices(ui, context));
        row(ui, |ui| steps(ui, context));
    } else {
        row(ui, |ui| {
            choices(ui, context);
            steps(ui, context);
        });
    }
}

/// What is wanted, and how steps are taken.
fn choices(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let practising = &context.core.explain.practising;
    let ask = |context: &mut ViewContext<'_>, command| context.commands.push(Command::Explain(command));
    let labels = context.core.inside.labels();
    // Without a choice it is the digit that is read, which the look at the network knows at once.
    let read = || context.core.inside.look().map(|look| look.prediction.class());
    let shown = practising.label.or_else(read);
    let words = match shown {
        Some(digit) => tr!("practice-wanted", digit = labels.name(digit)),
        None => tr!("practice-wanted-none"),
    };
    let (label, mut stepping, mut rate) = (practising.label, practising.stepping(), practising.rule().rate);
    ui.spacing_mut().item_spacing = Vec2::splat(space::S);
    ui.spacing_mut().slider_width = SLIDER;
    if let Some(label) = choice::class(ui, labels, (&words, &tr!("explain-as-read")), label) {
        ask(context, ExplainCommand::Label(label));
    }
    let ways = egui::ComboBox::from_id_salt("practice-stepping").selected_text(stepping.title()).width(128.0);
    let shown = ways.show_ui(ui, |ui| {
        for &one in Stepping::ALL {
            ui.selectable_value(&mut stepping, one, one.title());
        }
    });
    widgets::controls::note(ui.ctx(), shown.response.rect);
    if stepping != practising.stepping() {
        ask(context, ExplainCommand::StepBy(stepping));
    }
    let way = egui::Slider::new(&mut rate, RATES)
        .logarithmic(true)
        .text("η")
        .custom_formatter(|rate, _| format::rate(rate).to_string());
    let response = slider::add(ui, way).on_hover_text(tr!("practice-rate.help"));
    response.widget_info(|| WidgetInfo::slider(true, rate, tr!("practice-rate")));
    if response.changed() {
        // The rate that is read is the rate of the step.
        ask(context, ExplainCommand::Rate(two_digits(rate)));
    }
}

/// The step, and the ways back.
fn steps(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing = Vec2::splat(space::S);
    for (command, emphasis, show) in [
        (ExplainCommand::Step, Emphasis::Main, Show::Both),
        (ExplainCommand::UndoStep, Emphasis::Plain, Show::Icon),
        (ExplainCommand::StartOver, Emphasis::Plain, Show::Icon),
        (ExplainCommand::UsePractised, Emphasis::Plain, Show::Icon),
    ] {
        let command = Command::Explain(command);
        let can = Enabled::of(&command, context.core);
        if button::command(ui, &command, can, show, emphasis).clicked() {
            context.commands.push(command);
        }
    }
}

/// Rounded to two digits that count, as rates are written.
fn two_digits(rate: f64) -> f64 {
    let unit = 10_f64.powf(rate.log10().floor() - 1.0);
    (rate / unit).round() * unit
}

/// The loss, large, how it fell, and what is read.
fn headline(ui: &mut Ui, is_old: bool, pass: &Pass, context: &ViewContext<'_>) {
    let practising = &context.core.explain.practising;
    let palette = theme::palette(ui);
    let probability = pass.prediction.probability(pass.label);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        let written = |value: f32| crate::model::worked::probability(f64::from(value));
        let wanted = pass.prediction.labels.name(pass.label);
        let loss = tr!("practice-loss", loss = written(pass.loss), digit = wanted, probability = written(probability));
        ui.label(RichText::new(loss).font(theme::strong_font(size::FIGURE)).color(palette.ink));
        let losses = practising.losses();
        if let [first, .., last] = losses.as_slice() {
            ui.spacing_mut().item_spacing.x = space::XS;
            let small = |loss: f32| RichText::new(number(loss)).size(size::SMALL).color(palette.quiet);
            ui.label(small(*first));
            falling(ui, &losses);
            ui.label(small(*last));
        }
    });
    let temperature = context.core.inside.temperature().0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        ui.label(RichText::new(words::practised(practising, pass)).color(palette.quiet));
        let small = |words: std::borrow::Cow<'static, str>| RichText::new(words).size(size::SMALL).color(palette.quiet);
        if is_old {
            ui.label(small(tr!("practice-old")));
        } else if (temperature - 1.0).abs() >= 0.005 {
            ui.label(small(tr!("practice-temperature", temperature = format::decimal(temperature, 2))));
        }
    });
}

/// The losses so far as a small line that falls.
fn falling(ui: &mut Ui, losses: &[f32]) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(150.0, 28.0), Sense::hover());
    let told = tr!("practice-losses", losses = losses.iter().map(|&loss| number(loss)).collect::<Vec<_>>().join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    let most = losses.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
    let point = |(at, loss): (usize, &f32)| {
        let along = at as f32 / (losses.len() - 1).max(1) as f32;
        pos2(
            rect.left() + 3.0 + along * (rect.width() - 6.0),
            rect.bottom() - 3.0 - loss / most * (rect.height() - 6.0),
        )
    };
    let points: Vec<Pos2> = losses.iter().enumerate().map(point).collect();
    ui.painter().line_segment([rect.left_bottom(), rect.right_bottom()], Stroke::new(1.0, palette.strong_line));
    for &point in &points {
        ui.painter().circle_filled(point, 2.5, palette.accent);
    }
    ui.painter().line(points, Stroke::new(2.0, palette.accent));
    response.on_hover_text(told);
}

/// The gradient at every stage, from the answer back to the picture.
fn stages(ui: &mut Ui, looks: &mut InsideLooks, pass: &Pass, context: &mut ViewContext<'_>) {
    let Some(anatomy) = context.core.inside.anatomy().cloned() else { return };
    let room = ui.available_size();
    let columns = anatomy.parts.len() + 1;
    let fitting = (room.x + GAP) / columns as f32 - GAP;
    let width = fitting.clamp(COLUMN[0], COLUMN[1]).floor();
    let bar = if fitting < COLUMN[0] { space::L } else { 0.0 };
    let pictures = (room.y - LINE - CAPTION - bar).max(40.0);
    along::show(ui, "practice-stages", |ui| {
        let total = columns as f32 * (width + GAP) - GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(total, LINE + pictures + CAPTION), Sense::hover());
        let corner = pos2(rect.left() + ((room.x - total) / 2.0).max(0.0), rect.top());
        let column = |place: usize| {
            let left = corner.x + place as f32 * (width + GAP);
            Rect::from_min_size(pos2(left, corner.y), vec2(width, LINE + pictures + CAPTION))
        };
        backwards(ui, (0..columns).map(column));
        for place in 0..columns {
            let stage = match place.checked_sub(1) {
                None => pass.stages.first(),
                Some(part) => anatomy.parts.get(part).and_then(|part| pass.stages.get(part.shown + 1)),
            };
            if let Some(stage) = stage {
                self::stage(ui, looks, column(place), (place, stage), &anatomy, pass, context);
            }
        }
    });
}

/// The line above the pictures, with arrows against the way of the picture.
fn backwards(ui: &Ui, columns: impl Iterator<Item = Rect>) {
    let palette = theme::palette(ui);
    let stroke = Stroke::new(1.5, palette.strong_line);
    let nodes: Vec<Pos2> = columns.map(|column| pos2(column.center().x, column.top() + LINE / 2.0)).collect();
    for pair in nodes.windows(2) {
        let (to, from) = (pair[0], pair[1]);
        ui.painter().line_segment([from, to], stroke);
        let tip = to + vec2((from.x - to.x) / 2.0 - 4.0, 0.0);
        let head = vec![tip, tip + vec2(8.0, -4.5), tip + vec2(8.0, 4.5)];
        ui.painter().add(egui::Shape::convex_polygon(head, palette.strong_line, Stroke::NONE));
    }
    for node in nodes {
        ui.painter().circle(node, 3.5, palette.paper, stroke);
    }
}

fn stage(
    ui: &mut Ui,
    looks: &mut InsideLooks,
    column: Rect,
    (place, stage): (usize, &StageBack),
    anatomy: &Anatomy,
    pass: &Pass,
    context: &mut ViewContext<'_>,
) {
    let part = place.checked_sub(1).and_then(|part| anatomy.parts.get(part));
    let name = part.map_or_else(|| tr!("inside-image").into_owned(), |part| part.name.clone());
    let most = stage.delta.iter().fold(0.0_f32, |most, delta| most.max(delta.abs()));
    let words = tr!("practice-stage", stage = name.as_str(), shape = stage.shape.to_string(), delta = number(most));
    let response = ui.interact(column, ui.scope_id().with(("practice-stage", place)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*words));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let palette = theme::palette(ui);
    let room = column.with_min_y(column.top() + LINE).with_max_y(column.bottom() - CAPTION);
    let pictures = Pictures::of(stage.shape);
    let tiling = Tiling::fitting(pictures, room.size(), 1.0, MOST);
    let moment = std::ptr::from_ref(pass) as u64;
    let atlas = looks.maps.atlas(ui, Shown::Gradient(place), moment, &stage.delta, pictures, Scale::Around0(most));
    let whole = tiling.whole(pictures.count);
    let corner = room.center() - whole / 2.0;
    for picture in 0..pictures.count {
        atlas.paint(ui.painter(), picture, tiling.rect(corner, picture));
    }
    if response.hovered() || response.has_focus() {
        let frame = Rect::from_min_size(corner, whole).expand(3.0);
        ui.painter().rect_stroke(frame, 3, Stroke::new(2.0, palette.accent), egui::StrokeKind::Outside);
    }
    let below = pos2(room.center().x, room.bottom() + space::XS);
    let title = ui.painter().text(below, Align2::CENTER_TOP, &name, theme::strong_font(size::SMALL), palette.ink);
    let largest = tr!("practice-largest", delta = number(most));
    let under = pos2(below.x, title.bottom() + 1.0);
    ui.painter().text(under, Align2::CENTER_TOP, largest, theme::font(size::SMALL), palette.quiet);
    let tensor = part.and_then(|part| tensor_of(part.layers.iter().copied(), pass, anatomy));
    if let Some(tensor) = tensor.filter(|_| response.clicked())
        && let Some(&index) = strongest(pass, &tensor).as_ref().and_then(|order| order.first())
    {
        context.commands.push(Command::Explain(ExplainCommand::Follow(tensor, index)));
    }
    response.on_hover_text(words);
}

/// The first tensor of a stage's layers.
fn tensor_of(mut layers: impl Iterator<Item = usize>, pass: &Pass, anatomy: &Anatomy) -> Option<String> {
    layers.find_map(|at| {
        let tensor = format!("{}.weight", anatomy.layers.get(at)?.name);
        pass.gradients.0.contains_key(&tensor).then_some(tensor)
    })
}

/// A row from left to right, as high as a control.
fn row(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), theme::CONTROL_HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center).with_main_wrap(true), contents);
}
