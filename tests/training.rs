//! What a training run promises, on a few hundred real images and small networks.

#[path = "training/control.rs"]
mod control;
#[path = "common/images.rs"]
mod images;
#[path = "training/next_token.rs"]
mod next_token;
#[path = "training/resume.rs"]
mod resume;
#[path = "training/settings.rs"]
mod settings;
#[path = "training/stuck.rs"]
mod stuck;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use digit_lab::data::{Dataset, Split};
use digit_lab::model::{Arch, Kernels, Pixels, Predictor, Weights};
use digit_lab::train::{
    Control, DataPlan, Directive, EpochReport, Job, Material, Observer, Optimiser, Outcome, Scaling, Schedule,
    SettingChange, SettingChanged, Started, StepReport, StopReason, TrainConfig, TrainError, TrainEvent, Trainer,
    TrainingData, ValidationReport, evaluate, run,
};
use images::first_images;

const DEADLINE: Duration = Duration::from_mins(1);

/// The first 1,200 training and 300 test images.
fn data() -> TrainingData {
    first_images(1_200, 300)
}

fn config(arch: Arch) -> TrainConfig {
    TrainConfig {
        arch,
        epochs: 3,
        batch_size: 32,
        data: DataPlan::holding_out(200),
        threads: 2,
        ..TrainConfig::default()
    }
}

/// The images of a job that reads pictures.
fn images_of(job: &mut Job) -> &mut TrainingData {
    match &mut job.data {
        Material::Images(data) => data,
        Material::Handwriting(_) => panic!("it continues pen strokes"),
    }
}

fn job(config: TrainConfig) -> Job {
    Job { config, start: None, teachers: Vec::new(), data: data().into() }
}

/// Writes everything down and decides after each step by a rule.
struct Witness {
    started: Vec<Started>,
    steps: Vec<StepReport>,
    validations: Vec<ValidationReport>,
    epochs: Vec<EpochReport>,
    changed: Vec<SettingChanged>,
    /// Times it was asked after a step: the steps done.
    asked: usize,
    /// Times it was asked while images were measured.
    measuring: usize,
    /// Whether it wants a report on every step.
    wants_all: bool,
    /// What it changes, and after which step.
    changes: Vec<(u64, SettingChange)>,
    rule: Box<dyn FnMut(usize) -> Directive>,
}

impl Witness {
    /// `rule` is given how often it was asked before.
    fn new(rule: impl FnMut(usize) -> Directive + 'static) -> Self {
        Self {
            started: Vec::new(),
            steps: Vec::new(),
            validations: Vec::new(),
            epochs: Vec::new(),
            changed: Vec::new(),
            asked: 0,
            measuring: 0,
            wants_all: false,
            changes: Vec::new(),
            rule: Box::new(rule),
        }
    }
}

impl Observer for Witness {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::Started(started) => self.started.push(started),
            TrainEvent::Step(step) => self.steps.push(step),
            TrainEvent::Validated(validation) => {
                let last = self.steps.last().map_or(0, |step| step.step);
                assert!(!self.started.is_empty() && validation.step >= last, "{validation:?} behind step {last}");
                self.validations.push(validation);
            }
            TrainEvent::Epoch(epoch) => self.epochs.push(epoch),
            TrainEvent::Changed(changed) => self.changed.push(changed),
            TrainEvent::Restored(_) => {}
            TrainEvent::Finished(_) | TrainEvent::Failed(_) => panic!("the result is returned, not reported"),
        }
    }

    fn directive(&mut self) -> Directive {
        self.asked += 1;
        (self.rule)(self.asked - 1 + self.measuring)
    }

    fn directive_while_measuring(&mut self) -> Directive {
        let asked = self.asked + self.measuring;
        self.measuring += 1;
        (self.rule)(asked)
    }

    fn changes(&mut self) -> Vec<SettingChange> {
        let now = self.asked as u64;
        self.changes.iter().filter(|(step, _)| *step == now).map(|(_, change)| *change).collect()
    }

    fn wants_report(&mut self) -> bool {
        self.wants_all
    }
}

/// Runs to the end; what happened, and the result.
fn train(job: &Job) -> (Witness, Result<Outcome, TrainError>) {
    let mut witness = Witness::new(|_| Directive::Continue);
    let result = run(job, &mut witness);
    (witness, result)
}

/// The outcome of a run that should go well.
fn finished(result: Result<Outcome, TrainError>) -> Outcome {
    result.unwrap_or_else(|error| panic!("it should train: {error}"))
}

