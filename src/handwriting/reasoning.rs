//! How logits become the probabilities that the next token is drawn by, number by number.

use super::grammar::TokenSet;
use super::sampler::{Sampler, SamplingError};
use super::tokenizer::Token;

/// What became of a token on the way to its probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It can be drawn.
    Kept,
    /// It may not come here.
    NotAllowed,
    /// It is not among the `top_k` likeliest, or not the likeliest where only that counts.
    BeyondTopK,
    /// The likelier ones have the share `top_p` already.
    BeyondTopP,
}

/// One token on the way to its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which one.
    pub token: Token,
    /// What the network says.
    pub logit: f32,
    /// The logit divided by the temperature; by 1 where the likeliest is taken.
    pub scaled: f64,
    /// e to the power of that, divided by the same of the likeliest token that may come: in (0, 1].
    pub weight: f64,
    /// Share of the weights of all that may come: what softmax gives before anything is cut off.
    pub softmax: f64,
    /// Probability to be drawn.
    pub probability: f64,
    /// What became of it.
    pub fate: Fate,
}

/// The whole way.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasoning {
    /// Those that may come, the likeliest first, then the others.
    pub candidates: Vec<Candidate>,
    /// Sum of the weights of all that may come.
    pub sum: f64,
    /// The share of it that is left after the cuts.
    pub left: f64,
}

impl Reasoning {
    /// Follows `logits` to the probabilities of [`Sampler::probabilities`].
    ///
    /// # Errors
    /// As that.
    pub fn of(sampler: &Sampler, logits: &[f32], allowed: TokenSet) -> Result<Self, SamplingError> {
        let probabilities = sampler.probabilities(logits, allowed)?;
        let temperature = if sampler.temperature > 0.0 { sampler.temperature } else { 1.0 };
        let mut order: Vec<usize> = (0..logits.len()).collect();
        let is_out = |token: usize| !allowed.contains(token);
        order.sort_by(|&a, &b| is_out(a).cmp(&is_out(b)).then(logits[b].total_cmp(&logits[a])).then(a.cmp(&b)));
        let highest = order.first().map_or(0.0, |&first| f64::from(logits[first]));
        let weight = |token: usize| {
            if !highest.is_finite() {
                return 1.0;
            }
            ((f64::from(logits[token]) - highest) / temperature).exp()
        };
        let sum: f64 = order.iter().filter(|&&token| !is_out(token)).map(|&token| weight(token)).sum();
        let most = if sampler.temperature > 0.0 { sampler.top_k.unwrap_or(usize::MAX) } else { 1 };
        let candidates = order.iter().enumerate().map(|(rank, &token)| Candidate {
            token: token as Token,
            logit: logits[token],
            scaled: f64::from(logits[token]) / temperature,
            weight: weight(token),
            softmax: if is_out(token) { 0.0 } else { weight(token) / sum },
            probability: probabilities[token],
            fate: if is_out(token) {
                Fate::NotAllowed
            } else if rank >= most {
                Fate::BeyondTopK
            } else if probabilities[token] <= 0.0 && weight(token) > 0.0 {
                Fate::BeyondTopP
            } else {
                Fate::Kept
            },
        });
        let candidates: Vec<Candidate> = candidates.collect();
        let kept = candidates.iter().filter(|candidate| candidate.fate == Fate::Kept);
        let left = kept.map(|candidate| candidate.softmax).sum();
        Ok(Self { candidates, sum, left })
    }

    /// How uncertain the draw is, in bits.
    #[must_use]
    pub fn entropy(&self) -> f64 {
        let positive = self.candidates.iter().map(|one| one.probability).filter(|&share| share > 0.0);
        positive.map(|share| -share * share.log2()).sum::<f64>().max(0.0)
    }

    /// The way of one token.
    #[must_use]
    pub fn candidate(&self, token: Token) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.token == token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(count: usize) -> TokenSet {
        (0..count as Token).collect()
    }

    #[test]
    fn three_logits_by_hand() {
        // The textbook's example: softmax of (1, 2, 3).
        let reasoning = Reasoning::of(&Sampler::default(), &[1.0, 2.0, 3.0, 9.0], all(3)).expect("it can be drawn");
        let told: Vec<(Token, f64)> =
            reasoning.candidates.iter().map(|one| (one.token, (one.softmax * 1e3).round() / 1e3)).collect();
        assert_eq!(told, [(2, 0.665), (1, 0.245), (0, 0.090), (3, 0.0)]);
        assert_eq!(reasoning.candidates[3].fate, Fate::NotAllowed);
        // e⁰ + e⁻¹ + e⁻²
        assert!((reasoning.sum - 1.503_214_7).abs() < 1e-6 && (reasoning.left - 1.0).abs() < 1e-12);
        let warm = Sampler { temperature: 2.0, ..Sampler::default() };
        let warm = Reasoning::of(&warm, &[1.0, 2.0, 3.0], all(3)).expect("it can be drawn");
        assert!((warm.candidates[1].scaled - 1.0).abs() < 1e-12);
        assert!((warm.candidates[1].weight - (-0.5_f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn what_is_cut_off_says_by_what_and_the_rest_shares_its_part() {
        let logits = [1.0, 2.0, 3.0];
        let follow = |sampler: Sampler| Reasoning::of(&sampler, &logits, all(3)).expect("it can be drawn");
        let fates = |reasoning: &Reasoning| reasoning.candidates.iter().map(|one| one.fate).collect::<Vec<_>>();
        let top_k = follow(Sampler { top_k: Some(2), ..Sampler::default() });
        assert_eq!(fates(&top_k), [Fate::Kept, Fate::Kept, Fate::BeyondTopK]);
        for candidate in &top_k.candidates[..2] {
            assert!((candidate.softmax / top_k.left - candidate.probability).abs() < 1e-12);
        }
        let top_p = follow(Sampler { top_p: 0.6, ..Sampler::default() });
        assert_eq!(fates(&top_p), [Fate::Kept, Fate::BeyondTopP, Fate::BeyondTopP]);
        let greedy = follow(Sampler { temperature: 0.0, ..Sampler::default() });
        assert_eq!(fates(&greedy), [Fate::Kept, Fate::BeyondTopK, Fate::BeyondTopK]);
        assert!(greedy.entropy().abs() < 1e-12);
        let even = Reasoning::of(&Sampler::default(), &[0.0; 4], all(4)).expect("it can be drawn");
        assert!((even.entropy() - 2.0).abs() < 1e-12, "two bits for four that are alike");
    }
}
