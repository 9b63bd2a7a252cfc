-- Ways to sign in besides the password. Times are UTC microseconds, ids UUIDs.

ALTER TABLE tenants ADD COLUMN "second_factor_required" BOOLEAN NOT NULL DEFAULT FALSE;

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
