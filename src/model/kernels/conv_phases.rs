//! Gradient of a convolution by its input, for any stride. Which taps reach an input position depends on its place
//! within a step of the kernel, its phase: each phase is a small convolution of the gradient with its own taps, so that
//! a stride of two does not multiply three zeros for each number.

use super::buffer::{Buffer, padded};
use super::conv::{self, Convolve};
use super::shape::ConvShape;

/// The convolutions that carry a gradient back to the input, one for each phase that a tap reaches.
#[derive(Debug)]
pub struct InputGradient {
    phases: Vec<Phase>,
    /// Rows and columns of the gradient with its border.
    bordered: (usize, usize),
    /// Zeros above and to the left of the gradient.
    border: usize,
    /// One zero for each padded input channel.
    bias: Vec<f32>,
}

#[derive(Debug)]
struct Phase {
    /// Offset in the bordered gradient of each tap.
    taps: Vec<usize>,
    /// Offset in the bordered gradient of each input position.
    bases: Vec<usize>,
    /// These positions in the input.
    places: Vec<usize>,
    /// Where its weights begin.
    start: usize,
}

/// Working memory of a thread.
#[derive(Debug, Default)]
pub struct Local {
    bordered: Buffer,
    dx: Buffer,
}

impl InputGradient {
    /// Works out the phases, and puts weights (filters × channels × taps) in the order [`Self::run`] reads them.
    pub fn new(shape: &ConvShape, weight: &[f32], packed: &mut Buffer) -> Self {
        let (channels, filters, width) = (shape.input.channels, shape.full.channels, shape.full.stride);
        let (kernel, stride, padding) = (shape.kernel, shape.stride, shape.padding);
        let border = kernel.div_ceil(stride) - 1;
        // An output that is this far down or right is the last to use an input, if there are so many.
        let most = |inputs: usize, outputs: usize| border + outputs.max((inputs - 1 + padding) / stride + 1);
        let bordered = (most(shape.input.height, shape.full.height), most(shape.input.width, shape.full.width));
        let offset = |(y, x): (usize, usize)| (y * bordered.1 + x) * width;
        let mut phases = Vec::new();
        packed.resize(padded(channels) * filters * kernel * kernel);
        let mut start = 0;
        let mut own = Buffer::default();
        for (down, right) in (0..stride * stride).map(|at| (at / stride, at % stride)) {
            // Input position y − padding, y = stride × step + down, is read by output step − j with tap down + stride × j.
            let steps = |phase: usize| (0..).map_while(move |j| (phase + stride * j < kernel).then_some(j));
            let pairs: Vec<_> = steps(down).flat_map(|j| steps(right).map(move |i| (j, i))).collect();
            let spots = |phase: usize, length: usize| (0..length).filter(move |at| (at + padding) % stride == phase);
            let places: Vec<_> = spots(down, shape.input.height)
                .flat_map(|y| spots(right, shape.input.width).map(move |x| (y, x)))
                .collect();
            if pairs.is_empty() || places.is_empty() {
                continue;
            }
            let tap = |&(j, i): &(usize, usize)| (down + stride * j) * kernel + right + stride * i;
            let weights: Vec<f32> = (0..channels)
                .flat_map(|channel| (0..filters).map(move |filter| (filter * channels + channel) * kernel * kernel))
                .flat_map(|at| pairs.iter().map(move |pair| weight[at + tap(pair)]))
                .collect();
            conv::pack(&weights, channels, pairs.len(), padded(channels), &mut own);
            packed[start..start + own.len()].copy_from_slice(&own);
            phases.push(Phase {
                taps: pairs.iter().map(|&(j, i)| offset((border - j, border - i))).collect(),
                bases: places.iter().map(|&(y, x)| offset(((y + padding) / stride, (x + padding) / stride))).collect(),
                places: places.iter().map(|(y, x)| y * shape.input.width + x).collect(),
                start,
            });
            start += own.len();
        }
        Self { phases, bordered, border, bias: vec![0.0; padded(channels)] }
    }

