//! The writer thread. Waiting jobs share one transaction, and so one wait for the disk.
//!
//! Each job has its own savepoint: a failing one takes only itself back. A job is answered after the commit, never
//! before; when the commit fails, all of them fail.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::store_error;
use crate::{Result, StoreError};

/// The most jobs of one transaction.
const GROUP: usize = 128;
/// The most jobs that wait.
const QUEUE: usize = 4096;

enum Message {
    Job(Box<dyn Job>),
    Exclusive(Box<dyn FnOnce(&mut Connection) + Send>),
    Close(oneshot::Sender<()>),
}

/// Work inside a transaction.
trait Job: Send {
    /// Does the work; false takes it back.
    fn run(&mut self, connection: &Connection) -> bool;
    /// Answers: with its own result, or with the failure of the transaction.
    fn answer(self: Box<Self>, failure: Option<&StoreError>);
}

struct Pending<F, T, E> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Pending<F, T, E>
where
    F: FnOnce(&Connection) -> Result<T, E> + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, connection: &Connection) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        let result = std::panic::catch_unwind(AssertUnwindSafe(|| work(connection)));
        let result = result.unwrap_or_else(|_| Err(StoreError::Closed.into()));
        let good = result.is_ok();
        self.result = Some(result);
        good
    }

    fn answer(self: Box<Self>, failure: Option<&StoreError>) {
        let result = match (failure, self.result) {
            // A job's own failure tells more than that of the transaction.
            (_, Some(Err(own))) => Err(own),
            (Some(failure), _) => Err(failure.clone().into()),
            (None, Some(result)) => result,
            (None, None) => Err(StoreError::Closed.into()),
        };
        let _ = self.reply.send(result);
    }
}

/// The writer thread of a database.
pub(super) struct Writer {
    queue: Mutex<Option<SyncSender<Message>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, group_commit: bool) -> Result<Self> {
        let (queue, jobs) = sync_channel(QUEUE);
        let group = if group_commit { GROUP } else { 1 };
        let thread = std::thread::Builder::new()
            .name("rapport-write".to_owned())
            .spawn(move || work(connection, &jobs, group))
            .map_err(StoreError::internal)?;
        Ok(Self {
            queue: Mutex::new(Some(queue)),
            thread: Mutex::new(Some(thread)),
        })
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Job(Box::new(Pending {
            work: Some(work),
            result: None,
            reply,
        })))?;
        answer
            .await
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    pub(super) async fn exclusive<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.send(Message::Exclusive(Box::new(move |connection| {
            let _ = reply.send(work(connection));
        })))?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    fn send(&self, message: Message) -> Result<()> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        match queue.as_ref().map(|queue| queue.try_send(message)) {
            Some(Ok(())) => Ok(()),
            Some(Err(TrySendError::Full(_))) => Err(StoreError::Busy),
            Some(Err(TrySendError::Disconnected(_))) | None => Err(StoreError::Closed),
        }
    }

    /// Lets accepted jobs finish, then ends the thread.
    pub(super) async fn close(&self) {
        let (reply, done) = oneshot::channel();
        if self.send(Message::Close(reply)).is_ok() {
            let _ = done.await;
        }
        self.stop();
    }

    fn stop(&self) {
        // Without a sender the thread sees the end of the queue after the last job.
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            join(thread);
        }
    }
}

/// Waits for a thread, unless it is this one: the last owner may be dropped by work that runs on it.
pub(super) fn join(thread: JoinHandle<()>) {
    if thread.thread().id() != std::thread::current().id() {
        let _ = thread.join();
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn work(mut connection: Connection, queue: &Receiver<Message>, most: usize) {
    while let Ok(message) = queue.recv() {
        let mut group = Vec::new();
        let mut next = Some(message);
        let mut after = None;
        while let Some(message) = next.take() {
            match message {
                Message::Job(job) => {
                    group.push(job);
                    if group.len() < most {
                        next = queue.try_recv().ok();
                    }
                }
                other => after = Some(other),
            }
        }
        while !group.is_empty() {
            group = commit(&connection, group);
        }
        match after {
            Some(Message::Exclusive(work)) => {
                let guarded = AssertUnwindSafe(|| work(&mut connection));
                if std::panic::catch_unwind(guarded).is_err() {
                    tracing::error!("exclusive work on the database panicked");
                }
            }
            Some(Message::Close(reply)) => {
                let _ = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
                let _ = reply.send(());
                return;
            }
            _ => {}
        }
    }
}

/// Runs a group in one transaction and answers it. Returns jobs that were not begun and need another transaction.
fn commit(connection: &Connection, jobs: Vec<Box<dyn Job>>) -> Vec<Box<dyn Job>> {
    let lone = jobs.len() == 1;
    let mut waiting = jobs.into_iter();
    let mut done: Vec<Box<dyn Job>> = Vec::with_capacity(waiting.len());
    let mut failure = batch(connection, "BEGIN IMMEDIATE").err();
    if failure.is_none() {
        for mut job in waiting.by_ref() {
            let outcome = if lone {
                run_alone(connection, &mut job)
            } else {
                run_one(connection, &mut job)
            };
            done.push(job);
            // Some failures, a full disk among them, make SQLite take the whole transaction back.
            if let Err(error) = outcome {
                failure = Some(error);
                break;
            }
        }
        if failure.is_none() && !connection.is_autocommit() {
            failure = batch(connection, "COMMIT").err();
        }
        if !connection.is_autocommit() {
            let _ = batch(connection, "ROLLBACK");
        }
    } else {
        done.extend(waiting.by_ref());
    }
    for job in done {
        job.answer(failure.as_ref());
    }
    waiting.collect()
}

/// The only job needs no savepoint: what it fails, the transaction fails.
fn run_alone(connection: &Connection, job: &mut Box<dyn Job>) -> Result<()> {
    if !job.run(connection) && !connection.is_autocommit() {
        batch(connection, "ROLLBACK")?;
    }
    Ok(())
}

fn run_one(connection: &Connection, job: &mut Box<dyn Job>) -> Result<()> {
    batch(connection, "SAVEPOINT job")?;
    let good = job.run(connection);
    if connection.is_autocommit() {
        return Err(StoreError::Full);
    }
    batch(
        connection,
        if good {
            "RELEASE job"
        } else {
            "ROLLBACK TO job"
        },
    )?;
    if !good {
        batch(connection, "RELEASE job")?;
    }
    Ok(())
}

fn batch(connection: &Connection, sql: &str) -> Result<()> {
    connection
        .prepare_cached(sql)
        .and_then(|mut statement| statement.raw_execute())
        .map(drop)
        .map_err(store_error)
}
