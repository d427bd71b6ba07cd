//! Numbers as people read them: unit, thousands separator, sensible digits, a constant width where they change.

use std::fmt::{self, Display, Formatter};

use super::{Language, Message};
use crate::msg;

/// A number with its unit; [`Display`] shows it in the language of the thread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantity {
    /// A count: "1,284".
    Count(u64),
    /// A number with this many decimals: "0.25".
    Decimal(f64, usize),
    /// See [`percent`].
    Percent(f64),
    /// See [`percent_to`].
    PercentTo(f64, usize),
    /// See [`confidence`].
    Confidence(f32),
    /// See [`probability`].
    Probability(f32),
    /// See [`duration`].
    Duration(f64),
    /// See [`short_time`].
    ShortTime(f64),
    /// See [`rate`].
    Rate(f64),
    /// See [`loss`].
    Loss(f64),
    /// See [`file_size`].
    FileSize(usize),
}

/// A count: "1,284".
#[must_use]
pub fn count(number: usize) -> Quantity {
    Quantity::Count(number as u64)
}

/// A number with `decimals` digits behind the point.
#[must_use]
pub fn decimal(number: impl Into<f64>, decimals: usize) -> Quantity {
    Quantity::Decimal(number.into(), decimals)
}

/// A share in [0, 1] as "99.57 %".
#[must_use]
pub fn percent(share: f64) -> Quantity {
    Quantity::Percent(share)
}

/// A share in [0, 1] in per cent with `decimals` digits behind the point: "20 %".
#[must_use]
pub fn percent_to(share: f64, decimals: usize) -> Quantity {
    Quantity::PercentTo(share, decimals)
}

/// A probability in [0, 1] as "98 %"; never rounded up to certainty or down to impossibility.
#[must_use]
pub fn confidence(share: f32) -> Quantity {
    Quantity::Confidence(share)
}

/// A probability in [0, 1] as "98.3 %", for a column of them; never rounded up to certainty.
#[must_use]
pub fn probability(share: f32) -> Quantity {
    Quantity::Probability(share)
}

/// A span of time in seconds as "12 s", "3 min 05 s" or "2 h 07 min".
#[must_use]
pub fn duration(secs: f64) -> Quantity {
    Quantity::Duration(secs)
}

/// A short time in seconds with the unit that fits: "310 µs", "1.25 ms", "31 ms".
#[must_use]
pub fn short_time(secs: f64) -> Quantity {
    Quantity::ShortTime(secs)
}

/// A learning rate or another small number with two digits that count: "0.0042", "3.5e-6".
#[must_use]
pub fn rate(rate: f64) -> Quantity {
    Quantity::Rate(rate)
}

/// A loss in nats with as many digits as say something: "2.31", "0.0421".
#[must_use]
pub fn loss(nats: f64) -> Quantity {
    Quantity::Loss(nats)
}

/// The size of a file in bytes: "742 kB", "4.8 MB".
#[must_use]
pub fn file_size(bytes: usize) -> Quantity {
    Quantity::FileSize(bytes)
}

impl Quantity {
    /// As `language` writes it.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        match self {
            Self::Count(number) => grouped(number),
            Self::Decimal(number, decimals) => format!("{number:.decimals$}"),
            Self::Percent(share) => in_percent("percent", format!("{:.2}", share * 100.0), language),
            Self::PercentTo(share, decimals) => {
                in_percent("percent", format!("{:.decimals$}", share * 100.0), language)
            }
            Self::Confidence(share) => confidence_in(share, language),
            Self::Probability(share) => {
                let thousandths = (share * 1000.0).round();
                if share < 1.0 && thousandths >= 1000.0 {
                    in_percent("percent-above", "99.9".to_owned(), language)
                } else {
                    in_percent("percent", format!("{:.1}", thousandths / 10.0), language)
                }
            }
            Self::Duration(secs) => duration_in(secs, language),
            Self::ShortTime(secs) => match secs * 1e6 {
                micros if micros < 999.5 => format!("{micros:.0} µs"),
                micros if micros < 9_995.0 => format!("{:.2} ms", micros / 1e3),
                micros => format!("{:.0} ms", micros / 1e3),
            },
            Self::Rate(rate) => two_digits(rate),
            Self::Loss(nats) if nats >= 1.0 => format!("{nats:.2}"),
            Self::Loss(nats) => format!("{nats:.4}"),
            Self::FileSize(bytes @ 0..1_000) => msg!("file-size-bytes", bytes = bytes).in_language(language).into(),
            Self::FileSize(bytes @ 1_000..999_500) => format!("{:.0} kB", bytes as f64 / 1e3),
            Self::FileSize(bytes) => format!("{:.1} MB", bytes as f64 / 1e6),
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.in_language(Language::current()))
    }
}

