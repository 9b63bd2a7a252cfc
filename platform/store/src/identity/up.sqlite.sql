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
    "email_verified_at" INTEGER,
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
