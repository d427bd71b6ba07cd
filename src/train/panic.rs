//! The message of a caught panic.

use std::any::Any;

use crate::msg;
use crate::text::Message;

/// What a panic says that was caught by [`std::panic::catch_unwind`], in its own words; `None` if it has none.
pub(crate) fn words(payload: &(dyn Any + Send)) -> Option<&str> {
    let text = payload.downcast_ref::<&str>().copied();
    text.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

/// A caught panic as why something broke down.
pub(crate) fn fault(payload: &(dyn Any + Send)) -> Message {
    words(payload).map_or_else(|| msg!("unknown-fault"), |words| msg!("program-fault", detail = words))
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use super::*;
    use crate::text::Language;

    #[test]
    fn both_kinds_of_panic_message_are_read() {
        let number = 7;
        let fixed = catch_unwind(|| panic!("the shelf fell")).expect_err("it panicked");
        let formatted = catch_unwind(|| panic!("{number} shelves fell")).expect_err("it panicked");
        assert_eq!(words(fixed.as_ref()), Some("the shelf fell"));
        assert_eq!(words(formatted.as_ref()), Some("7 shelves fell"));
        assert_eq!(fault(fixed.as_ref()).in_language(Language::Chinese), "程序自身出错，原文为“the shelf fell”");
        assert_eq!(fault(&7_u8).to_string(), "an unknown fault");
    }
}
