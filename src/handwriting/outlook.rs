//! How a page may go on: what comes next and how likely, what the seed draws, and whole ways in which the digit under way
//! may end. A digit that nobody has named is one of ten: how likely each is follows from what is written of it by Bayes'
//! rule, and what comes next is the mean of what would come of each.

use std::sync::Arc;

use super::network::{Attention, Scribe};
use super::sampler::{NextToken, Sampler, SamplingError, Stop, continue_digit};
use super::tokenizer::{Kind, Token, Tokenizer};
use super::{Decoder, Grammar, MOST_STEPS, TokenSet};
use crate::data::DIGITS;
use crate::data::rng;
use crate::model::token_look::TokenLook;

/// Most tokens of a digit: its steps and the sign behind it.
pub const LONGEST: usize = 2 * MOST_STEPS + 1;

/// A page that is to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlookQuestion {
    /// Its tokens so far. The digit under way has a class, or steps, or both.
    pub page: Vec<Token>,
    /// Where the class of the digit under way would stand, if nobody told it.
    pub untold_at: Option<usize>,
    /// How tokens are drawn.
    pub sampler: Sampler,
    /// What is drawn: the same seed draws the same.
    pub seed: u64,
    /// Whether every number of the pass is asked for.
    pub opens: bool,
}

/// What comes next.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The page with the class that is likeliest, if it was not told.
    pub page: Vec<Token>,
    /// A logit for each token.
    pub logits: Vec<f32>,
    /// What may come.
    pub allowed: TokenSet,
    /// How much the last token of the page looks at those before it.
    pub attention: Attention,
    /// How likely each class is, if it was not told.
    pub classes: Option<[f64; DIGITS]>,
    /// The tokens that the seed draws from here until the digit ends, with the sign that ends it; the first comes next.
    pub planned: Vec<Token>,
    /// Every number of the pass, if it was asked for; of a digit that nobody named, of the likeliest class.
    pub look: Option<Arc<TokenLook>>,
}

/// One way in which the digit under way may end.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// What it is meant to be, if that is known.
    pub class: Option<u8>,
    /// The tokens behind the page, without the sign that ends the digit.
    pub tokens: Vec<Token>,
    /// Whether it ended by itself, and not because it had become too long.
    pub has_ended: bool,
}

/// What comes next on a page.
///
/// # Errors
/// When the page is no beginning of one, a setting makes no sense, or the network gives what is no number.
pub fn outlook(
    scribe: &mut Scribe,
    tokenizer: Tokenizer,
    question: &OutlookQuestion,
) -> Result<Outlook, SamplingError> {
    let OutlookQuestion { page, untold_at, sampler, seed, opens } = question;
    let opened = |scribe: &Scribe| opens.then(|| scribe.look().ok()).flatten().map(Arc::new);
    let mut grammar = Grammar::new(tokenizer);
    page.iter().try_for_each(|&token| grammar.advance(token).map(|_| ())).map_err(SamplingError::Prompt)?;
    let allowed = grammar.allowed();
    let (logits, attention, told, classes, look, planned) = match *untold_at {
        None => {
            let logits = checked(scribe.logits(page), tokenizer)?;
            let attention = scribe.attention();
            let look = opened(scribe);
            let planned = plan(scribe, grammar, page, tokenizer, sampler, *seed)?;
            (logits, attention, page.clone(), None, look, planned)
        }
        Some(at) => {
            let mut untold = Untold::new(scribe, at);
            let logits = checked(untold.logits(page), tokenizer)?;
            let classes = untold.classes();
            let likeliest = (0..DIGITS).max_by(|&a, &b| classes[a].total_cmp(&classes[b])).unwrap_or(0);
            let attention = untold.scribes[likeliest].attention();
            let look = opened(&untold.scribes[likeliest]);
            let told = with_class(page, at, likeliest as u8);
            let planned = plan(&mut untold, grammar, page, tokenizer, sampler, *seed)?;
            (logits, attention, told, Some(classes), look, planned)
        }
    };
    Ok(Outlook { page: told, logits, allowed, attention, classes, planned, look })
}

