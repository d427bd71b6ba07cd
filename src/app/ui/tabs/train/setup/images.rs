//! Which images train and which are held out, how their pixels become numbers, and which weights learn from them.

use egui::{ComboBox, Ui};

use super::number::{COUNTS, Scale, choice, field, optional, small, whole};
use super::row::{Explain, Shown, setting, words, words_with};
use super::{SetupEditor, row};
use crate::app::core::command::Command;
use crate::app::core::files::request::Request;
use crate::app::core::settings::setup::StartFrom;
use crate::app::core::shared::Shared;
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::data::{DIGITS, LabelSet, PixelLayout, PixelOrder, Polarity, labels};
use crate::store::own_digits;
use crate::text::{Named, format};
use crate::tr;
use crate::train::config::Trainable;
use crate::train::trainable::trained_parameters;
use crate::train::{Classes, Collection, DataSource, Mix, OutputLayer, Scaling, SplitPlan, TrainingData};

/// Where the images come from, and which of them train.
pub fn data(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    source(ui, editor);
    split(ui, editor);
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let available = editor.available().max(1);
    let config = &mut editor.setup.config;
    let about = words_with("setup-classes", &config.data.classes);
    setting(ui, explain, &about, &mut config.data.classes, &usual.data.classes, |ui, classes| {
        let (shown, picked) = choice(ui, "classes", *classes, Classes::ALL.iter().copied());
        *classes = picked.unwrap_or(*classes);
        shown
    });
    let about = words("setup-per-digit");
    setting(ui, explain, &about, &mut config.data.per_digit, &usual.data.per_digit, |ui, images| {
        optional(ui, &about.title, images, 10, |ui, images| whole(ui, &about.title, images, 1..=6_000, COUNTS))
    });
    let about = words("setup-limit");
    setting(ui, explain, &about, &mut config.limit, &usual.limit, |ui, limit| {
        optional(ui, &about.title, limit, available.min(10_000), |ui, limit| {
            whole(ui, &about.title, limit, 1..=available, COUNTS)
        })
    });
    let about = words("setup-label-noise");
    setting(ui, explain, &about, &mut config.data.label_noise, &usual.data.label_noise, |ui, noise| {
        small(ui, &about.title, noise, 0.0..=1.0, 2)
    });
}

/// Where the images come from, and what is mixed in.
fn source(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config.data.source);
    let (shared, commands) = (editor.shared, &mut *editor.commands);
    let source = &mut editor.setup.config.data.source;
    let about = words_with("setup-source", &source.from);
    let DataSource { from, layout, .. } = source;
    setting(ui, explain, &about, from, &usual.from, |ui, from| {
        let (shown, picked) = collections(ui, "source", &from.called(), offered(shared), shared);
        match picked {
            Some(Offer::Images(known)) if is_known(&known) => {
                *from = known;
                *layout = PixelLayout::default();
            }
            Some(Offer::Images(Collection::Folder(_))) => commands.push(Command::Ask(Request::OpenData)),
            Some(Offer::Images(Collection::Ink(_))) => commands.push(Command::Ask(Request::OpenInk)),
            Some(Offer::Images(Collection::Mnist) | Offer::Nothing) | None => {}
        }
        shown
    });
    *source = std::mem::take(source).normalised();
    if let Collection::Folder(_) = source.from {
        stored(ui, explain, ["setup-pixel-order", "setup-polarity"], &mut source.layout);
    }
    let from = source.from.clone();
    let about = words("setup-mix-in");
    setting(ui, explain, &about, &mut source.mixed_with, &usual.mixed_with, |ui, mix| {
        let called = mix.as_ref().map_or_else(|| tr!("setup-offer-nothing").into_owned(), |mix| mix.with.called());
        let others = offered(shared).filter(|offer| !matches!(offer, Offer::Images(kind) if *kind == from));
        let (shown, picked) = collections(ui, "mix", &called, [Offer::Nothing].into_iter().chain(others), shared);
        match picked {
            Some(Offer::Nothing) => *mix = None,
            Some(Offer::Images(known)) if is_known(&known) => {
                let share = mix.as_ref().map_or(DataSource::USUAL_SHARE, |mix| mix.share);
                *mix = Some(Mix::new(known, share));
            }
            Some(Offer::Images(Collection::Folder(_))) => commands.push(Command::Ask(Request::MixData)),
            Some(Offer::Images(Collection::Ink(_))) => commands.push(Command::Ask(Request::MixInk)),
            Some(Offer::Images(Collection::Mnist)) | None => {}
        }
        shown
    });
    if let Some(Mix { share, .. }) = &mut source.mixed_with {
        let about = words("setup-mix-share");
        setting(ui, explain, &about, share, &DataSource::USUAL_SHARE, |ui, share| {
            small(ui, &about.title, share, 0.01..=0.99, 2)
        });
    }
    if let Some(Mix { with: Collection::Folder(_), layout, .. }) = &mut source.mixed_with {
        stored(ui, explain, ["setup-mix-pixel-order", "setup-mix-polarity"], layout);
    }
    state(ui, editor);
}

