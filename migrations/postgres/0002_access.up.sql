-- Access: what users may do and whose records they reach. Administrators get the profile Administrator, members who
-- reached all records the profile Sales representative, members who reached their own the profile Own records.

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

-- The profiles every tenant begins with, for the tenants that are there already.
WITH ready("name", "description", "administrator", "own_records_only", "rights") AS (VALUES
    ('Administrator', 'Everything, all settings among it.', TRUE, FALSE, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'),
    ('Manager', 'All records, the pipelines and the audit trail.', FALSE, FALSE, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true},"settings":["audit"]}'),
    ('Sales representative', 'Leads, contacts, deals and what is done for them.', FALSE, FALSE, '{"entities":{"pipeline":{"read":true},"product":{"read":true},"ticket":{"create":true,"read":true,"update":true},"work_order":{"create":true,"read":true,"update":true}},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'),
    ('Support', 'Tickets and work orders; sees customers.', FALSE, FALSE, '{"entities":{"account":{"read":true},"call":{"create":true,"read":true,"update":true,"delete":true},"contact":{"read":true},"deal":{"read":true},"estimate":{"create":true,"read":true,"update":true},"lead":{"read":true},"meeting":{"create":true,"read":true,"update":true,"delete":true},"note":{"create":true,"read":true,"update":true,"delete":true},"pipeline":{"read":true},"product":{"read":true},"task":{"create":true,"read":true,"update":true,"delete":true},"ticket":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true},"work_order":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}},"other":{"create":true,"read":true,"update":true}}'),
    ('Employee', 'Sees everything, keeps notes, tasks, calls and meetings.', FALSE, FALSE, '{"entities":{"call":{"create":true,"read":true,"update":true,"delete":true},"meeting":{"create":true,"read":true,"update":true,"delete":true},"note":{"create":true,"read":true,"update":true,"delete":true},"task":{"create":true,"read":true,"update":true,"delete":true}},"other":{"read":true}}'),
    ('Client', 'A customer: own tickets, estimates and work orders.', FALSE, TRUE, '{"entities":{"estimate":{"read":true},"meeting":{"read":true},"note":{"create":true,"read":true},"ticket":{"create":true,"read":true,"update":true},"work_order":{"read":true}},"other":{}}'),
    ('Supplier', 'A supplier: own products, work orders and tickets.', FALSE, TRUE, '{"entities":{"note":{"create":true,"read":true},"product":{"read":true},"ticket":{"create":true,"read":true},"work_order":{"read":true}},"other":{}}'),
    ('Professional', 'Somebody who works for us: own work orders, tickets and tasks.', FALSE, TRUE, '{"entities":{"account":{"read":true},"call":{"create":true,"read":true,"update":true},"contact":{"read":true},"estimate":{"read":true},"meeting":{"create":true,"read":true,"update":true},"note":{"create":true,"read":true,"update":true},"task":{"create":true,"read":true,"update":true},"ticket":{"read":true,"update":true},"work_order":{"read":true,"update":true}},"other":{}}'),
    ('Read only', 'Sees everything, changes nothing.', FALSE, FALSE, '{"entities":{},"other":{"read":true}}'))
INSERT INTO profiles ("tenant_id", "id", "name", "description", "administrator", "own_records_only", "rights",
    "created_at", "updated_at")
SELECT t."id", gen_random_uuid(), r."name", r."description", r."administrator", r."own_records_only", r."rights",
    (extract(epoch FROM now()) * 1000000)::bigint, (extract(epoch FROM now()) * 1000000)::bigint
FROM tenants t CROSS JOIN ready r;

-- Members with their own records only keep every right they had.
WITH ready("name", "description", "administrator", "own_records_only", "rights") AS (VALUES
    ('Own records', 'Every right, with own records only.', FALSE, TRUE, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'))
INSERT INTO profiles ("tenant_id", "id", "name", "description", "administrator", "own_records_only", "rights",
    "created_at", "updated_at")
SELECT t."id", gen_random_uuid(), r."name", r."description", r."administrator", r."own_records_only", r."rights",
    (extract(epoch FROM now()) * 1000000)::bigint, (extract(epoch FROM now()) * 1000000)::bigint
FROM tenants t CROSS JOIN ready r
WHERE EXISTS (SELECT 1 FROM users u WHERE u."tenant_id" = t."id" AND u."role" = 'member' AND u."record_access" = 'own')
   OR EXISTS (SELECT 1 FROM invitations i WHERE i."tenant_id" = t."id" AND i."role" = 'member' AND i."record_access" = 'own');

ALTER TABLE users ADD COLUMN "profile_id" UUID, ADD COLUMN "role_id" UUID;
UPDATE users u SET "profile_id" =
    (SELECT p."id" FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."name" =
        CASE WHEN u."role" = 'admin' THEN 'Administrator' WHEN u."record_access" = 'own' THEN 'Own records'
             ELSE 'Sales representative' END);
ALTER TABLE users ALTER COLUMN "profile_id" SET NOT NULL, DROP COLUMN "role", DROP COLUMN "record_access",
    ADD FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    ADD FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id");
CREATE INDEX users_by_profile ON users ("tenant_id", "profile_id");
CREATE INDEX users_by_role ON users ("tenant_id", "role_id");

ALTER TABLE invitations ADD COLUMN "profile_id" UUID, ADD COLUMN "role_id" UUID;
UPDATE invitations i SET "profile_id" =
    (SELECT p."id" FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."name" =
        CASE WHEN i."role" = 'admin' THEN 'Administrator' WHEN i."record_access" = 'own' THEN 'Own records'
             ELSE 'Sales representative' END);
ALTER TABLE invitations DROP COLUMN "role", DROP COLUMN "record_access",
    ADD FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    ADD FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id");

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

-- Records that somebody shared by hand. A share of a user, role or team that is gone gives nothing to anybody.
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
