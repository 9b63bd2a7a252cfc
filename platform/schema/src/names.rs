//! Names: how they are written, what people see of them, and "did you mean".

/// Whether a text is a name: lower case, digits and single underscores, at most 50 characters.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.len() <= 50
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with('_')
        && !text.contains("__")
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The name in words: `expected_close_date` becomes "Expected close date".
#[must_use]
pub fn in_words(name: &str) -> String {
    let words = name.replace('_', " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

/// The English plural of a name or label: `opportunity` becomes `opportunities`.
#[must_use]
pub fn plural_of(name: &str) -> String {
    if let Some(stem) = name.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    if name.ends_with(['s', 'x', 'z']) || name.ends_with("ch") || name.ends_with("sh") {
        return format!("{name}es");
    }
    format!("{name}s")
}

/// A name made from any text: `Vertrag Größe` becomes `vertrag_grosse`; empty when nothing is left.
#[must_use]
pub fn name_from(text: &str) -> String {
    let mut name = String::new();
    for character in rapport_kernel::fold(text).chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if let Some(latin) = latin(character) {
            name.push_str(latin);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let short: String = name.chars().take(50).collect();
    let trimmed = short.trim_end_matches('_');
    if trimmed.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("n{trimmed}").chars().take(50).collect();
    }
    trimmed.to_owned()
}

/// A folded letter of another alphabet, or a Latin one without decomposition, in plain Latin letters.
fn latin(letter: char) -> Option<&'static str> {
    LATIN
        .iter()
        .find(|(from, _)| *from == letter)
        .map(|(_, to)| *to)
}

/// Greek and Cyrillic, as passports write them, and Latin letters that Unicode does not take apart.
const LATIN: &[(char, &str)] = &[
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('œ', "oe"),
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('σ', "s"),
    ('ς', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('є', "ie"),
    ('і', "i"),
    ('ґ', "g"),
    ('ђ', "d"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('џ', "dz"),
];

/// `firstName` and `FirstName` as `first_name`; text without capitals stays as it is.
#[must_use]
pub fn snake_case(text: &str) -> String {
    let mut snake = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if character.is_uppercase() {
            if !snake.is_empty() && !snake.ends_with(['_', '.']) {
                snake.push('_');
            }
            snake.extend(character.to_lowercase());
        } else {
            snake.push(character);
        }
    }
    snake
}

/// The candidate that was probably meant.
#[must_use]
pub fn closest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (likeness(&text, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness > 0.82)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, candidate)| candidate)
}

/// From 0 to 1. One slip in a short word counts as much as a similar beginning in a long one.
fn likeness(text: &str, candidate: &str) -> f64 {
    let is_one_slip = text.len() > 2 && strsim::osa_distance(text, candidate) == 1;
    strsim::jaro_winkler(text, candidate).max(if is_one_slip { 0.9 } else { 0.0 })
}

/// `, did you mean `x`?` or nothing, to be appended to a message.
#[must_use]
pub fn did_you_mean<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    closest(text, candidates).map_or_else(String::new, |best| format!(", did you mean `{best}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for (text, expected) in [
            ("deal", true),
            ("work_order2", true),
            ("Deal", false),
            ("2nd", false),
            ("a__b", false),
            ("a_", false),
            ("", false),
            ("größe", false),
        ] {
            assert_eq!(is_name(text), expected, "{text}");
        }
    }

    #[test]
    fn names_become_words_plurals_and_back() {
        assert_eq!(in_words("expected_close_date"), "Expected close date");
        for (one, many) in [
            ("deal", "deals"),
            ("opportunity", "opportunities"),
            ("day", "days"),
            ("address", "addresses"),
            ("batch", "batches"),
        ] {
            assert_eq!(plural_of(one), many);
        }
        assert_eq!(name_from("Vertrag Größe (m²)"), "vertrag_grosse_m2");
        assert_eq!(name_from("2nd phone"), "n2nd_phone");
        assert_eq!(name_from("!!"), "");
        assert_eq!(name_from("Регион продаж"), "region_prodazh");
        assert_eq!(name_from("Περιοχή"), "periochi");
        assert_eq!(name_from("Łódź Ærø"), "lodz_aero");
        assert_eq!(name_from("地域"), "");
    }

    #[test]
    fn either_case_is_one_name() {
        assert_eq!(snake_case("firstName"), "first_name");
        assert_eq!(snake_case("first_name"), "first_name");
        assert_eq!(
            snake_case("customFields.netValue"),
            "custom_fields.net_value"
        );
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        let known = ["stage", "account", "amount"];
        assert_eq!(did_you_mean("stge", known), ", did you mean `stage`?");
        assert_eq!(
            did_you_mean("wno", ["won", "lost"]),
            ", did you mean `won`?"
        );
        assert_eq!(did_you_mean("colour", known), "");
    }
}
