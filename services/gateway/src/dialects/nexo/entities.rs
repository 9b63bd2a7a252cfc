//! NEXO's people, projects and tasks over ours.

use serde_json::Value;

use super::super::fields::{Field, Kind, Words, choice, derived, of, plain, read_only};
use super::super::table::EntityTable;

pub(super) const ENTITIES: &[EntityTable] = &[
    CLIENTS,
    EMPLOYEES,
    PROJECTS,
    TASKS,
    SUPPLIERS,
    PROFESSIONALS,
];

const STATES: Words = &[
    ("active", "active"),
    ("inactive", "inactive"),
    ("suspended", "suspended"),
    ("pending", "pending"),
];

const PROJECT_STATES: Words = &[
    ("planning", "planning"),
    ("in-progress", "in_progress"),
    ("on-hold", "on_hold"),
    ("completed", "completed"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
];

const TASK_STATES: Words = &[
    ("pending", "pending"),
    ("in-progress", "in_progress"),
    ("completed", "completed"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
];

const PRIORITIES: Words = &[
    ("low", "low"),
    ("medium", "medium"),
    ("high", "high"),
    ("urgent", "urgent"),
];

const ID: Field = read_only("id", "id");
const USER: Field = read_only("user_id", "user");
const EMAIL: Field = plain("email", "email");
const USERNAME: Field = plain("username", "username");
const PHONE: Field = plain("phone", "phone");
const STATUS: Field = choice("status", "status", STATES);
const CREATED: Field = read_only("created_at", "created_at");
const UPDATED: Field = read_only("updated_at", "updated_at");

const CLIENTS: EntityTable = EntityTable {
    path: "crm/clients",
    also: &["clients"],
    ours: "clients",
    label: "Client",
    requires: &["email", "full_name"],
    login: Some("Client"),
    fields: &[
        ID,
        USER,
        of("client_code", "code", Kind::Text),
        EMAIL,
        USERNAME,
        plain("full_name", "name"),
        PHONE,
        STATUS,
        plain("company_name", "company_name"),
        plain("tax_id", "tax_id"),
        of("industry", "industry", Kind::Loose(INDUSTRIES)),
        of("rating", "rating", Kind::Number),
        of("billing_address", "billing_address", Kind::Address),
        of("credit_limit", "credit_limit", Kind::Number),
        of(
            "account_manager_id",
            "account_manager",
            Kind::Link("employees"),
        ),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const INDUSTRIES: Words = super::super::nexa::INDUSTRIES;

const EMPLOYEES: EntityTable = EntityTable {
    path: "crm/employees",
    also: &["employees"],
    ours: "employees",
    label: "Employee",
    requires: &["email", "full_name", "position"],
    login: Some("Employee"),
    fields: &[
        ID,
        USER,
        of("employee_code", "code", Kind::Text),
        EMAIL,
        USERNAME,
        plain("full_name", "name"),
        PHONE,
        STATUS,
        plain("position", "position"),
        plain("department", "department"),
        of("hire_date", "hire_date", Kind::Date),
        of("hourly_rate", "hourly_rate", Kind::Number),
        of("salary_level", "salary_level", Kind::Number),
        of("manager_id", "manager", Kind::Link("employees")),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const PROJECTS: EntityTable = EntityTable {
    path: "crm/projects",
    also: &["projects"],
    ours: "projects",
    label: "Project",
    requires: &["name"],
    fields: &[
        ID,
        read_only("project_code", "code"),
        plain("name", "name"),
        plain("description", "description"),
        choice("status", "status", PROJECT_STATES),
        of("client_id", "client", Kind::Link("clients")),
        of("budget", "budget", Kind::Number),
        of("start_date", "start_date", Kind::Date),
        of("deadline", "deadline", Kind::Date),
        of("completion_percentage", "progress", Kind::Number),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const TASKS: EntityTable = EntityTable {
    path: "crm/tasks",
    also: &["tasks"],
    ours: "tasks",
    label: "Task",
    requires: &["title"],
    fields: &[
        ID,
        plain("title", "title"),
        plain("description", "body"),
        choice("status", "status", TASK_STATES),
        choice("priority", "priority", PRIORITIES),
        of("assigned_to", "person", Kind::Worker),
        of("person", "person", Kind::In),
        of("assignee", "assignee", Kind::In),
        of("project_id", "project", Kind::Link("projects")),
        of("due_date", "due_at", Kind::Moment),
        derived("due_date", |task| {
            let due = task.get("due_at").and_then(Value::as_str);
            due.and_then(|due| due.get(..10))
                .map_or(Value::Null, Value::from)
        }),
        read_only("completed_at", "completed_at"),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const SUPPLIERS: EntityTable = EntityTable {
    path: "crm/suppliers",
    also: &["suppliers"],
    ours: "suppliers",
    label: "Supplier",
    requires: &["email", "full_name", "company_name"],
    login: Some("Supplier"),
    fields: &[
        ID,
        USER,
        of("supplier_code", "code", Kind::Text),
        EMAIL,
        USERNAME,
        plain("full_name", "contact_person"),
        PHONE,
        STATUS,
        plain("company_name", "name"),
        plain("tax_id", "tax_id"),
        of("business_address", "address", Kind::Address),
        plain("payment_terms", "payment_terms"),
        of("rating", "rating", Kind::Number),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};

const PROFESSIONALS: EntityTable = EntityTable {
    path: "crm/professionals",
    also: &["professionals"],
    ours: "professionals",
    label: "Professional",
    requires: &["email", "full_name"],
    login: Some("Professional"),
    fields: &[
        ID,
        USER,
        of("professional_code", "code", Kind::Text),
        EMAIL,
        USERNAME,
        plain("full_name", "name"),
        PHONE,
        STATUS,
        plain("specialty", "specialty"),
        of("hourly_rate", "hourly_rate", Kind::Number),
        of("rating", "rating", Kind::Number),
        of("years_experience", "years_experience", Kind::Number),
        of("certifications", "certifications", Kind::List),
        plain("available", "available"),
        CREATED,
        UPDATED,
    ],
    ..EntityTable::PLAIN
};
