-- Accounts: links that work once, letters that wait, keys for programs, and who acts as whom.

ALTER TABLE users ADD COLUMN "email_verified_at" BIGINT;

-- The user whose rights the session has for now, when that is not its own.
ALTER TABLE sessions ADD COLUMN "acting_as" UUID;

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
