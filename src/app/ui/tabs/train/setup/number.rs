//! Numbers to drag or type. A slider stays in its range; what is typed is taken as it is, and refused with the range.

use std::ops::RangeInclusive;

use egui::emath::Numeric;
use egui::{Color32, ComboBox, DragValue, Sense, Slider, SliderClamping, TextStyle, Ui, UiBuilder, vec2};

use super::row::{Shown, name};
use crate::app::ui::theme;
use crate::app::ui::widgets::slider;
use crate::text::{Named, format};
use crate::tr;

/// Shortest way of a slider that a hand can still aim on, in points.
const SHORTEST_WAY: f32 = 40.0;
/// Width of the number right of a slider, in points.
const NUMBER: f32 = 76.0;

/// Room between its edge and its text, in points: as little as looks well, so that a number has room for its unit.
const PADDING: f32 = 4.0;

/// How a slider's way is divided.
#[derive(Debug, Clone, Copy)]
pub enum Scale {
    /// Even steps.
    Linear,
    /// Even steps in ratio, down to the smallest value above 0.
    Logarithmic {
        /// The value of the first step above 0.
        smallest: f64,
    },
}

/// For counts, from 1.
pub const COUNTS: Scale = Scale::Logarithmic { smallest: 1.0 };

/// A whole number.
pub fn whole(ui: &mut Ui, title: &str, value: &mut usize, range: RangeInclusive<usize>, scale: Scale) -> Shown {
    number(ui, title, value, range, scale, |n| format::count(n as usize).to_string())
}

/// A number with `decimals` and no unit.
pub fn small<N: Numeric>(ui: &mut Ui, title: &str, value: &mut N, range: RangeInclusive<N>, decimals: usize) -> Shown {
    number(ui, title, value, range, Scale::Linear, |n| format!("{n:.decimals$}"))
}

/// A slider with its number beside it.
pub fn number<N: Numeric>(
    ui: &mut Ui,
    title: &str,
    value: &mut N,
    range: RangeInclusive<N>,
    scale: Scale,
    text: impl Fn(f64) -> String,
) -> Shown {
    let way = ui.available_width() - NUMBER - ui.spacing().item_spacing.x;
    let (least, most) = (*range.start(), *range.end());
    let (is_logarithmic, smallest) = match scale {
        Scale::Linear => (false, 1.0),
        Scale::Logarithmic { smallest } => (true, smallest),
    };
    // Very large text leaves room for the number alone.
    let slider = (way >= SHORTEST_WAY).then(|| {
        ui.spacing_mut().slider_width = way;
        let slider = Slider::new(value, range).clamping(SliderClamping::Edits).show_value(false);
        slider::add(ui, slider.logarithmic(is_logarithmic).smallest_positive(smallest))
    });
    let speed = if is_logarithmic {
        value.to_f64().abs().max(smallest) * 0.02
    } else {
        (most.to_f64() - least.to_f64()) / 400.0
    };
    let Shown { response: field, refusal } = field(ui, value, least..=most, speed, &text);
    name(ui, &field, &tr!("setup-as-number", setting = title));
    let response = match slider {
        Some(slider) => slider | field,
        None => field,
    };
    Shown { response, refusal }
}

