-- Why: what decisions say is to be paid, the runs that pay it, and the ledger that proves it.

-- One decided claim's money on its way to a payee. Negative when an earlier payment has to come back.
create table payables (
	id uuid primary key,
	kind text not null check (kind in ('claim', 'reversal', 'carry_forward')),
	claim_id uuid,
	claim_number text,
	decision_id uuid,
	-- The order of events: the key of the claim's family.
	event_key text not null,
	payee_id uuid,
	member_id uuid,
	outcome text not null,
	currency text not null,
	amount numeric(20, 4) not null,
	status text not null check (status in ('open', 'scheduled', 'settled', 'cancelled')),
	run_id uuid,
	payment_id uuid,
	created_at timestamptz not null default now(),
	check (kind = 'carry_forward' or (claim_id is not null and decision_id is not null))
);
-- A decision becomes payable once, and is taken back once.
create unique index payables_decision on payables (decision_id, kind) where decision_id is not null;
create index payables_open on payables (currency, payee_id, id) where status = 'open';
create index payables_of_run on payables (run_id, payee_id, id) where status = 'scheduled';
create index payables_of_claim on payables (claim_id);
create index payables_of_payment on payables (payment_id, id) where payment_id is not null;

create table payment_runs (
	id uuid primary key,
	status text not null check (status in ('running', 'completed')),
	requested_by text not null,
	started_at timestamptz not null default now(),
	completed_at timestamptz
);
create index payment_runs_running on payment_runs (id) where status = 'running';

create sequence payment_numbers;

create table payments (
	id uuid primary key,
	payment_number text not null unique,
	run_id uuid not null references payment_runs (id),
	payee_id uuid not null,
	currency text not null,
	-- What was transferred: never negative; what a payee owes us beyond it is carried forward.
	amount numeric(20, 4) not null check (amount >= 0),
	method text not null check (method in ('transfer', 'none')),
	claims integer not null,
	issued_at timestamptz not null default now()
);
create index payments_of_run on payments (run_id, id);
create index payments_of_payee on payments (payee_id, id);

-- The provider's statement of a payment, as the canonical remittance; the 835 is written from it.
create table remittances (
	payment_id uuid primary key references payments (id),
	payee_id uuid not null,
	document jsonb not null
);

-- The member's statement of a claim.
create table eobs (
	id uuid primary key,
	claim_id uuid not null,
	decision_id uuid not null unique,
	member_id uuid,
	payee_id uuid,
	run_id uuid not null references payment_runs (id),
	document jsonb not null,
	created_at timestamptz not null default now()
);
create index eobs_of_claim on eobs (claim_id);
create index eobs_of_member on eobs (member_id, id);
create index eobs_of_run on eobs (run_id, id);

-- The ledger: journals whose postings sum to zero in each currency. Nothing is ever edited or deleted.
create table journals (
	id uuid primary key,
	kind text not null check (kind in ('payable', 'reversal', 'payment')),
	reference uuid not null,
	posted_at timestamptz not null default now(),
	unique (kind, reference)
);

create table postings (
	journal_id uuid not null references journals (id),
	account text not null,
	currency text not null,
	-- A debit is positive, a credit negative.
	amount numeric(20, 4) not null,
	primary key (journal_id, account, currency)
);
create index postings_of_account on postings (account, currency);

-- A statement that leaves a journal unbalanced is refused, whoever wrote it.
create function refuse_unbalanced() returns trigger
	language plpgsql
	as $$
begin
	if exists (
		select from postings where journal_id in (select journal_id from fresh)
		group by journal_id, currency having sum(amount) <> 0
	) then
		raise exception 'a journal does not balance' using errcode = 'check_violation';
	end if;
	return null;
end
$$;
create trigger postings_balance after insert on postings
	referencing new table as fresh for each statement execute function refuse_unbalanced();

create function refuse_change() returns trigger
	language plpgsql
	as $$
begin
	raise exception 'the ledger is never changed, only added to' using errcode = 'restrict_violation';
end
$$;
create trigger postings_are_final before update or delete on postings execute function refuse_change();
create trigger journals_are_final before update or delete on journals execute function refuse_change();
