//! Words: the message catalogues of every language, and messages that are turned into words when they are shown.
//!
//! Every sentence that a person can see is a message of a catalogue under `assets/locales/LANGUAGE`, written in
//! [Project Fluent](https://projectfluent.org). Code names it by its key: [`tr!`](crate::tr) gives the words at once,
//! in the language of the thread ([`Language::current`]); [`msg!`](crate::msg) makes a [`Message`] that is turned into
//! words later, which is what errors and notices carry. A type with a few named values implements [`Named`].
//!
//! ```
//! use digit_lab::text::{Language, format};
//! use digit_lab::{msg, tr};
//!
//! assert_eq!(tr!("list-comma"), ", ");
//! let rest = msg!("duration-seconds", seconds = 12);
//! assert_eq!(rest.in_language(Language::English), "12 s");
//! assert_eq!(rest.in_language(Language::Chinese), "12 秒");
//! assert_eq!(format::percent(0.9957).to_string(), "99.57 %");
//! ```
//!
//! `tests/catalogues.rs` holds that all languages have the same messages with the same arguments, and that the code
//! and the catalogues name the same ones.

mod catalogue;
pub mod fonts;
pub mod format;
pub mod json;
mod language;
mod message;
mod number;
mod stored;

pub use catalogue::FILES;
pub use format::Quantity;
pub use language::Language;
pub use message::{Message, Named, ToMessage, Value};
pub use number::number;

use std::borrow::Cow;

/// The words of a message without arguments, in the language of this thread.
#[must_use]
pub fn get(key: &str) -> Cow<'static, str> {
    catalogue::of(Language::current()).words(key, &[])
}

/// The words of an attribute of a message (`key = …` with an indented `.attribute = …`), in the language of this
/// thread.
#[must_use]
pub fn attribute(key: &str, attribute: &str) -> Cow<'static, str> {
    catalogue::of(Language::current()).attribute_words(key, attribute, &[])
}

/// The words of a message in the language of this thread: `tr!("undo")`, `tr!("opened", images = 12)`,
/// `tr!("undo.help")` for an attribute. Gives a `Cow<'static, str>`.
#[macro_export]
macro_rules! tr {
    ($key:literal) => {
        $crate::text::get($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        std::borrow::Cow::<'static, str>::Owned($crate::msg!($key, $($name = $value),+).to_string())
    };
}

/// A message that is turned into words when it is shown: `msg!("saved", path = path)`. Gives a
/// [`Message`](crate::text::Message).
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Message::new($key)$(.with(stringify!($name), $value))*
    };
}

/// `Display` for a type with [`ToMessage`], in the language of the thread.
#[macro_export]
macro_rules! display_as_message {
    ($($type:ty),+ $(,)?) => {
        $(impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&$crate::text::ToMessage::to_message(self).to_string())
            }
        })+
    };
}
