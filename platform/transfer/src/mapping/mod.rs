//! Which column of a file is which field: by label, by name, by well-known other names, and by the values.

mod synonyms;

use std::cmp::Reverse;

use rapport_kernel::fold;
use rapport_schema::{DateOrder, EntityDef, FieldDef, FieldType, Presence, TextContext};
use serde::{Deserialize, Serialize};

/// Parts of an address, each of which may have a column of its own.
pub(crate) const ADDRESS_PARTS: [&str; 5] = ["street", "city", "postal_code", "state", "country"];

/// A column of the file as found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnInfo {
    /// Position in the file, from 0.
    pub index: usize,
    /// Its name in the file.
    pub header: String,
    /// Some of its values.
    pub samples: Vec<String>,
    /// The field it seems to be.
    pub field: Option<String>,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// The order of day and month, when its values are dates that tell.
    pub date_order: Option<String>,
}

/// Which field a column goes into; none means it is not imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// Position in the file, from 0.
    pub column: usize,
    /// A field's name, `address.city` or `amount_currency`.
    pub field: Option<String>,
}

/// Something a column can be mapped to.
pub(crate) struct Target<'e> {
    pub(crate) path: String,
    pub(crate) field: &'e FieldDef,
    names: Vec<String>,
}

/// Everything a column of this entity can be mapped to.
pub(crate) fn targets(entity: &EntityDef) -> Vec<Target<'_>> {
    let mut all = Vec::new();
    for field in entity.fields().iter().filter(|field| importable(field)) {
        let plain = field.name.trim_start_matches("custom_fields.");
        if matches!(field.kind, FieldType::Address) {
            for part in ADDRESS_PARTS {
                let spoken = part.replace('_', " ");
                let names = [
                    format!("{plain}.{part}"),
                    format!("{} {spoken}", field.label),
                    spoken,
                ];
                let names = names.iter().map(|name| simple(name)).collect();
                all.push(Target {
                    path: format!("{}.{part}", field.name),
                    field,
                    names,
                });
            }
            continue;
        }
        let names = vec![simple(&field.label), simple(plain)];
        all.push(Target {
            path: field.name.clone(),
            field,
            names,
        });
        if matches!(field.kind, FieldType::Money) {
            let names = vec![
                simple(&format!("{plain}_currency")),
                simple(&format!("{} currency", field.label)),
            ];
            all.push(Target {
                path: format!("{}_currency", field.name),
                field,
                names,
            });
        }
    }
    all
}

fn importable(field: &FieldDef) -> bool {
    let computed = matches!(
        field.kind,
        FieldType::Computed { .. } | FieldType::Lines { .. }
    );
    (field.presence != Presence::ReadOnly || field.name == "code")
        && !computed
        && (!field.system || field.name == "owner")
}

/// Finds the field of each column. Each field is used once, by the column that fits it best.
#[must_use]
pub fn suggest(entity: &EntityDef, headers: &[String], samples: &[Vec<String>]) -> Vec<ColumnInfo> {
    let targets = targets(entity);
    let mut columns: Vec<ColumnInfo> = headers
        .iter()
        .enumerate()
        .map(|(index, header)| column(index, header, samples))
        .collect();
    let mut scores: Vec<(u32, usize, usize)> = Vec::new();
    for column in &columns {
        for (at, target) in targets.iter().enumerate() {
            let score = score(column, target);
            if score >= 50 {
                scores.push((score, column.index, at));
            }
        }
    }
    scores.sort_by_key(|(score, column, target)| (Reverse(*score), *column, *target));
    let mut used: Vec<usize> = Vec::new();
    for (score, index, at) in scores {
        let (Some(column), Some(target)) = (columns.get_mut(index), targets.get(at)) else {
            continue;
        };
        if column.field.is_none() && !used.contains(&at) {
            column.field = Some(target.path.clone());
            column.confidence = f32::from(u16::try_from(score.min(100)).unwrap_or(100)) / 100.0;
            used.push(at);
        }
    }
    lone_currency(&targets, &mut columns);
    columns
}

/// Headers of a column of currencies that does not say of which amount.
const CURRENCY: &[&str] = &[
    "currency",
    "currencycode",
    "currencyiso",
    "currencyisocode",
    "wahrung",
    "waehrung",
    "devise",
];

