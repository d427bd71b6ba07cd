//! Models that read the canvas beside the current one: which, what they say, and how long it takes them.

mod ready;
pub mod times;

use std::sync::Arc;

use super::Canvas;
use super::latest_answer::LatestReading;
use super::reading::WeightsSource;
use crate::analysis::{InkShape, Judge, Judgement};
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::Settings;
use crate::app::core::settings::compared::ComparedModel;
use crate::app::core::shared::Shared;
use crate::app::core::training::TrainingState;
use crate::background::{PanelReader, Timed};
use crate::data::Image;
use crate::data::LabelSet;
use crate::model::{Prediction, Predictor};
use crate::msg;
use crate::text::Message;
use ready::{Ready, live, load};
use times::Times;

enum State {
    Loading,
    Ready(Ready),
    Failed(Message),
    /// Nothing is being trained.
    Absent,
}

struct Slot {
    what: ComparedModel,
    state: State,
    times: Times,
}

/// What there is to see of one model.
pub struct Column {
    /// The model, unless it is the one that reads anyway.
    pub what: Option<ComparedModel>,
    /// Its name.
    pub name: Message,
    /// Why there is nothing of it, if there is not.
    pub absence: Option<Message>,
    /// What it says.
    pub prediction: Option<Prediction>,
    /// What that comes to.
    pub judgement: Option<Judgement>,
    /// Number of its weights.
    pub parameters: Option<usize>,
    /// Size of its file, in bytes.
    pub bytes: Option<usize>,
    /// Median time of a reading, in seconds.
    pub seconds: Option<f64>,
    /// Whether its probabilities were compared with how often it is right.
    pub is_calibrated: bool,
}

impl Column {
    /// What its classes are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.prediction.map(|prediction| prediction.labels).unwrap_or_default()
    }
}

/// A picture, and the networks that are to read it.
struct Question {
    image: Image,
    predictors: Vec<Arc<Predictor>>,
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        let is_same = |(one, another): (&Arc<Predictor>, &Arc<Predictor>)| Arc::ptr_eq(one, another);
        self.image == other.image
            && self.predictors.len() == other.predictors.len()
            && self.predictors.iter().zip(&other.predictors).all(is_same)
    }
}

/// The models beside the current one, and the thread on which all of them read.
#[derive(Default)]
pub struct Compare {
    slots: Vec<Slot>,
    main: Option<(u64, WeightsSource, Ready)>,
    main_times: Times,
    /// Readings of the current model first, then of those that were ready, in the order of `order`.
    latest: LatestReading<Question, PanelReader>,
    /// The slots that were ready.
    order: Vec<usize>,
    columns: Vec<Column>,
}

impl Compare {
    /// Takes note of the models that are wanted and begins to load new ones.
    pub fn follow(&mut self, wanted: &[ComparedModel], shared: &mut Shared) {
        let is_same = self.slots.iter().map(|slot| &slot.what).eq(wanted);
        if is_same {
            return;
        }
        let mut before = std::mem::take(&mut self.slots);
        for what in wanted {
            let kept = before.iter().position(|slot| slot.what == *what).map(|place| before.swap_remove(place));
            let slot = kept.unwrap_or_else(|| Slot {
                what: what.clone(),
                state: match what {
                    ComparedModel::Model(named) => {
                        start_loading(named.clone(), shared);
                        State::Loading
                    }
                    ComparedModel::Training => State::Absent,
                },
                times: Times::default(),
            });
            self.slots.push(slot);
        }
        for Slot { what, .. } in before {
            if let ComparedModel::Model(named) = what {
                shared.effects.discard(&WorkKind::ComparedModel(named));
            }
        }
        self.latest.forget();
    }

    /// Takes in what was loaded and read, and asks for readings of `image` if anything changed; never waits.
    pub fn read(&mut self, shared: &mut Shared, training: &TrainingState, source: WeightsSource, image: &Image) {
        if self.slots.is_empty() {
            return;
        }
        self.poll_background(shared, training, source);
        let predictors: Vec<Arc<Predictor>> = self.ready().map(|ready| Arc::clone(&ready.predictor)).collect();
        if image.is_blank() || self.main.is_none() {
            self.latest.forget();
            return;
        }
        let question = Question { image: image.clone(), predictors: predictors.clone() };
        if !self.latest.ask(shared, question, || (predictors, image.clone())) {
            return;
        }
        let order: Vec<usize> = self.ready_slots().collect();
        if order != self.order {
            // Readings under way are of other models.
            self.order = order;
            self.latest.drop_older();
        }
    }

