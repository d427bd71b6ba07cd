//! The page of help: what each tab is for, and the keys, as the table of commands has them.

use egui::{Align, Id, Label, Layout, Modal, RichText, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::app::core::command::Command;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::app::core::settings::tab::Tab;
use crate::app::ui::shortcuts;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::app::ui::widgets::card;
use crate::text::Named as _;
use crate::tr;

/// Greatest width of the page, in points.
const WIDTH: f32 = 640.0;
/// Width of the column of keys, in points.
const KEYS: f32 = 170.0;
/// Least width, in points, for keys and words beside each other.
const ROOM_FOR_TWO: f32 = 400.0;

/// Draws the page while it is open.
pub fn ui(ctx: &egui::Context, is_open: &mut bool) {
    if !*is_open {
        return;
    }
    let room = ctx.content_rect();
    let id = Id::unique("help");
    let area = Modal::default_area(id).accessible_name(tr!("help-page"));
    let mut is_closed = false;
    let modal = Modal::new(id).area(area).frame(card::modal(ctx)).show(ctx, |ui| {
        ui.set_width((room.width() - 2.0 * space::XL).min(WIDTH));
        ui.horizontal(|ui| {
            ui.label(RichText::new(tr!("help-page")).font(theme::strong_font(size::TITLE)));
            ui.add_space((ui.available_width() - theme::CONTROL_HEIGHT).max(0.0));
            let words = tr!("help-close");
            let close = IconButton::new(icons::X, &words).show(Show::Icon).emphasis(Emphasis::Quiet);
            is_closed = ui.add(close).on_hover_text(&*words).clicked();
        });
        let height = (room.height() * 0.8 - theme::CONTROL_HEIGHT).max(120.0);
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, content);
    });
    *is_open = !is_closed && !modal.should_close();
}

fn content(ui: &mut Ui) {
    ui.set_width(ui.available_width() - space::M);
    let commands: Vec<CommandInfo> = Command::palette().iter().map(Command::info).collect();
    let with_keys = |scope: Option<Tab>| {
        commands.iter().filter(move |info| info.scope == scope && !info.shortcuts.is_empty()).collect::<Vec<_>>()
    };
    for tab in Tab::ALL.iter().copied() {
        heading(ui, &format!("{}  {}", tab.icon(), tab.title()));
        ui.add(Label::new(purpose(tab)).wrap());
        ui.add_space(space::S);
    }
    heading(ui, &tr!("help-everywhere"));
    ui.add(Label::new(tr!("help-moving")).wrap());
    keys(ui, &with_keys(None));
    for tab in Tab::ALL.iter().copied() {
        let commands = with_keys(Some(tab));
        if !commands.is_empty() {
            ui.add_space(space::S);
            heading(ui, &tr!("help-keys-in", tab = tab.name()));
            keys(ui, &commands);
        }
    }
}

fn heading(ui: &mut Ui, words: &str) {
    let heading = ui.label(RichText::new(words).font(theme::strong_font(size::BODY)));
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
}

/// What a person does in a tab, and why.
fn purpose(tab: Tab) -> std::borrow::Cow<'static, str> {
    match tab {
        Tab::Draw => tr!("help-draw"),
        Tab::Train => tr!("help-train"),
        Tab::Errors => tr!("help-errors"),
        Tab::Write => tr!("help-write"),
    }
}

/// A line for each command: its keys, and what it is called; below each other where there is no room beside each other.
fn keys(ui: &mut Ui, commands: &[&CommandInfo]) {
    let (quiet, is_wide) = (theme::palette(ui).quiet, ui.available_width() >= ROOM_FOR_TWO);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, space::XS);
        for info in commands {
            let keys = Label::new(RichText::new(shortcuts::all_printed(ui.ctx(), info)).color(quiet)).wrap();
            let words = Label::new(info.label.to_string()).wrap();
            if is_wide {
                ui.horizontal_top(|ui| {
                    ui.allocate_ui_with_layout(vec2(KEYS, 0.0), Layout::top_down(Align::Min), |ui| {
                        ui.set_width(KEYS);
                        ui.add(keys);
                    });
                    ui.add(words);
                });
            } else {
                ui.add(keys);
                ui.add(words);
                ui.add_space(space::XS);
            }
        }
    });
}
