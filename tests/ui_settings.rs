//! The settings of the Train tab through AccessKit: what is set in the window is what the run gets.

#[path = "ui_settings/images.rs"]
mod images;
#[path = "common/lab.rs"]
mod lab;
#[path = "ui_settings/start.rs"]
mod start;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::settings::panel::Section;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::training::folds::Folds;
use digit_lab::app::core::training::setup_command::SetupCommand;
use digit_lab::data::Augmentation;
use digit_lab::data::strength::AugmentationStrength;
use digit_lab::model::Arch;
use digit_lab::msg;
use digit_lab::text::{Language, Named};
use digit_lab::train::trainable::trained_parameters;
use digit_lab::train::{
    Classes, Distillation, Optimiser, Preset, Scaling, Schedule, SettingChange, SplitPlan, StoppingMeasure,
    TrainConfig, Trainable,
};
use egui::{Key, Modifiers, Shape};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lab::Lab;

/// The Train tab in a window so high that nothing has to be scrolled, for a fresh softmax regression.
fn settings() -> Lab {
    let mut lab = Lab::open(Tab::Train, [1280.0, 4_400.0]);
    let mut setup = Setup::defaults(StartFrom::FreshWeights);
    setup.config.arch = Arch::Softmax;
    lab.state().settings.train = setup;
    lab.harness.step();
    lab
}

fn config(lab: &mut Lab) -> TrainConfig {
    lab.state().settings.train.config.clone()
}

fn click(lab: &mut Lab, name: &str) {
    lab.harness.get_by_label(name).click();
    lab.harness.run_steps(3);
}

fn open(lab: &mut Lab, section: Section) {
    click(lab, &section.title());
}

/// Picks `item` from the list called `name`.
fn choose(lab: &mut Lab, name: &str, item: &str) {
    click(lab, name);
    let items: Vec<_> = lab.harness.query_all_by_label(item).collect();
    items.last().unwrap_or_else(|| panic!("{name} offers no {item}")).click();
    lab.harness.run_steps(3);
}

/// Types into the number beside the slider called `name`.
fn set(lab: &mut Lab, name: &str, text: &str) {
    write(lab, &format!("{name} as a number"), text);
}

fn write(lab: &mut Lab, field: &str, text: &str) {
    lab.harness.get_by_label(field).focus();
    lab.harness.run_steps(2);
    lab.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    lab.harness.run_steps(2);
    lab.harness.get_by_label(field).type_text(text);
    lab.harness.run_steps(2);
    lab.harness.key_press(Key::Enter);
    lab.harness.run_steps(3);
}

/// The settings with which the run that Start begins really trains.
fn started(lab: &mut Lab) -> TrainConfig {
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("a run has begun", |state| state.training.shown().is_some());
    let config = lab.state().training.shown().expect("it was waited for").config.clone();
    lab.until("it has ended", |state| state.training.shown().is_some_and(|run| !run.phase.is_live()));
    config
}

/// Every text that is painted.
fn painted(shape: &Shape, found: &mut Vec<String>) {
    match shape {
        Shape::Text(text) => found.push(text.galley.text().to_owned()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| painted(shape, found)),
        _ => {}
    }
}

#[test]
fn every_number_has_room_at_its_default_in_every_language() {
    for language in Language::ALL.iter().copied() {
        let mut lab = settings();
        lab.state().settings.language = Some(language);
        lab.harness.run_steps(3);
        for section in Section::ALL {
            open(&mut lab, section);
        }
        let mut texts = Vec::new();
        lab.harness.output().shapes.iter().for_each(|clipped| painted(&clipped.shape, &mut texts));
        let shift = msg!("setup-in-pixels", number = "0.0").in_language(language).into_owned();
        assert!(texts.contains(&shift), "{language:?}: {shift} is not there");
        let is_exponent = |text: &&String| text.contains('e') && text.parse::<f64>().is_ok();
        let exponents: Vec<&String> = texts.iter().filter(is_exponent).collect();
        assert!(exponents.is_empty(), "{language:?}: {exponents:?}");
    }
    Language::English.make_current();
}

