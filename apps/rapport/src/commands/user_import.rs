//! `rapport user import`: users of another system. All lines are judged first; when one is wrong, nobody is made.

use std::collections::HashMap;
use std::path::Path;

use rapport_accounts::{CheckedUser, ImportedUser};
use rapport_kernel::{Error, ErrorKind};

use crate::app::App;
use crate::failure::{Failure, Outcome};

/// Columns that mean something.
const COLUMNS: [&str; 4] = ["email", "name", "profile", "password_hash"];

/// A user with the line of the file.
struct Line {
    number: u64,
    user: ImportedUser,
}

/// Runs the command.
pub async fn run(app: &App, file: &Path, company: Option<&str>, dry_run: bool) -> Outcome {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::cannot(format!("read {}", file.display()), error))?;
    let lines = read(&text)?;
    let (checked, problems) = judge(app, &lines, company).await?;
    if !problems.is_empty() {
        for problem in &problems {
            eprintln!("{problem}");
        }
        let count = problems.len();
        return Err(Failure::new(format!(
            "nobody was brought in: mend {count} of {} lines and try again",
            lines.len()
        )));
    }
    if dry_run {
        println!("{} users can be brought in", checked.len());
        return Ok(());
    }
    for (at, (number, user)) in checked.iter().enumerate() {
        app.accounts.add_imported(user).await.map_err(|error| {
            Failure::new(format!(
                "line {number}: {error}; {at} users were brought in before it"
            ))
        })?;
    }
    let without = lines
        .iter()
        .filter(|line| line.user.password_hash.trim().is_empty())
        .count();
    println!("{} users brought in", checked.len());
    if without > 0 {
        println!(
            "{without} without a password: hand out links made with `rapport user reset-password --link`"
        );
    }
    Ok(())
}

/// Judges every line; the second part says what is wrong, line by line.
async fn judge(
    app: &App,
    lines: &[Line],
    company: Option<&str>,
) -> Outcome<(Vec<(u64, CheckedUser)>, Vec<String>)> {
    let tenant = app.accounts.chosen_tenant(company).await?;
    let (mut checked, mut problems) = (Vec::new(), Vec::new());
    let mut seen: HashMap<String, u64> = HashMap::new();
    for line in lines {
        let number = line.number;
        if let Some(first) = seen.insert(line.user.email.trim().to_lowercase(), number) {
            problems.push(format!(
                "line {number}: email: stands in line {first} as well"
            ));
            continue;
        }
        match app.accounts.check_imported(&tenant, &line.user).await {
            Ok(user) => checked.push((number, user)),
            Err(error) if error.kind() == ErrorKind::Invalid => {
                problems.push(format!("line {number}: {}", told(&error)));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok((checked, problems))
}

fn told(error: &Error) -> String {
    let fields: Vec<String> = error
        .fields
        .iter()
        .map(|field| format!("{}: {}", field.field, field.message))
        .collect();
    if fields.is_empty() {
        error.message.clone()
    } else {
        fields.join("; ")
    }
}

fn read(text: &str) -> Outcome<Vec<Line>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let wrong = |error: csv::Error| Failure::cannot("read the file as CSV", error);
    let headers = reader.headers().map_err(wrong)?.clone();
    if let Some(unknown) = headers.iter().find(|header| !COLUMNS.contains(header)) {
        let known = COLUMNS.join("`, `");
        return Err(Failure::new(format!(
            "the column `{unknown}` is not known; columns are `{known}`"
        )));
    }
    for needed in ["email", "name"] {
        if !headers.iter().any(|header| header == needed) {
            return Err(Failure::new(format!("the column `{needed}` is missing")));
        }
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let number = record.position().map_or(0, csv::Position::line);
        let user = record.deserialize(Some(&headers)).map_err(wrong)?;
        lines.push(Line { number, user });
    }
    if lines.is_empty() {
        return Err(Failure::new("the file holds no users"));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let lines =
            read("\u{feff}name,email\nAda, ada@example.com \n\"Lovelace, Ada\",l@example.com\n");
        let lines = lines.unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].user.email, "ada@example.com");
        assert_eq!(
            (lines[1].number, lines[1].user.name.as_str()),
            (3, "Lovelace, Ada")
        );
        assert!(lines[1].user.password_hash.is_empty());
    }

    #[test]
    fn faults_of_the_file_are_named() {
        let check = |text: &str, part: &str| {
            let told = read(text).map(|_| ()).unwrap_err().to_string();
            assert!(told.contains(part), "{told}");
        };
        check("email,name,salary\na@b.c,A,1\n", "`salary` is not known");
        check("email\na@b.c\n", "`name` is missing");
        check("email,name\n", "no users");
        check("email,name\na@b.c\n", "CSV");
    }
}
