//! Which token comes next: temperature, top-k and top-p over what the grammar allows.

use std::cmp::Ordering;

use rand::Rng;

use super::decoder::{Decoder, WrittenDigit};
use super::grammar::TokenSet;
use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::msg;
use crate::text::{Message, ToMessage};

/// How the next token is drawn. What the grammar does not allow is left out first, then the logits are divided by the
/// temperature, then only the `top_k` likeliest stay, then of these only the likeliest that together have `top_p`.
/// Of equally likely tokens the one with the lower number comes first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampler {
    /// Above 1 is more even, below 1 less; 0 always takes the likeliest token (greedy).
    pub temperature: f64,
    /// Keep only as many of the likeliest tokens.
    pub top_k: Option<usize>,
    /// Keep the likeliest tokens until their probabilities add up to this, in (0, 1].
    pub top_p: f64,
}

impl Default for Sampler {
    fn default() -> Self {
        Self { temperature: 1.0, top_k: None, top_p: 1.0 }
    }
}

/// Why no token could be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SamplingError {
    /// The temperature is negative or no number.
    Temperature,
    /// No token is to be kept.
    TopK,
    /// The share is not in (0, 1].
    TopP,
    /// The model gives as many logits as this, and not one for each token.
    Logits {
        /// How many it gives.
        found: usize,
        /// How many tokens there are.
        expected: usize,
    },
    /// A logit is no number: the model is damaged or has diverged.
    Diverged,
    /// Nothing may come next.
    Ended,
    /// The beginning that is to be continued is not well formed.
    Prompt(TokenError),
}

impl ToMessage for SamplingError {
    fn to_message(&self) -> Message {
        match *self {
            Self::Temperature => msg!("sampling-temperature"),
            Self::TopK => msg!("sampling-top-k"),
            Self::TopP => msg!("sampling-top-p"),
            Self::Logits { found, expected } => {
                msg!("sampling-logits", found = found.to_string(), expected = expected.to_string())
            }
            Self::Diverged => msg!("sampling-diverged"),
            Self::Ended => msg!("sampling-ended"),
            Self::Prompt(fault) => msg!("sampling-prompt", fault = fault.to_message()),
        }
    }
}

crate::display_as_message!(SamplingError);

impl Sampler {
    /// Whether it can draw at all.
    ///
    /// # Errors
    /// Names the setting that makes no sense.
    pub fn check(&self) -> Result<(), SamplingError> {
        if !self.temperature.is_finite() || self.temperature < 0.0 {
            return Err(SamplingError::Temperature);
        }
        if self.top_k == Some(0) {
            return Err(SamplingError::TopK);
        }
        if self.top_p > 0.0 && self.top_p <= 1.0 { Ok(()) } else { Err(SamplingError::TopP) }
    }

    /// The probability of each token to come next: 0 for what is not allowed or was cut off, in sum 1.
    ///
    /// # Errors
    /// When a setting makes no sense, a logit is not a number, or nothing is allowed.
    pub fn probabilities(&self, logits: &[f32], allowed: TokenSet) -> Result<Vec<f64>, SamplingError> {
        self.check()?;
        if logits.iter().any(|logit| logit.is_nan() || *logit == f32::INFINITY) {
            return Err(SamplingError::Diverged);
        }
        let mut order: Vec<usize> = (0..logits.len()).filter(|&token| allowed.contains(token)).collect();
        order.sort_by(|&a, &b| logits[b].partial_cmp(&logits[a]).unwrap_or(Ordering::Equal).then(a.cmp(&b)));
        let &likeliest = order.first().ok_or(SamplingError::Ended)?;
        let mut probabilities = vec![0.0; logits.len()];
        let highest = f64::from(logits[likeliest]);
        // All that is allowed is impossible to the model: then one is as good as another.
        let is_blind = !highest.is_finite();
        if self.temperature <= 0.0 {
            probabilities[likeliest] = 1.0;
            return Ok(probabilities);
        }
        order.truncate(self.top_k.unwrap_or(usize::MAX));
        let weight = |&token: &usize| {
            if is_blind { 1.0 } else { ((f64::from(logits[token]) - highest) / self.temperature).exp() }
        };
        let whole: f64 = order.iter().map(weight).sum();
        let mut kept = 0.0;
        let mut before = 0.0;
        let nucleus = order.iter().take_while(|&token| {
            // Only rounding can bring the sum below a share of 1.
            let stays = self.top_p >= 1.0 || before < self.top_p * whole;
            before += weight(token);
            stays
        });
        let nucleus: Vec<usize> = nucleus.copied().collect();
        for token in &nucleus {
            probabilities[*token] = weight(token);
            kept += weight(token);
        }
        for probability in &mut probabilities {
            *probability /= kept;
        }
        Ok(probabilities)
    }

