//! The modules of Gateway over our entities.

use serde_json::{Map, Value, json};

use super::super::fields::{Field, Kind, Words, choice, of, plain, read_only};
use super::super::table::{EntityTable, Fixture};

pub(super) const ENTITIES: &[EntityTable] = &[
    CONTACTS,
    ACCOUNTS,
    LEADS,
    DEALS,
    TICKETS,
    WORK_ORDERS,
    ESTIMATES,
];

/// Tickets and work orders are never deleted there.
const KEPT: &[&str] = &["GET", "POST", "PATCH", "PUT"];

const SALUTATIONS: Words = &[
    ("Mr.", "mr"),
    ("Ms.", "ms"),
    ("Mrs.", "ms"),
    ("Miss", "ms"),
    ("Mx.", "mx"),
    ("Dr.", "dr"),
    ("Prof.", "prof"),
];

const PRIORITIES: Words = &[
    ("Low", "low"),
    ("Medium", "medium"),
    ("Normal", "medium"),
    ("High", "high"),
    ("Urgent", "urgent"),
    ("Critical", "urgent"),
];

const TICKET_STATES: Words = &[
    ("New", "new"),
    ("Open", "open"),
    ("In Progress", "open"),
    ("Escalated", "open"),
    ("Pending", "pending"),
    ("On Hold", "on_hold"),
    ("Resolved", "resolved"),
    ("Closed", "closed"),
];

const WORK_ORDER_STATES: Words = &[
    ("New", "new"),
    ("Open", "new"),
    ("Pending", "new"),
    ("Scheduled", "scheduled"),
    ("Dispatched", "dispatched"),
    ("In Progress", "in_progress"),
    ("On Hold", "on_hold"),
    ("Completed", "completed"),
    ("Invoiced", "invoiced"),
    ("Closed", "closed"),
    ("Cancelled", "cancelled"),
    ("Canceled", "cancelled"),
];

const LEAD_STATES: Words = &[
    ("New", "new"),
    ("Not Contacted", "new"),
    ("Assigned", "assigned"),
    ("Contacted", "working"),
    ("Working", "working"),
    ("Nurturing", "nurturing"),
    ("Contact in Future", "nurturing"),
    ("Qualified", "qualified"),
    ("Converted", "converted"),
    ("Recycled", "recycled"),
    ("Lost", "dead"),
    ("Lost Lead", "dead"),
    ("Junk Lead", "dead"),
    ("Not Qualified", "dead"),
    ("Unqualified", "dead"),
];

const STAGES: Words = &[
    ("Qualification", "qualification"),
    ("Needs Analysis", "needs_analysis"),
    ("Value Proposition", "needs_analysis"),
    ("Identify Decision Makers", "needs_analysis"),
    ("Proposal/Price Quote", "proposal"),
    ("Proposal", "proposal"),
    ("Negotiation/Review", "negotiation"),
    ("Negotiation", "negotiation"),
    ("Closed Won", "won"),
    ("Won", "won"),
    ("Closed Lost", "lost"),
    ("Lost", "lost"),
];

const SOURCES: Words = &[
    ("Website", "website"),
    ("Web", "website"),
    ("Referral", "referral"),
    ("Employee Referral", "referral"),
    ("External Referral", "referral"),
    ("Social Media", "social_media"),
    ("Email Campaign", "email_campaign"),
    ("Cold Call", "cold_call"),
    ("Event", "event"),
    ("Trade Show", "event"),
    ("Partner", "partner"),
    ("Advertisement", "advertisement"),
    ("Other", "other"),
];

const DEAL_TYPES: Words = &[
    ("New Business", "new_business"),
    ("Existing Business", "existing_business"),
    ("Renewal", "renewal"),
];

const ESTIMATE_STATES: Words = &[
    ("Draft", "draft"),
    ("Sent", "sent"),
    ("Viewed", "viewed"),
    ("Accepted", "accepted"),
    ("Approved", "accepted"),
    ("Rejected", "rejected"),
    ("Declined", "rejected"),
    ("Expired", "expired"),
    ("Converted", "converted"),
];

