//! The type of a field with its settings, from what is written.

use crate::error::Findings;
use crate::load::field::FieldSource;
use crate::load::raw::{RawField, RawOnDelete, RawOption, RawTarget, TypeName};
use crate::names::{in_words, is_name, name_from};
use crate::{Choice, FieldType, LinkTarget, OnDelete};

/// Colours of the design system.
const COLORS: &[&str] = &[
    "gray", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink",
];

/// Builds the type; `None` when a setting it cannot be without is missing.
pub(super) fn build_type(
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
            discount: raw.discount.clone(),
            shipping: raw.shipping.clone(),
            shipping_tax: raw.shipping_tax.clone(),
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
            [one] => Some(LinkTarget::One(one.clone())),
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