/// `count` ways in which the digit under way may end.
///
/// # Errors
/// As [`outlook`].
pub fn ways(
    scribe: &mut Scribe,
    tokenizer: Tokenizer,
    question: &OutlookQuestion,
    count: usize,
) -> Result<Vec<Way>, SamplingError> {
    let OutlookQuestion { page, untold_at, sampler, seed, .. } = question;
    let classes = match *untold_at {
        None => None,
        Some(at) => {
            let mut untold = Untold::new(scribe, at);
            checked(untold.logits(page), tokenizer)?;
            Some((at, untold.classes()))
        }
    };
    let told = told_class(tokenizer, page);
    let mut all = Vec::with_capacity(count);
    for number in 0..count {
        let mut chance = rng::stream(*seed, &format!("way-{number}"));
        let (class, prompt) = match &classes {
            None => (told, page.clone()),
            Some((at, shares)) => {
                let class = drawn(shares, &mut chance);
                (Some(class), with_class(page, *at, class))
            }
        };
        let written = continue_digit(scribe, tokenizer, &prompt, sampler, LONGEST, &mut chance)?;
        all.push(Way { class, tokens: written.tokens, has_ended: matches!(written.stop, Stop::Sign(_)) });
    }
    Ok(all)
}

/// The class that the page gives the digit under way.
fn told_class(tokenizer: Tokenizer, page: &[Token]) -> Option<u8> {
    let kinds = page.iter().rev().filter_map(|&token| tokenizer.kind(token));
    let mut of_this = kinds.take_while(|kind| !matches!(kind, Kind::Start | Kind::NextDigit | Kind::NextWriter));
    of_this.find_map(|kind| if let Kind::Class(class) = kind { Some(class) } else { None })
}

/// A digit drawn by these shares.
fn drawn(shares: &[f64; DIGITS], chance: &mut impl rand::Rng) -> u8 {
    let mut left: f64 = chance.random();
    let possible = || shares.iter().enumerate().filter(|(_, share)| **share > 0.0);
    for (class, share) in possible() {
        left -= share;
        if left < 0.0 {
            return class as u8;
        }
    }
    // Rounding has left a little over.
    possible().next_back().map_or(0, |(class, _)| class as u8)
}

fn with_class(page: &[Token], at: usize, class: u8) -> Vec<Token> {
    let at = at.min(page.len());
    [&page[..at], &[class], &page[at..]].concat()
}

fn checked(logits: Vec<f32>, tokenizer: Tokenizer) -> Result<Vec<f32>, SamplingError> {
    let expected = tokenizer.vocabulary();
    if logits.len() != expected {
        return Err(SamplingError::Logits { found: logits.len(), expected });
    }
    let is_none = |logit: &f32| logit.is_nan() || *logit == f32::INFINITY;
    if logits.iter().any(is_none) { Err(SamplingError::Diverged) } else { Ok(logits) }
}

/// What the seed draws behind `page` until the digit under way ends. Each place of a page has chances of its own, so that a
/// step at a time draws what all at once does.
fn plan(
    model: &mut impl NextToken,
    mut grammar: Grammar,
    page: &[Token],
    tokenizer: Tokenizer,
    sampler: &Sampler,
    seed: u64,
) -> Result<Vec<Token>, SamplingError> {
    let mut whole = page.to_vec();
    while whole.len() - page.len() < LONGEST {
        let mut chance = rng::stream(seed, &format!("token-{}", whole.len()));
        let logits = checked(model.logits(&whole), tokenizer)?;
        let token = sampler.sample(&logits, grammar.allowed(), &mut chance)?;
        let kind = grammar.advance(token).map_err(SamplingError::Prompt)?;
        whole.push(token);
        if matches!(kind, Kind::NextDigit | Kind::NextWriter | Kind::End) {
            break;
        }
    }
    Ok(whole.split_off(page.len()))
}

/// A digit of one of ten classes: a network for each, with what is written so far.
struct Untold {
    /// Where the class would stand.
    at: usize,
    scribes: Vec<Scribe>,
    /// The page that was weighed.
    seen: Vec<Token>,
    /// Logarithm of the probability of what was seen behind the class, by class.
    weights: [f64; DIGITS],
    /// What each says comes next.
    next: Vec<Vec<f32>>,
}

