//! Where things are in a window of any size and text size, and how much of them is seen.

use std::collections::BTreeMap;

use digit_lab::text::Language;
use egui::accesskit::Role;
use egui::{Rect, Shape, Vec2};
use egui_kittest::kittest::NodeT as _;

use crate::lab::Lab;

/// A window, a text size in per cent, and a language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// Inside of the window in pixels.
    pub size: [f32; 2],
    /// Per cent.
    pub text: u32,
    pub language: Language,
}

/// Every window and text size for which each view is designed, in both languages.
pub fn cases() -> impl Iterator<Item = Case> {
    let sizes = [[1024.0, 700.0], [1920.0, 1080.0], [2560.0, 1440.0]];
    let texts = [75, 100, 150, 200, 300];
    let all = sizes.into_iter().flat_map(move |size| texts.into_iter().map(move |text| (size, text)));
    all.flat_map(|(size, text)| Language::ALL.iter().map(move |&language| Case { size, text, language }))
}

/// A widget of the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Widget {
    pub role: Role,
    pub name: String,
    /// Its number for egui.
    pub id: u64,
    /// The whole of it, in points.
    pub rect: Rect,
    /// What of it is not cut off.
    pub seen: Rect,
    /// Its value, if that is a number.
    pub number: Option<f64>,
}

impl Widget {
    /// Whether all of it is in view in a window of `room`.
    pub fn is_seen(&self, room: Rect) -> bool {
        self.seen.expand(1.0).contains_rect(self.rect) && room.expand(0.5).contains_rect(self.rect)
    }

    /// Whether enough of it is in view to be used.
    pub fn is_usable(&self, room: Rect) -> bool {
        let seen = self.seen.intersect(room);
        let enough = |seen: f32, whole: f32| seen >= (0.6 * whole).min(20.0);
        enough(seen.width(), self.rect.width()) && enough(seen.height(), self.rect.height())
    }

    /// Whether a person does something with it.
    pub fn is_control(&self) -> bool {
        matches!(
            self.role,
            Role::Button
                | Role::CheckBox
                | Role::RadioButton
                | Role::Slider
                | Role::SpinButton
                | Role::ComboBox
                | Role::Tab
                | Role::TextInput
                | Role::DisclosureTriangle
        )
    }
}

/// The window as it is now.
pub fn room(lab: &Lab) -> Rect {
    lab.harness.ctx.content_rect()
}

/// Gives the window this size, its text this size and its words this language.
pub fn resize(lab: &mut Lab, case: Case) {
    let core = lab.state();
    core.settings.text_size = case.text;
    core.settings.language = Some(case.language);
    lab.harness.run_steps(2);
    let points = Vec2::from(case.size) * 100.0 / case.text as f32;
    lab.harness.set_size(points);
    lab.harness.run_steps(4);
    assert!((room(lab).size() - points).length() < 1.0, "{case:?}: {:?}", room(lab));
}

/// Everything that has a name or a role.
pub fn widgets(lab: &Lab) -> Vec<Widget> {
    let mut places = BTreeMap::new();
    lab.harness.ctx.viewport(|viewport| {
        for (_, widgets) in viewport.prev_pass.widgets.layers() {
            places.extend(widgets.iter().map(|widget| (widget.id.value(), (widget.rect, widget.interact_rect))));
        }
    });
    let mut found = Vec::new();
    let mut open = vec![lab.harness.root()];
    while let Some(node) = open.pop() {
        let access = node.accesskit_node();
        let id = access.locate().0.0;
        if let Some(&(rect, seen)) = places.get(&id) {
            let name = access.label().or_else(|| access.value()).unwrap_or_default();
            let number = access.numeric_value();
            found.push(Widget { role: access.role(), name, id, rect, seen, number });
        }
        open.extend(node.children());
    }
    found
}

/// The widget with this role and name.
#[track_caller]
pub fn widget(lab: &Lab, role: Role, name: &str) -> Widget {
    let found = widgets(lab).into_iter().find(|widget| widget.role == role && widget.name == name);
    found.unwrap_or_else(|| panic!("there is no {role:?} {name:?}"))
}

/// Whether `words` are painted inside `place`, all of them in view.
pub fn is_painted(lab: &Lab, place: Rect, words: &str) -> bool {
    fn has(shape: &Shape, clip: Rect, place: Rect, words: &str) -> bool {
        match shape {
            Shape::Text(text) => {
                let rect = text.visual_bounding_rect();
                text.galley.text().contains(words)
                    && place.expand(2.0).contains_rect(rect)
                    && clip.expand(1.0).contains_rect(rect)
            }
            Shape::Vec(shapes) => shapes.iter().any(|shape| has(shape, clip, place, words)),
            _ => false,
        }
    }
    let shapes = &lab.harness.output().shapes;
    shapes.iter().any(|clipped| has(&clipped.shape, clipped.clip_rect, place, words))
}

/// How much more is in a scroll area than there is room for.
#[derive(Debug, Clone, Copy)]
pub struct Overflow {
    /// Where its bar is.
    pub bar: Rect,
    /// So many points do not fit.
    pub points: f32,
}

/// Everything that scrolls now: the handle of a scroll bar is to its way as the room is to what is in it.
pub fn overflows(lab: &Lab) -> Vec<Overflow> {
    fn fillings(shape: &Shape, found: &mut Vec<Rect>) {
        match shape {
            Shape::Rect(shape) => found.push(shape.rect),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| fillings(shape, found)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    lab.harness.output().shapes.iter().for_each(|clipped| fillings(&clipped.shape, &mut all));
    let bars = widgets(lab).into_iter().filter(|widget| widget.role == Role::ScrollBar).map(|widget| widget.rect);
    let overflow = |bar: Rect| {
        let is_upright = bar.height() > bar.width();
        let length = |rect: &Rect| if is_upright { rect.height() } else { rect.width() };
        let parts = all.iter().filter(|part| bar.expand(1.0).contains_rect(**part)).map(length);
        // The way is painted as well; without a handle the bar only goes away.
        let handle = parts.filter(|part| length(&bar) - part > 0.1).fold(f32::MAX, f32::min);
        (handle < f32::MAX).then(|| Overflow { bar, points: length(&bar) * (length(&bar) / handle - 1.0) })
    };
    bars.filter_map(overflow).collect()
}
