//! The run store on a folder of its own.

use std::sync::Arc;

use super::*;
use crate::data::{Dataset, PIXELS};
use crate::export::tests::history;
use crate::model::{Arch, Pixels};
use crate::store::date;
use crate::train::TrainConfig;

fn data_dir() -> (tempfile::TempDir, DataDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let dir = DataDir(folder.path().join("data"));
    (folder, dir)
}

fn record(name: &str, started_secs: u64) -> RunRecord {
    let settings = TrainConfig { arch: Arch::Softmax, ..TrainConfig::default() };
    RunRecord { name: name.to_owned(), ..RunRecord::begun(settings, None, started_secs) }
}

/// A run of softmax regression before its first step.
fn half_way() -> Checkpoint {
    struct First(Option<Checkpoint>);
    impl crate::train::Observer for First {
        fn event(&mut self, _event: crate::train::TrainEvent) {}
        fn directive(&mut self) -> crate::train::Directive {
            crate::train::Directive::Discard
        }
        fn wants_checkpoint(&mut self) -> bool {
            true
        }
        fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
            self.0.get_or_insert(*checkpoint);
        }
    }
    let images = Arc::new(Dataset::new("grey", vec![9; 20 * PIXELS], vec![1; 20]).expect("sizes fit"));
    let data = crate::train::DataPlan::holding_out(5);
    let config = TrainConfig { arch: Arch::Softmax, threads: 1, data, ..TrainConfig::default() };
    let data = crate::train::TrainingData { train: images.clone(), test: images };
    let mut first = First(None);
    let _ = crate::train::run(
        &crate::train::Job { config, start: None, teachers: Vec::new(), data: data.into() },
        &mut first,
    );
    let mut checkpoint = first.0.expect("it was asked for after the first step");
    // Times differ from run to run.
    checkpoint.position.elapsed_secs = 1.0;
    checkpoint.position.training_secs = 1.0;
    for report in &mut checkpoint.history.steps {
        (report.elapsed_secs, report.images_per_second) = (1.0, 1.0);
    }
    for report in &mut checkpoint.history.validations {
        report.elapsed_secs = 0.5;
    }
    checkpoint
}

/// A run that has ended well, with everything there can be.
fn finished(dir: &DataDir, name: &str, started_secs: u64) -> String {
    let mut record = record(name, started_secs);
    let folder = RunFolder::create(dir, &record, None).expect("created");
    record.state = RunState::Finished;
    let weights = Weights::fresh(Arch::Softmax, 3);
    let update = Update {
        record: Some(record),
        history: Some(Arc::new(history())),
        best: Some(weights.clone()),
        last: Some(weights),
        ..Update::default()
    };
    folder.write(&update).expect("written");
    folder.id().to_owned()
}

#[test]
fn runs_are_listed_newest_first_with_everything_they_hold() {
    let (_folder, dir) = data_dir();
    assert_eq!(list(&dir).expect("no folder is no error"), (Vec::new(), Vec::new()));
    let ids = [finished(&dir, "old", 1_000), finished(&dir, "new", 2_000), finished(&dir, "newer", 2_000)];
    let (runs, unreadable) = list(&dir).expect("listed");
    assert_eq!(runs.iter().map(|run| run.record.name.as_str()).collect::<Vec<_>>(), ["newer", "new", "old"]);
    assert!(unreadable.is_empty() && runs.iter().all(|run| run.bytes > 60_000 && run.has_weights && !run.can_resume));
    assert_eq!(history_of(&dir, &ids[0]), history());
    let model = model(&dir, &runs[0], RunWeights::Best).expect("weights");
    assert_eq!((model.card.name.as_str(), model.card.architecture), ("newer", Arch::Softmax));
    assert_eq!(find(&dir, "new").expect("by name").id, ids[1]);
    assert_eq!(find(&dir, &ids[2]).expect("by id").id, ids[2]);
    find(&dir, "nothing").expect_err("no such run");
}

fn history_of(dir: &DataDir, id: &str) -> History {
    super::history(dir, id).expect("curves")
}

#[test]
fn a_name_changes_and_the_id_stays() {
    let (_folder, dir) = data_dir();
    let id = finished(&dir, "first", 1_000);
    rename(&dir, &id, "  Über 99 %  ").expect("renamed");
    assert_eq!(read(&dir, &id).expect("read").record.name, "Über 99 %");
    assert!(rename(&dir, &id, "  ").expect_err("no name").what.to_string().contains("name"));
}

#[test]
fn a_deleted_run_comes_back_until_a_day_has_passed() {
    let (_folder, dir) = data_dir();
    let id = finished(&dir, "gone", 1_000);
    trash::delete(&dir, &id).expect("deleted");
    assert!(list(&dir).expect("listed").0.is_empty());
    trash::empty(&dir, date::now_secs() + 60);
    trash::restore(&dir, &id).expect("restored");
    assert_eq!(read(&dir, &id).expect("read").record.name, "gone");
    trash::delete(&dir, &id).expect("deleted");
    trash::empty(&dir, date::now_secs() + 2 * 86_400);
    trash::restore(&dir, &id).expect_err("gone for good");
}

