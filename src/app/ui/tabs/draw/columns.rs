//! Several models' readings side by side, and the menu that chooses them.

use std::borrow::Cow;

use egui::{
    Align, Align2, Color32, CornerRadius, FontId, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::menus;
use crate::analysis::Verdict;
use crate::app::core::canvas::compare::Column;
use crate::app::core::canvas::verdict;
use crate::app::core::icons;
use crate::app::core::model_words::{all_methods_told, all_told, is_current, is_current_method};
use crate::app::core::settings::compared::{self, ComparedModel, MOST};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::app::ui::widgets::{bars, card};
use crate::data::{LabelSet, labels};
use crate::text::format;
use crate::tr;

/// Width of the digits before the bars, in points.
const DIGITS: f32 = 16.0;
/// Below this width, in points, a model's bars do not fit beside another's.
const LEAST_COLUMN: f32 = 72.0;
/// Below this width, in points, the button that takes a model away is below its name, and numbers are rounded.
const NARROW: f32 = 110.0;
/// Width of the number behind a bar, in points.
const NUMBER: f32 = 58.0;
/// Least height of a row, in points, with which models stand side by side.
const LEAST_ROW: f32 = 13.0;
/// Height of a column's head and foot, in points.
const HEAD: f32 = 78.0;
const FOOT: f32 = 54.0;

/// Draws all columns, the bars in rows of `row` points.
pub fn ui(ui: &mut Ui, columns: &[Column], row: f32, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
    agreement(ui, columns);
    let labels = labels_of(columns, context.core.shared.labels());
    let count = columns.len().max(1) as f32;
    let width = ((ui.available_width() - DIGITS - count * space::S) / count).floor();
    let is_many = labels.len() as f32 * LEAST_ROW > 10.0 * row;
    if width < LEAST_COLUMN || is_many {
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                ui.separator();
            }
            head(ui, columns, index, ui.available_width(), context);
            bars::ui(ui, labels, column.prediction.as_ref(), row);
            foot(ui, column, ui.available_width());
        }
        return;
    }
    let row = row.min(24.0);
    let height = HEAD + labels.len() as f32 * row + FOOT;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        let (place_of_names, _) = ui.allocate_exact_size(vec2(DIGITS, height), Sense::hover());
        for digit in 0..labels.len() {
            let place = pos2(place_of_names.left(), place_of_names.top() + HEAD + (digit as f32 + 0.5) * row);
            let (font, colour) = (theme::font(size::SMALL), theme::palette(ui).quiet);
            ui.painter().text(place, Align2::LEFT_CENTER, labels.name(digit), font, colour);
        }
        for (index, column) in columns.iter().enumerate() {
            ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::LEFT), |ui| {
                ui.set_min_size(vec2(width, height));
                ui.spacing_mut().item_spacing.y = 0.0;
                head(ui, columns, index, width, context);
                for name in labels.names() {
                    bar(ui, column, name, vec2(width, row));
                }
                foot(ui, column, width);
            });
        }
    });
}

/// The classes that the bars stand for: those of the models that read, all of them if they differ.
fn labels_of(columns: &[Column], current: LabelSet) -> LabelSet {
    let all = columns.iter().filter_map(|column| column.prediction.map(|prediction| prediction.labels));
    all.reduce(|one, other| one.extended_with(other).unwrap_or(one)).unwrap_or(current)
}

/// What a model makes of the ink.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Digit(&'static str),
    NoDigit,
}

impl Outcome {
    fn of(column: &Column) -> Option<Self> {
        let labels = column.labels();
        column
            .judgement
            .map(|judgement| judgement.digit().map_or(Self::NoDigit, |class| Self::Digit(labels.name(class))))
    }

    fn in_words(self) -> Cow<'static, str> {
        match self {
            Self::Digit(name) => name.into(),
            Self::NoDigit => tr!("comparison-not-a-digit"),
        }
    }
}

