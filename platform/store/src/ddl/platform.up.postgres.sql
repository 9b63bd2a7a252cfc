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

CREATE TABLE blobs (
    "tenant_id" UUID NOT NULL,
    "sha256" TEXT COLLATE "C" NOT NULL,
    "key" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "used_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "sha256")
);
