//! Checks that settings are in range, and the messages that say what is allowed.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::TrainError;
use crate::msg;
use crate::text::{Message, Value};

/// Refuses `value` unless it fits. Conditions are written so that NaN never fits.
pub fn check(setting: impl Into<Value>, value: impl Display, fits: bool, range: Message) -> Result<(), TrainError> {
    if fits { Ok(()) } else { Err(TrainError::BadSetting { setting: setting.into(), value: value.to_string(), range }) }
}

/// Refuses a number outside `range`, or that is none.
pub fn between<N: PartialOrd + Display>(
    setting: impl Into<Value>,
    value: N,
    range: &RangeInclusive<N>,
) -> Result<(), TrainError> {
    let fits = range.contains(&value);
    check(setting, value, fits, from_to(range.start(), range.end()))
}

/// Refuses a count outside `low..=high`; no upper end is named if there is none.
pub fn within(setting: impl Into<Value>, value: usize, low: usize, high: usize) -> Result<(), TrainError> {
    let allowed = if high == usize::MAX { msg!("range-at-least", low = low.to_string()) } else { from_to(&low, &high) };
    check(setting, value, (low..=high).contains(&value), allowed)
}

/// "from 1 to 10".
pub fn from_to<N: Display>(low: &N, high: &N) -> Message {
    msg!("range-from-to", low = low.to_string(), high = high.to_string())
}
