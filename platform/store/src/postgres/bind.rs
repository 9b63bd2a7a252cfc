//! Values on their way to and from PostgreSQL.

use std::error::Error;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

use crate::row::Cell;
use crate::sql::Param;

type Failure = Box<dyn Error + Sync + Send>;

impl ToSql for Param {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Bool(value) => out.extend_from_slice(&[u8::from(*value)]),
            Self::Int(value) => write_int(*value, ty, out)?,
            Self::Text(text) | Self::Json(text) => {
                if *ty == Type::JSONB {
                    out.extend_from_slice(&[1]);
                }
                out.extend_from_slice(text.as_bytes());
            }
            Self::Uuid(id) => out.extend_from_slice(id.as_bytes()),
            Self::Bytes(bytes) => out.extend_from_slice(bytes),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn write_int(value: i64, ty: &Type, out: &mut BytesMut) -> Result<(), Failure> {
    match *ty {
        Type::INT4 => out.extend_from_slice(&i32::try_from(value)?.to_be_bytes()),
        Type::INT2 => out.extend_from_slice(&i16::try_from(value)?.to_be_bytes()),
        Type::FLOAT8 => out.extend_from_slice(&(value as f64).to_be_bytes()),
        Type::INT8 => out.extend_from_slice(&value.to_be_bytes()),
        _ => return Err(format!("an integer cannot be sent as {ty}").into()),
    }
    Ok(())
}

/// Any value of a row without copying; JSON stays text.
pub(crate) struct Raw<'r>(pub(crate) Cell<'r>);

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Failure> {
        let cell = match *ty {
            Type::BOOL => Cell::Bool(raw.first().is_some_and(|byte| *byte != 0)),
            Type::INT8 => Cell::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Cell::Int(i64::from(i32::from_be_bytes(raw.try_into()?))),
            Type::INT2 => Cell::Int(i64::from(i16::from_be_bytes(raw.try_into()?))),
            Type::FLOAT8 => Cell::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::UUID => Cell::Uuid(Uuid::from_slice(raw)?),
            Type::JSONB => Cell::Text(std::str::from_utf8(raw.get(1..).unwrap_or_default())?),
            Type::BYTEA => Cell::Bytes(raw),
            Type::TEXT | Type::VARCHAR | Type::NAME | Type::JSON | Type::BPCHAR => {
                Cell::Text(std::str::from_utf8(raw)?)
            }
            _ => return Err(format!("a column of type {ty} is not expected").into()),
        };
        Ok(Self(cell))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
