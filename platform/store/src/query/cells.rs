//! The values of columns as JSON bytes.

use rapport_schema::ColumnKind;

use super::{column, format};
use crate::Result;
use crate::row::RowRef;

const NULL: &[u8] = b"null";

pub(super) fn cell(out: &mut Vec<u8>, row: &RowRef<'_>, at: usize, kind: ColumnKind) -> Result<()> {
    match kind {
        ColumnKind::Text | ColumnKind::Date => match row.opt_text(at)? {
            Some(text) => format::text(out, text),
            None => out.extend_from_slice(NULL),
        },
        ColumnKind::List | ColumnKind::Json => {
            out.extend_from_slice(row.opt_json(at)?.unwrap_or("null").as_bytes());
        }
        ColumnKind::Uuid | ColumnKind::Reference => match row.opt_uuid(at)? {
            Some(id) => format::uuid(out, id),
            None => out.extend_from_slice(NULL),
        },
        ColumnKind::Boolean => match row.opt_bool(at)? {
            Some(yes) => format::boolean(out, yes),
            None => out.extend_from_slice(NULL),
        },
        _ => match (row.opt_int(at)?, kind) {
            (None, _) => out.extend_from_slice(NULL),
            (Some(units), ColumnKind::Decimal { scale }) => format::scaled(out, units, scale),
            (Some(micros), ColumnKind::Time) => format::time(out, micros),
            (Some(number), _) => format::integer(out, number),
        },
    }
    Ok(())
}

pub(super) fn money(out: &mut Vec<u8>, row: &RowRef<'_>, at: usize, currency: usize) -> Result<()> {
    match row.opt_int(at)? {
        Some(minor) => {
            let digits = column::currency(row.opt_text(currency)?)?.digits();
            format::scaled(out, minor, digits);
        }
        None => out.extend_from_slice(NULL),
    }
    Ok(())
}

pub(super) fn reference(
    out: &mut Vec<u8>,
    row: &RowRef<'_>,
    at: usize,
    entity: usize,
) -> Result<()> {
    match (row.opt_uuid(at)?, row.opt_text(entity)?) {
        (Some(id), Some(entity)) => {
            out.extend_from_slice(b"{\"entity\":");
            format::text(out, entity);
            out.extend_from_slice(b",\"id\":");
            format::uuid(out, id);
            out.push(b'}');
        }
        _ => out.extend_from_slice(NULL),
    }
    Ok(())
}
