//! Forgets, every hour, what is kept for a while only: answers to repeated requests, old events and letters, contents of
//! files that no record names any more. Beside that, it keeps
//! the audit trail's chain going.

use std::sync::Arc;
use std::time::Duration;

use rapport_accounts::Accounts;
use rapport_files::Files;
use rapport_kernel::Clock;
use rapport_store::Store;

const EVERY: Duration = Duration::from_secs(60 * 60);

/// Runs until the future is dropped.
pub async fn run(store: Store, accounts: Arc<Accounts>, files: Files, clock: Arc<dyn Clock>) {
    let chain = store.clone();
    tokio::join!(chain.keep_chain(), forget(store, accounts, files, clock));
}

async fn forget(store: Store, accounts: Arc<Accounts>, files: Files, clock: Arc<dyn Clock>) {
    let mut hours = tokio::time::interval(EVERY);
    loop {
        hours.tick().await;
        let now = clock.now();
        if let Err(error) = accounts.forget_mails(now).await {
            tracing::warn!(%error, "old letters were not forgotten; it is tried again in an hour");
        }
        match files.tidy(now).await {
            Ok(removed) => tracing::debug!(removed, "old contents of files forgotten"),
            Err(error) => {
                tracing::warn!(%error, "files were not tidied; it is tried again in an hour");
            }
        }
        match (
            store.forget_answers(now).await,
            store.forget_events(now).await,
        ) {
            (Ok(answers), Ok(events)) => {
                tracing::debug!(answers, events, "old rows forgotten");
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::warn!(%error, "upkeep failed; it is tried again in an hour");
            }
        }
    }
}
