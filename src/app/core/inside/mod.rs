//! The network that reads the canvas, opened up: every number of it for what is on the canvas, live while somebody draws
//! and while it trains, and where one looks.

pub mod command;
mod excited;
mod lead;
pub mod method;
pub mod picture;
pub mod place;
pub mod player;
pub mod working;

use std::sync::Arc;

use super::canvas::Canvas;
use super::canvas::latest_answer::LatestReading;
use super::canvas::reading::WeightsSource;
use super::explain::Explained;
use super::settings::Settings;
use super::settings::inside::{InsideView, Stage, TEMPERATURES};
use super::settings::tab::Tab;
use super::shared::Shared;
use super::training::TrainingState;
use crate::background::{InspectingReader, LookRequest};
use crate::data::Image;
use crate::data::LabelSet;
use crate::export::plot::Picture;
use crate::model::inspect::Anatomy;
use crate::model::{Changes, Layer, Look, Prediction, Subject};
use crate::text::Message;
use command::InsideCommand;
pub use excited::Excited;
use lead::Lead;
use method::InsideMethod;
use place::{Depth, Spot};
use player::{Length, Player};
use working::{ByHand, Scene};

/// What is looked at: which weights, which picture, and what is done to the network meanwhile.
#[derive(Clone, PartialEq)]
struct Question {
    stamp: u64,
    image: Image,
    changes: Changes,
}

/// The inside of the network that reads the canvas.
#[derive(Default)]
pub struct Inside {
    latest: LatestReading<Question, InspectingReader>,
    weights: Option<(WeightsSource, u64)>,
    stamp: u64,
    subject: Option<Subject>,
    anatomy: Option<Arc<Anatomy>>,
    image: Image,
    /// From how close one looks.
    pub depth: Depth,
    /// Where.
    pub spot: Spot,
    /// Where one looked last: in the row of layers, or by hand.
    lead: Lead,
    /// What is done to the network while it is looked at.
    pub changes: Changes,
    /// What logits are divided by in the bars, where that is not left to the model's card.
    temperature: Option<f32>,
    /// The operation that is shown by hand, and how far it is.
    pub working: ByHand,
    scene: Option<Scene>,
    /// The method that reads, if it is no network.
    pub method: InsideMethod,
    excited: Option<Excited>,
    /// The picture that is to be saved, while its file is asked for.
    pub to_save: Option<Arc<Picture>>,
}

impl Inside {
    /// Asks for a look if picture, weights or changes are others, and takes the newest; never waits. Does nothing while
    /// nobody looks.
    pub fn follow(&mut self, settings: &Settings, shared: &mut Shared, training: &TrainingState, canvas: &Canvas) {
        if settings.inside.stage == Stage::Closed || settings.tab != Tab::Draw {
            return;
        }
        let live = training.live().filter(|_| canvas.source == WeightsSource::Training);
        let weights = match (&live, &shared.current) {
            (Some(live), _) => Some((WeightsSource::Training, live.generation)),
            (None, Some(current)) => Some((WeightsSource::Current, current.generation)),
            (None, None) => None,
        };
        if weights != self.weights {
            self.weights = weights;
            self.stamp += 1;
            let current = || shared.current.as_ref().and_then(super::shared::CurrentModel::subject);
            self.subject = live.map(|live| live.subject).or_else(current);
            self.open_up();
        }
        self.image = canvas.seen().clone();
        let method = shared.current.as_ref().filter(|_| self.subject.is_none());
        let method = method.and_then(|current| Some((Arc::clone(current.model.method()?), current.generation)));
        self.method.follow(method, &self.image, shared);
        if self.image.is_blank() {
            self.latest.forget();
        } else if let Some(subject) = &self.subject {
            let (stamp, image, changes) = (self.stamp, self.image.clone(), self.changes.clone());
            let question = Question { stamp, image, changes };
            let request = || LookRequest {
                subject: subject.clone(),
                stamp,
                image: self.image.clone(),
                changes: self.changes.clone(),
            };
            self.latest.ask(shared, question, request);
        }
        self.latest.poll(shared);
        self.scene = self.new_scene(settings);
    }

    /// What is to be seen of the operation by hand, if that is looked at.
    fn new_scene(&self, settings: &Settings) -> Option<Scene> {
        let is_shown = settings.inside.view == InsideView::ByHand;
        let (anatomy, subject) = (self.anatomy.as_ref()?, self.subject.as_ref()?);
        let look = self.look().filter(|_| is_shown)?;
        self.working.scene(anatomy, subject, look, self.temperature().0)
    }

