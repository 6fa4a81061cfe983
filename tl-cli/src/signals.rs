//! Delays signals that would end the program while it writes files.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::{ffi, io};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use signal_hook::low_level::emulate_default_handler;

/// Calls `work`. If a signal requests the end of the program in the meantime, the program ends after the work.
///
/// The work should be short. Signals that cannot be handled, such as `SIGKILL`, interrupt the work. The next run that
/// writes to the same folder then cleans up.
pub(crate) fn finish<T>(work: impl FnOnce() -> T) -> T {
    static SIGNALS: OnceLock<Option<Signals>> = OnceLock::new();
    let signals = SIGNALS.get_or_init(|| Signals::new().ok()).as_ref();
    signals.inspect(|signals| signals.ends_at_once.store(false, Ordering::SeqCst));
    let done = work();
    signals.inspect(|signals| signals.resume());
    done
}

/// The state of the signal handlers.
#[derive(Debug, Default)]
struct Signals {
    /// Whether a signal ends the program at once.
    ends_at_once: Arc<AtomicBool>,
    /// The last signal that was received, or 0.
    last: Arc<AtomicUsize>,
}

impl Signals {
    fn new() -> io::Result<Self> {
        let signals = Self::default();
        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_default(signal, signals.ends_at_once.clone())?;
            flag::register_usize(signal, signals.last.clone(), signal.unsigned_abs() as usize)?;
        }
        Ok(signals)
    }

    fn resume(&self) {
        self.ends_at_once.store(true, Ordering::SeqCst);
        if let Ok(signal @ 1..) = ffi::c_int::try_from(self.last.load(Ordering::SeqCst)) {
            // This can fail only for unknown signals.
            let _ = emulate_default_handler(signal);
        }
    }
}
