//! Messages to the person: what was done goes by itself, the rest stays until it is read, and all is kept in a list.

use std::time::{Duration, Instant};

use crate::text::{Language, Message, ToMessage, capitalised};

/// How long a message that is no error stays.
const STAY: Duration = Duration::from_secs(6);
/// How many messages are kept.
const KEPT: usize = 200;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Something was done.
    Done,
    /// Something is worth knowing.
    News,
    /// Something failed or needs care.
    Error,
}

/// One message.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How much it matters.
    pub weight: Weight,
    /// What it says; of an error, a clause.
    pub text: Message,
    /// When it came.
    pub at: Instant,
    /// Whether it is still to be shown.
    pub is_fresh: bool,
}

impl Notice {
    /// What it says as one or two sentences, in the language of the thread.
    #[must_use]
    pub fn words(&self) -> String {
        capitalised(&self.text.to_string())
    }
}

/// What can be asked of the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticesCommand {
    /// Put the one at this place away.
    Read(usize),
    /// Put all of them away.
    ReadAll,
}

/// All messages, the newest last.
#[derive(Debug, Default)]
pub struct Notices {
    list: Vec<Notice>,
}

impl Notices {
    /// Says that something was done.
    pub fn done(&mut self, text: Message) {
        self.push(Weight::Done, text);
    }

    /// The same, in place of one with the same key that is still shown: for what is done many times on end.
    pub fn done_again(&mut self, text: Message) {
        self.list.retain(|notice| !(notice.is_fresh && notice.text.key() == text.key()));
        self.done(text);
    }

    /// Says what is worth knowing though nobody asked.
    pub fn news(&mut self, text: Message) {
        self.push(Weight::News, text);
    }

    /// Says that something failed.
    pub fn error(&mut self, error: impl ToMessage) {
        let text = error.to_message();
        tracing::warn!("{}", text.in_language(Language::English));
        self.push(Weight::Error, text);
    }

    fn push(&mut self, weight: Weight, text: Message) {
        // The same complaint twice is one complaint.
        self.list.retain(|notice| !(notice.is_fresh && notice.text == text));
        self.list.push(Notice { weight, text, at: Instant::now(), is_fresh: true });
        let surplus = self.list.len().saturating_sub(KEPT);
        self.list.drain(..surplus);
    }

    /// Lets messages go whose time is over; says when the next one's is.
    pub fn age(&mut self) -> Option<Duration> {
        let mut next = None;
        for notice in self.list.iter_mut().filter(|notice| notice.is_fresh && notice.weight == Weight::Done) {
            match STAY.checked_sub(notice.at.elapsed()) {
                Some(left) if !left.is_zero() => next = Some(next.map_or(left, |next: Duration| next.min(left))),
                _ => notice.is_fresh = false,
            }
        }
        next
    }

    /// All messages, the newest last.
    #[must_use]
    pub fn all(&self) -> &[Notice] {
        &self.list
    }

    /// Marks the message at `index` of [`all`](Self::all) as read.
    pub fn read(&mut self, index: usize) {
        if let Some(notice) = self.list.get_mut(index) {
            notice.is_fresh = false;
        }
    }

    /// Marks every message as read.
    pub fn read_all(&mut self) {
        for notice in &mut self.list {
            notice.is_fresh = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg;

    #[test]
    fn what_is_done_many_times_on_end_is_one_message() {
        let mut notices = Notices::default();
        notices.done(Message::verbatim("Saved"));
        for at in 1..=3 {
            notices.done_again(msg!("file-size-bytes", bytes = at));
        }
        let texts: Vec<String> = notices.all().iter().map(Notice::words).collect();
        assert_eq!(texts, ["Saved", "3 bytes"]);
    }

    #[test]
    fn the_same_error_twice_is_shown_once_and_stays_in_the_list() {
        let mut notices = Notices::default();
        notices.error(Message::verbatim("the file is damaged: a.json"));
        notices.error(Message::verbatim("the file is damaged: a.json"));
        assert_eq!(notices.all().len(), 1);
        assert_eq!(notices.all()[0].words(), "The file is damaged: a.json");
        assert_eq!(notices.age(), None, "errors do not go by themselves");
        assert!(notices.all()[0].is_fresh);
        notices.read(0);
        assert!(!notices.all()[0].is_fresh);
    }

    #[test]
    fn messages_are_said_anew_in_another_language() {
        let mut notices = Notices::default();
        notices.done(msg!("file-size-bytes", bytes = 3));
        Language::Chinese.make_current();
        assert_eq!(notices.all()[0].words(), "3 字节");
        Language::English.make_current();
        assert_eq!(notices.all()[0].words(), "3 bytes");
    }
}
