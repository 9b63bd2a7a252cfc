-- Identity: who may come in. Times are UTC microseconds, ids 16 bytes, secrets SHA-256 hashes.

CREATE TABLE installation_settings (
    "name" TEXT PRIMARY KEY NOT NULL,
    "value" TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE tenants (
    "id" BLOB PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL UNIQUE,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE users (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" INTEGER,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "last_login_at" INTEGER,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
);

CREATE TABLE sessions (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL UNIQUE,
    "user_id" BLOB NOT NULL,
    "session_epoch" INTEGER NOT NULL,
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BLOB NOT NULL,
    "previous_hash" BLOB,
    "rotation_salt" BLOB,
    "rotated_at" INTEGER,
    "user_agent" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "revoked_at" INTEGER,
    "revoked_because" TEXT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BLOB NOT NULL,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "used_at" INTEGER,
    "used_by" BLOB,
    "revoked_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id")
);
