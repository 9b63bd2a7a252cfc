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
    "second_factor_required" BOOLEAN NOT NULL DEFAULT FALSE,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL
);

CREATE TABLE profiles (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "administrator" BOOLEAN NOT NULL,
    "own_records_only" BOOLEAN NOT NULL,
    "rights" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE roles (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "share_with_peers" BOOLEAN NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name"),
    FOREIGN KEY ("tenant_id", "parent_id") REFERENCES roles ("tenant_id", "id")
);

CREATE TABLE users (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "role_id" UUID,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" BIGINT NOT NULL DEFAULT 0,
    "locked_until" BIGINT,
    "session_epoch" BIGINT NOT NULL DEFAULT 0,
    "last_login_at" BIGINT,
    "email_verified_at" BIGINT,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);
CREATE INDEX users_by_profile ON users ("tenant_id", "profile_id");
CREATE INDEX users_by_role ON users ("tenant_id", "role_id");

CREATE TABLE user_details (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "work_id" TEXT,
    "username" TEXT,
    "facts" TEXT NOT NULL,
    "removed_at" BIGINT,
    PRIMARY KEY ("tenant_id", "user_id"),
    UNIQUE ("tenant_id", "number"),
    UNIQUE ("tenant_id", "work_id"),
    UNIQUE ("tenant_id", "username"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
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
    "acting_as" UUID,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sessions_by_user ON sessions ("tenant_id", "user_id");

CREATE TABLE invitations (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "profile_id" UUID,
    "role_id" UUID,
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
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);

CREATE TABLE teams (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE team_members (
    "tenant_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    PRIMARY KEY ("tenant_id", "team_id", "user_id"),
    FOREIGN KEY ("tenant_id", "team_id") REFERENCES teams ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX team_members_by_user ON team_members ("tenant_id", "user_id");

CREATE TABLE sharing_defaults (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "entity" TEXT NOT NULL,
    "openness" TEXT NOT NULL CHECK ("openness" IN ('private', 'read', 'write')),
    "updated_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "entity")
);

CREATE TABLE sharing_rules (
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "from_kind" TEXT CHECK ("from_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "from_role_id" UUID,
    "from_team_id" UUID,
    "from_user_id" UUID,
    "criteria" TEXT,
    "to_kind" TEXT NOT NULL CHECK ("to_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "to_role_id" UUID,
    "to_team_id" UUID,
    "to_user_id" UUID,
    "superiors" BOOLEAN NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" BIGINT NOT NULL,
    "updated_at" BIGINT NOT NULL,
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
    "tenant_id" UUID NOT NULL REFERENCES tenants ("id"),
    "id" UUID NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "grantee_id" UUID NOT NULL,
    "grantee_kind" TEXT NOT NULL CHECK ("grantee_kind" IN ('user', 'role', 'team')),
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "expires_at" BIGINT,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "entity", "record_id", "grantee_id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX record_shares_by_grantee ON record_shares ("tenant_id", "entity", "grantee_id", "record_id");

-- A secret that a user was sent: it proves an address or lets another password be chosen. `created_by` is set when
-- an administrator made it and it was not sent.
CREATE TABLE account_tokens (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" TEXT NOT NULL CHECK ("purpose" IN ('verification', 'password')),
    "handle" TEXT NOT NULL UNIQUE,
    "token_hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "used_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX account_tokens_by_user ON account_tokens ("tenant_id", "user_id");

-- Letters that wait for the mail server. No secret stands here: links are made when a letter leaves. Who asks for
-- another password is known by address only, so the tenant may be missing.
CREATE TABLE outgoing_mails (
    "id" UUID PRIMARY KEY NOT NULL,
    "tenant_id" UUID,
    "user_id" UUID,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "due_at" BIGINT NOT NULL,
    "expires_at" BIGINT NOT NULL,
    "attempts" BIGINT NOT NULL DEFAULT 0,
    "sent_at" BIGINT,
    "failed_at" BIGINT,
    "error" TEXT
);
CREATE INDEX outgoing_mails_due ON outgoing_mails ("due_at") WHERE "sent_at" IS NULL AND "failed_at" IS NULL;
CREATE INDEX outgoing_mails_recipient ON outgoing_mails ("recipient", "created_at");

CREATE TABLE api_keys (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL UNIQUE,
    "secret_hash" BYTEA NOT NULL,
    "profile_id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "created_at" BIGINT NOT NULL,
    "expires_at" BIGINT,
    "last_used_at" BIGINT,
    "revoked_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id")
);

-- One authenticator app per user. The secret is encrypted with a key of the installation; last_step is the time step of
-- the last code that was accepted.
CREATE TABLE totp_factors (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "secret" BYTEA NOT NULL,
    "last_step" BIGINT NOT NULL DEFAULT 0,
    "created_at" BIGINT NOT NULL,
    "confirmed_at" BIGINT,
    PRIMARY KEY ("tenant_id", "user_id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE recovery_codes (
    "tenant_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" BIGINT NOT NULL,
    "used_at" BIGINT,
    PRIMARY KEY ("tenant_id", "user_id", "code_hash"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);

CREATE TABLE passkeys (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BYTEA NOT NULL UNIQUE,
    "public_key" BYTEA NOT NULL,
    "sign_count" BIGINT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_used_at" BIGINT,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX passkeys_by_user ON passkeys ("tenant_id", "user_id");

-- Whom an identity provider means by a subject.
CREATE TABLE provider_identities (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" BIGINT NOT NULL,
    "last_used_at" BIGINT,
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
    "token_hash" BYTEA NOT NULL,
    "tenant_id" UUID,
    "user_id" UUID,
    "detail" TEXT NOT NULL,
    "tries" BIGINT NOT NULL DEFAULT 0,
    "expires_at" BIGINT NOT NULL,
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX sign_in_steps_by_end ON sign_in_steps ("expires_at");
CREATE INDEX sign_in_steps_by_user ON sign_in_steps ("tenant_id", "user_id");
