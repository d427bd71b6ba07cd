//! What is measured while a run goes on: it is right, it is bounded, and it changes nothing. And the search for a
//! learning rate.

#[path = "common/images.rs"]
mod images;

use digit_lab::model::{Arch, Weights};
use digit_lab::train::finder::Ending;
use digit_lab::train::single_step::SingleStep;
use digit_lab::train::statistics::{DigitStatistics, LayerStatistics, Scope, UpdateRatios, layer_names};
use digit_lab::train::{
    DataPlan, Directive, EpochReport, Interest, Job, Observer, Optimiser, Outcome, Statistics, Sweep, TrainConfig,
    TrainEvent, Trainable, TrainingData, find_rate, run,
};
use images::first_images;

/// The first 1,200 training and 300 test images.
fn data() -> TrainingData {
    first_images(1_200, 300)
}

fn job(arch: Arch) -> Job {
    let data_plan = DataPlan::holding_out(200);
    let config = TrainConfig { arch, epochs: 3, batch_size: 32, data: data_plan, threads: 2, ..TrainConfig::default() };
    Job { config, start: None, teachers: Vec::new(), data: data().into() }
}

/// Looks at something and writes down what it is told.
#[derive(Default)]
struct Watcher {
    interest: Option<Interest>,
    keeps_updates: bool,
    steps_alone: bool,
    alone: Vec<SingleStep>,
    updates: Vec<UpdateRatios>,
    layers: Vec<LayerStatistics>,
    digits: Vec<DigitStatistics>,
    epochs: Vec<EpochReport>,
}

impl Observer for Watcher {
    fn event(&mut self, event: TrainEvent) {
        if let TrainEvent::Epoch(report) = event {
            self.epochs.push(report);
        }
    }

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }

    fn interest(&mut self) -> Option<Interest> {
        self.interest
    }

    fn is_stepping(&mut self) -> bool {
        self.steps_alone
    }

    fn keeps_updates(&self) -> bool {
        self.keeps_updates
    }

    fn statistics(&mut self, statistics: Statistics) {
        match statistics {
            Statistics::SingleStep(step) => self.alone.push(*step),
            Statistics::Updates(updates) => self.updates.push(updates),
            Statistics::Layers(layers) => self.layers.push(*layers),
            Statistics::Digits(digits) => self.digits.push(*digits),
        }
    }
}

fn watch(arch: Arch, interest: Option<Interest>) -> (Outcome, Watcher) {
    let mut watcher = Watcher { interest, ..Watcher::default() };
    let outcome = run(&job(arch), &mut watcher).expect("it trains");
    (outcome, watcher)
}

#[test]
fn a_run_is_the_same_to_the_bit_whatever_is_watched() {
    // Dropout would show a stream that was drawn from, were there one.
    let mut job = job(Arch::LeNet5);
    job.config.dropout = Some(0.3);
    let mut unseen = Watcher::default();
    let outcome = run(&job, &mut unseen).expect("it trains");
    for interest in [Some(Interest::Layers), Some(Interest::Digits), None] {
        let steps_alone = interest.is_none();
        let mut watcher = Watcher { interest, keeps_updates: true, steps_alone, ..Watcher::default() };
        let seen = run(&job, &mut watcher).expect("it trains");
        assert!(seen.weights == outcome.weights, "{interest:?}");
        let losses = |watcher: &Watcher| watcher.epochs.iter().map(|epoch| epoch.train_loss).collect::<Vec<_>>();
        assert_eq!(losses(&watcher), losses(&unseen));
        assert_eq!(watcher.alone.is_empty(), !steps_alone);
        if let Some(first) = watcher.alone.first() {
            let [before, after] = first.losses();
            assert!(after < before, "a step on a batch lowers its loss: {before} to {after}");
            assert!(first.layers.iter().all(|(_, ratio)| *ratio > 0.0), "every layer moves: {:?}", first.layers);
        }
    }
}

#[test]
fn nothing_is_measured_for_who_does_not_look_but_the_digits_of_each_epoch() {
    let (_, watcher) = watch(Arch::Softmax, None);
    assert!(watcher.layers.is_empty() && watcher.updates.is_empty());
    let scopes: Vec<Scope> = watcher.digits.iter().map(|digits| digits.scope).collect();
    assert_eq!(scopes, [1, 2, 3].map(Scope::Epoch));
    for (digits, epoch) in watcher.digits.iter().zip(&watcher.epochs) {
        let share = f64::from(digits.confusion.correct()) / f64::from(digits.confusion.total());
        assert!((share - epoch.validation_accuracy).abs() < 1e-12, "the matrix and the accuracy agree");
        assert_eq!((digits.measured.step, digits.confusion.total()), (epoch.step, 200));
    }
}

