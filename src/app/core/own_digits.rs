//! The person's own digits: drawn, labelled, kept in the data folder, and ready to train on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use strum::VariantArray as _;

use super::canvas::Canvas;
use super::effects::WorkKind;
use super::settings::Settings;
use super::settings::setup::{Setup, StartFrom};
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::shared::Shared;
use super::training::setup_history::SetupHistory;
use crate::background::Outbox;
use crate::data::strength::AugmentationStrength;
use crate::data::{DIGITS, Label};
use crate::ink::Stroke;
use crate::msg;
use crate::store::own_digits::{self, Edit, OwnDigit};
use crate::store::runs::Purpose;
use crate::text::Message;
use crate::train::{Collection, DataSource, Mix, OutputLayer};

/// Share of the images that are one's own while the network is taught them: enough to be learned, with MNIST beside
/// them so that nothing is forgotten.
const SHARE: f64 = 0.3;
/// Images it is taught with in an epoch.
const IMAGES: usize = 6_000;
/// Epochs in which a network that writes is taught them.
const WRITER_EPOCHS: usize = 40;

/// What can be asked of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(OwnDigitsCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum OwnDigitsCommand {
    /// Keep the drawing as this digit or symbol, and clear the canvas for the next once it is on the disk.
    Keep(Label),
    /// Take out the one at this place.
    Remove(usize),
    /// Bring back the one that was taken out last.
    BringBack,
    /// Fill in the settings that teach the current model all of them, and show what starting would do.
    Teach,
    /// The same for the model that writes.
    TeachWriter,
}

impl OwnDigitsCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        OwnDigitsCommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    /// The commands of this kind that the palette offers.
    fn offered(kind: OwnDigitsCommandKind) -> Vec<Self> {
        match kind {
            OwnDigitsCommandKind::Keep => (0..=9).map(|digit| Self::Keep(Label::digit(digit))).collect(),
            OwnDigitsCommandKind::Remove => Vec::new(),
            OwnDigitsCommandKind::BringBack => vec![Self::BringBack],
            OwnDigitsCommandKind::Teach => vec![Self::Teach],
            OwnDigitsCommandKind::TeachWriter => vec![Self::TeachWriter],
        }
    }
}

/// All of them, and the thread that writes them.
#[derive(Default)]
pub struct OwnDigits {
    digits: Vec<OwnDigit>,
    removed: Option<OwnDigit>,
    has_read: bool,
    /// Lines of the file that are no digits.
    strange: usize,
    outbox: Option<Outbox<Vec<Edit>>>,
    /// Lines of the file when it was last written, other windows' among them.
    lines: Arc<AtomicUsize>,
    /// What is being written. It is shown, and said to be done, once it is on the disk.
    under_way: Vec<DigitsChange>,
    /// Whether the file is to be read again by whoever trains on it once it is written.
    has_changed: bool,
}

/// A change that is being written.
enum DigitsChange {
    /// A drawing is kept.
    Keep(OwnDigit, Vec<Stroke>),
    /// A digit is taken out.
    Remove(OwnDigit),
    /// A digit that was taken out is brought back.
    BringBack(OwnDigit),
}

impl OwnDigits {
    /// Reads them at the start, and says what was written and what could not be; called before every frame.
    pub fn logic(&mut self, shared: &mut Shared, canvas: &mut Canvas) {
        if !self.has_read {
            self.has_read = true;
            let dir = shared.dir.clone();
            let read = move |_: &_| own_digits::read(&dir).map_err(Message::of);
            shared.start_for(WorkKind::OwnDigits, read, |own: &mut Self, shared, read| match read {
                Ok((digits, unreadable)) => {
                    (own.digits, own.strange) = (digits, unreadable);
                    if unreadable > 0 {
                        shared.notices.error(msg!("own-digits-unreadable", lines = unreadable));
                    }
                }
                Err(fault) => shared.notices.error(fault),
            });
        }
        shared.kept_digits = self.digits.len();
        shared.kept_classes = self.counts().iter().filter(|count| **count > 0).count();
        let all = own_digits::names(&self.digits).unwrap_or_default();
        shared.kept_names = all;
        let Some(outbox) = self.outbox.as_ref().filter(|outbox| outbox.is_idle()) else { return };
        let (faults, changes) = (outbox.take_faults(), std::mem::take(&mut self.under_way));
        if faults.is_empty() {
            let has_changed = !changes.is_empty();
            let there = self.lines.load(Ordering::Relaxed).saturating_sub(self.strange);
            for change in changes {
                self.written(change, there, shared, canvas);
            }
            // Another window has kept some, or taken some out.
            if has_changed && there != self.digits.len() {
                self.has_read = false;
            }
        } else {
            // What is shown has to be what is on the disk.
            (self.digits, self.removed, self.has_read) = (Vec::new(), None, false);
        }
        for fault in faults {
            shared.notices.error(msg!("own-digits-not-written", fault = fault));
        }
        shared.kept_digits = self.digits.len();
        if std::mem::take(&mut self.has_changed) {
            shared.images_changed(&own_digits::path(&shared.dir));
        }
    }

