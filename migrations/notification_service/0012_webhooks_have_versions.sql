-- Why: two who change a webhook at once must not undo each other's change (ETag, If-Match).
alter table webhooks add column version integer not null default 1;