    fn ready_slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.slots.iter().enumerate().filter(|(_, slot)| matches!(slot.state, State::Ready(_))).map(|(index, _)| index)
    }

    /// The current model first.
    fn ready(&self) -> impl Iterator<Item = &Ready> {
        let others = self.slots.iter().filter_map(|slot| match &slot.state {
            State::Ready(ready) => Some(ready),
            State::Loading | State::Failed(_) | State::Absent => None,
        });
        self.main.as_ref().map(|(_, _, ready)| ready).into_iter().chain(others)
    }

    fn poll_background(&mut self, shared: &mut Shared, training: &TrainingState, source: WeightsSource) {
        let live = live(training);
        for slot in &mut self.slots {
            if slot.what == ComparedModel::Training {
                slot.state = live.clone().map_or(State::Absent, State::Ready);
            }
        }
        match (live.filter(|_| source == WeightsSource::Training), &shared.current) {
            (Some(live), _) => self.main = Some((0, WeightsSource::Training, live)),
            (None, Some(current)) => {
                let now = (current.generation, WeightsSource::Current);
                if self.main.as_ref().is_none_or(|&(generation, source, _)| (generation, source) != now) {
                    let ready = Ready::of(&current.model, Arc::clone(&current.predictor));
                    self.main = Some((now.0, now.1, ready));
                    self.main_times = Times::default();
                }
            }
            (None, None) => self.main = None,
        }
        if !self.latest.poll(shared) {
            return;
        }
        let mut timed = self.latest.answer().into_iter().flatten();
        if let Some(Some(main)) = timed.next() {
            self.main_times.push(main.seconds);
        }
        for (place, timed) in self.order.iter().zip(timed) {
            if let (Some(slot), Some(timed)) = (self.slots.get_mut(*place), timed) {
                slot.times.push(timed.seconds);
            }
        }
    }

    /// What there is to see, the current model first; nothing if no other one is wanted.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Judges what was read; `shape` is what the ink says by itself.
    pub fn judge(&mut self, shape: InkShape, settings: &Settings) {
        self.columns = self.judged(shape, settings);
    }

    fn judged(&self, shape: InkShape, settings: &Settings) -> Vec<Column> {
        if self.slots.is_empty() {
            return Vec::new();
        }
        let readings = self.latest.answer().map_or(&[][..], Vec::as_slice);
        let mut columns = Vec::new();
        if let Some((_, _, ready)) = &self.main {
            let reading = readings.first().copied().flatten();
            columns.push(column(None, ready, reading.as_ref(), &self.main_times, shape, settings));
        }
        for (index, slot) in self.slots.iter().enumerate() {
            let what = Some(slot.what.clone());
            let place = self.order.iter().position(|&place| place == index);
            let reading = place.and_then(|place| readings.get(place + 1).copied().flatten());
            columns.push(match &slot.state {
                State::Ready(ready) => column(what, ready, reading.as_ref(), &slot.times, shape, settings),
                State::Loading => absent(&slot.what, msg!("comparison-loading")),
                State::Failed(fault) => absent(&slot.what, fault.clone()),
                State::Absent => absent(&slot.what, msg!("comparison-no-run")),
            });
        }
        columns
    }
}

/// Begins to load the model of this name or path.
fn start_loading(named: String, shared: &mut Shared) {
    let (dir, wanted) = (shared.dir.clone(), named.clone());
    let read = move |_: &_| load(&dir, &wanted);
    shared.start_for(WorkKind::ComparedModel(named.clone()), read, |canvas: &mut Canvas, _, loaded| {
        let what = ComparedModel::Model(named);
        if let Some(slot) = canvas.compare.slots.iter_mut().find(|slot| slot.what == what) {
            slot.state = loaded.map_or_else(State::Failed, State::Ready);
        }
    });
}

fn column(
    what: Option<ComparedModel>,
    ready: &Ready,
    reading: Option<&Timed>,
    times: &Times,
    shape: InkShape,
    settings: &Settings,
) -> Column {
    let calibration = ready.calibration.clone().unwrap_or_default();
    let judge = Judge::new(&calibration).with_thresholds(settings.thresholds.over(calibration.thresholds));
    let prediction = reading.map(|reading| reading.prediction);
    Column {
        what,
        name: ready.name.clone(),
        absence: None,
        judgement: prediction.as_ref().map(|prediction| judge.judge_shape(shape, Some(prediction))),
        prediction,
        parameters: ready.parameters,
        bytes: ready.bytes,
        seconds: times.median(),
        is_calibrated: ready.calibration.is_some(),
    }
}

fn absent(what: &ComparedModel, why: Message) -> Column {
    let name = match what {
        ComparedModel::Model(named) => Message::verbatim(named),
        ComparedModel::Training => msg!("comparison-training"),
    };
    Column {
        what: Some(what.clone()),
        name,
        absence: Some(why),
        prediction: None,
        judgement: None,
        parameters: None,
        bytes: None,
        seconds: None,
        is_calibrated: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::settings::compared::in_range;

    #[test]
    fn two_models_at_most_are_compared_each_once() {
        let model = |name: &str| ComparedModel::Model(name.to_owned());
        let wild = vec![model("a"), model("a"), ComparedModel::Training, model("b")];
        assert_eq!(in_range(wild), [model("a"), ComparedModel::Training]);
    }
}
