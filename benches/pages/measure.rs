//! Reads pages and compares what was read with what was written.

#[path = "../../tests/common/overlap.rs"]
mod overlap;

use std::time::Instant;

use digit_lab::background::read_scene;
use digit_lab::ink::picture::{Page, Photo};
use digit_lab::model::Predictor;

use overlap::overlap;

use super::sheet::{Sheet, Written};

/// What was read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    pub written: usize,
    pub right: usize,
    /// Found, and taken for another digit.
    pub wrong: usize,
    /// Found where nothing was written.
    pub extra: usize,
    /// Seconds for the slowest page.
    pub slowest: f64,
}

impl Score {
    pub fn add(&mut self, other: Self) {
        self.written += other.written;
        self.right += other.right;
        self.wrong += other.wrong;
        self.extra += other.extra;
        self.slowest = self.slowest.max(other.slowest);
    }
}

/// Reads a page in one way, and says what was found where.
pub fn read(sheet: &Sheet, page_of: &dyn Fn(Photo) -> Page, predictor: &Predictor) -> (Score, Vec<Written>) {
    let bytes = sheet.bytes();
    let begun = Instant::now();
    let page = page_of(Photo::shrunk(sheet.width, sheet.height, |x, y| {
        let at = (y * sheet.width + x) * 3;
        [bytes[at], bytes[at + 1], bytes[at + 2]]
    }));
    let (digits, _) = read_scene(predictor, &page.scene).expect("the network reads");
    let seconds = begun.elapsed().as_secs_f64();
    let found: Vec<Written> = digits
        .iter()
        .map(|digit| {
            let b = digit.found.bounds.scaled(page.unit as f32);
            (digit.prediction.class(), [b.left, b.top, b.right, b.bottom])
        })
        .collect();
    let mut score = Score { written: sheet.written.len(), slowest: seconds, ..Score::default() };
    let mut used = vec![false; found.len()];
    for (label, bounds) in &sheet.written {
        let free = found.iter().enumerate().filter(|(index, _)| !used[*index]);
        let best = free.map(|(index, (read, place))| (overlap(*place, *bounds), index, *read));
        if let Some((share, index, read)) = best.max_by(|a, b| a.0.total_cmp(&b.0))
            && share > 0.4
        {
            used[index] = true;
            if read == *label { score.right += 1 } else { score.wrong += 1 }
        }
    }
    score.extra = used.iter().filter(|used| !**used).count();
    (score, found)
}
