//! A training image with its label, and what the teachers make of it at the temperature that is set: the more alike the
//! bars, the more there is to learn from the digits that it is not.

use egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::row;
use crate::app::core::icons;
use crate::app::core::teachers::Doubtful;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::IconButton;
use crate::app::ui::widgets::{bars, pixels};
use crate::data::{Dataset, Image, LabelSet, SIDE};
use crate::text::{Message, format};
use crate::{msg, tr};

/// Side of the picture, in points: three to a pixel.
const PICTURE: f32 = 3.0 * SIDE as f32;
/// Height of the digits below the bars, in points.
const DIGITS: f32 = 18.0;

/// A training image with its label and the softened answer of the teachers.
#[derive(Default)]
pub struct TeacherExample {
    /// How often another image was asked for.
    page: usize,
}

impl TeacherExample {
    /// Draws one of `doubtful`, images of `data`, and the button for another.
    pub fn show(&mut self, ui: &mut Ui, data: &Dataset, doubtful: &[Doubtful], temperature: f32) {
        let shown = doubtful.get(self.page % doubtful.len().max(1)).filter(|shown| shown.image < data.len());
        let Some(shown) = shown else {
            row::note(ui, tr!("setup-teachers-asked"));
            return;
        };
        let (names, label) = (data.names(), data.label(shown.image));
        let softened = shown.softened(temperature);
        row::note(ui, tr!("setup-teachers-example"));
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let image = Image(*data.pixels(shown.image));
            pixels::ui(ui, &image, PICTURE, &tr!("setup-teachers-image", digit = names.name(label)));
            bars(ui, names, label, &softened);
        });
        row::note(ui, in_words(names, label, &softened));
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let title = tr!("setup-teachers-other");
            let other = IconButton::new(icons::ARROWS_CLOCKWISE, &title);
            if ui.add(other).on_hover_text(tr!("setup-teachers-other.help")).clicked() {
                self.page += 1;
            }
        });
        ui.add_space(space::XS);
    }
}

/// An upright bar for each class over the width there is.
fn bars(ui: &mut Ui, names: LabelSet, label: u8, softened: &[f32]) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), PICTURE), Sense::hover());
    let words = in_words(names, label, softened);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let palette = theme::palette(ui);
    let slot = rect.width() / softened.len().max(1) as f32;
    let foot = rect.bottom() - DIGITS;
    for (digit, &share) in softened.iter().enumerate() {
        let middle = rect.left() + (digit as f32 + 0.5) * slot;
        let column = |share: f32| {
            let height = (foot - rect.top()) * share;
            Rect::from_min_max(pos2(middle - slot * 0.34, foot - height), pos2(middle + slot * 0.34, foot))
        };
        bars::track(ui.painter(), column(1.0), egui::CornerRadius::same(2), palette);
        let shown = ui.ctx().animate_value_with_time(response.id.with(digit), share, ui.style().animation_time);
        ui.painter().rect_filled(column(shown), 2.0, palette.accent);
        let is_label = digit == usize::from(label);
        if is_label {
            ui.painter().rect_stroke(column(1.0), 2.0, Stroke::new(1.5, palette.ink), StrokeKind::Inside);
        }
        let (font, colour) = if is_label {
            (theme::strong_font(size::SMALL), palette.ink)
        } else {
            (theme::font(size::SMALL), palette.quiet)
        };
        let place = pos2(middle, rect.bottom());
        ui.painter().text(place, Align2::CENTER_BOTTOM, names.name(digit), font, colour);
    }
    response.on_hover_text(words);
}

/// "Label 4; the teachers say 4 with 62 %, 9 with 31 %, 7 with 3 %".
fn in_words(names: LabelSet, label: u8, softened: &[f32]) -> String {
    let mut order: Vec<usize> = (0..softened.len()).collect();
    order.sort_by(|&one, &other| softened[other].total_cmp(&softened[one]));
    let said = |place: usize| -> Message {
        // Of two classes the third is the last there is.
        let Some(&digit) = order.get(place).or(order.last()) else { return Message::verbatim("") };
        // A number and its sign stay on one line.
        let probability = format::confidence(softened[digit]).to_string().replace(' ', "\u{a0}");
        msg!("setup-teachers-probability", digit = names.name(digit), probability = probability)
    };
    tr!("setup-teachers-say", label = names.name(label), first = said(0), second = said(1), third = said(2))
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_likeliest_digits_are_told_in_their_order() {
        let mut softened = [0.01; 10];
        (softened[4], softened[9], softened[1]) = (0.6, 0.3, 0.04);
        assert_eq!(
            in_words(LabelSet::DIGITS, 4, &softened),
            "Label 4; the teachers say 4 with 60\u{a0}%, 9 with 30\u{a0}%, 1 with 4\u{a0}%"
        );
    }
}
