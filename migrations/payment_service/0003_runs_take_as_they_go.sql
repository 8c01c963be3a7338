-- Why: a run began by marking all that was open in one statement, which for a million claims takes longer than a statement
-- may, and wrote each payable once more than its way asks for. A run now takes what was owed before it began, step by step.

-- What the run pays; null for every currency.
alter table payment_runs add column currency text;
-- A run that is under way goes on with them.
update payables set status = 'open', run_id = null where status = 'scheduled';

create index payables_owed on payables (payee_id, currency, (kind = 'carry_forward') desc, id) where status = 'open';
drop index payables_open;
drop index payables_to_settle;