const LINES: Words = &[
    ("product", "product"),
    ("description", "description"),
    ("quantity", "quantity"),
    ("unitPrice", "unit_price"),
    ("discountPercent", "discount_percent"),
    ("taxPercent", "tax_percent"),
];

const CREATED: Field = read_only("createdAt", "created_at");
const UPDATED: Field = read_only("updatedAt", "updated_at");
const ID: Field = read_only("id", "id");

const CONTACTS: EntityTable = EntityTable {
    path: "crm/contacts",
    ours: "contacts",
    label: "Contact",
    plural: "contacts",
    requires: &["firstName", "lastName", "email"],
    fields: &[
        ID,
        of("salutation", "salutation", Kind::Choice(SALUTATIONS)),
        plain("firstName", "first_name"),
        plain("lastName", "last_name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("mobilePhone", "mobile"),
        of("accountId", "account", Kind::Link("accounts")),
        of("accountName", "account", Kind::Title("accounts")),
        plain("department", "department"),
        plain("territory", "territory"),
        of("mailingStreet", "address", Kind::Part("street")),
        of("mailingCity", "address", Kind::Part("city")),
        of("mailingState", "address", Kind::Part("state")),
        of("mailingZip", "address", Kind::Part("postal_code")),
        of("mailingCountry", "address", Kind::Part("country")),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const ACCOUNTS: EntityTable = EntityTable {
    path: "crm/accounts",
    ours: "accounts",
    label: "Account",
    plural: "accounts",
    requires: &["name"],
    fields: &[
        ID,
        plain("name", "name"),
        of("accountNumber", "account_number", Kind::Text),
        plain("phone", "phone"),
        plain("website", "website"),
        of("billingStreet", "billing_address", Kind::Part("street")),
        of("billingCity", "billing_address", Kind::Part("city")),
        of("billingState", "billing_address", Kind::Part("state")),
        of("billingZip", "billing_address", Kind::Part("postal_code")),
        of("billingCountry", "billing_address", Kind::Part("country")),
        of("shippingStreet", "shipping_address", Kind::Part("street")),
        of("shippingCity", "shipping_address", Kind::Part("city")),
        of("shippingState", "shipping_address", Kind::Part("state")),
        of("shippingZip", "shipping_address", Kind::Part("postal_code")),
        of("shippingCountry", "shipping_address", Kind::Part("country")),
        of("parentAccountId", "parent", Kind::Link("accounts")),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const LEADS: EntityTable = EntityTable {
    path: "crm/leads",
    ours: "leads",
    label: "Lead",
    plural: "leads",
    requires: &["lastName"],
    fields: &[
        ID,
        of("salutation", "salutation", Kind::Choice(SALUTATIONS)),
        plain("firstName", "first_name"),
        plain("lastName", "last_name"),
        plain("company", "company"),
        plain("title", "title"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("mobilePhone", "mobile"),
        plain("website", "website"),
        of("ownerId", "owner", Kind::User),
        of("leadSource", "lead_source", Kind::Loose(SOURCES)),
        of("leadStatus", "status", Kind::Choice(LEAD_STATES)),
        of("status", "status", Kind::Choice(LEAD_STATES)),
        of("employees", "employees", Kind::Number),
        of("annualRevenue", "annual_revenue", Kind::Number),
        plain("description", "description"),
        of("street", "address", Kind::Part("street")),
        of("city", "address", Kind::Part("city")),
        of("state", "address", Kind::Part("state")),
        of("zip", "address", Kind::Part("postal_code")),
        of("country", "address", Kind::Part("country")),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const DEALS: EntityTable = EntityTable {
    path: "crm/deals",
    ours: "deals",
    label: "Deal",
    plural: "deals",
    requires: &["name"],
    fields: &[
        ID,
        plain("name", "name"),
        of("accountId", "account", Kind::Link("accounts")),
        of("ownerId", "owner", Kind::User),
        of("leadId", "lead", Kind::Link("leads")),
        of("contactId", "contact", Kind::Link("contacts")),
        of("amount", "amount", Kind::Number),
        of("closingDate", "expected_close", Kind::Date),
        plain("currency", "amount_currency"),
        choice("type", "deal_type", DEAL_TYPES),
        choice("stage", "stage", STAGES),
        of("probability", "probability", Kind::Number),
        of("leadSource", "lead_source", Kind::Loose(SOURCES)),
        plain("description", "description"),
        plain("campaignSource", "campaign"),
        plain("lostReason", "lost_reason"),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const TICKETS: EntityTable = EntityTable {
    path: "desk/tickets",
    ours: "tickets",
    label: "Ticket",
    plural: "tickets",
    methods: KEPT,
    requires: &["subject"],
    defaults: &[("status", Fixture::Text("open"))],
    fields: &[
        ID,
        read_only("ticketNumber", "code"),
        of("accountId", "account", Kind::Link("accounts")),
        of("contactId", "contact", Kind::Link("contacts")),
        of("contactName", "contact", Kind::Title("contacts")),
        of("accountName", "account", Kind::Title("accounts")),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("subject", "subject"),
        plain("description", "description"),
        choice("status", "status", TICKET_STATES),
        choice("priority", "priority", PRIORITIES),
        plain("classification", "classification"),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const WORK_ORDERS: EntityTable = EntityTable {
    path: "desk/work-orders",
    also: &["desk/workorders", "desk/workOrders"],
    ours: "work_orders",
    label: "Work order",
    plural: "workOrders",
    methods: KEPT,
    reads: |body, is_new| titled(body, is_new, "Work order"),
    fields: &[
        ID,
        read_only("workOrderNumber", "code"),
        plain("title", "title"),
        of("contact", "contact", Kind::Link("contacts")),
        of("contactId", "contact", Kind::Link("contacts")),
        of("contactName", "contact", Kind::Title("contacts")),
        of("accountId", "account", Kind::Link("accounts")),
        plain("summary", "summary"),
        plain("description", "description"),
        choice("status", "status", WORK_ORDER_STATES),
        choice("priority", "priority", PRIORITIES),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const ESTIMATES: EntityTable = EntityTable {
    path: "desk/estimates",
    ours: "estimates",
    label: "Estimate",
    plural: "estimates",
    reads: |body, is_new| titled(body, is_new, "Estimate"),
    fields: &[
        ID,
        read_only("estimateNumber", "code"),
        plain("title", "title"),
        plain("summary", "title"),
        of("contactId", "contact", Kind::Link("contacts")),
        of("contactName", "contact", Kind::Title("contacts")),
        of("accountId", "account", Kind::Link("accounts")),
        of("accountName", "account", Kind::Title("accounts")),
        plain("description", "description"),
        choice("status", "status", ESTIMATE_STATES),
        of("validUntil", "valid_until", Kind::Date),
        of("lines", "lines", Kind::Lines(LINES)),
        read_only("subTotal", "subtotal"),
        read_only("tax", "tax"),
        read_only("total", "total"),
        plain("terms", "terms"),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

/// A title is ours alone: the summary stands in its place when a new record has none.
fn titled(body: &mut Map<String, Value>, is_new: bool, otherwise: &str) {
    let has = |key: &str| {
        body.get(key)
            .is_some_and(|value| !value.is_null() && value != "")
    };
    if !is_new || has("title") {
        return;
    }
    let summary = body.get("summary").and_then(Value::as_str);
    let first_line = summary.and_then(|text| text.lines().next()).map(str::trim);
    let title = first_line
        .filter(|line| !line.is_empty())
        .unwrap_or(otherwise);
    let title: String = title.chars().take(200).collect();
    body.insert("title".to_owned(), json!(title));
}
