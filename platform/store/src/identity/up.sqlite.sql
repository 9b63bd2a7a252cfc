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
    "second_factor_required" INTEGER NOT NULL DEFAULT 0,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL
);

CREATE TABLE profiles (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "administrator" INTEGER NOT NULL,
    "own_records_only" INTEGER NOT NULL,
    "rights" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE roles (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" BLOB,
    "share_with_peers" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name"),
    FOREIGN KEY ("tenant_id", "parent_id") REFERENCES roles ("tenant_id", "id")
);

CREATE TABLE users (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "profile_id" BLOB NOT NULL,
    "role_id" BLOB,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" INTEGER,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "last_login_at" INTEGER,
    "email_verified_at" INTEGER,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);
CREATE INDEX users_by_profile ON users ("tenant_id", "profile_id");
CREATE INDEX users_by_role ON users ("tenant_id", "role_id");

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
    "acting_as" BLOB,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "profile_id" BLOB,
    "role_id" BLOB,
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
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);

CREATE TABLE teams (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE team_members (
    "tenant_id" BLOB NOT NULL,
    "team_id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    PRIMARY KEY ("tenant_id", "team_id", "user_id"),
    FOREIGN KEY ("tenant_id", "team_id") REFERENCES teams ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX team_members_by_user ON team_members ("tenant_id", "user_id");

CREATE TABLE sharing_defaults (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "entity" TEXT NOT NULL,
    "openness" TEXT NOT NULL CHECK ("openness" IN ('private', 'read', 'write')),
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "entity")
);

CREATE TABLE sharing_rules (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "from_kind" TEXT CHECK ("from_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "from_role_id" BLOB,
    "from_team_id" BLOB,
    "from_user_id" BLOB,
    "criteria" TEXT,
    "to_kind" TEXT NOT NULL CHECK ("to_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "to_role_id" BLOB,
    "to_team_id" BLOB,
    "to_user_id" BLOB,
    "superiors" INTEGER NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name"),
    FOREIGN KEY ("tenant_id", "from_role_id") REFERENCES roles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "from_team_id") REFERENCES teams ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "from_user_id") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "to_role_id") REFERENCES roles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "to_team_id") REFERENCES teams ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "to_user_id") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE record_shares (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "grantee_id" BLOB NOT NULL,
    "grantee_kind" TEXT NOT NULL CHECK ("grantee_kind" IN ('user', 'role', 'team')),
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "expires_at" INTEGER,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "entity", "record_id", "grantee_id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX record_shares_by_grantee ON record_shares ("tenant_id", "entity", "grantee_id", "record_id");

-- A secret that a user was sent: it proves an address or lets another password be chosen. `created_by` is set when
-- an administrator made it and it was not sent.
CREATE TABLE account_tokens (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "purpose" TEXT NOT NULL CHECK ("purpose" IN ('verification', 'password')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BLOB NOT NULL,
    "email" TEXT NOT NULL,
    "created_by" BLOB,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "used_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX account_tokens_by_user ON account_tokens ("tenant_id", "user_id");

-- Letters that wait for the mail server. No secret stands here: links are made when a letter leaves. Who asks for
-- another password is known by address only, so the tenant may be missing.
CREATE TABLE outgoing_mails (
    "id" BLOB PRIMARY KEY NOT NULL,
    "tenant_id" BLOB,
    "user_id" BLOB,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" INTEGER,
    "failed_at" INTEGER,
    "error" TEXT
);
CREATE INDEX outgoing_mails_due ON outgoing_mails ("due_at") WHERE "sent_at" IS NULL AND "failed_at" IS NULL;
CREATE INDEX outgoing_mails_recipient ON outgoing_mails ("recipient", "created_at");

CREATE TABLE api_keys (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL UNIQUE,
    "secret_hash" BLOB NOT NULL,
    "profile_id" BLOB NOT NULL,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER,
    "last_used_at" INTEGER,
    "revoked_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id")
);

-- One authenticator app per user. The secret is encrypted with a key of the installation; last_step is the time step of
-- the last code that was accepted.
CREATE TABLE totp_factors (
    "tenant_id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "secret" BLOB NOT NULL,
    "last_step" INTEGER NOT NULL DEFAULT 0,
    "created_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER,
    PRIMARY KEY ("tenant_id", "user_id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE recovery_codes (
    "tenant_id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "code_hash" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "used_at" INTEGER,
    PRIMARY KEY ("tenant_id", "user_id", "code_hash"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE passkeys (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BLOB NOT NULL UNIQUE,
    "public_key" BLOB NOT NULL,
    "sign_count" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX passkeys_by_user ON passkeys ("tenant_id", "user_id");

-- Whom an identity provider means by a subject.
CREATE TABLE provider_identities (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "last_used_at" INTEGER,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("issuer", "subject"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX provider_identities_by_user ON provider_identities ("tenant_id", "user_id");

-- Sign-ins that are half done: a password was right and a code is awaited, a challenge was given to a passkey, a
-- browser was sent to a provider. Each is good once and for minutes.
CREATE TABLE sign_in_steps (
    "handle" TEXT PRIMARY KEY NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" BLOB NOT NULL,
    "tenant_id" BLOB,
    "user_id" BLOB,
    "detail" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" INTEGER NOT NULL,
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sign_in_steps_by_end ON sign_in_steps ("expires_at");
CREATE INDEX sign_in_steps_by_user ON sign_in_steps ("tenant_id", "user_id");
