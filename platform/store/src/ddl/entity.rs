//! From an entity to its table.

use std::sync::Arc;

use rapport_schema::{ColumnKind, EntityDef, FieldDef, FieldType, Index, LinkTarget, Table};

use super::constraint_name;
use super::model::{ColumnDef, ColumnType, ForeignKeyDef, IndexDef, Schema, TableDef};

/// System fields that are always filled.
const FILLED: &[&str] = &[
    "id",
    "seq",
    "source",
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "version",
];

impl Schema {
    /// The tables of these entities. Custom objects have none of their own.
    #[must_use]
    pub fn of(entities: &[Arc<EntityDef>]) -> Self {
        let mut tables: Vec<TableDef> = entities
            .iter()
            .filter_map(|entity| table(entity, entities))
            .collect();
        tables.sort_by(|one, other| one.name.cmp(&other.name));
        Self { tables }
    }
}

fn table(entity: &EntityDef, all: &[Arc<EntityDef>]) -> Option<TableDef> {
    let Table::Own(name) = &entity.table else {
        return None;
    };
    let stored: Vec<&FieldDef> = entity
        .fields()
        .iter()
        .filter(|field| !field.custom)
        .collect();
    let system = stored.iter().filter(|field| field.system);
    let own = stored.iter().filter(|field| !field.system);

    let mut columns = vec![column("tenant_id", ColumnType::Uuid, true)];
    for field in system.chain(own) {
        add_columns(field, &mut columns);
    }
    columns.push(ColumnDef {
        empty_object: true,
        ..column("custom_fields", ColumnType::Json, true)
    });
    let foreign_keys = stored
        .iter()
        .filter_map(|field| foreign_key(name, field, all))
        .collect();
    let mut indexes = vec![IndexDef {
        unique: true,
        ..index(name, "seq", "key", &["seq"], false)
    }];
    for field in &stored {
        add_indexes(name, field, &mut indexes);
    }
    Some(TableDef {
        name: name.clone(),
        columns,
        foreign_keys,
        indexes,
    })
}

fn column(name: &str, kind: ColumnType, not_null: bool) -> ColumnDef {
    ColumnDef {
        name: name.to_owned(),
        kind,
        not_null,
        empty_object: false,
    }
}

fn add_columns(field: &FieldDef, columns: &mut Vec<ColumnDef>) {
    let filled = field.system && FILLED.contains(&field.name.as_str());
    let kind = match field.kind.column() {
        ColumnKind::Text | ColumnKind::Date => ColumnType::Text,
        ColumnKind::Integer | ColumnKind::Decimal { .. } | ColumnKind::Money | ColumnKind::Time => {
            ColumnType::Integer
        }
        ColumnKind::Boolean => ColumnType::Boolean,
        ColumnKind::Uuid | ColumnKind::Reference => ColumnType::Uuid,
        ColumnKind::List | ColumnKind::Json => ColumnType::Json,
    };
    columns.push(column(&field.name, kind, filled));
    let second = match field.kind.column() {
        ColumnKind::Money => "currency",
        ColumnKind::Reference => "type",
        _ => return,
    };
    let name = format!("{}_{second}", field.name);
    columns.push(column(&name, ColumnType::Text, false));
}

/// Links to one entity with a table of its own are checked by the database. Users are not: they have their own life.
fn foreign_key(table: &str, field: &FieldDef, all: &[Arc<EntityDef>]) -> Option<ForeignKeyDef> {
    let FieldType::Link {
        to: LinkTarget::One(target),
        ..
    } = &field.kind
    else {
        return None;
    };
    let target = all.iter().find(|entity| &entity.name == target)?;
    let Table::Own(target) = &target.table else {
        return None;
    };
    Some(ForeignKeyDef {
        name: constraint_name(table, &field.name, "fkey"),
        column: field.name.clone(),
        table: target.clone(),
    })
}

fn add_indexes(table: &str, field: &FieldDef, indexes: &mut Vec<IndexDef>) {
    let name = field.name.as_str();
    if field.unique {
        indexes.push(IndexDef {
            unique: true,
            ..index(table, name, "key", &[name], true)
        });
    }
    if !indexable(field) {
        return;
    }
    let linked = matches!(field.kind, FieldType::Link { .. } | FieldType::State(_)) && name != "id";
    if linked || matches!(field.index, Index::Filter | Index::Both) {
        indexes.push(index(table, name, "idx", &[name, "created_at", "id"], true));
    }
    if matches!(field.index, Index::Sort | Index::Both) {
        indexes.push(index(table, name, "sort", &[name, "id"], true));
    }
}

/// Long texts and JSON do not fit into an index entry.
fn indexable(field: &FieldDef) -> bool {
    !matches!(field.kind, FieldType::LongText | FieldType::RichText)
        && !matches!(field.kind.column(), ColumnKind::List | ColumnKind::Json)
}

fn index(table: &str, field: &str, suffix: &str, columns: &[&str], live: bool) -> IndexDef {
    IndexDef {
        name: constraint_name(table, field, suffix),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        unique: false,
        live,
    }
}
