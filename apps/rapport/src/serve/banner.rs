//! What whoever started the server sees first.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::Path;

use rapport_config::{Database, Settings, Signup};

use crate::app::local_url;

/// Says where the server is and what to do next; one log line when nobody looks.
pub fn show(settings: &Settings, address: SocketAddr, first_run: bool) {
    let url = match (first_run, &settings.public_url) {
        // The first account is made on this machine.
        (false, Some(url)) => url.clone(),
        _ if address.ip().is_loopback() || address.ip().is_unspecified() => {
            local_url(address.port())
        }
        _ => format!("http://{address}"),
    };
    if std::io::stdout().is_terminal() {
        println!("{}", text(settings, &url, first_run));
    } else {
        tracing::info!(url, data = %settings.data.display(), first_run, "rapport is ready");
    }
}

fn text(settings: &Settings, url: &str, first_run: bool) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let data = absolute(&settings.data);
    let database = match &settings.database {
        Database::Sqlite(file) => format!("SQLite, {}", absolute(file)),
        postgres @ Database::Postgres(_) => format!("PostgreSQL, {postgres}"),
    };
    let next = match (first_run, settings.signup) {
        (true, Signup::Closed) => {
            "Make the first account with `rapport user create` (sign-up is closed).".to_owned()
        }
        (true, _) => format!(
            "Open {url} to create the first account; you can fill it with demo data there.\n  \
             Until then the server answers on this machine only."
        ),
        (false, _) => format!("Open {url} and sign in."),
    };
    format!(
        "\n  Rapport {version} is ready at {url}\n\n  {next}\n\n  Data      {data}\n  Database  {database}\n  Stop      Ctrl+C\n"
    )
}

fn absolute(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole.display().to_string()
}
