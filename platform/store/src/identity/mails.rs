//! Letters that wait for the mail server. They hold no secret: links are made when a letter leaves.

use rapport_kernel::{TenantId, Timestamp, UserId};
use uuid::Uuid;

use super::Identity;
use crate::Result;
use crate::row::RowRef;
use crate::sql::Statement;
use crate::transact::Step;

/// A letter to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMail {
    /// Its id, the same in every try.
    pub id: Uuid,
    /// The tenant, where it is known.
    pub tenant: Option<TenantId>,
    /// The user it is about, where that is known.
    pub user: Option<UserId>,
    /// Why it is written.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// What else the words need, a JSON object.
    pub data: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// Not worth sending from then on.
    pub expires_at: Timestamp,
}

/// A letter that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMail {
    /// What was asked for.
    pub mail: NewMail,
    /// How often it was tried, this time included.
    pub attempts: i64,
}

/// How often one address may be written to on request of anybody.
#[derive(Clone, Copy, Debug)]
pub struct MailLimit {
    /// So many letters.
    pub letters: i64,
    /// Since that moment.
    pub since: Timestamp,
}

impl Identity {
    /// Keeps a letter to be sent.
    pub async fn queue_mail(&self, mail: &NewMail) -> Result<()> {
        self.store.transact(vec![insert_mail(mail)]).await?;
        Ok(())
    }

    /// Keeps a letter that anybody asked for, unless its address got as many lately.
    pub async fn queue_mail_within(&self, mail: &NewMail, limit: MailLimit) -> Result<()> {
        let statement = Statement::new(
            r#"INSERT INTO outgoing_mails ("id", "tenant_id", "user_id", "kind", "recipient", "data", "created_at",
                "due_at", "expires_at")
               SELECT $1, $2, $3, $4, $5, $6, $7, $7, $8
               WHERE (SELECT COUNT(*) FROM outgoing_mails o WHERE o."recipient" = $5 AND o."kind" = $4
                      AND o."created_at" > $9) < $10"#,
            {
                let mut params = params(mail);
                params.push(limit.since.into());
                params.push(limit.letters.into());
                params
            },
        );
        self.change(statement).await.map(drop)
    }

    /// Takes the letter that waits longest and holds it until `lease_until`.
    pub async fn claim_mail(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> Result<Option<WaitingMail>> {
        let skip = match self.store.kind() {
            crate::DatabaseKind::Sqlite => "",
            crate::DatabaseKind::Postgres => " FOR UPDATE SKIP LOCKED",
        };
        let text = format!(
            r#"UPDATE outgoing_mails SET "due_at" = $1, "attempts" = "attempts" + 1
               WHERE "id" IN (SELECT "id" FROM outgoing_mails WHERE "sent_at" IS NULL AND "failed_at" IS NULL
                              AND "due_at" <= $2 ORDER BY "due_at", "id" LIMIT 1{skip})
               RETURNING "id""#
        );
        let claim = Statement::new(text, vec![lease_until.into(), now.into()]);
        let Some(id) = self.change(claim).await?.uuid(0) else {
            return Ok(None);
        };
        let statement = Statement::new(
            r#"SELECT "id", "tenant_id", "user_id", "kind", "recipient", "data", "created_at", "expires_at", "attempts"
               FROM outgoing_mails WHERE "id" = $1"#,
            vec![id.into()],
        );
        self.store.read_one(statement, read).await
    }

    /// When the next letter is due, if any waits.
    pub async fn next_mail_at(&self) -> Result<Option<Timestamp>> {
        let statement = Statement::new(
            r#"SELECT "due_at" FROM outgoing_mails WHERE "sent_at" IS NULL AND "failed_at" IS NULL
               ORDER BY "due_at" LIMIT 1"#,
            Vec::new(),
        );
        let read = |row: &RowRef<'_>| Ok(Timestamp::from_micros(row.int(0)?));
        self.store.read_one(statement, read).await
    }

    /// Notes that a letter left.
    pub async fn mail_sent(&self, id: Uuid, at: Timestamp) -> Result<()> {
        let statement = Statement::new(
            r#"UPDATE outgoing_mails SET "sent_at" = $1, "error" = NULL WHERE "id" = $2"#,
            vec![at.into(), id.into()],
        );
        self.change(statement).await.map(drop)
    }

    /// Notes that a letter did not leave: to be tried again at `next`, or given up.
    pub async fn mail_failed(
        &self,
        id: Uuid,
        error: &str,
        at: Timestamp,
        next: Option<Timestamp>,
    ) -> Result<()> {
        let failed = next.is_none().then_some(at);
        let statement = Statement::new(
            r#"UPDATE outgoing_mails SET "error" = $1, "failed_at" = $2, "due_at" = COALESCE($3, "due_at")
               WHERE "id" = $4"#,
            vec![error.into(), failed.into(), next.into(), id.into()],
        );
        self.change(statement).await.map(drop)
    }

    /// Forgets letters that were asked for before that moment; answers how many.
    pub async fn forget_mails(&self, before: Timestamp) -> Result<u64> {
        let statement = Statement::new(
            r#"DELETE FROM outgoing_mails WHERE "created_at" < $1"#,
            vec![before.into()],
        );
        Ok(self.change(statement).await?.affected)
    }
}

/// Keeps a letter together with what it is about.
pub(super) fn insert_mail(mail: &NewMail) -> Step {
    Step::one(Statement::new(
        r#"INSERT INTO outgoing_mails ("id", "tenant_id", "user_id", "kind", "recipient", "data", "created_at",
            "due_at", "expires_at") VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)"#,
        params(mail),
    ))
}

fn params(mail: &NewMail) -> Vec<crate::sql::Param> {
    vec![
        mail.id.into(),
        mail.tenant.into(),
        mail.user.into(),
        mail.kind.clone().into(),
        mail.recipient.clone().into(),
        mail.data.clone().into(),
        mail.at.into(),
        mail.expires_at.into(),
    ]
}

fn read(row: &RowRef<'_>) -> Result<WaitingMail> {
    Ok(WaitingMail {
        mail: NewMail {
            id: row.uuid(0)?,
            tenant: row.opt_uuid(1)?.map(TenantId),
            user: row.opt_uuid(2)?.map(UserId),
            kind: row.text(3)?.to_owned(),
            recipient: row.text(4)?.to_owned(),
            data: row.text(5)?.to_owned(),
            at: Timestamp::from_micros(row.int(6)?),
            expires_at: Timestamp::from_micros(row.int(7)?),
        },
        attempts: row.int(8)?,
    })
}
