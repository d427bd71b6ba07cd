//! The transforms of fast convolution F(4 × 4, 3 × 3) (Lavin and Gray, arXiv 1509.09308; points 0, ±1, ±2 and ∞):
//! 36 products instead of 144 give 4 × 4 outputs of a 3 × 3 kernel. Vectors run over channels.
//!
//! An input tile d of 6 × 6, weights g of 3 × 3 and outputs y of 4 × 4 are related by
//! y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A. The gradients are the same maps turned around.

use pulp::{Simd, WithSimd};

use super::buffer::LINE;
use super::simd::{dispatch, multiply_add, read, whole_vectors, write};

/// Side of an output tile.
pub const TILE: usize = 4;
/// Side of an input tile: a tile of outputs and what the kernel reads around it.
pub const PATCH: usize = 6;
/// Products of a tile for each pair of channels.
pub const POINTS: usize = PATCH * PATCH;
/// Weights of a kernel.
const TAPS: usize = 9;

/// `factor` × a + b.
#[inline(always)]
fn scaled<S: Simd>(simd: S, factor: f32, a: S::f32s, b: S::f32s) -> S::f32s {
    multiply_add(simd, simd.splat_f32s(factor), a, b)
}

/// Bᵀ d.
#[inline(always)]
fn input_side<S: Simd>(simd: S, d: [S::f32s; PATCH]) -> [S::f32s; PATCH] {
    let even = scaled(simd, -4.0, d[2], d[4]);
    let odd = scaled(simd, -4.0, d[1], d[3]);
    let far = simd.sub_f32s(d[4], d[2]);
    let difference = simd.sub_f32s(d[3], d[1]);
    let twice = simd.add_f32s(difference, difference);
    [
        scaled(simd, 4.0, d[0], scaled(simd, -5.0, d[2], d[4])),
        simd.add_f32s(even, odd),
        simd.sub_f32s(even, odd),
        simd.add_f32s(far, twice),
        simd.sub_f32s(far, twice),
        scaled(simd, 4.0, d[1], scaled(simd, -5.0, d[3], d[5])),
    ]
}

/// B v: the gradient of [`input_side`].
#[inline(always)]
fn input_side_back<S: Simd>(simd: S, v: [S::f32s; PATCH]) -> [S::f32s; PATCH] {
    let zero = simd.splat_f32s(0.0);
    let (near, far) = (simd.add_f32s(v[1], v[2]), simd.add_f32s(v[3], v[4]));
    let (step, stride) = (simd.sub_f32s(v[2], v[1]), simd.sub_f32s(v[4], v[3]));
    let both = simd.add_f32s(near, far);
    [
        simd.mul_f32s(simd.splat_f32s(4.0), v[0]),
        scaled(simd, 4.0, simd.add_f32s(step, v[5]), simd.add_f32s(stride, stride)),
        scaled(simd, -5.0, v[0], scaled(simd, -4.0, near, simd.sub_f32s(zero, far))),
        scaled(simd, -5.0, v[5], scaled(simd, -2.0, stride, simd.sub_f32s(zero, step))),
        simd.add_f32s(v[0], both),
        v[5],
    ]
}

/// Aᵀ m.
#[inline(always)]
fn output_side<S: Simd>(simd: S, m: [S::f32s; PATCH]) -> [S::f32s; TILE] {
    let (near, far) = (simd.add_f32s(m[1], m[2]), simd.add_f32s(m[3], m[4]));
    let (step, stride) = (simd.sub_f32s(m[1], m[2]), simd.sub_f32s(m[3], m[4]));
    [
        simd.add_f32s(m[0], simd.add_f32s(near, far)),
        scaled(simd, 2.0, stride, step),
        scaled(simd, 4.0, far, near),
        simd.add_f32s(scaled(simd, 8.0, stride, step), m[5]),
    ]
}

