-- Legal holds, retention rules, and which records were erased: see platform/store/src/privacy.

CREATE TABLE legal_holds (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "released_by" BLOB,
    "released_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE INDEX legal_holds_record_idx ON legal_holds ("tenant_id", "record_id") WHERE "released_at" IS NULL;

CREATE TABLE retention_rules (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "criteria" TEXT,
    "date_field" TEXT NOT NULL,
    "after_days" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "last_run_at" INTEGER,
    "last_done" INTEGER,
    "last_kept" INTEGER,
    PRIMARY KEY ("tenant_id", "id")
) STRICT;

-- What was erased stays as an empty shell where others point to it; it is not erased again.
CREATE TABLE erased_records (
    "tenant_id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "entity", "record_id")
) STRICT, WITHOUT ROWID;
