//! Landscapes of the loss as the window knows them: the grid around some weights, which fills from coarse to fine, and
//! the example of two weights.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::practising::Practising;
use super::{Explain, Explained};
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::explain::landscape::{Grid, Plane, Sample};
use crate::model::Subject;
use crate::text::{Message, ToMessage as _};

/// Most steps of the example of two weights.
pub const MOST_STEPS: usize = 100;
/// Steps that are shown at first.
const FIRST_STEPS: usize = 25;

/// Which landscape is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::VariantArray)]
pub enum Scene {
    /// Of the network that reads.
    #[default]
    Network,
    /// Of a line with two weights.
    TwoWeights,
}

impl Scene {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl crate::text::Named for Scene {
    fn key(&self) -> &'static str {
        match self {
            Self::Network => "landscape-network",
            Self::TwoWeights => "landscape-two-weights",
        }
    }
}

/// A plane through some weights, and the loss on it.
struct Measured {
    subject: Subject,
    stamp: u64,
    plane: Arc<Plane>,
    grid: Arc<Mutex<Grid>>,
}

/// Landscapes.
pub struct Landscape {
    /// Which one is shown.
    pub scene: Scene,
    /// Steps of the example of two weights.
    pub steps: usize,
    now: Option<(Subject, u64)>,
    measured: Option<Measured>,
    seed: u64,
    /// Where the steps that were taken lie, of which version of the practised weights and along which directions.
    trail: Option<Trail>,
    fault: Option<Message>,
}

/// Places of steps, and what they belong to.
type Trail = ((u64, u64, u64), Vec<(f32, f32)>);

impl Default for Landscape {
    fn default() -> Self {
        let (scene, seed, steps) = (Scene::default(), 0, FIRST_STEPS);
        Self { scene, steps, now: None, measured: None, seed, trail: None, fault: None }
    }
}

impl Landscape {
    /// Takes note of the weights that would be measured.
    pub(super) fn look(&mut self, explained: &Explained) {
        if self.now.as_ref().is_none_or(|(_, stamp)| *stamp != explained.stamp) {
            self.now = Some((explained.subject.clone(), explained.stamp));
        }
    }

    /// Whether there are weights to measure around.
    #[must_use]
    pub fn can_measure(&self) -> bool {
        self.now.is_some()
    }

    pub(super) fn turn(&mut self, shared: &mut Shared) {
        self.seed += 1;
        self.measure(shared);
    }

    pub(super) fn measure(&mut self, shared: &mut Shared) {
        let (Some((subject, stamp)), Some(data)) = (self.now.clone(), &shared.data) else { return };
        let (images, seed) = (data.train.clone(), self.seed);
        let grid = Arc::new(Mutex::new(Grid::default()));
        let plane = Arc::new(Plane::random(&subject.weights, seed));
        self.measured =
            Some(Measured { subject: subject.clone(), stamp, plane: Arc::clone(&plane), grid: Arc::clone(&grid) });
        self.fault = None;
        let work = move |context: &crate::background::TaskContext| {
            let sample = Sample::of(&images);
            let order = Grid::order();
            for (done, &at) in order.iter().enumerate() {
                if context.is_cancelled() {
                    return Ok(());
                }
                let weights = plane.moved(&subject.weights, Grid::place(at));
                let loss = sample.loss(subject.arch, &weights, subject.pixels).map_err(|error| error.to_message())?;
                lock(&grid).losses[at] = Some(loss);
                context.progress((done + 1) as f32 / order.len() as f32);
            }
            Ok(())
        };
        shared.start_for(WorkKind::Landscape, work, |explain: &mut Explain, _, found: Result<(), Message>| {
            explain.landscape.fault = found.err();
        });
    }

    /// The grid as far as it is measured.
    #[must_use]
    pub fn grid(&self) -> Option<Grid> {
        self.measured.as_ref().map(|measured| lock(&measured.grid).clone())
    }

    /// Whether it lies around the weights that read now.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        let stamps =
            (self.now.as_ref().map(|(_, stamp)| *stamp), self.measured.as_ref().map(|measured| measured.stamp));
        stamps.0.is_some() && stamps.0 == stamps.1
    }

    /// Finds where the steps that were taken lie in the plane, if they are others.
    pub(super) fn project(&mut self, practising: &Practising) {
        let Some(measured) = &self.measured else { return };
        let of = (practising.version(), self.seed, measured.stamp);
        if self.trail.as_ref().is_some_and(|(known, _)| *known == of) {
            return;
        }
        let own = practising.trail().filter(|practice| practice.arch == measured.subject.arch);
        let places = own.map(|practice| measured.plane.project(&measured.subject.weights, &practice.weights));
        self.trail = Some((of, places.collect()));
    }

    /// Where the steps that were taken lie in the plane, from its middle, in lengths of the filters.
    #[must_use]
    pub fn trail(&self) -> &[(f32, f32)] {
        self.trail.as_ref().map_or(&[], |(_, places)| places)
    }

    /// Why it could not be measured.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }
}

/// The lock is only held to copy numbers, which cannot panic.
fn lock(grid: &Mutex<Grid>) -> MutexGuard<'_, Grid> {
    grid.lock().unwrap_or_else(PoisonError::into_inner)
}
