//! One weight: its gradient as a sum over all of its uses, the chain from the loss back to the largest of them, and what
//! the step makes of it.

use egui::{RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{ViewContext, row};
use crate::app::core::command::Command;
use crate::app::core::explain::command::ExplainCommand;
use crate::app::core::explain::practising::{Practising, strongest};
use crate::app::core::explain::stepping::Stepping;
use crate::app::core::icons;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{card, scroll};
use crate::explain::follow::Followed;
use crate::explain::practice::Pass;
use crate::text::{format, number};
use crate::tr;

/// Terms of the sum that are written out.
const WRITTEN: usize = 3;

/// Draws the card.
pub fn ui(ui: &mut Ui, pass: &Pass, context: &mut ViewContext<'_>) {
    let practising = &context.core.explain.practising;
    let Some(followed) = practising.followed().cloned() else { return };
    card::show(ui, |ui| {
        scroll::page(ui, space::S, |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            title(ui, pass, &followed, context);
            formula(ui, sum(&followed));
            formula(ui, update(practising, &followed));
            chain(ui, &followed);
        });
    });
}

/// Which weight it is, and the way to others.
fn title(ui: &mut Ui, pass: &Pass, followed: &Followed, context: &mut ViewContext<'_>) {
    let order = strongest(pass, &followed.tensor).unwrap_or_default();
    let rank = order.iter().position(|&index| index == followed.index).unwrap_or(0);
    let place = place(practising_shape(pass, &followed.tensor), followed.index);
    let words = tr!("practice-weight", tensor = followed.tensor.as_str(), place = place);
    ui.add(egui::Label::new(RichText::new(words).font(theme::strong_font(size::BODY))).wrap());
    row(ui, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let mut go = |ui: &mut Ui, icon: Option<&str>, words: &str, to: Option<usize>| {
            let index = to.and_then(|to| order.get(to).copied());
            let show = if icon.is_some() { Show::Icon } else { Show::Both };
            let button = IconButton::new(icon, words).show(show);
            if ui.add_enabled(index.is_some(), button).on_hover_text(words).clicked()
                && let Some(index) = index
            {
                let command = ExplainCommand::Follow(followed.tensor.clone(), index);
                context.commands.push(Command::Explain(command));
            }
        };
        go(ui, None, &tr!("practice-strongest"), Some(0).filter(|_| rank > 0));
        go(ui, Some(icons::CARET_LEFT), &tr!("practice-stronger"), rank.checked_sub(1));
        go(ui, Some(icons::CARET_RIGHT), &tr!("practice-weaker"), Some(rank + 1));
        let words = tr!("practice-rank", rank = rank + 1, all = format::count(order.len()));
        ui.label(RichText::new(words).size(size::SMALL).color(theme::palette(ui).quiet));
    });
}

fn practising_shape<'a>(pass: &'a Pass, tensor: &str) -> &'a [usize] {
    pass.gradients.0.get(tensor).map_or(&[], |array| &array.shape)
}

/// Where in its tensor a weight stands, in words; counted from 1.
fn place(shape: &[usize], index: usize) -> String {
    match *shape {
        [_, channels, rows, columns] => {
            let (filter, rest) = (index / (channels * rows * columns), index % (channels * rows * columns));
            let (channel, rest) = (rest / (rows * columns), rest % (rows * columns));
            tr!(
                "practice-place-filter",
                filter = filter + 1,
                channel = channel + 1,
                row = rest / columns + 1,
                column = rest % columns + 1
            )
            .into_owned()
        }
        [_, width] => tr!("practice-place-unit", unit = index / width + 1, input = index % width + 1).into_owned(),
        [] | [_] | [_, _, _, ..] => tr!("practice-place-number", number = index + 1).into_owned(),
    }
}

/// ∂L/∂w = Σ δ a, with its largest terms.
fn sum(followed: &Followed) -> String {
    // The terms are sorted; those that are 0 teach nothing, but one stands for them where all are.
    let counting = followed.terms.iter().take(WRITTEN).take_while(|term| term.product() != 0.0).count().max(1);
    let terms: Vec<String> = followed
        .terms
        .iter()
        .take(counting)
        .map(|term| match term.input_place {
            Some(_) => format!("{} × {}", bracketed(term.delta), bracketed(term.input)),
            None => bracketed(term.delta),
        })
        .collect();
    let rest = followed.terms.len().saturating_sub(counting);
    let (written, gradient) = (terms.join(" + "), number(followed.gradient));
    if rest == 0 {
        tr!("practice-sum", terms = written, gradient = gradient).into_owned()
    } else {
        let others: f32 = followed.terms.iter().skip(counting).map(crate::explain::follow::Term::product).sum();
        tr!("practice-sum-rest", terms = written, rest = rest, others = bracketed(others), gradient = gradient)
            .into_owned()
    }
}

/// A number that may stand behind a sign.
fn bracketed(value: f32) -> String {
    let words = number(value);
    if value < 0.0 { format!("({words})") } else { words }
}

