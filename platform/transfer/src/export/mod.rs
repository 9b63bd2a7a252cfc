//! Exports: a filtered list as CSV or XLSX, page by page, safe to open in a spreadsheet.
//!
//! Reads through [`Engine::list`], so it shows what the caller may see and nothing else. Text that a spreadsheet
//! would compute (`=`, `+`, `-`, `@` first) gets a quote before it; the import takes it off again.

use std::path::Path;

use rapport_kernel::{Error, RequestContext, Result};
use rapport_records::scope::{Right, permits};
use rapport_records::{
    AuditKind, AuditNote, CountMode, Engine, ListRequest, Page, sensitive_fields,
};
use rapport_schema::{EntityDef, FieldDef, FieldType, InputContext, RawFilter, Record, Value};
use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::mapping::ADDRESS_PARTS;

/// The file's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// Comma-separated, UTF-8 with a byte order mark, so that Excel reads accents.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// Rows read at a time.
const PAGE: u32 = 1000;

/// An export in progress: header first, then page after page.
pub struct Exporter {
    engine: Engine,
    ctx: RequestContext,
    entity: std::sync::Arc<EntityDef>,
    request: ListRequest,
    columns: Vec<Column>,
    done: bool,
}

/// A column of the file: a field, or a part of an address.
struct Column {
    field: String,
    part: Option<&'static str>,
    currency: bool,
    header: String,
}

impl Exporter {
    /// Begins an export of the list a request describes. Its page, limit and count are not used.
    ///
    /// # Errors
    /// `forbidden` without the right to export; `unknown_field` for fields that do not exist.
    pub async fn begin(
        engine: &Engine,
        ctx: &RequestContext,
        entity: &str,
        request: ListRequest,
    ) -> Result<Self> {
        let entity = engine.entity(ctx, entity).await?;
        if !permits(ctx, &entity, Right::Export) {
            return Err(Error::forbidden(format!(
                "you may not export {}",
                entity.plural
            )));
        }
        let wanted = request.fields.clone();
        let chosen = |field: &&FieldDef| match &wanted {
            Some(names) => names.contains(&field.name),
            None => {
                !field.sensitive && !field.system
                    || matches!(
                        field.name.as_str(),
                        "id" | "owner" | "created_at" | "updated_at"
                    )
            }
        };
        let columns: Vec<Column> = entity
            .fields()
            .iter()
            .filter(chosen)
            .flat_map(columns_of)
            .collect();
        let request = ListRequest {
            limit: PAGE,
            page: Page::First,
            count: CountMode::None,
            include: vec!["*".to_owned()],
            noted: true,
            ..request
        };
        let exporter = Self {
            engine: engine.clone(),
            ctx: ctx.clone(),
            entity,
            request,
            columns,
            done: false,
        };
        exporter.note(wanted).await?;
        Ok(exporter)
    }

    /// Notes in the audit trail what is about to leave: before it does.
    async fn note(&self, fields: Option<Vec<String>>) -> Result<()> {
        let counted = ListRequest {
            limit: 1,
            count: CountMode::Exact,
            include: Vec::new(),
            ..self.request.clone()
        };
        let name = &self.entity.name;
        let page = self.engine.list(&self.ctx, name, &counted).await?;
        let rows = page.total.map_or(0, |total| total.count);
        let filter = self.request.filter.as_ref().map(RawFilter::to_json);
        let note = AuditNote::new(AuditKind::Export, name, Uuid::nil(), "export")
            .with("rows", rows)
            .with("filter", filter.clone())
            .with("search", self.request.search.clone())
            .with("fields", fields);
        let mut notes = vec![note];
        let sensitive = sensitive_fields(&self.entity, &self.request);
        if !sensitive.is_empty() {
            let note = AuditNote::new(AuditKind::Read, name, Uuid::nil(), "export")
                .with("fields", sensitive)
                .with("rows", rows)
                .with("filter", filter)
                .with("search", self.request.search.clone());
            notes.push(note);
        }
        self.engine.note(&self.ctx, notes).await
    }

    /// The names of the columns.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        self.columns
            .iter()
            .map(|column| column.header.clone())
            .collect()
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// As [`Engine::list`].
    pub async fn next(&mut self) -> Result<Option<Vec<Vec<String>>>> {
        if self.done {
            return Ok(None);
        }
        let page = self
            .engine
            .list(&self.ctx, &self.entity.name, &self.request)
            .await?;
        match page.next_cursor {
            Some(cursor) => self.request.page = Page::Cursor(cursor),
            None => self.done = true,
        }
        let text = [b"[", page.records.as_bytes(), b"]"].concat();
        let records: Vec<Map<String, Json>> =
            serde_json::from_slice(&text).map_err(Error::internal)?;
        let titles: Json = match &page.included {
            Some(included) => {
                serde_json::from_slice(included.as_bytes()).map_err(Error::internal)?
            }
            None => Json::Null,
        };
        Ok(Some(
            records
                .iter()
                .map(|record| self.row(record, &titles))
                .collect(),
        ))
    }

