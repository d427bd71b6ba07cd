//! Buttons with an icon, words or both, and buttons that stand for a command.

use std::sync::Arc;

use egui::{
    Align2, Color32, CornerRadius, Galley, Rect, RectAlign, Response, Role, Sense, Stroke, StrokeKind, Tooltip, Ui,
    Vec2, Widget, WidgetInfo,
};

use crate::app::core::command::Command;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::state::Core;
use crate::app::ui::theme::{Palette, size, space};
use crate::app::ui::{shortcuts, theme};
use crate::text::Named;

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Emphasis {
    /// A control among others.
    #[default]
    Plain,
    /// No frame until the pointer comes.
    Quiet,
    /// The one thing to do here.
    Main,
}

/// What of it is shown; the words are always told to AccessKit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Icon, then words.
    #[default]
    Both,
    /// The icon alone.
    Icon,
}

/// A button with an icon and words.
pub struct IconButton<'a> {
    icon: Option<&'a str>,
    words: &'a str,
    emphasis: Emphasis,
    show: Show,
    is_chosen: Option<bool>,
    role: Role,
    least_width: f32,
    is_centred: bool,
}

impl<'a> IconButton<'a> {
    /// A plain button; `words` name it, also where only the icon is shown.
    #[must_use]
    pub fn new(icon: impl Into<Option<&'a str>>, words: &'a str) -> Self {
        Self {
            icon: icon.into(),
            words,
            emphasis: Emphasis::default(),
            show: Show::default(),
            is_chosen: None,
            role: Role::Button,
            least_width: 0.0,
            is_centred: true,
        }
    }

    /// How prominent it is: filled for the main action, bordered, or without a border.
    #[must_use]
    pub fn emphasis(mut self, emphasis: Emphasis) -> Self {
        self.emphasis = emphasis;
        self
    }

    /// Whether icon, words or both are drawn; the words are its accessible name in any case.
    #[must_use]
    pub fn show(mut self, show: Show) -> Self {
        self.show = show;
        self
    }

    /// One of several to choose from, and whether it is the one.
    #[must_use]
    pub fn chosen(mut self, is_chosen: bool) -> Self {
        self.is_chosen = Some(is_chosen);
        self
    }

    /// What it is to AccessKit, if not a button.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// At least this wide, in points; the content then starts at the left.
    #[must_use]
    pub fn least_width(mut self, width: f32) -> Self {
        self.least_width = width;
        self.is_centred = false;
        self
    }

    /// At least this wide, in points, with the content in the middle.
    #[must_use]
    pub fn least_width_centred(mut self, width: f32) -> Self {
        self.least_width = width;
        self
    }

    /// How wide it will be, in points.
    #[must_use]
    pub fn width(&self, ui: &Ui) -> f32 {
        let words = self.galley(ui);
        (self.content(words.as_deref()) + 2.0 * self.padding()).max(self.least_width)
    }

    fn shows_words(&self) -> bool {
        self.show == Show::Both || self.icon.is_none()
    }

    fn galley(&self, ui: &Ui) -> Option<Arc<Galley>> {
        let font =
            if self.emphasis == Emphasis::Main { theme::strong_font(size::BODY) } else { theme::font(size::BODY) };
        self.shows_words().then(|| ui.painter().layout_no_wrap(self.words.to_owned(), font, Color32::PLACEHOLDER))
    }

    fn icon_width(&self) -> f32 {
        if self.icon.is_some() { size::TITLE } else { 0.0 }
    }

    /// Between icon and words.
    fn gap(&self) -> f32 {
        if self.shows_words() && self.icon.is_some() { space::XS + 2.0 } else { 0.0 }
    }

    /// Width of icon and words.
    fn content(&self, words: Option<&Galley>) -> f32 {
        self.icon_width() + self.gap() + words.map_or(0.0, |galley| galley.size().x)
    }

    fn padding(&self) -> f32 {
        if self.shows_words() { space::M } else { space::XS + 2.0 }
    }

