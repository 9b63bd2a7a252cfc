//! The command line. Every setting is also a flag; the flags are made from the table of settings.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand, ValueHint};
use rapport_config::{ConfigError, Inputs, KEYS, Settings};

/// A self-hosted CRM: one program, one data folder.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What the program is to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server (what happens without any command)
    Serve,
    /// Bring the database up to date, take steps back, or see where it stands
    #[command(subcommand)]
    Migrate(Migrate),
    /// Manage accounts without signing in
    #[command(subcommand)]
    User(User),
    /// Fill a tenant with data
    Seed(Seed),
    /// Read a file (CSV, XLSX, vCard) into records
    Import(Import),
    /// Write records to a file
    Export(Export),
    /// Verify the audit trail, or print what to keep elsewhere
    #[command(subcommand)]
    Audit(Audit),
    /// Show the settings in effect and where each comes from
    Config,
    /// Print the description of the API (OpenAPI 3.1) without any tenant's own fields
    Openapi,
    /// Check folder, database and settings, and say what is wrong
    Doctor,
    /// Copy database, keys and files to a new folder, also while the server runs (SQLite)
    Backup {
        /// The folder to make
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Bring a backup back into the data folder; the server must not run (SQLite)
    Restore(Restore),
}

/// Which backup.
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The folder that `rapport backup` made
    #[arg(value_hint = ValueHint::DirPath)]
    pub folder: PathBuf,
    /// Put aside what the data folder holds
    #[arg(long)]
    pub force: bool,
}

/// Steps of the database's schema.
#[derive(Debug, Subcommand)]
pub enum Migrate {
    /// Apply what is missing
    Up,
    /// Take back the last steps
    Down {
        /// How many
        #[arg(long, default_value_t = 1)]
        steps: usize,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// List all steps and whether they are applied
    Status,
}

/// Accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Make an account; a company that does not exist yet is founded
    Create {
        /// The address to sign in with
        #[arg(long)]
        email: String,
        /// The user's name
        #[arg(long)]
        name: String,
        /// The name of a new company; also the short name of one that exists
        #[arg(long, required_unless_present = "tenant", conflicts_with = "tenant")]
        company: Option<String>,
        /// The short name of a company that exists; see `rapport user list`
        #[arg(long, value_name = "SLUG")]
        tenant: Option<String>,
        /// The name of a profile, such as `Administrator` or `Support`; the ordinary one when none is given. Who founds a
        /// company is its administrator
        #[arg(long)]
        profile: Option<String>,
        /// Read the password from standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all companies and their users
    List,
    /// Bring in users of another system, with bcrypt hashes of their passwords
    Import {
        /// A CSV file with a line of headers: `email`, `name`, and if wanted `profile` and `password_hash`
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// The short name of the company; not needed when there is only one
        #[arg(long)]
        company: Option<String>,
        /// Judge every line, write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take all second factors and passkeys of a user away, who lost them, and end the user's sessions
    ResetFactors {
        /// The address the user signs in with
        email: String,
    },
    /// Give a user another password, unlock the account and end its sessions
    ResetPassword {
        /// The address the user signs in with
        email: String,
        /// Read the password from standard input instead of making one up
        #[arg(long)]
        password_stdin: bool,
        /// Leave the password as it is and print a link with which the user chooses another one, once, within an hour
        #[arg(long, conflicts_with = "password_stdin")]
        link: bool,
    },
}

/// The audit trail. With the embedded database the server must be stopped; it answers `GET /api/v1/audit/head` itself.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Check that no entry was changed, removed, moved or added past the program
    Verify {
        /// The short name of a company; all of them without it
        #[arg(long, value_name = "SLUG", visible_alias = "company")]
        tenant: Option<String>,
        /// A file of heads that were kept, one JSON object per line as `audit head` prints them
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Print the last place of each chain as JSON, to be kept where the operator of the database cannot change it
    Head {
        /// The short name of a company; all of them without it
        #[arg(long, value_name = "SLUG", visible_alias = "company")]
        tenant: Option<String>,
    },
}

/// What to fill a tenant with.
#[derive(Debug, clap::Args)]
pub struct Seed {
    /// A believable company with a year of history
    #[arg(long, required = true)]
    pub demo: bool,
    /// The short name of the company; not needed when there is only one
    #[arg(long)]
    pub company: Option<String>,
}

/// What to import, and how.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The file
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What a row is, such as `contact`
    #[arg(long)]
    pub entity: String,
    /// Which field a column goes into; an empty field leaves it out. The rest is recognised by header and content
    #[arg(long, value_name = "HEADER=FIELD", value_parser = header_and_field)]
    pub map: Vec<(String, String)>,
    /// What is done with rows
    #[arg(long, value_enum, default_value_t = ImportMode::Create)]
    pub mode: ImportMode,
    /// The field that tells which record a row is about, for `update` and `upsert`
    #[arg(long, value_name = "FIELD")]
    pub key: Option<String>,
    /// How dates are written
    #[arg(long, value_parser = ["dmy", "mdy", "ymd"])]
    pub date_order: Option<String>,
    /// Reject rows whose linked records do not exist, instead of making those
    #[arg(long)]
    pub no_links: bool,
    /// Read and judge every row, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Where to write the rejected rows, with the reasons
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// The short name of the company; not needed when there is only one
    #[arg(long)]
    pub company: Option<String>,
}

/// What is done with rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ImportMode {
    /// Each row is a new record
    Create,
    /// Each row changes the record with its key
    Update,
    /// Each row changes the record with its key, or is a new one
    Upsert,
}