/// What has to repeat to the bit: losses and accuracies of each epoch, and the weights.
fn curve(config: TrainConfig) -> (Vec<[u64; 4]>, Weights) {
    let mut job = job(config);
    let images = images_of(&mut job);
    images.test = Arc::new(images.test.take(20));
    let (witness, result) = train(&job);
    let bits = |epoch: &EpochReport| {
        [epoch.train_loss, epoch.train_accuracy, epoch.validation_loss, epoch.validation_accuracy].map(f64::to_bits)
    };
    (witness.epochs.iter().map(bits).collect(), finished(result).weights)
}

/// Trains with these settings and expects the loss to fall each epoch and the accuracy to end above `floor`.
fn expect_learning(config: TrainConfig, floor: f64) {
    let name = format!("{} {:?} {:?}", config.arch, config.optimiser, config.schedule);
    let (witness, result) = train(&job(config));
    let outcome = finished(result);
    let losses: Vec<f64> = witness.epochs.iter().map(|epoch| epoch.train_loss).collect();
    assert!(losses.windows(2).all(|pair| pair[1] < pair[0]), "{name}: {losses:?}");
    assert!(outcome.validation_accuracy > floor, "{name}: {}", outcome.validation_accuracy);
    assert!(outcome.test_accuracy > floor - 0.15, "{name}: {}", outcome.test_accuracy);
}

#[test]
fn the_loss_falls_with_every_optimiser_and_schedule() {
    for optimiser in Optimiser::ALL {
        for schedule in Schedule::ALL {
            let learning_rate = optimiser.usual_rate();
            expect_learning(TrainConfig { optimiser, schedule, learning_rate, ..config(Arch::Mlp) }, 0.8);
        }
    }
}

#[test]
fn the_loss_falls_with_simple_and_with_deep_networks() {
    expect_learning(config(Arch::Softmax), 0.75);
    expect_learning(TrainConfig { epochs: 2, ..config(Arch::Conv3) }, 0.8);
}

#[test]
fn the_same_seed_gives_the_same_curve_to_the_bit_whatever_the_threads() {
    for arch in [Arch::Mlp, Arch::Conv3, Arch::Conv2Dropout] {
        let mut augmented =
            TrainConfig { epochs: 2, limit: Some(70), batch_size: 30, data: DataPlan::holding_out(30), ..config(arch) };
        augmented.augmentation.shift = 2.0;
        augmented.augmentation.rotation = 10.0;
        let with = |threads| curve(TrainConfig { threads, ..augmented.clone() });
        let once = with(1);
        assert_eq!(once.0.len(), 2);
        assert!(once == with(1), "{arch}: a second run differs");
        assert!(once == with(2), "{arch}: two threads differ from one");
        assert!(once == with(3), "{arch}: three threads differ from one");
        let other = curve(TrainConfig { seed: 2, ..augmented.clone() });
        assert!(once.0 != other.0 && once.1 != other.1, "{arch}: another seed gives the same");
    }
}

#[test]
fn candles_operations_learn_the_same_as_ours() {
    let with = |kernels| {
        let (_, result) = train(&job(TrainConfig { kernels, epochs: 1, limit: Some(320), ..config(Arch::Conv3) }));
        finished(result).validation_accuracy
    };
    let (fast, candle) = (with(Kernels::Fast), with(Kernels::Candle));
    assert!((fast - candle).abs() <= 0.05, "{fast} and {candle}");
}

#[test]
fn events_describe_the_run() {
    let config = TrainConfig { limit: Some(100), ..config(Arch::Softmax) };
    let (witness, result) = train(&job(config));
    let outcome = finished(result);
    let started = &witness.started[..];
    // 100 images in batches of 32 are four steps, the last one of 4 images.
    let expected = Started {
        arch: Arch::Softmax,
        trained_parameters: 7_850,
        train_images: 100,
        validation_images: 200,
        steps_per_epoch: 4,
        epochs: 3,
        pixels: Pixels::Unit,
        chance: started[0].chance,
        guessing_loss: std::f64::consts::LN_10,
        labels: digit_lab::data::LabelSet::DIGITS,
        are_images_alike: false,
    };
    assert!((0.1..0.2).contains(&expected.chance), "{}", expected.chance);
    assert_eq!(started, [expected]);
    let steps: Vec<u64> = witness.steps.iter().map(|step| step.step).collect();
    assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
    for epoch in 0..3 {
        assert!(steps.contains(&(epoch * 4 + 1)) && steps.contains(&(epoch * 4 + 4)), "{steps:?}");
    }
    assert_eq!(witness.epochs.iter().map(|epoch| epoch.step).collect::<Vec<_>>(), [4, 8, 12]);
    assert_eq!(outcome.reason, StopReason::Completed);
    assert_eq!((outcome.summary.train_images, outcome.summary.epochs), (100, 3));
    assert!(outcome.images_per_second > 0.0 && outcome.seconds > 0.0);
    assert_eq!(outcome.summary.settings["arch"], "softmax");
}

