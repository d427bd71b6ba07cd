//! Convolutions of 3 × 3 with stride one in training, and their gradients, by the transforms of [`super::winograd`]: a
//! quarter of the products of [`super::conv`]. Several images are transformed together, so that the matrix of each of the
//! 36 points has enough rows; no number depends on which images those are.
//!
//! What comes out differs from a direct convolution in the last digits, so that a network that only reads, whose
//! predictions are to stay the same, does not use it.

mod backward;
mod forward;

use std::cell::RefCell;

pub use backward::Backward;
pub use forward::Forward;

use super::buffer::{Buffer, LINE};
use super::matrix::{Accumulate, Left, Product, Right};
use super::shape::{ConvShape, Extent, Then};
use super::winograd::{Grid, InputTiles, PATCH, POINTS, Points, TILE, Weights};

/// Rows that each point's matrix should have, so that its weights are read for many of them.
const ROWS: usize = 48;
/// Products of a vector that the transforms of a tile's vector cost as much as, going in and coming out.
const TRANSFORMS: usize = 180;

/// How a convolution is cut into tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiles {
    /// Rows of tiles in an image.
    rows: usize,
    /// Columns of tiles.
    columns: usize,
}

impl Tiles {
    /// The tiles of a convolution, if computing with them is less work than without.
    pub fn of(shape: &ConvShape) -> Option<Self> {
        let (channels, filters) = (shape.input.channels, shape.full.channels);
        if shape.kernel != 3 || shape.stride != 1 || !shape.input.stride.is_multiple_of(LINE) || channels < LINE / 2 {
            return None;
        }
        let used = used(shape);
        let tiles = Self { rows: used.height.div_ceil(TILE), columns: used.width.div_ceil(TILE) };
        let vectors = shape.full.stride / LINE;
        let direct = used.positions() * 9 * channels * vectors;
        let transforms = TRANSFORMS * (shape.input.stride / LINE + vectors);
        let ours = tiles.rows * tiles.columns * (POINTS * channels * vectors + transforms);
        (filters > 0 && ours < direct).then_some(tiles)
    }

    /// Tiles of an image.
    pub fn count(self) -> usize {
        self.rows * self.columns
    }

    /// Images that are transformed together.
    pub fn images(self) -> usize {
        ROWS.div_ceil(self.count())
    }

    /// The tiles in the map they read.
    fn read(self, shape: &ConvShape) -> Grid {
        let step = shape.input.stride;
        Grid { rows: self.rows, columns: self.columns, step, row: (self.columns * TILE + PATCH - TILE) * step }
    }

    /// The tiles in the map they make.
    fn made(self, shape: &ConvShape) -> Grid {
        let step = shape.full.stride;
        Grid { rows: self.rows, columns: self.columns, step, row: self.columns * TILE * step }
    }
}

/// The part of the convolution's outputs that something is made of: behind a maximum, whole windows.
fn used(shape: &ConvShape) -> Extent {
    match shape.then {
        Then::Nothing | Then::Relu => shape.full,
        Then::Pool | Then::ReluPool => {
            Extent { height: shape.output.height * 2, width: shape.output.width * 2, ..shape.full }
        }
    }
}

/// Working memory of a thread.
#[derive(Debug, Default)]
struct Local {
    /// An image with its border.
    bordered: Framed,
    /// A gradient by an image with its border.
    summed: Buffer,
    /// The map that tiles make.
    made: Buffer,
    /// The gradient by a map that tiles make.
    laid: Framed,
    /// Points of what is read.
    read_points: Buffer,
    /// Points of what is made.
    made_points: Buffer,
    /// Gradient by the points of the weights.
    weight_points: Buffer,
}

/// A map whose inner part is written for each image, while the frame around it stays zero.
#[derive(Debug, Default)]
struct Framed {
    map: Buffer,
    /// Rows of the inner part, numbers of its rows, how far from the edges it begins in rows and in numbers, and numbers
    /// of a row of the map and of all.
    inner: [usize; 6],
}

impl Framed {
    /// The map; zeros, if it was used for another inner part before.
    fn of(&mut self, inner: [usize; 6]) -> &mut Buffer {
        self.map.resize(inner[5]);
        if self.inner != inner {
            self.inner = inner;
            self.map.fill(0.0);
        }
        &mut self.map
    }
}

thread_local! {
    static LOCAL: RefCell<Local> = RefCell::default();
}

/// Weights as the forward pass reads them.
pub fn pack(weight: &[f32], shape: &ConvShape, packed: &mut Buffer) {
    let (filters, channels, width) = (shape.full.channels, shape.input.channels, shape.full.stride);
    packed.resize(POINTS * channels * width);
    Weights { weight, filters, channels, turned: false, points: packed, width }.run();
}

/// Weights as the gradient by the input reads them.
pub fn pack_back(weight: &[f32], shape: &ConvShape, packed: &mut Buffer) {
    let (filters, channels, width) = (shape.full.channels, shape.input.channels, shape.input.stride);
    packed.resize(POINTS * filters * width);
    Weights { weight, filters, channels, turned: true, points: packed, width }.run();
}

