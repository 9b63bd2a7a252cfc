//! The audit trail as a whole: notes about what is no change of a record, the head of its chain, and verification.

use std::future::Future;
use std::pin::Pin;

use rapport_kernel::{Error, RequestContext, Result, SettingsRight};
use rapport_store::{AuditAuthor, AuditNote, ChainHead, ChainReport, Job, JobStatus};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Engine, JobHandler, JobRun};

/// The kind of the job that verifies the chain.
pub(crate) const VERIFY: &str = "audit_verify";

/// How many of the last verifications are looked at for one that is done.
const LOOKED_AT: u32 = 20;

/// The caller as the author of audit entries.
#[must_use]
pub fn author(ctx: &RequestContext) -> AuditAuthor {
    AuditAuthor {
        operation: ctx.operation,
        at: ctx.now(),
        actor: ctx.actor.author(),
        behind: ctx.actor.behind(),
        source: ctx.source.to_string(),
        salt: crate::audit::salt(ctx),
    }
}

/// Refuses whoever may not read the trail of everybody.
///
/// # Errors
/// `forbidden`, naming what was asked for.
pub(crate) fn auditors_only(ctx: &RequestContext, what: &str) -> Result<()> {
    if ctx.actor.may(SettingsRight::Audit) {
        return Ok(());
    }
    Err(Error::forbidden(format!("you may not {what}")))
}

impl Engine {
    /// Writes audit entries about something that is no change of a record: an export, a read of sensitive fields.
    ///
    /// # Errors
    /// The database cannot be written: then what was to be noted must not happen either.
    pub async fn note(&self, ctx: &RequestContext, notes: Vec<AuditNote>) -> Result<()> {
        Ok(self.tenant(ctx.tenant).note(author(ctx), notes).await?)
    }

    /// The last place of the tenant's chain, to be kept elsewhere, and the last verification:
    /// `{sequence, hash, at, verified: {sequence, at, entries, erased, found, problems} | null}`.
    ///
    /// # Errors
    /// `forbidden` for callers who may not read the trail of everybody.
    pub async fn audit_head(&self, ctx: &RequestContext) -> Result<Value> {
        auditors_only(ctx, "read the whole audit trail")?;
        let tenant = self.tenant(ctx.tenant);
        let head = tenant.chain_head().await?;
        let jobs = tenant.jobs(VERIFY, LOOKED_AT).await?;
        let done = jobs.into_iter().find(|job| job.status == JobStatus::Done);
        Ok(json!({
            "sequence": head.as_ref().map_or(0, |head| head.sequence),
            "hash": head.as_ref().map(|head| head.hash.as_str()),
            "at": head.as_ref().and_then(|head| head.at),
            "verified": done.map(verified),
        }))
    }

    /// Verifies the tenant's chain in the background, also against heads that were kept elsewhere.
    ///
    /// # Errors
    /// `forbidden` for callers who may not read the trail of everybody.
    pub async fn verify_audit(&self, ctx: &RequestContext, kept: &[ChainHead]) -> Result<Uuid> {
        auditors_only(ctx, "verify the audit trail")?;
        let kept: Vec<Value> = kept
            .iter()
            .map(|head| json!({ "sequence": head.sequence, "hash": head.hash }))
            .collect();
        self.start_job(ctx, VERIFY, json!({ "kept": kept }), 0)
            .await
    }
}

fn verified(job: Job) -> Value {
    let mut result = job.result;
    if let Some(object) = result.as_object_mut() {
        object.insert("at".to_owned(), json!(job.updated_at));
    }
    result
}

/// See [`Engine::verify_audit`].
pub(crate) struct VerifyJob;

impl JobHandler for VerifyJob {
    fn run<'a>(
        &'a self,
        engine: &'a Engine,
        ctx: &'a RequestContext,
        job: &'a mut JobRun,
    ) -> Pin<Box<dyn Future<Output = Result<Value>> + Send + 'a>> {
        Box::pin(async move {
            let kept = job.state().get("kept").and_then(Value::as_array);
            let kept: Vec<ChainHead> = kept.into_iter().flatten().filter_map(head).collect();
            let report = engine.tenant(ctx.tenant).verify_chain(&kept).await?;
            Ok(told(&report))
        })
    }
}

fn head(value: &Value) -> Option<ChainHead> {
    Some(ChainHead {
        sequence: value.get("sequence")?.as_i64()?,
        hash: value.get("hash")?.as_str()?.to_owned(),
        entry: Uuid::nil(),
        at: None,
    })
}

/// A report as it is shown.
fn told(report: &ChainReport) -> Value {
    json!({
        "sequence": report.head.as_ref().map_or(0, |head| head.sequence),
        "hash": report.head.as_ref().map(|head| head.hash.as_str()),
        "entries": report.entries,
        "erased": report.erased,
        "found": report.found,
        "problems": report.problems,
    })
}
