//! Standard output of the jobs that make something besides their words: whoever reads those may leave, and the job goes
//! on.

use std::io::{self, ErrorKind, Write};

use super::{JobError, report};

/// Writes results until that fails. Then it says so once, leaves out the rest and remembers the fault, so that a writer
/// never ends the job.
pub struct Results<'a> {
    out: &'a mut dyn Write,
    fault: Option<io::Error>,
}

impl<'a> Results<'a> {
    /// Does `job`, whose results go to `out` as long as that takes them.
    ///
    /// # Errors
    /// Those of the job; if there are none, that its results could not be written.
    pub fn of(out: &'a mut dyn Write, job: impl FnOnce(&mut Self) -> Result<(), JobError>) -> Result<(), JobError> {
        let mut results = Self { out, fault: None };
        let done = job(&mut results);
        done.and(results.fault.map_or(Ok(()), |fault| Err(JobError::Output(fault))))
    }

    /// Whether nobody reads them any more, so that what somebody has to know is told elsewhere.
    #[must_use]
    pub fn are_lost(&self) -> bool {
        self.fault.is_some()
    }

    fn attempt<T>(&mut self, otherwise: T, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        if self.fault.is_some() {
            return Ok(otherwise);
        }
        match write(self.out) {
            Err(fault) if fault.kind() == ErrorKind::Interrupted => Err(fault),
            Err(fault) => {
                if fault.kind() == ErrorKind::BrokenPipe {
                    report(&"the results are no longer read; the job goes on without them");
                } else {
                    report(&format_args!("the results could not be written ({fault}); the job goes on without them"));
                }
                self.fault = Some(fault);
                Ok(otherwise)
            }
            Ok(done) => Ok(done),
        }
    }
}

impl Write for Results<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt((), |out| out.flush())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes, then no more.
    struct Full(usize, ErrorKind);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(self.1.into());
            }
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_job_whose_results_find_no_room_ends_by_itself_and_then_says_so() {
        for kind in [ErrorKind::BrokenPipe, ErrorKind::StorageFull] {
            let mut is_over = false;
            let ended = Results::of(&mut Full(5, kind), |out| {
                for _ in 0..3 {
                    writeln!(out, "a line")?;
                }
                is_over = out.are_lost();
                Ok(())
            });
            assert!(is_over, "it went on to its end");
            assert!(matches!(ended, Err(JobError::Output(fault)) if fault.kind() == kind));
        }
        let ended = Results::of(&mut Full(0, ErrorKind::BrokenPipe), |out| {
            writeln!(out, "a line")?;
            Err(JobError::Usage("its own fault".into()))
        });
        assert!(matches!(ended, Err(JobError::Usage(_))), "the fault of the job counts for more");
    }
}
