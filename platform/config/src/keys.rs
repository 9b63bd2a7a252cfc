//! The table of all settings.

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is when nobody says; empty means unset.
    pub default: &'static str,
    /// What a value looks like.
    pub form: &'static str,
    /// What it is for, one or two sentences.
    pub help: &'static str,
}

impl Key {
    /// Its flag, such as `--public-url`.
    #[must_use]
    pub fn flag(&self) -> String {
        format!("--{}", self.name.replace('_', "-"))
    }

    /// Its environment variable, such as `RAPPORT_PUBLIC_URL`.
    #[must_use]
    pub fn variable(&self) -> String {
        match self.name {
            // What everybody calls it.
            "database" => "RAPPORT_DATABASE_URL".to_owned(),
            name => format!("RAPPORT_{}", name.to_ascii_uppercase()),
        }
    }
}

/// All settings, in the order of the documentation.
pub const KEYS: &[Key] = &[
    Key {
        name: "data",
        default: "./rapport-data",
        form: "a folder",
        help: "Where everything lies: the embedded database, keys, snapshots and the settings file `rapport.toml`. It is made when it is missing.",
    },
    Key {
        name: "database",
        default: "sqlite",
        form: "`sqlite`, `sqlite:FILE` or `postgres://USER:PASSWORD@HOST:PORT/NAME`",
        help: "`sqlite` is the file `rapport.db` in the data folder. Passwords in it are never shown.",
    },
    Key {
        name: "listen",
        default: "127.0.0.1:8080",
        form: "address:port",
        help: "Where the server listens. Until the first account exists it listens on the loopback address only, whatever stands here.",
    },
    Key {
        name: "public_url",
        default: "",
        form: "`https://crm.example.com`",
        help: "The address people use, for links in invitations and letters. Without it links use the address the server listens on. With `https` cookies are marked as secure.",
    },
    Key {
        name: "signup",
        default: "first",
        form: "`open`, `first` or `closed`",
        help: "Who may found a tenant: everybody, only the first visitor, or nobody (then use `rapport user create`).",
    },
    Key {
        name: "mail_smtp_url",
        default: "",
        form: "`smtps://USER:PASSWORD@HOST:465`, `smtp://HOST:25` or `smtp://USER:PASSWORD@HOST:587?tls=required`",
        help: "The mail server that letters go through: forgotten passwords, invitations, verification. Without it none is sent, and links are handed over by hand. Passwords in it are never shown.",
    },
    Key {
        name: "mail_from",
        default: "",
        form: "an address, such as `Rapport <crm@example.com>`",
        help: "Who letters come from. Needed with `mail_smtp_url`.",
    },
    Key {
        name: "files_url",
        default: "",
        form: "a folder, or `s3://BUCKET/PREFIX`",
        help: "Where uploaded files lie. Without it they lie in the folder `files` of the data folder and go into its backups; a bucket is backed up by itself.",
    },
    Key {
        name: "files_s3_endpoint",
        default: "",
        form: "`https://s3.example.com`",
        help: "The server of the bucket. Without it that of Amazon in the region.",
    },
    Key {
        name: "files_s3_region",
        default: "us-east-1",
        form: "a region such as `eu-central-1`",
        help: "The region of the bucket.",
    },
    Key {
        name: "files_s3_access_key",
        default: "",
        form: "the name of a key",
        help: "Who reads and writes the bucket.",
    },
    Key {
        name: "files_s3_secret_key",
        default: "",
        form: "the key",
        help: "The secret of that key. It is never shown.",
    },
    Key {
        name: "files_limit",
        default: "25 MB",
        form: "a size, such as `25 MB`",
        help: "The largest file that is taken.",
    },
    Key {
        name: "sign_in_providers",
        default: "",
        form: "a list of tables in the file: `name`, `label`, `issuer`, `client_id`, `client_secret`, `scopes`",
        help: "OpenID Connect providers people may sign in through; see `docs/sign-in-providers.md`. The secret of the provider `company` may stand in the environment instead, as `RAPPORT_SIGN_IN_COMPANY_SECRET`. Secrets are never shown.",
    },
    Key {
        name: "outbound_networks",
        default: "",
        form: "networks such as `10.0.0.0/8`, separated by commas",
        help: "Private networks that requests of the server may go to, such as that of a sign-in provider in the house. Without it they go to public addresses only. Within these networks plain `http` will do.",
    },
    Key {
        name: "compat_listeners",
        default: "",
        form: "names with addresses, such as `nexo=127.0.0.1:3002, nexa=5000`, or `all`",
        help: "Further listeners for clients of other systems, which find their server's paths at the root there; `all` (or `--compat`) are those systems' own ports. In the file: a table `[compat.listeners]`. The names are `shared` (3000: Gateway, ClientForge and Loctelli), `nexo-auth` (3001), `nexo` (3002), `nexo-crm` (3003), `gateway-accounts` (3004), `nexa` (5000), `gateway`, `clientforge`, `loctelli`. See `docs/coming-from/`.",
    },
    Key {
        name: "compat_default_tenant",
        default: "",
        form: "the short name of a company",
        help: "Whoever registers through a client of another system joins this company with the ordinary profile; without it each founds a company, as far as `signup` permits. In the file: `default_tenant` in `[compat]`.",
    },
    Key {
        name: "compat_passwords",
        default: "theirs",
        form: "`theirs` or `ours`",
        help: "What is asked of a password that is chosen through a client of another system: 8 characters, as those clients promise their users, or what the web app asks. In the file: `passwords` in `[compat]`.",
    },
    Key {
        name: "allowed_origins",
        default: "",
        form: "origins such as `https://app.example.com`, separated by commas",
        help: "Web pages of other addresses that may call the API with an access token. Without it none may.",
    },
    Key {
        name: "request_timeout",
        default: "30 s",
        form: "a duration, such as `30 s` or `2 min`",
        help: "A request that takes longer is answered with an error; uploads may take longer.",
    },
    Key {
        name: "limit_anonymous",
        default: "100",
        form: "a number; `0` for no limit",
        help: "Requests per 15 minutes from one address without sign-in.",
    },
    Key {
        name: "limit_signed_in",
        default: "1000",
        form: "a number; `0` for no limit",
        help: "Requests per 15 minutes of one user through the API.",
    },
    Key {
        name: "limit_web",
        default: "10000",
        form: "a number; `0` for no limit",
        help: "Requests per 15 minutes of one user in the web app.",
    },
    Key {
        name: "limit_burst",
        default: "20",
        form: "a number; `0` for no limit",
        help: "Requests per second of one user through the API, or of one address without sign-in.",
    },
    Key {
        name: "trusted_proxies",
        default: "",
        form: "addresses such as `10.0.0.2`, separated by commas",
        help: "Reverse proxies on other machines whose `X-Forwarded-For` is believed. Those on this machine need not be named.",
    },
    Key {
        name: "metrics_token",
        default: "",
        form: "a text of your own",
        help: "Who sends it as `Authorization: Bearer` may read `/metrics`. Without it processes on this machine may. It is never shown.",
    },
    Key {
        name: "modules",
        default: "",
        form: "names of modules, separated by commas",
        help: "What this installation does, such as `crm,desk`; everything when empty. A module that is left out has no records, fields or pages; what was written stays in the database and is there again with the module.",
    },
    Key {
        name: "log_level",
        default: "info",
        form: "`error`, `warn`, `info`, `debug`, `trace`, or a filter such as `info,rapport_store=debug`",
        help: "How much is logged.",
    },
    Key {
        name: "log_format",
        default: "auto",
        form: "`auto`, `pretty` or `json`",
        help: "`auto` is for people on a terminal and JSON otherwise.",
    },
];
