//! What a button, a menu and the palette show of a command.

use crate::app::core::settings::tab::Tab;
use crate::text::{Message, Named};
use egui::{Key, KeyboardShortcut, Modifiers};

/// What a button, a menu and the palette show of a command, and the keys that run it.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandInfo {
    /// What it is called, in menus and in the palette.
    pub label: Message,
    /// What it does, in one sentence without a full stop: the tooltip.
    pub help: Message,
    /// Its icon.
    pub icon: Option<&'static str>,
    /// The keys that run it, the one to show first.
    pub shortcuts: Vec<KeyboardShortcut>,
    /// The tab in which its shortcuts work; in every tab if `None`.
    pub scope: Option<Tab>,
}

impl CommandInfo {
    /// Without icon and shortcut.
    #[must_use]
    pub fn new(label: Message, help: Message) -> Self {
        Self { label, help, icon: None, shortcuts: Vec::new(), scope: None }
    }

    /// With the words of a message of the catalogues: its own are the label, its attribute `help` is the help.
    #[must_use]
    pub fn of(key: &'static str) -> Self {
        Self::new(Message::new(key), attribute(key, "help"))
    }

    /// With the name and the explanation of `value`.
    #[must_use]
    pub fn named(value: &impl Named) -> Self {
        Self::of(value.key())
    }

    /// Of a command that no button, menu or palette shows, such as an answer to a dialog: it has neither words nor keys.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(Message::verbatim(""), Message::verbatim(""))
    }

    /// With an icon.
    #[must_use]
    pub fn icon(mut self, icon: &'static str) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With one more shortcut.
    #[must_use]
    pub fn keys(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.shortcuts.push(KeyboardShortcut::new(modifiers, key));
        self
    }

    /// With keys that count in this tab only.
    #[must_use]
    pub fn only_in(mut self, tab: Tab) -> Self {
        self.scope = Some(tab);
        self
    }
}

/// An attribute of the message with this key.
pub(super) fn attribute(key: &str, name: &str) -> Message {
    Message::new(format!("{key}.{name}"))
}
