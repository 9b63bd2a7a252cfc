-- Platform: what belongs to no single entity. Times are UTC microseconds, ids UUIDs.

CREATE TABLE sequences (
    "tenant_id" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "last" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "entity")
);

CREATE TABLE audit (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "operation" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "actor" UUID NOT NULL,
    "source" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    "version" BIGINT NOT NULL,
    "changes" JSONB NOT NULL,
    "undone_by" UUID,
    PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX audit_record_idx ON audit ("tenant_id", "record_id", "id");
CREATE INDEX audit_operation_idx ON audit ("tenant_id", "operation", "id");

CREATE TABLE outbox (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" BIGINT NOT NULL,
    "claimed_until" BIGINT,
    "published_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX outbox_waiting_idx ON outbox ("created_at") WHERE "published_at" IS NULL;

CREATE TABLE idempotency (
    "tenant_id" UUID NOT NULL,
    "scope" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "fingerprint" TEXT COLLATE "C" NOT NULL,
    "status" BIGINT NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    "at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "scope", "key")
);
CREATE INDEX idempotency_at_idx ON idempotency ("at");

CREATE TABLE definitions (
    "tenant_id" UUID NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "body" JSONB NOT NULL,
    "epoch" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "kind", "name")
);

CREATE TABLE jobs (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "done" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "state" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "error" TEXT COLLATE "C",
    "operation" UUID,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "lease_until" BIGINT,
    "attempts" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX jobs_kind_idx ON jobs ("tenant_id", "kind", "created_at", "id");
CREATE INDEX jobs_waiting_idx ON jobs ("created_at", "id") WHERE "status" IN ('queued', 'running');

CREATE TABLE import_rows (
    "tenant_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "row_number" BIGINT NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID,
    "errors" JSONB NOT NULL,
    "changes" JSONB NOT NULL,
    "cells" JSONB NOT NULL,
    PRIMARY KEY ("tenant_id", "import_id", "row_number")
);
CREATE INDEX import_rows_status_idx ON import_rows ("tenant_id", "import_id", "status", "row_number");

CREATE TABLE search_docs (
    "rid" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "tenant_id" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "body" TEXT COLLATE "C" NOT NULL,
    UNIQUE ("tenant_id", "entity", "record_id")
);
CREATE INDEX search_docs_title_idx ON search_docs ("tenant_id", "entity", "title");

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX search_docs_words_idx ON search_docs USING gin ((title || ' ' || body) gin_trgm_ops);

CREATE TABLE custom_records (
    "tenant_id" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX custom_records_seq_key ON custom_records ("tenant_id", "entity", "seq");
CREATE INDEX custom_records_created_at_sort ON custom_records ("tenant_id", "entity", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST)
    WHERE "deleted_at" IS NULL;
CREATE INDEX custom_records_updated_at_sort ON custom_records ("tenant_id", "entity", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST)
    WHERE "deleted_at" IS NULL;
CREATE INDEX custom_records_owner_idx ON custom_records ("tenant_id", "entity", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST)
    WHERE "deleted_at" IS NULL;

-- Identity: who may come in. Times are UTC microseconds, ids UUIDs, secrets SHA-256 hashes.

CREATE TABLE installation_settings (
    "name" TEXT PRIMARY KEY NOT NULL,
    "value" TEXT NOT NULL
);

CREATE TABLE tenants (
    "id" UUID PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL UNIQUE,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);

CREATE TABLE users (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" BIGINT NOT NULL DEFAULT 0,
    "locked_until" BIGINT,
    "session_epoch" BIGINT NOT NULL DEFAULT 0,
    "last_login_at" BIGINT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
);

CREATE TABLE sessions (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL UNIQUE,
    "user_id" UUID NOT NULL,
    "session_epoch" BIGINT NOT NULL,
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "rotation_salt" BYTEA,
    "rotated_at" BIGINT,
    "user_agent" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_used_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "revoked_at" BIGINT,
    "revoked_because" TEXT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BYTEA NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "used_at" BIGINT,
    "used_by" UUID,
    "revoked_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE "accounts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "parent" UUID,
    "account_type" TEXT COLLATE "C",
    "industry" TEXT COLLATE "C",
    "size" TEXT COLLATE "C",
    "employees" BIGINT,
    "annual_revenue" BIGINT,
    "annual_revenue_currency" TEXT COLLATE "C",
    "tags" JSONB,
    "phone" TEXT COLLATE "C",
    "email" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "linkedin_url" TEXT COLLATE "C",
    "billing_address" JSONB,
    "shipping_address" JSONB,
    "is_customer" BOOLEAN,
    "is_supplier" BOOLEAN,
    "is_partner" BOOLEAN,
    "account_number" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "customer_since" TEXT COLLATE "C",
    "credit_limit" BIGINT,
    "credit_limit_currency" TEXT COLLATE "C",
    "payment_terms" TEXT COLLATE "C",
    "rating" BIGINT,
    "description" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "accounts_seq_key" ON "accounts" ("tenant_id", "seq");
CREATE INDEX "accounts_name_idx" ON "accounts" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_name_sort" ON "accounts" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_parent_idx" ON "accounts" ("tenant_id", "parent" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_account_type_idx" ON "accounts" ("tenant_id", "account_type" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_industry_idx" ON "accounts" ("tenant_id", "industry" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_annual_revenue_sort" ON "accounts" ("tenant_id", "annual_revenue" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_email_idx" ON "accounts" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_is_customer_idx" ON "accounts" ("tenant_id", "is_customer" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_is_supplier_idx" ON "accounts" ("tenant_id", "is_supplier" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "accounts_code_key" ON "accounts" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_owner_idx" ON "accounts" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_created_at_sort" ON "accounts" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "accounts_updated_at_sort" ON "accounts" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "calls" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "subject" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "direction" TEXT COLLATE "C",
    "started_at" BIGINT,
    "duration" BIGINT,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "contact" UUID,
    "phone_number" TEXT COLLATE "C",
    "outcome" TEXT COLLATE "C",
    "body" TEXT COLLATE "C",
    "recording_url" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "calls_seq_key" ON "calls" ("tenant_id", "seq");
CREATE INDEX "calls_status_idx" ON "calls" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_started_at_idx" ON "calls" ("tenant_id", "started_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_started_at_sort" ON "calls" ("tenant_id", "started_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_related_idx" ON "calls" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_contact_idx" ON "calls" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_owner_idx" ON "calls" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_created_at_sort" ON "calls" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "calls_updated_at_sort" ON "calls" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "contacts" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "salutation" TEXT COLLATE "C",
    "first_name" TEXT COLLATE "C",
    "last_name" TEXT COLLATE "C",
    "account" UUID,
    "title" TEXT COLLATE "C",
    "department" TEXT COLLATE "C",
    "reports_to" UUID,
    "company" TEXT COLLATE "C",
    "tags" JSONB,
    "email" TEXT COLLATE "C",
    "secondary_email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "mobile" TEXT COLLATE "C",
    "linkedin_url" TEXT COLLATE "C",
    "twitter_handle" TEXT COLLATE "C",
    "facebook_url" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "do_not_contact" BOOLEAN,
    "do_not_call" BOOLEAN,
    "email_opt_out" BOOLEAN,
    "address" JSONB,
    "other_address" JSONB,
    "territory" TEXT COLLATE "C",
    "lifecycle_stage" TEXT COLLATE "C",
    "lead_status" TEXT COLLATE "C",
    "lead_source" TEXT COLLATE "C",
    "lead_score" BIGINT,
    "is_active" BOOLEAN,
    "last_contacted_at" BIGINT,
    "birthday" TEXT COLLATE "C",
    "customer_since" TEXT COLLATE "C",
    "client_code" TEXT COLLATE "C",
    "credit_limit" BIGINT,
    "credit_limit_currency" TEXT COLLATE "C",
    "tax_id" TEXT COLLATE "C",
    "rating" BIGINT,
    "description" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "contacts_seq_key" ON "contacts" ("tenant_id", "seq");
CREATE INDEX "contacts_name_idx" ON "contacts" ("tenant_id", "name" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_name_sort" ON "contacts" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_last_name_sort" ON "contacts" ("tenant_id", "last_name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_account_idx" ON "contacts" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_reports_to_idx" ON "contacts" ("tenant_id", "reports_to" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_email_idx" ON "contacts" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_email_sort" ON "contacts" ("tenant_id", "email" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_lifecycle_stage_idx" ON "contacts" ("tenant_id", "lifecycle_stage" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_lead_source_idx" ON "contacts" ("tenant_id", "lead_source" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_last_contacted_at_sort" ON "contacts" ("tenant_id", "last_contacted_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "contacts_code_key" ON "contacts" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_owner_idx" ON "contacts" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_created_at_sort" ON "contacts" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "contacts_updated_at_sort" ON "contacts" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "deals" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "account" UUID,
    "contact" UUID,
    "pipeline" UUID,
    "stage" TEXT COLLATE "C",
    "amount" BIGINT,
    "amount_currency" TEXT COLLATE "C",
    "probability" BIGINT,
    "expected_close" TEXT COLLATE "C",
    "tags" JSONB,
    "weighted" BIGINT,
    "deal_type" TEXT COLLATE "C",
    "next_step" TEXT COLLATE "C",
    "competitors" JSONB,
    "lead" UUID,
    "lead_source" TEXT COLLATE "C",
    "campaign" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "lost_reason" TEXT COLLATE "C",
    "closed_at" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "deals_seq_key" ON "deals" ("tenant_id", "seq");
CREATE INDEX "deals_name_sort" ON "deals" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_account_idx" ON "deals" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_contact_idx" ON "deals" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_pipeline_idx" ON "deals" ("tenant_id", "pipeline" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_stage_idx" ON "deals" ("tenant_id", "stage" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_idx" ON "deals" ("tenant_id", "amount" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_amount_sort" ON "deals" ("tenant_id", "amount" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_idx" ON "deals" ("tenant_id", "expected_close" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_expected_close_sort" ON "deals" ("tenant_id", "expected_close" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_idx" ON "deals" ("tenant_id", "lead" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_lead_source_idx" ON "deals" ("tenant_id", "lead_source" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_idx" ON "deals" ("tenant_id", "closed_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_closed_at_sort" ON "deals" ("tenant_id", "closed_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "deals_code_key" ON "deals" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_owner_idx" ON "deals" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_created_at_sort" ON "deals" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "deals_updated_at_sort" ON "deals" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "estimates" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "kind" TEXT COLLATE "C",
    "account" UUID,
    "contact" UUID,
    "deal" UUID,
    "ticket" UUID,
    "valid_until" TEXT COLLATE "C",
    "tags" JSONB,
    "lines" JSONB,
    "subtotal" BIGINT,
    "subtotal_currency" TEXT COLLATE "C",
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "terms" TEXT COLLATE "C",
    "address" JSONB,
    "sent_at" BIGINT,
    "decided_at" BIGINT,
    "converted_at" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "estimates_seq_key" ON "estimates" ("tenant_id", "seq");
CREATE INDEX "estimates_status_idx" ON "estimates" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_account_idx" ON "estimates" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_contact_idx" ON "estimates" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_deal_idx" ON "estimates" ("tenant_id", "deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_ticket_idx" ON "estimates" ("tenant_id", "ticket" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_valid_until_idx" ON "estimates" ("tenant_id", "valid_until" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_valid_until_sort" ON "estimates" ("tenant_id", "valid_until" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_total_sort" ON "estimates" ("tenant_id", "total" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "estimates_code_key" ON "estimates" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_owner_idx" ON "estimates" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_created_at_sort" ON "estimates" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "estimates_updated_at_sort" ON "estimates" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "leads" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "salutation" TEXT COLLATE "C",
    "first_name" TEXT COLLATE "C",
    "last_name" TEXT COLLATE "C",
    "company" TEXT COLLATE "C",
    "title" TEXT COLLATE "C",
    "department" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "rating" TEXT COLLATE "C",
    "lead_score" BIGINT,
    "lead_source" TEXT COLLATE "C",
    "campaign" TEXT COLLATE "C",
    "tags" JSONB,
    "email" TEXT COLLATE "C",
    "secondary_email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "mobile" TEXT COLLATE "C",
    "website" TEXT COLLATE "C",
    "linkedin_url" TEXT COLLATE "C",
    "twitter_handle" TEXT COLLATE "C",
    "do_not_contact" BOOLEAN,
    "email_opt_out" BOOLEAN,
    "address" JSONB,
    "industry" TEXT COLLATE "C",
    "employees" BIGINT,
    "annual_revenue" BIGINT,
    "annual_revenue_currency" TEXT COLLATE "C",
    "next_step" TEXT COLLATE "C",
    "last_contacted_at" BIGINT,
    "description" TEXT COLLATE "C",
    "dead_reason" TEXT COLLATE "C",
    "converted_at" BIGINT,
    "converted_account" UUID,
    "converted_contact" UUID,
    "converted_deal" UUID,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "leads_seq_key" ON "leads" ("tenant_id", "seq");
CREATE INDEX "leads_name_sort" ON "leads" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_company_sort" ON "leads" ("tenant_id", "company" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_status_idx" ON "leads" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_score_sort" ON "leads" ("tenant_id", "lead_score" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_lead_source_idx" ON "leads" ("tenant_id", "lead_source" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_email_idx" ON "leads" ("tenant_id", "email" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_last_contacted_at_sort" ON "leads" ("tenant_id", "last_contacted_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_at_sort" ON "leads" ("tenant_id", "converted_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_account_idx" ON "leads" ("tenant_id", "converted_account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_contact_idx" ON "leads" ("tenant_id", "converted_contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_converted_deal_idx" ON "leads" ("tenant_id", "converted_deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "leads_code_key" ON "leads" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_owner_idx" ON "leads" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_created_at_sort" ON "leads" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "leads_updated_at_sort" ON "leads" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "meetings" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "start_at" BIGINT,
    "end_at" BIGINT,
    "all_day" BOOLEAN,
    "meeting_type" TEXT COLLATE "C",
    "location" TEXT COLLATE "C",
    "meeting_link" TEXT COLLATE "C",
    "host" UUID,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "contact" UUID,
    "attendees" JSONB,
    "agenda" TEXT COLLATE "C",
    "body" TEXT COLLATE "C",
    "outcome" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "meetings_seq_key" ON "meetings" ("tenant_id", "seq");
CREATE INDEX "meetings_status_idx" ON "meetings" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_start_at_idx" ON "meetings" ("tenant_id", "start_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_start_at_sort" ON "meetings" ("tenant_id", "start_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_host_idx" ON "meetings" ("tenant_id", "host" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_related_idx" ON "meetings" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_contact_idx" ON "meetings" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_owner_idx" ON "meetings" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_created_at_sort" ON "meetings" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "meetings_updated_at_sort" ON "meetings" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "notes" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "body" TEXT COLLATE "C",
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "pinned" BOOLEAN,
    "tags" JSONB,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "notes_seq_key" ON "notes" ("tenant_id", "seq");
CREATE INDEX "notes_related_idx" ON "notes" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_pinned_idx" ON "notes" ("tenant_id", "pinned" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_owner_idx" ON "notes" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_created_at_sort" ON "notes" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "notes_updated_at_sort" ON "notes" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "pipelines" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "stages" JSONB,
    "is_default" BOOLEAN,
    "description" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "pipelines_seq_key" ON "pipelines" ("tenant_id", "seq");
CREATE UNIQUE INDEX "pipelines_name_key" ON "pipelines" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_owner_idx" ON "pipelines" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_created_at_sort" ON "pipelines" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "pipelines_updated_at_sort" ON "pipelines" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "products" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "name" TEXT COLLATE "C",
    "sku" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "kind" TEXT COLLATE "C",
    "category" TEXT COLLATE "C",
    "price" BIGINT,
    "price_currency" TEXT COLLATE "C",
    "unit" TEXT COLLATE "C",
    "tax_percent" BIGINT,
    "billing" TEXT COLLATE "C",
    "cost" BIGINT,
    "cost_currency" TEXT COLLATE "C",
    "stock_quantity" BIGINT,
    "supplier" UUID,
    "description" TEXT COLLATE "C",
    "specifications" JSONB,
    "tags" JSONB,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "products_seq_key" ON "products" ("tenant_id", "seq");
CREATE INDEX "products_name_sort" ON "products" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "products_sku_key" ON "products" ("tenant_id", "sku") WHERE "deleted_at" IS NULL;
CREATE INDEX "products_status_idx" ON "products" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_kind_idx" ON "products" ("tenant_id", "kind" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_category_idx" ON "products" ("tenant_id", "category" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_price_sort" ON "products" ("tenant_id", "price" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_supplier_idx" ON "products" ("tenant_id", "supplier" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_owner_idx" ON "products" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_created_at_sort" ON "products" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "products_updated_at_sort" ON "products" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "tasks" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "priority" TEXT COLLATE "C",
    "due_at" BIGINT,
    "assignee" UUID,
    "related" UUID,
    "related_type" TEXT COLLATE "C",
    "kind" TEXT COLLATE "C",
    "start_at" BIGINT,
    "reminder_at" BIGINT,
    "parent" UUID,
    "body" TEXT COLLATE "C",
    "tags" JSONB,
    "completed_at" BIGINT,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "tasks_seq_key" ON "tasks" ("tenant_id", "seq");
CREATE INDEX "tasks_status_idx" ON "tasks" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_priority_idx" ON "tasks" ("tenant_id", "priority" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_idx" ON "tasks" ("tenant_id", "due_at" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_due_at_sort" ON "tasks" ("tenant_id", "due_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_assignee_idx" ON "tasks" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_related_idx" ON "tasks" ("tenant_id", "related" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_parent_idx" ON "tasks" ("tenant_id", "parent" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_completed_at_sort" ON "tasks" ("tenant_id", "completed_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_owner_idx" ON "tasks" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_created_at_sort" ON "tasks" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tasks_updated_at_sort" ON "tasks" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "tickets" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "subject" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "priority" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "channel" TEXT COLLATE "C",
    "category" TEXT COLLATE "C",
    "classification" TEXT COLLATE "C",
    "assignee" UUID,
    "due_at" BIGINT,
    "tags" JSONB,
    "contact" UUID,
    "account" UUID,
    "product" UUID,
    "email" TEXT COLLATE "C",
    "phone" TEXT COLLATE "C",
    "resolution" TEXT COLLATE "C",
    "first_response_at" BIGINT,
    "resolved_at" BIGINT,
    "closed_at" BIGINT,
    "reopened_count" BIGINT,
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "tickets_seq_key" ON "tickets" ("tenant_id", "seq");
CREATE INDEX "tickets_status_idx" ON "tickets" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_priority_idx" ON "tickets" ("tenant_id", "priority" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_channel_idx" ON "tickets" ("tenant_id", "channel" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_category_idx" ON "tickets" ("tenant_id", "category" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_assignee_idx" ON "tickets" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_due_at_sort" ON "tickets" ("tenant_id", "due_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_contact_idx" ON "tickets" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_account_idx" ON "tickets" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_product_idx" ON "tickets" ("tenant_id", "product" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_resolved_at_sort" ON "tickets" ("tenant_id", "resolved_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "tickets_code_key" ON "tickets" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_owner_idx" ON "tickets" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_created_at_sort" ON "tickets" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tickets_updated_at_sort" ON "tickets" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE TABLE "work_orders" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "owner" UUID,
    "source" TEXT COLLATE "C" NOT NULL,
    "created_at" BIGINT NOT NULL,
    "created_by" UUID NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "updated_by" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "deleted_at" BIGINT,
    "title" TEXT COLLATE "C",
    "status" TEXT COLLATE "C",
    "priority" TEXT COLLATE "C",
    "summary" TEXT COLLATE "C",
    "assignee" UUID,
    "billing_status" TEXT COLLATE "C",
    "tags" JSONB,
    "account" UUID,
    "contact" UUID,
    "ticket" UUID,
    "estimate" UUID,
    "deal" UUID,
    "parent" UUID,
    "address" JSONB,
    "scheduled_start" BIGINT,
    "scheduled_end" BIGINT,
    "started_at" BIGINT,
    "completed_at" BIGINT,
    "lines" JSONB,
    "subtotal" BIGINT,
    "subtotal_currency" TEXT COLLATE "C",
    "tax" BIGINT,
    "tax_currency" TEXT COLLATE "C",
    "total" BIGINT,
    "total_currency" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "report" TEXT COLLATE "C",
    "code" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "work_orders_seq_key" ON "work_orders" ("tenant_id", "seq");
CREATE INDEX "work_orders_status_idx" ON "work_orders" ("tenant_id", "status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_priority_idx" ON "work_orders" ("tenant_id", "priority" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_assignee_idx" ON "work_orders" ("tenant_id", "assignee" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_billing_status_idx" ON "work_orders" ("tenant_id", "billing_status" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_account_idx" ON "work_orders" ("tenant_id", "account" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_contact_idx" ON "work_orders" ("tenant_id", "contact" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_ticket_idx" ON "work_orders" ("tenant_id", "ticket" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_estimate_idx" ON "work_orders" ("tenant_id", "estimate" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_deal_idx" ON "work_orders" ("tenant_id", "deal" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_parent_idx" ON "work_orders" ("tenant_id", "parent" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_scheduled_start_idx" ON "work_orders" ("tenant_id", "scheduled_start" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_scheduled_start_sort" ON "work_orders" ("tenant_id", "scheduled_start" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_completed_at_sort" ON "work_orders" ("tenant_id", "completed_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_total_sort" ON "work_orders" ("tenant_id", "total" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE UNIQUE INDEX "work_orders_code_key" ON "work_orders" ("tenant_id", "code") WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_owner_idx" ON "work_orders" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_created_at_sort" ON "work_orders" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "work_orders_updated_at_sort" ON "work_orders" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "calls" ADD CONSTRAINT "calls_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_reports_to_fkey" FOREIGN KEY ("tenant_id", "reports_to") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "deals" ADD CONSTRAINT "deals_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "deals" ADD CONSTRAINT "deals_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "deals" ADD CONSTRAINT "deals_pipeline_fkey" FOREIGN KEY ("tenant_id", "pipeline") REFERENCES "pipelines" ("tenant_id", "id");
ALTER TABLE "deals" ADD CONSTRAINT "deals_lead_fkey" FOREIGN KEY ("tenant_id", "lead") REFERENCES "leads" ("tenant_id", "id");
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id");
ALTER TABLE "leads" ADD CONSTRAINT "leads_converted_account_fkey" FOREIGN KEY ("tenant_id", "converted_account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "leads" ADD CONSTRAINT "leads_converted_contact_fkey" FOREIGN KEY ("tenant_id", "converted_contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "leads" ADD CONSTRAINT "leads_converted_deal_fkey" FOREIGN KEY ("tenant_id", "converted_deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "products" ADD CONSTRAINT "products_supplier_fkey" FOREIGN KEY ("tenant_id", "supplier") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "tasks" ("tenant_id", "id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_product_fkey" FOREIGN KEY ("tenant_id", "product") REFERENCES "products" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_account_fkey" FOREIGN KEY ("tenant_id", "account") REFERENCES "accounts" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_contact_fkey" FOREIGN KEY ("tenant_id", "contact") REFERENCES "contacts" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_ticket_fkey" FOREIGN KEY ("tenant_id", "ticket") REFERENCES "tickets" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_estimate_fkey" FOREIGN KEY ("tenant_id", "estimate") REFERENCES "estimates" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_deal_fkey" FOREIGN KEY ("tenant_id", "deal") REFERENCES "deals" ("tenant_id", "id");
ALTER TABLE "work_orders" ADD CONSTRAINT "work_orders_parent_fkey" FOREIGN KEY ("tenant_id", "parent") REFERENCES "work_orders" ("tenant_id", "id");
