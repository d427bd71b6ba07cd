//! Messages to the person: each is told for a while, news and errors count as unread until they are read, and all are
//! kept in a list.

use std::time::{Duration, Instant};

use crate::text::{Language, Message, ToMessage};
use crate::tr;

/// How many messages are kept.
const KEPT: usize = 200;

/// How much a message matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done.
    Done,
    /// Something is worth knowing.
    Info,
    /// Something failed or needs care.
    Error,
}

impl Severity {
    /// How long a message stays in the top bar before it is only in the list.
    #[must_use]
    pub fn stay(self) -> Duration {
        match self {
            Self::Done => Duration::from_secs(6),
            Self::Info => Duration::from_secs(10),
            Self::Error => Duration::from_secs(15),
        }
    }

    /// Whether a message waits in the list to be read.
    fn waits(self) -> bool {
        match self {
            Self::Done => false,
            Self::Info | Self::Error => true,
        }
    }
}

/// One message.
#[derive(Debug, Clone)]
pub struct Notice {
    /// How much it matters.
    pub weight: Severity,
    /// What it says; of an error, a clause.
    pub text: Message,
    /// When it came.
    pub at: Instant,
    /// Whether its time to be told is not over.
    pub is_told: bool,
    /// Whether it waits to be read.
    pub is_unread: bool,
}

impl Notice {
    /// How long it is still told at `now`; `None` once that is over.
    fn left(&self, now: Instant) -> Option<Duration> {
        let left = self.weight.stay().checked_sub(now.saturating_duration_since(self.at));
        left.filter(|left| !left.is_zero())
    }

    /// What it says as one or two sentences, in the language of the thread.
    #[must_use]
    pub fn words(&self) -> String {
        match self.weight {
            Severity::Error => tr!("error-line", fault = self.text.clone()).into_owned(),
            Severity::Done | Severity::Info => self.text.to_string(),
        }
    }
}

/// A user command about the list of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticesCommand {
    /// Mark the message at this index as read and take it off the top bar.
    Read(usize),
    /// The same for all of them.
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
        self.push(Severity::Done, text);
    }

    /// The same, in place of one with the same key that is still told: for what is done many times on end.
    pub fn done_again(&mut self, text: Message) {
        self.list.retain(|notice| !(notice.is_told && notice.text.key() == text.key()));
        self.done(text);
    }

    /// Says what is worth knowing though nobody asked.
    pub fn info(&mut self, text: Message) {
        self.push(Severity::Info, text);
    }

    /// Says that something failed.
    pub fn error(&mut self, error: impl ToMessage) {
        let text = error.to_message();
        tracing::warn!("{}", text.in_language(Language::English));
        self.push(Severity::Error, text);
    }

    fn push(&mut self, weight: Severity, text: Message) {
        // The same complaint twice is one complaint.
        self.list.retain(|notice| !((notice.is_told || notice.is_unread) && notice.text == text));
        self.list.push(Notice { weight, text, at: Instant::now(), is_told: true, is_unread: weight.waits() });
        let surplus = self.list.len().saturating_sub(KEPT);
        self.list.drain(..surplus);
    }

    /// Ends the telling of messages whose time is over at `now`.
    pub fn age(&mut self, now: Instant) {
        for notice in &mut self.list {
            notice.is_told &= notice.left(now).is_some();
        }
    }

    /// Time from `now` until the next message leaves the top bar; `None` if none is shown there.
    #[must_use]
    pub fn due(&self, now: Instant) -> Option<Duration> {
        self.list.iter().filter(|notice| notice.is_told).filter_map(|notice| notice.left(now)).min()
    }

    /// The newest message that is still told, with its index in [`all`](Self::all).
    #[must_use]
    pub fn told(&self) -> Option<(usize, &Notice)> {
        self.list.iter().enumerate().rev().find(|(_, notice)| notice.is_told)
    }

    /// How many messages wait to be read, and the weight of the worst of them.
    #[must_use]
    pub fn unread(&self) -> (usize, Option<Severity>) {
        let unread = self.list.iter().filter(|notice| notice.is_unread);
        (unread.clone().count(), unread.map(|notice| notice.weight).max())
    }

    /// All messages, the newest last.
    #[must_use]
    pub fn all(&self) -> &[Notice] {
        &self.list
    }

    /// Marks the message at `index` of [`all`](Self::all) as read.
    pub fn read(&mut self, index: usize) {
        if let Some(notice) = self.list.get_mut(index) {
            (notice.is_told, notice.is_unread) = (false, false);
        }
    }

    /// Marks every message as read.
    pub fn read_all(&mut self) {
        for notice in &mut self.list {
            (notice.is_told, notice.is_unread) = (false, false);
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
    fn the_same_error_twice_is_told_once_and_stays_in_the_list() {
        let mut notices = Notices::default();
        notices.error(Message::verbatim("the file is damaged: a.json"));
        notices.error(Message::verbatim("the file is damaged: a.json"));
        assert_eq!(notices.all().len(), 1);
        assert_eq!(notices.all()[0].words(), "Error: the file is damaged: a.json");
        notices.read(0);
        assert!(notices.told().is_none() && notices.unread() == (0, None));
        assert_eq!(notices.all().len(), 1, "the list keeps it");
    }

    #[test]
    fn every_message_is_told_for_a_while_and_what_is_no_success_waits_to_be_read() {
        for weight in [Severity::Done, Severity::Info, Severity::Error] {
            let mut notices = Notices::default();
            notices.push(weight, Message::verbatim("a"));
            let at = notices.all()[0].at;
            let half = weight.stay() / 2;
            notices.age(at + half);
            assert_eq!(notices.due(at + half), Some(half));
            assert!(notices.told().is_some(), "{weight:?}");
            notices.age(at + weight.stay());
            assert_eq!(notices.due(at + weight.stay()), None);
            assert!(notices.told().is_none(), "{weight:?}");
            let waiting = if weight == Severity::Done { (0, None) } else { (1, Some(weight)) };
            assert_eq!(notices.unread(), waiting);
        }
    }

    #[test]
    fn the_worst_unread_message_counts_whatever_came_after_it() {
        let mut notices = Notices::default();
        notices.error(Message::verbatim("a"));
        notices.info(Message::verbatim("b"));
        notices.done(Message::verbatim("c"));
        assert_eq!(notices.unread(), (2, Some(Severity::Error)));
        assert_eq!(notices.told().map(|(index, _)| index), Some(2));
        notices.read(0);
        assert_eq!(notices.unread(), (1, Some(Severity::Info)));
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
