-- Legal holds, retention rules, and which records were erased: see platform/store/src/privacy.

CREATE TABLE legal_holds (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "released_by" UUID,
    "released_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id")
);
CREATE INDEX legal_holds_record_idx ON legal_holds ("tenant_id", "record_id") WHERE "released_at" IS NULL;

CREATE TABLE retention_rules (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "criteria" TEXT,
    "date_field" TEXT COLLATE "C" NOT NULL,
    "after_days" BIGINT NOT NULL,
    "action" TEXT COLLATE "C" NOT NULL,
    "active" BOOLEAN NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    "last_run_at" BIGINT,
    "last_done" BIGINT,
    "last_kept" BIGINT,
    PRIMARY KEY ("tenant_id", "id")
);

-- What was erased stays as an empty shell where others point to it; it is not erased again.
CREATE TABLE erased_records (
    "tenant_id" UUID NOT NULL,
    "entity" TEXT COLLATE "C" NOT NULL,
    "record_id" UUID NOT NULL,
    "at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "entity", "record_id")
);
