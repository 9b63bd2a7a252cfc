//! One field as written in TOML or JSON becomes a definition.

use crate::error::Findings;
use crate::load::raw::{
    RawField, RawIndex, RawOnDelete, RawOption, RawSearch, RawStates, RawTarget, TypeName,
};
use crate::load::states::build_machine;
use crate::names::{in_words, is_name, name_from};
use crate::{
    Choice, FieldDef, FieldType, Index, InputContext, LinkTarget, OnDelete, Presence, SearchWeight,
    StateMachine,
};

/// Colours of the design system.
const COLORS: &[&str] = &[
    "gray", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
];

/// What a field is built from.
pub(crate) struct FieldSource<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// How it is written.
    pub(crate) raw: &'a RawField,
    /// Keys from the top of the definition to the field.
    pub(crate) path: &'a [&'a str],
    /// The machine of a state field, built already for an action's input.
    pub(crate) machine: Option<StateMachine>,
}

impl FieldSource<'_> {
    fn report(&self, findings: &mut Findings, key: &str, message: impl Into<String>) {
        let mut path = self.path.to_vec();
        path.push(key);
        findings.add(&path, message);
    }
}

/// Builds a field; `None` when its type is missing.
pub(crate) fn build_field(source: &FieldSource<'_>, findings: &mut Findings) -> Option<FieldDef> {
    let raw = source.raw;
    if !is_name(source.name) {
        findings.add(
            source.path,
            format!(
                "`{}` is not a name: use lower case letters, digits and single underscores, at most 50",
                source.name
            ),
        );
    }
    let Some(kind_name) = raw.kind else {
        findings.add(
            source.path,
            format!("field `{}` has no `type`", source.name),
        );
        return None;
    };
    check_keys(source, kind_name, findings);
    let kind = build_type(source, kind_name, findings)?;
    let mut field = FieldDef {
        name: source.name.to_owned(),
        label: raw.label.clone().unwrap_or_else(|| in_words(source.name)),
        help: raw.help.clone(),
        presence: presence(raw, &kind),
        unique: raw.unique || matches!(kind, FieldType::Code { .. }),
        default: None,
        search: search_weight(raw, &kind),
        index: index_of(raw, &kind),
        section: raw.section.clone(),
        system: false,
        custom: false,
        kind,
    };
    field.default = default_of(source, &field, findings);
    check_traits(source, &field, findings);
    Some(field)
}

fn presence(raw: &RawField, kind: &FieldType) -> Presence {
    match kind {
        FieldType::Code { .. } | FieldType::Computed { .. } => Presence::ReadOnly,
        _ if raw.readonly => Presence::ReadOnly,
        _ if raw.required => Presence::Required,
        _ => Presence::Optional,
    }
}

fn search_weight(raw: &RawField, kind: &FieldType) -> SearchWeight {
    match raw.search {
        Some(RawSearch::Normal) => SearchWeight::Normal,
        Some(RawSearch::High) => SearchWeight::High,
        None if matches!(kind, FieldType::Code { .. }) => SearchWeight::High,
        None => SearchWeight::None,
    }
}

fn index_of(raw: &RawField, kind: &FieldType) -> Index {
    let always = matches!(
        kind,
        FieldType::Link { .. } | FieldType::User | FieldType::State(_)
    );
    match raw.index {
        Some(RawIndex::Filter) => Index::Filter,
        Some(RawIndex::Sort) if always => Index::Both,
        Some(RawIndex::Sort) => Index::Sort,
        Some(RawIndex::Both) => Index::Both,
        None if always => Index::Filter,
        None => Index::None,
    }
}

/// Refuses settings that belong to another type.
fn check_keys(source: &FieldSource<'_>, kind: TypeName, findings: &mut Findings) {
    use TypeName as T;
    let raw = source.raw;
    let given: [(&str, bool, &[T]); 13] = [
        ("max_length", raw.max_length.is_some(), &[T::Text]),
        ("min", raw.min.is_some(), &[T::Integer, T::Decimal]),
        ("max", raw.max.is_some(), &[T::Integer, T::Decimal]),
        ("scale", raw.scale.is_some(), &[T::Decimal, T::Computed]),
        (
            "options",
            raw.options.is_some(),
            &[T::Select, T::MultiSelect],
        ),
        ("to", raw.to.is_some(), &[T::Link]),
        ("on_delete", raw.on_delete.is_some(), &[T::Link]),
        ("expression", raw.expression.is_some(), &[T::Computed]),
        ("result", raw.result.is_some(), &[T::Computed]),
        ("pattern", raw.pattern.is_some(), &[T::Code]),
        ("subtotal", raw.subtotal.is_some(), &[T::Lines]),
        ("tax", raw.tax.is_some(), &[T::Lines]),
        ("total", raw.total.is_some(), &[T::Lines]),
    ];
    for (key, there, kinds) in given {
        if there && !kinds.contains(&kind) {
            source.report(
                findings,
                key,
                format!("`{key}` does not belong to a field of type {kind:?}"),
            );
        }
    }
    if raw.required && (raw.readonly || matches!(kind, T::Code | T::Computed)) {
        source.report(
            findings,
            "required",
            "a field the system writes cannot be `required`",
        );
    }
}

