//! The state as the results of work change it.

use super::CoreState;
use crate::app::core::files::request::ChosenFile;
use crate::app::core::settings::setup::{Setup, StartFrom};
use crate::app::core::settings::tab::Tab;
use crate::app::core::shared::{CoreParts, Loaded, WholeState};
use crate::app::core::window_request::WindowRequest;
use crate::ink::Stroke;
use crate::ink::picture::Page;
use crate::msg;
use crate::store::folders::occupant;
use crate::store::training_settings::TrainingSettings;
use crate::text::Message;
use std::any::Any;
use std::path::Path;

impl WholeState for CoreState {
    fn parts(&mut self) -> CoreParts<'_> {
        // A new part is listed here, so that its work can change it.
        let Self {
            settings,
            shared,
            canvas,
            inside,
            explain,
            training,
            methods,
            watch,
            setup,
            own_digits,
            runs,
            evaluation,
            writing,
            requests: _,
        } = self;
        let others: Vec<&mut dyn Any> =
            vec![canvas, inside, explain, training, methods, watch, setup, own_digits, runs, evaluation, writing];
        CoreParts { settings, shared, others }
    }

    fn model_written(&mut self, written: Result<&Path, ()>) {
        if let Ok(path) = written {
            self.training.saved(path, &mut self.shared);
            self.methods.saved(path, &mut self.shared);
        } else {
            self.training.save_failed();
            self.methods.save_failed();
        }
    }

    fn file_chosen(&mut self, file: ChosenFile) {
        match file.target() {
            // The dialog knew the file that was named, not the one with the ending that is written.
            Some(target) if target != file.path && occupant(&target).is_some() => {
                self.requests.push(WindowRequest::ConfirmReplacing(ChosenFile { path: target, ..file }));
            }
            Some(_) | None => self.answer(file),
        }
    }

    fn ask_window(&mut self, request: WindowRequest) {
        self.requests.push(request);
    }

    fn show_page(&mut self, name: Message, page: Page) {
        self.canvas.show_page(name, page);
        self.settings.tab = Tab::Draw;
    }

    fn put_ink(&mut self, strokes: Vec<Stroke>) {
        self.canvas.replace_ink(strokes);
        self.settings.tab = Tab::Draw;
    }

    fn open_training_settings(&mut self, path: &Path, settings: TrainingSettings, start: Option<Loaded>) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let start_from = match (&settings.start_from, &start) {
            (_, Some(_)) => StartFrom::CurrentModel,
            (Some(named), None) => {
                self.settings.writing.model = Some(named.clone());
                StartFrom::WritingModel
            }
            (None, None) => StartFrom::FreshWeights,
        };
        let setup = Setup { start_from, purpose: None, config: settings.config };
        let current = self.shared.current.clone().filter(|_| start.is_some());
        self.setup.replace(&mut self.settings.train, setup, msg!("setup-set-from-file", file = name), current);
        if let Some(loaded) = start {
            self.settings.model.clone_from(&loaded.named);
            self.shared.adopt(loaded);
        }
        self.settings.tab = Tab::Train;
    }
}