/// A y: the gradient of [`output_side`].
#[inline(always)]
fn output_side_back<S: Simd>(simd: S, y: [S::f32s; TILE]) -> [S::f32s; PATCH] {
    let (even, odd) = (simd.add_f32s(y[0], y[2]), simd.add_f32s(y[1], y[3]));
    let wide = scaled(simd, 4.0, y[2], y[0]);
    let skewed = scaled(simd, 4.0, y[3], y[1]);
    let skewed = simd.add_f32s(skewed, skewed);
    [
        y[0],
        simd.add_f32s(even, odd),
        simd.sub_f32s(even, odd),
        simd.add_f32s(wide, skewed),
        simd.sub_f32s(wide, skewed),
        y[3],
    ]
}

/// G g.
#[inline(always)]
fn weight_side<S: Simd>(simd: S, g: [S::f32s; 3]) -> [S::f32s; PATCH] {
    let times = |factor: f32, value| simd.mul_f32s(simd.splat_f32s(factor), value);
    let ends = simd.add_f32s(g[0], g[2]);
    let wide = scaled(simd, 1.0 / 24.0, g[0], times(1.0 / 6.0, g[2]));
    let step = times(1.0 / 12.0, g[1]);
    [
        times(0.25, g[0]),
        times(-1.0 / 6.0, simd.add_f32s(ends, g[1])),
        times(-1.0 / 6.0, simd.sub_f32s(ends, g[1])),
        simd.add_f32s(wide, step),
        simd.sub_f32s(wide, step),
        g[2],
    ]
}

/// Gᵀ u: the gradient of [`weight_side`].
#[inline(always)]
fn weight_side_back<S: Simd>(simd: S, u: [S::f32s; PATCH]) -> [S::f32s; 3] {
    let times = |factor: f32, value| simd.mul_f32s(simd.splat_f32s(factor), value);
    let (near, far) = (simd.add_f32s(u[1], u[2]), simd.add_f32s(u[3], u[4]));
    let (step, stride) = (simd.sub_f32s(u[2], u[1]), simd.sub_f32s(u[3], u[4]));
    [
        scaled(simd, 0.25, u[0], scaled(simd, -1.0 / 6.0, near, times(1.0 / 24.0, far))),
        scaled(simd, 1.0 / 6.0, step, times(1.0 / 12.0, stride)),
        scaled(simd, 1.0 / 6.0, simd.sub_f32s(far, near), u[5]),
    ]
}

/// Rows of a matrix as columns.
#[inline(always)]
fn turned<V: Copy, const R: usize, const C: usize>(rows: [[V; C]; R], filler: V) -> [[V; R]; C] {
    let mut columns = [[filler; R]; C];
    for c in 0..C {
        for r in 0..R {
            columns[c][r] = rows[r][c];
        }
    }
    columns
}

/// Where tiles lie in a map: `at(tile)` is the offset of its first number.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Rows of tiles.
    pub rows: usize,
    /// Columns of tiles.
    pub columns: usize,
    /// Numbers from one position of the map to the next: its padded channels.
    pub step: usize,
    /// Numbers from one row of the map to the next.
    pub row: usize,
}

impl Grid {
    /// Tiles of one map.
    pub fn count(self) -> usize {
        self.rows * self.columns
    }

    /// Offset of a tile.
    #[inline(always)]
    fn at(self, tile: usize) -> usize {
        tile / self.columns * TILE * self.row + tile % self.columns * TILE * self.step
    }
}

/// Products of several tiles: for each of 36 points, a row of channels a tile.
#[derive(Debug)]
pub struct Points<T> {
    /// Points × tiles × channels.
    pub numbers: T,
    /// Tiles of all maps.
    pub tiles: usize,
    /// The first tile of the map at hand.
    pub first: usize,
}

impl<T> Points<T> {
    #[inline(always)]
    fn at(&self, point: usize, tile: usize, step: usize) -> usize {
        (point * self.tiles + self.first + tile) * step
    }
}

/// Bᵀ d B of every tile of a map.
pub struct InputTiles<'a> {
    /// The map, with a border so wide that every tile has its whole patch.
    pub map: &'a [f32],
    /// Its tiles.
    pub grid: Grid,
    /// Written.
    pub points: Points<&'a mut [f32]>,
}

