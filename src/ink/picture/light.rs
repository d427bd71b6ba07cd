//! Takes uneven light away: how much each pixel differs from the paper around it.

use super::{quantile, specks};

/// Blocks along the longer side of the picture.
const BLOCKS: usize = 240;
/// Strokes up to twice this many blocks wide are ink, and darker places that are wider may be a shadow…
const NARROW: usize = 7;
/// … unless their edges are sharp and they are at most twice this many blocks wide.
const WIDE: usize = 26;
/// What only the wide window takes for ink is looked at from this share of the light on.
const DEEPER: f32 = 0.08;
/// A shadow's edge has this many half-dark blocks for each block of its length.
const SOFT: f32 = 1.4;
/// What lies along this share of a side of the picture is the table beneath the paper.
const TABLE: f32 = 0.25;
/// Paper whose lightness differs by less than this share, but for its lightest and darkest twentieths, is in even light.
const EVEN: f32 = 0.03;
/// Neighbourhoods along the longer side in which ink and paper are told apart.
const NEIGHBOURHOODS: usize = 4;
/// Least difference from the paper's grey level at which a pixel counts as ink or object.
const STANDS_OUT: f32 = 20.0;
/// The share of a block's pixels that are darker than its paper.
const PAPER: f32 = 0.6;

/// Pixels with the light taken away: positive for ink, in grey levels of a white paper, whichever of ink and paper is
/// darker. The paper is about 0.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Row-major.
    pub over: Vec<f32>,
    /// How light the paper is at each pixel.
    pub paper: Vec<u8>,
    /// What the light is like.
    pub light: Light,
}

/// What the light on a picture is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Light {
    /// There may be shadows, to be told from ink.
    Uneven,
    /// The paper is equally light everywhere.
    Even,
    /// No camera saw it: there is nothing but paper and ink.
    Clear,
}

/// Which of ink and paper is darker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Polarity {
    DarkInk,
    LightInk,
}

/// Divides the picture by its paper: the greatest lightness around, or the least where the ink is light.
pub(super) fn over_light(width: usize, height: usize, grey: &[u8], polarity: Polarity) -> Flat {
    match polarity {
        Polarity::DarkInk => from_paper(width, height, grey),
        Polarity::LightInk => {
            let turned: Vec<u8> = grey.iter().map(|&pixel| 255 - pixel).collect();
            from_paper(width, height, &turned)
        }
    }
}

/// Polarity of the ink: dark if pixels mostly differ to the darker side from the median of their neighbourhood, a square
/// so large that thick strokes fill little of it.
pub(super) fn polarity(width: usize, height: usize, grey: &[u8]) -> Polarity {
    let side = width.max(height).div_ceil(NEIGHBOURHOODS).max(1);
    let (mut darker, mut lighter) = (0.0, 0.0);
    for top in (0..height).step_by(side) {
        for left in (0..width).step_by(side) {
            let rows = top..height.min(top + side);
            let columns = left..width.min(left + side);
            let mut counts = [0_u32; 256];
            for y in rows {
                for &pixel in &grey[y * width..][columns.clone()] {
                    counts[usize::from(pixel)] += 1;
                }
            }
            let half = counts.iter().sum::<u32>() / 2;
            let mut below = 0;
            let usual = counts.iter().position(|&count| {
                below += count;
                below > half
            });
            let usual = usual.unwrap_or(0) as f32;
            for (level, &count) in counts.iter().enumerate() {
                darker += (usual - level as f32 - STANDS_OUT).max(0.0) * count as f32;
                lighter += (level as f32 - usual - STANDS_OUT).max(0.0) * count as f32;
            }
        }
    }
    if darker >= lighter { Polarity::DarkInk } else { Polarity::LightInk }
}

/// How much darker than its paper each pixel is, and how light that is.
fn from_paper(width: usize, height: usize, grey: &[u8]) -> Flat {
    let block = width.max(height).div_ceil(BLOCKS).max(1);
    let blocks = Blocks::of(width, height, grey, block);
    let (papers, kind) = blocks.papers();
    let middle = |at: usize, count: usize| {
        let place = ((at as f32 + 0.5) / block as f32 - 0.5).clamp(0.0, (count - 1) as f32);
        let low = place.floor() as usize;
        (low, (low + 1).min(count - 1), place - low as f32)
    };
    let across: Vec<(usize, usize, f32)> = (0..width).map(|x| middle(x, blocks.columns)).collect();
    let (mut over, mut light) = (Vec::with_capacity(grey.len()), Vec::with_capacity(grey.len()));
    let mut line = vec![0.0_f32; blocks.columns];
    for y in 0..height {
        let (above, below, down) = middle(y, blocks.rows);
        let (above, below) = (&papers[above * blocks.columns..], &papers[below * blocks.columns..]);
        for (paper, (above, below)) in line.iter_mut().zip(above.iter().zip(below)) {
            *paper = above * (1.0 - down) + below * down;
        }
        for (&pixel, &(left, right, along)) in grey[y * width..][..width].iter().zip(&across) {
            let paper = (line[left] * (1.0 - along) + line[right] * along).max(24.0);
            // Shadow takes away a share of the light, of paper and ink alike.
            over.push((1.0 - f32::from(pixel) / paper) * 255.0);
            light.push(paper as u8);
        }
    }
    Flat { width, height, over, paper: light, light: kind }
}

