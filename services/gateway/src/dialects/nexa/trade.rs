//! Nexa's customers, suppliers, orders, invoices, documents and activities over ours.

use serde_json::{Map, Value, json};

use super::super::fields::{Kind, Words, choice, derived, of, plain, read_only};
use super::super::table::EntityTable;
use super::entities::{
    ABOUT_ID, ABOUT_TYPE, CREATED, CREATED_DATE, CUSTOM, ID, OWNED, OWNER, UPDATED, UPDATED_DATE,
};
use super::words;

const STATES: Words = &[
    ("active", "active"),
    ("inactive", "inactive"),
    ("suspended", "suspended"),
    ("churned", "inactive"),
    ("pending", "pending"),
];

const ORDER_STATES: Words = &[
    ("pending", "draft"),
    ("draft", "draft"),
    ("new", "draft"),
    ("processing", "confirmed"),
    ("confirmed", "confirmed"),
    ("delivered", "fulfilled"),
    ("shipped", "fulfilled"),
    ("completed", "fulfilled"),
    ("fulfilled", "fulfilled"),
    ("invoiced", "invoiced"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
];

const PAYMENT_STATES: Words = &[
    ("unpaid", "unpaid"),
    ("pending", "unpaid"),
    ("partial", "partly_paid"),
    ("partially_paid", "partly_paid"),
    ("paid", "paid"),
    ("refunded", "refunded"),
];

const INVOICE_STATES: Words = &[
    ("draft", "draft"),
    ("sent", "issued"),
    ("issued", "issued"),
    ("open", "issued"),
    ("unpaid", "issued"),
    ("partial", "partly_paid"),
    ("partially_paid", "partly_paid"),
    ("paid", "paid"),
    ("overdue", "overdue"),
    ("cancelled", "void"),
    ("canceled", "void"),
    ("void", "void"),
];

const ITEMS: Words = &[
    ("name", "description"),
    ("description", "description"),
    ("product_name", "description"),
    ("title", "description"),
    ("product_id", "product"),
    ("product", "product"),
    ("quantity", "quantity"),
    ("qty", "quantity"),
    ("price", "unit_price"),
    ("unit_price", "unit_price"),
    ("rate", "unit_price"),
    ("unit", "unit"),
    ("discount", "discount_percent"),
    ("tax_rate", "tax_percent"),
    ("tax_percent", "tax_percent"),
    ("total", "total"),
];

const ACTIVITY_TYPES: Words = &[
    ("note", "note"),
    ("email", "email"),
    ("call", "call"),
    ("meeting", "meeting"),
    ("task", "task"),
    ("deal_update", "deal_update"),
    ("status_change", "status_change"),
    ("other", "other"),
];

const DOCUMENT_STATES: Words = &[
    ("active", "active"),
    ("draft", "draft"),
    ("expired", "expired"),
];

const CUSTOMER_TYPES: Words = &[
    ("individual", "person"),
    ("person", "person"),
    ("business", "company"),
    ("company", "company"),
];

pub(super) const CUSTOMERS: EntityTable = EntityTable {
    path: "customers",
    ours: "clients",
    label: "Customer",
    requires: &["name", "email"],
    reads: |body, _| {
        // A person is what a client is unless something else is said.
        let kind = body.get("customer_type").and_then(Value::as_str);
        if matches!(kind, Some("individual" | "person")) {
            body.shift_remove("customer_type");
        }
        body.shift_remove("total_spent");
    },
    fields: &[
        ID,
        read_only("customer_number", "code"),
        plain("name", "name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("company", "company_name"),
        choice("customer_type", "client_type", CUSTOMER_TYPES),
        choice("status", "status", STATES),
        of("credit_limit", "credit_limit", Kind::Number),
        read_only("total_spent", "total_spent"),
        of("industry", "industry", Kind::Loose(words::INDUSTRIES)),
        plain("website", "website"),
        plain("tax_id", "tax_id"),
        of("address", "billing_address", Kind::Address),
        of("billing_address", "billing_address", Kind::Address),
        of("customer_since", "customer_since", Kind::Date),
        plain("notes", "notes"),
        of("tags", "tags", Kind::List),
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

pub(super) const SUPPLIERS: EntityTable = EntityTable {
    path: "suppliers",
    ours: "suppliers",
    label: "Supplier",
    requires: &["name"],
    fields: &[
        ID,
        of("supplier_code", "code", Kind::Text),
        plain("name", "name"),
        plain("contact_person", "contact_person"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("website", "website"),
        plain("category", "category"),
        of("address", "address", Kind::Address),
        plain("payment_terms", "payment_terms"),
        of("rating", "rating", Kind::Number),
        of("products_supplied", "products_supplied", Kind::List),
        choice("status", "status", STATES),
        plain("tax_id", "tax_id"),
        plain("notes", "notes"),
        of("tags", "tags", Kind::List),
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

pub(super) const ORDERS: EntityTable = EntityTable {
    path: "orders",
    ours: "orders",
    label: "Order",
    reads: |body, is_new| sums(body, is_new),
    fields: &[
        ID,
        of("order_number", "number", Kind::Text),
        derived("order_number", |order| number(order, "number", "code")),
        of("customer_id", "account", Kind::Customer),
        of("account", "account", Kind::In),
        of("contact", "contact", Kind::In),
        choice("status", "status", ORDER_STATES),
        of("order_date", "order_date", Kind::Date),
        of("items", "lines", Kind::Lines(ITEMS)),
        read_only("subtotal", "subtotal"),
        read_only("tax", "tax"),
        read_only("total", "total"),
        of("shipping_cost", "shipping", Kind::Number),
        of("discount", "discount", Kind::Number),
        plain("currency", "total_currency"),
        choice("payment_status", "payment_status", PAYMENT_STATES),
        of("shipping_address", "shipping_address", Kind::Address),
        of("billing_address", "billing_address", Kind::Address),
        plain("notes", "description"),
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

pub(super) const INVOICES: EntityTable = EntityTable {
    path: "invoices",
    ours: "invoices",
    label: "Invoice",
    reads: |body, is_new| {
        sums(body, is_new);
        let paid = body.shift_remove("amount_paid");
        if let Some(paid) = paid.filter(|_| is_new) {
            body.insert("paid_before".to_owned(), paid);
        }
        if body.get("status") == Some(&json!("overdue")) {
            // Time decides what is overdue.
            body.insert("status".to_owned(), json!("sent"));
        }
    },
    fields: &[
        ID,
        of("invoice_number", "number", Kind::Text),
        derived("invoice_number", |invoice| number(invoice, "number", "id")),
        of("customer_id", "account", Kind::Customer),
        of("account", "account", Kind::In),
        of("contact", "contact", Kind::In),
        of("issue_date", "issue_date", Kind::Date),
        of("due_date", "due_date", Kind::Date),
        choice("status", "status", INVOICE_STATES),
        of("items", "lines", Kind::Lines(ITEMS)),
        read_only("subtotal", "subtotal"),
        read_only("tax", "tax"),
        read_only("total", "total"),
        of("discount", "discount", Kind::Number),
        plain("currency", "total_currency"),
        read_only("amount_paid", "amount_paid"),
        of("paid_before", "paid_before", Kind::In),
        read_only("balance", "balance"),
        plain("terms", "terms"),
        plain("notes", "note"),
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

pub(super) const DOCUMENTS: EntityTable = EntityTable {
    path: "documents",
    ours: "documents",
    label: "Document",
    requires: &["title"],
    reads: |body, is_new| {
        for computed in [
            "file_name",
            "file_type",
            "file_size",
            "s3_key",
            "uploaded_by",
            "folder",
        ] {
            body.shift_remove(computed);
        }
        if is_new && body.contains_key("file_url") {
            body.entry("status").or_insert(json!("active"));
        }
    },
    fields: &[
        ID,
        plain("title", "title"),
        plain("description", "description"),
        derived("file_name", |document| {
            number(document, "file_name", "title")
        }),
        read_only("file_type", "mime_type"),
        read_only("file_size", "size"),
        of("file_url", "url", Kind::In),
        derived("file_url", |document| match document.get("url") {
            Some(Value::String(url)) => json!(url),
            _ => {
                let id = document
                    .get("id")
                    .and_then(Value::as_str)
                    .unwrap_or_default();
                json!(format!("/api/v1/documents/{id}/content"))
            }
        }),
        read_only("s3_key", "sha256"),
        of("folder", "folder", Kind::Title("folders")),
        read_only("uploaded_by", "created_by"),
        choice("status", "status", DOCUMENT_STATES),
        of("expires_at", "expires_at", Kind::Moment),
        ABOUT_TYPE,
        ABOUT_ID,
        of("tags", "tags", Kind::List),
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

pub(super) const ACTIVITIES: EntityTable = EntityTable {
    path: "activities",
    also: &["activitys"],
    ours: "notes",
    label: "Activity",
    requires: &["activity_type", "title"],
    reads: |body, is_new| {
        // A note has a text; an activity may be a title alone.
        let empty = body
            .get("description")
            .is_none_or(|text| text.is_null() || text == "");
        if is_new
            && empty
            && let Some(title) = body.get("title").cloned()
        {
            body.insert("description".to_owned(), title);
        }
    },
    fields: &[
        ID,
        choice("activity_type", "kind", ACTIVITY_TYPES),
        plain("title", "title"),
        plain("description", "body"),
        plain("metadata", "metadata"),
        ABOUT_TYPE,
        ABOUT_ID,
        of("user_id", "owner", Kind::User),
        OWNER,
        CUSTOM,
        CREATED,
        UPDATED,
        CREATED_DATE,
        UPDATED_DATE,
    ],
    ..EntityTable::PLAIN
};

/// The first of two fields that is filled.
fn number(record: &Map<String, Value>, first: &str, second: &str) -> Value {
    let filled = |key: &str| record.get(key).filter(|value| !value.is_null());
    filled(first)
        .or(filled(second))
        .cloned()
        .unwrap_or_default()
}

/// Sums without items are one line of that sum; what is computed from lines is not sent on.
fn sums(body: &mut Map<String, Value>, is_new: bool) {
    let read = |body: &Map<String, Value>, key: &str| match body.get(key) {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    let has_items = body
        .get("items")
        .and_then(Value::as_array)
        .is_some_and(|items| !items.is_empty());
    let (subtotal, total) = (read(body, "subtotal"), read(body, "total"));
    if is_new
        && !has_items
        && let Some(net) = subtotal.or(total)
    {
        let discount = read(body, "discount").unwrap_or(0.0);
        let shipping = read(body, "shipping_cost").unwrap_or(0.0);
        let tax = read(body, "tax")
            .or_else(|| total.map(|total| total - net - shipping + discount))
            .unwrap_or(0.0);
        let base = net - discount;
        let percent = if base > 0.0 { tax * 100.0 / base } else { 0.0 };
        let percent = (percent * 1_000_000.0).round() / 1_000_000.0;
        let line =
            json!({ "description": "Total", "quantity": 1, "price": net, "tax_rate": percent });
        body.insert("items".to_owned(), json!([line]));
    }
    for computed in ["subtotal", "tax", "total"] {
        body.shift_remove(computed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_without_items_are_one_line() {
        let mut body = Map::new();
        for (key, value) in [
            ("subtotal", json!(100)),
            ("total", json!("119")),
            ("items", json!([])),
        ] {
            body.insert(key.to_owned(), value);
        }
        sums(&mut body, true);
        let line =
            json!([{ "description": "Total", "quantity": 1, "price": 100.0, "tax_rate": 19.0 }]);
        assert_eq!(Value::Object(body), json!({ "items": line }));
    }
}
