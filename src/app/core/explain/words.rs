//! What explanations say, for the window and for worksheets.

use super::practising::Practising;
use super::why::Explanation;
use crate::explain::adversarial::{Attack, Flips, epsilon};
use crate::explain::curves::{Check, Curve};
use crate::explain::flip::Flip;
use crate::explain::practice::Pass;
use crate::explain::{HeatMap, Score};
use crate::model::Prediction;
use crate::text::{Language, Named as _, Quantity, format, number};
use crate::tr;

/// Up to this rank correlation, of either sign, a map is another, and from this one on much the same as before.
const ALIKE: [f64; 2] = [0.3, 0.7];

/// What a heat map shows.
#[must_use]
pub fn map(shown: &Explanation) -> String {
    let strongest = shown.map.order().first().copied().unwrap_or(0);
    let (row, column) = (strongest / 28 + 1, strongest % 28 + 1);
    let (method, score) = (shown.method.name(), number(shown.map.score));
    let names = shown.prediction.labels;
    match shown.score {
        Score::Digit(digit) => {
            tr!("why-map", method = method, digit = names.name(digit), score = score, row = row, column = column)
                .into_owned()
        }
        Score::Difference(digit, other) => tr!(
            "why-map-difference",
            method = method,
            digit = names.name(digit),
            other = names.name(other),
            score = score,
            row = row,
            column = column
        )
        .into_owned(),
    }
}

