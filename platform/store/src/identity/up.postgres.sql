-- Identity: who may come in. Times are UTC microseconds, ids UUIDs, secrets SHA-256 hashes.

CREATE TABLE installation_settings (
    "name" TEXT PRIMARY KEY NOT NULL,
    "value" TEXT NOT NULL
);

CREATE TABLE tenants (
    "id" UUID PRIMARY KEY NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL UNIQUE,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);

CREATE TABLE users (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" BIGINT NOT NULL DEFAULT 0,
    "locked_until" BIGINT,
    "session_epoch" BIGINT NOT NULL DEFAULT 0,
    "last_login_at" BIGINT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id")
);

CREATE TABLE sessions (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL UNIQUE,
    "user_id" UUID NOT NULL,
    "session_epoch" BIGINT NOT NULL,
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "rotation_salt" BYTEA,
    "rotated_at" BIGINT,
    "user_agent" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_used_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "revoked_at" BIGINT,
    "revoked_because" TEXT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'member')),
    "record_access" TEXT NOT NULL CHECK ("record_access" IN ('all', 'own')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BYTEA NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "used_at" BIGINT,
    "used_by" UUID,
    "revoked_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id")
);
