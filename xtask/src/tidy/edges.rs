//! Which crate may use which: the architecture as a table.
//!
//! The table is rendered into `docs/ARCHITECTURE.md`. An edge that is not here fails, and so does a crate without a row.

use crate::tree::{Crate, Tree};

/// One row: who, whom it may use, and whom its tests may use besides.
struct Row {
    /// A crate's folder, or `modules/*` for every module.
    from: &'static str,
    to: &'static [&'static str],
    tests: &'static [&'static str],
}

const fn row(
    from: &'static str,
    to: &'static [&'static str],
    tests: &'static [&'static str],
) -> Row {
    Row { from, to, tests }
}

/// Every crate of ours, lowest first.
const TABLE: &[Row] = &[
    row("platform/kernel", &[], &[]),
    row("platform/schema", &["kernel"], &[]),
    row("platform/store", &["kernel", "schema"], &["testkit"]),
    row(
        "platform/records",
        &["kernel", "schema", "store"],
        &["testkit"],
    ),
    row("platform/config", &["kernel"], &[]),
    row("platform/mail", &["kernel"], &["testkit"]),
    row("platform/net", &[], &[]),
    row("platform/print", &["kernel"], &[]),
    row(
        "platform/transfer",
        &["kernel", "schema", "records"],
        &["testkit", "crm"],
    ),
    row(
        "platform/files",
        &["kernel", "schema", "store", "records"],
        &["testkit", "crm", "documents"],
    ),
    row("platform/module-kit", &["kernel", "schema", "records"], &[]),
    row(
        "platform/testkit",
        &["kernel", "schema", "store", "records", "module-kit"],
        &[],
    ),
    row(
        "modules/*",
        &["module-kit"],
        &["testkit", "crm", "desk", "people"],
    ),
    row(
        "services/accounts",
        &["kernel", "store", "mail", "net"],
        &["testkit"],
    ),
    row("web", &[], &[]),
    row(
        "services/gateway",
        &[
            "kernel", "schema", "records", "accounts", "transfer", "files", "print", "web",
        ],
        &[
            "testkit",
            "store",
            "mail",
            "commerce",
            "crm",
            "conversations",
            "desk",
            "documents",
            "people",
            "privacy",
            "projects",
            "scheduling",
            "module-kit",
        ],
    ),
    row(
        "apps/demo",
        &["kernel", "schema", "records"],
        &[
            "testkit",
            "store",
            "module-kit",
            "commerce",
            "crm",
            "conversations",
            "desk",
            "documents",
            "people",
            "projects",
            "scheduling",
        ],
    ),
    row("apps/rapport", &["*"], &["testkit"]),
    row("tests", &[], &[]),
    row("bench", &["kernel", "schema", "store"], &[]),
    row("xtask", &["kernel", "schema", "store", "config"], &[]),
];

/// Libraries that one layer alone may use, with that layer's folders. The benchmark measures the product beside a
/// server written by hand, which has them too.
const OWNED: &[(&str, &[&str])] = &[
    ("axum", &["services/gateway", "bench"]),
    ("tower-http", &["services/gateway"]),
    ("rusqlite", &["platform/store", "bench"]),
    (
        "tokio-postgres",
        &["platform/store", "platform/testkit", "bench"],
    ),
    ("deadpool-postgres", &["platform/store"]),
    ("krilla", &["platform/print"]),
    ("lettre", &["platform/mail"]),
    ("object_store", &["platform/files"]),
    ("reqwest", &["platform/files"]),
];

/// Compares the manifests with the table.
pub fn check(tree: &Tree) -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for member in &tree.crates {
        let Some(row) = row_of(&member.folder) else {
            problems.push(format!(
                "{}: no row in xtask/src/tidy/edges.rs says what it may use",
                member.folder
            ));
            continue;
        };
        problems.extend(refused(tree, member, row));
        problems.extend(foreign(member));
    }
    Ok(problems)
}

