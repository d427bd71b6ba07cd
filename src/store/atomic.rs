//! Reading whole files, and writing them so that there is always either the old one or the new one, whole.

pub mod faults;
mod lock;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use faults::Call;
use tempfile::NamedTempFile;

use super::StoreError;
use crate::msg;
use crate::text::{Message, Value, format};

pub use lock::Lock;

/// How the names of files begin that are not under their own name yet.
const PART_PREFIX: &str = ".digit-lab-";
/// How they end.
const PART_SUFFIX: &str = ".part";
/// Age from which such a file is left over, if nobody holds it.
const LEFT_OVER_AGE: Duration = Duration::from_mins(1);

/// Writes `bytes` beside `path`, flushes them to the disk and renames; missing folders are made.
///
/// # Errors
/// When the folder or the file cannot be written; the old file is untouched.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    Prepared::new(path, bytes)?.commit()
}

/// A file that is wholly on the disk, but not yet under its name. Dropping it removes it again.
///
/// Several files that belong together are all prepared before the first is committed, so that a full disk changes
/// none of them.
pub struct Prepared {
    file: NamedTempFile,
    target: PathBuf,
    path: PathBuf,
}

impl Prepared {
    /// Writes `bytes` to a nameless neighbour of `path` and flushes them to the disk; missing folders are made.
    ///
    /// # Errors
    /// When the folder or the file cannot be written, or `path` is something else than an ordinary file.
    pub fn new(path: &Path, bytes: &[u8]) -> Result<Self, StoreError> {
        let failed = |error: io::Error| StoreError::new(write_fault(&error), path);
        let target = target_of(path)?;
        let folder = folder_of(&target);
        make_folder(folder).map_err(failed)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(PART_PREFIX).suffix(PART_SUFFIX);
        #[cfg(unix)]
        {
            // As any new file: the person's umask decides, not the 0600 of a temporary file.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = faults::before(Call::Create).and_then(|()| builder.tempfile_in(folder)).map_err(failed)?;
        // Who finds it held knows that it is not left over.
        if let Err(error) = file.as_file().try_lock() {
            tracing::debug!(%error, "could not lock a file that is being written");
        }
        faults::before(Call::Write).and_then(|()| file.write_all(bytes)).map_err(failed)?;
        faults::before(Call::Flush).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
        Ok(Self { file, target, path: path.to_path_buf() })
    }

    /// Gives it its name, in place of the old file.
    ///
    /// # Errors
    /// When it cannot be renamed; the old file is untouched.
    pub fn commit(self) -> Result<(), StoreError> {
        let Self { file, target, path } = self;
        let failed = |error: io::Error| StoreError::new(write_fault(&error), &path);
        faults::before(Call::Rename).map_err(failed)?;
        file.persist(&target).map_err(|fault| failed(fault.error))?;
        sync_folder(folder_of(&target));
        Ok(())
    }

    /// Gives it its name, unless there is a file of that name by now: then `None`.
    ///
    /// # Errors
    /// When it cannot be renamed.
    pub fn claim(self) -> Result<Option<()>, StoreError> {
        let Self { file, target, path } = self;
        let failed = |error: io::Error| StoreError::new(write_fault(&error), &path);
        faults::before(Call::Rename).map_err(failed)?;
        match file.persist_noclobber(&target) {
            Err(fault) if fault.error.kind() == ErrorKind::AlreadyExists => return Ok(None),
            Err(fault) => return Err(failed(fault.error)),
            Ok(_) => {}
        }
        sync_folder(folder_of(&target));
        Ok(Some(()))
    }
}

/// Makes a folder, and those above it.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    faults::before(Call::Create).and_then(|()| fs::create_dir_all(folder))
}

