//! Where the keyboard's focus was, for when it is lost: whoever works with the keys goes on from there.
//!
//! egui lets go of the focus at Escape and when the focused control disappears, and the next Tab begins at the first control
//! of the window. Here a menu, palette or question that closes gives the focus back to what had it before; and after
//! Escape, which leaves the keys to the canvas, Tab goes on where the focus was.

use egui::{Context, FocusDirection, Id, Key, Memory, Modifiers, Popup, Ui};

/// Most controls that are remembered.
const MOST: usize = 8;

/// Remembers what had the focus, and gives it back.
#[derive(Debug, Default)]
pub struct FocusMemory {
    /// What had the focus, the latest last.
    had: Vec<Had>,
    /// Whether something lay over the window in the last pass.
    was_covered: bool,
    /// Whether what lies over the window is closing: under it nothing can have the focus yet.
    is_uncovering: bool,
}

#[derive(Debug, Clone, Copy)]
struct Had {
    id: Id,
    takes_text: bool,
}

impl egui::Plugin for FocusMemory {
    fn debug_name(&self) -> &'static str {
        "FocusMemory"
    }

    fn on_begin_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if ctx.input(|input| input.pointer.any_pressed()) {
            // A hand on the mouse needs no frame around what it pressed.
            self.had.clear();
            self.is_uncovering = false;
        } else if let Some(id) = ctx.memory(Memory::focused) {
            self.note(Had { id, takes_text: ctx.text_edit_focused() });
            self.is_uncovering &= self.was_covered;
        } else {
            self.give_back(&ctx);
        }
        self.was_covered = is_covered(&ctx);
    }
}

impl FocusMemory {
    fn note(&mut self, had: Had) {
        self.had.retain(|earlier| earlier.id != had.id);
        self.had.push(had);
        if self.had.len() > MOST {
            self.had.remove(0);
        }
    }

    /// Nothing has the focus.
    fn give_back(&mut self, ctx: &Context) {
        let is_gone = |had: &Had| ctx.read_response(had.id).is_none_or(|response| !response.enabled());
        let mut has_disappeared = false;
        while self.had.last().is_some_and(is_gone) {
            self.had.pop();
            has_disappeared = true;
        }
        let Some(&last) = self.had.last() else { return };
        let (is_escape, is_tab) = ctx.input(|input| (input.key_pressed(Key::Escape), input.key_pressed(Key::Tab)));
        self.is_uncovering |= is_escape && self.was_covered;
        if is_tab || ((self.is_uncovering || has_disappeared) && !last.takes_text) {
            ctx.memory_mut(|memory| memory.request_focus(last.id));
        }
        if self.is_uncovering {
            // What closes is still there in this pass and the next.
            ctx.request_repaint();
            self.is_uncovering = is_escape || self.was_covered;
        }
    }
}

/// Whether a menu or a question lies over the window.
fn is_covered(ctx: &Context) -> bool {
    Popup::is_any_open(ctx) || ctx.memory(|memory| memory.top_modal_layer().is_some())
}

/// The arrow key that was pressed, as (columns, rows) to go; it is used up, and egui does not move the focus.
#[must_use]
pub fn arrow(ui: &Ui) -> Option<(isize, isize)> {
    let arrows =
        [(Key::ArrowLeft, (-1, 0)), (Key::ArrowRight, (1, 0)), (Key::ArrowUp, (0, -1)), (Key::ArrowDown, (0, 1))];
    let pressed = ui.input_mut(|input| {
        arrows.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, way)| way)
    });
    if pressed.is_some() {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    pressed
}

#[cfg(test)]
mod tests {
    use egui::{Button, CentralPanel, Event, Modal, RawInput};

    use super::*;

    /// Three buttons, and a question over them while it is open.
    struct Window {
        ctx: Context,
        is_asking: bool,
        focused: &'static str,
    }

    impl Window {
        fn new() -> Self {
            let ctx = Context::default();
            ctx.add_plugin(FocusMemory::default());
            Self { ctx, is_asking: false, focused: "" }
        }

        fn frame(&mut self, keys: &[Key]) {
            let key =
                |&key| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE };
            let input = RawInput { events: keys.iter().map(key).collect(), ..RawInput::default() };
            let (mut is_asking, mut focused) = (self.is_asking, "");
            let mut output = self.ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| {
                    for name in ["one", "two", "three"] {
                        if ui.add(Button::new(name)).has_focus() {
                            focused = name;
                        }
                    }
                });
                if is_asking {
                    let modal = Modal::new(Id::unique("question")).show(ui.ctx(), |ui| {
                        if ui.button("answer").has_focus() {
                            focused = "answer";
                        }
                    });
                    is_asking = !modal.should_close();
                }
            });
            output.textures_delta.clear();
            (self.is_asking, self.focused) = (is_asking, focused);
        }

        fn press(&mut self, key: Key) {
            self.frame(&[key]);
            for _ in 0..4 {
                self.frame(&[]);
            }
        }
    }

    #[test]
    fn what_closes_gives_the_focus_back() {
        let mut window = Window::new();
        window.press(Key::Tab);
        window.press(Key::Tab);
        assert_eq!(window.focused, "two");
        window.is_asking = true;
        window.frame(&[]);
        window.press(Key::Tab);
        assert_eq!(window.focused, "answer");
        window.press(Key::Escape);
        assert!(!window.is_asking);
        assert_eq!(window.focused, "two");
    }

    #[test]
    fn what_closes_gives_the_focus_back_though_it_never_had_it() {
        let mut window = Window::new();
        window.press(Key::Tab);
        window.press(Key::Tab);
        window.is_asking = true;
        window.press(Key::A);
        window.press(Key::Escape);
        assert!(!window.is_asking);
        assert_eq!(window.focused, "two");
    }

    #[test]
    fn tab_goes_on_after_escape() {
        let mut window = Window::new();
        window.press(Key::Tab);
        window.press(Key::Escape);
        assert_eq!(window.focused, "", "the keys are free");
        window.press(Key::Tab);
        assert_eq!(window.focused, "two");
    }
}
