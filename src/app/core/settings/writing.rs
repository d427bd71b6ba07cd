//! How digits are written.

use serde::{Deserialize, Serialize};

use crate::handwriting::Sampler;
use crate::text::Named;

/// Highest temperature that can be set.
pub const HIGHEST_TEMPERATURE: f64 = 3.0;

/// How fast the pen goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// Slow enough to follow each token.
    Slow,
    /// As fast as a hand.
    #[default]
    Hand,
    /// As fast as can be seen.
    Fast,
}

impl Pace {
    /// Every pace, the slowest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Seconds a token.
    #[must_use]
    pub fn secs(self) -> f64 {
        match self {
            Self::Slow => 0.8,
            Self::Hand => 0.12,
            Self::Fast => 0.02,
        }
    }
}

impl Named for Pace {
    fn key(&self) -> &'static str {
        match self {
            Self::Slow => "pace-slow",
            Self::Hand => "pace-hand",
            Self::Fast => "pace-fast",
        }
    }
}

/// What stands beside the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum WritingSide {
    /// What comes next, and how it is drawn.
    #[default]
    Next,
    /// What each token looks at.
    Attention,
    /// The digits that are shown to it.
    Hand,
}

impl WritingSide {
    /// Every one, in the order of the tabs.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for WritingSide {
    fn key(&self) -> &'static str {
        match self {
            Self::Next => "writing-next",
            Self::Attention => "writing-attention",
            Self::Hand => "writing-hand",
        }
    }
}

/// What lies in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum WritingPaper {
    /// The page that is written.
    #[default]
    Page,
    /// A sheet of a hundred samples.
    Sheet,
    /// A table of all sums of two digits.
    Sums,
}

impl WritingPaper {
    /// Every one, in the order of the tabs.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for WritingPaper {
    fn key(&self) -> &'static str {
        match self {
            Self::Page => "writing-page",
            Self::Sheet => "writing-sheet",
            Self::Sums => "writing-sums",
        }
    }
}

/// One head of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// From the first block on, from 0.
    pub block: usize,
    /// Within the block, from 0.
    pub head: usize,
}

/// How digits are written, as the Write tab remembers it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WritingSettings {
    /// Who writes: a bundled identifier or a path; the usual one if `None`.
    pub model: Option<String>,
    /// What was last asked for.
    pub prompt: String,
    /// In [0, [`HIGHEST_TEMPERATURE`]]; 0 is greedy.
    pub temperature: f64,
    /// How many of the likeliest tokens may be drawn; all if `None`.
    pub top_k: Option<usize>,
    /// Share of the likeliest tokens that may be drawn, in (0, 1].
    pub top_p: f64,
    /// Seed of the random numbers that tokens are sampled with: the same seed writes the same digits.
    pub seed: u64,
    /// How fast it goes on by itself.
    pub pace: Pace,
    /// The head whose attention is shown; the mean of all if `None`.
    pub head: Option<Head>,
    /// What stands beside the paper.
    pub side: WritingSide,
    /// What lies in the middle.
    pub paper: WritingPaper,
    /// Whether who wrote before writes beside who writes now.
    pub compares: bool,
}

impl Default for WritingSettings {
    fn default() -> Self {
        Self {
            model: None,
            prompt: "2026".to_owned(),
            temperature: 1.0,
            top_k: None,
            top_p: 1.0,
            seed: 1,
            pace: Pace::default(),
            head: None,
            side: WritingSide::default(),
            paper: WritingPaper::default(),
            compares: false,
        }
    }
}

impl WritingSettings {
    /// How tokens are drawn.
    #[must_use]
    pub fn sampler(&self) -> Sampler {
        Sampler { temperature: self.temperature, top_k: self.top_k, top_p: self.top_p }
    }

    /// The same with every number brought into its range, since a file can hold anything.
    #[must_use]
    pub fn in_range(mut self) -> Self {
        let usual = Self::default();
        if !self.temperature.is_finite() {
            self.temperature = usual.temperature;
        }
        self.temperature = self.temperature.clamp(0.0, HIGHEST_TEMPERATURE);
        self.top_k = self.top_k.map(|most| most.clamp(1, 128));
        if !(self.top_p > 0.0 && self.top_p <= 1.0) {
            self.top_p = usual.top_p;
        }
        if self.prompt.chars().count() > 200 {
            self.prompt = usual.prompt;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_file_says_can_be_sampled_with() {
        let strange = r#"{"temperature":1e300,"top_k":0,"top_p":-1.0,"seed":7}"#;
        let read: WritingSettings = serde_json::from_str(strange).expect("it opens");
        let settings = read.in_range();
        settings.sampler().check().expect("it can draw");
        assert_eq!((settings.seed, settings.top_k), (7, Some(1)));
        assert!((settings.temperature - HIGHEST_TEMPERATURE).abs() < 1e-12);
    }
}
