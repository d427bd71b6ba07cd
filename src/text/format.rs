//! Numbers as people read them: unit, thousands separator, sensible digits, a constant width where they change.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::{Language, Message};
use crate::msg;

/// A number with its unit; [`Display`] shows it in the language of the thread.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// A count: "1,284".
    Count(u64),
    /// A number with this many decimals: "0.25".
    Decimal(f64, usize),
    /// See [`percent`].
    Percent(f64),
    /// See [`percent_to`].
    PercentTo(f64, usize),
    /// See [`confidence`], [`probability`] and [`mean_confidence`]: a probability with this many decimals.
    Probability(f64, usize),
    /// See [`duration`].
    Duration(f64),
    /// See [`milliseconds`].
    Milliseconds(f64),
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

/// A probability in [0, 1] as "98 %". Softmax gives neither 0 nor 1, only numbers that round to them: those read
/// "< 1 %" and "> 99 %".
#[must_use]
pub fn confidence(share: f32) -> Quantity {
    Quantity::Probability(share.into(), 0)
}

/// A probability in [0, 1] as "98.3 %", for a column of them; what rounds to 100 % reads "> 99.9 %". What rounds to 0
/// stays "0.0 %", since most of a column does.
#[must_use]
pub fn probability(share: f32) -> Quantity {
    Quantity::Probability(share.into(), 1)
}

/// A mean of probabilities in [0, 1] as "98.31 %"; what rounds to 100 % reads "> 99.99 %".
#[must_use]
pub fn mean_confidence(share: f64) -> Quantity {
    Quantity::Probability(share, 2)
}

/// A span of time in seconds as "12 s", "3 min 05 s" or "2 h 07 min".
#[must_use]
pub fn duration(secs: f64) -> Quantity {
    Quantity::Duration(secs)
}

/// A short time in seconds, always in milliseconds, so that times beside each other compare: "0.31 ms", "31.2 ms".
#[must_use]
pub fn milliseconds(secs: f64) -> Quantity {
    Quantity::Milliseconds(secs)
}

/// A learning rate or another small number with two digits that count: "0.0042", "3.5e-6".
#[must_use]
pub fn rate(rate: f64) -> Quantity {
    Quantity::Rate(rate)
}

/// A loss in nats with as many digits as say something: "2.31", "0.0421", "2 × 10¹⁶" after it exploded.
#[must_use]
pub fn loss(nats: f64) -> Quantity {
    Quantity::Loss(nats)
}

/// A loss in nats as bits.
#[must_use]
pub fn bits(nats: f64) -> f64 {
    nats / std::f64::consts::LN_2
}

/// The size of a file in bytes: "742 kB", "4.8 MB".
#[must_use]
pub fn file_size(bytes: usize) -> Quantity {
    Quantity::FileSize(bytes)
}

impl Quantity {
    /// Whether it is a number at all, neither infinite nor none.
    pub(super) fn is_finite(self) -> bool {
        match self {
            Self::Count(_) | Self::FileSize(_) => true,
            Self::Decimal(number, _)
            | Self::Percent(number)
            | Self::PercentTo(number, _)
            | Self::Probability(number, _)
            | Self::Duration(number)
            | Self::Milliseconds(number)
            | Self::Rate(number)
            | Self::Loss(number) => number.is_finite(),
        }
    }

    /// As `language` writes it.
    #[must_use]
    pub fn in_language(self, language: Language) -> String {
        match self {
            Self::Count(number) => grouped(number),
            Self::Decimal(number, decimals) => signed(&format!("{number:.decimals$}")),
            Self::Percent(share) => with_unit("percent", format!("{:.2}", share * 100.0), language),
            Self::PercentTo(share, decimals) => with_unit("percent", format!("{:.decimals$}", share * 100.0), language),
            Self::Probability(share, decimals) => probability_in(share, decimals, language),
            Self::Duration(secs) => duration_in(secs, language),
            Self::Milliseconds(secs) => match secs * 1e3 {
                millis if millis < 0.0995 => with_unit("milliseconds", format!("{millis:.3}"), language),
                millis if millis < 9.995 => with_unit("milliseconds", format!("{millis:.2}"), language),
                millis if millis < 99.95 => with_unit("milliseconds", format!("{millis:.1}"), language),
                millis => with_unit("milliseconds", format!("{millis:.0}"), language),
            },
            Self::Rate(rate) => two_digits(rate),
            Self::Loss(nats) if nats >= 1e5 => with_power_of_ten(nats),
            Self::Loss(nats) if nats >= 1.0 => format!("{nats:.2}"),
            Self::Loss(nats) => format!("{nats:.4}"),
            Self::FileSize(bytes @ 0..1_000) => msg!("file-size-bytes", bytes = bytes).in_language(language).into(),
            Self::FileSize(bytes @ 1_000..999_500) => {
                with_unit("kilobytes", format!("{:.0}", bytes as f64 / 1e3), language)
            }
            Self::FileSize(bytes) => with_unit("megabytes", format!("{:.1}", bytes as f64 / 1e6), language),
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.in_language(Language::current()))
    }
}

