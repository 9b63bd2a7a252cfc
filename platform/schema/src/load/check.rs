//! Checks of one entity by itself: names, title, sections, layout, totals, states, expressions.

use std::collections::HashMap;

use crate::error::Findings;
use crate::expression;
use crate::load::raw::RawFile;
use crate::load::sensitive::check_sensitive;
use crate::names::{did_you_mean, is_name};
use crate::{
    CalendarLayout, ColumnKind, EntityDef, FieldDef, FieldType, LinkTarget, Presence, Table,
};

/// Names of own fields that the platform keeps for itself.
const RESERVED_FIELDS: &[&str] = &["custom_fields", "tenant_id", "entity", "data", "rid"];

/// Names of entities that the platform keeps for itself.
const RESERVED_ENTITIES: &[&str] = &["user", "tenant", "session", "custom_record"];

/// Paths and tables that are not entities.
const RESERVED_PLURALS: &[&str] = &[
    "aggregate",
    "audit",
    "custom_records",
    "definitions",
    "demo",
    "docs",
    "events",
    "graphql",
    "health",
    "idempotency",
    "import_rows",
    "imports",
    "invitations",
    "jobs",
    "me",
    "meta",
    "migrations",
    "modules",
    "operations",
    "outbox",
    "ready",
    "search",
    "search_docs",
    "sequences",
    "sessions",
    "setup",
    "tenants",
    "timeline",
    "users",
];

/// Money fields that lines write into are read-only; refuses totals and additions of the wrong type.
pub(crate) fn mark_totals(fields: &mut [FieldDef], findings: &mut Findings) {
    for (lines, key, target) in named_by_lines(fields) {
        let path = ["fields", &lines, key];
        let is_rate = key == "shipping_tax";
        let fits = |field: &FieldDef| match &field.kind {
            FieldType::Decimal { .. } => is_rate,
            FieldType::Money => !is_rate,
            _ => false,
        };
        let kind = if is_rate { "decimal" } else { "money" };
        match fields.iter_mut().find(|field| field.name == target) {
            Some(field) if fits(field) => {
                if matches!(key, "subtotal" | "tax" | "total") {
                    field.presence = Presence::ReadOnly;
                }
            }
            Some(_) => findings.add(&path, format!("`{target}` is not a {kind} field")),
            None => {
                let fitting = fields.iter().filter(|field| fits(field));
                let suggestion = did_you_mean(&target, fitting.map(|field| field.name.as_str()));
                findings.add(&path, format!("unknown field `{target}`{suggestion}"));
            }
        }
    }
}

/// What lines name: the lines field, the setting, the field it names.
fn named_by_lines(fields: &[FieldDef]) -> Vec<(String, &'static str, String)> {
    let mut named = Vec::new();
    for field in fields {
        let FieldType::Lines {
            subtotal,
            tax,
            total,
            discount,
            shipping,
            shipping_tax,
        } = &field.kind
        else {
            continue;
        };
        let settings = [
            ("subtotal", subtotal),
            ("tax", tax),
            ("total", total),
            ("discount", discount),
            ("shipping", shipping),
            ("shipping_tax", shipping_tax),
        ];
        for (key, target) in settings {
            if let Some(target) = target {
                named.push((field.name.clone(), key, target.clone()));
            }
        }
    }
    named
}

/// Checks an entity built from `raw`.
pub(crate) fn check_entity(raw: &RawFile, entity: &EntityDef, findings: &mut Findings) {
    let mut check = Check { entity, findings };
    check.entity_names(raw);
    check.field_names();
    check.columns();
    check.title();
    check.assignee();
    check.sections();
    check.layout();
    check.states(raw);
    check.activity();
    check_sensitive(entity, check.findings);
    for (path, message) in expression::problems(entity) {
        check
            .findings
            .add(&["fields", &path, "expression"], message);
    }
}

struct Check<'a> {
    entity: &'a EntityDef,
    findings: &'a mut Findings,
}