/// What to export, and how.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// What to export, such as `contact`
    pub entity: String,
    /// The file's format
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// The file; CSV goes to standard output without it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Only records with these words
    #[arg(long)]
    pub search: Option<String>,
    /// The order, such as `-created_at,name`
    #[arg(long, allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// Only these fields, separated by commas
    #[arg(long, value_delimiter = ',')]
    pub fields: Vec<String>,
    /// The short name of the company; not needed when there is only one
    #[arg(long)]
    pub company: Option<String>,
}

/// The format of an exported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated text
    Csv,
    /// An Excel workbook
    Xlsx,
}

fn header_and_field(text: &str) -> Result<(String, String), String> {
    text.rsplit_once('=')
        .map(|(header, field)| (header.trim().to_owned(), field.trim().to_owned()))
        .ok_or("must be HEADER=FIELD".to_owned())
}

/// The setting that `--compat` is short for.
const LISTENERS: &str = "compat_listeners";

/// What was said: the command, and the settings given as flags.
pub struct CommandLine {
    /// The command.
    pub command: Command,
    flags: Vec<(&'static str, String)>,
    file: Option<PathBuf>,
}

impl CommandLine {
    /// Reads the arguments of this process; prints help and ends when that is asked for or needed.
    pub fn read() -> Self {
        let matches = command().get_matches();
        Self::from_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    fn from_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let cli = Cli::from_arg_matches(matches)?;
        // Flags are global: what stands behind a subcommand is found there.
        let mut deepest = matches;
        while let Some((_, inner)) = deepest.subcommand() {
            deepest = inner;
        }
        let flag = |name: &'static str| {
            let value: Option<&String> = deepest.get_one(name);
            value.map(|value| (name, value.clone()))
        };
        let mut flags: Vec<_> = KEYS.iter().filter_map(|key| flag(key.name)).collect();
        let named = flags.iter().any(|(name, _)| *name == LISTENERS);
        if deepest.get_flag("compat") && !named {
            flags.push((LISTENERS, "all".to_owned()));
        }
        Ok(Self {
            command: cli.command.unwrap_or(Command::Serve),
            flags,
            file: deepest.get_one("config").cloned(),
        })
    }

    /// The settings, from flags, environment and file.
    pub fn settings(&self) -> Result<Settings, ConfigError> {
        let inputs = Inputs::of_process(self.flags.clone(), self.file.clone());
        Settings::load(&inputs)
    }
}

/// The commands with one flag per setting.
fn command() -> clap::Command {
    let config = Arg::new("config")
        .long("config")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .value_hint(ValueHint::FilePath)
        .help("A settings file to use instead of `rapport.toml` in the data folder");
    let flag = |key: &'static rapport_config::Key| {
        let name = key.flag().trim_start_matches('-').to_owned();
        Arg::new(key.name)
            .long(name)
            .value_name("VALUE")
            .help(key.help)
    };
    let mut command = Cli::command();
    let compat = Arg::new("compat")
        .long("compat")
        .action(clap::ArgAction::SetTrue)
        .help("Also listen where the servers of other systems did: `--compat-listeners all`");
    for argument in KEYS.iter().map(flag).chain([config, compat]) {
        command = command.arg(argument.global(true).help_heading("Settings"));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> CommandLine {
        let matches = command().try_get_matches_from(arguments).unwrap();
        CommandLine::from_matches(&matches).unwrap()
    }

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn without_a_command_the_server_runs() {
        let line = read(&["rapport", "--data", "/srv/crm"]);
        assert!(matches!(line.command, Command::Serve));
        assert_eq!(line.flags, [("data", "/srv/crm".to_owned())]);
    }

    #[test]
    fn compat_is_short_for_all_listeners() {
        let line = read(&["rapport", "serve", "--compat"]);
        assert_eq!(line.flags, [(LISTENERS, "all".to_owned())]);
        let line = read(&["rapport", "--compat", "--compat-listeners", "nexa=5000"]);
        assert_eq!(line.flags, [(LISTENERS, "nexa=5000".to_owned())]);
    }

    #[test]
    fn flags_may_stand_before_or_behind_the_command() {
        let line = read(&["rapport", "--signup", "open", "migrate", "status"]);
        assert_eq!(line.flags, [("signup", "open".to_owned())]);
        let line = read(&[
            "rapport",
            "user",
            "list",
            "--config",
            "/etc/r.toml",
            "--listen",
            "x",
        ]);
        assert_eq!(line.flags, [("listen", "x".to_owned())]);
        assert_eq!(line.file, Some("/etc/r.toml".into()));
    }
}
