DROP TRIGGER audit_keep ON audit;
DROP TRIGGER audit_keep_all ON audit;
DROP TABLE audit_chain;
DROP TABLE audit_waiting;
DROP FUNCTION audit_keep();
DROP FUNCTION audit_refuse();
DROP INDEX audit_unchained_idx;
DROP INDEX audit_kind_idx;
-- Only entries about records mean anything before this migration.
DELETE FROM audit WHERE "kind" <> 'change';
ALTER TABLE audit ALTER COLUMN "changes" TYPE JSONB USING "changes"::text::jsonb;
ALTER TABLE audit DROP COLUMN "content";
ALTER TABLE audit DROP COLUMN "salt";
ALTER TABLE audit DROP COLUMN "behind";
ALTER TABLE audit DROP COLUMN "kind";
