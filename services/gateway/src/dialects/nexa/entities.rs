//! Nexa's entities over ours: people, companies, sales and what is done for them. The others are in `trade.rs`.

use serde_json::{Map, Value, json};

use super::super::fields::{Field, Kind, choice, derived, of, plain, read_only};
use super::super::table::EntityTable;
use super::{owner, trade, words};

pub(super) const ENTITIES: &[EntityTable] = &[
    LEADS,
    CONTACTS,
    ACCOUNTS,
    DEALS,
    TASKS,
    MEETINGS,
    CALLS,
    PRODUCTS,
    TICKETS,
    trade::CUSTOMERS,
    trade::SUPPLIERS,
    trade::ORDERS,
    trade::INVOICES,
    trade::DOCUMENTS,
    trade::ACTIVITIES,
];

pub(super) const ID: Field = read_only("id", "id");
pub(super) const CREATED: Field = read_only("created_at", "created_at");
pub(super) const UPDATED: Field = read_only("updated_at", "updated_at");
pub(super) const CREATED_DATE: Field = read_only("created_date", "created_at");
pub(super) const UPDATED_DATE: Field = read_only("updated_date", "updated_at");
pub(super) const CUSTOM: Field = plain("custom_fields", "custom_fields");
pub(super) const OWNER: Field = of("owner", "owner", Kind::Person(owner));
pub(super) const OWNED: Field = of("assigned_to", "owner", Kind::User);
pub(super) const ABOUT_TYPE: Field = of("related_to_type", "related", Kind::RelatedType);
pub(super) const ABOUT_ID: Field = of("related_to_id", "related", Kind::RelatedId);

