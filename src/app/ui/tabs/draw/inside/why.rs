//! Why the network reads what it reads: a heat map over the drawing, and two checks of whether it can be believed.

use egui::{Rect, RichText, Role, Ui, UiBuilder, Vec2, WidgetInfo, vec2};
use egui_plot::{AxisHints, Line, PlotPoints};

use super::choice;
use crate::app::core::command::Command;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::explain::why::{Explanation, Why};
use crate::app::core::explain::words;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, IconButton};
use crate::app::ui::widgets::{card, heat, plots, scroll};
use crate::explain::curves::Curve;
use crate::explain::{Baseline, Method, Score};
use crate::model::Arch;
use crate::text::{Named as _, format};
use crate::tr;

/// Least and greatest width of the checks, in points.
const CHECKS: [f32; 2] = [250.0, 360.0];
/// Height of the words below the picture, in points.
const WORDS: f32 = 76.0;
/// Height of the curves, in points.
const CURVES: f32 = 132.0;
/// How far the axis of ink goes, so that its last number has room.
const ALL_INK: f64 = 1.09;

/// Draws the view.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(arch) = context.core.inside.subject().map(|subject| subject.arch) else { return };
    question(ui, context);
    ui.add_space(space::S);
    let why = &context.core.explain.why;
    let (shown, is_old) = (why.shown().cloned(), !why.is_of_now());
    let room = ui.available_rect_before_wrap();
    let checks = (room.width() * 0.38).clamp(CHECKS[0], CHECKS[1]);
    let (left, right) = room.split_left_right_at_x(room.right() - checks);
    ui.scope_builder(UiBuilder::new().max_rect(left.with_max_x(left.right() - space::L)), |ui| {
        let Some(shown) = &shown else {
            super::wait(ui, context.core.explain.why.fault());
            return;
        };
        super::faded(ui, is_old, |ui| pictures(ui, shown, is_old, context));
    });
    ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        scroll::page(ui, space::S, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            methods(ui, arch, context);
            if let Some(shown) = &shown {
                super::faded(ui, is_old, |ui| checks_of(ui, arch, shown, context));
            }
        });
    });
}

/// "Why 4? And not 9?"
fn question(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let why = &context.core.explain.why;
    let (digit, against) = (why.digit, why.against);
    let labels = context.core.inside.labels();
    let read = context.core.inside.prediction().map(|read| read.class());
    let asked = match digit.or(read) {
        Some(digit) => tr!("why-digit", digit = labels.name(digit)),
        None => tr!("why-none"),
    };
    let rival = match against {
        Some(digit) => tr!("why-not-digit", digit = labels.name(digit)),
        None => tr!("why-not-none"),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        if let Some(digit) = choice::class(ui, labels, (&asked, &tr!("explain-as-read")), digit) {
            context.commands.push(Command::Explain(ExplainCommand::For(digit)));
        }
        if let Some(digit) = choice::class(ui, labels, (&rival, &tr!("why-against-none")), against) {
            context.commands.push(Command::Explain(ExplainCommand::Against(digit)));
        }
    });
}

/// The map, large; beside it the one of the network with layers drawn anew.
fn pictures(ui: &mut Ui, shown: &Explanation, is_old: bool, context: &ViewContext<'_>) {
    let title = if is_old { tr!("why-old", title = words::title(shown)).into_owned() } else { words::title(shown) };
    ui.add(egui::Label::new(RichText::new(title).font(theme::strong_font(size::BODY))).truncate());
    let wanted = context.core.explain.why.randomised;
    let other = shown.randomised.iter().find(|(layers, ..)| *layers == wanted);
    let room = ui.available_size() - vec2(0.0, WORDS);
    let side = if other.is_some() { ((room.x - space::L) / 2.0).min(room.y) } else { room.x.min(room.y) };
    let side = side.max(80.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::L;
        ui.vertical(|ui| {
            let label = words::map(shown);
            heat::map(ui, &shown.image, &shown.map.values, shown.map.reach(), side, &label);
            if other.is_some() {
                card::caption(ui, &tr!("why-trained"));
            }
        });
        if let Some((layers, map, alike)) = other {
            ui.vertical(|ui| {
                let label = words::randomised(*layers, *alike);
                heat::map(ui, &shown.image, &map.values, map.reach(), side, &label);
                card::caption(ui, &label);
            });
        }
    });
    legend(ui, shown);
}