    /// The operation by hand, at its step; none for a blank canvas.
    #[must_use]
    pub fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref()
    }

    /// Takes note of the network's layers if it is another network.
    fn open_up(&mut self) {
        let kind = self.subject.as_ref().map(|subject| (subject.arch, subject.labels.len()));
        if self.anatomy.as_ref().map(|anatomy| (anatomy.arch, anatomy.outputs)) == kind {
            return;
        }
        // What was seen is of another network.
        self.latest.forget();
        self.anatomy = kind.map(|(arch, outputs)| Arc::new(Anatomy::with(arch, outputs)));
        self.changes = Changes::default();
        self.working = ByHand::default();
        (self.depth, self.spot, self.lead) = (Depth::Network, Spot::default(), Lead::Nobody);
    }

    /// The stages of the network; none until a model is loaded.
    #[must_use]
    pub fn anatomy(&self) -> Option<&Arc<Anatomy>> {
        self.anatomy.as_ref()
    }

    /// The network and its weights; none until a model is loaded.
    #[must_use]
    pub fn subject(&self) -> Option<&Subject> {
        self.subject.as_ref()
    }

    /// What the network reads; blank if there is nothing.
    #[must_use]
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// Every number, as of the newest look; none for a blank canvas.
    #[must_use]
    pub fn look(&self) -> Option<&Arc<Look>> {
        let seen = self.latest.answer()?.look.as_ref().ok()?;
        (self.anatomy.as_ref()?.arch == seen.arch).then_some(seen)
    }

    /// Another number for other weights.
    #[must_use]
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Another number for every look.
    #[must_use]
    pub fn moment(&self) -> u64 {
        self.latest.answer().map_or(0, |inspection| inspection.ticket)
    }

    /// What logits are divided by in the bars, and whether that is what the model's card says.
    #[must_use]
    pub fn temperature(&self) -> (f32, bool) {
        let of_method = || self.method.model().map(|model| model.card.calibration().temperature);
        let own = self.subject.as_ref().map(|subject| subject.temperature).or_else(of_method).unwrap_or(1.0);
        (self.temperature.unwrap_or(own), self.temperature.is_none())
    }

    /// What the classes of the network that is looked into are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        let of_method = || self.method.model().map(|model| model.card.labels);
        self.subject.as_ref().map(|subject| subject.labels).or_else(of_method).unwrap_or_default()
    }

    /// What the network says of what is looked at, at that temperature; none for a blank canvas.
    #[must_use]
    pub fn prediction(&self) -> Option<Prediction> {
        let prediction = match self.look() {
            Some(look) => look.prediction,
            None => self.method.findings()?.prediction,
        };
        Some(prediction.at_temperature(self.temperature().0))
    }

    /// Why there are no numbers, if they were asked for.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.latest.answer()?.look.as_ref().err()
    }

    /// How long the newest look took, in seconds.
    #[must_use]
    pub fn seconds(&self) -> Option<f64> {
        Some(self.latest.answer()?.seconds)
    }

    /// Whether the network has a layer like this.
    #[must_use]
    pub fn has(&self, is_wanted: impl Fn(Layer) -> bool) -> bool {
        self.anatomy.as_ref().is_some_and(|anatomy| anatomy.has(is_wanted))
    }

    /// Opens the middle of the Draw tab.
    pub fn open(&self, settings: &mut Settings) {
        settings.inside.stage = Stage::Open;
        settings.tab = Tab::Draw;
    }

    /// What is to be explained; none until a model is loaded, or while nobody looks into it.
    #[must_use]
    pub fn explained(&self, settings: &Settings) -> Option<Explained> {
        let is_seen = settings.inside.stage == Stage::Open && settings.tab == Tab::Draw;
        let subject = self.subject.clone().filter(|_| is_seen)?;
        let source = self.weights.map_or(WeightsSource::Current, |(source, _)| source);
        let (image, temperature) = (self.image.clone(), self.temperature().0);
        Some(Explained { subject, stamp: self.stamp, image, source, temperature })
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: &InsideCommand, settings: &Settings) -> bool {
        let is_open = settings.inside.stage == Stage::Open;
        match command {
            InsideCommand::Toggle
            | InsideCommand::Show(_)
            | InsideCommand::Temperature(_)
            | InsideCommand::OperateOn(_)
            | InsideCommand::Pick(_)
            | InsideCommand::Label(_)
            | InsideCommand::UseNumbers(_)
            | InsideCommand::LookAtError
            | InsideCommand::Save(..) => true,
            InsideCommand::Switch(_) | InsideCommand::FindExciting(_) | InsideCommand::Go(..) => {
                is_open && self.anatomy.is_some()
            }
            InsideCommand::AllOn => self.changes != Changes::default(),
            InsideCommand::TogglePositions => is_open && self.has(|layer| layer == Layer::Positions),
            InsideCommand::ShufflePatches => is_open && self.has(|layer| matches!(layer, Layer::Patches { .. })),
            InsideCommand::Operate(operation) => {
                self.anatomy.as_ref().is_some_and(|anatomy| ByHand::operations(anatomy).contains(operation))
            }
            InsideCommand::PlayPause
            | InsideCommand::Forward
            | InsideCommand::Back
            | InsideCommand::ToStart
            | InsideCommand::ToEnd
            | InsideCommand::Seek(_)
            | InsideCommand::Frame(_) => is_open && self.scene.is_some(),
            InsideCommand::Out => is_open && settings.inside.view == InsideView::Layers && self.depth != Depth::Network,
        }
    }

    fn length(&self) -> Length {
        self.scene.as_ref().map_or(Length::default(), |scene| scene.length)
    }

    /// Shows the step that `to` makes of the one that is shown and of how many there are, and holds.
    fn step_to(&mut self, to: impl FnOnce(usize, usize) -> usize) {
        let length = self.length();
        let step = to(self.working.player.step().min(length.steps()), length.steps());
        self.working.player.hold_at(step, length);
    }

    /// Carries the command out.
    pub fn run(&mut self, command: InsideCommand, settings: &mut Settings, shared: &mut Shared) {
        if matches!(command, InsideCommand::Operate(_) | InsideCommand::OperateOn(_) | InsideCommand::Pick(_)) {
            self.lead = Lead::ByHand;
        }
        match command {
            InsideCommand::Toggle => {
                settings.inside.stage = match settings.inside.stage {
                    Stage::Closed => Stage::Open,
                    Stage::Open => Stage::Closed,
                };
                settings.tab = Tab::Draw;
            }
            InsideCommand::Show(view) => {
                self.meet(view);
                (settings.inside.stage, settings.inside.view) = (Stage::Open, view);
                settings.tab = Tab::Draw;
            }
            InsideCommand::Go(depth, spot) => self.go(depth, spot),
            InsideCommand::Out => self.depth = self.depth.out(),
            InsideCommand::LookAtError | InsideCommand::Save(..) => {}
            InsideCommand::FindExciting(layer) => self.find_exciting(layer, shared),
            InsideCommand::Switch(off) => {
                if !self.changes.off.remove(&off) {
                    self.changes.off.insert(off);
                }
            }
            InsideCommand::AllOn => self.changes = Changes::default(),
            InsideCommand::TogglePositions => {
                self.changes.positions = self.changes.positions.other();
            }
            InsideCommand::ShufflePatches => {
                self.changes.patches = self.changes.patches.other();
            }
            InsideCommand::Operate(operation) => {
                self.working.operate(operation);
                (settings.inside.stage, settings.inside.view) = (Stage::Open, InsideView::ByHand);
                settings.tab = Tab::Draw;
            }
            InsideCommand::OperateOn(layer) => self.working.use_layer(layer),
            InsideCommand::Pick(place) => self.working.pick(place),
            InsideCommand::Label(label) => self.working.label_as(label),
            InsideCommand::UseNumbers(numbers) => {
                self.working.numbers = numbers;
                self.working.player = Player::default();
            }
            InsideCommand::PlayPause => self.working.player.toggle(self.length()),
            InsideCommand::Forward => self.step_to(|step, _| step + 1),
            InsideCommand::Back => self.step_to(|step, _| step.saturating_sub(1)),
            InsideCommand::ToStart => self.step_to(|_, _| 0),
            InsideCommand::ToEnd => self.step_to(|_, steps| steps),
            InsideCommand::Seek(step) => self.step_to(|_, _| step),
            InsideCommand::Frame(secs) => self.working.player.advance(secs, self.length()),
            InsideCommand::Temperature(temperature) => {
                self.temperature = temperature.map(|one| one.clamp(*TEMPERATURES.start(), *TEMPERATURES.end()));
            }
        }
    }
}