#[test]
fn the_common_settings_reach_the_run() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "2");
    set(&mut lab, "Batch size", "50");
    set(&mut lab, "Learning rate", "0.0123");
    choose(&mut lab, "Augmentation", "Light");
    let run = started(&mut lab);
    assert_eq!((run.arch, run.epochs, run.batch_size), (Arch::Softmax, 2, 50));
    assert!((run.learning_rate - 0.0123).abs() < 1e-12);
    assert_eq!(run.augmentation, AugmentationStrength::Light.augmentation());
}

#[test]
fn settings_of_every_section_reach_the_run() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "1");
    open(&mut lab, Section::Data);
    set(&mut lab, "Validation", "77");
    click(&mut lab, "Split seed");
    write(&mut lab, "Split seed", "5");
    choose(&mut lab, "Class balance", "Balanced");
    click(&mut lab, "Per digit");
    set(&mut lab, "Per digit", "12");
    click(&mut lab, "At most");
    set(&mut lab, "At most", "99");
    set(&mut lab, "Label noise", "0.25");
    open(&mut lab, Section::Pixels);
    choose(&mut lab, "Range", "−1 to 1");
    open(&mut lab, Section::Augmentation);
    for (name, value) in [
        ("Shift", "1.5"),
        ("Rotation", "12"),
        ("Scale", "0.2"),
        ("Shear", "0.3"),
        ("Elastic", "1"),
        ("Crop", "0.1"),
        ("Thickness", "0.5"),
        ("Noise", "0.15"),
        ("Pen", "0.35"),
    ] {
        set(&mut lab, name, value);
    }
    set(&mut lab, "Made-up digits", "0.05");
    open(&mut lab, Section::Regularisation);
    set(&mut lab, "No digit", "0.1");
    set(&mut lab, "Weight decay", "0.01");
    set(&mut lab, "L1 penalty", "0.001");
    click(&mut lab, "Dropout");
    set(&mut lab, "Dropout", "0.4");
    set(&mut lab, "Label smoothing", "0.1");
    click(&mut lab, "Weight average");
    set(&mut lab, "Weight average", "0.95");
    open(&mut lab, Section::EarlyStopping);
    click(&mut lab, "Early stopping");
    choose(&mut lab, "Measure", "Validation accuracy");
    set(&mut lab, "Patience", "4");
    open(&mut lab, Section::Run);
    write(&mut lab, "Seed", "41");
    write(&mut lab, "Threads", "200");

    let run = started(&mut lab);
    let data = &run.data;
    assert_eq!((data.split, data.split_seed), (SplitPlan::Standard { validation: 77 }, Some(5)));
    assert_eq!((data.classes, data.per_digit, run.limit), (Classes::Balanced, Some(12), Some(99)));
    assert!((data.label_noise - 0.25).abs() < 1e-12);
    assert_eq!(run.pixels, Scaling::Signed);
    let expected = Augmentation {
        shift: 1.5,
        rotation: 12.0,
        scale: 0.2,
        shear: 0.3,
        elastic: 1.0,
        crop: 0.1,
        thickness: 0.5,
        noise: 0.15,
        pen: 0.35,
    };
    assert_eq!((run.augmentation, Some(run.synthetic)), (expected, Some(0.05)));
    assert_eq!((run.weight_decay, run.l1, run.label_smoothing, run.outliers), (0.01, 0.001, 0.1, 0.1));
    assert_eq!((run.dropout, run.weight_average), (Some(0.4), Some(0.95)));
    let stopping = run.early_stopping.expect("it was switched on");
    assert_eq!((stopping.measure, stopping.patience), (StoppingMeasure::ValidationAccuracy, 4));
    assert_eq!((run.seed, run.threads), (41, 200));
}

