//! What a run does when it is told to, while it goes on.

use super::*;

fn endless_softmax() -> Job {
    let config =
        TrainConfig { epochs: 1_000, schedule: Schedule::Constant, learning_rate: 1e-4, ..config(Arch::Softmax) };
    job(config)
}

fn steps_in(events: &[TrainEvent]) -> Vec<u64> {
    let step = |event: &TrainEvent| match event {
        TrainEvent::Step(step) => Some(step.step),
        TrainEvent::Started(_)
        | TrainEvent::Restored(_)
        | TrainEvent::Validated(_)
        | TrainEvent::Epoch(_)
        | TrainEvent::Changed(_)
        | TrainEvent::Finished(_)
        | TrainEvent::Failed(_) => None,
    };
    events.iter().filter_map(step).collect()
}

#[test]
fn a_changed_batch_size_keeps_the_rest_of_the_epoch_and_the_schedules_place() {
    let mut witness = Witness::new(|_| Directive::Continue);
    witness.wants_all = true;
    witness.changes = vec![(5, SettingChange::BatchSize(50)), (17, SettingChange::BatchSize(400))];
    let config = TrainConfig {
        epochs: 2,
        batch_size: 100,
        schedule: Schedule::Exponential { factor: 0.5 },
        learning_rate: 0.01,
        ..config(Arch::Softmax)
    };
    let outcome = finished(run(&job(config), &mut witness));
    // 1,000 images: 5 steps of 100 and 10 of 50; then 2 of 50, 2 of 400 and one of the 100 that are left.
    assert_eq!(witness.epochs.iter().map(|epoch| epoch.step).collect::<Vec<_>>(), [15, 20]);
    assert_eq!(witness.changed.iter().map(|changed| changed.step).collect::<Vec<_>>(), [5, 17]);
    assert!((witness.changed[0].epochs - 0.5).abs() < 1e-12 && (witness.changed[1].epochs - 1.1).abs() < 1e-12);
    let rates: Vec<f64> = witness.steps.iter().map(|step| step.learning_rate).collect();
    // The 6th step begins after half an epoch, the 16th after one, the 19th after 1.5.
    for (step, epochs) in [(6, 0.5), (7, 0.55), (16, 1.0), (18, 1.1), (19, 1.5), (20, 1.9)] {
        assert!((rates[step - 1] - 0.01 * 0.5_f64.powf(epochs)).abs() < 1e-12, "step {step}: {rates:?}");
    }
    assert_eq!(outcome.config.batch_size, 100, "the settings are those the run began with");
}

#[test]
fn a_change_counts_from_the_next_step_on() {
    let run_with = |changes: Vec<(u64, SettingChange)>| {
        let mut witness = Witness::new(|_| Directive::Continue);
        witness.wants_all = true;
        witness.changes = changes;
        let config = TrainConfig { epochs: 1, schedule: Schedule::Constant, limit: Some(320), ..config(Arch::Mlp) };
        finished(run(&job(config), &mut witness));
        witness.steps.iter().map(|step| (step.learning_rate, step.loss.to_bits())).collect::<Vec<_>>()
    };
    let plain = run_with(Vec::new());
    let all = [
        SettingChange::LearningRate(0.02),
        SettingChange::WeightDecay(1.0),
        SettingChange::L1(1.0),
        SettingChange::LabelSmoothing(0.3),
        SettingChange::Dropout(Some(0.5)),
        SettingChange::ClipNorm(Some(0.001)),
    ];
    for change in all {
        let changed = run_with(vec![(5, change)]);
        assert_eq!(changed[..5], plain[..5], "{change:?} came too soon");
        assert!(changed[5..] != plain[5..], "{change:?} changed nothing");
    }
    let rates: Vec<f64> = run_with(vec![(5, SettingChange::LearningRate(0.02))]).iter().map(|step| step.0).collect();
    assert_eq!(rates, [[0.004; 5], [0.02; 5]].concat());
    // What is out of range is left out.
    assert_eq!(run_with(vec![(5, SettingChange::LearningRate(-1.0))]), plain);
}

