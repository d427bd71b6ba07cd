//! The task of telling which token comes next: each example is a page of pen strokes, and behind each of its tokens the
//! one that follows is the label.

use candle_core::{Device, Tensor};
use rayon::ThreadPool;

use super::{EpochBatches, Guessing, HeldOut, Measured, Task};
use crate::data::{Dataset, rng};
use crate::handwriting::{
    Corpus, CorpusError, Epoch, Kind, Sampler, Scribe, Sequences, Sum, Token, Tokenizer, WrittenDigit, continue_digit,
    outlook,
};
use crate::ink::Drawing;
use crate::model::kernels::loss::cross_entropy;
use crate::model::{Calibration, Mode, ModelError, Network, Pixels, Weights};
use crate::text::ToMessage as _;
use crate::train::batch::Batch;
use crate::train::{Grader, Handwriting, Prompts, TrainConfig, TrainError};

/// Pages that are measured at once.
const BLOCK: usize = 32;
/// Digits that are written to be read.
const SAMPLES: usize = 100;
/// From this probability on a digit is read for sure.
const SURE: f32 = 0.9;

/// Telling which token comes next.
pub struct NextToken {
    name: String,
    sequences: Sequences,
    /// Writers to learn from, made-up ones among them.
    train: Corpus,
    /// Pages of an epoch: as many in each, whichever way digits fall on them.
    examples: usize,
    validation: Epoch,
    test: Epoch,
    grader: Option<Grader>,
    nothing: Dataset,
}

#[expect(clippy::needless_pass_by_value, reason = "it is what errors are mapped with")]
fn unusable(fault: CorpusError) -> TrainError {
    TrainError::Broken(fault.to_message().into())
}

impl NextToken {
    /// Puts the writers of `writing` and made-up ones together as `config` says.
    ///
    /// # Errors
    /// When there is nothing to learn from or to measure on.
    pub fn new(config: &TrainConfig, writing: &Handwriting) -> Result<Self, TrainError> {
        let sequences = Sequences {
            context: config.arch.input().len(),
            classes: config.prompts.knows_classes(),
            sums: config.prompts == Prompts::Sums,
            ..Sequences::default()
        };
        let train = writing.learned_from(config.synthetic, config.seed);
        // Which pages are measured on is part of the data, and no chance of the run.
        let pages = |corpus: &Corpus| sequences.epoch(corpus, 0, 0).map_err(unusable);
        let (validation, test) = (pages(&writing.validation)?, pages(&writing.test)?);
        let examples = (train.tokens() / (sequences.context + 1)).max(1).min(config.limit.unwrap_or(usize::MAX));
        let nothing =
            Dataset::new("", Vec::new(), Vec::new()).map_err(|fault| TrainError::Broken(fault.to_message().into()))?;
        Ok(Self {
            name: writing.name.clone(),
            sequences,
            train,
            examples,
            validation,
            test,
            grader: writing.grader.clone(),
            nothing,
        })
    }
}

impl Task for NextToken {
    fn data_name(&self) -> &str {
        &self.name
    }

    fn examples(&self) -> usize {
        self.examples
    }

    fn held_out(&self) -> usize {
        self.validation.len()
    }

    fn pixels(&self) -> Pixels {
        Pixels::default()
    }

    fn guessing(&self) -> Guessing {
        let vocabulary = self.train.tokenizer.vocabulary();
        let mut counts = vec![0_usize; vocabulary];
        for &token in self.validation.sequences().flat_map(|page| &page[1..]) {
            counts[usize::from(token)] += 1;
        }
        let (most, all) = (counts.iter().max().copied().unwrap_or(0), counts.iter().sum::<usize>());
        let accuracy = most as f64 / all.max(1) as f64;
        Guessing { loss: (vocabulary as f64).ln(), accuracy, are_examples_alike: false }
    }

    fn sample(&self) -> &Dataset {
        &self.nothing
    }

    fn epoch(&self, config: &TrainConfig, epoch: usize) -> Result<Box<dyn EpochBatches>, TrainError> {
        let pages = self.sequences.epoch(&self.train, config.seed, epoch as u64).map_err(unusable)?;
        Ok(Box::new(Pages { pages, count: self.examples }))
    }

