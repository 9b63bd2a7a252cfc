//! The real clock and the real random source. Everything else receives them.

use std::cell::RefCell;

use rapport_kernel::{Clock, Random, Timestamp};

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(jiff::Timestamp::now().as_microsecond())
    }
}

/// The operating system's random source, asked for many bytes at once: each question costs a system call.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

/// Bytes kept per thread. More than that at once is asked for directly.
const KEPT: usize = 512;

thread_local! {
    /// Bytes nobody has been given yet: the first ones. A byte that was given out is overwritten.
    static UNUSED: RefCell<([u8; KEPT], usize)> = const { RefCell::new(([0; KEPT], 0)) };
}

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if bytes.len() > KEPT / 4 {
            return from_system(bytes);
        }
        UNUSED.with_borrow_mut(|(kept, left)| {
            if *left < bytes.len() {
                from_system(kept);
                *left = KEPT;
            }
            let unused = kept.get_mut(..*left).unwrap_or_default();
            for (place, byte) in bytes.iter_mut().zip(unused.iter_mut().rev()) {
                *place = std::mem::take(byte);
            }
            *left -= bytes.len();
        });
    }
}

fn from_system(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        // Going on with guessable keys would be worse than stopping.
        eprintln!("the operating system gives no random bytes: {error}");
        std::process::abort();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_bytes_are_given_twice() {
        let draw = |length: usize| {
            let mut bytes = vec![0; length];
            SystemRandom.fill(&mut bytes);
            bytes
        };
        let mut seen = HashSet::new();
        for _ in 0..1000 {
            for length in [10, 16, 32, 127, 128, 129, 700] {
                assert!(seen.insert(draw(length)), "{length} bytes came twice");
            }
        }
        let zeros = (0..1000).filter(|_| draw(10).contains(&0)).count();
        assert!(
            zeros < 120,
            "{zeros} of 1000 draws of ten bytes have a zero"
        );
    }
}
