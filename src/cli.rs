//! The command-line jobs.
