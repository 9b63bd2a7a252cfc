//! Terms of payment in words, such as "net 30".

/// What is meant when nothing is said.
const USUAL: i32 = 14;

/// The longest time one can mean.
const LONGEST: i32 = 365;

/// How many days there are to pay: the first number in the words. Words without one mean at once.
pub(crate) fn days_of(terms: Option<&str>) -> i32 {
    let Some(terms) = terms.map(str::trim).filter(|terms| !terms.is_empty()) else {
        return USUAL;
    };
    let digits = terms
        .chars()
        .skip_while(|letter| !letter.is_ascii_digit())
        .take_while(char::is_ascii_digit);
    let digits: String = digits.take(4).collect();
    digits.parse().map_or(0, |days: i32| days.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_counts() {
        for (terms, days) in [
            (None, 14),
            (Some(" "), 14),
            (Some("net 30"), 30),
            (Some("14 Tage, 2 % Skonto"), 14),
            (Some("due on receipt"), 0),
            (Some("NET60"), 60),
            (Some("99999 days"), 365),
        ] {
            assert_eq!(days_of(terms), days, "{terms:?}");
        }
    }
}
