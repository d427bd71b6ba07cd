//! The bar on top: the current model, and at the right background work, messages, look and full screen.

use std::sync::Arc;

use egui::{Align, Galley, Layout, Rect, Response, Role, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use super::{menus, notice_line};
use crate::app::core::activity::Activity;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::model_words;
use crate::app::core::state::Core;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::focus;
use crate::text::format;
use crate::tr;

/// Height of the bar, in points.
pub const HEIGHT: f32 = 44.0;
/// Icons at the right of the bar.
const ICONS: f32 = 4.0;
/// Fewest letters of a name that say something.
const LEAST_NAME: usize = 3;
/// Most letters of a model's name.
const MOST_NAME: usize = 40;
/// Below this width the bar says less.
const ROOM_FOR_WORDS: f32 = 640.0;

/// Draws the bar.
pub fn ui(ui: &mut Ui, core: &Core, commands: &mut Vec<Command>) {
    let activities = core.activities();
    let has_room = ui.available_width() >= ROOM_FOR_WORDS;
    ui.horizontal_centered(|ui| {
        let button = model_button(ui, core, has_room);
        menus::models(&button, core, commands);
        if has_room && !core.is_on_mnist() {
            let words = format!("{} {}", icons::IMAGES, shortened(&core.shared.data_source.called(), 20));
            ui.weak(words).on_hover_text(tr!("images-in-use"));
        }
        ui.spacing_mut().item_spacing.x = space::XS;
        let words = activity_words(ui, &activities, has_room);
        // From the left to the right, as Tab goes through them.
        let width = work_width(&words) + (ICONS - 1.0) * (theme::CONTROL_HEIGHT + space::XS);
        let room = (ui.available_width() - width).max(0.0);
        let beside = Rect::from_min_size(ui.cursor().min, vec2(room, ui.available_height()));
        ui.add_space(room);
        let work = work(ui, &activities, words);
        menus::activities(&work, &activities, core, commands);
        let bell = bell(ui, core);
        menus::notices(&bell, &core.shared.notices, commands);
        let words = tr!("look");
        let look = ui.add(IconButton::new(icons::TEXT_AA, &words).show(Show::Icon).emphasis(Emphasis::Quiet));
        menus::look(&look.on_hover_text(words), core, commands);
        let full = Command::ToggleFullScreen;
        if button::command(ui, &full, Enabled::Yes, Show::Icon, Emphasis::Quiet).clicked() {
            commands.push(full);
        }
        let mut beside = ui.new_child(UiBuilder::new().max_rect(beside).layout(Layout::right_to_left(Align::Center)));
        notice_line::ui(&mut beside, &core.shared.notices, &bell, commands);
    });
}

/// The model that reads the canvas, its name cut to `most` letters, and how well it does.
fn reader(core: &Core, has_room: bool, most: usize) -> String {
    if let Some(run) = core.canvas.live_run(&core.training) {
        let accuracy = run.history.epochs.last().map(|epoch| format::percent(epoch.validation_accuracy));
        return match (has_room, accuracy) {
            (true, Some(accuracy)) => tr!("live-model-and-accuracy", run = run.number, accuracy = accuracy),
            (false, Some(accuracy)) => tr!("live-model-and-accuracy-short", run = run.number, accuracy = accuracy),
            (_, None) => tr!("live-model", run = run.number),
        }
        .into_owned();
    }
    let Some(current) = &core.shared.current else { return tr!("model-loading").into_owned() };
    let reader = &current.model;
    let model = shortened(&reader.shown_name().to_string(), most);
    let accuracy = model_words::accuracy(reader.test_accuracy());
    match (has_room, accuracy.is_empty()) {
        (true, false) => tr!("model-and-accuracy", model = model, accuracy = accuracy).into_owned(),
        (false, false) => tr!("model-and-accuracy-short", model = model, accuracy = accuracy).into_owned(),
        (_, true) => model,
    }
}

fn model_button(ui: &mut Ui, core: &Core, has_room: bool) -> Response {
    let words = reader(core, has_room, MOST_NAME);
    let is_live = core.canvas.live_run(&core.training).is_some();
    // What the icons at the right and the room for messages leave, so that large text never runs under them.
    let beside = ui.available_width() - ICONS * (theme::CONTROL_HEIGHT + space::XS) - space::S;
    let room = beside * (1.0 - notice_line::SHARE);
    // A long name is cut, and not the number behind it.
    let cuts = (LEAST_NAME..=MOST_NAME).rev().map(|most| reader(core, has_room, most));
    let shown = fitting(ui, cuts, room - size::TITLE - space::M * 2.0 - space::S);
    let show = if shown.is_some() { Show::Both } else { Show::Icon };
    let shown = shown.unwrap_or_else(|| words.clone());
    let button = ui.add(IconButton::new(icons::CPU, &shown).show(show).emphasis(Emphasis::Quiet));
    let (spoken, help) = if is_live {
        let current = core.shared.current.as_ref();
        let current = current.map_or_else(String::new, |current| current.model.shown_name().to_string());
        (tr!("live-reader", model = &words), tr!("live-reader.help", current = current))
    } else {
        (tr!("current-model", model = &words), tr!("current-model.help"))
    };
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &*spoken));
    button.on_hover_text(help)
}

