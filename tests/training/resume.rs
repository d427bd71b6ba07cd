//! A run that was interrupted goes on as if it had not been: to the bit.

use digit_lab::data::{Augmentation, Classes};
use digit_lab::train::{Checkpoint, Distillation, EarlyStopping, SplitPlan, StoppingMeasure, Trainable};

use super::*;

/// Takes a checkpoint after each of the named steps, and writes everything down.
struct RunWriter {
    witness: Witness,
    at: Vec<u64>,
    checkpoints: Vec<Checkpoint>,
    restored: Vec<usize>,
    steps: u64,
}

impl RunWriter {
    fn new(steps: u64, at: &[u64], changes: &[(u64, SettingChange)]) -> Self {
        let mut witness = Witness::new(|_| Directive::Continue);
        witness.wants_all = true;
        witness.changes = changes.to_vec();
        witness.asked = steps as usize;
        Self { witness, at: at.to_vec(), checkpoints: Vec::new(), restored: Vec::new(), steps }
    }
}

impl Observer for RunWriter {
    fn event(&mut self, event: TrainEvent) {
        if let TrainEvent::Restored(history) = &event {
            self.restored = history.steps.iter().map(|step| step.step as usize).collect();
        }
        self.witness.event(event);
    }

    fn directive(&mut self) -> Directive {
        self.witness.directive()
    }

    fn directive_while_measuring(&mut self) -> Directive {
        Directive::Continue
    }

    fn changes(&mut self) -> Vec<SettingChange> {
        self.witness.changes()
    }

    fn wants_report(&mut self) -> bool {
        true
    }

    fn wants_checkpoint(&mut self) -> bool {
        self.steps += 1;
        self.at.contains(&self.steps)
    }

    fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        // Through bytes, as a file keeps it.
        let bytes = checkpoint.to_bytes().expect("a run's checkpoint serialises");
        self.checkpoints.push(Checkpoint::from_bytes(&bytes).expect("and back"));
    }
}

type Curve = (Vec<(u64, [u64; 4])>, Vec<[u64; 5]>, Vec<SettingChanged>, Vec<(u64, [u64; 2])>);

/// What has to be the same to the bit: everything but times.
fn curve(writer: &RunWriter) -> Curve {
    let step = |step: &StepReport| {
        (step.step, [step.loss, step.accuracy, step.learning_rate, step.gradient_norm].map(f64::to_bits))
    };
    let epoch = |epoch: &EpochReport| {
        let best = f64::from(u8::from(epoch.is_best));
        [epoch.train_loss, epoch.train_accuracy, epoch.validation_loss, epoch.validation_accuracy, best]
            .map(f64::to_bits)
    };
    let timeless = |changed: &SettingChanged| SettingChanged { elapsed_secs: 0.0, ..*changed };
    let witness = &writer.witness;
    (
        witness.steps.iter().map(step).collect(),
        witness.epochs.iter().map(epoch).collect(),
        witness.changed.iter().map(timeless).collect(),
        witness.validations.iter().map(|one| (one.step, [one.loss, one.accuracy].map(f64::to_bits))).collect(),
    )
}

/// Everything that could be forgotten, at once.
fn demanding(arch: Arch) -> TrainConfig {
    TrainConfig {
        epochs: 4,
        limit: Some(100),
        batch_size: 16,
        data: DataPlan::holding_out(40),
        schedule: Schedule::Cosine,
        warmup: 0.5,
        learning_rate: 0.004_123_456_789_012_345,
        weight_decay: 0.01,
        l1: 1e-4,
        dropout: Some(0.2),
        label_smoothing: 0.05,
        weight_average: Some(0.9),
        clip_norm: Some(1.0),
        early_stopping: Some(EarlyStopping { measure: StoppingMeasure::ValidationLoss, patience: 3, min_change: 0.0 }),
        augmentation: Augmentation { shift: 2.0, rotation: 10.0, ..Augmentation::default() },
        outliers: 0.1,
        ..config(arch)
    }
}

/// Interrupts `job` after each of `at` and compares what follows with the run that was not interrupted.
pub fn expect_the_same(job: &Job, at: &[u64], changes: &[(u64, SettingChange)]) {
    expect_the_same_of(job.config.arch.id(), job, at, changes);
}

