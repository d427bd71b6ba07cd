//! Convolutions as plain loops in 64 bits, for tests: what the kernels are held to.

use rand::Rng;

use super::shape::{ConvShape, Extent};

/// A map of random numbers from −1 to 1, its padding zero.
pub fn map(rng: &mut impl Rng, extent: Extent) -> Vec<f32> {
    let mut numbers = vec![0.0; extent.len()];
    for position in numbers.chunks_exact_mut(extent.stride) {
        position[..extent.channels].iter_mut().for_each(|number| *number = rng.random_range(-1.0..1.0));
    }
    numbers
}

/// Outputs of a convolution without bias, and its gradients.
pub struct Exact {
    /// Outputs of the convolution itself: positions × padded filters.
    pub y: Vec<f64>,
    /// Gradient by the image: positions × padded channels.
    pub dx: Vec<f64>,
    /// Gradient by the weights: filters × channels × taps.
    pub dw: Vec<f64>,
}

impl Exact {
    /// For an image `x`, weights (filters × channels × taps) and the gradient `g` by the outputs.
    pub fn of(shape: &ConvShape, x: &[f32], weight: &[f32], g: &[f32]) -> Self {
        let [y, dx, dw] = [g.len(), x.len(), weight.len()].map(|length| vec![0.0; length]);
        let mut exact = Self { y, dx, dw };
        products(shape, |at_x, at_y, at_w| {
            let (x, g, w) = (f64::from(x[at_x]), f64::from(g[at_y]), f64::from(weight[at_w]));
            exact.y[at_y] += x * w;
            exact.dx[at_x] += g * w;
            exact.dw[at_w] += x * g;
        });
        exact
    }
}

/// Calls `visit` with places in x, y and w for every product of a convolution.
fn products(shape: &ConvShape, mut visit: impl FnMut(usize, usize, usize)) {
    let ConvShape { input, full, kernel, stride, padding, .. } = *shape;
    for at in 0..full.positions() * kernel * kernel {
        let (place, tap) = (at / (kernel * kernel), at % (kernel * kernel));
        let y = (place / full.width * stride + tap / kernel).checked_sub(padding);
        let x = (place % full.width * stride + tap % kernel).checked_sub(padding);
        let (Some(y), Some(x)) = (y, x) else { continue };
        if y >= input.height || x >= input.width {
            continue;
        }
        for channel in 0..input.channels {
            for filter in 0..full.channels {
                visit(
                    (y * input.width + x) * input.stride + channel,
                    place * full.stride + filter,
                    (filter * input.channels + channel) * kernel * kernel + tap,
                );
            }
        }
    }
}

/// Holds sums of `terms` products of numbers up to one to what rounding each addition allows, `factor` times.
///
/// # Panics
/// When one is farther off.
pub fn assert_close(what: &str, ours: &[f32], exact: &[f64], terms: usize, factor: f64) {
    assert_eq!(ours.len(), exact.len());
    let tolerance = factor * 6e-8 * (terms as f64 + 4.0);
    for (at, (&ours, exact)) in ours.iter().zip(exact).enumerate() {
        assert!((f64::from(ours) - exact).abs() <= tolerance, "{what} at {at}: {ours}, not {exact}");
    }
}
