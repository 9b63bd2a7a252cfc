//! What is kept about a person: all of it as a document, and its erasure.
//!
//! A person is the subject of records: a contact or a lead, found by id or by e-mail address, and whatever else has the
//! same address. Their activities (notes, tasks, calls, meetings) belong to them. Other records that only point to them,
//! such as deals, stay; the preview names how many. `person.rs` finds, `access.rs` and `erase.rs` are the jobs, `user.rs`
//! is the same for a user of the company. `hold.rs` keeps what must stay, `retention.rs` and `run.rs` end what is old
//! enough, `purge.rs` follows a purge of the data model.

mod access;
mod due;
mod erase;
mod hold;
mod person;
mod purge;
mod retention;
mod run;
mod texts;
mod user;

pub(crate) use access::AccessJob;
pub(crate) use erase::EraseJob;
pub use person::Subject;
pub(crate) use purge::PurgeJob;
pub use retention::RetentionInput;

use rapport_kernel::{Error, RequestContext, Result, SettingsRight};
use rapport_store::{Job, User};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Engine;

/// The kinds of the jobs. The store knows the first one: what it found goes with an erasure.
pub(crate) const ACCESS: &str = "privacy_access";
pub(crate) const ERASE: &str = "privacy_erase";
pub(crate) const PURGE: &str = "purge";

/// Requests that are listed.
const LISTED: u32 = 100;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyKind {
    /// Everything that is kept.
    Access,
    /// To be forgotten.
    Erase,
}

/// What a request began.
#[derive(Clone, Debug, PartialEq)]
pub enum PrivacyAnswer {
    /// The job that works on it.
    Job(Uuid),
    /// What an erasure would do, with the word that confirms exactly that.
    Preview(Value),
}

impl Engine {
    /// Begins to answer a person's request. An erasure is previewed first; the preview's `confirm` makes it happen.
    ///
    /// # Errors
    /// `forbidden` without the right to answer such requests, `not_found` when nothing is kept about the person,
    /// `conflict` when what would be erased is not what was confirmed.
    pub async fn privacy_request(
        &self,
        ctx: &RequestContext,
        kind: PrivacyKind,
        subject: &Subject,
        confirm: Option<&str>,
    ) -> Result<PrivacyAnswer> {
        privacy_only(ctx)?;
        let found = self.found(ctx, subject).await?;
        let state = match &found {
            Found::Person(person) => person.state(),
            Found::User(user) => user::state_of(user.id),
        };
        if kind == PrivacyKind::Access {
            let job = self.start_job(ctx, ACCESS, state, 0).await?;
            return Ok(PrivacyAnswer::Job(job));
        }
        let preview = match &found {
            Found::Person(person) => self.erase_preview(ctx, person).await?,
            Found::User(user) => self.erase_user_preview(ctx, user).await?,
        };
        let Some(word) = confirm else {
            return Ok(PrivacyAnswer::Preview(preview));
        };
        if preview.get("confirm") != Some(&json!(word)) {
            return Err(Error::new(
                rapport_kernel::ErrorCode::CONFLICT,
                "what is kept about the person changed since: look at the preview again",
            ));
        }
        match &found {
            Found::Person(person) => {
                let all: Vec<_> = person.all().cloned().collect();
                self.refuse_held(ctx, &all).await?;
            }
            Found::User(user) => self.erasable_user(ctx, user).await?,
        }
        let job = self.start_job(ctx, ERASE, state, 0).await?;
        Ok(PrivacyAnswer::Job(job))
    }

    async fn found(&self, ctx: &RequestContext, subject: &Subject) -> Result<Found> {
        Ok(match subject {
            Subject::User(id) => Found::User(self.subject_user(ctx, *id).await?),
            _ => Found::Person(self.person(ctx, subject).await?),
        })
    }

    /// The newest requests: `[{id, kind, status, done, total, error, created_by, created_at}]`.
    ///
    /// # Errors
    /// `forbidden` without the right to answer such requests.
    pub async fn privacy_requests(&self, ctx: &RequestContext) -> Result<Vec<Value>> {
        privacy_only(ctx)?;
        let tenant = self.tenant(ctx.tenant);
        let mut jobs = tenant.jobs(ACCESS, LISTED).await?;
        jobs.extend(tenant.jobs(ERASE, LISTED).await?);
        jobs.sort_by_key(|job| std::cmp::Reverse((job.created_at, job.id)));
        jobs.truncate(LISTED as usize);
        let users: Vec<Uuid> = jobs.iter().map(|job| job.created_by.0).collect();
        let names = self
            .store()
            .identity()
            .user_names(ctx.tenant, &users)
            .await?;
        let name = |id: Uuid| {
            names
                .iter()
                .find(|(known, _)| *known == id)
                .map(|(_, name)| name)
        };
        let told = |job: &Job| {
            json!({
                "id": job.id,
                "kind": kind_name(job),
                "status": job.status.as_str(),
                "done": job.done,
                "total": job.total,
                "error": job.error,
                "created_by": { "id": job.created_by, "name": name(job.created_by.0) },
                "created_at": job.created_at,
            })
        };
        Ok(jobs.iter().map(told).collect())
    }

    /// A request and what came out: `{id, kind, status, result, error}`.
    ///
    /// # Errors
    /// `forbidden` without the right to answer such requests, `not_found` when there is none of this id.
    pub async fn privacy_answer(&self, ctx: &RequestContext, id: Uuid) -> Result<Value> {
        privacy_only(ctx)?;
        let job = self.tenant(ctx.tenant).job(id).await?;
        let job = job.filter(|job| job.kind == ACCESS || job.kind == ERASE);
        let job = job.ok_or_else(|| Error::not_found(format!("privacy request `{id}`")))?;
        Ok(json!({
            "id": job.id,
            "kind": kind_name(&job),
            "status": job.status.as_str(),
            "done": job.done,
            "total": job.total,
            "result": job.result,
            "error": job.error,
        }))
    }
}

/// Whom a request is about.
enum Found {
    Person(person::Person),
    User(User),
}

fn kind_name(job: &Job) -> &'static str {
    if job.kind == ACCESS {
        "access"
    } else {
        "erase"
    }
}

fn privacy_only(ctx: &RequestContext) -> Result<()> {
    if ctx.actor.may(SettingsRight::Privacy) {
        return Ok(());
    }
    Err(Error::forbidden(
        "your profile may not answer requests about personal data",
    ))
}
