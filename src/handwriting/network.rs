//! A network as a model of the next token. Of a page that is longer than the network sees at once, the first digits are
//! left out.

use std::sync::Arc;

use super::sampler::NextToken;
use super::tokenizer::{Kind, Token, Tokenizer};
use crate::model::kernels::cached::CachedDecoder;
use crate::model::token_look::TokenLook;
use crate::model::{Arch, Model, ModelError, Weights};

/// A network that continues pen strokes, with what it remembers of the page before it.
#[derive(Debug, Clone)]
pub struct Scribe {
    tokenizer: Tokenizer,
    decoder: CachedDecoder,
    arch: Arch,
    weights: Arc<Weights>,
    /// The tokens that the decoder has seen.
    seen: Vec<Token>,
    /// Where in the page they begin.
    from: usize,
}

/// How much a token looks at those before it, head by head.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attention {
    /// Place in the page of the first token that is seen.
    pub from: usize,
    /// By block and head, a share for each token that is seen, the one that looks last; in sum 1.
    pub blocks: Vec<Vec<Vec<f32>>>,
}

impl Attention {
    /// How much a head looks at the token at `place` of the page; 0 for one that is not seen.
    #[must_use]
    pub fn share(&self, block: usize, head: usize, place: usize) -> f32 {
        let seen = self.blocks.get(block).and_then(|heads| heads.get(head));
        place.checked_sub(self.from).and_then(|place| seen?.get(place).copied()).unwrap_or(0.0)
    }
}

impl Scribe {
    /// Gets a model ready to continue pages.
    ///
    /// # Errors
    /// When its network reads pictures, or the weights do not fit.
    pub fn new(model: &Model) -> Result<Self, ModelError> {
        Self::with(model.card.architecture, &model.weights)
    }

    /// The same of a network with weights that are no model yet.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with(arch: Arch, weights: &Weights) -> Result<Self, ModelError> {
        let decoder = CachedDecoder::new(arch, weights)?;
        let weights = Arc::new(weights.clone());
        Ok(Self { tokenizer: Tokenizer::DEFAULT, decoder, arch, weights, seen: Vec::new(), from: 0 })
    }

    /// How many tokens it sees at most.
    #[must_use]
    pub fn context(&self) -> usize {
        self.decoder.context()
    }

    /// How much the last token that [`logits`](NextToken::logits) was asked about looks at those of the page before it.
    #[must_use]
    pub fn attention(&self) -> Attention {
        let blocks = self.decoder.attention().map(|(heads, shares)| {
            let tokens = (shares.len() / heads.max(1)).max(1);
            shares.chunks_exact(tokens).map(<[f32]>::to_vec).collect()
        });
        Attention { from: self.from, blocks: blocks.collect() }
    }

    /// Every number of the pass over what was seen of the page that [`logits`](NextToken::logits) was asked about last.
    ///
    /// # Errors
    /// When nothing was seen.
    pub fn look(&self) -> Result<TokenLook, ModelError> {
        TokenLook::of(self.arch, &self.weights, &self.seen)
    }

    /// Where what is seen of a page begins: at the first digit, or at one of those behind it, with room to go on.
    fn window(&self, page: &[Token]) -> usize {
        let most = self.decoder.context();
        if page.len() <= most {
            return 0;
        }
        let begins = |at: &usize| {
            let kind = page.get(*at).and_then(|&token| self.tokenizer.kind(token));
            matches!(kind, Some(Kind::Start | Kind::NextDigit | Kind::NextWriter))
        };
        // Every step of the window costs a fresh start, so that it moves by as much as leaves most of the page in view.
        if begins(&self.from) && page.len() - self.from <= most {
            return self.from;
        }
        let first = |room: usize| (page.len().saturating_sub(room)..page.len()).find(begins);
        first(most - most / 4).or_else(|| first(most)).unwrap_or(page.len().saturating_sub(most))
    }
}

impl NextToken for Scribe {
    /// Nothing if there is nothing to continue, or an unknown token in it.
    fn logits(&mut self, page: &[Token]) -> Vec<f32> {
        let from = self.window(page);
        let mut visible = page[from..].to_vec();
        if let (Some(first), Ok(start), true) = (visible.first_mut(), self.tokenizer.token(Kind::Start), from > 0) {
            *first = start;
        }
        // The last token is always read: what follows it is asked for.
        let known = visible.iter().zip(&self.seen).take_while(|(own, seen)| own == seen).count();
        let known = known.min(visible.len().saturating_sub(1));
        self.from = from;
        self.decoder.truncate(known);
        self.seen.truncate(known);
        let mut logits = Vec::new();
        for &token in &visible[known..] {
            let Some(next) = self.decoder.push(token.into()) else { return Vec::new() };
            logits.clear();
            logits.extend_from_slice(next);
            self.seen.push(token);
        }
        logits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::rng;
    use crate::handwriting::{Corpus, Sampler, Stop, continue_digit};
    use crate::model::{ModelCard, Skill};

    fn scribe(arch: Arch) -> Scribe {
        let card = format!(r#"{{"format":1,"name":"a","architecture":"{arch}","parameters":0}}"#);
        let card = ModelCard::from_json(&card).expect("a card");
        Scribe::new(&Model { card, weights: Weights::fresh(arch, 3) }).expect("it continues tokens")
    }

    #[test]
    fn networks_know_as_many_tokens_as_there_are() {
        for arch in Arch::with(Skill::ContinuesTokens) {
            assert_eq!(arch.vocabulary(), Some(Tokenizer::DEFAULT.vocabulary()), "{arch}");
        }
    }

    #[test]
    fn what_comes_next_does_not_depend_on_what_was_asked_before() {
        let corpus = Corpus::made_up(Tokenizer::DEFAULT, 1, 1, 2);
        let digits = &corpus.writers[0].digits;
        let page = corpus.page(&digits[..12]).expect("a page");
        assert!(page.len() > 200, "longer than the context");
        let mut one = scribe(Arch::GptTiny);
        for length in (1..page.len()).chain([7, 90, 150, 20]) {
            let mut fresh = scribe(Arch::GptTiny);
            fresh.from = one.from;
            assert_eq!(one.logits(&page[..length]), fresh.logits(&page[..length]), "{length}");
        }
    }

    #[test]
    fn pages_of_any_length_are_continued_and_what_is_no_page_is_not() {
        let tokenizer = Tokenizer::DEFAULT;
        let mut one = scribe(Arch::GptTiny);
        let mut page = vec![tokenizer.token(Kind::Start).expect("a sign")];
        let mut rng = rng::stream(1, "page");
        for class in 0..20 {
            page.push(class % 10);
            let written = continue_digit(&mut one, tokenizer, &page, &Sampler::default(), 97, &mut rng);
            let written = written.expect("a page can be continued");
            assert!(matches!(written.stop, Stop::Sign(_)), "a digit ends");
            page.extend(written.tokens);
            page.push(tokenizer.token(Kind::NextDigit).expect("a sign"));
        }
        assert!(one.logits(&[]).is_empty() && one.logits(&[200]).is_empty());
    }
}