/// A number alone, to be dragged or typed.
pub fn field<N: Numeric>(
    ui: &mut Ui,
    value: &mut N,
    range: RangeInclusive<N>,
    speed: f64,
    text: &impl Fn(f64) -> String,
) -> Shown {
    let (least, most) = (range.start().to_f64(), range.end().to_f64());
    let field = DragValue::new(value).clamp_existing_to_range(false).speed(speed);
    let size = vec2(NUMBER.min(ui.available_width()), theme::CONTROL_HEIGHT);
    let room = size.x - 2.0 * PADDING;
    let font = TextStyle::Button.resolve(ui.style());
    let painter = ui.painter().clone();
    let fits =
        move |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x <= room;
    let shown = |n: f64| {
        let text = text(n);
        let bare = without_unit(&text);
        if fits(&text) {
            text
        } else if !bare.is_empty() && fits(bare) {
            bare.to_owned()
        } else {
            format!("{n:.1e}")
        }
    };
    let field = field.custom_formatter(|n, _| shown(n)).custom_parser(typed);
    // In a place of its own, so that no value makes the panel wider.
    let (place, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut own = ui.new_child(UiBuilder::new().max_rect(place));
    own.shrink_clip_rect(place.expand(1.0));
    own.spacing_mut().button_padding.x = PADDING;
    let response = own.add_sized(size, field);
    let allowed = tr!("setup-range", low = text(least), high = text(most)).into_owned();
    let mut now = value.to_f64();
    if response.dragged() && !(least..=most).contains(&now) {
        // A hand that slips over the end meant the end.
        now = now.clamp(least, most);
        *value = N::from_f64(now);
    }
    let refusal = (!(least..=most).contains(&now)).then(|| allowed.clone());
    Shown { response: response.on_hover_text(allowed), refusal }
}

/// A typed number, with separators and its unit if they were typed too; "all", in English or in the language of the
/// window, is 0, where that is what 0 means.
fn typed(text: &str) -> Option<f64> {
    if text.trim().eq_ignore_ascii_case("all") || text.trim() == tr!("setup-threads-all") {
        return Some(0.0);
    }
    let text = text.replace(',', "");
    without_unit(&text).trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number without the unit behind it; nothing of text that is no number.
fn without_unit(text: &str) -> &str {
    text.trim_end_matches(|c: char| !c.is_ascii_digit())
}

/// On or off.
pub fn switch(ui: &mut Ui, value: &mut bool) -> Shown {
    ui.checkbox(value, "").into()
}

/// A switch, and while it is on the control of what it brings, which then begins with `first`.
pub fn optional<T: Copy>(
    ui: &mut Ui,
    title: &str,
    value: &mut Option<T>,
    first: T,
    control: impl FnOnce(&mut Ui, &mut T) -> Shown,
) -> Shown {
    let mut is_on = value.is_some();
    let switch = ui.checkbox(&mut is_on, "");
    if switch.changed() {
        *value = is_on.then_some(first);
    }
    let Some(inner) = value else {
        ui.weak(tr!("setup-off"));
        return switch.into();
    };
    name(ui, &switch, &tr!("setup-switched-on", setting = title));
    control(ui, inner)
}

/// A list to choose from. Gives what was picked if it is of another kind than `chosen`.
pub fn choice<T: Named + Copy>(
    ui: &mut Ui,
    id: &str,
    chosen: T,
    all: impl IntoIterator<Item = T>,
) -> (Shown, Option<T>) {
    let combo = ComboBox::from_id_salt(id).selected_text(chosen.title()).width(ui.available_width()).height(320.0);
    let mut picked = None;
    let shown = combo.truncate().show_ui(ui, |ui| {
        for item in all {
            let is_chosen = item.key() == chosen.key();
            if ui.selectable_label(is_chosen, item.title()).on_hover_text(item.help()).clicked() && !is_chosen {
                picked = Some(item);
            }
        }
    });
    (shown.response.into(), picked)
}

/// A number from 0 with two significant digits, without an exponent.
#[must_use]
pub fn significant(value: f64) -> String {
    if value.abs() < 1e-9 {
        return "0".to_owned();
    }
    let decimals = (1 - value.abs().max(1e-12).log10().floor() as i32).clamp(0, 9) as usize;
    format::trimmed(value, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_show_two_significant_digits() {
        assert_eq!(
            [0.002, 0.0005, 0.000_012, 0.1, 1.0, 10.0].map(significant),
            ["0.002", "0.0005", "0.000012", "0.1", "1", "10"]
        );
    }

    #[test]
    fn a_number_is_told_from_its_unit_in_every_language() {
        assert_eq!(["0.0 像素", "15°", "1,000", "全部"].map(without_unit), ["0.0", "15", "1,000", ""]);
    }

    #[test]
    fn typed_numbers_may_have_separators_and_units_but_must_be_finite() {
        assert_eq!(typed("55,000"), Some(55_000.0));
        assert_eq!(typed(" 15°"), Some(15.0));
        assert_eq!(typed("2e-3"), Some(0.002));
        assert_eq!(typed("All "), Some(0.0));
        assert_eq!([typed("nan"), typed("1e999"), typed("-inf"), typed("")], [None; 4]);
    }
}
