//! The options of `digit-lab train` as settings of a run, and back as a command that repeats it.

use std::path::Path;

use super::args::{KernelChoice, LayoutArgs, SettingsArgs, TrainArgs};
use super::choices::{AugmentChoice, OptimiserChoice, ScheduleChoice, choice_of};
use super::{JobError, text};
use crate::data::{PixelLayout, PixelOrder, Polarity};
use crate::model::Model;
use crate::store::folders::DataDir;
use crate::store::models;
use crate::store::training_settings::{self, TrainingSettings};
use crate::train::data_plan::{Collection, DataSource, Mix};
use crate::train::{Classes, EarlyStopping, Material, PresetStart, SplitPlan, TrainConfig};

/// What `args` ask for.
pub struct Asked {
    /// What the model to start from is called, if it is not fresh weights.
    pub start_from: Option<String>,
    /// That model.
    pub start: Option<Model>,
    /// The models to learn from besides the labels.
    pub teachers: Vec<Model>,
    /// The settings.
    pub config: TrainConfig,
}

/// The run that `args` ask for, with the settings of its first fold if it cross-validates.
pub fn of_run(args: &TrainArgs, dir: &DataDir) -> Result<Asked, JobError> {
    let mut asked = asked(&args.settings, dir)?;
    hold_out(args, &mut asked.config);
    Ok(asked)
}

fn hold_out(args: &TrainArgs, config: &mut TrainConfig) {
    put(&mut config.data.split, args.folds.map(|folds| SplitPlan::KFold { folds, fold: 1 }));
}

/// What `args` name: the file or preset, then what single options say.
pub fn asked(args: &SettingsArgs, dir: &DataDir) -> Result<Asked, JobError> {
    let base = base(args)?;
    let start_from = args.from.clone().or(base.as_ref().and_then(|base| base.start_from.clone()));
    let start = start_from.as_deref().map(|wanted| models::find(dir, wanted)).transpose()?;
    let config = config(args, base, start.as_ref())?;
    let teachers = models::find_all(dir, config.teachers())?;
    Ok(Asked { start_from, start, teachers, config })
}

fn base(args: &SettingsArgs) -> Result<Option<TrainingSettings>, JobError> {
    Ok(match (&args.settings, args.preset) {
        (Some(path), _) => Some(training_settings::read(path)?),
        (None, Some(preset)) => {
            let start_from = match preset.start() {
                PresetStart::Fresh => None,
                PresetStart::Bundled(id) => Some(id.to_owned()),
                PresetStart::Writer => Some(models::DEFAULT_WRITER.to_owned()),
            };
            Some(TrainingSettings { start_from, config: preset.config() })
        }
        (None, None) => None,
    })
}

fn config(args: &SettingsArgs, base: Option<TrainingSettings>, start: Option<&Model>) -> Result<TrainConfig, JobError> {
    let base = base.map(|base| base.config);
    let started_from = start.map(|model| model.card.architecture);
    let arch = match (args.architecture, started_from, &base) {
        (Some(wanted), Some(given), _) if wanted != given => {
            let fault =
                format!("the model to start from is of the network {given}, not {wanted}; leave --architecture out");
            return Err(JobError::Usage(fault));
        }
        (Some(arch), _, _) | (None, Some(arch), _) => arch,
        (None, None, Some(base)) => base.arch,
        (None, None, None) => {
            return Err(JobError::Usage("give --architecture, --from, --settings or --preset".into()));
        }
    };
    let mut config = TrainConfig { arch, ..base.unwrap_or_default() };
    numbers(args, &mut config);
    choices(args, &mut config);
    data(args, &mut config)?;
    teachers(args, &mut config)?;
    if let Some(model) = start {
        config.pixels = model.card.pixels.into();
    }
    if !args.set.is_empty() {
        config =
            training_settings::with(&config, &args.set).map_err(|fault| JobError::Usage(format!("--set: {fault}")))?;
    }
    Ok(config)
}

/// Fits the usual number of validation images to the images there are, unless another one was asked for.
///
/// # Errors
/// When the images cannot be split as asked for; names the option that says how.
pub fn fit(args: &SettingsArgs, config: &mut TrainConfig, data: &Material) -> Result<(), JobError> {
    let data = match data {
        Material::Images(data) => data,
        // Its writers are parted once and for all.
        Material::Handwriting(_) => return Ok(()),
    };
    let (train, test) = (data.train.len(), data.test.len());
    if args.validation.is_none() {
        config.data.split = config.data.split.fitted(train);
    }
    let option = match config.data.split {
        SplitPlan::Standard { .. } => "--validation N",
        SplitPlan::Ratio { .. } => "--ratio",
        SplitPlan::KFold { .. } => "--folds K",
    };
    config.data.validate_for(train, test).map_err(|fault| match fault {
        // Of a single image, no option holds one out.
        fault if train < 2 => fault.into(),
        fault => JobError::Usage(format!("{fault}; {option} says how images are held out")),
    })
}

