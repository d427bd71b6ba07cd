//! Which images train and which are held out, how their pixels become numbers, and which weights learn from them.

use eframe::egui::{ComboBox, Ui};

use super::Desk;
use super::number::{COUNTS, Scale, choice, optional, small, whole};
use super::row::{self, setting, words};
use crate::app::command::Command;
use crate::app::files::Request;
use crate::app::format;
use crate::app::shared::DataSource;
use crate::app::training::StartFrom;
use crate::data::Dataset;
use crate::model::Pixels;
use crate::train::config::Trainable;
use crate::train::{Classes, SplitPlan};

/// Mean and deviation of the pixels of MNIST's training images, as shares of full ink.
const MNIST: (f32, f32) = (0.1307, 0.3081);
/// Images whose pixels are measured.
const MEASURED: usize = 4_000;

/// Where the images come from, and which of them train.
pub fn data(ui: &mut Ui, desk: &mut Desk<'_>) {
    source(ui, desk);
    split(ui, desk);
    let (explain, usual) = (desk.explain, &desk.usual.config);
    let available = desk.available().max(1);
    let config = &mut desk.setup.config;
    let about = words("Class balance", config.data.classes.description());
    setting(ui, explain, about, &mut config.data.classes, &usual.data.classes, |ui, classes| {
        let told = |one: Classes| (one.title().to_owned(), one.description());
        let (shown, picked) = choice(ui, "classes", classes.title(), Classes::ALL, told);
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

fn source(ui: &mut Ui, desk: &mut Desk<'_>) {
    let folder = match &desk.shared.data_source {
        DataSource::Mnist => None,
        DataSource::Folder(folder) => {
            Some(folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned())
        }
    };
    let mut is_mnist = folder.is_none();
    let was_mnist = is_mnist;
    let about = words("Source", "The images inside the program, or 28×28 images from a folder of IDX files");
    let commands = &mut *desk.commands;
    setting(ui, desk.explain, about, &mut is_mnist, &true, |ui, is_mnist| {
        let title = folder.unwrap_or_else(|| "MNIST".to_owned());
        let combo = ComboBox::from_id_salt("source").selected_text(title).width(ui.available_width()).truncate();
        let shown = combo.show_ui(ui, |ui| {
            if ui.selectable_label(was_mnist, "MNIST, inside the program").clicked() {
                *is_mnist = true;
            }
            if ui.selectable_label(!was_mnist, "A folder of IDX files…").clicked() {
                commands.push(Command::Ask(Request::OpenData));
            }
        });
        shown.response.into()
    });
    if is_mnist && !was_mnist {
        desk.commands.push(Command::UseMnist);
    }
}

fn split(ui: &mut Ui, desk: &mut Desk<'_>) {
    let (explain, usual) = (desk.explain, &desk.usual.config.data);
    let most = desk.available().saturating_sub(1).max(1);
    let plan = &mut desk.setup.config.data.split;
    let about = words("Split", plan.description());
    setting(ui, explain, about, plan, &usual.split, |ui, plan| {
        let told = |one: SplitPlan| (one.title().to_owned(), one.description());
        let (shown, picked) = choice(ui, "split", plan.title(), SplitPlan::ALL, told);
        if let Some(picked) = picked.filter(|picked| picked.title() != plan.title()) {
            *plan = picked;
        }
        shown
    });
    match plan {
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
        row::note(ui, &format!("The model brings its own: {}. {}", pixels.title(), pixels.description()));
        return;
    }
    // MNIST's own figures are known.
    let data = match desk.shared.data_source {
        DataSource::Mnist => None,
        DataSource::Folder(_) => desk.shared.data.as_ref().map(|data| data.train.clone()),
    };
    let config = &mut desk.setup.config;
    let about = words("Range", config.pixels.description());
    setting(ui, desk.explain, about, &mut config.pixels, &desk.usual.config.pixels, |ui, pixels| {
        let all = [Pixels::Unit, Pixels::Signed, standardised(None)];
        let told = |one: Pixels| (one.title().to_owned(), one.description());
        let (shown, picked) = choice(ui, "pixels", pixels.title(), all, told);
        match picked {
            Some(Pixels::Standardised { .. }) => *pixels = standardised(data.as_deref()),
            Some(picked) => *pixels = picked,
            None => {}
        }
        shown
    });
    if let Pixels::Standardised { mean, deviation } = config.pixels {
        row::note(ui, &format!("Mean {mean:.4} and deviation {deviation:.4}, as shares of full ink"));
    }
}

/// By the mean and deviation of these images; of MNIST's if there are none.
fn standardised(data: Option<&Dataset>) -> Pixels {
    let (mean, deviation) = data.map_or(MNIST, |data| moments(&sample(data)));
    Pixels::Standardised { mean, deviation: deviation.max(1e-3) }
}

/// The pixels of at most [`MEASURED`] images from all over the data, few enough for a frame.
fn sample(data: &Dataset) -> Vec<u8> {
    let stride = data.len().div_ceil(MEASURED).max(1);
    (0..data.len()).step_by(stride).flat_map(|index| *data.pixels(index)).collect()
}

/// Mean and deviation of the pixels as shares of full ink, from a histogram: one pass, exact in whole numbers.
fn moments(pixels: &[u8]) -> (f32, f32) {
    let mut counts = [0_u64; 256];
    for &pixel in pixels {
        counts[usize::from(pixel)] += 1;
    }
    let number = (pixels.len() as f64).max(1.0);
    let sum = |power: i32| -> f64 {
        counts.iter().enumerate().map(|(value, &count)| (value as f64 / 255.0).powi(power) * count as f64).sum()
    };
    let mean = sum(1) / number;
    (mean as f32, (sum(2) / number - mean * mean).max(0.0).sqrt() as f32)
}

/// Which weights learn.
pub fn trainable(ui: &mut Ui, desk: &mut Desk<'_>) {
    let explain = desk.explain;
    let usual = desk.usual.config.trainable;
    let trainable = &mut desk.setup.config.trainable;
    let about = words("Train", trainable.description());
    setting(ui, explain, about, trainable, &usual, |ui, trainable| {
        let told = |one: Trainable| (one.title().to_owned(), one.description());
        let (shown, picked) = choice(ui, "trainable", trainable.title(), Trainable::ALL, told);
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_deviation_are_those_of_the_pixels() {
        let (mean, deviation) = moments(&[0, 255, 0, 255]);
        assert!((mean - 0.5).abs() < 1e-6 && (deviation - 0.5).abs() < 1e-6);
        assert_eq!(standardised(None), Pixels::Standardised { mean: 0.1307, deviation: 0.3081 });
    }

    #[test]
    fn mnist_has_the_mean_and_deviation_that_everybody_quotes() {
        let train = crate::data::Mnist::unpack().expect("the program's own data are whole").train;
        let (mean, deviation) = moments(train.all_pixels());
        assert!((mean - 0.1307).abs() < 5e-5 && (deviation - 0.3081).abs() < 5e-5, "{mean} {deviation}");
    }
}
