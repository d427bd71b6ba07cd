//! The hand that is shown to the network: examples in its context, no weight changed; and how much they help, in bits.

use egui::{Align2, CornerRadius, Rect, RichText, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::WriteTab;
use super::head::push;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::own_digits::OwnDigitsCommand;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::hand::{HandBits, PAGE};
use crate::app::core::writing::page::MOST_SHOWN;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{button, card, ink};
use crate::text::{Named as _, format};
use crate::tr;

/// Draws the examples and what they bring.
pub fn show(ui: &mut Ui, tab: &mut WriteTab, context: &mut ViewContext<'_>) {
    super::note(ui, &tr!("hand-about"));
    examples(ui, context);
    push(ui, WritingCommand::ShowOwn, Show::Both, context);
    if context.core.own_digits.all().is_empty() {
        super::note(ui, &tr!("hand-no-own"));
    }
    this(ui, tab, context);
    ui.add_space(space::S);
    measured(ui, context);
    ui.add_space(space::S);
    teach(ui, context);
}

/// The other way to a hand: the weights change.
fn teach(ui: &mut Ui, context: &mut ViewContext<'_>) {
    super::note(ui, &tr!("hand-teach-about"));
    let teach = Command::OwnDigits(OwnDigitsCommand::TeachWriter);
    let is_enabled = Enabled::of(&teach, context.core);
    if button::command(ui, &teach, is_enabled, Show::Both, Emphasis::Plain).clicked() {
        context.commands.push(teach);
    }
}

/// What is shown, each with a way to take it out.
fn examples(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let shown = &context.core.writing.page.shown;
    if shown.is_empty() {
        super::note(ui, &tr!("hand-none-shown"));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (at, one) in shown.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(Vec2::splat(58.0), Sense::click());
            let label = tr!("hand-hide", digit = one.class);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*label));
            let edge = if response.hovered() { palette.accent } else { palette.line };
            ui.painter().rect(rect, CornerRadius::same(6), palette.card, Line::new(1.0, edge), StrokeKind::Inside);
            ink::paint(ui.painter(), rect, &one.ink, palette.ink);
            let corner = rect.left_top() + vec2(5.0, 3.0);
            ui.painter().text(corner, Align2::LEFT_TOP, one.class.to_string(), theme::font(size::SMALL), palette.quiet);
            if response.on_hover_text(&*label).clicked() {
                context.commands.push(Command::Writing(WritingCommand::Hide(at)));
            }
        }
    });
}

/// The digit on the paper as an example, once it is said what it is.
fn this(ui: &mut Ui, tab: &mut WriteTab, context: &mut ViewContext<'_>) {
    let page = &context.core.writing.page;
    if page.shown.len() >= MOST_SHOWN || page.digits.len() != 1 {
        super::note(ui, &tr!("hand-draw-one"));
        return;
    }
    ui.label(tr!("hand-this"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(2.0);
        for digit in 0..=9_u8 {
            let words = digit.to_string();
            let is_said = tab.said == Some(digit);
            let button = IconButton::new(None, &words).emphasis(Emphasis::Plain).chosen(is_said);
            let response = ui.add(button);
            let label = tr!("hand-this-is", digit = digit);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*label));
            if response.on_hover_text(&*label).clicked() {
                context.commands.push(Command::Writing(WritingCommand::ShowThis(digit)));
                tab.said = None;
            }
        }
    });
}

/// Bits a token with a growing context.
fn measured(ui: &mut Ui, context: &mut ViewContext<'_>) {
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(RichText::new(tr!("hand-bits")).font(theme::strong_font(size::BODY)));
        super::note(ui, &tr!("hand-bits-about"));
        push(ui, WritingCommand::MeasureHand, Show::Both, context);
        if let Some(bits) = &context.core.writing.hand {
            plot(ui, bits);
            let told = tr!("hand-bits-told", model = bits.model.clone(), digits = bits.digits);
            super::note(ui, &told);
            if let Some(verdict) = verdict(bits) {
                super::note(ui, &verdict);
            }
            if let Some(before) = &context.core.writing.hand_before {
                change(ui, before, bits);
            }
        }
    });
}

/// What the measured bits say of examples, also where it is little.
fn verdict(bits: &HandBits) -> Option<std::borrow::Cow<'static, str>> {
    let none = bits.held_out[0]?;
    let best = bits.held_out.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let share = (none - best) / none;
    let gain = format::percent_to(share, 1);
    Some(if share > 0.01 { tr!("hand-bits-helps", gain = gain) } else { tr!("hand-bits-little", gain = gain) })
}

/// What the hand and the others have gained or lost since another model was measured.
fn change(ui: &mut Ui, before: &HandBits, now: &HandBits) {
    let (Some(then_bits), Some(now_bits), Some(what)) = (before.alone(), now.alone(), now.since(before)) else {
        return;
    };
    let bits = |bits: f64| format::decimal(bits, 2);
    let told = tr!(
        "hand-change",
        before = before.model.clone(),
        now = now.model.clone(),
        own_before = bits(then_bits.0),
        own_now = bits(now_bits.0),
        others_before = bits(then_bits.1),
        others_now = bits(now_bits.1)
    );
    super::note(ui, &told);
    ui.add(egui::Label::new(RichText::new(what.title())).wrap());
}

/// Two rows of bars, of the own hand and of writers held out.
fn plot(ui: &mut Ui, bits: &HandBits) {
    let palette = theme::palette(ui);
    let all = bits.own.iter().chain(&bits.held_out).flatten().copied();
    let highest = all.fold(0.0, f64::max).max(1e-9);
    for (title, row, colour) in
        [(tr!("hand-bits-own"), &bits.own, palette.accent), (tr!("hand-bits-others"), &bits.held_out, palette.quiet)]
    {
        card::caption(ui, &title);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 84.0), Sense::hover());
        let told: Vec<String> = row
            .iter()
            .enumerate()
            .filter_map(|(before, bits)| {
                Some(tr!("hand-bits-after", digits = before, bits = format::decimal((*bits)?, 3)).into_owned())
            })
            .collect();
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Meter, true, format!("{title}: {}", told.join(", "))));
        row_of_bars(ui, rect, row, highest, (colour, palette));
        response.on_hover_text(told.join("\n"));
    }
    let words = format!("{} {}", icons::INFO, tr!("hand-bits-axis"));
    super::note(ui, &words);
}

fn row_of_bars(
    ui: &Ui,
    rect: Rect,
    row: &[Option<f64>; PAGE],
    highest: f64,
    (colour, palette): (egui::Color32, &Palette),
) {
    let column = rect.width() / PAGE as f32;
    for (before, bits) in row.iter().enumerate() {
        let left = rect.left() + before as f32 * column;
        let middle = left + column / 2.0;
        let foot = rect.bottom() - 16.0;
        let below = egui::pos2(middle, rect.bottom());
        let font = theme::font(size::SMALL);
        ui.painter().text(below, Align2::CENTER_BOTTOM, before.to_string(), font.clone(), palette.quiet);
        let Some(bits) = bits else { continue };
        let height = (foot - rect.top() - 16.0) * (*bits / highest) as f32;
        let bar = Rect::from_min_max(egui::pos2(left + 6.0, foot - height), egui::pos2(left + column - 6.0, foot));
        ui.painter().rect_filled(bar, CornerRadius::same(3), colour);
        let number = format::decimal(*bits, 2).to_string();
        ui.painter().text(bar.center_top() - vec2(0.0, 2.0), Align2::CENTER_BOTTOM, number, font, palette.ink);
    }
}
