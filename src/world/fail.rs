//! Points at which a test can kill the program. In a released program they are
//! empty; in a build with debug assertions, `DUEBOOK_TEST_KILL_AT=k` ends the
//! process at the k-th point it passes, without a word to anybody, as a power
//! cut or `kill -9` would.

#[cfg(debug_assertions)]
mod armed {
    use std::sync::atomic::{AtomicU64, Ordering};

    static PASSED: AtomicU64 = AtomicU64::new(0);

    fn number(name: &str) -> Option<u64> {
        std::env::var(name).ok()?.parse().ok()
    }

    /// Counts one point and dies where it is the chosen one.
    pub(crate) fn point() {
        if number("DUEBOOK_TEST_KILL_AT") == Some(PASSED.fetch_add(1, Ordering::SeqCst) + 1) {
            die();
        }
    }

    /// Whether to die in the middle of writing the next line.
    pub(crate) fn torn() -> bool {
        number("DUEBOOK_TEST_TEAR_AT") == Some(PASSED.load(Ordering::SeqCst))
    }

    /// Ends the process at once: no destructor, no buffer, no farewell.
    pub(crate) fn die() -> ! {
        std::process::abort()
    }

    /// The day that a test says it is.
    pub(crate) fn today() -> Option<chrono::NaiveDate> {
        std::env::var("DUEBOOK_TEST_TODAY").ok()?.parse().ok()
    }

    /// A span of time that a test sets, in milliseconds.
    pub(crate) fn span(name: &str) -> Option<chrono::TimeDelta> {
        Some(chrono::TimeDelta::milliseconds(i64::try_from(number(name)?).ok()?))
    }
}

#[cfg(not(debug_assertions))]
mod armed {
    pub(crate) fn point() {}

    pub(crate) fn torn() -> bool {
        false
    }

    pub(crate) fn die() {}

    pub(crate) fn today() -> Option<chrono::NaiveDate> {
        None
    }

    pub(crate) fn span(_: &str) -> Option<chrono::TimeDelta> {
        None
    }
}

pub(crate) use armed::{die, point, span, today, torn};
