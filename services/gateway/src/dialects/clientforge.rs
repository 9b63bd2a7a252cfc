//! ClientForge: an Express API in camelCase with `{success, data, pagination}` around everything.

use axum::http::StatusCode;
use rapport_kernel::{Error, ErrorKind};
use serde_json::{Map, Value, json};

use super::fields::{Kind, derived, of, plain, read_only};
use super::people::fact;
use super::table::{
    Begun, Dialect, EntityTable, Fixed, Ids, Listed, Operation, People, Refusal, Style, Unknown,
    fixed,
};

/// Seconds of a refresh token, as their clients are told.
const SESSION_SECONDS: u32 = 7 * 24 * 3600;

/// The table.
pub(super) static DIALECT: Dialect = Dialect {
    name: "clientforge",
    root: "api/v1/",
    fixed: FIXED,
    entities: &[CONTACTS, ACCOUNTS, DEALS, TASKS, TAGS, NOTES],
    people: People {
        roles: &[
            ("user", "Sales representative"),
            ("admin", "Administrator"),
            ("manager", "Manager"),
        ],
        facts: &["phone"],
        requires: &[],
        label: "User",
        shape: |person| shape(person.view, person.role),
    },
    style: Style {
        list,
        one: |record| json!({ "success": true, "data": record }),
        written: |record, message| json!({ "success": true, "data": record, "message": message }),
        deleted: |gone| {
            let body = json!({ "success": true, "message": gone.message });
            (StatusCode::OK, body)
        },
        done: |message| {
            let body = json!({ "success": true, "message": message });
            (StatusCode::OK, body)
        },
        session,
        registered: session,
        me: |user| json!({ "success": true, "data": user }),
        error,
        status,
        words: |_| None,
        nowhere: |_, _| "Route not found".to_owned(),
        limit: (20, 100),
        order: "-created_at",
        ids: Ids::Uuid,
        empty_text: false,
        unknown: Unknown::LeftOut,
        access_seconds: None,
        health: |_| json!({ "success": true, "status": "healthy", "data": { "status": "healthy" } }),
    },
};

const FIXED: &[Fixed] = &[
    fixed("GET", "health", Operation::Health("clientforge")),
    fixed("GET", "modules", Operation::Modules),
    fixed("POST", "auth/register", Operation::Register),
    fixed("POST", "auth/login", Operation::SignIn),
    fixed("POST", "auth/refresh", Operation::Refresh),
    fixed("POST", "auth/refresh-token", Operation::Refresh),
    fixed("POST", "auth/logout", Operation::SignOut),
    fixed("GET", "auth/me", Operation::Me),
    fixed("POST", "deals/{id}/change-stage", MOVE),
    fixed("PUT", "deals/{id}/change-stage", MOVE),
    fixed("PATCH", "deals/{id}/change-stage", MOVE),
    fixed("POST", "deals/{id}/close", CLOSE),
    fixed(
        "GET",
        "deals/{id}/history",
        Operation::History {
            entity: "deals",
            field: "stage",
        },
    ),
];

const MOVE: Operation = Operation::Action {
    entity: "deals",
    action: "move_stage",
    input: |body| {
        renamed(
            &body,
            &[
                ("stage", "stage"),
                ("stageId", "stage"),
                ("note", "note"),
                ("notes", "note"),
                ("lostReason", "lost_reason"),
            ],
        )
    },
};

const CLOSE: Operation = Operation::Action {
    entity: "deals",
    action: "close",
    input: |body| {
        let mut input = renamed(
            &body,
            &[
                ("won", "won"),
                ("isWon", "won"),
                ("lostReason", "lost_reason"),
                ("reason", "lost_reason"),
            ],
        );
        if let Some(status) = body.get("status").and_then(Value::as_str) {
            input.insert("won".to_owned(), json!(status == "won"));
        }
        input
    },
};

