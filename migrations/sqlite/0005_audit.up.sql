-- The audit trail becomes append-only and gets a chain of hashes: see platform/store/src/audit.

ALTER TABLE audit ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'change';
ALTER TABLE audit ADD COLUMN "behind" BLOB;
ALTER TABLE audit ADD COLUMN "salt" BLOB;
ALTER TABLE audit ADD COLUMN "content" BLOB;
-- Entries that are there get their content hash and their place in the chain when the program starts.
UPDATE audit SET "salt" = randomblob(16);

CREATE INDEX audit_kind_idx ON audit ("tenant_id", "kind", "id") WHERE "kind" <> 'change';
CREATE INDEX audit_unchained_idx ON audit ("tenant_id", "id") WHERE "content" IS NULL;

CREATE TABLE audit_chain (
    "tenant_id" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "entry" BLOB NOT NULL,
    "hash" BLOB NOT NULL,
    PRIMARY KEY ("tenant_id", "sequence")
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_keep_update BEFORE UPDATE ON audit
WHEN NOT (
    new."tenant_id" IS old."tenant_id" AND new."id" IS old."id" AND new."operation" IS old."operation"
    AND new."entity" IS old."entity" AND new."record_id" IS old."record_id" AND new."action" IS old."action"
    AND new."actor" IS old."actor" AND new."behind" IS old."behind" AND new."source" IS old."source"
    AND new."at" IS old."at" AND new."version" IS old."version" AND new."kind" IS old."kind"
    AND (new."content" IS old."content" OR old."content" IS NULL)
    AND ((new."title" IS old."title" AND new."changes" IS old."changes" AND new."salt" IS old."salt")
        OR (new."title" = '' AND new."changes" = '[]' AND new."salt" IS NULL))
)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_keep_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_chain_keep_update BEFORE UPDATE ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_chain_keep_delete BEFORE DELETE ON audit_chain
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
