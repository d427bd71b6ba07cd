//! Heat maps: which ink speaks for an answer, by five methods.

use rand::Rng;

use super::net::{Of, ink};
use super::{ExplainError, ExplainedNet, Score, Watcher, report, rollout};
use crate::data::{Image, PIXELS, SIDE};
use crate::model::Arch;
use crate::model::init::stream;
use crate::msg;
use crate::text::{Message, Named};

/// Side of the square that occlusion covers, in pixels.
pub const WINDOW: usize = 4;
/// Noisy pictures that `SmoothGrad` takes the mean over.
pub const NOISY: usize = 32;
/// Standard deviation of their noise, as a share of full ink: the middle of the 10 to 20 % of arXiv 1706.03825.
pub const NOISE: f32 = 0.15;
/// Pictures on the way from the baseline of integrated gradients at first, and at most: three times as many until the
/// sum is as near as [`NEAR`] to the difference.
const ON_THE_WAY: [usize; 2] = [96, 864];
/// How far the sum of integrated gradients may be from the difference of the scores, as a share of it.
pub const NEAR: f32 = 0.01;
/// The same where there is next to no difference, in logits.
const NEAR_0: f32 = 0.005;

/// How a heat map is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::VariantArray)]
pub enum Method {
    /// Covers a small square of the drawing with paper, at every place, and sees how the score falls (Zeiler and Fergus
    /// 2014, arXiv 1311.2901).
    #[default]
    Occlusion,
    /// The slope of the score by each pixel's ink (Simonyan and others 2014, arXiv 1312.6034).
    Gradient,
    /// The mean slope over noisy copies (Smilkov and others 2017, arXiv 1706.03825).
    SmoothGrad,
    /// The slope along the way from a baseline, times the way (Sundararajan and others 2017, arXiv 1703.01365).
    Integrated,
    /// Where attention comes from, all layers multiplied (Abnar and Zuidema 2020, arXiv 2005.00928).
    Rollout,
}

impl Method {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Whether it says anything about this network.
    #[must_use]
    pub fn is_for(self, arch: Arch) -> bool {
        match self {
            Self::Occlusion | Self::Gradient | Self::SmoothGrad | Self::Integrated => true,
            Self::Rollout => rollout::has_attention(arch),
        }
    }

    /// Whether its numbers can speak against an answer as well as for it.
    #[must_use]
    pub fn has_sign(self) -> bool {
        match self {
            Self::Occlusion | Self::Gradient | Self::SmoothGrad | Self::Integrated => true,
            Self::Rollout => false,
        }
    }
}

impl Method {
    /// What is known of how it passes the check by randomised layers, as a clause.
    #[must_use]
    pub fn finding(self) -> Message {
        match self {
            Self::Occlusion => msg!("heat-occlusion-finding"),
            Self::Gradient => msg!("heat-gradient-finding"),
            Self::SmoothGrad => msg!("heat-smooth-finding"),
            Self::Integrated => msg!("heat-integrated-finding"),
            Self::Rollout => msg!("heat-rollout-finding"),
        }
    }
}

impl Named for Method {
    fn key(&self) -> &'static str {
        match self {
            Self::Occlusion => "heat-occlusion",
            Self::Gradient => "heat-gradient",
            Self::SmoothGrad => "heat-smooth",
            Self::Integrated => "heat-integrated",
            Self::Rollout => "heat-rollout",
        }
    }
}

/// The picture that integrated gradients start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::VariantArray)]
pub enum Baseline {
    /// Empty paper.
    #[default]
    Paper,
    /// Half ink everywhere.
    Grey,
    /// Full ink everywhere.
    Ink,
    /// The drawing itself, out of focus.
    Blurred,
}

impl Baseline {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its 784 shares of ink for this picture.
    #[must_use]
    pub fn picture(self, picture: &[f32]) -> Vec<f32> {
        match self {
            Self::Paper => vec![0.0; PIXELS],
            Self::Grey => vec![0.5; PIXELS],
            Self::Ink => vec![1.0; PIXELS],
            Self::Blurred => blurred(picture),
        }
    }
}

