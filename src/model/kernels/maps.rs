//! Convolutions of maps of any size, forward and back: what a fully convolutional network is made of. All of it is safe
//! to call.

use rayon::prelude::*;

use super::buffer::{Buffer, padded};
use super::conv::{self, Convolve};
use super::conv_back;
use super::engine::{SavedForBackward, floor, pad};
use super::join;
use super::scratch::Scratch;
use super::shape::{ConvShape, Extent, Then};

/// Positions of a map that one task computes.
const CHUNK: usize = 512;
/// Maps of fewer channels than this are not padded: what comes in has three and is large.
const NARROW: usize = 8;

/// Several images of the same size, each a map of positions, each position a run of channels.
#[derive(Debug)]
pub struct Maps {
    images: usize,
    extent: Extent,
    numbers: Buffer,
}

impl Maps {
    /// Zeros.
    #[must_use]
    pub fn zeros(images: usize, channels: usize, height: usize, width: usize) -> Self {
        let stride = if channels < NARROW { channels } else { padded(channels) };
        Self::of(images, Extent { channels, height, width, stride })
    }

    fn of(images: usize, extent: Extent) -> Self {
        Self { images, extent, numbers: Buffer::zeros(images * extent.len()) }
    }

    /// Zeros of the same shape.
    #[must_use]
    pub fn blank(&self) -> Self {
        Self::of(self.images, self.extent)
    }

    /// How many images there are.
    #[must_use]
    pub fn images(&self) -> usize {
        self.images
    }

    /// Channels that count.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.extent.channels
    }

    /// Rows of positions.
    #[must_use]
    pub fn height(&self) -> usize {
        self.extent.height
    }

    /// Columns of positions.
    #[must_use]
    pub fn width(&self) -> usize {
        self.extent.width
    }

    /// Numbers from one position to the next.
    #[must_use]
    pub fn stride(&self) -> usize {
        self.extent.stride
    }

    /// Every number: image by image, row by row, [`stride`](Self::stride) for each position.
    #[must_use]
    pub fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// The same, to be changed; what is beyond the channels that count has to stay zero.
    #[must_use]
    pub fn numbers_mut(&mut self) -> &mut [f32] {
        &mut self.numbers
    }

    /// The channels of a place of an image.
    ///
    /// # Panics
    /// When there is no such place.
    #[must_use]
    pub fn at(&self, image: usize, y: usize, x: usize) -> &[f32] {
        let Extent { channels, height, width, stride } = self.extent;
        &self.numbers[((image * height + y) * width + x) * stride..][..channels]
    }

    /// Adds numbers of the same shape.
    pub fn add(&mut self, other: &Self) {
        join::add_to(&other.numbers, &mut self.numbers);
    }

    /// These maps and, added to each place, the place of maps half as wide and high that covers it.
    #[must_use]
    pub fn with_doubled(&self, low: &Self) -> Self {
        let mut sum = Self::of(self.images, self.extent);
        sum.numbers.copy_from_slice(&self.numbers);
        let (row, stride) = (self.extent.width * self.extent.stride, self.extent.stride);
        let (height, low_row) = (self.extent.height, low.extent.width * stride);
        sum.numbers.par_chunks_mut(row.max(1)).enumerate().for_each(|(at, line)| {
            let (image, y) = (at / height, at % height);
            let from = &low.numbers[(image * low.extent.height + y / 2) * low_row..][..low_row];
            for (pair, from) in line.chunks_mut(2 * stride).zip(from.chunks_exact(stride)) {
                for to in pair.chunks_exact_mut(stride) {
                    for (to, from) in to.iter_mut().zip(from) {
                        *to += from;
                    }
                }
            }
        });
        sum
    }

    /// Maps half as wide and high, rounded up, in which each place is the sum of those it covers: the gradient of
    /// [`with_doubled`](Self::with_doubled) by the smaller maps.
    #[must_use]
    pub fn halved_sums(&self) -> Self {
        let Extent { height, width, stride, .. } = self.extent;
        let half = Extent { height: height.div_ceil(2), width: width.div_ceil(2), ..self.extent };
        let mut sums = Self::of(self.images, half);
        let (row, half_row) = (width * stride, half.width * stride);
        sums.numbers.par_chunks_mut(half_row.max(1)).enumerate().for_each(|(at, line)| {
            let (image, y) = (at / half.height, at % half.height);
            for y in 2 * y..height.min(2 * y + 2) {
                let from = &self.numbers[(image * height + y) * row..][..row];
                for (to, pair) in line.chunks_exact_mut(stride).zip(from.chunks(2 * stride)) {
                    for from in pair.chunks_exact(stride) {
                        for (to, from) in to.iter_mut().zip(from) {
                            *to += from;
                        }
                    }
                }
            }
        });
        sums
    }
}