/// The first of `words` that has room in `width` points, with the sign of a menu behind.
fn fitting(ui: &Ui, words: impl Iterator<Item = String>, width: f32) -> Option<String> {
    let fits = |text: &String| {
        let galley = ui.painter().layout_no_wrap(text.clone(), theme::font(size::BODY), egui::Color32::PLACEHOLDER);
        galley.size().x <= width
    };
    words.map(|words| format!("{words}  {}", icons::CARET_DOWN)).find(fits)
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
    let button = ui.add(IconButton::new(icons::BELL, &words).show(Show::Icon).emphasis(Emphasis::Quiet));
    if let Some(worst) = worst {
        let palette = theme::palette(ui);
        let place = button.rect.right_top() + Vec2::new(-space::S, space::S);
        let (_, colour) = notice_line::sign(worst, palette);
        ui.painter().circle(place, 4.0, colour, Stroke::new(1.5, palette.paper));
    }
    button.on_hover_text(words)
}

/// What the work is called where there is room, laid out.
fn activity_words(ui: &Ui, activities: &[Activity], has_room: bool) -> Arc<Galley> {
    let words = if has_room { activity_title(activities) } else { String::new() };
    ui.painter().layout_no_wrap(words, theme::font(size::SMALL), egui::Color32::PLACEHOLDER)
}

fn activity_title(activities: &[Activity]) -> String {
    match activities {
        [] => String::new(),
        [one] => one.title.to_string(),
        [first, rest @ ..] => tr!("work-and-more", work = first.title.clone(), more = rest.len()).into_owned(),
    }
}

/// Width of the ring with its words before it.
fn work_width(words: &Galley) -> f32 {
    theme::CONTROL_HEIGHT + words.size().x + if words.is_empty() { 0.0 } else { space::S }
}

/// A ring that fills as the work goes on; while there is none, nothing to see, to click or to reach by Tab.
fn work(ui: &mut Ui, activities: &[Activity], words: Arc<Galley>) -> Response {
    let title = activity_title(activities);
    let size = Vec2::new(work_width(&words), theme::CONTROL_HEIGHT);
    let Some(first) = activities.first() else {
        let (_, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tr!("work-none")));
        return response;
    };
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, tr!("work", work = &title)));
    let palette = theme::palette(ui);
    let centre = rect.right_center() - Vec2::new(theme::CONTROL_HEIGHT / 2.0, 0.0);
    ring(ui, centre, first.progress.unwrap_or(0.25));
    let place = rect.left_center() - Vec2::new(0.0, words.size().y / 2.0) + Vec2::new(space::S, 0.0);
    ui.painter().galley(place, words, palette.quiet);
    focus::ring(ui, &response);
    response.on_hover_text(tr!("work.help"))
}

fn ring(ui: &Ui, centre: egui::Pos2, share: f32) {
    let palette = theme::palette(ui);
    let radius = 8.0;
    ui.painter().circle_stroke(centre, radius, Stroke::new(1.0, palette.strong_line));
    let steps = (48.0 * share.clamp(0.02, 1.0)).ceil() as usize;
    let arc = (0..=steps).map(|step| {
        let turn = step as f32 / 48.0 * std::f32::consts::TAU;
        centre + radius * Vec2::new(turn.sin(), -turn.cos())
    });
    ui.painter().add(Shape::line(arc.collect(), Stroke::new(3.0, palette.accent)));
}