    fn measure(
        &self,
        config: &TrainConfig,
        weights: &Weights,
        on: HeldOut,
        pool: &ThreadPool,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Measured>, ModelError> {
        let pages: Vec<&[Token]> = match on {
            HeldOut::Validation => self.validation.sequences().collect(),
            HeldOut::Test => self.test.sequences().collect(),
        };
        let network = Network::new(config.arch, weights, config.kernels)?;
        let (mut loss, mut right, mut tokens, mut done) = (0.0, 0, 0, 0);
        for block in pages.chunks(BLOCK) {
            let (mean, correct, count) = pool.install(|| measure_pages(&network, config, block))?;
            loss += mean * count as f64;
            right += correct;
            tokens += count;
            done += block.len();
            if !progress(done) {
                return Ok(None);
            }
        }
        let tokens = tokens.max(1) as f64;
        let accuracy = match &self.grader {
            Some(grader) if config.prompts == Prompts::Sums => sums_read_right(config, weights, grader)?,
            Some(grader) => read_as_asked(config, weights, grader)?,
            None => right as f64 / tokens,
        };
        Ok(Some(Measured { loss: loss / tokens, accuracy, confusion: None }))
    }

    fn calibrate(&self, _: &TrainConfig, _: &Weights, _: &ThreadPool) -> Result<Option<Calibration>, ModelError> {
        Ok(None)
    }

    /// By the loss alone: the likeliest token is rarely what counts.
    fn is_better(&self, one: &super::Best, other: &super::Best) -> bool {
        one.loss < other.loss
    }
}

/// Of a hundred digits that `weights` write, the share that is read as what was asked for. A network that is told no
/// digits is asked for none: then the share that is read as some digit for sure.
fn read_as_asked(config: &TrainConfig, weights: &Weights, grader: &Grader) -> Result<f64, ModelError> {
    let mut scribe = Scribe::with(config.arch, weights)?;
    let tokenizer = Tokenizer::DEFAULT;
    // The same chances each time, so that a change is one of the weights.
    let mut chance = rng::stream(1, "read-as-asked");
    let Ok(start) = tokenizer.token(Kind::Start) else { return Ok(0.0) };
    let knows_classes = config.prompts.knows_classes();
    let mut right = 0;
    for class in (0..10).cycle().take(SAMPLES) {
        let prompt = [start, class];
        let prompt = if knows_classes { &prompt[..] } else { &prompt[..1] };
        // Weights that have diverged write nothing.
        let Ok(written) =
            continue_digit(&mut scribe, tokenizer, prompt, &Sampler::default(), outlook::LONGEST, &mut chance)
        else {
            continue;
        };
        let strokes = written.digits.last().map(WrittenDigit::strokes).unwrap_or_default();
        if strokes.is_empty() {
            continue;
        }
        let read = grader.0.predict(&Drawing::redrawn(&strokes).image())?;
        let is_right = if knows_classes { read.class() == class } else { read.confidence() >= SURE };
        right += usize::from(is_right);
    }
    Ok(f64::from(right as u32) / SAMPLES as f64)
}

/// Of all hundred sums of two digits, those held out among them, the share whose written answer is read as right.
fn sums_read_right(config: &TrainConfig, weights: &Weights, grader: &Grader) -> Result<f64, ModelError> {
    let mut scribe = Scribe::with(config.arch, weights)?;
    let mut chance = rng::stream(1, "sums-read-right");
    let mut right = 0;
    for sum in Sum::all() {
        // Weights that have diverged write nothing.
        let answer = sum.answer(&mut scribe, Tokenizer::DEFAULT, &Sampler::default(), &mut chance).unwrap_or_default();
        let strokes: Vec<_> = answer.iter().map(WrittenDigit::strokes).collect();
        right += u32::from(grader.read(&strokes)? == sum.digits());
    }
    Ok(f64::from(right) / Sum::all().count() as f64)
}

/// Mean loss, how many tokens are foretold, and how many there are.
fn measure_pages(
    network: &Network,
    config: &TrainConfig,
    pages: &[&[Token]],
) -> Result<(f64, usize, usize), ModelError> {
    let Batch { input, labels, .. } = batch_of(pages)?;
    let logits = network.forward(&input, Mode::Infer)?.flatten(0, 1)?;
    let (loss, right) = cross_entropy(&logits, &labels, 0.0, None, config.kernels)?;
    Ok((f64::from(loss.to_scalar::<f32>()?), right, labels.len()))
}

fn batch_of(pages: &[&[Token]]) -> Result<Batch, ModelError> {
    let length = pages.first().map_or(0, |page| page.len().saturating_sub(1));
    let numbers = pages.iter().flat_map(|page| page.iter().take(length).map(|&token| f32::from(token)));
    let input = Tensor::from_vec(numbers.collect::<Vec<f32>>(), (pages.len(), 1, 1, length), &Device::Cpu)?;
    let labels = pages.iter().flat_map(|page| page.iter().skip(1).copied()).collect();
    Ok(Batch { input, examples: pages.len(), labels, soft_targets: Vec::new() })
}

/// The pages of an epoch.
struct Pages {
    pages: Epoch,
    count: usize,
}

impl EpochBatches for Pages {
    fn batch(&self, done: usize, size: usize) -> Result<Option<Batch>, ModelError> {
        let size = size.min(self.count.saturating_sub(done));
        let pages: Vec<&[Token]> = self.pages.sequences().skip(done).take(size).collect();
        if pages.is_empty() { Ok(None) } else { batch_of(&pages).map(Some) }
    }
}