    /// Gradient by one image, `dx`, from that of each convolved position in the order of `shape.places`, `rows`.
    pub fn run(&self, shape: &ConvShape, packed: &[f32], rows: &[f32], local: &mut Local, dx: &mut [f32]) {
        let Local { bordered, dx: some } = local;
        let (width, stride) = (shape.full.stride, shape.input.stride);
        bordered.resize(self.bordered.0 * self.bordered.1 * width);
        bordered.fill(0.0);
        for (&place, row) in shape.places.iter().zip(rows.chunks_exact(width)) {
            let (y, x) = (place / shape.full.width + self.border, place % shape.full.width + self.border);
            bordered[(y * self.bordered.1 + x) * width..][..width].copy_from_slice(row);
        }
        let covered: usize = self.phases.iter().map(|phase| phase.places.len()).sum();
        if covered < shape.input.positions() {
            dx.fill(0.0);
        }
        for phase in &self.phases {
            some.resize(phase.bases.len() * self.bias.len());
            let weights = phase.taps.len() * shape.full.channels * self.bias.len();
            Convolve {
                x: bordered,
                taps: &phase.taps,
                depth: shape.full.channels,
                bases: &phase.bases,
                window: 1,
                floor: f32::NEG_INFINITY,
                packed: &packed[phase.start..][..weights],
                bias: &self.bias,
                y: some,
                codes: &mut [],
            }
            .run();
            for (&place, from) in phase.places.iter().zip(some.chunks_exact(self.bias.len())) {
                dx[place * stride..][..stride].copy_from_slice(&from[..stride]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::super::conv_dense::WeightGradient;
    use super::super::plain::{Exact, assert_close, map};
    use super::super::shape::{Extent, Then};
    use super::*;
    use crate::model::init;

    /// A convolution's shape, with a map of random numbers for it, its padding zero.
    fn cases() -> Vec<ConvShape> {
        // Channels, height, width, filters, kernel, stride, padding: what residual networks have, and odd ones.
        let sizes = [
            (16, 28, 28, 32, 3, 2, 1),
            (32, 7, 7, 64, 1, 2, 0),
            (3, 9, 6, 5, 3, 2, 1),
            (5, 8, 5, 17, 3, 1, 1),
            (2, 10, 11, 3, 2, 3, 0),
            (4, 7, 9, 6, 5, 2, 2),
            (1, 6, 6, 4, 3, 2, 0),
            (20, 5, 5, 7, 3, 3, 1),
        ];
        let shapes = sizes.map(|(channels, height, width, filters, kernel, stride, padding)| {
            let input = Extent::map(channels, height, width);
            ConvShape::new(input, filters, kernel, stride, padding, Then::Nothing).expect("it fits")
        });
        shapes.into()
    }

    #[test]
    fn a_convolution_of_any_stride_is_a_plain_loop_in_64_bits() {
        let mut rng = init::stream(1, "strided convolution");
        for shape in cases() {
            let (channels, filters, taps) = (shape.input.channels, shape.full.channels, shape.taps.len());
            let (x, g) = (map(&mut rng, shape.input), map(&mut rng, shape.full));
            let weight: Vec<f32> = (0..filters * channels * taps).map(|_| rng.random_range(-1.0..1.0)).collect();
            let exact = Exact::of(&shape, &x, &weight, &g);

            let mut bordered = vec![0.0; shape.bordered.len()];
            shape.border(&x, &mut bordered);
            let mut packed = Buffer::default();
            conv::pack(&weight, filters, taps, shape.full.stride, &mut packed);
            let mut ours = vec![9.0; g.len()];
            Convolve {
                x: &bordered,
                taps: &shape.taps,
                depth: channels,
                bases: &shape.bases,
                window: 1,
                floor: f32::NEG_INFINITY,
                packed: &packed,
                bias: &vec![0.0; shape.full.stride],
                y: &mut ours,
                codes: &mut [],
            }
            .run();
            assert_close("y", &ours, &exact.y, channels * taps, 1.0);

            let gradient = InputGradient::new(&shape, &weight, &mut packed);
            let mut ours = vec![9.0; x.len()];
            gradient.run(&shape, &packed, &g, &mut Local::default(), &mut ours);
            assert_close("dx", &ours, &exact.dx, filters * taps, 1.0);

            let offsets: Vec<usize> = shape.taps.iter().flat_map(|tap| (0..channels).map(move |c| tap + c)).collect();
            let mut sums = vec![0.0; offsets.len() * shape.full.stride];
            WeightGradient {
                x: &bordered,
                offsets: &offsets,
                bases: &shape.bases,
                g: &g,
                width: shape.full.stride,
                sums: &mut sums,
            }
            .run();
            let ours: Vec<f32> = (0..weight.len())
                .map(|at| (at / (channels * taps), at / taps % channels, at % taps))
                .map(|(filter, channel, tap)| sums[(tap * channels + channel) * shape.full.stride + filter])
                .collect();
            assert_close("dw", &ours, &exact.dw, shape.full.positions(), 1.0);
        }
    }
}
