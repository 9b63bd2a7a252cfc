//! Entities for the cases: an account, a contact that links to it with every sort of field, and a custom object.

use std::sync::Arc;

use rapport_schema::{
    EntityDef, FieldDef, FieldType, Index, LinkTarget, OnDelete, Presence, SearchWeight, Table,
    system_fields,
};

pub fn field(name: &str, kind: FieldType) -> FieldDef {
    FieldDef {
        name: name.to_owned(),
        label: name.to_owned(),
        help: None,
        kind,
        presence: Presence::Optional,
        unique: false,
        default: None,
        search: SearchWeight::None,
        index: Index::None,
        section: None,
        sensitive: false,
        system: false,
        custom: name.starts_with("custom_fields."),
    }
}

pub fn entity(name: &str, fields: Vec<FieldDef>) -> EntityDef {
    let mut entity = EntityDef::named(name, &format!("{name}s"));
    let mut all = fields;
    all.extend(system_fields());
    entity.set_fields(all);
    entity
}

pub fn text() -> FieldType {
    FieldType::Text { max_length: 200 }
}

pub fn link(to: LinkTarget) -> FieldType {
    FieldType::Link {
        to,
        on_delete: OnDelete::Clear,
    }
}

pub fn account() -> Arc<EntityDef> {
    Arc::new(entity("account", vec![field("name", text())]))
}

pub fn contact() -> Arc<EntityDef> {
    let code = FieldType::Code {
        pattern: "C-{seq:4}".to_owned(),
    };
    let fields = vec![
        FieldDef {
            index: Index::Both,
            ..field("name", text())
        },
        FieldDef {
            unique: true,
            ..field("email", FieldType::Email)
        },
        field("account", link(LinkTarget::One("account".to_owned()))),
        field("manager", link(LinkTarget::One("contact".to_owned()))),
        field("related", link(LinkTarget::Any)),
        field("value", FieldType::Money),
        field(
            "share",
            FieldType::Decimal {
                scale: 2,
                min: None,
                max: None,
            },
        ),
        field(
            "visits",
            FieldType::Integer {
                min: None,
                max: None,
            },
        ),
        field("active", FieldType::Boolean),
        field("born", FieldType::Date),
        field("called", FieldType::DateTime),
        field("tags", FieldType::Tags),
        field("home", FieldType::Address),
        field("code", code),
        field("custom_fields.region", text()),
        field("custom_fields.budget", FieldType::Money),
        field(
            "custom_fields.size",
            FieldType::Integer {
                min: None,
                max: None,
            },
        ),
    ];
    Arc::new(entity("contact", fields))
}

pub fn boat() -> Arc<EntityDef> {
    let code = FieldType::Code {
        pattern: "B{seq}".to_owned(),
    };
    let mut boat = entity(
        "boat",
        vec![
            field("name", text()),
            field(
                "length",
                FieldType::Decimal {
                    scale: 1,
                    min: None,
                    max: None,
                },
            ),
            field("code", code),
        ],
    );
    boat.table = Table::Shared;
    boat.custom = true;
    Arc::new(boat)
}

pub fn all() -> Vec<Arc<EntityDef>> {
    vec![account(), contact(), boat()]
}
