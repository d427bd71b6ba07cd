//! What explanations say, for the window and for worksheets.

use super::why::Explanation;
use crate::explain::curves::Curve;
use crate::explain::flip::Flip;
use crate::explain::{HeatMap, Score};
use crate::model::Prediction;
use crate::text::{Named as _, format, number};
use crate::tr;

/// What a heat map shows.
#[must_use]
pub fn map(shown: &Explanation) -> String {
    let strongest = shown.map.order().first().copied().unwrap_or(0);
    let (row, column) = (strongest / 28 + 1, strongest % 28 + 1);
    let (method, score) = (shown.method.name(), number(shown.map.score));
    match shown.score {
        Score::Digit(digit) => {
            tr!("why-map", method = method, digit = digit, score = score, row = row, column = column).into_owned()
        }
        Score::Difference(digit, other) => tr!(
            "why-map-difference",
            method = method,
            digit = digit,
            other = other,
            score = score,
            row = row,
            column = column
        )
        .into_owned(),
    }
}

/// What is left of a map.
#[must_use]
pub fn randomised(layers: usize, alike: Option<f64>) -> String {
    match alike {
        Some(alike) => tr!("why-randomised", layers = layers, alike = format::decimal(alike, 2)).into_owned(),
        None => tr!("why-randomised-flat", layers = layers).into_owned(),
    }
}

/// What the colours of a map mean.
#[must_use]
pub fn colours(shown: &Explanation) -> String {
    let (digit, reach) = (shown.score.digit(), number(shown.map.reach()));
    match (shown.method.has_sign(), shown.score) {
        (false, _) => tr!("why-colours-rollout").into_owned(),
        (true, Score::Digit(_)) => tr!("why-colours", digit = digit, reach = reach).into_owned(),
        (true, Score::Difference(_, other)) => {
            tr!("why-colours-difference", digit = digit, other = other, reach = reach).into_owned()
        }
    }
}

/// What a map adds up to, or how long it took.
#[must_use]
pub fn sum(shown: &Explanation) -> String {
    match &shown.map {
        HeatMap { baseline: Some(baseline), values, score } => tr!(
            "why-adds-up",
            sum = number(values.iter().sum()),
            score = number(*score),
            baseline = number(*baseline),
            difference = number(score - baseline)
        )
        .into_owned(),
        HeatMap { baseline: None, score, .. } => {
            tr!("why-score", score = number(*score), time = format::milliseconds(shown.seconds)).into_owned()
        }
    }
}

/// The areas under the curves of a map, and of random orders.
#[must_use]
pub fn areas(shown: &Explanation) -> String {
    let area = |curve: &Curve| format::decimal(curve.area(), 2);
    let (map, random) = (&shown.check.map, &shown.check.random);
    tr!(
        "why-areas",
        deletion = area(&map.deletion),
        insertion = area(&map.insertion),
        random_deletion = area(&random.deletion),
        random_insertion = area(&random.insertion)
    )
    .into_owned()
}

/// What a prediction says, in a few words.
#[must_use]
pub fn reading(prediction: &Prediction) -> String {
    tr!("change-reading", digit = prediction.digit(), share = format::confidence(prediction.confidence())).into_owned()
}

/// What a change of ink did.
#[must_use]
pub fn flip(flip: &Flip) -> String {
    let added = flip.changes.iter().filter(|change| change.to > change.from).count();
    let (before, after) = (flip.before.digit(), flip.after.digit());
    let (pixels, erased) = (flip.changes.len(), flip.changes.len() - added);
    tr!("change-found", pixels = pixels, added = added, erased = erased, before = before, after = after).into_owned()
}
