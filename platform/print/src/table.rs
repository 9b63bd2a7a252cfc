//! The table of lines.

use rust_decimal::Decimal;
use serde_json::{Map, Value as Json};

use crate::amount::Style;
use crate::compose::{number, text};
use crate::paper::Column;
use crate::words::Words;

/// The columns; together as wide as the paper between its margins.
pub(crate) fn columns(words: &Words) -> Vec<Column> {
    let column = |title, width, is_number| Column {
        title,
        width,
        is_number,
    };
    vec![
        column(words.position, 28.0, false),
        column(words.description, 201.7, false),
        column(words.quantity, 76.0, true),
        column(words.price, 66.0, true),
        column(words.tax, 36.0, true),
        column(words.net, 60.0, true),
    ]
}

/// The lines of a record.
pub(crate) fn lines(record: &Map<String, Json>) -> impl Iterator<Item = &Map<String, Json>> {
    let lines = record.get("lines").and_then(Json::as_array);
    lines.into_iter().flatten().filter_map(Json::as_object)
}

/// The cells, line by line.
pub(crate) fn rows(record: &Map<String, Json>, words: &Words, style: Style) -> Vec<Vec<String>> {
    let row = |(at, line): (usize, &Map<String, Json>)| {
        let mut description = text(line, "description").unwrap_or_default().to_owned();
        let discount = number(line, "discount_percent").filter(|percent| !percent.is_zero());
        if let Some(percent) = discount {
            let words = words
                .discount_of_line
                .replace("{percent}", &style.number(percent));
            description.push('\n');
            description.push_str(&words);
        }
        let quantity = number(line, "quantity").unwrap_or(Decimal::ONE);
        let quantity = match text(line, "unit") {
            Some(unit) => format!("{} {unit}", style.number(quantity)),
            None => style.number(quantity),
        };
        let tax = number(line, "tax_percent").unwrap_or_default();
        vec![
            (at + 1).to_string(),
            description,
            quantity,
            number(line, "unit_price").map_or_else(String::new, |price| style.price(price)),
            format!("{} %", style.number(tax)),
            number(line, "net").map_or_else(String::new, |net| style.price(net)),
        ]
    };
    lines(record).enumerate().map(row).collect()
}
