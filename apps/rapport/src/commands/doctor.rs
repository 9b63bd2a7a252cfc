//! `rapport doctor`: looks at everything that can be wrong before anybody notices.

use std::path::Path;

use rapport_config::{ConfigError, Database, FilePlace, Settings, Signup};
use rapport_store::{MIGRATIONS, Store, StoreError};

use crate::app::{file_store, mailer, open_to_look};
use crate::failure::{Failure, Outcome};

/// What was found, worst first in the end.
#[derive(Default)]
struct Findings {
    wrong: usize,
}

impl Findings {
    fn good(&mut self, text: impl AsRef<str>) {
        println!("ok     {}", text.as_ref());
    }

    fn notable(&mut self, text: impl AsRef<str>) {
        println!("note   {}", text.as_ref());
    }

    fn wrong(&mut self, text: impl AsRef<str>) {
        self.wrong += 1;
        println!("wrong  {}", text.as_ref());
    }
}

/// Looks and reports; fails when something is wrong.
pub async fn run(settings: Result<Settings, ConfigError>) -> Outcome {
    let mut findings = Findings::default();
    match settings {
        Ok(settings) => {
            findings.good("the settings are usable");
            folder(&mut findings, &settings.data);
            network(&mut findings, &settings);
            mail(&mut findings, &settings);
            files(&mut findings, &settings.files.place).await;
            database(&mut findings, &settings).await;
        }
        Err(error) => {
            for problem in error.problems {
                findings.wrong(format!("setting {problem}"));
            }
        }
    }
    match findings.wrong {
        0 => Ok(()),
        1 => Err(Failure::new("one thing is wrong")),
        many => Err(Failure::new(format!("{many} things are wrong"))),
    }
}

fn mail(findings: &mut Findings, settings: &Settings) {
    match settings.mail.as_ref().map(mailer) {
        None => findings.notable(
            "no mail server is set (`mail_smtp_url`): links for invitations and passwords are handed over by hand",
        ),
        Some(Ok(_)) => findings.good("the mail settings are usable; no letter was sent to try them"),
        Some(Err(error)) => findings.wrong(error.to_string()),
    }
}

/// Whether uploaded files can be kept: a small one is written, read and removed.
async fn files(findings: &mut Findings, place: &FilePlace) {
    if let FilePlace::Folder(folder) = place
        && !folder.exists()
    {
        let name = folder.display();
        findings.notable(format!(
            "the folder for files {name} does not exist yet; the first start makes it"
        ));
        return;
    }
    let checked = match file_store(place) {
        Ok(store) => store.check().await.map_err(|error| error.to_string()),
        Err(failure) => Err(failure.to_string()),
    };
    match checked {
        Ok(()) => findings.good(format!("files can be kept in {place}")),
        Err(reason) => findings.wrong(format!("files cannot be kept in {place}: {reason}")),
    }
}

fn folder(findings: &mut Findings, folder: &Path) {
    let name = folder.display();
    let Ok(about) = std::fs::metadata(folder) else {
        findings.notable(format!(
            "the data folder {name} does not exist yet; the first start makes it"
        ));
        return;
    };
    if !about.is_dir() {
        findings.wrong(format!("the data folder {name} is not a folder"));
        return;
    }
    let probe = folder.join(format!(".doctor-{}", std::process::id()));
    match std::fs::write(&probe, b"x").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => findings.good(format!("the data folder {name} can be written")),
        Err(error) => findings.wrong(format!("the data folder {name} cannot be written: {error}")),
    }
    open_to_others(findings, folder);
}

#[cfg(unix)]
fn open_to_others(findings: &mut Findings, folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let open = |path: &Path| {
        let mode = std::fs::metadata(path).map(|about| about.permissions().mode());
        mode.is_ok_and(|mode| mode & 0o077 != 0)
    };
    if open(folder) {
        let name = folder.display();
        findings.notable(format!(
            "other users of this machine can look into {name}: chmod 700 {name}"
        ));
    }
    if open(&folder.join("keys").join("session.key")) {
        findings
            .wrong("other users of this machine can read the key file; the next start closes it");
    }
}

#[cfg(not(unix))]
fn open_to_others(_: &mut Findings, _: &Path) {}

fn network(findings: &mut Findings, settings: &Settings) {
    let public = !settings.listen.ip().is_loopback();
    let https = settings
        .public_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    if public && !https {
        findings.notable(
            "the server is open to the network without https; put a proxy with a certificate before it and set `public_url`",
        );
    }
    if public && settings.signup == Signup::Open {
        findings
            .notable("everybody who reaches the server may found a tenant (`signup` is `open`)");
    }
}

async fn database(findings: &mut Findings, settings: &Settings) {
    if let Database::Sqlite(file) = &settings.database
        && std::fs::metadata(file).is_err()
    {
        findings.notable("there is no database yet; the first start makes it");
        return;
    }
    let store = match open_to_look(settings).await {
        Ok(store) => store,
        Err(failure) => {
            findings.wrong(failure.to_string());
            return;
        }
    };
    findings.good(format!("the database {} answers", settings.database));
    match look_into(findings, &store).await {
        Ok(()) => {}
        Err(error) => findings.wrong(error.to_string()),
    }
    store.close().await;
}

async fn look_into(findings: &mut Findings, store: &Store) -> Result<(), StoreError> {
    let status = store.migration_status(MIGRATIONS).await?;
    let missing = status.iter().filter(|step| !step.applied).count();
    if missing == status.len() {
        findings.notable("the database is empty; the first start fills it with tables");
        return Ok(());
    }
    if missing > 0 {
        findings.wrong(format!(
            "the database is {missing} steps behind: run `rapport migrate up`"
        ));
        return Ok(());
    }
    findings.good("the database is up to date");
    if store.identity().first_user_exists().await? {
        findings.good("somebody can sign in");
    } else {
        findings.notable(
            "nobody has an account yet: open the server in a browser, or `rapport user create`",
        );
    }
    Ok(())
}