#[test]
fn a_run_of_the_same_second_leaves_a_deleted_one_its_id() {
    let (_folder, dir) = data_dir();
    let ids = ["first", "second", "third"].map(|name| {
        let id = finished(&dir, name, 1_000);
        trash::delete(&dir, &id).expect("deleted");
        (id, name)
    });
    for (id, name) in ids {
        trash::restore(&dir, &id).expect("restored");
        assert_eq!(read(&dir, &id).expect("read").record.name, name);
    }
}

#[test]
fn a_run_without_its_process_is_interrupted_and_one_with_it_cannot_be_deleted() {
    let (_folder, dir) = data_dir();
    let folder = RunFolder::create(&dir, &record("live", 1_000), None).expect("created");
    let mut recorder = Recorder::new(record("live", 1_000));
    folder.write(&recorder.checkpoint(Box::new(half_way()))).expect("written");
    let id = folder.id().to_owned();
    let live = read(&dir, &id).expect("read");
    assert_eq!((live.record.state, live.can_resume), (RunState::Running, false));
    assert!(trash::delete(&dir, &id).expect_err("it is being trained").what.to_string().contains("stop"));
    RunFolder::take_over(&dir, &id).expect_err("it is held");
    drop(folder);
    let dead = read(&dir, &id).expect("read");
    assert_eq!((dead.record.state, dead.can_resume), (RunState::Interrupted, true));
    assert_eq!(checkpoint(&dir, &id).expect("there"), half_way());
    RunFolder::take_over(&dir, &id).expect("nobody holds it");
    keep_best(&dir, &id).expect("kept");
    let kept = read(&dir, &id).expect("read");
    assert_eq!((kept.record.state, kept.can_resume, kept.has_weights), (RunState::Stopped, false, true));
    assert_eq!(model(&dir, &kept, RunWeights::Best).expect("weights").weights, half_way().weights);
}

