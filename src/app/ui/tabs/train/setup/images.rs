//! Which images train and which are held out, how their pixels become numbers, and which weights learn from them.

use egui::{ComboBox, Ui};

use super::number::{COUNTS, Scale, choice, field, optional, small, whole};
use super::row::{Shown, setting, words};
use super::{Desk, row};
use crate::app::core::command::Command;
use crate::app::core::files::request::Request;
use crate::app::core::format;
use crate::app::core::settings::setup::StartFrom;
use crate::app::core::shared::Shared;
use crate::app::ui::widgets::button::{self, Enabled, Look, Show};
use crate::store::own_digits;
use crate::text::Named;
use crate::train::config::Trainable;
use crate::train::trainable::trained_parameters;
use crate::train::{Classes, Collection, DataSource, Mix, Scaling, SplitPlan};

/// Where the images come from, and which of them train.
pub fn data(ui: &mut Ui, desk: &mut Desk<'_>) {
    source(ui, desk);
    split(ui, desk);
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let available = desk.available().max(1);
    let config = &mut desk.setup.config;
    let class_help = config.data.classes.help();
    let about = words("Class balance", &class_help);
    setting(ui, explain, about, &mut config.data.classes, &usual.data.classes, |ui, classes| {
        let told = |one: Classes| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "classes", &classes.title(), Classes::ALL.iter().copied(), told);
        *classes = picked.unwrap_or(*classes);
        shown
    });
    let about = words("Per digit", "Trains on so many images of each digit only, to see how few are enough");
    setting(ui, explain, about, &mut config.data.per_digit, &usual.data.per_digit, |ui, images| {
        optional(ui, about.title, images, 10, |ui, images| whole(ui, about.title, images, 1..=6_000, COUNTS))
    });
    let about =
        words("At most", "Trains on a part of the images only: quicker, and shows how much their number matters");
    setting(ui, explain, about, &mut config.limit, &usual.limit, |ui, limit| {
        optional(ui, about.title, limit, available.min(10_000), |ui, limit| {
            whole(ui, about.title, limit, 1..=available, COUNTS)
        })
    });
    let about = words(
        "Wrong labels",
        "Shuffles this share of the training labels on purpose: what is learned then is learned by heart",
    );
    setting(ui, explain, about, &mut config.data.label_noise, &usual.data.label_noise, |ui, noise| {
        small(ui, about.title, noise, 0.0..=1.0, 2, "")
    });
}

/// Where the images come from, and what is mixed in.
fn source(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config.data.source);
    let (shared, commands) = (desk.shared, &mut *desk.commands);
    let source = &mut desk.setup.config.data.source;
    let help = source.from.help();
    let about = words("Source", &help);
    setting(ui, explain, about, &mut source.from, &usual.from, |ui, from| {
        let (shown, picked) = collections(ui, "source", &from.called(), offered(shared), shared);
        match picked {
            Some(Offer::Images(known)) if is_known(&known) => *from = known,
            Some(Offer::Images(Collection::Folder(_))) => commands.push(Command::Ask(Request::OpenData)),
            Some(Offer::Images(Collection::Ink(_))) => commands.push(Command::Ask(Request::OpenInk)),
            Some(Offer::Images(Collection::Mnist) | Offer::Nothing) | None => {}
        }
        shown
    });
    *source = std::mem::take(source).normalised();
    let from = source.from.clone();
    let about = words("Mix in", "Shows images of a second collection among the others, in a share that you choose");
    setting(ui, explain, about, &mut source.mixed_with, &usual.mixed_with, |ui, mix| {
        let called = mix.as_ref().map_or_else(|| "Nothing".to_owned(), |mix| mix.with.called());
        let others = offered(shared).filter(|offer| !matches!(offer, Offer::Images(kind) if *kind == from));
        let (shown, picked) = collections(ui, "mix", &called, [Offer::Nothing].into_iter().chain(others), shared);
        match picked {
            Some(Offer::Nothing) => *mix = None,
            Some(Offer::Images(known)) if is_known(&known) => {
                let share = mix.as_ref().map_or(DataSource::USUAL_SHARE, |mix| mix.share);
                *mix = Some(Mix { with: known, share });
            }
            Some(Offer::Images(Collection::Folder(_))) => commands.push(Command::Ask(Request::MixData)),
            Some(Offer::Images(Collection::Ink(_))) => commands.push(Command::Ask(Request::MixInk)),
            Some(Offer::Images(Collection::Mnist)) | None => {}
        }
        shown
    });
    if let Some(Mix { share, .. }) = &mut source.mixed_with {
        let help = "Share of the images shown in an epoch that are mixed in; where there are too few, they come again";
        let about = words("Share", help);
        setting(ui, explain, about, share, &DataSource::USUAL_SHARE, |ui, share| {
            small(ui, about.title, share, 0.01..=0.99, 2, "")
        });
    }
    state(ui, desk);
}

