//! What the paper of a photograph looks like without the ink.

use super::quantile;

/// The border that shows paper, as a share of the shorter side.
const BORDER: usize = 16;
/// A corner that shows paper, as a share of each side.
const CORNER: usize = 8;
/// More than this share of a picture is paper.
const PAPER: f32 = 0.6;

/// Each pixel's lightness less that of the paper there, in grey levels.
///
/// The paper is taken to be even, or to change evenly between the four corners, whichever explains more of the
/// picture: a corner that holds ink explains little.
pub(super) fn lightness_over_paper(width: usize, height: usize, grey: &[u8]) -> Vec<f32> {
    let even = over_border(width, height, grey.iter().map(|&pixel| f32::from(pixel)).collect());
    let shaded = over_border(width, height, over_shading(width, height, grey));
    let unexplained = |light: &[f32]| quantile(light.iter().map(|light| light.abs()).collect(), PAPER);
    if unexplained(&shaded) < unexplained(&even) { shaded } else { even }
}

/// The same pixels, measured from the median of the picture's border.
fn over_border(width: usize, height: usize, mut light: Vec<f32>) -> Vec<f32> {
    let thickness = (width.min(height) / BORDER).max(1);
    let on_border = |index: usize| {
        let (x, y) = (index % width, index / width);
        x.min(width - 1 - x).min(y).min(height - 1 - y) < thickness
    };
    let border = light.iter().enumerate().filter(|&(index, _)| on_border(index)).map(|(_, &light)| light);
    let paper = quantile(border.collect(), 0.5).unwrap_or(0.0);
    for light in &mut light {
        *light -= paper;
    }
    light
}

/// The pixels, measured from a lightness that runs evenly between the corners'.
fn over_shading(width: usize, height: usize, grey: &[u8]) -> Vec<f32> {
    let (wide, high) = ((width / CORNER).max(1), (height / CORNER).max(1));
    let median = |left: usize, top: usize| {
        let rows = grey.chunks_exact(width).skip(top).take(high);
        let pixels = rows.flat_map(|row| row.iter().skip(left).take(wide)).map(|&pixel| f32::from(pixel));
        quantile(pixels.collect(), 0.5).unwrap_or(0.0)
    };
    let (right, bottom) = (width - wide, height - high);
    let corners = [median(0, 0), median(right, 0), median(0, bottom), median(right, bottom)];
    // A corner's median stands for its middle.
    let share =
        |at: usize, size: usize, whole: usize| (at as f32 - (size - 1) as f32 / 2.0) / (whole - size).max(1) as f32;
    let pixels = grey.iter().enumerate().map(|(index, &pixel)| {
        let (x, y) = (share(index % width, wide, width), share(index / width, high, height));
        let top = corners[0] + (corners[1] - corners[0]) * x;
        let bottom = corners[2] + (corners[3] - corners[2]) * x;
        f32::from(pixel) - (top + (bottom - top) * y)
    });
    pixels.collect()
}
