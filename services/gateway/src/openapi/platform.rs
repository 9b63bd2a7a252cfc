//! Component schemas that are the same for every tenant, in a short notation.
//!
//! `SHAPES` holds one object per line: its name and its keys. A key with `?` may be missing; its type stands after
//! the colon and is one of `text`, `id`, `time`, `integer`, `number`, `flag`, `any`, `map`, the name of another shape,
//! words with `|` between for a choice, `[type]` for a list, `{type}` for an object of such values; `~` before it allows
//! null.

use serde_json::{Map, Value, json};

const SHAPES: &[(&str, &str)] = &[
    ("Health", "status:text"),
    ("Empty", ""),
    ("Named", "name:text"),
    ("Deleted", "id:id"),
    ("FieldError", "field:text code:text message:text"),
    (
        "Problem",
        "type:text title:text status:integer detail:text instance:text code:text message:text errors:[FieldError] current?:map",
    ),
    (
        "Pagination",
        "limit:integer has_more:flag next_cursor:~text total?:integer total_capped?:flag page?:integer total_pages?:integer",
    ),
    ("Title", "id:id entity:text title:~text code:~text"),
    (
        "Setup",
        "needs_setup:flag signup:open|first|closed version:text database:sqlite|postgres mail:flag",
    ),
    (
        "SignUp",
        "company:text name:text email:text password:text currency?:~text time_zone?:~text locale?:~text",
    ),
    ("SignIn", "email:text password:text"),
    ("ForgottenPassword", "email:text"),
    ("PasswordReset", "token:text password:text"),
    ("PasswordChange", "current:text password:text"),
    ("EmailVerification", "token:text"),
    ("VerificationSent", "sent:flag verified:flag"),
    (
        "OwnSession",
        "id:id user_agent:text created_at:time last_used_at:time expires_at:time current:flag",
    ),
    ("Ended", "ended:integer"),
    (
        "Acting",
        "access_token:text expires_in:integer user:User tenant:Tenant",
    ),
    ("Person", "id:id name:text"),
    ("ApiKeyInput", "name:text profile?:~id expires_at?:~time"),
    (
        "ApiKey",
        "id:id name:text prefix:text profile:~ProfileTitle created_by:Person created_at:time expires_at:~time last_used_at:~time",
    ),
    (
        "NewApiKey",
        "id:id name:text prefix:text profile:~ProfileTitle created_by:Person created_at:time expires_at:~time last_used_at:~time secret:text",
    ),
    ("ResetLink", "link:text expires_at:time"),
    (
        "Slot",
        "start:time end:time local_start:text local_end:text host:id hosts:[id] free:integer",
    ),
    (
        "SlotsWish",
        "from?:~time to?:~time zone?:~text host?:~id seats?:~integer",
    ),
    (
        "PublicBookingType",
        "name:text slug:text description:~text length_minutes:integer capacity:integer needs_confirmation:flag meeting_type:~text location:~text price:~number price_currency?:~text questions:any",
    ),
    ("PublicOffer", "company:text booking_type:PublicBookingType"),
    (
        "PublicSlot",
        "start:time end:time local_start:text local_end:text free:integer",
    ),
    (
        "PublicWish",
        "start:time name:text email:text phone?:~text zone?:~text answers?:any notes?:~text seats?:~integer",
    ),
    ("PublicBooked", "status:text start:time end:time token:text"),
    (
        "PublicBooking",
        "title:text status:text start_at:~time end_at:~time time_zone:~text seats:~integer location:~text meeting_link:~text price:~number price_currency?:~text invitee_name:~text invitee_email:~text cancel_reason:~text token?:text",
    ),
    ("PublicCancellation", "reason?:~text"),
    ("PublicOtherTime", "start:time"),
    ("FileLinkWish", "expires_in?:~integer version?:~integer"),
    ("FileLink", "url:text expires_at:time"),
    ("Uploaded", "id:id title:text"),
    ("Refresh", "refresh_token?:~text"),
    (
        "Session",
        "access_token:text expires_in:integer refresh_token?:text user:User tenant:Tenant recovery_codes?:[text]",
    ),
    (
        "SignedIn",
        "access_token?:text expires_in?:integer refresh_token?:text user?:User tenant?:Tenant mfa?:Mfa",
    ),
    (
        "Mfa",
        "token:text methods:[text] setup_required:flag expires_in:integer",
    ),
    ("MfaCode", "token:text code:text"),
    ("MfaToken", "token:text"),
    (
        "Passkey",
        "id:id name:text created_at:time last_used_at:~time",
    ),
    ("PasskeyOptions", "challenge:text"),
    ("AddPasskey", "name?:~text credential:map"),
    ("PasskeyChallenge", "token?:~text"),
    ("UsePasskey", "token?:~text credential:map"),
    ("SignInProvider", "id:text name:text"),
    (
        "ProviderLink",
        "id:id provider:~text label:text email:text created_at:time",
    ),
    ("TotpCode", "code:text"),
    ("TotpSetup", "secret:text uri:text qr:text"),
    ("PasswordOnly", "password:text"),
    ("RecoveryCodes", "recovery_codes:[text]"),
    (
        "Factors",
        "totp:flag recovery_codes:integer passkeys:integer required:flag",
    ),
    ("Security", "second_factor_required:flag"),
    ("SecurityChange", "second_factor_required?:flag"),
    (
        "User",
        "id:id name:text email:text profile:ProfileTitle role:~RoleTitle teams:[TeamTitle] locale:text time_zone:text active:flag locked_until?:~time",
    ),
    (
        "UserChange",
        "name?:~text profile?:id role?:~id teams?:[id] active?:flag",
    ),
    (
        "Tenant",
        "id:id name:text slug:text currency:text time_zone:text locale:text",
    ),
    (
        "Me",
        "user:User tenant:Tenant access:OwnAccess email_verified:flag impersonator:~Person preferences:map",
    ),
    (
        "MeChange",
        "name?:~text locale?:~text time_zone?:~text preferences?:map",
    ),
    ("Invite", "email:text name:text profile?:~id role?:~id"),
    (
        "Invitation",
        "id:id email:text name:text expires_at:time link?:text profile?:~ProfileTitle role?:~RoleTitle created_at?:time",
    ),
    (
        "Offer",
        "company:text invited_by:text email:text name:text expires_at:time",
    ),
    ("Accept", "name?:~text password:text"),
    (
        "Module",
        "name:text version:text requires:[text] entities:[text]",
    ),
    (
        "Job",
        "id:id kind:text status:queued|running|done|failed done:integer total:integer result:any operation:~id error:any",
    ),
    ("JobStarted", "job:id"),
    ("Actor", "id:id name:~text"),
    ("FieldChange", "field:text label:text old:any new:any"),
    (
        "AuditEntry",
        "id:id operation:id kind:text entity:text record:~id title:text action:text at:time actor:Actor behind:~Actor source:text changes:[FieldChange] undone:flag erased:flag",
    ),
    (
        "TimelineEntry",
        "id:id kind:text at:time actor:any action?:text changes?:[FieldChange] record?:map",
    ),
    (
        "HistoryStep",
        "from:~text to:~text at:time actor:Actor seconds:integer",
    ),
    (
        "UndoConflict",
        "entity:text record:id field:~text message:text",
    ),
    ("Undone", "undone:integer conflicts:[UndoConflict]"),
    (
        "Hit",
        "entity:text id:id title:~text subtitle?:~text code:~text",
    ),
    ("BulkFailure", "id:id code:text message:text"),
    (
        "BulkSummary",
        "matched:integer changed:integer failed:[BulkFailure]",
    ),
    (
        "Bulk",
        "action:text ids?:[id] filter?:map search?:text all?:flag set?:map input?:map",
    ),
    ("Choice", "value:text label:text color:~text"),
    (
        "Field",
        "name:text type:text label:text help:~text required:flag readonly:flag unique:flag sensitive:flag default:any search:flag sortable:flag filterable:flag groupable:flag operators:[text] options:~[Choice] to:~[text] scale:~integer max_length:~integer min:~integer max:~integer section:~text custom:flag computed:flag system:flag",
    ),
    (
        "StateStep",
        "name:text label:text color:~text kind:open|won|lost|done probability:~integer",
    ),
    (
        "State",
        "initial:text states:[StateStep] steps:map require:map",
    ),
    (
        "Action",
        "name:text label:text icon:~text on:record|collection input:[Field] permission:text when:map",
    ),
    ("Section", "name:text label:text fields:[text]"),
    (
        "Layout",
        "list:[text] board:any calendar:any sections:[Section]",
    ),
    (
        "Permissions",
        "create:flag read:flag update:flag delete:flag import:flag export:flag",
    ),
    (
        "Entity",
        "name:text plural:text label:text label_plural:text icon:text group:text module:text custom:flag description:text title:text owner:text activity:flag child:flag fields:[Field] states:map actions:[Action] layout:Layout permissions?:Permissions",
    ),
    ("Meta", "version:text entities:[Entity] currencies:[text]"),
    (
        "CustomField",
        "name?:text label?:text type?:text required?:flag options?:any to?:any help?:text section?:text default?:any",
    ),
    (
        "CustomEntity",
        "name?:text label?:text label_plural?:text icon?:text group?:text description?:text fields?:[CustomField]",
    ),
    (
        "ImportFile",
        "name:text format:text encoding?:~text delimiter?:~text rows:integer",
    ),
    (
        "ImportColumn",
        "index:integer header:text samples:[text] field:~text confidence:number date_order?:~text",
    ),
    ("ImportMapping", "column:integer field:~text"),
    ("ImportProgress", "done:integer total:integer"),
    (
        "ImportSummary",
        "new:integer changed:integer unchanged:integer rejected:integer links_created:integer",
    ),
    (
        "Import",
        "id:id entity:text state:draft|checking|checked|running|done|failed|undoing|undone file:ImportFile columns:[ImportColumn] mapping:[ImportMapping] mode:create|update|upsert key:~text create_links:flag date_order:~text progress:ImportProgress summary:~ImportSummary error:~text created_at:time operation:~id",
    ),
    (
        "ImportChange",
        "mapping?:[ImportMapping] mode?:create|update|upsert key?:~text delimiter?:~text encoding?:~text date_order?:~text create_links?:flag",
    ),
    ("ImportProblem", "column:~text field:~text message:text"),
    (
        "ImportRow",
        "row:integer status:new|changed|unchanged|rejected title:~text errors:[ImportProblem] changes:any",
    ),
    (
        "Address",
        "street?:~text city?:~text postal_code?:~text state?:~text country?:~text",
    ),
    (
        "Line",
        "product?:any description?:~text quantity?:number unit?:~text unit_price?:~number discount_percent?:number tax_percent?:~number net?:number tax?:number total?:number",
    ),
];

