//! Documents are written: new ones, and new versions of old ones.

use rapport_kernel::{Error, ErrorCode, RecordId, RequestContext, Result};
use rapport_records::{ActionAnswer, ActionFuture, PlatformCode, Work};
use rapport_schema::{Record, Value};
use serde_json::{Map, Value as Json, json};

use crate::files::Files;
use crate::kind::kind_of;
use crate::stage::Staged;

/// The entities of the module `documents`.
pub(crate) const DOCUMENT: &str = "document";
pub(crate) const VERSION: &str = "document_version";

/// Longest name of a file, in characters.
const LONGEST: usize = 200;

/// A file that came in, with what its sender says of it.
pub struct Upload {
    /// The file.
    pub file: Staged,
    /// Its name on the sender's machine, perhaps with a path.
    pub name: String,
    /// The type its sender declared.
    pub declared: Option<String>,
}

/// Another file for a document.
pub struct NewVersion {
    /// The file.
    pub upload: Upload,
    /// What is new.
    pub comment: Option<String>,
}

/// What is written of a stored file.
#[derive(Clone)]
struct Described {
    name: String,
    kind: String,
    size: i64,
    sha256: String,
}

impl Described {
    fn of(upload: &Upload) -> Self {
        let name = shown(&upload.name);
        Self {
            kind: kind_of(&upload.file.head, &name, upload.declared.as_deref()),
            name,
            size: i64::try_from(upload.file.size).unwrap_or(i64::MAX),
            sha256: upload.file.sha256.clone(),
        }
    }

    /// The fields that a document and its version call the same.
    fn fields(&self) -> Record {
        Record::new()
            .with("file_name", Value::Text(self.name.clone()))
            .with("mime_type", Value::Text(self.kind.clone()))
            .with("size", Value::Int(self.size))
            .with("sha256", Value::Text(self.sha256.clone()))
    }
}