/// How files store their images: the order of the pixels, and which of ink and paper is lighter.
fn stored(ui: &mut Ui, explain: Explain, [order, polarity]: [&'static str; 2], layout: &mut PixelLayout) {
    let usual = PixelLayout::default();
    setting(ui, explain, &words_with(order, &layout.order), &mut layout.order, &usual.order, |ui, value| {
        let (shown, picked) = choice(ui, order, *value, PixelOrder::ALL.iter().copied());
        *value = picked.unwrap_or(*value);
        shown
    });
    setting(
        ui,
        explain,
        &words_with(polarity, &layout.polarity),
        &mut layout.polarity,
        &usual.polarity,
        |ui, value| {
            let (shown, picked) = choice(ui, polarity, *value, Polarity::ALL.iter().copied());
            *value = picked.unwrap_or(*value);
            shown
        },
    );
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
                Offer::Nothing => (tr!("setup-offer-nothing"), tr!("setup-offer-nothing.help")),
                Offer::Images(kind @ Collection::Mnist) => (tr!("setup-offer-mnist"), kind.help()),
                Offer::Images(kind @ Collection::Ink(_)) if is_known(kind) => {
                    (tr!("setup-offer-own-digits", digits = shared.kept_digits), tr!("setup-offer-own-digits.help"))
                }
                Offer::Images(kind @ (Collection::Folder(_) | Collection::Ink(_))) => {
                    (tr!("setup-offer-file", kind = kind.name()), kind.help())
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
fn state(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let shared = editor.shared;
    if let Some(fault) = &shared.data_fault {
        row::fault(ui, fault);
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let again = Command::OpenImagesAgain;
            if button::command(ui, &again, Enabled::Yes, Show::Both, Emphasis::Plain).clicked() {
                editor.commands.push(again);
            }
        });
        return;
    }
    let told = match (shared.data.as_ref().filter(|_| shared.has_images()), shared.opening()) {
        (Some(data), None) => {
            tr!("setup-images-there", train = data.train.len(), test = data.test.len())
        }
        (_, Some(done)) if done > 0.0 => {
            tr!("setup-images-opening-share", share = format::percent_to(f64::from(done), 0))
        }
        (_, _) => tr!("setup-images-opening"),
    };
    row::note(ui, told);
}

fn split(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, &editor.usual.config.data);
    let most = editor.available().saturating_sub(1).max(1);
    let plan = &mut editor.setup.config.data.split;
    let about = words_with("setup-split", plan);
    setting(ui, explain, &about, plan, &usual.split, |ui, plan| {
        let (shown, picked) = choice(ui, "split", *plan, SplitPlan::ALL);
        *plan = picked.unwrap_or(*plan);
        shown
    });
    split_parts(ui, editor, most);
    let (explain, usual) = (editor.explain, &editor.usual.config.data);
    let about = words("setup-split-seed");
    let seed = editor.setup.config.seed;
    setting(ui, explain, &about, &mut editor.setup.config.data.split_seed, &usual.split_seed, |ui, split_seed| {
        optional(ui, &about.title, split_seed, seed, |ui, seed| {
            field(ui, seed, 0..=u64::from(u32::MAX), 0.1, &|n| format!("{n:.0}"))
        })
    });
}

/// How large the parts of the split are.
fn split_parts(ui: &mut Ui, editor: &mut SetupEditor<'_>, most: usize) {
    let explain = editor.explain;
    match &mut editor.setup.config.data.split {
        SplitPlan::Standard { validation } => {
            let about = words("setup-validation");
            setting(ui, explain, &about, validation, &5_000, |ui, images| {
                let end = most.max(*images);
                whole(ui, &about.title, images, 1..=end, Scale::Linear)
            });
            let split = SplitPlan::Standard { validation: *validation }.within(most + 1);
            if split.held_out(most + 1) < *validation {
                row::note(ui, tr!("setup-validation-too-many", images = split.held_out(most + 1)));
            }
        }
        SplitPlan::Ratio { train, validation, test } => {
            let about = words("setup-validate-on");
            setting(ui, explain, &about, validation, &0.15, |ui, share| small(ui, &about.title, share, 0.01..=0.9, 2));
            let about = words("setup-test-on");
            setting(ui, explain, &about, test, &0.15, |ui, share| small(ui, &about.title, share, 0.01..=0.9, 2));
            // Rounded, so that the shares on the screen add up.
            *train = ((1.0 - *validation - *test) * 1e6).round() / 1e6;
            row::note(ui, tr!("setup-train-on", share = format::percent_to(*train, 0)));
        }
        SplitPlan::KFold { folds, fold } => {
            let about = words("setup-folds");
            setting(ui, explain, &about, folds, &5, |ui, folds| whole(ui, &about.title, folds, 2..=20, Scale::Linear));
            *fold = (*fold).clamp(1, (*folds).max(1));
            row::note(ui, tr!("setup-folds-runs", folds = *folds));
        }
    }
}

