//! Arguments to a window or a command-line job.

fn main() {}
