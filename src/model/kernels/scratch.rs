//! Working memory of the backward pass, and the gradients that wait in it.

use super::buffer::Buffer;
use super::join;
use super::plan::Slot;

/// Working memory of the backward pass, kept from pass to pass.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Gradient by the outputs of the step at hand; at first by the plan's outputs, padded.
    pub g: Buffer,
    /// Gradient by its inputs; in the end by the plan's input.
    pub dx: Buffer,
    /// Sums of the blocks of images.
    pub partials: Buffer,
    /// Weights in the order a gradient reads them.
    pub packed: Buffer,
    /// Gradients that wait for the step before them: the input's, then each step's.
    pub waiting: Vec<Option<Buffer>>,
    /// Buffers that hold nothing.
    free: Vec<Buffer>,
}

impl Scratch {
    /// A buffer of `length` numbers, whatever they are.
    pub fn buffer(&mut self, length: usize) -> Buffer {
        let mut buffer = self.free.pop().unwrap_or_default();
        buffer.resize(length);
        buffer
    }

    /// `g` is no longer needed.
    pub fn release_gradient(&mut self) {
        let g = std::mem::take(&mut self.g);
        self.free.push(g);
    }

    /// Hands the gradient by the input of the step at hand, which is in `dx` or in `g`, to whoever wants it.
    pub fn hand_on(&mut self, is_in_dx: bool, wanting: Option<Slot>) {
        if is_in_dx {
            std::mem::swap(&mut self.g, &mut self.dx);
        }
        let rest = std::mem::take(&mut self.dx);
        self.free.push(rest);
        if let Some(slot) = wanting {
            let gradient = std::mem::take(&mut self.g);
            self.hand(slot, gradient);
        }
    }

    /// Adds a gradient to what waits for the step that gave this input.
    pub fn hand(&mut self, slot: Slot, gradient: Buffer) {
        let place = match slot {
            Slot::Input => 0,
            Slot::Step(step) => step + 1,
        };
        match &mut self.waiting[place] {
            Some(sum) => {
                join::add_to(&gradient, sum);
                self.free.push(gradient);
            }
            waiting @ None => *waiting = Some(gradient),
        }
    }

    /// Hands `g` to every one of `slots`.
    pub fn share(&mut self, mut slots: Vec<Slot>) {
        let Some(last) = slots.pop() else { return };
        let g = std::mem::take(&mut self.g);
        for slot in slots {
            let mut copy = self.buffer(g.len());
            copy.copy_from_slice(&g);
            self.hand(slot, copy);
        }
        self.hand(last, g);
    }
}