fn build_type(
    source: &FieldSource<'_>,
    kind: TypeName,
    findings: &mut Findings,
) -> Option<FieldType> {
    let raw = source.raw;
    Some(match kind {
        TypeName::Text => FieldType::Text {
            max_length: max_length(source, findings),
        },
        TypeName::LongText => FieldType::LongText,
        TypeName::RichText => FieldType::RichText,
        TypeName::Integer => {
            check_range(source, findings);
            FieldType::Integer {
                min: raw.min,
                max: raw.max,
            }
        }
        TypeName::Decimal => {
            check_range(source, findings);
            FieldType::Decimal {
                scale: scale(source, findings),
                min: raw.min,
                max: raw.max,
            }
        }
        TypeName::Money => FieldType::Money,
        TypeName::Boolean => FieldType::Boolean,
        TypeName::Date => FieldType::Date,
        TypeName::DateTime => FieldType::DateTime,
        TypeName::Email => FieldType::Email,
        TypeName::Phone => FieldType::Phone,
        TypeName::Url => FieldType::Url,
        TypeName::Select => FieldType::Select {
            options: build_options(source, findings),
        },
        TypeName::MultiSelect => FieldType::MultiSelect {
            options: build_options(source, findings),
        },
        TypeName::Tags => FieldType::Tags,
        TypeName::Link => FieldType::Link {
            to: build_target(source, findings)?,
            on_delete: on_delete(raw),
        },
        TypeName::User => FieldType::User,
        TypeName::State => FieldType::State(source.machine.clone()?),
        TypeName::Address => FieldType::Address,
        TypeName::Json => FieldType::Json,
        TypeName::Lines => FieldType::Lines {
            subtotal: raw.subtotal.clone(),
            tax: raw.tax.clone(),
            total: raw.total.clone(),
        },
        TypeName::Code => FieldType::Code {
            pattern: code_pattern(source, findings)?,
        },
        TypeName::Computed => computed(source, findings)?,
    })
}

fn max_length(source: &FieldSource<'_>, findings: &mut Findings) -> u32 {
    let length = source.raw.max_length.unwrap_or(255);
    if !(1..=10_000).contains(&length) {
        source.report(
            findings,
            "max_length",
            "`max_length` is 1 to 10000; use long_text for more",
        );
    }
    length
}

fn scale(source: &FieldSource<'_>, findings: &mut Findings) -> u32 {
    let scale = source.raw.scale.unwrap_or(2);
    if scale > 9 {
        source.report(findings, "scale", "`scale` is 0 to 9");
    }
    scale.min(9)
}

fn check_range(source: &FieldSource<'_>, findings: &mut Findings) {
    if let (Some(min), Some(max)) = (source.raw.min, source.raw.max)
        && min > max
    {
        source.report(
            findings,
            "min",
            format!("`min` {min} is more than `max` {max}"),
        );
    }
}

fn on_delete(raw: &RawField) -> OnDelete {
    match raw.on_delete {
        None | Some(RawOnDelete::Clear) => OnDelete::Clear,
        Some(RawOnDelete::Cascade) => OnDelete::Cascade,
        Some(RawOnDelete::Restrict) => OnDelete::Restrict,
        Some(RawOnDelete::Keep) => OnDelete::Keep,
    }
}

fn build_options(source: &FieldSource<'_>, findings: &mut Findings) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for option in source.raw.options.as_deref().unwrap_or_default() {
        let (value, label, color) = match option {
            RawOption::Value(text) if is_name(text) => (text.clone(), in_words(text), None),
            RawOption::Value(text) => (name_from(text), text.clone(), None),
            RawOption::Table(table) => {
                let from_label = || table.label.as_deref().map(name_from).unwrap_or_default();
                let value = table.value.clone().unwrap_or_else(from_label);
                let label = table.label.clone().unwrap_or_else(|| in_words(&value));
                (value, label, table.color.clone())
            }
        };
        if !is_name(&value) {
            source.report(
                findings,
                "options",
                format!("`{value}` is not a name for an option"),
            );
        }
        if choices.iter().any(|choice| choice.value == value) {
            source.report(
                findings,
                "options",
                format!("option `{value}` is there twice"),
            );
        }
        if let Some(message) = color.as_deref().and_then(wrong_color) {
            source.report(findings, "options", message);
        }
        choices.push(Choice {
            value,
            label,
            color,
        });
    }
    if choices.is_empty() {
        source.report(findings, "options", "a select needs `options`");
    }
    choices
}

