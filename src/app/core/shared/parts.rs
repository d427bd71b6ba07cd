//! The state as the results of work see it: its parts by their types, and what else a result may bring about.

use std::any::Any;
use std::path::Path;

use super::{Loaded, Shared};
use crate::app::core::files::request::ChosenFile;
use crate::app::core::settings::Settings;
use crate::app::core::window_request::WindowRequest;
use crate::ink::Stroke;
use crate::ink::picture::Page;
use crate::store::training_settings::TrainingSettings;
use crate::text::Message;

/// The parts of the state, for the result of work that changes one or two of them.
pub struct CoreParts<'a> {
    /// What is remembered between two starts.
    pub settings: &'a mut Settings,
    /// What every part may look at.
    pub shared: &'a mut Shared,
    /// All others. By their types, so that this file does not know them.
    pub(in crate::app::core) others: Vec<&'a mut dyn Any>,
}

impl<'a> CoreParts<'a> {
    /// The part of this type.
    ///
    /// # Panics
    /// When it is taken a second time, or the state does not list it.
    pub fn take<P: Any>(&mut self) -> &'a mut P {
        let place = self.others.iter().position(|part| (**part).is::<P>());
        let part = place.and_then(|place| self.others.swap_remove(place).downcast_mut());
        part.expect("the state lists all of its parts, and each is taken once")
    }
}

/// The state as far as the results of work change it.
pub trait WholeState {
    /// All of its parts.
    fn parts(&mut self) -> CoreParts<'_>;
    /// A model was written to this file, or could not be.
    fn model_written(&mut self, written: Result<&Path, ()>);
    /// Does what was asked for with the file that was chosen.
    fn file_chosen(&mut self, file: ChosenFile);
    /// Asks the window for something.
    fn ask_window(&mut self, request: WindowRequest);
    /// Shows a picture from the file or place of this name.
    fn show_page(&mut self, name: Message, page: Page);
    /// Puts these strokes on the canvas.
    fn put_ink(&mut self, strokes: Vec<Stroke>);
    /// Takes settings of a run that were read from this file, and the model they start from if it is not fresh weights.
    fn open_training_settings(&mut self, path: &Path, settings: TrainingSettings, start: Option<Loaded>);

    /// What is shared.
    fn shared(&mut self) -> &mut Shared {
        self.parts().shared
    }
}

/// A change to the state that the result of work makes.
pub type SharedChange = dyn FnOnce(&mut dyn WholeState);