/// A map of the picture in blocks.
struct Blocks {
    columns: usize,
    rows: usize,
    /// How light most of each block is.
    light: Vec<f32>,
}

impl Blocks {
    fn of(width: usize, height: usize, grey: &[u8], block: usize) -> Self {
        let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
        let mut light = Vec::with_capacity(columns * rows);
        let mut pixels = Vec::with_capacity(block * block);
        for row in 0..rows {
            for column in 0..columns {
                let part = column * block..width.min((column + 1) * block);
                pixels.clear();
                for y in row * block..height.min((row + 1) * block) {
                    pixels.extend_from_slice(&grey[y * width..][part.clone()]);
                }
                let place = ((pixels.len() - 1) as f32 * PAPER).round() as usize;
                light.push(f32::from(*pixels.select_nth_unstable(place).1));
            }
        }
        Self { columns, rows, light }
    }

    /// How light the paper is in each block, were there no ink, and whether that is the same everywhere.
    fn papers(&self) -> (Vec<f32>, Light) {
        let wide = self.closed(WIDE);
        let at = |share: f32| quantile(wide.clone(), share).unwrap_or(0.0);
        if at(0.95) - at(0.05) < EVEN * at(0.5) {
            return (wide, Light::Even);
        }
        let narrow = self.closed(NARROW);
        let depth = |paper: &[f32], at: usize| 1.0 - self.light[at] / paper[at].max(1.0);
        let deep: Vec<f32> = (0..self.light.len()).map(|at| depth(&wide, at)).collect();
        let mut is_wider: Vec<bool> = (0..deep.len()).map(|at| deep[at] - depth(&narrow, at) >= DEEPER).collect();
        specks::visit_groups(self.columns, self.rows, &mut is_wider, |group| self.is_ink(group, &deep));
        let is_wider = specks::neighbourhood(self.columns, self.rows, &is_wider, 2);
        let papers: Vec<f32> = (0..deep.len()).map(|at| if is_wider[at] { wide[at] } else { narrow[at] }).collect();
        // At a shadow's edge the darker paper counts, or else the edge would be ink.
        (self.extreme(&papers, 2, f32::min), Light::Uneven)
    }

    /// Whether a dark place that is wider than a stroke is ink all the same: its edges are sharp, and it is no table.
    fn is_ink(&self, group: &[usize], deep: &[f32]) -> bool {
        let Some(full) = quantile(group.iter().map(|&at| deep[at]).collect(), 0.8) else { return false };
        let place = |at: usize| (at % self.columns, at / self.columns);
        let is_full =
            |x: usize, y: usize| x < self.columns && y < self.rows && deep[y * self.columns + x] >= 0.5 * full;
        let (mut half, mut edge) = (0, 0);
        let mut along = [0_usize; 4];
        for &at in group {
            let (x, y) = place(at);
            half += usize::from((0.25 * full..0.75 * full).contains(&deep[at]));
            let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
            edge += usize::from(is_full(x, y) && !around.into_iter().all(|(x, y)| is_full(x, y)));
            let sides = [x == 0, x + 1 == self.columns, y == 0, y + 1 == self.rows];
            for (count, touches) in along.iter_mut().zip(sides) {
                *count += usize::from(touches);
            }
        }
        let lengths = [self.rows, self.rows, self.columns, self.columns];
        let is_table = along.iter().zip(lengths).any(|(&count, length)| count as f32 >= TABLE * length as f32);
        !is_table && (half as f32) < SOFT * edge as f32
    }

    /// A morphological closing: dark places less wide than twice `reach` vanish, wider ones stay. Beyond the edges the
    /// outermost blocks go on, or else the paper at a dark edge would be taken to be as light as that further in.
    fn closed(&self, reach: usize) -> Vec<f32> {
        let margin = 2 * reach;
        let (columns, rows) = (self.columns + 2 * margin, self.rows + 2 * margin);
        let light = (0..columns * rows)
            .map(|at| {
                let x = (at % columns).saturating_sub(margin).min(self.columns - 1);
                let y = (at / columns).saturating_sub(margin).min(self.rows - 1);
                self.light[y * self.columns + x]
            })
            .collect();
        let padded = Self { columns, rows, light };
        let closed = padded.extreme(&padded.extreme(&padded.light, reach, f32::max), reach, f32::min);
        (0..self.light.len())
            .map(|at| closed[(at / self.columns + margin) * columns + at % self.columns + margin])
            .collect()
    }

    /// The extreme value of each block's neighbourhood.
    fn extreme(&self, values: &[f32], reach: usize, of: fn(f32, f32) -> f32) -> Vec<f32> {
        let (columns, rows) = (self.columns, self.rows);
        let mut along = Vec::with_capacity(values.len());
        for line in values.chunks_exact(columns) {
            along.extend((0..columns).map(|x| {
                let near = &line[x.saturating_sub(reach)..columns.min(x + reach + 1)];
                near.iter().copied().reduce(of).unwrap_or_default()
            }));
        }
        let mut around = Vec::with_capacity(values.len());
        for y in 0..rows {
            let near = y.saturating_sub(reach)..rows.min(y + reach + 1);
            let mut line = along[near.start * columns..][..columns].to_vec();
            for other in near.skip(1) {
                for (value, &other) in line.iter_mut().zip(&along[other * columns..][..columns]) {
                    *value = of(*value, other);
                }
            }
            around.extend(line);
        }
        around
    }
}