/// Puts a given value in place of another.
fn put<T>(place: &mut T, given: Option<impl Into<T>>) {
    if let Some(given) = given {
        *place = given.into();
    }
}

fn numbers(args: &SettingsArgs, config: &mut TrainConfig) {
    put(&mut config.epochs, args.epochs);
    put(&mut config.batch_size, args.batch);
    put(&mut config.seed, args.seed);
    put(&mut config.threads, args.threads);
    put(&mut config.learning_rate, args.learning_rate);
    put(&mut config.weight_decay, args.weight_decay);
    put(&mut config.label_smoothing, args.label_smoothing);
    config.limit = args.limit.or(config.limit);
    config.weight_average = args.weight_average.or(config.weight_average);
    if let Some(patience) = args.patience {
        config.early_stopping = Some(EarlyStopping { patience, ..config.early_stopping.unwrap_or_default() });
    }
}

fn choices(args: &SettingsArgs, config: &mut TrainConfig) {
    put(&mut config.optimiser, args.optimiser);
    put(&mut config.schedule, args.schedule);
    put(&mut config.augmentation, args.augment);
    put(&mut config.kernels, args.kernels);
    put(&mut config.output_layer, args.output_layer);
    put(&mut config.trainable, args.trainable.map(|choice| choice.with_rank(args.rank)));
}

fn teachers(args: &SettingsArgs, config: &mut TrainConfig) -> Result<(), JobError> {
    if !args.teacher.is_empty() {
        config.distillation.get_or_insert_default().teachers.clone_from(&args.teacher);
    }
    let (share, temperature) = (args.teacher_share, args.temperature);
    match &mut config.distillation {
        Some(distillation) => {
            put(&mut distillation.share, share);
            put(&mut distillation.temperature, temperature);
        }
        None if share.or(temperature).is_some() => {
            let fault = "--teacher-share and --temperature need a --teacher to learn from";
            return Err(JobError::Usage(fault.into()));
        }
        None => {}
    }
    Ok(())
}

fn data(args: &SettingsArgs, config: &mut TrainConfig) -> Result<(), JobError> {
    let plan = &mut config.data;
    put(&mut plan.split, args.validation.map(|validation| SplitPlan::Standard { validation }));
    put(&mut plan.split, args.ratio);
    plan.per_digit = args.per_digit.or(plan.per_digit);
    put(&mut plan.label_noise, args.label_noise);
    plan.split_seed = args.split_seed.or(plan.split_seed);
    if args.balanced {
        plan.classes = Classes::Balanced;
    }
    if let Some(folder) = &args.data {
        plan.source = plan.source.clone().in_place_of_first(collection(folder));
    }
    if let Some(folder) = &args.mix {
        let share = args.mix_share.unwrap_or(DataSource::USUAL_SHARE);
        plan.source.mixed_with = Some(Mix::new(collection(folder), share));
    }
    let is_stored = |collection: &Collection| matches!(collection, Collection::Folder(_));
    let source = &mut plan.source;
    if is_stored(&source.from) {
        source.layout = args.layout.or(source.layout);
    }
    if let Some(mix) = source.mixed_with.as_mut().filter(|mix| is_stored(&mix.with)) {
        mix.layout = args.layout.or(mix.layout);
    }
    let has_files = is_stored(&source.from) || source.mixed_with.as_ref().is_some_and(|mix| is_stored(&mix.with));
    if args.layout.is_given() && !has_files { Err(LayoutArgs::without_files()) } else { Ok(()) }
}

/// A path as images: the program's own for "mnist", an ink file by its ending, else a folder or file of images. A folder
/// called mnist is named as "./mnist".
pub fn collection(path: &Path) -> Collection {
    if path.as_os_str() == "mnist" {
        return Collection::Mnist;
    }
    let is_ink = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("jsonl"));
    if is_ink { Collection::Ink(path.to_owned()) } else { Collection::Folder(path.to_owned()) }
}

