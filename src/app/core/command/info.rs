//! Words and keys of a command.

use std::borrow::Cow;

use crate::text;
use egui::{Key, KeyboardShortcut, Modifiers};

/// Words and keys of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct CommandInfo {
    /// What it is called, in menus and in the palette.
    pub label: Cow<'static, str>,
    /// What it does, in one sentence without a full stop.
    pub tooltip: Cow<'static, str>,
    /// Its icon.
    pub icon: Option<&'static str>,
    /// The keys that run it, the one to show first.
    pub shortcuts: Vec<KeyboardShortcut>,
}

impl CommandInfo {
    /// Without icon and shortcut.
    pub fn new(label: impl Into<Cow<'static, str>>, tooltip: impl Into<Cow<'static, str>>) -> Self {
        Self { label: label.into(), tooltip: tooltip.into(), icon: None, shortcuts: Vec::new() }
    }

    /// With the words of a message: its own are the label, its attribute `help` is the tooltip.
    #[must_use]
    pub fn of(key: &'static str) -> Self {
        Self::new(text::get(key), text::attribute(key, "help"))
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
}
