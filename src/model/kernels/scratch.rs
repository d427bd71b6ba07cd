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
    /// A buffer of `length` numbers, whatever they are: the smallest that has room, so that each pass finds the buffers
    /// of the one before and none is allocated anew.
    pub fn buffer(&mut self, length: usize) -> Buffer {
        if length == 0 {
            return Buffer::default();
        }
        let room = |index: &usize| self.free[*index].room();
        let fitting = (0..self.free.len()).filter(|index| room(index) >= length).min_by_key(room);
        let chosen = fitting.or_else(|| (0..self.free.len()).max_by_key(room));
        let mut buffer = chosen.map_or_else(Buffer::default, |index| self.free.swap_remove(index));
        buffer.resize(length);
        buffer
    }

    /// Keeps a buffer that is no longer needed.
    fn keep(&mut self, buffer: Buffer) {
        if buffer.room() > 0 {
            self.free.push(buffer);
        }
    }

    /// `g` is no longer needed.
    pub fn release_gradient(&mut self) {
        let g = std::mem::take(&mut self.g);
        self.keep(g);
    }

    /// Hands the gradient by the input of the step at hand, which is in `dx` or in `g`, to whoever wants it.
    pub fn hand_on(&mut self, is_in_dx: bool, wanting: Option<Slot>) {
        if is_in_dx {
            std::mem::swap(&mut self.g, &mut self.dx);
        }
        let rest = std::mem::take(&mut self.dx);
        self.keep(rest);
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
                self.keep(gradient);
            }
            waiting @ None => *waiting = Some(gradient),
        }
    }

    /// Numbers for which there is memory.
    #[cfg(test)]
    pub fn reserved(&self) -> usize {
        let own = [&self.g, &self.dx, &self.partials, &self.packed];
        own.into_iter().chain(self.waiting.iter().flatten()).chain(&self.free).map(Buffer::room).sum()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_buffers_come_back_as_were_taken() {
        let mut scratch = Scratch::default();
        scratch.waiting.resize_with(3, || None);
        let mut kept = Vec::new();
        for _ in 0..20 {
            // A step whose gradient goes to two others, of which one adds it up with that of a third.
            scratch.g = scratch.buffer(8);
            scratch.share(vec![Slot::Step(0), Slot::Step(1)]);
            scratch.release_gradient();
            for (step, is_in_dx) in [(1, true), (0, false)] {
                scratch.g = scratch.waiting[step + 1].take().expect("it was handed on");
                scratch.dx = scratch.buffer(8);
                scratch.hand_on(is_in_dx, (step > 0).then_some(Slot::Step(0)));
                scratch.release_gradient();
            }
            kept.push(scratch.free.len());
        }
        assert!(kept[19] == kept[1] && kept[19] < 5, "{kept:?}");
    }
}