/// Makes the first of these folders that is not there yet; no other process gets the same.
///
/// # Errors
/// When it cannot be made.
pub fn claim_folder(folders: impl IntoIterator<Item = PathBuf>) -> Result<PathBuf, StoreError> {
    let mut last = PathBuf::new();
    for folder in folders {
        let failed = |error: io::Error| StoreError::new(write_fault(&error), &folder);
        make_folder(folder_of(&folder)).map_err(failed)?;
        match faults::before(Call::Create).and_then(|()| fs::create_dir(&folder)) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => last = folder,
            Err(error) => return Err(failed(error)),
        }
    }
    Err(StoreError::new(write_fault(&ErrorKind::AlreadyExists.into()), last))
}

/// Removes a file, which may be gone already.
///
/// # Errors
/// When it is there and cannot be removed.
pub fn remove(path: &Path) -> Result<(), StoreError> {
    match faults::before(Call::Remove).and_then(|()| fs::remove_file(path)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::new(write_fault(&error), path)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Removes a folder of ours with all that is in it, as far as that goes.
pub fn remove_folder(folder: &Path) {
    if let Err(error) = fs::remove_dir_all(folder) {
        tracing::warn!(%error, folder = %folder.display(), "could not remove the folder");
    }
}

/// Removes what processes that have ended left half written in `folder`.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = name.starts_with(PART_PREFIX) && name.ends_with(PART_SUFFIX);
        if is_part && is_left_over(&entry.path()) {
            tracing::debug!(%name, "a half-written file is left over");
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a file is older than a minute, and nobody holds it.
#[must_use]
pub fn is_left_over(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let written = file.metadata().and_then(|metadata| metadata.modified());
    let is_old = written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age >= LEFT_OVER_AGE));
    is_old && file.try_lock_shared().is_ok()
}

/// Gives a folder another name in one move; missing folders above the new one are made.
///
/// # Errors
/// When it cannot be moved; it then is where it was.
pub fn move_folder(from: &Path, to: &Path) -> Result<(), StoreError> {
    let failed = |error: io::Error| StoreError::new(write_fault(&error), from);
    make_folder(folder_of(to)).map_err(failed)?;
    faults::before(Call::Rename).and_then(|()| fs::rename(from, to)).map_err(failed)?;
    sync_folder(folder_of(to));
    Ok(())
}

/// Opens a file to read it piece by piece.
///
/// # Errors
/// When it cannot be opened, or is no file: a folder, a pipe or a device.
pub fn open(path: &Path) -> Result<File, StoreError> {
    let failed = |error: io::Error| StoreError::new(read_fault(&error), path);
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(StoreError::new(msg!("file-error-is-folder"), path));
    }
    // Opening a pipe waits for somebody who writes to it, and a device may never end.
    if !metadata.is_file() {
        return Err(StoreError::new(msg!("file-error-not-a-file"), path));
    }
    File::open(path).map_err(failed)
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read or is larger.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StoreError> {
    let failed = |error: io::Error| StoreError::new(read_fault(&error), path);
    let file = open(path)?;
    let metadata = file.metadata().map_err(failed)?;
    let too_large = || StoreError::new(msg!("file-error-too-large", limit = size(limit)), path);
    if metadata.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    // It may grow meanwhile, so count again while reading.
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// The ordinary file that writing to `path` replaces: the end of a symbolic link, so that the link survives.
fn target_of(path: &Path) -> Result<PathBuf, StoreError> {
    if path.is_dir() {
        return Err(StoreError::new(msg!("file-error-target-is-folder"), path));
    }
    // "name/" and "name/." are names of folders.
    let whole = path.as_os_str().as_encoded_bytes();
    if path.file_name().is_none_or(|name| !whole.ends_with(name.as_encoded_bytes())) {
        return Err(StoreError::new(msg!("file-error-no-name"), path));
    }
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        // A link that leads nowhere is replaced by the file.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(path.to_path_buf()),
        Err(error) => return Err(StoreError::new(write_fault(&error), path)),
    };
    if !metadata.is_file() {
        return Err(StoreError::new(msg!("file-error-target-is-device"), path));
    }
    if metadata.permissions().readonly() {
        return Err(StoreError::new(msg!("file-error-write-protected"), path));
    }
    fs::canonicalize(path).map_err(|error| StoreError::new(write_fault(&error), path))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a rename survive a power cut. The file itself is whole either way, so a file system that cannot flush a
/// folder is no fault worth reporting.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = File::open(folder).and_then(|folder| folder.sync_all())
    {
        tracing::debug!(%error, folder = %folder.display(), "could not flush the folder");
    }
}

fn write_fault(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => msg!("file-error-disk-full"),
        ErrorKind::ReadOnlyFilesystem => msg!("file-error-read-only"),
        ErrorKind::PermissionDenied => msg!("file-error-write-permission"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => msg!("file-error-in-the-way"),
        ErrorKind::InvalidFilename => msg!("file-error-name"),
        ErrorKind::FileTooLarge => msg!("file-error-too-large-for-disk"),
        _ => msg!("file-error-write", error = error.to_string()),
    }
}

fn read_fault(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => msg!("file-error-not-found"),
        ErrorKind::PermissionDenied => msg!("file-error-read-permission"),
        ErrorKind::IsADirectory => msg!("file-error-is-folder"),
        _ => msg!("file-error-read", error = error.to_string()),
    }
}

