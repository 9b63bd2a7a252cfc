DROP TABLE api_keys;
DROP TABLE outgoing_mails;
DROP TABLE account_tokens;
ALTER TABLE sessions DROP COLUMN "acting_as";
ALTER TABLE users DROP COLUMN "email_verified_at";