#[test]
fn a_single_step_is_one_batch_and_its_report() {
    let (mut trainer, bell) = trainer(endless_softmax());
    trainer.control(Control::Pause);
    // Everything up to where it holds.
    let settle = |trainer: &mut Trainer| {
        let mut events = drain_until(trainer, &bell, |events| !steps_in(events).is_empty());
        std::iter::from_fn(|| bell.recv_timeout(Duration::from_millis(30)).ok()).for_each(drop);
        events.extend(trainer.drain());
        events
    };
    let mut last = steps_in(&settle(&mut trainer)).into_iter().max().unwrap_or(0);
    let mut events = Vec::new();
    // Over the end of an epoch of 32 steps, too.
    for _ in 0..33 {
        trainer.control(Control::Step);
        let new = settle(&mut trainer);
        last += 1;
        assert_eq!(steps_in(&new), [last], "{new:?}");
        events.extend(new);
    }
    assert!(events.iter().any(|event| matches!(event, TrainEvent::Epoch(_))));
    trainer.control(Control::Resume);
    drain_until(&mut trainer, &bell, |events| steps_in(events).len() > 2);
    trainer.control(Control::Stop);
    assert!(matches!(to_the_end(&mut trainer, &bell).last(), Some(TrainEvent::Finished(_))));
}

#[test]
fn a_change_from_outside_is_made_and_marked_or_refused_with_the_range() {
    let (mut trainer, bell) = trainer(endless_softmax());
    let sentence = trainer.change(SettingChange::BatchSize(0)).expect_err("no step has no images").to_string();
    assert_eq!(sentence, "the batch size is 0; it has to be from 1 to 4096");
    trainer.control(Control::Pause);
    trainer.change(SettingChange::LearningRate(0.5)).expect("it is in range");
    trainer.change(SettingChange::BatchSize(10)).expect("it is in range");
    trainer.control(Control::Resume);
    let is_changed = |event: &TrainEvent| matches!(event, TrainEvent::Changed(_));
    let events =
        drain_until(&mut trainer, &bell, |events| events.iter().filter(|event| is_changed(event)).count() == 2);
    let later = drain_until(&mut trainer, &bell, |events| steps_in(events).len() > 1);
    let mut rates = later
        .iter()
        .filter_map(|event| if let TrainEvent::Step(step) = event { Some(step.learning_rate) } else { None });
    assert!(rates.next_back().is_some_and(|rate| (rate - 0.5).abs() < 1e-12), "{events:?} {later:?}");
}

#[test]
fn checkpoints_come_as_often_as_asked_for_and_whenever_it_pauses() {
    let (mut trainer, bell) = trainer(endless_softmax());
    drain_until(&mut trainer, &bell, |events| steps_in(events).len() > 1);
    assert!(trainer.latest_checkpoint().is_none(), "nobody asked for one");
    let wait = |trainer: &mut Trainer| {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(checkpoint) = trainer.latest_checkpoint() {
                return checkpoint;
            }
            assert!(Instant::now() < deadline, "no checkpoint came");
            let _ = bell.recv_timeout(Duration::from_millis(20));
            trainer.drain();
        }
    };
    trainer.checkpoint_every(Some(Duration::from_millis(1)));
    let (first, second) = (wait(&mut trainer), wait(&mut trainer));
    assert!(first.position.steps < second.position.steps);
    trainer.checkpoint_every(Some(Duration::from_hours(1)));
    // One may still have been under way; where that was made, none is made again.
    drain_until(&mut trainer, &bell, |events| steps_in(events).len() > 1);
    let _ = trainer.latest_checkpoint();
    drain_until(&mut trainer, &bell, |events| steps_in(events).len() > 1);
    trainer.control(Control::Pause);
    // A pause that falls into a validation holds there and makes none: then once more.
    let begun = Instant::now();
    let paused = loop {
        if let Some(checkpoint) = trainer.latest_checkpoint() {
            break checkpoint;
        }
        assert!(begun.elapsed() < DEADLINE, "no checkpoint came");
        if bell.recv_timeout(Duration::from_secs(1)).is_err() {
            trainer.control(Control::Step);
        }
        trainer.drain();
    };
    let last = paused.history.steps.last().expect("it has trained").step;
    assert_eq!(paused.position.steps, last, "the step before it is in its history");
}