impl Check<'_> {
    fn known_field(&mut self, path: &[&str], name: &str) -> Option<FieldDef> {
        let found = self.entity.field(name).cloned();
        if found.is_none() {
            let names = self.entity.fields().iter().map(|field| field.name.as_str());
            let suggestion = did_you_mean(name, names);
            self.findings
                .add(path, format!("unknown field `{name}`{suggestion}"));
        }
        found
    }

    fn entity_names(&mut self, raw: &RawFile) {
        let name = &self.entity.name;
        if !is_name(name) || RESERVED_ENTITIES.contains(&name.as_str()) {
            self.findings.add(
                &["entity", "name"],
                format!("`{name}` cannot be the name of an entity"),
            );
        }
        let plural = &self.entity.plural;
        if !is_name(plural) || RESERVED_PLURALS.contains(&plural.as_str()) {
            self.findings.add(
                &["entity", "plural"],
                format!("`{plural}` cannot be the plural of an entity"),
            );
        }
        if let Some(owner) = &raw.entity.owner
            && owner != "owner"
        {
            self.findings.add(
                &["entity", "owner"],
                format!("`owner` can only be \"owner\", not \"{owner}\""),
            );
        }
    }

    fn field_names(&mut self) {
        let mut seen: HashMap<&str, bool> = HashMap::new();
        for field in self.entity.fields().iter().rev() {
            let name = field.name.as_str();
            let is_taken = seen.insert(name, field.system).is_some();
            if !field.system && (is_taken || RESERVED_FIELDS.contains(&name)) {
                self.findings.add(
                    &["fields", name],
                    format!("`{name}` is a reserved name, the platform keeps it"),
                );
            }
        }
    }

    /// Money and links to several entities need a second column; it must not be a field as well.
    fn columns(&mut self) {
        for field in self.entity.fields() {
            let suffix = match field.kind.column() {
                ColumnKind::Money => "_currency",
                ColumnKind::Reference => "_type",
                _ => continue,
            };
            let second = format!("{}{suffix}", field.name);
            if self.entity.field(&second).is_some() {
                self.findings.add(
                    &["fields", &second],
                    format!("`{second}` belongs to the field `{}`", field.name),
                );
            }
        }
    }

    fn assignee(&mut self) {
        let Some(name) = self.entity.assignee.clone() else {
            return;
        };
        let path = ["entity", "assignee"];
        let field = self.known_field(&path, &name);
        if field.is_some_and(|field| !matches!(field.kind, FieldType::User)) {
            self.findings
                .add(&path, format!("the assignee `{name}` must be a user field"));
        }
    }

    fn title(&mut self) {
        let title = self.entity.title.clone();
        if title.is_empty() {
            self.findings.add(
                &["entity"],
                format!(
                    "entity `{}` needs `title`, the field shown as its title",
                    self.entity.name
                ),
            );
            return;
        }
        let Some(field) = self.known_field(&["entity", "title"], &title) else {
            return;
        };
        let is_text = field.kind.column() == ColumnKind::Text
            && !matches!(field.kind, FieldType::LongText | FieldType::RichText);
        if !is_text {
            self.findings.add(
                &["entity", "title"],
                format!("the title `{title}` must be a short text"),
            );
        }
    }

    fn sections(&mut self) {
        let sections = &self.entity.layout.sections;
        for field in self.entity.fields() {
            let Some(section) = &field.section else {
                continue;
            };
            if !sections.iter().any(|known| known.name == *section) {
                let names = sections.iter().map(|known| known.name.as_str());
                let suggestion = did_you_mean(section, names);
                self.findings.add(
                    &["fields", &field.name, "section"],
                    format!("unknown section `{section}`{suggestion}"),
                );
            }
        }
    }

    fn layout(&mut self) {
        let layout = self.entity.layout.clone();
        for name in &layout.list {
            self.known_field(&["layout", "list"], name);
        }
        if let Some(calendar) = &layout.calendar {
            self.calendar(calendar);
        }
        let Some(board) = layout.board else { return };
        for name in &board.card {
            self.known_field(&["layout", "board", "card"], name);
        }
        if let Some(field) = self.known_field(&["layout", "board", "state"], &board.state)
            && !matches!(field.kind, FieldType::State(_))
        {
            self.findings.add(
                &["layout", "board", "state"],
                format!("`{}` is not a state field", board.state),
            );
        }
        if let Some(sum) = &board.sum
            && let Some(field) = self.known_field(&["layout", "board", "sum"], sum)
            && !field.kind.is_number()
        {
            self.findings.add(
                &["layout", "board", "sum"],
                format!("`{sum}` is not a number"),
            );
        }
    }

    fn calendar(&mut self, calendar: &CalendarLayout) {
        let path = |key| ["layout", "calendar", key];
        let start = self.known_field(&path("start"), &calendar.start);
        if let Some(start) = &start
            && !matches!(start.kind, FieldType::Date | FieldType::DateTime)
        {
            let message = format!("`{}` is neither a date nor a date and time", start.name);
            self.findings.add(&path("start"), message);
        }
        if let Some(name) = &calendar.end
            && let Some(end) = self.known_field(&path("end"), name)
            && start.is_some_and(|start| start.kind != end.kind)
        {
            let message = format!("`{name}` must have the type of `{}`", calendar.start);
            self.findings.add(&path("end"), message);
        }
        if let Some(name) = &calendar.color
            && let Some(color) = self.known_field(&path("color"), name)
            && !matches!(color.kind, FieldType::State(_) | FieldType::Select { .. })
        {
            let message = format!("`{name}` is neither a state nor a select field");
            self.findings.add(&path("color"), message);
        }
    }

    fn states(&mut self, raw: &RawFile) {
        for name in raw.states.keys() {
            let is_state = self
                .entity
                .field(name)
                .is_some_and(|field| matches!(field.kind, FieldType::State(_)));
            if !is_state {
                let states = self.entity.states().map(|(field, _)| field.name.as_str());
                let suggestion = did_you_mean(name, states);
                self.findings.add(
                    &["states", name],
                    format!("there is no state field `{name}`{suggestion}"),
                );
            }
        }
        for (field, machine) in self.entity.states() {
            for (state, required) in &machine.require {
                for name in required {
                    if self.entity.field(name).is_none() {
                        let names = self.entity.fields().iter().map(|field| field.name.as_str());
                        let suggestion = did_you_mean(name, names);
                        self.findings.add(
                            &["states", &field.name, "require", state],
                            format!("unknown field `{name}`{suggestion}"),
                        );
                    }
                }
            }
        }
    }

    fn activity(&mut self) {
        let related = self.entity.field("related");
        let is_link = related.is_some_and(|field| {
            matches!(
                &field.kind,
                FieldType::Link {
                    to: LinkTarget::Any | LinkTarget::Several(_),
                    ..
                }
            )
        });
        if self.entity.activity && !is_link && self.entity.table != Table::Shared {
            self.findings.add(
                &["entity", "activity"],
                "an activity needs a link field `related` to several entities or any",
            );
        }
    }
}