fn in_percent(key: &'static str, number: String, language: Language) -> String {
    Message::new(key).with("number", number).in_language(language).into_owned()
}

fn confidence_in(share: f32, language: Language) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded < 1.0 {
        in_percent("percent-below", "1".to_owned(), language)
    } else if share < 1.0 && rounded > 99.0 {
        in_percent("percent-above", "99".to_owned(), language)
    } else {
        in_percent("percent", format!("{rounded:.0}"), language)
    }
}

fn duration_in(secs: f64, language: Language) -> String {
    let whole = secs.max(0.0).round() as u64;
    let padded = |number: u64| format!("{number:02}");
    let message = match whole {
        0..60 => msg!("duration-seconds", seconds = whole),
        60..3_600 => msg!("duration-minutes", minutes = whole / 60, seconds = padded(whole % 60)),
        _ => msg!("duration-hours", hours = whole / 3_600, minutes = padded(whole % 3_600 / 60)),
    };
    message.in_language(language).into_owned()
}

fn two_digits(rate: f64) -> String {
    if rate > 0.0 && rate < 1e-4 {
        return format!("{rate:.1e}").replace(".0e", "e");
    }
    let decimals = if rate > 0.0 { (1.0 - rate.log10().floor()).clamp(0.0, 6.0) as usize } else { 0 };
    let text = format!("{rate:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A count with its thousands set apart: "12,345".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Several things as the language lists them: "a, b and c".
#[must_use]
pub fn list(items: &[String], language: Language) -> String {
    let Some((last, rest)) = items.split_last() else { return String::new() };
    if rest.is_empty() {
        return last.clone();
    }
    let comma = msg!("list-comma").in_language(language);
    let key = if rest.len() == 1 { "list-pair" } else { "list-end" };
    Message::new(key).with("rest", rest.join(&comma)).with("last", last).in_language(language).into_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn english<const N: usize>(quantities: [Quantity; N]) -> [String; N] {
        quantities.map(|quantity| quantity.in_language(Language::English))
    }

    fn chinese<const N: usize>(quantities: [Quantity; N]) -> [String; N] {
        quantities.map(|quantity| quantity.in_language(Language::Chinese))
    }

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(english([0, 999, 1_000, 1_199_882].map(count)), ["0", "999", "1,000", "1,199,882"]);
    }

    #[test]
    fn long_names_end_with_dots() {
        assert_eq!([short("Monday", 6), short("Monday, room 5", 8)], ["Monday", "Monday,…"]);
    }

    #[test]
    fn rates_keep_two_digits() {
        let rates = [0.004_17, 3e-6, 0.1, 1.0, 0.0, 12.0].map(rate);
        assert_eq!(english(rates), ["0.0042", "3e-6", "0.1", "1", "0", "12"]);
    }

    #[test]
    fn sizes_and_short_times_take_the_unit_that_fits() {
        let sizes = [12, 742_300, 999_700, 4_830_000].map(file_size);
        assert_eq!(english(sizes), ["12 bytes", "742 kB", "1.0 MB", "4.8 MB"]);
        assert_eq!(chinese(sizes), ["12 字节", "742 kB", "1.0 MB", "4.8 MB"]);
        let times = [31e-6, 0.000_999_7, 0.001_25, 0.031].map(short_time);
        assert_eq!(english(times), ["31 µs", "1.00 ms", "1.25 ms", "31 ms"]);
    }

    #[test]
    fn confidence_is_certain_only_at_one() {
        let all = [0.0, 0.004, 0.984, 0.9999, 1.0].map(confidence);
        assert_eq!(english(all), ["0 %", "< 1 %", "98 %", "> 99 %", "100 %"]);
        assert_eq!(chinese(all), ["0%", "<1%", "98%", ">99%", "100%"]);
    }

    #[test]
    fn durations_take_the_unit_that_fits() {
        let all = [0.4, 59.4, 59.6, 185.0, 7_620.0].map(duration);
        assert_eq!(english(all), ["0 s", "59 s", "1 min 00 s", "3 min 05 s", "2 h 07 min"]);
        assert_eq!(chinese(all), ["0 秒", "59 秒", "1 分 00 秒", "3 分 05 秒", "2 小时 07 分"]);
    }

    #[test]
    fn lists_are_joined_as_the_language_does() {
        let items = ["a", "b", "c"].map(str::to_owned);
        let english = [1, 2, 3].map(|many| list(&items[..many], Language::English));
        assert_eq!(english, ["a", "a and b", "a, b and c"]);
        assert_eq!([2, 3].map(|many| list(&items[..many], Language::Chinese)), ["a 和 b", "a、b 和 c"]);
    }
}