impl Named for Baseline {
    fn key(&self) -> &'static str {
        match self {
            Self::Paper => "baseline-paper",
            Self::Grey => "baseline-grey",
            Self::Ink => "baseline-ink",
            Self::Blurred => "baseline-blurred",
        }
    }
}

/// A heat map of one picture.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatMap {
    /// For each pixel, how much it speaks for the score (above 0) or against it.
    pub values: Vec<f32>,
    /// The score of the picture.
    pub score: f32,
    /// Of integrated gradients: the score of the baseline, so that all values add up to the difference.
    pub baseline: Option<f32>,
}

impl HeatMap {
    /// The largest value without its sign.
    #[must_use]
    pub fn reach(&self) -> f32 {
        self.values.iter().fold(0.0, |most, value| value.abs().max(most))
    }

    /// Whether all values add up to the difference of the scores, of integrated gradients: to 1 %.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let Some(baseline) = self.baseline else { return false };
        let (sum, difference) = (self.values.iter().sum::<f32>(), self.score - baseline);
        (sum - difference).abs() <= (NEAR * difference.abs()).max(NEAR_0)
    }

    /// The pixels that speak most for the score, first; of equals the upper left one.
    #[must_use]
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by(|&a, &b| self.values[b].total_cmp(&self.values[a]));
        order
    }
}

/// The heat map of `image` by `method`; `baseline` counts for integrated gradients alone, and the noise of `SmoothGrad`
/// comes from `seed`.
///
/// # Errors
/// When the network has no attention to follow, cannot be run, or `watcher` wants no more.
pub fn heat_map(
    net: &ExplainedNet,
    image: &Image,
    (method, baseline): (Method, Baseline),
    score: Score,
    seed: u64,
    watcher: Watcher<'_>,
) -> Result<HeatMap, ExplainError> {
    let own = || -> Result<f32, ExplainError> { Ok(score.of(&net.read(std::slice::from_ref(image))?[0].logits)) };
    let map = |values, score| HeatMap { values, score, baseline: None };
    let weights = Of::Score(score);
    match method {
        Method::Occlusion => occlusion(net, image, score, watcher),
        Method::Gradient => Ok(map(net.gradients(&ink(image), weights)?.by_ink, own()?)),
        Method::SmoothGrad => {
            let picture = ink(image);
            let mut rng = stream(seed, "smooth-grad");
            let noisy: Vec<f32> = (0..NOISY).flat_map(|_| noisy(&picture, &mut rng).into_iter()).collect();
            Ok(map(mean_gradient(net, &noisy, weights, watcher)?, own()?))
        }
        Method::Integrated => integrated(net, image, baseline, score, watcher),
        Method::Rollout => Ok(map(rollout::rollout(net, &ink(image))?, own()?)),
    }
}

/// Every square is covered once. A pixel's value is the mean fall of the score over all squares that cover it; where
/// there is no ink to cover, nothing changes.
fn occlusion(net: &ExplainedNet, image: &Image, score: Score, watcher: Watcher<'_>) -> Result<HeatMap, ExplainError> {
    report(watcher, 0.0)?;
    let places = SIDE - WINDOW + 1;
    let square = |place: usize| {
        let (top, left) = (place / places, place % places);
        (0..WINDOW * WINDOW).map(move |at| (top + at / WINDOW) * SIDE + left + at % WINDOW)
    };
    let with_ink: Vec<usize> =
        (0..places * places).filter(|&place| square(place).any(|pixel| image.0[pixel] > 0)).collect();
    let mut pictures = vec![image.clone()];
    pictures.extend(with_ink.iter().map(|&place| {
        let mut covered = image.clone();
        square(place).for_each(|pixel| covered.0[pixel] = 0);
        covered
    }));
    let readings = net.read(&pictures)?;
    let whole = score.of(&readings[0].logits);
    let mut values = vec![0.0_f32; PIXELS];
    for (&place, reading) in with_ink.iter().zip(&readings[1..]) {
        let fall = whole - score.of(&reading.logits);
        square(place).for_each(|pixel| values[pixel] += fall);
    }
    // Near the edge fewer squares cover a pixel.
    let covering = |at: usize| (at.min(places - 1) + 1).min(WINDOW).min(SIDE - at);
    for (pixel, value) in values.iter_mut().enumerate() {
        *value /= (covering(pixel / SIDE) * covering(pixel % SIDE)) as f32;
    }
    Ok(HeatMap { values, score: whole, baseline: None })
}

