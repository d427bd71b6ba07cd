//! The message of a caught panic.

use std::any::Any;
use std::borrow::Cow;

use crate::tr;

/// The message of a panic caught by [`std::panic::catch_unwind`].
pub(crate) fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.map_or_else(|| tr!("unknown-fault"), Cow::Borrowed).into_owned()
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;

    #[test]
    fn both_kinds_of_panic_message_are_read() {
        let number = 7;
        let fixed = catch_unwind(|| panic!("the shelf fell")).expect_err("it panicked");
        let formatted = catch_unwind(|| panic!("{number} shelves fell")).expect_err("it panicked");
        assert_eq!(words(fixed.as_ref()), "the shelf fell");
        assert_eq!(words(formatted.as_ref()), "7 shelves fell");
        assert_eq!(words(&7_u8), "an unknown fault");
    }
}
