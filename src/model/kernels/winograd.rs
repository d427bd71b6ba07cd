//! The transforms of fast convolution F(4 × 4, 3 × 3) (Lavin and Gray, arXiv 1509.09308; points 0, ±1, ±2 and ∞):
//! 36 products instead of 144 give 4 × 4 outputs of a 3 × 3 kernel. Vectors run over channels.
//!
//! An input tile d of 6 × 6, weights g of 3 × 3 and outputs y of 4 × 4 are related by
//! y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A. The gradients are the same maps turned around.

mod sides;
mod weights;

use pulp::{Simd, WithSimd};
use sides::{input_side, input_side_back, output_side, output_side_back};
pub use weights::{Weights, WeightsBack};

use super::simd::{dispatch, read, whole_vectors, write};

/// Side of an output tile.
pub const TILE: usize = 4;
/// Side of an input tile: a tile of outputs and what the kernel reads around it.
pub const PATCH: usize = 6;
/// Products of a tile for each pair of channels.
pub const POINTS: usize = PATCH * PATCH;

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
    /// Rows and columns of tiles in the map.
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
    /// m: the products of filters and input tiles in the transformed domain, summed over the input channels.
    pub points: Points<&'a [f32]>,
    /// Added to every position: one number a channel.
    pub bias: &'a [f32],
    /// The smallest value let through: 0 for a ReLU, else −∞.
    pub floor: f32,
    /// The output map, [`TILE`] rows and columns to a tile.
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
