//! The images to train and test on: which ones the settings name, which ones are open, and opening others.

use std::path::Path;

use super::effects::WorkKind;
use super::shared::{CoreParts, Shared, WholeState};
use crate::background::TaskContext;
use crate::data::{PixelOrder, Polarity};
use crate::msg;
use crate::store::datasets::{self, Doubt};
use crate::text::Message;
use crate::train::{DataSource, TrainingData};

/// Why images are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenedFor {
    /// The settings of the next run name them.
    Settings,
    /// Somebody chose them; the settings name them from then on, if they can be opened.
    Person,
    /// To have something to show in place of others.
    Show,
}

impl Shared {
    /// Opens the images that somebody chose; the ones there are stay until the new ones are read.
    pub fn open_data(&mut self, source: DataSource) {
        self.open(datasets::absolute(source), OpenedFor::Person);
    }

    /// Whether the images that the settings of the next run name are open.
    #[must_use]
    pub fn has_images(&self) -> bool {
        self.data.is_some() && self.data_source.has_images_of(&self.data_asked)
    }

    /// How much of the images under way is read, in [0, 1], while some are.
    #[must_use]
    pub fn opening(&self) -> Option<f32> {
        self.effects.progress(&WorkKind::Data)
    }

    /// Opens what the settings name, if that is something else than before.
    pub(super) fn follow_images(&mut self, named: &DataSource) {
        if !self.data_asked.has_images_of(named) {
            self.data_asked = named.clone();
            self.open_asked();
        }
    }

    /// Opens what the settings name, unless it is open; also once more after it could not be.
    pub(super) fn open_asked(&mut self) {
        self.data_fault = None;
        if !self.has_images() || self.opening().is_some() {
            self.open(self.data_asked.clone(), OpenedFor::Settings);
        }
    }

    /// Images that lie in this file are others now: opens them again if they are those of the next run.
    pub(super) fn images_changed(&mut self, path: &Path) {
        if self.data_asked.is_from(path) {
            self.data_fault = None;
            self.open(self.data_asked.clone(), OpenedFor::Settings);
        }
    }

    fn open(&mut self, source: DataSource, purpose: OpenedFor) {
        self.data_wanted = (source.clone(), purpose);
        let open = move |context: &TaskContext| {
            let opened = datasets::open_with_progress(&source, &mut |done| context.progress(done));
            let data = opened.map_err(Message::of)?;
            let doubts = datasets::doubts(&source, &data);
            Ok((data, doubts))
        };
        let take = |state: &mut dyn WholeState, (data, doubts): (TrainingData, Vec<Doubt>)| {
            let CoreParts { settings, shared, .. } = state.parts();
            if let Some(chosen) = shared.take_images(data) {
                settings.train.config.data.source = chosen;
            }
            // Last, so that it is what is told and not that all went well.
            for doubt in doubts {
                let is_changed = shared.data_wanted.0.is_stored_otherwise();
                shared.notices.info(told(&doubt, is_changed));
            }
        };
        self.start_and_recover(WorkKind::Data, open, take, |state, failure| state.shared().miss_images(failure));
    }

    /// Takes images that were opened; says which ones the settings have to name from now on, if somebody chose them.
    fn take_images(&mut self, data: TrainingData) -> Option<DataSource> {
        if self.data.is_some() {
            self.notices.done(msg!("images-opened", train = data.train.len(), test = data.test.len()));
        }
        let (source, purpose) = self.data_wanted.clone();
        self.data = Some(data);
        self.data_source = source.clone();
        if purpose != OpenedFor::Person {
            return None;
        }
        (self.data_asked, self.data_fault) = (source.clone(), None);
        Some(source)
    }

    /// The images under way could not be opened.
    fn miss_images(&mut self, fault: &Message) {
        match self.data_wanted.1 {
            OpenedFor::Settings => {
                self.data_fault = Some(fault.clone());
                if self.data.is_none() {
                    self.open(DataSource::default(), OpenedFor::Show);
                }
            }
            // It may have taken the place of those that the settings name.
            OpenedFor::Person if !self.has_images() && self.data_fault.is_none() => self.open_asked(),
            OpenedFor::Person | OpenedFor::Show => {}
        }
    }
}

/// That images seem to be stored otherwise than they are read, and the settings that put it right.
fn told(Doubt { called, seems }: &Doubt, is_changed: bool) -> Message {
    match (seems.order, seems.polarity) {
        _ if is_changed => msg!("images-look-otherwise", images = called),
        (PixelOrder::Columns, Polarity::LightOnDark) => msg!("images-look-transposed", images = called),
        (PixelOrder::Rows, Polarity::DarkOnLight) => msg!("images-look-inverted", images = called),
        (PixelOrder::Columns | PixelOrder::Rows, _) => msg!("images-look-both", images = called),
    }
}
