-- Why: a default that differs from row to row within a statement keeps COPY from writing a page's entries at once. Entries that
-- are written together are of one moment; their order is that of their ids.
alter table entries alter column at set default statement_timestamp();