#[test]
fn optimiser_and_schedule_bring_their_own_settings() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "1");
    open(&mut lab, Section::Learning);
    let before = config(&mut lab).learning_rate;
    choose(&mut lab, "Optimiser", "SGD with momentum");
    assert!(config(&mut lab).learning_rate > 5.0 * before, "the rate becomes one that suits it");
    set(&mut lab, "Momentum", "0.5");
    click(&mut lab, "Nesterov");
    choose(&mut lab, "Schedule", "Steps");
    set(&mut lab, "Every", "3");
    set(&mut lab, "Times", "0.1");
    set(&mut lab, "Warm-up", "0.5");
    click(&mut lab, "Clip gradient");
    set(&mut lab, "Clip gradient", "2");
    lab.harness.get_by_label_contains("Learning rate over the run: from ");
    let run = started(&mut lab);
    assert_eq!(run.optimiser, Optimiser::Sgd { momentum: 0.5, nesterov: true });
    assert_eq!(run.schedule, Schedule::Step { every: 3, factor: 0.1 });
    assert_eq!((run.warmup, run.clip_norm), (0.5, Some(2.0)));
}

#[test]
fn a_number_out_of_range_is_refused_with_the_range_and_keeps_start_from_starting() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "5000");
    assert_eq!(config(&mut lab).epochs, 5_000, "what was typed stays to be mended");
    lab.harness.get_by_label_contains("Epochs: from 1 to 1,000");
    lab.harness
        .get_all_by_label_contains("A run cannot start: the number of epochs is 5000; it has to be from 1 to 1000")
        .next();
    assert!(lab.harness.get_by_label_contains("Start training").accesskit_node().is_disabled());
    let app = lab.harness.state();
    assert!(!Command::Train(digit_lab::app::core::training::command::TrainCommand::Start).is_enabled(&app.core));
    click(&mut lab, "Epochs: back to the default");
    assert!(!lab.harness.get_by_label_contains("Start training").accesskit_node().is_disabled());
}

#[test]
fn a_changed_setting_is_marked_and_goes_back_by_itself() {
    let mut lab = settings();
    let usual = Setup::defaults(StartFrom::FreshWeights).config;
    set(&mut lab, "Batch size", "7");
    set(&mut lab, "Epochs", "9");
    click(&mut lab, "Batch size: back to the default");
    let now = config(&mut lab);
    assert_eq!((now.batch_size, now.epochs), (usual.batch_size, 9));
    assert!(lab.harness.query_by_label("Batch size: back to the default").is_none());
}

#[test]
fn the_defaults_can_be_taken_back() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "9");
    click(&mut lab, "Defaults");
    assert_eq!(config(&mut lab), Setup::defaults(StartFrom::FreshWeights).config);
    click(&mut lab, "Settings back as they were");
    assert_eq!(config(&mut lab).epochs, 9);
    assert!(lab.harness.query_by_label("Settings back as they were").is_none());
}

#[test]
fn closed_sections_tell_what_is_set_and_open_ones_stay_open() {
    let mut lab = settings();
    let told = |lab: &Lab, section: Section| {
        lab.harness.get_by_label(&section.title()).accesskit_node().value().unwrap_or_default()
    };
    assert_eq!(told(&lab, Section::Regularisation), "None");
    lab.state().settings.train.config.weight_decay = 0.01;
    lab.harness.run_steps(2);
    assert_eq!(told(&lab, Section::Regularisation), "Weight decay 0.01");
    assert!(lab.harness.query_by_label("Label smoothing").is_none(), "nobody is frightened");
    open(&mut lab, Section::Regularisation);
    lab.harness.get_by_label("Label smoothing");
    assert!(lab.state().settings.train_panel.open.contains(&Section::Regularisation), "and remembered");
}

#[test]
fn every_section_opens_and_explains_itself() {
    let mut lab = settings();
    lab.harness.state_mut().run(Command::Setup(SetupCommand::Explain));
    for section in Section::ALL {
        open(&mut lab, section);
    }
    for sentence in [
        "How often the network sees every training image",
        "No flips: a mirrored digit is another digit or none at all",
        "Shares this part of every label out over all ten digits, so that the network is not pushed towards certainty; the \
         training loss then stays above 0",
        "Every weight may change",
        "Paper is 0 and full ink is 1",
    ] {
        lab.harness.get_by_label(sentence);
    }
    lab.harness.get_by_label_contains("Kaiming (He) initialisation");
}

