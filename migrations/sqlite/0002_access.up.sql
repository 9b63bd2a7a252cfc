-- Access: what users may do and whose records they reach. Administrators get the profile Administrator, members who
-- reached all records the profile Sales representative, members who reached their own the profile Own records.

CREATE TABLE profiles (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "administrator" INTEGER NOT NULL,
    "own_records_only" INTEGER NOT NULL,
    "rights" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE roles (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" BLOB,
    "share_with_peers" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name"),
    FOREIGN KEY ("tenant_id", "parent_id") REFERENCES roles ("tenant_id", "id")
);

-- The profiles every tenant begins with, for the tenants that are there already.
WITH ready("name", "description", "administrator", "own_records_only", "rights") AS (VALUES
    ('Administrator', 'Everything, all settings among it.', 1, 0, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'),
    ('Manager', 'All records, the pipelines and the audit trail.', 0, 0, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true},"settings":["audit"]}'),
    ('Sales representative', 'Leads, contacts, deals and what is done for them.', 0, 0, '{"entities":{"pipeline":{"read":true},"product":{"read":true},"ticket":{"create":true,"read":true,"update":true},"work_order":{"create":true,"read":true,"update":true}},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'),
    ('Support', 'Tickets and work orders; sees customers.', 0, 0, '{"entities":{"account":{"read":true},"call":{"create":true,"read":true,"update":true,"delete":true},"contact":{"read":true},"deal":{"read":true},"estimate":{"create":true,"read":true,"update":true},"lead":{"read":true},"meeting":{"create":true,"read":true,"update":true,"delete":true},"note":{"create":true,"read":true,"update":true,"delete":true},"pipeline":{"read":true},"product":{"read":true},"task":{"create":true,"read":true,"update":true,"delete":true},"ticket":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true},"work_order":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}},"other":{"create":true,"read":true,"update":true}}'),
    ('Employee', 'Sees everything, keeps notes, tasks, calls and meetings.', 0, 0, '{"entities":{"call":{"create":true,"read":true,"update":true,"delete":true},"meeting":{"create":true,"read":true,"update":true,"delete":true},"note":{"create":true,"read":true,"update":true,"delete":true},"task":{"create":true,"read":true,"update":true,"delete":true}},"other":{"read":true}}'),
    ('Client', 'A customer: own tickets, estimates and work orders.', 0, 1, '{"entities":{"estimate":{"read":true},"meeting":{"read":true},"note":{"create":true,"read":true},"ticket":{"create":true,"read":true,"update":true},"work_order":{"read":true}},"other":{}}'),
    ('Supplier', 'A supplier: own products, work orders and tickets.', 0, 1, '{"entities":{"note":{"create":true,"read":true},"product":{"read":true},"ticket":{"create":true,"read":true},"work_order":{"read":true}},"other":{}}'),
    ('Professional', 'Somebody who works for us: own work orders, tickets and tasks.', 0, 1, '{"entities":{"account":{"read":true},"call":{"create":true,"read":true,"update":true},"contact":{"read":true},"estimate":{"read":true},"meeting":{"create":true,"read":true,"update":true},"note":{"create":true,"read":true,"update":true},"task":{"create":true,"read":true,"update":true},"ticket":{"read":true,"update":true},"work_order":{"read":true,"update":true}},"other":{}}'),
    ('Read only', 'Sees everything, changes nothing.', 0, 0, '{"entities":{},"other":{"read":true}}'))
INSERT INTO profiles ("tenant_id", "id", "name", "description", "administrator", "own_records_only", "rights",
    "created_at", "updated_at")
SELECT t."id", randomblob(16), r."name", r."description", r."administrator", r."own_records_only", r."rights",
    CAST(unixepoch('subsec') * 1000000 AS INTEGER), CAST(unixepoch('subsec') * 1000000 AS INTEGER)
FROM tenants t CROSS JOIN ready r;

-- Members with their own records only keep every right they had.
WITH ready("name", "description", "administrator", "own_records_only", "rights") AS (VALUES
    ('Own records', 'Every right, with own records only.', 0, 1, '{"entities":{},"other":{"create":true,"read":true,"update":true,"delete":true,"export":true,"import":true,"bulk":true}}'))
INSERT INTO profiles ("tenant_id", "id", "name", "description", "administrator", "own_records_only", "rights",
    "created_at", "updated_at")
SELECT t."id", randomblob(16), r."name", r."description", r."administrator", r."own_records_only", r."rights",
    CAST(unixepoch('subsec') * 1000000 AS INTEGER), CAST(unixepoch('subsec') * 1000000 AS INTEGER)
FROM tenants t CROSS JOIN ready r
WHERE EXISTS (SELECT 1 FROM users u WHERE u."tenant_id" = t."id" AND u."role" = 'member' AND u."record_access" = 'own')
   OR EXISTS (SELECT 1 FROM invitations i WHERE i."tenant_id" = t."id" AND i."role" = 'member' AND i."record_access" = 'own');

-- SQLite adds no column that must be filled and links to a row: the tables are made anew.
CREATE TABLE users_new (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL UNIQUE,
    "email" TEXT NOT NULL UNIQUE,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "profile_id" BLOB NOT NULL,
    "role_id" BLOB,
    "locale" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "active" INTEGER NOT NULL,
    "preferences" TEXT NOT NULL DEFAULT '{}',
    "failed_logins" INTEGER NOT NULL DEFAULT 0,
    "locked_until" INTEGER,
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "last_login_at" INTEGER,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);
INSERT INTO users_new ("tenant_id", "id", "email", "name", "password_hash", "profile_id", "role_id", "locale", "time_zone", "active", "preferences",
    "failed_logins", "locked_until", "session_epoch", "last_login_at", "created_at", "updated_at")
SELECT "tenant_id", "id", "email", "name", "password_hash", (SELECT p."id" FROM profiles p WHERE p."tenant_id" = u."tenant_id" AND p."name" =
        CASE WHEN u."role" = 'admin' THEN 'Administrator' WHEN u."record_access" = 'own' THEN 'Own records'
             ELSE 'Sales representative' END), NULL, "locale", "time_zone", "active", "preferences",
    "failed_logins", "locked_until", "session_epoch", "last_login_at", "created_at", "updated_at"
FROM users u;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX users_by_profile ON users ("tenant_id", "profile_id");
CREATE INDEX users_by_role ON users ("tenant_id", "role_id");

CREATE TABLE invitations_new (
    "tenant_id" BLOB NOT NULL,
    "id" BLOB NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "profile_id" BLOB,
    "role_id" BLOB,
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
    FOREIGN KEY ("tenant_id", "used_by") REFERENCES users ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "profile_id") REFERENCES profiles ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "role_id") REFERENCES roles ("tenant_id", "id")
);
INSERT INTO invitations_new ("tenant_id", "id", "email", "name", "profile_id", "role_id", "handle", "token_hash", "created_by", "created_at", "expires_at", "used_at", "used_by", "revoked_at")
SELECT "tenant_id", "id", "email", "name", (SELECT p."id" FROM profiles p WHERE p."tenant_id" = i."tenant_id" AND p."name" =
        CASE WHEN i."role" = 'admin' THEN 'Administrator' WHEN i."record_access" = 'own' THEN 'Own records'
             ELSE 'Sales representative' END), NULL, "handle", "token_hash", "created_by", "created_at", "expires_at", "used_at", "used_by", "revoked_at"
