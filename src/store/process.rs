//! What the system says about this process.

/// Whether the process was told to ignore that its terminal is closed, as `nohup` does. Only Linux says so.
#[must_use]
pub fn ignores_hang_up() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| ignored(&status) & HANG_UP != 0)
}

/// The bit of SIGHUP, which is signal 1.
const HANG_UP: u64 = 1;

/// The set of ignored signals in what Linux says about a process.
fn ignored(status: &str) -> u64 {
    let set = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_signals_are_read_from_what_linux_says() {
        let status = |set: &str| format!("Name:\tdigit-lab\nSigBlk:\tffffffffffffffff\nSigIgn:\t{set}\nSigCgt:\t0\n");
        assert_eq!(ignored(&status("0000000000001001")) & HANG_UP, 1);
        assert_eq!(ignored(&status("0000000000001000")) & HANG_UP, 0);
        assert_eq!(ignored("nothing of the kind"), 0);
    }
}