/// The largest term's way from the loss back, factor by factor.
fn chain(ui: &mut Ui, followed: &Followed) {
    let Some(term) = followed.terms.first() else { return };
    let palette = theme::palette(ui);
    let last = followed.route.last().map_or(term.place, |hop| hop.place);
    let end = followed.route.last().map_or(term.delta, |hop| hop.delta);
    let mut factors = vec![(tr!("practice-end", digit = last).into_owned(), end)];
    // What is only laid out anew has the slope 1 and teaches nothing.
    let hops = followed
        .route
        .iter()
        .rev()
        .filter(|hop| !hop.stage.starts_with("flatten") && !hop.stage.starts_with("dropout"));
    factors.extend(hops.map(|hop| (format!("∂{}", hop.stage), hop.slope)));
    if term.input_place.is_some() {
        factors.push((tr!("practice-input").into_owned(), term.input));
    }
    let product = factors.iter().map(|(_, factor)| factor).product::<f32>();
    let ways = followed.route.iter().map(|hop| hop.ways.max(1) as f64).product::<f64>();
    let spoken: Vec<String> = factors.iter().map(|(name, factor)| format!("{name} {}", number(*factor))).collect();
    let told = tr!("practice-chain-told", factors = spoken.join(" × "), product = number(product));
    ui.label(RichText::new(tr!("practice-chain", ways = number(ways as f32))).size(size::SMALL).color(palette.quiet));
    let shown = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        for (place, (name, factor)) in factors.iter().enumerate() {
            if place > 0 {
                ui.label(RichText::new("×").color(palette.quiet));
            }
            factor_box(ui, name, *factor);
        }
        ui.label(RichText::new(format!("= {}", number(product))).font(theme::strong_font(size::BODY)));
    });
    let whole = ui.interact(shown.response.rect, ui.scope_id().with("practice-chain"), Sense::hover());
    whole.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*told));
}

/// A factor with its name above it, in one piece, so that a row of them is broken between two.
fn factor_box(ui: &mut Ui, name: &str, factor: f32) {
    let palette = theme::palette(ui);
    let layout = |text: String, font, colour| ui.painter().layout_no_wrap(text, font, colour);
    let name = layout(name.to_owned(), theme::font(size::SMALL), palette.quiet);
    let number = layout(number(factor), theme::strong_font(size::BODY), palette.ink);
    let inner = vec2(name.size().x.max(number.size().x), name.size().y + number.size().y);
    let (rect, _) = ui.allocate_exact_size(inner + vec2(2.0 * space::S, space::S), Sense::hover());
    let below = pos2(rect.center().x - number.size().x / 2.0, rect.top() + space::XS + name.size().y);
    let painter = ui.painter();
    painter.rect_filled(rect, theme::CONTROL_RADIUS, palette.well);
    painter.galley(pos2(rect.center().x - name.size().x / 2.0, rect.top() + space::XS), name, palette.quiet);
    painter.galley(below, number, palette.ink);
}

/// w ← w − η g, with numbers that add up as they are written.
fn update(practising: &Practising, followed: &Followed) -> String {
    let Some(practice) = practising.practice() else { return String::new() };
    let rule = practising.rule();
    let remembered = practice.remembered(&followed.tensor, followed.index);
    let update = rule.update(followed.gradient, remembered, practice.steps);
    let taken = |by: f64| six(written(f64::from(followed.weight)) - by);
    let weight = six(f64::from(followed.weight));
    let rate = format::rate(rule.rate);
    let (change, first) = (written(update.change), written(update.first));
    let second = number(update.second as f32);
    match practising.stepping() {
        Stepping::Plain => {
            let gradient = written(f64::from(followed.gradient));
            let after = taken(rule.rate * gradient);
            tr!("practice-update", weight = weight, rate = rate, gradient = in_brackets(gradient), after = after)
        }
        Stepping::Momentum => tr!(
            "practice-update-momentum",
            weight = weight,
            rate = rate,
            gradient = six(f64::from(followed.gradient)),
            first = six(first),
            taken = in_brackets(first),
            after = taken(rule.rate * first)
        ),
        Stepping::RmsProp => {
            let (change, after) = (in_brackets(change), taken(change));
            tr!("practice-update-rmsprop", weight = weight, change = change, second = second, after = after)
        }
        Stepping::Adam => {
            let (change, after) = (in_brackets(change), taken(change));
            let first = number(update.first as f32);
            tr!("practice-update-adam", weight = weight, change = change, first = first, second = second, after = after)
        }
    }
    .into_owned()
}

/// A number as [`six`] writes it.
fn written(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Six digits behind the point: a weight after a small step differs in late ones.
fn six(value: f64) -> String {
    let words = format!("{:.6}", written(value) + 0.0);
    words.replace('-', "−")
}

/// The same where a sign stands before it.
fn in_brackets(value: f64) -> String {
    let words = six(value);
    if words.starts_with('−') { format!("({words})") } else { words }
}

fn formula(ui: &mut Ui, words: String) {
    ui.add(egui::Label::new(RichText::new(words).size(size::BODY)).wrap());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_is_written_with_numbers_that_add_up_and_no_two_signs_meet() {
        let shown = [0.058_727_4, -0.742_001_2, -1e-9].map(six);
        assert_eq!(shown, ["0.058727", "−0.742001", "0.000000"]);
        assert_eq!([0.1, -0.1].map(in_brackets), ["0.100000", "(−0.100000)"]);
    }
}
