//! The answer beside the network: what was read, the probabilities with the logits behind them, a temperature, and
//! a scale on which small probabilities can be told apart.

use egui::{Align, Align2, CornerRadius, Layout, Rect, RichText, Role, Sense, Slider, Ui, WidgetInfo, vec2};

use crate::app::core::canvas::verdict::{Answer, HeadlineSymbol};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::settings::inside::{BarScale, TEMPERATURES};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::bars::track;
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{button, scroll, slider};
use crate::data::{LabelSet, labels};
use crate::model::worked::number;
use crate::model::{Changes, Prediction};
use crate::text::format;
use crate::{msg, tr};

/// Lowest and highest row of a bar, in points.
const ROW: [f32; 2] = [18.0, 40.0];
/// What is needed besides the bars, in points.
const REST: f32 = 142.0;
/// Widths of the digit, of the probability and of the logit, in points.
const DIGIT: f32 = 18.0;
const PROBABILITY: f32 = 58.0;
const LOGIT: f32 = 60.0;
/// Powers of ten of the logarithmic scale.
const POWERS: f32 = 8.0;

/// The verdict in one line, which stays in view: "4  Very sure"; then all the rest, which scrolls where it has to.
pub fn ui(ui: &mut Ui, margin: f32, context: &mut ViewContext<'_>) {
    let answer = verdict(context);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let words = |words: String| RichText::new(words).font(theme::strong_font(size::TITLE));
        // Every other headline names the digit itself.
        if let HeadlineSymbol::Digit(digit) = answer.symbol {
            ui.label(words(digit.to_string()).color(theme::palette(ui).accent));
        }
        ui.label(words(answer.headline.to_string()).color(theme::palette(ui).ink));
    });
    scroll::page(ui, margin, |ui| numbers(ui, context));
}

/// The verdict on what is drawn; while something of the network is changed, what the changed network reads instead.
fn verdict(context: &ViewContext<'_>) -> Answer {
    let (canvas, inside) = (&context.core.canvas, &context.core.inside);
    match (inside.prediction(), canvas.prediction(), canvas.judgement()) {
        (Some(changed), ..) if inside.changes != Changes::default() => Answer {
            symbol: HeadlineSymbol::Digit(changed.name()),
            headline: msg!("inside-answer-changed"),
            lines: Vec::new(),
            more: "".into(),
        },
        (_, Some(prediction), Some(judgement)) => Answer::of(prediction, &judgement),
        (_, None, _) | (.., None) => Answer::waiting(&context.core.shared),
    }
}

/// The probabilities and how they are shown.
fn numbers(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let prediction = context.core.inside.prediction();
    let labels = prediction.map_or_else(|| context.core.shared.labels(), |prediction| prediction.labels);
    let row = ((ui.available_height() - REST) / labels.len() as f32).clamp(ROW[0], ROW[1]).floor();
    head(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    for digit in 0..labels.len() {
        bar(ui, (labels, digit), prediction.as_ref(), row, context.core.settings.inside.scale);
    }
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.add_space(space::S);
    temperature(ui, context);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        button::radio_choice(ui, BarScale::ALL.iter().copied(), &mut context.settings.inside.scale);
    });
}

/// What the two columns of numbers are.
fn head(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
    let (font, colour) = (theme::font(size::SMALL - 1.0), theme::palette(ui).quiet);
    let right = rect.right_center();
    ui.painter().text(right, Align2::RIGHT_CENTER, tr!("inside-logit"), font.clone(), colour);
    let place = right - vec2(LOGIT, 0.0);
    ui.painter().text(place, Align2::RIGHT_CENTER, tr!("inside-probability"), font, colour);
}

/// How long a bar is for a probability, from 0 to 1.
fn length(probability: f32, scale: BarScale) -> f32 {
    match scale {
        BarScale::Linear => probability,
        BarScale::Logarithmic => (1.0 + probability.max(f32::MIN_POSITIVE).log10() / POWERS).clamp(0.0, 1.0),
    }
}