/// Gradients of a loss by a convolution's parameters, each in its own order.
#[derive(Debug, Clone, Default)]
pub struct ParameterGradients {
    /// By the weight.
    pub weight: Vec<f32>,
    /// By the bias.
    pub bias: Vec<f32>,
}

/// A convolution whose kernel is odd and whose maps keep their size, or half of it rounded up with a step of two.
#[derive(Debug, Clone)]
pub struct MapConv {
    /// Channels going in.
    pub channels: usize,
    /// Channels coming out.
    pub filters: usize,
    /// Side of the kernel.
    pub kernel: usize,
    /// Step of the kernel.
    pub step: usize,
    /// Whether negative results become zero.
    pub has_relu: bool,
    /// Filters × channels × kernel positions, row by row.
    pub weight: Vec<f32>,
    /// One for each filter.
    pub bias: Vec<f32>,
}

impl MapConv {
    /// Numbers of the weight.
    #[must_use]
    pub fn weights(&self) -> usize {
        self.filters * self.channels * self.kernel * self.kernel
    }

    fn then(&self) -> Then {
        if self.has_relu { Then::Relu } else { Then::Nothing }
    }

    fn shape(&self, input: Extent) -> ConvShape {
        ConvShape::new(input, self.filters, self.kernel, self.step, self.kernel / 2, self.then())
            .expect("half a kernel of border makes every map large enough")
    }

    /// What the convolution makes of maps.
    ///
    /// # Panics
    /// When the maps have another number of channels or no positions.
    #[must_use]
    pub fn forward(&self, maps: &Maps) -> Maps {
        assert_eq!(maps.extent.channels, self.channels, "maps of another depth");
        let shape = self.shape(maps.extent);
        let width = shape.full.stride;
        let mut packed = Buffer::default();
        conv::pack(&self.weight, self.filters, shape.taps.len(), width, &mut packed);
        let (packed, bias) = (&*packed, pad(&self.bias, width));
        let mut output = Maps::of(maps.images, shape.output);
        let images = maps.numbers.par_chunks(maps.extent.len());
        output.numbers.par_chunks_mut(shape.output.len()).zip(images).for_each(|(results, image)| {
            let mut own;
            let bordered: &[f32] = if shape.padding == 0 {
                image
            } else {
                own = Buffer::zeros(shape.bordered.len());
                shape.border(image, &mut own);
                &own
            };
            results.par_chunks_mut(CHUNK * width).zip(shape.bases.par_chunks(CHUNK)).for_each(|(results, bases)| {
                Convolve {
                    x: bordered,
                    taps: &shape.taps,
                    depth: self.channels,
                    bases,
                    window: 1,
                    floor: floor(shape.then),
                    packed,
                    bias: &bias,
                    y: results,
                    codes: &mut [],
                }
                .run();
            });
        });
        output
    }

