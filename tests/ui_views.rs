//! The views of the Train tab through AccessKit: each is reached by its name and its key, and shows what it says.

#[path = "common/lab.rs"]
mod lab;

use digit_lab::app::tabs::Tab;
use digit_lab::app::tabs::train::views::TrainView;
use eframe::egui::{Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use lab::Lab;

#[test]
fn every_view_opens_by_its_name_and_by_its_key() {
    let mut lab = Lab::open(Tab::Train, [1024.0, 700.0]);
    for view in TrainView::ALL {
        lab.harness.get_by_role_and_label(Role::Tab, view.title()).click();
        lab.until("the view is open", |state| state.settings.train_view == view);
    }
    for view in TrainView::ALL {
        lab.harness.key_press_modifiers(Modifiers::ALT, view.key());
        lab.until("the view is open", |state| state.settings.train_view == view);
    }
}
