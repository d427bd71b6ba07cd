//! Dates and times for cards and runs, from the system clock, in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today in UTC, as YYYY-MM-DD.
#[must_use]
pub fn today() -> String {
    format_day(now_secs() / 86_400)
}

/// Seconds since 1970.
#[must_use]
pub fn now_secs() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A time in seconds since 1970 as "2026-03-01 14:05:09".
#[must_use]
pub fn format_time(seconds: u64) -> String {
    let (day, rest) = (seconds / 86_400, seconds % 86_400);
    format!("{} {:02}:{:02}:{:02}", format_day(day), rest / 3_600, rest % 3_600 / 60, rest % 60)
}

/// The day `day` days after 1970-01-01 in the Gregorian calendar.
fn format_day(day: u64) -> String {
    const DAYS_IN_400_YEARS: u64 = 146_097;
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970 + day / DAYS_IN_400_YEARS * 400;
    let mut left = day % DAYS_IN_400_YEARS;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_fall_on_the_dates_that_gnu_date_gives() {
        // date -u -d @$((day * 86400)) +%F
        let known = [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (364, "1970-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_513, "2026-03-01"),
            (146_096, "2369-12-31"),
            (146_097, "2370-01-01"),
        ];
        for (day, date) in known {
            assert_eq!(format_day(day), date);
        }
        // date -u -d @1772373909
        assert_eq!(format_time(1_772_373_909), "2026-03-01 14:05:09");
    }
}
