ALTER TABLE "pipelines" ADD COLUMN "stage_settings" JSONB;
CREATE TABLE "tags" (
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
    "color" TEXT COLLATE "C",
    "description" TEXT COLLATE "C",
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    PRIMARY KEY ("tenant_id", "id")
);
CREATE UNIQUE INDEX "tags_seq_key" ON "tags" ("tenant_id", "seq");
CREATE UNIQUE INDEX "tags_name_key" ON "tags" ("tenant_id", "name") WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_name_sort" ON "tags" ("tenant_id", "name" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_owner_idx" ON "tags" ("tenant_id", "owner" ASC NULLS FIRST, "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_created_at_sort" ON "tags" ("tenant_id", "created_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
CREATE INDEX "tags_updated_at_sort" ON "tags" ("tenant_id", "updated_at" ASC NULLS FIRST, "id" ASC NULLS FIRST) WHERE "deleted_at" IS NULL;
