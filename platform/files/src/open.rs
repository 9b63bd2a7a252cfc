//! A file is found and read, with the rights of the moment.

use std::ops::Range;

use rapport_kernel::{Error, ErrorKind, RecordId, RequestContext, Result};
use rapport_schema::{Filter, Record, Value};

use crate::documents::{DOCUMENT, VERSION};
use crate::files::{Files, object_name};
use crate::place::ByteStream;

/// A file that the caller may read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// How many bytes.
    pub size: u64,
    /// The SHA-256 of its content.
    pub sha256: String,
    /// Which version of its document.
    pub version: i64,
    /// Whether the document's time is over.
    pub expired: bool,
}

impl Files {
    /// Finds the file of a document, or of one of its versions.
    ///
    /// # Errors
    /// `not_found` when the document, or the record it hangs on, is not there for the caller, when it is in the bin, and
    /// when there is no file.
    pub async fn find(
        &self,
        ctx: &RequestContext,
        document: RecordId,
        version: Option<i64>,
    ) -> Result<Found> {
        let missing = || Error::not_found(format!("document `{document}`"));
        let mut work = self.engine.work(ctx).await?;
        let record = work.get(DOCUMENT, document).await?;
        if let Some((entity, id)) = record.reference("related") {
            let fields = ["id".to_owned()];
            let seen = self.engine.get(ctx, entity, id, Some(&fields), &[]).await;
            match seen {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(missing()),
                Err(error) if error.kind() == ErrorKind::Forbidden => return Err(missing()),
                Err(error) => return Err(error),
            }
        }
        let current = record.integer("current_version");
        let expired = record.text("status") == Some("expired");
        let described = match version {
            Some(number) if Some(number) != current => {
                // Whoever may read the document may read its versions.
                work.with_all_rights(true);
                let wanted = Filter::equals("document", Value::Id(document.0))
                    .and(Filter::equals("number", Value::Int(number)));
                let found = work.find(VERSION, wanted, &[], 1).await?;
                found.into_iter().next().ok_or_else(missing)?
            }
            _ => record,
        };
        let number = version.or(current).ok_or_else(missing)?;
        file_of(&described, number, expired).ok_or_else(missing)
    }

    /// The bytes of a file that was found, or some of them.
    ///
    /// # Errors
    /// `not_found` when its content is gone, `unavailable` when the place for files does not answer.
    pub async fn read(
        &self,
        ctx: &RequestContext,
        found: &Found,
        range: Option<Range<u64>>,
    ) -> Result<ByteStream> {
        let blob = self.tenant(ctx.tenant).blob(&found.sha256).await?;
        let blob = blob.ok_or_else(|| Error::not_found("the content of this document"))?;
        self.store.get(&object_name(ctx.tenant, &blob), range).await
    }
}

fn file_of(record: &Record, version: i64, expired: bool) -> Option<Found> {
    Some(Found {
        name: record.text("file_name").unwrap_or("file").to_owned(),
        kind: record.text("mime_type")?.to_owned(),
        size: u64::try_from(record.integer("size")?).ok()?,
        sha256: record.text("sha256")?.to_owned(),
        version,
        expired,
    })
}
