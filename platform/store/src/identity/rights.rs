//! What a profile permits, as the JSON text in its row. Rights that are not given are not written.

use std::collections::{BTreeMap, BTreeSet};

use rapport_kernel::{EntityRights, Profile, SettingsRight};
use serde::{Deserialize, Serialize};

use crate::{Result, StoreError};

/// The column `rights` of a profile.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct RightsText {
    entities: BTreeMap<String, EntityText>,
    other: EntityText,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    settings: BTreeSet<SettingText>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent rights, each with its name"
)]
struct EntityText {
    #[serde(skip_serializing_if = "no")]
    create: bool,
    #[serde(skip_serializing_if = "no")]
    read: bool,
    #[serde(skip_serializing_if = "no")]
    update: bool,
    #[serde(skip_serializing_if = "no")]
    delete: bool,
    #[serde(skip_serializing_if = "no")]
    export: bool,
    #[serde(skip_serializing_if = "no")]
    import: bool,
    #[serde(skip_serializing_if = "no")]
    bulk: bool,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    refused_actions: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    hidden: BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    readonly: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SettingText {
    Users,
    DataModel,
    Audit,
    Company,
    Integrations,
    Privacy,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn no(right: &bool) -> bool {
    !right
}

/// The rights of a profile as text.
pub(super) fn text(profile: &Profile) -> Result<String> {
    let entities = profile.entities.iter();
    let text = RightsText {
        entities: entities
            .map(|(name, rights)| (name.clone(), EntityText::from(rights)))
            .collect(),
        other: EntityText::from(&profile.other_entities),
        settings: profile.settings.iter().copied().map(Into::into).collect(),
    };
    serde_json::to_string(&text).map_err(StoreError::internal)
}

/// The parts of a profile that its text holds.
pub(super) struct Rights {
    pub(super) entities: BTreeMap<String, EntityRights>,
    pub(super) other: EntityRights,
    pub(super) settings: BTreeSet<SettingsRight>,
}

/// Reads the text again.
pub(super) fn parse(text: &str) -> Result<Rights> {
    let text: RightsText = serde_json::from_str(text)
        .map_err(|error| StoreError::Unreadable(format!("the rights of a profile: {error}")))?;
    let entities = text.entities.into_iter();
    Ok(Rights {
        entities: entities
            .map(|(name, rights)| (name, rights.into()))
            .collect(),
        other: text.other.into(),
        settings: text.settings.into_iter().map(Into::into).collect(),
    })
}

impl From<&EntityRights> for EntityText {
    fn from(rights: &EntityRights) -> Self {
        let rights = rights.clone();
        Self {
            create: rights.create,
            read: rights.read,
            update: rights.update,
            delete: rights.delete,
            export: rights.export,
            import: rights.import,
            bulk: rights.bulk,
            refused_actions: rights.refused_actions,
            hidden: rights.hidden,
            readonly: rights.readonly,
        }
    }
}

impl From<EntityText> for EntityRights {
    fn from(text: EntityText) -> Self {
        Self {
            create: text.create,
            read: text.read,
            update: text.update,
            delete: text.delete,
            export: text.export,
            import: text.import,
            bulk: text.bulk,
            refused_actions: text.refused_actions,
            hidden: text.hidden,
            readonly: text.readonly,
        }
    }
}

macro_rules! settings {
    ($($name:ident),*) => {
        impl From<SettingsRight> for SettingText {
            fn from(right: SettingsRight) -> Self {
                match right {
                    $(SettingsRight::$name => Self::$name),*
                }
            }
        }

        impl From<SettingText> for SettingsRight {
            fn from(text: SettingText) -> Self {
                match text {
                    $(SettingText::$name => Self::$name),*
                }
            }
        }
    };
}

settings!(Users, DataModel, Audit, Company, Integrations, Privacy);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_survive_their_text() {
        let mut profile = Profile::of_rights("Sales", EntityRights::all());
        let secretive = EntityRights {
            read: true,
            refused_actions: BTreeSet::from(["convert".to_owned()]),
            hidden: BTreeSet::from(["amount".to_owned()]),
            readonly: BTreeSet::from(["name".to_owned()]),
            ..EntityRights::default()
        };
        profile.entities.insert("lead".to_owned(), secretive);
        profile.settings.insert(SettingsRight::DataModel);
        let text = text(&profile).unwrap();
        let read = parse(&text).unwrap();
        assert_eq!(read.entities, profile.entities);
        assert_eq!(read.other, profile.other_entities);
        assert_eq!(read.settings, profile.settings);
        assert!(text.contains(r#""settings":["data_model"]"#), "{text}");
        assert!(!text.contains("false"), "{text}");
    }
}
