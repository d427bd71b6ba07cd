//! Takes uneven light away: how much each pixel differs from the paper around it. Knows neither lines nor digits.

use super::quantile;

/// Blocks along the longer side of the picture.
const BLOCKS: usize = 48;
/// Strokes up to this many blocks wide are ink and not a shadow.
const STROKE: usize = 5;
/// Neighbourhoods along the longer side in which ink and paper are told apart.
const NEIGHBOURHOODS: usize = 4;
/// Grey levels from the usual one on that something stands out.
const STANDS_OUT: f32 = 20.0;
/// The share of a block's pixels that are darker than its paper.
const PAPER: f32 = 0.7;

/// Pixels with the light taken away: positive for ink, in grey levels of a white paper, whichever of ink and paper is
/// darker. The paper is about 0.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row-major.
    pub over: Vec<f32>,
}

/// Divides the picture by its paper: the greatest lightness around, or the least where the ink is light.
pub(super) fn over_light(width: usize, height: usize, grey: &[u8]) -> Flat {
    let over = if is_ink_dark(width, height, grey) {
        from_paper(width, height, grey)
    } else {
        let turned: Vec<u8> = grey.iter().map(|&pixel| 255 - pixel).collect();
        from_paper(width, height, &turned)
    };
    Flat { width, height, over }
}

/// Whether what differs from the greater part of its neighbourhood is mostly darker. The neighbourhood is a large one,
/// of which even thick strokes fill little.
fn is_ink_dark(width: usize, height: usize, grey: &[u8]) -> bool {
    let side = width.max(height).div_ceil(NEIGHBOURHOODS).max(1);
    let (mut darker, mut lighter) = (0.0, 0.0);
    for top in (0..height).step_by(side) {
        for left in (0..width).step_by(side) {
            let rows = top..height.min(top + side);
            let columns = left..width.min(left + side);
            let pixels =
                || rows.clone().flat_map(|y| &grey[y * width..][columns.clone()]).map(|&pixel| f32::from(pixel));
            let usual = quantile(pixels().collect(), 0.5).unwrap_or(0.0);
            for pixel in pixels() {
                darker += (usual - pixel - STANDS_OUT).max(0.0);
                lighter += (pixel - usual - STANDS_OUT).max(0.0);
            }
        }
    }
    darker >= lighter
}

/// How much darker than its paper each pixel is.
fn from_paper(width: usize, height: usize, grey: &[u8]) -> Vec<f32> {
    let block = width.max(height).div_ceil(BLOCKS).max(1);
    let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
    let mut papers = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let lines = row * block..height.min((row + 1) * block);
            let part = column * block..width.min((column + 1) * block);
            let pixels = lines.flat_map(|y| &grey[y * width..][part.clone()]).map(|&pixel| f32::from(pixel));
            papers.push(quantile(pixels.collect(), PAPER).unwrap_or(255.0));
        }
    }
    let papers = closed(columns, rows, &papers);
    let middle = |at: usize, count: usize| {
        let place = ((at as f32 + 0.5) / block as f32 - 0.5).clamp(0.0, (count - 1) as f32);
        let low = place.floor() as usize;
        (low, (low + 1).min(count - 1), place - low as f32)
    };
    let mut over = Vec::with_capacity(grey.len());
    for y in 0..height {
        let (above, below, down) = middle(y, rows);
        for x in 0..width {
            let (left, right, along) = middle(x, columns);
            let blend =
                |row: usize| papers[row * columns + left] * (1.0 - along) + papers[row * columns + right] * along;
            let paper = (blend(above) * (1.0 - down) + blend(below) * down).max(24.0);
            // Shadow takes away a share of the light, of paper and ink alike.
            over.push((1.0 - f32::from(grey[y * width + x]) / paper) * 255.0);
        }
    }
    over
}

/// A morphological closing: dark strokes vanish, wide shadows stay. Beyond the edges the outermost blocks go on, or else
/// the paper at a dark edge would be taken to be as light as that further in.
fn closed(columns: usize, rows: usize, papers: &[f32]) -> Vec<f32> {
    const MARGIN: usize = 2 * STROKE;
    let (wide, high) = (columns + 2 * MARGIN, rows + 2 * MARGIN);
    let padded: Vec<f32> = (0..wide * high)
        .map(|at| {
            let x = (at % wide).saturating_sub(MARGIN).min(columns - 1);
            let y = (at / wide).saturating_sub(MARGIN).min(rows - 1);
            papers[y * columns + x]
        })
        .collect();
    let all = extreme(wide, high, &extreme(wide, high, &padded, f32::max), f32::min);
    (0..columns * rows).map(|at| all[(at / columns + MARGIN) * wide + at % columns + MARGIN]).collect()
}

/// The extreme value of each block's neighbourhood.
fn extreme(columns: usize, rows: usize, values: &[f32], of: fn(f32, f32) -> f32) -> Vec<f32> {
    let along: Vec<f32> = (0..values.len())
        .map(|index| {
            let (x, y) = (index % columns, index / columns);
            let near = x.saturating_sub(STROKE)..columns.min(x + STROKE + 1);
            near.map(|x| values[y * columns + x]).reduce(of).unwrap_or_default()
        })
        .collect();
    let around = (0..values.len()).map(|index| {
        let (x, y) = (index % columns, index / columns);
        let near = y.saturating_sub(STROKE)..rows.min(y + STROKE + 1);
        near.map(|y| along[y * columns + x]).reduce(of).unwrap_or_default()
    });
    around.collect()
}
