//! The shown name of a person and its parts: each follows the other.

use rapport_module_kit::{Error, ErrorCode, Record, RequestContext, Result, Value, changed};

/// Small words that belong to the family name after them.
const PARTICLES: &[&str] = &[
    "al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "la", "le", "ten", "ter", "van", "von", "zu",
];

/// Rule of contacts: a contact has a name, at least that of its e-mail address.
pub(crate) fn fill_contact_name(
    _ctx: &RequestContext,
    before: Option<&Record>,
    after: &mut Record,
) -> Result<()> {
    follow_parts(before, after, &["email"]);
    if after.get("name").is_null() {
        let message = "give a first or last name, or at least an e-mail address";
        return Err(Error::field("name", ErrorCode::REQUIRED, message));
    }
    Ok(())
}

/// Makes `name` from first and last name; a name that alone was written is split into them instead.
///
/// With neither, the first filled field of `otherwise` serves as the name.
pub(crate) fn follow_parts(before: Option<&Record>, after: &mut Record, otherwise: &[&str]) {
    let parts_changed = changed(before, after, "first_name") || changed(before, after, "last_name");
    let written = after.text("name").map(str::to_owned);
    if let Some(name) = written
        && !parts_changed
        && changed(before, after, "name")
        && !is_stand_in(&name, after, otherwise)
    {
        let (first, last) = split(&name);
        after.set("first_name", first.map_or(Value::Null, Value::Text));
        after.set("last_name", Value::Text(last));
        return;
    }
    let joined = joined(after);
    let name = joined.or_else(|| {
        let filled = otherwise.iter().find_map(|field| after.text(field));
        filled.map(str::to_owned)
    });
    after.set("name", name.map_or(Value::Null, Value::Text));
}

/// Whether the name is only there because there was no other: an e-mail address, a company.
fn is_stand_in(name: &str, record: &Record, otherwise: &[&str]) -> bool {
    otherwise
        .iter()
        .any(|field| record.text(field) == Some(name))
}

fn joined(record: &Record) -> Option<String> {
    let parts = [record.text("first_name"), record.text("last_name")];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// First and last name of a written name: `Lovelace, Ada`, `Ludwig van Beethoven`.
fn split(name: &str) -> (Option<String>, String) {
    if let Some((last, first)) = name.split_once(',') {
        let (last, first) = (last.trim(), first.trim());
        if !last.is_empty() && !first.is_empty() {
            return (Some(first.to_owned()), last.to_owned());
        }
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some(mut at) = words.len().checked_sub(1) else {
        return (None, name.to_owned());
    };
    while at > 1
        && words
            .get(at - 1)
            .is_some_and(|word| PARTICLES.contains(word))
    {
        at -= 1;
    }
    let (first, last) = words.split_at(at);
    let first = (!first.is_empty()).then(|| first.join(" "));
    (first, last.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_where_people_would() {
        let check = |name: &str, first: Option<&str>, last: &str| {
            let (got_first, got_last) = split(name);
            assert_eq!((got_first.as_deref(), got_last.as_str()), (first, last));
        };
        check("Ada Lovelace", Some("Ada"), "Lovelace");
        check("Lovelace, Ada", Some("Ada"), "Lovelace");
        check("Ludwig van Beethoven", Some("Ludwig"), "van Beethoven");
        check("Maria de la Cruz", Some("Maria"), "de la Cruz");
        check("Jan Willem Bakker", Some("Jan Willem"), "Bakker");
        check("Madonna", None, "Madonna");
        check("van Dijk", Some("van"), "Dijk");
    }

    #[test]
    fn the_name_follows_its_parts_and_the_parts_the_name() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut new = Record::new()
            .with("first_name", text("Ada"))
            .with("last_name", text("King"));
        follow_parts(None, &mut new, &["email"]);
        assert_eq!(new.text("name"), Some("Ada King"));

        let mut married = new.clone().with("last_name", text("Lovelace"));
        follow_parts(Some(&new), &mut married, &["email"]);
        assert_eq!(married.text("name"), Some("Ada Lovelace"));

        let mut renamed = married.clone().with("name", text("Grace Hopper"));
        follow_parts(Some(&married), &mut renamed, &["email"]);
        assert_eq!(renamed.text("first_name"), Some("Grace"));
        assert_eq!(renamed.text("last_name"), Some("Hopper"));
    }

    #[test]
    fn without_a_name_the_address_stands_in_for_it() {
        let mail = Value::Text("info@example.com".to_owned());
        let mut new = Record::new().with("email", mail);
        follow_parts(None, &mut new, &["email"]);
        assert_eq!(new.text("name"), Some("info@example.com"));
        let before = new.clone();
        new.set("title", Value::Text("Office".to_owned()));
        follow_parts(Some(&before), &mut new, &["email"]);
        assert!(new.get("last_name").is_null());
    }
}
