//! Nexa's words for the values of our fields.

use super::super::fields::Words;

pub(super) const SOURCES: Words = &[
    ("website", "website"),
    ("referral", "referral"),
    ("social_media", "social_media"),
    ("email_campaign", "email_campaign"),
    ("cold_call", "cold_call"),
    ("event", "event"),
    ("partner", "partner"),
    ("advertisement", "advertisement"),
    ("other", "other"),
];

pub(super) const LEAD_STATES: Words = &[
    ("new", "new"),
    ("new", "assigned"),
    ("contacted", "working"),
    ("contacted", "nurturing"),
    ("qualified", "qualified"),
    ("unqualified", "dead"),
    ("unqualified", "recycled"),
    ("converted", "converted"),
];

pub(in super::super) const INDUSTRIES: Words = &[
    ("Agriculture", "agriculture"),
    ("Automotive", "automotive"),
    ("Construction", "construction"),
    ("Consulting", "consulting"),
    ("Education", "education"),
    ("Energy", "energy"),
    ("Finance", "finance"),
    ("Banking", "finance"),
    ("Insurance", "finance"),
    ("Food", "food"),
    ("Government", "government"),
    ("Healthcare", "healthcare"),
    ("Health", "healthcare"),
    ("Hospitality", "hospitality"),
    ("Logistics", "logistics"),
    ("Transportation", "logistics"),
    ("Manufacturing", "manufacturing"),
    ("Media", "media"),
    ("Non-Profit", "non_profit"),
    ("Real Estate", "real_estate"),
    ("Retail", "retail"),
    ("Technology", "technology"),
    ("Software", "technology"),
    ("IT", "technology"),
    ("Telecommunications", "telecommunications"),
    ("Other", "other"),
];

pub(super) const CONTACT_STATES: Words = &[
    ("active", "other"),
    ("active", "opportunity"),
    ("inactive", "other"),
    ("lead", "lead"),
    ("lead", "mql"),
    ("lead", "sql"),
    ("customer", "customer"),
    ("customer", "evangelist"),
];

pub(super) const ACCOUNT_TYPES: Words = &[
    ("prospect", "prospect"),
    ("customer", "customer"),
    ("partner", "partner"),
    ("vendor", "vendor"),
    ("other", "other"),
];

pub(super) const STAGES: Words = &[
    ("Qualification", "qualification"),
    ("Needs Analysis", "needs_analysis"),
    ("Value Proposition", "needs_analysis"),
    ("Identify Decision Makers", "needs_analysis"),
    ("On Hold", "needs_analysis"),
    ("Proposal/Price Quote", "proposal"),
    ("Proposal", "proposal"),
    ("Negotiation/Review", "negotiation"),
    ("Negotiation", "negotiation"),
    ("Closed Won", "won"),
    ("Closed Lost", "lost"),
];

pub(super) const TASK_STATES: Words = &[
    ("pending", "pending"),
    ("in_progress", "in_progress"),
    ("completed", "completed"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
];

pub(super) const PRIORITIES: Words = &[
    ("low", "low"),
    ("medium", "medium"),
    ("high", "high"),
    ("urgent", "urgent"),
];

pub(super) const MEETING_STATES: Words = &[
    ("scheduled", "planned"),
    ("planned", "planned"),
    ("in_progress", "planned"),
    ("completed", "held"),
    ("held", "held"),
    ("no_show", "not_held"),
    ("not_held", "not_held"),
    ("cancelled", "cancelled"),
];

pub(super) const MEETING_TYPES: Words = &[
    ("in_person", "in_person"),
    ("online", "online"),
    ("video", "online"),
    ("virtual", "online"),
    ("phone", "phone"),
];

pub(super) const CALL_STATES: Words = &[
    ("scheduled", "planned"),
    ("planned", "planned"),
    ("in_progress", "ringing"),
    ("completed", "answered"),
    ("answered", "answered"),
    ("missed", "missed"),
    ("no_answer", "missed"),
    ("failed", "failed"),
    ("cancelled", "failed"),
];

pub(super) const CALL_OUTCOMES: Words = &[
    ("reached", "reached"),
    ("connected", "reached"),
    ("left_message", "left_message"),
    ("voicemail", "left_message"),
    ("no_answer", "no_answer"),
    ("wrong_number", "wrong_number"),
    ("call_back", "call_back"),
    ("callback", "call_back"),
];

pub(super) const CALL_TYPES: Words = &[("inbound", "inbound"), ("outbound", "outbound")];

pub(super) const PRODUCT_STATES: Words = &[
    ("active", "active"),
    ("inactive", "retired"),
    ("discontinued", "retired"),
    ("retired", "retired"),
];

pub(super) const TICKET_STATES: Words = &[
    ("open", "new"),
    ("open", "open"),
    ("in_progress", "open"),
    ("pending", "pending"),
    ("pending", "on_hold"),
    ("resolved", "resolved"),
    ("closed", "closed"),
];

pub(super) const CHANNELS: Words = &[
    ("email", "email"),
    ("phone", "phone"),
    ("web", "web"),
    ("website", "web"),
    ("portal", "web"),
    ("chat", "chat"),
    ("social_media", "social_media"),
    ("in_person", "in_person"),
    ("api", "api"),
];