/// Whether they agree, in words.
fn verdict_of(columns: &[Column]) -> (Option<bool>, Cow<'static, str>) {
    let all: Vec<Outcome> = columns.iter().filter_map(Outcome::of).collect();
    let Some(first) = all.first() else { return (None, tr!("answer-nothing")) };
    if all.iter().all(|one| one == first) {
        return (Some(true), tr!("comparison-agree", models = all.len(), reading = first.in_words()));
    }
    let words: Vec<_> = all.into_iter().map(Outcome::in_words).collect();
    (Some(false), tr!("comparison-disagree", readings = words.join(&*tr!("list-comma"))))
}

fn agreement(ui: &mut Ui, columns: &[Column]) {
    let palette = theme::palette(ui);
    let (agree, words) = verdict_of(columns);
    let (icon, colour) = match agree {
        Some(true) => (icons::CHECK_CIRCLE, palette.right),
        Some(false) => (icons::WARNING, palette.warning),
        None => (icons::COLUMNS, palette.quiet),
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(icon).font(theme::icon_font(size::TITLE)).color(colour));
        ui.label(RichText::new(words).font(theme::strong_font(size::BODY)).color(colour));
    });
}

/// A model's name, digit and verdict, and the button that takes it away.
fn head(ui: &mut Ui, columns: &[Column], index: usize, width: f32, context: &mut ViewContext<'_>) {
    let Some(column) = columns.get(index) else { return };
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEAD), Sense::hover());
    let differs =
        columns.first().and_then(Outcome::of).zip(Outcome::of(column)).is_some_and(|(first, this)| first != this);
    let (sign, words, colour) = match (&column.judgement, &column.prediction) {
        (Some(judgement), Some(prediction)) => {
            let words = match judgement.verdict {
                Verdict::Digit => verdict::in_words(prediction.confidence()),
                Verdict::Unsure => tr!("comparison-unsure"),
                Verdict::NotADigit | Verdict::Empty => tr!("answer-not-a-digit"),
            };
            let sign = judgement.digit().map_or("–", |class| column.labels().name(class)).to_owned();
            (sign, words, if differs { palette.warning } else { palette.ink })
        }
        (None, _) | (_, None) => (
            String::new(),
            column.absence.as_ref().map_or_else(|| tr!("answer-nothing"), |why| why.to_string().into()),
            palette.quiet,
        ),
    };
    let spoken = if sign.is_empty() {
        tr!("comparison-no-reading", model = column.name.clone(), reason = &*words)
    } else {
        tr!("comparison-reading", model = column.name.clone(), reading = &sign, sureness = &*words)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let is_narrow = width < NARROW;
    let button = if column.what.is_some() && !is_narrow { theme::CONTROL_HEIGHT } else { 0.0 };
    let painter = ui.painter_at(rect);
    let name = one_line(ui, &column.name.to_string(), theme::strong_font(size::SMALL), palette.ink, width - button);
    painter.galley(rect.min + vec2(0.0, 7.0), name, palette.ink);
    let middle = rect.top() + 44.0;
    painter.text(pos2(rect.left(), middle), Align2::LEFT_CENTER, &sign, theme::strong_font(size::FIGURE), colour);
    if differs {
        let place = pos2(rect.left() + 22.0, middle);
        let told = if is_narrow { icons::WARNING.into() } else { tr!("comparison-differs") };
        painter.text(place, Align2::LEFT_CENTER, told, theme::font(size::SMALL), palette.warning);
    }
    let words = one_line(ui, &words, theme::font(size::SMALL), colour, width);
    painter.galley(rect.min + vec2(0.0, 59.0), words, colour);
    if let Some(what) = &column.what {
        let top = if is_narrow { middle - theme::CONTROL_HEIGHT / 2.0 } else { rect.top() };
        let corner = pos2(rect.right() - theme::CONTROL_HEIGHT, top);
        let place = Rect::from_min_size(corner, Vec2::splat(theme::CONTROL_HEIGHT));
        let name = tr!("comparison-remove", model = column.name.clone());
        let remove = IconButton::new(icons::X, &name).emphasis(Emphasis::Quiet).show(Show::Icon);
        // Over what is there already, so that nothing below moves.
        let response = ui.new_child(UiBuilder::new().max_rect(place)).add(remove);
        if response.on_hover_text(&*name).clicked() {
            context.settings.canvas.compared.retain(|compared| compared != what);
        }
    }
    response.on_hover_text(match &column.absence {
        Some(why) => tr!("comparison-no-reading", model = column.name.clone(), reason = why.clone()),
        None => column.name.to_string().into(),
    });
}

