//! What a run starts from, in the window and in a settings file.

use std::fs;

use digit_lab::app::core::command::Command;
use digit_lab::app::core::files::request::Request;
use digit_lab::app::core::settings::setup::{Setup, StartFrom};
use digit_lab::app::core::training::setup_command::SetupCommand;
use digit_lab::store::training_settings;
use digit_lab::train::TrainConfig;

use super::settings;

#[test]
fn a_settings_file_says_what_to_start_from() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("tune.json");
    fs::write(&file, r#"{"format": 2, "start_from": "conv3", "epochs": 2}"#).expect("there is room");
    let mut lab = settings();
    let before = lab.state().settings.train.clone();
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, file.clone()));
    lab.until("its model is current", |state| {
        state.shared.current.as_ref().is_some_and(|current| current.named.as_deref() == Some("conv3"))
    });
    let config = TrainConfig { epochs: 2, ..TrainConfig::default() };
    assert_eq!(
        lab.state().settings.train,
        Setup { start_from: StartFrom::CurrentModel, purpose: None, config: config.clone() }
    );

    let again = folder.path().join("again.json");
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::SaveSettings, again.clone()));
    lab.until("it is written", |_| again.exists());
    let settings = training_settings::read(&again).expect("readable");
    assert_eq!((settings.start_from.as_deref(), settings.config), (Some("conv3"), config));

    lab.harness.state_mut().run(Command::Setup(SetupCommand::Back));
    assert_eq!(lab.state().settings.train, before);
    lab.until("the model is back too", |state| {
        state.shared.current.as_ref().is_some_and(|current| current.model.name() == "Beginner")
    });
}

#[test]
fn an_unknown_model_to_start_from_is_told_and_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("tune.json");
    let text = r#"{"format": 2, "start_from": "nobody", "epochs": 2}"#;
    fs::write(&file, text).expect("there is room");
    let mut lab = settings();
    let before = lab.state().settings.train.clone();
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::OpenSettings, file.clone()));
    lab.until("the fault is told", |state| {
        state.shared.notices.all().iter().any(|notice| notice.words().contains("there is no model \"nobody\""))
    });
    assert_eq!(lab.state().settings.train, before);
    assert_eq!(fs::read_to_string(&file).expect("still there"), text);
}

#[test]
fn settings_that_start_from_a_model_in_memory_ask_to_save_it_first() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("tune.json");
    let mut lab = settings();
    lab.state().settings.train.start_from = StartFrom::CurrentModel;
    lab.harness.state_mut().run(digit_lab::app::core::command::Command::answer(Request::SaveSettings, file.clone()));
    lab.until("it is told", |state| {
        state.shared.notices.all().iter().any(|notice| notice.words().contains("Beginner, which is not saved yet"))
    });
    assert!(!file.exists());
}
