//! How things stand on the screen: words on the line of their buttons, sentences not spread over the width.

#[path = "common/digits.rs"]
mod digits;
#[path = "common/lab.rs"]
mod lab;
#[expect(dead_code, reason = "the snapshots show the rest")]
#[path = "common/scenes.rs"]
mod scenes;

use std::collections::BTreeSet;

use digit_lab::app::core::effects::WorkKind;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::settings::train_view::TrainView;
use digit_lab::background::TaskContext;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Shape};
use egui_kittest::kittest::NodeT as _;
use lab::Lab;

/// Farther apart than this, in points, a word and a button have nothing to do with each other.
const BESIDE: f32 = 12.0;
/// Higher than this, in points, words are several lines.
const ONE_LINE: f32 = 26.0;
/// How far the middle of a word may be from that of its button, in points.
const OFF: f32 = 1.0;

/// Everything that is on the screen by role, name and place, and the number of what it is part of.
fn nodes(lab: &Lab) -> Vec<(Role, String, Rect, usize)> {
    let mut found = Vec::new();
    let (mut open, mut count) = (vec![(lab.harness.root(), 0)], 0);
    while let Some((node, whole)) = open.pop() {
        count += 1;
        let access = node.accesskit_node();
        if let Some(bounds) = access.raw_bounds() {
            let corner = |x: f64, y: f64| Pos2::new(x as f32, y as f32);
            let rect = Rect::from_min_max(corner(bounds.x0, bounds.y0), corner(bounds.x1, bounds.y1));
            let name = access.label().or_else(|| access.value()).unwrap_or_default();
            found.push((access.role(), name, rect, whole));
        }
        open.extend(node.children().map(|child| (child, count)));
    }
    found
}

fn is_button(role: Role) -> bool {
    matches!(role, Role::Button | Role::CheckBox | Role::ComboBox | Role::RadioButton | Role::Tab)
}

/// Words and progress bars that are not on the line of the button beside them in the same row, box or menu.
fn off_their_line(lab: &Lab, place: &str, found: &mut BTreeSet<String>) {
    let all = nodes(lab);
    for (_, words, label, row) in all.iter().filter(|(role, ..)| matches!(role, Role::Label | Role::ProgressIndicator))
    {
        for (_, name, button, _) in all.iter().filter(|(role, _, _, other)| is_button(*role) && other == row) {
            let gap = (button.left() - label.right()).max(label.left() - button.right());
            let is_beside = (0.0..BESIDE).contains(&gap);
            let shared = label.bottom().min(button.bottom()) - label.top().max(button.top());
            let is_line =
                label.height() <= ONE_LINE && button.height() <= 2.0 * ONE_LINE && shared > 0.5 * label.height();
            let off = label.center().y - button.center().y;
            if is_beside && is_line && off.abs() > OFF {
                found.insert(format!("{place}: \"{words}\" is {off:.1} points off \"{name}\""));
            }
        }
    }
}

/// Sentences of several lines that are spread over the width.
fn stretched(lab: &Lab, place: &str, found: &mut BTreeSet<String>) {
    fn look(shape: &Shape, place: &str, found: &mut BTreeSet<String>) {
        match shape {
            Shape::Text(text) if text.galley.job.justify && text.galley.rows.len() > 1 => {
                found.insert(format!("{place}: \"{}\" is stretched", text.galley.text()));
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, place, found)),
            _ => {}
        }
    }
    lab.harness.output().shapes.iter().for_each(|clipped| look(&clipped.shape, place, found));
}

fn look(lab: &Lab, place: &str, found: &mut BTreeSet<String>) {
    off_their_line(lab, place, found);
    stretched(lab, place, found);
}

/// Presses every button that opens something, and looks at what is open.
fn look_into_all(lab: &mut Lab, place: &str, tab: Tab, found: &mut BTreeSet<String>) {
    look(lab, place, found);
    let buttons: Vec<(String, Pos2)> = nodes(lab)
        .into_iter()
        .filter(|(role, ..)| matches!(role, Role::Button | Role::ComboBox | Role::DisclosureTriangle))
        .map(|(_, name, rect, _)| (name, rect.center()))
        .collect();
    for (name, at) in buttons {
        for pressed in [true, false] {
            lab.harness.event(Event::PointerMoved(at));
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            lab.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
            lab.harness.step();
        }
        lab.harness.run_steps(3);
        look(lab, &format!("{place}, \"{name}\""), found);
        for _ in 0..2 {
            lab.harness.key_press(Key::Escape);
            lab.harness.step();
        }
        lab.state().settings.tab = tab;
        lab.harness.step();
    }
}

fn at_work(tab: Tab, size: [f32; 2]) -> Lab {
    let mut lab = Lab::open(Tab::Draw, size);
    scenes::learn_templates(&mut lab);
    lab.state().settings.tab = tab;
    scenes::come_to_rest(&mut lab, tab);
    scenes::at_work(&mut lab, tab);
    lab.harness.run_steps(4);
    lab
}

#[track_caller]
fn assert_none(found: &BTreeSet<String>) {
    let all: Vec<&str> = found.iter().map(String::as_str).collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn words_stand_on_the_line_of_their_buttons_and_are_not_stretched() {
    let mut found = BTreeSet::new();
    for tab in Tab::ALL.iter().copied() {
        let mut lab = at_work(tab, [1280.0, 800.0]);
        look_into_all(&mut lab, &format!("{tab:?}"), tab, &mut found);
    }
    assert_none(&found);
}

#[test]
fn progress_lies_on_the_line_of_the_button_that_ends_it() {
    let mut found = BTreeSet::new();
    for size in [[1024.0, 700.0], [1920.0, 1080.0]] {
        let mut lab = Lab::open(Tab::Draw, size);
        let until_cancelled = |context: &TaskContext| {
            while !context.is_cancelled() {
                std::thread::yield_now();
            }
            Ok(())
        };
        lab.state().shared.start(WorkKind::Evaluation, until_cancelled, |_, ()| ());
        lab.state().settings.tab = Tab::Errors;
        lab.harness.run_steps(3);
        assert!(nodes(&lab).iter().any(|(role, ..)| *role == Role::ProgressIndicator), "no progress is shown");
        look(&lab, &format!("Errors, reading, {size:?}"), &mut found);
    }
    assert_none(&found);
}

#[test]
fn they_do_in_every_view_of_training_and_in_a_small_window() {
    let mut found = BTreeSet::new();
    for size in [[1024.0, 700.0], [1920.0, 1080.0]] {
        let mut lab = at_work(Tab::Train, size);
        for view in TrainView::ALL.iter().copied() {
            lab.state().settings.train_view = view;
            lab.harness.run_steps(4);
            look(&lab, &format!("{view:?} at {size:?}"), &mut found);
        }
    }
    assert_none(&found);
}
