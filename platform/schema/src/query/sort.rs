//! Sort orders such as `-created_at,name`.

use rapport_kernel::{ErrorCode, FieldError};

use crate::{EntityDef, SortKey};

/// Most keys of one order.
const MOST: usize = 5;

impl SortKey {
    /// Reads a comma-separated list of fields; `-` in front means largest first. Empty text is an empty list.
    ///
    /// # Errors
    /// Unknown fields, fields without an order, fields named twice.
    pub fn parse_list(entity: &EntityDef, text: &str) -> Result<Vec<Self>, Vec<FieldError>> {
        let mut keys: Vec<Self> = Vec::new();
        let mut errors = Vec::new();
        let parts = text.split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            let (name, descending) = match part.strip_prefix('-') {
                Some(name) => (name, true),
                None => (part.strip_prefix('+').unwrap_or(part), false),
            };
            let mut refuse = |message: String| {
                errors.push(FieldError {
                    field: name.to_owned(),
                    code: ErrorCode::INVALID.name,
                    message,
                });
            };
            match entity.field_as_sent(name) {
                None => errors.push(entity.unknown_field(name)),
                Some(field) if !field.kind.is_sortable() && field.name != "id" => {
                    refuse("cannot be sorted by".to_owned());
                }
                Some(field) if keys.iter().any(|key| key.field == field.name) => {
                    refuse("is there twice".to_owned());
                }
                Some(_) if keys.len() == MOST => refuse(format!("is more than {MOST} sort keys")),
                Some(field) => keys.push(Self {
                    field: field.name.clone(),
                    descending,
                }),
            }
        }
        if errors.is_empty() {
            Ok(keys)
        } else {
            Err(errors)
        }
    }
}
