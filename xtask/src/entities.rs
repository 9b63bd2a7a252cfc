//! The entities of all modules, read from their TOML files.

use rapport_schema::{EntityDef, SchemaSnapshot, load_entity};

use crate::tree::Tree;

/// All entities, checked together, in the order of their paths.
pub fn load(tree: &Tree) -> Result<SchemaSnapshot, String> {
    let mut entities = Vec::new();
    for path in tree.with_ending(&[".toml"]) {
        if let Some(module) = module_of(path) {
            entities.push(load_one(tree, path, module)?);
        }
    }
    SchemaSnapshot::build(entities).map_err(|error| error.to_string())
}

fn load_one(tree: &Tree, path: &str, module: &str) -> Result<EntityDef, String> {
    load_entity(&tree.text(path)?, path, module).map_err(|error| error.to_string())
}

/// `crm` of `modules/crm/entities/deal.toml`.
fn module_of(path: &str) -> Option<&str> {
    let (module, rest) = path.strip_prefix("modules/")?.split_once('/')?;
    rest.starts_with("entities/").then_some(module)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_entity_files_of_modules_are_entities() {
        assert_eq!(module_of("modules/crm/entities/deal.toml"), Some("crm"));
        assert_eq!(module_of("modules/crm/Cargo.toml"), None);
        assert_eq!(module_of("entities/deal.toml"), None);
    }

    #[test]
    fn every_entity_of_the_repository_loads() {
        let tree = Tree::read(&crate::tree::root().unwrap()).unwrap();
        let snapshot = load(&tree).unwrap();
        assert!(snapshot.entity("deal").is_some());
    }
}