/// What the colours mean, and what adds up.
fn legend(ui: &mut Ui, shown: &Explanation) {
    let palette = theme::palette(ui);
    ui.add(egui::Label::new(RichText::new(words::colours(shown)).color(palette.ink)).wrap());
    ui.add(egui::Label::new(RichText::new(words::sum(shown)).size(size::SMALL).color(palette.quiet)).wrap());
}

/// Both checks.
fn checks_of(ui: &mut Ui, arch: Arch, shown: &Explanation, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.add_space(space::M);
    ui.label(RichText::new(tr!("why-curves")).font(theme::strong_font(size::BODY)));
    curves(ui, shown);
    ui.add_space(space::M);
    ui.label(RichText::new(tr!("why-random")).font(theme::strong_font(size::BODY)));
    randomise(ui, arch, shown, context);
}

fn methods(ui: &mut Ui, arch: Arch, context: &mut ViewContext<'_>) {
    let why = &context.core.explain.why;
    let (mut method, mut baseline) = (why.method, why.baseline);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        button::radio_choice(ui, Method::ALL.iter().copied().filter(|method| method.is_for(arch)), &mut method);
    });
    if method != why.method {
        context.commands.push(Command::Explain(ExplainCommand::Method(method)));
    }
    ui.add(egui::Label::new(RichText::new(method.help()).size(size::SMALL).color(theme::palette(ui).quiet)).wrap());
    if method == Method::Integrated {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
            ui.label(RichText::new(tr!("why-baseline")).size(size::SMALL));
            for &one in Baseline::ALL {
                let words = one.title();
                let choice = IconButton::new(None, &words).emphasis(button::Emphasis::Quiet).chosen(baseline == one);
                if ui.add(choice.role(Role::RadioButton)).clicked() {
                    baseline = one;
                }
            }
        });
        if baseline != why.baseline {
            context.commands.push(Command::Explain(ExplainCommand::Baseline(baseline)));
        }
    }
    if method == Method::Rollout && why.against.is_some() {
        let words = RichText::new(tr!("why-rollout-difference")).size(size::SMALL);
        ui.add(egui::Label::new(words.color(theme::palette(ui).warning)).wrap());
    }
}

/// Deletion and insertion, in the order of the map and in random order.
fn curves(ui: &mut Ui, shown: &Explanation) {
    let palette = *theme::palette(ui);
    let (for_it, against_it) = theme::signed(ui.visuals());
    let line = |name: String, curve: &Curve, colour, is_random: bool| {
        let points: PlotPoints<'static> =
            curve.shares.iter().zip(&curve.probabilities).map(|(&x, &y)| [f64::from(x), f64::from(y)]).collect();
        let line = Line::new(name, points).color(colour);
        if is_random { line.width(1.0).style(egui_plot::LineStyle::dashed_loose()) } else { line.width(2.5) }
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.label(RichText::new(tr!("why-deletion")).font(theme::strong_font(size::SMALL)).color(against_it));
        ui.label(RichText::new(tr!("why-insertion")).font(theme::strong_font(size::SMALL)).color(for_it));
        ui.label(RichText::new(tr!("why-dashed")).size(size::SMALL).color(palette.quiet));
    });
    let axis = |axis: AxisHints<'static>, name: &str| {
        let name = RichText::new(name).size(size::SMALL).color(palette.quiet);
        let percents = |mark: egui_plot::GridMark, _: &std::ops::RangeInclusive<f64>| {
            if mark.value > 1.001 { String::new() } else { format::percent_to(mark.value, 0).to_string() }
        };
        plots::quiet(ui, axis).label(name).formatter(percents)
    };
    let names = shown.prediction.labels;
    let probability = match shown.score {
        Score::Digit(digit) => tr!("why-axis-probability", digit = names.name(digit)),
        Score::Difference(digit, other) => {
            tr!("why-axis-probability-two", digit = names.name(digit), other = names.name(other))
        }
    };
    let response = plots::still(ui, "why-curves", CURVES)
        .include_x(0.0)
        .include_x(ALL_INK)
        .include_y(0.0)
        .include_y(1.0)
        .custom_x_axes(vec![axis(AxisHints::new_x(), &tr!("why-axis-ink"))])
        .custom_y_axes(vec![axis(AxisHints::new_y().min_thickness(36.0), &probability)])
        .show(ui, |plot| {
            let (map, random) = (&shown.check.map, &shown.check.random);
            plot.line(line(String::new(), &random.deletion, against_it, true).allow_hover(false));
            plot.line(line(String::new(), &random.insertion, for_it, true).allow_hover(false));
            plot.line(line(tr!("why-deletion").into_owned(), &map.deletion, against_it, false));
            plot.line(line(tr!("why-insertion").into_owned(), &map.insertion, for_it, false));
        });
    let areas = words::areas(shown);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &areas));
    ui.add(egui::Label::new(RichText::new(areas.as_str()).size(size::SMALL).color(palette.quiet)).wrap());
    if let Some(words) = words::no_better(&shown.check) {
        ui.add(egui::Label::new(RichText::new(words).color(palette.warning)).wrap());
    }
}

