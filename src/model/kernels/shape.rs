//! Shapes as the kernels see them: one image after the other, each a map of positions, each position a run of
//! channels padded to whole cache lines (NHWC). A vector is a map of one position.

use candle_core::{Result, bail};

use super::buffer::padded;

/// One image's activations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Channels that count.
    pub channels: usize,
    /// Height in rows of numbers.
    pub height: usize,
    /// Width in columns of numbers.
    pub width: usize,
    /// Numbers from one position to the next: `channels`, padded; 1 for a grey picture.
    pub stride: usize,
}

impl Extent {
    /// A map with padded channels.
    pub fn map(channels: usize, height: usize, width: usize) -> Self {
        Self { channels, height, width, stride: padded(channels) }
    }

    /// What comes in: a grey picture is not padded, so that the caller's numbers can be read in place.
    pub fn picture(channels: usize, height: usize, width: usize) -> Self {
        let stride = if channels == 1 { 1 } else { padded(channels) };
        Self { channels, height, width, stride }
    }

    /// Positions of an image.
    pub fn positions(self) -> usize {
        self.height * self.width
    }

    /// Numbers of an image, padding included.
    pub fn len(self) -> usize {
        self.positions() * self.stride
    }

    /// Numbers of an image that count.
    pub fn count(self) -> usize {
        self.positions() * self.channels
    }
}

/// What follows a convolution or a dense layer within the same pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// max(0, x).
    Relu,
    /// The largest of each 2 × 2 window.
    Pool,
    /// Both; the order makes no difference.
    ReluPool,
}

impl Then {
    /// Whether negative numbers become zero.
    pub fn has_relu(self) -> bool {
        matches!(self, Self::Relu | Self::ReluPool)
    }

    /// Positions of the convolution that make one output.
    pub fn window(self) -> usize {
        match self {
            Self::Nothing | Self::Relu => 1,
            Self::Pool | Self::ReluPool => 4,
        }
    }
}

/// A convolution in its place, with the offsets its loops walk over.
#[derive(Debug, Clone)]
pub struct ConvShape {
    /// Going in.
    pub input: Extent,
    /// Coming out, after the pool.
    pub output: Extent,
    /// The input with its border of zeros.
    pub bordered: Extent,
    /// Output of the convolution itself, before the pool.
    pub full: Extent,
    /// Side of the kernel.
    pub kernel: usize,
    /// Step of the kernel.
    pub stride: usize,
    /// Zeros on each side.
    pub padding: usize,
    /// What follows.
    pub then: Then,
    /// Offset in the bordered image of each kernel position, row by row.
    pub taps: Vec<usize>,
    /// Offset in the bordered image of each convolved position, window by window.
    pub bases: Vec<usize>,
    /// Position of each of these among the convolution's own outputs.
    pub places: Vec<usize>,
}

impl ConvShape {
    /// Works out the offsets.
    ///
    /// # Errors
    /// When the map is smaller than the kernel or the pool's window.
    pub fn new(
        input: Extent,
        filters: usize,
        kernel: usize,
        stride: usize,
        padding: usize,
        then: Then,
    ) -> Result<Self> {
        let side = |length: usize| {
            let room = (length + 2 * padding).checked_sub(kernel)?;
            (stride > 0 && kernel > 0).then(|| room / stride + 1)
        };
        let (Some(height), Some(width)) = (side(input.height), side(input.width)) else {
            bail!(
                "a map of {} × {} with a border of {padding} is smaller than the kernel of {kernel} × {kernel}",
                input.height,
                input.width
            );
        };
        let full = Extent::map(filters, height, width);
        let bordered = Extent { height: input.height + 2 * padding, width: input.width + 2 * padding, ..input };
        let taps = (0..kernel * kernel).map(|tap| (tap / kernel * bordered.width + tap % kernel) * input.stride);
        let (output, windows) = match then.window() {
            1 => (full, vec![(0, 0)]),
            _ if height < 2 || width < 2 => bail!("a map of {height} × {width} is smaller than the pool's window"),
            _ => (Extent::map(filters, height / 2, width / 2), vec![(0, 0), (0, 1), (1, 0), (1, 1)]),
        };
        let side = if windows.len() == 1 { 1 } else { 2 };
        let mut places = Vec::with_capacity(output.positions() * windows.len());
        for row in 0..output.height {
            for column in 0..output.width {
                places.extend(windows.iter().map(|(down, right)| (row * side + down) * width + column * side + right));
            }
        }
        let bases = places
            .iter()
            .map(|place| (place / width * stride * bordered.width + place % width * stride) * input.stride);
        Ok(Self {
            input,
            output,
            bordered,
            full,
            kernel,
            stride,
            padding,
            then,
            taps: taps.collect(),
            bases: bases.collect(),
            places,
        })
    }

    /// Puts a border of zeros around an image; `bordered` starts as zeros and its border is never written.
    pub fn border(&self, image: &[f32], bordered: &mut [f32]) {
        let row = self.input.width * self.input.stride;
        for (y, line) in image.chunks_exact(row).enumerate() {
            let at = ((y + self.padding) * self.bordered.width + self.padding) * self.input.stride;
            bordered[at..at + row].copy_from_slice(line);
        }
    }

    /// Takes the border off again.
    pub fn unborder(&self, bordered: &[f32], image: &mut [f32]) {
        let row = self.input.width * self.input.stride;
        for (y, line) in image.chunks_exact_mut(row).enumerate() {
            let at = ((y + self.padding) * self.bordered.width + self.padding) * self.input.stride;
            line.copy_from_slice(&bordered[at..at + row]);
        }
    }
}
