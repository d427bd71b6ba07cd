//! A picture as the network sees it: how far each pixel is from what surrounds it, in lightness and in two colours,
//! measured by how much the surroundings vary.

use super::net::COLOURS;
use crate::model::kernels::maps::Maps;

/// Pixels on each side that count as surroundings.
const REACH: usize = 20;
/// Added to the deviation of the surroundings, in grey levels: less than this is noise.
const QUIET: f32 = 6.0;
/// The farthest that is told apart.
const FARTHEST: f32 = 5.0;

/// A picture of red, green and blue from 0 to 255, row by row.
#[derive(Debug, Clone, Default)]
pub struct Colours {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Lightness, and how much more red and how much more blue there is than lightness.
    planes: [Vec<f32>; COLOURS],
}

impl Colours {
    /// Takes bytes of red, green and blue apart. What is missing is black.
    #[must_use]
    pub fn of_rgb(width: usize, height: usize, rgb: &[u8]) -> Self {
        let mut planes = [0; COLOURS].map(|_| Vec::with_capacity(width * height));
        for pixel in rgb.chunks_exact(3).take(width * height) {
            let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
            let light = 0.299 * red + 0.587 * green + 0.114 * blue;
            planes[0].push(light);
            planes[1].push(red - light);
            planes[2].push(blue - light);
        }
        for plane in &mut planes {
            plane.resize(width * height, 0.0);
        }
        Self { width, height, planes }
    }

    /// Lightness of every pixel, row by row.
    #[must_use]
    pub fn light(&self) -> &[f32] {
        &self.planes[0]
    }

    /// All planes: lightness, and red and blue beyond it.
    #[must_use]
    pub fn planes(&self) -> &[Vec<f32>; COLOURS] {
        &self.planes
    }

    /// The same picture with so many columns and rows, each pixel the mean of the area it covers.
    #[must_use]
    pub fn resized(&self, width: usize, height: usize) -> Self {
        let across = spans(self.width, width);
        let down = spans(self.height, height);
        let planes = [0, 1, 2].map(|plane| resized(&self.planes[plane], self.width, &across, &down));
        Self { width, height, planes }
    }

    /// Writes the picture as the network sees it into one image of `maps`, which has as many columns and rows.
    pub fn show(&self, maps: &mut Maps, image: usize) {
        let (width, height) = (self.width, self.height);
        let size = width * height;
        let light_mean = around(width, height, &self.planes[0]);
        let squares: Vec<f32> =
            self.planes[0].iter().zip(&light_mean).map(|(&light, mean)| (light - mean).powi(2)).collect();
        let variance = around(width, height, &squares);
        let scale: Vec<f32> = variance.iter().map(|variance| 1.0 / (variance.max(0.0).sqrt() + QUIET)).collect();
        let stride = maps.stride();
        let target = &mut maps.numbers_mut()[image * size * stride..][..size * stride];
        for (colour, plane) in self.planes.iter().enumerate() {
            let own;
            let mean = if colour == 0 {
                &light_mean
            } else {
                own = around(width, height, plane);
                &own
            };
            for (((place, &value), mean), scale) in target.chunks_exact_mut(stride).zip(plane).zip(mean).zip(&scale) {
                place[colour] = ((value - mean) * scale).clamp(-FARTHEST, FARTHEST);
            }
        }
    }
}

/// For each of `count` pixels along a side of `length`: the first old pixel it covers, and the share of it and of each
/// that follows.
fn spans(length: usize, count: usize) -> Vec<(usize, Vec<f32>)> {
    let step = length as f32 / count.max(1) as f32;
    let one = |at: usize| {
        let (from, to) = (at as f32 * step, (at + 1) as f32 * step);
        if step < 1.0 {
            // Between the two nearest.
            let middle = (f32::midpoint(from, to) - 0.5).clamp(0.0, length as f32 - 1.0);
            let first = (middle as usize).min(length.saturating_sub(2));
            let share = (middle - first as f32).clamp(0.0, 1.0);
            return (first, if length < 2 { vec![1.0] } else { vec![1.0 - share, share] });
        }
        let first = from as usize;
        let last = (to.ceil() as usize).min(length);
        let share = |old: usize| (to.min(old as f32 + 1.0) - from.max(old as f32)).max(0.0) / step;
        (first, (first..last).map(share).collect())
    };
    (0..count).map(one).collect()
}

