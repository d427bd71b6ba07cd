//! What a network that writes learns from.

use egui::{ComboBox, Ui};

use super::number::{COUNTS, optional, small, whole};
use super::row::{self, GUTTER, setting, words, words_with};
use super::{SetupEditor, number};
use crate::app::core::command::Command;
use crate::app::core::writing::command::{WhoWrites, WritingCommand};
use crate::app::ui::widgets::button::IconButton;
use crate::store::own_digits;
use crate::text::Named;
use crate::tr;
use crate::train::{Collection, DataSource, Handwriting, Mix, Prompts, TrainConfig};

/// What is told before each digit, how many made-up writers there are, and how many pages an epoch has.
pub fn data(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    whose(ui, editor);
    let (explain, usual) = (editor.explain, &editor.usual.config);
    let config = &mut editor.setup.config;
    let about = words_with("setup-prompts", &config.prompts);
    setting(ui, explain, &about, &mut config.prompts, &usual.prompts, |ui, prompts| {
        let (shown, picked) = number::choice(ui, "prompts", *prompts, Prompts::ALL.iter().copied());
        *prompts = picked.unwrap_or(*prompts);
        shown
    });
    let about = words("setup-made-up-writers");
    setting(ui, explain, &about, &mut config.synthetic, &usual.synthetic, |ui, share| {
        small(ui, &about.title, share, TrainConfig::SYNTHETIC, 2)
    });
    let about = words("setup-pages");
    setting(ui, explain, &about, &mut config.limit, &usual.limit, |ui, limit| {
        optional(ui, &about.title, limit, 1_000, |ui, limit| whole(ui, &about.title, limit, 1..=100_000, COUNTS))
    });
}

/// Whose digits are learned from: the writers in the program, or the person's own with some of those beside them.
fn whose(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let shared = editor.shared;
    let source = &mut editor.setup.config.data.source;
    let own = Collection::Ink(own_digits::path(&shared.dir));
    ui.horizontal_wrapped(|ui| {
        ui.add_space(GUTTER);
        let words = tr!("setup-writers-in-program");
        let button = IconButton::new(None, &words).chosen(source.hand().is_none());
        if ui.add(button).clicked() {
            *source = DataSource::default();
        }
        let words = tr!("setup-offer-own-digits", digits = shared.kept_digits);
        let button = IconButton::new(None, &words).chosen(source.from == own);
        if ui.add_enabled(shared.kept_digits > 0, button).on_hover_text(tr!("setup-offer-own-digits.help")).clicked() {
            *source = DataSource { from: own.clone(), ..DataSource::default() };
        }
    });
    let Some((_, replay)) = source.hand() else {
        let (validation, test) = (Handwriting::VALIDATION_WRITERS, Handwriting::TEST_WRITERS);
        row::note(ui, tr!("setup-writers", validation = validation, test = test));
        return;
    };
    if shared.kept_classes == 1 && source.from == own {
        row::note(ui, tr!("setup-own-single"));
    }
    let mut share = replay;
    let about = words("setup-replay");
    setting(ui, editor.explain, &about, &mut share, &0.0, |ui, share| small(ui, &about.title, share, 0.0..=0.95, 2));
    if (share - replay).abs() > 1e-9 {
        source.mixed_with = (share > 0.0).then(|| Mix::new(Collection::Mnist, share));
    }
}

/// The models that write; choosing one makes it write.
pub fn writer(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let Some(writer) = &editor.shared.writer else {
        row::note(ui, tr!("setup-model-loading"));
        return;
    };
    ui.horizontal(|ui| {
        ui.add_space(GUTTER);
        let combo = ComboBox::from_id_salt("start-writer")
            .selected_text(writer.card.shown_name().to_string())
            .width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            for listed in &editor.shared.writers {
                let is_chosen = listed.card == writer.card;
                let name = listed.card.shown_name().to_string();
                if ui.selectable_label(is_chosen, name).on_hover_text(listed.card.architecture.title()).clicked() {
                    let who = WhoWrites::Model(listed.source.named());
                    editor.commands.push(Command::Writing(WritingCommand::Use(who)));
                }
            }
        });
        let about = words("setup-start-writer");
        row::name(ui, &shown.response.on_hover_text(about.help), &about.title);
    });
    let network = writer.card.architecture.name();
    row::note(ui, tr!("setup-model-network", network = network, weights = writer.card.parameters));
}
