//! One of several views to choose from: a row of tabs, or a menu that says which is open where the words have no room.

use std::borrow::Cow;

use egui::{Popup, RectAlign, Response, Role, Ui, WidgetInfo};

use super::button::{Emphasis, IconButton, Show};
use crate::app::core::icons;
use crate::app::ui::theme::{self, space};

/// One of the views.
pub struct TabWords<'a> {
    /// Its icon, if it has one.
    pub icon: Option<&'a str>,
    /// Its name.
    pub title: Cow<'static, str>,
}

/// What of the tabs is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Icons and words, beside each other.
    IconsAndWords,
    /// Words, beside each other.
    Words,
    /// The open one, with the others in its menu.
    Menu,
}

/// The form with as much as fits into `room` points, whichever tab is open, and its width.
#[must_use]
pub fn fitting(ui: &Ui, tabs: &[TabWords<'_>], room: f32) -> (Form, f32) {
    let width = |with_icons: bool| {
        let widths = tabs.iter().map(|tab| button(tab, with_icons).width(ui) + space::XS);
        widths.sum::<f32>() - space::XS
    };
    let [all, words] = [true, false].map(width);
    if all <= room {
        (Form::IconsAndWords, all)
    } else if words <= room {
        (Form::Words, words)
    } else {
        let widest = tabs.iter().map(|tab| IconButton::new(tab.icon, &with_caret(tab)).width(ui));
        (Form::Menu, widest.fold(0.0, f32::max).min(room))
    }
}

/// Whether the tab that was open last is what is shown, or something that is none of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// The tab with this index.
    Tab(usize),
    /// Something else; the tab with this index comes back first.
    Else(usize),
}

impl Open {
    fn shows(self, index: usize) -> bool {
        self == Self::Tab(index)
    }
}

/// Draws the tabs within `room` points; gives the index of the one that was clicked. `tip` adds a tooltip to a tab.
pub fn show(
    ui: &mut Ui,
    tabs: &[TabWords<'_>],
    open: Open,
    room: f32,
    tip: impl Fn(usize, Response) -> Response,
) -> Option<usize> {
    let (form, width) = fitting(ui, tabs, room);
    let mut picked = None;
    if form == Form::Menu {
        let (Open::Tab(last) | Open::Else(last)) = open;
        let shown = tabs.get(last)?;
        let words = with_caret(shown);
        let anchor =
            IconButton::new(shown.icon, &words).emphasis(Emphasis::Quiet).chosen(open.shows(last)).least_width(width);
        let anchor = ui.add(anchor);
        anchor.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &*shown.title));
        Popup::menu(&anchor).align(RectAlign::BOTTOM_START).gap(space::XS).show(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.set_width(width.max(160.0));
            for (index, tab) in tabs.iter().enumerate() {
                let row = button(tab, true).least_width(ui.available_width()).chosen(open.shows(index));
                if tip(index, ui.add(row)).clicked() {
                    picked = Some(index);
                    ui.close();
                }
            }
        });
        return picked;
    }
    ui.spacing_mut().item_spacing.x = space::XS;
    for (index, tab) in tabs.iter().enumerate() {
        let tab = button(tab, form == Form::IconsAndWords).chosen(open.shows(index));
        if tip(index, ui.add(tab)).clicked() {
            picked = Some(index);
        }
    }
    picked
}

fn button<'a>(tab: &'a TabWords<'a>, with_icon: bool) -> IconButton<'a> {
    let icon = tab.icon.filter(|_| with_icon);
    IconButton::new(icon, &tab.title).show(Show::Both).emphasis(Emphasis::Quiet).role(Role::Tab)
}

fn with_caret(tab: &TabWords<'_>) -> String {
    format!("{}  {}", tab.title, icons::CARET_DOWN)
}

/// Height of the row, in points.
pub const HEIGHT: f32 = theme::CONTROL_HEIGHT;