/// One product of a point: rows of `left` times `right`, a row of `width` numbers for each of `depth`.
fn multiply(rows: usize, depth: usize, (left, row): (&[f32], usize), right: &[f32], output: &mut [f32], width: usize) {
    Product {
        rows,
        depth,
        columns: width,
        left: Left { numbers: left, row, step: 1 },
        right: Right::Rows { numbers: right, stride: width },
        onto: Accumulate::Zero,
        floor: f32::NEG_INFINITY,
        output,
        stride: width,
    }
    .run();
}

/// Bᵀ d B of all tiles of the images, in `local.read_points`.
fn transform_images(shape: &ConvShape, tiles: Tiles, x: &[f32], local: &mut Local) {
    let Local { bordered, read_points, .. } = local;
    let (from, grid) = (shape.input.len(), tiles.read(shape));
    let total = x.len() / from * tiles.count();
    read_points.resize(POINTS * total * grid.step);
    let Extent { height, width, .. } = shape.input;
    let length = (tiles.rows * TILE + PATCH - TILE) * grid.row;
    let bordered = bordered.of([height, width * grid.step, shape.padding, shape.padding * grid.step, grid.row, length]);
    for (image, x) in x.chunks_exact(from).enumerate() {
        lay(shape, grid, x, bordered);
        let points = Points { numbers: &mut **read_points, tiles: total, first: image * tiles.count() };
        InputTiles { map: bordered, grid, points }.run();
    }
}