impl InputTiles<'_> {
    /// Writes the points.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for InputTiles<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { map, grid, points } = self;
        let zero = simd.splat_f32s(0.0);
        for tile in 0..grid.count() {
            for channel in whole_vectors::<S>(grid.step) {
                let at = grid.at(tile) + channel;
                let mut rows = [[zero; PATCH]; PATCH];
                for r in 0..PATCH {
                    let mut row = [zero; PATCH];
                    for c in 0..PATCH {
                        row[c] = read::<S>(map, at + r * grid.row + c * grid.step);
                    }
                    rows[r] = input_side(simd, row);
                }
                let columns = turned(rows, zero);
                for c in 0..PATCH {
                    let column = input_side(simd, columns[c]);
                    for r in 0..PATCH {
                        let place = points.at(r * PATCH + c, tile, grid.step) + channel;
                        write::<S>(points.numbers, place, column[r]);
                    }
                }
            }
        }
    }
}

/// Adds B v Bᵀ of every tile to a map: the gradient of [`InputTiles`].
pub struct InputTilesBack<'a> {
    /// Added to.
    pub map: &'a mut [f32],
    /// Its tiles.
    pub grid: Grid,
    /// Gradient by the points.
    pub points: Points<&'a [f32]>,
}

impl InputTilesBack<'_> {
    /// Adds to the map.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for InputTilesBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { map, grid, points } = self;
        let zero = simd.splat_f32s(0.0);
        for tile in 0..grid.count() {
            for channel in whole_vectors::<S>(grid.step) {
                let mut columns = [[zero; PATCH]; PATCH];
                for c in 0..PATCH {
                    let mut column = [zero; PATCH];
                    for r in 0..PATCH {
                        let place = points.at(r * PATCH + c, tile, grid.step) + channel;
                        column[r] = read::<S>(points.numbers, place);
                    }
                    columns[c] = input_side_back(simd, column);
                }
                let rows = turned(columns, zero);
                let at = grid.at(tile) + channel;
                for r in 0..PATCH {
                    let row = input_side_back(simd, rows[r]);
                    for c in 0..PATCH {
                        let place = at + r * grid.row + c * grid.step;
                        let sum = simd.add_f32s(read::<S>(map, place), row[c]);
                        write::<S>(map, place, sum);
                    }
                }
            }
        }
    }
}

/// Aᵀ m A of every tile of a map, plus bias.
pub struct OutputTiles<'a> {
    /// Read.
    pub points: Points<&'a [f32]>,
    /// Added to every position: one number a channel.
    pub bias: &'a [f32],
    /// The smallest value let through: 0 for a ReLU, else −∞.
    pub floor: f32,
    /// Written: a map of whole tiles.
    pub map: &'a mut [f32],
    /// Its tiles.
    pub grid: Grid,
}

impl OutputTiles<'_> {
    /// Writes the map.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for OutputTiles<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { points, bias, floor, map, grid } = self;
        let (zero, floor) = (simd.splat_f32s(0.0), simd.splat_f32s(floor));
        for tile in 0..grid.count() {
            for channel in whole_vectors::<S>(grid.step) {
                let mut columns = [[zero; TILE]; PATCH];
                for c in 0..PATCH {
                    let mut column = [zero; PATCH];
                    for r in 0..PATCH {
                        let place = points.at(r * PATCH + c, tile, grid.step) + channel;
                        column[r] = read::<S>(points.numbers, place);
                    }
                    columns[c] = output_side(simd, column);
                }
                let rows = turned(columns, zero);
                let (at, bias) = (grid.at(tile) + channel, read::<S>(bias, channel));
                for r in 0..TILE {
                    let row = output_side(simd, rows[r]);
                    for c in 0..TILE {
                        let value = simd.max_f32s(simd.add_f32s(row[c], bias), floor);
                        write::<S>(map, at + r * grid.row + c * grid.step, value);
                    }
                }
            }
        }
    }
}

/// A y Aᵀ of every tile of a map: the gradient of [`OutputTiles`].
pub struct OutputTilesBack<'a> {
    /// Gradient by a map of whole tiles.
    pub map: &'a [f32],
    /// Its tiles.
    pub grid: Grid,
    /// Written.
    pub points: Points<&'a mut [f32]>,
}

