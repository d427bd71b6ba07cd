//! Runs that stay at chance are told from those that learn, with the cause; on real runs of a few hundred steps.

use digit_lab::train::{History, Preset, PresetStart, Remedy, Stuck, StuckKind};

use super::*;

/// Follows a run and asks after each report whether it stays at chance.
struct Doctor {
    config: TrainConfig,
    history: History,
    found: Vec<Stuck>,
}

impl Observer for Doctor {
    fn event(&mut self, event: TrainEvent) {
        self.history.apply(&event);
        self.found.extend(Stuck::of(&self.history, &self.config, false));
    }

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }
}

fn diagnose(job: &Job) -> Doctor {
    let mut doctor = Doctor { config: job.config.clone(), history: History::default(), found: Vec::new() };
    run(job, &mut doctor).unwrap_or_else(|error| panic!("it should train: {error}"));
    doctor
}

/// 1,800 images to learn from in 225 steps, and 500 to validate on.
fn usual(change: impl FnOnce(&mut TrainConfig)) -> Job {
    let data = DataPlan::holding_out(500);
    let mut config = TrainConfig { data, threads: 2, batch_size: 8, epochs: 1, ..config(Arch::Conv3) };
    change(&mut config);
    Job { config, start: None, teachers: Vec::new(), data: first_images(2_300, 50).into() }
}

#[test]
fn a_rate_far_too_high_for_adamw_is_found() {
    let doctor = diagnose(&usual(|config| {
        config.learning_rate = 0.05;
        config.schedule = Schedule::Constant;
    }));
    let stuck = doctor.found.last().unwrap_or_else(|| panic!("not found: {:?}", doctor.history.epochs));
    assert_eq!(stuck.kind, StuckKind::NothingLearned);
    assert_eq!(stuck.remedies[0], Remedy::LowerRate { to: 0.004, is_usual: true });
    assert!((stuck.loss - 2.3).abs() < 0.1 && stuck.validation_accuracy < 0.17, "{stuck:?}");
    assert!(stuck.to_string().contains("try a lower learning rate"), "{stuck}");
}

#[test]
fn images_that_are_all_black_are_found() {
    let mut job = usual(|_| {});
    let images = images_of(&mut job);
    let labels = images.train.labels().to_vec();
    let black = Dataset::new("black", vec![0; labels.len() * 784], labels).expect("the lengths fit");
    images.train = Arc::new(black);
    let doctor = diagnose(&job);
    let stuck = doctor.found.last().unwrap_or_else(|| panic!("not found: {:?}", doctor.history.epochs));
    assert_eq!((stuck.kind, &stuck.remedies[..]), (StuckKind::NothingLearned, &[Remedy::OtherImages][..]));
}

#[test]
fn labels_shuffled_by_the_settings_are_found_and_what_is_learned_by_heart_is_told_as_such() {
    let doctor = diagnose(&usual(|config| {
        config.arch = Arch::Mlp;
        config.data.label_noise = 1.0;
        config.limit = Some(400);
        config.epochs = 30;
        config.schedule = Schedule::Constant;
        config.learning_rate = 1e-3;
    }));
    let (first, last) = (doctor.found.first().expect("found"), doctor.found.last().expect("found"));
    assert_eq!(first.remedies[0], Remedy::UnshuffledLabels { share: 1.0 });
    assert_eq!((last.kind, last.remedies[0]), (StuckKind::LearnedByHeart, Remedy::UnshuffledLabels { share: 1.0 }));
    assert!(last.training_accuracy > 0.5 && last.validation_accuracy < 0.2, "{last:?}");
}

#[test]
fn labels_that_were_shuffled_in_the_file_are_found_too() {
    let mut job = usual(|_| {});
    let images = images_of(&mut job);
    let train = &images.train;
    // A permutation that has nothing to do with the images: 1,663 is prime to 2,300.
    let labels = (0..train.len()).map(|image| train.label(image * 1_663 % train.len())).collect();
    let shuffled = Dataset::new("shuffled", train.all_pixels().to_vec(), labels).expect("the lengths fit");
    images.train = Arc::new(shuffled);
    let doctor = diagnose(&job);
    let stuck = doctor.found.first().unwrap_or_else(|| panic!("not found: {:?}", doctor.history.epochs));
    assert!(stuck.remedies.contains(&Remedy::CheckLabels), "{stuck:?}");
}

#[test]
fn no_network_and_no_lesson_that_learns_is_ever_said_to_be_stuck() {
    let healthy = |job: &Job, what: &str| {
        let doctor = diagnose(job);
        assert!(doctor.found.is_empty(), "{what}: {}", doctor.found[0]);
        let reached = doctor.history.epochs.last().map_or(0.0, |epoch| epoch.validation_accuracy);
        assert!(reached > 0.3, "{what} shows nothing: {reached}");
    };
    for arch in [Arch::Softmax, Arch::Tiny, Arch::Conv3, Arch::LeNet5] {
        healthy(&usual(|config| config.arch = arch), arch.id());
    }
    // One rises so slowly that its first hundred steps are hardly any.
    healthy(&usual(|config| (config.epochs, config.limit) = (8, Some(800))), "a long cycle");
    let learns = |preset: &Preset| match preset {
        Preset::NinetyNine | Preset::OneLayer | Preset::Overfit | Preset::Augmented | Preset::ShuffledTransformer => {
            true
        }
        Preset::RateTooHigh
        | Preset::RateTooLow
        | Preset::ShuffledLabels
        | Preset::FewShot
        | Preset::Teacher
        // From here on the networks of other lessons, on more images.
        | Preset::ConvolutionsAll
        | Preset::TransformerAll
        | Preset::ConvolutionsTenth
        | Preset::TransformerTenth
        | Preset::ConvolutionsHundredth
        | Preset::TransformerHundredth
        | Preset::ShuffledConvolutions
        | Preset::Unordered
        | Preset::ShuffledUnordered
        | Preset::Plain
        | Preset::Residual
        // These write, and learn from no pictures.
        | Preset::Write
        | Preset::WriteUntold
        | Preset::WriteInstruct
        | Preset::WriteAdapters
        | Preset::WriteSums => false,
    };
    for preset in Preset::ALL.into_iter().filter(learns) {
        assert_eq!(preset.start(), PresetStart::Fresh);
        let settings = preset.config();
        let epochs = settings.epochs.min(20);
        let job = usual(|config| {
            let split = config.data.split;
            *config = TrainConfig { epochs, batch_size: settings.batch_size.min(8), threads: 2, ..settings };
            config.data.split = split;
        });
        healthy(&job, &format!("{preset:?}"));
    }
}
