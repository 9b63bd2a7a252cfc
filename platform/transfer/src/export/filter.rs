//! A filter as clients write it, for the audit trail.

use rapport_schema::RawFilter;
use serde_json::{Value, json};

/// The JSON that would be read as this filter.
pub(super) fn told(filter: &RawFilter) -> Value {
    let all = |parts: &[RawFilter]| -> Vec<Value> { parts.iter().map(told).collect() };
    match filter {
        RawFilter::And(parts) => json!({ "and": all(parts) }),
        RawFilter::Or(parts) => json!({ "or": all(parts) }),
        RawFilter::Not(part) => json!({ "not": told(part) }),
        RawFilter::Is { field, op, value } => {
            json!({ "field": field, "op": op, "value": value })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_again() {
        let text = r#"{"and": [{"field": "a", "op": "gte", "value": 1}, {"or": [{"not": {"field": "b", "op": "eq", "value": "x"}}]}]}"#;
        let json: Value = serde_json::from_str(text).unwrap();
        let filter = RawFilter::from_json(&json).unwrap();
        assert_eq!(told(&filter), json);
    }
}