impl Untold {
    fn new(scribe: &Scribe, at: usize) -> Self {
        let scribes = vec![scribe.clone(); DIGITS];
        Self { at, scribes, seen: Vec::new(), weights: [0.0; DIGITS], next: vec![Vec::new(); DIGITS] }
    }

    /// How likely each class is by what was seen: all alike before, then by Bayes' rule.
    fn classes(&self) -> [f64; DIGITS] {
        let highest = self.weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if !highest.is_finite() {
            return [1.0 / DIGITS as f64; DIGITS];
        }
        let shares = self.weights.map(|weight| (weight - highest).exp());
        let sum: f64 = shares.iter().sum();
        shares.map(|share| share / sum)
    }
}

impl NextToken for Untold {
    fn logits(&mut self, page: &[Token]) -> Vec<f32> {
        let goes_on = !self.seen.is_empty() && page.len() >= self.seen.len() && page.starts_with(&self.seen);
        if !goes_on {
            self.seen = page[..self.at.min(page.len())].to_vec();
            self.weights = [0.0; DIGITS];
            for class in 0..DIGITS {
                self.next[class] = self.scribes[class].logits(&with_class(&self.seen, self.at, class as u8));
            }
        }
        for length in self.seen.len() + 1..=page.len() {
            for (class, scribe) in self.scribes.iter_mut().enumerate() {
                self.weights[class] += log_share(&self.next[class], page[length - 1]);
                self.next[class] = scribe.logits(&with_class(&page[..length], self.at, class as u8));
            }
        }
        self.seen = page.to_vec();
        let vocabulary = self.next.iter().map(Vec::len).min().unwrap_or(0);
        let classes = self.classes();
        let mixed = (0..vocabulary).map(|token| {
            let share: f64 =
                classes.iter().zip(&self.next).map(|(class, next)| class * log_share(next, token as Token).exp()).sum();
            share.ln() as f32
        });
        mixed.collect()
    }
}

