DROP TABLE erased_records;
DROP TABLE retention_rules;
DROP TABLE legal_holds;
