//! Pen strokes as a language: the tokenizer and its grammar, a corpus of writers, the network that continues them, sampling,
//! and measures.
//!
//! A digit is a sequence of tokens: its class, if it is told, then for each step of the pen a direction and a length,
//! which also says whether the pen draws or moves through the air. Lengths are in units of the digit's own size, so
//! where and how large it was written is not told. What may follow what is the [`Grammar`].
//!
//! ```
//! use digit_lab::data::split_mix::SplitMix64;
//! use digit_lab::handwriting::{Kind, Tokenizer};
//! use digit_lab::ink::synth;
//!
//! let tokenizer = Tokenizer::DEFAULT;
//! let seven = synth::digit(7, &mut SplitMix64::new(1, 0, 0));
//! let steps = tokenizer.encode(&seven)?;
//! let mut page = vec![tokenizer.token(Kind::Start)?, tokenizer.token(Kind::Class(7))?];
//! page.extend(&steps);
//! page.push(tokenizer.token(Kind::End)?);
//! let written = tokenizer.decode(&page)?;
//! assert_eq!((written.len(), written[0].class), (1, Some(7)));
//! # Ok::<(), digit_lab::handwriting::TokenError>(())
//! ```

pub mod corpus;
mod decoder;
mod encoder;
mod grammar;
pub mod measures;
mod network;
pub mod outlook;
pub mod prompt;
mod reasoning;
mod sampler;
pub mod sums;
mod tokenizer;
pub mod way;

pub use corpus::{Corpus, CorpusError, Epoch, Sequences, TokenizedDigit, Writings};
pub use decoder::{DIGIT_SIDE, Decoder, WrittenDigit};
pub use grammar::{Grammar, MOST_MOVES, MOST_STEPS, TokenSet};
pub use network::{Attention, Scribe};
pub use outlook::{Outlook, Way};
pub use prompt::{Asked, PromptError};
pub use reasoning::{Candidate, Fate, Reasoning};
pub use sampler::{Continuation, NextToken, Sampler, SamplingError, Stop, continue_digit};
pub use sums::Sum;
pub use tokenizer::{Kind, Token, TokenError, Tokenizer};