fn resized(plane: &[f32], width: usize, across: &[(usize, Vec<f32>)], down: &[(usize, Vec<f32>)]) -> Vec<f32> {
    let mut result = Vec::with_capacity(across.len() * down.len());
    let mut line = vec![0.0; width];
    for (first, shares) in down {
        line.fill(0.0);
        for (row, &share) in shares.iter().enumerate() {
            for (sum, value) in line.iter_mut().zip(&plane[(first + row) * width..]) {
                *sum += share * value;
            }
        }
        result.extend(
            across.iter().map(|(first, shares)| shares.iter().zip(&line[*first..]).map(|(a, b)| a * b).sum::<f32>()),
        );
    }
    result
}

/// The mean of the square around each pixel, as far as it lies within the picture.
fn around(width: usize, height: usize, plane: &[f32]) -> Vec<f32> {
    let mut across = vec![0.0; plane.len()];
    for (line, means) in plane.chunks_exact(width.max(1)).zip(across.chunks_exact_mut(width.max(1))) {
        let mut sum: f32 = line[..REACH.min(width)].iter().sum();
        for (x, mean) in means.iter_mut().enumerate() {
            if let Some(next) = line.get(x + REACH) {
                sum += next;
            }
            if let Some(last) = x.checked_sub(REACH + 1) {
                sum -= line[last];
            }
            *mean = sum / ((x + REACH + 1).min(width) - x.saturating_sub(REACH)) as f32;
        }
    }
    let mut means = vec![0.0; plane.len()];
    let mut sums = vec![0.0_f32; width];
    let row = |y: usize| &across[y * width..][..width];
    for y in 0..REACH.min(height) {
        sums.iter_mut().zip(row(y)).for_each(|(sum, value)| *sum += value);
    }
    for (y, means) in means.chunks_exact_mut(width.max(1)).enumerate() {
        if y + REACH < height {
            sums.iter_mut().zip(row(y + REACH)).for_each(|(sum, value)| *sum += value);
        }
        if let Some(last) = y.checked_sub(REACH + 1) {
            sums.iter_mut().zip(row(last)).for_each(|(sum, value)| *sum -= value);
        }
        let share = 1.0 / ((y + REACH + 1).min(height) - y.saturating_sub(REACH)) as f32;
        means.iter_mut().zip(&sums).for_each(|(mean, sum)| *mean = sum * share);
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_paper_is_zero_and_light_does_not_count() {
        let grey = |level: u8| {
            let mut maps = Maps::zeros(1, COLOURS, 50, 60);
            let rgb: Vec<u8> = (0..3000).flat_map(|at| [if at % 60 == 30 { level / 2 } else { level }; 3]).collect();
            Colours::of_rgb(60, 50, &rgb).show(&mut maps, 0);
            [maps.at(0, 25, 5)[0], maps.at(0, 25, 30)[0]]
        };
        let (bright, dim) = (grey(240), grey(120));
        assert!(bright[0].abs() < 0.01 && dim[0].abs() < 0.01, "beyond the line's surroundings: {bright:?} {dim:?}");
        assert!(bright[1] < -2.5 && (bright[1] - dim[1]).abs() < 1.0, "{bright:?} {dim:?}");
    }

    #[test]
    fn the_mean_around_a_pixel_is_that_of_the_square() {
        let (width, height) = (53, 47);
        let plane: Vec<f32> = (0..width * height).map(|at| ((at * 7919) % 256) as f32).collect();
        let means = around(width, height, &plane);
        for (x, y) in [(0, 0), (30, 25), (52, 46), (5, 40)] {
            let columns = x.max(REACH) - REACH..(x + REACH + 1).min(width);
            let rows = y.max(REACH) - REACH..(y + REACH + 1).min(height);
            let all: Vec<f32> = rows.flat_map(|y| &plane[y * width..][columns.clone()]).copied().collect();
            let expected = all.iter().sum::<f32>() / all.len() as f32;
            assert!((means[y * width + x] - expected).abs() < 0.05);
        }
    }

    #[test]
    fn a_smaller_picture_has_the_same_mean() {
        let rgb: Vec<u8> = (0..90 * 70 * 3).map(|at| ((at * 31) % 251) as u8).collect();
        let colours = Colours::of_rgb(90, 70, &rgb);
        let mean = |colours: &Colours| colours.light().iter().sum::<f32>() / colours.light().len() as f32;
        for (width, height) in [(45, 35), (33, 20), (90, 70), (1, 1), (180, 140)] {
            let small = colours.resized(width, height);
            assert_eq!(small.light().len(), width * height);
            assert!((mean(&small) - mean(&colours)).abs() < 2.0, "{width} × {height}");
        }
    }
}
