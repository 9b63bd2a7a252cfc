-- Platform: what belongs to no single entity. Times are UTC microseconds, ids 16 bytes, JSON is text.

CREATE TABLE sequences (
    "tenant_id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "last" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "entity")
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "operation" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "title" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "actor" BLOB NOT NULL,
    "source" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "changes" TEXT NOT NULL,
    "undone_by" BLOB,
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE INDEX audit_record_idx ON audit ("tenant_id", "record_id", "id");
CREATE INDEX audit_operation_idx ON audit ("tenant_id", "operation", "id");

CREATE TABLE outbox (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "type" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "payload" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "claimed_until" INTEGER,
    "published_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id")
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting_idx ON outbox ("created_at") WHERE "published_at" IS NULL;

CREATE TABLE idempotency (
    "tenant_id" BLOB NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "scope", "key")
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at_idx ON idempotency ("at");

CREATE TABLE definitions (
    "tenant_id" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "kind", "name")
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "done" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "error" TEXT,
    "operation" BLOB,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "lease_until" INTEGER,
    "attempts" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE INDEX jobs_kind_idx ON jobs ("tenant_id", "kind", "created_at", "id");
CREATE INDEX jobs_waiting_idx ON jobs ("created_at", "id") WHERE "status" IN ('queued', 'running');

CREATE TABLE import_rows (
    "tenant_id" BLOB NOT NULL,
    "import_id" BLOB NOT NULL,
    "row_number" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "record_id" BLOB,
    "errors" TEXT NOT NULL,
    "changes" TEXT NOT NULL,
    "cells" TEXT NOT NULL,
    PRIMARY KEY ("tenant_id", "import_id", "row_number")
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_status_idx ON import_rows ("tenant_id", "import_id", "status", "row_number");

CREATE TABLE search_docs (
    "rid" INTEGER PRIMARY KEY,
    "tenant_id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    UNIQUE ("tenant_id", "entity", "record_id")
) STRICT;
CREATE INDEX search_docs_title_idx ON search_docs ("tenant_id", "entity", "title");

CREATE VIRTUAL TABLE search_fts USING fts5 (
    title, body, content = 'search_docs', content_rowid = 'rid', tokenize = 'trigram case_sensitive 1', columnsize = 0
);
CREATE TRIGGER search_docs_insert AFTER INSERT ON search_docs BEGIN
    INSERT INTO search_fts (rowid, title, body) VALUES (new.rid, new.title, new.body);
END;
CREATE TRIGGER search_docs_delete AFTER DELETE ON search_docs BEGIN
    INSERT INTO search_fts (search_fts, rowid, title, body) VALUES ('delete', old.rid, old.title, old.body);
END;
CREATE TRIGGER search_docs_update AFTER UPDATE OF title, body ON search_docs BEGIN
    INSERT INTO search_fts (search_fts, rowid, title, body) VALUES ('delete', old.rid, old.title, old.body);
    INSERT INTO search_fts (rowid, title, body) VALUES (new.rid, new.title, new.body);
END;

CREATE TABLE custom_records (
    "tenant_id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "data" TEXT NOT NULL DEFAULT '{}',
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX custom_records_seq_key ON custom_records ("tenant_id", "entity", "seq");
CREATE INDEX custom_records_created_at_sort ON custom_records ("tenant_id", "entity", "created_at", "id")
    WHERE "deleted_at" IS NULL;
CREATE INDEX custom_records_updated_at_sort ON custom_records ("tenant_id", "entity", "updated_at", "id")
    WHERE "deleted_at" IS NULL;
CREATE INDEX custom_records_owner_idx ON custom_records ("tenant_id", "entity", "owner", "created_at", "id")
    WHERE "deleted_at" IS NULL;

-- Identity: who may come in. Times are UTC microseconds, ids 16 bytes, secrets SHA-256 hashes.

CREATE TABLE installation_settings (
    "name" TEXT PRIMARY KEY NOT NULL,
    "value" TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tenants (
    "id" BLOB PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL UNIQUE,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE users (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" INTEGER,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "last_login_at" INTEGER,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
);

CREATE TABLE sessions (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL UNIQUE,
    "user_id" BLOB NOT NULL,
    "session_epoch" INTEGER NOT NULL,
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BLOB NOT NULL,
    "previous_hash" BLOB,
    "rotation_salt" BLOB,
    "rotated_at" INTEGER,
    "user_agent" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "revoked_at" INTEGER,
    "revoked_because" TEXT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BLOB NOT NULL,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "used_at" INTEGER,
    "used_by" BLOB,
    "revoked_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE "accounts" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "parent" BLOB,
    "account_type" TEXT,
    "industry" TEXT,
    "size" TEXT,
    "employees" INTEGER,
    "annual_revenue" INTEGER,
    "annual_revenue_currency" TEXT,
    "tags" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "website" TEXT,
    "linkedin_url" TEXT,
    "billing_address" TEXT,
    "shipping_address" TEXT,
    "is_customer" INTEGER,
    "is_supplier" INTEGER,
    "is_partner" INTEGER,
    "account_number" TEXT,
    "tax_id" TEXT,
    "customer_since" TEXT,
    "credit_limit" INTEGER,
    "credit_limit_currency" TEXT,
    "payment_terms" TEXT,
    "rating" INTEGER,
    "description" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "accounts_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "accounts_seq_key" ON "accounts" ("tenant_id", "seq");
CREATE INDEX "accounts_name_idx" ON "accounts" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_name_sort" ON "accounts" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_parent_idx" ON "accounts" ("tenant_id", "parent", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_account_type_idx" ON "accounts" ("tenant_id", "account_type", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_industry_idx" ON "accounts" ("tenant_id", "industry", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_annual_revenue_sort" ON "accounts" ("tenant_id", "annual_revenue", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_email_idx" ON "accounts" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_is_customer_idx" ON "accounts" ("tenant_id", "is_customer", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_is_supplier_idx" ON "accounts" ("tenant_id", "is_supplier", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "accounts_code_key" ON "accounts" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_owner_idx" ON "accounts" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_created_at_sort" ON "accounts" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_updated_at_sort" ON "accounts" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "calls" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "subject" TEXT,
    "status" TEXT,
    "direction" TEXT,
    "started_at" INTEGER,
    "duration" INTEGER,
    "related" BLOB,
    "related_type" TEXT,
    "contact" BLOB,
    "phone_number" TEXT,
    "outcome" TEXT,
    "body" TEXT,
    "recording_url" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "calls_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "calls_seq_key" ON "calls" ("tenant_id", "seq");
CREATE INDEX "calls_status_idx" ON "calls" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_started_at_idx" ON "calls" ("tenant_id", "started_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_started_at_sort" ON "calls" ("tenant_id", "started_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_related_idx" ON "calls" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_contact_idx" ON "calls" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_owner_idx" ON "calls" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_created_at_sort" ON "calls" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_updated_at_sort" ON "calls" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "contacts" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "salutation" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "account" BLOB,
    "title" TEXT,
    "department" TEXT,
    "reports_to" BLOB,
    "company" TEXT,
    "tags" TEXT,
    "email" TEXT,
    "secondary_email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "linkedin_url" TEXT,
    "twitter_handle" TEXT,
    "facebook_url" TEXT,
    "website" TEXT,
    "do_not_contact" INTEGER,
    "do_not_call" INTEGER,
    "email_opt_out" INTEGER,
    "address" TEXT,
    "other_address" TEXT,
    "territory" TEXT,
    "lifecycle_stage" TEXT,
    "lead_status" TEXT,
    "lead_source" TEXT,
    "lead_score" INTEGER,
    "is_active" INTEGER,
    "last_contacted_at" INTEGER,
    "birthday" TEXT,
    "customer_since" TEXT,
    "client_code" TEXT,
    "credit_limit" INTEGER,
    "credit_limit_currency" TEXT,
    "tax_id" TEXT,
    "rating" INTEGER,
    "description" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "contacts_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "contacts_reports_to_fkey" FOREIGN KEY ("tenant_id", "reports_to") REFERENCES "contacts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "contacts_seq_key" ON "contacts" ("tenant_id", "seq");
CREATE INDEX "contacts_name_idx" ON "contacts" ("tenant_id", "name", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_name_sort" ON "contacts" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_last_name_sort" ON "contacts" ("tenant_id", "last_name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_account_idx" ON "contacts" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_reports_to_idx" ON "contacts" ("tenant_id", "reports_to", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_email_idx" ON "contacts" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_email_sort" ON "contacts" ("tenant_id", "email", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_lifecycle_stage_idx" ON "contacts" ("tenant_id", "lifecycle_stage", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_lead_source_idx" ON "contacts" ("tenant_id", "lead_source", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_last_contacted_at_sort" ON "contacts" ("tenant_id", "last_contacted_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "contacts_code_key" ON "contacts" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_owner_idx" ON "contacts" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_created_at_sort" ON "contacts" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_updated_at_sort" ON "contacts" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "deals" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "pipeline" BLOB,
    "stage" TEXT,
    "amount" INTEGER,
    "amount_currency" TEXT,
    "probability" INTEGER,
    "expected_close" TEXT,
    "tags" TEXT,
    "weighted" INTEGER,
    "deal_type" TEXT,
    "next_step" TEXT,
    "competitors" TEXT,
    "lead" BLOB,
    "lead_source" TEXT,
    "campaign" TEXT,
    "description" TEXT,
    "lost_reason" TEXT,
    "closed_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "deals_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "deals_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "deals_pipeline_fkey" FOREIGN KEY ("tenant_id", "pipeline") REFERENCES "pipelines" ("tenant_id", "id"),
    CONSTRAINT "deals_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "deals_seq_key" ON "deals" ("tenant_id", "seq");
CREATE INDEX "deals_name_sort" ON "deals" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_account_idx" ON "deals" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_contact_idx" ON "deals" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_pipeline_idx" ON "deals" ("tenant_id", "pipeline", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_stage_idx" ON "deals" ("tenant_id", "stage", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_idx" ON "deals" ("tenant_id", "amount", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_sort" ON "deals" ("tenant_id", "amount", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_idx" ON "deals" ("tenant_id", "expected_close", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_sort" ON "deals" ("tenant_id", "expected_close", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_idx" ON "deals" ("tenant_id", "lead", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_source_idx" ON "deals" ("tenant_id", "lead_source", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_idx" ON "deals" ("tenant_id", "closed_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_sort" ON "deals" ("tenant_id", "closed_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "deals_code_key" ON "deals" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_owner_idx" ON "deals" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_created_at_sort" ON "deals" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_updated_at_sort" ON "deals" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "estimates" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "kind" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "deal" BLOB,
    "ticket" BLOB,
    "valid_until" TEXT,
    "tags" TEXT,
    "lines" TEXT,
    "subtotal" INTEGER,
    "subtotal_currency" TEXT,
    "tax" INTEGER,
    "tax_currency" TEXT,
    "total" INTEGER,
    "total_currency" TEXT,
    "description" TEXT,
    "terms" TEXT,
    "address" TEXT,
    "sent_at" INTEGER,
    "decided_at" INTEGER,
    "converted_at" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "estimates_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "estimates_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "estimates_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id"),
    CONSTRAINT "estimates_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "estimates_seq_key" ON "estimates" ("tenant_id", "seq");
CREATE INDEX "estimates_status_idx" ON "estimates" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_account_idx" ON "estimates" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_contact_idx" ON "estimates" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_deal_idx" ON "estimates" ("tenant_id", "deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_ticket_idx" ON "estimates" ("tenant_id", "ticket", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_valid_until_idx" ON "estimates" ("tenant_id", "valid_until", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_valid_until_sort" ON "estimates" ("tenant_id", "valid_until", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_total_sort" ON "estimates" ("tenant_id", "total", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "estimates_code_key" ON "estimates" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_owner_idx" ON "estimates" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_created_at_sort" ON "estimates" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_updated_at_sort" ON "estimates" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "leads" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "salutation" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "company" TEXT,
    "title" TEXT,
    "department" TEXT,
    "status" TEXT,
    "rating" TEXT,
    "lead_score" INTEGER,
    "lead_source" TEXT,
    "campaign" TEXT,
    "tags" TEXT,
    "email" TEXT,
    "secondary_email" TEXT,
    "phone" TEXT,
    "mobile" TEXT,
    "website" TEXT,
    "linkedin_url" TEXT,
    "twitter_handle" TEXT,
    "do_not_contact" INTEGER,
    "email_opt_out" INTEGER,
    "address" TEXT,
    "industry" TEXT,
    "employees" INTEGER,
    "annual_revenue" INTEGER,
    "annual_revenue_currency" TEXT,
    "next_step" TEXT,
    "last_contacted_at" INTEGER,
    "description" TEXT,
    "dead_reason" TEXT,
    "converted_at" INTEGER,
    "converted_account" BLOB,
    "converted_contact" BLOB,
    "converted_deal" BLOB,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "leads_converted_account_fkey" FOREIGN KEY ("tenant_id", "converted_account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "leads_converted_contact_fkey" FOREIGN KEY ("tenant_id", "converted_contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "leads_converted_deal_fkey" FOREIGN KEY ("tenant_id", "converted_deal") REFERENCES "deals" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "leads_seq_key" ON "leads" ("tenant_id", "seq");
CREATE INDEX "leads_name_sort" ON "leads" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_company_sort" ON "leads" ("tenant_id", "company", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_status_idx" ON "leads" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_score_sort" ON "leads" ("tenant_id", "lead_score", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_source_idx" ON "leads" ("tenant_id", "lead_source", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_email_idx" ON "leads" ("tenant_id", "email", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_last_contacted_at_sort" ON "leads" ("tenant_id", "last_contacted_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_at_sort" ON "leads" ("tenant_id", "converted_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_account_idx" ON "leads" ("tenant_id", "converted_account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_contact_idx" ON "leads" ("tenant_id", "converted_contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_deal_idx" ON "leads" ("tenant_id", "converted_deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "leads_code_key" ON "leads" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_owner_idx" ON "leads" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_created_at_sort" ON "leads" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_updated_at_sort" ON "leads" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "meetings" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "start_at" INTEGER,
    "end_at" INTEGER,
    "all_day" INTEGER,
    "meeting_type" TEXT,
    "location" TEXT,
    "meeting_link" TEXT,
    "host" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "contact" BLOB,
    "attendees" TEXT,
    "agenda" TEXT,
    "body" TEXT,
    "outcome" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "meetings_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "meetings_seq_key" ON "meetings" ("tenant_id", "seq");
CREATE INDEX "meetings_status_idx" ON "meetings" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_start_at_idx" ON "meetings" ("tenant_id", "start_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_start_at_sort" ON "meetings" ("tenant_id", "start_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_host_idx" ON "meetings" ("tenant_id", "host", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_related_idx" ON "meetings" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_contact_idx" ON "meetings" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_owner_idx" ON "meetings" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_created_at_sort" ON "meetings" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_updated_at_sort" ON "meetings" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "notes" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "body" TEXT,
    "related" BLOB,
    "related_type" TEXT,
    "pinned" INTEGER,
    "tags" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "notes_seq_key" ON "notes" ("tenant_id", "seq");
CREATE INDEX "notes_related_idx" ON "notes" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_pinned_idx" ON "notes" ("tenant_id", "pinned", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_owner_idx" ON "notes" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_created_at_sort" ON "notes" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_updated_at_sort" ON "notes" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "pipelines" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "stages" TEXT,
    "is_default" INTEGER,
    "description" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "pipelines_seq_key" ON "pipelines" ("tenant_id", "seq");
CREATE UNIQUE INDEX "pipelines_name_key" ON "pipelines" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_owner_idx" ON "pipelines" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_created_at_sort" ON "pipelines" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_updated_at_sort" ON "pipelines" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "products" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "name" TEXT,
    "sku" TEXT,
    "status" TEXT,
    "kind" TEXT,
    "category" TEXT,
    "price" INTEGER,
    "price_currency" TEXT,
    "unit" TEXT,
    "tax_percent" INTEGER,
    "billing" TEXT,
    "cost" INTEGER,
    "cost_currency" TEXT,
    "stock_quantity" INTEGER,
    "supplier" BLOB,
    "description" TEXT,
    "specifications" TEXT,
    "tags" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "products_supplier_fkey" FOREIGN KEY ("tenant_id", "supplier") REFERENCES "accounts" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "products_seq_key" ON "products" ("tenant_id", "seq");
CREATE INDEX "products_name_sort" ON "products" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "products_sku_key" ON "products" ("tenant_id", "sku") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_status_idx" ON "products" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_kind_idx" ON "products" ("tenant_id", "kind", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_category_idx" ON "products" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_price_sort" ON "products" ("tenant_id", "price", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_supplier_idx" ON "products" ("tenant_id", "supplier", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_owner_idx" ON "products" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_created_at_sort" ON "products" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_updated_at_sort" ON "products" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "tasks" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "due_at" INTEGER,
    "assignee" BLOB,
    "related" BLOB,
    "related_type" TEXT,
    "kind" TEXT,
    "start_at" INTEGER,
    "reminder_at" INTEGER,
    "parent" BLOB,
    "body" TEXT,
    "tags" TEXT,
    "completed_at" INTEGER,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "tasks_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "tasks" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "tasks_seq_key" ON "tasks" ("tenant_id", "seq");
CREATE INDEX "tasks_status_idx" ON "tasks" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_priority_idx" ON "tasks" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_idx" ON "tasks" ("tenant_id", "due_at", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_sort" ON "tasks" ("tenant_id", "due_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_assignee_idx" ON "tasks" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_related_idx" ON "tasks" ("tenant_id", "related", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_parent_idx" ON "tasks" ("tenant_id", "parent", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_completed_at_sort" ON "tasks" ("tenant_id", "completed_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_owner_idx" ON "tasks" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_created_at_sort" ON "tasks" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_updated_at_sort" ON "tasks" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "tickets" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "subject" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "description" TEXT,
    "channel" TEXT,
    "category" TEXT,
    "classification" TEXT,
    "assignee" BLOB,
    "due_at" INTEGER,
    "tags" TEXT,
    "contact" BLOB,
    "account" BLOB,
    "product" BLOB,
    "email" TEXT,
    "phone" TEXT,
    "resolution" TEXT,
    "first_response_at" INTEGER,
    "resolved_at" INTEGER,
    "closed_at" INTEGER,
    "reopened_count" INTEGER,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "tickets_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "tickets_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "tickets_product_fkey" FOREIGN KEY ("tenant_id", "product") REFERENCES "products" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "tickets_seq_key" ON "tickets" ("tenant_id", "seq");
CREATE INDEX "tickets_status_idx" ON "tickets" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_priority_idx" ON "tickets" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_channel_idx" ON "tickets" ("tenant_id", "channel", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_category_idx" ON "tickets" ("tenant_id", "category", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_assignee_idx" ON "tickets" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_due_at_sort" ON "tickets" ("tenant_id", "due_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_contact_idx" ON "tickets" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_account_idx" ON "tickets" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_product_idx" ON "tickets" ("tenant_id", "product", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_resolved_at_sort" ON "tickets" ("tenant_id", "resolved_at", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "tickets_code_key" ON "tickets" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_owner_idx" ON "tickets" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_created_at_sort" ON "tickets" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_updated_at_sort" ON "tickets" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
CREATE TABLE "work_orders" (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "seq" INTEGER NOT NULL,
    "owner" BLOB,
    "source" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "updated_by" BLOB NOT NULL,
    "version" INTEGER NOT NULL,
    "deleted_at" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "priority" TEXT,
    "summary" TEXT,
    "assignee" BLOB,
    "billing_status" TEXT,
    "tags" TEXT,
    "account" BLOB,
    "contact" BLOB,
    "ticket" BLOB,
    "estimate" BLOB,
    "deal" BLOB,
    "parent" BLOB,
    "address" TEXT,
    "scheduled_start" INTEGER,
    "scheduled_end" INTEGER,
    "started_at" INTEGER,
    "completed_at" INTEGER,
    "lines" TEXT,
    "subtotal" INTEGER,
    "subtotal_currency" TEXT,
    "tax" INTEGER,
    "tax_currency" TEXT,
    "total" INTEGER,
    "total_currency" TEXT,
    "description" TEXT,
    "report" TEXT,
    "code" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id"),
    CONSTRAINT "work_orders_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id"),
    CONSTRAINT "work_orders_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id"),
    CONSTRAINT "work_orders_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id"),
    CONSTRAINT "work_orders_estimate_fkey" FOREIGN KEY ("tenant_id", "estimate") REFERENCES "estimates" ("tenant_id", "id"),
    CONSTRAINT "work_orders_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id"),
    CONSTRAINT "work_orders_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "work_orders" ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "work_orders_seq_key" ON "work_orders" ("tenant_id", "seq");
CREATE INDEX "work_orders_status_idx" ON "work_orders" ("tenant_id", "status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_priority_idx" ON "work_orders" ("tenant_id", "priority", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_assignee_idx" ON "work_orders" ("tenant_id", "assignee", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_billing_status_idx" ON "work_orders" ("tenant_id", "billing_status", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_account_idx" ON "work_orders" ("tenant_id", "account", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_contact_idx" ON "work_orders" ("tenant_id", "contact", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_ticket_idx" ON "work_orders" ("tenant_id", "ticket", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_estimate_idx" ON "work_orders" ("tenant_id", "estimate", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_deal_idx" ON "work_orders" ("tenant_id", "deal", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_parent_idx" ON "work_orders" ("tenant_id", "parent", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_scheduled_start_idx" ON "work_orders" ("tenant_id", "scheduled_start", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_scheduled_start_sort" ON "work_orders" ("tenant_id", "scheduled_start", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_completed_at_sort" ON "work_orders" ("tenant_id", "completed_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_total_sort" ON "work_orders" ("tenant_id", "total", "id") WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "work_orders_code_key" ON "work_orders" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_owner_idx" ON "work_orders" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_created_at_sort" ON "work_orders" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_updated_at_sort" ON "work_orders" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
