//! Shows a line on the terminal while slow work is in progress.

use std::io::Write;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Time to wait before the line is shown.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Calls `work`. If it takes longer than `patience`, writes `name` to `terminal`, and removes this line when the work
/// ends.
pub(crate) fn show<T>(
    mut terminal: impl Write + Send,
    name: &str,
    patience: Duration,
    work: impl FnOnce() -> T,
) -> T {
    let (working, done) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let waiting = move || {
            if done.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                let line = format!("{name} ...");
                // If the line cannot be written, the work continues without it.
                let _ = write!(terminal, "{line}").and_then(|()| terminal.flush());
                // Nothing is ever sent. This waits until `working` is dropped.
                let _ = done.recv();
                let _ = write!(terminal, "\r{:1$}\r", "", line.len()).and_then(|()| terminal.flush());
            }
        };
        // If no thread can be started, the work is done without a line.
        let _ = thread::Builder::new().spawn_scoped(scope, waiting);
        let result = work();
        drop(working);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    /// A writer that sends each text to a channel, so that the test can examine it.
    struct Screen(mpsc::Sender<String>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.send(String::from_utf8(bytes.to_vec()).unwrap()).unwrap();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn slow_work_has_a_line_that_is_removed_at_the_end() {
        let (seen, shown) = mpsc::channel();
        let mut text = show(Screen(seen), "writing 2 files", Duration::ZERO, || {
            let mut text = String::new();
            while text != "writing 2 files ..." {
                text += &shown.recv().unwrap();
            }
            text
        });
        text.extend(shown.iter());
        assert_eq!(text, format!("writing 2 files ...\r{}\r", " ".repeat(19)));
    }

    #[test]
    fn quick_work_has_no_line_and_is_not_delayed() {
        let (seen, shown) = mpsc::channel();
        let start = Instant::now();
        assert_eq!(show(Screen(seen), "writing 2 files", Duration::from_secs(3600), || 7), 7);
        assert!(start.elapsed() < Duration::from_secs(60));
        assert_eq!(shown.iter().count(), 0);
    }
}
