//! Numbers as people read them: unit, thousands separator, sensible digits, and a constant width where they change.

pub use crate::data::counting::count;

/// A share in [0, 1] as "99.57 %".
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// A probability in [0, 1] as "98 %"; never rounded up to certainty or down to impossibility.
#[must_use]
pub fn confidence(share: f32) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded < 1.0 {
        "< 1 %".to_owned()
    } else if share < 1.0 && rounded > 99.0 {
        "> 99 %".to_owned()
    } else {
        format!("{rounded:.0} %")
    }
}

/// A probability in [0, 1] as "98.3 %", for a column of them; never rounded up to certainty.
#[must_use]
pub fn probability(share: f32) -> String {
    let thousandths = (share * 1000.0).round();
    if share < 1.0 && thousandths >= 1000.0 { "> 99.9 %".to_owned() } else { format!("{:.1} %", thousandths / 10.0) }
}

/// A count and its noun: "1 image", "1,284 images".
#[must_use]
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// A span of time as "12 s", "3 min 05 s" or "2 h 07 min".
#[must_use]
pub fn duration(secs: f64) -> String {
    let whole = secs.max(0.0).round() as u64;
    match whole {
        0..60 => format!("{whole} s"),
        60..3_600 => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{} h {:02} min", whole / 3_600, whole % 3_600 / 60),
    }
}

/// A learning rate or another small number with two digits that count: "0.0042", "3.5e-6".
#[must_use]
pub fn rate(rate: f64) -> String {
    if rate > 0.0 && rate < 1e-4 {
        return format!("{rate:.1e}").replace(".0e", "e");
    }
    let decimals = if rate > 0.0 { (1.0 - rate.log10().floor()).clamp(0.0, 6.0) as usize } else { 0 };
    let text = format!("{rate:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A loss in nats with as many digits as say something: "2.31", "0.0421".
#[must_use]
pub fn loss(nats: f64) -> String {
    if nats >= 1.0 { format!("{nats:.2}") } else { format!("{nats:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!([count(0), count(999), count(1_000), count(1_199_882)], ["0", "999", "1,000", "1,199,882"]);
        assert_eq!([counted(1, "image", "images"), counted(0, "image", "images")], ["1 image", "0 images"]);
    }

    #[test]
    fn rates_keep_two_digits() {
        assert_eq!([0.004_17, 3e-6, 0.1, 1.0, 0.0, 12.0].map(rate), ["0.0042", "3e-6", "0.1", "1", "0", "12"]);
    }

    #[test]
    fn confidence_is_certain_only_at_one() {
        assert_eq!([0.0, 0.004, 0.984, 0.9999, 1.0].map(confidence), ["0 %", "< 1 %", "98 %", "> 99 %", "100 %"]);
    }

    #[test]
    fn durations_take_the_unit_that_fits() {
        assert_eq!(
            [0.4, 59.4, 59.6, 185.0, 7_620.0].map(duration),
            ["0 s", "59 s", "1 min 00 s", "3 min 05 s", "2 h 07 min"]
        );
    }
}
