-- What files are stored for a tenant: one row per content.

CREATE TABLE blobs (
    "tenant_id" UUID NOT NULL,
    "sha256" TEXT COLLATE "C" NOT NULL,
    "key" UUID NOT NULL,
    "size" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "used_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "sha256")
);
ALTER TABLE "blobs" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "blobs" FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "blobs" USING (tenant_id = current_setting('rapport.tenant')::uuid);