const CONTACTS: EntityTable = EntityTable {
    path: "contacts",
    ours: "contacts",
    label: "Contact",
    fields: &[
        read_only("id", "id"),
        plain("firstName", "first_name"),
        plain("lastName", "last_name"),
        read_only("fullName", "name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("mobile", "mobile"),
        plain("title", "title"),
        plain("department", "department"),
        plain("company", "company"),
        plain("accountId", "account"),
        plain("ownerId", "owner"),
        plain("leadSource", "lead_source"),
        plain("leadStatus", "lead_status"),
        plain("lifecycleStage", "lifecycle_stage"),
        plain("leadScore", "lead_score"),
        plain("tags", "tags"),
        of("addressStreet", "address", Kind::Part("street")),
        of("addressCity", "address", Kind::Part("city")),
        of("addressState", "address", Kind::Part("state")),
        of("addressPostalCode", "address", Kind::Part("postal_code")),
        of("addressCountry", "address", Kind::Part("country")),
        plain("socialLinkedin", "linkedin_url"),
        plain("socialTwitter", "twitter_handle"),
        plain("socialFacebook", "facebook_url"),
        plain("notes", "description"),
        plain("isActive", "is_active"),
        of("lastContactedAt", "last_contacted_at", Kind::Moment),
        plain("customFields", "custom_fields"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

const ACCOUNTS: EntityTable = EntityTable {
    path: "accounts",
    ours: "accounts",
    label: "Account",
    fields: &[
        read_only("id", "id"),
        plain("name", "name"),
        plain("website", "website"),
        plain("industry", "industry"),
        plain("type", "account_type"),
        plain("phone", "phone"),
        plain("email", "email"),
        plain("employees", "employees"),
        plain("annualRevenue", "annual_revenue"),
        plain("parentAccountId", "parent"),
        plain("ownerId", "owner"),
        plain("description", "description"),
        plain("tags", "tags"),
        of("addressStreet", "billing_address", Kind::Part("street")),
        of("addressCity", "billing_address", Kind::Part("city")),
        of("addressState", "billing_address", Kind::Part("state")),
        of(
            "addressPostalCode",
            "billing_address",
            Kind::Part("postal_code"),
        ),
        of("addressCountry", "billing_address", Kind::Part("country")),
        plain("customFields", "custom_fields"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

const DEALS: EntityTable = EntityTable {
    path: "deals",
    ours: "deals",
    label: "Deal",
    fields: &[
        read_only("id", "id"),
        plain("name", "name"),
        plain("amount", "amount"),
        plain("currency", "amount_currency"),
        plain("probability", "probability"),
        plain("stage", "stage"),
        plain("stageId", "stage"),
        plain("pipelineId", "pipeline"),
        of("expectedCloseDate", "expected_close", Kind::Date),
        read_only("actualCloseDate", "closed_at"),
        plain("accountId", "account"),
        plain("contactId", "contact"),
        plain("ownerId", "owner"),
        plain("leadSource", "lead_source"),
        plain("nextStep", "next_step"),
        plain("description", "description"),
        plain("tags", "tags"),
        derived("isClosed", |deal| json!(is(deal, &["won", "lost"]))),
        derived("isWon", |deal| json!(is(deal, &["won"]))),
        plain("lostReason", "lost_reason"),
        plain("competitors", "competitors"),
        plain("customFields", "custom_fields"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

const TASKS: EntityTable = EntityTable {
    path: "tasks",
    ours: "tasks",
    label: "Task",
    fields: &[
        read_only("id", "id"),
        plain("title", "title"),
        plain("description", "body"),
        plain("status", "status"),
        plain("priority", "priority"),
        plain("assignedTo", "assignee"),
        plain("ownerId", "owner"),
        of("dueDate", "due_at", Kind::Moment),
        of("startDate", "start_at", Kind::Moment),
        read_only("completedAt", "completed_at"),
        of("relatedEntityType", "related", Kind::RelatedType),
        of("relatedEntityId", "related", Kind::RelatedId),
        plain("tags", "tags"),
        plain("customFields", "custom_fields"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

const TAGS: EntityTable = EntityTable {
    path: "tags",
    ours: "tags",
    label: "Tag",
    fields: &[
        read_only("id", "id"),
        plain("name", "name"),
        plain("color", "color"),
        plain("description", "description"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

const NOTES: EntityTable = EntityTable {
    path: "notes",
    ours: "notes",
    label: "Note",
    requires: &["content"],
    fields: &[
        read_only("id", "id"),
        plain("title", "title"),
        plain("content", "body"),
        of("entityType", "related", Kind::RelatedType),
        of("entityId", "related", Kind::RelatedId),
        plain("isPinned", "pinned"),
        plain("ownerId", "owner"),
        plain("tags", "tags"),
        read_only("createdAt", "created_at"),
        read_only("updatedAt", "updated_at"),
    ],
    ..EntityTable::PLAIN
};

fn is(deal: &Map<String, Value>, stages: &[&str]) -> bool {
    let stage = deal.get("stage").and_then(Value::as_str);
    stage.is_some_and(|stage| stages.contains(&stage))
}

/// The keys that are there, under our names.
fn renamed(body: &Map<String, Value>, names: &[(&str, &str)]) -> Map<String, Value> {
    let there = names
        .iter()
        .filter_map(|(theirs, ours)| Some(((*ours).to_owned(), body.get(*theirs)?.clone())));
    there.collect()
}

pub(super) fn list(listed: Listed) -> Value {
    let pages = listed.total.div_ceil(u64::from(listed.limit.max(1)));
    json!({
        "success": true,
        "data": listed.rows,
        "pagination": {
            "page": listed.page,
            "limit": listed.limit,
            "total": listed.total,
            "pages": pages,
            "totalPages": pages,
        },
    })
}

/// Their clients look for tokens in three places; all of them are filled.
pub(super) fn session(begun: &Begun<'_>) -> Value {
    let token = begun.session.get("access_token");
    let refresh = begun.session.get("refresh_token");
    let user = &begun.user;
    json!({
        "success": true,
        "message": begun.message,
        "token": token,
        "refreshToken": refresh,
        "user": user,
        "data": {
            "user": user,
            "token": token,
            "accessToken": token,
            "refreshToken": refresh,
            "tokens": { "accessToken": token, "refreshToken": refresh, "expiresIn": SESSION_SECONDS },
        },
    })
}

fn shape(user: &Value, role: &str) -> Value {
    let name = user.get("name").and_then(Value::as_str).unwrap_or_default();
    let (first, last) = name.rsplit_once(' ').unwrap_or((name, ""));
    json!({
        "id": user.get("id"),
        "email": user.get("email"),
        "firstName": first,
        "lastName": last,
        "fullName": name,
        "role": role,
        "phone": fact(user, "phone"),
        "isActive": user.get("active"),
    })
}

pub(super) fn error(refusal: &Refusal<'_>) -> Value {
    json!({
        "success": false,
        "message": refusal.message,
        "error": {
            "message": refusal.message,
            "statusCode": refusal.status.as_u16(),
            "timestamp": refusal.at,
        },
    })
}

/// A locked account is forbidden there, and a method that a path does not have is a path that is not there.
fn status(error: &Error, ours: StatusCode) -> StatusCode {
    match error.kind() {
        ErrorKind::Locked => StatusCode::FORBIDDEN,
        ErrorKind::NotAllowed => StatusCode::NOT_FOUND,
        _ => ours,
    }
}
