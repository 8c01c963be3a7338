-- Why: a run over a million claims sorted all that was left of it for each of its steps, and counted all of it whenever
-- somebody looked; both grew with the square of the run. Now a step goes on where the index leaves off, and a run knows
-- how far it has come.

alter table payment_runs
	-- How many payables it took up; null where a process of the version before began it.
	add column taken integer,
	add column settled integer not null default 0,
	-- What it came to in each currency, worked out once, when it ended.
	add column totals json;

-- In the order in which a run is settled: one payee and currency after the other, debts first.
create index payables_to_settle on payables (run_id, payee_id, currency, (kind = 'carry_forward') desc, id)
	where status = 'scheduled';
create index payables_settled_in on payables (run_id) where status = 'settled';
drop index payables_of_run;
-- Nobody asks for payables by these, and each move of a payable had to write them.
drop index payables_of_claim;
drop index payables_of_payment;

-- Statements are handed on as they were written and never searched.
alter table remittances alter column document type json using document::text::json;
alter table eobs alter column document type json using document::text::json;

-- Postings are only ever written by the statement that writes their journal, and EOBs by the run that issues them. Nobody
-- may delete either, and the checks, row by row, cost more than the rows.
alter table postings drop constraint postings_journal_id_fkey;
alter table eobs drop constraint eobs_run_id_fkey;

-- Where the postings of each statement balance, the journal that they add to stays balanced.
create or replace function refuse_unbalanced() returns trigger
	language plpgsql
	as $$
begin
	if exists (select from fresh group by journal_id, currency having sum(amount) <> 0) then
		raise exception 'a journal does not balance' using errcode = 'check_violation';
	end if;
	return null;
end
$$;

revoke delete on eobs, payment_runs from payment_service;
