//! Numbers as people read them: unit, thousands separator, sensible digits, and a constant width where they change.

/// A count with its thousands set apart: "12,345".
#[must_use]
pub fn count(number: usize) -> String {
    crate::text::format::count(number).to_string()
}

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

/// A name that a row has room for: beyond `most` letters it ends with "…".
#[must_use]
pub fn short(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
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

/// The size of a file: "742 kB", "4.8 MB".
#[must_use]
pub fn file_size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..999_500 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A short time with the unit that fits: "310 µs", "1.25 ms", "31 ms".
#[must_use]
pub fn short_time(secs: f64) -> String {
    match secs * 1e6 {
        micros if micros < 999.5 => format!("{micros:.0} µs"),
        micros if micros < 9_995.0 => format!("{:.2} ms", micros / 1e3),
        micros => format!("{:.0} ms", micros / 1e3),
    }
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
    fn long_names_end_with_dots() {
        assert_eq!([short("Monday", 6), short("Monday, room 5", 8)], ["Monday", "Monday,…"]);
    }

    #[test]
    fn rates_keep_two_digits() {
        assert_eq!([0.004_17, 3e-6, 0.1, 1.0, 0.0, 12.0].map(rate), ["0.0042", "3e-6", "0.1", "1", "0", "12"]);
    }

    #[test]
    fn sizes_and_short_times_take_the_unit_that_fits() {
        assert_eq!([12, 742_300, 999_700, 4_830_000].map(file_size), ["12 bytes", "742 kB", "1.0 MB", "4.8 MB"]);
        assert_eq!([31e-6, 0.000_999_7, 0.001_25, 0.031].map(short_time), ["31 µs", "1.00 ms", "1.25 ms", "31 ms"]);
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
