-- Why: a payment that the bank returned, or that was issued in error, is voided: its money is back at the bank, and owed again in
-- one sum, which the next run pays. Its claims stay settled, for nothing that was decided of them has changed.

create table payment_voids (
	id uuid primary key,
	payment_id uuid not null references payments (id),
	status text not null check (status in ('awaiting_approval', 'voided', 'rejected')),
	cause text not null check (cause in ('returned', 'issued_in_error')),
	reason text not null,
	requested_by text not null,
	requested_at timestamptz not null,
	-- Who had the last word, where a second person had to agree.
	judged_by text,
	judged_at timestamptz,
	note text
);
-- A payment is voided once; what was rejected may be asked for again.
create unique index payment_voids_live on payment_voids (payment_id) where status <> 'rejected';

alter table payables
	-- The number of the voided payment whose money is owed again.
	add column reissues text,
	drop constraint payables_kind_check,
	add constraint payables_kind_check check (kind in ('claim', 'reversal', 'carry_forward', 'reissue')) not valid,
	drop constraint payables_check,
	add constraint payables_check check (
		case kind
			when 'carry_forward' then true
			when 'reissue' then reissues is not null and payee_id is not null
			else claim_id is not null and decision_id is not null
		end
	) not valid;
create unique index payables_reissue on payables (reissues) where reissues is not null;

alter table ledger_entries
	drop constraint ledger_entries_kind_check,
	add constraint ledger_entries_kind_check check (kind in ('payable', 'reversal', 'payment', 'void')) not valid;
