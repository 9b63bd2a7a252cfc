//! Loctelli's clients, strategies and bookings over ours.

use serde_json::{Map, Value, json};

use super::super::fields::{Field, Kind, Words, choice, derived, of, plain, read_only};
use super::super::table::{EntityTable, Fixture, Range};

pub(super) const ENTITIES: &[EntityTable] = &[CLIENTS, STRATEGIES, BOOKINGS, MESSAGES];

const ID: Field = read_only("id", "id");
const USER: Field = of("userId", "owner", Kind::User);
const CREATED: Field = read_only("createdAt", "created_at");
const UPDATED: Field = read_only("updatedAt", "updated_at");
const METHODS: &[&str] = &["GET", "POST", "PATCH", "PUT", "DELETE"];

const CLIENT_STATES: Words = &[
    ("lead", "lead"),
    ("new", "lead"),
    ("prospect", "prospect"),
    ("contacted", "prospect"),
    ("qualified", "prospect"),
    ("booked", "prospect"),
    ("customer", "customer"),
    ("client", "customer"),
    ("active", "customer"),
    ("former", "former"),
    ("inactive", "former"),
    ("lost", "former"),
];

const BOOKING_STATES: Words = &[
    ("pending", "pending"),
    ("confirmed", "confirmed"),
    ("booked", "confirmed"),
    ("scheduled", "confirmed"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
    ("completed", "completed"),
    ("done", "completed"),
    ("no_show", "no_show"),
    ("held", "held"),
    ("rescheduled", "rescheduled"),
];

const CLIENTS: EntityTable = EntityTable {
    path: "clients",
    also: &["client"],
    ours: "clients",
    label: "Client",
    methods: METHODS,
    requires: &["userId", "strategyId", "name"],
    defaults: &[("stage", Fixture::Text("lead"))],
    fields: &[
        ID,
        USER,
        of("strategyId", "strategy", Kind::Link("strategies")),
        plain("name", "name"),
        plain("email", "email"),
        plain("phone", "phone"),
        plain("company", "company_name"),
        plain("position", "position"),
        of("customId", "custom_id", Kind::Text),
        derived("messageHistory", |_| Value::Null),
        choice("status", "stage", CLIENT_STATES),
        plain("notes", "notes"),
        plain("lastMessage", "last_message"),
        of("lastMessageDate", "last_message_at", Kind::Moment),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const STRATEGIES: EntityTable = EntityTable {
    path: "strategies",
    also: &["strategy"],
    ours: "strategies",
    label: "Strategy",
    methods: METHODS,
    requires: &["userId", "name"],
    fields: &[
        ID,
        USER,
        plain("name", "name"),
        plain("tag", "tag"),
        plain("description", "description"),
        plain("tone", "tone"),
        plain("aiInstructions", "ai_instructions"),
        plain("objectionHandling", "objection_handling"),
        of(
            "qualificationPriority",
            "qualification_priority",
            Kind::Text,
        ),
        of("creativity", "creativity", Kind::Number),
        plain("aiObjective", "ai_objective"),
        plain("disqualificationCriteria", "disqualification_criteria"),
        plain("exampleConversation", "example_conversation"),
        of("delayMin", "delay_min", Kind::Number),
        of("delayMax", "delay_max", Kind::Number),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const BOOKINGS: EntityTable = EntityTable {
    path: "bookings",
    also: &["booking"],
    ours: "bookings",
    label: "Booking",
    methods: METHODS,
    requires: &["userId", "bookingType", "details"],
    reads: |body, _| begins(body),
    ranges: &[
        Range {
            name: "startDate",
            field: "start_at",
            op: "gte",
            otherwise: Some("created_at"),
        },
        Range {
            name: "endDate",
            field: "start_at",
            op: "lte",
            otherwise: Some("created_at"),
        },
    ],
    fields: &[
        ID,
        USER,
        of("clientId", "related", Kind::About("clients", "client")),
        plain("bookingType", "kind"),
        plain("details", "details"),
        choice("status", "status", BOOKING_STATES),
        of("start", "start_at", Kind::In),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

/// Messages are reached through `/chat`; the table is what they look like.
const MESSAGES: EntityTable = EntityTable {
    path: "chat/messages",
    ours: "messages",
    label: "Message",
    methods: &[],
    fields: &[
        ID,
        plain("content", "body"),
        plain("role", "author_kind"),
        read_only("from", "author_name"),
        derived("isRead", |message| {
            let read = message.get("read_at").is_some_and(|at| !at.is_null());
            let inbound = message.get("direction") == Some(&json!("inbound"));
            json!(read || !inbound)
        }),
        plain("metadata", "metadata"),
        derived("createdAt", |message| {
            let sent = message.get("sent_at").filter(|at| !at.is_null());
            sent.or(message.get("created_at"))
                .cloned()
                .unwrap_or_default()
        }),
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

/// When the details of a booking name a day, and perhaps an hour, the booking takes that time.
fn begins(body: &mut Map<String, Value>) {
    let details = body.get("details");
    let text = |key: &str| details.and_then(|details| details.get(key)?.as_str());
    let whole = ["start", "startTime", "start_time", "dateTime", "datetime"]
        .into_iter()
        .find_map(text)
        .filter(|text| text.contains('T') && is_day(text));
    let found = match (whole, text("date").filter(|day| is_day(day)), text("time")) {
        (Some(whole), ..) => Some(whole.to_owned()),
        (None, Some(day), Some(time)) if is_time(time) && day.len() == 10 => {
            Some(format!("{day}T{time}"))
        }
        _ => None,
    };
    if let Some(start) = found {
        body.insert("start".to_owned(), json!(zoned(start)));
    }
}

fn is_day(text: &str) -> bool {
    let (year, rest) = text.split_once('-').unwrap_or_default();
    year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && rest.len() >= 5
}

fn is_time(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    matches!(text.len(), 5 | 8) && digits + text.matches(':').count() == text.len()
}

/// A moment without a zone is one of UTC, with seconds.
fn zoned(text: String) -> String {
    let (_, time) = text.split_once('T').unwrap_or_default();
    if time.ends_with('Z') || time.contains(['+', '-']) {
        return text;
    }
    match time.len() {
        5 => format!("{text}:00Z"),
        _ => format!("{text}Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_may_name_the_time() {
        let start = |details: Value| {
            let mut body = Map::from_iter([("details".to_owned(), details)]);
            begins(&mut body);
            body.get("start").cloned().unwrap_or_default()
        };
        let expected = json!("2026-03-05T10:00:00Z");
        assert_eq!(
            start(json!({ "date": "2026-03-05", "time": "10:00" })),
            expected
        );
        assert_eq!(start(json!({ "start": "2026-03-05T10:00:00Z" })), expected);
        assert_eq!(
            start(json!({ "startTime": "2026-03-05T10:00:00" })),
            expected
        );
        for none in [
            json!({}),
            json!({ "date": "soon", "time": "10:00" }),
            json!("x"),
        ] {
            assert_eq!(start(none.clone()), Value::Null, "{none}");
        }
    }
}
