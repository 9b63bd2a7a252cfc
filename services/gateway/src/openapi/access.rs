//! Component schemas of profiles, roles, teams and sharing, in the notation of `platform.rs`.

/// Names and keys.
pub(super) const SHAPES: &[(&str, &str)] = &[
    ("ProfileTitle", "id:id name:text administrator:flag"),
    ("RoleTitle", "id:id name:text"),
    ("TeamTitle", "id:id name:text"),
    ("OwnAccess", "administrator:flag settings:[text]"),
    (
        "EntityRights",
        "create?:flag read?:flag update?:flag delete?:flag export?:flag import?:flag bulk?:flag actions?:map fields?:map",
    ),
    (
        "SettingsRights",
        "users?:flag data_model?:flag audit?:flag company?:flag integrations?:flag privacy?:flag",
    ),
    (
        "Profile",
        "id:id name:text description?:text administrator?:flag own_records_only?:flag users?:integer permissions?:{EntityRights} other?:EntityRights settings?:SettingsRights",
    ),
    (
        "ProfileChange",
        "name?:text description?:~text administrator?:flag own_records_only?:flag permissions?:{EntityRights} other?:EntityRights settings?:SettingsRights",
    ),
    (
        "Role",
        "id:id name:text parent:~id share_with_peers:flag users:integer",
    ),
    (
        "RoleChange",
        "name?:text parent?:~id share_with_peers?:flag",
    ),
    ("Team", "id:id name:text members:[id]"),
    ("TeamChange", "name?:text members?:[id]"),
    ("SharingAccess", "access:private|read|write"),
    ("SharingDefault", "entity:text access:private|read|write"),
    ("Group", "role?:id role_and_below?:id team?:id user?:id"),
    (
        "SharingRule",
        "id:id name:text entity:text from:~Group criteria:any to:Group superiors:flag level:read|write",
    ),
    (
        "SharingRuleChange",
        "name?:text entity?:text from?:~Group criteria?:any to?:Group superiors?:flag level?:read|write",
    ),
    ("Grantee", "user?:id role?:id team?:id"),
    ("NewShare", "to:Grantee level?:read|write expires_at?:~time"),
    ("UserName", "id:id name:~text"),
    (
        "RecordShare",
        "id:id to:Grantee name:~text level:read|write expires_at:~time in_force:flag created_by:UserName created_at:time",
    ),
    (
        "AccessReason",
        "kind:administrator|default|owner|assignee|role|peer|rule|share grants:read|write text:text via:[text]",
    ),
    ("RecordRights", "read:flag update:flag delete?:flag"),
    (
        "RecordAccess",
        "user:UserName may:RecordRights reasons:[AccessReason] missing:[text]",
    ),
    (
        "RecordViewer",
        "user:UserName may:RecordRights reasons:[AccessReason]",
    ),
    ("Sharing", "defaults:[SharingDefault] rules:[SharingRule]"),
];

/// An example of a request body.
pub(super) fn example(name: &str) -> Option<serde_json::Value> {
    use serde_json::json;
    Some(match name {
        "ProfileChange" => json!({
            "name": "Inside sales",
            "permissions": {
                "contacts": { "create": true, "read": true, "update": true, "delete": false },
                "deals": { "read": true, "fields": { "amount": "hidden" } },
            },
        }),
        "NewShare" => json!({
            "to": { "user": "019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071" },
            "level": "read",
            "expires_at": null,
        }),
        "RoleChange" => json!({ "name": "Sales manager", "parent": null }),
        "SharingRuleChange" => json!({
            "name": "Support sees open deals",
            "entity": "deal",
            "criteria": { "field": "stage", "op": "nin", "value": ["won", "lost"] },
            "to": { "role": "019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071" },
            "level": "read",
        }),
        _ => return None,
    })
}
