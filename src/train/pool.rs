//! The threads a run computes on: its own, named, and at lower priority than the window's.

use rayon::{ThreadPool, ThreadPoolBuilder};
use thread_priority::{ThreadPriority, ThreadPriorityValue};

use super::TrainError;
use crate::msg;

/// Priority of training threads, from 0 to 99; about nice 9 on Linux, where a window has nice 0.
const PRIORITY: u8 = 25;

/// A pool of `threads` threads, or one for each core if 0. It ends when it is dropped.
pub fn build(threads: usize) -> Result<ThreadPool, TrainError> {
    ThreadPoolBuilder::new()
        .num_threads(if threads == 0 { cores() } else { threads })
        .thread_name(|index| format!("train-{index}"))
        .start_handler(|_| lower_priority())
        .build()
        .map_err(|error| TrainError::Broken(msg!("train-no-thread", fault = error.to_string()).into()))
}

/// Cores this process may use. Asked here, because rayon would let an environment variable answer.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Lowers the priority of the current thread, so that the window is drawn first. A system that refuses only makes
/// the window a little less smooth, so the refusal is noted and nothing more.
pub fn lower_priority() {
    let lowered = ThreadPriorityValue::try_from(PRIORITY)
        .map(|value| ThreadPriority::Crossplatform(value).set_for_current().map_err(|error| error.to_string()));
    if let Ok(Err(error)) | Err(error) = lowered {
        tracing::debug!("training threads keep their priority: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_has_as_many_named_threads_as_asked_for() {
        let pool = build(3).expect("a pool starts");
        assert_eq!(pool.current_num_threads(), 3);
        let name = pool.install(|| std::thread::current().name().map(str::to_owned)).expect("it is named");
        assert!(name.starts_with("train-"), "{name}");
        assert_eq!(build(0).expect("a pool starts").current_num_threads(), cores());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn training_threads_are_nicer_than_the_window() {
        // Field 19 of /proc/<pid>/task/<tid>/stat is the niceness; the name in field 2 is followed by the last ')'.
        let niceness = || -> i32 {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").expect("Linux tells");
            let after_name = stat.rsplit(')').next().expect("there is a rest");
            after_name.split_whitespace().nth(16).expect("there are enough fields").parse().expect("a number")
        };
        let ours = niceness();
        let theirs = build(1).expect("a pool starts").install(niceness);
        assert!(theirs > ours || ours >= 9, "training has nice {theirs}, the window {ours}");
    }
}
