//! One operation by hand: the numbers set into the formula, step by step, with the drawing's own.

mod answers;
mod cells;
mod grids;
mod keys;
mod list;
mod tokens;
mod windows;

use egui::{Align, ComboBox, Label, Layout, Rect, RichText, Role, Sense, Slider, Ui, UiBuilder, Vec2, WidgetInfo};

use super::InsideLooks;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::player::Play;
use crate::app::core::inside::working::{ByHand, Numbers, Scene};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::tabs::{self, Open, TabWords};
use crate::app::ui::widgets::{controls, slider};
use crate::model::inspect::Anatomy;
use crate::model::worked::{Act, Line, Operation, number, probability};
use crate::text::Named as _;
use crate::tr;

/// Height of the formula, in points.
const FORMULA: f32 = 84.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct WorkingLooks {
    /// Which numbers of a window are shown where there is no room for all.
    grid: grids::Grid,
}

/// Draws the view.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let Some(anatomy) = inside.anatomy().cloned() else { return };
    choice(ui, &anatomy, context);
    ui.add_space(space::S);
    let Some(scene) = context.core.inside.scene() else {
        super::empty(ui, &tr!("inside-blank"));
        return;
    };
    let room = ui.available_rect_before_wrap();
    let transport_top = room.bottom() - theme::CONTROL_HEIGHT;
    let formula_top = transport_top - space::S - FORMULA;
    let figure = room.with_max_y(formula_top - space::S);
    ui.scope_builder(UiBuilder::new().max_rect(figure), |ui| match scene.operation {
        Operation::Convolution | Operation::MaxPooling | Operation::BatchNorm => {
            windows::ui(ui, scene, &anatomy, looks, context);
        }
        Operation::Dense | Operation::LayerNorm => list::ui(ui, scene, &anatomy, context),
        Operation::Softmax => answers::softmax(ui, scene, context),
        Operation::CrossEntropy => answers::cross_entropy(ui, scene, context),
        Operation::Attention => tokens::ui(ui, scene, &anatomy, context),
    });
    let below =
        Rect::from_min_max(egui::pos2(room.left(), formula_top), egui::pos2(room.right(), transport_top - space::S));
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| formula(ui, scene, &anatomy));
    let row = room.with_min_y(transport_top);
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| transport(ui, scene, context));
    if inside_plays(context) {
        let secs = ui.input(|input| input.stable_dt.min(0.1));
        context.commands.push(Command::Inside(InsideCommand::Frame(secs)));
        ui.ctx().request_repaint();
    }
}

fn inside_plays(context: &ViewContext<'_>) -> bool {
    context.core.inside.working.player.play == Play::Plays
}

fn push(context: &mut ViewContext<'_>, command: InsideCommand) {
    context.commands.push(Command::Inside(command));
}

/// Which operation, on which layer, with whose numbers.
fn choice(ui: &mut Ui, anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let all = ByHand::operations(anatomy);
    let shown = context.core.inside.working.operation_in(anatomy);
    let layers = ByHand::layers(shown, anatomy);
    let is_of_answer = matches!(shown, Operation::Softmax | Operation::CrossEntropy);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let beside = if layers.len() > 1 || is_of_answer { 170.0 } else { 0.0 };
        let words: Vec<TabWords<'_>> = all.iter().map(|one| TabWords { icon: None, title: one.title() }).collect();
        let open = Open::Tab(all.iter().position(|&one| one == shown).unwrap_or(0));
        let tip = |index: usize, tab: egui::Response| match all.get(index) {
            Some(one) => tab.on_hover_text(one.help()),
            None => tab,
        };
        let picked = tabs::show(ui, &words, open, ui.available_width() - beside, tip);
        if let Some(&operation) = picked.and_then(|index| all.get(index)) {
            push(context, InsideCommand::Operate(operation));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if is_of_answer {
                numbers(ui, context);
            } else if layers.len() > 1 {
                layer(ui, &layers, anatomy, context);
            }
        });
    });
}

/// The layers with this operation.
fn layer(ui: &mut Ui, layers: &[usize], anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let now = context.core.inside.scene().and_then(|scene| scene.layer).or(layers.first().copied());
    let name = |at: usize| anatomy.layers.get(at).map_or("", |layer| layer.name.as_str());
    let mut picked = None;
    let list = ComboBox::from_id_salt("layer-by-hand").selected_text(now.map_or("", name));
    let shown = list.height(super::choice::list_height(ui)).show_ui(ui, |ui| {
        for &at in layers {
            if ui.selectable_label(now == Some(at), name(at)).clicked() {
                picked = Some(at);
            }
        }
    });
    controls::note(ui.ctx(), shown.response.rect);
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, tr!("inside-layer")));
    if let Some(at) = picked {
        push(context, InsideCommand::OperateOn(at));
    }
}

/// The drawing's numbers, or the textbook's.
fn numbers(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let now = context.core.inside.working.numbers;
    for (one, words) in [(Numbers::Textbook, tr!("inside-textbook")), (Numbers::Own, tr!("inside-own"))] {
        let button = IconButton::new(None, &words).emphasis(Emphasis::Quiet).chosen(now == one).role(Role::RadioButton);
        if ui.add(button).clicked() {
            push(context, InsideCommand::UseNumbers(one));
        }
    }
}

