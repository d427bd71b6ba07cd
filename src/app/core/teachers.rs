//! The models that the next run is to learn from besides the labels: loaded as soon as the settings name them, and what
//! they make of the images they are least sure of.

use std::sync::Arc;

use super::effects::{Effects, WorkKind};
use super::shared::{SharedChange, WholeState};
use crate::data::{Dataset, LabelSet};
use crate::model::{Kernels, Model, Prediction, Predictor, Scores};
use crate::store::folders::DataDir;
use crate::store::models;
use crate::text::Message;

/// Images among which the least certain are looked for.
const ASKED: usize = 1_000;
/// How many of them are kept.
const KEPT: usize = 24;
/// Steps between two images that are asked about, a prime, so that they come from all over the data.
const STRIDE: usize = 7_919;

/// The models that the settings name, as far as they are at hand.
#[derive(Default)]
pub struct LoadedTeachers {
    named: Vec<String>,
    /// In the order of the settings; empty until all are loaded.
    models: Vec<Model>,
    fault: Option<Message>,
    doubtful: Vec<Doubtful>,
    /// The images that were asked about, or are.
    asked: Option<Arc<Dataset>>,
}

/// An image, and what each teacher says of it.
#[derive(Debug, Clone)]
pub struct Doubtful {
    /// Its place in the data.
    pub image: usize,
    /// What each says, calibrated, in the order of the settings.
    pub said: Vec<Prediction>,
    /// What the classes of the images are called.
    pub names: LabelSet,
}

impl Doubtful {
    /// The mean of what the teachers say, softened.
    #[must_use]
    pub fn softened(&self, temperature: f32) -> Vec<f32> {
        let part = 1.0 / self.said.len().max(1) as f32;
        let mut mean = vec![0.0; self.names.len()];
        for said in &self.said {
            let said = said.at_temperature(temperature);
            for (mean, name) in mean.iter_mut().zip(self.names.names()) {
                *mean += part * said.labels.class(name).map_or(0.0, |class| said.probability(class));
            }
        }
        mean
    }

    /// Probability of the likeliest digit.
    fn confidence(&self) -> f32 {
        self.softened(1.0).into_iter().fold(0.0, f32::max)
    }
}

impl LoadedTeachers {
    /// Loads what `named` calls for if that is something else than before; asks them about
    /// `data` once both are there.
    pub fn follow(
        &mut self,
        named: &[String],
        data: Option<&Arc<Dataset>>,
        dir: &DataDir,
        effects: &mut Effects<SharedChange>,
        wake: impl Fn() + Send + Sync + Clone + 'static,
    ) {
        if self.named != named {
            *self = Self { named: named.to_vec(), ..Self::default() };
            effects.discard(&WorkKind::Teachers);
            effects.discard(&WorkKind::AskTeachers);
            if !named.is_empty() {
                let (named, dir) = (named.to_vec(), dir.clone());
                let job = move |_: &_| models::find_all(&dir, &named).map_err(Message::of);
                effects.start(WorkKind::Teachers, wake.clone(), job, |loaded| {
                    Box::new(move |state: &mut dyn WholeState| match loaded {
                        Ok(models) => state.shared().teachers.models = models,
                        Err(fault) => state.shared().teachers.fault = Some(fault),
                    })
                });
            }
        }
        if let Some(data) = data {
            self.ask(data, effects, wake);
        }
    }

    /// Every model that the settings name, once all are loaded; none if they name none.
    #[must_use]
    pub fn at_hand(&self) -> Option<&[Model]> {
        (self.models.len() == self.named.len()).then_some(&self.models)
    }

    /// Why they cannot be had.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }

    /// The images that they are least sure of, the least first; empty until they were asked.
    #[must_use]
    pub fn doubtful(&self) -> &[Doubtful] {
        &self.doubtful
    }

    /// Looks for the images of `data` that they are least sure of, unless that was done.
    fn ask(
        &mut self,
        data: &Arc<Dataset>,
        effects: &mut Effects<SharedChange>,
        wake: impl Fn() + Send + Sync + Clone + 'static,
    ) {
        let is_asked = self.asked.as_ref().is_some_and(|asked| Arc::ptr_eq(asked, data));
        if !is_asked && !self.models.is_empty() && self.fault.is_none() {
            (self.asked, self.doubtful) = (Some(data.clone()), Vec::new());
            let (models, data) = (self.models.clone(), data.clone());
            effects.start(
                WorkKind::AskTeachers,
                wake,
                move |_| least_certain(&models, &data),
                |doubtful| {
                    Box::new(move |state: &mut dyn WholeState| match doubtful {
                        Ok(doubtful) => state.shared().teachers.doubtful = doubtful,
                        Err(fault) => state.shared().teachers.fault = Some(fault),
                    })
                },
            );
        }
    }
}

