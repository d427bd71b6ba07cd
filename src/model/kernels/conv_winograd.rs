//! Convolutions of 3 × 3 with stride one in training, and their gradients, by the transforms of [`super::winograd`]: a
//! quarter of the products of [`super::conv`]. Several images are transformed together, so that the matrix of each of the
//! 36 points has enough rows; no number depends on which images those are.
//!
//! What comes out differs from a direct convolution in the last digits, so that a network that only reads, whose
//! predictions are to stay the same, does not use it.

use std::cell::RefCell;

use super::buffer::{Buffer, LINE};
use super::conv::DEAD;
use super::matrix::{Left, Onto, Product, Right};
use super::shape::{ConvShape, Extent, Then};
use super::simd::vectorise;
use super::winograd::{
    Grid, InputTiles, InputTilesBack, OutputTiles, OutputTilesBack, PATCH, POINTS, Points, TILE, Weights, WeightsBack,
};

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
    /// Rows and columns of the inner part, where it begins, and numbers of a row of the map and of all.
    inner: [usize; 5],
}

impl Framed {
    /// The map; zeros, if it was used for another inner part before.
    fn of(&mut self, inner: [usize; 5]) -> &mut Buffer {
        self.map.resize(inner[4]);
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

/// A convolution of some images, with bias, ReLU and 2 × 2 maximum.
pub struct Forward<'a> {
    /// Its shape.
    pub shape: &'a ConvShape,
    /// Its tiles.
    pub tiles: Tiles,
    /// Weights from [`pack`].
    pub packed: &'a [f32],
    /// Padded bias.
    pub bias: &'a [f32],
    /// The smallest value let through.
    pub floor: f32,
}

impl Forward<'_> {
    /// Writes the outputs of the images `x`, and where each maximum was, or [`DEAD`], if `codes` is not empty.
    pub fn run(&self, x: &[f32], y: &mut [f32], codes: &mut [u32]) {
        LOCAL.with_borrow_mut(|local| self.compute(x, y, codes, local));
    }

    fn compute(&self, x: &[f32], y: &mut [f32], codes: &mut [u32], local: &mut Local) {
        let Self { shape, tiles, packed, bias, floor } = *self;
        let (from, to) = (shape.input.len(), shape.output.len());
        let images = x.len() / from;
        let total = images * tiles.count();
        transform_images(shape, tiles, x, local);
        let Local { made, read_points, made_points, .. } = local;
        let (depth, width) = (shape.input.channels, shape.full.stride);
        made_points.resize(POINTS * total * width);
        let sides = read_points.chunks_exact(total * shape.input.stride).zip(packed.chunks_exact(depth * width));
        for ((left, right), output) in sides.zip(made_points.chunks_exact_mut(total * width)) {
            multiply(total, depth, (left, shape.input.stride), right, output, width);
        }
        let grid = tiles.made(shape);
        let is_whole = shape.then.window() == 1
            && (shape.full.height, shape.full.width) == (tiles.rows * TILE, tiles.columns * TILE);
        made.resize(if is_whole { 0 } else { tiles.rows * TILE * grid.row });
        for (image, y) in y.chunks_exact_mut(to).enumerate() {
            let points = Points { numbers: &**made_points, tiles: total, first: image * tiles.count() };
            if is_whole {
                OutputTiles { points, bias, floor, map: y, grid }.run();
                continue;
            }
            OutputTiles { points, bias, floor, map: made, grid }.run();
            match shape.then.window() {
                1 => {
                    for (y, line) in y.chunks_exact_mut(shape.full.width * width).zip(made.chunks_exact(grid.row)) {
                        y.copy_from_slice(&line[..y.len()]);
                    }
                }
                _ => {
                    let codes = if codes.is_empty() { &mut [][..] } else { &mut codes[image * to..][..to] };
                    vectorise(
                        (&**made, y, codes),
                        #[inline(always)]
                        |(made, y, codes)| maximum(shape.output, (made, grid.row), floor, y, codes),
                    );
                }
            }
        }
    }
}

/// The largest of each 2 × 2 window of a map with rows of `row` numbers, and where it was.
#[inline(always)]
fn maximum(output: Extent, (map, row): (&[f32], usize), floor: f32, y: &mut [f32], codes: &mut [u32]) {
    let step = output.stride;
    for (at, y) in y.chunks_exact_mut(step).enumerate() {
        let first = at / output.width * 2 * row + at % output.width * 2 * step;
        let corners = [first, first + step, first + row, first + row + step].map(|at| &map[at..at + step]);
        for channel in 0..step {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let (upper, lower) = (if b > a { b } else { a }, if d > c { d } else { c });
            y[channel] = if lower > upper { lower } else { upper };
        }
        if codes.is_empty() {
            continue;
        }
        let codes = &mut codes[at * step..][..step];
        for channel in 0..step {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let (upper, lower) = (if b > a { b } else { a }, if d > c { d } else { c });
            let above = u32::from(b > a);
            let below = 2 + u32::from(d > c);
            let code = if lower > upper { below } else { above };
            codes[channel] = if y[channel] > floor { code } else { DEAD };
        }
    }
}

