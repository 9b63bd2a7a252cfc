//! `rapport openapi`: the description of the API on standard output.

use std::io::Write as _;

use rapport_store::{DatabaseUrl, Store, StoreOptions};

use crate::app::engine;
use crate::failure::{Failure, Outcome};

/// Prints it. No database of anybody is opened.
pub async fn run() -> Outcome {
    let store = Store::open(StoreOptions::new(DatabaseUrl::SqliteMemory)).await?;
    let description = rapport_gateway::openapi(engine(store.clone(), &[])?.base_schema());
    store.close().await;
    let text = serde_json::to_string_pretty(&description)
        .map_err(|error| Failure::cannot("describe the API", error))?;
    // A reader that has seen enough, such as `head`, is no failure.
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}
