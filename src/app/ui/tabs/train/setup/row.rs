//! One setting in a row: a mark if it was changed, its name, its control, and on demand the sentence that explains it.

use std::borrow::Cow;

use egui::{Align2, CursorIcon, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use crate::app::core::icons;
use crate::app::ui::theme::{self, size, space};
use crate::text::{self, Named, ToMessage};
use crate::tr;

/// Width of the marks left of the names, in points; also that of a section's arrow.
pub const GUTTER: f32 = 18.0;
/// Width of the words left of a control, in points.
const LABEL: f32 = 112.0;

/// Whether the sentences stand under the controls, or only in their tooltips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explain {
    /// Under every control.
    Always,
    /// When the pointer rests on it.
    OnHover,
}

/// What a setting is called, and what it does in one sentence.
#[derive(Debug, Clone)]
pub struct Words {
    /// Its name.
    pub title: Cow<'static, str>,
    /// What it does, without a full stop.
    pub help: Cow<'static, str>,
}

/// Name and explanation of a setting: the message `key` and its attribute `help`.
#[must_use]
pub fn words(key: &str) -> Words {
    Words { title: text::get(key), help: text::attribute(key, "help") }
}

/// Name of a setting that is a choice, and the explanation of what is chosen.
#[must_use]
pub fn words_with(key: &str, chosen: &impl Named) -> Words {
    Words { title: text::get(key), help: chosen.help() }
}

/// A control that was drawn.
pub struct Shown {
    /// What was done with it.
    pub response: Response,
    /// What is allowed, if its value is not.
    pub refusal: Option<String>,
}

impl From<Response> for Shown {
    fn from(response: Response) -> Self {
        Self { response, refusal: None }
    }
}

/// Draws a setting. `usual` is its default: if `value` is another one, a mark beside the name brings it back.
pub fn setting<T: Clone + PartialEq>(
    ui: &mut Ui,
    explain: Explain,
    words: &Words,
    value: &mut T,
    usual: &T,
    control: impl FnOnce(&mut Ui, &mut T) -> Shown,
) {
    let refusal = ui.horizontal(|ui| {
        if reset_mark(ui, &words.title, value != usual) {
            value.clone_from(usual);
        }
        let (rect, label) = ui.allocate_exact_size(vec2(LABEL, theme::CONTROL_HEIGHT), Sense::hover());
        let font = if value == usual { theme::font(size::BODY) } else { theme::strong_font(size::BODY) };
        ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, &words.title, font, theme::palette(ui).ink);
        label.on_hover_text(&*words.help);
        let Shown { response, refusal } = control(ui, value);
        let response = response.on_hover_text(&*words.help);
        name(ui, &response, &words.title);
        refusal
    });
    if let Some(range) = refusal.inner {
        let fault = tr!("setup-out-of-range", setting = &*words.title, range = range);
        let said = format!("{} {fault}", icons::WARNING_CIRCLE);
        below(ui, RichText::new(said).size(size::SMALL).color(theme::palette(ui).wrong));
    }
    if explain == Explain::Always {
        below(ui, RichText::new(&*words.help).size(size::SMALL).color(theme::palette(ui).quiet));
    }
}

/// The mark of a changed setting, or the room for it; whether it was pressed.
fn reset_mark(ui: &mut Ui, title: &str, is_changed: bool) -> bool {
    let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.x, 0.0);
    let sense = if is_changed { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(GUTTER, theme::CONTROL_HEIGHT), sense);
    ui.spacing_mut().item_spacing.x = gap;
    if !is_changed {
        return false;
    }
    let label = tr!("setup-reset", setting = title);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &label));
    let palette = theme::palette(ui);
    let is_hot = response.hovered() || response.has_focus();
    let place = rect.left_center() + vec2(6.0, 0.0);
    if is_hot {
        let icon = theme::icon_font(size::BODY);
        ui.painter().text(place, Align2::CENTER_CENTER, icons::ARROW_COUNTER_CLOCKWISE, icon, palette.accent);
    } else {
        ui.painter().circle_filled(place, 3.5, palette.accent);
    }
    response.on_hover_text(tr!("setup-reset.help")).on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// A line under a setting, in line with the names.
fn below(ui: &mut Ui, text: RichText) {
    ui.horizontal_top(|ui| {
        ui.add_space(GUTTER);
        ui.add(egui::Label::new(text).wrap());
    });
    ui.add_space(space::XS);
}

/// A line in line with the names of the settings that says what is wrong.
pub fn fault(ui: &mut Ui, what: impl ToMessage) {
    let said = format!("{} {}", icons::WARNING_CIRCLE, tr!("error-line", fault = what.to_message()));
    below(ui, RichText::new(said).size(size::SMALL).color(theme::palette(ui).wrong));
}

/// A quiet line in line with the names of the settings.
pub fn note(ui: &mut Ui, text: impl Into<String>) -> Response {
    let text = RichText::new(text).size(size::SMALL).color(theme::palette(ui).quiet);
    let line = ui.horizontal_top(|ui| {
        ui.add_space(GUTTER);
        ui.add(egui::Label::new(text).wrap())
    });
    line.inner
}

/// Gives a control the name that stands beside it, for those who do not see it.
pub fn name(ui: &Ui, response: &Response, title: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(title));
}