    /// Draws the next token.
    ///
    /// # Errors
    /// As [`probabilities`](Self::probabilities).
    pub fn sample(&self, logits: &[f32], allowed: TokenSet, rng: &mut impl Rng) -> Result<Token, SamplingError> {
        let probabilities = self.probabilities(logits, allowed)?;
        let mut left: f64 = rng.random();
        let possible = || probabilities.iter().enumerate().filter(|(_, probability)| **probability > 0.0);
        for (token, probability) in possible() {
            left -= probability;
            if left < 0.0 {
                return Ok(token as Token);
            }
        }
        // Rounding has left a little over.
        possible().next_back().map(|(token, _)| token as Token).ok_or(SamplingError::Ended)
    }
}

/// What a model of strokes says about the next token.
pub trait NextToken {
    /// A logit for each token to follow `context`, of which a model may look at the last ones alone.
    fn logits(&mut self, context: &[Token]) -> Vec<f32>;
}

/// Why writing stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The sign that was waited for.
    Sign(Kind),
    /// As many tokens as were allowed.
    Longest,
}

/// One continuation of a beginning.
#[derive(Debug, Clone, PartialEq)]
pub struct Continuation {
    /// The tokens after the beginning, without the sign that ended them.
    pub tokens: Vec<Token>,
    /// All digits, those of the beginning among them; the last was continued.
    pub digits: Vec<WrittenDigit>,
    /// Why it ends.
    pub stop: Stop,
}