/// A probability, as the scale shows it.
fn in_words(probability: f32, scale: BarScale) -> String {
    match scale {
        BarScale::Linear => format::probability(probability).to_string(),
        BarScale::Logarithmic => number(f64::from(probability)),
    }
}

fn bar(ui: &mut Ui, (labels, digit): (LabelSet, usize), prediction: Option<&Prediction>, row: f32, scale: BarScale) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row), Sense::hover());
    let name = labels.name(digit);
    let seen =
        prediction.and_then(|prediction| Some((*prediction.probabilities.get(digit)?, *prediction.logits.get(digit)?)));
    let label = match seen {
        Some((probability, logit)) => {
            tr!(
                "inside-bar",
                kind = labels::kind(name),
                digit = name,
                share = in_words(probability, scale),
                logit = number(f64::from(logit))
            )
        }
        None => tr!("bar-digit-nothing", kind = labels::kind(name), digit = name),
    };
    response.widget_info(|| WidgetInfo {
        value: seen.map(|(probability, _)| f64::from(probability)),
        ..WidgetInfo::labeled(Role::Meter, true, &label)
    });
    let palette = theme::palette(ui);
    let is_best = prediction.is_some_and(|prediction| usize::from(prediction.class()) == digit);
    let text = if row < 24.0 { size::SMALL } else { size::BODY };
    let (font, colour) =
        if is_best { (theme::strong_font(text), palette.ink) } else { (theme::font(text), palette.quiet) };
    let painter = ui.painter();
    painter.text(rect.left_center(), Align2::LEFT_CENTER, name, font.clone(), colour);
    let thickness = (row * 0.5).clamp(6.0, 16.0);
    let way = Rect::from_min_max(
        rect.left_center() + vec2(DIGIT, -thickness / 2.0),
        rect.right_center() + vec2(-LOGIT - PROBABILITY - space::XS, thickness / 2.0),
    );
    let round = CornerRadius::same((thickness / 2.0) as u8);
    track(painter, way, round, palette);
    let Some((probability, logit)) = seen else { return };
    let ease = ui.style().animation_time;
    let shown = ui.ctx().animate_value_with_time(response.id, length(probability, scale), ease);
    let fill = if is_best { palette.accent } else { palette.strong_line };
    if shown > 0.0 {
        let filled = way.with_max_x(way.left() + way.width() * shown.clamp(0.0, 1.0));
        painter.rect_filled(filled, round, fill);
    }
    let right = rect.right_center();
    painter.text(right, Align2::RIGHT_CENTER, number(f64::from(logit)), font.clone(), colour);
    let place = right - vec2(LOGIT, 0.0);
    painter.text(place, Align2::RIGHT_CENTER, in_words(probability, scale), font, colour);
}

/// What logits are divided by, and the way back to what the model's card says.
fn temperature(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let (mut now, is_own) = context.core.inside.temperature();
    let palette = theme::palette(ui);
    let row = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), theme::CONTROL_HEIGHT), row, |ui| {
        let again = tr!("inside-temperature-again");
        let button = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &again).show(Show::Icon);
        if ui.add_enabled(!is_own, button).on_hover_text(again).clicked() {
            context.commands.push(Command::Inside(InsideCommand::Temperature(None)));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let words = tr!("inside-temperature", temperature = format::decimal(now, 2));
            ui.label(RichText::new(words).color(palette.ink)).on_hover_text(tr!("inside-temperature.help"));
        });
    });
    ui.spacing_mut().slider_width = ui.available_width();
    let name = tr!("inside-temperature-name");
    let moved = slider::add(ui, Slider::new(&mut now, TEMPERATURES).logarithmic(true).show_value(false));
    moved.widget_info(|| WidgetInfo::slider(true, f64::from(now), &*name));
    if moved.changed() {
        context.commands.push(Command::Inside(InsideCommand::Temperature(Some(now))));
    }
    moved.on_hover_text(tr!("inside-temperature.help"));
}