impl Files {
    /// Makes a document of each file. `about` are further fields of all of them, as the API takes them; without a title
    /// each is called by its file. Answers `{documents: [id]}`.
    ///
    /// # Errors
    /// What is wrong with the fields; `forbidden` when the caller may not make documents.
    pub async fn add(
        &self,
        ctx: &RequestContext,
        uploads: &[Upload],
        about: &Map<String, Json>,
    ) -> Result<ActionAnswer> {
        if uploads.is_empty() {
            let message = "is missing in the form";
            return Err(Error::field("file", ErrorCode::REQUIRED, message));
        }
        let entity = self.engine.entity(ctx, DOCUMENT).await?;
        let described: Vec<Described> = uploads.iter().map(Described::of).collect();
        let about = about.clone();
        let once = planning(move |work| {
            let (entity, described, about) = (entity.clone(), described.clone(), about.clone());
            Box::pin(async move {
                let mut made = Vec::new();
                for file in &described {
                    let mut about = about.clone();
                    let title = about.entry("title").or_insert(Json::Null);
                    if title.is_null() {
                        *title = Json::from(file.name.as_str());
                    }
                    about.entry("status").or_insert_with(|| json!("active"));
                    let values = entity
                        .parse_input(&about, &work.input_context(true))
                        .map_err(Error::fields)?;
                    made.push(create(work, values, file).await?);
                }
                Ok(json!({ "documents": made }))
            })
        });
        // Fields are judged before anything is stored.
        let mut trial = self.engine.work(ctx).await?;
        once(&mut trial).await?;
        for upload in uploads {
            self.keep(ctx, &upload.file).await?;
        }
        self.engine
            .perform(ctx, "upload", &once as &PlatformCode<'_>)
            .await
    }

    /// Gives a document another file; the earlier ones stay as its versions. Answers `{id, version}`.
    ///
    /// # Errors
    /// `not_found`; `forbidden` when the caller may only see the document.
    pub async fn add_version(
        &self,
        ctx: &RequestContext,
        document: RecordId,
        new: &NewVersion,
    ) -> Result<ActionAnswer> {
        self.engine.entity(ctx, DOCUMENT).await?;
        let file = Described::of(&new.upload);
        let comment = new.comment.clone();
        let once = planning(move |work| {
            let (file, comment) = (file.clone(), comment.clone());
            Box::pin(async move {
                let before = work.get(DOCUMENT, document).await?;
                let number = before.integer("current_version").unwrap_or(0) + 1;
                let now = Value::Time(work.context().now());
                let mut change = file
                    .fields()
                    .with("current_version", Value::Int(number))
                    .with("uploaded_at", now);
                if before.text("status") == Some("draft") {
                    change.set("status", Value::Text("active".to_owned()));
                }
                work.update(DOCUMENT, document, change).await?;
                let comment = comment.map_or(Value::Null, Value::Text);
                let version = file.fields().with("comment", comment);
                let owner = before.get("owner").clone();
                note_version(work, document, number, owner, version).await?;
                Ok(json!({ "id": document, "version": number }))
            })
        });
        let mut trial = self.engine.work(ctx).await?;
        once(&mut trial).await?;
        self.keep(ctx, &new.upload.file).await?;
        self.engine
            .perform(ctx, "upload", &once as &PlatformCode<'_>)
            .await
    }
}

/// Tells the compiler what the code is: it may plan in any work.
fn planning<F>(code: F) -> F
where
    F: for<'w> Fn(&'w mut Work) -> ActionFuture<'w> + Send + Sync,
{
    code
}

async fn create(work: &mut Work, values: Record, file: &Described) -> Result<RecordId> {
    let mut document = values;
    document.apply(&file.fields());
    document.set("current_version", Value::Int(1));
    document.set("uploaded_at", Value::Time(work.context().now()));
    let owner = match document.get("owner") {
        Value::Null => Value::Id(work.context().actor.user.0),
        named => named.clone(),
    };
    document.set("owner", owner.clone());
    let id = work.create(DOCUMENT, document).await?;
    note_version(work, id, 1, owner, file.fields()).await?;
    Ok(id)
}

/// Whoever may write the document may give it a version.
async fn note_version(
    work: &mut Work,
    document: RecordId,
    number: i64,
    owner: Value,
    version: Record,
) -> Result<()> {
    let version = version
        .with("document", Value::Id(document.0))
        .with("number", Value::Int(number))
        .with("owner", owner);
    work.with_all_rights(true);
    let made = work.create(VERSION, version).await;
    work.with_all_rights(false);
    made.map(|_| ())
}

/// The last part of a path, in one line and not too long; the ending stays.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|letter| is_visible(*letter)).collect();
    let plain = plain.trim().trim_start_matches('.');
    if plain.is_empty() {
        return "file".to_owned();
    }
    if plain.chars().count() <= LONGEST {
        return plain.to_owned();
    }
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let ending: String = ending.chars().take(20).collect();
    let stem: String = stem.chars().take(LONGEST - 21).collect();
    format!("{stem}.{ending}")
}

/// Letters that do not deceive: no control characters, none that turn the direction of writing.
fn is_visible(letter: char) -> bool {
    let turns = matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !letter.is_control() && !turns
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn names_are_told_without_paths_and_tricks() {
        assert_eq!(shown("../../etc/passwd"), "passwd");
        assert_eq!(shown("C:\\Users\\Ada\\Angebot.pdf"), "Angebot.pdf");
        assert_eq!(shown("a\r\nb.txt"), "ab.txt");
        assert_eq!(shown("invoice\u{202e}fdp.exe"), "invoicefdp.exe");
        assert_eq!(shown(".."), "file");
        assert_eq!(shown(""), "file");
        let long = shown(&format!("{}.pdf", "x".repeat(500)));
        assert!(
            long.ends_with(".pdf") && long.chars().count() <= 200,
            "{long}"
        );
    }
}
