-- Ways to sign in besides the password. Times are UTC microseconds, ids 16 bytes.

ALTER TABLE tenants ADD COLUMN "second_factor_required" INTEGER NOT NULL DEFAULT 0;

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