/// One product of a point: rows of `left` times `right`, a row of `width` numbers for each of `depth`.
fn multiply(rows: usize, depth: usize, (left, row): (&[f32], usize), right: &[f32], output: &mut [f32], width: usize) {
    Product {
        rows,
        depth,
        columns: width,
        left: Left { numbers: left, row, step: 1 },
        right: Right::Rows { numbers: right, stride: width },
        onto: Onto::Zero,
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
    let bordered = bordered.of([height, width * grid.step, shape.padding, grid.row, length]);
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

/// Gradients of a convolution of some images.
pub struct Backward<'a> {
    /// Its shape.
    pub shape: &'a ConvShape,
    /// Its tiles.
    pub tiles: Tiles,
    /// Weights from [`pack_back`], if the gradient by the input is wanted.
    pub packed: &'a [f32],
}

impl Backward<'_> {
    /// Adds to the gradients of weights (9 × channels × padded filters) and bias, for images `x`, gradients `g` by the
    /// convolution's outputs and, behind a ReLU, these outputs `y`. Writes the gradient by the input to `dx`.
    pub fn run(&self, x: &[f32], g: &[f32], y: &[f32], dx: Option<&mut [f32]>, dw: &mut [f32], db: &mut [f32]) {
        LOCAL.with_borrow_mut(|local| self.compute(x, (g, y), dx, dw, db, local));
    }

    fn compute(
        &self,
        x: &[f32],
        (g, y): (&[f32], &[f32]),
        dx: Option<&mut [f32]>,
        dw: &mut [f32],
        db: &mut [f32],
        local: &mut Local,
    ) {
        let Self { shape, tiles, packed } = *self;
        let (from, to) = (shape.input.len(), shape.output.len());
        let (channels, step) = (shape.input.channels, shape.input.stride);
        let (filters, width) = (shape.full.channels, shape.full.stride);
        let images = x.len() / from;
        let total = images * tiles.count();
        transform_images(shape, tiles, x, local);
        let Local { summed, laid, read_points, made_points, weight_points, .. } = local;
        let grid = tiles.made(shape);
        made_points.resize(POINTS * total * width);
        let Extent { height, width: columns, .. } = shape.full;
        let made = laid.of([height, columns * width, 0, grid.row, tiles.rows * TILE * grid.row]);
        for (image, (g, y)) in g.chunks_exact(to).zip(y.chunks_exact(to)).enumerate() {
            vectorise(
                (g, y, &mut **made, &mut *db),
                #[inline(always)]
                |(g, y, made, db)| lay_gradient(shape, grid, (g, y), made, db),
            );
            let points = Points { numbers: &mut **made_points, tiles: total, first: image * tiles.count() };
            OutputTilesBack { map: made, grid, points }.run();
        }

        weight_points.resize(POINTS * channels * width);
        let sides = read_points.chunks_exact(total * step).zip(made_points.chunks_exact(total * width));
        for ((left, right), output) in sides.zip(weight_points.chunks_exact_mut(channels * width)) {
            Product {
                rows: channels,
                depth: total,
                columns: width,
                left: Left { numbers: left, row: 1, step },
                right: Right::Rows { numbers: right, stride: width },
                onto: Onto::Zero,
                floor: f32::NEG_INFINITY,
                output,
                stride: width,
            }
            .run();
        }
        WeightsBack { points: weight_points, channels, width, sums: dw }.run();

        let Some(dx) = dx else { return };
        let sides = made_points.chunks_exact(total * width).zip(packed.chunks_exact(filters * step));
        for ((left, right), output) in sides.zip(read_points.chunks_exact_mut(total * step)) {
            multiply(total, filters, (left, width), right, output, step);
        }
        let grid = tiles.read(shape);
        summed.resize((tiles.rows * TILE + PATCH - TILE) * grid.row);
        for (image, dx) in dx.chunks_exact_mut(from).enumerate() {
            summed.fill(0.0);
            let points = Points { numbers: &**read_points, tiles: total, first: image * tiles.count() };
            InputTilesBack { map: summed, grid, points }.run();
            take_out(shape, grid, summed, dx);
        }
    }
}

/// Puts the gradient by the convolution's outputs into a map of whole tiles, whose rest is zero, and adds it to `db`.
#[inline(always)]
fn lay_gradient(shape: &ConvShape, grid: Grid, (g, y): (&[f32], &[f32]), made: &mut [f32], db: &mut [f32]) {
    let line = shape.full.width * grid.step;
    for ((to, g), y) in made.chunks_exact_mut(grid.row).zip(g.chunks_exact(line)).zip(y.chunks_exact(line)) {
        let to = &mut to[..line];
        if shape.then == Then::Relu {
            for ((to, &g), &y) in to.iter_mut().zip(g).zip(y) {
                *to = if y > 0.0 { g } else { 0.0 };
            }
        } else {
            to.copy_from_slice(g);
        }
        for position in to.chunks_exact(grid.step) {
            for (sum, &g) in db.iter_mut().zip(position) {
                *sum += g;
            }
        }
    }
}

/// Takes a gradient by an image out of its border; where no tile reads, it is zero.
fn take_out(shape: &ConvShape, grid: Grid, bordered: &[f32], image: &mut [f32]) {
    let line = shape.input.width * grid.step;
    let left = shape.padding * grid.step;
    let length = line.min(grid.row - left);
    let mut lines = bordered.chunks_exact(grid.row).skip(shape.padding);
    for to in image.chunks_exact_mut(line) {
        match lines.next() {
            Some(from) => {
                to[..length].copy_from_slice(&from[left..left + length]);
                to[length..].fill(0.0);
            }
            None => to.fill(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

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
        let forward = Forward { shape: &shape, tiles, packed: &packed, bias: &vec![0.1; 32], floor: 0.0 };
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
