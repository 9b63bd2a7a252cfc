//! What is kept about a person: all of it as a document, and its erasure.
//!
//! A person is the subject of records: a contact or a lead, found by id or by e-mail address, and whatever else has the
//! same address. Their activities (notes, tasks, calls, meetings) belong to them. Other records that only point to them,
//! such as deals, stay; the preview names how many. `person.rs` finds, `access.rs` and `erase.rs` are the jobs.

mod access;
mod erase;
mod person;

pub(crate) use access::AccessJob;
pub(crate) use erase::EraseJob;
pub use person::Subject;

use rapport_kernel::{Error, RequestContext, Result, SettingsRight};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Engine;

/// The kinds of the jobs. The store knows the first one: what it found goes with an erasure.
pub(crate) const ACCESS: &str = "privacy_access";
pub(crate) const ERASE: &str = "privacy_erase";

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
        let person = self.person(ctx, subject).await?;
        let state = person.state();
        if kind == PrivacyKind::Access {
            let job = self.start_job(ctx, ACCESS, state, 0).await?;
            return Ok(PrivacyAnswer::Job(job));
        }
        let preview = self.erase_preview(ctx, &person).await?;
        match confirm {
            None => Ok(PrivacyAnswer::Preview(preview)),
            Some(word) if preview.get("confirm") == Some(&json!(word)) => {
                let job = self.start_job(ctx, ERASE, state, 0).await?;
                Ok(PrivacyAnswer::Job(job))
            }
            Some(_) => Err(Error::new(
                rapport_kernel::ErrorCode::CONFLICT,
                "what is kept about the person changed since: look at the preview again",
            )),
        }
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
        let kind = if job.kind == ACCESS {
            "access"
        } else {
            "erase"
        };
        Ok(json!({
            "id": job.id,
            "kind": kind,
            "status": job.status.as_str(),
            "result": job.result,
            "error": job.error,
        }))
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
