//! Type `lines`: line items. Net, tax and total of each line and of all are computed, rounded half up per line.

use rapport_kernel::Currency;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::Value;
use crate::field::link::id_from;
use crate::field::number::{decimal_from, decimal_json, round_half_up};
use crate::field::text::checked_text;
use crate::field::{FieldKind, FieldProblem, InputContext, Parsed};
use crate::names::{did_you_mean, snake_case};

/// What a line has; the last three are computed and ignored on input.
const PARTS: &[&str] = &[
    "product",
    "description",
    "quantity",
    "unit_price",
    "discount_percent",
    "tax_percent",
    "net",
    "tax",
    "total",
];

/// Most lines of one record.
const MOST_LINES: usize = 500;

/// Largest net amount of one line, so that sums always fit.
const MOST_NET: i64 = 1_000_000_000_000;

/// Type `lines`.
pub(crate) struct LinesKind;

/// The sums over all lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) net: Decimal,
    pub(crate) tax: Decimal,
    pub(crate) total: Decimal,
}

/// The lines with their computed parts, and the sums.
pub(crate) fn with_totals(lines: &Json, currency: Currency) -> (Json, Totals) {
    let mut sums = Totals::default();
    let mut done = Vec::new();
    for line in lines.as_array().into_iter().flatten() {
        let Some(parts) = line.as_object() else {
            continue;
        };
        let amounts = line_totals(parts, currency);
        sums.net += amounts.net;
        sums.tax += amounts.tax;
        sums.total += amounts.total;
        let mut parts = parts.clone();
        parts.insert("net".to_owned(), decimal_json(amounts.net));
        parts.insert("tax".to_owned(), decimal_json(amounts.tax));
        parts.insert("total".to_owned(), decimal_json(amounts.total));
        done.push(Json::Object(parts));
    }
    (Json::Array(done), sums)
}

fn number(parts: &Map<String, Json>, key: &str) -> Option<Decimal> {
    parts.get(key).and_then(|json| decimal_from(json).ok())
}

fn line_totals(parts: &Map<String, Json>, currency: Currency) -> Totals {
    let digits = currency.digits();
    let quantity = number(parts, "quantity").unwrap_or(Decimal::ONE);
    let price = number(parts, "unit_price").unwrap_or_default();
    let discount = number(parts, "discount_percent").unwrap_or_default();
    let tax_rate = number(parts, "tax_percent").unwrap_or_default();
    let net = quantity
        .checked_mul(price)
        .and_then(|gross| gross.checked_mul(Decimal::ONE_HUNDRED - discount))
        .map(|percent| round_half_up(percent / Decimal::ONE_HUNDRED, digits))
        .filter(|net| net.abs() <= Decimal::from(MOST_NET))
        .unwrap_or_default();
    let tax = net
        .checked_mul(tax_rate)
        .map(|percent| round_half_up(percent / Decimal::ONE_HUNDRED, digits))
        .unwrap_or_default();
    Totals {
        net,
        tax,
        total: net + tax,
    }
}

fn parse_line(json: &Json) -> Result<Json, FieldProblem> {
    let Json::Object(given) = json else {
        return Err(FieldProblem::invalid("must be an object"));
    };
    let mut found: Map<String, Json> = Map::new();
    for (key, part) in given {
        let name = snake_case(key);
        if !PARTS.contains(&name.as_str()) {
            let suggestion = did_you_mean(&name, PARTS.iter().copied());
            return Err(FieldProblem::invalid(format!("has no `{key}`{suggestion}")));
        }
        found.insert(name, part.clone());
    }
    let mut line = Map::new();
    let product = match found.get("product").filter(|product| !product.is_null()) {
        Some(product) => Json::String(id_from(product)?.to_string()),
        None => Json::Null,
    };
    line.insert("product".to_owned(), product);
    let description = match found.get("description").filter(|text| !text.is_null()) {
        Some(text) => checked_text(text, 1000)?,
        None => String::new(),
    };
    line.insert("description".to_owned(), Json::String(description));
    let mut amount = |key: &str, default: i64, most: i64| -> Result<Decimal, FieldProblem> {
        let number = match found.get(key).filter(|number| !number.is_null()) {
            Some(json) => decimal_from(json)
                .map_err(|problem| FieldProblem::invalid(format!("`{key}` {}", problem.message)))?,
            None => Decimal::from(default),
        };
        let least = if key.ends_with("_percent") { 0 } else { -most };
        if number > Decimal::from(most) || number < Decimal::from(least) {
            return Err(FieldProblem::invalid(format!("`{key}` is out of range")));
        }
        let rounded = round_half_up(number, 6);
        line.insert(key.to_owned(), decimal_json(rounded));
        Ok(rounded)
    };
    let quantity = amount("quantity", 1, 1_000_000_000)?;
    let price = amount("unit_price", 0, MOST_NET)?;
    amount("discount_percent", 0, 100)?;
    amount("tax_percent", 0, 100)?;
    if (quantity * price).abs() > Decimal::from(MOST_NET) {
        return Err(FieldProblem::invalid("is too large"));
    }
    Ok(Json::Object(line))
}

impl FieldKind for LinesKind {
    fn parse(&self, json: &Json, _: &InputContext) -> Parsed {
        let Json::Array(given) = json else {
            return Err(FieldProblem::invalid("must be a list of lines"));
        };
        if given.len() > MOST_LINES {
            return Err(FieldProblem::invalid(format!(
                "has {} lines, at most {MOST_LINES} are allowed",
                given.len()
            )));
        }
        let mut lines = Vec::with_capacity(given.len());
        for (at, line) in given.iter().enumerate() {
            lines.push(parse_line(line).map_err(|problem| {
                FieldProblem::invalid(format!("line {} {}", at + 1, problem.message))
            })?);
        }
        Ok(if lines.is_empty() {
            Value::Null
        } else {
            Value::Json(Json::Array(lines))
        })
    }

    fn display(&self, value: &Value) -> String {
        match value {
            Value::Json(json) => json.to_string(),
            _ => String::new(),
        }
    }

    fn operators(&self) -> &'static [&'static str] {
        &["empty"]
    }
}
