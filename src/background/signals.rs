//! The system asks the program to end: by Ctrl+C, at a shutdown, or when its terminal is closed.

use crate::msg;
use crate::text::Message;

/// Calls `asked` each time, on a thread of its own that lives as long as the process. When the terminal is closed only
/// if that is not ignored, as `nohup` wants it.
///
/// # Errors
/// When the system does not allow it; then it goes on to end the program at once.
#[cfg(unix)]
pub fn listen(ignores_hang_up: bool, asked: impl Fn() + Send + 'static) -> Result<(), Message> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    let failed = |error: std::io::Error| msg!("task-error-no-thread", error = error.to_string());
    let hang_up = (!ignores_hang_up).then_some(SIGHUP);
    let mut signals =
        signal_hook::iterator::Signals::new([SIGINT, SIGTERM].into_iter().chain(hang_up)).map_err(failed)?;
    let serve = move || signals.forever().for_each(|_| asked());
    std::thread::Builder::new().name("signals".to_owned()).spawn(serve).map(drop).map_err(failed)
}

/// Calls `asked` each time, on a thread of its own that lives as long as the process.
///
/// # Errors
/// When the system does not allow it; then it goes on to end the program at once.
#[cfg(not(unix))]
pub fn listen(_ignores_hang_up: bool, asked: impl Fn() + Send + 'static) -> Result<(), Message> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use signal_hook::consts::{SIGINT, SIGTERM};

    /// Time between two looks: short for who has pressed Ctrl+C.
    const PERIOD: Duration = Duration::from_millis(50);

    let failed = |error: std::io::Error| msg!("task-error-no-thread", error = error.to_string());
    let was_asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&was_asked)).map_err(failed)?;
    }
    // There is nothing to wait for.
    let serve = move || {
        loop {
            if was_asked.swap(false, Ordering::Relaxed) {
                asked();
            }
            std::thread::sleep(PERIOD);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(serve).map(drop).map_err(failed)
}
