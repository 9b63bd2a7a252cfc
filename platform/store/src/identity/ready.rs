//! The profiles every tenant begins with. They are ordinary profiles afterwards: changed and removed like any other.
//!
//! Tenants that were there before profiles got the same ones from migration `0002_access`.

use std::collections::{BTreeMap, BTreeSet};

use rapport_kernel::{EntityRights, Profile, SettingsRight};
use uuid::Uuid;

use super::profiles::StoredProfile;

/// The name of the profile that may do everything.
pub const ADMINISTRATOR: &str = "Administrator";

/// The name of the profile new users get when none is named.
pub const ORDINARY: &str = "Sales representative";

/// What is done with notes, tasks, calls and meetings is often the same.
const ACTIVITIES: &[&str] = &["note", "task", "call", "meeting"];

/// The profiles of a new tenant, each with a new id.
pub fn ready_profiles(mut new_id: impl FnMut() -> Uuid) -> Vec<StoredProfile> {
    let mut all = vec![administrator(), manager(), sales(), support(), employee()];
    all.extend([client(), supplier(), professional(), read_only()]);
    for stored in &mut all {
        stored.profile.id = new_id();
    }
    all
}

fn administrator() -> StoredProfile {
    StoredProfile {
        description: "Everything, all settings among it.".to_owned(),
        profile: Profile::administrator(),
    }
}

fn manager() -> StoredProfile {
    let mut manager = profile("Manager", EntityRights::all(), &[]);
    manager.settings = BTreeSet::from([SettingsRight::Audit]);
    StoredProfile {
        description: "All records, the pipelines and the audit trail.".to_owned(),
        profile: manager,
    }
}

fn sales() -> StoredProfile {
    let entities = [
        (&["product", "pipeline"][..], read()),
        (&["ticket", "work_order"], edit()),
    ];
    StoredProfile {
        description: "Leads, contacts, deals and what is done for them.".to_owned(),
        profile: profile(ORDINARY, EntityRights::all(), &entities),
    }
}

fn support() -> StoredProfile {
    let entities = [
        (&["ticket", "work_order"][..], EntityRights::all()),
        (ACTIVITIES, whole()),
        (&["estimate"], edit()),
        (&["contact", "account"], read()),
        (&["product", "pipeline", "deal", "lead"], read()),
    ];
    StoredProfile {
        description: "Tickets and work orders; sees customers.".to_owned(),
        profile: profile("Support", edit(), &entities),
    }
}

fn employee() -> StoredProfile {
    StoredProfile {
        description: "Sees everything, keeps notes, tasks, calls and meetings.".to_owned(),
        profile: profile("Employee", read(), &[(ACTIVITIES, whole())]),
    }
}

fn client() -> StoredProfile {
    let entities = [
        (&["ticket"][..], edit()),
        (&["note"], ask()),
        (&["estimate", "work_order", "meeting"], read()),
    ];
    StoredProfile {
        description: "A customer: own tickets, estimates and work orders.".to_owned(),
        profile: portal("Client", &entities),
    }
}

fn supplier() -> StoredProfile {
    let entities = [
        (&["ticket", "note"][..], ask()),
        (&["product", "work_order"], read()),
    ];
    StoredProfile {
        description: "A supplier: own products, work orders and tickets.".to_owned(),
        profile: portal("Supplier", &entities),
    }
}

fn professional() -> StoredProfile {
    let change = EntityRights {
        update: true,
        ..read()
    };
    let entities = [
        (&["work_order", "ticket"][..], change),
        (ACTIVITIES, edit()),
        (&["contact", "account", "estimate"], read()),
    ];
    StoredProfile {
        description: "Somebody who works for us: own work orders, tickets and tasks.".to_owned(),
        profile: portal("Professional", &entities),
    }
}

fn read_only() -> StoredProfile {
    StoredProfile {
        description: "Sees everything, changes nothing.".to_owned(),
        profile: profile("Read only", read(), &[]),
    }
}

/// To see.
fn read() -> EntityRights {
    EntityRights {
        read: true,
        ..EntityRights::default()
    }
}

/// To see and to add.
fn ask() -> EntityRights {
    EntityRights {
        create: true,
        ..read()
    }
}

/// To see, add and change.
fn edit() -> EntityRights {
    EntityRights {
        update: true,
        ..ask()
    }
}

/// One by one, everything.
fn whole() -> EntityRights {
    EntityRights {
        delete: true,
        ..edit()
    }
}

type Listed<'a> = (&'a [&'a str], EntityRights);

fn profile(name: &str, other: EntityRights, entities: &[Listed<'_>]) -> Profile {
    let named = entities.iter().flat_map(|(names, rights)| {
        names
            .iter()
            .map(|name| ((*name).to_owned(), rights.clone()))
    });
    Profile {
        entities: named.collect::<BTreeMap<_, _>>(),
        ..Profile::of_rights(name, other)
    }
}

/// For people outside: own records, and nothing of what is not named.
fn portal(name: &str, entities: &[Listed<'_>]) -> Profile {
    Profile {
        own_records_only: true,
        ..profile(name, EntityRights::default(), entities)
    }
}