/// Continues `prompt` until the digit that is being written ends, by at most `most` tokens.
///
/// # Errors
/// When the prompt is not the beginning of a page, a setting makes no sense, or the model says what is no number.
pub fn continue_digit(
    model: &mut impl NextToken,
    tokenizer: Tokenizer,
    prompt: &[Token],
    sampler: &Sampler,
    most: usize,
    rng: &mut impl Rng,
) -> Result<Continuation, SamplingError> {
    sampler.check()?;
    let mut decoder = Decoder::new(tokenizer);
    prompt.iter().try_for_each(|&token| decoder.push(token)).map_err(SamplingError::Prompt)?;
    let mut context = prompt.to_vec();
    let mut stop = Stop::Longest;
    while context.len() - prompt.len() < most {
        let logits = model.logits(&context);
        if logits.len() != tokenizer.vocabulary() {
            return Err(SamplingError::Logits { found: logits.len(), expected: tokenizer.vocabulary() });
        }
        let token = sampler.sample(&logits, decoder.allowed(), rng)?;
        if let Some(sign @ (Kind::NextDigit | Kind::NextWriter | Kind::End)) = tokenizer.kind(token) {
            stop = Stop::Sign(sign);
            break;
        }
        decoder.push(token).map_err(SamplingError::Prompt)?;
        context.push(token);
    }
    Ok(Continuation { tokens: context.split_off(prompt.len()), digits: decoder.digits().to_vec(), stop })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::rng;

    const LOGITS: [f32; 8] = [0.3, -1.0, 2.0, 2.0, 0.0, f32::NEG_INFINITY, 1.1, -0.4];

    fn set(tokens: &[Token]) -> TokenSet {
        tokens.iter().copied().collect()
    }

    fn all() -> TokenSet {
        (0..8).collect()
    }

    /// The definition, token by token: how many are likelier, and how much of the whole they have.
    fn plainly(sampler: &Sampler, allowed: TokenSet) -> Vec<f64> {
        let weight = |token: usize| {
            if allowed.contains(token) { (f64::from(LOGITS[token]) / sampler.temperature).exp() } else { 0.0 }
        };
        let is_before = |a: usize, b: usize| weight(a) > weight(b) || (weight(a) >= weight(b) && a < b);
        let rank = |token: usize| (0..8).filter(|&other| weight(other) > 0.0 && is_before(other, token)).count();
        let in_k = |token: usize| weight(token) > 0.0 && rank(token) < sampler.top_k.unwrap_or(8);
        let whole: f64 = (0..8).filter(|&token| in_k(token)).map(weight).sum();
        let before = |token: usize| -> f64 {
            (0..8).filter(|&other| in_k(other) && is_before(other, token)).map(|other| weight(other) / whole).sum()
        };
        let kept = |token: usize| if in_k(token) && before(token) < sampler.top_p { weight(token) } else { 0.0 };
        let sum: f64 = (0..8).map(kept).sum();
        (0..8).map(|token| kept(token) / sum).collect()
    }

    #[test]
    fn probabilities_are_those_of_the_definition() {
        for temperature in [0.3, 1.0, 2.5] {
            for top_k in [None, Some(1), Some(2), Some(3), Some(20)] {
                for top_p in [0.05, 0.5, 0.8, 0.95, 1.0] {
                    for allowed in [all(), set(&[0, 1, 4, 7]), set(&[2, 3]), set(&[6])] {
                        let sampler = Sampler { temperature, top_k, top_p };
                        let found = sampler.probabilities(&LOGITS, allowed).expect("something is allowed");
                        let expected = plainly(&sampler, allowed);
                        for (found, expected) in found.iter().zip(&expected) {
                            assert!((found - expected).abs() < 1e-12, "{sampler:?}: {found} {expected}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn greedy_takes_the_likeliest_that_is_allowed_and_of_equals_the_first() {
        let greedy = Sampler { temperature: 0.0, ..Sampler::default() };
        let mut rng = rng::stream(1, "greedy");
        let mut pick = |allowed| greedy.sample(&LOGITS, allowed, &mut rng);
        assert_eq!([all(), set(&[0, 1, 3]), set(&[1, 7])].map(&mut pick), [Ok(2), Ok(3), Ok(7)]);
    }

    #[test]
    fn draws_come_as_often_as_their_probabilities_say() {
        let draws = 40_000;
        let plain = Sampler::default();
        let samplers = [
            plain,
            Sampler { temperature: 0.7, ..plain },
            Sampler { top_k: Some(4), ..plain },
            Sampler { top_p: 0.85, ..plain },
        ];
        for (number, sampler) in samplers.iter().enumerate() {
            let allowed = set(&[0, 1, 2, 4, 6, 7]);
            let mut rng = rng::stream(number as u64, "chi-square");
            let mut counts = [0.0; 8];
            for _ in 0..draws {
                counts[usize::from(sampler.sample(&LOGITS, allowed, &mut rng).expect("allowed"))] += 1.0;
            }
            let expected = plainly(sampler, allowed).into_iter().map(|share| share * f64::from(draws));
            let mut cells = 0;
            let mut chi_square = 0.0;
            for (count, expected) in counts.into_iter().zip(expected) {
                if expected > 0.0 {
                    cells += 1;
                    chi_square += (count - expected) * (count - expected) / expected;
                } else {
                    assert!(count < 0.5, "what is cut off never comes");
                }
            }
            // Beyond these a fair sampler comes once in a thousand seeds (Abramowitz and Stegun, table 26.8).
            let limit = [0.0, 10.828, 13.816, 16.266, 18.467, 20.515][cells - 1];
            assert!(cells > 1 && chi_square < limit, "{sampler:?}: {chi_square} with {cells} cells");
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut rng = rng::stream(seed, "sampler");
            (0..50).map(|_| Sampler::default().sample(&LOGITS, all(), &mut rng)).collect::<Vec<_>>()
        };
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn what_makes_no_sense_is_a_fault_of_its_own() {
        let plain = Sampler::default();
        let fault = |sampler: Sampler| sampler.probabilities(&LOGITS, all()).expect_err("it makes no sense");
        for temperature in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(fault(Sampler { temperature, ..plain }), SamplingError::Temperature);
        }
        assert_eq!(fault(Sampler { top_k: Some(0), ..plain }), SamplingError::TopK);
        for top_p in [0.0, -0.5, 1.5, f64::NAN] {
            assert_eq!(fault(Sampler { top_p, ..plain }), SamplingError::TopP);
        }
        assert_eq!(plain.probabilities(&[f32::NAN, 1.0], all()), Err(SamplingError::Diverged));
        assert_eq!(plain.probabilities(&[f32::INFINITY, 1.0], all()), Err(SamplingError::Diverged));
        assert_eq!(plain.probabilities(&LOGITS, TokenSet::default()), Err(SamplingError::Ended));
        let even = plain.probabilities(&[f32::NEG_INFINITY; 2], set(&[0, 1]));
        assert_eq!(even, Ok(vec![0.5, 0.5]), "a model to which all is impossible");
    }

    /// Knows nothing.
    struct Even(usize);

    impl NextToken for Even {
        fn logits(&mut self, _context: &[Token]) -> Vec<f32> {
            vec![0.0; self.0]
        }
    }

    #[test]
    fn whatever_a_model_says_a_digit_ends_and_can_be_read_back() {
        let tokenizer = Tokenizer::DEFAULT;
        let mut even = Even(tokenizer.vocabulary());
        let start = tokenizer.token(Kind::Start).expect("a sign");
        let end = tokenizer.token(Kind::End).expect("a sign");
        for seed in 0..200 {
            let mut rng = rng::stream(seed, "even");
            let sampler = Sampler::default();
            let written = continue_digit(&mut even, tokenizer, &[start, 3], &sampler, 1_000, &mut rng)
                .expect("a well-formed prompt");
            assert!(matches!(written.stop, Stop::Sign(_)), "{seed}");
            let page = [&[start, 3][..], &written.tokens, &[end]].concat();
            assert_eq!(tokenizer.decode(&page).as_ref(), Ok(&written.digits));
            assert_eq!(written.digits[0].class, Some(3));
        }
    }

    #[test]
    fn a_bad_prompt_and_a_model_of_another_vocabulary_are_refused() {
        let tokenizer = Tokenizer::DEFAULT;
        let mut rng = rng::stream(1, "refused");
        let mut go = |logits: usize, prompt: &[Token]| {
            continue_digit(&mut Even(logits), tokenizer, prompt, &Sampler::default(), 9, &mut rng).err()
        };
        let words = tokenizer.vocabulary();
        let misplaced = TokenError::Misplaced { at: 0, token: 3 };
        assert_eq!(go(words, &[3]), Some(SamplingError::Prompt(misplaced)));
        assert_eq!(go(5, &[10]), Some(SamplingError::Logits { found: 5, expected: words }));
        assert_eq!(go(words, &[10]), None);
    }
}
