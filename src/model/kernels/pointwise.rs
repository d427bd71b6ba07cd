//! What happens to each number by itself, and the change from maps to vectors.

use super::shape::Extent;

/// Zeroes the gradient where a ReLU cut its output off.
#[inline(always)]
pub fn relu_backward(y: &[f32], g: &mut [f32]) {
    for (g, &y) in g.iter_mut().zip(y) {
        *g = if y > 0.0 { *g } else { 0.0 };
    }
}

/// Turns the gradient by tanh's output into that by its input.
#[inline(always)]
pub fn tanh_backward(y: &[f32], g: &mut [f32]) {
    for (g, &y) in g.iter_mut().zip(y) {
        *g *= 1.0 - y * y;
    }
}

/// tanh, as 1 − 2 / (e^2x + 1) with a polynomial for the exponential: within 4e-7, and many at a time.
#[inline(always)]
pub fn tanh_forward(x: &[f32], y: &mut [f32]) {
    for (y, &x) in y.iter_mut().zip(x) {
        // Beyond ±9 the result is ±1 in 32 bits.
        let doubled = 2.0 * x.clamp(-9.0, 9.0);
        let large = 1.0 - 2.0 / (exp(doubled) + 1.0);
        // Near zero that would lose digits: the series is exact there.
        let square = x * x;
        let small = x * (1.0 + square * (-1.0 / 3.0 + square * (2.0 / 15.0 - square * (17.0 / 315.0))));
        *y = if square < 0.01 { small } else { large };
    }
}

/// e^x for |x| ≤ 20: powers of two by the exponent's bits, the rest by its series on [−½ ln 2, ½ ln 2].
#[inline(always)]
fn exp(x: f32) -> f32 {
    let whole = (x * std::f32::consts::LOG2_E + 12_582_912.0) - 12_582_912.0;
    // ln 2 in two parts, so that the difference keeps its digits.
    let rest = (x - whole * 0.693_359_4) - whole * -2.121_944_4e-4;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0))))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// Maps (positions × padded channels) to a vector, channel by channel.
pub fn flatten(map: Extent, x: &[f32], y: &mut [f32]) {
    let positions = map.positions();
    for (position, x) in x.chunks_exact(map.stride).enumerate() {
        for (channel, &x) in x[..map.channels].iter().enumerate() {
            y[channel * positions + position] = x;
        }
    }
}

/// Back from a vector to maps; padding is left alone.
pub fn unflatten(map: Extent, vector: &[f32], maps: &mut [f32]) {
    let positions = map.positions();
    for (position, maps) in maps.chunks_exact_mut(map.stride).enumerate() {
        for (channel, slot) in maps[..map.channels].iter_mut().enumerate() {
            *slot = vector[channel * positions + position];
        }
    }
}

/// How candle counts the numbers of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Channel by channel: maps and vectors.
    Channels,
    /// Token by token: sequences.
    Tokens,
}

/// Dropout's mask as a function of place, so that it can be computed anywhere in any order: the number at `index`
/// of a batch (as candle counts) survives if its hash is at least the rate.
#[derive(Debug, Clone, Copy)]
pub struct Mask {
    key: (u32, u32),
    threshold: u32,
    kept: f32,
}

impl Mask {
    /// The mask of one layer in one step: `key` from the run's stream, `rate` in [0, 1).
    pub fn new(key: u64, rate: f32) -> Self {
        let threshold = (f64::from(rate) * f64::from(1 << 24)).round() as u32;
        Self { key: (key as u32, (key >> 32) as u32), threshold, kept: 1.0 / (1.0 - rate) }
    }

    /// 0, or 1 / (1 − rate).
    #[inline(always)]
    pub fn factor(self, index: u32) -> f32 {
        // The finaliser "lowbias32" twice, keyed before each.
        let mixed = mix(mix(index ^ self.key.0).wrapping_add(self.key.1));
        if mixed >> 8 >= self.threshold { self.kept } else { 0.0 }
    }

    /// Multiplies image `image` of a batch by the mask.
    #[inline(always)]
    pub fn apply(self, map: Extent, order: Order, image: usize, numbers: &mut [f32]) {
        let (by_channel, by_position) = match order {
            Order::Channels => (map.positions() as u32, 1),
            Order::Tokens => (1, map.channels as u32),
        };
        let first = image as u32 * map.count() as u32;
        for (position, numbers) in numbers.chunks_exact_mut(map.stride).enumerate() {
            for (channel, number) in numbers[..map.channels].iter_mut().enumerate() {
                *number *= self.factor(first + channel as u32 * by_channel + position as u32 * by_position);
            }
        }
    }
}

#[inline(always)]
fn mix(mut x: u32) -> u32 {
    x ^= x >> 16;
    x = x.wrapping_mul(0x7feb_352d);
    x ^= x >> 15;
    x = x.wrapping_mul(0x846c_a68b);
    x ^ x >> 16
}

/// Multiplies each channel of `g` by its factor.
#[inline(always)]
pub fn scale_channels(g: &mut [f32], factors: &[f32]) {
    for position in g.chunks_exact_mut(factors.len()) {
        for (g, factor) in position.iter_mut().zip(factors) {
            *g *= factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_is_within_four_ten_millionths() {
        let x: Vec<f32> = (-200_000..200_000).map(|i| i as f32 * 1e-4).collect();
        let mut y = vec![0.0; x.len()];
        tanh_forward(&x, &mut y);
        for (&x, y) in x.iter().zip(y) {
            let exact = f64::from(x).tanh();
            assert!((f64::from(y) - exact).abs() <= 4e-7, "tanh({x}) = {exact}, not {y}");
        }
    }

    #[test]
    fn a_mask_drops_its_rate_and_keeps_the_mean() {
        let mask = Mask::new(0x0123_4567_89ab_cdef, 0.25);
        let count = 100_000;
        let kept = (0..count).filter(|&index| mask.factor(index) > 0.0).count();
        // Five standard deviations of a binomial count: 5 √(100,000 × ¼ × ¾) = 685.
        assert!(kept.abs_diff(75_000) < 685, "{kept} of {count} kept");
        assert!((mask.factor((0..count).find(|&i| mask.factor(i) > 0.0).unwrap_or(0)) - 4.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn flattening_goes_channel_by_channel() {
        let map = Extent { channels: 2, height: 1, width: 3, stride: 4 };
        let x: Vec<f32> = (0..12).map(|i| i as f32).collect();
        let mut y = vec![0.0; 6];
        flatten(map, &x, &mut y);
        assert_eq!(y, [0.0, 4.0, 8.0, 1.0, 5.0, 9.0]);
        let mut back = vec![-1.0; 12];
        unflatten(map, &y, &mut back);
        assert_eq!(back, [0.0, 1.0, -1.0, -1.0, 4.0, 5.0, -1.0, -1.0, 8.0, 9.0, -1.0, -1.0]);
    }
}
