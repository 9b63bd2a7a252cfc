//! Type `lines`: line items. Net, tax and total of each line and of all are computed, rounded half up per line.
//!
//! A discount of the whole is spread over the lines in proportion to their net amounts before tax is computed, to the
//! last minor unit; `tax` and `total` of a line are those after its share. Delivery is one more amount with its own tax.
//! A line with a product may leave price and tax open (null): they count as nothing until they are filled in.

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
    "unit",
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

/// What concerns the whole and not one line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whole {
    /// A net amount taken off.
    pub(crate) discount: Decimal,
    /// The net cost of delivery.
    pub(crate) shipping: Decimal,
    /// The tax on delivery.
    pub(crate) shipping_tax_percent: Decimal,
}

/// The sums over all lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) net: Decimal,
    pub(crate) tax: Decimal,
    pub(crate) total: Decimal,
}

/// The lines with their computed parts, and the sums.
pub(crate) fn with_totals(lines: &Json, whole: &Whole, currency: Currency) -> (Json, Totals) {
    let digits = currency.digits();
    let lines = lines.as_array().map_or(&[][..], Vec::as_slice);
    let lines: Vec<&Map<String, Json>> = lines.iter().filter_map(Json::as_object).collect();
    let nets: Vec<Decimal> = lines.iter().map(|line| line_net(line, digits)).collect();
    let subtotal: Decimal = nets.iter().sum();
    let mut shares = Shares {
        discount: whole.discount,
        subtotal,
        so_far: Decimal::ZERO,
        given: Decimal::ZERO,
    };
    let mut sums = Totals::default();
    let mut done = Vec::with_capacity(lines.len());
    for (parts, net) in lines.into_iter().zip(nets) {
        let taxed = net - shares.next(net, digits);
        let tax = percent_of(
            taxed,
            number(parts, "tax_percent").unwrap_or_default(),
            digits,
        );
        sums.net += net;
        sums.tax += tax;
        sums.total += taxed + tax;
        let mut parts = parts.clone();
        parts.insert("net".to_owned(), decimal_json(net));
        parts.insert("tax".to_owned(), decimal_json(tax));
        parts.insert("total".to_owned(), decimal_json(taxed + tax));
        done.push(Json::Object(parts));
    }
    let shipping_tax = percent_of(whole.shipping, whole.shipping_tax_percent, digits);
    sums.tax += shipping_tax;
    sums.total += whole.shipping + shipping_tax;
    (Json::Array(done), sums)
}

/// Spreads the discount of the whole: each line gets what its part of the running sum adds, so that no unit is lost.
struct Shares {
    discount: Decimal,
    subtotal: Decimal,
    so_far: Decimal,
    given: Decimal,
}

impl Shares {
    fn next(&mut self, net: Decimal, digits: u32) -> Decimal {
        self.so_far += net;
        let reached = self
            .discount
            .checked_mul(self.so_far)
            .and_then(|product| product.checked_div(self.subtotal))
            .map_or(self.given, |reached| round_half_up(reached, digits));
        let share = reached - self.given;
        self.given = reached;
        share
    }
}

fn number(parts: &Map<String, Json>, key: &str) -> Option<Decimal> {
    parts.get(key).and_then(|json| decimal_from(json).ok())
}

fn percent_of(amount: Decimal, percent: Decimal, digits: u32) -> Decimal {
    amount
        .checked_mul(percent)
        .map(|product| round_half_up(product / Decimal::ONE_HUNDRED, digits))
        .unwrap_or_default()
}

fn line_net(parts: &Map<String, Json>, digits: u32) -> Decimal {
    let quantity = number(parts, "quantity").unwrap_or(Decimal::ONE);
    let price = number(parts, "unit_price").unwrap_or_default();
    let discount = number(parts, "discount_percent").unwrap_or_default();
    quantity
        .checked_mul(price)
        .and_then(|gross| gross.checked_mul(Decimal::ONE_HUNDRED - discount))
        .map(|percent| round_half_up(percent / Decimal::ONE_HUNDRED, digits))
        .filter(|net| net.abs() <= Decimal::from(MOST_NET))
        .unwrap_or_default()
}

/// Reads a number of a line; what is not given gets the default, or stays open without one.
fn amount(
    found: &Map<String, Json>,
    line: &mut Map<String, Json>,
    key: &str,
    default: Option<i64>,
    most: i64,
) -> Result<Decimal, FieldProblem> {
    let given = found.get(key).filter(|number| !number.is_null());
    let number = match (given, default) {
        (Some(json), _) => decimal_from(json)
            .map_err(|problem| FieldProblem::invalid(format!("`{key}` {}", problem.message)))?,
        (None, Some(default)) => Decimal::from(default),
        (None, None) => {
            line.insert(key.to_owned(), Json::Null);
            return Ok(Decimal::ZERO);
        }
    };
    let least = if key.ends_with("_percent") { 0 } else { -most };
    if number > Decimal::from(most) || number < Decimal::from(least) {
        return Err(FieldProblem::invalid(format!("`{key}` is out of range")));
    }
    let rounded = round_half_up(number, 6);
    line.insert(key.to_owned(), decimal_json(rounded));
    Ok(rounded)
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
    let is_open = !product.is_null();
    line.insert("product".to_owned(), product);
    let description = match found.get("description").filter(|text| !text.is_null()) {
        Some(text) => checked_text(text, 1000)?,
        None => String::new(),
    };
    line.insert("description".to_owned(), Json::String(description));
    if let Some(unit) = found.get("unit").filter(|unit| !unit.is_null()) {
        line.insert("unit".to_owned(), Json::String(checked_text(unit, 30)?));
    }
    let quantity = amount(&found, &mut line, "quantity", Some(1), 1_000_000_000)?;
    let zero = (!is_open).then_some(0);
    let price = amount(&found, &mut line, "unit_price", zero, MOST_NET)?;
    amount(&found, &mut line, "discount_percent", Some(0), 100)?;
    amount(&found, &mut line, "tax_percent", zero, 100)?;
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