#[test]
fn layers_are_measured_at_once_and_tell_of_every_layer() {
    let (_, watcher) = watch(Arch::Conv3, Some(Interest::Layers));
    let first = watcher.layers.first().expect("the first step is measured");
    assert_eq!(first.measured.step, 1);
    let names: Vec<&str> = first.layers.iter().map(|layer| layer.name.as_str()).collect();
    let with_weights = Arch::Conv3.placed().into_iter().filter(|layer| !layer.params.is_empty());
    assert_eq!(names, with_weights.map(|layer| layer.name).collect::<Vec<_>>());
    let fresh = Weights::fresh(Arch::Conv3, 1);
    for layer in &first.layers {
        assert!(layer.update_ratio > 0.0 && layer.update_ratio < 1.0, "{}: {}", layer.name, layer.update_ratio);
        let weights = fresh.0[&format!("{}.weight", layer.name)].values.len();
        assert_eq!(layer.weights.counts.iter().sum::<u32>() as usize, weights, "every weight is counted");
        let activations = layer.activations.as_ref().expect("there are validation images");
        assert!((0.0..=1.0).contains(&activations.zeros));
    }
    let filters = first.filters.as_ref().expect("a convolution comes first");
    assert!(filters.side > 1 && filters.pictures.len() == filters.total);
}

#[test]
fn updates_are_kept_from_the_first_step_on_though_nobody_looks_and_seldom() {
    let mut watcher = Watcher { keeps_updates: true, ..Watcher::default() };
    let mut job = job(Arch::Softmax);
    job.config.epochs = 60;
    let begun = std::time::Instant::now();
    run(&job, &mut watcher).expect("it trains");
    let seconds = begun.elapsed().as_secs() as usize;
    assert_eq!(watcher.updates[0].measured.step, 1);
    assert!(watcher.updates.len() <= seconds + 2, "{} in {seconds} s", watcher.updates.len());
    assert!(watcher.updates.iter().all(|one| one.ratios.len() == layer_names(Arch::Softmax).len()));
    assert!(watcher.updates[0].ratios[0] > 0.0 && watcher.layers.is_empty());
}

#[test]
fn layers_move_where_adapters_learn_in_their_place() {
    let mut job = job(Arch::Conv3);
    job.config.trainable = Trainable::LowRank { rank: 4 };
    let mut watcher = Watcher { interest: Some(Interest::Layers), ..Watcher::default() };
    run(&job, &mut watcher).expect("it trains");
    for layer in &watcher.layers.last().expect("it was measured").layers {
        assert!(layer.update_ratio > 1e-7, "{}: {}", layer.name, layer.update_ratio);
    }
}

#[test]
fn within_an_epoch_digits_are_measured_on_a_sample() {
    let (_, watcher) = watch(Arch::Conv3, Some(Interest::Digits));
    let sample = watcher.digits.iter().find(|digits| digits.scope == Scope::Sample(200)).expect("the first step's");
    assert_eq!((sample.measured.step, sample.confusion.total()), (1, 200));
}

#[test]
fn the_rate_finder_says_the_same_twice_and_rises_until_the_loss_explodes() {
    let mut job = job(Arch::Mlp);
    job.config.optimiser = Optimiser::Sgd { momentum: 0.9, nesterov: false };
    let sweep = Sweep { low: 1e-4, high: 10.0, steps: 120 };
    let found = find_rate(&job, sweep, &mut |_| true).expect("it searches");
    assert_eq!(found, find_rate(&job, sweep, &mut |_| true).expect("it searches"));
    assert_eq!(found.ending, Ending::Exploded, "a rate of ten is too much for anybody");
    assert!(found.tried.windows(2).all(|pair| pair[0].rate < pair[1].rate));
    let suggestion = found.suggestion.expect("the loss falls first");
    for rate in [suggestion.steepest, suggestion.tenth_of_lowest] {
        assert!((1e-3..1.0).contains(&rate), "{suggestion:?}");
    }
}

#[test]
fn the_rate_finder_leaves_the_weights_it_starts_from_and_ends_when_told() {
    let trained = run(&job(Arch::Softmax), &mut Watcher::default()).expect("it trains");
    let before = trained.weights.clone();
    let start = trained.into_model("start".into(), "2026-01-01".into());
    let job = Job { start: Some(start), ..job(Arch::Softmax) };
    let mut heard = 0;
    let found = find_rate(&job, Sweep { low: 1e-6, high: 1.0, steps: 100 }, &mut |tried| {
        heard = tried.len();
        heard < 7
    });
    let found = found.expect("it searches");
    assert_eq!((found.ending, found.tried.len(), heard), (Ending::Cancelled, 7, 7));
    assert!(job.start.expect("it is still there").weights == before);
}