/// All fixed schemas.
pub(crate) fn schemas() -> Map<String, Value> {
    let mut all: Map<String, Value> = SHAPES
        .iter()
        .chain(super::access::SHAPES)
        .chain(super::audit::SHAPES)
        .map(|(name, keys)| ((*name).to_owned(), object(keys)))
        .collect();
    let titles = json!({ "type": "object", "additionalProperties": { "$ref": "#/components/schemas/Title" } });
    let included = json!({ "type": "object", "description": "Titles by entity and id.", "additionalProperties": titles });
    all.insert("Included".to_owned(), included);
    all
}

/// The answer of every failure.
pub(crate) fn problem_response() -> Value {
    let example = json!({
        "type": "/docs#not_found",
        "title": "Not found",
        "status": 404,
        "detail": "contact `019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071` not found",
        "instance": "019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6072",
        "code": "not_found",
        "message": "contact `019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071` not found",
        "errors": [],
    });
    json!({
        "description": "A problem (RFC 9457)",
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "example": example,
        } },
    })
}

/// An example of a request body.
pub(crate) fn example(name: &str) -> Option<Value> {
    Some(match name {
        "SignUp" => {
            json!({ "company": "Analytical Engines", "name": "Ada Lovelace", "email": "ada@example.org", "password": "correct horse battery staple" })
        }
        "SignIn" => {
            json!({ "email": "ada@example.org", "password": "correct horse battery staple" })
        }
        "Invite" => {
            json!({ "email": "charles@example.org", "name": "Charles Babbage" })
        }
        "Bulk" => {
            json!({ "action": "update", "filter": { "field": "owner", "op": "empty", "value": true }, "set": { "owner": "019a2b3c-4d5e-7f80-9a1b-2c3d4e5f6071" } })
        }
        "CustomField" => {
            json!({ "label": "Region", "type": "select", "options": ["north", "south"] })
        }
        "CustomEntity" => {
            json!({ "label": "Vehicle", "fields": [{ "label": "Plate", "type": "text", "required": true }] })
        }
        _ => return super::access::example(name),
    })
}

