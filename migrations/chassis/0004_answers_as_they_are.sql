-- Why: a stored answer is kept for three days and read only where a request is sent again. Compressing that of an import,
-- fifty kilobytes each, took a twentieth of what its claims cost the database.
alter table idempotency_keys alter column response set storage external;
