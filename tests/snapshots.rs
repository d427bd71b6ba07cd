//! Pictures of the window, compared with those under `tests/snapshots`.

#[path = "common/software.rs"]
mod software;