/// A number, written out already, with the unit that the message `key` adds to it.
fn with_unit(key: &'static str, number: String, language: Language) -> String {
    Message::new(key).with("number", number).in_language(language).into_owned()
}

/// With a true minus, and none before what rounds to 0.
fn signed(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(size) if size.chars().all(|digit| matches!(digit, '0' | '.')) => size.to_owned(),
        Some(size) => format!("−{size}"),
        None => number.to_owned(),
    }
}

/// Never rounded up to certainty; never down to impossibility where no decimals are shown.
fn probability_in(share: f64, decimals: usize, language: Language) -> String {
    let least = 0.1_f64.powi(decimals as i32);
    let shown = format!("{:.decimals$}", share * 100.0);
    if shown == format!("{:.decimals$}", 100.0) {
        with_unit("percent-above", format!("{:.decimals$}", 100.0 - least), language)
    } else if decimals == 0 && shown == "0" {
        with_unit("percent-below", "1".to_owned(), language)
    } else {
        with_unit("percent", shown, language)
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

/// Two digits that count, times a power of ten: "2 × 10¹⁶".
fn with_power_of_ten(number: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let written = format!("{number:.1e}");
    let Some((factor, power)) = written.split_once('e') else { return written };
    let raised: String = power.chars().filter_map(|digit| Some(RAISED[digit.to_digit(10)? as usize])).collect();
    format!("{} × 10{raised}", factor.trim_end_matches(".0"))
}

fn two_digits(rate: f64) -> String {
    if rate > 0.0 && rate < 1e-4 {
        return format!("{rate:.1e}").replace(".0e", "e");
    }
    let decimals = if rate > 0.0 { (1.0 - rate.log10().floor()).clamp(0.0, 6.0) as usize } else { 0 };
    trimmed(rate, decimals)
}

/// A number with at most `decimals` digits behind the point, without zeros at its end: "1.5", "2".
#[must_use]
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
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
    fn a_loss_has_as_many_digits_as_say_something() {
        let losses = english([0.0421, 2.3071, 31.25, 99_999.0, 2.042e16].map(loss));
        assert_eq!(losses, ["0.0421", "2.31", "31.25", "99999.00", "2 × 10¹⁶"]);
    }

    #[test]
    fn a_number_below_zero_has_a_true_minus_and_zero_has_none() {
        assert_eq!(english([-0.7, -0.001, 0.25].map(|number| decimal(number, 2))), ["−0.70", "0.00", "0.25"]);
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
    fn sizes_take_the_unit_that_fits() {
        let sizes = [12, 742_300, 999_700, 4_830_000].map(file_size);
        assert_eq!(english(sizes), ["12 bytes", "742 kB", "1.0 MB", "4.8 MB"]);
        assert_eq!(chinese(sizes), ["12 字节", "742 kB", "1.0 MB", "4.8 MB"]);
    }

    #[test]
    fn short_times_beside_each_other_have_one_unit() {
        let times = [31e-6, 0.000_236, 0.008_29, 0.031, 0.2].map(milliseconds);
        assert_eq!(english(times), ["0.031 ms", "0.24 ms", "8.29 ms", "31.0 ms", "200 ms"]);
    }

    #[test]
    fn a_probability_is_never_rounded_to_certainty() {
        let all = [0.0, 0.004, 0.984, 0.9999, 1.0].map(confidence);
        assert_eq!(english(all), ["< 1 %", "< 1 %", "98 %", "> 99 %", "> 99 %"]);
        assert_eq!(chinese(all), ["<1%", "<1%", "98%", ">99%", ">99%"]);
        let column = [0.0, 0.0004, 0.9949, 0.9999, 1.0].map(probability);
        assert_eq!(english(column), ["0.0 %", "0.0 %", "99.5 %", "> 99.9 %", "> 99.9 %"]);
        assert_eq!(english([0.9999, 0.99996].map(mean_confidence)), ["99.99 %", "> 99.99 %"]);
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
        assert_eq!([2, 3].map(|many| list(&items[..many], Language::Chinese)), ["a、b", "a、b、c"]);
    }
}