fn noisy(picture: &[f32], rng: &mut impl Rng) -> Vec<f32> {
    // The sum of twelve even numbers is as good as normal here, and the same on every machine.
    let mut normal = || (0..12).map(|_| rng.random::<f32>()).sum::<f32>() - 6.0;
    picture.iter().map(|&ink| ink + NOISE * normal()).collect()
}

fn mean_gradient(net: &ExplainedNet, pictures: &[f32], of: Of, watcher: Watcher<'_>) -> Result<Vec<f32>, ExplainError> {
    let mut sum = vec![0.0_f64; PIXELS];
    let count = (pictures.len() / PIXELS).max(1);
    let mut done = 0;
    for some in pictures.chunks(16 * PIXELS) {
        report(watcher, done as f32 / count as f32)?;
        for gradient in net.gradients(some, of)?.by_ink.chunks_exact(PIXELS) {
            sum.iter_mut().zip(gradient).for_each(|(sum, &value)| *sum += f64::from(value));
        }
        done += some.len() / PIXELS;
    }
    Ok(sum.into_iter().map(|sum| (sum / count as f64) as f32).collect())
}

fn integrated(
    net: &ExplainedNet,
    image: &Image,
    baseline: Baseline,
    score: Score,
    watcher: Watcher<'_>,
) -> Result<HeatMap, ExplainError> {
    let picture = ink(image);
    let from = baseline.picture(&picture);
    let between = |share: f32| from.iter().zip(&picture).map(move |(from, to)| from + share * (to - from));
    let weights = Of::Score(score);
    // The middle of each part of the way; a third as long, every second and third of them is new.
    let middles = |parts: usize, is_wanted: fn(usize) -> bool| -> Vec<f32> {
        let steps = (0..parts).filter(|&step| is_wanted(step));
        steps.flat_map(|step| between((step as f32 + 0.5) / parts as f32)).collect()
    };
    let ends = net.gradients(&[from.clone(), picture.clone()].concat(), weights)?.logits;
    let map = |mean: &[f32]| HeatMap {
        values: mean.iter().zip(from.iter().zip(&picture)).map(|(slope, (from, to))| slope * (to - from)).collect(),
        score: score.of(&ends[1]),
        baseline: Some(score.of(&ends[0])),
    };
    let mut parts = ON_THE_WAY[0];
    let mut mean = mean_gradient(net, &middles(parts, |_| true), weights, watcher)?;
    while !map(&mean).adds_up() && parts < ON_THE_WAY[1] {
        parts *= 3;
        let others = mean_gradient(net, &middles(parts, |step| step % 3 != 1), weights, watcher)?;
        mean.iter_mut().zip(others).for_each(|(mean, other)| *mean = (*mean + 2.0 * other) / 3.0);
    }
    Ok(map(&mean))
}