/// The same of a job called `what`.
fn expect_the_same_of(what: &str, job: &Job, at: &[u64], changes: &[(u64, SettingChange)]) {
    let mut whole = RunWriter::new(0, at, changes);
    let expected = finished(run(job, &mut whole));
    let (steps, epochs, changed, validations) = curve(&whole);
    assert_eq!(whole.checkpoints.len(), at.len());
    for checkpoint in &whole.checkpoints {
        let done = checkpoint.position.steps;
        for threads in [1, 2] {
            let name = format!("{what} with {threads} threads after step {done}");
            let mut resumed_job = checkpoint.job(job.data.clone());
            resumed_job.config.threads = threads;
            let mut writer = RunWriter::new(done, &[], changes);
            let outcome = finished(digit_lab::train::resume(&resumed_job, checkpoint.clone(), &mut writer));
            assert_eq!(writer.restored, (1..=done as usize).collect::<Vec<_>>(), "{name}");
            let (later_steps, later_epochs, later_changes, later_validations) = curve(&writer);
            assert_eq!(later_steps, steps[done as usize..], "{name}");
            assert_eq!(later_epochs, epochs[epochs.len() - later_epochs.len()..], "{name}");
            assert_eq!(later_changes, changed[changed.len() - later_changes.len()..], "{name}");
            let before = checkpoint.history.validations.len();
            assert!(before > 0 && later_validations == validations[before..], "{name}: {later_validations:?}");
            assert!(outcome.weights == expected.weights && outcome.last_weights == expected.last_weights, "{name}");
            assert_eq!((outcome.reason, outcome.summary.best_epoch), (expected.reason, expected.summary.best_epoch));
            assert_eq!(outcome.test_accuracy.to_bits(), expected.test_accuracy.to_bits());
        }
    }
}

fn small(config: TrainConfig) -> Job {
    let mut job = job(config);
    let images = images_of(&mut job);
    images.test = Arc::new(images.test.take(20));
    job
}

#[test]
fn a_resumed_run_equals_the_uninterrupted_one_to_the_bit() {
    // 100 images in batches of 16 are 7 steps; from the 10th on batches of 12. Interrupted in the middle of epochs,
    // before and after the changes, and after the last step of an epoch.
    let changes = [
        (9, SettingChange::LearningRate(0.002)),
        (9, SettingChange::BatchSize(12)),
        (12, SettingChange::Dropout(Some(0.4))),
    ];
    for arch in [Arch::Mlp, Arch::Tiny] {
        expect_the_same(&small(demanding(arch)), &[3, 7, 10, 14], &changes);
    }
}

#[test]
fn every_optimiser_goes_on_where_it_was() {
    for optimiser in Optimiser::ALL {
        let config = TrainConfig { optimiser, learning_rate: optimiser.usual_rate() / 4.0, ..demanding(Arch::Mlp) };
        expect_the_same(&small(config), &[10], &[]);
    }
}

#[test]
fn whatever_learns_goes_on_where_it_was() {
    // The second network has normalisation, whose running statistics go on or stand still with their layer.
    for arch in [Arch::Mlp, Arch::Tiny] {
        for trainable in [Trainable::LastLayer, Trainable::LastBlock, Trainable::LowRank { rank: 3 }] {
            expect_the_same(&small(TrainConfig { trainable, ..demanding(arch) }), &[3, 14], &[]);
        }
    }
}

#[test]
fn adapters_go_on_with_every_optimiser() {
    for optimiser in Optimiser::ALL {
        let learning_rate = optimiser.usual_rate() / 4.0;
        let trainable = Trainable::LowRank { rank: 2 };
        let config = TrainConfig { trainable, optimiser, learning_rate, ..demanding(Arch::Mlp) };
        expect_the_same(&small(config), &[10], &[(9, SettingChange::LearningRate(learning_rate / 2.0))]);
    }
}

/// Changes one setting.
type Setting = fn(&mut TrainConfig);

#[test]
fn every_setting_alone_goes_on_where_it_was() {
    // Alone, so that none hides behind another.
    let settings: [(&str, Setting); 23] = [
        ("nothing", |_| {}),
        ("momentum", |c| c.optimiser = Optimiser::Sgd { momentum: 0.9, nesterov: true }),
        ("no momentum", |c| c.optimiser = Optimiser::Sgd { momentum: 0.0, nesterov: false }),
        ("momentum of RMSprop", |c| c.optimiser = Optimiser::RmsProp { decay: 0.99, momentum: 0.9 }),
        ("average", |c| c.weight_average = Some(0.9)),
        ("L1", |c| c.l1 = 0.01),
        ("weight decay", |c| c.weight_decay = 0.1),
        ("clipping", |c| c.clip_norm = Some(0.1)),
        ("dropout", |c| c.dropout = Some(0.3)),
        ("smoothing", |c| c.label_smoothing = 0.1),
        ("warm-up", |c| c.warmup = 1.5),
        ("one cycle", |c| c.schedule = Schedule::OneCycle),
        ("steps down", |c| c.schedule = Schedule::Step { every: 1, factor: 0.5 }),
        ("signed pixels", |c| c.pixels = Scaling::Signed),
        ("standardised pixels", |c| c.pixels = Scaling::Standardised),
        ("candle", |c| c.kernels = Kernels::Candle),
        ("elastic", |c| c.augmentation.elastic = 0.5),
        ("made-up strokes", |c| c.synthetic = 0.3),
        ("few of each digit", |c| c.data.per_digit = Some(8)),
        ("balance", |c| c.data.classes = Classes::Balanced),
        ("shuffled labels", |c| c.data.label_noise = 0.3),
        ("ratio", |c| c.data.split = SplitPlan::Ratio { train: 0.8, validation: 0.1, test: 0.1 }),
        ("fold", |c| c.data.split = SplitPlan::KFold { folds: 12, fold: 3 }),
    ];
    let plain = TrainConfig {
        epochs: 2,
        limit: Some(80),
        batch_size: 16,
        learning_rate: 2e-3,
        schedule: Schedule::Constant,
        data: DataPlan::holding_out(40),
        ..config(Arch::Mlp)
    };
    for (name, change) in settings {
        let mut config = plain.clone();
        change(&mut config);
        expect_the_same_of(name, &small(config), &[2, 7], &[]);
    }
}

