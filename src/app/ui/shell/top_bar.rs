//! The bar on top: the current model, and at the right background work, messages, look and full screen.

use egui::{Align, Layout, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo};

use super::{menus, notice_line};
use crate::app::core::activity::Activity;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::model_words;
use crate::app::core::state::Core;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Enabled, IconButton, Look, Show};
use crate::tr;

/// Height of the bar, in points.
pub const HEIGHT: f32 = 44.0;
/// Icons at the right of the bar.
const ICONS: f32 = 4.0;
/// Below this width the bar says less.
const ROOM_FOR_WORDS: f32 = 640.0;

/// Draws the bar.
pub fn ui(ui: &mut Ui, core: &Core, commands: &mut Vec<Command>) {
    let activities = core.activities();
    let has_room = ui.available_width() >= ROOM_FOR_WORDS;
    ui.horizontal_centered(|ui| {
        let button = model_button(ui, core, has_room);
        menus::models(&button, &core.shared, commands);
        if has_room && !core.is_on_mnist() {
            let words = format!("{} {}", icons::IMAGES, shortened(&core.shared.data_source.called(), 20));
            ui.weak(words).on_hover_text(tr!("images-in-use"));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            let full = Command::ToggleFullScreen;
            if button::command(ui, &full, Enabled::Yes, Show::Icon, Look::Quiet).clicked() {
                commands.push(full);
            }
            let words = tr!("look");
            let look = ui.add(IconButton::new(icons::TEXT_AA, &words).show(Show::Icon).look(Look::Quiet));
            menus::look(&look.on_hover_text(words), &core.settings, commands);
            let bell = bell(ui, core);
            menus::notices(&bell, &core.shared.notices, commands);
            let work = work(ui, &activities, has_room);
            menus::activities(&work, &activities);
            notice_line::ui(ui, &core.shared.notices, &bell, commands);
        });
    });
}

fn model_button(ui: &mut Ui, core: &Core, has_room: bool) -> Response {
    let words = match &core.shared.current {
        None => tr!("model-loading").into_owned(),
        Some(current) => {
            let card = &current.model.card;
            let accuracy = model_words::accuracy(card);
            match (has_room, accuracy.is_empty()) {
                (true, false) => tr!("model-and-accuracy", model = &card.name, accuracy = accuracy).into_owned(),
                (false, false) => {
                    let model = shortened(&card.name, 14);
                    tr!("model-and-accuracy-short", model = model, accuracy = accuracy).into_owned()
                }
                (_, true) => card.name.clone(),
            }
        }
    };
    let words = shortened(&words, if has_room { 60 } else { 24 });
    // What the icons at the right and the room for messages leave, so that large text never runs under them.
    let beside = ui.available_width() - ICONS * (theme::CONTROL_HEIGHT + space::XS) - space::S;
    let room = beside * (1.0 - notice_line::SHARE);
    let shown = fitting(ui, &words, room - size::TITLE - space::M * 2.0 - space::S);
    let show = if shown.is_some() { Show::Both } else { Show::Icon };
    let shown = shown.unwrap_or_else(|| words.clone());
    let button = ui.add(IconButton::new(icons::CPU, &shown).show(show).look(Look::Quiet));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr!("current-model", model = &words)));
    button.on_hover_text(tr!("current-model.help"))
}

/// As much of `words` as has room in `width` points, with the sign of a menu behind; `None` if that is next to nothing.
fn fitting(ui: &Ui, words: &str, width: f32) -> Option<String> {
    let least = 4;
    let fits = |text: &String| {
        let galley = ui.painter().layout_no_wrap(text.clone(), theme::font(size::BODY), egui::Color32::PLACEHOLDER);
        galley.size().x <= width
    };
    let letters = words.chars().count();
    let cut = (least.min(letters)..=letters).rev().map(|most| shortened(words, most));
    cut.map(|words| format!("{words}  {}", icons::CARET_DOWN)).find(fits)
}

/// `words` cut to `most` letters.
fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    words.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

fn bell(ui: &mut Ui, core: &Core) -> Response {
    let (unread, worst) = core.shared.notices.unread();
    let words = match unread {
        0 => tr!("messages"),
        more => tr!("messages-not-read", messages = more),
    };
    let button = ui.add(IconButton::new(icons::BELL, &words).show(Show::Icon).look(Look::Quiet));
    if let Some(worst) = worst {
        let palette = theme::palette(ui);
        let place = button.rect.right_top() + Vec2::new(-space::S, space::S);
        let (_, colour) = notice_line::sign(worst, palette);
        ui.painter().circle(place, 4.0, colour, Stroke::new(1.5, palette.paper));
    }
    button.on_hover_text(words)
}

/// A ring that fills as the work goes on; nothing to see while there is none.
fn work(ui: &mut Ui, activities: &[Activity], has_room: bool) -> Response {
    let title = match activities {
        [] => String::new(),
        [one] => one.title.to_string(),
        [first, rest @ ..] => tr!("work-and-more", work = first.title.clone(), more = rest.len()).into_owned(),
    };
    let font = theme::font(size::SMALL);
    let words = ui.painter().layout_no_wrap(
        if has_room { title.clone() } else { String::new() },
        font,
        egui::Color32::PLACEHOLDER,
    );
    let width = theme::CONTROL_HEIGHT + words.size().x + if words.is_empty() { 0.0 } else { space::S };
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, theme::CONTROL_HEIGHT), Sense::click());
    let label = if title.is_empty() { tr!("work-none") } else { tr!("work", work = &title) };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*label));
    let Some(first) = activities.first() else { return response };
    let palette = theme::palette(ui);
    let centre = rect.right_center() - Vec2::new(theme::CONTROL_HEIGHT / 2.0, 0.0);
    ring(ui, centre, first.progress.unwrap_or(0.25));
    let place = rect.left_center() - Vec2::new(0.0, words.size().y / 2.0) + Vec2::new(space::S, 0.0);
    ui.painter().galley(place, words, palette.quiet);
    if response.has_focus() {
        ui.painter().circle_stroke(centre, 13.0, Stroke::new(2.0, palette.accent));
    }
    response.on_hover_text(tr!("work.help"))
}

fn ring(ui: &Ui, centre: egui::Pos2, share: f32) {
    let palette = theme::palette(ui);
    let radius = 8.0;
    ui.painter().circle_stroke(centre, radius, Stroke::new(3.0, palette.line));
    let steps = (48.0 * share.clamp(0.02, 1.0)).ceil() as usize;
    let arc = (0..=steps).map(|step| {
        let turn = step as f32 / 48.0 * std::f32::consts::TAU;
        centre + radius * Vec2::new(turn.sin(), -turn.cos())
    });
    ui.painter().add(Shape::line(arc.collect(), Stroke::new(3.0, palette.accent)));
}