#[test]
fn foreign_folders_are_listed_as_unreadable_and_left_alone() {
    let (_folder, dir) = data_dir();
    let id = finished(&dir, "good", 1_000);
    let contents: [(&str, &[u8]); 4] = [
        ("future", br#"{"format": 99, "shape": "unknown"}"#),
        ("garbage", b"\xff\x00{"),
        ("empty", b""),
        ("half", br#"{"format": 1, "name": "x"}"#),
    ];
    for (name, text) in contents {
        fs::create_dir_all(dir.runs().join(name)).expect("made");
        atomic::write(&dir.runs().join(name).join("run.json"), text).expect("written");
    }
    fs::create_dir_all(dir.runs().join("nothing in it")).expect("made");
    let (runs, unreadable) = list(&dir).expect("listed");
    assert_eq!(runs.len(), 1);
    assert_eq!(unreadable.len(), 5);
    let future = unreadable.iter().find(|run| run.id == "future").expect("listed");
    assert!(future.reason.what.to_string().contains("newer version"), "{}", future.reason);
    for (name, text) in contents {
        rename(&dir, name, "mine now").expect_err("it cannot be understood");
        assert_eq!(fs::read(dir.runs().join(name).join("run.json")).expect("still there"), text);
    }
    atomic::write(&dir.runs().join(&id).join("curve.safetensors"), b"garbage").expect("written");
    assert!(super::history(&dir, &id).expect_err("no curve").what.to_string().contains("curves"));
}

#[test]
fn an_id_never_leads_out_of_the_folder_of_runs() {
    let (_folder, dir) = data_dir();
    for id in ["..", "../models", "a/b", "", "/"] {
        read(&dir, id).expect_err(id);
        trash::delete(&dir, id).expect_err(id);
    }
}

#[test]
fn the_model_a_run_started_from_is_kept_with_it() {
    let (_folder, dir) = data_dir();
    let card = ModelCard {
        pixels: Pixels::Signed,
        seed: 7,
        ..ModelCard::new("start", Arch::Softmax, crate::data::LabelSet::DIGITS)
    };
    let start = Model { card, weights: Weights::fresh(Arch::Softmax, 7) };
    let folder = RunFolder::create(&dir, &record("tuned", 1_000), Some(&start)).expect("created");
    assert_eq!(start_model(&dir, folder.id()).expect("read"), Some(start));
    let plain = finished(&dir, "plain", 2_000);
    assert_eq!(start_model(&dir, &plain).expect("read"), None);
}

#[test]
fn a_discarded_run_whose_process_died_is_swept_away_and_can_be_brought_back() {
    let (_folder, dir) = data_dir();
    let folder = RunFolder::create(&dir, &record("unwanted", 1_000), None).expect("created");
    let mut recorder = Recorder::new(record("unwanted", 1_000));
    recorder.record.is_unwanted = true;
    folder.write(&recorder.checkpoint(Box::new(half_way()))).expect("written");
    sweep(&dir).expect("nothing to sweep");
    let id = folder.id().to_owned();
    assert!(read(&dir, &id).is_ok(), "its process is alive");
    drop(folder);
    sweep(&dir).expect("swept");
    assert_eq!(list(&dir).expect("listed"), (Vec::new(), Vec::new()));
    let left: Vec<_> = fs::read_dir(dir.runs()).expect("there").flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left, [".trash"]);
    restore(&dir, &id).expect("it is in the trash");
    sweep(&dir).expect("nothing to sweep");
    assert!(read(&dir, &id).expect("it is wanted now").can_resume);
}

#[test]
fn of_two_updates_the_newer_parts_win() {
    let mut waiting = Update {
        record: Some(record("old", 1)),
        checkpoint: Some(writer::CheckpointUpdate::Keep(Box::new(half_way()))),
        ..Update::default()
    };
    waiting.merge(Update { record: Some(record("new", 1)), ..Update::default() });
    assert_eq!(waiting.record.map(|record| record.name), Some("new".to_owned()));
    assert!(matches!(waiting.checkpoint, Some(writer::CheckpointUpdate::Keep(_))));
}

#[cfg(unix)]
#[test]
fn a_place_that_cannot_be_written_is_an_error_in_words() {
    let (_folder, dir) = data_dir();
    let folder = RunFolder::create(&dir, &record("live", 1_000), None).expect("created");
    // A folder in the way of the file, since a test may run as somebody who may write everywhere.
    fs::create_dir_all(dir.runs().join(folder.id()).join("checkpoint")).expect("made");
    let update = Update {
        checkpoint: Some(writer::CheckpointUpdate::Keep(Box::new(half_way()))),
        best: Some(Weights::fresh(Arch::Softmax, 1)),
        ..Update::default()
    };
    let error = folder.write(&update).expect_err("in the way");
    assert!(error.what.to_string().contains("folder"), "{error}");
    assert!(dir.runs().join(folder.id()).join("best.safetensors").is_file(), "the rest is written all the same");
}

#[test]
fn a_run_whose_weights_cannot_be_written_never_says_that_it_finished() {
    let ended = |has_checkpoint: bool| {
        let (_folder, dir) = data_dir();
        let begun = record("unlucky", 1_000);
        let folder = RunFolder::create(&dir, &begun, None).expect("created");
        if has_checkpoint {
            let checkpoint = Some(writer::CheckpointUpdate::Keep(Box::new(half_way())));
            folder.write(&Update { checkpoint, ..Update::default() }).expect("written");
        }
        // A folder in the way of the file, as above.
        fs::create_dir_all(dir.runs().join(folder.id()).join("best.safetensors")).expect("made");
        let update = Update {
            record: Some(RunRecord { state: RunState::Finished, ..begun }),
            best: Some(Weights::fresh(Arch::Softmax, 1)),
            checkpoint: Some(writer::CheckpointUpdate::Remove),
            ..Update::default()
        };
        folder.write(&update).expect_err("in the way");
        let id = folder.id().to_owned();
        drop(folder);
        read(&dir, &id).expect("it is there")
    };
    let failed = ended(false);
    assert_eq!((failed.record.state, failed.can_resume), (RunState::Failed, false));
    let told = failed.record.fault.expect("it is told").to_string();
    assert!(told.starts_with("its weights could not be written: "), "{told}");
    let to_go_on = ended(true);
    assert_eq!((to_go_on.record.state, to_go_on.can_resume), (RunState::Interrupted, true));
}

fn numbers(dir: &DataDir) -> Vec<(String, usize)> {
    let listed = list(dir).expect("listed").0;
    listed.into_iter().map(|run| (run.record.name, run.record.number)).collect()
}

fn numbered(runs: &[(&str, usize)]) -> Vec<(String, usize)> {
    runs.iter().map(|&(name, number)| (name.to_owned(), number)).collect()
}

#[test]
fn every_run_has_a_number_that_no_other_gets_while_it_can_be_brought_back() {
    let (_folder, dir) = data_dir();
    let [_, second] = [finished(&dir, "one", 1_000), finished(&dir, "two", 2_000)];
    trash::delete(&dir, &second).expect("deleted");
    finished(&dir, "three", 3_000);
    restore(&dir, &second).expect("restored");
    assert_eq!(numbers(&dir), numbered(&[("three", 3), ("two", 2), ("one", 1)]));
}

#[test]
fn runs_of_earlier_versions_get_numbers_and_sketches_that_stay() {
    let (_folder, dir) = data_dir();
    let ids = [finished(&dir, "old", 1_000), finished(&dir, "older", 500), finished(&dir, "new", 2_000)];
    for id in &ids[..2] {
        let path = dir.runs().join(id).join("run.json");
        let mut record = read_record(&path).expect("read");
        (record.number, record.epochs_done) = (0, 1);
        write_record(&path, &record).expect("written");
    }
    let all = numbered(&[("new", 3), ("old", 2), ("older", 1)]);
    assert_eq!(numbers(&dir), all, "the oldest has the lowest");
    complete(&dir);
    assert!(!read(&dir, &ids[0]).expect("read").record.sketch.is_empty());
    trash::delete(&dir, &ids[1]).expect("deleted");
    assert_eq!(numbers(&dir), all[..2]);
}
