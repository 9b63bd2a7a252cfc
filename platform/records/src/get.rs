//! One record.

use rapport_kernel::{Error, RecordId, RequestContext, Result};
use rapport_store::{Deleted, GetQuery};

use crate::answer::{RecordAnswer, Visible};
use crate::list::chosen_fields;
use crate::scope::Right;
use crate::{Engine, include, sensitive};

impl Engine {
    /// Reads one record; also one in the bin, which its `deleted_at` tells. Sensitive fields are read when they are named, and
    /// the audit trail says so.
    ///
    /// # Errors
    /// `not_found` when it is not there for the caller.
    pub async fn get(
        &self,
        ctx: &RequestContext,
        entity: &str,
        id: RecordId,
        fields: Option<&[String]>,
        include: &[String],
    ) -> Result<RecordAnswer> {
        let (entity, scope) = self.scoped(ctx, entity, Right::Read).await?;
        let fields = chosen_fields(&scope, fields, include)?;
        let links = include::positions(&fields, include)?;
        let query = GetQuery {
            entity: &entity,
            fields: &fields,
            id,
            filter: scope.filter(),
            deleted: Deleted::Any,
            links: &links,
        };
        let row = self.tenant(ctx.tenant).get(&query).await?;
        let row = row.ok_or_else(|| Error::not_found(format!("{} `{id}`", entity.name)))?;
        let included = include::resolve(self, ctx, &row.links, !include.is_empty()).await?;
        self.note_read(ctx, &entity, id, sensitive::of(&fields))
            .await?;
        Ok(RecordAnswer {
            record: Visible::new(row.json),
            version: row.version,
            included,
        })
    }
}
