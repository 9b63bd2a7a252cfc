ALTER TABLE "pipelines" ADD COLUMN "stage_settings" TEXT;
CREATE TABLE "tags" (
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
    "color" TEXT,
    "description" TEXT,
    "custom_fields" TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
) STRICT;
CREATE UNIQUE INDEX "tags_seq_key" ON "tags" ("tenant_id", "seq");
CREATE UNIQUE INDEX "tags_name_key" ON "tags" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_name_sort" ON "tags" ("tenant_id", "name", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_owner_idx" ON "tags" ("tenant_id", "owner", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_created_at_sort" ON "tags" ("tenant_id", "created_at", "id") WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_updated_at_sort" ON "tags" ("tenant_id", "updated_at", "id") WHERE "deleted_at" IS NULL;