#[test]
fn the_strip_of_examples_changes_with_the_strengths_and_on_demand() {
    let mut lab = settings();
    open(&mut lab, Section::Augmentation);
    let shown = |lab: &Lab| {
        let strip = lab.harness.get_by_label_contains("Training images before and after augmentation");
        strip.accesskit_node().label().unwrap_or_default()
    };
    let first = shown(&lab);
    lab.harness.get_by_label("Other examples").focus();
    lab.harness.run_steps(2);
    lab.harness.key_press(Key::Space);
    lab.harness.run_steps(3);
    assert_ne!(shown(&lab), first);
}

#[test]
fn a_cross_validation_trains_every_fold_and_tells_mean_and_deviation() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "1");
    open(&mut lab, Section::Data);
    choose(&mut lab, "Split", "k-fold");
    set(&mut lab, "Folds", "3");
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("the first fold has ended", |state| state.training.runs.iter().any(|run| !run.phase.is_live()));
    lab.until("all folds have ended", |state| state.training.folds.as_ref().is_some_and(Folds::is_over));
    let runs = &lab.state().training.runs;
    let folds: Vec<_> = runs.iter().map(|run| run.config.data.split).collect();
    assert_eq!(folds, [1, 2, 3].map(|fold| SplitPlan::KFold { folds: 3, fold }));
    let told = lab.state().training.folds.as_ref().expect("it was waited for").told().to_string();
    assert!(told.contains(" ± ") && told.ends_with("over 3 folds"), "{told}");
    lab.harness.get_all_by_label_contains(&told).next().expect("it is shown");
}

#[test]
fn a_run_under_way_takes_changes_once_and_tells_the_rest() {
    let mut lab = settings();
    set(&mut lab, "Epochs", "1000");
    lab.harness.get_by_label_contains("Start training").click();
    lab.until("a step was reported", |state| state.training.shown().is_some_and(|run| !run.history.steps.is_empty()));
    assert!(lab.harness.query_by_label("Epochs").is_none(), "what cannot change any more is only told");
    lab.harness.get_by_label("Softmax regression, 1,000 epochs");
    set(&mut lab, "Learning rate", "0.0005");
    set(&mut lab, "L1 penalty", "0.001");
    lab.until("the run has changed", |state| state.training.shown().is_some_and(|run| run.history.changes.len() > 1));
    lab.harness.run_steps(10);
    let changes: Vec<_> = lab.state().training.shown().expect("it runs").history.changes.clone();
    let changes: Vec<_> = changes.into_iter().map(|changed| changed.change).collect();
    assert_eq!(changes, [SettingChange::LearningRate(0.0005), SettingChange::L1(0.001)]);
    click(&mut lab, "Next run");
    set(&mut lab, "Epochs", "3");
    assert_eq!(config(&mut lab).epochs, 3);
}

#[test]
fn what_is_trained_reaches_the_run_and_is_counted() {
    let mut lab = settings();
    lab.state().settings.train.config.arch = Arch::Conv3;
    set(&mut lab, "Epochs", "1");
    open(&mut lab, Section::Trainable);
    lab.harness.get_by_label("93,322 parameters learn, of 93,322");
    choose(&mut lab, "Weights to train", "Low-rank adapters");
    set(&mut lab, "Rank", "2");
    let rank = Trainable::LowRank { rank: 2 };
    let counted = trained_parameters(Arch::Conv3, rank, 10);
    assert!(counted < 20_000, "{counted}");
    lab.harness.get_by_label_contains(" parameters learn, of 93,322");
    assert_eq!(config(&mut lab).trainable, rank);
    choose(&mut lab, "Weights to train", "The last layer");
    assert_eq!(started(&mut lab).trainable, Trainable::LastLayer);
}

