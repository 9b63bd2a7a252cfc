//! Reader threads. Each has a connection of its own and takes work from one shared queue.
//!
//! Heavy work never occupies all of them: one reader takes light work only. One other prefers heavy work, so that it
//! is never starved.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::statement::run;
use super::writer::join;
use super::{connection, store_error};
use crate::row::RowRef;
use crate::sql::Statement;
use crate::{Result, StoreError, StoreOptions};

type Job = Box<dyn FnOnce(&Connection) + Send>;

/// Which work a thread takes.
#[derive(Clone, Copy)]
enum Duty {
    LightOnly,
    HeavyFirst,
    LightFirst,
}

/// Virtual machine steps between two looks at the clock.
const STEPS: i32 = 20_000;

#[derive(Default)]
struct Waiting {
    light: VecDeque<Job>,
    heavy: VecDeque<Job>,
    closed: bool,
}

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    wake: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, job: Job, heavy: bool) -> Result<()> {
        let mut waiting = self.lock();
        if waiting.closed {
            return Err(StoreError::Closed);
        }
        if heavy {
            waiting.heavy.push_back(job);
        } else {
            waiting.light.push_back(job);
        }
        drop(waiting);
        if heavy {
            // The one thread woken might be the one that takes light work only.
            self.wake.notify_all();
        } else {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// The next job for a thread; none when the queue is closed and empty.
    fn next(&self, duty: Duty) -> Option<Job> {
        let mut waiting = self.lock();
        loop {
            let Waiting { light, heavy, .. } = &mut *waiting;
            let job = match duty {
                Duty::LightOnly => light.pop_front(),
                Duty::HeavyFirst => heavy.pop_front().or_else(|| light.pop_front()),
                Duty::LightFirst => light.pop_front().or_else(|| heavy.pop_front()),
            };
            if job.is_some() || waiting.closed {
                return job;
            }
            waiting = self
                .wake
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn close(&self) {
        self.lock().closed = true;
        self.wake.notify_all();
    }
}

/// The reader threads of a database.
pub(super) struct Readers {
    queue: Arc<Queue>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Readers {
    pub(super) fn start(path: &Path, options: &StoreOptions) -> Result<Self> {
        let count = match options.readers {
            0 => std::thread::available_parallelism().map_or(2, usize::from),
            count => count,
        }
        .max(2);
        let queue = Arc::new(Queue::default());
        let mut threads = Vec::with_capacity(count);
        for number in 0..count {
            let mut connection = connection::open_reader(path, count)?;
            let clock = Deadline::install(&mut connection, options.statement_timeout)?;
            let queue = Arc::clone(&queue);
            let duty = match number {
                0 => Duty::LightOnly,
                1 => Duty::HeavyFirst,
                _ => Duty::LightFirst,
            };
            let thread = std::thread::Builder::new()
                .name(format!("rapport-read-{number}"))
                .spawn(move || work(&queue, &connection, &clock, duty))
                .map_err(StoreError::internal)?;
            threads.push(thread);
        }
        Ok(Self {
            queue,
            threads: Mutex::new(threads),
        })
    }

    pub(super) async fn read<S, F>(&self, statement: Statement, state: S, each: F) -> Result<S>
    where
        S: Send + 'static,
        F: FnMut(&mut S, &RowRef<'_>) -> Result<()> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let heavy = statement.heavy;
        let (mut state, mut each) = (state, each);
        let job = Box::new(move |connection: &Connection| {
            if reply.is_closed() {
                return;
            }
            let result = run(connection, &statement, &mut state, &mut each).map(|()| state);
            let _ = reply.send(result);
        });
        self.queue.push(job, heavy)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    pub(super) fn close(&self) {
        self.queue.close();
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        for thread in threads.drain(..) {
            join(thread);
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.close();
    }
}

fn work(queue: &Queue, connection: &Connection, deadline: &Deadline, duty: Duty) {
    while let Some(job) = queue.next(duty) {
        deadline.begin();
        // A panic in a row closure must not cost the thread; the caller gets `Closed`.
        if std::panic::catch_unwind(AssertUnwindSafe(|| job(connection))).is_err() {
            tracing::error!("a read panicked");
        }
    }
}

/// Stops a statement that runs too long, by SQLite's progress handler.
struct Deadline {
    start: Instant,
    limit: u64,
    until: Arc<AtomicU64>,
}

impl Deadline {
    fn install(connection: &mut Connection, timeout: Duration) -> Result<Self> {
        let deadline = Self {
            start: Instant::now(),
            limit: u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX),
            until: Arc::new(AtomicU64::new(u64::MAX)),
        };
        let (start, until) = (deadline.start, Arc::clone(&deadline.until));
        connection
            .progress_handler(
                STEPS,
                Some(move || millis(start) > until.load(Ordering::Relaxed)),
            )
            .map_err(store_error)?;
        Ok(deadline)
    }

    fn begin(&self) {
        let until = millis(self.start).saturating_add(self.limit);
        self.until.store(until, Ordering::Relaxed);
    }
}

fn millis(start: Instant) -> u64 {
    u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX)
}
