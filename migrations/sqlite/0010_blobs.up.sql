-- What files are stored for a tenant: one row per content.

CREATE TABLE blobs (
    "tenant_id" BLOB NOT NULL,
    "sha256" TEXT NOT NULL,
    "key" BLOB NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "used_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "sha256")
) STRICT, WITHOUT ROWID;
