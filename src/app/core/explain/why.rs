//! Heat maps as the window knows them: the map that is shown, its curves, and what is left of it when layers are drawn
//! anew.

use std::sync::Arc;

use super::net_source::NetSource;
use super::{Explain, Explained, SEED, chosen};
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::Image;
use crate::explain::curves::{Check, check};
use crate::explain::heat::heat_map;
use crate::explain::randomise::{cascade, likeness, randomised};
use crate::explain::{Baseline, ExplainError, ExplainedNet, HeatMap, Method, Score};
use crate::model::{Arch, Prediction};
use crate::text::{Message, ToMessage as _};

/// What a map is asked for.
#[derive(Clone, PartialEq)]
struct Question {
    stamp: u64,
    image: Image,
    method: Method,
    baseline: Baseline,
    digit: Option<u8>,
    against: Option<u8>,
    randomised: usize,
    temperature: f32,
}

impl Question {
    /// The same question but for the layers that are drawn anew, and for the temperature of probabilities.
    fn is_about_the_same(&self, other: &Self) -> bool {
        let whole = |question: &Self| Self { randomised: 0, temperature: 1.0, ..question.clone() };
        whole(self) == whole(other)
    }
}

/// A heat map with its check.
pub struct Explanation {
    /// What is explained.
    pub score: Score,
    /// What the network reads.
    pub prediction: Prediction,
    /// The map.
    pub map: HeatMap,
    /// Its curves, at the temperature of the bars.
    pub check: Check,
    /// That temperature.
    pub temperature: f32,
    /// The map of the network with layers drawn anew, and its rank correlation with the map; by the number of layers.
    pub randomised: Vec<(usize, HeatMap, Option<f64>)>,
    /// The picture.
    pub image: Image,
    /// How it was made.
    pub method: Method,
    /// How long the map took, in seconds.
    pub seconds: f64,
}

/// Heat maps: what is chosen, and the newest.
#[derive(Default)]
pub struct Why {
    /// How they are made.
    pub method: Method,
    /// Where integrated gradients start.
    pub baseline: Baseline,
    /// The digit that is explained; the one that is read for `None`.
    pub digit: Option<u8>,
    /// The digit that it is explained against.
    pub against: Option<u8>,
    /// Layers that are drawn anew.
    pub randomised: usize,
    /// What is to be shown.
    wanted: Option<Question>,
    asked: Option<Question>,
    shown: Option<(Question, Arc<Explanation>)>,
    fault: Option<Message>,
}

impl Why {
    pub(super) fn follow(&mut self, explained: &Explained, net: NetSource, shared: &mut Shared) {
        let arch = explained.subject.arch;
        if !self.method.is_for(arch) {
            self.method = Method::default();
        }
        self.randomised = self.randomised.min(cascade(arch).len());
        let question = Question {
            stamp: explained.stamp,
            image: explained.image.clone(),
            method: self.method,
            baseline: self.baseline,
            digit: self.digit,
            against: self.against,
            randomised: self.randomised,
            temperature: explained.temperature,
        };
        self.wanted = Some(question.clone());
        if shared.is_running(&WorkKind::HeatMap) || self.asked.as_ref() == Some(&question) {
            return;
        }
        self.asked = Some(question.clone());
        let asked = question.clone();
        let known = self.shown.as_ref().filter(|(shown, _)| shown.is_about_the_same(&question));
        let known = known.map(|(_, shown)| Arc::clone(shown));
        let work = move |context: &crate::background::TaskContext| {
            let go_on = |share: f32| {
                context.progress(share);
                !context.is_cancelled()
            };
            explain(&*net.get()?, &asked, known.as_deref(), &go_on).map_err(|error| error.to_message())
        };
        shared.start_for(WorkKind::HeatMap, work, |explain: &mut Explain, _, found| {
            let why = &mut explain.why;
            match found {
                Ok(found) => (why.shown, why.fault) = (Some((question, Arc::new(found))), None),
                Err(fault) => (why.shown, why.fault) = (None, Some(fault)),
            }
        });
    }

    /// The newest map, which may be an older one than what is chosen now.
    #[must_use]
    pub fn shown(&self) -> Option<&Arc<Explanation>> {
        self.shown.as_ref().map(|(_, shown)| shown)
    }

    /// Whether the newest map is what is chosen now, the layers that are drawn anew left aside.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        let of_now = |shown: &Question, wanted: &Question| {
            shown.is_about_the_same(wanted) && shown.temperature.to_bits() == wanted.temperature.to_bits()
        };
        matches!((&self.shown, &self.wanted), (Some((shown, _)), Some(wanted)) if of_now(shown, wanted))
    }

    /// Why there is none.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }

    /// The layers of a network that can be drawn anew, that of the digits first.
    #[must_use]
    pub fn layers(arch: Arch) -> Vec<String> {
        cascade(arch).into_iter().map(|step| step.name).collect()
    }
}

/// The map with its checks; what is `known` of the same map is not computed again.
fn explain(
    net: &ExplainedNet,
    question: &Question,
    known: Option<&Explanation>,
    go_on: &dyn Fn(f32) -> bool,
) -> Result<Explanation, ExplainError> {
    let Question { image, method, baseline, temperature, .. } = question;
    let way = (*method, *baseline);
    let mut explanation = if let Some(known) = known {
        Explanation {
            map: known.map.clone(),
            check: known.check.clone(),
            randomised: known.randomised.clone(),
            image: known.image.clone(),
            ..*known
        }
    } else {
        let prediction = net.read(std::slice::from_ref(image))?[0];
        let digit = chosen(question.digit, Some(&prediction)).unwrap_or_default();
        let score =
            match question.against.filter(|against| *against != digit && usize::from(*against) < net.labels().len()) {
                Some(against) => Score::Difference(digit, against),
                None => Score::Digit(digit),
            };
        let began = std::time::Instant::now();
        let map = heat_map(net, image, way, score, SEED, go_on)?;
        let seconds = began.elapsed().as_secs_f64();
        let check = check(net, image, &map, (score, *temperature), SEED)?;
        let (image, method, temperature) = (image.clone(), *method, *temperature);
        Explanation { score, prediction, map, check, temperature, randomised: Vec::new(), image, method, seconds }
    };
    if explanation.temperature.to_bits() != temperature.to_bits() {
        explanation.check = check(net, image, &explanation.map, (explanation.score, *temperature), SEED)?;
        explanation.temperature = *temperature;
    }
    let layers = question.randomised;
    if layers > 0 && explanation.randomised.iter().all(|(known, ..)| *known != layers) {
        let weights = randomised(net.arch(), net.weights(), layers, SEED);
        let other = ExplainedNet::new(net.arch(), &weights, net.pixels())?.with_labels(net.labels());
        let map = heat_map(&other, image, way, explanation.score, SEED, go_on)?;
        let alike = likeness(image, &explanation.map, &map);
        explanation.randomised.push((layers, map, alike));
        explanation.randomised.sort_by_key(|(layers, ..)| *layers);
    }
    Ok(explanation)
}