/// Mean over 7 × 7 pixels, paper around the picture.
fn blurred(picture: &[f32]) -> Vec<f32> {
    const AROUND: i32 = 3;
    let ink = |x: i32, y: i32| {
        let inside = (0..SIDE as i32).contains(&x) && (0..SIDE as i32).contains(&y);
        if inside { picture[y as usize * SIDE + x as usize] } else { 0.0 }
    };
    let mean = |at: usize| {
        let (x, y) = ((at % SIDE) as i32, (at / SIDE) as i32);
        let square = (-AROUND..=AROUND).flat_map(|down| (-AROUND..=AROUND).map(move |right| (right, down)));
        square.map(|(right, down)| ink(x + right, y + down)).sum::<f32>() / (2 * AROUND + 1).pow(2) as f32
    };
    (0..PIXELS).map(mean).collect()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::super::test_nets::{counting, drawing, readers, small};
    use super::*;
    use crate::model::{Pixels, Weights};

    fn map(net: &ExplainedNet, image: &Image, method: Method, baseline: Baseline) -> HeatMap {
        heat_map(net, image, (method, baseline), Score::Difference(9, 4), 1, &|_| true).expect("it runs")
    }

    #[test]
    fn covering_a_blank_picture_changes_nothing() {
        for (arch, weights) in readers() {
            let net = ExplainedNet::new(arch, &weights, Pixels::Unit).expect("fresh weights fit");
            assert_eq!(map(&net, &Image::BLANK, Method::Occlusion, Baseline::Paper).reach(), 0.0, "{arch}");
        }
    }

    #[test]
    fn covering_counts_the_ink_that_the_network_counts() {
        // The logit of 9 is half the ink of the pixel in row 10, column 12.
        let net = counting(0.5, |digit, pixel| digit == 9 && pixel == 10 * SIDE + 12);
        let net = ExplainedNet::new(Arch::Softmax, &net, Pixels::Unit).expect("they fit");
        let mut image = Image::BLANK;
        image.0[10 * SIDE + 12] = 255;
        let found = map(&net, &image, Method::Occlusion, Baseline::Paper);
        assert!((found.values[10 * SIDE + 12] - 0.5).abs() < 1e-6, "every square over it takes all of it away");
        assert!((found.values[10 * SIDE + 11] - 0.5 * 12.0 / 16.0).abs() < 1e-6, "12 of 16 squares cover both");
        assert_eq!(found.values[10 * SIDE + 16], 0.0);
        assert_eq!(found.order()[0], 10 * SIDE + 12);
    }

    #[test]
    fn integrated_gradients_add_up_to_the_difference_of_the_scores() {
        for (arch, weights) in small() {
            let net = ExplainedNet::new(arch, &weights, Pixels::Signed).expect("fresh weights fit");
            for &baseline in Baseline::ALL {
                let found = map(&net, &drawing(), Method::Integrated, baseline);
                let sum: f32 = found.values.iter().sum();
                let difference = found.score - found.baseline.expect("there is a baseline");
                assert!(found.adds_up(), "{arch} from {baseline:?}: {sum} {difference}");
            }
        }
    }

    #[test]
    fn smoothing_leaves_a_constant_slope_as_it_is() {
        let weights = Weights::fresh(Arch::Softmax, 3);
        let weights = Weights(
            weights
                .0
                .into_iter()
                .map(|(name, mut array)| {
                    array.values = (0..array.values.len()).map(|at| (at % 13) as f32 / 13.0).collect();
                    (name, array)
                })
                .collect(),
        );
        let net = ExplainedNet::new(Arch::Softmax, &weights, Pixels::Unit).expect("they fit");
        let (plain, smooth) = (
            map(&net, &drawing(), Method::Gradient, Baseline::Paper),
            map(&net, &drawing(), Method::SmoothGrad, Baseline::Paper),
        );
        for (plain, smooth) in plain.values.iter().zip(&smooth.values) {
            assert!((plain - smooth).abs() < 1e-5, "{plain} {smooth}");
        }
        assert!(plain.reach() > 0.0);
    }

    #[test]
    fn whoever_wants_no_more_is_heard() {
        let net = ExplainedNet::new(Arch::Softmax, &Weights::fresh(Arch::Softmax, 1), Pixels::Unit).expect("they fit");
        for method in [Method::Occlusion, Method::SmoothGrad, Method::Integrated] {
            let ended = heat_map(&net, &drawing(), (method, Baseline::Paper), Score::Digit(1), 1, &|_| false);
            assert!(matches!(ended, Err(ExplainError::Cancelled)), "{method:?}");
        }
    }
}
