//! The whole window in a test: the real app on a folder of its own, with few images so that everything is quick.

use std::sync::Arc;
use std::time::{Duration, Instant};

use digit_lab::app::App;
use digit_lab::app::core::settings::tab::Tab;
use digit_lab::app::core::shared::CurrentModel;
use digit_lab::app::core::state::{Core, CoreState};
use digit_lab::model::{Arch, Kernels, Model, ModelCard, Predictor, Weights};
use digit_lab::store::folders::DataDir;
use digit_lab::text::Language;
use digit_lab::train::TrainingData;
use egui_kittest::{Harness, HarnessBuilder};
use tempfile::TempDir;

/// How long anything may take before a test fails.
const DEADLINE: Duration = Duration::from_mins(2);

/// The window and its folder, which is removed with it.
pub struct Lab {
    /// The window.
    pub harness: Harness<'static, App>,
    /// Where it keeps its files.
    _folder: TempDir,
}

impl Lab {
    /// A window of `size` points with `tab` open, 400 images to train on, 200 to test on, and a model that has learned
    /// nothing, called "Beginner".
    pub fn open(tab: Tab, size: [f32; 2]) -> Self {
        Self::start(tab, Harness::builder().with_size(size))
    }

    /// The same in a harness of its own kind.
    pub fn start(tab: Tab, builder: HarnessBuilder<App>) -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let dir = DataDir(folder.path().to_path_buf());
        let harness = builder.build_eframe(move |context| App::new(&context.egui_ctx, dir, Some(Language::English)));
        let mut lab = Self { harness, _folder: folder };
        lab.until("model and images are loaded", |state| state.shared.current.is_some() && state.shared.data.is_some());
        let state = lab.state();
        let data = state.shared.data.take().expect("it was waited for");
        let few = TrainingData { train: Arc::new(data.train.take(400)), test: Arc::new(data.test.take(200)) };
        state.shared.data = Some(few);
        state.settings.tab = tab;
        lab.make_current("Beginner", 1);
        lab.harness.step();
        lab
    }

    /// Everything the window shows.
    pub fn state(&mut self) -> &mut CoreState {
        self.harness.state_mut().core.by_hand()
    }

    /// Makes a model with fresh weights from `seed` the current one.
    pub fn make_current(&mut self, name: &str, seed: u64) {
        self.make_current_with(name, seed, Weights::fresh(Arch::Softmax, seed));
    }

    /// Makes softmax regression with these weights the current model.
    pub fn make_current_with(&mut self, name: &str, seed: u64, weights: Weights) {
        let arch = Arch::Softmax;
        let card = ModelCard {
            seed,
            created: "2026-01-01".to_owned(),
            ..ModelCard::new(name, arch, digit_lab::data::LabelSet::DIGITS)
        };
        let model = Arc::new(Model { card, weights });
        let predictor = Predictor::for_model(&model, Kernels::default()).expect("the weights fit");
        let current =
            CurrentModel { model: model.into(), predictor: Arc::new(predictor), named: None, generation: 1_000 + seed };
        self.state().shared.current = Some(current);
    }

    /// Draws frames until `is_so`.
    #[track_caller]
    pub fn until(&mut self, what: &str, is_so: impl Fn(&Core) -> bool) {
        let begun = Instant::now();
        while !is_so(&self.harness.state().core) {
            assert!(begun.elapsed() < DEADLINE, "waited too long until {what}");
            self.harness.step();
            std::thread::sleep(Duration::from_millis(2));
        }
        // Once more, so that what is so is also drawn.
        self.harness.step();
        self.harness.step();
    }
}