/// A run that is about to end, as far as its observer knows.
struct Blind(Witness);

impl Observer for Blind {
    fn event(&mut self, event: TrainEvent) {
        self.0.event(event);
    }

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }

    fn is_ending(&mut self) -> bool {
        true
    }
}

#[test]
fn fresh_weights_are_validated_before_the_first_step_and_within_the_first_epoch_alone() {
    // 1,000 images in batches of 32: a sixteenth ends in the 2nd step, a half in the 16th.
    let job = job(TrainConfig { epochs: 2, data: DataPlan::holding_out(180), limit: Some(1_000), ..config(Arch::Mlp) });
    let (witness, result) = train(&job);
    finished(result);
    let steps: Vec<u64> = witness.validations.iter().map(|validation| validation.step).collect();
    assert_eq!(steps, [0, 2, 4, 8, 16]);
    let baseline = witness.validations[0];
    // Guessing among ten digits.
    assert!((baseline.loss - 10.0_f64.ln()).abs() < 0.3 && baseline.accuracy < 0.25, "{baseline:?}");
    assert!(baseline.epochs == 0.0 && (witness.validations[4].epochs - 0.512).abs() < 1e-9);
    assert!(witness.validations[4].accuracy > baseline.accuracy + 0.1, "{:?}", witness.validations);
    // It only looks: the weights are those of a run that is ending, which leaves all of it out.
    let mut blind = Blind(Witness::new(|_| Directive::Continue));
    let unseen = finished(run(&job, &mut blind));
    assert!(blind.0.validations.is_empty());
    assert!(unseen.weights == finished(train(&job).1).weights);
}

#[test]
fn a_model_that_is_tuned_is_validated_as_it_comes() {
    let first = finished(train(&job(config(Arch::Softmax))).1);
    let accuracy = first.validation_accuracy;
    let model = first.into_model("first".into(), String::new());
    let (witness, _) = train(&Job { start: Some(model), ..job(TrainConfig { epochs: 1, ..config(Arch::Softmax) }) });
    assert!((witness.validations[0].accuracy - accuracy).abs() < 1e-12, "{:?}", witness.validations);
}

#[test]
fn few_images_are_not_validated_more_often_than_they_are_worth() {
    let (witness, _) = train(&job(TrainConfig { limit: Some(100), ..config(Arch::Softmax) }));
    assert_eq!(witness.validations.len(), 1, "the baseline");
}

#[test]
fn the_outcome_is_that_of_the_best_epoch() {
    // A rate this high makes the validation accuracy jump up and down.
    let config = TrainConfig {
        epochs: 6,
        learning_rate: 0.05,
        schedule: Schedule::Constant,
        limit: Some(200),
        ..config(Arch::Softmax)
    };
    let (witness, result) = train(&job(config));
    let outcome = finished(result);
    let highest = witness.epochs.iter().map(|epoch| epoch.validation_accuracy).fold(0.0, f64::max);
    assert!((outcome.validation_accuracy - highest).abs() < f64::EPSILON);
    let called_best = witness.epochs.iter().rev().find(|epoch| epoch.is_best).expect("one is the best");
    assert_eq!(outcome.summary.best_epoch, called_best.epoch);
    // The weights are those that were validated and tested.
    let predictor = Predictor::new(Arch::Softmax, &outcome.weights, Pixels::Unit, Kernels::Fast).expect("they fit");
    let again = evaluate(&predictor, &data().test, &mut |_| true).expect("it runs").expect("nobody stopped it");
    assert!((again.accuracy() - outcome.test_accuracy).abs() < f64::EPSILON);
}