fn object(keys: &str) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, kind) in keys
        .split_whitespace()
        .filter_map(|key| key.split_once(':'))
    {
        if !name.ends_with('?') {
            required.push(name);
        }
        properties.insert(name.trim_end_matches('?').to_owned(), typed(kind));
    }
    json!({ "type": "object", "required": required, "properties": properties })
}

fn typed(kind: &str) -> Value {
    if let Some(kind) = kind.strip_prefix('~') {
        return json!({ "anyOf": [typed(kind), { "type": "null" }] });
    }
    if let Some(item) = kind
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return json!({ "type": "array", "items": typed(item) });
    }
    if let Some(item) = kind
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return json!({ "type": "object", "additionalProperties": typed(item) });
    }
    match kind {
        "text" => json!({ "type": "string" }),
        "id" => json!({ "type": "string", "format": "uuid" }),
        "time" => json!({ "type": "string", "format": "date-time" }),
        "integer" => json!({ "type": "integer" }),
        "number" => json!({ "type": "number" }),
        "flag" => json!({ "type": "boolean" }),
        "any" => json!({}),
        "map" => json!({ "type": "object" }),
        choice if choice.contains('|') => {
            json!({ "type": "string", "enum": choice.split('|').collect::<Vec<_>>() })
        }
        shape => json!({ "$ref": format!("#/components/schemas/{shape}") }),
    }
}
