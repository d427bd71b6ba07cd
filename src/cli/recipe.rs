//! The options of `digit-lab train` as settings of a run, and back as a command that repeats it.

use clap::ValueEnum;

use super::args::TrainArgs;
use super::{JobError, text};
use crate::model::{Arch, Model};
use crate::train::{DataPlan, TrainConfig};

/// The settings of the run; `start` is the model that `--from` names.
pub fn config(args: &TrainArgs, start: Option<&Model>) -> Result<TrainConfig, JobError> {
    let started_from = start.map(|model| model.card.architecture);
    let arch = match (args.architecture, started_from) {
        (Some(wanted), Some(given)) if wanted != given => {
            let fault = format!("--from names a model of the network {given}, not {wanted}; leave --architecture out");
            return Err(JobError::Usage(fault));
        }
        (Some(arch), _) | (None, Some(arch)) => arch,
        (None, None) => return Err(JobError::Usage("give --architecture or --from".into())),
    };
    Ok(TrainConfig {
        arch,
        epochs: args.epochs,
        batch_size: args.batch,
        seed: args.seed,
        threads: args.threads,
        data: DataPlan::holding_out(args.validation),
        limit: args.limit,
        optimiser: args.optimiser.into(),
        learning_rate: args.learning_rate,
        schedule: args.schedule.into(),
        weight_decay: args.weight_decay,
        label_smoothing: args.label_smoothing,
        augmentation: args.augment.into(),
        pixels: start.map(|model| model.card.pixels.into()).unwrap_or_default(),
        kernels: args.kernels.into(),
        ..TrainConfig::default()
    })
}

/// The command that makes these weights again. It spells out the defaults too, so that it still means the same when
/// they have changed; what does not decide the weights is left out.
pub fn command(args: &TrainArgs, arch: Arch) -> String {
    fn choice(value: &impl ValueEnum) -> String {
        value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
    let options = [
        ("architecture", Some(arch.id().into())),
        ("from", args.from.clone()),
        ("epochs", Some(args.epochs.to_string())),
        ("batch", Some(args.batch.to_string())),
        ("seed", Some(args.seed.to_string())),
        ("limit", args.limit.map(|limit| limit.to_string())),
        ("validation", Some(args.validation.to_string())),
        ("optimiser", Some(choice(&args.optimiser))),
        ("learning-rate", Some(args.learning_rate.to_string())),
        ("schedule", Some(choice(&args.schedule))),
        ("weight-decay", Some(args.weight_decay.to_string())),
        ("label-smoothing", Some(args.label_smoothing.to_string())),
        ("augment", Some(choice(&args.augment))),
        ("kernels", Some(choice(&args.kernels))),
        ("data", args.data.as_ref().map(|path| path.to_string_lossy().into_owned())),
        ("name", args.name.clone()),
    ];
    let given = options.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let words = given.flat_map(|(name, value)| [format!("--{name}"), text::shell_word(&value)]);
    let words: Vec<String> = ["digit-lab".into(), "train".into()].into_iter().chain(words).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Args, Job};
    use crate::store::models;

    fn parse(line: &str) -> Box<TrainArgs> {
        match Args::try_parse_from(line.split(' ')).expect("good usage").job {
            Some(Job::Train(args)) => args,
            Some(Job::Classify(_) | Job::Evaluate(_) | Job::Calibrate(_) | Job::Models(_) | Job::Runs(_)) | None => {
                panic!("not train: {line}")
            }
        }
    }

    #[test]
    fn without_options_the_run_is_the_windows() {
        let given = config(&parse("digit-lab train --architecture conv3"), None).expect("fits");
        assert_eq!(given, TrainConfig::default());
    }

    #[test]
    fn the_command_on_the_card_gives_the_same_settings() {
        let line = "digit-lab train --architecture mlp --epochs 3 --batch 7 --seed 9 --limit 100 --validation 50 \
                    --optimiser sgd --learning-rate 0.05 --schedule cosine --weight-decay 0.01 --label-smoothing 0.1 \
                    --augment strong --kernels candle";
        let args = parse(line);
        assert_eq!(command(&args, Arch::Mlp), line);
        let changed = config(&args, None).expect("fits");
        let default = TrainConfig::default();
        assert_eq!((changed.epochs, changed.batch_size, changed.limit), (3, 7, Some(100)));
        assert!(changed.optimiser != default.optimiser && changed.augmentation != default.augmentation);
        let again = parse(&command(&args, Arch::Mlp));
        assert_eq!(config(&again, None).expect("fits"), changed);
    }

    #[test]
    fn fine_tuning_keeps_the_models_network_and_pixels() {
        let model = models::default_model().expect("not damaged");
        let given = config(&parse("digit-lab train --from conv3"), Some(&model)).expect("fits");
        assert_eq!((given.arch, given.pixels), (model.card.architecture, model.card.pixels.into()));
        let error = config(&parse("digit-lab train --from conv3 --architecture mlp"), Some(&model));
        assert_eq!(error.expect_err("another network").exit_status(), 2);
    }
}
