-- Profiles become what they were mapped from; the role tree, teams and sharing are lost.
DROP TABLE record_shares;
DROP TABLE sharing_rules;
DROP TABLE sharing_defaults;
DROP TABLE team_members;
DROP TABLE teams;

CREATE TABLE invitations_new (
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
INSERT INTO invitations_new ("tenant_id", "id", "email", "name", "role", "record_access", "handle", "token_hash", "created_by", "created_at", "expires_at", "used_at", "used_by", "revoked_at")
SELECT "tenant_id", "id", "email", "name", CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."id" = i."profile_id"
        AND p."administrator") THEN 'admin' ELSE 'member' END,
    CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."id" = i."profile_id"
        AND p."own_records_only" AND NOT p."administrator") THEN 'own' ELSE 'all' END, "handle", "token_hash", "created_by", "created_at", "expires_at", "used_at", "used_by", "revoked_at"
FROM invitations i;
DROP TABLE invitations;
ALTER TABLE invitations_new RENAME TO invitations;

CREATE TABLE users_new (
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
INSERT INTO users_new ("tenant_id", "id", "email", "name", "password_hash", "role", "record_access", "locale", "time_zone", "active", "preferences",
    "failed_logins", "locked_until", "session_epoch", "last_login_at", "created_at", "updated_at")
SELECT "tenant_id", "id", "email", "name", "password_hash", CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."id" = u."profile_id"
        AND p."administrator") THEN 'admin' ELSE 'member' END,
    CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."id" = u."profile_id"
        AND p."own_records_only" AND NOT p."administrator") THEN 'own' ELSE 'all' END, "locale", "time_zone", "active", "preferences",
    "failed_logins", "locked_until", "session_epoch", "last_login_at", "created_at", "updated_at"
FROM users u;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

DROP TABLE roles;
DROP TABLE profiles;