/// The command that makes these weights again. It spells out the defaults too, so that it still means the same when
/// they have changed; what does not decide the weights is left out. What no option of its own says follows as `--set`.
pub fn command(args: &TrainArgs, start_from: Option<&str>, config: &TrainConfig) -> String {
    let validation = match config.data.split {
        SplitPlan::Standard { validation } => Some(validation.to_string()),
        SplitPlan::Ratio { .. } | SplitPlan::KFold { .. } => None,
    };
    let data = config.data.source.from.path().map(|path| match path.to_string_lossy() {
        // The bare name means the program's own images; see `collection`.
        name if name == "mnist" => "./mnist".to_owned(),
        name => name.into_owned(),
    });
    let options = [
        ("architecture", Some(config.arch.id().into())),
        ("from", start_from.map(str::to_owned)),
        ("epochs", Some(config.epochs.to_string())),
        ("batch", Some(config.batch_size.to_string())),
        ("seed", Some(config.seed.to_string())),
        ("limit", config.limit.map(|limit| limit.to_string())),
        ("validation", validation),
        ("optimiser", choice_of::<OptimiserChoice, _>(&config.optimiser)),
        ("learning-rate", Some(config.learning_rate.to_string())),
        ("schedule", choice_of::<ScheduleChoice, _>(&config.schedule)),
        ("weight-decay", Some(config.weight_decay.to_string())),
        ("label-smoothing", Some(config.label_smoothing.to_string())),
        ("augment", choice_of::<AugmentChoice, _>(&config.augmentation)),
        ("kernels", choice_of::<KernelChoice, _>(&config.kernels)),
        ("data", data),
        ("name", args.name.clone()),
    ];
    let given = options.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let words = given.flat_map(|(name, value)| [format!("--{name}"), text::shell_word(&value)]);
    let mut words: Vec<String> = ["digit-lab".into(), "train".into()].into_iter().chain(words).collect();
    let PixelLayout { order, polarity } = config.data.source.layout;
    words.extend((order == PixelOrder::Columns).then(|| "--transpose".to_owned()));
    words.extend((polarity == Polarity::DarkOnLight).then(|| "--invert".to_owned()));
    for (name, value) in unsaid(config) {
        words.extend(["--set".into(), text::shell_word(&format!("{name}={value}"))]);
    }
    words.join(" ")
}

