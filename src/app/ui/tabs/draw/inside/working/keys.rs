//! Keys of a figure that has the focus: the arrows move what is picked, Space plays and holds.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::push;
use crate::app::core::inside::command::InsideCommand;
use crate::app::ui::context::ViewContext;

/// Steps to the right and down that the arrows ask for while `figure` has the focus, if they do.
pub fn arrows(ui: &Ui, figure: &Response) -> Option<[i32; 2]> {
    if figure.clicked() {
        figure.request_focus();
    }
    if !figure.has_focus() {
        return None;
    }
    // The arrows move what is picked instead of the focus.
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(figure.id, filter));
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as i32;
    let right = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
    let down = pressed(Key::ArrowDown) - pressed(Key::ArrowUp);
    (right != 0 || down != 0).then_some([right, down])
}

/// Plays or holds where Space is pressed while `figure` has the focus.
pub fn space(ui: &Ui, figure: &Response, context: &mut ViewContext<'_>) {
    if figure.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        push(context, InsideCommand::PlayPause);
    }
}

/// `at` moved by `steps`, within `count`.
pub fn moved(at: usize, steps: i32, count: usize) -> usize {
    at.saturating_add_signed(steps as isize).min(count.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_picked_beyond_the_edge() {
        assert_eq!([moved(0, -1, 26), moved(25, 1, 26), moved(3, 2, 26)], [0, 25, 5]);
    }
}