/// What a line does, in a few words.
fn title(line: &Line, scene: &Scene) -> String {
    match line.act {
        Act::Window { channel } => tr!("act-window", channel = channel + 1).into_owned(),
        Act::Product if scene.operation == Operation::Attention => tr!("act-value").into_owned(),
        Act::Product => tr!("act-product").into_owned(),
        Act::Rest(count) => tr!("act-rest", count = count).into_owned(),
        Act::Bias => tr!("act-bias").into_owned(),
        Act::Relu => tr!("act-relu").into_owned(),
        Act::Largest => tr!("act-largest").into_owned(),
        Act::Mean => tr!("act-mean").into_owned(),
        Act::Variance => tr!("act-variance").into_owned(),
        Act::Centre => tr!("act-centre").into_owned(),
        Act::Scale => tr!("act-scale").into_owned(),
        Act::Gain => tr!("act-gain").into_owned(),
        Act::Shift => tr!("act-shift").into_owned(),
        Act::Exponential if scene.operation == Operation::Attention => tr!("act-exponential-score").into_owned(),
        Act::Exponential => tr!("act-exponential").into_owned(),
        Act::Sum => tr!("act-sum").into_owned(),
        Act::Share => tr!("act-share").into_owned(),
        Act::Pick => tr!("act-pick").into_owned(),
        Act::Logarithm => tr!("act-logarithm").into_owned(),
        Act::Score => tr!("act-score").into_owned(),
    }
}

/// The line that is shown, with its numbers, and what there is after it.
fn formula(ui: &mut Ui, scene: &Scene, anatomy: &Anatomy) {
    let Some(line) = scene.working.lines.get(scene.line) else { return };
    let source = list::source(line, scene, anatomy).filter(|_| scene.operation == Operation::Dense);
    let words = match source {
        Some(source) => tr!("act-product-of", source = source).into_owned(),
        None => title(line, scene),
    };
    let formula = line.formula();
    let is_sum = matches!(line.act, Act::Window { .. } | Act::Product | Act::Rest(_));
    let is_last = scene.line + 1 == scene.working.lines.len();
    let total = match (is_last, is_sum) {
        (true, _) => {
            let written = match scene.working.operation {
                Operation::Softmax | Operation::CrossEntropy => probability,
                _ => number,
            };
            tr!("inside-result", result = written(scene.working.result)).into_owned()
        }
        (false, true) => tr!("inside-so-far", total = number(line.total)).into_owned(),
        (false, false) => String::new(),
    };
    let spoken = tr!("inside-formula", what = words.as_str(), formula = formula.as_str(), total = total.as_str());
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    ui.painter().rect_filled(rect, theme::CARD_RADIUS, palette.card);
    let inner = rect.shrink2(Vec2::new(space::M, space::S));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::LEFT)));
    inside.spacing_mut().item_spacing.y = 2.0;
    let head = if total.is_empty() { words } else { format!("{words}    {total}") };
    let job = inside.painter().layout_job(large_enough(&inside, &formula, inner.width()));
    inside.painter().text(inner.left_top(), egui::Align2::LEFT_TOP, head, theme::font(size::SMALL), palette.quiet);
    let top = inner.top() + 20.0;
    inside.painter().galley(egui::pos2(inner.left(), top), job, palette.ink);
}

/// The formula as large as it fits into two lines.
fn large_enough(ui: &Ui, formula: &str, width: f32) -> egui::text::LayoutJob {
    let colour = theme::palette(ui).ink;
    let job = |size: f32| {
        let mut job = egui::text::LayoutJob::simple(formula.to_owned(), theme::strong_font(size), colour, width);
        job.wrap.max_rows = 2;
        job
    };
    let sizes = [size::FIGURE, size::TITLE, size::BODY];
    let fits = |size: &f32| {
        let galley = ui.painter().layout_job(job(*size));
        !galley.elided && galley.size().y <= FORMULA - 2.0 * space::S - 20.0
    };
    job(sizes.into_iter().find(fits).unwrap_or(size::SMALL))
}

/// To the start, back, play or hold, on, to the end, and where it is.
fn transport(ui: &mut Ui, scene: &Scene, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.x = space::XS;
    let plays = inside_plays(context);
    for command in [
        InsideCommand::ToStart,
        InsideCommand::Back,
        InsideCommand::PlayPause,
        InsideCommand::Forward,
        InsideCommand::ToEnd,
    ] {
        let command = Command::Inside(command);
        let is_main = command == Command::Inside(InsideCommand::PlayPause);
        if is_main {
            let info = command.info();
            let label = info.label.to_string();
            let icon = if plays { icons::PAUSE } else { icons::PLAY };
            let button = IconButton::new(icon, &label).show(Show::Icon).emphasis(Emphasis::Main);
            if button::with_tooltip(ui.add(button), &info).clicked() {
                context.commands.push(command);
            }
        } else if button::command(ui, &command, Enabled::Yes, Show::Icon, Emphasis::Plain).clicked() {
            context.commands.push(command);
        }
    }
    ui.add_space(space::S);
    let steps = scene.length.steps();
    let mut step = context.core.inside.working.player.step().min(steps.saturating_sub(1)) + 1;
    let words = tr!("inside-step", step = step, steps = steps);
    ui.spacing_mut().slider_width = (ui.available_width() - 130.0).max(40.0);
    let moved = slider::add(ui, Slider::new(&mut step, 1..=steps.max(1)).show_value(false));
    moved.widget_info(|| WidgetInfo::slider(true, step as f64, tr!("inside-step-name")));
    if moved.changed() {
        push(context, InsideCommand::Seek(step - 1));
    }
    ui.add(Label::new(RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet)).truncate());
}
