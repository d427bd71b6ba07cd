//! The two files of a model, written so that one pair of both is always whole, whenever the process ends.
//!
//! A third file goes before them: the new description with a sum over the new weights. As long as the weights that are
//! there are those, this description counts; else they are the old weights, and the old description counts. It is
//! removed when both files are in their place; what a kill left of it is put right by the next saving.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::StoreError;
use super::super::atomic::{self, Lock, Prepared};
use super::{CARD_LIMIT, WEIGHTS_LIMIT, card_path, file_name};
use crate::msg;
use crate::text::json;

/// How the name of the third file ends.
const ENDING: &str = "pair";

/// What the third file says.
#[derive(Debug, Serialize, Deserialize)]
struct Announced {
    /// Name of the file of weights.
    weights: String,
    /// Its length, in bytes.
    bytes: u64,
    /// Sum over its bytes.
    sum: u64,
    /// The description that belongs to it.
    card: String,
}

impl Announced {
    fn is_of(&self, weights: &[u8]) -> bool {
        self.bytes == weights.len() as u64 && self.sum == sum(weights)
    }
}

/// FNV-1a: it tells two files of ours apart, and guards against nobody.
fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The third file of the model at `path`. Its name is short however long that of the model is.
pub fn announcement(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    path.with_file_name(format!(".digit-lab-{:016x}.{ENDING}", sum(name)))
}

/// Whose name the model takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// That of whatever model is there.
    Taken,
    /// One that no model has.
    Free,
}

/// Writes both files, where the caller holds the folder; `false`, and nothing is written, if the name had to be free and
/// another process has just taken it.
///
/// # Errors
/// When a file cannot be written. Then the old pair is whole, or the new one.
pub fn write(path: &Path, weights: &[u8], card: &str, place: Name) -> Result<bool, StoreError> {
    let announced =
        Announced { weights: file_name(path), bytes: weights.len() as u64, sum: sum(weights), card: card.to_owned() };
    let text = serde_json::to_string(&announced).map_err(|error| StoreError::new(json::unwritable(&error), path))?;
    // All of it is on the disk before the first name is given.
    let prepared_weights = Prepared::new(path, weights)?;
    let prepared_card = Prepared::new(&card_path(path), card.as_bytes())?;
    let announcement = announcement(path);
    let told = |fault: StoreError| StoreError::new(fault.what, path);
    let prepared = Prepared::new(&announcement, text.as_bytes()).map_err(told)?;
    match place {
        Name::Taken => {
            settle(path)?;
            prepared.commit().map_err(told)?;
        }
        Name::Free => {
            if prepared.claim().map_err(told)?.is_none() {
                return Ok(false);
            }
        }
    }
    if let Err(fault) = prepared_weights.commit() {
        // The old weights are still there, or none.
        let _ = atomic::remove(&announcement);
        return Err(fault);
    }
    prepared_card.commit()?;
    if let Err(fault) = atomic::remove(&announcement) {
        tracing::debug!(%fault, "it says what the description says");
    }
    Ok(true)
}

/// Puts right what a process left that ended while it wrote the model at `path`.
///
/// # Errors
/// When the disk refuses it; the pair that is whole stays whole.
pub fn settle(path: &Path) -> Result<(), StoreError> {
    let place = announcement(path);
    let Some(announced) = read_announcement(&place) else { return Ok(()) };
    if atomic::read(path, WEIGHTS_LIMIT).is_ok_and(|weights| announced.is_of(&weights)) {
        atomic::write(&card_path(path), announced.card.as_bytes())?;
    }
    atomic::remove(&place)
}

/// [`settle`]s all models of a folder that nobody else writes to now.
pub fn settle_all(folder: &Path) {
    let is_ours = |path: &Path| {
        path.extension() == Some(OsStr::new(ENDING))
            && path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
    };
    let left: Vec<PathBuf> =
        super::entries(folder).unwrap_or_default().into_iter().filter(|path| is_ours(path)).collect();
    if left.is_empty() {
        return;
    }
    let _held = Lock::wait_for_folder(folder);
    for place in left {
        let Some(announced) = read_announcement(&place) else { continue };
        let path = place.with_file_name(&announced.weights);
        if announcement(&path) == place
            && let Err(fault) = settle(&path)
        {
            tracing::warn!(%fault, "could not put a model right");
        }
    }
}