    /// The gradients by the parameters and, if wanted, by the maps that went in; `output` is what came out and `gradient`
    /// that by it.
    ///
    /// # Panics
    /// When the shapes do not fit each other.
    #[must_use]
    pub fn backward(
        &self,
        maps: &Maps,
        output: Maps,
        gradient: Maps,
        wants_maps: bool,
        memory: &mut Memory,
    ) -> (ParameterGradients, Option<Maps>) {
        let shape = self.shape(maps.extent);
        let mut before = wants_maps.then(|| Maps::of(maps.images, maps.extent));
        let scratch = &mut memory.0;
        scratch.g = gradient.numbers;
        scratch.dx = before.as_mut().map(|maps| std::mem::take(&mut maps.numbers)).unwrap_or_default();
        let saved = SavedForBackward { output: output.numbers, ..SavedForBackward::default() };
        let found = conv_back::gradients((&shape, None), &self.weight, &maps.numbers, &saved, maps.images, scratch);
        if let Some(before) = &mut before {
            before.numbers = std::mem::take(&mut scratch.dx);
        }
        (ParameterGradients { weight: found.weight, bias: found.bias }, before)
    }
}

/// Working memory of backward passes, kept from one to the next.
#[derive(Debug, Default)]
pub struct Memory(Scratch);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::split_mix::SplitMix64;

    fn random(maps: &mut Maps, chance: &mut SplitMix64) {
        let (stride, channels) = (maps.stride(), maps.channels());
        for place in maps.numbers_mut().chunks_exact_mut(stride) {
            place[..channels].fill_with(|| chance.signed_unit());
        }
    }

    /// The same by the definition.
    fn by_definition(conv: &MapConv, maps: &Maps, image: usize, (y, x): (usize, usize), filter: usize) -> f32 {
        let reach = conv.kernel / 2;
        let mut sum = conv.bias[filter];
        for (down, right) in (0..conv.kernel * conv.kernel).map(|tap| (tap / conv.kernel, tap % conv.kernel)) {
            let (y, x) = ((y * conv.step + down).wrapping_sub(reach), (x * conv.step + right).wrapping_sub(reach));
            if y < maps.height() && x < maps.width() {
                for (channel, number) in maps.at(image, y, x).iter().enumerate() {
                    let tap = down * conv.kernel + right;
                    sum += number * conv.weight[(filter * conv.channels + channel) * conv.kernel * conv.kernel + tap];
                }
            }
        }
        if conv.has_relu { sum.max(0.0) } else { sum }
    }

    #[test]
    fn maps_of_any_size_are_convolved_as_defined() {
        let mut chance = SplitMix64::new(3, 0, 0);
        for (channels, filters, kernel, step, height, width) in
            [(3, 16, 3, 2, 13, 40), (16, 5, 1, 1, 7, 9), (16, 32, 3, 1, 30, 41), (32, 48, 3, 2, 1, 3)]
        {
            let mut conv = MapConv {
                channels,
                filters,
                kernel,
                step,
                has_relu: kernel == 3,
                weight: vec![0.0; filters * channels * kernel * kernel],
                bias: vec![0.0; filters],
            };
            conv.weight.iter_mut().chain(&mut conv.bias).for_each(|number| *number = chance.signed_unit());
            let mut maps = Maps::zeros(2, channels, height, width);
            random(&mut maps, &mut chance);
            let output = conv.forward(&maps);
            assert_eq!((output.height(), output.width()), (height.div_ceil(step), width.div_ceil(step)));
            for (y, x) in [(0, 0), (output.height() - 1, output.width() - 1), (output.height() / 2, 1)] {
                for filter in [0, filters - 1] {
                    let expected = by_definition(&conv, &maps, 1, (y, x), filter);
                    let found = output.at(1, y, x)[filter];
                    assert!((found - expected).abs() < 1e-3, "{found} {expected}");
                }
            }
        }
    }

    #[test]
    fn doubling_and_its_gradient_are_turned_versions_of_each_other() {
        let mut chance = SplitMix64::new(4, 0, 0);
        let (mut high, mut low) = (Maps::zeros(2, 16, 5, 7), Maps::zeros(2, 16, 3, 4));
        random(&mut high, &mut chance);
        random(&mut low, &mut chance);
        let zero = Maps::zeros(2, 16, 5, 7);
        let product = |a: &Maps, b: &Maps| a.numbers().iter().zip(b.numbers()).map(|(a, b)| a * b).sum::<f32>();
        let (there, back) = (product(&zero.with_doubled(&low), &high), product(&low, &high.halved_sums()));
        assert!((there - back).abs() < 1e-3, "{there} {back}");
    }
}
