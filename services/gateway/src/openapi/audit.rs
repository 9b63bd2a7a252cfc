//! Schemas of the audit trail's chain; the notation is that of `platform.rs`.

/// Names and keys.
pub(super) const SHAPES: &[(&str, &str)] = &[
    (
        "AuditHead",
        "sequence:integer hash:~text at:~time verified:~AuditVerified",
    ),
    (
        "AuditVerified",
        "sequence:integer hash:~text entries:integer erased:integer found:integer problems:[AuditProblem] at:time",
    ),
    (
        "AuditProblem",
        "kind:edited|deleted|moved|inserted|cut|rewritten|emptied sequence:~integer entry:~id message:text",
    ),
    (
        "PrivacyRequest",
        "kind:access|erase subject:any confirm?:~text",
    ),
    ("PrivacyBegun", "id:id"),
    (
        "PrivacyResult",
        "id:id kind:access|erase status:queued|running|done|failed done:integer total:integer result:any error:~text",
    ),
    (
        "PrivacyListed",
        "id:id kind:access|erase status:queued|running|done|failed done:integer total:integer error:~text created_by:UserName created_at:time",
    ),
    (
        "LegalHold",
        "id:id entity:text record:id title:~text reason:text created_by:UserName created_at:time released_by:~UserName released_at:~time",
    ),
    ("NewHold", "subject:any reason:text"),
    (
        "RetentionRule",
        "id:id name:text entity:text filter:any date_field:text after_days:integer action:bin|purge|erase active:flag created_at:time updated_at:time last_run:~RetentionRun",
    ),
    ("RetentionRun", "at:time done:integer kept:integer"),
    (
        "RetentionChange",
        "name?:~text entity?:~text filter?:any date_field?:~text after_days?:integer action?:bin|purge|erase active?:flag confirm?:~text",
    ),
    (
        "RetentionPreview",
        "matching:integer on_hold:integer more:flag sample:[RetentionSample] confirm:text",
    ),
    ("RetentionSample", "id:id title:text"),
    ("KeptHead", "sequence:integer hash:text"),
    ("AuditVerify", "heads?:[KeptHead]"),
];
