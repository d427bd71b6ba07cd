//! Messages in files: key and arguments, so that a file speaks no language and what it tells is worded when it is shown.
//! The English words stand beside them, for people who open the file and for versions that do not know the key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Language, Message, Quantity, Value, catalogue};

/// A message as it is written.
#[derive(Serialize, Deserialize)]
struct StoredMessage {
    key: String,
    #[serde(default)]
    arguments: BTreeMap<String, serde_json::Value>,
    english: String,
}

/// A message as it is read.
#[derive(Deserialize)]
#[serde(untagged)]
enum ReadMessage {
    Stored(StoredMessage),
    /// Words that were put into the file as they were.
    Words(String),
}

/// An argument as it is written; a number that is none, which JSON cannot write, is text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredValue {
    Text(String),
    Quantity(Quantity),
    Message(Message),
    List(Vec<StoredValue>),
}

impl From<&Value> for StoredValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Quantity(quantity) if quantity.is_finite() => Self::Quantity(*quantity),
            Value::Quantity(quantity) => Self::Text(quantity.in_language(Language::English)),
            Value::Message(message) => Self::Message((**message).clone()),
            Value::List(values) => Self::List(values.iter().map(Self::from).collect()),
        }
    }
}

impl From<StoredValue> for Value {
    fn from(value: StoredValue) -> Self {
        match value {
            StoredValue::Text(text) => Self::Text(text),
            StoredValue::Quantity(quantity) => Self::Quantity(quantity),
            StoredValue::Message(message) => Self::Message(Box::new(message)),
            StoredValue::List(values) => Self::List(values.into_iter().map(Self::from).collect()),
        }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stored = |(name, value): &(Cow<'static, str>, Value)| {
            let value = serde_json::to_value(StoredValue::from(value)).map_err(serde::ser::Error::custom)?;
            Ok((name.clone().into_owned(), value))
        };
        let stored = StoredMessage {
            key: self.key.clone().into_owned(),
            arguments: self.arguments.iter().map(stored).collect::<Result<_, S::Error>>()?,
            english: self.in_language(Language::English).into_owned(),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match ReadMessage::deserialize(deserializer)? {
            ReadMessage::Words(words) => Self::verbatim(words),
            ReadMessage::Stored(StoredMessage { key, arguments, english }) => {
                let value = |(name, value): (String, serde_json::Value)| {
                    let value: StoredValue = serde_json::from_value(value).ok()?;
                    Some((Cow::Owned(name), value.into()))
                };
                let arguments: Option<Vec<_>> = arguments.into_iter().map(value).collect();
                arguments
                    .filter(|arguments| catalogue::of(Language::English).can_say(&key, arguments))
                    .map_or_else(|| Self::verbatim(english), |arguments| Self { key: Cow::Owned(key), arguments })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;
    use crate::text::format;

    fn through_a_file(message: &Message) -> Message {
        let text = serde_json::to_string(message).expect("it is written");
        serde_json::from_str(&text).expect("it is read")
    }

    #[test]
    fn a_message_in_a_file_is_worded_in_the_language_of_who_reads_it() {
        let loss = format::decimal(31.25, 2);
        let message = msg!("run-failed", run = 3, error = msg!("train-error-diverged", loss = loss, step = "12"));
        Language::Chinese.make_current();
        let text = serde_json::to_string(&message).expect("it is written");
        Language::English.make_current();
        assert!(text.contains("\"english\":\"run 3 failed: the loss reached 31.25 in step 12"), "{text}");
        let read: Message = serde_json::from_str(&text).expect("it is read");
        for &language in Language::ALL {
            assert_eq!(read.in_language(language), message.in_language(language));
        }
    }

    #[test]
    fn lists_and_numbers_that_are_none_come_back_as_they_are_shown() {
        let list: Vec<Value> = vec!["a".into(), format::percent(0.25).into(), msg!("unknown-fault").into()];
        let message = Message::new("verbatim").with("text", list);
        assert_eq!(through_a_file(&message), message);
        let message = Message::new("verbatim").with("text", format::loss(f64::NAN));
        assert_eq!(through_a_file(&message).to_string(), message.to_string());
    }

    #[test]
    fn words_of_an_earlier_version_and_messages_of_a_later_one_stay_readable() {
        let words: Message = serde_json::from_str("\"the disk is full\"").expect("it is read");
        assert_eq!(words.in_language(Language::Chinese), "the disk is full");
        for later in [
            r#"{"key":"no-such-key","english":"it fell over"}"#,
            r#"{"key":"run-failed","arguments":{"run":{"text":"3"}},"english":"it fell over"}"#,
            r#"{"key":"unknown-fault","arguments":{"x":{"sound":[1]}},"english":"it fell over"}"#,
        ] {
            let read: Message = serde_json::from_str(later).expect("it is read");
            assert_eq!(read.in_language(Language::Chinese), "it fell over", "{later}");
        }
        assert!(serde_json::from_str::<Message>("3").is_err());
    }
}