/// Natural logarithm of the share that softmax gives `token`.
fn log_share(logits: &[f32], token: Token) -> f64 {
    let highest = f64::from(logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
    let sum: f64 = logits.iter().map(|&logit| (f64::from(logit) - highest).exp()).sum();
    logits.get(usize::from(token)).map_or(f64::NEG_INFINITY, |&logit| f64::from(logit) - highest - sum.ln())
}

/// The digits of a page and what follows it, as far as the tokens tell; the last is the one under way.
///
/// # Errors
/// When a token may not stand where it stands.
pub fn decoded(tokenizer: Tokenizer, page: &[Token]) -> Result<Decoder, SamplingError> {
    let mut decoder = Decoder::new(tokenizer);
    page.iter().try_for_each(|&token| decoder.push(token)).map_err(SamplingError::Prompt)?;
    Ok(decoder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handwriting::TokenError;
    use crate::model::{Arch, Model, ModelCard, Weights};

    const TOKENIZER: Tokenizer = Tokenizer::DEFAULT;
    const START: Token = 10;

    fn scribe() -> Scribe {
        let card = r#"{"format":1,"name":"a","architecture":"gpt_tiny","parameters":0}"#;
        let card = ModelCard::from_json(card).expect("a card");
        Scribe::new(&Model { card, weights: Weights::fresh(Arch::GptTiny, 3) }).expect("it continues tokens")
    }

    fn question(page: &[Token], untold_at: Option<usize>) -> OutlookQuestion {
        OutlookQuestion { page: page.to_vec(), untold_at, sampler: Sampler::default(), seed: 4, opens: false }
    }

    #[test]
    fn a_step_at_a_time_writes_what_was_planned_and_the_digit_ends() {
        let mut one = scribe();
        let mut page = vec![START, 7];
        let planned = outlook(&mut one, TOKENIZER, &question(&page, None)).expect("a page").planned;
        for &token in &planned {
            let now = outlook(&mut one, TOKENIZER, &question(&page, None)).expect("a page");
            assert_eq!(now.planned.first(), Some(&token));
            assert!(now.allowed.contains(token.into()) && now.attention.blocks.len() == 2);
            page.push(token);
        }
        let last = planned.last().and_then(|&token| TOKENIZER.kind(token));
        assert!(matches!(last, Some(Kind::End | Kind::NextDigit | Kind::NextWriter)), "{last:?}");
        let other = OutlookQuestion { seed: 5, ..question(&[START, 7], None) };
        assert_ne!(outlook(&mut one, TOKENIZER, &other).expect("a page").planned, planned);
    }

    #[test]
    fn what_nobody_named_is_weighed_by_bayes_and_mixed() {
        let mut one = scribe();
        let steps: [Token; 4] = [14, 39, 18, 40];
        let page = [&[START][..], &steps].concat();
        let found = outlook(&mut one, TOKENIZER, &question(&page, Some(1))).expect("a page");
        // The same by hand: the product of the shares of all steps behind each class.
        let mut likely = [0.0; DIGITS];
        let mut next = [0.0; DIGITS];
        for class in 0..DIGITS {
            let told = with_class(&page, 1, class as u8);
            let share = |scribe: &mut Scribe, at: usize, token| log_share(&scribe.logits(&told[..at]), token).exp();
            likely[class] = (2..told.len()).map(|at| share(&mut one, at, told[at])).product();
            next[class] = share(&mut one, told.len(), 20);
        }
        let sum: f64 = likely.iter().sum();
        let classes = found.classes.expect("it was not told");
        for (found, likely) in classes.iter().zip(likely) {
            assert!((found - likely / sum).abs() < 1e-6, "{found} {}", likely / sum);
        }
        let mixed: f64 = likely.iter().zip(next).map(|(likely, next)| likely / sum * next).sum();
        assert!((f64::from(found.logits[20]).exp() - mixed).abs() < 1e-6);
        let likeliest = (0..DIGITS).max_by(|&a, &b| classes[a].total_cmp(&classes[b])).expect("ten");
        assert_eq!(found.page, with_class(&page, 1, likeliest as u8));
        // Growing token by token weighs the same.
        let mut grown = Untold::new(&scribe(), 1);
        for length in 1..=page.len() {
            grown.logits(&page[..length]);
        }
        for (one, other) in grown.classes().iter().zip(classes) {
            assert!((one - other).abs() < 1e-9);
        }
    }

    #[test]
    fn ways_are_as_many_as_asked_for_repeat_with_the_seed_and_carry_their_class() {
        let mut one = scribe();
        let told = ways(&mut one, TOKENIZER, &question(&[START, 3], None), 10).expect("a page");
        assert_eq!(told.len(), 10);
        assert!(told.iter().all(|way| way.class == Some(3) && way.has_ended && !way.tokens.is_empty()));
        assert_eq!(ways(&mut one, TOKENIZER, &question(&[START, 3], None), 10).as_ref(), Ok(&told));
        let page = [START, 14, 39];
        let untold = ways(&mut one, TOKENIZER, &question(&page, Some(1)), 40).expect("a page");
        let mut classes: Vec<_> = untold.iter().map(|way| way.class).collect();
        classes.sort_unstable();
        classes.dedup();
        assert!(classes.len() > 2, "fresh weights take none for sure: {classes:?}");
    }

    #[test]
    fn pages_that_are_none_and_weights_beyond_all_numbers_are_refused() {
        let misplaced = SamplingError::Prompt(TokenError::Misplaced { at: 0, token: 3 });
        assert_eq!(outlook(&mut scribe(), TOKENIZER, &question(&[3], None)).err(), Some(misplaced));
        let card = r#"{"format":1,"name":"a","architecture":"gpt_tiny","parameters":0}"#;
        let card = ModelCard::from_json(card).expect("a card");
        let mut weights = Weights::fresh(Arch::GptTiny, 3);
        for values in weights.0.values_mut() {
            values.values = values.values.iter().map(|_| f32::MAX).collect();
        }
        let mut broken = Scribe::new(&Model { card, weights }).expect("it continues tokens");
        let asked = question(&[START, 3], None);
        assert_eq!(outlook(&mut broken, TOKENIZER, &asked).err(), Some(SamplingError::Diverged));
        assert_eq!(ways(&mut broken, TOKENIZER, &asked, 3), Err(SamplingError::Diverged));
        let untold = question(&[START, 14, 39], Some(1));
        assert_eq!(outlook(&mut broken, TOKENIZER, &untold).err(), Some(SamplingError::Diverged));
    }
}
