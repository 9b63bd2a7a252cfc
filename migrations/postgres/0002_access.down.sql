-- Profiles become what they were mapped from; the role tree, teams and sharing are lost.
DROP TABLE record_shares;
DROP TABLE sharing_rules;
DROP TABLE sharing_defaults;
DROP TABLE team_members;
DROP TABLE teams;

ALTER TABLE invitations ADD COLUMN "role" TEXT CHECK ("role" IN ('admin', 'member')),
    ADD COLUMN "record_access" TEXT CHECK ("record_access" IN ('all', 'own'));
UPDATE invitations i SET
    "role" = CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."id" = i."profile_id"
        AND p."administrator") THEN 'admin' ELSE 'member' END,
    "record_access" = CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."id" = i."profile_id"
        AND p."own_records_only" AND NOT p."administrator") THEN 'own' ELSE 'all' END;
ALTER TABLE invitations ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "record_access" SET NOT NULL,
    DROP COLUMN "profile_id", DROP COLUMN "role_id";

ALTER TABLE users ADD COLUMN "role" TEXT CHECK ("role" IN ('admin', 'member')),
    ADD COLUMN "record_access" TEXT CHECK ("record_access" IN ('all', 'own'));
UPDATE users u SET
    "role" = CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."id" = u."profile_id"
        AND p."administrator") THEN 'admin' ELSE 'member' END,
    "record_access" = CASE WHEN EXISTS (SELECT 1 FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."id" = u."profile_id"
        AND p."own_records_only" AND NOT p."administrator") THEN 'own' ELSE 'all' END;
ALTER TABLE users ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "record_access" SET NOT NULL,
    DROP COLUMN "profile_id", DROP COLUMN "role_id";

DROP TABLE roles;
DROP TABLE profiles;
