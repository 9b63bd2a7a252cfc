//! `rapport user`: accounts without signing in, for whoever has the data folder.

use std::io::Read as _;

use rapport_accounts::NewAccount;
use rapport_config::Settings;
use rapport_kernel::Random;

use super::user_import;
use crate::app::App;
use crate::cli::User;
use crate::failure::{Failure, Outcome};

/// Letters and digits that are not mistaken for each other.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// 100 bits.
const LENGTH: usize = 20;

/// Runs the command.
pub async fn run(settings: &Settings, command: User) -> Outcome {
    let app = App::open(settings).await?;
    let done = act(&app, command).await;
    app.store.close().await;
    done
}

async fn act(app: &App, command: User) -> Outcome {
    match command {
        User::Create {
            email,
            name,
            company,
            tenant,
            profile,
            password_stdin,
        } => {
            let password = Password::get(password_stdin, app.random.as_ref())?;
            let account = NewAccount {
                company: tenant.clone().or(company).unwrap_or_default(),
                name,
                email,
                password: password.text.clone(),
                profile,
            };
            let made = match tenant {
                Some(_) => app.accounts.create_account_in(&account).await,
                None => app.accounts.create_account(&account).await,
            };
            let (tenant, user) = made?;
            println!(
                "{} ({}) of {} made",
                user.email, user.profile.name, tenant.slug
            );
            password.show();
        }
        User::List => list(app).await?,
        User::Import {
            file,
            company,
            dry_run,
        } => user_import::run(app, &file, company.as_deref(), dry_run).await?,
        User::ResetFactors { email } => {
            let name = app.accounts.operators_reset_factors(&email).await?;
            println!("{name} signs in with the password alone; all sessions are ended");
        }
        User::ResetPassword {
            email, link: true, ..
        } => {
            let made = app.accounts.operators_reset_link(&email).await?;
            println!("good until {}, once:\n{}", made.expires_at, made.link);
        }
        User::ResetPassword {
            email,
            password_stdin,
            link: false,
        } => {
            let password = Password::get(password_stdin, app.random.as_ref())?;
            let user = app.accounts.reset_password(&email, &password.text).await?;
            println!(
                "{} has another password; all sessions are ended",
                user.email
            );
            password.show();
        }
    }
    Ok(())
}

async fn list(app: &App) -> Outcome {
    for (tenant, users) in app.accounts.all_users().await? {
        println!("{} ({})", tenant.slug, tenant.name);
        for user in users {
            let active = if user.active { "" } else { ", not active" };
            println!(
                "  {}  {}  {}{active}",
                user.email, user.name, user.profile.name
            );
        }
    }
    Ok(())
}

/// A password that was given, or made up and to be shown once.
struct Password {
    text: String,
    made_up: bool,
}

impl Password {
    fn get(from_stdin: bool, random: &dyn Random) -> Outcome<Self> {
        if !from_stdin {
            return Ok(Self {
                text: made_up(random),
                made_up: true,
            });
        }
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|error| Failure::cannot("read the password", error))?;
        Ok(Self {
            text: text.trim_end_matches(['\r', '\n']).to_owned(),
            made_up: false,
        })
    }

    fn show(&self) {
        if self.made_up {
            println!("password: {}", self.text);
        }
    }
}

fn made_up(random: &dyn Random) -> String {
    let mut bytes = [0u8; LENGTH];
    random.fill(&mut bytes);
    bytes
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect()
}
