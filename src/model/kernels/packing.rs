//! Matrices in the order that products read them: in panels of columns, or turned.

use super::buffer::{LINE, padded};

/// Columns of a packed right-hand side that lie together: a block's share of it stays in the first-level cache.
pub const PANEL: usize = 64;

/// Lays a right-hand side out in panels of [`PANEL`] columns, padded with zeros: the number of depth `d` and column
/// `c` is `numbers[d × depth_step + c × column_step]`.
pub fn pack(
    numbers: &[f32],
    (depth, depth_step): (usize, usize),
    (columns, column_step): (usize, usize),
    packed: &mut [f32],
) {
    let width = padded(columns);
    assert_eq!(packed.len(), depth * width, "a buffer of another size");
    for first in (0..width).step_by(PANEL) {
        let side = PANEL.min(width - first);
        let count = side.min(columns - first);
        let panel = &mut packed[first * depth..][..side * depth];
        if column_step == 1 {
            for (d, row) in panel.chunks_exact_mut(side).enumerate() {
                row[..count].copy_from_slice(&numbers[d * depth_step + first..][..count]);
                row[count..].fill(0.0);
            }
        } else {
            assert_eq!(depth_step, 1, "either columns or rows lie together");
            turn(&numbers[first * column_step..], column_step, (count, depth), panel, side);
        }
    }
}

/// Turns `rows` rows of `columns` numbers that are `stride` apart into columns: `to` holds `columns` rows that are
/// `to_stride` apart, each filled up with zeros.
pub fn turn(numbers: &[f32], stride: usize, (rows, columns): (usize, usize), to: &mut [f32], to_stride: usize) {
    for first in (0..to_stride).step_by(LINE) {
        let count = LINE.min(to_stride - first);
        let mut lines = [&[][..]; LINE];
        for (row, line) in lines.iter_mut().enumerate().take(rows.saturating_sub(first)) {
            *line = &numbers[(first + row) * stride..][..columns];
        }
        if count == LINE && first + LINE <= rows {
            for column in 0..columns {
                let to = &mut to[column * to_stride + first..][..LINE];
                for (to, line) in to.iter_mut().zip(&lines) {
                    *to = line[column];
                }
            }
        } else {
            for column in 0..columns {
                let to = &mut to[column * to_stride + first..][..count];
                for (to, line) in to.iter_mut().zip(&lines) {
                    *to = line.get(column).copied().unwrap_or(0.0);
                }
            }
        }
    }
}
