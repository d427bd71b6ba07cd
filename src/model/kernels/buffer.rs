//! Working memory of the kernels: rows that start on a cache line, kept from step to step.

/// Numbers in a cache line of 64 bytes; channels are padded to a multiple of it.
pub const LINE: usize = 16;

/// The next multiple of [`LINE`].
pub fn padded(count: usize) -> usize {
    count.next_multiple_of(LINE)
}

/// Numbers on a cache-line boundary. Growing keeps the allocation; the contents are whatever was there.
#[derive(Debug, Default)]
pub struct Buffer {
    store: Vec<f32>,
    start: usize,
    len: usize,
}

impl Buffer {
    /// `len` zeros.
    pub fn zeros(len: usize) -> Self {
        let mut buffer = Self::default();
        buffer.resize(len);
        buffer
    }

    /// Whether it has no memory of its own.
    pub fn is_unallocated(&self) -> bool {
        self.store.is_empty()
    }

    /// Makes it `len` long; what is in it is not defined, but padding that was zero and is never written stays so.
    pub fn resize(&mut self, len: usize) {
        if self.store.len() < len + LINE {
            self.store = vec![0.0; len + LINE];
            self.start = self.store.as_ptr().align_offset(64).min(LINE);
        }
        self.len = len;
    }
}

impl std::ops::Deref for Buffer {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.store[self.start..self.start + self.len]
    }
}

impl std::ops::DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.store[self.start..self.start + self.len]
    }
}