/// A limit as people read it; limits are whole mebibytes.
fn size(bytes: u64) -> Value {
    const MEBI: u64 = 1 << 20;
    if bytes >= MEBI {
        msg!("megabytes", number = (bytes / MEBI).to_string()).into()
    } else {
        format::file_size(bytes as usize).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<String> {
        let names =
            fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").file_name());
        let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_written_file_reads_back_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("deep/er/file.bin");
        write(&path, b"old").expect("written");
        write(&path, b"new").expect("written again");
        assert_eq!(read(&path, 3).expect("read"), b"new");
        assert_eq!(entries(&folder.path().join("deep/er")), ["file.bin"]);
    }

    #[test]
    fn a_prepared_file_that_is_never_committed_changes_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file.bin");
        write(&path, b"old").expect("written");
        drop(Prepared::new(&path, b"new").expect("prepared"));
        assert_eq!(read(&path, 10).expect("read"), b"old");
        assert_eq!(entries(folder.path()), ["file.bin"]);
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file.bin");
        write(&path, b"four").expect("written");
        let error = read(&path, 3).expect_err("too large");
        assert!(error.to_string().starts_with("the file has more than 3 bytes"), "{error}");
    }

    #[test]
    fn folders_and_missing_files_are_named_in_plain_words() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let missing = read(&folder.path().join("none"), 9).expect_err("nothing there");
        assert!(missing.to_string().starts_with("there is no such file: "), "{missing}");
        let not_a_file = read(folder.path(), 9).expect_err("a folder");
        assert!(not_a_file.to_string().starts_with("this is a folder"), "{not_a_file}");
        let over_a_folder = write(folder.path(), b"x").expect_err("a folder");
        assert!(over_a_folder.to_string().starts_with("this is a folder"), "{over_a_folder}");
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_reported() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("models"), b"").expect("written");
        let error = write(&folder.path().join("models/a.json"), b"x").expect_err("no folder");
        assert!(error.what.to_string().contains("a file is in the way"), "{error}");
    }

    #[test]
    fn a_write_protected_file_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("kept.bin");
        write(&path, b"old").expect("written");
        let mut permissions = fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("protected");
        let error = write(&path, b"new").expect_err("protected");
        assert!(error.what.to_string().contains("write-protected"), "{error}");
        assert_eq!(read(&path, 9).expect("read"), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_survives_and_its_end_is_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        write(&real, b"old").expect("written");
        std::os::unix::fs::symlink(&real, &link).expect("linked");
        write(&link, b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").file_type().is_symlink());
        assert_eq!(read(&real, 9).expect("read"), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_never_replaced() {
        let error = write(Path::new("/dev/null"), b"x").expect_err("a device");
        assert!(error.what.to_string().contains("device"), "{error}");
    }
}