impl OutputTilesBack<'_> {
    /// Writes the points.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for OutputTilesBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { map, grid, points } = self;
        let zero = simd.splat_f32s(0.0);
        for tile in 0..grid.count() {
            for channel in whole_vectors::<S>(grid.step) {
                let at = grid.at(tile) + channel;
                let mut rows = [[zero; PATCH]; TILE];
                for r in 0..TILE {
                    let mut row = [zero; TILE];
                    for c in 0..TILE {
                        row[c] = read::<S>(map, at + r * grid.row + c * grid.step);
                    }
                    rows[r] = output_side_back(simd, row);
                }
                let columns = turned(rows, zero);
                for c in 0..PATCH {
                    let column = output_side_back(simd, columns[c]);
                    for r in 0..PATCH {
                        let place = points.at(r * PATCH + c, tile, grid.step) + channel;
                        write::<S>(points.numbers, place, column[r]);
                    }
                }
            }
        }
    }
}

/// G g Gᵀ of all weights.
pub struct Weights<'a> {
    /// Filters × channels × 9.
    pub weight: &'a [f32],
    /// Filters.
    pub filters: usize,
    /// Channels.
    pub channels: usize,
    /// Whether filters are the rows of each product's matrix and channels its columns, as the gradient by the input
    /// reads them; else channels are the rows.
    pub turned: bool,
    /// Written: points × rows × columns, padded with zeros to `width` columns.
    pub points: &'a mut [f32],
    /// Padded columns.
    pub width: usize,
}

impl Weights<'_> {
    /// Writes the points.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for Weights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { weight, filters, channels, turned: is_turned, points, width } = self;
        let zero = simd.splat_f32s(0.0);
        let (rows, columns) = if is_turned { (filters, channels) } else { (channels, filters) };
        for row in 0..rows {
            for first in (0..width).step_by(LINE) {
                let mut lanes = [[0.0; LINE]; TAPS];
                for column in first..columns.min(first + LINE) {
                    let (filter, channel) = if is_turned { (row, column) } else { (column, row) };
                    let kernel = &weight[(filter * channels + channel) * TAPS..][..TAPS];
                    for (lanes, &weight) in lanes.iter_mut().zip(kernel) {
                        lanes[column - first] = weight;
                    }
                }
                for lane in whole_vectors::<S>(LINE) {
                    let mut sides = [[zero; PATCH]; 3];
                    for r in 0..3 {
                        let tap = |c: usize| read::<S>(&lanes[r * 3 + c], lane);
                        sides[r] = weight_side(simd, [tap(0), tap(1), tap(2)]);
                    }
                    let sides = turned(sides, zero);
                    for c in 0..PATCH {
                        let side = weight_side(simd, sides[c]);
                        for r in 0..PATCH {
                            let place = ((r * PATCH + c) * rows + row) * width + first + lane;
                            write::<S>(points, place, side[r]);
                        }
                    }
                }
            }
        }
    }
}

/// Adds Gᵀ u G to the gradient of all weights: the gradient of [`Weights`].
pub struct WeightsBack<'a> {
    /// Gradient by the points: points × channels × padded filters.
    pub points: &'a [f32],
    /// Channels.
    pub channels: usize,
    /// Padded filters.
    pub width: usize,
    /// Added to: 9 × channels × padded filters.
    pub sums: &'a mut [f32],
}

impl WeightsBack<'_> {
    /// Adds to the sums.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for WeightsBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { points, channels, width, sums } = self;
        let zero = simd.splat_f32s(0.0);
        for channel in 0..channels {
            for filter in whole_vectors::<S>(width) {
                let place = |index: usize| (index * channels + channel) * width + filter;
                let mut sides = [[zero; 3]; PATCH];
                for c in 0..PATCH {
                    let mut column = [zero; PATCH];
                    for r in 0..PATCH {
                        column[r] = read::<S>(points, place(r * PATCH + c));
                    }
                    sides[c] = weight_side_back(simd, column);
                }
                let sides = turned(sides, zero);
                for r in 0..3 {
                    let row = weight_side_back(simd, sides[r]);
                    for c in 0..3 {
                        let place = place(r * 3 + c);
                        let sum = simd.add_f32s(read::<S>(sums, place), row[c]);
                        write::<S>(sums, place, sum);
                    }
                }
            }
        }
    }
}