FROM invitations i;
DROP TABLE invitations;
ALTER TABLE invitations_new RENAME TO invitations;

CREATE TABLE teams (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "name")
);

CREATE TABLE team_members (
    "tenant_id" BLOB NOT NULL,
    "team_id" BLOB NOT NULL,
    "user_id" BLOB NOT NULL,
    PRIMARY KEY ("tenant_id", "team_id", "user_id"),
    FOREIGN KEY ("tenant_id", "team_id") REFERENCES teams ("tenant_id", "id"),
    FOREIGN KEY ("tenant_id", "user_id") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX team_members_by_user ON team_members ("tenant_id", "user_id");

CREATE TABLE sharing_defaults (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "entity" TEXT NOT NULL,
    "openness" TEXT NOT NULL CHECK ("openness" IN ('private', 'read', 'write')),
    "updated_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "entity")
);

CREATE TABLE sharing_rules (
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "from_kind" TEXT CHECK ("from_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "from_role_id" BLOB,
    "from_team_id" BLOB,
    "from_user_id" BLOB,
    "criteria" TEXT,
    "to_kind" TEXT NOT NULL CHECK ("to_kind" IN ('role', 'role_and_below', 'team', 'user')),
    "to_role_id" BLOB,
    "to_team_id" BLOB,
    "to_user_id" BLOB,
    "superiors" INTEGER NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
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
    "tenant_id" BLOB NOT NULL REFERENCES tenants ("id"),
    "id" BLOB NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" BLOB NOT NULL,
    "grantee_id" BLOB NOT NULL,
    "grantee_kind" TEXT NOT NULL CHECK ("grantee_kind" IN ('user', 'role', 'team')),
    "level" TEXT NOT NULL CHECK ("level" IN ('read', 'write')),
    "expires_at" INTEGER,
    "created_by" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    PRIMARY KEY ("tenant_id", "id"),
    UNIQUE ("tenant_id", "entity", "record_id", "grantee_id"),
    FOREIGN KEY ("tenant_id", "created_by") REFERENCES users ("tenant_id", "id")
);
CREATE INDEX record_shares_by_grantee ON record_shares ("tenant_id", "entity", "grantee_id", "record_id");
