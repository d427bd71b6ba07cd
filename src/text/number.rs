//! Numbers of any size in few characters, as they stand in a formula; the same in every language.

/// Three digits that count; small ones with a power of ten: "0.123", "−4.56", "3.21·10⁻⁵".
#[must_use]
pub fn number(value: f32) -> String {
    let value = f64::from(value);
    let size = value.abs();
    let words = match size {
        size if !size.is_finite() => "?".to_owned(),
        0.0 => "0".to_owned(),
        size if size >= 99_950.0 => with_power(value, size),
        size if size >= 99.95 => format!("{value:.0}"),
        size if size >= 9.995 => format!("{value:.1}"),
        size if size >= 0.999_5 => format!("{value:.2}"),
        size if size >= 0.099_95 => format!("{value:.3}"),
        size if size >= 0.009_995 => format!("{value:.4}"),
        size if size >= 0.000_999_5 => format!("{value:.5}"),
        size => with_power(value, size),
    };
    words.replace('-', "−")
}

fn with_power(value: f64, size: f64) -> String {
    const HIGH: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut power = size.log10().floor() as i32;
    if (size / 10_f64.powi(power) * 100.0).round() >= 1_000.0 {
        power += 1;
    }
    let digits = power.abs().to_string();
    let raised: String = digits.bytes().map(|digit| HIGH[usize::from(digit - b'0')]).collect();
    let sign = if power < 0 { "⁻" } else { "" };
    format!("{:.2}·10{sign}{raised}", value / 10_f64.powi(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_count_whatever_the_size() {
        let cases = [
            (0.0, "0"),
            (1.0, "1.00"),
            (-12.34, "−12.3"),
            (0.123_45, "0.123"),
            (0.099_99, "0.100"),
            (0.001_234, "0.00123"),
            (-0.000_032_1, "−3.21·10⁻⁵"),
            (0.000_099_99, "1.00·10⁻⁴"),
            (1_234.5, "1234"),
            (1.0e12, "1.00·10¹²"),
            (f32::NAN, "?"),
        ];
        for (value, words) in cases {
            assert_eq!(number(value), words);
        }
    }
}
