//! Dates and times from the system clock: in UTC for files, and in the user's time zone for people.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Today in UTC, as YYYY-MM-DD.
#[must_use]
pub fn today() -> String {
    format_day(now_secs())
}

/// Seconds since 1970.
#[must_use]
pub fn now_secs() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A time in seconds since 1970 as its day in UTC: "2026-03-01".
#[must_use]
pub fn format_day(seconds: u64) -> String {
    shown(seconds, TimeZone::UTC, "%Y-%m-%d")
}

/// A time in seconds since 1970 in UTC, as files have it: "2026-03-01 14:05:09".
#[must_use]
pub fn format_time(seconds: u64) -> String {
    shown(seconds, TimeZone::UTC, "%Y-%m-%d %H:%M:%S")
}

/// A time in seconds since 1970 in the user's time zone, to be shown: "2026-03-01 15:05".
#[must_use]
pub fn local_time(seconds: u64) -> String {
    shown(seconds, TimeZone::system(), "%Y-%m-%d %H:%M")
}

/// In the form `form`; a time after the year 9999 is the last second that has a date.
fn shown(seconds: u64, zone: TimeZone, form: &str) -> String {
    let time = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.unwrap_or(Timestamp::MAX).to_zoned_datetime(zone).strftime(form).to_string()
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
            assert_eq!(format_day(day * 86_400), date);
        }
        // date -u -d @1772373909
        assert_eq!(format_time(1_772_373_909), "2026-03-01 14:05:09");
    }

    #[test]
    fn people_see_the_time_of_their_zone() {
        let berlin = |seconds| shown(seconds, TimeZone::get("Europe/Berlin").expect("it is known"), "%Y-%m-%d %H:%M");
        assert_eq!(berlin(1_772_373_909), "2026-03-01 15:05");
        assert_eq!(berlin(1_785_535_200), "2026-08-01 00:00", "an hour more in summer");
        assert_eq!(local_time(0).len(), "1970-01-01 00:00".len());
    }

    #[test]
    fn times_without_a_date_are_no_panic() {
        assert!(format_time(u64::MAX).starts_with("9999-12-3"));
    }
}
