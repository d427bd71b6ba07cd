//! Why the network says what it says, as the window knows it: a step of backpropagation on a copy of the weights, heat
//! maps and their checks, changes of the picture, landscapes of the loss.

pub mod change;
pub mod command;
pub mod favourites;
pub mod landscape;
mod net_source;
pub mod practising;
pub mod stepping;
mod taken;
pub mod why;
pub mod words;

use std::sync::Arc;

use super::canvas::reading::WeightsSource;
use super::effects::WorkKind;
use super::settings::inside::InsideView;
use super::shared::Shared;
use crate::data::Image;
use crate::data::labels::MOST_LABELS;
use crate::model::{Model, Prediction, Subject};
use crate::msg;
use crate::text::Message;
use change::Change;
use command::ExplainCommand;
use favourites::Favourites;
use landscape::Landscape;
use net_source::NetSource;
use practising::Practising;
use why::Why;

/// All randomness of explanations comes from this seed.
const SEED: u64 = 1;

/// What is explained: whose weights, and on which picture.
#[derive(Clone)]
pub struct Explained {
    /// The network and its weights.
    pub subject: Subject,
    /// Another number for other weights.
    pub stamp: u64,
    /// What it reads.
    pub image: Image,
    /// Whether the weights are those of the run under way, which follow each other, or a model's own.
    pub source: WeightsSource,
    /// What logits are divided by in the bars beside it: probabilities of an explanation are those of the bars.
    pub temperature: f32,
}

/// Explanations.
#[derive(Default)]
pub struct Explain {
    net: Option<NetSource>,
    /// Inputs that please a map.
    pub favourites: Favourites,
    /// Backpropagation.
    pub practising: Practising,
    /// Heat maps.
    pub why: Why,
    /// Changes of the picture.
    pub change: Change,
    /// Landscapes of the loss.
    pub landscape: Landscape,
}

impl Explain {
    /// Asks for what the open view shows if picture, weights or choices changed; never waits.
    pub fn follow(&mut self, view: InsideView, explained: Option<Explained>, shared: &mut Shared) {
        let Some(explained) = explained else { return };
        self.landscape.look(&explained);
        self.practising.leave_others(&explained);
        let net = self.net(&explained);
        if explained.image.is_blank() && view != InsideView::Landscape {
            return;
        }
        match view {
            InsideView::Backpropagation => self.practising.follow(&explained, shared),
            InsideView::Why => self.why.follow(&explained, net, shared),
            InsideView::Change => self.change.follow(&explained, net, shared),
            InsideView::Landscape => self.landscape.project(&self.practising),
            InsideView::Layers | InsideView::ByHand | InsideView::Filters => {}
        }
    }

    /// The network, another one when its weights are others.
    fn net(&mut self, explained: &Explained) -> NetSource {
        match &self.net {
            Some(net) if net.is_of(explained.stamp) => net.clone(),
            Some(_) | None => self.net.insert(NetSource::new(explained)).clone(),
        }
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: &ExplainCommand, shared: &Shared) -> bool {
        match command {
            ExplainCommand::Step => self.practising.can_step(shared),
            ExplainCommand::UndoStep => self.practising.can_undo(),
            ExplainCommand::StartOver | ExplainCommand::UsePractised => self.practising.steps() > 0,
            ExplainCommand::FindFlip => self.change.can_find(shared),
            ExplainCommand::CancelFlip => shared.is_running(&WorkKind::Flip),
            ExplainCommand::FlipToCanvas => self.change.flip().is_some(),
            ExplainCommand::AttackToCanvas => self.change.attack().is_some(),
            ExplainCommand::Measure | ExplainCommand::OtherDirections => {
                self.landscape.can_measure() && shared.data.is_some() && !shared.is_running(&WorkKind::Landscape)
            }
            ExplainCommand::CancelMeasuring => shared.is_running(&WorkKind::Landscape),
            ExplainCommand::Maximise(..) => self.net.is_some() && !shared.is_running(&WorkKind::Favourite),
            ExplainCommand::Label(_)
            | ExplainCommand::StepBy(_)
            | ExplainCommand::Rate(_)
            | ExplainCommand::Follow(..)
            | ExplainCommand::Method(_)
            | ExplainCommand::Baseline(_)
            | ExplainCommand::For(_)
            | ExplainCommand::Against(_)
            | ExplainCommand::Randomise(_)
            | ExplainCommand::Pen(_)
            | ExplainCommand::FlipTo(_)
            | ExplainCommand::Epsilon(_)
            | ExplainCommand::Scene(_)
            | ExplainCommand::Steps(_) => true,
        }
    }

