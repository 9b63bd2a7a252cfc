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
        "id:id kind:access|erase status:queued|running|done|failed result:any error:~text",
    ),
    ("KeptHead", "sequence:integer hash:text"),
    ("AuditVerify", "heads?:[KeptHead]"),
];