fn one_line(ui: &Ui, words: &str, font: FontId, colour: Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    ui.painter().layout_job(job)
}

/// The probability of the class called `name` in one model's column; of a model that does not know it, none.
fn bar(ui: &mut Ui, column: &Column, name: &'static str, room: Vec2) {
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let share = column.prediction.and_then(|prediction| Some(prediction.probability(prediction.labels.class(name)?)));
    let told = match share {
        Some(share) => {
            let sure = format::confidence(share);
            tr!("comparison-bar", model = column.name.clone(), kind = labels::kind(name), digit = name, share = sure)
        }
        None => tr!("comparison-bar-nothing", model = column.name.clone(), kind = labels::kind(name), digit = name),
    };
    response
        .widget_info(|| WidgetInfo { value: share.map(f64::from), ..WidgetInfo::labeled(Role::Meter, true, &told) });
    let shown = ui.ctx().animate_value_with_time(response.id, share.unwrap_or(0.0), ui.style().animation_time);
    let palette = theme::palette(ui);
    let is_best = column.prediction.is_some_and(|prediction| prediction.name() == name);
    let has_number = room.x >= NUMBER + 24.0;
    let number = if has_number { NUMBER } else { 0.0 };
    let track = Rect::from_min_max(
        pos2(rect.left(), rect.center().y - 4.0),
        pos2(rect.right() - number - space::XS, rect.center().y + 4.0),
    );
    let round = CornerRadius::same(4);
    bars::track(ui.painter(), track, round, palette);
    if shown > 0.002 {
        let cut = Rect::from_min_size(track.min, vec2(track.width() * shown.clamp(0.0, 1.0), track.height()));
        let whole = Rect::from_min_size(track.min, vec2(cut.width().max(track.height()), track.height()));
        let fill = if is_best { palette.accent } else { theme::blend(palette.quiet, palette.well, 0.2) };
        ui.painter().with_clip_rect(cut.intersect(ui.clip_rect())).rect_filled(whole, round, fill);
    }
    if let Some(share) = share.filter(|_| has_number) {
        let number = format::probability(share).to_string();
        let (font, colour) = if is_best {
            (theme::strong_font(size::SMALL), palette.ink)
        } else {
            (theme::font(size::SMALL), palette.quiet)
        };
        ui.painter().text(rect.right_center(), Align2::RIGHT_CENTER, number, font, colour);
    }
}

/// How many weights it has, how large its file is and how long it takes.
fn foot(ui: &mut Ui, column: &Column, width: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, FOOT), Sense::hover());
    if column.absence.is_some() {
        return;
    }
    let palette = theme::palette(ui);
    let weights = match column.parameters {
        Some(weights) => tr!("comparison-weights", weights = weights),
        None => tr!("comparison-method"),
    };
    let file =
        column.bytes.map_or_else(|| tr!("comparison-no-file"), |bytes| format::file_size(bytes).to_string().into());
    let time =
        column.seconds.map_or_else(|| tr!("comparison-no-time"), |secs| format::milliseconds(secs).to_string().into());
    let spoken = tr!("comparison-foot", model = column.name.clone(), weights = &*weights, size = &*file, time = &*time);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let rounded = match column.parameters {
        Some(many @ 10_000..) if width < NARROW => {
            tr!("comparison-weights-short", thousands = format::decimal(many as f64 / 1e3, 0))
        }
        _ => weights.clone(),
    };
    for (line, words) in [&rounded, &file, &time].into_iter().enumerate() {
        let words = one_line(ui, words, theme::font(size::SMALL), palette.quiet, width);
        ui.painter().galley(rect.min + vec2(0.0, space::XS + 16.0 * line as f32), words, palette.quiet);
    }
    response.on_hover_text(if column.is_calibrated {
        tr!("comparison-foot-more", weights = &*weights, size = &*file, time = &*time)
    } else {
        tr!("comparison-foot-more-uncalibrated", weights = &*weights, size = &*file, time = &*time)
    });
}