    fn colours(&self, palette: &Palette, response: &Response) -> (Color32, Stroke, Color32) {
        let is_hot = response.hovered() || response.has_focus() || response.is_pointer_button_down_on();
        let (fill, edge, text) = match (self.emphasis, self.is_chosen == Some(true), is_hot) {
            (_, true, _) => (palette.accent_well, palette.accent_well, palette.accent),
            (Emphasis::Main, false, false) => (palette.accent, palette.accent, palette.on_accent),
            (Emphasis::Main, false, true) => {
                let fill = theme::blend(palette.accent, palette.ink, 0.15);
                (fill, fill, palette.on_accent)
            }
            (Emphasis::Quiet, false, false) => (Color32::TRANSPARENT, Color32::TRANSPARENT, palette.ink),
            (Emphasis::Quiet, false, true) => (palette.well_hovered, Color32::TRANSPARENT, palette.ink),
            (Emphasis::Plain, false, false) => (palette.well, palette.edge, palette.ink),
            (Emphasis::Plain, false, true) => (palette.well_hovered, palette.strong_line, palette.ink),
        };
        // Around the accent itself, a frame in the accent would not be seen.
        let ring = if self.emphasis == Emphasis::Main { palette.ink } else { palette.accent };
        let edge = if response.has_focus() { Stroke::new(2.0, ring) } else { Stroke::new(1.0, edge) };
        (fill, edge, text)
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let words = self.galley(ui);
        let (icon_width, gap, padding) = (self.icon_width(), self.gap(), self.padding());
        let content = self.content(words.as_deref());
        let width = (content + 2.0 * padding).max(self.least_width);
        let height = theme::CONTROL_HEIGHT.max(words.as_ref().map_or(0.0, |galley| galley.size().y + space::S));

        let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
        super::controls::note(ui.ctx(), rect);
        let (is_enabled, is_chosen, role, label) = (ui.is_enabled(), self.is_chosen, self.role, self.words);
        response.widget_info(|| WidgetInfo { selected: is_chosen, ..WidgetInfo::labeled(role, is_enabled, label) });

        if ui.is_rect_visible(rect) {
            let (fill, edge, text) = self.colours(theme::palette(ui), &response);
            ui.painter().rect(rect, CornerRadius::same(theme::CONTROL_RADIUS), fill, edge, StrokeKind::Inside);
            let mut left = if self.is_centred { rect.center().x - content / 2.0 } else { rect.left() + padding };
            if let Some(icon) = self.icon {
                let place = Rect::from_min_size(egui::pos2(left, rect.top()), Vec2::new(icon_width, rect.height()));
                ui.painter().text(place.center(), Align2::CENTER_CENTER, icon, theme::icon_font(size::TITLE), text);
                left += icon_width + gap;
            }
            if let Some(galley) = words {
                let top = rect.center().y - galley.size().y / 2.0;
                ui.painter().galley(egui::pos2(left, top), galley, text);
            }
        }
        response
    }
}

/// A button that stands for `command`: its icon, words, tooltip and shortcut. The caller pushes the command when it
/// is clicked.
pub fn command(ui: &mut Ui, command: &Command, is_enabled: Enabled, show: Show, emphasis: Emphasis) -> Response {
    let info = command.info();
    let label = info.label.to_string();
    let button = IconButton::new(info.icon, &label).show(show).emphasis(emphasis);
    let response = ui.add_enabled(is_enabled == Enabled::Yes, button);
    with_tooltip(response, &info)
}

/// Whether a control can be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enabled {
    /// It can.
    Yes,
    /// Not now.
    No,
}

impl Enabled {
    /// Whether `command` makes sense now.
    #[must_use]
    pub fn of(command: &Command, core: &Core) -> Self {
        Self::when(command.is_enabled(core))
    }

    /// `Yes` if `condition` holds.
    #[must_use]
    pub fn when(condition: bool) -> Self {
        if condition { Self::Yes } else { Self::No }
    }
}

/// Adds the tooltip of a command, with its shortcuts, whether the control is enabled or not.
#[must_use]
pub fn with_tooltip(response: Response, info: &CommandInfo) -> Response {
    let show = |ui: &mut Ui| tooltip(ui, info);
    response.on_hover_ui(show).on_disabled_hover_ui(show)
}

/// The same at the right of the control, so that it does not cover the one below.
#[must_use]
pub fn with_tooltip_beside(response: Response, info: &CommandInfo) -> Response {
    let mut beside = Tooltip::for_enabled(&response).gap(space::S);
    beside.popup = beside.popup.align(RectAlign::RIGHT);
    beside.show(|ui| tooltip(ui, info));
    response
}

/// What a command does, and its keys.
fn tooltip(ui: &mut Ui, info: &CommandInfo) {
    ui.label(info.help.to_string());
    let keys = shortcuts::all_printed(ui.ctx(), info);
    if !keys.is_empty() {
        ui.weak(keys);
    }
}

/// One quiet button for each of `all`, of which one is `chosen`; a click chooses another.
pub fn radio_choice<T: Named + Copy + PartialEq>(ui: &mut Ui, all: impl IntoIterator<Item = T>, chosen: &mut T) {
    for one in all {
        let title = one.title();
        let button =
            IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(*chosen == one).role(Role::RadioButton);
        if ui.add(button).on_hover_text(one.help()).clicked() {
            *chosen = one;
        }
    }
}
