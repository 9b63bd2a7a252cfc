//! One entity: the single description everything else is derived from.

use std::collections::HashMap;
use std::sync::Arc;

use crate::expression::Program;
use crate::load::TomlSource;
use crate::{
    CalendarLayout, FieldDef, FieldType, Index, LinkTarget, OnDelete, Presence, SearchWeight,
    StateMachine, Table,
};

/// An entity, from a TOML file or made at run time.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityDef {
    /// The name in code, links and permissions: `work_order`.
    pub name: String,
    /// The name in paths: `work_orders`.
    pub plural: String,
    /// The name people see.
    pub label: String,
    /// The plural people see.
    pub label_plural: String,
    /// One sentence on what it is.
    pub description: String,
    /// An icon's name (lucide).
    pub icon: String,
    /// The heading in the navigation.
    pub group: String,
    /// The module that brought it; `custom` for custom objects.
    pub module: String,
    /// Made at run time by an administrator.
    pub custom: bool,
    /// Shown in timelines through its `related` link.
    pub activity: bool,
    /// Belongs to the records of another entity: shown with those, not in the navigation.
    pub child: bool,
    /// A catalogue: everybody who may read the entity sees all its records, whoever owns them.
    pub shared: bool,
    /// The user field that names who works on a record. That user reaches the record like its owner.
    pub assignee: Option<String>,
    /// The field shown as the record's title.
    pub title: String,
    /// What it can do besides create, read, update and delete.
    pub actions: Vec<ActionDef>,
    /// What screens show first.
    pub layout: Layout,
    /// Where its records are stored.
    pub table: Table,
    /// Fields that are there only where another module is installed, with that module.
    pub(crate) needing: Vec<(String, String)>,
    /// Fields whose values a rule puts together from others, with those.
    pub(crate) made_of: Vec<(String, Vec<String>)>,
    /// The file it came from, to tell the place of problems found later.
    pub(crate) source: Option<Arc<TomlSource>>,
    /// The compiled expressions of its computed fields, in order.
    pub(crate) programs: Vec<Program>,
    fields: Vec<FieldDef>,
    by_name: HashMap<String, usize>,
}

/// Columns, board and sections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Columns of the list.
    pub list: Vec<String>,
    /// The board, when the file names one; see [`EntityDef::board`].
    pub board: Option<BoardLayout>,
    /// The calendar, when the file names one; see [`EntityDef::calendar`].
    pub calendar: Option<CalendarLayout>,
    /// Sections of the record page.
    pub sections: Vec<Section>,
}

/// A board over a state field.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardLayout {
    /// The state field whose states are the columns.
    pub state: String,
    /// Fields on a card besides the title.
    pub card: Vec<String>,
    /// A money or number field summed per column.
    pub sum: Option<String>,
}

/// A section of the record page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The name fields refer to.
    pub name: String,
    /// The name people see.
    pub label: String,
}

/// What an action works on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionTarget {
    /// One record.
    #[default]
    Record,
    /// The entity as a whole, such as statistics.
    Collection,
}

/// A named action, implemented by its module.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionDef {
    /// The name in paths: `convert`.
    pub name: String,
    /// The name people see.
    pub label: String,
    /// An icon's name.
    pub icon: Option<String>,
    /// One record or the whole entity.
    pub on: ActionTarget,
    /// The right it needs: `read` or `update`.
    pub permission: String,
    /// Its input.
    pub input: Vec<FieldDef>,
    /// States (field and values) it is offered in; empty means always.
    pub when: Vec<(String, Vec<String>)>,
}

impl EntityDef {
    /// All fields: the entity's own in the order of its file, then custom ones, then the system's.
    #[must_use]
    pub fn fields(&self) -> &[FieldDef] {
        &self.fields
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldDef> {
        self.by_name.get(name).and_then(|at| self.fields.get(*at))
    }

    /// Replaces all fields. Names must be unique.
    pub fn set_fields(&mut self, fields: Vec<FieldDef>) {
        self.by_name = fields
            .iter()
            .enumerate()
            .map(|(at, field)| (field.name.clone(), at))
            .collect();
        self.fields = fields;
        self.programs = crate::expression::compile_all(self);
    }

    /// The state fields with their machines.
    pub fn states(&self) -> impl Iterator<Item = (&FieldDef, &StateMachine)> {
        self.fields.iter().filter_map(|field| match &field.kind {
            FieldType::State(machine) => Some((field, machine)),
            _ => None,
        })
    }

    /// The action of that name.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&ActionDef> {
        self.actions.iter().find(|action| action.name == name)
    }

    /// An entity with a name and no fields yet; used by the loader and by tests.
    #[must_use]
    pub fn named(name: &str, plural: &str) -> Self {
        Self {
            name: name.to_owned(),
            plural: plural.to_owned(),
            label: name.to_owned(),
            label_plural: plural.to_owned(),
            description: String::new(),
            icon: "box".to_owned(),
            group: String::new(),
            module: String::new(),
            custom: false,
            activity: false,
            child: false,
            shared: false,
            assignee: None,
            title: "id".to_owned(),
            actions: Vec::new(),
            layout: Layout::default(),
            table: Table::Own(plural.to_owned()),
            needing: Vec::new(),
            made_of: Vec::new(),
            source: None,
            programs: Vec::new(),
            fields: Vec::new(),
            by_name: HashMap::new(),
        }
    }
}

/// The fields the platform keeps for every record of every entity, in column order.
///
/// `id, seq, owner, source, created_at, created_by, updated_at, updated_by, version, deleted_at`.
/// Clients may write `owner` only.
#[must_use]
pub fn system_fields() -> Vec<FieldDef> {
    let field = |name: &str, label: &str, kind: FieldType| FieldDef {
        name: name.to_owned(),
        label: label.to_owned(),
        help: None,
        kind,
        presence: Presence::ReadOnly,
        unique: false,
        default: None,
        search: SearchWeight::None,
        index: Index::None,
        section: None,
        sensitive: false,
        system: true,
        custom: false,
    };
    let text = || FieldType::Text { max_length: 100 };
    let integer = || FieldType::Integer {
        min: None,
        max: None,
    };
    vec![
        field(
            "id",
            "ID",
            FieldType::Link {
                to: LinkTarget::One(String::new()),
                on_delete: OnDelete::Keep,
            },
        ),
        field("seq", "Number", integer()),
        FieldDef {
            presence: Presence::Optional,
            index: Index::Filter,
            ..field("owner", "Owner", FieldType::User)
        },
        field("source", "Source", text()),
        FieldDef {
            index: Index::Sort,
            ..field("created_at", "Created", FieldType::DateTime)
        },
        field("created_by", "Created by", FieldType::User),
        FieldDef {
            index: Index::Sort,
            ..field("updated_at", "Changed", FieldType::DateTime)
        },
        field("updated_by", "Changed by", FieldType::User),
        field("version", "Version", integer()),
        field("deleted_at", "Deleted", FieldType::DateTime),
    ]
}