    /// Carries the command out; gives a picture for the canvas, if it is to be there.
    pub fn run(&mut self, command: ExplainCommand, shared: &mut Shared) -> Option<Sent> {
        match command {
            ExplainCommand::Label(label) => self.practising.label = label.filter(is_class),
            ExplainCommand::Step => self.practising.step(shared),
            ExplainCommand::UndoStep => self.practising.undo(),
            ExplainCommand::StartOver => self.practising.start_over(),
            ExplainCommand::StepBy(stepping) => self.practising.step_by(stepping),
            ExplainCommand::Rate(rate) => self.practising.set_rate(rate),
            ExplainCommand::Follow(tensor, index) => self.practising.follow_weight(tensor, index),
            ExplainCommand::UsePractised => self.use_practised(shared),
            ExplainCommand::Method(method) => self.why.method = method,
            ExplainCommand::Baseline(baseline) => self.why.baseline = baseline,
            ExplainCommand::For(digit) => self.why.digit = digit.filter(is_class),
            ExplainCommand::Against(digit) => self.why.against = digit.filter(is_class),
            ExplainCommand::Randomise(layers) => self.why.randomised = layers,
            ExplainCommand::Pen(pen) => self.change.pen = pen,
            ExplainCommand::FlipTo(digit) => self.change.wanted = digit.filter(is_class),
            ExplainCommand::FindFlip => self.change.find(shared),
            ExplainCommand::CancelFlip => shared.effects.discard(&WorkKind::Flip),
            ExplainCommand::FlipToCanvas => {
                let flip = self.change.flip()?;
                return Some(Sent { name: msg!("changed-flip", digit = flip.after.name()), image: flip.image.clone() });
            }
            ExplainCommand::Epsilon(step) => self.change.choose_step(step),
            ExplainCommand::AttackToCanvas => {
                let image = self.change.attack()?.picture(self.change.step());
                return Some(Sent { name: msg!("changed-attack"), image });
            }
            ExplainCommand::Scene(scene) => self.landscape.scene = scene,
            ExplainCommand::Measure => self.landscape.measure(shared),
            ExplainCommand::CancelMeasuring => shared.effects.discard(&WorkKind::Landscape),
            ExplainCommand::OtherDirections => self.landscape.turn(shared),
            ExplainCommand::Maximise(stage, map) => {
                if let Some(net) = &self.net {
                    Favourites::find(net.clone(), stage, map, shared);
                }
            }
            ExplainCommand::Steps(steps) => self.landscape.steps = steps.min(landscape::MOST_STEPS),
        }
        None
    }

    /// What was practised becomes the current model, unsaved.
    fn use_practised(&self, shared: &mut Shared) {
        let (Some(network), Some(practice)) = (shared.current_network(), self.practising.practice()) else { return };
        let mut model = Model::clone(network);
        if model.card.architecture == practice.arch {
            model.weights = practice.weights.clone();
            // What was measured was measured of other weights.
            let (name, steps) = (model.card.shown_name(), self.practising.steps());
            model.card.name = msg!("explain-practised-name", model = name, steps = steps).to_string();
            (model.card.validation_accuracy, model.card.test_accuracy, model.card.calibration) = (None, None, None);
            shared.use_model(Arc::new(model), None);
        }
    }
}

/// A picture that is sent to the canvas.
pub struct Sent {
    /// What it is called there.
    pub name: Message,
    /// The picture.
    pub image: Image,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "so that options can be filtered with it")]
fn is_class(digit: &u8) -> bool {
    usize::from(*digit) < MOST_LABELS
}

/// The digit that was chosen, or the one that is read.
fn chosen(digit: Option<u8>, read: Option<&Prediction>) -> Option<u8> {
    // What was chosen may be a class of another model.
    let is_there = |digit: &u8| read.is_none_or(|read| usize::from(*digit) < read.labels.len());
    digit.filter(is_there).or_else(|| read.map(Prediction::class))
}