/// What the third file says; `None` if there is none, or it is not ours.
fn read_announcement(place: &Path) -> Option<Announced> {
    let bytes = atomic::read(place, 2 * CARD_LIMIT).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// The description that belongs to the weights at `path`, if it is not the one beside them.
pub fn announced_card(path: &Path) -> Option<String> {
    let announced = read_announcement(&announcement(path))?;
    atomic::read(path, WEIGHTS_LIMIT).is_ok_and(|weights| announced.is_of(&weights)).then_some(announced.card)
}

/// Reads what `read` makes of the pair at `path`, again if the pair was replaced meanwhile.
///
/// # Errors
/// Those of `read`.
pub fn read_whole<T>(path: &Path, read: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let stamp = || {
        let of = |path: &Path| std::fs::metadata(path).and_then(|file| Ok((file.len(), file.modified()?))).ok();
        (of(path), of(&card_path(path)), of(&announcement(path)))
    };
    let mut before = stamp();
    // Somebody who replaces it without end is no reason to wait without end.
    for _ in 0..8 {
        let found = read();
        let after = stamp();
        if before == after {
            return found;
        }
        before = after;
    }
    Err(StoreError::new(msg!("file-error-in-use"), path))
}

#[cfg(test)]
mod tests {
    use super::super::super::atomic::faults::{Faults, failing};
    use super::super::tests::small;
    use super::super::{ModelSource, load, save_to};
    use super::*;
    use crate::model::{Arch, Model, Weights};

    fn pair() -> (Model, Model) {
        let (old, mut new) = (small("old"), small("new"));
        new.weights = Weights::fresh(Arch::Softmax, 8);
        (old, new)
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            super::super::entries(folder).expect("a folder").iter().map(|path| file_name(path)).collect();
        names.sort();
        names
    }

    #[test]
    fn whichever_call_of_the_disk_fails_one_pair_is_whole_and_the_message_is_right() {
        let (old, new) = pair();
        let calls = {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("model.safetensors");
            save_to(&path, &old).expect("saved");
            failing(Faults::Only(usize::MAX), || save_to(&path, &new)).1
        };
        assert!(calls > 10, "{calls} calls");
        for at in 0..calls {
            for faults in [Faults::Only(at), Faults::From(at)] {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let path = folder.path().join("model.safetensors");
                save_to(&path, &old).expect("saved");
                let (saved, _) = failing(faults, || save_to(&path, &new));
                let found = load(&ModelSource::Saved(path.clone())).expect("one of both is whole");
                match &saved {
                    Ok(()) => assert_eq!(found, new, "{faults:?}: it says that it is saved"),
                    Err(fault) => assert!(fault.to_string().contains("the disk is full"), "{faults:?}: {fault}"),
                }
                assert!(found == old || found == new, "{faults:?}: a mix of both");
                // Nothing stays in the way of the next.
                save_to(&path, &new).expect("there is room again");
                assert_eq!(load(&ModelSource::Saved(path)).expect("whole"), new);
                assert_eq!(names(folder.path()), ["model.json", "model.safetensors"], "{faults:?}");
            }
        }
    }

    #[test]
    fn a_model_that_is_announced_and_not_there_leaves_the_old_one() {
        let (old, new) = pair();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("model.safetensors");
        save_to(&path, &old).expect("saved");
        let weights = new.weights.to_safetensors().expect("serialised");
        let card = new.card.to_json();
        let announced = Announced {
            weights: file_name(&path),
            bytes: weights.len() as u64,
            sum: sum(&weights),
            card: card.clone(),
        };
        let text = serde_json::to_string(&announced).expect("JSON");
        atomic::write(&announcement(&path), text.as_bytes()).expect("written");
        assert_eq!(load(&ModelSource::Saved(path.clone())).expect("whole"), old);
        // And as soon as its weights are there, it is the model, also without its description.
        atomic::write(&path, &weights).expect("written");
        assert_eq!(load(&ModelSource::Saved(path.clone())).expect("whole"), new);
        atomic::remove(&card_path(&path)).expect("removed");
        assert_eq!(load(&ModelSource::Saved(path.clone())).expect("whole"), new);
        settle_all(folder.path());
        assert_eq!(names(folder.path()), ["model.json", "model.safetensors"]);
        assert_eq!(load(&ModelSource::Saved(path)).expect("whole"), new);
    }
}
