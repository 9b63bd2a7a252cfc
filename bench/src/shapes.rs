//! The columns of a contact as the limit reads and writes them.

/// How a column is shown in JSON.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A truth value.
    Flag,
    /// A UUID.
    Id,
    /// Microseconds, shown as RFC 3339.
    Time,
    /// JSON text, copied.
    Json,
}

/// Name and shape of each column, in the table's order without the tenant.
pub const COLUMNS: &[(&str, Shape)] = &[
    ("id", Shape::Id),
    ("seq", Shape::Number),
    ("owner", Shape::Id),
    ("source", Shape::Text),
    ("created_at", Shape::Time),
    ("created_by", Shape::Id),
    ("updated_at", Shape::Time),
    ("updated_by", Shape::Id),
    ("version", Shape::Number),
    ("deleted_at", Shape::Time),
    ("name", Shape::Text),
    ("salutation", Shape::Text),
    ("first_name", Shape::Text),
    ("last_name", Shape::Text),
    ("account", Shape::Id),
    ("title", Shape::Text),
    ("department", Shape::Text),
    ("reports_to", Shape::Id),
    ("company", Shape::Text),
    ("tags", Shape::Json),
    ("email", Shape::Text),
    ("secondary_email", Shape::Text),
    ("phone", Shape::Text),
    ("mobile", Shape::Text),
    ("linkedin_url", Shape::Text),
    ("twitter_handle", Shape::Text),
    ("facebook_url", Shape::Text),
    ("website", Shape::Text),
    ("do_not_contact", Shape::Flag),
    ("do_not_call", Shape::Flag),
    ("email_opt_out", Shape::Flag),
    ("address", Shape::Json),
    ("other_address", Shape::Json),
    ("territory", Shape::Text),
    ("lifecycle_stage", Shape::Text),
    ("lead_status", Shape::Text),
    ("lead_source", Shape::Text),
    ("lead_score", Shape::Number),
    ("is_active", Shape::Flag),
    ("last_contacted_at", Shape::Time),
    ("birthday", Shape::Text),
    ("customer_since", Shape::Text),
    ("client_code", Shape::Text),
    ("credit_limit", Shape::Number),
    ("credit_limit_currency", Shape::Text),
    ("tax_id", Shape::Text),
    ("rating", Shape::Number),
    ("description", Shape::Text),
    ("code", Shape::Text),
    ("custom_fields", Shape::Json),
];

/// All columns for a SELECT.
#[must_use]
pub fn select_list() -> String {
    COLUMNS
        .iter()
        .map(|(name, _)| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ")
}