/// The button that opens the menu, and the menu.
pub fn button(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let is_on = !context.settings.canvas.compared.is_empty();
    let button = ui.add(IconButton::new(icons::COLUMNS, &tr!("comparison")).show(show).chosen(is_on));
    let button = button.on_hover_text(tr!("comparison.help"));
    menus::popup(&button, |ui| menu(ui, context));
}

/// The models to choose from.
pub fn menu(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let is_full = context.settings.canvas.compared.len() >= MOST;
    card::caption(ui, &if is_full { tr!("comparison-full") } else { tr!("comparison-add") });
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        let mut rows: Vec<(ComparedModel, Cow<'static, str>)> = Vec::new();
        let models = &context.core.shared.available_models;
        for (listed, words) in std::iter::zip(models, all_told(models)) {
            let is_current = is_current(listed, &context.core.shared);
            let words = if is_current { tr!("comparison-current", model = words) } else { words.into() };
            rows.push((ComparedModel::Model(listed.source.named()), words));
        }
        let methods = &context.core.shared.available_methods;
        for (listed, words) in std::iter::zip(methods, all_methods_told(methods)) {
            let is_current = is_current_method(listed, &context.core.shared);
            let words = if is_current { tr!("comparison-current", model = words) } else { words.into() };
            rows.push((ComparedModel::Model(listed.named()), words));
        }
        let is_live = context.core.training.live_run().is_some();
        if is_live || context.settings.canvas.compared.contains(&ComparedModel::Training) {
            rows.push((ComparedModel::Training, tr!("comparison-training")));
        }
        for (what, words) in rows {
            row(ui, &what, &words, context);
        }
    });
}

fn row(ui: &mut Ui, what: &ComparedModel, words: &str, context: &mut ViewContext<'_>) {
    let chosen = &mut context.settings.canvas.compared;
    let is_chosen = chosen.contains(what);
    let icon = if is_chosen { icons::CHECK } else { icons::CPU };
    let button =
        IconButton::new(icon, words).emphasis(Emphasis::Quiet).chosen(is_chosen).least_width(ui.available_width());
    if ui.add_enabled(compared::can_toggle(chosen, what), button).clicked() {
        compared::toggle(chosen, what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Judgement, Reason};
    use crate::text::Message;

    fn column(digit: Option<u8>) -> Column {
        let verdict = if digit.is_some() { Verdict::Digit } else { Verdict::NotADigit };
        Column {
            what: None,
            name: Message::verbatim("a"),
            absence: None,
            prediction: None,
            judgement: Some(Judgement { verdict, reason: Reason::Clear, guess: Some(3), in_distribution: None }),
            parameters: None,
            bytes: None,
            seconds: None,
            is_calibrated: true,
        }
    }

    #[test]
    fn agreement_and_disagreement_are_told_in_words() {
        let told = |digits: &[Option<u8>]| verdict_of(&digits.iter().map(|&digit| column(digit)).collect::<Vec<_>>()).1;
        assert_eq!(told(&[Some(3), Some(3)]), "Both agree: 3");
        assert_eq!(told(&[None, None, None]), "All agree: not a digit");
        assert_eq!(told(&[Some(3), None]), "They disagree: 3, not a digit");
        assert_eq!(told(&[]), "Nothing to read");
    }
}
