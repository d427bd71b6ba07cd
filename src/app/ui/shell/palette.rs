//! The command palette: every command by name, with its keys.

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, CornerRadius, Id, Key, Modal, Modifiers, Role, ScrollArea, Sense, TextEdit, WidgetInfo};

use super::command_index::CommandIndex;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::state::Core;
use crate::app::ui::theme::{size, space};
use crate::app::ui::widgets::card;
use crate::app::ui::{shortcuts, theme};
use crate::tr;

/// Height of a row, in points.
const ROW: f32 = 36.0;

/// What is typed and chosen while the palette is open.
pub struct Palette {
    index: CommandIndex,
    typed: String,
    chosen: usize,
}

impl Default for Palette {
    fn default() -> Self {
        Self { index: CommandIndex::new(), typed: String::new(), chosen: 0 }
    }
}

struct Entry {
    command: Command,
    is_enabled: bool,
}

/// Draws the palette while it is open.
pub fn ui(ctx: &egui::Context, core: &Core, open: &mut Option<Palette>, commands: &mut Vec<Command>) {
    let Some(mut palette) = open.take() else { return };
    if !palette.index.is_current() {
        palette.index = CommandIndex::new();
    }
    let entries = matching(&palette, core);
    let steps = ctx.input_mut(|input| {
        let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) as isize;
        down - input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) as isize
    });
    let last = entries.len().saturating_sub(1);
    palette.chosen = palette.chosen.saturating_add_signed(steps).min(last);
    let is_confirmed = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));

    let room = ctx.content_rect();
    let width = (room.width() - 2.0 * space::XL).min(520.0);
    let area =
        Modal::default_area(Id::unique("palette")).anchor(Align2::CENTER_TOP, [0.0, (room.height() * 0.1).min(80.0)]);
    let mut run = None;
    let modal = Modal::new(Id::unique("palette"))
        .area(area.accessible_name(tr!("palette")))
        .frame(card::modal(ctx))
        .show(ctx, |ui| {
            ui.set_width(width);
            let field = TextEdit::singleline(&mut palette.typed)
                .hint_text(tr!("palette-hint"))
                .desired_width(f32::INFINITY)
                .margin(egui::Margin::symmetric(space::S as i8, space::S as i8));
            let field = ui.add(field);
            field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, tr!("palette-field")));
            field.request_focus();
            if field.changed() {
                palette.chosen = 0;
            }
            let height = (room.height() * 0.6).max(ROW * 2.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, entry) in entries.iter().enumerate() {
                    let response = row(ui, entry, index == palette.chosen);
                    if index == palette.chosen && (steps != 0 || is_confirmed) {
                        response.scroll_to_me(None);
                    }
                    let is_picked = response.clicked() || (is_confirmed && index == palette.chosen);
                    if is_picked && entry.is_enabled {
                        run = Some(entry.command.clone());
                    }
                }
                if entries.is_empty() {
                    ui.add_space(space::S);
                    ui.weak(tr!("palette-nothing"));
                }
            });
        });
    if run.is_none() && !modal.should_close() {
        *open = Some(palette);
    }
    commands.extend(run.filter(|command| *command != Command::TogglePalette));
}

/// The commands that fit what was typed, the best first; those that make no sense now come last.
fn matching(palette: &Palette, core: &Core) -> Vec<Entry> {
    let found = palette.index.matching(&palette.typed).into_iter().map(|indexed| &indexed.command);
    let found = found.filter(|command| **command != Command::TogglePalette).cloned();
    let mut entries: Vec<Entry> =
        found.map(|command| Entry { is_enabled: command.is_enabled(core), command }).collect();
    entries.sort_by_key(|entry| !entry.is_enabled);
    entries
}

fn row(ui: &mut egui::Ui, entry: &Entry, is_chosen: bool) -> egui::Response {
    let info = entry.command.info();
    let label = info.label.to_string();
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), ROW), Sense::click());
    let is_enabled = entry.is_enabled;
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, is_enabled, is_chosen, &label));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let palette = theme::palette(ui);
    let fill = match (is_chosen, response.hovered()) {
        (true, _) => palette.accent_well,
        (false, true) => palette.well,
        (false, false) => palette.card,
    };
    let colour = if is_enabled { palette.ink } else { palette.quiet };
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, CornerRadius::same(theme::CONTROL_RADIUS), fill);
    let left = rect.left_center() + egui::vec2(space::M, 0.0);
    let icon = info.icon.unwrap_or(icons::CARET_RIGHT);
    painter.text(left, Align2::LEFT_CENTER, icon, theme::icon_font(size::TITLE), palette.quiet);
    let words = left + egui::vec2(space::XXL, 0.0);
    let mut end = rect.right() - space::M;
    if let Some(keys) = info.shortcuts.first() {
        let keys = shortcuts::printed(ui.ctx(), keys);
        let place = egui::pos2(end, rect.center().y);
        let keys = painter.text(place, Align2::RIGHT_CENTER, keys, theme::font(size::SMALL), palette.quiet);
        end = keys.left() - space::S;
    }
    let mut job = LayoutJob::simple_singleline(label.clone(), theme::font(size::BODY), colour);
    job.wrap = TextWrapping::truncate_at_width(end - words.x);
    let galley = painter.layout_job(job);
    let is_cut = galley.elided;
    painter.galley(words - egui::vec2(0.0, galley.size().y / 2.0), galley, colour);
    if is_cut { response.on_hover_text(label) } else { response }
}