#[test]
fn stopping_keeps_the_best_epoch_and_ends_before_the_next_step() {
    // 1,000 images in batches of 32 are 32 steps an epoch; the directive is also asked while validating.
    let mut witness = Witness::new(|asked| if asked >= 40 { Directive::Stop } else { Directive::Continue });
    let outcome = run(&job(config(Arch::Softmax)), &mut witness).expect("a stop is no failure");
    assert_eq!(outcome.reason, StopReason::Stopped);
    assert_eq!(witness.epochs.len(), 1);
    assert!((outcome.validation_accuracy - witness.epochs[0].validation_accuracy).abs() < f64::EPSILON);
    assert_eq!((outcome.summary.epochs, outcome.summary.best_epoch), (1, 1));
    let last = witness.steps.last().expect("there were steps").step;
    assert!(last <= 40, "step {last} came after the stop");
}

#[test]
fn stopping_in_the_first_epoch_keeps_the_current_weights() {
    let mut witness = Witness::new(|asked| if asked >= 4 { Directive::Stop } else { Directive::Continue });
    let outcome = run(&job(config(Arch::Softmax)), &mut witness).expect("a stop is no failure");
    assert_eq!((outcome.reason, outcome.summary.epochs), (StopReason::Stopped, 0));
    assert!(witness.epochs.is_empty());
    assert!(outcome.weights != Weights::fresh(Arch::Softmax, 1), "five steps change the weights");
    assert!(outcome.validation_accuracy > 0.0);
}

#[test]
fn a_discarded_run_has_no_outcome() {
    let mut witness = Witness::new(|_| Directive::Discard);
    assert!(matches!(run(&job(config(Arch::Softmax)), &mut witness), Err(TrainError::Discarded)));
}

#[test]
fn a_rate_that_explodes_is_reported_and_the_run_ends() {
    for arch in [Arch::Softmax, Arch::Mlp, Arch::Conv3] {
        let config = TrainConfig {
            epochs: 20,
            optimiser: Optimiser::Sgd { momentum: 0.99, nesterov: false },
            learning_rate: 10.0,
            schedule: Schedule::Constant,
            ..config(arch)
        };
        let (witness, result) = train(&job(config));
        let error = result.expect_err("no network learns at this rate");
        assert!(matches!(error, TrainError::Diverged { .. }), "{arch}: {error}");
        assert!(error.to_string().contains("lower learning rate"), "{error}");
        assert!(witness.epochs.len() <= 2, "{arch} was noticed after {} epochs", witness.epochs.len());
    }
}

#[test]
fn wild_first_steps_are_no_divergence() {
    // With three steps an epoch, the second one's mean loss is still well above that of guessing.
    let config = TrainConfig { epochs: 2, limit: Some(70), batch_size: 30, ..config(Arch::Conv2Dropout) };
    let outcome = finished(train(&job(config)).1);
    assert_eq!(outcome.reason, StopReason::Completed);
}

#[test]
fn settings_out_of_range_are_refused_before_anything_starts() {
    let (witness, result) = train(&job(TrainConfig { epochs: 0, ..config(Arch::Softmax) }));
    assert!(matches!(result, Err(TrainError::BadSetting { .. })));
    assert!(witness.started.is_empty());
    let (_, result) = train(&job(TrainConfig { data: DataPlan::holding_out(1_200), ..config(Arch::Softmax) }));
    let sentence = result.expect_err("no image is left to train on").to_string();
    assert_eq!(sentence, "the number of validation images is 1200; it has to be from 1 to 1199");
}

#[test]
fn fine_tuning_starts_where_the_model_is_and_reads_pixels_as_it_does() {
    let signed = TrainConfig { pixels: Scaling::Signed, ..config(Arch::Mlp) };
    let first = finished(train(&job(signed)).1);
    let before = first.validation_accuracy;
    let model = first.into_model("first".into(), "2026-01-01".into());
    let again = TrainConfig { epochs: 1, learning_rate: 1e-5, pixels: Scaling::Unit, ..config(Arch::Mlp) };
    let outcome = finished(train(&Job { start: Some(model.clone()), ..job(again) }).1);
    assert_eq!((outcome.config.pixels, outcome.pixels), (Scaling::Signed, Pixels::Signed));
    assert_eq!(outcome.summary.started_from.as_deref(), Some("first"));
    assert!(outcome.validation_accuracy >= before - 0.02, "{} after {before}", outcome.validation_accuracy);

    let other = Job { start: Some(model), ..job(config(Arch::Softmax)) };
    let sentence = train(&other).1.expect_err("the networks differ").to_string();
    assert_eq!(sentence, "the network is softmax; it has to be mlp, like the model to start from");
}

