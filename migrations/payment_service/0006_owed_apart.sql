-- Why: as long as indexes asked for a payable's status and run, settling it wrote its place into all of them again: 20 µs, where
-- a change within the page (HOT) takes a third. What is open is kept in a table of its own, and what a run has settled is
-- found by block ranges, which do not keep a change from staying within its page.

-- What no run has settled yet, in the order in which it is settled: payee by payee, a debt carried forward before the claims.
create table owed (
	-- Zeros where nobody knows who is owed.
	payee_id uuid not null,
	currency text not null,
	is_claim boolean not null,
	payable_id uuid not null,
	primary key (payee_id, currency, is_claim, payable_id)
);
insert into owed (payee_id, currency, is_claim, payable_id)
select coalesce(payee_id, '00000000-0000-0000-0000-000000000000'), currency, kind <> 'carry_forward', id
from payables where status = 'open';

drop index payables_owed;
drop index payables_settled_in;
create index payables_by_run on payables using brin (run_id) with (pages_per_range = 32, autosummarize = on);
-- Room for the next version of what is settled together.
alter table payables set (fillfactor = 70);

-- By triggers, so that nobody who writes payables can forget it, whatever their search path; a whole statement at once.
create function owe_fresh() returns trigger
	language plpgsql
	set search_path from current
	as $$
begin
	insert into owed (payee_id, currency, is_claim, payable_id)
	select coalesce(payee_id, '00000000-0000-0000-0000-000000000000'), currency, kind <> 'carry_forward', id
	from fresh where status = 'open';
	return null;
end
$$;
-- By key, whatever is guessed of either table. What is open no more is never open again.
create function owe_no_more() returns trigger
	language plpgsql
	set search_path from current
	set enable_seqscan to off
	set enable_hashjoin to off
	set enable_mergejoin to off
	as $$
begin
	delete from owed using fresh
	where fresh.status <> 'open' and owed.payee_id = coalesce(fresh.payee_id, '00000000-0000-0000-0000-000000000000')
		and owed.currency = fresh.currency and owed.is_claim = (fresh.kind <> 'carry_forward') and owed.payable_id = fresh.id;
	return null;
end
$$;
create trigger payables_are_owed after insert on payables
	referencing new table as fresh for each statement execute function owe_fresh();
create trigger payables_are_owed_no_more after update on payables
	referencing new table as fresh for each statement execute function owe_no_more();
