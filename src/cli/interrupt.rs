//! Ctrl+C while a job runs: the first asks it to end well, the second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell gives for a program that was ended by Ctrl+C: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Whether Ctrl+C was pressed since the job began.
#[derive(Debug, Clone, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where the system does not allow it, Ctrl+C goes on to end the program at once.
    #[must_use]
    pub fn listen() -> Self {
        let interrupt = Self::default();
        let heard = interrupt.clone();
        let handler = move || {
            if heard.0.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED);
            }
        };
        if let Err(error) = ctrlc::set_handler(handler) {
            tracing::debug!("Ctrl+C is not listened for: {error}");
        }
        interrupt
    }

    /// Whether it was pressed.
    #[must_use]
    pub fn was_pressed(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
