-- The audit trail becomes append-only and gets a chain of hashes: see platform/store/src/audit.

ALTER TABLE audit ADD COLUMN "kind" TEXT COLLATE "C" NOT NULL DEFAULT 'change';
ALTER TABLE audit ADD COLUMN "behind" UUID;
ALTER TABLE audit ADD COLUMN "salt" BYTEA;
ALTER TABLE audit ADD COLUMN "content" BYTEA;
-- The text of the changes is hashed, so it is kept as it was written.
ALTER TABLE audit ALTER COLUMN "changes" TYPE JSON USING "changes"::text::json;
-- Entries that are there get their content hash and their place in the chain when the program starts.
UPDATE audit SET "salt" = uuid_send(gen_random_uuid());

CREATE INDEX audit_kind_idx ON audit ("tenant_id", "kind", "id") WHERE "kind" <> 'change';
CREATE INDEX audit_unchained_idx ON audit ("tenant_id", "id") WHERE "content" IS NULL;

CREATE TABLE audit_chain (
    "tenant_id" UUID NOT NULL,
    "sequence" BIGINT NOT NULL,
    "entry" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    PRIMARY KEY ("tenant_id", "sequence")
);

-- Committed entries that wait for their place in the chain, for a moment only.
CREATE TABLE audit_waiting (
    "tenant_id" UUID NOT NULL,
    "entry" UUID NOT NULL,
    "digest" BYTEA NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND new.tenant_id = old.tenant_id AND new.id = old.id AND new.operation = old.operation
        AND new.entity = old.entity AND new.record_id = old.record_id AND new.action = old.action
        AND new.actor = old.actor AND new.behind IS NOT DISTINCT FROM old.behind AND new.source = old.source
        AND new.at = old.at AND new.version = old.version AND new.kind = old.kind
        AND (new.content IS NOT DISTINCT FROM old.content OR old.content IS NULL)
        AND ((new.title = old.title AND new.changes::text = old.changes::text
                AND new.salt IS NOT DISTINCT FROM old.salt)
            OR (new.title = '' AND new.changes::text = '[]' AND new.salt IS NULL))
    THEN
        RETURN new;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_keep BEFORE UPDATE OR DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_keep_all BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