/// Some images of `data` that `models` together are least sure of.
fn least_certain(models: &[Model], data: &Dataset) -> Result<Vec<Doubtful>, Message> {
    let images: Vec<usize> = (0..ASKED.min(data.len())).map(|at| at.wrapping_mul(STRIDE) % data.len()).collect();
    let pixels: Vec<u8> = images.iter().flat_map(|&image| *data.pixels(image)).collect();
    let mut all: Vec<Doubtful> =
        images.into_iter().map(|image| Doubtful { image, said: Vec::new(), names: data.names() }).collect();
    for model in models {
        let said = Predictor::for_model(model, Kernels::default()).and_then(|reader| reader.predict_pixels(&pixels));
        let temperature = model.card.calibration().temperature;
        for (one, said) in all.iter_mut().zip(said.map_err(Message::of)?) {
            let logits: Scores = said.logits.iter().map(|logit| logit / temperature).collect();
            one.said.push(Prediction::calibrated(said.labels, logits, 1.0));
        }
    }
    all.sort_by(|one, other| one.confidence().total_cmp(&other.confidence()));
    all.dedup_by_key(|one| one.image);
    all.truncate(KEPT);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::settings::Settings;
    use crate::app::core::state::Core;
    use crate::app::core::wake::Wake;
    use crate::model::{Arch, Weights};
    use crate::train::Distillation;

    /// Follows until something came of it.
    fn settled(core: &mut Core, named: &[&str]) {
        core.edit(|settings| {
            let teachers: Vec<String> = named.iter().map(|&name| name.to_owned()).collect();
            let learned = Distillation { teachers, ..Distillation::default() };
            settings.train.config.distillation = (!named.is_empty()).then_some(learned);
        });
        for _ in 0..2_000 {
            core.poll_background();
            if !core.shared.is_running(&WorkKind::Teachers) && !core.shared.is_running(&WorkKind::AskTeachers) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("nothing came of it");
    }

    #[test]
    fn teachers_are_at_hand_once_all_are_loaded_and_none_are_needed_without_a_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = DataDir::new(Some(folder.path().to_owned()));
        let mut core = Core::new(Wake::new(|| ()), dir, Settings::default());
        assert_eq!(core.shared.teachers.at_hand().map(<[Model]>::len), Some(0));
        settled(&mut core, &["tiny", "conv3"]);
        let loaded = core.shared.teachers.at_hand().expect("both are in the program");
        assert_eq!(loaded.iter().map(|model| model.card.architecture).collect::<Vec<_>>(), [Arch::Tiny, Arch::Conv3]);
        settled(&mut core, &["nobody"]);
        let teachers = &core.shared.teachers;
        assert!(teachers.at_hand().is_none());
        assert!(teachers.fault().is_some_and(|fault| fault.to_string().contains("there is no model \"nobody\"")));
        settled(&mut core, &[]);
        let teachers = &core.shared.teachers;
        assert!(teachers.at_hand().is_some() && teachers.fault().is_none());
    }

    #[test]
    fn the_least_certain_come_first_and_softening_makes_them_less_certain_still() {
        let pixels = (0..40 * 784).map(|at| (at * 31 % 256) as u8).collect();
        let data = Dataset::new("grain", pixels, vec![3; 40]).expect("sizes fit");
        let mut model = models::default_model().expect("not damaged");
        model.card.architecture = Arch::Softmax;
        model.card.calibration = None;
        model.weights = Weights::fresh(Arch::Softmax, 3);
        let found = least_certain(&[model.clone(), model], &data).expect("the network runs");
        assert_eq!(found.len(), KEPT);
        assert!(found.is_sorted_by(|one, other| one.confidence() <= other.confidence()));
        let (sharp, soft) = (found[0].softened(1.0), found[0].softened(8.0));
        let highest = |all: &[f32]| all.iter().copied().fold(0.0, f32::max);
        assert!(highest(&soft) < highest(&sharp) && (soft.iter().sum::<f32>() - 1.0).abs() < 1e-5);
    }
}
