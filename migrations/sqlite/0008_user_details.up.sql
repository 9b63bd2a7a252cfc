-- What is kept of users beyond signing in: their number in the tenant, and facts that other systems' clients ask for.

CREATE TABLE user_details (
    "tenant_id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "work_id" TEXT,
    "username" TEXT,
    "facts" TEXT NOT NULL,
    "removed_at" INTEGER,
    PRIMARY KEY ("tenant_id", "user_id"),
    UNIQUE ("tenant_id", "number"),
    UNIQUE ("tenant_id", "work_id"),
    UNIQUE ("tenant_id", "username"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