/// The table as it stands in the documentation, between its markers.
pub fn render() -> String {
    let list = |names: &[&str]| match names {
        [] => "-".to_owned(),
        ["*"] => "everything".to_owned(),
        names => names.join(", "),
    };
    let mut text = String::from("| crate | may use | its tests also |\n|---|---|---|\n");
    for row in TABLE {
        let line = format!(
            "| `{}` | {} | {} |\n",
            row.from,
            list(row.to),
            list(row.tests)
        );
        text.push_str(&line);
    }
    text
}

/// Where the rendered table stands.
pub const RENDERED_IN: &str = "docs/ARCHITECTURE.md";
const BEGIN: &str = "<!-- edges:begin (made by cargo xtask codegen) -->\n";
const END: &str = "<!-- edges:end -->";

/// The document with the table of today in it.
pub fn rendered(document: &str) -> Result<String, String> {
    let missing = || format!("{RENDERED_IN}: the markers of the edges table are missing");
    let (before, rest) = document.split_once(BEGIN).ok_or_else(missing)?;
    let (_, after) = rest.split_once(END).ok_or_else(missing)?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", render()))
}

fn row_of(folder: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| match row.from.strip_suffix('*') {
        Some(parent) => folder.starts_with(parent),
        None => row.from == folder,
    })
}

/// Edges to crates of ours that the row does not list.
fn refused(tree: &Tree, member: &Crate, row: &Row) -> Vec<String> {
    let mut problems = Vec::new();
    let manifest = &member.manifest;
    let normal = manifest
        .dependencies
        .keys()
        .chain(manifest.build_dependencies.keys());
    let edges = normal
        .map(|name| (name, false))
        .chain(manifest.dev_dependencies.keys().map(|name| (name, true)));
    for (name, test) in edges {
        let Some(target) = tree.crates.iter().find(|other| other.name == *name) else {
            continue;
        };
        let short = target.folder.rsplit('/').next().unwrap_or(&target.folder);
        let listed = |names: &[&str]| names.contains(&short) || names.contains(&"*");
        if !(listed(row.to) || test && listed(row.tests)) {
            problems.push(format!(
                "{}/Cargo.toml: may not use `{name}`",
                member.folder
            ));
        }
    }
    problems
}

/// Libraries that belong to another layer.
fn foreign(member: &Crate) -> Vec<String> {
    let manifest = &member.manifest;
    OWNED
        .iter()
        .filter(|(library, owners)| {
            let used = manifest.dependencies.contains_key(*library)
                || manifest.dev_dependencies.contains_key(*library)
                || manifest.build_dependencies.contains_key(*library);
            used && !owners.contains(&member.folder.as_str())
        })
        .map(|(library, owners)| {
            format!(
                "{}/Cargo.toml: `{library}` belongs to {} alone",
                member.folder,
                owners.join(" and ")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows stand for all modules; these are named by tests.
    const MODULES: &[&str] = &[
        "conversations",
        "commerce",
        "crm",
        "desk",
        "documents",
        "people",
        "privacy",
        "projects",
        "scheduling",
        "*",
    ];

    #[test]
    fn every_name_in_the_table_is_a_row() {
        for row in TABLE {
            for name in row.to.iter().chain(row.tests) {
                let ending = format!("/{name}");
                let known = TABLE
                    .iter()
                    .any(|other| other.from == *name || other.from.ends_with(&ending));
                let module = MODULES.contains(name);
                assert!(known || module, "{} lists {name}", row.from);
            }
        }
    }

    #[test]
    fn lower_layers_never_use_higher_ones() {
        let position = |name: &str| {
            let ending = format!("/{name}");
            TABLE
                .iter()
                .position(|row| row.from == name || row.from.ends_with(&ending))
        };
        for (at, row) in TABLE.iter().enumerate() {
            for target in row.to.iter().filter_map(|name| position(name)) {
                assert!(target < at, "{} uses row {target}", row.from);
            }
        }
    }

    #[test]
    fn the_table_replaces_what_stands_between_the_markers() {
        let document = format!("before\n{BEGIN}old\n{END}\nafter");
        let new = rendered(&document).unwrap();
        assert!(new.starts_with("before\n") && new.ends_with("\nafter") && !new.contains("old"));
        assert_eq!(rendered(&new).unwrap(), new);
        assert!(rendered("no markers").is_err());
    }
}