/// A column that is just called "Currency" belongs to the first amount that has none yet.
fn lone_currency(targets: &[Target<'_>], columns: &mut [ColumnInfo]) {
    let is_lone = |column: &ColumnInfo| {
        column.field.is_none() && CURRENCY.contains(&simple(&column.header).as_str())
    };
    let Some(lone) = columns.iter().position(is_lone) else {
        return;
    };
    let is_used = |path: &str| {
        let mut fields = columns.iter().filter_map(|column| column.field.as_deref());
        fields.any(|used| used == path)
    };
    let amount = targets.iter().find(|target| {
        matches!(target.field.kind, FieldType::Money)
            && is_used(&target.field.name)
            && !is_used(&format!("{}_currency", target.field.name))
    });
    let path = amount.map(|amount| format!("{}_currency", amount.field.name));
    if let (Some(path), Some(column)) = (path, columns.get_mut(lone)) {
        column.field = Some(path);
        column.confidence = 0.9;
    }
}

fn column(index: usize, header: &str, rows: &[Vec<String>]) -> ColumnInfo {
    let values: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.get(index))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let mut samples: Vec<String> = Vec::new();
    for value in &values {
        if samples.len() < 5 && !samples.iter().any(|known| known == value) {
            // Not every database can keep null characters.
            samples.push(value.replace('\0', "\u{fffd}"));
        }
    }
    let date_order = date_order(&values).map(str::to_owned);
    ColumnInfo {
        index,
        header: header.replace('\0', "\u{fffd}"),
        samples,
        field: None,
        confidence: 0.0,
        date_order,
    }
}

/// How well a column fits a target, in hundredths; above 100 beats everything else.
fn score(column: &ColumnInfo, target: &Target<'_>) -> u32 {
    let header = simple(&column.header);
    let named = if let Some(known) = synonyms::score(&target.path, &target.field.kind, &header) {
        known
    } else if target.names.first() == Some(&header) {
        100
    } else if target.names.contains(&header) {
        96
    } else {
        0
    };
    match (named, fit(column, target)) {
        (0, Some(true)) if matches!(target.field.kind, FieldType::Email) => 60,
        (0, _) => 0,
        // A column without any value leaves the field to one that has some.
        (named, None) if column.samples.is_empty() => named.saturating_sub(35),
        // The name fits, the values do not: better left to a person.
        (named, Some(false)) => named.saturating_sub(60),
        (named, _) => named,
    }
}

/// Whether the values can be read as the field's type; none when there are no values to tell.
fn fit(column: &ColumnInfo, target: &Target<'_>) -> Option<bool> {
    if column.samples.is_empty()
        || target.path.ends_with("_currency")
        || target.path != target.field.name
    {
        return None;
    }
    if matches!(target.field.kind, FieldType::Link { .. } | FieldType::User) {
        return None;
    }
    let readable = |order: DateOrder| {
        let context = TextContext {
            currency: rapport_kernel::Currency::EUR,
            date_order: order,
            zone: "UTC",
        };
        column
            .samples
            .iter()
            .filter(|text| target.field.parse_text(text, &context).is_ok())
            .count()
    };
    let best = [DateOrder::Dmy, DateOrder::Mdy]
        .into_iter()
        .map(readable)
        .max()
        .unwrap_or(0);
    Some(best * 2 >= column.samples.len())
}

/// The order of day and month that the values of a column allow; none when they are no dates or allow both.
pub(crate) fn date_order(values: &[&str]) -> Option<&'static str> {
    let mut first_is_day = false;
    let mut second_is_day = false;
    let mut seen = 0;
    for value in values.iter().take(1000) {
        let parts: Vec<&str> = value.split(['/', '.', '-']).collect();
        let [first, second, _] = parts.as_slice() else {
            continue;
        };
        let (Ok(first), Ok(second)) = (first.trim().parse::<u32>(), second.trim().parse::<u32>())
        else {
            continue;
        };
        if first >= 1000 {
            return Some("ymd");
        }
        if first > 31 || second > 31 {
            continue;
        }
        seen += 1;
        first_is_day |= first > 12;
        second_is_day |= second > 12;
    }
    match (first_is_day, second_is_day) {
        (true, false) => Some("dmy"),
        (false, true) => Some("mdy"),
        // Both are possible; a point is written where the day comes first.
        (false, false) if seen > 0 && values.iter().all(|value| value.contains('.')) => Some("dmy"),
        _ => None,
    }
}

/// A name without case, accents and punctuation.
pub(crate) fn simple(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::date_order;

    #[test]
    fn dates_tell_their_order_when_a_day_is_above_twelve() {
        assert_eq!(date_order(&["03/04/2026", "25/12/2026"]), Some("dmy"));
        assert_eq!(date_order(&["03/04/2026", "12/25/2026"]), Some("mdy"));
        assert_eq!(date_order(&["2026-12-25"]), Some("ymd"));
        assert_eq!(date_order(&["03.04.2026"]), Some("dmy"));
        assert_eq!(date_order(&["03/04/2026"]), None);
        assert_eq!(date_order(&["no date"]), None);
    }
}