#[test]
fn every_lesson_fills_the_panel_and_can_be_taken_back() {
    let mut lab = settings();
    let before = lab.state().settings.train.clone();
    click(&mut lab, "Settings for a lesson…");
    lab.harness.get_by_label(&Preset::Overfit.help());
    click(&mut lab, &Preset::Overfit.title());
    assert_eq!(config(&mut lab), Preset::Overfit.config());
    click(&mut lab, "Settings back as they were");
    assert_eq!(lab.state().settings.train, before);
    for preset in Preset::ALL {
        lab.harness.state_mut().run(Command::Setup(SetupCommand::Use(preset)));
        lab.harness.run_steps(2);
        assert_eq!(config(&mut lab), preset.config());
        assert_eq!(lab.state().training.refusal, None, "{preset:?} starts");
    }
}

#[test]
fn settings_are_saved_to_a_file_and_opened_again() {
    let mut lab = settings();
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("mine.json");
    lab.state().settings.train.config.epochs = 17;
    let saved = lab.state().settings.train.clone();
    lab.harness
        .state_mut()
        .run(digit_lab::app::core::command::Command::answer(Request::SaveSettings, folder.path().join("mine")));
    lab.until("it is written", |_| path.exists());
    lab.state().settings.train = Setup::defaults(StartFrom::FreshWeights);
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, path.clone()));
    lab.until("it is opened", move |state| state.settings.train == saved);
    lab.harness.get_by_label("Set from mine.json");
    click(&mut lab, "Settings back as they were");
    assert_eq!(lab.state().settings.train, Setup::defaults(StartFrom::FreshWeights));

    std::fs::write(&path, r#"{"format": 99}"#).expect("a test can write its own folder");
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, path));
    lab.until("the fault is told", |state| {
        state.shared.notices.all().iter().any(|notice| notice.words().contains("newer version"))
    });
    assert_eq!(lab.state().settings.train, Setup::defaults(StartFrom::FreshWeights), "nothing has changed");
}

#[test]
fn a_file_of_settings_out_of_range_is_kept_and_refused_rather_than_forgotten() {
    let mut lab = settings();
    lab.state().settings.train.config.learning_rate = 1e9;
    lab.harness.run_steps(2);
    lab.harness
        .get_all_by_label_contains("A run cannot start: the learning rate is 1000000000")
        .next()
        .expect("it is told");
}

#[test]
fn models_that_are_ticked_teach_the_next_run_and_their_answer_is_seen() {
    let mut lab = settings();
    lab.until("the models are listed", |state| !state.shared.available_models.is_empty());
    open(&mut lab, Section::Teachers);
    click(&mut lab, "Learn from");
    lab.harness.get_by_label_contains("Tiny network · ").click();
    lab.harness.run_steps(3);
    lab.harness.key_press(Key::Escape);
    lab.harness.run_steps(3);
    set(&mut lab, "Share", "0.4");
    set(&mut lab, "Temperature", "1");
    let chosen = Distillation { teachers: vec!["tiny".into()], share: 0.4, temperature: 1.0 };
    assert_eq!(config(&mut lab).distillation, Some(chosen.clone()));

    lab.until("the teachers were asked", |state| !state.shared.teachers.doubtful().is_empty());
    lab.harness.run_steps(2);
    let answer = |lab: &Lab, start: &str| {
        let found = lab.harness.query_all_by_label_contains(start).next();
        let node = found.expect("it is told").accesskit_node();
        node.label().or_else(|| node.value()).expect("in words")
    };
    let said = "the teachers say";
    let sharp = answer(&lab, said);
    set(&mut lab, "Temperature", "10");
    assert_ne!(answer(&lab, said), sharp, "softened, the answer is another");
    click(&mut lab, "Another image");
    lab.harness.run_steps(2);
    let chosen = Distillation { temperature: 10.0, ..chosen };
    assert_eq!(started(&mut lab).distillation, Some(chosen));
}

#[test]
fn a_teacher_that_is_nowhere_keeps_a_run_from_starting_and_says_why() {
    let mut lab = settings();
    lab.state().settings.train.config.distillation = Some(Distillation::from_one("nobody"));
    lab.until("it is refused", |state| state.training.refusal.is_some());
    let refusal = lab.state().training.refusal.clone().expect("it was waited for").to_string();
    assert!(refusal.to_lowercase().starts_with("a teacher cannot be had: there is no model \"nobody\""), "{refusal}");
}