/// Of what a heat map is, without its numbers.
#[must_use]
pub fn title(shown: &Explanation) -> String {
    let (method, names) = (shown.method.name(), shown.prediction.labels);
    match shown.score {
        Score::Digit(digit) => tr!("why-title", method = method, digit = names.name(digit)).into_owned(),
        Score::Difference(digit, other) => {
            tr!("why-title-difference", method = method, digit = names.name(digit), other = names.name(other))
                .into_owned()
        }
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
    let names = shown.prediction.labels;
    let (digit, reach) = (names.name(shown.score.digit()), number(shown.map.reach()));
    match (shown.method.has_sign(), shown.score) {
        (false, _) => tr!("why-colours-rollout").into_owned(),
        (true, Score::Digit(_)) => tr!("why-colours", digit = digit, reach = reach).into_owned(),
        (true, Score::Difference(_, other)) => {
            tr!("why-colours-difference", digit = digit, other = names.name(other), reach = reach).into_owned()
        }
    }
}

/// What a map adds up to, or how long it took.
#[must_use]
pub fn sum(shown: &Explanation) -> String {
    match &shown.map {
        HeatMap { baseline: Some(baseline), values, score } => {
            let (sum, difference) = (number(values.iter().sum()), number(score - baseline));
            let (score, baseline) = (number(*score), number(*baseline));
            if shown.map.adds_up() {
                tr!("why-adds-up", sum = sum, score = score, baseline = baseline, difference = difference).into_owned()
            } else {
                tr!("why-adds-up-about", sum = sum, score = score, baseline = baseline, difference = difference)
                    .into_owned()
            }
        }
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

/// That a map's curves are no better than those of random orders, where they are not.
#[must_use]
pub fn no_better(check: &Check) -> Option<String> {
    let words = match (check.deletion_is_better(), check.insertion_is_better()) {
        (true, true) => return None,
        (false, true) => tr!("why-no-better-deletion"),
        (true, false) => tr!("why-no-better-insertion"),
        (false, false) => tr!("why-no-better"),
    };
    Some(words.into_owned())
}

/// What is left of the map by its rank correlation after layers were drawn anew: `None` where it says the same of all
/// ink. A map turned around is as much the old one as a map that stays.
#[must_use]
pub fn verdict(alike: Option<f64>) -> String {
    let Some(alike) = alike else { return tr!("why-verdict-flat").into_owned() };
    let shown = format::decimal(alike, 2);
    if alike.abs() < ALIKE[0] {
        tr!("why-verdict-other", alike = shown)
    } else if alike.abs() <= ALIKE[1] {
        tr!("why-verdict-between", alike = shown)
    } else if alike < 0.0 {
        tr!("why-verdict-turned", alike = shown)
    } else {
        tr!("why-verdict-same", alike = shown)
    }
    .into_owned()
}

/// What a prediction says at this temperature, in a few words.
#[must_use]
pub fn reading(prediction: &Prediction, temperature: f32) -> String {
    let read = prediction.at_temperature(temperature);
    tr!("change-reading", digit = read.name(), share = format::confidence(read.confidence())).into_owned()
}

/// What a pass there and back reads, and what the step before it changed.
#[must_use]
pub fn practised(practising: &Practising, pass: &Pass) -> String {
    let read = &pass.prediction;
    let (digit, sure, wanted) = (read.name(), format::confidence(read.confidence()), read.labels.name(pass.label));
    let Some(before) = practising.before() else {
        return tr!("practice-reads", digit = digit, share = sure).into_owned();
    };
    match told_apart(before.probability(pass.label), read.probability(pass.label)) {
        Ok([before, after]) => {
            tr!("practice-after", digit = digit, share = sure, wanted = wanted, before = before, after = after)
        }
        Err(least) => tr!("practice-after-less", digit = digit, share = sure, wanted = wanted, least = least),
    }
    .into_owned()
}

/// Most decimals of a share in per cent that are written to tell two apart; beyond them a number of 32 bits has none.
const MOST_DECIMALS: usize = 5;

/// Two shares with as many decimals as tell them apart; where none do, the step of the last decimal.
fn told_apart(before: f32, after: f32) -> Result<[Quantity; 2], Quantity> {
    let both = |decimals: usize| [before, after].map(|share| format::percent_to(f64::from(share), decimals));
    let differ = |decimals: &usize| {
        let [before, after] = both(*decimals).map(|share| share.in_language(Language::English));
        before != after
    };
    let least = format::percent_to(0.01 * 0.1_f64.powi(MOST_DECIMALS as i32), MOST_DECIMALS);
    (0..=MOST_DECIMALS).find(differ).map(both).ok_or(least)
}

/// From where on something else is read along the slope, and with noise.
#[must_use]
pub fn flips(attack: &Attack) -> String {
    let at = |step: usize| format::decimal(f64::from(epsilon(step)), 2);
    match attack.flips() {
        Flips::Never => tr!("change-flips-none"),
        Flips::Slope(slope) => tr!("change-flips-attacked", attacked = at(slope)),
        Flips::Noise(noise) => tr!("change-flips-noise", noisy = at(noise)),
        Flips::SlopeFirst(slope, noise) => tr!("change-flips-both", attacked = at(slope), noisy = at(noise)),
        Flips::Together(both) => tr!("change-flips-together", both = at(both)),
        Flips::NoiseFirst(slope, noise) => {
            tr!("change-flips-noise-first", attacked = at(slope), noisy = at(noise))
        }
    }
    .into_owned()
}

/// That noise of this size does as much, where it does.
#[must_use]
pub fn as_weak(attack: &Attack, step: usize, temperature: f32) -> Option<String> {
    let epsilon = format::decimal(f64::from(epsilon(step)), 2);
    let is_weak = attack.is_as_weak_against_noise(step, temperature);
    is_weak.then(|| tr!("change-as-weak", epsilon = epsilon, digit = attack.label_name()).into_owned())
}

/// What a change of ink did.
#[must_use]
pub fn flip(flip: &Flip) -> String {
    let added = flip.changes.iter().filter(|change| change.to > change.from).count();
    let (before, after) = (flip.before.name(), flip.after.name());
    let (pixels, erased) = (flip.changes.len(), flip.changes.len() - added);
    tr!("change-found", pixels = pixels, added = added, erased = erased, before = before, after = after).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_turned_around_is_not_another_map() {
        let said = [0.9, 0.5, 0.1, -0.1, -0.5, -0.7, -0.9].map(|alike| verdict(Some(alike)));
        let other = said.iter().map(|words| words.contains("another map")).collect::<Vec<_>>();
        assert_eq!(other, [false, false, true, true, false, false, false], "{said:?}");
        assert!(said[5].contains("−0.70"), "{}", said[5]);
        assert!(said[6].contains("turned around"), "{}", said[6]);
    }

    #[test]
    fn a_step_that_changed_something_is_written_with_digits_that_show_it() {
        let written = |before, after| {
            told_apart(before, after).map(|both| both.map(|share| share.in_language(Language::English)))
        };
        assert_eq!(written(0.5, 0.75), Ok(["50 %".into(), "75 %".into()]));
        assert_eq!(written(0.970_12, 0.970_48), Ok(["97.01 %".into(), "97.05 %".into()]));
        let least = written(0.970_12, 0.970_12).map_err(|least| least.in_language(Language::English));
        assert_eq!(least, Err("0.00001 %".into()));
    }

    #[test]
    fn readings_are_those_of_the_bars() {
        let mut logits = [0.0; 10];
        logits[4] = 2.0;
        let prediction = Prediction::from_logits(logits);
        // e⁴ / (e⁴ + 9) = 86 %, and at temperature 1 e² / (e² + 9) = 45 %.
        assert_eq!([0.5, 1.0].map(|temperature| reading(&prediction, temperature)), ["4, 86 %", "4, 45 %"]);
    }
}