/// The settings that no option of [`command`] says, as names and JSON.
fn unsaid(config: &TrainConfig) -> Vec<(String, String)> {
    let mut said = TrainConfig {
        arch: config.arch,
        epochs: config.epochs,
        batch_size: config.batch_size,
        seed: config.seed,
        threads: config.threads,
        limit: config.limit,
        learning_rate: config.learning_rate,
        weight_decay: config.weight_decay,
        label_smoothing: config.label_smoothing,
        kernels: config.kernels,
        // Of a model that is fine-tuned, and else among the rest.
        ..TrainConfig::default()
    };
    if choice_of::<OptimiserChoice, _>(&config.optimiser).is_some() {
        said.optimiser = config.optimiser;
    }
    if choice_of::<ScheduleChoice, _>(&config.schedule).is_some() {
        said.schedule = config.schedule;
    }
    if choice_of::<AugmentChoice, _>(&config.augmentation).is_some() {
        said.augmentation = config.augmentation;
    }
    if let SplitPlan::Standard { .. } = config.data.split {
        said.data.split = config.data.split;
    }
    said.data.source.from = config.data.source.from.clone();
    said.data.source.layout = config.data.source.layout;
    let said = training_settings::as_fields(&said);
    let all = training_settings::as_fields(config);
    let differs = all.into_iter().filter(|(name, value)| said.get(name) != Some(value));
    differs.map(|(name, value)| (name, value.to_string())).collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Args, Job};
    use crate::model::{Arch, Skill};
    use crate::store::models;
    use crate::train::Preset;
    use crate::train::{Optimiser, Scaling, Trainable};

    fn parse(line: &str) -> Box<TrainArgs> {
        parse_words(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    fn parse_words(words: &[String]) -> Box<TrainArgs> {
        match Args::try_parse_from(words).expect("good usage").job {
            Some(Job::Train(args)) => args,
            _ => panic!("not train: {words:?}"),
        }
    }

    fn of_run(args: &TrainArgs, start: Option<&Model>) -> Result<TrainConfig, JobError> {
        let mut config = config(&args.settings, base(&args.settings)?, start)?;
        hold_out(args, &mut config);
        Ok(config)
    }

    #[test]
    fn without_options_the_run_is_the_windows() {
        let given = of_run(&parse("digit-lab train --architecture conv3"), None).expect("fits");
        assert_eq!(given, TrainConfig::default());
    }

    #[test]
    fn the_command_on_the_card_gives_the_same_settings() {
        let line = "digit-lab train --architecture mlp --epochs 3 --batch 7 --seed 9 --limit 100 --validation 50 \
                    --optimiser sgd --learning-rate 0.05 --schedule cosine --weight-decay 0.01 --label-smoothing 0.1 \
                    --augment strong --kernels candle";
        let args = parse(line);
        let changed = of_run(&args, None).expect("fits");
        assert_eq!(command(&args, None, &changed), line);
        let default = TrainConfig::default();
        assert_eq!((changed.epochs, changed.batch_size, changed.limit), (3, 7, Some(100)));
        assert!(changed.optimiser != default.optimiser && changed.augmentation != default.augmentation);
        let again = parse(&command(&args, None, &changed));
        assert_eq!(of_run(&again, None).expect("fits"), changed);
    }

    #[test]
    fn a_folder_called_like_the_programs_own_images_is_named_by_its_path() {
        let images = |line: &str| of_run(&parse(line), None).expect("fits").data.source;
        assert_eq!(images("digit-lab train --architecture mlp --data mnist").from, Collection::Mnist);
        let args = parse("digit-lab train --architecture mlp --data ./mnist --mix mnist");
        let given = of_run(&args, None).expect("fits");
        let folder = Collection::Folder("./mnist".into());
        assert_eq!(
            (&given.data.source.from, given.data.source.mixed_with.clone().map(|mix| mix.with)),
            (&folder, Some(Collection::Mnist))
        );
        let mut bare = given.clone();
        bare.data.source = Collection::Folder("mnist".into()).into();
        assert_eq!(images(&command(&args, None, &bare).replace('\'', "")).from, folder);
    }

    #[test]
    fn images_of_another_layout_are_said_to_be_and_the_command_says_it_again() {
        let emnist = parse("digit-lab train --architecture mlp --data ./emnist --transpose --invert");
        let given = of_run(&emnist, None).expect("fits");
        let layout = PixelLayout { order: PixelOrder::Columns, polarity: Polarity::DarkOnLight };
        assert_eq!(given.data.source.layout, layout);
        assert_eq!(of_run(&parse(&command(&emnist, None, &given)), None).expect("fits"), given);
        let mixed =
            of_run(&parse("digit-lab train --architecture mlp --mix ./emnist --transpose"), None).expect("fits");
        let mix = mixed.data.source.mixed_with.expect("it is mixed");
        assert_eq!((mixed.data.source.layout, mix.layout.order), (PixelLayout::default(), PixelOrder::Columns));
        let without = of_run(&parse("digit-lab train --architecture mlp --transpose"), None);
        assert_eq!(without.expect_err("MNIST is as it is").exit_status(), 2);
    }

    #[test]
    fn every_preset_can_be_repeated_from_its_command() {
        for preset in Preset::ALL {
            let args = parse("digit-lab train --architecture mlp");
            let settings = preset.config();
            let line = command(&args, None, &settings);
            // The only quotes are around whole words, as a shell reads them.
            let mut words = Vec::new();
            let mut rest = line.as_str();
            while !rest.is_empty() {
                let (word, tail) = match rest.strip_prefix('\'') {
                    Some(quoted) => quoted.split_once('\'').expect("the quote ends"),
                    None => rest.split_once(' ').map_or((rest, ""), |(word, tail)| (word, tail)),
                };
                words.push(word.to_owned());
                rest = tail.trim_start();
            }
            assert_eq!(of_run(&parse_words(&words), None).expect("fits"), settings, "{line}");
        }
    }

    #[test]
    fn single_options_override_the_preset_and_set_overrides_both() {
        let line = "digit-lab train --preset overfit --epochs 2 --set epochs=5 --optimiser nesterov --trainable low-rank \
                    --rank 8 --folds 3 --per-digit 4 --balanced --label-noise 0.5 --patience 2 --weight-average 0.9 \
                    --set pixels=signed --split-seed 8";
        let given = of_run(&parse(line), None).expect("fits");
        assert_eq!((given.arch, given.epochs, given.batch_size), (Arch::Mlp, 5, 20));
        assert_eq!(given.optimiser, Optimiser::Sgd { momentum: 0.9, nesterov: true });
        assert_eq!((given.trainable, given.pixels), (Trainable::LowRank { rank: 8 }, Scaling::Signed));
        assert_eq!((given.data.split, given.data.per_digit), (SplitPlan::KFold { folds: 3, fold: 1 }, Some(4)));
        assert_eq!((given.data.classes, given.data.split_seed), (Classes::Balanced, Some(8)));
        assert_eq!(given.early_stopping.map(|rule| rule.patience), Some(2));
        let wrong = of_run(&parse("digit-lab train --preset overfit --set speed=9"), None);
        assert_eq!(wrong.expect_err("no such setting").exit_status(), 2);
    }

    #[test]
    fn fine_tuning_keeps_the_models_network_and_pixels() {
        let model = models::default_model().expect("not damaged");
        let given = of_run(&parse("digit-lab train --from conv3"), Some(&model)).expect("fits");
        assert_eq!((given.arch, given.pixels), (model.card.architecture, model.card.pixels.into()));
        let other = Arch::with(Skill::ReadsPictures).find(|arch| *arch != given.arch).expect("there are several");
        let error = of_run(&parse(&format!("digit-lab train --from conv3 --architecture {other}")), Some(&model));
        assert_eq!(error.expect_err("another network").exit_status(), 2);
    }
}