/// Puts an image into its border; lines that no tile reads are left out.
fn lay(shape: &ConvShape, grid: Grid, image: &[f32], bordered: &mut [f32]) {
    let line = shape.input.width * grid.step;
    let left = shape.padding * grid.step;
    let length = line.min(grid.row - left);
    let lines = bordered.chunks_exact_mut(grid.row).skip(shape.padding);
    for (to, from) in lines.zip(image.chunks_exact(line)) {
        to[left..left + length].copy_from_slice(&from[..length]);
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::super::conv::DEAD;
    use super::super::plain::{Exact, assert_close, map};
    use super::*;
    use crate::model::init;

    /// How many times farther off the transforms may be than plain sums: the factors in them reach 8, and they are
    /// passed twice on each side.
    const FACTOR: f64 = 12.0;

    /// Channels, height, width, filters, padding, what follows: whole and broken tiles, one and several vectors.
    const CASES: [(usize, usize, usize, usize, usize, Then); 8] = [
        (16, 8, 8, 16, 1, Then::Nothing),
        (24, 14, 14, 32, 1, Then::Nothing),
        (64, 7, 7, 40, 1, Then::Relu),
        (96, 5, 5, 96, 0, Then::Relu),
        (20, 13, 9, 17, 0, Then::Nothing),
        (33, 6, 11, 48, 2, Then::Nothing),
        (32, 13, 13, 32, 0, Then::ReluPool),
        (16, 10, 12, 24, 1, Then::Pool),
    ];

    fn shape(case: (usize, usize, usize, usize, usize, Then)) -> (ConvShape, Tiles) {
        let (channels, height, width, filters, padding, then) = case;
        let shape =
            ConvShape::new(Extent::map(channels, height, width), filters, 3, 1, padding, then).expect("it fits");
        let used = used(&shape);
        let tiles = Tiles { rows: used.height.div_ceil(TILE), columns: used.width.div_ceil(TILE) };
        (shape, tiles)
    }

    fn weights(rng: &mut impl Rng, shape: &ConvShape) -> Vec<f32> {
        (0..shape.full.channels * shape.input.channels * 9).map(|_| rng.random_range(-1.0..1.0)).collect()
    }

    #[test]
    fn it_is_a_plain_loop_in_64_bits() {
        let mut rng = init::stream(1, "winograd");
        for case in CASES {
            let (shape, tiles) = shape(case);
            let (channels, filters, width) = (shape.input.channels, shape.full.channels, shape.full.stride);
            let weight = weights(&mut rng, &shape);
            let images: Vec<Vec<f32>> = (0..3).map(|_| map(&mut rng, shape.input)).collect();
            let gradients: Vec<Vec<f32>> = (0..3).map(|_| map(&mut rng, shape.full)).collect();
            let mut bias = vec![0.0; width];
            bias[..filters].iter_mut().for_each(|bias| *bias = rng.random_range(-1.0..1.0));
            let floor = if shape.then.has_relu() { 0.0 } else { f32::NEG_INFINITY };
            let mut packed = Buffer::default();
            pack(&weight, &shape, &mut packed);
            let mut y = vec![9.0; 3 * shape.output.len()];
            let mut codes = vec![9; if shape.then.window() == 4 { y.len() } else { 0 }];
            let forward = Forward { shape: &shape, tiles, packed: &packed, bias: &bias, floor };
            forward.run(&images.concat(), &mut y, &mut codes);

            let mut dw = vec![0.0; weight.len()];
            let mut exact_dx = Vec::new();
            for (image, (x, g)) in images.iter().zip(&gradients).enumerate() {
                let exact = Exact::of(&shape, x, &weight, g);
                let y = &y[image * shape.output.len()..][..shape.output.len()];
                assert_outputs(&shape, &exact, &bias, y, codes.get(image * y.len()..(image + 1) * y.len()));
                let live: Vec<f32> = match shape.then {
                    Then::Relu => g.iter().zip(y).map(|(&g, &y)| if y > 0.0 { g } else { 0.0 }).collect(),
                    Then::Nothing => g.clone(),
                    // Their gradients are sparse, and computed without transforms.
                    Then::Pool | Then::ReluPool => continue,
                };
                let exact = Exact::of(&shape, x, &weight, &live);
                dw.iter_mut().zip(&exact.dw).for_each(|(sum, dw)| *sum += dw);
                exact_dx.extend(exact.dx);
            }
            if shape.then.window() == 4 {
                continue;
            }
            pack_back(&weight, &shape, &mut packed);
            let (mut dx, mut sums) = (vec![9.0; 3 * shape.input.len()], vec![0.0; 9 * channels * width]);
            let backward = Backward { shape: &shape, tiles, packed: &packed };
            let mut db = vec![0.0; width];
            backward.run(&images.concat(), &gradients.concat(), &y, Some(&mut dx), &mut sums, &mut db);
            assert_close("dx", &dx, &exact_dx, filters * 9, FACTOR);
            let ours: Vec<f32> = (0..weight.len())
                .map(|at| (at / (channels * 9), at / 9 % channels, at % 9))
                .map(|(filter, channel, tap)| sums[(tap * channels + channel) * width + filter])
                .collect();
            assert_close("dw", &ours, &dw, 3 * shape.full.positions(), FACTOR);
        }
    }

    /// Holds one image's outputs, and where each maximum was, to the exact ones.
    fn assert_outputs(shape: &ConvShape, exact: &Exact, bias: &[f32], y: &[f32], codes: Option<&[u32]>) {
        let step = shape.full.stride;
        let terms = shape.input.channels * 9;
        let value = |place: usize, channel: usize| exact.y[place * step + channel] + f64::from(bias[channel]);
        let floor = if shape.then.has_relu() { 0.0 } else { f64::NEG_INFINITY };
        let window = shape.then.window();
        let mut expected = vec![0.0; y.len()];
        for (at, places) in shape.places.chunks_exact(window).enumerate() {
            for channel in 0..shape.full.channels {
                let best = places.iter().map(|&place| value(place, channel)).fold(f64::NEG_INFINITY, f64::max);
                expected[at * step + channel] = best.max(floor);
                let Some(codes) = codes else { continue };
                let chosen = match codes[at * step + channel] {
                    DEAD => floor,
                    code => value(places[code as usize], channel),
                };
                let tolerance = FACTOR * 6e-8 * (terms as f64 + 4.0);
                assert!((chosen - best.max(floor)).abs() <= tolerance, "the maximum is elsewhere");
            }
        }
        assert_close("y", y, &expected, terms, FACTOR);
    }

    #[test]
    fn no_bit_depends_on_what_is_computed_together() {
        let mut rng = init::stream(1, "winograd together");
        let (shape, tiles) = shape((24, 7, 7, 32, 1, Then::Relu));
        let x: Vec<f32> = (0..5).flat_map(|_| map(&mut rng, shape.input)).collect();
        let mut packed = Buffer::default();
        pack(&weights(&mut rng, &shape), &shape, &mut packed);
        let forward = Forward { shape: &shape, tiles, packed: &packed, bias: &[0.1; 32], floor: 0.0 };
        let mut whole = vec![0.0; 5 * shape.output.len()];
        forward.run(&x, &mut whole, &mut []);
        for images in [1, 2, 3] {
            let mut cut = vec![0.0; whole.len()];
            let pairs = x.chunks(images * shape.input.len()).zip(cut.chunks_mut(images * shape.output.len()));
            pairs.for_each(|(x, y)| forward.run(x, y, &mut []));
            assert!(whole == cut, "{images} at a time");
        }
    }

    #[test]
    fn what_transforms_cannot_or_need_not_compute_has_no_tiles() {
        let tiles = |channels, kernel, stride| {
            let input = if channels == 1 { Extent::picture(1, 28, 28) } else { Extent::map(channels, 28, 28) };
            Tiles::of(&ConvShape::new(input, 32, kernel, stride, 1, Then::Nothing).expect("it fits"))
        };
        assert_eq!(tiles(32, 3, 1).map(Tiles::count), Some(49));
        assert_eq!([tiles(1, 3, 1), tiles(32, 5, 1), tiles(32, 3, 2), tiles(4, 3, 1)], [None; 4]);
        let small = ConvShape::new(Extent::map(16, 3, 3), 16, 3, 1, 0, Then::Nothing).expect("it fits");
        assert_eq!(Tiles::of(&small), None, "one output would cost a whole tile");
    }
}
