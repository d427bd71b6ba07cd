//! The pointer while a question opens over the window.
//!
//! egui keeps a tooltip for as long as the pointer rests on its control, also when a modal covers the control, and draws it
//! above the modal. When a modal opens, the pointer therefore counts as gone until it moves again.

use egui::{Context, Event, Memory, RawInput, Ui};

/// Takes the pointer away when a modal opens; see [the module](self).
#[derive(Debug, Default)]
pub struct CoveredPointer {
    /// Whether a modal lay over the window in the last pass.
    was_covered: bool,
    /// Whether the pointer leaves in the next pass.
    leaves: bool,
}

impl egui::Plugin for CoveredPointer {
    fn debug_name(&self) -> &'static str {
        "CoveredPointer"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        if std::mem::take(&mut self.leaves) {
            input.events.insert(0, Event::PointerGone);
        }
    }

    fn on_end_pass(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx();
        let is_covered = ctx.memory(Memory::top_modal_layer).is_some();
        if is_covered && !self.was_covered {
            self.leaves = true;
            ctx.request_repaint();
        }
        self.was_covered = is_covered;
    }
}

#[cfg(test)]
mod tests {
    use egui::{Button, CentralPanel, Id, Modal, pos2};

    use super::*;

    /// Whether the tooltip of a button under the pointer is open after `passes` of a tenth of a second, and then after as many
    /// with a question over it.
    fn tooltip_before_and_under_a_question(ctx: &Context, passes: u32) -> [bool; 2] {
        let mut open = [false; 2];
        for pass in 0..2 * passes {
            let is_asking = pass >= passes;
            let events = if pass == 0 { vec![Event::PointerMoved(pos2(20.0, 20.0))] } else { Vec::new() };
            let input = RawInput { time: Some(f64::from(pass) * 0.1), events, ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                CentralPanel::default().show(ui, |ui| {
                    let button = ui.add_sized([60.0, 60.0], Button::new("one")).on_hover_text("what it does");
                    open[usize::from(is_asking)] = button.is_tooltip_open();
                });
                if is_asking {
                    Modal::new(Id::unique("question")).show(ui.ctx(), |ui| ui.button("answer"));
                }
            });
            output.textures_delta.clear();
        }
        open
    }

    #[test]
    fn a_tooltip_goes_when_a_question_opens_over_it() {
        let ctx = Context::default();
        assert_eq!(tooltip_before_and_under_a_question(&ctx, 20), [true, true], "egui alone keeps it");
        let ctx = Context::default();
        ctx.add_plugin(CoveredPointer::default());
        assert_eq!(tooltip_before_and_under_a_question(&ctx, 20), [true, false]);
    }
}