#[test]
fn early_stopping_waits_as_long_as_it_would_have() {
    for measure in StoppingMeasure::ALL.iter().copied() {
        // No epoch but the first improves by a whole unit.
        let rule = EarlyStopping { measure, patience: 2, min_change: 1.0 };
        let job = small(TrainConfig { early_stopping: Some(rule), ..demanding(Arch::Mlp) });
        assert_eq!(finished(run(&job, &mut RunWriter::new(0, &[], &[]))).reason, StopReason::EarlyStopped(rule));
        // 7 steps an epoch: before the first epoch ends, while it waits, and at the last step of all.
        expect_the_same(&job, &[5, 12, 19, 21], &[]);
    }
}

#[test]
fn a_fine_tuning_goes_on_from_its_checkpoint_alone() {
    let start = finished(train(&small(TrainConfig { epochs: 1, ..config(Arch::Mlp) })).1);
    let model = start.into_model("first".into(), "2026-01-01".into());
    for trainable in Trainable::ALL {
        let config = TrainConfig { learning_rate: 1e-4, trainable, ..demanding(Arch::Mlp) };
        expect_the_same(&Job { start: Some(model.clone()), ..small(config) }, &[5], &[]);
    }
}

#[test]
fn what_is_learned_from_teachers_goes_on_from_its_checkpoint_alone() {
    let teacher = |arch, seed| {
        let job = small(TrainConfig { epochs: 1, seed, ..config(arch) });
        finished(train(&job).1).into_model("teacher".into(), "2026-01-01".into())
    };
    let teachers = vec![teacher(Arch::Mlp, 1), teacher(Arch::Softmax, 2)];
    let named = Distillation { teachers: vec!["one".into(), "other".into()], ..Distillation::default() };
    let config = TrainConfig { distillation: Some(named), ..demanding(Arch::Mlp) };
    let job = Job { teachers, ..small(config) };
    expect_the_same(&job, &[5, 7], &[]);
    let alone = Job { teachers: Vec::new(), ..job };
    let refusal = train(&alone).1.expect_err("nobody to learn from").to_string();
    assert_eq!(refusal, "the number of teachers at hand is 0; it has to be 2, as many as the settings name");
}

#[test]
fn a_trainer_resumes_and_reports_what_was_before() {
    let job = small(demanding(Arch::Mlp));
    let mut writer = RunWriter::new(0, &[9], &[]);
    let expected = finished(run(&job, &mut writer));
    let checkpoint = writer.checkpoints.remove(0);
    let (sender, bell) = channel();
    let wake = move || {
        let _ = sender.send(());
    };
    let mut trainer = Trainer::resume(job.clone(), checkpoint.clone(), wake).expect("a thread starts");
    let events = to_the_end(&mut trainer, &bell);
    assert!(matches!(&events[..2], [TrainEvent::Started(_), TrainEvent::Restored(_)]), "{events:?}");
    let mut history = digit_lab::train::History::default();
    for event in &events {
        history.apply(event);
    }
    assert_eq!((history.steps[0].step, history.epochs.len()), (1, expected.summary.epochs));
    assert!(history.elapsed_secs() >= checkpoint.position.elapsed_secs);
    let Some(TrainEvent::Finished(outcome)) = events.last() else { panic!("{events:?}") };
    assert!(outcome.weights == expected.weights);

    let other = Job { config: TrainConfig { seed: 99, ..job.config.clone() }, ..job };
    let error = digit_lab::train::resume(&other, checkpoint, &mut RunWriter::new(0, &[], &[]));
    let sentence = error.expect_err("another run").to_string();
    assert_eq!(sentence, "the checkpoint cannot be used: it is of a run with other settings");
}