/// What a list of images offers.
enum Offer {
    Nothing,
    Images(Collection),
}

/// Every kind of images; and those very digits that were kept, if there are any.
fn offered(shared: &Shared) -> impl Iterator<Item = Offer> + use<> {
    let kept = (shared.kept_digits > 0).then(|| Collection::Ink(own_digits::path(&shared.dir)));
    Collection::kinds().into_iter().chain(kept).map(Offer::Images)
}

/// Whether it says which images are meant; else a file has to be asked for.
fn is_known(collection: &Collection) -> bool {
    collection.path().is_none_or(|path| !path.as_os_str().is_empty())
}

/// A list of kinds of images, and what was picked.
fn collections(
    ui: &mut Ui,
    id: &str,
    called: &str,
    offered: impl IntoIterator<Item = Offer>,
    shared: &Shared,
) -> (Shown, Option<Offer>) {
    let combo = ComboBox::from_id_salt(id).selected_text(called).width(ui.available_width()).truncate();
    let mut picked = None;
    let shown = combo.show_ui(ui, |ui| {
        for kind in offered {
            let (words, help) = match &kind {
                Offer::Nothing => ("Nothing".to_owned(), "Only the images of the source".into()),
                Offer::Images(kind @ Collection::Mnist) => ("MNIST, inside the program".to_owned(), kind.help()),
                Offer::Images(kind @ Collection::Ink(_)) if is_known(kind) => {
                    let kept = format::counted(shared.kept_digits, "digit", "digits");
                    (format!("{kept} I kept"), "The digits that were kept in Draw, under their keys".into())
                }
                Offer::Images(kind @ (Collection::Folder(_) | Collection::Ink(_))) => {
                    (format!("{}…", kind.title()), kind.help())
                }
            };
            if ui.selectable_label(false, words).on_hover_text(help).clicked() {
                picked = Some(kind);
            }
        }
    });
    (shown.response.into(), picked)
}

/// How many images there are; while they are opened, how far that is; or why they cannot be.
fn state(ui: &mut Ui, desk: &mut Desk<'_>) {
    let shared = desk.shared;
    if let Some(fault) = &shared.data_fault {
        row::fault(ui, fault);
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let again = Command::OpenImagesAgain;
            if button::command(ui, &again, Enabled::Yes, Show::Both, Look::Plain).clicked() {
                desk.commands.push(again);
            }
        });
        return;
    }
    let told = match (shared.data.as_ref().filter(|_| shared.has_images()), shared.opening()) {
        (Some(data), None) => {
            let (train, test) = (format::count(data.train.len()), format::count(data.test.len()));
            format!("{train} images to train and validate on, {test} to test on")
        }
        (_, Some(done)) if done > 0.0 => format!("The images are being opened, {:.0} %", done * 100.0),
        (_, _) => "The images are being opened".to_owned(),
    };
    row::note(ui, &told);
}

fn split(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config.data);
    let most = desk.available().saturating_sub(1).max(1);
    let plan = &mut desk.setup.config.data.split;
    let help = plan.help();
    let about = words("Split", &help);
    setting(ui, explain, about, plan, &usual.split, |ui, plan| {
        let told = |one: SplitPlan| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "split", &plan.title(), SplitPlan::ALL, told);
        if let Some(picked) = picked.filter(|picked| picked.title() != plan.title()) {
            *plan = picked;
        }
        shown
    });
    split_parts(ui, desk, most);
    let (explain, usual) = (desk.explain, &desk.usual.config.data);
    let help = "Decides which images are held out; off takes the seed of the run, on keeps them the same over runs";
    let about = words("Split seed", help);
    let seed = desk.setup.config.seed;
    setting(ui, explain, about, &mut desk.setup.config.data.split_seed, &usual.split_seed, |ui, split_seed| {
        optional(ui, about.title, split_seed, seed, |ui, seed| {
            field(ui, seed, 0..=u64::from(u32::MAX), 0.1, &|n| format!("{n:.0}"))
        })
    });
}