/// What is wrong with a colour's name, if anything.
pub(crate) fn wrong_color(color: &str) -> Option<String> {
    (!COLORS.contains(&color))
        .then(|| format!("unknown color `{color}`, use one of {}", COLORS.join(", ")))
}

fn build_target(source: &FieldSource<'_>, findings: &mut Findings) -> Option<LinkTarget> {
    match &source.raw.to {
        Some(RawTarget::One(any)) if any == "any" => Some(LinkTarget::Any),
        Some(RawTarget::One(entity)) => Some(LinkTarget::One(entity.clone())),
        Some(RawTarget::Several(entities)) => match entities.as_slice() {
            [] => {
                source.report(findings, "to", "a link needs at least one entity in `to`");
                None
            }
            [star] if star == "*" => Some(LinkTarget::Any),
            several => Some(LinkTarget::Several(several.to_vec())),
        },
        None => {
            source.report(findings, "to", "a link needs `to`, the entity it points to");
            None
        }
    }
}

/// The pattern must have one `{seq}` or `{seq:WIDTH}`.
fn code_pattern(source: &FieldSource<'_>, findings: &mut Findings) -> Option<String> {
    let Some(pattern) = &source.raw.pattern else {
        source.report(findings, "pattern", "a code needs a `pattern`");
        return None;
    };
    if crate::field::code::format_code(pattern, 1).is_none() {
        source.report(
            findings,
            "pattern",
            "a code's pattern has exactly one `{seq}` or `{seq:WIDTH}` with a width of 1 to 12",
        );
    }
    Some(pattern.clone())
}

fn computed(source: &FieldSource<'_>, findings: &mut Findings) -> Option<FieldType> {
    let raw = source.raw;
    let (Some(expression), Some(result)) = (&raw.expression, raw.result) else {
        findings.add(
            source.path,
            format!(
                "computed field `{}` needs `expression` and `result`",
                source.name
            ),
        );
        return None;
    };
    let result = match result {
        TypeName::Integer => FieldType::Integer {
            min: None,
            max: None,
        },
        TypeName::Decimal => FieldType::Decimal {
            scale: scale(source, findings),
            min: None,
            max: None,
        },
        TypeName::Boolean => FieldType::Boolean,
        TypeName::Text => FieldType::Text { max_length: 1000 },
        TypeName::Date => FieldType::Date,
        _ => {
            source.report(
                findings,
                "result",
                "`result` is integer, decimal, boolean, text or date",
            );
            return None;
        }
    };
    Some(FieldType::Computed {
        expression: expression.clone(),
        result: Box::new(result),
    })
}

fn default_of(
    source: &FieldSource<'_>,
    field: &FieldDef,
    findings: &mut Findings,
) -> Option<crate::Value> {
    let default = source.raw.default.as_ref()?;
    if !field.kind.may_default() {
        source.report(
            findings,
            "default",
            "a field of this type cannot have a `default`",
        );
        return None;
    }
    // The amount waits for the tenant's currency: six digits are more than any currency has.
    let amount = FieldDef {
        kind: FieldType::Decimal {
            scale: 6,
            min: None,
            max: None,
        },
        ..field.clone()
    };
    let is_money = matches!(field.kind, FieldType::Money);
    let parsed = if is_money { &amount } else { field }.parse(default, &InputContext::default());
    match parsed {
        Ok(value) => Some(value),
        Err(problem) => {
            source.report(
                findings,
                "default",
                format!("the default is not valid: {}", problem.message),
            );
            None
        }
    }
}

/// Refuses `unique`, `search` and `index` where the type cannot have them.
fn check_traits(source: &FieldSource<'_>, field: &FieldDef, findings: &mut Findings) {
    if field.unique && !field.kind.may_be_unique() {
        source.report(
            findings,
            "unique",
            "a field of this type cannot be `unique`",
        );
    }
    if field.search != SearchWeight::None && !field.kind.may_be_searched() {
        source.report(
            findings,
            "search",
            "a field of this type cannot be searched",
        );
    }
    if field.index != Index::None && !field.kind.may_be_indexed() {
        source.report(findings, "index", "a field of this type cannot be indexed");
    }
}

/// The machine of a state field, if the field is one and its machine is written.
pub(crate) fn machine_for(
    name: &str,
    raw: &RawField,
    states: Option<&RawStates>,
    path: &[&str],
    findings: &mut Findings,
) -> Option<StateMachine> {
    if raw.kind != Some(TypeName::State) {
        return None;
    }
    let Some(states) = states else {
        findings.add(
            path,
            format!("state field `{name}` needs a table `[states.{name}]`"),
        );
        return None;
    };
    Some(build_machine(states, &["states", name], findings))
}
