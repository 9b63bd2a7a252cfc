//! Full-text search: words, and the ids of the records that have all of them.
//!
//! Words are folded (case and accents do not count) and each must be contained in the title or body of a record's
//! `search_docs` row. Words of one or two characters have no trigram: they must begin the title, or, beside longer
//! words, any word of the title. The ids always come first, in a materialised step, so that no sort order or limit
//! can talk a planner into walking an index and testing row by row.

use rapport_kernel::fold;

use super::column::Sql;
use super::lower::Lowering;
use super::operand::clean;
use super::pattern::{self, Anchor};
use crate::DatabaseKind;
use crate::sql::Param;

/// The most words that count; more are ignored.
const MAX_WORDS: usize = 8;

/// The shape of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Words {
    /// Parameters for long words: one for SQLite, one each for PostgreSQL.
    long: usize,
    /// The title begins with a short word: two parameters.
    prefix: bool,
    /// Short words that begin a word of the title: two parameters each.
    starts: usize,
    /// Long words count in the title alone.
    titles_only: bool,
}

/// The different folded words of a search text.
pub(super) fn split(text: &str) -> Vec<String> {
    let folded = clean(&fold(text));
    let mut words: Vec<String> = Vec::new();
    for word in folded.split_whitespace() {
        if words.len() < MAX_WORDS && !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    words
}

/// The shape of a search text; its words become parameters. None when there is no word in it.
pub(super) fn lower(lowering: &mut Lowering<'_>, search: crate::Words<'_>) -> Option<Words> {
    let words = split(search.text);
    let (long, mut short): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| word.chars().count() >= 3);
    let params = &mut lowering.params;
    let mut shape = Words {
        long: 0,
        prefix: false,
        starts: 0,
        titles_only: search.titles_only,
    };
    if long.is_empty() {
        if short.is_empty() {
            return None;
        }
        let first = short.remove(0);
        params.push(Param::Text(first.clone()));
        params.push(Param::Text(format!("{first}\u{10ffff}")));
        shape.prefix = true;
    } else if lowering.kind == DatabaseKind::Sqlite {
        params.push(Param::Text(phrases(&long, search.titles_only)));
        shape.long = 1;
    } else {
        params.extend(
            long.iter()
                .map(|word| Param::Text(pattern::like(word, Anchor::None))),
        );
        shape.long = long.len();
    }
    for word in &short {
        params.push(Param::Text(pattern::like(word, Anchor::Start)));
        params.push(Param::Text(pattern::like(
            &format!(" {word}"),
            Anchor::None,
        )));
    }
    shape.starts = short.len();
    Some(shape)
}

/// A query for the full-text index: each word a phrase in quotes, so that nothing in it is an operator.
fn phrases(words: &[&String], titles_only: bool) -> String {
    let column = if titles_only { "title : " } else { "" };
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("{column}\"{}\"", word.replace('"', "\"\"")))
        .collect();
    quoted.join(" AND ")
}

/// Writes `FROM ... WHERE ...` over the search rows of a tenant (`$1`), as alias `docs`; when `entity` is given, of the
/// entity in that placeholder.
pub(super) fn matching(sql: &mut Sql, words: Words, entity: Option<usize>) {
    let full_text = words.long > 0 && !sql.is_postgres();
    sql.push(if full_text {
        "FROM search_fts CROSS JOIN search_docs AS docs WHERE docs.tenant_id = $1"
    } else {
        "FROM search_docs AS docs WHERE docs.tenant_id = $1"
    });
    if let Some(number) = entity {
        sql.push(" AND docs.entity = ").again(number);
    }
    if full_text {
        sql.push(" AND docs.rid = search_fts.rowid AND search_fts MATCH ");
        sql.next();
    } else {
        for _ in 0..words.long {
            sql.push(" AND (docs.title || ' ' || docs.body) LIKE ");
            let word = sql.next();
            sql.push(" ESCAPE '\\'");
            if words.titles_only {
                // The first condition finds them by the index.
                sql.push(" AND docs.title LIKE ").again(word);
                sql.push(" ESCAPE '\\'");
            }
        }
    }
    if words.prefix {
        sql.push(" AND docs.title >= ");
        sql.next();
        sql.push(" AND docs.title < ");
        sql.next();
    }
    for _ in 0..words.starts {
        sql.push(" AND (docs.title LIKE ");
        sql.next();
        sql.push(" ESCAPE '\\' OR docs.title LIKE ");
        sql.next();
        sql.push(" ESCAPE '\\')");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_counted_once() {
        assert_eq!(
            split("  Émile  emile MÜL\u{0}ler "),
            ["emile", "mul\u{fffd}ler"]
        );
        assert!(split(" \t ").is_empty());
    }

    #[test]
    fn phrases_have_no_operators() {
        let words = ["a\"b".to_owned(), "or".to_owned()];
        assert_eq!(
            phrases(&words.iter().collect::<Vec<_>>(), false),
            "\"a\"\"b\" AND \"or\""
        );
        assert_eq!(phrases(&[&words[1]], true), "title : \"or\"");
    }
}