/// How large the parts of the split are.
fn split_parts(ui: &mut Ui, desk: &mut Desk<'_>, most: usize) {
    let explain = desk.explain;
    match &mut desk.setup.config.data.split {
        SplitPlan::Standard { validation } => {
            let about = words(
                "Validation",
                "Images held out of training, to see how well the network reads what it has never seen",
            );
            setting(ui, explain, about, validation, &5_000, |ui, images| {
                let end = most.max(*images);
                whole(ui, about.title, images, 1..=end, Scale::Linear)
            });
            if *validation > most {
                row::note(ui, &format!("There are too few images for that; {} will be held out", format::count(most)));
            }
        }
        SplitPlan::Ratio { train, validation, test } => {
            let about = words("Validate on", "Share of all images that is held out to choose the best epoch");
            setting(ui, explain, about, validation, &0.15, |ui, share| {
                small(ui, about.title, share, 0.01..=0.9, 2, "")
            });
            let about = words("Test on", "Share of all images that is kept for the final measurement");
            setting(ui, explain, about, test, &0.15, |ui, share| small(ui, about.title, share, 0.01..=0.9, 2, ""));
            // Rounded, so that the shares on the screen add up.
            *train = ((1.0 - *validation - *test) * 1e6).round() / 1e6;
            row::note(ui, &format!("{:.0} % train; validation and test share the rest", *train * 100.0));
        }
        SplitPlan::KFold { folds, fold } => {
            let about = words("Folds", "Number of equal parts; every part is held out once, in a run of its own");
            setting(ui, explain, about, folds, &5, |ui, folds| whole(ui, about.title, folds, 2..=20, Scale::Linear));
            *fold = (*fold).clamp(1, (*folds).max(1));
            row::note(ui, &format!("Start trains {folds} runs one after the other, and tells mean and deviation"));
        }
    }
}

/// How bytes become numbers.
pub fn pixels(ui: &mut Ui, desk: &mut Desk<'_>) {
    if let (StartFrom::CurrentModel, Some(current)) = (desk.setup.start_from, &desk.shared.current) {
        let pixels = current.model.card.pixels;
        row::note(ui, &format!("The model brings its own: {}. {}", pixels.title(), pixels.help()));
        return;
    }
    let config = &mut desk.setup.config;
    let help = config.pixels.help();
    let about = words("Range", &help);
    setting(ui, desk.explain, about, &mut config.pixels, &desk.usual.config.pixels, |ui, pixels| {
        let told = |one: Scaling| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "pixels", &pixels.title(), Scaling::ALL.iter().copied(), told);
        *pixels = picked.unwrap_or(*pixels);
        shown
    });
    if config.pixels == Scaling::Standardised {
        row::note(ui, "Mean and deviation are measured on the training images when the run begins");
    }
}

/// Which weights learn.
pub fn trainable(ui: &mut Ui, desk: &mut Desk<'_>) {
    let explain = desk.explain;
    let usual = desk.usual.config.trainable;
    let arch = match (desk.setup.start_from, &desk.shared.current) {
        (StartFrom::CurrentModel, Some(current)) => current.model.card.architecture,
        (StartFrom::CurrentModel | StartFrom::FreshWeights, _) => desk.setup.config.arch,
    };
    let trainable = &mut desk.setup.config.trainable;
    let help = trainable.help();
    let about = words("Weights to train", &help);
    setting(ui, explain, about, trainable, &usual, |ui, trainable| {
        let told = |one: Trainable| (one.title().into_owned(), one.help());
        let (shown, picked) = choice(ui, "trainable", &trainable.title(), Trainable::ALL, told);
        if let Some(picked) = picked.filter(|picked| picked.title() != trainable.title()) {
            *trainable = picked;
        }
        shown
    });
    if let Trainable::LowRank { rank } = trainable {
        let about =
            words("Rank", "Width of the helpers: the higher, the more they can change and the more weights they have");
        setting(ui, explain, about, rank, &4, |ui, rank| whole(ui, about.title, rank, 1..=64, COUNTS));
    }
    if trainable.validate().is_ok() {
        let (trained, all) = (trained_parameters(arch, *trainable), arch.parameters());
        row::note(ui, &format!("{} weights learn, of {}", format::count(trained), format::count(all)));
    }
}