const LEADS: EntityTable = EntityTable {
    path: "leads",
    ours: "leads",
    label: "Lead",
    limit: Some((10, 1000)),
    requires: &["first_name", "last_name", "email"],
    fields: &[
        ID,
        plain("first_name", "first_name"),
        plain("last_name", "last_name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("company", "company"),
        plain("title", "title"),
        choice("source", "lead_source", words::SOURCES),
        choice("status", "status", words::LEAD_STATES),
        of("lead_score", "lead_score", Kind::Number),
        of("industry", "industry", Kind::Loose(words::INDUSTRIES)),
        of("annual_revenue", "annual_revenue", Kind::Number),
        of("employees", "employees", Kind::Number),
        plain("website", "website"),
        of("address", "address", Kind::Part("street")),
        of("city", "address", Kind::Part("city")),
        of("state", "address", Kind::Part("state")),
        of("country", "address", Kind::Part("country")),
        of("postal_code", "address", Kind::Part("postal_code")),
        plain("notes", "description"),
        OWNED,
        OWNER,
        read_only("converted_date", "converted_at"),
        of("last_contact_date", "last_contacted_at", Kind::Moment),
        plain("tags", "tags"),
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const CONTACTS: EntityTable = EntityTable {
    path: "contacts",
    ours: "contacts",
    label: "Contact",
    requires: &["first_name", "last_name", "email"],
    reads: contact_status,
    fields: &[
        ID,
        plain("first_name", "first_name"),
        plain("last_name", "last_name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("mobile", "mobile"),
        plain("title", "title"),
        plain("department", "department"),
        plain("company", "company"),
        of("account_id", "account", Kind::Link("accounts")),
        choice("source", "lead_source", words::SOURCES),
        choice("status", "lifecycle_stage", words::CONTACT_STATES),
        derived("status", status_of_contact),
        of("is_active", "is_active", Kind::In),
        plain("linkedin_url", "linkedin_url"),
        plain("twitter_handle", "twitter_handle"),
        of("address", "address", Kind::Part("street")),
        of("city", "address", Kind::Part("city")),
        of("state", "address", Kind::Part("state")),
        of("country", "address", Kind::Part("country")),
        of("postal_code", "address", Kind::Part("postal_code")),
        of("last_contact_date", "last_contacted_at", Kind::Moment),
        plain("notes", "description"),
        plain("tags", "tags"),
        OWNED,
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

/// Whether somebody is active is a field of its own with us.
fn contact_status(body: &mut Map<String, Value>, is_new: bool) {
    if is_new && body.get("status").is_none_or(Value::is_null) {
        body.insert("status".to_owned(), json!("active"));
    }
    if let Some(status) = body.get("status").and_then(Value::as_str) {
        let active = !status.eq_ignore_ascii_case("inactive");
        body.insert("is_active".to_owned(), json!(active));
    }
}

fn status_of_contact(contact: &Map<String, Value>) -> Value {
    if contact.get("is_active") == Some(&json!(false)) {
        return json!("inactive");
    }
    match contact.get("lifecycle_stage").and_then(Value::as_str) {
        Some("customer" | "evangelist") => json!("customer"),
        Some("lead" | "mql" | "sql") => json!("lead"),
        _ => json!("active"),
    }
}

const ACCOUNTS: EntityTable = EntityTable {
    path: "accounts",
    ours: "accounts",
    label: "Account",
    requires: &["account_name"],
    fields: &[
        ID,
        plain("account_name", "name"),
        of("name", "name", Kind::In),
        of("account_number", "account_number", Kind::Text),
        plain("website", "website"),
        plain("phone", "phone"),
        plain("email", "email"),
        of("industry", "industry", Kind::Loose(words::INDUSTRIES)),
        of("annual_revenue", "annual_revenue", Kind::Number),
        of("employees", "employees", Kind::Number),
        choice("type", "account_type", words::ACCOUNT_TYPES),
        of("parent_account_id", "parent", Kind::Link("accounts")),
        of("billing_address", "billing_address", Kind::Part("street")),
        of("billing_street", "billing_address", Kind::Part("street")),
        of("billing_city", "billing_address", Kind::Part("city")),
        of("billing_state", "billing_address", Kind::Part("state")),
        of("billing_country", "billing_address", Kind::Part("country")),
        of(
            "billing_postal_code",
            "billing_address",
            Kind::Part("postal_code"),
        ),
        of("shipping_address", "shipping_address", Kind::Part("street")),
        of("shipping_street", "shipping_address", Kind::Part("street")),
        of("shipping_city", "shipping_address", Kind::Part("city")),
        of("shipping_state", "shipping_address", Kind::Part("state")),
        of(
            "shipping_country",
            "shipping_address",
            Kind::Part("country"),
        ),
        of(
            "shipping_postal_code",
            "shipping_address",
            Kind::Part("postal_code"),
        ),
        plain("description", "description"),
        plain("tags", "tags"),
        OWNED,
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const DEALS: EntityTable = EntityTable {
    path: "deals",
    ours: "deals",
    label: "Deal",
    requires: &["deal_name"],
    reads: |body, _| {
        if let Some(name) = body.shift_remove("name") {
            body.entry("deal_name").or_insert(name);
        }
    },
    fields: &[
        ID,
        plain("deal_name", "name"),
        read_only("name", "name"),
        of("amount", "amount", Kind::Number),
        plain("currency", "amount_currency"),
        choice("stage", "stage", words::STAGES),
        of("probability", "probability", Kind::Number),
        of("expected_close_date", "expected_close", Kind::Date),
        read_only("close_date", "closed_at"),
        of("account_id", "account", Kind::Link("accounts")),
        of("contact_id", "contact", Kind::Link("contacts")),
        of("lead_id", "lead", Kind::Link("leads")),
        choice("lead_source", "lead_source", words::SOURCES),
        plain("next_step", "next_step"),
        plain("loss_reason", "lost_reason"),
        plain("description", "description"),
        of("notes", "description", Kind::In),
        plain("tags", "tags"),
        OWNED,
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const TASKS: EntityTable = EntityTable {
    path: "tasks",
    ours: "tasks",
    label: "Task",
    requires: &["title"],
    fields: &[
        ID,
        plain("title", "title"),
        plain("description", "body"),
        choice("status", "status", words::TASK_STATES),
        choice("priority", "priority", words::PRIORITIES),
        of("due_date", "due_at", Kind::Moment),
        read_only("completed_date", "completed_at"),
        ABOUT_TYPE,
        ABOUT_ID,
        of("assigned_to", "assignee", Kind::User),
        OWNER,
        plain("tags", "tags"),
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const MEETINGS: EntityTable = EntityTable {
    path: "meetings",
    ours: "meetings",
    label: "Meeting",
    requires: &["title", "start_time", "end_time"],
    fields: &[
        ID,
        plain("title", "title"),
        plain("description", "agenda"),
        of("start_time", "start_at", Kind::Moment),
        of("end_time", "end_at", Kind::Moment),
        plain("location", "location"),
        plain("meeting_link", "meeting_link"),
        of("host_id", "host", Kind::User),
        of("assigned_to", "host", Kind::In),
        of("contact_id", "contact", Kind::Link("contacts")),
        choice("status", "status", words::MEETING_STATES),
        choice("meeting_type", "meeting_type", words::MEETING_TYPES),
        of("attendees", "attendees", Kind::List),
        plain("notes", "body"),
        plain("outcome", "outcome"),
        ABOUT_TYPE,
        ABOUT_ID,
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const CALLS: EntityTable = EntityTable {
    path: "calls",
    ours: "calls",
    label: "Call",
    requires: &["subject"],
    fields: &[
        ID,
        plain("subject", "subject"),
        choice("call_type", "direction", words::CALL_TYPES),
        choice("status", "status", words::CALL_STATES),
        of("start_time", "started_at", Kind::Moment),
        of("duration", "duration", Kind::Number),
        plain("phone_number", "phone_number"),
        choice("outcome", "outcome", words::CALL_OUTCOMES),
        plain("recording_url", "recording_url"),
        plain("notes", "body"),
        of("description", "body", Kind::In),
        of("contact_id", "contact", Kind::Link("contacts")),
        ABOUT_TYPE,
        ABOUT_ID,
        OWNED,
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const PRODUCTS: EntityTable = EntityTable {
    path: "products",
    ours: "products",
    label: "Product",
    requires: &["name", "price"],
    fields: &[
        ID,
        plain("name", "name"),
        plain("description", "description"),
        plain("sku", "sku"),
        plain("category", "category"),
        of("price", "price", Kind::Number),
        plain("currency", "price_currency"),
        of("cost", "cost", Kind::Number),
        of("stock_quantity", "stock_quantity", Kind::Number),
        plain("unit", "unit"),
        choice("status", "status", words::PRODUCT_STATES),
        plain("specifications", "specifications"),
        of("tags", "tags", Kind::List),
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

const TICKETS: EntityTable = EntityTable {
    path: "tickets",
    ours: "tickets",
    label: "Ticket",
    requires: &["subject"],
    fields: &[
        ID,
        read_only("ticket_number", "code"),
        plain("subject", "subject"),
        plain("description", "description"),
        choice("status", "status", words::TICKET_STATES),
        choice("priority", "priority", words::PRIORITIES),
        choice("source", "channel", words::CHANNELS),
        plain("resolution", "resolution"),
        of("contact_id", "contact", Kind::Link("contacts")),
        of("account_id", "account", Kind::Link("accounts")),
        of("customer_id", "account", Kind::Customer),
        of("account", "account", Kind::In),
        of("contact", "contact", Kind::In),
        of("assigned_to", "assignee", Kind::User),
        of("due_date", "due_at", Kind::Moment),
        read_only("resolved_at", "resolved_at"),
        plain("tags", "tags"),
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};