    /// The change is on the disk, where `there` are so many digits now.
    fn written(&mut self, change: DigitsChange, there: usize, shared: &mut Shared, canvas: &mut Canvas) {
        match change {
            DigitsChange::Keep(digit, strokes) => {
                let kept = msg!("own-digit-kept", digit = digit.label.name(), digits = there);
                shared.notices.done_again(kept);
                self.digits.push(digit);
                if canvas.drawing.strokes() == strokes {
                    canvas.clear();
                }
            }
            DigitsChange::Remove(digit) => {
                if let Some(place) = self.digits.iter().rposition(|there| there.line == digit.line) {
                    self.digits.remove(place);
                }
                shared.notices.done(msg!("own-digit-removed", digit = digit.label.name()));
                self.removed = Some(digit);
            }
            DigitsChange::BringBack(digit) => self.digits.push(digit),
        }
    }

    /// Those there are, in the order they were drawn.
    #[must_use]
    pub fn all(&self) -> &[OwnDigit] {
        &self.digits
    }

    /// The symbols among them that are no digits, each with how many there are, in the order in which they came first.
    #[must_use]
    pub fn symbols(&self) -> Vec<(Label, usize)> {
        let mut found: Vec<(Label, usize)> = Vec::new();
        for own in self.digits.iter().filter(|own| own.label.as_digit().is_none()) {
            match found.iter_mut().find(|(label, _)| *label == own.label) {
                Some((_, count)) => *count += 1,
                None => found.push((own.label, 1)),
            }
        }
        found
    }

    /// How many there are of each digit.
    #[must_use]
    pub fn counts(&self) -> [usize; DIGITS] {
        let mut counts = [0; DIGITS];
        for digit in &self.digits {
            if let Some(digit) = digit.label.as_digit() {
                counts[usize::from(digit) % DIGITS] += 1;
            }
        }
        counts
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: OwnDigitsCommand, canvas: &Canvas, shared: &Shared) -> bool {
        if shared.is_running(&WorkKind::OwnDigits) {
            // What is kept now might be read once more.
            return false;
        }
        match command {
            // It is kept already, and stays on the canvas until it is.
            OwnDigitsCommand::Keep(_)
                if self.under_way.iter().any(|change| matches!(change, DigitsChange::Keep(..))) =>
            {
                false
            }
            OwnDigitsCommand::Keep(label) => {
                // Several digits have no one label; a sign may well be of several parts.
                let is_one = canvas.number.found() <= 1 || label.as_digit().is_none();
                is_one && !canvas.drawing.is_empty() && canvas.picture.is_none() && canvas.replay.is_none()
            }
            OwnDigitsCommand::Remove(at) => at < self.digits.len(),
            OwnDigitsCommand::BringBack => self.removed.is_some(),
            OwnDigitsCommand::Teach => !self.digits.is_empty(),
            OwnDigitsCommand::TeachWriter => self.digits.iter().any(|own| own.label.as_digit().is_some()),
        }
    }

