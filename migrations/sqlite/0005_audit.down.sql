DROP TRIGGER audit_chain_keep_delete;
DROP TRIGGER audit_chain_keep_update;
DROP TRIGGER audit_keep_delete;
DROP TRIGGER audit_keep_update;
DROP TABLE audit_chain;
DROP INDEX audit_unchained_idx;
DROP INDEX audit_kind_idx;
-- Only entries about records mean anything before this migration.
DELETE FROM audit WHERE "kind" <> 'change';
ALTER TABLE audit DROP COLUMN "content";
ALTER TABLE audit DROP COLUMN "salt";
ALTER TABLE audit DROP COLUMN "behind";
ALTER TABLE audit DROP COLUMN "kind";