    fn row(&self, record: &Map<String, Json>, titles: &Json) -> Vec<String> {
        let stored = self.stored(record);
        self.columns
            .iter()
            .map(|column| self.cell(column, stored.get(&column.field), titles))
            .collect()
    }

    /// The record's values. One that cannot be read, such as that of a field whose type was changed since, is left out
    /// and takes no other with it.
    fn stored(&self, record: &Map<String, Json>) -> Record {
        let context = InputContext::stored();
        if let Ok(values) = self.entity.parse_stored(record, &context) {
            return values;
        }
        let mut values = Record::new();
        let mut read = |part: Map<String, Json>| {
            if let Ok(one) = self.entity.parse_stored(&part, &context) {
                values.apply(&one);
            }
        };
        for (name, value) in record {
            match value {
                Json::Object(custom) if name == "custom_fields" => {
                    for (key, value) in custom {
                        let one = Map::from_iter([(key.clone(), value.clone())]);
                        read(Map::from_iter([(name.clone(), Json::Object(one))]));
                    }
                }
                _ => {
                    // An amount is read with its currency.
                    let currency = format!("{name}_currency");
                    let with = record.get_key_value(&currency);
                    let with = with.map(|(name, value)| (name.clone(), value.clone()));
                    let one = [(name.clone(), value.clone())];
                    read(one.into_iter().chain(with).collect());
                }
            }
        }
        values
    }

    fn cell(&self, column: &Column, value: &Value, titles: &Json) -> String {
        let Some(field) = self.entity.field(&column.field) else {
            return String::new();
        };
        match (value, &field.kind) {
            (Value::Null, _) => String::new(),
            (Value::Json(address), FieldType::Address) => {
                let part = column
                    .part
                    .and_then(|part| address.get(part))
                    .and_then(Json::as_str);
                part.unwrap_or_default().to_owned()
            }
            (Value::Money(money), _) if column.currency => money.currency.to_string(),
            (Value::Money(money), _) => {
                rust_decimal::Decimal::new(money.minor, money.currency.digits()).to_string()
            }
            (Value::Id(id), FieldType::Link { .. } | FieldType::User) if field.name != "id" => {
                title(titles, *id)
            }
            (Value::Reference { id, .. }, _) => title(titles, *id),
            (Value::Time(moment), _) => moment.to_string(),
            _ => field.display(value),
        }
    }
}

/// The title of a linked record, or its id when the caller may not see it.
fn title(titles: &Json, id: uuid::Uuid) -> String {
    let id = id.to_string();
    let found = titles
        .as_object()
        .and_then(|by_entity| by_entity.values().find_map(|records| records.get(&id)));
    let title = found
        .and_then(|record| record.get("title"))
        .and_then(Json::as_str);
    title.map_or(id.clone(), str::to_owned)
}

fn columns_of(field: &FieldDef) -> Vec<Column> {
    let column = |part, currency, header| Column {
        field: field.name.clone(),
        part,
        currency,
        header,
    };
    match &field.kind {
        FieldType::Address => ADDRESS_PARTS
            .iter()
            .map(|part| {
                column(
                    Some(*part),
                    false,
                    format!("{} {}", field.label, part.replace('_', " ")),
                )
            })
            .collect(),
        FieldType::Money => vec![
            column(None, false, field.label.clone()),
            column(None, true, format!("{} currency", field.label)),
        ],
        _ => vec![column(None, false, field.label.clone())],
    }
}

/// A cell that no spreadsheet computes (OWASP, CSV injection). Plain numbers stay as they are.
pub(crate) fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let number = cell.parse::<f64>().is_ok();
    if risky && !number {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Rows as CSV text.
///
/// # Errors
/// Never in practice: writing to memory does not fail.
pub fn csv_text(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.iter().map(|cell| safe(cell)))
            .map_err(Error::internal)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::internal(error.into_error()))
}

/// Writes the whole export to an XLSX file, keeping one row in memory. Answers how many records it has.
///
/// # Errors
/// As [`Exporter::next`], and when the file cannot be written.
pub async fn write_xlsx(exporter: &mut Exporter, path: &Path) -> Result<u64> {
    let mut workbook = Workbook::new();
    let sheet = workbook
        .add_worksheet_with_constant_memory()
        .map_err(Error::internal)?;
    let header = exporter.header();
    for (at, name) in (0u16..).zip(&header) {
        sheet.write_string(0, at, name).map_err(Error::internal)?;
    }
    let mut line = 0u32;
    while let Some(rows) = exporter.next().await? {
        for row in rows {
            line += 1;
            for (at, cell) in (0u16..).zip(&row) {
                match cell.parse::<f64>() {
                    // Long digit runs are numbers of things, not quantities: kept as text.
                    Ok(number) if cell.len() < 16 && !cell.starts_with(['0', '+']) => {
                        sheet.write_number(line, at, number)
                    }
                    _ => sheet.write_string(line, at, cell),
                }
                .map_err(Error::internal)?;
            }
        }
    }
    workbook.save(path).map_err(Error::internal)?;
    Ok(u64::from(line))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn what_a_spreadsheet_would_compute_is_quoted() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("+49 30 123"), "'+49 30 123");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("-12.5"), "-12.5");
        assert_eq!(safe("plain"), "plain");
    }
}
