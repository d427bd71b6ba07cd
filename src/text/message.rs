//! Messages that become words when they are shown.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

use super::{Language, Quantity, catalogue, format};

/// A message of the catalogues with its arguments; [`Display`] shows it in the language of the thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub(super) key: Cow<'static, str>,
    pub(super) arguments: Vec<(Cow<'static, str>, Value)>,
}

/// An argument of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text of no language: a name, a path, what the system says.
    Text(String),
    /// A number with its unit, as the language writes it. A [`Quantity::Count`] also chooses plural forms.
    Quantity(Quantity),
    /// Another message, in the same language.
    Message(Box<Message>),
    /// Several values, joined as the language lists them: "a, b and c".
    List(Vec<Value>),
}

/// Something that can be said in every language; errors above all.
pub trait ToMessage {
    /// What to say. An error is a clause that begins in lower case and ends without a full stop, so that it can stand
    /// behind a colon; where it stands alone, a message such as `error-line` introduces it.
    fn to_message(&self) -> Message;
}

/// A value with a name in the catalogues, and an explanation in the attribute `help` of the same message.
pub trait Named {
    /// Key of its message.
    fn key(&self) -> &'static str;

    /// What people call it.
    fn title(&self) -> Cow<'static, str> {
        super::get(self.key())
    }

    /// One sentence, without a full stop, that explains it.
    fn help(&self) -> Cow<'static, str> {
        super::attribute(self.key(), "help")
    }

    /// What people call it, as an argument of another message.
    fn name(&self) -> Message {
        Message::new(self.key())
    }
}

impl Message {
    /// The message with this key, or, with "key.attribute", that attribute of it.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), arguments: Vec::new() }
    }

    /// Text of no language, shown as it is: a name, or what the system says.
    #[must_use]
    pub fn verbatim(text: impl Display) -> Self {
        Self::new("verbatim").with("text", text.to_string())
    }

    /// What a library or a panic says in its own words, which are English: set apart from ours, in quotation marks.
    #[must_use]
    pub fn detail(text: impl Display) -> Self {
        Self::new("detail").with("detail", text.to_string())
    }

    /// What `error` says; for `map_err`.
    pub fn of(error: impl ToMessage) -> Self {
        error.to_message()
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.arguments.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Its key: what to compare messages by.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its words in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Cow<'static, str> {
        catalogue::of(language).words(&self.key, &self.arguments)
    }
}

impl ToMessage for Message {
    fn to_message(&self) -> Message {
        self.clone()
    }
}

impl<T: ToMessage + ?Sized> ToMessage for &T {
    fn to_message(&self) -> Message {
        T::to_message(self)
    }
}

impl Display for Message {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.in_language(Language::current()))
    }
}

impl Value {
    /// Its words in `language`.
    #[must_use]
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Quantity(quantity) => quantity.in_language(language),
            Self::Message(message) => message.in_language(language).into_owned(),
            Self::List(values) => {
                let words: Vec<_> = values.iter().map(|value| value.in_language(language)).collect();
                format::list(&words, language)
            }
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<char> for Value {
    fn from(letter: char) -> Self {
        Self::Text(letter.to_string())
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<&PathBuf> for Value {
    fn from(path: &PathBuf) -> Self {
        Self::Text(path.display().to_string())
    }
}

impl From<Quantity> for Value {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

macro_rules! counts {
    ($($type:ty),+) => {
        $(impl From<$type> for Value {
            fn from(count: $type) -> Self {
                Self::Quantity(Quantity::Count(count as u64))
            }
        })+
    };
}

counts!(usize, u64, u32, u16, u8);

impl From<i32> for Value {
    /// A literal in code; negative ones are shown with their sign but choose no plural form.
    fn from(number: i32) -> Self {
        match u64::try_from(number) {
            Ok(count) => Self::Quantity(Quantity::Count(count)),
            Err(_) => Self::Text(number.to_string()),
        }
    }
}