/// How bytes become numbers.
pub fn pixels(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    if let (StartFrom::CurrentModel, Some(current)) = (editor.setup.start_from, &editor.shared.current) {
        let pixels = current.model.pixels();
        row::note(ui, tr!("setup-pixels-of-model", range = pixels.name(), help = pixels.help()));
        return;
    }
    let config = &mut editor.setup.config;
    let about = words_with("setup-pixels", &config.pixels);
    setting(ui, editor.explain, &about, &mut config.pixels, &editor.usual.config.pixels, |ui, pixels| {
        let (shown, picked) = choice(ui, "pixels", *pixels, Scaling::ALL.iter().copied());
        *pixels = picked.unwrap_or(*pixels);
        shown
    });
    if config.pixels == Scaling::Standardised {
        row::note(ui, tr!("setup-pixels-measured"));
    }
}

/// What the network tells apart once it is trained: the classes of the images, or those of the model that is started from,
/// kept or with new ones behind them.
fn outputs(editor: &SetupEditor<'_>) -> Option<LabelSet> {
    let data = editor.shared.data.as_ref().map(TrainingData::names)?;
    match editor.setup.start_from {
        StartFrom::CurrentModel => editor.setup.config.output_layer.labels(editor.shared.labels(), data).ok(),
        StartFrom::FreshWeights | StartFrom::Method => Some(data),
        StartFrom::WritingModel => None,
    }
}

/// What becomes of the outputs of the model that is started from, with what suits it, and what it comes to.
fn output_layer(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    if editor.setup.start_from != StartFrom::CurrentModel {
        return;
    }
    let usual = editor.usual.config.output_layer;
    let about = words_with("setup-output-layer", &editor.setup.config.output_layer);
    let mut chosen = editor.setup.config.output_layer;
    setting(ui, editor.explain, &about, &mut chosen, &usual, |ui, outputs| {
        let (shown, picked) = choice(ui, "output-layer", *outputs, OutputLayer::ALL.iter().copied());
        *outputs = picked.unwrap_or(*outputs);
        shown
    });
    if chosen != editor.setup.config.output_layer {
        editor.setup.choose_outputs(chosen);
    }
    let Some(data) = editor.shared.data.as_ref().map(TrainingData::names) else { return };
    let lacking = editor.shared.labels().lacking(data);
    let told = match (chosen, lacking.is_empty()) {
        (OutputLayer::Kept, true) => return,
        (OutputLayer::Kept, false) => tr!("setup-outputs-lacking", lacking = labels::listed(&lacking)),
        (OutputLayer::Extended, true) => tr!("setup-outputs-none-new"),
        (OutputLayer::Extended, false) => tr!("setup-outputs-added", added = labels::listed(&lacking)),
        (OutputLayer::New, _) => tr!("setup-outputs-new", outputs = data.listed()),
    };
    row::note(ui, told);
}

/// Which weights learn.
pub fn trainable(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let explain = editor.explain;
    let usual = editor.usual.config.trainable;
    let outputs = outputs(editor).map_or(DIGITS, LabelSet::len);
    let arch = match (editor.setup.start_from, editor.shared.current_network()) {
        (StartFrom::CurrentModel, Some(current)) => current.card.architecture,
        (StartFrom::WritingModel, _) => {
            editor.shared.writer.as_ref().map_or(editor.setup.config.arch, |writer| writer.card.architecture)
        }
        (StartFrom::CurrentModel | StartFrom::FreshWeights | StartFrom::Method, _) => editor.setup.config.arch,
    };
    output_layer(ui, editor);
    let trainable = &mut editor.setup.config.trainable;
    let about = words_with("setup-trainable", trainable);
    setting(ui, explain, &about, trainable, &usual, |ui, trainable| {
        let (shown, picked) = choice(ui, "trainable", *trainable, Trainable::ALL);
        *trainable = picked.unwrap_or(*trainable);
        shown
    });
    if let Trainable::LowRank { rank } = trainable {
        let about = words("setup-rank");
        setting(ui, explain, &about, rank, &4, |ui, rank| whole(ui, &about.title, rank, 1..=64, COUNTS));
    }
    if trainable.validate().is_ok() {
        let (trained, all) = (trained_parameters(arch, *trainable, outputs), arch.parameters_with(outputs));
        row::note(ui, tr!("setup-trainable-weights", trained = trained, all = all));
    }
}
