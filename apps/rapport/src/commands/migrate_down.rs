//! What is asked and said before steps of the database's schema are taken back.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use rapport_store::{DatabaseKind, MIGRATIONS, Migration, Store};

use crate::failure::{Failure, Outcome};

/// Says what is lost and asks, unless that was answered already.
pub async fn confirm(store: &Store, steps: usize, yes: bool) -> Outcome {
    let status = store.migration_status(MIGRATIONS).await?;
    let applied = status.iter().filter(|step| step.applied).count();
    let last = MIGRATIONS.get(..applied).unwrap_or_default();
    let back: Vec<&Migration> = last.iter().rev().take(steps).collect();
    if back.is_empty() {
        return Ok(());
    }
    for migration in &back {
        let text = match store.kind() {
            DatabaseKind::Sqlite => migration.sqlite.1,
            DatabaseKind::Postgres => migration.postgres.1,
        };
        println!("takes back {:04}_{}", migration.number, migration.name);
        for loss in losses(text) {
            println!("  everything in {loss} is lost");
        }
    }
    match store.kind() {
        DatabaseKind::Sqlite => println!("a copy of the database is put into `backups` first"),
        DatabaseKind::Postgres => println!("no copy is made: run `pg_dump -Fc` first"),
    }
    if yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "nothing was taken back: say --yes when that is meant",
        ));
    }
    print!("go on? [y/N] ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| Failure::cannot("read the answer", error))?;
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::new("nothing was taken back")),
    }
}

/// Tables and columns that a text takes away for good; a table that gets its name back is only built anew.
fn losses(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | ';' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .collect();
    let after = |at: usize, phrase: &[&str]| -> Option<String> {
        let found = words.get(at..at + phrase.len())?;
        let is_phrase = found
            .iter()
            .zip(phrase)
            .all(|(word, wanted)| word.eq_ignore_ascii_case(wanted));
        let mut rest = words.get(at + phrase.len()..)?.iter();
        let name = rest.find(|word| !matches!(word.to_ascii_uppercase().as_str(), "IF" | "EXISTS"));
        name.filter(|_| is_phrase).map(|name| (*name).to_owned())
    };
    let all = |phrase: &[&str]| -> Vec<(usize, String)> {
        let places = 0..words.len();
        places
            .filter_map(|at| after(at, phrase).map(|name| (at, name)))
            .collect()
    };
    let renamed: Vec<String> = all(&["RENAME", "TO"])
        .into_iter()
        .map(|(_, name)| name)
        .collect();
    let altered = all(&["ALTER", "TABLE"]);
    let table_before = |at: usize| {
        let earlier = altered.iter().rev().find(|(place, _)| *place < at);
        earlier.map_or_else(String::new, |(_, table)| format!("{table}."))
    };
    let tables = all(&["DROP", "TABLE"])
        .into_iter()
        .filter(|(_, name)| !renamed.contains(name))
        .map(|(_, name)| format!("table {name}"));
    let columns = all(&["DROP", "COLUMN"])
        .into_iter()
        .map(|(at, name)| format!("column {}{name}", table_before(at)));
    tables.chain(columns).collect()
}

#[cfg(test)]
mod tests {
    use super::losses;

    #[test]
    fn what_is_lost_is_read_from_the_text() {
        let text = "drop table if exists \"tags\";\nalter table \"pipelines\" drop column \"stage_settings\";\n\
                    create table \"new_deals\" (id);\ndrop table \"deals\";\nalter table \"new_deals\" rename to \"deals\";\n\
                    drop index \"x\";";
        assert_eq!(
            losses(text),
            ["table tags", "column pipelines.stage_settings"]
        );
        assert!(losses("create table a (b);").is_empty());
    }
}