    /// Carries the command out: keeps the drawing as a digit, takes one out or brings it back, or fills in the settings
    /// that fine-tune on them. What changes the file is written in the background.
    pub fn run(
        &mut self,
        command: OwnDigitsCommand,
        settings: &mut Settings,
        shared: &mut Shared,
        canvas: &mut Canvas,
        setup: &mut SetupHistory,
    ) {
        match command {
            OwnDigitsCommand::Keep(label) => {
                canvas.lift();
                let strokes = canvas.drawing.strokes();
                let Some(digit) = OwnDigit::new(strokes, label) else { return };
                let change = DigitsChange::Keep(digit.clone(), strokes.to_vec());
                self.post(Edit::Add(digit.line), change, shared);
            }
            OwnDigitsCommand::Remove(at) => {
                let Some(digit) = self.digits.get(at).cloned() else { return };
                self.post(Edit::Remove(digit.line.clone()), DigitsChange::Remove(digit), shared);
            }
            OwnDigitsCommand::BringBack => {
                let Some(digit) = self.removed.take() else { return };
                self.post(Edit::Add(digit.line.clone()), DigitsChange::BringBack(digit), shared);
            }
            OwnDigitsCommand::Teach => {
                let mix = Mix::new(Collection::Ink(own_digits::path(&shared.dir)), SHARE);
                let mut changed = Setup::defaults(StartFrom::CurrentModel);
                changed.purpose = Some(Purpose::OwnDigits);
                changed.config.data.source = DataSource { mixed_with: Some(mix), ..DataSource::default() };
                changed.config.limit = Some(IMAGES);
                changed.config.augmentation = AugmentationStrength::Light.augmentation();
                // As the bundled models learned, so that it does not forget to be unsure and to refuse.
                (changed.config.outliers, changed.config.label_smoothing) = (0.05, 0.05);
                if !shared.labels().lacking(shared.kept_names).is_empty() {
                    changed.choose_outputs(OutputLayer::Extended);
                }
                setup.replace(&mut settings.train, changed, msg!("setup-set-for-own-digits"), None);
                settings.tab = Tab::Train;
                settings.train_view = TrainView::Curves;
            }
            OwnDigitsCommand::TeachWriter => {
                let mut taught = Setup::defaults(StartFrom::WritingModel);
                taught.purpose = Some(Purpose::OwnDigits);
                let from = Collection::Ink(own_digits::path(&shared.dir));
                taught.config.data.source = DataSource { from, ..DataSource::default() };
                // So few digits make few pages: small batches, and none made up that are not this hand.
                (taught.config.epochs, taught.config.batch_size, taught.config.synthetic) = (WRITER_EPOCHS, 4, 0.0);
                setup.replace(&mut settings.train, taught, msg!("setup-set-for-own-hand"), None);
                settings.tab = Tab::Train;
                settings.train_view = TrainView::Curves;
            }
        }
    }

    fn post(&mut self, edit: Edit, change: DigitsChange, shared: &mut Shared) {
        if self.outbox.is_none() {
            let dir = shared.dir.clone();
            let told = Arc::clone(&self.lines);
            let write = move |edits: Vec<Edit>| {
                let lines = own_digits::edit(&dir, &edits).map_err(Message::of)?;
                told.store(lines, Ordering::Relaxed);
                Ok(())
            };
            match Outbox::start(
                "write-own-digits",
                |waiting: &mut Vec<Edit>, newer| waiting.extend(newer),
                shared.wake(),
                write,
            ) {
                Ok(outbox) => self.outbox = Some(outbox),
                Err(fault) => shared.notices.error(fault),
            }
        }
        if let Some(outbox) = &self.outbox {
            outbox.post(vec![edit]);
            self.under_way.push(change);
            self.has_changed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::app::core::state::Core;
    use crate::app::core::wake::Wake;
    use crate::ink::Point;
    use crate::store::folders::DataDir;

    fn digit(label: u8) -> OwnDigit {
        let stroke = Stroke::new(vec![Point { x: 0.5, y: 0.2 }, Point { x: 0.5, y: 0.8 }], 0.06);
        OwnDigit::new(&[stroke], Label::digit(label)).expect("it has ink")
    }

    #[test]
    fn what_another_window_keeps_is_counted_and_shown_with_the_next_digit() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = DataDir::new(Some(folder.path().to_owned()));
        let mut core = Core::new(Wake::new(|| ()), dir.clone(), Settings::default());
        let begun = Instant::now();
        let until = |core: &mut Core, is_so: &dyn Fn(&Core) -> bool| {
            while !is_so(core) {
                assert!(begun.elapsed() < Duration::from_secs(20), "waited too long");
                core.poll_background();
                std::thread::sleep(Duration::from_millis(1));
            }
        };
        until(&mut core, &|core| core.own_digits.has_read && !core.shared.is_running(&WorkKind::OwnDigits));
        for label in [3, 4] {
            own_digits::edit(&dir, &[Edit::Add(digit(label).line)]).expect("there is room");
        }
        let state = core.by_hand();
        state.own_digits.post(Edit::Add(digit(5).line), DigitsChange::Keep(digit(5), Vec::new()), &mut state.shared);
        until(&mut core, &|core| core.shared.notices.told().is_some());
        let told = core.shared.notices.told().map(|(_, notice)| notice.words()).unwrap_or_default();
        assert!(told.contains('3'), "{told}");
        until(&mut core, &|core| core.own_digits.all().len() == 3);
        let labels: Vec<&str> = core.own_digits.all().iter().map(|own| own.label.name()).collect();
        assert_eq!(labels, ["3", "4", "5"]);
    }
}
