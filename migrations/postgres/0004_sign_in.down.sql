DROP TABLE sign_in_steps;
DROP TABLE provider_identities;
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE totp_factors;
ALTER TABLE tenants DROP COLUMN "second_factor_required";