/// Layers drawn anew, one more with each press, and how much is left of the map.
fn randomise(ui: &mut Ui, arch: Arch, shown: &Explanation, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let layers = Why::layers(arch);
    let drawn = context.core.explain.why.randomised;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::S);
        let next = layers.get(drawn);
        let words = match next {
            Some(layer) => tr!("why-randomise", layer = layer.as_str()),
            None => tr!("why-randomised-all"),
        };
        let button = ui.add_enabled(next.is_some(), IconButton::new(icons::DICE_FIVE, &words));
        if button.on_hover_text(tr!("why-randomise.help", layer = next.map_or("", String::as_str))).clicked() {
            context.commands.push(Command::Explain(ExplainCommand::Randomise(drawn + 1)));
        }
        let back = tr!("why-as-trained");
        let button = ui.add_enabled(drawn > 0, IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &back));
        if button.on_hover_text(tr!("why-as-trained.help")).clicked() {
            context.commands.push(Command::Explain(ExplainCommand::Randomise(0)));
        }
    });
    bars(ui, &layers, shown, drawn);
    let known = shown.randomised.iter().find(|(layers, ..)| *layers == drawn);
    let verdict = match known {
        None if drawn > 0 => tr!("explain-working").into_owned(),
        None => tr!("why-verdict-none").into_owned(),
        Some((.., alike)) => words::verdict(*alike),
    };
    ui.add(egui::Label::new(RichText::new(verdict).color(palette.ink)).wrap());
    let known = tr!("why-known", method = shown.method.name(), finding = shown.method.finding());
    ui.add(egui::Label::new(RichText::new(known).size(size::SMALL).color(palette.quiet)).wrap());
}

/// A bar from 0 for the correlation after each layer so far, to the left where the order is turned around.
fn bars(ui: &mut Ui, layers: &[String], shown: &Explanation, drawn: usize) {
    let palette = theme::palette(ui);
    let known = shown.randomised.iter().filter(|(count, ..)| *count <= drawn);
    for (count, _, alike) in known {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), egui::Sense::hover());
        let name = layers.get(count.saturating_sub(1)).map_or("", String::as_str);
        let words = tr!(
            "why-bar",
            layer = name,
            alike = alike.map_or_else(|| "–".to_owned(), |alike| format::decimal(alike, 2).to_string())
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Meter, true, &*words));
        let font = theme::font(size::SMALL);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, name, font.clone(), palette.quiet);
        let number = alike.map_or_else(|| "–".to_owned(), |alike| format::decimal(alike, 2).to_string());
        ui.painter().text(rect.right_center(), egui::Align2::RIGHT_CENTER, number, font, palette.ink);
        let track = Rect::from_min_max(rect.left_center() + vec2(84.0, -4.0), rect.right_center() + vec2(-44.0, 4.0));
        ui.painter().rect_filled(track, 4, palette.well);
        let end = track.center().x + track.width() / 2.0 * alike.unwrap_or(0.0).clamp(-1.0, 1.0) as f32;
        let bar = track.with_min_x(end.min(track.center().x)).with_max_x(end.max(track.center().x));
        ui.painter().rect_filled(bar, 0, palette.accent);
        ui.painter().vline(track.center().x, track.expand(2.0).y_range(), egui::Stroke::new(1.0, palette.strong_line));
    }
}
