//! One field as written in TOML or JSON becomes a definition.

use crate::error::Findings;
use crate::load::field_type::build_type;
use crate::load::raw::{RawField, RawIndex, RawSearch, RawStates, TypeName};
use crate::load::sensitive;
use crate::load::states::build_machine;
use crate::names::{in_words, is_name};
use crate::{FieldDef, FieldType, Index, InputContext, Presence, SearchWeight, StateMachine};

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
    /// Notes a problem with one key of the field.
    pub(super) fn report(&self, findings: &mut Findings, key: &str, message: impl Into<String>) {
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
        sensitive: raw.sensitive,
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
        FieldType::Code { .. } if raw.given => Presence::Optional,
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
    let given: [(&str, bool, &[T]); 17] = [
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
        ("given", raw.given, &[T::Code]),
        ("subtotal", raw.subtotal.is_some(), &[T::Lines]),
        ("tax", raw.tax.is_some(), &[T::Lines]),
        ("total", raw.total.is_some(), &[T::Lines]),
        ("discount", raw.discount.is_some(), &[T::Lines]),
        ("shipping", raw.shipping.is_some(), &[T::Lines]),
        ("shipping_tax", raw.shipping_tax.is_some(), &[T::Lines]),
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

/// Refuses `unique`, `search`, `sensitive` and `index` where the type cannot have them.
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
    if field.sensitive
        && let Some(problem) = sensitive::problem(field)
    {
        source.report(findings, "sensitive", problem);
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
