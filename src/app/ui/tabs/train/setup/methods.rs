//! The settings of methods that are no networks: which one, and the few that each has.

use egui::{ComboBox, Ui};

use super::SetupEditor;
use super::basics::indented;
use super::number::{COUNTS, Scale, number, significant, whole};
use super::row::{self, setting, words};
use crate::methods::{Method, MethodConfig};
use crate::text::{Named as _, format};
use crate::tr;

/// Which method.
pub fn choice(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let chosen = &mut editor.methods.method;
    indented(ui, |ui| {
        let combo = ComboBox::from_id_salt("method").selected_text(chosen.title()).width(ui.available_width());
        let shown = combo.height(320.0).truncate().show_ui(ui, |ui| {
            for &method in Method::ALL {
                ui.selectable_value(chosen, method, method.title()).on_hover_text(method.help());
            }
        });
        let about = words("setup-method");
        row::name(ui, &shown.response.on_hover_text(about.help), &about.title);
    });
    row::note(ui, chosen.help());
}

/// The settings of that method, and what it learns from.
pub fn settings(ui: &mut Ui, editor: &mut SetupEditor<'_>) {
    let (explain, usual) = (editor.explain, MethodConfig::of(editor.methods.method));
    let config = &mut *editor.methods;
    let cost = |ui: &mut Ui, title: &str, cost: &mut f32| {
        number(ui, title, cost, MethodConfig::COST, Scale::Logarithmic { smallest: 1e-4 }, significant)
    };
    match config.method {
        Method::LeastSquares => {}
        Method::Neighbours => {
            let about = words("method-k");
            setting(ui, explain, &about, &mut config.neighbours, &usual.neighbours, |ui, k| {
                whole(ui, &about.title, k, MethodConfig::NEIGHBOURS, Scale::Linear)
            });
        }
        Method::LinearSvm => {
            let about = words("method-cost");
            setting(ui, explain, &about, &mut config.linear_cost, &usual.linear_cost, |ui, c| {
                cost(ui, &about.title, c)
            });
        }
        Method::KernelSvm => {
            let about = words("method-cost");
            setting(ui, explain, &about, &mut config.kernel_cost, &usual.kernel_cost, |ui, c| {
                cost(ui, &about.title, c)
            });
            let about = words("method-gamma");
            setting(ui, explain, &about, &mut config.gamma, &usual.gamma, |ui, gamma| {
                let scale = Scale::Logarithmic { smallest: 1e-4 };
                number(ui, &about.title, gamma, MethodConfig::GAMMA, scale, significant)
            });
            let about = words("method-images");
            setting(ui, explain, &about, &mut config.images, &usual.images, |ui, images| {
                whole(ui, &about.title, images, MethodConfig::IMAGES, COUNTS)
            });
        }
        Method::Tree | Method::Forest => {
            if config.method == Method::Forest {
                let about = words("method-trees");
                setting(ui, explain, &about, &mut config.trees, &usual.trees, |ui, trees| {
                    whole(ui, &about.title, trees, MethodConfig::TREES, COUNTS)
                });
            }
            let about = words("method-depth");
            setting(ui, explain, &about, &mut config.depth, &usual.depth, |ui, depth| {
                whole(ui, &about.title, depth, MethodConfig::DEPTH, Scale::Linear)
            });
        }
    }
    if let Some(data) = &editor.shared.data {
        row::note(
            ui,
            tr!(
                "method-learns-from",
                images = format::count(data.train.len()),
                data = editor.shared.data_source.called()
            ),
        );
    }
}
