DROP TABLE invitations;
DROP TABLE sessions;
DROP TABLE users;
DROP TABLE tenants;
DROP TABLE installation_settings;
