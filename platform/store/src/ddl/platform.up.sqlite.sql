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

CREATE TABLE blobs (
    "tenant_id" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "key" BLOB NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "used_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "sha256")
) STRICT, WITHOUT ROWID;