#[test]
fn validation_images_are_never_trained_on() {
    // Validation images whose pixels are spoilt change nothing but the validation.
    let data = data();
    let split = Split::new(data.train.len(), 200, 1);
    let trained: BTreeSet<u32> = split.train.iter().copied().collect();
    assert!(split.validation.iter().all(|index| !trained.contains(index)));
    let mut pixels = data.train.all_pixels().to_vec();
    for &index in &split.validation {
        pixels[index as usize * 784..][..784].fill(255);
    }
    let spoilt = Dataset::new("spoilt", pixels, data.train.labels().to_vec()).expect("it has the same size");
    let one_epoch = TrainConfig { epochs: 1, ..config(Arch::Mlp) };
    let clean = finished(train(&job(one_epoch.clone())).1);
    let spoilt_data = TrainingData { train: Arc::new(spoilt), test: data.test };
    let spoilt = finished(train(&Job { data: spoilt_data.into(), ..job(one_epoch) }).1);
    assert!(clean.weights == spoilt.weights, "the weights saw a validation image");
    assert!(spoilt.validation_accuracy < 0.3, "{}", spoilt.validation_accuracy);
}

#[test]
fn test_images_only_report() {
    let data = data();
    let labels = data.test.labels().iter().map(|label| (label + 1) % 10).collect();
    let wrong = Dataset::new("wrong", data.test.all_pixels().to_vec(), labels).expect("it has the same size");
    let honest = finished(train(&job(config(Arch::Mlp))).1);
    let wrong_data = TrainingData { train: data.train, test: Arc::new(wrong) };
    let misled = finished(train(&Job { data: wrong_data.into(), ..job(config(Arch::Mlp)) }).1);
    assert!(honest.weights == misled.weights, "test labels changed the weights");
    assert!(misled.test_accuracy < 0.2 && honest.test_accuracy > 0.6);
}

/// A trainer and the end at which its wake calls arrive.
fn trainer(job: Job) -> (Trainer, Receiver<()>) {
    let (sender, bell) = channel();
    let wake = move || {
        let _ = sender.send(());
    };
    (Trainer::start(job, wake).expect("a thread starts"), bell)
}

