//! The best question about one pixel: where its values are cut so that the two groups are purest.

#![expect(clippy::inline_always, reason = "code is only compiled for the processor at hand where it is inlined")]

use super::columns::Columns;
use crate::model::kernels::products::vectorise;

/// Nodes with fewer samples put them in order instead of counting all 256 values.
const FEW: usize = 96;
/// Values of a pixel.
const VALUES: usize = 256;

/// A picture at a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) index: u32,
    pub(super) weight: u16,
    pub(super) label: u8,
}

/// A question, and how pure the groups are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PixelQuestion {
    pub(super) pixel: u16,
    pub(super) cut: Cut,
}

/// Where the values of a pixel are cut in two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    /// The first group has at most this value.
    pub(super) threshold: u8,
    /// How far the values of the two groups are apart.
    gap: u8,
    /// Of both groups the sum of the squared counts over the count: Gini's impurity falls as it rises.
    purity: f64,
}

impl Cut {
    fn between(value: u8, next: u8, purity: f64) -> Self {
        Self { threshold: u8::midpoint(value, next), gap: next - value, purity }
    }

    /// Whether it parts the classes better; of equals, the one that leaves more room between the groups does.
    pub(super) fn is_better(&self, other: &Self) -> bool {
        self.purity > other.purity || (self.purity >= other.purity && self.gap > other.gap)
    }
}

impl PixelQuestion {
    /// The better one; of equals, the one about the earlier pixel.
    pub(super) fn better(self, other: Self) -> Self {
        let is_later = !other.cut.is_better(&self.cut) && self.pixel < other.pixel;
        if self.cut.is_better(&other.cut) || is_later { self } else { other }
    }
}

/// Looks for questions; it keeps its counters.
pub(super) struct Finder {
    /// Numbers from the counts of one value to those of the next: one for each class, and some more.
    stride: usize,
    /// For each value, how many samples of each class have it: of every other sample, and of those between, so that two
    /// in a row do not wait for each other.
    counts: [Vec<u32>; 2],
    sorted: Vec<u32>,
    groups: Groups,
}

/// Both groups, as the cut moves up.
#[derive(Default)]
struct Groups {
    below: Vec<u32>,
    above: Vec<u32>,
}

impl Groups {
    fn begin(&mut self, totals: &[u32]) {
        self.below.fill(0);
        self.above[..totals.len()].copy_from_slice(totals);
    }

    #[inline(always)]
    fn move_down(&mut self, counts: impl Iterator<Item = u32>) {
        for ((below, above), count) in self.below.iter_mut().zip(&mut self.above).zip(counts) {
            *below += count;
            *above -= count;
        }
    }

    #[inline(always)]
    fn purity(&self) -> f64 {
        let of = |counts: &[u32]| {
            let sum = counts.iter().map(|&count| u64::from(count)).sum::<u64>();
            let squares = counts.iter().map(|&count| u64::from(count) * u64::from(count)).sum::<u64>();
            squares as f64 / sum as f64
        };
        of(&self.below) + of(&self.above)
    }
}

/// Keeps the better of two cuts.
#[inline(always)]
fn keep_better(best: &mut Option<Cut>, cut: Cut) {
    if best.is_none_or(|best| cut.is_better(&best)) {
        *best = Some(cut);
    }
}

impl Finder {
    pub(super) fn new(classes: usize) -> Self {
        let stride = classes.next_multiple_of(4);
        let groups = Groups { below: vec![0; stride], above: vec![0; stride] };
        Self { stride, counts: [vec![0; VALUES * stride], vec![0; VALUES * stride]], sorted: Vec::new(), groups }
    }

    /// The best question about `pixel`; none if it is the same in all samples, whose counts of each class are `totals`.
    pub(super) fn best(
        &mut self,
        columns: &Columns,
        pixel: usize,
        samples: &[Sample],
        totals: &[u32],
    ) -> Option<PixelQuestion> {
        let column = columns.column(pixel);
        let cut = if samples.len() < FEW {
            self.by_order(column, samples, totals)
        } else {
            let parts = (&mut *self, column, samples, totals);
            vectorise(
                parts,
                #[inline(always)]
                |(finder, column, samples, totals): (&mut Self, &[u8], &[Sample], &[u32])| {
                    finder.by_counts(column, samples, totals)
                },
            )
        };
        cut.map(|cut| PixelQuestion { pixel: pixel as u16, cut })
    }

    /// Of few samples, puts those that are not white in order.
    fn by_order(&mut self, column: &[u8], samples: &[Sample], totals: &[u32]) -> Option<Cut> {
        self.sorted.clear();
        self.sorted.extend(samples.iter().filter_map(|sample| {
            let value = column[sample.index as usize];
            (value > 0).then(|| u32::from(value) << 24 | u32::from(sample.label) << 16 | u32::from(sample.weight))
        }));
        let value_of = |packed: u32| (packed >> 24) as u8;
        let white = self.sorted.len() < samples.len();
        let first = value_of(*self.sorted.first()?);
        if !white && self.sorted.iter().all(|&packed| value_of(packed) == first) {
            return None;
        }
        self.sorted.sort_unstable();
        self.groups.begin(totals);
        let mut best = None;
        if white {
            // All but the others are below.
            self.groups.below[..totals.len()].copy_from_slice(totals);
            self.groups.above.fill(0);
            for packed in &self.sorted {
                let (class, weight) = ((packed >> 16 & 255) as usize, packed & 0xffff);
                self.groups.below[class] -= weight;
                self.groups.above[class] += weight;
            }
            keep_better(&mut best, Cut::between(0, value_of(self.sorted[0]), self.groups.purity()));
        }
        for pair in self.sorted.windows(2) {
            let (class, weight) = ((pair[0] >> 16 & 255) as usize, pair[0] & 0xffff);
            self.groups.below[class] += weight;
            self.groups.above[class] -= weight;
            let (value, next) = (value_of(pair[0]), value_of(pair[1]));
            if next != value {
                keep_better(&mut best, Cut::between(value, next, self.groups.purity()));
            }
        }
        best
    }

    #[inline(always)]
    fn by_counts(&mut self, column: &[u8], samples: &[Sample], totals: &[u32]) -> Option<Cut> {
        let Self { stride, counts: [even, odd], groups, .. } = self;
        even.fill(0);
        odd.fill(0);
        let mut used = [false; VALUES];
        let mut count = |counts: &mut [u32], sample: &Sample| {
            let value = usize::from(column[sample.index as usize]);
            used[value] = true;
            counts[value * *stride + usize::from(sample.label)] += u32::from(sample.weight);
        };
        let pairs = samples.chunks_exact(2);
        pairs.remainder().iter().for_each(|sample| count(even, sample));
        for pair in pairs {
            count(even, &pair[0]);
            count(odd, &pair[1]);
        }
        groups.begin(totals);
        let (mut best, mut before): (Option<Cut>, Option<u8>) = (None, None);
        for value in (0..VALUES).filter(|&value| used[value]) {
            if let Some(before) = before {
                keep_better(&mut best, Cut::between(before, value as u8, groups.purity()));
            }
            let [even, odd] = [&*even, &*odd].map(|counts| &counts[value * *stride..][..*stride]);
            groups.move_down(even.iter().zip(odd).map(|(even, odd)| even + odd));
            before = Some(value as u8);
        }
        best
    }
}