/// Drains until `done` says so, or the run is over; all events.
fn drain_until(trainer: &mut Trainer, bell: &Receiver<()>, done: impl Fn(&[TrainEvent]) -> bool) -> Vec<TrainEvent> {
    let deadline = Instant::now() + DEADLINE;
    let mut events = Vec::new();
    loop {
        events.extend(trainer.drain());
        if done(&events) || matches!(events.last(), Some(TrainEvent::Finished(_) | TrainEvent::Failed(_))) {
            return events;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        bell.recv_timeout(left).expect("the trainer reports before the deadline");
    }
}

fn to_the_end(trainer: &mut Trainer, bell: &Receiver<()>) -> Vec<TrainEvent> {
    drain_until(trainer, bell, |_| false)
}

/// A run that does not end by itself within a test.
fn endless() -> Job {
    job(TrainConfig { epochs: 1_000, schedule: Schedule::Constant, learning_rate: 1e-4, ..config(Arch::Mlp) })
}

#[test]
fn a_trainer_reports_started_first_and_one_ending_last() {
    let (mut trainer, bell) = trainer(job(config(Arch::Softmax)));
    let events = to_the_end(&mut trainer, &bell);
    assert!(matches!(events.first(), Some(TrainEvent::Started(_))));
    let count = |is: fn(&TrainEvent) -> bool| events.iter().filter(|event| is(event)).count();
    assert_eq!(count(|event| matches!(event, TrainEvent::Started(_))), 1);
    assert_eq!(count(|event| matches!(event, TrainEvent::Epoch(_))), 3);
    assert_eq!(count(|event| matches!(event, TrainEvent::Finished(_) | TrainEvent::Failed(_))), 1);
    let deadline = Instant::now() + DEADLINE;
    while !trainer.is_finished() && Instant::now() < deadline {
        std::thread::yield_now();
    }
    assert!(trainer.is_finished() && trainer.drain().is_empty(), "nothing comes after the end");
}

#[test]
fn a_paused_run_holds_and_a_resumed_one_goes_on() {
    let (mut trainer, bell) = trainer(endless());
    let is_step = |event: &TrainEvent| matches!(event, TrainEvent::Step(_));
    drain_until(&mut trainer, &bell, |events| events.iter().any(is_step));
    trainer.control(Control::Pause);
    // The step at work when the pause was asked for may still report; after it there is silence.
    while bell.recv_timeout(Duration::from_millis(500)).is_ok() {}
    let before = trainer.drain();
    assert!(bell.recv_timeout(Duration::from_millis(300)).is_err(), "a paused run reports nothing");
    assert!(trainer.drain().is_empty() && !trainer.is_finished());
    trainer.control(Control::Resume);
    let after = drain_until(&mut trainer, &bell, |events| events.iter().filter(|event| is_step(event)).count() > 3);
    let elapsed = |events: &[TrainEvent]| {
        let times = events.iter().map(|event| match event {
            TrainEvent::Step(step) => step.elapsed_secs,
            TrainEvent::Epoch(epoch) => epoch.elapsed_secs,
            TrainEvent::Started(_)
            | TrainEvent::Restored(_)
            | TrainEvent::Validated(_)
            | TrainEvent::Changed(_)
            | TrainEvent::Finished(_)
            | TrainEvent::Failed(_) => 0.0,
        });
        times.fold(0.0, f64::max)
    };
    assert!(!after.is_empty() && elapsed(&after) >= elapsed(&before));
    trainer.control(Control::Pause);
    trainer.control(Control::Stop);
    let events = to_the_end(&mut trainer, &bell);
    let Some(TrainEvent::Finished(outcome)) = events.last() else { panic!("a stop ends a pause: {events:?}") };
    assert_eq!(outcome.reason, StopReason::Stopped);
}

#[test]
fn a_pause_is_not_counted_as_time_of_the_run() {
    let pause = Duration::from_millis(400);
    let mut witness = Witness::new(move |asked| {
        if asked == 2 {
            let begin = Instant::now();
            while begin.elapsed() < pause {
                std::thread::yield_now();
            }
        }
        if asked < 4 { Directive::Continue } else { Directive::Stop }
    });
    let begin = Instant::now();
    let outcome = run(&job(config(Arch::Softmax)), &mut witness).expect("a stop is no failure");
    let counted = Duration::from_secs_f64(outcome.seconds);
    assert!(begin.elapsed() >= counted + pause, "{counted:?} of {:?}", begin.elapsed());
}

#[test]
fn live_weights_come_to_who_asks_and_can_be_read_with() {
    let (mut trainer, bell) = trainer(endless());
    let deadline = Instant::now() + DEADLINE;
    let mut copies = Vec::new();
    while copies.len() < 2 {
        assert!(Instant::now() < deadline, "{} copies came", copies.len());
        copies.extend(trainer.latest_weights());
        let _ = bell.recv_timeout(Duration::from_millis(50));
        trainer.drain();
    }
    assert!(copies[0] != copies[1], "they change while the network learns");
    Predictor::new(Arch::Mlp, &copies[1], Pixels::Unit, Kernels::Fast).expect("they fit the network");
}

#[test]
fn dropping_a_trainer_ends_its_run_even_when_paused() {
    let (mut trainer, bell) = trainer(endless());
    drain_until(&mut trainer, &bell, |events| !events.is_empty());
    trainer.control(Control::Pause);
    drop(trainer);
    // The thread owned the other end of the bell: once it is gone, the channel is closed.
    while bell.try_recv().is_ok() {}
    assert!(bell.recv_timeout(Duration::ZERO).is_err());
}

#[test]
fn a_discarded_trainer_says_so() {
    let (mut trainer, bell) = trainer(endless());
    trainer.control(Control::Discard);
    let events = to_the_end(&mut trainer, &bell);
    assert!(matches!(events.last(), Some(TrainEvent::Failed(TrainError::Discarded))), "{events:?}");
}

#[test]
fn a_panic_in_the_run_becomes_its_last_event() {
    // `wake` is called from within the loop, so a panic in it is one in the loop.
    let (sender, bell) = channel();
    let calls = std::sync::atomic::AtomicUsize::new(0);
    let wake = move || {
        let _ = sender.send(());
        let call = calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        assert!(call != 1, "the lamp went out");
    };
    let mut trainer = Trainer::start(endless(), wake).expect("a thread starts");
    let events = to_the_end(&mut trainer, &bell);
    let Some(TrainEvent::Failed(error @ TrainError::Broken(_))) = events.last() else { panic!("{events:?}") };
    assert!(error.to_string().contains("the lamp went out"), "{error}");
}
